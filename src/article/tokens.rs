use super::{Case, Token, TokenKind};
use crate::base::Span;

/// The tokens of a block, eight bytes each: an article has one for every five of its own. A clone takes no more room than
/// they need.
#[derive(Clone, Debug, Default)]
pub struct Tokens(Vec<Packed>);

#[derive(Clone, Copy, Debug)]
struct Packed {
    start: u32,
    length: u8,
    /// Both as in [`Shape`].
    bits: u8,
    low: u16,
}

/// What a token is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// From the top: two bits for the kind, one for the space before it, then a word's or number's case (2 bits), or what
    /// of a mark's character is beyond `low` (5).
    bits: u8,
    /// A word's number, which nothing here knows the meaning of ([`Tokens::set_words`]), or the low half of a mark's
    /// character.
    low: u16,
}

impl Shape {
    pub const NUMBER: Shape = Shape { bits: NUMBER << 6, low: 0 };

    #[inline]
    pub const fn word(case: Case) -> Shape {
        Shape { bits: WORD << 6 | (case as u8) << 3, low: 0 }
    }

    #[inline]
    pub const fn mark(c: char) -> Shape {
        Shape { bits: MARK << 6 | (c as u32 >> 16) as u8, low: c as u16 }
    }
}

/// Bytes of the longest word that is not cut; a character, or what stands for an entity, may reach past it.
pub(super) const LONGEST: usize = 200;

const WORD: u8 = 0;
const NUMBER: u8 = 1;
const MARK: u8 = 2;

const SPACED: u8 = 1 << 5;

impl Packed {
    #[inline]
    fn kind(&self) -> u8 {
        self.bits >> 6
    }

    #[inline]
    fn case(&self) -> Case {
        match self.bits >> 3 & 3 {
            0 => Case::Lower,
            1 => Case::Title,
            2 => Case::Upper,
            _ => Case::Mixed,
        }
    }

    #[inline]
    fn mark(&self) -> char {
        char::from_u32(u32::from(self.bits & 31) << 16 | u32::from(self.low)).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    #[inline]
    fn span(&self) -> Span {
        Span { start: self.start, end: self.start + u32::from(self.length) }
    }

    /// The number of a word, 0 for any other token.
    #[inline]
    fn word(&self) -> u16 {
        if self.kind() == WORD { self.low } else { 0 }
    }
}

impl From<&Packed> for Token {
    #[inline]
    fn from(p: &Packed) -> Self {
        let Span { start, end } = p.span();
        let spaced = p.bits & SPACED != 0;
        if p.kind() == MARK {
            return Token { start, end, kind: TokenKind::Mark(p.mark()), case: Case::Lower, spaced };
        }
        let kind = if p.kind() == WORD { TokenKind::Word } else { TokenKind::Number };
        Token { start, end, kind, case: p.case(), spaced }
    }
}

impl Tokens {
    #[inline]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[inline]
    pub fn get(&self, i: usize) -> Option<Token> {
        self.0.get(i).map(Token::from)
    }

    #[inline]
    pub(super) fn push(&mut self, span: Span, shape: Shape, spaced: bool) {
        let Shape { bits, low } = shape;
        let bits = bits | if spaced { SPACED } else { 0 };
        self.0.push(Packed { start: span.start, length: span.len().min(255) as u8, bits, low });
    }

    /// Moves the end of each token to where `end` has it.
    pub(super) fn set_ends(&mut self, end: impl Fn(u32) -> u32) {
        for p in &mut self.0 {
            let Span { start, end: old } = p.span();
            p.length = (end(old) - start).min(255) as u8;
        }
    }

    pub fn last(&self) -> Option<Token> {
        self.0.last().map(Token::from)
    }

    pub(super) fn reserve(&mut self, more: usize) {
        self.0.reserve(more);
    }

    /// Drops the tokens and keeps their room.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Lets go of the room for more.
    pub(super) fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }

    /// Where token `i` stands.
    #[inline]
    pub fn span(&self, i: usize) -> Option<Span> {
        self.0.get(i).map(|p| p.span())
    }

    /// Whether token `i` is this mark.
    #[inline]
    pub fn is_mark(&self, i: usize, mark: char) -> bool {
        let shape = Shape::mark(mark);
        self.0.get(i).is_some_and(|p| p.bits & !SPACED == shape.bits && p.low == shape.low)
    }

    /// The number of the word that token `i` is, 0 for a mark or number.
    #[inline]
    pub fn word(&self, i: usize) -> Option<u16> {
        self.0.get(i).map(|p| p.word())
    }

    /// As [`Tokens::word`]. Panics past the end.
    #[inline]
    pub fn word_at(&self, i: usize) -> u16 {
        self.0[i].word()
    }

    /// Gives each word the number that `number` has for it. It is asked of every token, in order.
    #[inline]
    pub fn set_words(&mut self, mut number: impl FnMut(Token) -> u16) {
        for p in &mut self.0 {
            let number = number((&*p).into());
            if p.kind() == WORD {
                p.low = number;
            }
        }
    }

    /// Token `i`. Panics past the end.
    #[inline]
    pub fn at(&self, i: usize) -> Token {
        (&self.0[i]).into()
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Token> + ExactSizeIterator + '_ {
        self.0.iter().map(Token::from)
    }

    /// The tokens of a range of indices. Panics past the end.
    pub fn range(&self, range: std::ops::Range<usize>) -> impl DoubleEndedIterator<Item = Token> + '_ {
        self.0[range].iter().map(Token::from)
    }

    /// How many tokens at the start fulfil a condition that none after them does.
    pub fn partition_point(&self, mut condition: impl FnMut(Token) -> bool) -> usize {
        self.0.partition_point(|p| condition(p.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_comes_back_as_it_was() {
        let cases = [Case::Lower, Case::Title, Case::Upper, Case::Mixed];
        let words = cases.map(|case| (Shape::word(case), TokenKind::Word, case));
        let marks = ['“', '\u{10ffff}'].map(|c| (Shape::mark(c), TokenKind::Mark(c), Case::Lower));
        let number = (Shape::NUMBER, TokenKind::Number, Case::Lower);
        for (shape, kind, case) in words.into_iter().chain(marks).chain([number]) {
            for (start, length, spaced) in [(0, 1, true), (u32::MAX - 300, 255, false), (7, LONGEST as u32, true)] {
                let t = Token { start, end: start + length, kind, case, spaced };
                let mut tokens = Tokens::default();
                tokens.push(t.span(), shape, spaced);
                tokens.set_words(|_| 54_321);
                assert_eq!((tokens.get(0), tokens.span(0)), (Some(t), Some(t.span())));
                assert_eq!(tokens.is_mark(0, '“'), t.is('“'));
                assert_eq!(tokens.word(0), Some(if t.is_word() { 54_321 } else { 0 }));
            }
        }
    }
}
