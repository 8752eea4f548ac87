//! How fixtures are written: Markdown with articles in fenced blocks, `file=`, `date=` and `outlet=` behind the fence, and
//! mark lines of carets under what they speak of.

use std::mem;

use copydesk::{
    article::{DateSource, Hints},
    base::Span,
    corpus::parse_date,
};

/// One `##` section of a fixture file; what stands before the first heading is a section without a title.
pub struct Section {
    pub title: String,
    pub articles: Vec<Marked>,
}

/// An article, its mark lines taken out.
pub struct Marked {
    /// The line of its fence in the fixture file, from 1.
    pub line: usize,
    pub text: String,
    pub hints: Hints,
    pub marks: Vec<Mark>,
}

/// What a mark line says of a passage.
pub struct Mark {
    pub line: usize,
    pub span: Span,
    /// The words behind the carets, at least one.
    pub words: Vec<String>,
}

/// The sections of a fixture file.
///
/// # Panics
/// Where the file is not written as it should be, naming the line.
pub fn sections(source: &str) -> Vec<Section> {
    let mut out = vec![Section { title: String::new(), articles: Vec::new() }];
    let mut open: Option<Marked> = None;
    let mut above = 0;
    for (line, content) in (1..).zip(source.lines()) {
        let Some(article) = &mut open else {
            if let Some(title) = content.strip_prefix("## ") {
                out.push(Section { title: title.to_owned(), articles: Vec::new() });
            } else if let Some(info) = content.strip_prefix("```article") {
                open = Some(Marked { line, text: String::new(), hints: hints(info, line), marks: Vec::new() });
            }
            continue;
        };
        if content == "```" {
            out.last_mut().expect("the first section").articles.extend(open.take());
        } else if content.trim_start().starts_with('^') {
            let (span, label) = under(&article.text, above, content);
            let words = words(label);
            assert!(!words.is_empty(), "line {line}: a mark that says nothing");
            article.marks.push(Mark { line, span, words });
        } else {
            above = article.text.len();
            article.text.push_str(content);
            article.text.push('\n');
        }
    }
    assert!(open.is_none(), "a fence is left open");
    out.retain(|s| !s.articles.is_empty() || !s.title.is_empty());
    out
}

/// The passage of the line at `above` that the carets stand under, and what follows them.
fn under<'a>(text: &str, above: usize, carets: &'a str) -> (Span, &'a str) {
    let line = &text[above..];
    let byte = |column: usize| {
        let within = line.char_indices().nth(column).map_or(line.trim_end().len(), |(i, _)| i);
        (above + within) as u32
    };
    let from = carets.chars().take_while(|&c| c != '^').count();
    let (run, label) = carets.trim_start().split_once(' ').unwrap_or((carets.trim_start(), ""));
    (Span::new(byte(from), byte(from + run.chars().count())), label)
}

fn hints(info: &str, line: usize) -> Hints {
    let mut hints = Hints::default();
    for (key, value) in words(info).iter().filter_map(|w| w.split_once('=')) {
        match key {
            "date" => {
                let (date, time) = parse_date(value).unwrap_or_else(|| panic!("line {line}: no date: {value}"));
                hints.date = Some((date, time, DateSource::Flag));
            }
            "file" => hints.path = Some(value.to_owned()),
            "outlet" => hints.outlet = Some(value.to_owned()),
            _ => panic!("line {line}: unknown key {key}"),
        }
    }
    hints
}

/// Splits at spaces, but not inside double quotes, which are left out.
fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    for c in text.chars().chain([' ']) {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => out.extend(Some(mem::take(&mut word)).filter(|w| !w.is_empty())),
            c => word.push(c),
        }
    }
    out
}
