//! Where an expression lies on the calendar. All arithmetic is jiff's.

use jiff::{
    Span, ToSpan,
    civil::{Date, Time},
};

use super::{
    expression::{NthOf, Origin, Place, Reference, Saying, Set, Unit, When, Year},
    holiday,
    within::nth_within,
    words::Tense,
};
use crate::value::DayInterval;

/// What an expression is placed against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    /// The article's moment, or its live-blog entry's.
    pub now: Option<Date>,
    pub time: Option<Time>,
    /// The date before it in the text.
    pub anchor: Option<Placement>,
    /// Whether a single day was named before it in the article.
    pub dated: bool,
    /// The last single day named before it in its block.
    pub day: Option<Date>,
    pub tense: Tense,
    /// The weekday written beside a day of the month.
    pub weekday: Option<u8>,
    /// The expression stands by itself, as an entry of a calendar.
    pub alone: bool,
    /// Amounts of weeks are counted to the day, loosely («two weeks ago»).
    pub loose: bool,
}

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
    fn open(value: impl Into<String>) -> Self {
        Placed { value: value.into(), at: None }
    }
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
        Unit::Month => (format!("{y:04}-{:02}", date.month()), date.first_of_month(), date.last_of_month()),
        Unit::Quarter => {
            let q = (date.month() - 1) / 3;
            let first = Date::new(y, q * 3 + 1, 1).ok()?;
            (format!("{y:04}-Q{}", q + 1), first, Date::new(y, q * 3 + 3, 1).ok()?.last_of_month())
        }
        Unit::Year => (format!("{y:04}"), date.first_of_year(), date.last_of_year()),
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
fn unknown(unit: Unit) -> &'static str {
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

pub fn place(when: &When, c: &Context) -> Placed {
    resolved(when, c).unwrap_or_else(|| Placed::open(underspecified(when)))
}

/// The value of what can't be placed: `XXXX-WXX-5`, `XXXX-03-22`.
fn underspecified(when: &When) -> String {
    match when {
        When::Day => String::new(),
        When::Date { month, day, .. } => match (month, day) {
            (0, 0) => "XXXX".into(),
            (0, d) => format!("XXXX-XX-{d:02}"),
            (m, 0) => format!("XXXX-{m:02}"),
            (m, d) => format!("XXXX-{m:02}-{d:02}"),
        },
        When::Weekday { day, .. } => format!("XXXX-WXX-{day}"),
        When::Shift { unit, .. } | When::Around { unit, .. } => unknown(*unit).into(),
        When::Offset { .. } => unknown(Unit::Day).into(),
        When::Counted { .. } | When::Closest { .. } => unknown(Unit::Day).into(),
        When::Near { what, .. } => underspecified(what),
        When::Nth { of: NthOf::Weekday(_), .. } => unknown(Unit::Day).into(),
        When::Nth { of: NthOf::Unit(unit), .. } => unknown(*unit).into(),
        When::Decade(y) => format!("{:03}X", y.div_euclid(10)),
        When::Century(n) => format!("{:02}XX", n - 1),
        When::Season { season, .. } => format!("XXXX-{}", SEASONS[*season as usize % 4]),
        When::Quarter { nth, .. } => format!("XXXX-Q{nth}"),
        When::Half { nth, .. } => format!("XXXX-H{nth}"),
        When::Fiscal(_) => "FYXXXX".into(),
        When::Week { nth, .. } => format!("XXXX-W{nth:02}"),
        When::Holiday { row, .. } => match (holiday::days(*row, 2023), holiday::days(*row, 2024)) {
            (Some((a, _)), Some((b, _))) if a.month() == b.month() && a.day() == b.day() => {
                format!("XXXX-{:02}-{:02}", a.month(), a.day())
            }
            _ => unknown(Unit::Day).into(),
        },
        When::Refers(Reference::Past) => "PAST_REF".into(),
        When::Refers(Reference::Present) => "PRESENT_REF".into(),
        When::Refers(Reference::Future) => "FUTURE_REF".into(),
        When::Length(d) | When::Every(Set::Each(d)) => d.value(),
        When::Every(Set::Weekday(day)) => format!("XXXX-WXX-{day}"),
        When::Every(Set::Weekend) => "XXXX-WXX-WE".into(),
        When::Every(Set::Day) => String::new(),
        When::Range(_) => String::new(),
    }
}

const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];

fn resolved(when: &When, c: &Context) -> Option<Placed> {
    match *when {
        When::Day => holding(c.day.or(c.now)?, Unit::Day),
        When::Date { year, month: 0, day: 0, .. } => holding(Date::new(of_year(year, c)?, 1, 1).ok()?, Unit::Year),
        When::Date { year, month, day, place } => date(year, month, day, place, c),
        When::Weekday { day, place } => holding(weekday(day, place, c)?, Unit::Day),
        When::Shift { unit, offset, from } => shift(unit, offset, from, c),
        When::Offset { unit, amount, ref from } => {
            let from = match **from {
                When::Refers(_) => c.now?,
                ref day => resolved(day, c)?.at?.days.first,
            };
            holding(shifted(from, unit, amount)?, Unit::Day)
        }
        When::Closest { nth, ref what, ref to } => {
            let to = resolved(to, c)?.at?.days.first;
            let mut days: Vec<Date> = match **what {
                When::Weekday { day, .. } => {
                    let first = weekday(day, Place::Coming, &Context { now: Some(to), ..*c })?;
                    (-4i64..4).filter_map(|n| first.checked_add((7 * n).days()).ok()).collect()
                }
                When::Holiday { row, .. } => {
                    (-4..=4).filter_map(|n| Some(holiday::days(row, to.year() + n)?.0)).collect()
                }
                _ => return None,
            };
            days.sort_by_key(|&d| ahead(to, d).abs());
            holding(*days.get(nth.checked_sub(1)? as usize)?, Unit::Day)
        }
        When::Counted { nth, day, ref from } => {
            let from = resolved(from, c)?.at?.days;
            let edge = if nth > 0 { from.last } else { from.first };
            let weekday = jiff::civil::Weekday::from_monday_one_offset(day as i8).ok()?;
            holding(edge.nth_weekday(nth as i32, weekday).ok()?, Unit::Day)
        }
        When::Near { ref what, ref to } => {
            let to = resolved(to, c)?.at?.days.first;
            let near = Context { now: Some(to), weekday: None, ..*c };
            [Tense::Past, Tense::Unknown, Tense::Future]
                .into_iter()
                .filter_map(|tense| resolved(what, &Context { tense, ..near }))
                .min_by_key(|p| p.at.map_or(i32::MAX, |at| ahead(to, at.days.first).abs()))
        }
        When::Nth { nth, of, ref within } => nth_within(nth, of, resolved(within, c)?.at?.days),
        When::Decade(y) => holding(Date::new(y, 1, 1).ok()?, Unit::Decade),
        When::Century(n) => holding(Date::new((n - 1) * 100, 1, 1).ok()?, Unit::Century),
        When::Season { season, year, place } => season_of(season, year, place, c),
        When::Quarter { nth, year } => {
            let year = match year {
                Year::Open => {
                    let now = c.now?;
                    let ahead = (nth as i8 - 1) * 3 + 1 > now.month();
                    now.year() - i16::from(ahead && c.tense != Tense::Future && c.tense != Tense::Unknown)
                }
                y => of_year(y, c)?,
            };
            holding(Date::new(year, nth as i8 * 3, 1).ok()?, Unit::Quarter)
        }
        When::Half { nth, year } => {
            let y = of_year(year, c)?;
            let first = Date::new(y, if nth == 1 { 1 } else { 7 }, 1).ok()?;
            let last = Date::new(y, if nth == 1 { 6 } else { 12 }, 1).ok()?.last_of_month();
            let at = Placement { days: DayInterval { first, last }, unit: Unit::Quarter };
            Some(Placed { value: format!("{y:04}-H{nth}"), at: Some(at) })
        }
        When::Fiscal(year) => Some(Placed::open(format!("FY{:04}", of_year(year, c)?))),
        When::Week { nth, year } => {
            let y = of_year(if year == Year::Open { Year::Relative(0) } else { year }, c)?;
            let day = jiff::civil::ISOWeekDate::new(y, nth as i8, jiff::civil::Weekday::Monday).ok()?.date();
            holding(day, Unit::Week)
        }
        When::Around { unit, ref day } => {
            let day = resolved(day, c)?.at?.days.first;
            // The weekend nearest to it: before a Monday, after a Thursday.
            // The week of a Sunday is the one that it begins.
            let on = i64::from(unit == Unit::Week && day.weekday() == jiff::civil::Weekday::Sunday);
            let back = if unit == Unit::Weekend && day.weekday().to_monday_one_offset() < 4 { 3 } else { 0 };
            holding(day.checked_sub((back - on).days()).ok()?, unit)
        }
        When::Holiday { row, year, place } => holiday_of(row, year, place, c),
        When::Refers(_) | When::Length(_) | When::Every(_) | When::Range(_) => None,
    }
}

fn of_year(year: Year, c: &Context) -> Option<i16> {
    match year {
        Year::Given(y) => Some(y),
        Year::Relative(n) => Some(c.now?.year() + n as i16),
        Year::Open => c.now.map(|n| n.year()),
    }
}

/// A day or month whose year may be left open.
fn date(year: Year, month: u8, day: u8, place: Place, c: &Context) -> Option<Placed> {
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
        (_, Tense::Future) => this.filter(|&d| d >= here || ahead(d, here) <= 62).or(near(now.year() + 1, 1)),
        (_, Tense::Unknown) => match this {
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

fn ahead(from: Date, to: Date) -> i32 {
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
        Tense::Unknown => at(0).or_else(|| match (back(), on()) {
            (Some(a), Some(b)) => Some(if ahead(a, now) <= ahead(now, b) { a } else { b }),
            (a, b) => a.or(b),
        }),
    }
}

fn weekday(day: u8, place: Place, c: &Context) -> Option<Date> {
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

fn shift(unit: Unit, offset: i32, from: Origin, c: &Context) -> Option<Placed> {
    let base = match from {
        Origin::Now => c.now?,
        Origin::Anchor if c.alone && c.anchor.is_none() => c.now?,
        Origin::Anchor => {
            let a = c.anchor?;
            // Two days after «2013» are no day.
            let exact = if unit.of_clock() { Unit::Day } else { unit };
            if a.unit > exact {
                return None;
            }
            a.days.first
        }
    };
    if unit.of_clock() {
        let Origin::Now = from else { return None };
        let seconds = offset as i64
            * match unit {
                Unit::Hour => 3600,
                Unit::Minute => 60,
                _ => 1,
            };
        let moment = base.to_datetime(c.time?).checked_add(Span::new().try_seconds(seconds).ok()?).ok()?;
        let value = if unit == Unit::Second {
            moment.strftime("%Y-%m-%dT%H:%M:%S").to_string()
        } else {
            moment.strftime("%Y-%m-%dT%H:%M").to_string()
        };
        let at = Placement { days: DayInterval::day(moment.date()), unit: Unit::Hour };
        return Some(Placed { value, at: Some(at) });
    }
    let date = shifted(base, unit, offset)?;
    if c.loose && matches!(unit, Unit::Week | Unit::Fortnight) {
        let mut placed = holding(date, Unit::Day)?;
        if let Some(at) = &mut placed.at {
            at.days.first = date.checked_sub(3.days()).ok()?;
            at.days.last = date.checked_add(3.days()).ok()?;
        }
        return Some(placed);
    }
    holding(date, unit)
}

fn season_of(season: u8, year: Year, place: Place, c: &Context) -> Option<Placed> {
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
                (Place::This, _) | (_, Tense::Unknown) => now.year() - i16::from(season == 3 && now.month() < 3),
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

fn holiday_of(row: u8, year: Year, place: Place, c: &Context) -> Option<Placed> {
    let (first, last) = match year {
        Year::Open => {
            let now = c.now?;
            let of = |y| holiday::days(row, y);
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
        y => holiday::days(row, of_year(y, c)?)?,
    };
    let value = if first == last || holiday::evening(row) { first.to_string() } else { format!("{first}/{last}") };
    Some(Placed { value, at: Some(Placement { days: DayInterval { first, last }, unit: Unit::Day }) })
}

/// Whether two dates of a range must be ordered: the second, left open, lies after the first.
pub fn follows(first: &Placed, saying: &Saying, c: &Context) -> Placed {
    let placed = place(&saying.when, c);
    let (Some(a), Some(b)) = (first.at, placed.at) else { return placed };
    let open = matches!(
        saying.when,
        When::Weekday { .. } | When::Date { year: Year::Open, .. } | When::Holiday { year: Year::Open, .. }
    );
    if open && b.days.first < a.days.first {
        return place(&saying.when, &Context { now: Some(a.days.first), tense: Tense::Future, ..*c });
    }
    placed
}
