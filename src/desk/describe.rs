//! Mentions in words: what a passage amounts to, on one line.

use jiff::civil::Date;

use crate::{
    annotate::{Annotated, Attribution, Figure, FigureKind, Mention, Mode, Stance, Timex},
    article::without_filler,
    base::Span,
    compare::words,
    value::{ClockInterval, DayInterval, Decimal, Quantity, Unit},
};

/// The mention at a byte offset: the narrowest one, its end included, so that a caret after a word still finds it.
pub fn mention_at(a: &Annotated, offset: u32) -> Option<Mention<'_>> {
    let near = |s: Span| s.start <= offset && offset <= s.end;
    let figures = a.figures.iter().filter(|f| near(f.span)).map(|f| (f.span, Mention::Figure(f)));
    let timexes = a.timexes.iter().filter(|t| near(t.span)).map(|t| (t.span, Mention::Timex(t)));
    let claims = a
        .claims
        .iter()
        .filter(|c| c.pieces.iter().any(|&p| near(p)) || c.source.is_some_and(near) || c.cue.is_some_and(near));
    let claims = claims.map(|c| (c.span, Mention::Claim(c)));
    // Of two that touch at the offset, the one that holds it; then the narrowest.
    figures.chain(timexes).chain(claims).min_by_key(|(s, _)| (!s.contains(offset), s.len())).map(|(_, m)| m)
}

/// The part of a mention to light up when its `offset` is pointed at.
pub fn span_at(mention: Mention<'_>, offset: u32) -> Span {
    match mention {
        Mention::Figure(f) => f.span,
        Mention::Timex(t) => t.span,
        Mention::Name(n) => n.span,
        Mention::Claim(c) => {
            let parts = c.pieces.iter().copied().chain(c.source).chain(c.cue);
            parts.filter(|s| s.start <= offset && offset <= s.end).min_by_key(|s| s.len()).unwrap_or(c.span)
        }
    }
}

/// One line: «at least 137 people killed», «Friday night → Friday 22 March 2024», «Keir Giles · direct quotation».
pub fn mention(a: &Annotated, mention: Mention<'_>) -> String {
    match mention {
        Mention::Figure(f) => figure(a, f),
        Mention::Timex(t) => timex(a, t),
        Mention::Claim(c) => claim(a, c),
        Mention::Name(n) => n.full.to_string(),
    }
}

/// A figure with what it counts and what became of it.
pub fn figure(a: &Annotated, f: &Figure) -> String {
    let mut out = if f.kind == FigureKind::Score { words::score(&f.quantity) } else { quantity(&f.quantity) };
    let counted = f.counted.and_then(|s| a.article.prose.get(s.range()));
    if let Some(counted) = counted {
        out.push(' ');
        out.push_str(&squeezed(counted));
    } else if f.quantity.unit == Unit::Person {
        out.push_str(if f.quantity.low == Decimal::ONE { " person" } else { " people" });
    }
    if let Some(role) = f.role {
        let words = words::role::after(role.id());
        let plain = words.trim_start_matches([' ', '·']).to_lowercase();
        let told = f.quantity.unit == Unit::YearOld || out.to_lowercase().contains(&plain);
        let noun = counted.is_some() || f.quantity.unit == Unit::Person;
        if !told && f.kind != FigureKind::Score {
            out.push_str(&if noun { words } else { format!(" · {plain}") });
        }
    }
    out
}

/// A quantity as a newspaper writes it; an age is said to be one.
pub fn quantity(q: &Quantity) -> String {
    let written = words::quantity(q);
    if q.unit == Unit::YearOld { format!("{written} years old") } else { written }
}

fn timex(a: &Annotated, t: &Timex) -> String {
    let words = squeezed(a.article.prose.get(t.span.range()).unwrap_or_default());
    match resolved(t) {
        Some(value) if value != words => format!("{words} → {value}"),
        _ => words,
    }
}

/// What a temporal expression comes to, in words; `None` where it can't be placed.
pub fn resolved(t: &Timex) -> Option<String> {
    if t.days.is_none() && t.length.is_some() {
        return None;
    }
    moment(t.days, t.clock, t.rule.id())
}

/// Days, and a time of day, as people write them: «Sunday 2 November 2025, 23:40»; by the rule that found them.
pub fn moment(on: Option<DayInterval>, clock: Option<ClockInterval>, rule: &str) -> Option<String> {
    let mut out = on.map(|d| days(d.first, d.last)).unwrap_or_default();
    if let Some(clock) = clock {
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(&words::clock(clock, rule));
    }
    (!out.is_empty()).then_some(out)
}

/// A stretch of days as people write it: «Friday 22 March 2024», «September 2022», «2022», «3 May 2024 to 7 May 2024».
pub fn days(first: Date, last: Date) -> String {
    if first == last {
        return first.strftime("%A %-d %B %Y").to_string();
    }
    let whole_month = first.day() == 1 && last == last.last_of_month();
    if first == first.first_of_year() && last == first.last_of_year() {
        return first.year().to_string();
    }
    if whole_month && (first.year(), first.month()) == (last.year(), last.month()) {
        return first.strftime("%B %Y").to_string();
    }
    let short = |d: Date| d.strftime("%-d %B %Y").to_string();
    format!("{} to {}", short(first), short(last))
}

/// The source of a claim, what it is said to be, and how its words are given.
pub fn claim(a: &Annotated, c: &Attribution) -> String {
    let text = &a.article.prose;
    let written = || c.source.and_then(|s| text.get(s.range())).map(squeezed);
    let mut out = c.speaker.as_deref().map(str::to_owned).or_else(written).unwrap_or_else(|| "Unnamed source".into());
    // An age alone does not say who someone is.
    let description = c.description.and_then(|s| text.get(s.range()));
    if let Some(description) = description.filter(|d| d.contains(char::is_alphabetic)) {
        out.push_str(", ");
        out.push_str(&squeezed(description));
    }
    out.push_str(" · ");
    out.push_str(match c.mode {
        Mode::Direct => "direct quotation",
        Mode::Indirect => "reported in other words",
        Mode::Mixed => "reported, partly in the source’s own words",
    });
    match c.stance {
        Stance::Denies => out.push_str(", denied"),
        Stance::Doubts => out.push_str(", doubted"),
        Stance::Commits => out.push_str(", promised"),
        Stance::Asks => out.push_str(", asked"),
        Stance::Asserts => {}
    }
    out
}

/// The words with every run of white space as one space, and without filler.
pub fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&without_filler(word));
    }
    out
}

/// At most `limit` characters of a text, cut between words, with «…» where something is left out.
pub fn shortened(text: &str, limit: usize) -> String {
    let text = squeezed(text);
    let Some((cut, _)) = text.char_indices().nth(limit) else { return text };
    let head = &text[..cut];
    let end = head.rfind(' ').unwrap_or(cut);
    format!("{}…", &head[..end])
}

/// The beginning of a text, at most so many characters, cut between words, with «…» where something is left out.
pub fn start_of(text: &str, limit: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let head = &text[..cut];
    format!("{}…", &head[..head.rfind(' ').unwrap_or(0)])
}

/// The same of its end.
pub fn end_of(text: &str, limit: usize) -> String {
    let text = text.trim_start();
    let cut = limit.checked_sub(1).and_then(|n| text.char_indices().rev().nth(n)).map_or(0, |(at, _)| at);
    if cut == 0 {
        return text.to_owned();
    }
    let tail = &text[cut..];
    format!("…{}", tail.find(' ').map_or("", |at| &tail[at + 1..]))
}

/// As [`shortened`], but cut so that the first difference to `other` is seen.
pub fn shortened_where_new(text: &str, other: &str, limit: usize) -> String {
    let text = squeezed(text);
    let differs =
        text.char_indices().zip(other.chars()).find(|((_, a), b)| a != b).map_or(other.len(), |((at, _), _)| at);
    let (Some(before), Some((end, _))) = (text.get(..differs), text.char_indices().nth(limit)) else {
        return shortened(&text, limit);
    };
    if differs < end / 2 {
        return shortened(&text, limit);
    }
    // A few words before it tell where it stands.
    let from = before.char_indices().rev().nth(limit / 3).map_or(0, |(at, _)| at);
    let from = before[from..].find(' ').map_or(from, |at| from + at + 1);
    format!("…{}", shortened(&text[from..], limit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_cut_around_what_is_new_in_it() {
        let new = |text: &str, other: &str| shortened_where_new(text, other, 24);
        let own = "“We will pay for every house by spring,”";
        assert_eq!(new("“We will pay for every house by autumn,”", own), "…by autumn,”");
        assert_eq!(new("“We won’t pay for every house by spring,”", own), "“We won’t pay for every…");
        assert_eq!(new("fourteen", own), "fourteen");
        assert_eq!(new("“We will pay for every house by spring,” and more", own).chars().next(), Some('…'));
    }

    #[test]
    fn what_stands_beside_is_cut_between_words() {
        assert_eq!(end_of("The toll of the attack rose to ", 12), "…rose to ");
        assert_eq!(end_of("The toll rose to ", 40), "The toll rose to ");
        assert_eq!(start_of(" on Sunday, as rescue workers", 14), " on Sunday,…");
        assert_eq!(start_of(".", 14), ".");
        assert_eq!((end_of("Überfälle", 4), start_of("Überfälle", 4)), ("…".into(), "…".into()));
    }

    #[test]
    fn long_passages_are_cut_between_words() {
        assert_eq!(shortened("At least  137\npeople died", 15), "At least 137…");
        assert_eq!(shortened("short", 15), "short");
    }
}
