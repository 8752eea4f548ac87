//! «According to» and its like, and the adverbs that report without a source («reportedly»).

use smallvec::{SmallVec, smallvec};

use super::super::mention::Stance;
use super::super::{Rule, WordList, lexicon::Class};
use super::Found;
use super::content;
use super::cue::Cue;
use super::scan::Scan;
use super::source;

/// The phrases, each with the stance of what they report.
const PHRASES: &[&[&str]] = &[
    &["according", "to"],
    &["in", "the", "words", "of"],
    &["in", "the", "opinion", "of"],
    &["in", "the", "view", "of"],
    &["as", "per"],
];

static ADVERBS: WordList = WordList::new(&["reportedly", "allegedly", "supposedly", "purportedly"]);

/// The attribution whose cue begins at token `i`.
pub fn at(s: &Scan<'_>, cues: &[Cue], i: usize) -> Option<Found> {
    let v = &s.v;
    if v.in_list(i, &ADVERBS) {
        return adverb(s, cues, i);
    }
    let words = PHRASES.iter().find(|p| v.starts(i, p))?;
    let last = i + words.len() - 1;
    // Inside a quotation the speaker reports: the quotation is all there is to look at.
    let unit = match s.quote_at(i) {
        Some(q) => {
            let within = s.quotes[q].open + 1..s.quotes[q].close;
            let sentence = v.prose.sentence_of(i);
            sentence.start.max(within.start)..sentence.end.min(within.end)
        }
        None => s.unit_of(i).1,
    };
    let mut source = inner_source(s, last + 1, unit.end)?;
    // At a sentence's start only a description that a comma closes is one: «According to Ham, the army …».
    if source.description.is_some_and(|d| {
        !v.mark(d.last + 1, ',') && !s.ends(d.last + 1, &unit) || (d.first..d.last).any(|j| v.has(j, Class::AUXILIARY))
    }) || i == unit.start && source.description.is_some_and(|d| !v.mark(d.last + 1, ','))
    {
        source = source::Source::new(source.name.first, source.name.last);
    }
    let mut right = source.hull.last + 1;
    let found = |pieces: content::Pieces| Found {
        pieces,
        cue: Some((i, last)),
        source: Some(source),
        stance: Stance::Asserts,
        rule: Rule::AccordingTo,
        reports: true,
    };
    let before = i.checked_sub(1).filter(|&b| b >= unit.start);
    let comma = before.filter(|&b| v.mark(b, ',') || v.mark(b, '('));
    let first = content::lead(v, &unit).max(i.saturating_sub(content::LONGEST));
    let left_end = content::trim(s, first.min(i), comma.unwrap_or(i));
    // What only joins («where, according to …») is no content.
    let joins = left_end > first && v.has(left_end - 1, Class::CONJUNCTION.or(Class::PREPOSITION).or(Class::CLAUSE));
    let has_left = before.is_some() && left_end > first && !joins && !before.is_some_and(|b| v.mark(b, '('));
    if v.mark(right, ',') {
        right += 1;
    }
    let rest = (right < unit.end && !s.ends(right, &unit)).then(|| {
        right..if s.quoted(i) { inner_trim(s, right, unit.end) } else { content::clause_end(s, cues, right, &unit) }
    });
    match (has_left, rest) {
        // «…, according to the mayor, …»
        (true, Some(rest))
            if comma.is_some()
                && v.mark(right - 1, ',')
                && !v.is_any(right, few!["and", "but", "who", "which", "while", "as", "with"]) =>
        {
            Some(found(smallvec![first..left_end, rest]))
        }
        (true, _) => Some(found(std::iter::once(first..left_end).collect())),
        (false, Some(rest))
            if v.mark(right - 1, ',') || comma.is_some() || before.is_none_or(|b| v.has(b, Class::CONJUNCTION)) =>
        {
            Some(found(smallvec![rest]))
        }
        _ => None,
    }
}

/// [`content::trim`], inside a quotation too.
fn inner_trim(s: &Scan<'_>, first: usize, mut end: usize) -> usize {
    while end > first + 1 && s.v.token(end - 1).is_some_and(|t| t.is_mark()) {
        end -= 1;
    }
    end
}

/// [`source::after`], inside a quotation too.
fn inner_source(s: &Scan<'_>, first: usize, ceiling: usize) -> Option<source::Source> {
    if s.quoted(first) {
        let np = s.v.noun_phrase_at(first, ceiling)?;
        return Some(source::Source::new(np.first, np.last));
    }
    source::after(s, first, ceiling)
}

/// «The men reportedly fled»: the clause around the adverb.
fn adverb(s: &Scan<'_>, cues: &[Cue], i: usize) -> Option<Found> {
    let v = &s.v;
    let unit = s.unit_of(i).1;
    if s.quoted(i) || i + 1 >= unit.end {
        return None;
    }
    let end = content::clause_end(s, cues, i + 1, &unit);
    let mut pieces = SmallVec::new();
    let before = i.checked_sub(1).filter(|&b| b >= unit.start);
    let aux = before.is_some_and(|b| v.has(b, Class::AUXILIARY));
    let subject_end = if aux { i.checked_sub(2) } else { before };
    if let Some(e) = subject_end.filter(|&e| e >= unit.start)
        && let Some(subject) = source::before(s, e, unit.start)
        && (aux || v.word(i + 1).ends_with("ed") || subject.name.first == unit.start)
    {
        pieces.push(subject.name.first..i);
    }
    if end <= i + 1 {
        return None;
    }
    pieces.push(i + 1..end);
    Some(Found {
        pieces,
        cue: Some((i, i)),
        source: None,
        stance: Stance::Doubts,
        rule: Rule::ReportAdverb,
        reports: true,
    })
}
