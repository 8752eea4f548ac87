use super::{Case, Token, TokenKind};
use crate::base::Span;

/// The tokens of a block, eight bytes each: an article has one for every five of its own. A clone takes no more room than
/// they need.
#[derive(Clone, Debug, Default)]
pub struct Tokens(Vec<Packed>);

/// A token's start, and in `rest` from the top: two bits for its kind, one for the space before it, then a mark's length
/// (8 bits) and character (21), or a word's or number's case (2) and length (27).
#[derive(Clone, Copy, Debug)]
struct Packed {
    start: u32,
    rest: u32,
}

/// Bytes of the longest word that fits; the tokenizer cuts what is longer.
pub(super) const LONGEST: usize = (1 << 27) - 8;

const KIND: u32 = 30;
const SPACED: u32 = 29;
const CASE: u32 = 27;
const MARK_LENGTH: u32 = 21;

impl From<Token> for Packed {
    #[inline]
    fn from(t: Token) -> Self {
        let length = t.end - t.start;
        let (kind, rest) = match t.kind {
            TokenKind::Mark(c) => (2, length.min(0xff) << MARK_LENGTH | c as u32),
            TokenKind::Word => (0, (t.case as u32) << CASE | length),
            TokenKind::Number => (1, (t.case as u32) << CASE | length),
        };
        Packed { start: t.start, rest: kind << KIND | u32::from(t.spaced) << SPACED | rest }
    }
}

impl From<Packed> for Token {
    #[inline]
    fn from(Packed { start, rest }: Packed) -> Self {
        let spaced = rest >> SPACED & 1 != 0;
        if rest >> KIND == 2 {
            let c = char::from_u32(rest & ((1 << MARK_LENGTH) - 1)).unwrap_or(char::REPLACEMENT_CHARACTER);
            let end = start + (rest >> MARK_LENGTH & 0xff);
            return Token { start, end, kind: TokenKind::Mark(c), case: Case::Lower, spaced };
        }
        let kind = if rest >> KIND == 0 { TokenKind::Word } else { TokenKind::Number };
        let case = match rest >> CASE & 3 {
            0 => Case::Lower,
            1 => Case::Title,
            2 => Case::Upper,
            _ => Case::Mixed,
        };
        Token { start, end: start + (rest & ((1 << CASE) - 1)), kind, case, spaced }
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
        let &Packed { start, rest } = self.0.get(i)?;
        let length = if rest >> KIND == 2 { rest >> MARK_LENGTH & 0xff } else { rest & ((1 << CASE) - 1) };
        Some(Span { start, end: start + length })
    }

    /// Whether token `i` is this mark.
    #[inline]
    pub fn is_mark(&self, i: usize, mark: char) -> bool {
        self.0.get(i).is_some_and(|p| p.rest >> KIND == 2 && p.rest & ((1 << MARK_LENGTH) - 1) == mark as u32)
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
                let mark = matches!(kind, TokenKind::Mark(_));
                for (start, length, spaced) in [(0, 1, true), (u32::MAX - 300, 255, false), (7, LONGEST as u32, true)] {
                    let length = if mark { length.min(255) } else { length };
                    let t =
                        Token { start, end: start + length, kind, case: if mark { Case::Lower } else { case }, spaced };
                    let tokens = Tokens::from_iter([t]);
                    assert_eq!((tokens.get(0), tokens.span(0)), (Some(t), Some(t.span())));
                    assert_eq!(tokens.is_mark(0, '“'), t.is('“'));
                }
            }
        }
    }
}
