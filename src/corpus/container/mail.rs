use std::ops::Range;

use mail_parser::MessageParser;
use memchr::memmem;

use super::{Packed, json::compose};

/// A message of wire mail: its subject as headline, its text, its sender as outlet.
pub fn mail(bytes: &[u8]) -> Option<Packed> {
    // The line that parts the messages of a mailbox is no header.
    let bytes = match bytes.strip_prefix(b"From ") {
        Some(_) => &bytes[bytes.iter().position(|&b| b == b'\n')? + 1..],
        None => bytes,
    };
    let message = MessageParser::default().parse(bytes)?;
    let body = if message.text_body_count() > 0 { message.body_text(0) } else { message.body_html(0) }?;
    let mut packed = compose(message.subject().map(str::to_owned), &body.replace("\r\n", "\n"));
    packed.fields.extend(message.date().map(|d| ("date".to_owned(), d.to_rfc3339())));
    let sender = message.from().and_then(|f| f.first()).and_then(|a| a.name());
    packed.fields.extend(sender.map(|n| ("outlet".to_owned(), n.to_owned())));
    Some(packed)
}

/// The messages of a mailbox: each begins with a line «From …» at the start or after an empty line.
pub fn messages(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = Vec::new();
    for at in memmem::find_iter(bytes, b"From ") {
        let before = &bytes[..at];
        let line = bytes[at..].split(|&b| b == b'\n').next().unwrap_or_default();
        // «From there it went north» is a sentence; the line of a mailbox ends with a time and a year.
        let timed =
            line.len() < 200 && line.contains(&b':') && line.trim_ascii_end().last().is_some_and(u8::is_ascii_digit);
        if timed && (at == 0 || before.ends_with(b"\n\n") || before.ends_with(b"\n\r\n")) {
            starts.push(at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(bytes.len()));
    starts.iter().copied().zip(ends).map(|(s, e)| s..e).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: &str = "From desk@x.example Fri Mar 14 16:40:00 2025\nFrom: Harbour Wire <desk@x.example>\n\
        Subject: =?utf-8?q?Ferry_sinks_=E2=80=93_64_on_board?=\nDate: Fri, 14 Mar 2025 16:40:00 +0100\n\
        Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n\
        At least 64 people =E2=80=93 a third of them children =\nwere on board.\n\nFrom there it went north.\n\n\
        From desk@x.example Fri Mar 14 18:40:00 2025\nSubject: Two\n\nFour are missing.\n";

    #[test]
    fn messages_of_a_mailbox() {
        let found: Vec<_> = messages(BOX.as_bytes()).into_iter().map(|r| mail(&BOX.as_bytes()[r]).unwrap()).collect();
        assert_eq!(found.len(), 2);
        assert!(found[0].text.starts_with(
            "Ferry sinks – 64 on board\n\nAt least 64 people – a third of them children were on board.\n\nFrom there"
        ));
        let field = |k: &str| found[0].fields.iter().find(|f| f.0 == k).map(|f| f.1.as_str());
        assert_eq!(field("outlet"), Some("Harbour Wire"));
        assert!(field("date").is_some_and(|d| d.starts_with("2025-03-14T16:40:00")));
        assert_eq!(found[1].text.trim_end(), "Two\n\nFour are missing.");
    }
}
