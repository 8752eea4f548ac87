//! The Jewish calendar, by the arithmetic of Dershowitz and Reingold, Calendrical Calculations. Its days begin in the
//! evening: all dates here are of the evening on which a feast begins.

use jiff::{ToSpan, civil::Date};

/// Days that move within their week or with the length of months.
#[derive(Clone, Copy)]
pub enum Movable {
    Hanukkah,
    TuBishvat,
    Shoah,
    Memorial,
    Independence,
    TishaBav,
}

/// Days from the calendar's epoch to the new year of a Jewish year, before the rules about lengths of years.
fn elapsed(year: i64) -> i64 {
    let months = (235 * year - 234).div_euclid(19);
    let parts = 12_084 + 13_753 * months;
    let day = 29 * months + parts.div_euclid(25_920);
    if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day }
}

/// The evening on which the new year begins, in September or October of `year`.
pub fn new_year(year: i16) -> Option<Date> {
    let hebrew = year as i64 + 3761;
    let (before, this, after) = (elapsed(hebrew - 1), elapsed(hebrew), elapsed(hebrew + 1));
    let late = if after - this == 356 { 2 } else { i64::from(this - before == 382) };
    // The epoch is 1,373,428 days before the first of January of the year 1; its eve one more.
    let days = this + late - 1_373_429;
    Date::constant(1, 1, 1).checked_add(days.days()).ok()
}

/// The evening on which Passover begins: 163 days before the next new year.
pub fn passover(year: i16) -> Option<Date> {
    new_year(year)?.checked_sub(163.days()).ok()
}

pub fn movable(what: Movable, year: i16) -> Option<Date> {
    let from = |date: Date, days: i64| date.checked_add(days.days()).ok();
    let spring = passover(year)?;
    // The weekday of the day that begins on an evening: 0 is Monday.
    let weekday = |eve: Date| (eve.weekday().to_monday_zero_offset() + 1) % 7;
    match what {
        Movable::Hanukkah => {
            let start = new_year(year)?;
            let length = start.until(new_year(year + 1)?).ok()?.get_days();
            from(start, 83 + i64::from(matches!(length, 355 | 385)))
        }
        Movable::TuBishvat => {
            let length = new_year(year - 1)?.until(new_year(year)?).ok()?.get_days();
            from(spring, if length > 380 { -89 } else { -59 })
        }
        Movable::Shoah => {
            let eve = from(spring, 12)?;
            from(eve, [0, 0, 0, 0, -1, 0, 1][weekday(eve) as usize % 7])
        }
        Movable::Independence => {
            let eve = from(spring, 20)?;
            from(eve, [1, 0, 0, 0, -1, -2, 0][weekday(eve) as usize % 7])
        }
        Movable::Memorial => from(movable(Movable::Independence, year)?, -1),
        Movable::TishaBav => {
            let eve = from(spring, 112)?;
            from(eve, i64::from(weekday(eve) == 5))
        }
    }
}
