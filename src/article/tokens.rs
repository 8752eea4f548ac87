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
    /// From the top: two bits for the kind, one for the space before it, then a word's or number's case (2 bits), or what
    /// of a mark's character is beyond `low` (5).
    shape: u8,
    /// A word's number, which nothing here knows the meaning of ([`Tokens::set_words`]), or the low half of a mark's
    /// character.
    low: u16,
}

/// Bytes of the longest word that is not cut; a character, or what stands for an entity, may reach past it.
pub(super) const LONGEST: usize = 200;

const WORD: u8 = 0;
const NUMBER: u8 = 1;
const MARK: u8 = 2;

impl Packed {
    #[inline]
    fn kind(self) -> u8 {
        self.shape >> 6
    }

    #[inline]
    fn case(self) -> Case {
        match self.shape >> 3 & 3 {
            0 => Case::Lower,
            1 => Case::Title,
            2 => Case::Upper,
            _ => Case::Mixed,
        }
    }

    #[inline]
    fn mark(self) -> char {
        char::from_u32(u32::from(self.shape & 31) << 16 | u32::from(self.low)).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    #[inline]
    fn span(self) -> Span {
        Span { start: self.start, end: self.start + u32::from(self.length) }
    }

    /// The number of a word, 0 for any other token.
    #[inline]
    fn word(self) -> u16 {
        if self.kind() == WORD { self.low } else { 0 }
    }
}

impl From<Token> for Packed {
    #[inline]
    fn from(t: Token) -> Self {
        let (kind, rest, low) = match t.kind {
            TokenKind::Word => (WORD, (t.case as u8) << 3, 0),
            TokenKind::Number => (NUMBER, (t.case as u8) << 3, 0),
            TokenKind::Mark(c) => (MARK, (c as u32 >> 16) as u8, c as u16),
        };
        let length = (t.end - t.start).min(255) as u8;
        Packed { start: t.start, length, shape: kind << 6 | u8::from(t.spaced) << 5 | rest, low }
    }
}

impl From<Packed> for Token {
    #[inline]
    fn from(p: Packed) -> Self {
        let Span { start, end } = p.span();
        let spaced = p.shape >> 5 & 1 != 0;
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
        self.0.get(i).map(|&p| p.into())
    }

    #[inline]
    pub(super) fn push(&mut self, token: Token) {
        self.0.push(token.into());
    }

    pub fn last(&self) -> Option<Token> {
        self.0.last().map(|&p| p.into())
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
        let shape = MARK << 6 | (mark as u32 >> 16) as u8;
        self.0.get(i).is_some_and(|p| p.shape & !(1 << 5) == shape && p.low == mark as u16)
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

    /// Gives each word the number that `number` has for it, and shows the other tokens to `other`, all in order.
    #[inline]
    pub fn set_words<T>(
        &mut self,
        seen: &mut T,
        number: impl Fn(&mut T, Span, Case) -> u16,
        other: impl Fn(&mut T, TokenKind),
    ) {
        for p in &mut self.0 {
            if p.kind() == WORD {
                p.low = number(seen, p.span(), p.case());
            } else {
                other(seen, Token::from(*p).kind);
            }
        }
    }

    /// Token `i`. Panics past the end.
    #[inline]
    pub fn at(&self, i: usize) -> Token {
        self.0[i].into()
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Token> + ExactSizeIterator + '_ {
        self.0.iter().map(|&p| p.into())
    }

    /// The tokens of a range of indices. Panics past the end.
    pub fn range(&self, range: std::ops::Range<usize>) -> impl DoubleEndedIterator<Item = Token> + '_ {
        self.0[range].iter().map(|&p| p.into())
    }

    /// How many tokens at the start fulfil a condition that none after them does.
    pub fn partition_point(&self, mut condition: impl FnMut(Token) -> bool) -> usize {
        self.0.partition_point(|&p| condition(p.into()))
    }
}

impl FromIterator<Token> for Tokens {
    fn from_iter<I: IntoIterator<Item = Token>>(tokens: I) -> Self {
        Tokens(tokens.into_iter().map(Packed::from).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_comes_back_as_it_was() {
        for kind in [TokenKind::Word, TokenKind::Number, TokenKind::Mark('“'), TokenKind::Mark('\u{10ffff}')] {
            for case in [Case::Lower, Case::Title, Case::Upper, Case::Mixed] {
                let case = if matches!(kind, TokenKind::Mark(_)) { Case::Lower } else { case };
                for (start, length, spaced) in [(0, 1, true), (u32::MAX - 300, 255, false), (7, LONGEST as u32, true)] {
                    let t = Token { start, end: start + length, kind, case, spaced };
                    let mut tokens = Tokens::from_iter([t]);
                    tokens.set_words(&mut (), |(), _, _| 54_321, |(), _| {});
                    assert_eq!((tokens.get(0), tokens.span(0)), (Some(t), Some(t.span())));
                    assert_eq!(tokens.is_mark(0, '“'), t.is('“'));
                    assert_eq!(tokens.word(0), Some(if t.is_word() { 54_321 } else { 0 }));
                }
            }
        }
    }
}
