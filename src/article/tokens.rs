use std::ops::Range;

use super::Token;

/// The tokens of a block. A clone takes no more room than they need.
#[derive(Clone, Debug, Default)]
pub struct Tokens(Vec<Token>);

impl Tokens {
    #[inline]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, for those who ask for one after the other.
    #[inline]
    pub fn as_slice(&self) -> &[Token] {
        &self.0
    }

    #[inline]
    pub fn get(&self, i: usize) -> Option<Token> {
        self.0.get(i).copied()
    }

    /// Token `i`. Panics past the end.
    #[inline]
    pub fn at(&self, i: usize) -> Token {
        self.0[i]
    }

    pub fn last(&self) -> Option<Token> {
        self.0.last().copied()
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Token> + ExactSizeIterator + '_ {
        self.0.iter().copied()
    }

    /// The tokens of a range of indices. Panics past the end.
    pub fn range(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = Token> + '_ {
        self.0[range].iter().copied()
    }

    /// Whether token `i` is this mark.
    #[inline(always)]
    pub fn is_mark(&self, i: usize, mark: char) -> bool {
        self.0.get(i).is_some_and(|t| t.is(mark))
    }

    /// How many tokens at the start fulfil a condition that none after them does.
    pub fn partition_point(&self, mut condition: impl FnMut(Token) -> bool) -> usize {
        self.0.partition_point(|t| condition(*t))
    }

    #[inline]
    pub(super) fn push(&mut self, token: Token) {
        self.0.push(token);
    }

    /// Moves the end of each token to where `end` has it.
    pub(super) fn set_ends(&mut self, end: impl Fn(u32) -> u32) {
        for t in &mut self.0 {
            t.set_end(end(t.end()));
        }
    }

    pub(super) fn reserve(&mut self, more: usize) {
        self.0.reserve(more);
    }

    /// Drops the tokens and keeps their room.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn into_vec(self) -> Vec<Token> {
        self.0
    }

    /// Lets go of the room for more.
    pub(super) fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }
}
