//! A block as the rules here read it: outermost quotations as single pieces, and sentences that no quotation breaks.

use std::ops::Range;

use smallvec::SmallVec;

use super::super::View;
use crate::article::{QuoteEnd, TokenKind};

/// An outermost quotation: its first and last tokens, marks included.
#[derive(Clone, Copy, Debug)]
pub struct Quoted {
    pub open: usize,
    pub close: usize,
    /// Its closing mark is there.
    pub closed: bool,
}

pub struct Scan<'a> {
    pub v: View<'a>,
    pub quotes: SmallVec<[Quoted; 8]>,
    /// For each token whether a quotation holds it, one bit; empty where there is no quotation, as in most blocks.
    inside: Vec<u64>,
    /// Sentences as ranges of tokens; one that ends inside a quotation goes on to the end of its last sentence.
    pub units: SmallVec<[Range<usize>; 8]>,
}

impl<'a> Scan<'a> {
    pub fn new(v: View<'a>) -> Self {
        let n = v.len();
        let mut quotes: SmallVec<[Quoted; 8]> = SmallVec::new();
        for q in v.prose.quotes.iter().filter(|q| q.depth == 0) {
            let open = q.open as usize;
            let closed = q.end == QuoteEnd::Closed;
            let mut close = (q.close as usize).saturating_sub(usize::from(!closed)).min(n.saturating_sub(1));
            // A mark of two apostrophes ends with the second.
            if closed && v.mark(close, '\'') && v.mark(close + 1, '\'') && !v.prose.tokens.at(close + 1).spaced() {
                close += 1;
            }
            if open < close && quotes.last().is_none_or(|l| l.close < open) {
                quotes.push(Quoted { open, close, closed });
            }
        }
        let mut units: SmallVec<[Range<usize>; 8]> = SmallVec::new();
        for s in &v.prose.sentences {
            let s = s.start as usize..(s.end as usize).min(n);
            match units.last_mut() {
                Some(last) if s.start > 0 && at(&quotes, s.start).is_some_and(|q| quotes[q].open < s.start) => {
                    last.end = s.end;
                }
                _ => units.push(s),
            }
        }
        let mut inside = vec![0u64; if quotes.is_empty() { 0 } else { n / 64 + 1 }];
        for i in quotes.iter().flat_map(|q| q.open..=q.close) {
            inside[i / 64] |= 1 << (i % 64);
        }
        Scan { v, quotes, inside, units }
    }

    /// The quotation that token `i` is in.
    pub fn quote_at(&self, i: usize) -> Option<usize> {
        if self.quoted(i) { at(&self.quotes, i) } else { None }
    }

    pub fn quoted(&self, i: usize) -> bool {
        self.inside.get(i / 64).is_some_and(|bits| bits >> (i % 64) & 1 == 1)
    }

    /// The quotation that opens at token `i`.
    pub fn opening(&self, i: usize) -> Option<usize> {
        self.quote_at(i).filter(|&q| self.quotes[q].open == i)
    }

    /// The unit of a token, and its index.
    pub fn unit_of(&self, i: usize) -> (usize, Range<usize>) {
        let k = self.units.partition_point(|u| u.end <= i);
        (k, self.units.get(k).cloned().unwrap_or(i..i + 1))
    }

    /// Whether token `i` ends a sentence or lies past its unit.
    pub fn ends(&self, i: usize, unit: &Range<usize>) -> bool {
        i >= unit.end || self.v.token(i).is_none_or(|t| t.is_one_of(['.', '!', '?', '…']))
    }

    /// The last character of a quotation before its closing mark.
    pub fn last_mark(&self, q: Quoted) -> Option<char> {
        let mut last = if q.closed { q.close.checked_sub(1)? } else { q.close };
        // A quotation inside it may end with it: «…predator,’”».
        while last > q.open + 1 && self.v.token(last)?.is_one_of(['’', '\'', '”', '"']) {
            last -= 1;
        }
        match self.v.token(last)?.kind() {
            TokenKind::Mark(c) if last > q.open => Some(c),
            _ => None,
        }
    }

    /// Whether the quotation is cased as a title («In Moscow’s Shadows»), of a few words.
    pub fn title(&self, q: Quoted) -> bool {
        let mut words = 0;
        for i in q.open + 1..q.close {
            let v = &self.v;
            if v.token(i).is_some_and(|t| t.is_word()) && !v.possessive(i) {
                words += 1;
                if words > 12 || v.word(i).len() > 3 && !v.capitalised(i) {
                    return false;
                }
            }
        }
        words > 0
    }

    /// The words of a quotation, marks not counted, at most `limit`.
    pub fn words_in(&self, q: Quoted, limit: usize) -> usize {
        (q.open + 1..q.close)
            .filter(|&i| self.v.token(i).is_some_and(|t| t.is_word() || t.is_number()))
            .take(limit)
            .count()
    }
}

/// Which of some quotations, in order, holds token `i`.
fn at(quotes: &[Quoted], i: usize) -> Option<usize> {
    let q = quotes.partition_point(|q| q.close < i);
    quotes.get(q).filter(|q| q.open <= i).map(|_| q)
}
