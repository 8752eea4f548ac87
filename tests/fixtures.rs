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

mod marked;

use std::{fmt::Write, fs, path::Path, sync::Arc};

use copydesk::{
    annotate::{Annotated, Cache, annotate},
    article::{Format, read},
    base::Span,
    value::Bound,
};
use marked::{Marked, sections};

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
            for case in sections(&source).into_iter().flat_map(|s| s.articles) {
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

fn check(case: &Marked, exhaustive: &str) -> Result<(), String> {
    let format = case.hints.path.as_deref().and_then(Format::of_path).unwrap_or(Format::Plain);
    let article = read(&case.text, format, &case.hints);
    let found = found(&annotate(Arc::new(article), &mut Cache::default()));
    let mut message = String::new();
    for m in &case.marks {
        let (kind, wanted) = m.words.split_first().expect("a kind");
        let here: Vec<_> = found.iter().filter(|f| f.0 == kind && f.1 == m.span).collect();
        let text = m.span.of(&case.text);
        if here.is_empty() {
            let near: Vec<_> = found
                .iter()
                .filter(|f| f.0 == kind && f.1.overlaps(m.span))
                .map(|f| format!("«{}» {:?}", f.1.of(&case.text), f.2))
                .collect();
            let _ = writeln!(message, "  line {}: {} «{text}» not found; overlapping: {near:?}", m.line, kind);
        } else if !here.iter().any(|f| wanted.iter().all(|w| f.2.contains(w))) {
            let _ = writeln!(message, "  line {}: «{text}» should have {:?}, has {:?}", m.line, wanted, here[0].2);
        }
    }
    for f in found.iter().filter(|f| f.0 == exhaustive) {
        if !case.marks.iter().any(|m| m.words[0] == f.0 && m.span == f.1) {
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
        let mut is = vec![value, q.unit.symbol().to_owned(), f.kind.name().to_owned(), f.rule.id().to_owned()];
        is.push(format!("{:?}", f.part));
        if let Some((end, c)) = &f.change {
            is.push(format!("{end:?}").to_lowercase());
            let ends = [("from", c.from), ("to", c.to), ("by", c.by)];
            is.extend(ends.iter().filter_map(|(name, q)| q.map(|q| format!("{name}:{}", q.low.normalize()))));
        }
        is.extend(f.hedge.map(|h| format!("{h:?}")));
        is.extend(f.role.map(|r| r.id().to_owned()));
        is.extend(f.counted.map(|s| format!("counted:{}", s.of(text))));
        out.push(("figure", f.span, is));
    }
    for t in &a.timexes {
        let mut is = vec![t.kind.name().to_owned(), t.value.clone(), t.rule.id().to_owned()];
        is.extend(t.modifier.map(|m| m.name().to_owned()));
        is.extend(t.days.map(|d| format!("{}..{}", d.first, d.last)));
        out.push(("date", t.span, is));
    }
    for c in &a.claims {
        let mut is = vec![c.mode.name().to_owned(), format!("{:?}", c.stance), c.rule.id().to_owned()];
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
