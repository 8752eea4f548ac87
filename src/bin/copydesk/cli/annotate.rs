use std::{
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use copydesk::{
    annotate::{self, Annotated},
    article::{self, DateSource, Hints},
    base::{LineIndex, Span},
    corpus,
    value::{Bound, Quantity},
};
use serde_json::{Value, json};

use super::{Day, Failure, Outcome, collect, exit_code, output};

/// Show every figure, date and attributed claim
#[derive(clap::Args)]
pub struct Args {
    /// Articles, or folders of articles; - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The date of publication of every article given (2024-03-24)
    #[arg(long)]
    date: Option<Day>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Default)]
enum Format {
    /// The text, marked up, with each value under its line
    #[default]
    Text,
    /// One object an article and line
    Jsonl,
}

pub fn run(args: &Args) -> Outcome {
    let show = |name: &str, annotated: &Annotated| match args.format {
        Format::Jsonl => writeln!(io::stdout().lock(), "{}", record(name, annotated)),
        Format::Text => output::marked::print(name, annotated),
    };
    let (stdin, files): (Vec<_>, Vec<_>) = args.paths.iter().cloned().partition(|p| p == Path::new("-"));
    if !stdin.is_empty() {
        show("-", &standard_input(args.date)?)?;
    }
    if files.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let collection = collect(&files, &[], false, args.date, None)?;
    for member in &collection.members {
        show(&member.name, &member.annotated)?;
    }
    Ok(exit_code(&collection, false))
}

fn standard_input(date: Option<Day>) -> Result<Annotated, Failure> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    let decoded = corpus::decode(&bytes).ok_or_else(|| Failure::Told("standard input is not text".to_owned()))?;
    let hints = Hints { date: date.map(|Day(d, t)| (d, t, DateSource::Flag)), ..Hints::default() };
    let article = article::read(&decoded.text, article::Format::Plain, &hints);
    Ok(annotate::annotate_once(Arc::new(article)))
}

/// One line of machine output (the contract in the manual).
fn record(file: &str, a: &Annotated) -> Value {
    let text = &*a.article.text;
    let index = LineIndex::new(text);
    let point = |o| index.code_points(text, o);
    let place = |s: Span| json!({"start": point(s.start), "end": point(s.end), "text": s.of(text)});
    let mut out: Vec<(u32, Value)> = Vec::new();
    let mut push = |kind: &str, span: Span, rule: &str, fields: Value| {
        let mut v = place(span);
        let o = v.as_object_mut().expect("an object");
        o.insert("kind".into(), kind.into());
        o.insert("rule".into(), rule.into());
        o.extend(fields.as_object().expect("an object").clone());
        out.push((span.start, v));
    };
    for f in &a.figures {
        push(
            "figure",
            f.span,
            f.rule.id(),
            json!({"value": number(&f.quantity), "bound": f.quantity.bound.symbol(), "unit": f.quantity.unit.symbol(),
                "type": f.kind.name(), "counted": f.counted.map(|s| a.article.words(s)), "measure": f.role.map(|r| r.id())}),
        );
    }
    for t in &a.timexes {
        push(
            "date",
            t.span,
            t.rule.id(),
            json!({"type": t.kind.name(), "value": t.value, "mod": t.modifier.map(|m| m.name()),
                "interval": t.days.map(|d| [d.first.to_string(), d.last.to_string()])}),
        );
    }
    for c in &a.claims {
        push(
            "claim",
            c.span,
            c.rule.id(),
            json!({"type": c.mode.name(), "value": c.mode.name(), "mode": c.mode.name(),
                "spans": c.pieces.iter().map(|&s| place(s)).collect::<Vec<_>>(),
                "cue": c.cue.map(place).into_iter().collect::<Vec<_>>(),
                "speaker": c.source.map(place).into_iter().collect::<Vec<_>>(), "speaker_name": c.speaker.as_deref()}),
        );
    }
    out.sort_by_key(|(start, _)| *start);
    let date = match a.article.meta.published {
        Some(p) => json!({"value": p.date.to_string(), "from": p.from.name()}),
        None => json!({"value": null, "from": "none"}),
    };
    json!({"file": file, "date": date, "annotations": out.into_iter().map(|(_, v)| v).collect::<Vec<_>>()})
}

/// A number as JSON, exact where it can be: `[low, high]` for a range.
fn number(q: &Quantity) -> Value {
    let one =
        |d: copydesk::value::Decimal| serde_json::from_str::<Value>(&d.normalize().to_string()).unwrap_or(Value::Null);
    if q.bound == Bound::Range { json!([one(q.low), one(q.high)]) } else { one(q.low) }
}
