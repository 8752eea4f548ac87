//! Where a content begins and ends: the clause after a cue, what stands before it, and what belongs to neither.

use std::ops::Range;

use smallvec::SmallVec;

use super::super::{View, WordList, lexicon::Class};
use super::cue::{Cue, Subject};
use super::scan::Scan;
use super::source;
use super::verb::{self, Form};
use crate::article::{Case, TokenKind};

/// Tokens, `first..end`.
pub type Tokens = Range<usize>;

/// The parts of a claim's content, in order.
pub type Pieces = SmallVec<[Tokens; 2]>;

/// Adjuncts between a cue and its content may span this many tokens.
const REACH: usize = 30;

/// Tokens that a content outside quotation marks may have.
pub const LONGEST: usize = 300;

/// Passes over what can stand between a cue and its content: «on Friday», «in a statement», «via email», «yesterday».
pub fn skip_adjuncts(s: &Scan<'_>, from: usize, end: usize) -> usize {
    let v = &s.v;
    let end = end.min(from + REACH);
    let mut i = from;
    while i < end && !s.quoted(i) {
        let time = Class::WEEKDAY.or(Class::DAY_PART).or(Class::MONTH);
        if v.is(i, "earlier") && v.is_any(i + 1, few!["this", "on", "in", "last"]) {
            i += 1;
        } else if v.is_any(i, few!["last", "this", "next", "late", "early", "earlier"])
            && (v.has(i + 1, time.or(Class::TIME_UNIT)) || v.is_any(i + 1, few!["this", "on", "last"]))
        {
            i += 2;
        } else if v.adverb(i)
            || v.has(i, time)
            || v.is_any(i, few!["aloud", "bluntly", "repeatedly", "tonight", "tomorrow"])
        {
            i += 1;
            while v.token(i).is_some_and(|t| t.is_number()) && v.has(i - 1, Class::MONTH) {
                i += 1;
            }
        } else if v.is(i, "to")
            && !(v.has(i + 1, Class::DETERMINER)
                || v.capitalised(i + 1)
                || v.is_any(i + 1, few!["reporters", "journalists"]))
        {
            break;
        } else if v.has(i, Class::PREPOSITION) && !v.is(i, "about") {
            match v.run_at(i + 1, end) {
                Some(last) if !s.quoted(i + 1) => i = last + 1,
                _ => break,
            }
        } else {
            break;
        }
    }
    i
}

/// Whether a clause without «that» can begin with token `i`.
pub fn clause_start(s: &Scan<'_>, i: usize) -> bool {
    let v = &s.v;
    source::subject_pronoun(v, i)
        || v.has(i, Class::DETERMINER)
        || v.capitalised(i)
        || v.is_any(i, few!["there", "no", "it", "if", "when", "because"])
}

/// The end of the content that begins at `first`: the unit's end, or where another attribution or an aside begins.
pub fn clause_end(s: &Scan<'_>, cues: &[Cue], first: usize, unit: &Range<usize>) -> usize {
    let v = &s.v;
    let mut next = cues.partition_point(|c| c.head < first);
    let unit = &(unit.start..unit.end.min(first + LONGEST));
    let mut depth = 0usize;
    // Whether the content has had a finite verb.
    let mut verb = false;
    let mut i = first;
    while i < unit.end {
        if let Some(q) = s.quote_at(i) {
            i = s.quotes[q].close + 1;
            // A comma before the closing mark stands for one after it.
            if s.last_mark(s.quotes[q]) == Some(',') && aside(s, cues, next, i - 1, unit, verb) {
                break;
            }
            continue;
        }
        while next < cues.len() && cues[next].first < i {
            next += 1;
        }
        let TokenKind::Mark(c) = v.prose.tokens.at(i).kind() else {
            verb = verb || v.has(i, Class::AUXILIARY) || source::subject_pronoun(v, i);
            if i > first && v.is_any(i, few!["and", "but", "or"]) && shared_at(cues, next, i + 1) {
                break;
            }
            i += 1;
            continue;
        };
        match c {
            ';' => break,
            '(' => depth += 1,
            ')' if depth == 0 => break,
            ')' => depth -= 1,
            '—' | '–' | '―' if i > first && aside(s, cues, next, i, unit, verb) => break,
            '-' if v.is(i + 1, "-") || v.prose.tokens.at(i).spaced() && v.token(i + 1).is_some_and(|t| t.spaced()) => {
                let after = if v.mark(i + 1, '-') { i + 1 } else { i };
                if i > first && aside(s, cues, next, after, unit, verb) {
                    break;
                }
            }
            ',' if i > first && depth == 0 && aside(s, cues, next, i, unit, verb) => break,
            _ => {}
        }
        i += 1;
    }
    trim(s, first, i.min(unit.end))
}

/// Whether one of the cues from `next` on begins at token `at` and shares its subject.
fn shared_at(cues: &[Cue], next: usize, at: usize) -> bool {
    cues[next.min(cues.len())..].iter().take(2).any(|c| c.subject == Subject::Shared && c.first == at)
}

/// Whether what follows the mark at `i` is no part of the content, which has had its verb when `finished`.
fn aside(s: &Scan<'_>, cues: &[Cue], next: usize, i: usize, unit: &Range<usize>, finished: bool) -> bool {
    let v = &s.v;
    let mut at = i + 1;
    if shared_at(cues, next, at) || v.is(at, "according") && v.is(at + 1, "to") {
        return true;
    }
    if v.is_any(at, few!["which", "who", "whose", "whom"]) {
        // One that a comma closes is a parenthesis, and the clause goes on.
        return !(at..unit.end.min(at + 40)).any(|j| v.mark(j, ',') && !s.quoted(j));
    }
    // The main verb after a clause in commas: «…, adds to the pressure».
    if v.mark(i, ',')
        && (finite_cue(v, at) || finished && v.has(at, Class::AUXILIARY) && !v.is_any(at, few!["be", "been", "being"]))
    {
        return true;
    }
    if v.is(at, "but")
        && (source::subject_pronoun(v, at + 1)
            || v.has(at + 1, Class::DETERMINER)
            || v.is(at + 1, "there")
            || v.word(at + 1).ends_with('s'))
        && !v.has(at + 1, Class::AUXILIARY)
    {
        return true;
    }
    // One dash alone sets off what the writer adds.
    if v.token(i).is_some_and(|t| t.is_one_of(['—', '–', '―', '-'])) {
        let more = (at..unit.end.min(at + 60))
            .any(|j| !s.quoted(j) && v.token(j).is_some_and(|t| t.is_one_of(['—', '–', '―'])));
        if !more
            && (v.has(at, Class::DETERMINER.or(Class::CONJUNCTION)) && !v.is(at, "the")
                || v.adverb(at)
                || v.is_any(at, few!["though", "not", "just"]))
        {
            return true;
        }
    }
    if v.is_any(at, few!["and", "but", "while", "though", "although", "as", "whereas", "with"]) {
        if shared_at(cues, next, at + 1) {
            return true;
        }
        at += 1;
    } else if v.is(at, "even") || v.is(at, "including") {
        return false;
    }
    // Another source with its cue: «…, but officials said», «…, the report said».
    cues[next.min(cues.len())..]
        .iter()
        .take(2)
        .any(|c| c.subject == Subject::Own && c.start() <= at + 1 && c.start() >= at)
}

fn finite_cue(v: &View<'_>, i: usize) -> bool {
    v.lex.get(i).and_then(|l| verb::of(l.entry().cue)).is_some_and(|(_, form)| matches!(form, Form::Past | Form::Third))
        && !v.has(i, Class::VERB_NOUN)
}

/// The end of a content in a clause that a main clause follows: «Though the agency says that it is safe, people …».
pub fn subordinate_end(s: &Scan<'_>, unit: &Range<usize>, cue: usize, first: usize, end: usize) -> usize {
    static SUBORDINATORS: WordList = WordList::new(&[
        "though", "although", "even", "while", "when", "after", "if", "because", "since", "once", "whereas", "as",
    ]);
    let v = &s.v;
    let lead = lead(v, unit);
    if !v.in_list(lead, &SUBORDINATORS) || cue > lead + 30 || (lead..cue).any(|i| v.mark(i, ',')) {
        return end;
    }
    (first + 1..end).find(|&i| v.mark(i, ',') && !s.quoted(i)).map_or(end, |i| trim(s, first, i))
}

/// Leaves out marks at the end of a content, and its closing stop.
pub fn trim(s: &Scan<'_>, first: usize, mut end: usize) -> usize {
    while end > first + 1 {
        let last = end - 1;
        let TokenKind::Mark(c) = s.v.prose.tokens.at(last).kind() else { break };
        if s.quoted(last) || !matches!(c, '.' | ',' | ':' | ';' | '—' | '–' | '―' | '-' | '…' | '_') {
            break;
        }
        end = last;
    }
    while end > first + 1 && s.v.is_any(end - 1, few!["and", "but"]) && !s.quoted(end - 1) {
        end -= 1;
    }
    end
}

/// Phrases before a sentence that lead to it and are no content.
const LEADS: &[&[&str]] = &[
    &["in", "addition"],
    &["as", "it", "stands"],
    &["in", "fact"],
    &["for", "example"],
    &["for", "instance"],
    &["at", "the", "same", "time"],
    &["meanwhile"],
    &["however"],
];

/// The first token after a dateline («PORTO VELA, March 4 (Wire) —») at the start of a block, else the block's first.
fn after_dateline(v: &View<'_>, unit: &Range<usize>) -> usize {
    // It begins in capitals.
    if !v.token(0).is_some_and(|t| t.case() == Case::Upper) {
        return 0;
    }
    let dash =
        (1..unit.end.min(16)).find(|&i| v.token(i).is_some_and(|t| t.is_one_of(['—', '–', '―', '-']) && t.spaced()));
    match dash {
        Some(at) if (0..at).all(|i| v.token(i).is_some_and(|t| !t.is_word() || t.case() != Case::Lower)) => {
            at + if v.mark(at + 1, '-') { 2 } else { 1 }
        }
        _ => 0,
    }
}

/// Where things are said: the head nouns of adjuncts that follow a content.
static VENUES: WordList = WordList::new(&[
    "statement",
    "interview",
    "tweet",
    "tweets",
    "post",
    "speech",
    "website",
    "debate",
    "rally",
    "conference",
    "briefing",
    "twitter",
    "facebook",
    "x",
    "instagram",
    "email",
    "podcast",
    "hearing",
    "testimony",
    "letter",
    "address",
    "column",
    "op-ed",
    "ceremony",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
]);

/// The end of a content that is no clause: without where or when it was said («… in a statement on Thursday») and what
/// is told about it («…, which»).
pub fn phrase_end(s: &Scan<'_>, first: usize, end: usize) -> usize {
    let v = &s.v;
    for i in first + 1..end.min(first + 80) {
        if v.mark(i, ',')
            && !s.quoted(i)
            && v.is_any(i + 1, few!["which", "who", "whose", "with", "despite", "before", "after"])
            || v.is(i, "despite")
            || v.mark(i, ',')
                && !s.quoted(i)
                && v.is_any(i + 1, few!["and", "but"])
                && (source::subject_pronoun(v, i + 2) || v.is(i + 2, "there"))
            || s.quoted(i - 1)
                && !s.quoted(i)
                && (v.is_any(i, few!["for", "during", "after", "when", "while", "at", "in", "on"])
                    || v.mark(i, ',') && v.is_any(i + 1, few!["a", "an", "the"]))
        {
            return trim(s, first, i);
        }
        if s.quoted(i) || !v.is_any(i, few!["in", "on", "at", "during", "via", "after", "before", "when"]) {
            continue;
        }
        if v.is_any(i, few!["during", "via"]) {
            return trim(s, first, i);
        }
        let stop = v.run_at(i + 1, end).unwrap_or(i);
        if !v.is_any(i, few!["after", "before", "when"])
            && (i + 1..=stop).any(|j| v.in_list(j, &VENUES) || v.has(j, Class::MONTH.or(Class::WEEKDAY)))
        {
            return trim(s, first, i);
        }
    }
    end
}

/// The first token of a content that ends before a trailing attribution: the unit's start without its connective.
pub fn lead(v: &View<'_>, unit: &Range<usize>) -> usize {
    let mut i = unit.start;
    if i == 0 {
        i = after_dateline(v, unit);
    }
    let opens = few!["in", "as", "for", "at", "meanwhile", "however"];
    let mut opening = v.is_any(i, opens);
    for phrase in LEADS {
        if opening && v.starts(i, phrase) && v.mark(i + phrase.len(), ',') {
            i += phrase.len() + 1;
            opening = v.is_any(i, opens);
        }
    }
    while v.is_any(i, few!["but", "and", "still", "yet", "so", "nor", "or"]) && v.capitalised(i) && i + 1 < unit.end {
        i += 1;
        if v.mark(i, ',') {
            i += 1;
        }
    }
    i
}
