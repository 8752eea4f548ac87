use std::io::{self, Write};

use copydesk::{
    base::{Encoding, Span},
    compare::{RULES, Severity},
    desk::Collection,
};
use serde_json::{Value, json};

use super::{Report, json::Points, member_of};

/// SARIF 2.1.0 (OASIS), columns in UTF-16 units.
pub fn print(collection: &Collection, reports: &[Report]) -> io::Result<()> {
    let mut points = Points::new(collection);
    let mut results = Vec::new();
    for (number, findings) in reports {
        for f in findings {
            let related: Vec<Value> = f
                .related
                .iter()
                .map(|r| {
                    let mut place = location(&mut points, member_of(*number, r.article), r.span);
                    place["message"] = json!({"text": r.verdict.name()});
                    place
                })
                .collect();
            let text = std::iter::once(f.message.as_str()).chain(f.because.iter().map(String::as_str));
            results.push(json!({"ruleId": f.code, "level": level(f.severity),
                "message": {"text": text.collect::<Vec<_>>().join(" ")},
                "locations": [location(&mut points, *number, f.span)], "relatedLocations": related}));
        }
    }
    let rules: Vec<Value> = RULES
        .iter()
        .map(|r| json!({"id": r.code, "fullDescription": {"text": r.doc.trim()}, "defaultConfiguration": {"level": level(r.severity)}}))
        .collect();
    let log = json!({"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "runs": [{
        "tool": {"driver": {"name": "copydesk", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
        "columnKind": "utf16CodeUnits", "results": results}]});
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, &log)?;
    writeln!(out)?;
    out.flush()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "note",
    }
}

fn location(points: &mut Points<'_>, number: usize, span: Span) -> Value {
    let (member, index) = points.index(number);
    let text = &*member.annotated.article.text;
    let start = index.position(text, span.start, Encoding::Utf16);
    let end = index.position(text, span.end, Encoding::Utf16);
    json!({"physicalLocation": {"artifactLocation": {"uri": member.name},
        "region": {"startLine": start.line + 1, "startColumn": start.column + 1, "endLine": end.line + 1,
            "endColumn": end.column + 1, "snippet": {"text": span.of(text)}}}})
}
