//! Whether an article may be quoted as current.

use jiff::Timestamp;

use super::{
    front_matter::{self, FrontMatter},
    identity::{EMBARGOED, instant},
};
use crate::article::{Block, BlockKind, Status};

/// The status by a word of a newsroom, as IPTC ninjs `pubstatus` and others write it.
pub fn by_word(word: &str) -> Option<Status> {
    match word.trim().to_ascii_lowercase().trim_start_matches("stat:") {
        "usable" | "published" | "final" | "live" => Some(Status::Usable),
        "embargoed" | "embargo" | "withheld" | "held" => Some(Status::Embargoed),
        "withdrawn" | "canceled" | "cancelled" | "killed" | "kill" | "retracted" | "deleted" => Some(Status::Withdrawn),
        "corrected" | "correction" => Some(Status::Corrected),
        _ => None,
    }
}

/// The status that an article gives itself: in its front matter, or in a line of its own at its head or foot.
pub fn status(text: &str, blocks: &[Block], front: Option<&FrontMatter>) -> Status {
    if let Some(status) = front.and_then(|f| by_word(f.get(front_matter::STATUS)?)).filter(|s| *s != Status::Usable) {
        return status;
    }
    if let Some(f) = front {
        // Held back until a moment after the one it was written: nobody here knows what time it is now.
        let later = |until: &str| f.get(front_matter::DATE).is_none_or(|d| until > d);
        if f.get(EMBARGOED).is_some_and(later) {
            return Status::Embargoed;
        }
    }
    edges(blocks).find_map(|b| by_line(b.span.of(text))).unwrap_or_default()
}

/// The moment in the line that holds an article back («EMBARGOED until 18:00 GMT, 14 March 2025»).
pub fn held_until(text: &str, blocks: &[Block]) -> Option<Timestamp> {
    let lines = edges(blocks).map(|b| b.span.of(text));
    lines.filter(|l| by_line(l) == Some(Status::Embargoed)).find_map(instant)
}

/// Short blocks at the head and the foot.
fn edges(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    let short = |b: &&Block| b.span.len() <= 240 && !matches!(b.kind, BlockKind::ListItem | BlockKind::TableRow { .. });
    blocks.iter().take(6).chain(blocks.iter().rev().take(3)).filter(short)
}

/// «EMBARGOED until 6 p.m.», «KILL: …», «CORRECTION: …»: the word in capitals, or before a colon.
pub fn by_line(line: &str) -> Option<Status> {
    let line = line.trim_start_matches(['*', '_', '(', '[', ' ']);
    let (word, rest) = line.split_at(line.find(|c: char| !c.is_alphabetic()).unwrap_or(line.len()));
    let told = word.len() >= 4 && (word.chars().all(char::is_uppercase) || rest.starts_with(':'));
    let nothing = || rest.trim_start_matches([':', ' ']).to_ascii_lowercase().starts_with("no");
    if !told {
        return None;
    }
    match word.to_ascii_lowercase().as_str() {
        "embargo" | "embargoed" if !nothing() => Some(Status::Embargoed),
        "kill" | "withdrawn" | "retraction" | "retracted" => Some(Status::Withdrawn),
        "correction" | "corrected" | "corrects" => Some(Status::Corrected),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_tell_a_status() {
        for (line, status) in [
            ("EMBARGOED until 6 p.m.", Some(Status::Embargoed)),
            ("Embargo: 18:00 GMT", Some(Status::Embargoed)),
            ("EMBARGO: none", None),
            ("KILL - do not use the ferry story", Some(Status::Withdrawn)),
            ("*Correction: an earlier version gave 83.*", Some(Status::Corrected)),
            ("Withdrawn from sale", None),
            ("Kill Devil Hills beaches reopen", None),
            ("Correction officers strike", None),
        ] {
            assert_eq!(by_line(line), status, "{line}");
        }
    }
}
