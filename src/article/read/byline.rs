//! Lines that tell who wrote an article, when and for whom.

use smallvec::SmallVec;

use crate::article::{
    Case, Token,
    date::{Stamp, stamps_in},
    scan::tokens,
};

/// The longest line that is looked at, in bytes.
pub const LONGEST: usize = 220;

/// What a line at the head or foot of an article says.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Line {
    pub stamp: Option<Stamp>,
    pub authors: Vec<String>,
    pub outlet: Option<String>,
}

/// Words that stand with a date of publication.
const LABELS: &[&str] = &[
    "published",
    "updated",
    "posted",
    "date",
    "dated",
    "last",
    "modified",
    "first",
    "on",
    "at",
    "of",
    "week",
    "the",
    "issued",
    "created",
    "filed",
    "edition",
    "print",
    "online",
    "release",
    "released",
    "version",
    "by",
    "and",
    "from",
];

/// Nouns that end the name of a newspaper, agency or station.
const OUTLET_NOUNS: &[&str] = &[
    "times",
    "ledger",
    "courier",
    "post",
    "guardian",
    "sentinel",
    "argus",
    "bell",
    "herald",
    "tribune",
    "gazette",
    "chronicle",
    "standard",
    "observer",
    "news",
    "press",
    "journal",
    "telegraph",
    "mirror",
    "echo",
    "plainsman",
    "wire",
    "correspondent",
    "mail",
    "express",
    "star",
    "sun",
    "independent",
    "examiner",
    "inquirer",
    "enquirer",
    "record",
    "register",
    "advertiser",
    "bulletin",
    "dispatch",
    "globe",
    "monitor",
    "review",
    "agency",
    "service",
    "radio",
    "television",
    "tv",
    "broadcasting",
    "magazine",
    "online",
    "today",
    "daily",
    "weekly",
    "citizen",
    "republic",
    "leader",
    "argonaut",
    "messenger",
    "mercury",
    "banner",
    "beacon",
    "bugle",
    "clarion",
    "pioneer",
    "voice",
    "world",
    "media",
    "network",
    "report",
    "digest",
    "newsroom",
    "explains",
];

/// Reads a line of bylines and dates; `None` for any other line. `head` is whether it stands before the article’s first
/// paragraph.
pub fn line(text: &str, head: bool) -> Option<Line> {
    if text.len() > LONGEST || text.is_empty() {
        return None;
    }
    let mut out = Line::default();
    let mut known = false;
    let parts = segments(text);
    for (i, part) in parts.iter().enumerate() {
        if let Some((authors, outlet)) = by(part) {
            out.authors.extend(authors);
            out.outlet = out.outlet.take().or(outlet);
            known = true;
        } else if let Some((stamp, rest)) = dated(part) {
            // The last change is the moment of the text as it stands.
            let later = |old: &Stamp| (stamp.date(), stamp.time) > (old.date(), old.time);
            if out.stamp.as_ref().is_none_or(later) {
                out.stamp = Some(stamp);
            }
            if i == 0 && out.outlet.is_none() {
                out.outlet = rest.filter(|r| head && r.split_whitespace().count() <= 6 && is_name(r));
            }
            known = true;
        } else if part.ends_with('.') && part.split_whitespace().count() > 10 {
            // A sentence after a dash: a dateline, not a line of its own.
            return None;
        }
    }
    if !known {
        return None;
    }
    // «Tessaly Courier · Wednesday 12 November»: the name before the date.
    if head && out.outlet.is_none() && out.stamp.is_some() && parts.len() > 1 && dated(parts[0]).is_none() {
        let first = parts[0].split(", ").find(|p| is_outlet(p)).unwrap_or(parts[0]);
        out.outlet = Some(first).filter(|p| is_name(p) && by(p).is_none()).map(str::to_owned);
    }
    Some(out)
}

/// The parts of a line between bars, dots and dashes.
fn segments(text: &str) -> Vec<&str> {
    let mut parts = sentences(text);
    for separator in ["|", " · ", " • ", " — ", " – ", " - ", " -- ", " / "] {
        if text.contains(separator) {
            parts = parts.into_iter().flat_map(|p| p.split(separator)).collect();
        }
    }
    parts.into_iter().map(plain).filter(|p| !p.is_empty()).collect()
}

/// The sentences of a line that is a row of short ones: «Harbour Radio online, Monday 3 March 2025. Latest first.» Any
/// other line is one part.
fn sentences(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(". ") {
        let before = text[from..at].split(|c: char| c.is_whitespace() || c == '.').next_back().unwrap_or_default();
        // «Nov. 4», «p.m. ET», «St. Paul» go on.
        let whole = before.len() >= 4 && !before.eq_ignore_ascii_case("sept") && !text[..at].ends_with('.');
        if whole && text[at + 2..].starts_with(char::is_uppercase) {
            parts.push(&text[from..at]);
            from = at + 2;
        }
    }
    parts.push(&text[from..]);
    let short = |p: &&str| p.split_whitespace().count() <= 9;
    if parts.len() > 1 && parts.iter().all(short) { parts } else { vec![text] }
}

/// Without emphasis marks and brackets around.
pub fn plain(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '(' | ')' | '[' | ']' | '#' | '—' | '–'))
}

/// Tokens of the name beside a date at most.
const MOST: usize = 6;

/// A part that is a date, with labels and times, and at most a name before or after it: the date and that name.
pub fn dated(part: &str) -> Option<(Stamp, Option<String>)> {
    if !part.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let tokens = tokens(part);
    let found = stamps_in(part, &tokens, false);
    let stamp = *found.last()?;
    let mut rest: SmallVec<[&Token; MOST]> = SmallVec::new();
    let mut labelled = false;
    for t in &tokens {
        let word = t.span().of(part);
        if found.iter().any(|s| s.span.overlaps(t.span())) || !(t.is_word() || t.is_number()) {
            continue;
        }
        let is = |list: &[&str]| list.iter().any(|l| l.eq_ignore_ascii_case(word));
        let label = is(LABELS);
        labelled |= label;
        let clock = t.is_number() || is(&["am", "pm", "a.m.", "p.m."]) || is(crate::article::date::ZONES);
        if !label && !clock {
            if rest.len() == MOST {
                return None;
            }
            rest.push(t);
        }
    }
    // A sentence is no date line: what is left must be a short name, or the line say that it was published.
    let small = rest.iter().filter(|t| t.is_word() && t.case() == Case::Lower).count();
    let report = labelled && ["published", "updated", "posted"].iter().any(|w| part.to_lowercase().contains(w));
    let limit = if report { MOST } else { 5 };
    let name = rest.first().zip(rest.last()).map(|(a, b)| part[a.start() as usize..b.end() as usize].trim());
    // «World affairs, The Harbour Observer»: the part that is an outlet's name.
    let outlet = name.and_then(|n| n.split(", ").find(|p| is_outlet(p)));
    if rest.len() > limit || outlet.is_none() && small > if report { 4 } else { 0 } {
        return None;
    }
    Some((stamp, outlet.or(name.filter(|_| small == 0)).map(str::to_owned)))
}

/// What journalists are called after their names.
const ROLES: &[&str] = &["correspondent", "editor", "reporter", "columnist", "writer", "staff"];

/// «Ana Blum, Transport Correspondent».
fn with_role(part: &str) -> Option<&str> {
    let (name, role) = part.split_once(", ")?;
    let last = role.split_whitespace().next_back()?;
    let known = ROLES.iter().any(|r| r.eq_ignore_ascii_case(last));
    (known && is_name(name) && is_name(role) && (2..=4).contains(&name.split_whitespace().count())).then_some(name)
}

/// «By Gwen Parfitt, Counties News Agency», «Reporting by A and B; Editing by C»: authors and outlet.
fn by(part: &str) -> Option<(Vec<String>, Option<String>)> {
    if let Some(name) = with_role(part).filter(|n| !n.to_lowercase().starts_with("by ")) {
        return Some((vec![name.to_owned()], None));
    }
    let lower = part.get(..3)?.to_ascii_lowercase();
    let rest = if lower == "by " {
        &part[3..]
    } else {
        let at = ["Reporting by ", "Words by ", "Written by ", "Report by ", "Story by "]
            .iter()
            .find_map(|l| part.strip_prefix(l))?;
        at.split(';').next()?
    };
    if rest.ends_with('.') && rest.split_whitespace().count() > 6 || !rest.chars().next()?.is_uppercase() {
        return None;
    }
    if rest.split_whitespace().count() > 16 {
        return None;
    }
    let mut outlet = None;
    let mut names = rest;
    if let Some((n, o)) = rest.split_once(" for ") {
        (names, outlet) = (n, Some(plain(o).to_owned()));
    }
    let mut authors = Vec::new();
    for (i, n) in names.split(',').enumerate() {
        let n = n.trim();
        if i > 0 && outlet.is_none() && is_outlet(n) {
            outlet = Some(n.to_owned());
        }
        if i == 0 {
            authors.extend(n.split(" and ").map(|a| without_place(a).to_owned()).filter(|a| !a.is_empty()));
        }
    }
    Some((authors, outlet))
}

/// «Ewan Tarleton in Dravna» without the place.
fn without_place(name: &str) -> &str {
    name.split(" in ").next().unwrap_or(name).trim()
}

/// Whether words are a name: capitals at the start of each but the smallest, no stop.
pub fn is_name(text: &str) -> bool {
    let mut words = 0;
    for w in text.split_whitespace() {
        let first = w.trim_start_matches(['(', '“', '‘', '"']).chars().next();
        let small = matches!(w, "of" | "the" | "and" | "&" | "in" | "for" | "on" | "de" | "-");
        if !small && !first.is_some_and(char::is_uppercase) {
            return false;
        }
        words += 1;
    }
    (1..=7).contains(&words) && !text.ends_with(['.', '!', '?', ':', ',']) && !text.contains(['“', '"', '?'])
}

/// Whether a name is one of an outlet: its last word says so, or «The» with it.
pub fn is_outlet(text: &str) -> bool {
    if !is_name(text) {
        return false;
    }
    let last = text.split(|c: char| c.is_whitespace() || c == '-').next_back().unwrap_or_default();
    OUTLET_NOUNS.iter().any(|n| n.eq_ignore_ascii_case(last))
}

/// Last words of an outlet's name that stand at the end of many other short lines, too («World News»).
const COMMON: &[&str] = &[
    "news",
    "today",
    "daily",
    "weekly",
    "online",
    "world",
    "report",
    "service",
    "media",
    "network",
    "record",
    "review",
    "voice",
    "leader",
    "digest",
    "press",
    "magazine",
    "pioneer",
    "register",
    "correspondent",
    "agency",
    "radio",
    "television",
    "tv",
];

/// Whether a line by itself can only be a paper's name: «The City Ledger», «Calder Herald».
pub fn is_paper(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let last = text.split(|c: char| c.is_whitespace() || c == '-').next_back().unwrap_or_default();
    let common = COMMON.iter().any(|n| n.eq_ignore_ascii_case(last));
    is_outlet(text) && (2..=5).contains(&words) && (!common || words > 2 && text.starts_with("The "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        let l = line(text, true)?;
        let date = l.stamp.map_or(String::new(), |s| {
            s.date().map_or_else(|| format!("--{:02}-{:02}", s.month, s.day), |d| d.to_string())
        });
        Some(format!("{date}|{}|{}", l.authors.join("+"), l.outlet.unwrap_or_default()))
    }

    #[test]
    fn bylines_and_date_lines() {
        for (text, wanted) in [
            ("By Ana Blum, Harbour News Agency", "|Ana Blum|Harbour News Agency"),
            ("By ANA BLUM, Chief Reporter, on Orsay", "|ANA BLUM|"),
            ("By Ana Blum and Leo Sanz for Harbour Online", "|Ana Blum+Leo Sanz|Harbour Online"),
            ("(Reporting by Ana Blum in Orsay and Leo Sanz; Editing by Tom Orr)", "|Ana Blum+Leo Sanz|"),
            ("Ana Blum, Transport Correspondent", "|Ana Blum|"),
            ("March 23 2024", "2024-03-23||"),
            ("Harbour Argus, Friday, November 22, 2024", "2024-11-22||Harbour Argus"),
            ("PUBLISHED: 18:22, 14 March 2025 | UPDATED: 19:05, 15 March 2025", "2025-03-15||"),
            ("*Harbour Courier · Wednesday 12 November · newest entries at the top*", "--11-12||Harbour Courier"),
            ("**The National Post | Health | April 16, 2025**", "2025-04-16||The National Post"),
            ("*Desk Explains — June 11, 2025 — 4 min read*", "2025-06-11||Desk Explains"),
            ("FRI 14 MAR 2025 16:40 - EMBARGO: none - 1st lead", "2025-03-14||"),
            ("Updated 3:15 p.m. ET, Nov. 4, 2025", "2025-11-04||"),
            ("This report was first published Aug. 11, 2025.", "2025-08-11||"),
            (
                "*Harbour Radio online, Monday 3 March 2025. Latest first. Times are local.*",
                "2025-03-03||Harbour Radio",
            ),
            (
                "*Harbour Gazette, English edition. Tuesday 4 March 2025. From our reporters*",
                "2025-03-04||Harbour Gazette",
            ),
            ("*World affairs, The Harbour Observer, 8 February*", "--02-08||The Harbour Observer"),
            ("Harbour Argus. Late edition. Friday, Nov. 22, 2024.", "2024-11-22||Harbour Argus"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn sentences_are_no_bylines() {
        for text in [
            "By Friday the ferry had sunk and nobody knew how many had been in it that night.",
            "The ferry sank on March 23, 2024 off the coast.",
            "The ferry sank. Four people were lost on March 23, 2024.",
            "Nobody knew. In March 2024, on the 23rd, they did.",
            "by then it was late",
            "Ferry sinks off Orsay",
            "On March 3, 2024 the court jailed her for seven years",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
