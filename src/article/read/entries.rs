//! Live blogs: entries that open with a time of day.

use jiff::{ToSpan, civil::Time};

use crate::article::{Block, BlockKind, DateSource, Published, date::leading_clock};

/// Finds the entries of a live blog and gives each block its own. A text with fewer than two is none.
pub fn entries(text: &str, blocks: &mut [Block], published: Option<Published>) -> Vec<Published> {
    let Some(published) = published else { return Vec::new() };
    let starts: Vec<(usize, Time)> =
        blocks.iter().enumerate().filter_map(|(i, b)| Some((i, opening(b, b.span.of(text))?))).collect();
    if starts.len() < 2 {
        return Vec::new();
    }
    // Either order can pass midnight; the one that takes less time in all is meant.
    let minutes = |t: Time| i32::from(t.hour()) * 60 + i32::from(t.minute());
    let forward: i32 = starts.windows(2).map(|w| (minutes(w[1].1) - minutes(w[0].1)).rem_euclid(24 * 60)).sum();
    let backward: i32 = starts.windows(2).map(|w| (minutes(w[0].1) - minutes(w[1].1)).rem_euclid(24 * 60)).sum();
    let newest_first = backward < forward;
    let mut date = published.date;
    let mut out = Vec::with_capacity(starts.len());
    for (k, &(_, time)) in starts.iter().enumerate() {
        let before = k.checked_sub(1).map(|p| starts[p].1);
        // A step against the order is midnight.
        let midnight = before.is_some_and(|b| if newest_first { time > b } else { time < b });
        if midnight {
            let step = if newest_first { -1 } else { 1 };
            date = date.checked_add(step.days()).unwrap_or(date);
        }
        out.push(Published { date, time: Some(time), from: DateSource::Dateline });
    }
    for (k, &(start, _)) in starts.iter().enumerate() {
        let end = starts.get(k + 1).map_or(blocks.len(), |s| s.0);
        for b in &mut blocks[start..end] {
            b.entry = Some(k as u32);
        }
    }
    out
}

/// The time that a block opens an entry with.
fn opening(block: &Block, text: &str) -> Option<Time> {
    if !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Byline) {
        return None;
    }
    let (end, time) = leading_clock(text)?;
    let rest = text.get(end..)?.trim_start_matches('.');
    let free = rest.trim_start();
    let heading = matches!(block.kind, BlockKind::Heading(_)) && rest.starts_with(' ') && !text[..end].contains('.');
    let set_off = free.is_empty() || rest.starts_with("**") || rest.starts_with(['\n', '\r', '|']);
    let marked = free.starts_with(['—', '–', '|', '·']) || rest.starts_with(": ") || free.starts_with("- ");
    (heading || set_off || marked).then_some(time)
}
