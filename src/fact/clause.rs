use std::ops::Range;

use smallvec::SmallVec;

use super::cue::{Cue, Cues};
use crate::{
    annotate::{View, WordList, lexicon::Class},
    article::Case,
};

/// Tokens that one clause is thought to hold at most; what is farther away tells nothing about a mention.
const REACH: usize = 24;

/// The clauses of a sentence.
#[derive(Default)]
pub struct Clauses {
    sentence: Range<usize>,
    /// The tokens that part them, in order.
    ends: SmallVec<[usize; 16]>,
}

impl Clauses {
    pub fn of(view: &View<'_>, sentence: &Range<usize>, cues: &Cues) -> Clauses {
        let ends = cues.with(Cue::BREAK.or(Cue::AND)).filter(|&(i, cue)| cue.has(Cue::BREAK) || and_parts(view, i));
        Clauses { sentence: sentence.clone(), ends: ends.map(|(i, _)| i).collect() }
    }

    /// The clause around the tokens `at`, as token indices: up to the next comma, dash, bracket, semicolon or clause
    /// conjunction on either side.
    pub fn around(&self, at: &Range<usize>) -> Range<usize> {
        let before = self.ends.iter().rev().find(|&&e| e < at.start).map_or(0, |e| e + 1);
        let start = before.max(self.sentence.start).max(at.start.saturating_sub(REACH)).min(at.start);
        let behind = self.ends.iter().find(|&&e| e >= at.end).copied().unwrap_or(self.sentence.end);
        start..behind.min(self.sentence.end).min(at.end + REACH).max(at.end)
    }

    /// The clauses next to `clause` that belong to it: the one before when this one is relative («…, which left 15
    /// dead») or that one is a short adverbial at the sentence's head («In 2009, …»); the one after when it is relative
    /// or an adverbial.
    pub fn attached(&self, view: &View<'_>, clause: &Range<usize>) -> SmallVec<[Range<usize>; 2]> {
        let mut out = SmallVec::new();
        if clause.start > self.sentence.start + 1 {
            let before = self.around(&(clause.start - 2..clause.start - 1));
            let adverbial = before.start == self.sentence.start && before.len() <= 9 && preposition(view, before.start);
            if adverbial {
                out.push(before);
            } else if relative(view, clause.start) {
                out.push(antecedent(view, before));
            }
        }
        if clause.end + 1 < self.sentence.end {
            let after = self.around(&(clause.end + 1..clause.end + 2));
            // «and at least 130 in Moscow» is a number of its own.
            let bound = view.has(after.start, Class::BOUND)
                || view.is(after.start, "at") && view.is_any(after.start + 1, few!["least", "most"]);
            if !bound && (relative(view, after.start) || preposition(view, after.start)) {
                out.push(after);
            }
        }
        out
    }
}

impl Clauses {
    /// The clause that one of hardly any words belongs to: «the tunnel, 11 metres long, began …», «led the table, with 56
    /// per cent», «at 4.9 billion, the brewery is the dearest …». One with a number of its own is passed over behind it.
    pub fn host(&self, view: &View<'_>, clause: &Range<usize>) -> Option<Range<usize>> {
        let bare = |c: &Range<usize>| {
            let number = |i: usize| view.token(i).is_some_and(|t| t.is_number()) || view.has(i, Class::NUMBER);
            !c.is_empty() && !c.clone().any(number)
        };
        if clause.start > self.sentence.start + 1 {
            return Some(self.around(&(clause.start - 2..clause.start - 1))).filter(bare);
        }
        let next = |end: usize| (end + 1 < self.sentence.end).then(|| self.around(&(end + 1..end + 2)));
        let first = next(clause.end)?;
        if bare(&first) { Some(first) } else { next(first.end).filter(bare) }
    }

    /// The clause that goes on after `clause` behind the rest of an address: «killed in a fire in Holm, near Calder, on
    /// Sunday», «a crash in Garrow, Ohio, early Monday».
    pub fn behind_address(&self, view: &View<'_>, clause: &Range<usize>) -> Option<Range<usize>> {
        let next = |end: usize| (end + 1 < self.sentence.end).then(|| self.around(&(end + 1..end + 2)));
        let comma = |end: usize| view.mark(end, ',');
        let mut address = next(clause.end).filter(|_| comma(clause.end))?;
        for _ in 0..MOST_OF_ADDRESS {
            let name = view.token(address.start).is_some_and(|t| t.is_word() && t.case() != Case::Lower);
            let place = name || preposition(view, address.start) || view.is_any(address.start, few!["near", "outside"]);
            if !place || address.len() > ADDRESS || !comma(address.end) {
                return None;
            }
            address = next(address.end)?;
            if preposition(view, address.start) {
                return Some(address);
            }
        }
        None
    }
}

/// Words that one part of an address has at most, and parts between a place and the day.
const ADDRESS: usize = 5;
const MOST_OF_ADDRESS: usize = 2;

/// The part of a clause that a relative one after it is said of: what follows the last «since» or «unlike» («the worst
/// fire here since the mill blaze of 1998, in which nine died»).
fn antecedent(view: &View<'_>, clause: Range<usize>) -> Range<usize> {
    let back = clause.clone().rev().find(|&i| view.is_any(i, few!["since", "unlike"]));
    back.map_or(clause.clone(), |i| i + 1..clause.end)
}

/// Tokens that a label has at most.
const LABEL: usize = 12;

/// What stands before the colon at the head of a sentence that says nothing itself («Lodvar, May 2011: nine killed»).
pub fn label(view: &View<'_>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let end = sentence.clone().take(LABEL).find(|&i| view.mark(i, ':'))?;
    let says = ["said", "says", "told", "tells", "asked", "wrote", "writes", "added", "adds", "announced", "warned"];
    let said = (sentence.start..end)
        .any(|i| view.is_any(i, &says) || view.has(i, Class::AUXILIARY) && !view.has(i, Class::MONTH));
    (end > sentence.start && !said).then_some(sentence.start..end)
}

/// Words that end a clause.
pub(super) const CONJUNCTIONS: &[&str] = &["but", "while", "whereas", "although", "though", "than"];

/// Whether a mark ends a clause, which has a space before it or not.
pub(super) fn ends(mark: char, spaced: bool) -> bool {
    match mark {
        ',' | ';' | ':' | '—' | '–' | '(' | ')' | '•' | '●' | '|' | '…' => true,
        '-' => spaced,
        _ => false,
    }
}

/// Whether the «and» at token `i` parts two clauses («330 people died in Beslan and at least 130 in Moscow»).
fn and_parts(view: &View<'_>, i: usize) -> bool {
    view.token(i + 1).is_some_and(|t| t.is_number())
        || view.has(i + 1, Class::NUMBER.or(Class::BOUND))
        || view.is(i + 1, "at") && view.is_any(i + 2, few!["least", "most"])
}

static RELATIVES: WordList = WordList::new(&[
    "which",
    "who",
    "whom",
    "whose",
    "that",
    "when",
    "where",
    "leaving",
    "killing",
    "wounding",
    "injuring",
    "claiming",
    "after",
    "including",
]);

fn relative(view: &View<'_>, i: usize) -> bool {
    // «in which», «during which»
    let with_preposition = || preposition(view, i) && view.is_any(i + 1, few!["which", "whom"]);
    view.in_list(i, &RELATIVES) || with_preposition()
}

static PREPOSITIONS: WordList = WordList::new(&[
    "in", "on", "at", "by", "since", "during", "after", "before", "until", "from", "between", "back", "late", "early",
]);

fn preposition(view: &View<'_>, i: usize) -> bool {
    view.in_list(i, &PREPOSITIONS)
}
