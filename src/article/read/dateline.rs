//! The place line before the first sentence: «PORTO VELA, March 4 (Wire) — Rescuers …».

use crate::article::{
    Case, Token,
    date::{Stamp, stamps},
    scan::tokens,
};

/// What a dateline says.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Dateline {
    pub place: Option<String>,
    pub stamp: Option<Stamp>,
    pub outlet: Option<String>,
}

/// Capitals before a dash that are no place.
const NO_PLACE: &[&str] = &[
    "live",
    "update",
    "updated",
    "exclusive",
    "breaking",
    "watch",
    "analysis",
    "opinion",
    "correction",
    "video",
    "read",
    "editorial",
    "comment",
    "factbox",
    "explainer",
    "timeline",
    "review",
    "urgent",
    "newsalert",
];

/// Reads the dateline that opens a paragraph.
pub fn dateline(paragraph: &str) -> Option<Dateline> {
    let mut cut = paragraph.len().min(160);
    while !paragraph.is_char_boundary(cut) {
        cut -= 1;
    }
    let text = &paragraph[..cut];
    if !text.contains(['—', '–', '-', '_']) {
        return None;
    }
    let tokens = tokens(text);
    let dash = tokens
        .iter()
        .take(28)
        .position(|t| t.spaced() && (t.is('—') || t.is('–') || t.is('-') || t.is('_')) || t.is('—'))?;
    // Something must follow, and the dash stand free («--» is two marks).
    let after = tokens[dash + 1..].iter().find(|t| !t.is('-'))?;
    if !(after.spaced() || tokens[dash].is('—')) || dash == 0 {
        return None;
    }
    let head = &text[..tokens[dash].start() as usize];
    let head_tokens = &tokens[..dash];
    let found = stamps(head, false);
    let outlet = bracket(head);
    let first = &head_tokens[0];
    let shouts = first.is_word() && (first.case() == Case::Upper || dotted(first, head));
    let plausible = shouts || outlet.is_some() || !found.is_empty() && first.is_word() && first.case() == Case::Title;
    if !plausible || !head_tokens.iter().all(|t| fits(t, head, &found)) {
        return None;
    }
    let stop = found.first().map_or(head.len(), |s| s.span.start as usize).min(head.find('(').unwrap_or(head.len()));
    let place = head[..stop].trim().trim_end_matches([',', ' ', '/']).trim();
    let place = Some(place).filter(|p| !p.is_empty() && !NO_PLACE.iter().any(|n| n.eq_ignore_ascii_case(p)));
    if place.is_none() && outlet.is_none() {
        return None;
    }
    Some(Dateline { place: place.map(str::to_owned), stamp: found.last().copied(), outlet })
}

/// «U.S.»-like words count as capitals.
fn dotted(t: &Token, text: &str) -> bool {
    t.case() != Case::Lower && t.span().of(text).contains('.')
}

/// Whether a token can stand before the dash: capitals, a date, brackets; no small words but those in names of places.
fn fits(t: &Token, text: &str, found: &[Stamp]) -> bool {
    let word = t.span().of(text);
    if found.iter().any(|s| s.span.overlaps(t.span())) {
        return true;
    }
    if t.is_word() {
        return t.case() != Case::Lower
            || matches!(word, "of" | "the" | "de" | "la" | "and" | "s" | "al" | "in" | "on" | "near");
    }
    t.is(',')
        || t.is('.')
        || t.is('(')
        || t.is(')')
        || t.is('-')
        || t.is('/')
        || t.is('’')
        || t.is('\'')
        || t.is(':')
        || t.is_number()
}

/// «(Meridian Wire)», «(AP)».
fn bracket(head: &str) -> Option<String> {
    let (_, rest) = head.split_once('(')?;
    let (inside, after) = rest.split_once(')')?;
    let inside = inside.trim();
    let fits = !inside.is_empty()
        && inside.chars().next().is_some_and(char::is_uppercase)
        && inside.split_whitespace().count() <= 6;
    (fits && after.trim().is_empty()).then(|| inside.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        let d = dateline(text)?;
        let date = d.stamp.map_or(String::new(), |s| format!("{:?}-{}-{}", s.year, s.month, s.day));
        Some(format!("{}|{date}|{}", d.place.unwrap_or_default(), d.outlet.unwrap_or_default()))
    }

    #[test]
    fn datelines() {
        for (text, wanted) in [
            ("PORTO VELA, March 4 (Wire) — Rescuers went on.", "PORTO VELA|None-3-4|Wire"),
            ("ORSAY, Nov 12, 2025 (Harbour Wire) - A ferry sank.", "ORSAY|Some(2025)-11-12|Harbour Wire"),
            ("   DRAV, June 10 (Baltic News) -- The party won.", "DRAV|None-6-10|Baltic News"),
            ("OLD CREEK, Kan. (Press Service) _ The number rose.", "OLD CREEK, Kan.||Press Service"),
            ("MERRI, B.C. - Some people left.", "MERRI, B.C.||"),
            ("(KTVN) - A man has died.", "||KTVN"),
            ("ASHGROVE — When the whistle came", "ASHGROVE||"),
            ("Kyiv, 4 March 2024 – The mayor said", "Kyiv|Some(2024)-3-4|"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn sentences_with_dashes_are_no_datelines() {
        for text in [
            "The ferry — a wreck — sank.",
            "LIVE — the ferry sinks",
            "TWENTY people are dead and 28 missing – officials",
            "NATO and the EU said – on Monday – that",
            "A man - 23 - died",
            "— What?",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
