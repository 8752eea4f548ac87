use memchr::memchr2;

use super::{
    Draft, byline, furniture,
    lines::{Line, lines},
    mask,
};
use crate::{
    article::{Block, BlockKind},
    base::Span,
};

/// Plain text: paragraphs between empty lines; lines that were broken at a margin are joined, others stand for themselves.
pub fn read(text: &str) -> Draft {
    let mut draft = Draft::default();
    // One line is what it is: no list, no heading, no line of a website.
    let whole = Line { start: 0, end: text.len() }.trimmed(text);
    if !whole.is_empty() && !whole.of(text).contains(['\n', '\r']) {
        let mut block = Block::new(Span::from(whole.start..whole.end), BlockKind::Paragraph);
        mask::mask_addresses(text, block.span, &mut block.masked);
        draft.push(block, false);
        return draft;
    }
    let mut group: Vec<Line> = Vec::new();
    let mut tables = 0;
    for line in lines(text) {
        if line.trimmed(text).is_empty() {
            paragraphs(text, &group, &mut tables, &mut draft);
            group.clear();
        } else {
            group.push(line);
        }
    }
    paragraphs(text, &group, &mut tables, &mut draft);
    draft
}

/// The blocks of lines that follow each other without an empty one.
fn paragraphs(text: &str, group: &[Line], tables: &mut u32, draft: &mut Draft) {
    let rows = group.iter().filter(|l| cells(text, **l).is_some()).count();
    if rows >= 2 && rows * 3 >= group.len() * 2 {
        table(text, group, *tables, draft);
        *tables += 1;
        return;
    }
    let width = group.iter().map(|l| l.of(text).trim_end().len()).max().unwrap_or(0);
    let mut start = 0;
    for i in 1..=group.len() {
        let head = group.len() <= 4;
        if i < group.len() && goes_on(text, group[i - 1], group[i], width, head) {
            continue;
        }
        let first = group[start].trimmed(text);
        let last = group[i - 1].trimmed(text);
        push(text, Span::from(first.start..last.end), draft);
        start = i;
    }
}

/// The widest and the narrowest margin, in bytes, at which lines can have been broken.
const WIDEST: usize = 100;
const NARROWEST: usize = 56;

/// Whether a line is a byline or a date line, which is never part of a paragraph.
fn told(line: &str) -> bool {
    line.len() <= WIDEST && byline::line(line, true).is_some()
}

/// Whether a line goes on with the paragraph of the line before it, in a group whose longest line has `width` bytes;
/// `head` when the group is so short that its lines may be bylines.
fn goes_on(text: &str, before: Line, line: Line, width: usize, head: bool) -> bool {
    let (upper, lower) = (before.trimmed(text).of(text), line.trimmed(text).of(text));
    if bullet(lower).is_some() || before.of(text).len() - before.of(text).trim_start().len() < indent(text, line) {
        return false;
    }
    let stopped = upper.ends_with(['.', '!', '?', '”', '"', ':', '’', ')']);
    let small = lower.chars().next().is_some_and(char::is_lowercase);
    if width > WIDEST {
        return small && !stopped;
    }
    // It was broken at the margin if the next word would not have fitted.
    let word = lower.split_whitespace().next().map_or(0, str::len);
    let ragged = if head { 0 } else { 8 };
    let margin = before.of(text).trim_end().len() + 1 + word + ragged > width;
    width >= NARROWEST && margin && !(head && (told(upper) || told(lower))) || small && !stopped
}

fn indent(text: &str, line: Line) -> usize {
    let spaces = line.of(text).len() - line.of(text).trim_start().len();
    // One space may be a slip.
    if spaces < 2 { 0 } else { spaces }
}

/// The bytes of a list mark: «- », «* », «• », «1. », «2) ».
fn bullet(line: &str) -> Option<usize> {
    let mark = line.chars().next()?;
    if matches!(mark, '-' | '*' | '•' | '–' | '·' | '●' | '▪' | '■') {
        let rest = &line[mark.len_utf8()..];
        return rest.starts_with([' ', '\t']).then(|| line.len() - rest.trim_start().len());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?.strip_prefix(['.', ')'])?;
    ((1..=2).contains(&digits) && rest.starts_with([' ', '\t'])).then(|| line.len() - rest.trim_start().len())
}

fn push(text: &str, span: Span, draft: &mut Draft) {
    let line = span.of(text);
    if line.is_empty() || furniture::is_boilerplate(line) {
        return;
    }
    let mut block = Block::new(span, BlockKind::Paragraph);
    if let Some(mark) = bullet(line).filter(|&m| m < line.len()) {
        block = Block::new(Span::new(span.start + mark as u32, span.end), BlockKind::ListItem);
    } else if furniture::is_caption(line) {
        block.kind = BlockKind::Caption;
    }
    mask::mask_addresses(text, block.span, &mut block.masked);
    draft.push(block, false);
}

fn table(text: &str, group: &[Line], table: u32, draft: &mut Draft) {
    let mut header = true;
    for &line in group {
        let span = line.trimmed(text);
        let span = Span::from(span.start..span.end);
        match cells(text, line) {
            Some(cells) => {
                let mut block = Block::new(span, BlockKind::TableRow { table, header });
                header = false;
                for pair in cells.windows(2) {
                    block.masked.push(Span::new(pair[0].end, pair[1].start));
                }
                block.cells = cells;
                draft.push(block, false);
            }
            // A rule of dashes, or a line of text among the rows.
            None if span.of(text).chars().all(|c| !c.is_alphanumeric()) => {}
            None => push(text, span, draft),
        }
    }
}

/// The cells of a line that looks like a row of a table: parts between tabs, bars or three spaces; at least two.
fn cells(text: &str, line: Line) -> Option<Vec<Span>> {
    let row = line.trimmed(text);
    let content = row.of(text);
    if content.len() > 400 {
        return None;
    }
    // Nearly every line is none, and is told so at once.
    if memchr2(b'\t', b'|', content.as_bytes()).is_none() && !content.contains("   ") {
        return None;
    }
    let bars = content.matches('|').count();
    let mut out = Vec::new();
    let mut add = |part: &str| {
        let at = part.as_ptr() as usize - text.as_ptr() as usize;
        let start = at + (part.len() - part.trim_start().len());
        out.push(Span::from(start..start + part.trim().len()));
    };
    if content.contains('\t') {
        content.split('\t').filter(|p| !p.trim().is_empty()).for_each(&mut add);
    } else if bars >= 2 {
        content.split('|').filter(|p| !p.trim().is_empty()).for_each(&mut add);
    } else if content.contains("   ") {
        content.split("   ").filter(|p| !p.trim().is_empty()).for_each(&mut add);
    }
    let words = out.iter().any(|c| c.of(text).chars().any(char::is_alphanumeric));
    (out.len() >= 2 && words).then_some(out)
}
