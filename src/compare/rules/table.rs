//! Columns of tables and the rows that claim to total them.

use super::{inside::conflict, total::addition};
use crate::{
    annotate::Annotated,
    article::{Block, BlockKind},
    base::Span,
    compare::Finding,
    value::Decimal,
};

struct Cell {
    span: Span,
    value: Decimal,
}

/// Columns whose total row is not the sum of the rows above, and columns of shares that exceed a hundred.
pub fn totals(a: &Annotated) -> Vec<Finding> {
    let mut out = Vec::new();
    let blocks = &a.article.blocks;
    let mut i = 0;
    while i < blocks.len() {
        let BlockKind::TableRow { table, .. } = blocks[i].kind else {
            i += 1;
            continue;
        };
        let end = i + blocks[i..]
            .iter()
            .take_while(|b| matches!(b.kind, BlockKind::TableRow { table: t, .. } if t == table))
            .count();
        one(a, &blocks[i..end], &mut out);
        i = end;
    }
    out
}

fn one(a: &Annotated, rows: &[Block], out: &mut Vec<Finding>) {
    let columns = rows.iter().map(|r| r.cells.len()).max().unwrap_or(0).min(50);
    for column in 1..columns {
        let mut above: Vec<Cell> = Vec::new();
        let mut broken = false;
        let mut totalled = false;
        for row in rows {
            let header = matches!(row.kind, BlockKind::TableRow { header: true, .. });
            let Some(&span) = row.cells.get(column) else { continue };
            let cell = number(a.article.slice(span)).map(|value| Cell { span: trimmed(a, span), value });
            if row.cells.first().is_some_and(|&c| is_total(a.article.slice(c))) {
                if let Some(total) = cell.filter(|_| !broken && above.len() >= 2 && !totalled) {
                    check(&above, &total, out);
                }
                totalled = true;
                continue;
            }
            match cell {
                Some(cell) => above.push(cell),
                None => broken |= !header,
            }
        }
        if !totalled && !broken {
            shares(a, rows, column, &above, out);
        }
    }
}

fn check(above: &[Cell], total: &Cell, out: &mut Vec<Finding>) {
    let sum: Decimal = above.iter().map(|c| c.value).sum();
    let place = above.iter().chain([total]).map(|c| place(c.value)).min().unwrap_or(Decimal::ONE);
    // Rounded parts may miss a rounded total by half a place each.
    let rounded = place != Decimal::ONE;
    let slack = if rounded { place * Decimal::from(above.len() + 1) / Decimal::TWO } else { Decimal::ZERO };
    if (sum - total.value).abs() > slack {
        let parts: Vec<(Span, Decimal)> = above.iter().map(|c| (c.span, c.value)).collect();
        out.push(addition("total-mismatch", total.span, total.value, &parts, sum));
    }
}

/// A column of shares of one whole that exceeds a hundred per cent.
fn shares(a: &Annotated, rows: &[Block], column: usize, cells: &[Cell], out: &mut Vec<Finding>) {
    let heading = rows.first().and_then(|r| r.cells.get(column)).map(|&c| a.article.slice(c).to_lowercase());
    let of_whole = heading
        .is_some_and(|h| h.contains("share") && (h.contains('%') || h.contains("per cent") || h.contains("percent")));
    let sum: Decimal = cells.iter().map(|c| c.value).sum();
    let slack = Decimal::from(cells.len()) / Decimal::TWO;
    if let (true, Some(last)) = (of_whole && cells.len() >= 3 && sum > Decimal::ONE_HUNDRED + slack, cells.last()) {
        let message = format!("The shares in this column add up to {} per cent", sum.normalize());
        let others = cells.iter().map(|c| c.span).collect();
        out.push(conflict(
            "percent-mismatch",
            last.span,
            message,
            vec!["a column of shares of one whole".into()],
            others,
        ));
    }
}

/// Rows of tables whose change is not the difference of the two numbers before it, where it is in most other rows.
pub fn changes(a: &Annotated) -> Vec<Finding> {
    let mut out = Vec::new();
    let blocks = &a.article.blocks;
    for (i, header) in blocks.iter().enumerate() {
        let BlockKind::TableRow { table, header: true } = header.kind else { continue };
        let of_table = |b: &&Block| matches!(b.kind, BlockKind::TableRow { table: t, header: false } if t == table);
        let rows: Vec<&Block> = blocks[i + 1..].iter().take_while(of_table).take(500).collect();
        for (column, &cell) in header.cells.iter().enumerate().skip(2).take(30) {
            if is_change(a.article.slice(cell)) {
                column_of_changes(a, &rows, column, &mut out);
            }
        }
    }
    out
}

/// Whether a column's heading says that it holds differences.
fn is_change(label: &str) -> bool {
    let label = strip(label).to_lowercase();
    let first = label.split([' ', ',', ':', '(']).next().unwrap_or("");
    matches!(first, "rise" | "change" | "increase" | "difference" | "gain" | "growth" | "+/-" | "±")
}

fn column_of_changes(a: &Annotated, rows: &[&Block], column: usize, out: &mut Vec<Finding>) {
    let read = |row: &Block, k: usize| {
        let span = row.cells.get(k).map(|&c| trimmed(a, c))?;
        let text = span.of(&a.article.prose).trim_start_matches('+').trim_end_matches('%');
        let (negative, text) = match text.strip_prefix(['-', '−', '–']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let value = number(text)?;
        Some(Cell { span, value: if negative { -value } else { value } })
    };
    let mut wrong = Vec::new();
    let mut right = 0;
    for row in rows {
        let cells = read(row, column - 2).zip(read(row, column - 1)).zip(read(row, column));
        let Some(((from, to), by)) = cells else { continue };
        let real = to.value - from.value;
        let scale = from.value.scale().max(to.value.scale()).max(by.value.scale());
        // Whole numbers are not rounded.
        let slack = if scale > 0 { Decimal::new(1, scale) } else { Decimal::ZERO };
        if (real - by.value).abs() <= slack {
            right += 1;
        } else {
            wrong.push((from, to, by, real));
        }
    }
    // That the others fit shows what the column holds.
    if right < 2 || wrong.len() * 2 > right {
        return;
    }
    for (from, to, by, real) in wrong {
        let (x, y) = (from.value, to.value);
        let message = format!("From {x} to {y} is {}, not {}", real.normalize(), by.value);
        let because = vec!["In the other rows this column is the difference of the two before it".into()];
        out.push(conflict("change-mismatch", by.span, message, because, vec![from.span, to.span]));
    }
}

fn is_total(label: &str) -> bool {
    let label = strip(label).to_lowercase();
    let first = label.split([' ', ',', ':', '(']).next().unwrap_or("");
    matches!(first, "total" | "totals" | "sum" | "altogether")
        || matches!(&*label, "group" | "overall" | "all" | "in all" | "group total" | "grand total")
}

fn strip(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '|' | '`'))
}

/// The cell without its emphasis marks.
fn trimmed(a: &Annotated, span: Span) -> Span {
    let text = a.article.slice(span);
    let inner = strip(text);
    let at = span.start + (inner.as_ptr() as usize - text.as_ptr() as usize) as u32;
    if inner.is_empty() { span } else { Span::new(at, at + inner.len() as u32) }
}

/// A cell that is a number and nothing else: changes («+3») and percentages are none.
fn number(text: &str) -> Option<Decimal> {
    let text = strip(text).trim_start_matches(['$', '£', '€']);
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')) {
        return None;
    }
    text.replace(',', "").parse().ok()
}

/// The last place that a number is given to.
fn place(n: Decimal) -> Decimal {
    if n.scale() > 0 {
        return Decimal::new(1, n.scale());
    }
    let mut place = Decimal::ONE;
    let thousand = Decimal::ONE_THOUSAND;
    while !n.is_zero() && (n % (place * thousand)).is_zero() {
        place *= thousand;
    }
    place
}
