//! Ranks that hold no number: «the deadliest accident», «the first woman to …», «a record».

use std::ops::Range;

use jiff::{ToSpan, civil::Date};

use crate::{
    annotate::{Timex, View, WordList},
    fact::{
        cue::{Cue, Cues},
        population::EVER_KEY,
        when,
    },
    value::DayInterval,
};

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

/// All words that a rank can begin with: those above, [`COMPARATIVES`], [`ORDINALS`] and «this high».
#[rustfmt::skip]
pub(super) const WORDS: &[&str] = &[
    "deadliest", "largest", "biggest", "highest", "heaviest", "worst", "longest", "lowest", "fastest", "costliest", "fattest", "hottest", "coldest",
    "wettest", "driest", "oldest", "youngest", "tallest", "richest", "strongest", "smallest", "shortest", "busiest", "bloodiest", "bloodier",
    "greatest", "slowest", "poorest", "steepest", "sharpest", "weakest", "widest", "warmest", "safest", "cheapest", "dearest", "priciest", "record",
    "higher", "lower", "larger", "bigger", "worse", "deadlier", "hotter", "colder", "this", "so", "first", "second", "third", "fourth", "fifth",
    "1st", "2nd", "3rd",
];

const ORDINALS: &[(&str, u32)] =
    &[("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("1st", 1), ("2nd", 2), ("3rd", 3)];

/// A rank in the text: its tokens and its number.
pub struct Superlative {
    pub tokens: Range<usize>,
    pub rank: u32,
}

/// The superlatives of a sentence, without those that a number precedes («second-largest» is a figure).
pub fn find(view: &View<'_>, cues: &Cues) -> Vec<Superlative> {
    let mut out = Vec::new();
    for (i, _) in cues.with(Cue::RANK) {
        let before = i.wrapping_sub(1);
        if view.in_list(i, &SUPERLATIVES) {
            let numbered = view.mark(before, '-') || ordinal(view, before).is_some();
            if !numbered
                && !among(view, i)
                && !view.is_any(i + 1, few!["label", "labels", "store", "keeper", "keeping", "number"])
            {
                out.push(Superlative { tokens: i..i + 1, rank: 1 });
            }
        } else if view.is_any(i, COMPARATIVES) && view.is(i + 1, "than") && view.is(i + 2, "ever") {
            out.push(Superlative { tokens: i..i + 1, rank: 1 });
        } else if view.is_any(i, few!["this", "so"]) && view.is_any(i + 1, PLAIN) {
            // «were last this high in 1998», «have not been this high since 1998»
            if view.is(before, "last") || view.is(i + 2, "since") {
                out.push(Superlative { tokens: i..i + 2, rank: 1 });
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

/// «one of the worst», «among the city’s worst», «one of Kestria’s biggest»: one of several, and so no rank.
fn among(view: &View<'_>, i: usize) -> bool {
    let several =
        |k: usize| view.is(k, "among") || view.is(k, "of") && view.is_any(k.wrapping_sub(1), few!["one", "some"]);
    // «one of Britain’s biggest», «some of our largest»
    let owner = |back: usize| {
        let k = i - back;
        view.mark(k, '’')
            || view.mark(k, '\'')
            || view.word(k).ends_with("'s")
            || view.word(k).ends_with("’s")
            || view.is_any(k, few!["our", "its", "their", "his", "her", "my"])
    };
    (1..=4).any(|back| i > back && view.is(i - back, "the") && several(i - back - 1))
        || (1..=3).any(|back| i > back && owner(back)) && (2..=6).any(|back| i > back && several(i - back))
}

fn ordinal(view: &View<'_>, i: usize) -> Option<u32> {
    ORDINALS.iter().find(|(w, _)| view.is(i, w)).map(|o| o.1)
}

const COMPARATIVES: &[&str] = &["higher", "lower", "larger", "bigger", "worse", "deadlier", "hotter", "colder"];
const PLAIN: &[&str] = &["high", "low", "large", "big", "bad", "deadly", "hot", "cold"];

/// Words that rank by one thing; what ranks by another is another rank.
const MEASURES: &[&[&str]] = &[
    &["deadliest", "worst", "bloodiest", "bloodier", "worse", "deadlier", "bad", "deadly"],
    &["highest", "largest", "biggest", "greatest", "higher", "larger", "bigger", "high", "large", "big"],
    &["lowest", "smallest", "lower", "low"],
    &["hottest", "warmest", "hotter", "hot"],
    &["coldest", "colder", "cold"],
    &["costliest", "priciest", "dearest"],
    &["longest"],
    &["youngest"],
    &["oldest"],
    &["fastest"],
];

/// The key of what a superlative ranks by, below [`super::RESERVED`]; `None` where it may be anything.
pub fn measure(view: &View<'_>, s: &Superlative) -> Option<u32> {
    let at = MEASURES.iter().position(|words| view.is_any(s.tokens.end - 1, *words))?;
    Some(EVER_KEY + 1 + at as u32)
}

/// How far back a rank holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// Since these days: the ones that the last like it was on.
    Since(DayInterval),
    Ever,
    /// It does not say.
    Open,
}

/// Words after a superlative in which its reach is looked for.
const REACH: usize = 14;

/// How far back the rank holds: «since August 2002», «in 17 years», «ever», «since records began». `timexes` are those of
/// the sentence with their first tokens.
pub fn reach(
    view: &View<'_>,
    s: &Superlative,
    end: usize,
    timexes: &[(usize, &Timex)],
    published: Option<Date>,
) -> Reach {
    let last = view.is(s.tokens.start.wrapping_sub(1), "last");
    for i in s.tokens.end..end.min(s.tokens.end + REACH) {
        if view.mark(i, ';') || view.is_any(i, few!["when", "but", "while", "after"]) {
            break;
        }
        let timex = |from: usize| timexes.iter().find(|(t, _)| (from..from + 2).contains(t)).map(|t| t.1);
        if view.is(i, "since") {
            if (i + 1..i + 6).any(|k| view.is_any(k, few!["began", "begin", "started", "start"])) {
                return Reach::Ever;
            }
            return day_of(timex(i + 1)).map_or(Reach::Open, Reach::Since);
        }
        if view.is(i, "ever")
            || view.is(i, "in") && view.is_any(i + 1, few!["history", "memory"])
            || view.is(i, "the") && view.is(i + 1, "history")
            || view.is(i, "on") && view.is(i + 1, "record")
            || view.is(i, "all") && view.is(i + 1, "time")
        {
            return Reach::Ever;
        }
        if last && view.is(i, "in") {
            return day_of(timex(i + 1)).map_or(Reach::Open, Reach::Since);
        }
        if view.is_any(i, few!["in", "for"])
            && let Some(days) = timex(i + 1).and_then(|t| years_before(t, published?))
        {
            return Reach::Since(days);
        }
    }
    // «at a record», «a record 1,200»: never so before.
    if view.is(s.tokens.start, "record") { Reach::Ever } else { Reach::Open }
}

fn day_of(timex: Option<&Timex>) -> Option<DayInterval> {
    timex?.days.filter(when::one_event)
}

/// «in 17 years» reaches back to the year as many before the article's, one more or less.
fn years_before(t: &Timex, published: Date) -> Option<DayInterval> {
    let length = t.length.filter(|l| l.seconds == 0 && l.centimonths >= 3600)?;
    let years = i16::try_from(length.centimonths / 1200).ok()?;
    let year = published.checked_sub(i64::from(years).years()).ok()?.year();
    Some(DayInterval { first: Date::new(year - 1, 1, 1).ok()?, last: Date::new(year + 1, 12, 31).ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_begins_a_rank_is_among_the_words() {
        let ordinals = ORDINALS.iter().map(|o| &o.0);
        assert!(ordinals.chain(COMPARATIVES).chain(&["this", "so"]).all(|w| WORDS.contains(w)));
        assert!(SUPERLATIVES.words().iter().all(|w| WORDS.contains(w)));
    }
}
