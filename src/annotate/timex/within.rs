//! The nth day, weekday, week or month within a stretch of the calendar.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{
    expression::{NthOf, Unit},
    stretch::{Placed, holding, shifted},
};
use crate::value::DayInterval;

pub fn nth_within(nth: i8, of: NthOf, days: DayInterval) -> Option<Placed> {
    let at = |from: Date, n: i64| from.checked_add(n.days()).ok();
    let back = (-(nth as i64) - 1).max(0);
    let date = match of {
        NthOf::Weekday(day) => {
            let (edge, step) = if nth > 0 { (days.first, 1) } else { (days.last, -1) };
            let off = (day as i64 - edge.weekday().to_monday_one_offset() as i64) * step;
            let rest = if nth > 0 { nth as i64 - 1 } else { back };
            at(edge, (off.rem_euclid(7) + 7 * rest) * step)?
        }
        NthOf::Unit(Unit::Day) => {
            if nth > 0 {
                at(days.first, nth as i64 - 1)?
            } else {
                at(days.last, -back)?
            }
        }
        NthOf::Unit(Unit::Week) => {
            // Weeks that lie wholly inside: the first begins at the first Monday, the last ends at the last Sunday.
            let monday = if nth > 0 {
                at(days.first, (7 - days.first.weekday().to_monday_zero_offset() as i64) % 7 + 7 * (nth as i64 - 1))?
            } else {
                at(days.last, -(days.last.weekday().to_monday_one_offset() as i64 % 7) - 6 - 7 * back)?
            };
            let mut placed = holding(monday, Unit::Week)?;
            if let Some(p) = &mut placed.at {
                if nth == 1 {
                    p.days.first = days.first;
                } else if nth == -1 {
                    p.days.last = days.last;
                }
            }
            return Some(placed);
        }
        NthOf::Unit(Unit::Weekend) => {
            let saturday = nth_within(nth, NthOf::Weekday(6), days)?.at?.days.first;
            return holding(saturday, Unit::Weekend);
        }
        NthOf::Unit(unit @ (Unit::Month | Unit::Quarter | Unit::Year)) => {
            let date = if nth > 0 {
                shifted(days.first, unit, nth as i32 - 1)?
            } else {
                shifted(days.last.first_of_month(), unit, -(back as i32))?
            };
            return holding(date, unit);
        }
        NthOf::Unit(_) => return None,
    };
    if date < days.first || date > days.last {
        return None;
    }
    holding(date, Unit::Day)
}
