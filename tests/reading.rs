//! What the readers make of a file. Markdown files under `tests/fixtures/reading` hold pairs of fences:
//!
//! ````text
//! ~~~~article file=2025-11-12-live.md
//! # A ferry sinks
//! ~~~~
//! ~~~~reading
//! date: 2025-11-12 file-name
//! headline: A ferry sinks
//! blocks:
//! Headline | A ferry sinks
//! ~~~~
//! ````
//!
//! The file's name chooses the format. Of the keys `date`, `headline`, `outlet`, `authors`, `place`, `status` and
//! `entries` those that stand there must hold («none» for what must not be found). `blocks` lists every block: its kind,
//! its section and entry where it has them (`§2`, `@1`), and its text without what is masked; «…» ends a text that goes on.
//! Cells of a table stand between bars.

use std::{fmt::Write, fs, path::Path};

use copydesk::{
    article::{Article, Block, BlockKind, Format, Hints, Prose, read, without_filler},
    corpus::parse_date,
};

#[test]
fn every_reading_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reading");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let mut failures = String::new();
    let mut count = 0;
    for file in files {
        for (line, info, text, wanted) in pairs(&fs::read_to_string(&file).unwrap()) {
            count += 1;
            if let Err(message) = check(&info, &text, &wanted) {
                let _ = writeln!(failures, "{}:{line}\n{message}", file.display());
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
    assert!(count > 20, "only {count} readings found");
}

/// Line, fence attributes, article and expectation of each pair of fences.
fn pairs(source: &str) -> Vec<(usize, String, String, String)> {
    let mut out = Vec::new();
    let mut article: Option<(usize, String, String)> = None;
    let mut lines = source.lines().enumerate();
    while let Some((n, line)) = lines.next() {
        let Some(info) = line.strip_prefix("~~~~").filter(|i| !i.is_empty()) else { continue };
        let body: Vec<&str> = lines.by_ref().map(|(_, l)| l).take_while(|l| *l != "~~~~").collect();
        match info.strip_prefix("article") {
            Some(info) => article = Some((n + 1, info.trim().to_owned(), body.join("\n"))),
            None => {
                let (line, info, text) = article.take().expect("a reading without an article");
                out.push((line, info, text, body.join("\n")));
            }
        }
    }
    out
}

fn check(info: &str, text: &str, wanted: &str) -> Result<(), String> {
    let path = info.strip_prefix("file=").unwrap_or("article.txt");
    let hints = Hints { path: Some(path.to_owned()), ..Hints::default() };
    let article = read(text, Format::of_path(path).expect("a known format"), &hints);
    let mut lines = wanted.lines();
    let mut message = String::new();
    for line in lines.by_ref() {
        if line == "blocks:" {
            break;
        }
        let (key, value) = line.split_once(": ").expect("«key: value»");
        let found = value_of(&article, key);
        if found != value {
            let _ = writeln!(message, "  {key}: wanted {value}, found {found}");
        }
    }
    let rows: Vec<&str> = lines.collect();
    if wanted.contains("blocks:") {
        let found: Vec<String> = article.blocks.iter().map(|b| shown(&article, b)).collect();
        let same = |w: &str, f: &str| w.strip_suffix('…').map_or(w == f, |start| f.starts_with(start));
        if rows.len() != found.len() || rows.iter().zip(&found).any(|(w, f)| !same(w, f)) {
            let _ = writeln!(message, "  wanted blocks:\n{}\n  found blocks:\n{}", rows.join("\n"), found.join("\n"));
        }
    }
    if message.is_empty() { Ok(()) } else { Err(message) }
}

fn value_of(article: &Article, key: &str) -> String {
    let meta = &article.meta;
    let or_none = |s: Option<String>| s.filter(|s| !s.is_empty()).unwrap_or("none".to_owned());
    match key {
        "date" => or_none(meta.published.map(|p| {
            let time = p.time.map_or(String::new(), |t| format!(" {:02}:{:02}", t.hour(), t.minute()));
            format!("{}{time} {}", p.date, p.from.name())
        })),
        "headline" => or_none(article.headline().map(Into::into)),
        "outlet" => or_none(meta.outlet.clone()),
        "authors" => or_none(Some(meta.authors.join("; "))),
        "place" => or_none(meta.place.clone()),
        "status" => format!("{:?}", meta.status).to_lowercase(),
        "entries" => {
            let shown = |p: &copydesk::article::Published| {
                let t = p.time.expect("an entry's time");
                format!("{} {:02}:{:02}", p.date, t.hour(), t.minute())
            };
            or_none(Some(meta.entries.iter().map(shown).collect::<Vec<_>>().join(", ")))
        }
        _ => panic!("unknown key {key}"),
    }
}

fn shown(article: &Article, block: &Block) -> String {
    let kind = match block.kind {
        BlockKind::TableRow { table, header } => format!("Table{table}{}", if header { " header" } else { "" }),
        BlockKind::Heading(level) => format!("Heading{level}"),
        kind => format!("{kind:?}"),
    };
    let section = block.section.map_or(String::new(), |s| format!(" §{s}"));
    let entry = block.entry.map_or(String::new(), |e| format!(" @{e}"));
    let text = if block.cells.is_empty() {
        let mut out = String::new();
        let mut at = block.span.start;
        for m in &block.masked {
            out.push_str(&article.prose[at as usize..m.start as usize]);
            at = m.end;
        }
        out.push_str(&article.prose[at as usize..block.span.end as usize]);
        without_filler(&out).replace('\n', "⏎")
    } else {
        block.cells.iter().map(|c| article.words(*c)).collect::<Vec<_>>().join(" | ")
    };
    format!("{kind}{section}{entry} | {text}")
}

#[test]
fn line_ends_of_every_kind_give_the_same_article() {
    let text = "A ferry sinks off Orsay\n\nBy Ana Blum\n4 May 2025\n\nAt least 64 people were on board when it left the \
        harbour late.\n\n- One\n- Two\n";
    let marks = "# A ferry sinks\n\n4 May 2025\n\n> Nobody *knew*\n> it.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
    for (text, format) in [(text, Format::Plain), (marks, Format::Markdown)] {
        let shape = |text: &str| -> Vec<(BlockKind, String)> {
            let article = read(text, format, &Hints::default());
            assert_eq!(article.meta.published.map(|p| p.date.to_string()).as_deref(), Some("2025-05-04"), "{text:?}");
            article
                .blocks
                .iter()
                .map(|b| (b.kind, article.slice(b.span).replace("\r\n", "\n").replace('\r', "\n")))
                .collect()
        };
        let wanted = shape(text);
        assert_eq!(shape(&text.replace('\n', "\r\n")), wanted);
        assert_eq!(shape(&text.replace('\n', "\r")), wanted);
    }
}

#[test]
fn an_outside_date_wins_over_all() {
    let (date, time) = parse_date("2020-01-02T03:04").unwrap();
    let from = copydesk::article::DateSource::Flag;
    let hints = Hints { date: Some((date, time, from)), path: Some("2025-05-04.md".into()), ..Hints::default() };
    let article = read("---\ndate: 2024-01-01\n---\n\n5 May 2025\n\nText.", Format::Markdown, &hints);
    let p = article.meta.published.unwrap();
    assert_eq!((p.date, p.time, p.from), (date, time, from));
}

#[test]
fn texts_without_line_breaks_are_cut_into_pieces() {
    let sentence = "At least 64 people were on board the ferry. ";
    for text in [sentence.repeat(25_000), "x".repeat(1_000_000), "“é".repeat(300_000), "**64** ".repeat(150_000)] {
        for format in [Format::Plain, Format::Markdown] {
            let article = read(&text, format, &Hints::default());
            assert!(article.blocks.iter().all(|b| b.span.len() <= 2 * 16_384), "a long block");
            let covered: u32 = article.blocks.iter().map(|b| b.span.len()).sum();
            assert!(covered as usize + 2 * article.blocks.len() + 8 >= text.trim_end().len(), "text is lost");
        }
    }
}

/// What holds of every article: blocks and masks lie inside the text, in order, on the boundaries of characters.
fn holds(text: &str, format: Format) {
    let article = read(text, format, &Hints::default());
    let mut at = 0;
    for b in &article.blocks {
        assert!(b.span.start >= at && b.span.end as usize <= text.len() && !b.span.is_empty(), "{b:?} after {at}");
        at = b.span.end;
        let mut inner = b.span.start;
        for m in &b.masked {
            assert!(m.start >= inner && m.end <= b.span.end && !m.is_empty(), "{m:?} in {b:?}");
            inner = m.end;
            assert!(text.is_char_boundary(m.start as usize) && text.is_char_boundary(m.end as usize));
        }
        assert!(b.cells.iter().all(|c| b.span.covers(*c) && text.get(c.range()).is_some()), "{b:?}");
        assert!(b.section.is_none_or(|s| matches!(article.blocks[s as usize].kind, BlockKind::Heading(_))));
        assert!(b.entry.is_none_or(|e| (e as usize) < article.meta.entries.len()));
        let slice = article.slice(b.span);
        let prose = Prose::new(slice, &b.masks());
        assert!(prose.tokens.iter().zip(prose.tokens.iter().skip(1)).all(|(a, b)| a.end() <= b.start()));
        assert!(prose.tokens.iter().all(|t| t.start() < t.end() && slice.get(t.span().range()).is_some()));
        assert_eq!(prose.sentences.iter().map(|s| s.len()).sum::<usize>(), prose.tokens.len());
        assert!(prose.quotes.iter().all(|q| q.open < q.close && slice.get(q.span.range()).is_some()));
        assert!(prose.quotes.windows(2).all(|q| q[0].open < q[1].open));
    }
    assert_eq!(article.prose.len(), text.len());
    assert!(article.meta.headline.is_none_or(|h| text.get(h.range()).is_some()));
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,80}") {
        for format in [Format::Plain, Format::Markdown, Format::Html, Format::Xml] {
            holds(&text, format);
        }
    }

    #[test]
    fn any_mix_of_markup_and_words_is_read(
        parts in proptest::collection::vec(proptest::sample::select(PARTS), 0..60)
    ) {
        let text: String = parts.concat();
        for format in [Format::Plain, Format::Markdown, Format::Html, Format::Xml] {
            holds(&text, format);
        }
    }
}

const PARTS: &[&str] = &[
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    " ",
    "   ",
    "\t",
    "# ",
    "## ",
    "> ",
    "- ",
    "1. ",
    "* ",
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "|",
    "---",
    "---\n",
    "+++\n",
    "date: 2024-03-24\n",
    "title: Ferry\n",
    "[a](b)",
    "![c](d)",
    "<b>",
    "&amp;",
    "&nbsp;",
    "https://x.example/5",
    "a@b.example",
    "www.",
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "'",
    "«",
    "»",
    "„",
    "6' 2\"",
    "64 dead",
    "Ferry sinks",
    "By Ana Blum",
    "4 May 2025",
    "Nov. 4",
    "12.20 — ",
    "**23:40** ",
    "ORSAY, May 4 (Wire) — ",
    "At least 64 people were killed there. ",
    "é",
    "👩‍🚒",
    "e\u{301}",
    "\u{a0}",
    "1\u{202f}300",
    "\u{200b}",
    "\u{feff}",
    "בירות",
    "…",
    ".",
    "p.m.",
    "U.S.",
    "\\",
    "~~",
    "[^1]",
    "[^1]: n",
];
