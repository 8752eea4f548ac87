use std::{
    io::{self, Write},
    path::Path,
};

use copydesk::{
    base::{Encoding, Span},
    compare::{RULES, Severity},
    corpus,
    desk::Collection,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{Report, in_full, is_taken_out, json::Points, member_of, provenance};

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
                    let told = provenance(collection, member_of(*number, r.article));
                    place["message"] = json!({"text": format!("{told}: {}", r.verdict.name())});
                    place
                })
                .collect();
            let mut result = json!({"ruleId": f.code, "level": level(f.severity),
                "message": {"text": in_full(f)},
                "locations": [location(&mut points, *number, f.span)], "relatedLocations": related});
            if let Some(why) = &f.stands {
                result["suppressions"] = json!([{"kind": "external", "justification": &**why}]);
            }
            results.push(result);
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
    let mut place = json!({"artifactLocation": {"uri": uri(&member.name)}});
    // Lines of a text that was taken out of a file are no lines of the file.
    if !is_taken_out(&member.path) {
        place["region"] = json!({"startLine": start.line + 1, "startColumn": start.column + 1,
            "endLine": end.line + 1, "endColumn": end.column + 1, "snippet": {"text": span.of(text)}});
    }
    json!({"physicalLocation": place})
}

/// A path as a relative reference (RFC 3986): what is no letter, digit or one of `-._~/` becomes `%` and its bytes in hex.
/// The address of an article in a file of many keeps its `#`.
fn uri(path: &str) -> String {
    if let Some((file, place)) = path.rsplit_once('#').filter(|_| corpus::address(Path::new(path)).is_some()) {
        return format!("{}#{}", uri(file), uri(place));
    }
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');
    utf8_percent_encode(path, KEPT).to_string()
}
