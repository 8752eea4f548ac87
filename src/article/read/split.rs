use crate::{article::Block, base::Span};

/// Bytes of a block that is left whole. Paragraphs of articles are far shorter; a text without line breaks is cut, so that
/// an edit in it costs one piece.
pub const LONGEST: usize = 16_384;

/// Cuts paragraphs that are far too long after a stop, or after a space where there is none.
pub fn split(text: &str, blocks: &mut Vec<Block>) {
    if blocks.iter().all(|b| b.span.len() as usize <= LONGEST || !b.cells.is_empty()) {
        return;
    }
    let mut out = Vec::with_capacity(blocks.len() + 16);
    for mut block in blocks.drain(..) {
        while block.span.len() as usize > LONGEST && block.cells.is_empty() {
            let Some(at) = place(text, &block) else { break };
            let rest = Block {
                span: Span::new(at, block.span.end),
                masked: block.masked.iter().copied().filter(|m| m.start >= at).collect(),
                ..Block::new(block.span, block.kind)
            };
            let rest = Block { section: block.section, entry: block.entry, ..rest };
            block.masked.retain(|m| m.end <= at);
            block.span.end = block.span.start + Span::new(block.span.start, at).of(text).trim_end().len() as u32;
            out.push(std::mem::replace(&mut block, rest));
        }
        out.push(block);
    }
    *blocks = out;
}

/// Where a long block may be cut: the start of a word, outside the mask, in the second half of what is left whole.
fn place(text: &str, block: &Block) -> Option<u32> {
    let bytes = text.as_bytes();
    let (start, end) = (block.span.start as usize, block.span.end as usize);
    let masked = |at: usize| {
        let i = block.masked.partition_point(|m| m.end as usize <= at);
        block.masked.get(i).is_some_and(|m| (m.start as usize) < at)
    };
    let good = |at: usize, stop: bool| {
        bytes[at - 1].is_ascii_whitespace()
            && !bytes[at].is_ascii_whitespace()
            && text.is_char_boundary(at)
            && !masked(at)
            && (!stop || at >= start + 2 && matches!(bytes[at - 2], b'.' | b'!' | b'?'))
    };
    let window = start + LONGEST / 2..(start + LONGEST).min(end);
    let found = |stop| window.clone().rev().find(|&at| good(at, stop));
    let any = || (start + LONGEST..end).take(LONGEST).find(|&at| text.is_char_boundary(at) && !masked(at));
    found(true).or_else(|| found(false)).or_else(any).map(|at| at as u32)
}
