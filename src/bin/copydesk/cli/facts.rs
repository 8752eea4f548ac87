use std::{
    cmp::Reverse,
    io::{self, Write},
    path::PathBuf,
};

use copydesk::{
    compare::words,
    desk::{self, Collection, Member},
    fact::{Fact, Slot, Standing, Value},
};
use unicode_width::UnicodeWidthStr;

use super::{Outcome, collect, exit_code, output};

/// List the facts of a corpus: value, passage, article and date
#[derive(clap::Args)]
pub struct Args {
    /// Only facts whose sentence, role or article has all these words
    words: Vec<String>,
    /// The folder of articles
    #[arg(long, value_name = "DIR", default_value = ".")]
    corpus: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Default)]
enum Format {
    /// A table
    #[default]
    Text,
    /// One object a fact and line
    Jsonl,
}

struct Row {
    value: String,
    what: String,
    passage: String,
    article: String,
    date: String,
    standing: Standing,
}

pub fn run(args: &Args) -> Outcome {
    let collection = collect(&args.corpus, &[], true, None, None)?;
    let words: Vec<String> = args.words.iter().map(|w| w.to_lowercase()).collect();
    let mut rows = rows(&collection, &words);
    // What is itself called so comes before what only stands beside it.
    let beside = |r: &Row| {
        let named = format!("{} {}", r.what, r.value).to_lowercase();
        !words.iter().all(|w| named.contains(w.as_str()))
    };
    rows.sort_by_key(|r| (beside(r), r.what.clone(), Reverse(r.date.clone()), r.article.clone()));
    let mut out = anstream::stdout().lock();
    match args.format {
        Format::Jsonl => {
            for r in &rows {
                let mut fact = serde_json::json!({"value": r.value, "what": r.what, "text": r.passage, "file": r.article, "date": r.date});
                if r.standing != Standing::Current {
                    fact["standing"] = r.standing.name().into();
                }
                writeln!(out, "{fact}")?;
            }
        }
        Format::Text if rows.is_empty() && collection.members.is_empty() => {}
        Format::Text => table(&mut out, &rows)?,
    }
    Ok(exit_code(&collection, false))
}

fn rows(collection: &Collection, words: &[String]) -> Vec<Row> {
    let mut out = Vec::new();
    for (number, member) in collection.members.iter().enumerate() {
        let standing = collection.standing(number);
        let shown = member.annotated.article.shown();
        for fact in &member.sheet.facts {
            let article = &member.annotated.article;
            let what = what(fact);
            let sentence = article.slice(member.sheet.sentence(fact).span).to_lowercase();
            let hay = [sentence.as_str(), &what, &member.name.to_lowercase()];
            if !words.iter().all(|w| hay.iter().any(|h| h.contains(w.as_str()))) {
                continue;
            }
            out.push(Row {
                value: value(fact),
                what,
                passage: passage(&shown, member, fact),
                article: member.name.clone(),
                standing,
                date: date(member),
            });
        }
    }
    out
}

fn date(member: &Member) -> String {
    member.sheet.published.map_or_else(String::new, |(d, _)| d.to_string())
}

/// The role, or what kind of fact it is.
fn what(fact: &Fact) -> String {
    match (&fact.value, fact.role) {
        (_, Some(role)) => role.id().to_owned(),
        (Value::Quantity { .. }, None) => "figure".to_owned(),
        (Value::When { .. }, None) => "date".to_owned(),
        (Value::Length(_), None) => "duration".to_owned(),
        (Value::Place(_), None) => "place".to_owned(),
        (Value::Quotation(q), None) => {
            q.speaker.as_ref().map_or_else(|| "quotation".to_owned(), |s| s.name.to_string())
        }
    }
}

fn value(fact: &Fact) -> String {
    match &fact.value {
        Value::Quantity { written, .. } if fact.slot == Slot::Score => words::score(written),
        Value::Quantity { written, .. } => desk::quantity(written),
        Value::When { days, clock } => desk::moment(*days, *clock, fact.rule).unwrap_or_default(),
        Value::Length(l) => words::length(l),
        Value::Place(p) => p.name.to_string(),
        Value::Quotation(q) => format!("“{}”", q.text.split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}

/// The mention with a few whole words of its sentence on both sides, as people read it.
fn passage(text: &str, member: &Member, fact: &Fact) -> String {
    let (s, f) = (member.sheet.sentence(fact).span.range(), fact.span.range());
    let from = text.floor_char_boundary(f.start.saturating_sub(24).max(s.start.min(f.start)));
    let to = text.ceil_char_boundary((f.end + 36).min(s.end.max(f.end)));
    let from = if from > s.start { text[from..f.start].find(' ').map_or(f.start, |i| from + i) } else { from };
    let to = if to < s.end { text[f.end..to].rfind(' ').map_or(f.end, |i| f.end + i) } else { to };
    let words = desk::squeezed(&text[from..to]);
    let left_out = |r: std::ops::Range<usize>| text.get(r).is_some_and(|t| t.contains(char::is_alphanumeric));
    let dots = |out: bool| if out { "…" } else { "" };
    format!("{}{words}{}", dots(left_out(s.start..from)), dots(left_out(to..s.end)))
}

/// Columns padded to the widest cell; the passage is cut so that a line fits a wide terminal.
fn table(out: &mut impl Write, rows: &[Row]) -> io::Result<()> {
    let cell = |s: &str, width: usize| {
        let mut out = String::new();
        let mut used = 0;
        for c in output::shown(s).chars() {
            let w = unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
            if used + w > width {
                out.pop();
                out.push('…');
                break;
            }
            used += w;
            out.push(c);
        }
        format!("{out}{}", " ".repeat(width.saturating_sub(out.width())))
    };
    let widest = |of: fn(&Row) -> &str, limit: usize| rows.iter().map(|r| of(r).width()).max().unwrap_or(0).min(limit);
    let widths =
        [widest(|r| &r.what, 20).max(4), widest(|r| &r.value, 36).max(5), widest(|r| &r.passage, 74).max(7), 10];
    if !rows.is_empty() {
        let heads = ["what", "value", "passage", "published"];
        let heads: Vec<String> = heads.iter().zip(widths).map(|(head, width)| cell(head, width)).collect();
        writeln!(out, "{}", output::dim(&format!("{}  article", heads.join("  "))))?;
    }
    for r in rows {
        writeln!(
            out,
            "{}  {}  {}  {}  {}",
            cell(&r.what, widths[0]),
            output::bold(&cell(&r.value, widths[1])),
            cell(&r.passage, widths[2]),
            cell(&r.date, widths[3]),
            output::dim(&match r.standing {
                Standing::Current => output::shown(&r.article).into_owned(),
                other => format!("{} ({})", output::shown(&r.article), other.name()),
            })
        )?;
    }
    writeln!(out, "{}.", output::plural(rows.len(), "fact"))
}
