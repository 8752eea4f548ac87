//! Findings for people: grouped by fact, each group with its passages newest first, and a closing count.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};
use copydesk::{
    base::Span,
    compare::{self, Finding, Rule, Severity, Verdict},
    desk::Collection,
};

use super::{Report, bold, dim, member_of, plural, provenance};

/// A passage: the member's number and the span.
type Passage = (usize, Span);

/// Findings about one fact.
struct Fact<'a> {
    findings: Vec<(usize, &'a Finding)>,
}

/// What the renderer is given of a line before and after the marked words, in bytes; it cuts to the width itself.
const CONTEXT: usize = 4000;
/// Passages shown of one fact; the others are counted.
const PASSAGES: usize = 5;

pub fn print(collection: &Collection, reports: &[Report]) -> io::Result<()> {
    let articles = collection.members.iter().filter(|m| m.checked).count();
    if articles == 0 {
        return Ok(());
    }
    let mut out = anstream::stdout().lock();
    let facts = group(reports);
    let renderer = renderer();
    for fact in &facts {
        writeln!(out, "{}\n", render(collection, fact, &renderer))?;
    }
    writeln!(out, "{}", bold(&closing(&facts, articles)))?;
    match facts.first().filter(|f| f.lead().1.severity > Severity::Hint) {
        Some(fact) => {
            writeln!(out, "{}", dim(&format!("More about a finding: copydesk explain {}", fact.lead().1.code)))
        }
        None => Ok(()),
    }
}

impl Fact<'_> {
    /// The finding that speaks for the fact: the loudest, then the first.
    fn lead(&self) -> (usize, &Finding) {
        let best =
            self.findings.iter().enumerate().max_by_key(|(i, (_, f))| (f.severity, std::cmp::Reverse((f.verdict, *i))));
        let (number, finding) = best.map_or(self.findings[0], |(_, f)| *f);
        (number, finding)
    }

    /// Every passage with the loudest verdict about it.
    fn passages(&self) -> BTreeMap<Passage, Verdict> {
        let mut out = BTreeMap::new();
        for (number, f) in &self.findings {
            out.entry((*number, f.span)).or_insert(f.verdict);
            for r in &f.related {
                let v = out.entry((member_of(*number, r.article), r.span)).or_insert(r.verdict);
                *v = (*v).min(r.verdict);
            }
        }
        out
    }
}

/// Joins findings that share a passage and a code: a pair is reported from both sides, and a fact often stands in several
/// articles. Loudest facts first, then in order of the articles.
fn group(reports: &[Report]) -> Vec<Fact<'_>> {
    let mut facts: Vec<Fact<'_>> = Vec::new();
    let mut owner: BTreeMap<(&str, Passage), usize> = BTreeMap::new();
    for (number, findings) in reports {
        for f in findings {
            let mut keys = vec![(f.code, (*number, f.span))];
            keys.extend(f.related.iter().map(|r| (f.code, (member_of(*number, r.article), r.span))));
            let mut homes: BTreeSet<usize> = keys.iter().filter_map(|k| owner.get(k).copied()).collect();
            let home = homes.pop_first().unwrap_or_else(|| {
                facts.push(Fact { findings: Vec::new() });
                facts.len() - 1
            });
            for other in homes {
                let moved = std::mem::take(&mut facts[other].findings);
                facts[home].findings.extend(moved);
                owner.values_mut().filter(|v| **v == other).for_each(|v| *v = home);
            }
            facts[home].findings.push((*number, f));
            for k in keys {
                owner.insert(k, home);
            }
        }
    }
    facts.retain(|f| !f.findings.is_empty());
    facts.sort_by_key(|f| std::cmp::Reverse(f.lead().1.severity));
    facts
}

fn render(collection: &Collection, fact: &Fact<'_>, renderer: &Renderer) -> String {
    let (number, lead) = fact.lead();
    let level = match lead.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
        Severity::Hint => Level::HELP.with_name("hint"),
    };
    let mut passages: Vec<(Passage, Verdict)> = fact.passages().into_iter().collect();
    let published = |p: &Passage| collection.members[p.0].sheet.published;
    passages.sort_by_key(|(p, _)| (p.0 != number || p.1 != lead.span, std::cmp::Reverse(published(p))));
    // A fault inside one passage points at parts of it, which the passage shows already.
    passages.retain(|(p, _)| p.1 == lead.span || !(p.0 == number && p.1.overlaps(lead.span)));
    let more = passages.len().saturating_sub(PASSAGES);
    passages.truncate(PASSAGES);
    let frames: Vec<Frame> =
        passages.iter().map(|(p, v)| Frame::new(collection, *p, (p.0, p.1) == (number, lead.span), *v)).collect();
    let mut group = Group::with_title(level.primary_title(lead.message.as_str()).id(label(lead)));
    for frame in &frames {
        let kind = if frame.lead { AnnotationKind::Primary } else { AnnotationKind::Context };
        group = group.element(
            Snippet::source(frame.source.as_str())
                .path(frame.path.as_str())
                .line_start(frame.line)
                .fold(false)
                .annotation(kind.span(frame.mark.clone()).label(frame.label.as_str())),
        );
    }
    let and_more = format!("and {more} more passages; --format jsonl has them all");
    if more > 0 {
        group = group.element(Level::NOTE.no_name().message(and_more.as_str()));
    }
    for reason in &lead.because {
        group = group.element(Level::NOTE.with_name("because").message(reason.as_str()));
    }
    let acts = matches!(lead.verdict, Verdict::Conflict | Verdict::Superseded);
    let remedy = compare::rule(lead.code).filter(|_| acts).and_then(Rule::remedy);
    if let Some(remedy) = &remedy {
        group = group.element(Level::HELP.with_name("to settle it").message(remedy.as_str()));
    }
    renderer.render(&[group])
}

/// What stands in brackets before a finding: its code, or how the passages stand where they do not contradict.
fn label(finding: &Finding) -> &'static str {
    match finding.verdict {
        Verdict::Conflict | Verdict::Superseded => finding.code,
        Verdict::Compatible => "fits",
        Verdict::Agree => "same",
        Verdict::Unresolved => "unclear",
    }
}

/// The line that holds a passage, cut around it.
struct Frame {
    path: String,
    source: String,
    line: usize,
    mark: std::ops::Range<usize>,
    label: String,
    lead: bool,
}

impl Frame {
    fn new(collection: &Collection, (number, span): Passage, lead: bool, verdict: Verdict) -> Self {
        let member = &collection.members[number];
        let text = &*member.annotated.article.text;
        let range = span.range();
        let line_start = text[..range.start].rfind(['\n', '\r']).map_or(0, |i| i + 1);
        let line_end = text[range.end..].find(['\n', '\r']).map_or(text.len(), |i| range.end + i);
        let from = cut(text, line_start, range.start, true);
        let to = cut(text, range.end, line_end, false);
        let (before, after) = (if from > line_start { "… " } else { "" }, if to < line_end { " …" } else { "" });
        let source = format!("{before}{}{after}", &text[from..to]);
        let start = range.start - from + before.len();
        let line = text[..line_start].matches('\n').count() + 1;
        let mut label = provenance(collection, number);
        if verdict == Verdict::Agree || verdict == Verdict::Compatible {
            label = format!("{label} ({})", if verdict == Verdict::Agree { "same" } else { "fits" });
        }
        Frame { path: member.name.clone(), source, line, mark: start..start + range.len(), label, lead }
    }
}

/// Where to cut between `from` and `to` so that at most [`CONTEXT`] bytes stay next to the mark, at a space.
fn cut(text: &str, from: usize, to: usize, keep_end: bool) -> usize {
    let part = &text[from..to];
    if part.len() <= CONTEXT {
        return if keep_end { from } else { to };
    }
    if keep_end {
        let at = text.ceil_char_boundary(to - CONTEXT);
        text[at..to].find(' ').map_or(at, |i| at + i + 1)
    } else {
        let at = text.floor_char_boundary(from + CONTEXT);
        text[from..at].rfind(' ').map_or(at, |i| from + i)
    }
}

/// Colours are stripped later where they are not wanted.
fn renderer() -> Renderer {
    Renderer::styled().decor_style(DecorStyle::Ascii).term_width(118)
}

fn closing(facts: &[Fact<'_>], articles: usize) -> String {
    let count = |s: Severity| facts.iter().filter(|f| f.lead().1.severity == s).count();
    let mut parts = Vec::new();
    for (severity, name) in
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "note"), (Severity::Hint, "hint")]
    {
        if count(severity) > 0 {
            parts.push(plural(count(severity), name));
        }
    }
    let read = plural(articles, "article");
    if parts.is_empty() { format!("Nothing to report in {read}.") } else { format!("{} in {read}.", parts.join(", ")) }
}
