use std::{cell::Cell, ops::Range};

use super::{Quote, Tokens, Unknown, Vocabulary, quote, scan, sentence};
use crate::base::Span;

/// The tokens, sentences and quotations of one block. Offsets are relative to the block's start, so that an unchanged
/// paragraph that moved keeps its analysis.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    pub tokens: Tokens,
    /// Ranges of token indices that cover all tokens.
    pub sentences: Box<[Range<u32>]>,
    pub quotes: Box<[Quote]>,
}

/// What a block is read into, before it is kept in as little room as it needs.
#[derive(Default)]
struct Room {
    read: scan::Read,
    sentences: Vec<Range<u32>>,
    quotes: Vec<Quote>,
}

/// Bytes of a block whose room is kept for the next.
const USUAL: usize = 4096;

thread_local! {
    static ROOM: Cell<Room> = Cell::default();
}

impl Prose {
    /// Analyses `text`, a block's slice of the article, leaving out `masked` (relative to the block). No word has a
    /// number.
    pub fn new(text: &str, masked: &[Span]) -> Self {
        Self::read(text, masked, &Unknown, &mut Vec::new())
    }

    /// [`Prose::new`], each word with its number in a vocabulary. What each token can start is added to `starts`.
    pub fn read(text: &str, masked: &[Span], vocabulary: &impl Vocabulary, starts: &mut Vec<u8>) -> Self {
        let mut room = ROOM.take();
        let Room { read, sentences, quotes } = &mut room;
        scan::tokenize(text, masked, vocabulary, read, starts);
        sentence::sentences(text, &read.tokens, &read.stops, sentences);
        quote::quotes(text, &read.tokens, &read.quotes, quotes);
        // A long block's tokens are kept where they are: beside a copy they would be most of an article's memory.
        let tokens = if text.len() <= USUAL {
            read.tokens.clone()
        } else {
            read.tokens.shrink();
            std::mem::take(&mut read.tokens)
        };
        let prose = Prose { tokens, sentences: (&**sentences).into(), quotes: (&**quotes).into() };
        if text.len() <= USUAL {
            read.clear();
            sentences.clear();
            quotes.clear();
            ROOM.set(room);
        }
        prose
    }

    /// The sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> Range<usize> {
        let i = self.sentences.partition_point(|s| s.end as usize <= token);
        self.sentences.get(i).map_or(0..self.tokens.len(), |s| s.start as usize..s.end as usize)
    }
}
