//! Weekdays: «Friday», «last Tuesday», «the Saturday before», «every Monday», «Tuesday the 19th».

use super::{
    Item, clock,
    expression::{Amount, Duration, NthOf, Origin, Place, Saying, Set, Unit, When, Year},
    month, number,
    words::{Form, Lead, Word},
};
use crate::{
    annotate::{Rule, View},
    article::Case,
};

pub fn find(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let Some(Word::Weekday(day)) = number::word(view, i) else { return None };
    let token = view.token(i)?;
    let text = view.word(i);
    let mut b = i + 1;
    let titled = |k: usize| view.token(k).is_some_and(|t| t.case() == Case::Title);
    // «The Mail on Sunday»
    let mail = i >= 2 && view.is(i - 1, "on") && view.is(i - 2, "Mail") && titled(i - 2);
    if mail || newspaper(view, b) {
        return None;
    }
    if text.len() <= 5 {
        let dotted = view.mark(b, '.') && view.token(b).is_some_and(|t| !t.spaced());
        if !abbreviation(view, i, token.case(), dotted) {
            return None;
        }
        b += usize::from(
            dotted
                && view
                    .token(b + 1)
                    .is_some_and(|t| t.is_number() || t.is_word() && t.case() == Case::Lower || t.is(',')),
        );
    } else if text.ends_with(['s', 'S']) {
        // «three Fridays from now», «two Thursdays ago»
        let sign = if view.is_any(b, few!["ago", "back"]) {
            Some((-1, b + 1))
        } else {
            (view.is(b, "from") && view.is_any(b + 1, few!["now", "today"])).then_some((1, b + 2))
        };
        if let Some((sign, end)) = sign
            && let Some((Amount::Exact(n), a)) = number::amount_before(view, i, floor)
            && (100..6000).contains(&n)
        {
            let place = Place::Count((sign * n / 100) as i8);
            return Some(Item { a, b: end, what: When::Weekday { day, place }.into(), rule: Rule::DateWeekday });
        }
        let a = i - usize::from(i > floor && view.is_any(i - 1, few!["every", "each"]));
        return Some(Item { a, b, what: When::Every(Set::Weekday(day)).into(), rule: Rule::SetWeekday });
    }
    let mut a = i;
    let mut place = Place::Open;
    let before = i.checked_sub(1).filter(|&k| k >= floor);
    if let Some(k) = before
        && let Some(Word::Lead(lead)) = number::word(view, k)
    {
        a = k;
        let the = k > floor && view.is(k - 1, "the");
        place = match lead {
            Lead::Every => {
                return Some(Item { a, b, what: When::Every(Set::Weekday(day)).into(), rule: Rule::SetWeekday });
            }
            Lead::Last if view.is_any(b, few!["of", "in"]) && every(view, b + 1) => {
                return nth(view, day, -1, a, b, floor);
            }
            Lead::Last if the && view.is_any(b, few!["of", "in"]) => return nth(view, day, -1, a, b, floor),
            Lead::Last if view.is_any(b, few!["of", "in"]) && month_or_year(view, b + 1) => {
                return nth(view, day, -1, a, b, floor);
            }
            Lead::Last | Lead::Past => Place::Last,
            Lead::Previous if the => Place::Before,
            Lead::Previous => Place::Previous,
            Lead::Next if the => Place::After,
            Lead::Following if the => Place::After,
            // «Following Monday’s debate» is a preposition.
            Lead::Following => {
                a = i;
                Place::Open
            }
            Lead::Next => Place::Next,
            // «the coming Friday» is the first one from now on.
            Lead::Coming => Place::Coming,
            Lead::This | Lead::Current => Place::This,
            Lead::That | Lead::Same => Place::Open,
            Lead::Early | Lead::Mid | Lead::Late => {
                a = i;
                Place::Open
            }
        };
        a -= usize::from(a < i && a > floor && view.is_any(a - 1, few!["the", "this", "that"]));
        if place == Place::After && a < i && view.is(a, "this") {
            place = Place::This;
        }
    } else if let Some(k) = before.filter(|&k| k > floor && view.is(k, "other") && every(view, k - 1)) {
        // «every other Friday»
        return Some(Item { a: k - 1, b, what: When::Every(Set::Weekday(day)).into(), rule: Rule::SetWeekday });
    } else if let Some((n, start)) = number::ordinal_before(view, i, floor) {
        // «every second Friday»
        if start > floor && every(view, start - 1) {
            return Some(Item { a: start - 1, b, what: When::Every(Set::Weekday(day)).into(), rule: Rule::SetWeekday });
        }
        if let Some(item) = nth(view, day, n as i8, start, b, floor) {
            return Some(item);
        }
    } else if let Some(k) = before
        && view.is(k, "the")
    {
        if view.is(b, "before") && view.is(b + 1, "last") {
            // «the Friday before last»
            place = Place::Count(-2);
            b += 2;
            a = k;
        // «the Saturday before», «the Monday after»
        } else if view.is_any(b, few!["before", "after"]) && !view.token(b + 1).is_some_and(|t| t.is_word()) {
            place = if view.is(b, "before") { Place::Before } else { Place::After };
            b += 1;
            a = k;
        } else if k > 0
            && view.is(k - 1, "on")
            && view.token(i + 1).is_none_or(|t| !t.is_word() || !view.is(i + 1, "of"))
        {
            // «on the Tuesday»: the one near the date that is being told of.
            place = Place::Near;
        }
    }
    if place == Place::Open && view.is(b, "after") && view.is(b + 1, "next") {
        let from = Box::new(When::Weekday { day, place: Place::This });
        let when = When::Offset { unit: Unit::Week, amount: 1, from };
        return Some(Item { a, b: b + 2, what: when.into(), rule: Rule::DateWeekday });
    }
    // «Tuesday the 19th», «Tuesday 19th»
    if place == Place::Open {
        let at = b + usize::from(view.is(b, "the"));
        if let Some((d, end)) = number::ordinal(view, at)
            && (1..=31).contains(&d)
            && (view.token(at).is_some_and(|t| t.is_number()) || at > b)
            && !view.is(end, "of")
            && !matches!(number::word(view, end), Some(Word::Month(_) | Word::Unit(..)))
        {
            let when = When::Date { year: Year::Open, month: 0, day: d, place: Place::Open };
            let what = Saying { weekday: Some((view.span(i, i), day)), ..when.into() };
            return Some(Item { a, b: end, what, rule: Rule::DateWeekday });
        }
    }
    Some(Item { a, b, what: When::Weekday { day, place }.into(), rule: Rule::DateWeekday })
}

fn every(view: &View<'_>, i: usize) -> bool {
    matches!(number::word(view, i), Some(Word::Lead(Lead::Every)))
}

/// «the third Tuesday of September»: the weekday's tokens end at `b`.
fn nth(view: &View<'_>, day: u8, n: i8, a: usize, b: usize, floor: usize) -> Option<Item> {
    if n > 5 {
        return None;
    }
    // «the first Tuesday of every month»
    if view.is_any(b, few!["of", "in"])
        && every(view, b + 1)
        && let Some(Word::Unit(unit @ (Unit::Month | Unit::Quarter | Unit::Year), Form::One)) =
            number::word(view, b + 2)
    {
        let a = a - usize::from(a > floor && view.is(a - 1, "the"));
        let each = When::Every(Set::Each(Duration::of(Amount::Exact(100), unit)));
        return Some(Item { a, b: b + 3, what: each.into(), rule: Rule::SetEvery });
    }
    // «the first Monday evening of June»
    let part = match number::word(view, b) {
        Some(Word::Part(part, Form::One)) if clock::of_part(part).is_none() => Some(part),
        _ => None,
    };
    let (within, end) = within(view, b + usize::from(part.is_some()))?;
    let a = a - usize::from(a > floor && view.is(a - 1, "the"));
    let when = When::Nth { nth: n, of: NthOf::Weekday(day), within: Box::new(within) };
    Some(Item { a, b: end, what: Saying { part, ..when.into() }, rule: Rule::DateNth })
}

fn month_or_year(view: &View<'_>, i: usize) -> bool {
    within(view, i - 1).is_some()
}

/// «of March 2014», «in this month», «of the year»: what a counted day or week lies in. `i` is the preposition.
pub fn within(view: &View<'_>, i: usize) -> Option<(When, usize)> {
    if !view.is_any(i, few!["of", "in"]) {
        return None;
    }
    if let Some(item) = month::find(view, i + 1, i + 1) {
        return Some((item.what.when, item.b));
    }
    if let Some(y) = number::year(view, i + 1) {
        return Some((When::Date { year: Year::Given(y), month: 0, day: 0, place: Place::Open }, i + 2));
    }
    for at in i + 1..i + 4 {
        if matches!(number::word(view, at), Some(Word::Month(_))) {
            return month::find(view, at, i + 1).filter(|m| m.a == i + 1).map(|m| (m.what.when, m.b));
        }
        if matches!(number::word(view, at), Some(Word::Unit(..))) {
            if let Some(Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year), _)) =
                number::word(view, at)
                && at == i + 2
                && view.is(i + 1, "the")
            {
                return Some((When::Shift { unit, offset: 0, from: Origin::Now }, at + 1));
            }
            let item = super::unit::find(view, at, i + 1)?;
            return (item.a == i + 1 && matches!(item.what.when, When::Shift { .. }))
                .then_some((item.what.when, item.b));
        }
    }
    None
}

/// «The Sunday Times», «Friday Herald»: a newspaper has its day in its name.
fn newspaper(view: &View<'_>, i: usize) -> bool {
    view.token(i).is_some_and(|t| t.case() == Case::Title)
        && view.is_any(
            i,
            few![
                "Times",
                "Telegraph",
                "Mirror",
                "Post",
                "Mail",
                "Express",
                "Ledger",
                "Herald",
                "Mercury",
                "Tribune",
                "World",
                "People",
                "Sun",
                "Star",
                "Business",
                "Independent",
                "Observer",
                "Gazette",
                "Review",
                "Club",
                "Service",
                "League",
            ],
        )
}

/// «Mon», «Sat.»: short forms are other words too, so they need a capital and something of a date beside them.
fn abbreviation(view: &View<'_>, i: usize, case: Case, dotted: bool) -> bool {
    if case == Case::Lower && view.is_any(i, few!["tues", "thur", "thurs"]) && view.is_any(i + 1, few!["the", "at"]) {
        return true;
    }
    if case == Case::Lower {
        return view.len() <= 2 || view.len() == 3 && !view.is_any(i, few!["sat", "sun", "wed"]);
    }
    if case == Case::Upper && !view.is_any(i, few!["mon", "tue", "tues", "thu", "fri"]) {
        return false;
    }
    let next = i + 1 + usize::from(dotted);
    let beside = |k: usize| {
        view.token(k).is_some_and(|t| t.is_number())
            || matches!(number::word(view, k), Some(Word::Month(_) | Word::Part(..)))
            || view.is_any(k, few!["at", "the"])
    };
    dotted && !view.is_any(i, few!["sat", "sun", "wed"])
        || beside(next)
        || view.mark(next, ',') && beside(next + 1)
        || i > 0 && (view.is_any(i - 1, few!["on", "this", "last", "next", "every", "until", "by"]))
        || view.len() <= 3
        || i > 0 && view.is_any(i - 1, few!["closest", "nearest"])
}
