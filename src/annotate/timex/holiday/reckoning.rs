//! How the day of a feast is found in a year.

use jiff::{ToSpan, civil::Date};

use super::{
    hebrew,
    lunar::{self, Tithi},
};

#[derive(Clone, Copy)]
pub enum Reckoning {
    Fixed(i8, i8),
    /// Month, weekday (1 is Monday), which one; negative from the end.
    Weekday(i8, i8, i8),
    /// The first such weekday on or after a day of a month: month, day, weekday.
    OnOrAfter(i8, i8, i8),
    /// The weekday nearest to a day of a month, where it falls on a Saturday or Sunday.
    Workday(i8, i8),
    /// A day of a month, or the day before it where it is a Sunday.
    NoSunday(i8, i8),
    /// Days from Western Easter Sunday.
    Easter(i16),
    /// Days from Orthodox Easter Sunday.
    Orthodox(i16),
    /// Days from Thanksgiving.
    Thanksgiving(i16),
    /// Days from the Jewish new year's first evening.
    RoshHashanah(i16),
    /// Days from the evening on which Passover begins.
    Passover(i16),
    /// A Jewish day that moves within its week or with the length of months.
    Hebrew(hebrew::Movable),
    /// Month and day of the Islamic calendar.
    Hijri(u8, u8),
    /// The last Friday of Ramadan.
    LastFriday,
    /// Month and day of the Chinese calendar.
    Chinese(u8, u8),
    /// A lunar day of a Hindu month.
    Hindu(Tithi),
    /// Days from the sun's entry into a sidereal sign, counted from Aries.
    Sign(u8, i16),
    /// The Parsi calendar has years of 365 days: its new year was on 17 August from 2016 to 2019.
    Parsi,
    /// Another one in each country.
    Unsaid,
}

use Reckoning::*;

/// The first such day in a year.
pub fn day(reckoning: Reckoning, year: i16) -> Option<Date> {
    let date = |m, d| Date::new(year, m, d).ok();
    let from = |date: Date, days: i16| date.checked_add((days as i64).days()).ok();
    match reckoning {
        Fixed(m, d) => date(m, d),
        Weekday(m, weekday, nth) => nth_weekday(year, m, weekday, nth),
        OnOrAfter(m, d, weekday) => {
            let first = date(m, d)?;
            from(first, (weekday - first.weekday().to_monday_one_offset()).rem_euclid(7) as i16)
        }
        Workday(m, d) => {
            let day = date(m, d)?;
            from(day, [0, 0, 0, 0, 0, -1, 1][day.weekday().to_monday_zero_offset() as usize % 7])
        }
        NoSunday(m, d) => {
            let day = date(m, d)?;
            from(day, -i16::from(day.weekday() == jiff::civil::Weekday::Sunday))
        }
        Easter(days) => from(easter(year)?, days),
        Orthodox(days) => from(orthodox_easter(year)?, days),
        Thanksgiving(days) => from(nth_weekday(year, 11, 4, 4)?, days),
        RoshHashanah(days) => from(hebrew::new_year(year)?, days),
        Passover(days) => from(hebrew::passover(year)?, days),
        Hebrew(movable) => hebrew::movable(movable, year),
        Hijri(month, day) => lunar::hijri(month, day, year),
        LastFriday => {
            let last = lunar::hijri(10, 1, year)?.yesterday().ok()?;
            from(last, -((last.weekday().to_monday_zero_offset() as i16 + 3) % 7))
        }
        Chinese(month, day) => lunar::chinese(month, day, year),
        Hindu(tithi) => lunar::hindu(tithi, year),
        Sign(sign, days) => from(lunar::enters(sign, year)?, days),
        Parsi => from(date(8, 17)?, -(year - 2016).div_euclid(4)),
        Unsaid => None,
    }
}

fn nth_weekday(year: i16, month: i8, weekday: i8, nth: i8) -> Option<Date> {
    let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

/// Western Easter Sunday, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let y = year as i32;
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let n = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

/// Orthodox Easter Sunday in the Gregorian calendar: Meeus's Julian computus, and the days between the calendars.
fn orthodox_easter(year: i16) -> Option<Date> {
    let y = year as i32;
    let d = (19 * (y % 19) + 15) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    let n = d + e + 114;
    let julian = Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()?;
    let apart = y / 100 - y / 400 - 2;
    julian.checked_add((apart as i64).days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn movable_feasts() {
        assert_eq!(easter(2024), Date::new(2024, 3, 31).ok());
        assert_eq!(easter(2025), Date::new(2025, 4, 20).ok());
        assert_eq!(orthodox_easter(2024), Date::new(2024, 5, 5).ok());
        assert_eq!(orthodox_easter(2025), Date::new(2025, 4, 20).ok());
    }
    /// Days that stand in calendars and newspapers of those years.
    #[test]
    fn feasts_by_the_moon() {
        let on = |reckoning, year: i16, month, day| {
            assert_eq!(super::day(reckoning, year), Date::new(year, month, day).ok());
        };
        on(RoshHashanah(0), 2023, 9, 15);
        on(RoshHashanah(9), 2024, 10, 11);
        on(Passover(0), 2024, 4, 22);
        on(Hebrew(hebrew::Movable::Hanukkah), 2023, 12, 7);
        on(Hebrew(hebrew::Movable::Independence), 2024, 5, 13);
        on(Hijri(9, 1), 2024, 3, 11);
        on(Hijri(12, 10), 2023, 6, 28);
        // The moon set before the sun on the eve; the rule of the years up to 1999.
        on(Hijri(9, 1), 2015, 6, 18);
        on(Hijri(10, 1), 1988, 5, 16);
        on(Chinese(1, 1), 2024, 2, 10);
        on(Chinese(8, 15), 2023, 9, 29);
        on(Chinese(5, 5), 2024, 6, 10);
        on(Hindu(Tithi { month: 6, day: 30, hour: 18 }), 2023, 11, 12);
        on(Hindu(Tithi { month: 11, day: 15, hour: 18 }), 2024, 3, 24);
        on(Sign(0, 0), 2018, 4, 14);
        on(Parsi, 2018, 8, 17);
    }
}
