//! One token in eight bytes, made so that the rules' questions are one comparison each: they ask several hundred of them
//! around every mention.

use std::{fmt, ops::Range};

use crate::base::Span;

/// A word, a number or a mark, relative to the start of its block. An article has one for every five of its bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token {
    start: u32,
    /// From the top: two bits for the kind, one for the space before it, two for the case of a word, eight for the bytes,
    /// three for the first letter ([`Key`]). Of a mark, what is beyond `low` stands where others have case and letter.
    shape: u16,
    /// A word's number ([`super::Vocabulary`]), or the low half of a mark's character.
    low: u16,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TokenKind {
    /// Letters, with apostrophes and dots inside («doesn’t», «p.m.», «U.S.»). A possessive «’s» is two tokens of its
    /// own, and so is each part of a hyphenated word and the hyphen.
    Word,
    /// A run of digits with separators inside: «1,300», «0.7», «.5», «14.03.2025». A no-break or thin space (U+00A0,
    /// U+2009, U+202F) and an apostrophe count as separators where a group of exactly three digits follows, so «1 300» so
    /// written is one token with that space in its text. With a plain space it is two tokens, the second `spaced`: only
    /// what stands around can tell whether they are one number. Letters glued to it follow as a word («1.2» «bn»).
    Number,
    /// One mark or symbol, by its character.
    Mark(char),
}

/// How the letters of a word are cased.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Case {
    /// No letters, or all small.
    #[default]
    Lower,
    /// One capital, first («Moscow»).
    Title,
    /// All capitals, at least two («ISIS»).
    Upper,
    /// Capitals elsewhere («McDonald», «iPhone»).
    Mixed,
}

/// What a token is, but for where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    bits: u16,
    low: u16,
}

/// Bytes of the longest word that is not cut; a character, or what stands for an entity, may reach past it.
pub(super) const LONGEST: usize = 200;

const NUMBER: u16 = 1 << 14;
const MARK: u16 = 1 << 15;
const SPACED: u16 = 1 << 13;
const CASE: u16 = 0b11 << 11;
const LENGTH: u16 = 0xff << 3;
const LETTER: u16 = 0b111;

impl Shape {
    pub const NUMBER: Shape = Shape { bits: NUMBER, low: 0 };

    /// A word that begins with a letter of ASCII.
    #[inline]
    pub const fn word(case: Case, first: u8) -> Shape {
        Shape { bits: (case as u16) << 11 | first as u16 & LETTER, low: 0 }
    }

    /// Any word.
    pub fn any_word(case: Case, word: &str) -> Shape {
        Shape { bits: (case as u16) << 11 | Key::of(word.as_bytes()).0 & LETTER, low: 0 }
    }

    /// The shape of a word with its number, which nothing here knows the meaning of.
    #[inline]
    pub const fn numbered(self, number: u16) -> Shape {
        Shape { low: number, ..self }
    }

    #[inline]
    pub const fn mark(c: char) -> Shape {
        let beyond = (c as u32 >> 16) as u16;
        Shape { bits: MARK | (beyond & !LETTER) << 8 | beyond & LETTER, low: c as u16 }
    }
}

/// Length and first letter of a word, which a token has beside each other: what differs in them is another word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Key(u16);

impl Key {
    #[inline]
    pub const fn of(word: &[u8]) -> Key {
        let length = if word.len() < 255 { word.len() as u16 } else { 255 };
        // Three bits tell letters apart well enough; of a character past U+FFFF they are what a mark has there.
        let letter = match word {
            [b, ..] if b.is_ascii_alphabetic() => *b as u16,
            [b @ 0xf0..=0xff, next, ..] => (*b as u16) << 2 | (*next as u16 >> 4) & 0b11,
            _ => 0,
        };
        Key(length << 3 | letter & LETTER)
    }

    /// One of 64 groups.
    #[inline]
    pub const fn group(self) -> u32 {
        self.0 as u32 & 63
    }
}

impl Token {
    #[inline(always)]
    pub(super) fn new(at: Range<usize>, shape: Shape, spaced: bool) -> Token {
        let length = at.len().min(255) as u16;
        let bits = shape.bits | length << 3 | if spaced { SPACED } else { 0 };
        Token { start: at.start as u32, shape: bits, low: shape.low }
    }

    /// [`Token::new`] of a word of less than 256 bytes.
    #[inline(always)]
    pub(super) fn plain(start: usize, len: usize, shape: Shape, spaced: bool) -> Token {
        let bits = shape.bits | (len as u16) << 3 | u16::from(spaced) << 13;
        Token { start: start as u32, shape: bits, low: shape.low }
    }

    #[inline]
    pub const fn start(&self) -> u32 {
        self.start
    }

    #[inline]
    pub const fn end(&self) -> u32 {
        self.start + ((self.shape & LENGTH) >> 3) as u32
    }

    #[inline]
    pub const fn span(&self) -> Span {
        Span { start: self.start, end: self.end() }
    }

    pub(super) fn set_end(&mut self, end: u32) {
        self.shape = self.shape & !LENGTH | ((end - self.start).min(255) as u16) << 3;
    }

    #[inline]
    pub fn kind(&self) -> TokenKind {
        if self.is_word() {
            TokenKind::Word
        } else if self.is_number() {
            TokenKind::Number
        } else {
            TokenKind::Mark(self.mark())
        }
    }

    /// A mark's character.
    #[inline]
    fn mark(&self) -> char {
        let beyond = (self.shape & CASE) >> 8 | self.shape & LETTER;
        char::from_u32(u32::from(beyond) << 16 | u32::from(self.low)).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// Of a mark or number it is small.
    #[inline]
    pub fn case(&self) -> Case {
        if self.is_mark() {
            return Case::Lower;
        }
        match (self.shape & CASE) >> 11 {
            0 => Case::Lower,
            1 => Case::Title,
            2 => Case::Upper,
            _ => Case::Mixed,
        }
    }

    /// Whether white space (or masked markup with white space) stands before it.
    #[inline]
    pub const fn spaced(&self) -> bool {
        self.shape & SPACED != 0
    }

    /// Whether it is this mark.
    #[inline(always)]
    pub const fn is(&self, mark: char) -> bool {
        let Shape { bits, low } = Shape::mark(mark);
        self.shape & (MARK | CASE | LETTER) == bits && self.low == low
    }

    /// Whether it is one of these marks.
    #[inline(always)]
    pub fn is_one_of<const N: usize>(&self, marks: [char; N]) -> bool {
        marks.iter().any(|c| self.is(*c))
    }

    #[inline]
    pub const fn is_mark(&self) -> bool {
        self.shape & MARK != 0
    }

    #[inline]
    pub const fn is_word(&self) -> bool {
        self.shape & (MARK | NUMBER) == 0
    }

    #[inline]
    pub const fn is_number(&self) -> bool {
        self.shape & NUMBER != 0
    }

    /// The number of the word that it is, 0 for a mark or number.
    #[inline]
    pub const fn word(&self) -> u16 {
        if self.is_mark() { 0 } else { self.low }
    }

    /// The length and first letter of its text.
    #[inline(always)]
    pub const fn key(&self) -> Key {
        Key(self.shape & (LENGTH | LETTER))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (span, kind, case) = (self.span(), self.kind(), self.case());
        write!(f, "{}..{} {kind:?} {case:?}{}", span.start, span.end, if self.spaced() { " spaced" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_tells_what_it_was_made_of() {
        let cases = [Case::Lower, Case::Title, Case::Upper, Case::Mixed];
        let words = cases.map(|case| ("Vienna", Shape::word(case, b'V'), TokenKind::Word, case));
        let others = ["Őreg", "𝐀"].map(|word| (word, Shape::any_word(Case::Title, word), TokenKind::Word, Case::Title));
        let marks = ["“", "\u{10ffff}", "🙂", "-"].map(|text| {
            let c = text.chars().next().unwrap_or_default();
            (text, Shape::mark(c), TokenKind::Mark(c), Case::Lower)
        });
        let number = ("1,300", Shape::NUMBER, TokenKind::Number, Case::Lower);
        for (text, shape, kind, case) in words.into_iter().chain(others).chain(marks).chain([number]) {
            for (before, spaced) in [("", true), ("the ", false)] {
                let whole = format!("{before}{text}");
                let shape = if kind == TokenKind::Word { shape.numbered(54_321) } else { shape };
                let t = Token::new(before.len()..whole.len(), shape, spaced);
                assert_eq!((t.kind(), t.case(), t.spaced(), t.span().of(&whole)), (kind, case, spaced, text));
                assert_eq!(t.word(), if kind == TokenKind::Word { 54_321 } else { 0 });
                assert_eq!((t.is('“'), t.is('🙂')), (text == "“", text == "🙂"));
                assert_eq!(t.is_one_of(['-', '“']), text == "“" || text == "-");
                assert_eq!(t.key(), Key::of(text.as_bytes()));
            }
        }
    }
}
