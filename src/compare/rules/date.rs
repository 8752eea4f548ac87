use std::cmp::Ordering;

use super::superseded::renewed;
use crate::{
    compare::{Check, Judgement, Pair, Verdict, counted::made, rule, slip, story::gap, words},
    fact::{Fact, FactSheet, Slot, Value},
    value::DayInterval,
};

rule! {
    /// Two articles put the same thing on different days.
    ///
    /// Usually «yesterday» was carried over into the next day's paper, or a weekday was reckoned from the wrong date.
    ///
    /// Found: a hearing fixed for 6 June here, for 9 June there; a mill built in 1961 here, «46 years old» there.
    /// A note: a day that a later article says has been put off («moved to Monday»).
    /// Not found: «2022» and «September 2022», since one contains the other; the day of the fire and the day of the
    /// funeral.
    ///
    /// To settle it: look the day or year up at its source; beside a weekday write the date as well.
    DATE_CONFLICT = "date-conflict", Warning, Check::Pair(judge)
}

/// Days that two dates of one thing lie apart at most; what is farther apart is rather two things.
const FAR: i32 = 120;

fn judge(pair: &Pair<'_>) -> Option<Judgement> {
    if pair.here.slot != Slot::When {
        return None;
    }
    let (Value::When { days: Some(a), .. }, Value::When { days: Some(b), .. }) = (&pair.here.value, &pair.there.value)
    else {
        return None;
    };
    // What one article looks forward to the other cannot look back on, when they are of one week.
    let ahead = |d: &DayInterval, s: &FactSheet| s.published.map(|p| d.first > p.0);
    let turned = ahead(a, pair.sheet_here).zip(ahead(b, pair.sheet_there)).is_some_and(|(x, y)| x != y);
    let both_made = made(pair.here) && made(pair.there);
    let verdict = match gap(*a, *b) {
        0 if both_made && a == b => Verdict::Agree,
        0 if both_made => Verdict::Compatible,
        _ if both_made && one_made(pair) => Verdict::Conflict,
        _ if both_made => Verdict::Unresolved,
        // A year that two sentences have says nothing unless more is shared.
        0 if a == b && !narrow(a) && pair.tie.matter < YEARS => Verdict::Unresolved,
        0 if a == b => Verdict::Agree,
        0 if a.covers(b) || b.covers(a) => {
            // «2024» says nothing of a day in it unless more than the year is shared.
            if narrow(a) || narrow(b) && pair.tie.matter >= 1.0 { Verdict::Compatible } else { Verdict::Unresolved }
        }
        0 => Verdict::Unresolved,
        // «First since 1989» here, «since 1998» there.
        _ if slip::likely(pair.here, pair.there)
            && pair.tie.event >= 1.0
            && pair.tie.matter >= TURNED
            && !pair.explained =>
        {
            Verdict::Conflict
        }
        _ if other_year(pair, a, b) => Verdict::Conflict,
        days if days <= FAR && alike(a, b) && put_off(pair, a, b) => Verdict::Superseded,
        _ if turned || !absolute(pair.here) || !absolute(pair.there) || each_its_own(pair, a, b) => Verdict::Unresolved,
        days if days <= FAR
            && (days > 1 || planned(pair, a, b))
            && alike(a, b)
            && (short(a) || pair.tie.matter >= MONTHS)
            && pair.tie.carries(pair.here.slot)
            && !pair.explained =>
        {
            Verdict::Conflict
        }
        _ => Verdict::Unresolved,
    };
    let there = words::days(*b);
    let message = match verdict {
        Verdict::Superseded if renewed(pair) == Some(Ordering::Less) => {
            format!("Now {there} ({})", words::article(pair.sheet_there))
        }
        Verdict::Superseded => {
            format!("{} here; {there} in {} was the plan before", words::days(*a), words::article(pair.sheet_there))
        }
        Verdict::Conflict if both_made => {
            format!("Made in {} here, in {there} in {}", words::days(*a), words::article(pair.sheet_there))
        }
        Verdict::Conflict => format!("{} here, {there} in {}", words::days(*a), words::article(pair.sheet_there)),
        _ => format!("{there} in {}", words::article(pair.sheet_there)),
    };
    Some(Judgement { code: "date-conflict", verdict, message, spans: None })
}

/// Whether each article tells of what was new when it was written, at different times: of its own day or month.
fn each_its_own(pair: &Pair<'_>, a: &DayInterval, b: &DayInterval) -> bool {
    let fresh = |d: &DayInterval, s: &FactSheet| {
        let reach = if short(d) { FRESH } else { FRESH_MONTH };
        s.published.is_some_and(|(p, _)| d.first <= p && gap(*d, DayInterval::day(p)) <= reach)
    };
    let later = if short(a) { FRESH } else { MONTH };
    let apart = pair.story.apart.is_some_and(|days| days > later);
    apart && fresh(a, pair.sheet_here) && fresh(b, pair.sheet_there)
}

/// Days after which a day is no longer news, or a month of which figures come out later.
const FRESH: i32 = 2;
const FRESH_MONTH: i32 = 60;

/// Days between two reports on two months at least.
const MONTH: i32 = 20;

/// Whether the years of making are of one thing, by its noun, or one is the other with its digits turned round.
fn one_made(pair: &Pair<'_>) -> bool {
    let things = pair.here.population.get(1).zip(pair.there.population.get(1));
    let one = things.is_some_and(|(x, y)| x == y) || slip::likely(pair.here, pair.there);
    one && pair.tie.carries(pair.here.slot) && !pair.explained && !pair.ambiguous
}

/// Whether both look back at one thing and put it in two years, neither of which the other article has.
fn other_year(pair: &Pair<'_>, a: &DayInterval, b: &DayInterval) -> bool {
    let year = |d: &DayInterval| d.first == d.first.first_of_year() && d.last == d.first.last_of_year();
    let has = |s: &FactSheet, d: &DayInterval| {
        s.facts.iter().any(|f| matches!(&f.value, Value::When { days: Some(e), .. } if e.meets(d)))
    };
    let past = |d: &DayInterval, s: &FactSheet| s.published.is_none_or(|p| d.last < p.0);
    let near = a.first.year().abs_diff(b.first.year()) <= DECADE;
    let sure = pair.tie.event >= 1.0 && pair.tie.matter >= TWO_YEARS && !pair.explained;
    year(a)
        && year(b)
        && near
        && sure
        && past(a, pair.sheet_here)
        && past(b, pair.sheet_there)
        && !has(pair.sheet_there, a)
        && !has(pair.sheet_here, b)
}

/// Years that two of one thing lie apart at most.
const DECADE: u16 = 10;

/// What must speak for one thing put in two years.
const TWO_YEARS: f32 = 1.0;

/// Whether both look ahead to a day of one thing that is still to come, where no midnight lies between: a meeting, a match.
fn planned(pair: &Pair<'_>, a: &DayInterval, b: &DayInterval) -> bool {
    let ahead = |d: &DayInterval, s: &FactSheet| s.published.is_some_and(|p| p.0 < d.first);
    ahead(a, pair.sheet_here) && ahead(b, pair.sheet_there)
}

/// Whether one of two plans is said to have taken the other's place («moved to Monday»).
fn put_off(pair: &Pair<'_>, a: &DayInterval, b: &DayInterval) -> bool {
    let ahead = |d: &DayInterval, f: &Fact| f.as_of.is_none_or(|(day, _)| d.last >= day);
    let one = pair.tie.event >= 1.0 && pair.tie.matter >= PLANS && !pair.explained;
    one && renewed(pair).is_some() && ahead(a, pair.here) && ahead(b, pair.there)
}

/// What must speak for a plan and the one that took its place.
const PLANS: f32 = 0.9;

/// Rules of dates that are written with a day or a month. «Tuesday» in a story told afterwards may be any.
const ABSOLUTE: &[&str] = &["date-iso", "date-slashes", "date-dots", "date-day-month", "date-month", "date-range"];

fn absolute(fact: &Fact) -> bool {
    ABSOLUTE.contains(&fact.rule)
}

/// What must speak for two years that are the same.
const YEARS: f32 = 0.9;

/// What must speak for two months, which are named for many reasons.
const MONTHS: f32 = 1.2;

/// What must speak for two years with their last digits turned round, which are hardly two by chance.
const TURNED: f32 = 0.75;

/// Whether both are given as exactly as the other.
fn alike(a: &DayInterval, b: &DayInterval) -> bool {
    short(a) == short(b) && narrow(a) && narrow(b)
}

fn short(d: &DayInterval) -> bool {
    d.first.until(d.last).is_ok_and(|s| s.get_days() <= 3)
}

/// A day, or a month at most.
fn narrow(d: &DayInterval) -> bool {
    d.first.until(d.last).is_ok_and(|s| s.get_days() <= 31)
}
