//! The second pass: every expression of an article against its date, the tense around it and the dates before it.

use super::{
    expression::{Clock, Expression, Open, Origin, Part, Reference, Saying, Set, Unit, When},
    place::{Context, follows, place},
    story::Story,
    stretch::{Placed, Placement, holding},
    words::Tense,
};
use crate::{
    annotate::{
        Rule, Timex, TimexKind, TimexMod, home,
        resolve::{list_of, make_room},
    },
    article::Article,
    value::{ClockInterval, DayInterval, Length},
};

/// All temporal expressions of an article, resolved.
pub fn resolve(article: &Article, found: Vec<Box<[Expression]>>) -> Vec<Timex> {
    let mut out = list_of(&found);
    let (mut anchor, mut told) = (None, None);
    let mut dated = false;
    let mut story = Story::default();
    let mut home = None;
    for (k, (block, expressions)) in article.blocks.iter().zip(found).enumerate() {
        if expressions.is_empty() {
            continue;
        }
        make_room(&mut out, expressions.len());
        // A block of a live blog has its entry's moment, every other the article's.
        let moment = match block.entry {
            Some(entry) => article.meta.entries.get(entry as usize).copied().or(article.meta.published),
            None => article.meta.published,
        };
        let mut context = Context {
            now: moment.map(|m| m.date),
            time: moment.and_then(|m| m.time),
            anchor,
            told,
            dated,
            ..Context::default()
        };
        if expressions.iter().any(|e| e.what.when.is_national()) {
            context.home = *home.get_or_insert_with(|| home::country(article));
        }
        story.begin(k, context.now);
        for expression in &expressions {
            context.tense = expression.tense;
            context.alone = expression.alone;
            context.weekday = expression.what.weekday.map(|(_, day)| day);
            context.loose = matches!(expression.rule, Rule::DateAgo | Rule::DateIn);
            let what = &expression.what;
            let alone = expression.alone || !bare(what);
            context.day = if alone { story.here() } else { story.day(what, expression.tense) };
            context.moment = story.moment();
            let (mut timex, placement) = timex(expression, &context);
            timex.span = timex.span.shifted(block.span.start);
            timex.weekday = timex.weekday.map(|(s, d)| (s.shifted(block.span.start), d));
            if let When::Shift { unit, offset, from: Origin::Anchor } = what.when
                && unit.of_clock()
            {
                story.elapse(unit, offset);
            }
            if let Some(p) = placement {
                context.anchor = Some(p);
                if !expression.said && !matches!(what.when, When::Shift { offset: 0, from: Origin::Now, .. }) {
                    context.told = Some(p);
                }
                if p.unit <= Unit::Day {
                    dated = true;
                    context.dated = true;
                    let tense = if expression.alone { Tense::Unknown } else { expression.tense };
                    story.tell(p.days.first, what, tense, expression.said);
                }
            }
            out.push(timex);
        }
        (anchor, told) = (context.anchor, context.told);
    }
    out.shrink_to_fit();
    out
}

/// Whether it is a time, or two, without a day.
fn bare(what: &Saying) -> bool {
    match &what.when {
        When::Range(ends) => bare(&ends.0) && bare(&ends.1),
        when => *when == When::Day,
    }
}

/// Whether a time is of a day that nothing names, so that it has no place on the calendar: no date before it in the
/// article, not in universal time as a report's stamp, and not an entry of a calendar.
fn supposed(what: &Saying, c: &Context) -> bool {
    let stamp = what.clock.is_some_and(|clock| clock.utc);
    what.when == When::Day && !c.dated && !c.alone && !stamp
}

/// The day on which an entry's time comes next: a clock that has passed today shows it again tomorrow.
fn next_day(what: &Saying, c: &Context) -> Context {
    let passed = match (what.clock, c.time) {
        (Some(clock), Some(time)) => clock.sure && clock.minutes() < time.hour() as u16 * 60 + time.minute() as u16,
        _ => false,
    };
    let now = c.now.map(|d| if passed { d.tomorrow().unwrap_or(d) } else { d });
    Context { now, ..*c }
}

/// The half of the day in which an entry's clock face, that leaves it open, shows next.
fn next_face(clock: Clock, c: &Context) -> Clock {
    let Some(time) = c.time.filter(|_| !clock.sure && clock.hour < 12) else { return clock };
    let passed = clock.minutes() < time.hour() as u16 * 60 + time.minute() as u16;
    Clock { hour: if passed { clock.hour + 12 } else { clock.hour }, ..clock }
}

/// One expression as a timex, relative to its block, and what later ones may count from.
fn timex(expression: &Expression, c: &Context) -> (Timex, Option<Placement>) {
    let what = &expression.what;
    let kind = what.kind();
    let supposed = supposed(what, c);
    let (value, at) = match &what.when {
        When::Range(ends) => range(ends, c),
        When::Day if c.alone && c.day.is_none() => {
            let what = Saying { clock: what.clock.map(|clock| next_face(clock, c)), ..what.clone() };
            let placed = place(&When::Day, &next_day(&what, c));
            (with_time(&what, placed.value), placed.at)
        }
        When::Day if supposed => (with_time(what, String::new()), None),
        _ => {
            let placed = place(&what.when, c);
            (with_time(what, placed.value), placed.at)
        }
    };
    let (value, at) = match expression.open {
        Some(Open::From) => (format!("{value}/.."), None),
        Some(Open::Until) => (format!("../{value}"), None),
        None => (value, at),
    };
    let length = match &what.when {
        When::Length(d) => d.length(),
        // «nine minutes later»: no time of day, but a length that can be compared.
        When::Shift { unit, offset, from: Origin::Anchor } => seconds(*unit, *offset),
        _ => None,
    };
    let clock = match &what.when {
        When::Range(ends) => match (ends.0.clock, ends.1.clock) {
            (Some(a), Some(b)) if a.sure && b.sure && a.minutes() <= b.minutes() && ends.0.when == ends.1.when => {
                Some(ClockInterval { first: a.minutes(), last: b.minutes() })
            }
            _ => None,
        },
        _ => what.clock.and_then(|c| clock_interval(c, what.modifier)),
    };
    let placeable = matches!(kind, TimexKind::Date | TimexKind::Time);
    let timex = Timex {
        span: expression.span,
        kind,
        value,
        modifier: what.modifier,
        days: at.filter(|_| placeable).map(|p| p.days),
        clock,
        length,
        weekday: what.weekday,
        rule: expression.rule,
    };
    (timex, at.filter(|_| placeable))
}

/// The length of so many units of the clock after something.
fn seconds(unit: Unit, offset: i32) -> Option<Length> {
    (offset > 0 && unit.of_clock()).then_some(Length { centimonths: 0, seconds: i64::from(offset) * unit.seconds() })
}

/// The minutes a clock time leaves possible; none when it could be before or after noon.
fn clock_interval(c: Clock, modifier: Option<TimexMod>) -> Option<ClockInterval> {
    let m = c.minutes();
    if m == 0 && c.minute.is_none() {
        // Midnight belongs to two days.
        return match modifier {
            Some(TimexMod::Before) => Some(ClockInterval { first: 23 * 60 + 30, last: 24 * 60 }),
            Some(TimexMod::After) => Some(ClockInterval { first: 0, last: 30 }),
            _ => None,
        };
    }
    let (before, after) = match modifier {
        Some(TimexMod::Before) => (30, 0),
        Some(TimexMod::After) => (0, 30),
        Some(TimexMod::Approx) => approximate(c.minute),
        _ => (0, 0),
    };
    c.sure.then(|| ClockInterval { first: m.saturating_sub(before), last: (m + after).min(24 * 60) })
}

/// The minutes before and after that «about» leaves open: the rounder the time, the more.
fn approximate(minute: Option<u8>) -> (u16, u16) {
    let minutes = match minute {
        None => 20,
        Some(0 | 30) => 15,
        Some(15 | 45) => 10,
        Some(_) => 5,
    };
    (minutes, minutes)
}

fn range(ends: &(Saying, Saying), c: &Context) -> (String, Option<Placement>) {
    if supposed(&ends.0, c) && supposed(&ends.1, c) {
        let time = |end: &Saying| with_time(end, String::new());
        return (format!("{}/{}", time(&ends.0), time(&ends.1)), None);
    }
    let first = place(&ends.0.when, c);
    // «between January 22 and now» ends with the article's day.
    let now = Saying::from(When::Shift { unit: Unit::Day, offset: 0, from: Origin::Now });
    let today = matches!(ends.1.when, When::Refers(Reference::Present)) && c.now.is_some();
    let ends = (&ends.0, if today { &now } else { &ends.1 });
    let last = follows(&first, ends.1, c);
    let last = overnight(ends, &first, last);
    let (first, last) = alike(ends, first, last);
    let value = format!("{}/{}", with_time(ends.0, first.value), with_time(ends.1, last.value));
    let at = match (first.at, last.at) {
        (Some(a), Some(b)) if a.days.first <= b.days.last => {
            Some(Placement { days: DayInterval { first: a.days.first, last: b.days.last }, unit: a.unit.max(b.unit) })
        }
        _ => None,
    };
    (value, at)
}

/// The day after where a range of times ends earlier in the day than it begins («from 8 p.m. to 6 a.m.»).
fn overnight(ends: (&Saying, &Saying), first: &Placed, last: Placed) -> Placed {
    let (Some(from), Some(to)) = (ends.0.clock, ends.1.clock) else { return last };
    let (Some(a), Some(b)) = (first.at, last.at) else { return last };
    if !from.sure || !to.sure || to.minutes() >= from.minutes() || a.days != b.days || b.unit > Unit::Day {
        return last;
    }
    let next = b.days.first.tomorrow().ok().and_then(|day| holding(day, Unit::Day));
    next.unwrap_or(last)
}

/// Both ends of a range as exactly as the finer one (ISO 8601 writes them alike): from the first day of the coarser, or
/// to its last one.
fn alike(ends: (&Saying, &Saying), first: Placed, last: Placed) -> (Placed, Placed) {
    let timed = |end: &Saying| end.clock.is_some() || end.part.is_some();
    let (Some(a), Some(b)) = (first.at, last.at) else { return (first, last) };
    let plain = |p: &Placement| matches!(p.unit, Unit::Day | Unit::Month | Unit::Year);
    if a.unit == b.unit || timed(ends.0) || timed(ends.1) || !plain(&a) || !plain(&b) {
        return (first, last);
    }
    let unit = a.unit.min(b.unit);
    let finer = |placed: Placed, day| holding(day, unit).unwrap_or(placed);
    (finer(first, a.days.first), finer(last, b.days.last))
}

/// A calendar value with the time of day behind it.
fn with_time(what: &Saying, mut value: String) -> String {
    let recurs = matches!(&what.when, When::Every(Set::Each(_) | Set::Day));
    let timed = what.clock.is_some() || what.part.is_some();
    // «3pm each day» is T15, «every morning» TMO.
    if recurs && timed {
        value.clear();
    }
    if let Some(clock) = what.clock {
        value.push_str(&clock_value(clock));
    } else if let Some(part) = what.part {
        value.push_str(part_value(part));
    }
    value
}

fn clock_value(c: Clock) -> String {
    let zone = if c.utc { "Z" } else { "" };
    match (c.minute, c.second) {
        (Some(m), Some(s)) => format!("T{:02}:{m:02}:{s:02}{zone}", c.hour),
        (Some(m), None) => format!("T{:02}:{m:02}{zone}", c.hour),
        (None, _) => format!("T{:02}{zone}", c.hour),
    }
}

fn part_value(part: Part) -> &'static str {
    match part {
        Part::Morning => "TMO",
        Part::Midday | Part::Noon => "TMI",
        Part::Afternoon => "TAF",
        Part::Evening => "TEV",
        Part::Night | Part::Midnight => "TNI",
    }
}
