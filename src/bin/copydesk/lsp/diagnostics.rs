//! Findings and marks as diagnostics.

use std::str::FromStr;

use copydesk::{
    annotate::Mention,
    base::{Encoding, LineIndex},
    compare::{Finding, Severity, Verdict},
    corpus::{ConfigError, Problem},
    desk::{self, Open},
};
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, NumberOrString, Uri,
};

use super::{convert, state::World};

/// The manual's page of rules; a rule's code is its heading.
const MANUAL: &str = "https://docs.rs/copydesk/latest/copydesk/compare/index.html";

/// At most so many other passages go with one finding; the hover has the rest.
const RELATED: usize = 8;

/// What is told about an open document, in order of place.
pub fn diagnostics(world: &World, open: &Open) -> Vec<Diagnostic> {
    let findings = world.desk.findings(open);
    let mut out: Vec<Diagnostic> =
        findings.iter().filter(|f| f.severity > Severity::Hint).filter_map(|f| finding(world, open, f)).collect();
    if world.session.hint_marks(&world.settings, &open.document.house.config) {
        marks(world, open, &mut out);
    }
    out
}

/// `None` where not one of the other passages can be shown any more: an archive may be gone since it was read.
fn finding(world: &World, open: &Open, f: &Finding) -> Option<Diagnostic> {
    let session = &world.session;
    let analysis = open.document.analysis();
    let mut message = f.message.clone();
    let mut related = Vec::new();
    // What an article says twice, in headline and text, is told once.
    let mut passages: Vec<desk::Passage> = Vec::new();
    for r in &f.related {
        if passages.len() == RELATED {
            break;
        }
        let Some(passage) = world.desk.related(open, r) else { continue };
        if !passages.iter().any(|p| p.article == passage.article && p.words() == passage.words()) {
            passages.push(passage);
        }
    }
    if passages.is_empty() && !f.related.is_empty() {
        return None;
    }
    for passage in &passages {
        let Some(location) = convert::location(passage, session) else { continue };
        let told = desk::told(passage, &convert::short_name(&passage.place, &world.folders));
        if session.related_information {
            related.push(DiagnosticRelatedInformation { location, message: told });
        } else {
            message.push_str("\n• ");
            message.push_str(&told);
        }
    }
    Some(Diagnostic {
        range: convert::range(analysis.text(), &analysis.lines, f.span, session.encoding),
        severity: Some(severity(f.severity)),
        code: Some(NumberOrString::String(f.code.into())),
        code_description: page(f.code).filter(|_| session.code_description),
        source: Some("copydesk".into()),
        message,
        related_information: (!related.is_empty()).then_some(related),
        // An outdated figure is shown as editors show what is deprecated: struck through.
        tags: (f.verdict == Verdict::Superseded).then(|| vec![DiagnosticTag::DEPRECATED]),
        data: None,
    })
}

fn page(code: &str) -> Option<CodeDescription> {
    Uri::from_str(&format!("{MANUAL}#{code}")).ok().map(|href| CodeDescription { href })
}

fn severity(s: Severity) -> DiagnosticSeverity {
    match s {
        Severity::Hint => DiagnosticSeverity::HINT,
        Severity::Info => DiagnosticSeverity::INFORMATION,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Error => DiagnosticSeverity::ERROR,
    }
}

/// Every figure, date and claim as a hint.
fn marks(world: &World, open: &Open, out: &mut Vec<Diagnostic>) {
    let analysis = open.document.analysis();
    let a = &analysis.annotated;
    let mut mark = |span, code: &str, mention| {
        out.push(Diagnostic {
            range: convert::range(analysis.text(), &analysis.lines, span, world.session.encoding),
            severity: Some(DiagnosticSeverity::HINT),
            code: Some(NumberOrString::String(code.into())),
            source: Some("copydesk".into()),
            message: desk::describe(a, mention),
            ..Diagnostic::default()
        });
    };
    a.figures.iter().for_each(|f| mark(f.span, "figure", Mention::Figure(f)));
    a.timexes.iter().for_each(|t| mark(t.span, "date", Mention::Timex(t)));
    for c in &a.claims {
        c.pieces.iter().for_each(|&p| mark(p, "claim", Mention::Claim(c)));
    }
}

/// What is wrong in a `copydesk.toml`, for that file.
pub fn faults(error: &ConfigError, encoding: Encoding) -> Vec<Diagnostic> {
    let lines = LineIndex::new(&error.text);
    let one = |p: &Problem| Diagnostic {
        range: convert::range(&error.text, &lines, p.span, encoding),
        severity: Some(DiagnosticSeverity::ERROR),
        code: Some(NumberOrString::String("configuration".into())),
        source: Some("copydesk".into()),
        message: p.message.clone(),
        ..Diagnostic::default()
    };
    error.problems.iter().map(one).collect()
}
