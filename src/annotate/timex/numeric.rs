//! Dates in digits: «2024-03-22», «22/03/2024», «10.31.74», «22/04», «on the 15th».

use super::{
    Item, clock,
    expression::{NthOf, Origin, Place, Saying, Unit, When, Year},
    number::{self, short_year},
    words::{Lead, Word},
    year,
};
use crate::annotate::{Rule, View, lexicon::Class};

/// Whether a number tells no time by what it is and stands beside, as most do: it is no year, has no dot, and before a word
/// that is none of time or a mark that ends it.
fn tells_no_time(view: &View<'_>, i: usize) -> bool {
    let (Some(t), Some(next)) = (view.token(i), view.token(i + 1)) else { return false };
    let ends = next.is_one_of([',', ')', '%'])
        || next.is_word()
            && next.spaced()
            && number::word(view, i + 1).is_none()
            && !view.is_any(i + 1, few!["a", "p", "in", "ish", "local"])
            && !year::era_of(view, i + 1);
    // In a block of few tokens a number may be a day or an hour without a word for it.
    ends && t.end() - t.start() != 4 && view.len() > 4 && !view.bytes(i).contains(&b'.') && !year::era_before(view, i)
}

/// The date, year or clock time that starts at the number `i`.
pub fn find(view: &View<'_>, i: usize) -> Option<Item> {
    if tells_no_time(view, i) {
        return None;
    }
    // «3-4pm», «10/1/2018-10/7/2018»: the end of a range may be glued to its start.
    if glued_to_number_before(view, i) {
        let dash = i > 0 && (view.mark(i - 1, '-') || view.mark(i - 1, '–'));
        let found = || full_date(view, i).or_else(|| clock::find(view, i)).or_else(|| day_and_month(view, i));
        return if dash { found() } else { None };
    }
    if view.token(i).is_some_and(|t| !t.spaced()) && code_before(view, i) {
        return None;
    }
    full_date(view, i)
        .or_else(|| clock::find(view, i))
        .or_else(|| year::decade(view, i))
        .or_else(|| year::era(view, i))
        .or_else(|| year::years(view, i))
        .or_else(|| day_and_month(view, i))
        .or_else(|| nth_day(view, i))
}

/// «on the 15th», «by the 21st»: a day of the month by itself.
fn nth_day(view: &View<'_>, i: usize) -> Option<Item> {
    let a = i.checked_sub(1).filter(|&a| view.is(a, "the"))?;
    let (n, b) = number::ordinal(view, i).filter(|&(n, _)| (1..=31).contains(&n))?;
    let led = a == 0
        || view.is_any(a - 1, few!["on", "by", "until", "till", "since", "from", "before", "after", "of", "around"]);
    // «the 21st this month»
    if let Some(Word::Lead(lead @ (Lead::This | Lead::Next | Lead::Last))) = number::word(view, b)
        && view.is(b + 1, "month")
    {
        let offset = match lead {
            Lead::This => 0,
            Lead::Next => 1,
            _ => -1,
        };
        let within = Box::new(When::Shift { unit: Unit::Month, offset, from: Origin::Now });
        let when = When::Nth { nth: n as i8, of: NthOf::Unit(Unit::Day), within };
        return Some(Item { a, b: b + 2, what: when.into(), rule: Rule::DateNth });
    }
    let noun = view.token(b).is_some_and(|t| t.is_word() || t.is('-') || t.is_number())
        && !view.has(b, super::GRAMMAR)
        && !view.has(b, Class::DEICTIC);
    if !led || noun || a == 0 && view.len() > 4 || view.is(b, "of") {
        return None;
    }
    let when = When::Date { year: Year::Open, month: 0, day: n, place: Place::Open };
    Some(Item { a, b, what: when.into(), rule: Rule::DateDay })
}

/// Whether the number goes on one before it, as in telephone numbers.
fn glued_to_number_before(view: &View<'_>, i: usize) -> bool {
    let Some(at) = i.checked_sub(2) else { return false };
    view.token(i).is_some_and(|t| !t.spaced())
        && view.token(at + 1).is_some_and(|t| !t.spaced() && !t.is_word())
        && view.token(at).is_some_and(|t| t.is_number())
        && !view.mark(at + 1, '—')
        && !view.mark(at + 1, '(')
}

/// Whether the token before is glued to this number and makes it a code («A320», «$2000», «#12», «x_3»).
fn code_before(view: &View<'_>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else { return false };
    let Some(t) = view.token(before) else { return false };
    t.is_word() || ['$', '£', '€', '¥', '#', '@', '+', '=', '&', '_', '.'].iter().any(|&c| t.is(c))
}

/// A number of one or two digits within `1..=max`.
pub(super) fn two(view: &View<'_>, i: usize, max: u8) -> Option<u8> {
    let t = view.token(i)?;
    let text = view.word(i);
    if !t.is_number() || text.len() > 2 {
        return None;
    }
    text.parse().ok().filter(|n| (1..=max).contains(n))
}

pub(super) fn glued_mark(view: &View<'_>, i: usize, marks: &[char]) -> Option<char> {
    let t = view.token(i).filter(|t| !t.spaced())?;
    view.token(i + 1).filter(|t| !t.spaced())?;
    marks.iter().copied().find(|&c| t.is(c))
}

fn date(year: Year, month: u8, day: u8) -> Option<When> {
    let probe = match year {
        Year::Given(y) => y,
        _ => 2024,
    };
    jiff::civil::Date::new(probe, month as i8, day.max(1) as i8).ok()?;
    Some(When::Date { year, month, day, place: Place::Open })
}

/// The order of day and month: «22/03» is day first, «03/22» month first, «03/04» month first (the American way).
fn order(a: u8, b: u8) -> Option<(u8, u8)> {
    match (a, b) {
        (1..=12, 1..=31) => Some((a, b)),
        (13..=31, 1..=12) => Some((b, a)),
        _ => None,
    }
}

fn full_date(view: &View<'_>, i: usize) -> Option<Item> {
    if let Some(y) = number::year(view, i) {
        let sep = glued_mark(view, i + 1, &['-', '/', '.'])?;
        let month = two(view, i + 2, 12)?;
        glued_mark(view, i + 3, &[sep])?;
        let day = two(view, i + 4, 31)?;
        let mut what = Saying::from(date(Year::Given(y), month, day)?);
        let mut b = i + 5;
        // «2015-03-28T17:00»
        let t = usize::from(view.is(b, "T") && view.token(b).is_some_and(|t| !t.spaced()));
        if let Some((clock, next)) = clock::digital(view, b + t) {
            let zulu = t > 0 && view.is(next, "Z") && view.token(next).is_some_and(|t| !t.spaced());
            what.clock = Some(super::expression::Clock { utc: clock.utc || zulu, ..clock });
            b = next + usize::from(zulu);
        }
        return Some(Item { a: i, b, what, rule: Rule::DateIso });
    }
    let text = view.word(i);
    if text.bytes().filter(|&b| b == b'.').count() == 2 {
        let mut parts = text.split('.').map(str::parse::<u16>);
        let (a, b, y) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
        // «2014.11.05»
        if (1000..2200).contains(&a) {
            let when = date(Year::Given(a as i16), u8::try_from(b).ok()?, u8::try_from(y).ok()?)?;
            return Some(Item { a: i, b: i + 1, what: when.into(), rule: Rule::DateDots });
        }
        let y = if y >= 1000 { y as i16 } else { short_year(y as i64)? };
        let (a, b) = (u8::try_from(a).ok()?, u8::try_from(b).ok()?);
        // With dots the day comes first, unless it can't.
        let (month, day) = if b <= 12 { (b, a) } else { (a, b) };
        let when = date(Year::Given(y), month, day)?;
        return Some(Item { a: i, b: i + 1, what: when.into(), rule: Rule::DateDots });
    }
    let a = two(view, i, 31)?;
    let sep = glued_mark(view, i + 1, &['/', '-'])?;
    let b = two(view, i + 2, 31)?;
    glued_mark(view, i + 3, &[sep])?;
    let y = match number::year(view, i + 4) {
        Some(y) => y,
        None if view.word(i + 4).len() == 2 => short_year(view.word(i + 4).parse().ok()?)?,
        None => return None,
    };
    let (month, day) = order(a, b)?;
    let when = date(Year::Given(y), month, day)?;
    Some(Item { a: i, b: i + 5, what: when.into(), rule: Rule::DateSlashes })
}

/// «22/04» after a word that calls for a date.
fn day_and_month(view: &View<'_>, i: usize) -> Option<Item> {
    let a = two(view, i, 31)?;
    // Nothing else in the block: «2/15», «2-15», «2 / 15».
    let entry = |mark: &[char]| {
        view.len() == 3 && view.token(i + 1).is_some_and(|t| mark.iter().any(|&c| t.is(c)))
            || view.len() == 4 && i == 1 && view.has(0, Class::PREPOSITION)
    };
    // A sentence that is «12-2015» and nothing else.
    let sentence = || view.prose.sentence_of(i);
    let sole = glued_mark(view, i + 1, &['-']).is_some() && sentence() == (i..i + 3);
    if !entry(&['-', '/']) && !sole {
        glued_mark(view, i + 1, &['/'])?;
    }
    // «2/2013»
    if let Some(y) = number::year(view, i + 2) {
        let called = sole
            || i.checked_sub(1).map_or(view.len() == 3, |p| {
                view.is_any(p, few!["in", "since", "by", "until", "from", "before", "after", "for"])
            });
        let when = When::Date { year: Year::Given(y), month: a, day: 0, place: Place::Open };
        let free = view.token(i + 3).is_none_or(|t| t.spaced() || !t.is_number() && !t.is('/'));
        return (called && free && a <= 12).then(|| Item { a: i, b: i + 3, what: when.into(), rule: Rule::DateMonth });
    }
    let b = two(view, i + 2, 31)?;
    if view.token(i + 3).is_some_and(|t| !t.spaced() && (t.is('/') || t.is_word() || t.is_number())) {
        return None;
    }
    let item = |a: usize, place: Place, month: u8, day: u8| {
        let when = match date(Year::Open, month, day)? {
            When::Date { year, month, day, .. } => When::Date { year, month, day, place },
            other => other,
        };
        Some(Item { a, b: i + 3, what: when.into(), rule: Rule::DateDayMonth })
    };
    let (month, day) = order(a, b)?;
    if entry(&['-', '/']) {
        return item(i, Place::Open, month, day);
    }
    // «next 5/12»
    if i > 0
        && let Some(Word::Lead(lead @ (Lead::Next | Lead::This | Lead::Last))) = number::word(view, i - 1)
    {
        let place = match lead {
            Lead::Next => Place::Next,
            Lead::This => Place::This,
            _ => Place::Last,
        };
        return item(i - 1, place, month, day);
    }
    // «4/25 at 4:00pm»
    let timed =
        view.is_any(i + 3, few!["at", "before", "after", "by", "from"]) && clock::digital(view, i + 4).is_some();
    // «on 11/20, 11/22 or 11/25»
    let listed = i > 3
        && (view.mark(i - 1, ',') || view.is_any(i - 1, few!["or", "and"]))
        && view.mark(i - 3, '/')
        && listed_before(view, i - 4);
    let called = i.checked_sub(1).is_some_and(|p| {
        view.is_any(p, few!["on", "by", "until", "till", "since", "from", "before", "after", "dated", "to"])
            || view.has(p, Class::WEEKDAY)
            || view.is(p, "between")
            || view.mark(p, ',') && p > 0 && view.has(p - 1, Class::WEEKDAY)
    });
    // «2/27-3/4» and nothing else
    let both = i == 0 && view.len() == 7 && glued_mark(view, 3, &['-', '–']).is_some() && view.mark(5, '/');
    // «between 10/1-11/7»
    let ranged =
        both || i > 3 && (view.mark(i - 1, '-') || view.mark(i - 1, '–')) && day_and_month(view, i - 4).is_some();
    let idiom = (a, b) == (9, 11) || (a, b) == (24, 7);
    if timed || listed || ranged {
        return item(i, Place::Open, month, day);
    }
    if !called || idiom || a < 3 && b < 5 && !view.word(i).starts_with('0') {
        return None;
    }
    item(i, Place::Open, month, day)
}

/// Whether a list of days such as «on 11/20, 11/22» has its first at or before `i`.
fn listed_before(view: &View<'_>, i: usize) -> bool {
    let mut i = i;
    for _ in 0..6 {
        if view.is_any(i.wrapping_sub(1), few!["on", "by", "dates"]) {
            return true;
        }
        match i.checked_sub(4) {
            Some(k) if view.mark(i - 1, ',') && view.mark(k + 1, '/') => i = k,
            _ => return false,
        }
    }
    false
}
