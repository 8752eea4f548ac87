//! Who speaks: the noun phrase before or after a cue, with the description set off by commas.

use super::super::{
    View, WordList,
    chunk::NounPhrase,
    lexicon::{Builder, Class, Trigger},
};
use super::scan::Scan;
use crate::article::TokenKind;

/// A source as written next to the content.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Source {
    pub name: NounPhrase,
    /// «an associate fellow at Chatham House», without its commas.
    pub description: Option<NounPhrase>,
    /// Name and description together.
    pub hull: NounPhrase,
}

impl Source {
    pub fn new(first: usize, last: usize) -> Self {
        let np = NounPhrase { first, last };
        Source { name: np, description: None, hull: np }
    }
}

/// How far back a description may reach.
const REACH: usize = 48;

/// Whether token `i` is a pronoun that can be a subject («he», «who», «they’ve»).
#[inline]
pub fn subject_pronoun(v: &View<'_>, i: usize) -> bool {
    v.has(i, Class::SUBJECT) || contracted(v, i)
}

/// Pronouns that can be subjects.
static SUBJECTS: WordList = WordList::new(&[
    "he", "she", "they", "it", "i", "we", "you", "who", "which", "one", "those", "others", "some", "many", "this",
    "everyone", "someone",
]);

pub fn words(b: &mut Builder) {
    b.classes(SUBJECTS.words(), Class::SUBJECT);
}

/// Whether token `i` is such a pronoun with an auxiliary hung on it («she’d»).
fn contracted(v: &View<'_>, i: usize) -> bool {
    v.lex.starts(i, Trigger::APOSTROPHE) && SUBJECTS.has(bare(v.word(i)).as_bytes())
}

/// A word up to its apostrophe («they’ve»), or all of it.
pub fn bare(word: &str) -> &str {
    // Few words have the byte of an apostrophe; only in those characters are looked for.
    match word.bytes().any(|b| b == b'\'' || b == "’".as_bytes()[0]) {
        true => word.find(['\'', '’']).map_or(word, |at| &word[..at]),
        false => word,
    }
}

fn other_pronoun(v: &View<'_>, i: usize) -> bool {
    v.is_any(i, few!["him", "her", "us", "them", "me", "himself", "herself", "themselves", "itself"])
}

/// The subject that ends at token `end` or just before it, in the unit that begins at `floor`.
pub fn before(s: &Scan<'_>, end: usize, floor: usize) -> Option<Source> {
    let v = &s.v;
    if end < floor {
        return None;
    }
    if subject_pronoun(v, end) && !s.quoted(end) {
        return Some(Source::new(end, end));
    }
    // «the group that has claimed»
    if v.is(end, "that") && end > floor && !v.has(end - 1, Class::CUE_NOUN) {
        return plain(s, end - 1, floor).map(|o| named_before(s, o, floor));
    }
    // «Mr. Orme this week said», «who in 2010 said»
    let time = end.checked_sub(1).filter(|&t| {
        t > floor
            && (v.has(end, Class::TIME_UNIT.or(Class::WEEKDAY)) && v.is_any(t, few!["this", "last", "on"])
                || v.token(end).is_some_and(|x| x.is_number()) && v.is(t, "in"))
    });
    if let Some(before) = time.and_then(|t| before(s, t - 1, t.saturating_sub(24).max(floor))) {
        return Some(before);
    }
    match v.token(end)?.kind() {
        TokenKind::Mark(')') => {
            let open = (floor.max(end.saturating_sub(16))..end).rev().find(|&i| v.mark(i, '('))?;
            let mut source = before(s, open.checked_sub(1)?, floor)?;
            source.hull.last = end;
            Some(source)
        }
        TokenKind::Mark(c @ (',' | '—' | '–' | '―')) => described(s, end, c, floor),
        _ if s.quoted(end) => None,
        _ => Some(trimmed(v, v.noun_phrase_before(end, floor)?)),
    }
}

/// A subject whose description ends with the mark `c` at token `end`.
fn described(s: &Scan<'_>, end: usize, c: char, floor: usize) -> Option<Source> {
    let v = &s.v;
    let stop = floor.max(end.saturating_sub(REACH));
    let mut fallback = None;
    for at in (stop + 1..end).rev().filter(|&i| v.mark(i, c) && !s.quoted(i)) {
        let closed = v.mark(at - 1, ')');
        let Some(mut source) = (if closed { before(s, at - 1, floor) } else { plain(s, at - 1, floor) }) else {
            continue;
        };
        if end == at + 1 {
            continue;
        }
        let first = source.hull.first;
        source.description = Some(NounPhrase { first: at + 1, last: end - 1 });
        source.hull.last = end;
        if v.capitalised(at + 1) && !v.capitalised(source.name.last) && v.run_at(at + 1, end) == Some(end - 1) {
            // «its spokeswoman, Ada Orme, said»: the name speaks, the rest describes it.
            source = Source {
                name: NounPhrase { first: at + 1, last: end - 1 },
                description: Some(source.name),
                hull: source.hull,
            };
        }
        let joins = first > floor && v.is_any(first - 1, few!["since", "after", "before", "until"]);
        if first == floor || joins || !v.mark(first - 1, c) && !v.has(first - 1, Class::PREPOSITION) {
            if first == floor || joins || begins_clause(s, first - 1) {
                return Some(source);
            }
            fallback.get_or_insert(source);
        } else if v.mark(first - 1, c) {
            fallback.get_or_insert(source);
        }
    }
    // «One of them, Ada Orme, said»: the name next to the verb.
    fallback.or_else(|| {
        plain(s, end.checked_sub(1)?, floor)
            .filter(|o| c == ',' && (o.name.first == floor || !v.has(o.name.first - 1, Class::PREPOSITION)))
    })
}

/// The name that a noun phrase describes when it stands before it: «IS-K, the affiliate claiming».
pub fn named_before(s: &Scan<'_>, noun: Source, floor: usize) -> Source {
    let v = &s.v;
    let first = noun.name.first;
    if first < floor + 2 || !v.mark(first - 1, ',') || !v.has(first, Class::DETERMINER) || !v.capitalised(first - 2) {
        return noun;
    }
    match v.run_before(first - 2, floor) {
        Some(name) => Source { description: Some(noun.name), ..Source::new(name, first - 2) },
        None => noun,
    }
}

fn plain(s: &Scan<'_>, end: usize, floor: usize) -> Option<Source> {
    if s.quoted(end) {
        return None;
    }
    if subject_pronoun(&s.v, end) {
        return Some(Source::new(end, end));
    }
    let np = s.v.noun_phrase_before(end, floor)?;
    // «citing witnesses» is no source.
    let first = s.v.word(np.first);
    if first.ends_with("ing") && !s.v.capitalised(np.first) && first.len() > 5 {
        return None;
    }
    Some(trimmed(&s.v, np))
}

/// Whether a clause can begin after token `i`.
fn begins_clause(s: &Scan<'_>, i: usize) -> bool {
    s.quoted(i)
        || s.v.has(i, Class::CONJUNCTION)
        || s.v.is_any(i, few!["that", "said", "whether", "what", "how", "why"])
        || s.v.token(i).is_some_and(|t| matches!(t.kind(), TokenKind::Mark(c) if c != ')' && c != '\'' && c != '’'))
}

/// Time words that stand before or after the noun are no part of the source («Friday Mr. Orme», «the mayor on Monday»).
fn trimmed(v: &View<'_>, np: NounPhrase) -> Source {
    let NounPhrase { mut first, mut last } = np;
    let time = Class::WEEKDAY.or(Class::MONTH).or(Class::TIME_UNIT).or(Class::DAY_PART);
    while first < last
        && (v.has(first, time) && !v.possessive(first + 1) || v.is_any(first, few!["earlier", "late", "early", "last"]))
    {
        first += 1;
    }
    let mut cut = last;
    while cut > first + 1 {
        if v.is_any(cut, few!["on", "in", "at", "during"])
            && (v.has(cut + 1, time)
                || v.is_any(
                    cut + 1,
                    few!["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
                )
                || v.token(cut + 1).is_some_and(|t| t.is_number()))
        {
            last = cut - 1;
            break;
        }
        cut -= 1;
    }
    Source { name: NounPhrase { first, last }, description: None, hull: NounPhrase { first, last: np.last } }
}

/// The source that begins at token `first`: after «said», «according to», «by».
pub fn after(s: &Scan<'_>, first: usize, ceiling: usize) -> Option<Source> {
    let v = &s.v;
    if s.quoted(first) || first >= ceiling {
        return None;
    }
    if subject_pronoun(v, first) && !v.nominal(first + 1) || other_pronoun(v, first) && !v.nominal(first + 1) {
        return Some(Source::new(first, first));
    }
    let np = v.noun_phrase_at(first, ceiling)?;
    let mut source = Source { name: np, description: None, hull: np };
    // «X and Y», each of them a name
    if v.is(np.last + 1, "and")
        && let Some(more) = v.noun_phrase_at(np.last + 2, ceiling)
        && v.capitalised(more.last)
    {
        source.name.last = more.last;
        source.hull.last = more.last;
    }
    if v.mark(source.hull.last + 1, '(')
        && let Some(close) = (source.hull.last + 2..ceiling.min(source.hull.last + 16)).find(|&i| v.mark(i, ')'))
    {
        source.hull.last = close;
    }
    let comma = source.hull.last + 1;
    if v.mark(comma, ',') && describes(v, comma + 1) {
        let mut end = comma + 1;
        while end < ceiling.min(comma + REACH)
            && !s.quoted(end)
            && !matches!(v.token(end).map(|t| t.kind()), Some(TokenKind::Mark('.' | ';' | ':' | '—' | '–' | '“' | '"')))
        {
            if v.mark(end, ',') && !v.capitalised(end + 1) {
                break;
            }
            end += 1;
        }
        if end > comma + 1 {
            source.description = Some(NounPhrase { first: comma + 1, last: end - 1 });
            source.hull.last = end - 1;
        }
    }
    Some(source)
}

/// Whether a description can begin with token `i`.
fn describes(v: &View<'_>, i: usize) -> bool {
    (v.has(i, Class::DETERMINER)
        || v.is_any(i, few!["who", "whose", "which"])
        || v.has(i, Class::SOURCE_NOUN)
        || v.nominal(i) && !v.capitalised(i))
        && !v.has(i, Class::CUE)
        && !v.word(i).ends_with("ing")
}
