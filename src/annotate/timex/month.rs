//! Dates that name a month: «March 22, 2024», «24th of March», «13–15 July», «last September», «mid-March».

use super::{
    Item,
    expression::{Place, Saying, Set, When, Year},
    number::{self, year},
    words::{Lead, Word},
};
use crate::{
    annotate::{Rule, View, lexicon::Class},
    article::Case,
};

pub fn find(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let Some(Word::Month(month)) = number::word(view, i) else { return None };
    let token = view.token(i)?;
    let abbreviated = token.end() - token.start() <= 4 && !view.is_any(i, few!["may", "june", "july"]);
    let mut next = i + 1;
    if abbreviated && view.mark(next, '.') && view.token(next).is_some_and(|t| !t.spaced()) {
        next += 1;
    }
    let after = days_after(view, i, next);
    // «the 14th April 15»: a day stands before already.
    let after =
        after.filter(|_| view.token(next).is_none_or(|t| !t.is_number()) || !ordinal_right_before(view, i, floor));
    let before = if after.is_none() { days_before(view, i, floor) } else { None };
    let lone = after.is_none() && before.is_none();
    // «they march second»: an ordinal in words makes a date of a small «march» only in a fragment.
    if token.case() == Case::Lower
        && after.is_some()
        && !view.token(next)?.is_number()
        && !view.is(next, "the")
        && view.len() > 4
        && view.is_any(i, few!["march", "may", "august"])
    {
        return None;
    }
    if lone && !stands_alone(view, i, next, abbreviated) {
        return None;
    }
    let (mut a, mut b, first, last) = match (after, before) {
        (Some((first, last, b)), _) => (i, b, first, last),
        (_, Some((first, last, a))) => (a, next, first, last),
        _ => (i, next, 0, None),
    };
    let mut given = Year::Open;
    let mut place = Place::Open;
    let short = || {
        // «14th April 15» before a stop
        let ends = view.token(b + 1).is_none_or(|t| !t.is_word() && !t.is_number() && t.spaced() | t.is('.'));
        let t = view.token(b).filter(|t| t.is_number() && t.end() - t.start() == 2 && ends && before.is_some())?;
        let y = number::short_year(view.word(b).parse().ok()?)?;
        (t.spaced() && ordinal_right_before(view, i, floor) && view.len() < 6).then_some((y, b + 1))
    };
    if let Some((y, end)) = year_after(view, b, first > 0).or_else(short) {
        given = Year::Given(y);
        b = end;
    } else if lone && let Some((p, start)) = lead(view, i, floor) {
        place = p;
        a = start;
    }
    if lone && given == Year::Open && place == Place::Open && view.is(b, "after") && view.is(b + 1, "next") {
        place = Place::AfterNext;
        b += 2;
    }
    let when = |day: u8| When::Date { year: given, month, day, place };
    let fits = |day: u8| {
        let y = if let Year::Given(y) = given { y } else { 2024 };
        jiff::civil::Date::new(y, month as i8, day.max(1) as i8).is_ok()
    };
    if last.is_some_and(|l| !fits(l) || !fits(first)) {
        return None;
    }
    // «30 February 2019» is written as a date, though there is none: it keeps its value and has no place.
    let written = given != Year::Open || view.len() < 4 || !view.token(b - 1).is_some_and(|t| t.is_number());
    if !(fits(first) || written && first <= 31) {
        return None;
    }
    if a > floor && first > 0 && a < i && view.is(a - 1, "the") {
        a -= 1;
    }
    // «each October», «every July 4»
    if let Some(k) = a.checked_sub(1).filter(|&k| k >= floor && given == Year::Open && last.is_none())
        && matches!(number::word(view, k), Some(Word::Lead(Lead::Every)))
    {
        let when = When::Every(Set::Date { month, day: first });
        return Some(Item { a: k, b, what: when.into(), rule: Rule::SetEvery });
    }
    let what = match last {
        Some(last) => When::Range(Box::new((when(first).into(), when(last).into()))),
        None => when(first),
    };
    Some(Item { a, b, what: Saying::from(what), rule: Rule::DateMonth })
}

/// A day of the month: «22», «22nd», «the fifteenth»; true when it is an ordinal.
fn day(view: &View<'_>, i: usize) -> Option<(u8, usize, bool)> {
    let i = if view.is(i, "the") { i + 1 } else { i };
    if let Some((n, next)) = number::ordinal(view, i) {
        return (1..=31).contains(&n).then_some((n, next, true));
    }
    let t = view.token(i).filter(|t| t.is_number())?;
    if t.end() - t.start() > 2 {
        return None;
    }
    let n: u8 = view.word(i).parse().ok().filter(|n| (1..=31).contains(n))?;
    Some((n, i + 1, false))
}

/// «May twenty nine»: a day in words of tens and ones, with nothing counted after it.
fn spoken_day(view: &View<'_>, i: usize) -> Option<(u8, usize, bool)> {
    let (n, next) = number::integer(view, i).filter(|&(n, _)| (20..32).contains(&n))?;
    let ends = view.token(next).is_none_or(|t| !t.is_word() && !t.is_number() && !t.is('%') && !t.is('-'));
    (ends && !view.token(i)?.is_number()).then_some((n as u8, next, true))
}

/// Whether «14th» or «14th of» in digits ends right before `i`.
fn ordinal_right_before(view: &View<'_>, i: usize, floor: usize) -> bool {
    let end = i - usize::from(i > floor && view.is(i - 1, "of"));
    end >= floor + 2
        && view.token(end - 2).is_some_and(|t| t.is_number())
        && number::ordinal(view, end - 2).is_some_and(|o| o.1 == end)
}

/// Past a dash or «to», «through» between two days of one month.
fn dash(view: &View<'_>, i: usize) -> Option<usize> {
    let dash = ['-', '–', '—'].iter().any(|&c| view.mark(i, c));
    (dash || view.is_any(i, few!["to", "through", "thru", "till", "until"])).then_some(i + 1)
}

/// The day or days after a month, and the token after them.
fn days_after(view: &View<'_>, i: usize, next: usize) -> Option<(u8, Option<u8>, usize)> {
    // «31-Oct-74» has its day before; «Dec-18» can't be told from a year.
    let next = if view.mark(next, ',') && number::ordinal(view, next + 1).is_some() { next + 1 } else { next };
    let next = if view.mark(next, '/') && view.token(next).is_some_and(|t| !t.spaced()) { next + 1 } else { next };
    let (first, b, ordinal) = day(view, next).or_else(|| spoken_day(view, next))?;
    // «in May 20 people died», «March 15 per cent», «March 3:15», «June 10km»
    if !ordinal {
        let glued =
            view.token(b).is_some_and(|t| !t.spaced() && (t.is_word() || t.is('%'))) || super::clock_colon(view, b);
        let on = i > 0 && view.is(i - 1, "on");
        let counted = super::counted(view, b) && !on || view.is_any(b, few!["per", "percent"]);
        let bare = i > 0 && view.is_any(i - 1, few!["in", "during"]) && !view.mark(b, ',');
        if glued || counted || bare && plural(view, b) {
            return None;
        }
    } else if view.is(next, "second") && view.is_any(b, few!["half", "quarter"]) {
        return None;
    }
    if let Some(c) = dash(view, b)
        && let Some((last, end, _)) = day(view, c)
        && last > first
        && !view.token(end).is_some_and(|t| !t.spaced() && (t.is('/') || t.is('-') || t.is('%')))
        && !super::clock_colon(view, end)
        && !view.has(end, Class::MERIDIEM)
        && !matches!(number::word(view, end), Some(Word::Month(_)))
    {
        return Some((first, Some(last), end));
    }
    Some((first, None, b))
}

fn plural(view: &View<'_>, i: usize) -> bool {
    view.token(i).is_some_and(|t| t.is_word() && t.case() == Case::Lower) && {
        let w = view.word(i);
        w.ends_with('s') && w.len() > 3 || w.eq_ignore_ascii_case("people") || w.eq_ignore_ascii_case("men")
    }
}

/// The day or days before a month («24», «13 to 15», «the 13th to the 15th of»), and their first token.
fn days_before(view: &View<'_>, i: usize, floor: usize) -> Option<(u8, Option<u8>, usize)> {
    let mut end = i;
    let glued = view.token(i).is_some_and(|t| !t.spaced());
    let mark = |k: usize| ['-', '/', ','].iter().any(|&c| view.mark(k, c));
    if end > floor && (view.is(end - 1, "of") || glued && mark(end - 1)) {
        end -= 1;
    }
    let ending = |end: usize| {
        (floor.max(end.saturating_sub(3))..end).find_map(|s| {
            if view.is(s, "the") {
                return None;
            }
            day(view, s).filter(|d| d.1 == end).map(|d| (d.0, s, d.2))
        })
    };
    let Some((last, a, ordinal)) = ending(end) else { return words_before(view, i, floor) };
    if end < i && view.is(end, "of") && !ordinal && !view.token(a)?.is_number() {
        return None;
    }
    let the = usize::from(a > floor && view.is(a - 1, "the"));
    if a > floor + the
        && dash(view, a - 1 - the).is_some()
        && let Some((first, start, _)) = ending(a - 1 - the)
        && first < last
    {
        return Some((first, Some(last), start));
    }
    Some((last, None, a))
}

/// «fifteen August 1993», «on twenty-two May»: a day in plain words, which a year or an «on» makes one.
fn words_before(view: &View<'_>, i: usize, floor: usize) -> Option<(u8, Option<u8>, usize)> {
    let (n, a) = (floor.max(i.saturating_sub(3))..i).find_map(|a| {
        number::integer(view, a).filter(|&(n, next)| next == i && (1..=31).contains(&n)).map(|f| (f.0, a))
    })?;
    let called = a > 0 && view.is(a - 1, "on") || year_after(view, i + 1, true).is_some();
    (called && view.token(a)?.is_word()).then_some((n as u8, None, a))
}

/// The year after a month or a day of one: «2024», «, 2024», «of 2024», «’24».
pub fn year_after(view: &View<'_>, i: usize, with_day: bool) -> Option<(i16, usize)> {
    let mut k = i;
    let glued = ['-', '/', ','].iter().any(|&c| view.mark(k, c)) && view.token(k).is_some_and(|t| !t.spaced());
    if view.mark(k, ',') || view.is_any(k, few!["of", "in"]) || glued {
        k += 1;
    }
    if let Some(y) = year(view, k) {
        let glued =
            view.token(k + 1).is_some_and(|t| !t.spaced() && (t.is('%') || t.is_word() && !view.is(k + 1, "s")))
                || super::clock_colon(view, k + 1);
        return (!super::counted(view, k + 1) && !glued).then_some((y, k + 1));
    }
    if let Some((y, next)) = number::year_in_words(view, k) {
        return Some((y, next));
    }
    // «’24», «31-Oct-74»
    let quote = view.mark(k, '\'') || view.mark(k, '’');
    let dashed = with_day && k > i && view.mark(i, '-');
    let at = k + usize::from(quote);
    if (quote || dashed) && view.word(at).len() == 2 && view.token(at)?.is_number() {
        return Some((number::short_year(view.word(at).parse().ok()?)?, at + 1));
    }
    None
}

/// «last», «next», «this» before a month.
fn lead(view: &View<'_>, i: usize, floor: usize) -> Option<(Place, usize)> {
    let at = i.checked_sub(1).filter(|&a| a >= floor)?;
    let Some(Word::Lead(lead)) = number::word(view, at) else { return None };
    let place = match lead {
        Lead::Last | Lead::Past | Lead::Previous => Place::Last,
        Lead::Next | Lead::Coming => Place::Next,
        Lead::Following => Place::After,
        Lead::This => Place::This,
        Lead::That | Lead::Same => Place::Open,
        _ => return None,
    };
    let this = lead == Lead::Coming && at > floor && view.is(at - 1, "this");
    Some((place, if this { at - 1 } else { at }))
}

/// Whether a month's name without a day is a month here: «may», «march», «mar», «dec» are other words too.
fn stands_alone(view: &View<'_>, i: usize, next: usize, abbreviated: bool) -> bool {
    let Some(t) = view.token(i) else { return false };
    if view.token(next).is_some_and(|t| !t.spaced() && (t.is('’') || t.is('\''))) && view.is(i, "may") {
        return false;
    }
    let before = i.wrapping_sub(1);
    let called = view.is_any(
        before,
        few![
            "in",
            "since",
            "by",
            "until",
            "till",
            "from",
            "of",
            "during",
            "early",
            "late",
            "mid",
            "last",
            "next",
            "this",
            "to",
            "through",
            "before",
            "after",
            "between",
            "each",
            "every",
            "for",
            "previous",
            "following",
        ],
    ) || view.mark(before, '-') && view.is(before.wrapping_sub(1), "mid");
    let dated = year_after(view, next, false).is_some();
    let month = |k: usize| matches!(number::word(view, k), Some(Word::Month(_)));
    // «Nov-Feb 2017», «between august and october»
    let dash = (view.mark(next, '-') || view.mark(next, '–')) && month(next + 1);
    let second = view.is_any(before, few!["and", "to"])
        && month(before.wrapping_sub(1))
        && view.is_any(before.wrapping_sub(2), few!["between", "from"]);
    if second || dash && t.case() != Case::Lower || called && view.is_any(next, few!["and", "to"]) && month(next + 1) {
        return true;
    }
    // «along with April Trent», a person
    let surname = view.token(next).is_some_and(|t| t.spaced() && t.is_word() && t.case() == Case::Title);
    if !called && !dated && surname && i > 0 && view.is_any(i, few!["april", "may", "june", "august"]) {
        return false;
    }
    // «March in a year», «March after next» as an entry
    if view.len() < 6 && i == 0 && t.case() == Case::Title && view.is_any(next, few!["in", "after"]) {
        return true;
    }
    // A block that is a month's name and nothing else.
    if view.len() <= 2 && t.case() != Case::Lower && !abbreviated {
        return view.len() == 1 || called || year_after(view, next, false).is_some();
    }
    if abbreviated {
        return t.case() != Case::Lower && (dated || called);
    }
    if view.is_any(i, few!["may", "march", "august"]) {
        // «the march for peace», «May was asked», «an august body»
        if t.case() == Case::Lower || t.case() == Case::Upper && !dated {
            return view.is(i, "march")
                && t.case() == Case::Lower
                && called
                && !view.is_any(
                    before,
                    few!["to", "for", "this", "last", "next", "from", "after", "before", "of", "each"],
                );
        }
        return dated
            || called
                && !(view.is(i, "may")
                    && view.is_any(before, few!["of", "for", "to", "from", "before", "after"])
                    && view.has(next, Class::CUE));
    }
    t.case() != Case::Lower || called || dated || view.len() < 4
}
