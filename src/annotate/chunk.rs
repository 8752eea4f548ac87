//! Noun phrases without a parser: runs of tokens between the words that cannot be in one.

use super::{View, lexicon::Class};
use crate::article::{Case, TokenKind};

/// A noun phrase as token indices, both inclusive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NounPhrase {
    pub first: usize,
    pub last: usize,
}

/// Tokens that a phrase may have at most, so that a text without structure costs no more than one with it.
const LONGEST: usize = 24;

/// Words in «-ly» that are no adverbs.
const LY_NOUNS: &[&str] = &[
    "family", "ally", "assembly", "anomaly", "bully", "monopoly", "july", "reply", "supply", "italy", "friendly",
    "elderly", "early", "daily", "weekly", "monthly", "only", "rally", "belly", "lovely", "deadly", "costly",
];

impl View<'_> {
    /// Whether token `i` is an adverb by its form.
    pub fn adverb(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.is_word() && t.case() == Case::Lower)
            && (self.bytes(i).ends_with(b"ly") && self.bytes(i).len() > 4 && !LY_NOUNS.contains(&self.word(i))
                || self.is_any(
                    i,
                    few![
                        "also",
                        "then",
                        "again",
                        "later",
                        "now",
                        "once",
                        "even",
                        "still",
                        "just",
                        "first",
                        "only",
                        "often",
                        "soon",
                        "earlier",
                        "never",
                        "ever",
                        "already",
                        "yet",
                        "instead",
                        "further",
                        "always",
                        "not",
                        "both",
                        "long",
                        "yesterday",
                        "today",
                    ],
                ))
    }

    pub fn capitalised(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.is_word() && t.case() != Case::Lower)
    }

    /// Whether token `i` is the «s» or the mark of a possessive («Moscow’s», «officials’»).
    pub fn possessive(&self, i: usize) -> bool {
        match self.token(i).map(|t| t.kind()) {
            Some(TokenKind::Mark('\'' | '’')) => {
                !self.token(i).is_some_and(|t| t.spaced())
                    && i > 0
                    && self.token(i - 1).is_some_and(|t| t.is_word())
                    && (self.is(i + 1, "s") || self.word(i - 1).ends_with(['s', 'S']))
            }
            Some(TokenKind::Word) => self.is(i, "s") && i > 0 && (self.mark(i - 1, '’') || self.mark(i - 1, '\'')),
            _ => false,
        }
    }

    /// Whether token `i` can stand inside a noun phrase.
    pub fn nominal(&self, i: usize) -> bool {
        let Some(t) = self.token(i) else { return false };
        // «IS», «US», «WHO» are names, not the words they look like.
        if t.case() == Case::Upper && t.end() - t.start() <= 4 {
            return true;
        }
        match t.kind() {
            TokenKind::Number => true,
            TokenKind::Word => {
                let classes = self.lex.at(i).classes;
                if self.possessive(i) || classes.has(Class::DETERMINER) && !self.is(i, "that") {
                    return true;
                }
                // «mother-of-two»
                if !t.spaced() && i > 0 && self.mark(i - 1, '-') && self.mark(i + 1, '-') {
                    return true;
                }
                let closed = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::AUXILIARY).or(Class::PRONOUN);
                if t.case() == Case::Lower {
                    !classes.has(closed.or(Class::NEGATION).or(Class::CLAUSE)) && !self.adverb(i)
                        || self.is_any(i, few!["no", "early", "first", "may"]) && !classes.has(Class::AUXILIARY)
                } else {
                    !classes.has(closed.or(Class::CLAUSE))
                        || self.is_any(i, few!["us", "it", "will", "may"]) && t.case() == Case::Upper
                }
            }
            TokenKind::Mark('-' | '–' | '‑' | '/') => !t.spaced(),
            TokenKind::Mark('&') => true,
            // «Sen. Graham», «Jr.», «St. Petersburg»
            TokenKind::Mark('.') => {
                !t.spaced()
                    && i > 0
                    && self.capitalised(i - 1)
                    && self.word(i - 1).len() <= 5
                    && (self.capitalised(i + 1) || self.nominal_tail(i + 1))
            }
            TokenKind::Mark('\'' | '’') => self.possessive(i),
            _ => false,
        }
    }

    /// After an abbreviation's dot: whether the sentence goes on.
    fn nominal_tail(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.is_word() && t.case() == Case::Lower)
    }

    /// The noun phrase that ends with token `last`, not reaching before `floor`: determiner, adjectives, nouns and names,
    /// with what «of», «for», «in» and the like attach to them.
    pub fn noun_phrase_before(&self, last: usize, floor: usize) -> Option<NounPhrase> {
        let floor = floor.max(last.saturating_sub(LONGEST));
        let mut first = self.run_before(last, floor)?;
        // What «and» joins is one phrase only where a clause can begin with it.
        let mut joined = None;
        while first >= floor + 2
            && self.is_any(first - 1, few!["of", "for", "at", "in", "from", "with", "on", "to", "and"])
            && let Some(more) = self.run_before(first - 2, floor)
        {
            if self.is(first - 1, "and") {
                joined.get_or_insert(first);
            }
            first = more;
        }
        let begins = |i: usize| {
            i == floor || self.has(i - 1, Class::CONJUNCTION) || self.token(i - 1).is_some_and(|t| t.is_mark())
        };
        if let Some(second) = joined.filter(|_| !begins(first)) {
            first = second;
        }
        Some(NounPhrase { first, last })
    }

    /// The first token of the run of nominal tokens that ends with `last`.
    pub fn run_before(&self, last: usize, floor: usize) -> Option<usize> {
        if last < floor
            || !self.nominal(last)
            || self.has(last, Class::DETERMINER) && !self.is_any(last, few!["her", "this", "that", "these", "those"])
        {
            return None;
        }
        let mut first = last;
        while first > floor {
            let i = first - 1;
            let joined = self.token(first).is_some_and(|t| !t.spaced());
            if !(self.nominal(i) || joined && self.mark(i, '\'')) || self.verb_like(i) {
                break;
            }
            first = i;
            if self.has(i, Class::DETERMINER) {
                if i > floor && self.is_any(i - 1, few!["all", "many", "some", "both", "half", "most", "such"]) {
                    first = i - 1;
                }
                break;
            }
        }
        while first < last && (self.possessive(first) || self.token(first).is_some_and(|t| t.is_mark())) {
            first += 1;
        }
        Some(first)
    }

    /// A small-letter reporting verb in a form that is no noun.
    fn verb_like(&self, i: usize) -> bool {
        self.has(i, Class::CUE)
            && !self.has(i, Class::VERB_NOUN.or(Class::SOURCE_NOUN))
            && self.token(i).is_some_and(|t| t.case() == Case::Lower)
            && (self.word(i).ends_with("ed") && !self.has(i.wrapping_sub(1), Class::DETERMINER)
                || self.capitalised(i + 1) && !self.word(i).ends_with("ing")
                || matches!(self.word(i), "said" | "says" | "say" | "told" | "wrote" | "saying" | "tells"))
    }

    /// The noun phrase that begins with token `first`, not reaching `ceiling`.
    pub fn noun_phrase_at(&self, first: usize, ceiling: usize) -> Option<NounPhrase> {
        let ceiling = ceiling.min(first + LONGEST).min(self.len());
        let mut last = self.run_at(first, ceiling)?;
        while self.is_any(last + 1, few!["of", "for", "at", "in", "from", "with"])
            && let Some(more) = self.run_at(last + 2, ceiling)
        {
            last = more;
        }
        Some(NounPhrase { first, last })
    }

    /// The last token of the run of nominal tokens that begins with `first`. A determiner starts a new one.
    pub fn run_at(&self, first: usize, ceiling: usize) -> Option<usize> {
        let mut end = first;
        while end < ceiling
            && self.nominal(end)
            && !self.verb_like(end)
            && (end == first || !self.has(end, Class::DETERMINER) || self.possessive(end))
        {
            end += 1;
        }
        while end > first
            && self.token(end - 1).is_some_and(|t| matches!(t.kind(), TokenKind::Mark(c) if c != '’' && c != '\''))
        {
            end -= 1;
        }
        (end > first && !(end == first + 1 && self.has(first, Class::DETERMINER))).then(|| end - 1)
    }
}
