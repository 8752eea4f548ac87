//! Stretches of the calendar by unit: the week or quarter that holds a day, and the day so many units from another.

use jiff::{Span, ToSpan, civil::Date};

use super::expression::Unit;
use crate::value::DayInterval;

/// A stretch of the calendar as TIMEX3 sees it: the unit says how exactly it is given.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Placement {
    pub days: DayInterval,
    pub unit: Unit,
}

/// The calendar part of a value, and the days it covers where they are known.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Placed {
    pub value: String,
    pub at: Option<Placement>,
}

impl Placed {
    pub(super) fn open(value: impl Into<String>) -> Self {
        Placed { value: value.into(), at: None }
    }
}

/// A number with at least so many digits. Values are made of many, and to format each would take most of the
/// time that they take.
pub(super) fn padded(n: i64, digits: usize) -> String {
    let mut out = String::with_capacity(16);
    push_padded(&mut out, n, digits);
    out
}

/// [`padded`], at the end of a text.
pub(super) fn push_padded(out: &mut String, n: i64, digits: usize) {
    if n < 0 {
        out.push('-');
    }
    let mut buffer = itoa::Buffer::new();
    let number = buffer.format(n.unsigned_abs());
    out.extend(std::iter::repeat_n('0', digits.saturating_sub(number.len())));
    out.push_str(number);
}

/// The unit that holds a day, as a value.
pub(super) fn holding(date: Date, unit: Unit) -> Option<Placed> {
    let y = date.year();
    let (value, first, last) = match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => (date.to_string(), date, date),
        Unit::Week | Unit::Fortnight | Unit::Weekend => {
            let iso = date.iso_week_date();
            let monday = date.checked_sub((date.weekday().to_monday_zero_offset() as i64).days()).ok()?;
            let sunday = monday.checked_add(6.days()).ok()?;
            let week = format!("{:04}-W{:02}", iso.year(), iso.week());
            if unit == Unit::Weekend {
                (week + "-WE", sunday.checked_sub(1.day()).ok()?, sunday)
            } else {
                (week, monday, sunday)
            }
        }
        Unit::Month => {
            (padded(y.into(), 4) + "-" + &padded(date.month().into(), 2), date.first_of_month(), date.last_of_month())
        }
        Unit::Quarter => {
            let q = (date.month() - 1) / 3;
            let first = Date::new(y, q * 3 + 1, 1).ok()?;
            (
                padded(y.into(), 4) + "-Q" + &padded((q + 1).into(), 1),
                first,
                Date::new(y, q * 3 + 3, 1).ok()?.last_of_month(),
            )
        }
        Unit::Year => (padded(y.into(), 4), date.first_of_year(), date.last_of_year()),
        Unit::Decade => {
            let d = y.div_euclid(10);
            (format!("{d:03}X"), Date::new(d * 10, 1, 1).ok()?, Date::new(d * 10 + 9, 12, 31).ok()?)
        }
        Unit::Century => {
            let c = y.div_euclid(100);
            (format!("{c:02}XX"), Date::new(c * 100, 1, 1).ok()?, Date::new(c * 100 + 99, 12, 31).ok()?)
        }
    };
    Some(Placed { value, at: Some(Placement { days: DayInterval { first, last }, unit }) })
}

/// A day so many units from another.
pub(super) fn shifted(date: Date, unit: Unit, n: i32) -> Option<Date> {
    let n = n as i64;
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => None,
        Unit::Day => date.checked_add(Span::new().try_days(n).ok()?).ok(),
        Unit::Week | Unit::Weekend => date.checked_add(Span::new().try_weeks(n).ok()?).ok(),
        Unit::Fortnight => date.checked_add(Span::new().try_weeks(2 * n).ok()?).ok(),
        Unit::Month => date.checked_add(Span::new().try_months(n).ok()?).ok(),
        Unit::Quarter => date.checked_add(Span::new().try_months(3 * n).ok()?).ok(),
        Unit::Year => date.checked_add(Span::new().try_years(n).ok()?).ok(),
        Unit::Decade => date.checked_add(Span::new().try_years(10 * n).ok()?).ok(),
        Unit::Century => date.checked_add(Span::new().try_years(100 * n).ok()?).ok(),
    }
}

/// What stands for a unit when nothing is known.
pub(super) fn unknown(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => "XXXX-XX-XXTXX:XX",
        Unit::Day => "XXXX-XX-XX",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXXX",
        Unit::Century => "XXXX",
    }
}
