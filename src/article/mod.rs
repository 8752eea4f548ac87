//! One article: its text, which parts of it are prose, and what is known about it.

mod block;
mod date;
mod filler;
mod metadata;
mod prose;
mod quote;
mod read;
mod scan;
mod sentence;
mod token;
mod tokens;
mod vocabulary;
mod word;

pub use block::{Block, BlockKind};
pub use date::{date_of_path, parse_date, told_by_path};
pub use filler::{FILLER, without_filler};
pub use metadata::{DateSource, Identity, Metadata, Published, Status};
pub use prose::Prose;
pub use quote::{Quote, QuoteEnd, opens_quote};
pub use read::{Format, Hints, read, read_again, word_text};
pub use token::{Case, Key, Token, TokenKind};
pub use tokens::Tokens;
pub use vocabulary::{Unknown, Vocabulary};

use std::{borrow::Cow, sync::Arc};

use crate::base::Span;

/// An article as the rules see it. All spans are byte offsets into `text`, which is the file's text as decoded and
/// otherwise unchanged (a byte order mark left out).
#[derive(Clone, Debug)]
pub struct Article {
    pub text: Arc<str>,
    /// What is read: the text, or of a text with entities («&pound;2m») a copy of the same length in which each stands as
    /// its character and [`FILLER`]. A span is true in both.
    pub prose: Arc<str>,
    /// The parts of the text in order; what no block covers is not prose.
    pub blocks: Vec<Block>,
    pub meta: Metadata,
}

impl Article {
    pub fn headline(&self) -> Option<Cow<'_, str>> {
        self.meta.headline.map(|s| self.words(s))
    }

    pub fn block_at(&self, offset: u32) -> Option<usize> {
        let i = self.blocks.partition_point(|b| b.span.end <= offset);
        self.blocks.get(i).filter(|b| b.span.contains(offset)).map(|_| i)
    }

    /// What is read at a span: as long as the text there.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.prose)
    }

    /// The text as people read it, byte for byte as long as it is: what is markup, or the rest of an entity, is
    /// [`FILLER`]. A bar stands between the cells of a table.
    pub fn shown(&self) -> Arc<str> {
        let masked = || self.blocks.iter().flat_map(|b| &b.masked);
        if masked().next().is_none() {
            return self.prose.clone();
        }
        let mut out = self.prose.as_bytes().to_vec();
        masked().for_each(|m| out[m.range()].fill(FILLER as u8));
        for pair in self.blocks.iter().flat_map(|b| b.cells.windows(2)) {
            match out.get_mut(pair[0].end as usize..pair[1].start as usize).unwrap_or_default() {
                [a, b, c, ..] => [*a, *b, *c] = *b" | ",
                [a, ..] => *a = b'|',
                [] => {}
            }
        }
        String::from_utf8(out).map_or_else(|_| self.prose.clone(), Arc::from)
    }

    /// The words at a span as people read them.
    pub fn words(&self, span: Span) -> Cow<'_, str> {
        without_filler(self.slice(span))
    }
}
