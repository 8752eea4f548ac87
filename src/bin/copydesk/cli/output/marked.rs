//! An article for people: its text with every mention coloured, and what each amounts to under its line.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use copydesk::{
    annotate::{Annotated, Attribution, Timex, TimexKind},
    base::{LineIndex, Span},
    compare::words,
    desk,
};

use super::{bold, dim, plural, shown};

struct Mark {
    span: Span,
    style: Style,
    note: String,
}

pub fn print(name: &str, annotated: &Annotated) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    let text = &*annotated.article.text;
    let date = match annotated.article.meta.published {
        Some(p) => format!("{} ({})", p.date.strftime("%-d %B %Y"), p.from.name()),
        None => "no date found; give one with --date or in copydesk.toml".to_owned(),
    };
    writeln!(out, "{}  {}", bold(&shown(name)), dim(&date))?;
    let marks = marks(annotated);
    let mut rest = &marks[..];
    // Those that began on this line or an earlier one and have not ended.
    let mut open: Vec<&Mark> = Vec::new();
    let lines = LineIndex::new(text);
    for span in (0..lines.lines()).filter_map(|n| lines.line_span(n)).filter(|span| !span.is_empty()) {
        let here = rest.split_off(..rest.partition_point(|m| m.span.start < span.end)).unwrap_or_default();
        open.extend(here);
        writeln!(out, "{}", coloured(text, span, &open).trim_end())?;
        open.retain(|m| m.span.end > span.end);
        for m in here {
            let short = desk::shortened(m.span.of(text), 40);
            writeln!(out, "    {}{}{:#}  {}", m.style, shown(&short), m.style, dim(&shown(&m.note)))?;
        }
    }
    writeln!(
        out,
        "{}",
        bold(&format!(
            "{}, {}, {}.",
            plural(annotated.figures.len(), "figure"),
            plural(annotated.timexes.len(), "date"),
            plural(annotated.claims.len(), "claim")
        ))
    )
}

fn marks(a: &Annotated) -> Vec<Mark> {
    let colour = |c: AnsiColor| Style::new().fg_color(Some(c.into())).underline();
    let text = &*a.article.text;
    let mut out = Vec::new();
    out.extend(a.figures.iter().map(|f| Mark {
        span: f.span,
        style: colour(AnsiColor::Yellow),
        note: desk::figure(a, f),
    }));
    out.extend(a.timexes.iter().map(|t| Mark { span: t.span, style: colour(AnsiColor::Cyan), note: timex(t) }));
    out.extend(a.claims.iter().map(|c| Mark { span: c.span, style: colour(AnsiColor::Green), note: claim(c, text) }));
    out.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    out
}

/// «Friday 22 March 2024», «40 minutes», or why it has no place on the calendar.
fn timex(t: &Timex) -> String {
    desk::resolved(t).or_else(|| t.length.as_ref().map(words::length)).unwrap_or_else(|| {
        let told = match (t.kind, t.value.as_str()) {
            (_, "PRESENT_REF") => "the present, no day",
            (_, "PAST_REF") => "the past, no day",
            (_, "FUTURE_REF") => "the future, no day",
            (TimexKind::Set, _) => "again and again",
            (TimexKind::Duration, _) => "a length of time, not said how long",
            _ => "which day is not said",
        };
        told.to_owned()
    })
}

fn claim(c: &Attribution, text: &str) -> String {
    let source = c.source.map(|s| s.of(text).to_owned());
    let who = c.speaker.as_deref().map(str::to_owned).or(source).unwrap_or_else(|| "no source".to_owned());
    format!("{} · {who}", c.mode.name())
}

/// The line, without its break, with those marks coloured that reach into it, in order of where they start, the innermost on top.
fn coloured(text: &str, line: Span, marks: &[&Mark]) -> String {
    let line = Span::new(line.start, line.start + line.of(text).trim_end_matches(['\n', '\r']).len() as u32);
    let mut edges: Vec<u32> = marks
        .iter()
        .flat_map(|m| [m.span.start, m.span.end].map(|at| at.clamp(line.start, line.end)))
        .chain([line.start, line.end])
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let mut out = String::new();
    let mut rest = marks.iter().peekable();
    let mut over: Vec<&Mark> = Vec::new();
    for pair in edges.windows(2) {
        let piece = Span::new(pair[0], pair[1]);
        over.retain(|m| m.span.end > piece.start);
        while let Some(m) = rest.next_if(|m| m.span.start <= piece.start) {
            over.push(m);
        }
        match over.iter().min_by_key(|m| m.span.len()) {
            Some(m) => out.push_str(&format!("{}{}{:#}", m.style, shown(piece.of(text)), m.style)),
            None => out.push_str(&shown(piece.of(text))),
        }
    }
    out
}
