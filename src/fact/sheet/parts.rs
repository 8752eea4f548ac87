use std::ops::Range;

use crate::{
    annotate::{Part, View},
    fact::{
        Fact, Slot, Value,
        cue::{Cue, Cues},
    },
};

/// Marks counts whose parts stand after them: as «including …», or as two numbers that add up to them.
pub(super) fn include(facts: &mut [Fact], view: &View<'_>, shift: u32) {
    let count = |f: &Fact| match &f.value {
        Value::Quantity { written, .. } if f.slot == Slot::Count => Some(written.low),
        _ => None,
    };
    for i in 0..facts.len() {
        let Some(whole) = count(&facts[i]) else { continue };
        let rest = &facts[i + 1..];
        let named = |f: &Fact| {
            let (from, to) = (view.token_at(facts[i].span.end - shift), view.token_at(f.span.start - shift));
            to.saturating_sub(from) < 20 && (from..to).any(|k| view.is_any(k, few!["including", "among", "included"]))
        };
        let part =
            rest.iter().take(2).any(|f| (f.part == Part::Included || named(f)) && count(f).is_some_and(|n| n < whole));
        let sum = rest.windows(2).take(2).any(|w| count(&w[0]).zip(count(&w[1])).is_some_and(|(a, b)| a + b == whole));
        facts[i].inclusive = part || sum;
    }
}

/// Gives each «others» of a sentence, whose facts begin at `first` behind the others of its paragraph, the number it stands
/// beside: the count before it of the same role, or of none.
pub(super) fn stand_beside(facts: &mut [Fact], first: usize) {
    let (before, facts) = facts.split_at_mut(first);
    others_than_the_dead(before, facts);
    for i in 1..facts.len() {
        if facts[i].part != Part::Besides || facts[i].slot != Slot::Count || facts[i].beside.is_some() {
            continue;
        }
        let role = facts[i].role;
        let sibling = facts[..i].iter().rev().take(2).find_map(|f| match &f.value {
            Value::Quantity { written, .. } if f.slot == Slot::Count && f.part != Part::Besides => {
                (f.role == role || role.is_none()).then_some(written.low)
            }
            _ => None,
        });
        facts[i].beside = sibling;
        // «one dead, three others wounded»: all who were wounded.
        let wounded = role.is_some_and(|r| matches!(r.id(), "injured" | "hospitalised" | "shot" | "missing"));
        let of_another =
            facts[..i].iter().rev().take(2).any(|f| f.slot == Slot::Count && f.role.is_some() && f.role != role);
        if sibling.is_none() && (wounded || of_another) {
            facts[i].part = Part::Whole;
        }
        if sibling.is_some() && role.is_none() {
            facts[i].role = facts[..i].iter().rev().take(2).find_map(|f| f.role);
        }
    }
}

/// «Eight others are missing» at the head of a sentence, where those before told of the dead: all who are missing.
fn others_than_the_dead(before: &[Fact], facts: &mut [Fact]) {
    let Some(others) = facts.first_mut().filter(|f| f.part == Part::Besides && f.slot == Slot::Count) else { return };
    let Some(role) = others.role.filter(|r| matches!(r.id(), "injured" | "hospitalised" | "missing")) else { return };
    let counts = || before.iter().filter(|f| f.slot == Slot::Count);
    if counts().any(|f| f.role.is_some_and(|r| r.id() == "killed")) && counts().all(|f| f.role != Some(role)) {
        others.part = Part::Whole;
    }
}

/// Words that tell of a mistake, with or without what follows.
pub const MISTAKES: &[&str] = &["misstated", "misreported", "earlier", "previous"];

/// Whether a sentence tells of a mistake that was printed («Correction: an earlier version gave the number as 83»).
pub(super) fn withdraws(view: &View<'_>, sentence: &Range<usize>, cues: &Cues) -> bool {
    let opens = (sentence.start..sentence.end.min(sentence.start + 3))
        .any(|i| view.is_any(i, few!["correction", "clarification", "corrected", "corrects"]));
    opens
        || cues.with(Cue::MISTAKE).any(|(i, _)| {
            view.is_any(i, few!["misstated", "misreported"]) || view.is_any(i + 1, few!["version", "versions"])
        })
}
