use super::mask;
use crate::{
    article::{Block, BlockKind},
    base::Span,
};

/// A block out of its pieces of text, in order; what stands between them is masked, and so is `hidden`. `None` when there is
/// nothing but white space.
pub fn block(text: &str, pieces: &[Span], mut hidden: Vec<Span>, kind: BlockKind, cells: Vec<Span>) -> Option<Block> {
    let blank = |p: &Span| p.of(text).trim().is_empty();
    let first = pieces.iter().position(|p| !blank(p))?;
    let last = pieces.iter().rposition(|p| !blank(p))?;
    let mut span = pieces[first].hull(pieces[last]);
    span.start += (span.len() as usize - span.of(text).trim_start().len()) as u32;
    span.end = span.start + span.of(text).trim_end().len() as u32;
    for pair in pieces[first..=last].windows(2) {
        let (start, end) = (pair[0].end, pair[1].start);
        if start < end && !text[start as usize..end as usize].trim().is_empty() {
            hidden.push(Span::new(start, end));
        }
    }
    hidden.retain(|m| span.covers(*m));
    mask::merge(&mut hidden);
    mask::mask_addresses(text, span, &mut hidden);
    // An empty first cell has no place of its own.
    let within = |c: Span| if span.covers(c) { c } else { Span::new(span.start, span.start) };
    let cells = cells.into_iter().map(within).collect();
    Some(Block { masked: hidden, cells, ..Block::new(span, kind) })
}
