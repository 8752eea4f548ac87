//! Words before an expression that bound or shift it: «more than», «nearly», «some», «within», «early», «the end of».

use super::{
    Item,
    expression::{Duration, Reference, Unit, When},
    number,
    words::{Lead, Word},
};
use crate::annotate::{Rule, TimexMod, View, WordList};

/// Words before a length, longest first, and what they do to it.
const BOUNDS: &[(&[&str], TimexMod)] = &[
    (&["no", "more", "than"], TimexMod::EqualOrLess),
    (&["no", "longer", "than"], TimexMod::EqualOrLess),
    (&["no", "less", "than"], TimexMod::EqualOrMore),
    (&["no", "fewer", "than"], TimexMod::EqualOrMore),
    (&["not", "less", "than"], TimexMod::EqualOrMore),
    (&["a", "little", "over"], TimexMod::MoreThan),
    (&["a", "little", "under"], TimexMod::LessThan),
    (&["as", "long", "as"], TimexMod::EqualOrLess),
    (&["as", "many", "as"], TimexMod::EqualOrLess),
    (&["as", "little", "as"], TimexMod::EqualOrMore),
    (&["the", "best", "part", "of"], TimexMod::LessThan),
    (&["the", "better", "part", "of"], TimexMod::LessThan),
    (&["more", "than"], TimexMod::MoreThan),
    (&["less", "than"], TimexMod::LessThan),
    (&["fewer", "than"], TimexMod::LessThan),
    (&["well", "over"], TimexMod::MoreThan),
    (&["just", "over"], TimexMod::MoreThan),
    (&["just", "under"], TimexMod::LessThan),
    (&["at", "least"], TimexMod::EqualOrMore),
    (&["at", "most"], TimexMod::EqualOrLess),
    (&["up", "to"], TimexMod::EqualOrLess),
    (&["close", "to"], TimexMod::LessThan),
    (&["an", "estimated"], TimexMod::Approx),
    (&["longer", "than"], TimexMod::MoreThan),
    (&["over"], TimexMod::MoreThan),
    (&["under"], TimexMod::LessThan),
    (&["within"], TimexMod::EqualOrLess),
    (&["nearly"], TimexMod::LessThan),
    (&["almost"], TimexMod::LessThan),
    (&["about"], TimexMod::Approx),
    (&["around"], TimexMod::Approx),
    (&["some"], TimexMod::Approx),
    (&["roughly"], TimexMod::Approx),
    (&["approximately"], TimexMod::Approx),
    (&["circa"], TimexMod::Approx),
    (&["exactly"], TimexMod::Approx),
];

/// The last words of those.
static BOUND_ENDS: WordList = WordList::new(&[
    "than",
    "over",
    "under",
    "as",
    "of",
    "least",
    "most",
    "to",
    "estimated",
    "within",
    "nearly",
    "almost",
    "about",
    "around",
    "some",
    "roughly",
    "approximately",
    "circa",
    "exactly",
]);

/// Takes the bound or the part of the calendar before an item into it.
pub fn extend(view: &View<'_>, item: &mut Item, floor: usize) {
    let counted = match &item.what.when {
        When::Length(d) => !d.0.is_empty(),
        When::Shift { .. } | When::Offset { .. } => item.rule == Rule::DateAgo,
        _ => false,
    };
    if counted && item.rule != Rule::DurationVague {
        // Few have one: the word right before tells.
        let last = item.a.checked_sub(1).filter(|&k| view.in_list(k, &BOUND_ENDS));
        if last.is_none() {
            return;
        }
        let led = matches!(item.rule, Rule::DurationLead | Rule::DurationAll | Rule::DateRelative);
        for (words, modifier) in BOUNDS {
            let Some(a) = item.a.checked_sub(words.len()).filter(|&a| a >= floor) else { continue };
            if !view.starts(a, words) {
                continue;
            }
            // «over the past year», «about the last decade» begin with a preposition.
            if led && *words != ["within"] {
                continue;
            }
            item.a = a;
            if *words != ["exactly"] {
                item.what.modifier = Some(*modifier);
            }
            break;
        }
        return;
    }
    // «shortly before 10 p.m.», «just after midnight»
    if item.what.clock.is_some()
        && let Some(k) = item.a.checked_sub(2).filter(|&k| k >= floor)
        && view.is_any(k + 1, few!["before", "after"])
        && view.is_any(k, few!["shortly", "just", "soon", "little", "immediately"])
    {
        item.what.modifier = Some(if view.is(k + 1, "before") { TimexMod::Before } else { TimexMod::After });
        item.a = k - usize::from(view.is(k, "little") && k > floor && view.is(k - 1, "a"));
        return;
    }
    if item.what.clock.is_some()
        || matches!(item.what.when, When::Date { .. } | When::Decade(_)) && item.rule != Rule::DateIso
    {
        let before = item.a.checked_sub(1).filter(|&a| a >= floor);
        let sure = few!["circa", "around"];
        let approx = few!["approximately", "around", "about", "circa", "roughly"];
        if let Some(a) =
            before.filter(|&a| view.is_any(a, approx) && (item.what.clock.is_some() || view.is_any(a, sure)))
        {
            item.a = a;
            item.what.modifier = Some(TimexMod::Approx);
            return;
        }
    }
    stretch(view, item, floor);
}

/// «early», «mid-», «late», «the beginning of», «the end of», «earlier», «later».
fn stretch(view: &View<'_>, item: &mut Item, floor: usize) {
    if matches!(
        item.what.when,
        When::Refers(Reference::Past | Reference::Future) | When::Length(Duration(_)) | When::Every(_)
    ) {
        return;
    }
    let mut a = item.a;
    let Some(k) = a.checked_sub(1).filter(|&k| k >= floor) else { return };
    if view.is_any(k, few!["earlier", "later"])
        || view.is_any(k, few!["on", "in"]) && k > floor && view.is_any(k - 1, few!["earlier", "later"])
    {
        let later = view.is_any(k, few!["earlier", "later"]);
        // «three days earlier this month» was taken by the amount.
        item.a = if later { k } else { k - 1 };
        return;
    }
    // «early on Friday», «late on Tuesday night»
    if view.is_any(k, few!["on", "in"]) && k > floor && view.is_any(k - 1, few!["early", "late"]) {
        item.what.modifier = Some(if view.is(k - 1, "early") { TimexMod::Start } else { TimexMod::End });
        item.a = k - 1;
        return;
    }
    let hyphen = view.mark(k, '-') && k > floor;
    let at = if hyphen { k - 1 } else { k };
    let modifier = match number::word(view, at) {
        Some(Word::Lead(Lead::Early)) => Some(TimexMod::Start),
        Some(Word::Lead(Lead::Mid)) => Some(TimexMod::Mid),
        Some(Word::Lead(Lead::Late)) => Some(TimexMod::End),
        _ => None,
    };
    if let Some(modifier) = modifier {
        item.what.modifier = Some(modifier);
        a = at;
        // «the mid-1990s», «the early hours»
        if a > floor && view.is(a - 1, "the") {
            a -= 1;
        }
        item.a = a;
        return;
    }
    if view.is(k, "of") && k > floor {
        let noun = k - 1;
        let modifier = if view.is_any(noun, few!["beginning", "start", "outset"]) {
            TimexMod::Start
        } else if view.is_any(noun, few!["end", "close"]) {
            TimexMod::End
        } else if view.is(noun, "middle") {
            TimexMod::Mid
        } else {
            return;
        };
        let unit = match &item.what.when {
            When::Shift { unit, .. } => *unit,
            When::Date { day: 0, .. }
            | When::Decade(_)
            | When::Century(_)
            | When::Quarter { .. }
            | When::Season { .. } => Unit::Month,
            _ => return,
        };
        if unit < Unit::Day {
            return;
        }
        item.what.modifier = Some(modifier);
        item.a = noun - usize::from(noun > floor && view.is(noun - 1, "the"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bound_is_found_by_its_last_word() {
        assert!(BOUNDS.iter().all(|(words, _)| words.last().is_some_and(|w| BOUND_ENDS.has(w.as_bytes()))));
    }
}
