//! Words that point at a time by themselves: «today», «tonight», «now», «recently», «weekly».

use super::{
    Item,
    expression::{Amount, Duration, Origin, Part, Reference, Saying, Set, Unit, When},
    number, season, spoken, unit,
    words::{Deictic, Form, Lead, Word},
    year,
};
use crate::annotate::{Rule, View};

pub fn find(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    match number::word(view, i)? {
        Word::Deictic(d) => deictic(view, i, floor, d),
        Word::Frequency(unit) => frequency(view, i, unit),
        _ => None,
    }
}

fn deictic(view: &View<'_>, i: usize, floor: usize, what: Deictic) -> Option<Item> {
    let item = |a: usize, what: Saying| Some(Item { a, b: i + 1, what, rule: Rule::DateDeictic });
    let before = i.checked_sub(1).filter(|&k| k >= floor);
    match what {
        Deictic::Day(offset) => {
            // A newspaper or a programme («USA Today», «Today programme») is none.
            let name = view.token(i)?.case() != crate::article::Case::Lower
                && before.is_some_and(|k| {
                    view.token(k).is_some_and(|t| t.is_word() && t.case() != crate::article::Case::Lower)
                        && !view.has(
                            k,
                            crate::annotate::lexicon::Class::CONJUNCTION
                                .or(crate::annotate::lexicon::Class::PREPOSITION),
                        )
                });
            if name && view.token(i)?.case() == crate::article::Case::Title
                || before.is_some_and(|k| view.word(k) == "USA")
            {
                return None;
            }
            let a = match before {
                Some(k) if view.is_any(k, few!["earlier", "later"]) => k,
                _ => i,
            };
            item(a, When::Shift { unit: Unit::Day, offset: offset as i32, from: Origin::Now }.into())
        }
        Deictic::Tonight => {
            let when = When::Shift { unit: Unit::Day, offset: 0, from: Origin::Now };
            item(i, Saying { part: Some(Part::Night), ..when.into() })
        }
        Deictic::Refers(reference) => {
            let lead = match reference {
                Reference::Present => &["right", "just"][..],
                Reference::Past => &["more", "most", "very", "until"],
                Reference::Future => &["very", "as"],
            };
            // «as soon as», «no sooner», «from now on», «until now» keep the word alone; «now that» is a conjunction.
            if reference == Reference::Future
                && (view.is(i + 1, "after")
                    || view.is(i + 1, "as")
                    || before.is_some_and(|k| view.is_any(k, few!["as", "too", "how"])))
            {
                return None;
            }
            if view.is(i, "now") && (view.is(i + 1, "that") || before.is_some_and(|k| view.word(k) == "USA"))
                || view.mark(i + 1, '-') && !view.token(i + 1)?.spaced()
            {
                return None;
            }
            let a = match before {
                Some(k) if view.is_any(k, lead) && !view.is(k, "until") => k,
                _ => i,
            };
            item(a, When::Refers(reference).into())
        }
        Deictic::Half if before.is_some_and(|k| counts_hours(view, k)) => unit::hours(view, i, floor),
        Deictic::Quarter | Deictic::Half | Deictic::Fiscal => season::short(view, i, floor, what),
        Deictic::Oclock => spoken::oclock(view, i, floor),
        Deictic::Halves => season::quarter(view, i, floor).or_else(|| spoken::half(view, i)),
        Deictic::Letter => spoken::spelt(view, i, floor),
        Deictic::Phrase => phrase(view, i, floor),
        Deictic::Weekdays => {
            // «every weekday», «on weekdays»; «a weekday rush» is none
            let k = before?;
            let every = matches!(number::word(view, k), Some(Word::Lead(Lead::Every)));
            let called =
                every && view.is(i, "weekday") || view.is_any(k, few!["on", "during"]) && view.is(i, "weekdays");
            let a = if every { k } else { i };
            called.then(|| Item { a, rule: Rule::SetWeekday, b: i + 1, what: When::Every(Set::Weekdays).into() })
        }
        Deictic::Decade(tens) => {
            let called = before.is_some_and(|k| {
                view.is_any(k, few!["the"])
                    || matches!(number::word(view, k), Some(Word::Lead(Lead::Early | Lead::Mid | Lead::Late)))
            });
            let person = before.and_then(|k| k.checked_sub(1)).is_some_and(|k| view.is(k, "of"));
            if !called || person {
                return None;
            }
            let a = i - usize::from(view.is(i - 1, "the"));
            item(a, When::Decade(1900 + tens as i16).into())
        }
    }
}

/// Whether the number that ends at `k` counts the «h» after it as hours: «in 3h», «for 1/2 h».
fn counts_hours(view: &View<'_>, k: usize) -> bool {
    let fraction = k > 1 && view.mark(k - 1, '/');
    let first = if fraction { k - 2 } else { k };
    view.token(k).is_some_and(|t| t.is_number())
        && (view.len() < 6 && (first == 0 || fraction)
            || view.is_any(first.wrapping_sub(1), few!["in", "for", "within"]))
}

/// «annual» describes a length in TIMEX3, the others recur.
fn frequency(view: &View<'_>, i: usize, unit: Unit) -> Option<Item> {
    // «daily life», «the Daily Mail», «an annual general meeting»
    let t = view.token(i)?;
    let name = t.case() != crate::article::Case::Lower && i > 0;
    if name || view.is(i, "daily") && view.is_any(i + 1, few!["life", "lives", "routine"]) || view.is(i + 1, "basis") {
        return None;
    }
    // «bi-monthly», «biweekly»
    let apart = i > 1 && view.is(i - 2, "bi") && number::hop(view, i - 1) == i;
    let twice = apart || view.word(i).get(..2).is_some_and(|w| w.eq_ignore_ascii_case("bi"));
    let each = Duration::of(Amount::Exact(if twice { 200 } else { 100 }), unit);
    let when = if view.is(i, "annual") { When::Length(each) } else { When::Every(Set::Each(each)) };
    Some(Item { a: if apart { i - 2 } else { i }, b: i + 1, what: when.into(), rule: Rule::SetFrequency })
}

/// «at the moment», «this point», «the past», «the present», «the moment»: `i` is the noun.
pub fn phrase(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let k = i.checked_sub(1).filter(|&k| k >= floor)?;
    let item = |reference| Some(Item { a: k, b: i + 1, what: When::Refers(reference).into(), rule: Rule::DateDeictic });
    let led = |words: &[&str]| k > 0 && view.is_any(k - 1, words);
    let noun = view.token(i + 1).is_some_and(|t| t.is_word()) && !view.has(i + 1, super::GRAMMAR);
    if view.is_any(i, few!["thousand", "nineteen"]) {
        return year::spoken_year(view, i, floor);
    }
    if view.is(i, "past") && view.is(k, "the") && led(&["in", "of", "from"]) && !noun && !view.is(i + 1, "and") {
        return item(Reference::Past);
    }
    if view.is(i, "present") && view.is(k, "the") && led(&["to", "from", "at", "for", "in", "until"]) && !noun {
        return item(Reference::Present);
    }
    if view.is(i, "present") && view.is(k, "at") && !noun {
        return Some(Item { a: i, ..item(Reference::Present)? });
    }
    // «to date» before a stop or a small word; «to date her» is a verb.
    if view.is(i, "date")
        && !led(&["up"])
        && view.is_any(k, few!["to", "till"])
        && !noun
        && !view.has(i + 1, super::GRAMMAR)
        && !view.token(i + 1).is_some_and(|t| t.is_number())
    {
        return item(Reference::Present);
    }
    if view.is(i, "moment")
        && view.is(k, "the")
        && led(&["at", "for"])
        && !view.is_any(i + 1, few!["of", "when", "that", "he", "she", "they", "it"])
    {
        return item(Reference::Present);
    }
    // «the year to date»: the year, as far as it has come.
    if view.is(i, "date")
        && view.is(k, "to")
        && k > floor
        && let Some(Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year), Form::One)) =
            number::word(view, k - 1)
    {
        let a = k - 1 - usize::from(k - 1 > floor && view.is_any(k - 2, few!["the", "this"]));
        let when = When::Shift { unit, offset: 0, from: Origin::Now };
        return Some(Item { a, b: i + 1, what: when.into(), rule: Rule::DateRelative });
    }
    if view.is_any(i, few!["point", "stage"]) && view.is(k, "this") && led(&["at"]) {
        return item(Reference::Present);
    }
    if view.is(i, "future") && view.is_any(k, few!["near", "foreseeable"]) && k > floor && view.is(k - 1, "the") {
        return Some(Item {
            a: k - 1,
            b: i + 1,
            what: When::Refers(Reference::Future).into(),
            rule: Rule::DateDeictic,
        });
    }
    if view.is(i, "term") {
        let joined = view.mark(k, '-');
        let k = if joined { k.checked_sub(1)? } else { k };
        let the = k > floor && view.is(k - 1, "the");
        if the && view.is_any(k, few!["long", "near", "short", "medium"]) && !joined {
            return Some(Item {
                a: k - 1,
                b: i + 1,
                what: When::Refers(Reference::Future).into(),
                rule: Rule::DateDeictic,
            });
        }
    }
    None
}
