//! Where an expression lies on the calendar. All arithmetic is jiff's.

use jiff::{
    Span, ToSpan,
    civil::{Date, DateTime, Time},
};

use super::{
    expression::{NthOf, Origin, Place, Reference, Saying, Set, Unit, When, Year},
    holiday,
    stretch::{Placed, Placement, holding, padded, shifted, unknown},
    which::{ahead, date, holiday_of, season_of, weekday},
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
    /// The day that a bare time is of, where the article tells ([`super::story`]).
    pub day: Option<Date>,
    /// The last moment before it, where it is near.
    pub moment: Option<DateTime>,
    /// The last date before it that is not the article's own day («today»): what «that weekend» points to.
    pub told: Option<Placement>,
    pub tense: Tense,
    /// The weekday written beside a day of the month.
    pub weekday: Option<u8>,
    /// The expression stands by itself, as an entry of a calendar.
    pub alone: bool,
    /// The country that the article was written in or for, by its key.
    pub home: Option<&'static str>,
    /// Amounts of weeks and months are counted to the day, loosely («two weeks ago»).
    pub loose: bool,
}

pub fn place(when: &When, c: &Context) -> Placed {
    resolved(when, c).unwrap_or_else(|| Placed::open(underspecified(when)))
}

/// The value of what can't be placed: `XXXX-WXX-5`, `XXXX-03-22`.
fn underspecified(when: &When) -> String {
    match when {
        When::Day => String::new(),
        When::Date { year: Year::Given(y @ ..=0), month: 0, .. } => format!("BC{:04}", y.unsigned_abs()),
        // A day that the calendar does not have («30 February 2019»).
        When::Date { year: Year::Given(y), month: m @ 1.., day: d @ 1.., .. } => format!("{y:04}-{m:02}-{d:02}"),
        When::Date { month, day, .. } => match (month, day) {
            (0, 0) => "XXXX".into(),
            (0, d) => format!("XXXX-XX-{d:02}"),
            (m, 0) => format!("XXXX-{m:02}"),
            (m, d) => format!("XXXX-{m:02}-{d:02}"),
        },
        When::Weekday { day, .. } => "XXXX-WXX-".to_owned() + &padded((*day).into(), 1),
        When::Shift { unit, .. } | When::Around { unit, .. } => unknown(*unit).into(),
        When::Offset { .. } => unknown(Unit::Day).into(),
        When::Counted { .. } | When::Closest { .. } => unknown(Unit::Day).into(),
        When::Near { what, .. } => underspecified(what),
        When::Nth { of: NthOf::Weekday(_), .. } => unknown(Unit::Day).into(),
        When::Nth { of: NthOf::Unit(unit), .. } => unknown(*unit).into(),
        When::Decade(y) => format!("{:03}X", y.div_euclid(10)),
        When::Century(n @ ..=0) => format!("BC{:02}XX", n.unsigned_abs().saturating_sub(1)),
        When::Century(n) => format!("{:02}XX", n - 1),
        When::Season { season, .. } => format!("XXXX-{}", SEASONS[*season as usize % 4]),
        When::Quarter { nth, .. } => format!("XXXX-Q{nth}"),
        When::Half { nth, .. } => format!("XXXX-H{nth}"),
        When::Fiscal(_) => "FYXXXX".into(),
        When::Week { nth, .. } => format!("XXXX-W{nth:02}"),
        When::Holiday { row, home, .. } => match (holiday::days(*row, *home, 2023), holiday::days(*row, *home, 2024)) {
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
        When::Every(Set::Weekdays) => "P1WD".into(),
        When::Every(Set::Date { month, day: 0 }) => format!("XXXX-{month:02}"),
        When::Every(Set::Date { month, day }) => format!("XXXX-{month:02}-{day:02}"),
        When::Every(Set::Day) => String::new(),
        When::Range(_) => String::new(),
    }
}

pub(super) const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];

fn resolved(when: &When, c: &Context) -> Option<Placed> {
    match *when {
        When::Day => holding(c.day.or(c.now)?, Unit::Day),
        When::Date { year: Year::Given(..=0), .. } => None,
        When::Date { year, month: 0, day: 0, .. } => holding(Date::new(of_year(year, c)?, 1, 1).ok()?, Unit::Year),
        When::Date { year, month, day, place } => date(year, month, day, place, c),
        When::Weekday { day, place } => holding(weekday(day, place, c)?, Unit::Day),
        When::Shift { unit, offset, from } => shift(unit, offset, from, c),
        When::Offset { unit, amount, ref from } => {
            // «a year after Christmas» is counted from the one that has been.
            let holiday = matches!(**from, When::Holiday { year: Year::Open, .. });
            let gone = unit == Unit::Year && amount > 0 && holiday;
            let c = &Context { tense: if gone { Tense::Past } else { c.tense }, ..*c };
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
                When::Holiday { row, home, .. } => {
                    (-4..=4).filter_map(|n| Some(holiday::days(row, home, to.year() + n)?.0)).collect()
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
        When::Century(..=0) => None,
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
        When::Holiday { row, home, year, place } => holiday_of(row, home, year, place, c),
        When::Refers(_) | When::Length(_) | When::Every(_) | When::Range(_) => None,
    }
}

pub(super) fn of_year(year: Year, c: &Context) -> Option<i16> {
    match year {
        Year::Given(y) => Some(y),
        Year::Relative(n) => Some(c.now?.year() + n as i16),
        Year::Open => c.now.map(|n| n.year()),
    }
}

fn shift(unit: Unit, offset: i32, from: Origin, c: &Context) -> Option<Placed> {
    if unit.of_clock() {
        return moment(unit, offset, from, c);
    }
    let base = match from {
        Origin::Now => c.now?,
        Origin::Anchor if c.alone && c.anchor.is_none() => c.now?,
        Origin::Anchor => {
            let a = if offset == 0 { c.told.or(c.anchor)? } else { c.anchor? };
            // Two days after «2013» are no day.
            if a.unit > unit {
                return None;
            }
            a.days.first
        }
    };
    // «this weekend» in a Monday's report of it
    let monday_to = |last: i8| base.weekday().to_monday_one_offset() <= last;
    let gone = match c.tense {
        Tense::Past => monday_to(5),
        Tense::Unknown => monday_to(2) && !c.alone,
        _ => false,
    };
    let back = unit == Unit::Weekend && offset == 0 && from == Origin::Now && gone;
    let date = shifted(base, unit, offset - i32::from(back))?;
    // «six months earlier», after «May 2010», is a month
    let day = from == Origin::Now || c.anchor.is_none_or(|a| a.unit <= Unit::Day);
    let about = match unit {
        Unit::Week | Unit::Fortnight => Some(3),
        Unit::Month if day => Some(15),
        _ => None,
    };
    if let Some(days) = about.filter(|_| c.loose) {
        let mut placed = holding(date, Unit::Day)?;
        let whole = if unit == Unit::Month { holding(date, unit)?.at?.days } else { DayInterval::day(date) };
        if let Some(at) = &mut placed.at {
            at.days.first = date.checked_sub(days.days()).ok()?.min(whole.first);
            at.days.last = date.checked_add(days.days()).ok()?.max(whole.last);
        }
        return Some(placed);
    }
    holding(date, unit)
}

/// «an hour ago», «40 minutes later»: counted from now, or from the last moment told of.
fn moment(unit: Unit, offset: i32, from: Origin, c: &Context) -> Option<Placed> {
    let base = match from {
        Origin::Now => c.now?.to_datetime(c.time?),
        Origin::Anchor => c.moment?,
    };
    let seconds = offset as i64 * unit.seconds();
    let moment = base.checked_add(Span::new().try_seconds(seconds).ok()?).ok()?;
    let form = if unit == Unit::Second { "%Y-%m-%dT%H:%M:%S" } else { "%Y-%m-%dT%H:%M" };
    let at = Placement { days: DayInterval::day(moment.date()), unit: Unit::Hour };
    Some(Placed { value: moment.strftime(form).to_string(), at: Some(at) })
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
