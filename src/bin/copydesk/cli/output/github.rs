use std::io::{self, Write};

use copydesk::{base::Encoding, compare::Severity, desk::Collection};

use super::{Report, in_full, is_taken_out, json::Points};

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
            let place = format!(
                ",line={},col={},endLine={},endColumn={}",
                start.line + 1,
                start.column + 1,
                end.line + 1,
                end.column + 1
            );
            // Lines of a text that was taken out of a file are no lines of the file.
            let place = if is_taken_out(&member.path) { "" } else { &place };
            let (file, told) = (property(&member.name), data(&in_full(f)));
            writeln!(out, "::{level} file={file}{place},title={}::{told}", f.code)?;
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
