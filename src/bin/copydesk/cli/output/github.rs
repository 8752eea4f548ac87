use std::io::{self, Write};

use copydesk::{base::Encoding, compare::Severity, desk::Collection};

use super::{Report, in_full, json::Points};

/// Workflow commands that GitHub Actions shows beside the lines.
pub fn print(collection: &Collection, reports: &[Report]) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
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
            writeln!(
                out,
                "::{level} file={},line={},col={},endLine={},endColumn={},title={}::{}",
                property(&member.name),
                start.line + 1,
                start.column + 1,
                end.line + 1,
                end.column + 1,
                f.code,
                data(&in_full(f)),
            )?;
        }
    }
    out.flush()
}

fn data(s: &str) -> String {
    s.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(s: &str) -> String {
    data(s).replace(':', "%3A").replace(',', "%2C")
}
