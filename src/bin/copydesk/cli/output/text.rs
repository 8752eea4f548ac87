//! Findings for people: grouped by fact, each group with its passages newest first, and a closing count.

mod frame;
mod group;

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};
use copydesk::{
    base::Span,
    compare::{self, Finding, Rule, Severity, Verdict},
    corpus::LEDGER_FILE,
    desk::Collection,
};

use super::{Report, bold, dim, plural};
use frame::Frame;
use group::{Fact, group};

/// A passage: the member's number and the span.
type Passage = (usize, Span);

/// Passages shown of one fact; the others are counted.
const PASSAGES: usize = 5;

/// Prints what was found; of what was let stand and is not in it, the count.
pub fn print(collection: &Collection, reports: &[Report], stood: &[Report]) -> io::Result<()> {
    let (articles, empty): (Vec<_>, Vec<_>) =
        collection.members.iter().filter(|m| m.checked).partition(|m| !m.annotated.article.blocks.is_empty());
    if articles.is_empty() && empty.is_empty() {
        return Ok(());
    }
    let mut out = anstream::stdout().lock();
    let facts = group(collection, reports);
    let renderer = renderer();
    for fact in &facts {
        writeln!(out, "{}\n", render(collection, fact, stood, &renderer))?;
    }
    writeln!(out, "{}", bold(&closing(&facts, group(collection, stood).len(), articles.len(), empty.len())))?;
    match facts.first().filter(|f| f.lead().1.severity > Severity::Hint) {
        Some(fact) => {
            writeln!(out, "{}", dim(&format!("More about a finding: copydesk explain {}", fact.lead().1.code)))
        }
        None => Ok(()),
    }
}

fn render(collection: &Collection, fact: &Fact<'_>, stood: &[Report], renderer: &Renderer) -> String {
    let (number, lead) = fact.lead();
    let level = match lead.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
        Severity::Hint if lead.stands.is_some() => Level::HELP.with_name("let stand"),
        Severity::Hint => Level::HELP.with_name("hint"),
    };
    let mut passages = fact.passages();
    let published = |p: &Passage| collection.members[p.0].sheet.published;
    passages.sort_by_key(|p| (p.0 != number || p.1 != lead.span, std::cmp::Reverse(published(p)), *p));
    // A fault inside one passage points at parts of it, which the passage shows already.
    passages.retain(|p| p.1 == lead.span || !(p.0 == number && p.1.overlaps(lead.span)));
    let more = passages.len().saturating_sub(PASSAGES);
    passages.truncate(PASSAGES);
    let frames: Vec<Frame> =
        passages.iter().map(|p| Frame::new(collection, *p, fact.stands_to_lead(collection, *p, stood))).collect();
    let code = code(lead);
    let mut group = Group::with_title(level.primary_title(lead.message.as_str()).id(code.as_str()));
    for (frame, passage) in frames.iter().zip(&passages) {
        let kind = if *passage == (number, lead.span) { AnnotationKind::Primary } else { AnnotationKind::Context };
        group = group.element(
            Snippet::source(frame.source.as_str())
                .path(frame.path.as_str())
                .line_start(frame.line)
                .fold(false)
                .annotation(kind.span(frame.mark.clone()).label(frame.label.as_str())),
        );
    }
    let and_more = format!("and {}; --format jsonl has them all", plural(more, "more passage"));
    if more > 0 {
        group = group.element(Level::NOTE.no_name().message(and_more.as_str()));
    }
    for reason in &lead.because {
        group = group.element(Level::NOTE.with_name("because").message(reason.as_str()));
    }
    let acts = lead.severity > Severity::Hint && matches!(lead.verdict, Verdict::Conflict | Verdict::Superseded);
    let remedy = compare::rule(lead.code).filter(|_| acts).and_then(Rule::remedy);
    if let Some(remedy) = &remedy {
        group = group.element(Level::HELP.with_name("to settle it").message(remedy.as_str()));
    }
    let stands = lead.stands.as_ref().map(|why| format!("{why} ({LEDGER_FILE})"));
    if let Some(stands) = &stands {
        group = group.element(Level::NOTE.with_name("let stand").message(stands.as_str()));
    }
    // The renderer counts in what it is shown of a line; people look for the place in the file.
    let rendered = renderer.render(&[group]);
    frames.iter().fold(rendered, |out, frame| out.replacen(&frame.place_shown(), &frame.place, 1))
}

/// What stands in brackets before a finding: its code, and how the passages stand where they do not contradict.
fn code(finding: &Finding) -> String {
    match finding.verdict {
        _ if finding.severity > Severity::Hint => finding.code.to_owned(),
        Verdict::Conflict | Verdict::Superseded => finding.code.to_owned(),
        other => format!("{}: {}", finding.code, stands(other)),
    }
}

/// How a passage stands to another, in a word.
fn stands(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Conflict => "conflict",
        Verdict::Superseded => "another count",
        Verdict::Compatible => "fits",
        Verdict::Agree => "same",
        Verdict::Unresolved => "perhaps",
    }
}

/// Colours are stripped later where they are not wanted.
fn renderer() -> Renderer {
    Renderer::styled().decor_style(DecorStyle::Ascii).term_width(118)
}

fn closing(facts: &[Fact<'_>], stood: usize, articles: usize, empty: usize) -> String {
    let count = |s: Severity| facts.iter().filter(|f| f.lead().1.severity == s && f.lead().1.stands.is_none()).count();
    let mut parts = Vec::new();
    for (severity, name) in
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "note"), (Severity::Hint, "hint")]
    {
        if count(severity) > 0 {
            parts.push(plural(count(severity), name));
        }
    }
    let read = plural(articles, "article");
    let mut out = match parts.is_empty() {
        true => format!("Nothing to report in {read}."),
        false => format!("{} in {read}.", parts.join(", ")),
    };
    let shown = facts.iter().filter(|f| f.lead().1.stands.is_some()).count();
    match (stood, shown) {
        (0, 0) => {}
        (0, shown) => out.push_str(&format!(" {shown} let stand.")),
        (stood, _) => out.push_str(&format!(" {stood} let stand (--show all shows them).")),
    }
    match empty {
        0 => {}
        1 => out.push_str(" 1 file holds no article."),
        n => out.push_str(&format!(" {n} files hold no article.")),
    }
    out
}
