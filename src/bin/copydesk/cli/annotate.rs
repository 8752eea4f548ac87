use std::{process::ExitCode, sync::Arc};

use copydesk::{
    annotate::{self, Annotated, Cache},
    base::{LineIndex, Span},
    corpus,
    value::{Bound, Quantity},
};
use serde_json::{Value, json};

use super::{Format, Inputs};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// The date of publication of every article (YYYY-MM-DD).
    #[arg(long)]
    date: Option<String>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(args: &Args) -> ExitCode {
    let date = args.date.as_deref().and_then(corpus::parse_date);
    let mut cache = Cache::default();
    for root in &args.inputs.paths {
        let config = match corpus::Config::nearest(root) {
            Ok(c) => c,
            Err(e) => {
                eprintln!("{e}");
                return ExitCode::from(2);
            }
        };
        for found in corpus::walk(root) {
            match corpus::load(&found.path, found.format, &config, date) {
                Ok(loaded) => {
                    let annotated = annotate::annotate(Arc::new(loaded.article), &mut cache);
                    println!("{}", record(&loaded.path.to_string_lossy(), &annotated));
                }
                Err(e) => eprintln!("{e}"),
            }
        }
    }
    ExitCode::SUCCESS
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
            f.rule,
            json!({"value": number(&f.quantity), "bound": f.quantity.bound.symbol(), "unit": f.quantity.unit.symbol(),
                "type": f.kind.name(), "counted": f.counted.map(|s| s.of(text)), "measure": f.role.map(|r| r.id())}),
        );
    }
    for t in &a.timexes {
        push(
            "date",
            t.span,
            t.rule,
            json!({"type": t.kind.name(), "value": t.value, "mod": t.modifier.map(|m| m.name()),
                "interval": t.days.map(|d| [d.first.to_string(), d.last.to_string()])}),
        );
    }
    for c in &a.claims {
        push(
            "claim",
            c.span,
            c.rule,
            json!({"type": c.mode.name(), "value": c.mode.name(), "mode": c.mode.name(),
                "spans": c.pieces.iter().map(|&s| place(s)).collect::<Vec<_>>(),
                "cue": c.cue.map(place).into_iter().collect::<Vec<_>>(),
                "speaker": c.source.map(place).into_iter().collect::<Vec<_>>(), "speaker_name": c.speaker}),
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
