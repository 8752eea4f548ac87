//! Reporting nouns: «his claim that …», «the group’s claim of responsibility», «warnings that …».

use smallvec::smallvec;

use super::super::{Rule, lexicon::Class};
use super::Found;
use super::content;
use super::cue::Cue;
use super::noun;
use super::scan::Scan;
use super::source::{self, Source};
use crate::annotate::WordList;

/// The attribution of the reporting noun at token `i`.
pub fn at(s: &Scan<'_>, cues: &[Cue], i: usize) -> Option<Found> {
    let v = &s.v;
    let unit = s.unit_of(i).1;
    if s.quoted(i) || i + 2 >= unit.end || v.capitalised(i) && i > unit.start {
        return None;
    }
    let mut source = holder(s, i, unit.start);
    let mut p = i + 1;
    if v.is_any(p, few!["by", "from"])
        && let Some(by) = source::after(s, p + 1, unit.end)
    {
        p = by.hull.last + 1;
        source = Some(by);
    }
    let clause = |first: usize| content::clause_end(s, cues, first, &unit);
    let comma = v.mark(p, ',') && v.is(p + 1, "that");
    let p = if comma { p + 1 } else { p };
    let pieces = if v.is(p, "that") {
        // A relative clause: «the report that was released».
        if source.is_none() && !v.in_list(i, &UNOWNED)
            || v.has(p + 1, Class::AUXILIARY)
            || v.is_any(p + 1, few!["he", "she", "they", "i", "we"]) && source.is_none()
        {
            return None;
        }
        let end = clause(p + 1);
        p + 1..if subject(s, i, source.as_ref(), unit.start) { main_verb(s, p + 1, end) } else { end }
    } else if v.is(p, "of") && source.is_none() && s.v.in_list(i, &OF_NOUNS) {
        // «the dismissal of the charge by the court»
        let last = v.run_at(p + 1, unit.end)?;
        if !v.is_any(last + 1, few!["by", "from"]) {
            return None;
        }
        source = source::after(s, last + 2, unit.end);
        source?;
        p + 1..last + 1
    } else if v.is(p, "of") && source.is_some() && s.v.in_list(i, &OF_NOUNS) {
        let last = if v.is(p + 1, "responsibility") { p + 1 } else { v.noun_phrase_at(p + 1, unit.end)?.last };
        p + 1..last + 1
    } else {
        return None;
    };
    // «a depiction of the town as a ruin»
    let pieces = if v.is(pieces.end, "as") && !v.is(p, "that") { pieces.start..clause(pieces.start) } else { pieces };
    if pieces.is_empty() {
        return None;
    }
    Some(Found {
        pieces: smallvec![pieces],
        cue: Some((i, i)),
        source,
        stance: noun::stance(v.word(i)),
        reports: source.is_some(),
        rule: Rule::ReportingNoun,
    })
}

/// Whether the noun at `i` begins its sentence, and so is its subject.
fn subject(s: &Scan<'_>, i: usize, source: Option<&Source>, floor: usize) -> bool {
    let first = source.map_or(i, |o| o.name.first.min(i));
    (floor..first).all(|j| s.v.has(j, Class::DETERMINER) || s.v.is_any(j, few!["but", "and", "yet"]))
}

/// Where the main verb after a clause begins: «The claim that the vote was stolen | was thrown out». It is the last of
/// two or more auxiliaries; with one alone the clause cannot be told from what follows.
fn main_verb(s: &Scan<'_>, first: usize, end: usize) -> usize {
    let v = &s.v;
    let groups = (first..end).filter(|&i| {
        !s.quoted(i)
            && v.has(i, Class::AUXILIARY)
            && !v.has(i - 1, Class::AUXILIARY.or(Class::CONJUNCTION))
            && !v.is_any(i - 1, few!["to", "that", "and", "not"])
            && !source::subject_pronoun(v, i - 1)
    });
    let mut count = 0;
    let mut last = end;
    for i in groups {
        count += 1;
        last = i;
    }
    if count >= 2 { content::trim(s, first, last) } else { end }
}

/// Nouns that report though nobody is named.
static UNOWNED: WordList = WordList::new(&[
    "claim",
    "claims",
    "allegation",
    "allegations",
    "accusation",
    "accusations",
    "warnings",
    "reports",
    "rumors",
    "rumours",
    "speculation",
    "fears",
    "suggestions",
    "suspicions",
    "complaints",
    "assertions",
]);

/// Nouns whose «of» leads on to the content, not to the source.
static OF_NOUNS: WordList = WordList::new(&[
    "claim",
    "claims",
    "warning",
    "warnings",
    "accusation",
    "accusations",
    "allegation",
    "allegations",
    "description",
    "depiction",
    "dismissal",
    "rejection",
    "denial",
    "condemnation",
    "acceptance",
    "promise",
    "promises",
    "threat",
    "threats",
    "criticism",
    "assurances",
    "guarantee",
    "prediction",
    "predictions",
    "fear",
    "fears",
    "talk",
]);

/// Whose claim it is: «his», «the group’s», «American», or nobody's.
fn holder(s: &Scan<'_>, noun: usize, floor: usize) -> Option<Source> {
    let v = &s.v;
    let mut i = noun;
    while i > floor && noun - i < 5 {
        let prev = i - 1;
        if v.is_any(prev, few!["his", "her", "their", "its", "our", "my", "whose"]) {
            return Some(Source::new(prev, prev));
        }
        if v.possessive(prev) {
            let end = if v.is(prev, "s") { prev.checked_sub(2)? } else { prev.checked_sub(1)? };
            let first = v.run_before(end, floor)?;
            return Some(Source::new(first, end));
        }
        if v.capitalised(prev) && i == noun && prev > floor || v.capitalised(prev) && v.has(prev, Class::DEMONYM) {
            return Some(Source::new(prev, prev));
        }
        if !v.nominal(prev) || v.has(prev, Class::DETERMINER) {
            return None;
        }
        i = prev;
    }
    None
}
