//! Totals of short lists: a box of lines such as «Aboard: 26 / Killed: 3 / Missing: 2 / Safe: 21».

use super::total::addition;
use crate::{annotate::Annotated, article::BlockKind, base::Span, compare::Finding, value::Decimal};

/// A line that is a label and a whole number.
struct Item {
    label: String,
    span: Span,
    value: Decimal,
}

/// The longest line of a list, in bytes.
const LONGEST: usize = 60;

/// Words that say of a number that it is the sum of the others.
const TOTALS: &[&str] =
    &["total", "totals", "in total", "in all", "altogether", "all told", "overall", "sum", "grand total"];

/// Words for all who were there, before what became of them.
const THERE: &[&str] =
    &["aboard", "on board", "inside", "in the", "present", "at work", "on shift", "on duty", "occupants", "travelling"];

/// What becomes of people, each in one of these ways.
const FATES: &[(&str, bool)] = &[
    ("killed", false),
    ("dead", false),
    ("died", false),
    ("deaths", false),
    ("fatalities", false),
    ("missing", false),
    ("unaccounted", false),
    ("injured", false),
    ("hurt", false),
    ("wounded", false),
    ("unhurt", true),
    ("uninjured", true),
    ("unharmed", true),
    ("safe", true),
    ("rescued", true),
    ("survivors", true),
    ("survived", true),
    ("escaped", true),
];

/// The lists of an article whose total is not the sum of their parts.
pub fn totals(a: &Annotated) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut run: Vec<Item> = Vec::new();
    for block in &a.article.blocks {
        let listed = matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Heading(_));
        let text = a.article.slice(block.span);
        if !listed || text.len() > 1000 {
            out.extend(check(&run));
            run.clear();
            continue;
        }
        for line in text.split('\n') {
            let at = block.span.start + (line.as_ptr() as usize - text.as_ptr() as usize) as u32;
            match item(line, at) {
                Some(item) => run.push(item),
                None => {
                    out.extend(check(&run));
                    run.clear();
                }
            }
        }
    }
    out.extend(check(&run));
    out
}

/// The finding of one list.
fn check(run: &[Item]) -> Option<Finding> {
    if !(3..=20).contains(&run.len()) {
        return None;
    }
    let (first, last) = (run.first()?, run.last()?);
    let is_total = |i: &Item| TOTALS.contains(&i.label.as_str());
    let (total, parts) = if is_total(last) {
        (last, &run[..run.len() - 1])
    } else if is_total(first) || all_there(first, &run[1..]) {
        (first, &run[1..])
    } else {
        return None;
    };
    let sum: Decimal = parts.iter().map(|p| p.value).sum();
    // A slip misses the sum by a little; what is far off is no sum.
    let off = (sum - total.value).abs();
    if parts.iter().any(is_total) || off.is_zero() || off * Decimal::from(4) > total.value {
        return None;
    }
    let parts: Vec<(Span, Decimal)> = parts.iter().map(|p| (p.span, p.value)).collect();
    Some(addition("total-mismatch", total.span, total.value, &parts, sum))
}

/// Whether a number is of all who were there and the others say what became of each.
fn all_there(first: &Item, others: &[Item]) -> bool {
    let fate = |i: &Item| {
        let word = i.label.split(' ').next().unwrap_or_default();
        FATES.iter().find(|f| f.0 == word).map(|f| f.1)
    };
    let fates: Option<Vec<bool>> = others.iter().map(fate).collect();
    // Only where the unhurt are counted too does every one of them stand in the list.
    THERE.iter().any(|w| first.label.contains(w)) && fates.is_some_and(|f| f.contains(&true) && f.contains(&false))
}

/// «Killed: 3», «Killed 3», «3 killed», with marks of lists and emphasis around; `at` is where the line stands.
fn item(line: &str, at: u32) -> Option<Item> {
    let marks = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '-' | '•' | '·' | '–' | ':' | '.' | ',');
    let text = line.trim_matches(marks);
    if text.is_empty() || line.len() > LONGEST {
        return None;
    }
    let digits = |c: char| c.is_ascii_digit() || c == ',';
    let tail = text.trim_end_matches(digits);
    let head = text.trim_start_matches(digits);
    let (number, label) = match (tail.len() < text.len(), head.len() < text.len()) {
        (true, false) => (&text[tail.len()..], tail),
        (false, true) => (&text[..text.len() - head.len()], head),
        _ => return None,
    };
    let set_off = label.ends_with([' ', ':', '*', '_']) || label.starts_with([' ', '*', '_']);
    let label = label.trim_matches(marks).to_lowercase();
    let plain = label.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-'));
    if !set_off || label.is_empty() || !plain || label.split(' ').count() > 5 || number.starts_with(',') {
        return None;
    }
    let start = at + (number.as_ptr() as usize - line.as_ptr() as usize) as u32;
    let value = number.replace(',', "").parse().ok()?;
    Some(Item { label, span: Span::new(start, start + number.len() as u32), value })
}
