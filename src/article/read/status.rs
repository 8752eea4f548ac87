//! Whether an article may be quoted as current.

use jiff::Timestamp;

use super::{
    front_matter::{self, FrontMatter},
    moment::{Moment, instant},
};
use crate::article::{Block, BlockKind, Status};

const EMBARGOED: &[&str] = &["embargoed", "embargo", "embargoeduntil", "embargountil", front_matter::RELEASED];

/// What stands in such a field where nothing is held back.
const NO: &[&str] = &["", "false", "no", "n", "none", "null", "off", "0"];

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
    match front.and_then(|f| by_word(f.get(front_matter::STATUS)?)) {
        Some(Status::Withdrawn) => Status::Withdrawn,
        // A corrected version may be held back too.
        _ if front.is_some_and(is_held) => Status::Embargoed,
        Some(status) if status != Status::Usable => status,
        _ => edges(blocks).find_map(|b| by_line(b.span.of(text))).unwrap_or_default(),
    }
}

/// The fields that hold an article back: until a moment, or until someone says otherwise.
fn embargoes(front: &FrontMatter) -> impl Iterator<Item = &str> {
    front.each(EMBARGOED).filter(|v| !NO.iter().any(|no| no.eq_ignore_ascii_case(v.trim())))
}

/// Whether an article was held back beyond the moment it was written: nobody here knows what time it is now. What holds
/// it back until a moment that can't be read holds it back.
fn is_held(front: &FrontMatter) -> bool {
    let written: Vec<Moment> = front.each(front_matter::DATE).filter_map(Moment::of).collect();
    let over = |until: Moment| !written.is_empty() && written.iter().all(|at| until.had_come(at));
    embargoes(front).any(|until| !Moment::of(until).is_some_and(over))
}

/// Until when an article is held back, by its fields or the line that says so («EMBARGOED until 18:00 GMT, 14 March 2025»).
pub fn held_until(text: &str, blocks: &[Block], front: Option<&FrontMatter>) -> Option<Timestamp> {
    let mut lines = edges(blocks).map(|b| b.span.of(text)).filter(|l| by_line(l) == Some(Status::Embargoed));
    front.and_then(|f| embargoes(f).filter_map(instant).max()).or_else(|| lines.find_map(instant))
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
