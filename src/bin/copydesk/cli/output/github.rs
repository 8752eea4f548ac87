use copydesk::{base::Encoding, compare::Severity, desk::Collection};

use super::{Report, json::Points};

/// Workflow commands that GitHub Actions shows beside the lines.
pub fn print(collection: &Collection, reports: &[Report]) {
    let mut points = Points::new(collection);
    for (number, findings) in reports {
        for f in findings {
            let level = match f.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info | Severity::Hint => "notice",
            };
            let (member, index) = points.index(*number);
            let text = &*member.annotated.article.text;
            let start = index.position(text, f.span.start, Encoding::Utf32);
            let end = index.position(text, f.span.end, Encoding::Utf32);
            println!(
                "::{level} file={},line={},col={},endLine={},endColumn={},title={}::{}",
                property(&member.name),
                start.line + 1,
                start.column + 1,
                end.line + 1,
                end.column + 1,
                f.code,
                data(&format!("{} {}", f.message, f.because.join(" "))),
            );
        }
    }
}

fn data(s: &str) -> String {
    s.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(s: &str) -> String {
    data(s).replace(':', "%3A").replace(',', "%2C")
}
