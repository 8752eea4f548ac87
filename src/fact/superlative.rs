//! Ranks that hold no number: «the deadliest accident», «the first woman to …», «a record».

use std::ops::Range;

use crate::annotate::{View, WordList};

static SUPERLATIVES: WordList = WordList::new(&[
    "deadliest",
    "largest",
    "biggest",
    "highest",
    "heaviest",
    "worst",
    "longest",
    "lowest",
    "fastest",
    "costliest",
    "fattest",
    "hottest",
    "coldest",
    "wettest",
    "driest",
    "oldest",
    "youngest",
    "tallest",
    "richest",
    "strongest",
    "smallest",
    "shortest",
    "busiest",
    "bloodiest",
    "bloodier",
    "greatest",
    "slowest",
    "poorest",
    "steepest",
    "sharpest",
    "weakest",
    "widest",
    "warmest",
    "safest",
    "cheapest",
    "dearest",
    "priciest",
    "record",
]);

const ORDINALS: &[(&str, u32)] =
    &[("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("1st", 1), ("2nd", 2), ("3rd", 3)];

/// A rank in the text: its tokens and its number.
pub struct Superlative {
    pub tokens: Range<usize>,
    pub rank: u32,
}

/// The superlatives of a sentence, without those that a number precedes («second-largest» is a figure).
pub fn find(view: &View<'_>, sentence: &Range<usize>) -> Vec<Superlative> {
    let mut out = Vec::new();
    for i in sentence.clone() {
        let before = i.wrapping_sub(1);
        if view.in_list(i, &SUPERLATIVES) {
            let numbered = view.mark(before, '-') || ordinal(view, before).is_some();
            if !numbered && !view.is_any(i + 1, &["label", "labels", "store", "keeper", "keeping", "number"]) {
                out.push(Superlative { tokens: i..i + 1, rank: 1 });
            }
        } else if view.is(before, "the") {
            // «the second woman to lead …»
            let Some(rank) = ordinal(view, i) else { continue };
            if view.is(i + 2, "to") && view.token(i + 1).is_some_and(|t| t.is_word()) {
                out.push(Superlative { tokens: i..i + 1, rank });
            }
        }
    }
    out
}

fn ordinal(view: &View<'_>, i: usize) -> Option<u32> {
    ORDINALS.iter().find(|(w, _)| view.is(i, w)).map(|o| o.1)
}
