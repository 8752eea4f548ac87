//! Every word that some rule knows, with the classes that trigger rules. Each family keeps its words in tables beside
//! its rules and lists them in [`FAMILIES`]; a token is looked up once.

use std::{ops::Range, sync::LazyLock};

use rustc_hash::FxHashMap;

use super::{
    attribution, figure, name,
    packed::{Table, pack},
    timex,
};
use crate::{
    article::{Case, Prose, Token, TokenKind, Tokens, Vocabulary, without_filler},
    base::Span,
};

/// A set of word classes. Families own the bits named after them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Class(pub u64);

impl Class {
    pub const NONE: Class = Class(0);
    // figure
    pub const NUMBER: Class = Class(1 << 0);
    pub const ORDINAL: Class = Class(1 << 1);
    pub const SCALE: Class = Class(1 << 2);
    pub const UNIT: Class = Class(1 << 3);
    pub const CURRENCY: Class = Class(1 << 4);
    pub const BOUND: Class = Class(1 << 5);
    pub const ROLE: Class = Class(1 << 6);
    pub const VAGUE: Class = Class(1 << 7);
    pub const PERSON_NOUN: Class = Class(1 << 8);
    pub const FRACTION: Class = Class(1 << 9);
    pub const HEDGE: Class = Class(1 << 10);
    pub const NONE_WORD: Class = Class(1 << 11);
    pub const CHANGE: Class = Class(1 << 12);
    pub const ROLE_PHRASE: Class = Class(1 << 13);
    /// Ends the noun phrase that is counted.
    pub const PHRASE_END: Class = Class(1 << 14);
    /// A number after it names something («Flight», «page»).
    pub const NAMED: Class = Class(1 << 15);
    pub const STREET: Class = Class(1 << 52);
    /// The second half of a compound whose number counts nothing («two-way»).
    pub const COMPOUND: Class = Class(1 << 53);
    /// A word of change for the higher.
    pub const UPWARD: Class = Class(1 << 54);
    /// A sign before a number, as a word («minus»).
    pub const SIGN: Class = Class(1 << 55);
    // timex
    pub const MONTH: Class = Class(1 << 16);
    pub const WEEKDAY: Class = Class(1 << 17);
    pub const TIME_UNIT: Class = Class(1 << 18);
    pub const DAY_PART: Class = Class(1 << 19);
    pub const DEICTIC: Class = Class(1 << 20);
    pub const TIME_MOD: Class = Class(1 << 21);
    pub const SEASON: Class = Class(1 << 22);
    pub const MERIDIEM: Class = Class(1 << 23);
    pub const ZONE: Class = Class(1 << 24);
    pub const HOLIDAY: Class = Class(1 << 25);
    // attribution
    pub const CUE: Class = Class(1 << 32);
    pub const CUE_NOUN: Class = Class(1 << 33);
    pub const SOURCE_NOUN: Class = Class(1 << 34);
    pub const PRONOUN: Class = Class(1 << 35);
    pub const AUXILIARY: Class = Class(1 << 36);
    /// Starts or joins a clause and so ends a noun phrase.
    pub const CLAUSE: Class = Class(1 << 37);
    /// A form of a reporting verb that is as often a noun («claims», «plans»).
    pub const VERB_NOUN: Class = Class(1 << 38);
    /// A pronoun that can be a subject.
    pub const SUBJECT: Class = Class(1 << 39);
    // name
    pub const TITLE: Class = Class(1 << 40);
    pub const GIVEN_NAME: Class = Class(1 << 41);
    pub const PLACE: Class = Class(1 << 42);
    pub const ORG_NOUN: Class = Class(1 << 43);
    pub const DEMONYM: Class = Class(1 << 44);
    pub const STOP: Class = Class(1 << 45);
    // grammar, shared
    pub const DETERMINER: Class = Class(1 << 48);
    pub const PREPOSITION: Class = Class(1 << 49);
    pub const CONJUNCTION: Class = Class(1 << 50);
    pub const NEGATION: Class = Class(1 << 51);

    pub const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }

    pub const fn has(self, any_of: Class) -> bool {
        self.0 & any_of.0 != 0
    }
}

/// What the lexicon knows of a word: its classes, and for each family the row of the family's table.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entry {
    pub classes: Class,
    pub figure: u16,
    pub role: u16,
    pub timex: u16,
    pub cue: u16,
    pub name: u16,
}

/// A token's word: an index into the lexicon, 0 for a word that no rule knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Lex {
    pub classes: Class,
    pub id: u16,
}

impl Lex {
    pub fn entry(self) -> &'static Entry {
        &LEXICON.entries[self.id as usize]
    }
}

/// What a token can start, one bit each. A family looks only at the tokens that have its bit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Trigger(u8);

impl Trigger {
    pub const FIGURE: Trigger = Trigger(1);
    pub const TIMEX: Trigger = Trigger(1 << 1);
    pub const CUE: Trigger = Trigger(1 << 2);
    pub const CUE_NOUN: Trigger = Trigger(1 << 3);
    /// A word with a capital.
    pub const CAPITAL: Trigger = Trigger(1 << 4);
    /// A word with an apostrophe in it («they’ve»).
    pub const APOSTROPHE: Trigger = Trigger(1 << 5);

    pub const fn or(self, other: Trigger) -> Trigger {
        Trigger(self.0 | other.0)
    }

    /// What a word can start.
    fn of_word(word: &str, classes: Class) -> u8 {
        let bit = |starts: bool, trigger: Trigger| if starts { trigger.0 } else { 0 };
        bit(figure::triggers(word, classes), Trigger::FIGURE)
            | bit(classes.has(timex::TRIGGERS), Trigger::TIMEX)
            | bit(classes.has(Class::CUE), Trigger::CUE)
            | bit(classes.has(Class::CUE_NOUN), Trigger::CUE_NOUN)
    }

    fn of_mark(mark: char) -> u8 {
        match mark {
            '’' => Trigger::TIMEX.0,
            '‘' | '\'' => Trigger::TIMEX.0 | Trigger::FIGURE.0,
            ',' | '"' | '“' | '”' | '(' | ')' | ':' | ';' | '!' | '?' => 0,
            // A sign before digits, or one that is a number itself («½»).
            _ => Trigger::FIGURE.0,
        }
    }
}

/// The words of a block's tokens, whose numbers in the lexicon they carry.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    tokens: &'a [Token],
    /// The classes of every word of the lexicon, by its number.
    classes: &'static [Class],
    triggers: &'a [u8],
}

impl<'a> Words<'a> {
    /// The words of tokens that were read by [`read`]. `triggers` is what that gave, or nothing once the rules have
    /// read the block: they alone ask for it.
    pub fn new(tokens: &'a Tokens, triggers: &'a [u8]) -> Self {
        Words { tokens: tokens.as_slice(), classes: &LEXICON.classes, triggers }
    }

    #[inline]
    pub fn get(&self, i: usize) -> Option<Lex> {
        self.tokens.get(i).map(|t| self.of(*t))
    }

    /// The word of token `i`. Panics past the end.
    #[inline]
    pub fn at(&self, i: usize) -> Lex {
        self.of(self.tokens[i])
    }

    #[inline]
    fn of(&self, t: Token) -> Lex {
        Lex { classes: self.classes[usize::from(t.word())], id: t.word() }
    }

    /// Token `i`, `None` past the end.
    #[inline]
    pub fn token(&self, i: usize) -> Option<Token> {
        self.tokens.get(i).copied()
    }

    /// Whether token `i` has one of some triggers.
    #[inline]
    pub fn starts(&self, i: usize, triggers: Trigger) -> bool {
        self.triggers.get(i).is_some_and(|t| t & triggers.0 != 0)
    }

    /// The first of a range of tokens that has one of some triggers.
    #[inline]
    pub fn first(&self, range: Range<usize>, triggers: Trigger) -> Option<usize> {
        let from = range.start;
        let all = self.triggers.get(range)?;
        // Eight together: most tokens start nothing, and each family passes over all of them.
        let wanted = u64::from_le_bytes([triggers.0; 8]);
        let mut at = 0;
        while let Some(eight) = all.get(at..).and_then(|rest| rest.first_chunk()) {
            let hits = u64::from_le_bytes(*eight) & wanted;
            if hits != 0 {
                return Some(from + at + (hits.trailing_zeros() / 8) as usize);
            }
            at += 8;
        }
        all.get(at..)?.iter().position(|t| t & triggers.0 != 0).map(|n| from + at + n)
    }

    /// The first token from `from` on that has one of some triggers.
    #[inline]
    pub fn next(&self, from: usize, triggers: Trigger) -> Option<usize> {
        self.first(from..self.triggers.len(), triggers)
    }

    /// The tokens that have a trigger.
    pub fn with(self, trigger: Trigger) -> impl Iterator<Item = usize> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let i = self.next(from, trigger)?;
            from = i + 1;
            Some(i)
        })
    }
}

type Family = fn(&mut Builder);

/// The families that own words.
const FAMILIES: &[Family] =
    &[grammar, figure::words, figure::role::words, timex::words, attribution::words, name::words];

#[derive(Default)]
pub struct Builder {
    ids: FxHashMap<Box<str>, u16>,
    entries: Vec<Entry>,
}

impl Builder {
    /// The entry of a word in small letters, made when new.
    pub fn word(&mut self, word: &str) -> &mut Entry {
        debug_assert!(word == word.to_lowercase() && word.len() <= LONGEST, "{word:?}");
        let next = self.entries.len() as u16;
        let id = *self.ids.entry(word.into()).or_insert(next);
        if id == next {
            self.entries.push(Entry::default());
        }
        &mut self.entries[id as usize]
    }

    /// Adds classes to a word.
    pub fn class(&mut self, word: &str, classes: Class) {
        let entry = self.word(word);
        entry.classes = entry.classes.or(classes);
    }

    pub fn classes(&mut self, words: &[&str], classes: Class) {
        for w in words {
            self.class(w, classes);
        }
    }
}

/// Bytes of the longest word that can be in the lexicon.
const LONGEST: usize = 24;

/// All words: the short ones packed, the others by their bytes.
struct Lexicon {
    entries: Vec<Entry>,
    /// Those of the entries, close together.
    classes: Vec<Class>,
    /// What each word can start ([`Trigger`]).
    triggers: Vec<u8>,
    packed: Table,
    others: FxHashMap<Box<str>, u16>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder.entries.push(Entry::default());
    for family in FAMILIES {
        family(&mut builder);
    }
    let Builder { mut ids, entries } = builder;
    let short: Vec<(u128, u16)> = ids.iter().filter_map(|(word, &id)| Some((pack(word.as_bytes())?, id))).collect();
    let classes: Vec<Class> = entries.iter().map(|e| e.classes).collect();
    let mut triggers = vec![0; classes.len()];
    for (word, &id) in &ids {
        triggers[usize::from(id)] = Trigger::of_word(word, classes[usize::from(id)]);
    }
    ids.retain(|word, _| pack(word.as_bytes()).is_none());
    Lexicon { packed: Table::new(&short), others: ids, classes, triggers, entries }
});

/// Looks a word up, whatever its case. A curly apostrophe in it counts as a straight one.
pub fn lookup(word: &str) -> Lex {
    let lexicon = &*LEXICON;
    let id = number(lexicon, word);
    Lex { classes: lexicon.classes[id as usize], id }
}

fn number(lexicon: &Lexicon, word: &str) -> u16 {
    match pack(word.as_bytes()) {
        Some(key) => lexicon.packed.get(key),
        None => unpackable(lexicon, word),
    }
}

/// A word that is long or has letters beyond ASCII.
#[cold]
fn unpackable(lexicon: &Lexicon, word: &str) -> u16 {
    let mut buffer = [0u8; LONGEST];
    let Some(lower) = fold(word, &mut buffer) else { return 0 };
    // A curly apostrophe made straight may have made the word short.
    if let Some(key) = pack(lower) {
        return lexicon.packed.get(key);
    }
    std::str::from_utf8(lower).ok().and_then(|lower| lexicon.others.get(lower)).copied().unwrap_or(0)
}

/// `word` in small letters with straight apostrophes, unless it is longer than any word known.
fn fold<'a>(word: &str, buffer: &'a mut [u8; LONGEST]) -> Option<&'a [u8]> {
    let bytes = word.as_bytes();
    let mut n = 0;
    let mut i = 0;
    while i < bytes.len() {
        if n == LONGEST {
            return None;
        }
        if bytes[i..].starts_with("’".as_bytes()) {
            buffer[n] = b'\'';
            i += 3;
        } else {
            buffer[n] = bytes[i].to_ascii_lowercase();
            i += 1;
        }
        n += 1;
    }
    Some(&buffer[..n])
}

/// Reads a block's text with the numbers of its words. What each token can start ([`Trigger`]), one byte each, is added
/// to `starts`.
pub fn read(text: &str, masked: &[Span], starts: &mut Vec<u8>) -> Prose {
    Prose::read(text, masked, &*LEXICON, starts)
}

impl Vocabulary for Lexicon {
    #[inline(always)]
    fn short(&self, letters: u64) -> u16 {
        self.packed.short(letters)
    }

    #[inline]
    fn long(&self, letters: u128) -> u16 {
        self.packed.long(letters)
    }

    fn spelt(&self, word: &str, case: Case) -> (u16, u8) {
        let number = number(self, &without_filler(word));
        let contracted = if word.contains(['\'', '’']) { Trigger::APOSTROPHE.0 } else { 0 };
        (number, self.starts(TokenKind::Word, number, case) | contracted)
    }

    #[inline(always)]
    fn starts(&self, kind: TokenKind, number: u16, case: Case) -> u8 {
        match kind {
            TokenKind::Word => {
                let capital = if case == Case::Lower { 0 } else { Trigger::CAPITAL.0 };
                self.triggers[usize::from(number)] | capital
            }
            TokenKind::Number => Trigger::FIGURE.or(Trigger::TIMEX).0,
            TokenKind::Mark(c) => Trigger::of_mark(c),
        }
    }
}

/// Words of English grammar that several families look at.
fn grammar(b: &mut Builder) {
    b.classes(
        &["the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "your"],
        Class::DETERMINER,
    );
    b.classes(
        &[
            "of", "in", "on", "at", "by", "for", "from", "to", "with", "within", "into", "over", "under", "after",
            "before", "since", "until", "till", "during", "through", "between", "among", "against", "about", "near",
            "outside", "inside", "off", "across", "around", "toward", "towards", "without", "upon", "per", "via",
            "despite", "amid",
        ],
        Class::PREPOSITION,
    );
    b.classes(
        &["and", "or", "but", "while", "although", "though", "because", "as", "if", "when", "where", "which", "who"],
        Class::CONJUNCTION,
    );
    b.classes(
        &[
            "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "don't", "doesn't",
            "didn't", "isn't", "wasn't", "weren't", "aren't", "won't", "can't", "cannot", "couldn't", "wouldn't",
            "hasn't", "haven't", "hadn't",
        ],
        Class::NEGATION,
    );
    b.classes(
        &[
            "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did", "will",
            "would", "can", "could", "may", "might", "must", "shall", "should",
        ],
        Class::AUXILIARY,
    );
    b.classes(&["he", "she", "they", "it", "i", "we", "you", "him", "her", "them", "us", "me", "who"], Class::PRONOUN);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_case_and_apostrophe() {
        assert!(lookup("THE").classes.has(Class::DETERMINER));
        assert!(lookup("Doesn’t").classes.has(Class::NEGATION));
        assert_eq!(lookup("Khorasan-upon-the-very-long-Sea").id, 0);
    }
}
