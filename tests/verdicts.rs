//! Verdicts across articles: Markdown files under `tests/fixtures/verdict`, each section (from one `##` to the next) a
//! small corpus of its own, its articles in fenced blocks with marks under the text:
//!
//! ````text
//! ```article file=a.txt date=2024-03-24 outlet="Evening Post"
//! The blast killed 14 people.
//!                  ^^ figure-conflict b.txt 15
//! ```
//! ````
//!
//! A mark line is carets under a passage, a code of a conflict or the name of another verdict (`superseded`, `agree`,
//! `compatible`), and optionally the file and the text of the other passage. Every conflict and every `superseded`
//! must be marked, so articles without marks are negatives; `agree` and `compatible` may stand unmarked.

mod marked;

use std::{collections::BTreeSet, fmt::Write, fs, path::Path, sync::Arc};

use copydesk::{
    annotate::{Annotated, Cache, annotate},
    article::{Format, read},
    compare::{Finding, RULES, Severity, Verdict, check},
    desk::{Desk, Document, House, Text},
    fact::{FactSheet, sheet},
    index::Memory,
};
use marked::{Mark, Marked, sections};

#[test]
fn every_verdict_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/verdict");
    let mut files: Vec<_> = fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let mut failures = String::new();
    let mut count = 0;
    for file in files {
        for section in sections(&fs::read_to_string(&file).unwrap()) {
            count += 1;
            let message = judge(&section.articles);
            if !message.is_empty() {
                let _ = write!(failures, "{}: {}\n{message}\n", file.display(), section.title);
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
    assert!(count > 1, "only {count} sections found");
}

/// Whatever is told of a draft is said again where it is pointed at, here with all articles as open drafts.
#[test]
fn every_finding_is_shown_where_it_is_pointed_at() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/verdict");
    let mut files: Vec<_> = fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let mut seen = BTreeSet::new();
    let mut failures = String::new();
    for file in files {
        for section in sections(&fs::read_to_string(&file).unwrap()) {
            let title = format!("{}: {}", file.display(), section.title);
            point(&section.articles, &title, &mut seen, &mut failures);
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
    let never: Vec<_> = RULES.iter().map(|r| r.code).filter(|c| !seen.contains(c)).collect();
    assert!(never.is_empty(), "never told: {never:?}");
}

fn point(articles: &[Marked], title: &str, seen: &mut BTreeSet<&'static str>, failures: &mut String) {
    let mut desk = Desk::default();
    for article in articles {
        let name = article.hints.path.clone().unwrap_or_default();
        let house = House { hints: article.hints.clone(), ..House::default() };
        let number = desk.number_for(None);
        let format = Some(Format::of_path(&name).unwrap_or(Format::Plain));
        desk.put(Document::new(Arc::from(&*name), None, number, 1, Text::new(&article.text), format, house));
    }
    for open in desk.open() {
        for f in desk.findings(open).iter().filter(|f| f.severity > Severity::Hint) {
            seen.insert(f.code);
            let told = |m: &(Severity, &str, String)| (m.1, &m.2) == (f.code, &f.message);
            if !desk.hover(open, f.span.start).is_some_and(|h| h.messages.iter().any(told)) {
                let words = f.span.of(open.document.analysis().text());
                failures.push_str(&format!("{title}\n  {} «{words}»: {}\n", f.code, f.message));
            }
        }
    }
}

fn judge(cases: &[Marked]) -> String {
    let mut library = Memory::default();
    library.now = "2026-01-01T12:00:00Z".parse().ok();
    let mut read_in: Vec<(Annotated, Arc<FactSheet>)> = Vec::new();
    for (i, case) in cases.iter().enumerate() {
        let format = Format::of_path(file(case)).unwrap_or(Format::Plain);
        let article = read(&case.text, format, &case.hints);
        let annotated = annotate(Arc::new(article), &mut Cache::default());
        let sheet = Arc::new(sheet(&annotated));
        library.insert(i as u32, sheet.clone());
        read_in.push((annotated, sheet));
    }
    let mut out = String::new();
    for (i, (case, (annotated, sheet))) in cases.iter().zip(&read_in).enumerate() {
        let findings = check(i as u32, annotated, sheet, &library);
        for m in &case.marks {
            if !findings.iter().any(|f| meets(f, m, cases)) {
                let here: Vec<_> =
                    findings.iter().filter(|f| f.span.overlaps(m.span)).map(|f| describe(f, case, cases)).collect();
                let text = m.span.of(&case.text);
                let _ =
                    writeln!(out, "  {} line {}: «{text}» no {}; there are {here:?}", file(case), m.line, m.words[0]);
            }
        }
        for f in findings.iter().filter(|f| f.verdict <= Verdict::Superseded) {
            if !case.marks.iter().any(|m| meets(f, m, cases)) {
                let _ = writeln!(out, "  {} (line {}) not marked: {}", file(case), case.line, describe(f, case, cases));
            }
        }
    }
    out
}

/// Whether a finding is what a mark asks for: code or verdict, then the other article's file and some of its words.
fn meets(f: &Finding, m: &Mark, cases: &[Marked]) -> bool {
    let [wanted, other @ ..] = m.words.as_slice() else { return false };
    let named = if f.verdict == Verdict::Conflict { f.code == wanted } else { f.verdict.name() == wanted };
    let rests_on = |name: &String| {
        f.related.iter().any(|r| {
            let case = r.article.map(|a| &cases[a as usize]);
            case.is_some_and(|c| {
                file(c) == name && other.get(1).is_none_or(|t| r.span.of(&c.text).contains(t.as_str()))
            })
        })
    };
    named && f.span.overlaps(m.span) && other.first().is_none_or(rests_on)
}

fn file(case: &Marked) -> &str {
    case.hints.path.as_deref().expect("a file name")
}

fn describe(f: &Finding, case: &Marked, cases: &[Marked]) -> String {
    let related: Vec<String> = f
        .related
        .iter()
        .map(|r| {
            let c = r.article.map_or(case, |a| &cases[a as usize]);
            format!("{} «{}»", file(c), r.span.of(&c.text))
        })
        .collect();
    format!("{} {} «{}» / {}", f.code, f.verdict.name(), f.span.of(&case.text), related.join(", "))
}
