//! Rows of a table: what the label of a row and the head of a column say of the figure where they cross.

use crate::{
    annotate::{
        Annotated, Figure, FigureKind,
        figure::{
            heading::{self, Heading},
            role::Role,
        },
    },
    article::{Block, BlockKind},
    base::Span,
    value::{Bound, Quantity, Unit},
};

/// The rule of facts whose unit stands in the heading of their column or row.
pub const HEADED: &str = "table-heading";

/// Rows that are looked at on either side of one.
const ROWS: usize = 200;

/// Words by which a row says that it sums up the others.
const TOTALS: &[&str] = &["total", "totals", "sum", "all", "overall", "altogether", "combined"];

/// The role that a row's label gives to the figures of its other cells, else the head of their column.
pub fn role(a: &Annotated, block: usize, span: Span) -> Option<Role> {
    let blocks = &a.article.blocks;
    let label = label(&blocks[block]).filter(|c| !c.overlaps(span))?;
    let column = blocks[block].cells.iter().position(|c| c.overlaps(span))?;
    let table = body(&blocks[block])?;
    role_in(a, block, label).or_else(|| {
        let head = head(blocks, block, table)?;
        role_in(a, head, *blocks[head].cells.get(column)?)
    })
}

/// The quantity that a bare number in a cell is, in the unit that its column's heading or its row's label names; `None`
/// where neither does, or the cell has a unit of its own.
pub fn headed(a: &Annotated, block: usize, figure: &Figure) -> Option<Quantity> {
    let q = figure.quantity;
    if figure.kind != FigureKind::Count || q.unit != Unit::Item {
        return None;
    }
    let blocks = &a.article.blocks;
    let table = body(&blocks[block])?;
    let label = label(&blocks[block]).filter(|c| !c.overlaps(figure.span))?;
    let column = blocks[block].cells.iter().position(|c| c.overlaps(figure.span))?;
    let above = head(blocks, block, table).and_then(|h| unit_in(a, h, *blocks[h].cells.get(column)?));
    let Heading { unit, scale } = above.or_else(|| unit_in(a, block, label))?;
    let high = if q.bound == Bound::Range { q.high.checked_mul(scale)? } else { q.low.checked_mul(scale)? };
    Some(Quantity { low: q.low.checked_mul(scale)?, high, place: q.place.checked_mul(scale)?, unit, ..q })
}

/// The first row of the table that a row belongs to.
fn head(blocks: &[Block], block: usize, table: u32) -> Option<usize> {
    (0..block).rev().take(ROWS).take_while(|&i| of(&blocks[i], table)).last()
}

fn unit_in(a: &Annotated, block: usize, cell: Span) -> Option<Heading> {
    let mut tokens = words(a, block, cell);
    let (view, first) = tokens.next()?;
    heading::unit(&view, &(first..tokens.last().map_or(first, |t| t.1) + 1))
}

/// Whether the figure of a row is a part of what another row gives the total of: a ward of a hospital, not another thing
/// counted («Missing»).
pub fn is_part(a: &Annotated, block: usize, span: Span) -> bool {
    let blocks = &a.article.blocks;
    let Some((table, label)) = body(&blocks[block]).zip(label(&blocks[block])) else { return false };
    if label.overlaps(span) || is_total(a, block) || role_in(a, block, label).is_some() {
        return false;
    }
    let below = (block + 1..blocks.len()).take(ROWS).take_while(|&i| of(&blocks[i], table));
    let above = (0..block).rev().take(ROWS).take_while(|&i| of(&blocks[i], table));
    below.chain(above).any(|i| is_total(a, i))
}

fn is_total(a: &Annotated, block: usize) -> bool {
    label(&a.article.blocks[block]).is_some_and(|cell| words(a, block, cell).any(|(v, i)| v.is_any(i, TOTALS)))
}

fn label(block: &Block) -> Option<Span> {
    block.cells.first().copied()
}

/// The table whose body a row belongs to.
fn body(block: &Block) -> Option<u32> {
    match block.kind {
        BlockKind::TableRow { table, header: false } => Some(table),
        _ => None,
    }
}

fn of(block: &Block, table: u32) -> bool {
    matches!(block.kind, BlockKind::TableRow { table: t, .. } if t == table)
}

fn role_in(a: &Annotated, block: usize, cell: Span) -> Option<Role> {
    words(a, block, cell).find_map(|(view, i)| Role::of_word(view.lex.get(i)?))
}

/// The tokens of a cell, by number.
fn words(a: &Annotated, block: usize, cell: Span) -> impl Iterator<Item = (crate::annotate::View<'_>, usize)> {
    let info = &a.article.blocks[block];
    let view = a.paragraphs[block].view(&a.article, info);
    let shift = info.span.start;
    let from = view.token_at(cell.start.saturating_sub(shift));
    let end = cell.end.saturating_sub(shift);
    (from..view.len()).take_while(move |&i| view.token(i).is_some_and(|t| t.end() <= end)).map(move |i| (view, i))
}
