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

use std::{fmt::Write, fs, path::Path, sync::Arc};

use copydesk::{
    annotate::{Annotated, Cache, annotate},
    article::{DateSource, Format, Hints, read},
    base::Span,
    compare::{Finding, Verdict, check},
    corpus::parse_date,
    fact::{FactSheet, sheet},
    index::Memory,
};

struct Case {
    file: String,
    text: String,
    hints: Hints,
    marks: Vec<Mark>,
}

struct Mark {
    line: usize,
    span: Span,
    wanted: String,
    file: Option<String>,
    text: Option<String>,
}

#[test]
fn every_verdict_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/verdict");
    let mut files: Vec<_> = fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let mut failures = String::new();
    let mut count = 0;
    for file in files {
        for (section, cases) in sections(&fs::read_to_string(&file).unwrap()) {
            count += 1;
            let message = judge(&cases);
            if !message.is_empty() {
                let _ = write!(failures, "{}: {section}\n{message}\n", file.display());
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
    assert!(count > 1, "only {count} sections found");
}

fn judge(cases: &[Case]) -> String {
    let mut library = Memory::default();
    let mut read_in: Vec<(Annotated, Arc<FactSheet>)> = Vec::new();
    for (i, case) in cases.iter().enumerate() {
        let format = Format::of_path(&case.file).unwrap_or(Format::Plain);
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
                let _ = writeln!(out, "  {} line {}: «{text}» no {}; there are {here:?}", case.file, m.line, m.wanted);
            }
        }
        for f in findings.iter().filter(|f| f.verdict <= Verdict::Superseded) {
            if !case.marks.iter().any(|m| meets(f, m, cases)) {
                let _ = writeln!(out, "  {} not marked: {}", case.file, describe(f, case, cases));
            }
        }
    }
    out
}

fn meets(f: &Finding, m: &Mark, cases: &[Case]) -> bool {
    let named = if f.verdict == Verdict::Conflict { f.code == m.wanted } else { f.verdict.name() == m.wanted };
    let other = |file: &String| {
        f.related.iter().any(|r| {
            let case = r.article.map(|a| &cases[a as usize]);
            case.is_some_and(|c| {
                c.file == *file && m.text.as_ref().is_none_or(|t| r.span.of(&c.text).contains(t.as_str()))
            })
        })
    };
    named && f.span.overlaps(m.span) && m.file.as_ref().is_none_or(other)
}

fn describe(f: &Finding, case: &Case, cases: &[Case]) -> String {
    let related: Vec<String> = f
        .related
        .iter()
        .map(|r| {
            let c = r.article.map_or(case, |a| &cases[a as usize]);
            format!("{} «{}»", c.file, r.span.of(&c.text))
        })
        .collect();
    format!("{} {} «{}» / {}", f.code, f.verdict.name(), f.span.of(&case.text), related.join(", "))
}

fn sections(source: &str) -> Vec<(String, Vec<Case>)> {
    let mut out: Vec<(String, Vec<Case>)> = Vec::new();
    let mut open: Option<Case> = None;
    let mut last_line = 0u32;
    for (n, line) in source.lines().enumerate() {
        match &mut open {
            None => {
                if let Some(title) = line.strip_prefix("## ") {
                    out.push((title.to_owned(), Vec::new()));
                } else if let Some(info) = line.strip_prefix("```article") {
                    open = Some(case(info));
                }
            }
            Some(_) if line == "```" => {
                let section = out.last_mut().expect("an article before the first section");
                section.1.extend(open.take());
            }
            Some(case) => {
                let carets = line.trim_start();
                if carets.starts_with('^') {
                    let (carets, label) = carets.split_once(' ').expect("a mark without a verdict");
                    let above = &case.text[last_line as usize..];
                    let byte = |column: usize| {
                        last_line + above.char_indices().nth(column).map_or(above.trim_end().len(), |(i, _)| i) as u32
                    };
                    let column = line.chars().take_while(|&c| c != '^').count();
                    let span = Span::new(byte(column), byte(column + carets.chars().count()));
                    let mut words = words(label).into_iter();
                    let wanted = words.next().expect("a mark without a verdict");
                    case.marks.push(Mark { line: n + 1, span, wanted, file: words.next(), text: words.next() });
                } else {
                    last_line = case.text.len() as u32;
                    case.text.push_str(line);
                    case.text.push('\n');
                }
            }
        }
    }
    assert!(open.is_none(), "a fence is left open");
    out
}

fn case(info: &str) -> Case {
    let mut hints = Hints::default();
    for (key, value) in words(info).iter().filter_map(|w| w.split_once('=')) {
        match key {
            "date" => {
                let (date, time) = parse_date(value).expect("a date");
                hints.date = Some((date, time, DateSource::Flag));
            }
            "file" => hints.path = Some(value.to_owned()),
            "outlet" => hints.outlet = Some(value.to_owned()),
            _ => panic!("unknown key {key}"),
        }
    }
    Case { file: hints.path.clone().expect("a file name"), text: String::new(), hints, marks: Vec::new() }
}

/// Splits at spaces, but not inside double quotes.
fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => {
                if !word.is_empty() {
                    out.push(std::mem::take(&mut word));
                }
            }
            c => word.push(c),
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}
