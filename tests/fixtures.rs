//! Readable fixtures: Markdown files under `tests/fixtures` with articles in fenced blocks and marks under the text.
//!
//! ````text
//! ```article date=2024-03-24 file=one.txt
//! At least 137 people were killed.
//! ^^^^^^^^^^^^ figure >=137 person killed
//! ```
//! ````
//!
//! A mark line is carets under what must be found, then the kind and whatever must hold of it, in any order; quote what
//! has spaces. The folder names the kinds that are exhaustive: under `fixtures/figure`, a figure without a mark fails.
//! So an article without marks is a negative.

use std::{fmt::Write, fs, path::Path, sync::Arc};

use copydesk::{
    annotate::{Annotated, Cache, annotate},
    article::{DateSource, Format, Hints, read},
    base::Span,
    corpus::parse_date,
    value::Bound,
};

/// An article of a fixture, its mark lines taken out.
struct Case {
    line: usize,
    text: String,
    hints: Hints,
    marks: Vec<Mark>,
}

struct Mark {
    line: usize,
    span: Span,
    kind: String,
    wanted: Vec<String>,
}

#[test]
fn every_fixture_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut failures = String::new();
    let mut count = 0;
    for kind in ["figure", "date", "claim", "name"] {
        let Ok(folder) = fs::read_dir(root.join(kind)) else { continue };
        let mut files: Vec<_> = folder.map(|e| e.unwrap().path()).collect();
        files.sort();
        for file in files {
            let source = fs::read_to_string(&file).unwrap();
            for case in cases(&source) {
                count += 1;
                if let Err(message) = check(&case, kind) {
                    let _ = write!(failures, "{}:{}\n{message}\n", file.display(), case.line);
                }
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
    assert!(count > 0, "no fixtures found");
}

fn check(case: &Case, exhaustive: &str) -> Result<(), String> {
    let article = read(&case.text, Format::Plain, &case.hints);
    let found = found(&annotate(Arc::new(article), &mut Cache::default()));
    let mut message = String::new();
    for m in &case.marks {
        let here: Vec<_> = found.iter().filter(|f| f.0 == m.kind && f.1 == m.span).collect();
        let text = m.span.of(&case.text);
        if here.is_empty() {
            let near: Vec<_> = found
                .iter()
                .filter(|f| f.0 == m.kind && f.1.overlaps(m.span))
                .map(|f| format!("«{}» {:?}", f.1.of(&case.text), f.2))
                .collect();
            let _ = writeln!(message, "  line {}: {} «{text}» not found; overlapping: {near:?}", m.line, m.kind);
        } else if !here.iter().any(|f| m.wanted.iter().all(|w| f.2.contains(w))) {
            let _ = writeln!(message, "  line {}: «{text}» should have {:?}, has {:?}", m.line, m.wanted, here[0].2);
        }
    }
    for f in found.iter().filter(|f| f.0 == exhaustive) {
        if !case.marks.iter().any(|m| m.kind == f.0 && m.span == f.1) {
            let _ = writeln!(message, "  not marked: {} «{}» {:?}", f.0, f.1.of(&case.text), f.2);
        }
    }
    if message.is_empty() { Ok(()) } else { Err(message) }
}

/// Kind, span and the strings that hold of each mention.
fn found(a: &Annotated) -> Vec<(&'static str, Span, Vec<String>)> {
    let text = &*a.article.text;
    let mut out = Vec::new();
    for f in &a.figures {
        let q = &f.quantity;
        let value = match q.bound {
            Bound::Range => format!("{}..{}", q.low.normalize(), q.high.normalize()),
            b => format!("{}{}", b.symbol(), q.low.normalize()),
        };
        let mut is = vec![value, q.unit.symbol().to_owned(), f.kind.name().to_owned(), f.rule.to_owned()];
        is.push(format!("{:?}", f.part));
        if let Some(c) = &f.change {
            is.push(format!("{:?}", c.end).to_lowercase());
            let ends = [("from", c.from), ("to", c.to), ("by", c.by)];
            is.extend(ends.iter().filter_map(|(name, q)| q.map(|q| format!("{name}:{}", q.low.normalize()))));
        }
        is.extend(f.hedge.map(|h| format!("{h:?}")));
        is.extend(f.role.map(|r| r.id().to_owned()));
        is.extend(f.counted.map(|s| format!("counted:{}", s.of(text))));
        out.push(("figure", f.span, is));
    }
    for t in &a.timexes {
        let mut is = vec![t.kind.name().to_owned(), t.value.clone(), t.rule.to_owned()];
        is.extend(t.modifier.map(|m| m.name().to_owned()));
        is.extend(t.days.map(|d| format!("{}..{}", d.first, d.last)));
        out.push(("date", t.span, is));
    }
    for c in &a.claims {
        let mut is = vec![c.mode.name().to_owned(), format!("{:?}", c.stance), c.rule.to_owned()];
        is.extend(c.cue.map(|s| format!("cue:{}", s.of(text))));
        is.extend(c.source.map(|s| format!("source:{}", s.of(text))));
        is.extend(c.speaker.as_ref().map(|s| format!("speaker:{s}")));
        is.extend(c.description.map(|s| format!("description:{}", s.of(text))));
        out.push(("claim", c.span, is));
    }
    for n in &a.names {
        out.push(("name", n.span, vec![format!("{:?}", n.kind), n.full.to_string()]));
    }
    out
}

fn cases(source: &str) -> Vec<Case> {
    let mut out = Vec::new();
    let mut open: Option<Case> = None;
    let mut last_line = 0u32;
    for (n, line) in source.lines().enumerate() {
        match &mut open {
            None => {
                if let Some(info) = line.strip_prefix("```article") {
                    open = Some(Case { line: n + 1, text: String::new(), hints: hints(info), marks: Vec::new() });
                }
            }
            Some(_) if line == "```" => out.extend(open.take()),
            Some(case) => {
                let carets = line.trim_start();
                if carets.starts_with('^') {
                    let (carets, label) = carets.split_once(' ').unwrap_or((carets, ""));
                    let above = &case.text[last_line as usize..];
                    let byte = |column: usize| last_line + offset(above, column);
                    let column = line.chars().take_while(|&c| c != '^').count();
                    let span = Span::new(byte(column), byte(column + carets.chars().count()));
                    let mut words = words(label);
                    assert!(!words.is_empty(), "line {}: a mark without a kind", n + 1);
                    let kind = words.remove(0);
                    case.marks.push(Mark { line: n + 1, span, kind, wanted: words });
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

/// The byte offset of a column in a line.
fn offset(line: &str, column: usize) -> u32 {
    line.char_indices().nth(column).map_or(line.trim_end().len(), |(i, _)| i) as u32
}

fn hints(info: &str) -> Hints {
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
    hints
}

/// Splits at spaces, but not inside double quotes.
fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (i, part) in text.split('"').enumerate() {
        if i % 2 == 1 {
            out.push(part.to_owned());
        } else {
            out.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    out
}
