//! A unit of time without a number: «the day before», «hours after», «the end of the week», «the first week of March».

use super::{
    Item,
    expression::{Amount, Duration, NthOf, Origin, Reference, Unit, When, Year},
    month, number,
    tense::tense,
    unit::exact,
    weekday,
    words::{Form, Tense, Word},
};
use crate::{
    annotate::{Rule, View, lexicon::Class},
    article::Case,
};

/// «the first week of March», «the second week in 2021», «the last day of October».
pub fn nth(view: &View<'_>, i: usize, floor: usize, unit: Unit) -> Option<Item> {
    if unit.of_clock() || unit > Unit::Year {
        return None;
    }
    let (n, a) = if let Some(k) = i.checked_sub(1).filter(|&k| k >= floor)
        && view.is_any(k, few!["last", "final"])
    {
        match number::ordinal_before(view, k, floor) {
            Some((n, a)) => (-(n as i8), a),
            None => (-1, k),
        }
    } else {
        let (n, a) = number::ordinal_before(view, i, floor)?;
        (n as i8, a)
    };
    let (within, b) = weekday::within(view, i + 1)?;
    let a = a - usize::from(a > floor && view.is(a - 1, "the"));
    Some(Item {
        a,
        b,
        what: When::Nth { nth: n, of: NthOf::Unit(unit), within: Box::new(within) }.into(),
        rule: Rule::DateNth,
    })
}

/// A unit without a number: «the day before», «hours after», «in years», «the end of the week», «all week».
pub fn bare(view: &View<'_>, i: usize, floor: usize, unit: Unit, form: Form) -> Option<Item> {
    let k = i.checked_sub(1).filter(|&k| k >= floor);
    let item = |a: usize, b: usize, when: When, rule| Some(Item { a, b, what: when.into(), rule });
    if form == Form::Many {
        if unit == Unit::Quarter || unit == Unit::Weekend {
            return None;
        }
        let length = When::Length(Duration::of(Amount::Vague, unit));
        // «decades-long»
        if view.is(number::hop(view, i + 1), "long") && view.mark(i + 1, '-') {
            return item(i, i + 3, length, Rule::DurationVague);
        }
        let apart = view.is_any(i + 1, few!["ago", "later", "earlier"]);
        if apart {
            let when = if view.is(i + 1, "ago") { When::Refers(Reference::Past) } else { length };
            return item(i, i + 2, when, Rule::DateAgo);
        }
        let relates = view.is_any(i + 1, few!["after", "before"]);
        let counted =
            k.is_some_and(|k| view.is_any(k, few!["in", "for", "over", "just", "mere", "only", "after", "within"]));
        let free = k.is_none_or(|k| !view.token(k).is_some_and(|t| t.is_word()) || counted);
        if relates && free
            || counted && !view.is_any(i + 1, few!["of", "-", "when"]) && view.len() > 3 && unit != Unit::Second
        {
            return item(i, i + 1, length, Rule::DurationVague);
        }
        return None;
    }
    // «day after tomorrow»
    if unit == Unit::Day
        && view.is_any(i + 1, few!["before", "after"])
        && view.is_any(i + 2, few!["yesterday", "tomorrow"])
    {
        let a = k.filter(|&k| view.is(k, "the")).unwrap_or(i);
        return item(a, i + 1, exact(1, unit), Rule::DurationNumber);
    }
    // «week 10» at the head of a block, where «Week 10» may be a league's
    let Some(k) = k else {
        return if view.token(i)?.case() == Case::Lower { week_number(view, i) } else { None };
    };
    if view.is(k, "all") && !unit.of_clock() {
        return item(k, i + 1, exact(1, unit), Rule::DurationAll);
    }
    if view.is_any(k, few!["a", "an"]) || !view.is(k, "the") || unit.of_clock() {
        if view.is(k, "week") || unit == Unit::Week {
            return week_number(view, i);
        }
        if unit == Unit::Year && number::year(view, i + 1).is_some() {
            // «year 2008», «the year of 2008»
            return None;
        }
        // «end of month», «by end of year»
        if view.is(k, "of") && k > floor && view.is_any(k - 1, few!["end", "beginning", "start"]) && unit > Unit::Day {
            return item(i, i + 1, When::Shift { unit, offset: 0, from: Origin::Now }, Rule::DateRelative);
        }
        return None;
    }
    if view.is_any(i + 1, few!["before", "after"]) {
        let offset = if view.is(i + 1, "before") { -1 } else { 1 };
        // «the day before yesterday» is joined later.
        if matches!(
            number::word(view, i + 2),
            Some(Word::Deictic(_) | Word::Month(_) | Word::Weekday(_) | Word::Holiday)
        ) {
            return item(k, i + 1, exact(1, unit), Rule::DurationNumber);
        }
        if view.is(i + 2, "next") {
            return item(k, i + 3, When::Shift { unit, offset: 2, from: Origin::Now }, Rule::DateRelative);
        }
        // «the week before last», but not «the week before last Christmas»
        let goes_on = |at: usize| {
            view.token(at).is_some_and(|t| t.is_word())
                && (!view.has(at, super::GRAMMAR) || view.has(at, Class::MONTH.or(Class::TIME_UNIT)))
        };
        if view.is(i + 1, "before") && view.is(i + 2, "last") && !goes_on(i + 3) {
            return item(k, i + 3, When::Shift { unit, offset: -2, from: Origin::Now }, Rule::DateRelative);
        }
        return item(k, i + 2, When::Shift { unit, offset, from: Origin::Anchor }, Rule::DateRelative);
    }
    if unit == Unit::Week
        && view.is_any(i + 1, few!["of", "beginning", "starting"])
        && let Some((day, b)) = day_named(view, i + 2 + usize::from(view.is(i + 2, "on")))
    {
        return item(k, b, When::Around { unit, day: Box::new(day) }, Rule::DateWeekOf);
    }
    if unit == Unit::Weekend {
        let offset = match tense(view, k, i + 1) {
            Tense::Future => 0,
            _ => -1,
        };
        // «the weekend of Halloween»
        let of = view.is(i + 1, "of") && super::part::dated(view, i + 2);
        let called =
            of || k > 0 && view.is_any(k - 1, few!["over", "at", "during", "on", "for", "of", "throughout", "through"]);
        return if called {
            item(k, i + 1, When::Shift { unit, offset, from: Origin::Now }, Rule::DateRelative)
        } else {
            None
        };
    }
    let called = k > 0
        && (view.is_any(k - 1, few!["end", "ending", "ended", "finish", "finished", "closed", "during", "throughout"])
            || view.is(k - 1, "for") && !view.is_any(i + 1, few!["when", "that", "of"])
            || view.is_any(k - 1, few!["of", "in"])
                && k > 1
                && view.is_any(
                    k - 2,
                    few![
                        "end",
                        "beginning",
                        "start",
                        "rest",
                        "remainder",
                        "middle",
                        "later",
                        "earlier",
                        "early",
                        "late",
                        "half",
                        "quarter",
                        "most",
                        "part",
                    ],
                ));
    if called && unit != Unit::Decade {
        return item(k, i + 1, When::Shift { unit, offset: 0, from: Origin::Now }, Rule::DateRelative);
    }
    if unit == Unit::Week { week_number(view, i) } else { None }
}

/// A day that is named at `i`: «March 5», «the 18th of May», «Monday».
fn day_named(view: &View<'_>, i: usize) -> Option<(When, usize)> {
    if let Some(found) = super::numeric::find(view, i + 1).filter(|f| f.a == i && f.what.is_day()) {
        return Some((found.what.when, found.b));
    }
    for at in i..i + 4 {
        if matches!(number::word(view, at), Some(Word::Month(_))) {
            let found = month::find(view, at, i)?;
            return (found.a == i && found.what.is_day()).then_some((found.what.when, found.b));
        }
    }
    None
}

/// «week 31».
fn week_number(view: &View<'_>, i: usize) -> Option<Item> {
    if !view.is(i, "week") {
        return None;
    }
    view.token(i + 1).filter(|t| t.is_number() && t.spaced())?;
    let n: u8 = view.word(i + 1).parse().ok().filter(|n| (1..=53).contains(n))?;
    let free =
        view.token(i + 2).is_none_or(|t| !t.is_word() || view.has(i + 2, Class::PREPOSITION.or(Class::AUXILIARY)));
    free.then(|| Item { a: i, b: i + 2, what: When::Week { nth: n, year: Year::Open }.into(), rule: Rule::DateWeek })
}
