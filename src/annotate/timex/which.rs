//! Which one of many is meant: the Friday, the 5th of March, the summer or the holiday of which week or year.

use jiff::{ToSpan, civil::Date};

use super::{
    expression::{Place, Unit, Year},
    holiday,
    place::{Context, SEASONS, of_year},
    stretch::{Placed, Placement, holding},
    words::Tense,
};
use crate::value::DayInterval;

/// A day or month whose year may be left open.
pub(super) fn date(year: Year, month: u8, day: u8, place: Place, c: &Context) -> Option<Placed> {
    let unit = if day == 0 { Unit::Month } else { Unit::Day };
    let make = |y: i16, m: i8| Date::new(y, m, day.max(1) as i8).ok();
    if year != Year::Open {
        return holding(make(of_year(year, c)?, month as i8)?, unit);
    }
    let now = c.now?;
    if month == 0 {
        return holding(day_of_some_month(now, day, c)?, Unit::Day);
    }
    // The 29th of February needs a year that has one.
    let near = |from: i16, step: i16| (0..8).find_map(|k| make(from + k * step, month as i8));
    let this = make(now.year(), month as i8);
    let here = if unit == Unit::Month { now.first_of_month() } else { now };
    let found = match (place, c.tense) {
        (Place::This, _) => this.or(near(now.year(), -1)),
        (Place::Last | Place::Previous | Place::Before, _) => this.filter(|&d| d < here).or(near(now.year() - 1, -1)),
        (Place::AfterNext, _) => near(now.year() + 1 + i16::from(this.is_none_or(|d| d <= here)), 1),
        (Place::Next | Place::After, _) => this.filter(|&d| d > here).or(near(now.year() + 1, 1)),
        // A day or two ahead in a past sentence is a plan or a time zone, not last year.
        (_, Tense::Past) => {
            this.filter(|&d| d <= here || unit == Unit::Day && ahead(here, d) <= 3).or(near(now.year() - 1, -1))
        }
        // «will open in September», written in November, is next year’s; a day may be one that was just looked ahead to.
        (_, Tense::Future) => {
            this.filter(|&d| d >= here || unit == Unit::Day && ahead(d, here) <= 62).or(near(now.year() + 1, 1))
        }
        (_, Tense::Unknown | Tense::Near) => match this {
            Some(d) if ahead(here, d) > 300 => near(now.year() - 1, -1),
            Some(d) if ahead(d, here) > 330 => near(now.year() + 1, 1),
            d => d.or(near(now.year(), -1)),
        },
    };
    let found = found?;
    // «through Wednesday, May 14»: the weekday may show that a nearer year is meant.
    let agrees = |d: &Date| c.weekday.is_some_and(|w| d.weekday().to_monday_one_offset() == w as i8);
    let nearer = |d: &Date| ahead(here, *d).abs() < ahead(here, found).abs();
    let other = || {
        let years = [found.year() - 1, found.year() + 1];
        years.into_iter().filter_map(|y| make(y, month as i8)).find(|d| agrees(d) && nearer(d))
    };
    let found =
        if unit == Unit::Day && c.weekday.is_some() && !agrees(&found) { other().unwrap_or(found) } else { found };
    holding(found, unit)
}

pub(super) fn ahead(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |s| s.get_days())
}

/// «the 19th», «Tuesday the 19th»: of this month, or of the nearest before or after it that has such a day.
fn day_of_some_month(now: Date, day: u8, c: &Context) -> Option<Date> {
    let at = |months: i64| {
        let month = now.first_of_month().checked_add(months.months()).ok()?;
        let date = Date::new(month.year(), month.month(), day as i8).ok()?;
        c.weekday.is_none_or(|w| date.weekday().to_monday_one_offset() == w as i8).then_some(date)
    };
    let back = || (1..=12).find_map(|n| at(-n));
    let on = || (1..=12).find_map(&at);
    match c.tense {
        Tense::Past => at(0).filter(|&d| d <= now).or_else(back),
        Tense::Future => at(0).filter(|&d| d >= now).or_else(on),
        Tense::Unknown | Tense::Near => at(0).or_else(|| match (back(), on()) {
            (Some(a), Some(b)) => Some(if ahead(a, now) <= ahead(now, b) { a } else { b }),
            (a, b) => a.or(b),
        }),
    }
}

pub(super) fn weekday(day: u8, place: Place, c: &Context) -> Option<Date> {
    let from = match place {
        Place::Before | Place::After => c.anchor.filter(|a| a.unit <= Unit::Day).map(|a| a.days.first)?,
        Place::Near => c.anchor.filter(|a| a.unit <= Unit::Day).map(|a| a.days.first).or(c.now)?,
        _ => c.now?,
    };
    let today = from.weekday().to_monday_one_offset();
    // Days to the next such day: 0 to 6.
    let forward = (day as i64 - today as i64).rem_euclid(7);
    let days = match place {
        Place::Before | Place::Last => {
            if forward == 0 {
                -7
            } else {
                forward - 7
            }
        }
        Place::After => {
            if forward == 0 {
                7
            } else {
                forward
            }
        }
        Place::This => match c.tense {
            Tense::Past => {
                if forward == 0 {
                    0
                } else {
                    forward - 7
                }
            }
            _ => forward,
        },
        Place::Near if forward > 3 || c.anchor.is_none() && forward > 0 => forward - 7,
        Place::Near => forward,
        Place::Next => day as i64 - today as i64 + 7,
        Place::AfterNext => day as i64 - today as i64 + 14,
        Place::Coming => (forward + 6) % 7 + 1,
        Place::Count(n) if n > 0 => (forward + 6) % 7 + 1 + 7 * (n as i64 - 1),
        Place::Count(n) => (if forward == 0 { 0 } else { forward }) - 7 + 7 * (n as i64 + 1),
        Place::Previous => day as i64 - today as i64 - 7,
        Place::Week(n) => day as i64 - today as i64 + 7 * n as i64,
        Place::Open => match c.tense {
            // «will speak later Friday» in Friday's paper is today.
            Tense::Future => forward,
            Tense::Near if forward < 4 => forward,
            _ => {
                if forward == 0 {
                    0
                } else {
                    forward - 7
                }
            }
        },
    };
    from.checked_add(days.days()).ok()
}

pub(super) fn season_of(season: u8, year: Year, place: Place, c: &Context) -> Option<Placed> {
    let season = season % 4;
    let month = season as i8 * 3 + 3;
    let y = match year {
        Year::Open => {
            let now = c.now?;
            // The winter of a year begins in its December.
            let started = now.month() >= month;
            match (place, c.tense) {
                (Place::Last | Place::Previous | Place::Before, _) => {
                    now.year() - i16::from(now.month() < month + 3 || !started)
                }
                (Place::Next | Place::After, _) => now.year() + i16::from(started),
                (Place::This, _) | (_, Tense::Unknown | Tense::Near) => {
                    now.year() - i16::from(season == 3 && now.month() < 3)
                }
                (_, Tense::Past) => now.year() - i16::from(!started),
                (_, Tense::Future) => now.year() + i16::from(now.month() > month + 2),
            }
        }
        y => of_year(y, c)?,
    };
    let last = month + 2;
    // «Winter 2023» may begin or end in that year.
    let days = if season == 3 {
        DayInterval { first: Date::new(y, 1, 1).ok()?, last: Date::new(y + 1, 2, 1).ok()?.last_of_month() }
    } else {
        DayInterval { first: Date::new(y, month, 1).ok()?, last: Date::new(y, last, 1).ok()?.last_of_month() }
    };
    Some(Placed {
        value: format!("{y:04}-{}", SEASONS[season as usize]),
        at: Some(Placement { days, unit: Unit::Quarter }),
    })
}

/// Days from the article's within which Independence Day without a country is the one of the United States.
const NEAR: i32 = 7;

pub(super) fn holiday_of(row: u8, home: u8, year: Year, place: Place, c: &Context) -> Option<Placed> {
    let mut home = if home > 0 { home } else { c.home.map_or(0, |country| holiday::home(row, country)) };
    if let Some(now) = c.now.filter(|now| home == 0 && holiday::days(row, 0, now.year()).is_none()) {
        let (first, _) = holiday::days(row, 1, now.year())?;
        home = u8::from(ahead(now, first).abs() <= NEAR);
    }
    let (first, last) = match year {
        Year::Open => {
            let now = c.now?;
            let of = |y| holiday::days(row, home, y);
            let this = of(now.year())?;
            match (place, c.tense) {
                (Place::Last | Place::Previous | Place::Before, _) | (Place::Open, Tense::Past) => {
                    if this.0 < now || place == Place::Open && this.0 == now { this } else { of(now.year() - 1)? }
                }
                (Place::Next | Place::After, _) | (_, Tense::Future) => {
                    if this.1 >= now {
                        this
                    } else {
                        of(now.year() + 1)?
                    }
                }
                _ => this,
            }
        }
        y => holiday::days(row, home, of_year(y, c)?)?,
    };
    let value = if first == last || holiday::evening(row) { first.to_string() } else { format!("{first}/{last}") };
    Some(Placed { value, at: Some(Placement { days: DayInterval { first, last }, unit: Unit::Day }) })
}
