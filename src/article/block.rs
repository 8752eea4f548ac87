use smallvec::SmallVec;

use crate::base::Span;

/// A part of an article that is read as one run of prose: a paragraph, a heading, a table row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    pub span: Span,
    pub kind: BlockKind,
    /// Ranges inside `span` that are markup and not prose (emphasis marks, link targets, code), in order, absolute.
    pub masked: Vec<Span>,
    /// The cells of a [`BlockKind::TableRow`], in order, absolute; else empty.
    pub cells: Vec<Span>,
    /// Index of the [`BlockKind::Heading`] block that this one stands under.
    pub section: Option<u32>,
    /// The entry of a live blog that this block belongs to, with its own time: an index into `Metadata::entries`.
    pub entry: Option<u32>,
}

impl Block {
    pub fn new(span: Span, kind: BlockKind) -> Self {
        Block { span, kind, masked: Vec::new(), cells: Vec::new(), section: None, entry: None }
    }

    /// What is masked, relative to the block's start.
    pub fn masks(&self) -> SmallVec<[Span; 4]> {
        self.masked.iter().map(|m| Span::new(m.start - self.span.start, m.end - self.span.start)).collect()
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BlockKind {
    /// The article's own title.
    Headline,
    /// A standfirst under the headline.
    Standfirst,
    /// A heading inside the article, with its level from 1.
    Heading(u8),
    Paragraph,
    ListItem,
    BlockQuote,
    /// A row of a table; `header` for its first.
    TableRow {
        table: u32,
        header: bool,
    },
    Caption,
    /// Who wrote it, when, where: read for metadata, annotated for dates.
    Byline,
}
