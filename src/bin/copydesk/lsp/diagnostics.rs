//! Findings and marks as diagnostics.

use std::{collections::hash_map::Entry, fmt::Write, path::PathBuf, sync::Arc};

use copydesk::{
    base::{Encoding, LineIndex, Span},
    compare::{Finding, Related, Severity, Verdict},
    corpus::{ConfigError, Problem},
    desk::{self, Against, Compared, MarkKind, Marked, Open, Placed},
};
use rustc_hash::FxHashMap;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, NumberOrString, Range,
};

use super::{convert, manual, state::World};

/// At most so many other passages go with one finding; the hover has the rest.
const RELATED: usize = 8;

/// Of a document of which more than so many things are told, each goes with fewer passages: all of it goes over the wire at
/// every keystroke, and nobody reads thousands.
const MANY: usize = 200;
const RELATED_OF_MANY: usize = 2;

/// The other passages that go with each of so many findings at most.
fn related(told: usize) -> usize {
    if told > MANY { RELATED_OF_MANY } else { RELATED }
}

/// What is told about an open document, in order of place.
pub fn diagnostics(world: &World, open: &Open) -> Vec<Diagnostic> {
    let compared = world.desk.compared(open);
    let most = related(compared.told.len());
    let one = |f: &Placed| {
        let range = convert::range(text(compared), &compared.reading.lines, f.span(), world.session.encoding);
        Some(Diagnostic { range, ..finding(world, open, &f.finding, most)? })
    };
    let mut out: Vec<Diagnostic> = compared.told.iter().filter_map(one).collect();
    if world.session.hint_marks(&world.settings, &open.document.house.config) {
        out.extend(compared.marked(&open.document).iter().map(|m| {
            let range = convert::range(text(compared), &compared.reading.lines, m.span, world.session.encoding);
            Diagnostic { range, ..mark(m) }
        }));
    }
    out
}

fn text(compared: &Compared) -> &str {
    &compared.reading.article.text
}

/// What a diagnostic is written for.
#[derive(Debug)]
struct For {
    against: Against,
    folders: Arc<Vec<PathBuf>>,
    /// How many other passages go with each.
    related: usize,
}

/// Diagnostics as they go over the wire, without their ranges: most are told again after every keystroke.
#[derive(Default)]
pub struct Written {
    /// What they were written for.
    of: Option<For>,
    /// By the address of the finding, which is kept with it; each with the turn in which it was told last.
    known: FxHashMap<usize, (Arc<Finding>, Box<str>, u32)>,
    turn: u32,
    /// By the address of what a mark amounts to.
    marks: FxHashMap<usize, (Marked, Box<str>)>,
    /// Bytes of what was told last.
    length: usize,
}

/// The beginning of a diagnostic at no place yet.
const NOWHERE: &str = r#"{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"#;

/// A diagnostic as JSON, but for its range.
fn rest(diagnostic: &Diagnostic) -> Option<Box<str>> {
    Some(serde_json::to_string(diagnostic).ok()?.strip_prefix(NOWHERE)?.into())
}

impl Written {
    /// What [`diagnostics`] gives, as a JSON array.
    pub fn array(&mut self, world: &World, open: &Open) -> String {
        let compared = world.desk.compared(open);
        let most = related(compared.told.len());
        let now = For { against: compared.against, folders: world.folders.clone(), related: most };
        let same = |then: &For| {
            then.against == now.against && then.related == now.related && Arc::ptr_eq(&then.folders, &now.folders)
        };
        if !self.of.as_ref().is_some_and(same) {
            self.known.clear();
        }
        self.of = Some(now);
        self.turn = self.turn.wrapping_add(1);
        // Mostly as long as before.
        let mut out = String::with_capacity(self.length + self.length / 16);
        out.push('[');
        let place = |out: &mut String, span: Span, rest: &str| {
            let range = convert::range(text(compared), &compared.reading.lines, span, world.session.encoding);
            let (a, b) = (range.start, range.end);
            // Writing to a string cannot fail.
            let _ = write!(
                out,
                r#"{{"range":{{"start":{{"line":{},"character":{}}},"end":{{"line":{},"character":{}}}}},{rest},"#,
                a.line, a.character, b.line, b.character
            );
        };
        for f in &compared.told {
            let write = || rest(&finding(world, open, &f.finding, most)?);
            // Where its own article's passages are changes with every line.
            if f.is_of_itself() {
                write().into_iter().for_each(|rest| place(&mut out, f.span(), &rest));
                continue;
            }
            let entry = match self.known.entry(Arc::as_ptr(&f.finding) as usize) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => match write() {
                    Some(rest) => new.insert((f.finding.clone(), rest, 0)),
                    None => continue,
                },
            };
            entry.2 = self.turn;
            place(&mut out, f.span(), &entry.1);
        }
        if self.known.len() > compared.told.len() {
            self.known.retain(|_, known| known.2 == self.turn);
        }
        let mut before = std::mem::take(&mut self.marks);
        if world.session.hint_marks(&world.settings, &open.document.house.config) {
            for m in compared.marked(&open.document) {
                let address = Arc::as_ptr(&m.what) as *const u8 as usize;
                // The pieces of a claim come one after the other, and are alike.
                let known = before.remove(&address).or_else(|| self.marks.remove(&address));
                let Some(entry) = known.or_else(|| Some((m.clone(), rest(&mark(m))?))) else { continue };
                place(&mut out, m.span, &entry.1);
                self.marks.insert(address, entry);
            }
        }
        if out.ends_with(',') {
            out.pop();
        }
        out.push(']');
        self.length = out.len();
        debug_assert!(serde_json::from_str::<Vec<Diagnostic>>(&out).is_ok(), "{out}");
        out
    }
}

/// A finding as a diagnostic at no place yet, with `most` other passages at most; `None` where not one of the other
/// passages can be shown any more: an archive may be gone since it was read.
fn finding(world: &World, open: &Open, f: &Finding, most: usize) -> Option<Diagnostic> {
    let session = &world.session;
    let mut message = f.message.clone();
    let mut related = Vec::new();
    // What an article says twice, in headline and text, is told once; so is what two indexes have just read both.
    let mut passages: Vec<desk::Passage> = Vec::new();
    // A part of the faulty words themselves says nothing more.
    let own = |r: &&Related| r.article.is_none_or(|a| a == open.document.article) && f.span.covers(r.span);
    for r in f.related.iter().filter(|r| !own(r)) {
        if passages.len() == most {
            break;
        }
        let Some(passage) = world.desk.related(open, r) else { continue };
        if !passages.iter().any(|p| p.place == passage.place && p.words() == passage.words()) {
            passages.push(passage);
        }
    }
    if passages.is_empty() && !f.related.iter().all(|r| own(&r)) {
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
        range: Range::default(),
        severity: Some(severity(f.severity)),
        code: Some(NumberOrString::String(f.code.into())),
        code_description: if session.code_description { page(f.code) } else { None },
        source: Some("copydesk".into()),
        message,
        related_information: (!related.is_empty()).then_some(related),
        // An outdated figure is shown as editors show what is deprecated: struck through.
        tags: (f.verdict == Verdict::Superseded).then(|| vec![DiagnosticTag::DEPRECATED]),
        data: None,
    })
}

fn page(code: &str) -> Option<CodeDescription> {
    manual::of_rule(code).map(|href| CodeDescription { href })
}

fn severity(s: Severity) -> DiagnosticSeverity {
    match s {
        Severity::Hint => DiagnosticSeverity::HINT,
        Severity::Info => DiagnosticSeverity::INFORMATION,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Error => DiagnosticSeverity::ERROR,
    }
}

/// A figure, date or claim as a hint at no place yet.
fn mark(marked: &Marked) -> Diagnostic {
    let code = MarkKind::ALL.iter().find(|k| k.0 == marked.kind).map(|k| k.1);
    Diagnostic {
        severity: Some(DiagnosticSeverity::HINT),
        code: code.map(|c| NumberOrString::String(c.into())),
        source: Some("copydesk".into()),
        message: marked.what.to_string(),
        ..Diagnostic::default()
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
