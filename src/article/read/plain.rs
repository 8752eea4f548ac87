use crate::{
    article::{Article, Block, BlockKind, Metadata},
    base::Span,
};

/// Plain text: paragraphs between empty lines.
pub fn read(text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut start = None;
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let at = line.as_ptr() as usize - text.as_ptr() as usize;
        if line.trim().is_empty() {
            if let Some(s) = start.take() {
                blocks.push(Block::new(Span::from(s..end), BlockKind::Paragraph));
            }
        } else {
            start.get_or_insert(at);
            end = at + line.trim_end().len();
        }
    }
    if let Some(s) = start {
        blocks.push(Block::new(Span::from(s..end), BlockKind::Paragraph));
    }
    Article { text: text.into(), blocks, meta: Metadata::default() }
}
