//! Clock times in words: «half past seven», «eight minutes to ten», «seven thirty p.m.», «ten o’clock», «ten past midnight».

use super::{
    Item,
    clock::{bare_hour, digital, ends_time, item, tail},
    expression::{Clock, Part, Unit},
    number,
    words::{Meridiem, Word},
};
use crate::annotate::{View, lexicon::Class};

/// «nine fifty a m»: the «m» is at `i`.
pub fn spelt(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let dot = usize::from(i > 0 && view.mark(i - 1, '.'));
    let k = i.checked_sub(1 + dot).filter(|&k| k > floor && view.is_any(k, few!["a", "p"]) && view.is(i, "m"))?;
    let b = i + 1 + usize::from(dot > 0 && view.mark(i + 1, '.'));
    let meridiem = if view.is(k, "p") { Meridiem::Pm } else { Meridiem::Am };
    (floor.max(k.saturating_sub(4))..k).find_map(|a| {
        let (mut clock, _) = spoken(view, a).filter(|&(_, next)| next == k)?;
        clock.set(meridiem);
        Some(item(a, b, clock))
    })
}

/// «half three»: half past it. `i` is «half».
pub fn half(view: &View<'_>, i: usize) -> Option<Item> {
    let led = i.checked_sub(1).map_or(view.len() < 4, |k| view.is_any(k, few!["at", "until", "till", "around"]));
    let (hour, b) = bare_hour(view, i + 1).filter(|(c, _)| led && c.minute.is_none() && c.hour < 13)?;
    view.token(i + 1)?.spaced().then(|| item(i, b, Clock { minute: Some(30), ..hour }))
}

/// «seven thirty p.m.», «three am»: words before the meridiem at `i`.
pub fn before_meridiem(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let Some(Word::Meridiem(m)) = number::word(view, i) else { return None };
    for a in floor.max(i.saturating_sub(4))..i {
        if view.token(a).is_some_and(|t| t.is_number()) {
            continue;
        }
        let Some((clock, next)) = spoken(view, a) else { continue };
        if next == i {
            let mut clock = clock;
            clock.set(m);
            let (clock, b, _) = tail(view, clock, i + 1);
            return Some(item(a, b, clock));
        }
    }
    None
}

/// An hour, and perhaps minutes, in words.
pub fn spoken(view: &View<'_>, i: usize) -> Option<(Clock, usize)> {
    let (hour, next) = number::integer(view, i).filter(|&(n, _)| (1..=12).contains(&n))?;
    if let Some((minute, after)) = number::integer(view, number::hop(view, next))
        && (10..60).contains(&minute)
    {
        return Some((Clock::at(hour as u8, Some(minute as u8)), after));
    }
    // «eleven oh five»
    if view.is(next, "oh")
        && let Some((minute @ 1..10, after)) = number::integer(view, next + 1)
    {
        return Some((Clock::at(hour as u8, Some(minute as u8)), after));
    }
    Some((Clock::at(hour as u8, None), next))
}

/// The hour that a «past» or «to» counts from: «four», «9 in the evening», «3pm», «noon».
fn full_hour(view: &View<'_>, i: usize) -> Option<(Clock, usize)> {
    if let Some((clock, next)) = digital(view, i).filter(|(c, _)| c.minute.is_none()) {
        return Some((clock, next));
    }
    match number::word(view, i) {
        Some(Word::Part(Part::Noon, _)) => return Some((Clock { sure: true, ..Clock::at(12, None) }, i + 1)),
        Some(Word::Part(Part::Midnight, _)) => return Some((Clock::at(0, None), i + 1)),
        _ => {}
    }
    let (hour, next) = number::integer(view, i).filter(|&(n, _)| (1..=24).contains(&n))?;
    // «past 15h»
    if view.is(next, "h") && view.token(next).is_some_and(|t| !t.spaced()) && view.token(i)?.is_number() {
        return Some((Clock { sure: true, ..Clock::at(hour as u8 % 24, None) }, next + 1));
    }
    // «to ten people» is no hour.
    if view.has(next, Class::PERSON_NOUN.or(Class::TIME_UNIT).or(Class::SCALE)) || view.mark(next, '%') {
        return None;
    }
    let (clock, b, _) = tail(view, Clock::at(hour as u8 % 24, None), next);
    Some((clock, b))
}

/// «half past seven», «20 past four», «a quarter past eight»: `i` is «past».
pub fn past(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let (clock, b) = full_hour(view, i + 1)?;
    minutes(view, i, floor, clock, b)
}

/// Words before a time in words.
const AT: &[&str] = &["at", "around", "about", "until", "till", "by", "@", "from", "since"];

/// «at three twenty», «until six forty-five»: the last of the minutes' words is at `i`.
pub fn in_words(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let (a, clock) = (floor.max(i.saturating_sub(4))..i).find_map(|a| {
        let (clock, next) = spoken(view, a)?;
        (next == i + 1 && clock.minute.is_some() && view.token(a)?.is_word()).then_some((a, clock))
    })?;
    // «from two thirty to two forty-five»
    let range = |link: usize| {
        (floor.max(link.saturating_sub(4))..link)
            .any(|s| spoken(view, s).is_some_and(|(c, next)| next == link && c.minute.is_some()))
    };
    let called = a > 0 && (view.is_any(a - 1, AT) || view.is_any(a - 1, few!["to", "and"]) && range(a - 1));
    // «at nine fifty a m» is told by its «m».
    (called && ends_time(view, i + 1) && !view.is_any(i + 1, few!["a", "an"])).then(|| item(a, i + 1, clock))
}

/// «at twenty after 3pm»: `i` is the first number, of minutes. The hour must be one for sure.
pub fn after(view: &View<'_>, i: usize) -> Option<Item> {
    if !view.is(i + 1, "after") || !i.checked_sub(1).is_none_or(|p| view.is_any(p, AT)) {
        return None;
    }
    let (minutes, _) = number::integer(view, i).filter(|&(n, next)| next == i + 1 && (1..60).contains(&n))?;
    let (clock, b) = full_hour(view, i + 2).filter(|(c, _)| c.minute.is_none() && c.sure)?;
    Some(item(i, b, Clock { minute: Some(minutes as u8), ..clock }))
}

/// «ten to seven», «twenty to six in the morning»: `i` is the first number, of minutes.
pub fn to(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let minutes = match () {
        () if view.is(i, "five") => 5,
        () if view.is(i, "ten") => 10,
        () if view.is(i, "twenty") => 20,
        () => return None,
    };
    if i < floor || !view.is(i + 1, "to") {
        return None;
    }
    let (clock, b) = full_hour(view, i + 2).filter(|(c, _)| c.minute.is_none() && (1..=12).contains(&c.hour))?;
    let p = i.checked_sub(1)?;
    let sure = clock.sure || view.is_any(b.wrapping_sub(1), few!["o’clock", "o'clock"]);
    let part = view.starts(b, &["in", "the"]) && view.has(b + 2, Class::DAY_PART) || view.has(b, Class::DAY_PART);
    let it = view.is_any(p, few!["was", "is", "s"])
        && (view.is(p.wrapping_sub(1), "it") || view.is(p.wrapping_sub(2), "it"));
    let called = view.is_any(p, few!["at", "by", "around", "about", "until", "till", "since", "before", "after"]) || it;
    // «passed by ten to seven», «by ten to seven votes» are counts.
    let voted = (p.saturating_sub(8)..p).any(|k| {
        view.is_any(
            k,
            few![
                "voted", "vote", "votes", "passed", "won", "lost", "beat", "approved", "rejected", "ruled", "agreed",
                "backed",
            ],
        )
    });
    let free =
        ends_time(view, b) || view.is_any(b, few!["there", "when", "that", "as", "all", "nobody", "it", "we", "i"]);
    let found = sure || part || called && !voted && free && clock.hour > 1;
    let total = (clock.hour as i64 * 60 - minutes).rem_euclid(24 * 60);
    let mut hour = (total / 60) as u8;
    if hour == 0 && !clock.sure {
        hour = 12;
    }
    found.then(|| item(i, b, Clock { hour, minute: Some((total % 60) as u8), ..clock }))
}

/// «fifteen to noon», «ten past midnight»: `i` is noon.
pub fn about_noon(view: &View<'_>, i: usize, floor: usize, noon: Clock) -> Option<Item> {
    let k = i.checked_sub(1).filter(|&k| k > floor && view.is_any(k, few!["to", "past", "after"]))?;
    let found = minutes(view, k, floor, Clock { sure: true, ..noon }, i + 1)?;
    if !view.is(k, "to") {
        return Some(found);
    }
    let clock = found.what.clock?;
    let total = (clock.hour as i64 * 60 - clock.minute? as i64).rem_euclid(24 * 60);
    Some(item(found.a, found.b, Clock { hour: (total / 60) as u8, minute: Some((total % 60) as u8), ..clock }))
}

/// The time that many minutes past `clock`: they stand before token `i`.
fn minutes(view: &View<'_>, i: usize, floor: usize, clock: Clock, b: usize) -> Option<Item> {
    let before = i.checked_sub(1).filter(|&b| b >= floor)?;
    let minute = |a: usize| number::integer(view, a).filter(|&(n, next)| next == i && (1..60).contains(&n));
    let (minutes, a) = if view.is(before, "half") {
        (30, before)
    } else if view.is(before, "quarter") {
        (15, before - usize::from(before > floor && view.is(before - 1, "a")))
    } else {
        let a = (floor.max(i.saturating_sub(3))..i).find(|&a| minute(a).is_some())?;
        (minute(a)?.0, a)
    };
    Some(item(a, b, Clock { minute: Some(minutes as u8), ..clock }))
}

/// «eight minutes to ten», «a quarter to noon», «15 minutes past 3»: the unit is at `i`, its amount starts at `a`.
pub fn unit_to_hour(view: &View<'_>, i: usize, a: usize, minutes: i64) -> Option<Item> {
    let back = view.is_any(i + 1, few!["to", "before"]);
    // «15 minutes from 1pm», unless they are counted from there
    let from = a == 0 && view.is(i + 1, "from");
    if !back && !from && !view.is_any(i + 1, few!["past", "after"]) || !(1..60).contains(&minutes) {
        return None;
    }
    // «15 minutes after 3» could be anything; «past» and «to» could not.
    let (clock, b) = full_hour(view, i + 2)?;
    if view.is_any(i + 1, few!["after", "before", "from"]) && !clock.sure {
        return None;
    }
    let total = (clock.hour as i64 * 60 + if back { -minutes } else { minutes }).rem_euclid(24 * 60);
    let mut hour = (total / 60) as u8;
    if hour == 0 && !clock.sure {
        hour = 12;
    }
    Some(item(a, b, Clock { hour, minute: Some((total % 60) as u8), ..clock }))
}

/// «ten o’clock»: `i` is «o’clock» after an hour in words.
pub fn oclock(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let a = i.checked_sub(1).filter(|&a| a >= floor)?;
    let (hour, next) = number::integer(view, a).filter(|&(n, _)| (1..=12).contains(&n))?;
    if next != i {
        return None;
    }
    let (clock, b, _) = tail(view, Clock::at(hour as u8, None), i);
    Some(item(a, b, clock))
}

/// Whether the unit can count minutes before or after an hour.
pub fn counts_minutes(unit: Unit) -> bool {
    matches!(unit, Unit::Minute | Unit::Quarter)
}
