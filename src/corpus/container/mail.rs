use mail_parser::MessageParser;

use super::{Fault, Packed, json::compose};

/// A message of wire mail: its subject as headline, its text, its sender as outlet.
pub fn mail(bytes: &[u8]) -> Result<Option<Packed>, Fault> {
    const NONE: Fault = Fault::Not("no mail message");
    // The line that parts the messages of a mailbox is no header.
    let bytes = match bytes.strip_prefix(b"From ") {
        Some(_) => &bytes[bytes.iter().position(|&b| b == b'\n').ok_or(NONE)? + 1..],
        None => bytes,
    };
    let message = MessageParser::default().parse(bytes).ok_or(NONE)?;
    if message.subject().is_none() && message.from().is_none() && message.date().is_none() {
        return Err(NONE);
    }
    let body = if message.text_body_count() > 0 { message.body_text(0) } else { message.body_html(0) };
    let Some(body) = body else { return Ok(None) };
    let mut packed = compose(message.subject().map(str::to_owned), &body.replace("\r\n", "\n"));
    packed.fields.extend(message.date().map(|d| ("date".to_owned(), d.to_rfc3339())));
    let sender = message.from().and_then(|f| f.first()).and_then(|a| a.name());
    packed.fields.extend(sender.map(|n| ("outlet".to_owned(), n.to_owned())));
    Ok(Some(packed))
}

/// Whether a line parts the messages of a mailbox («From desk@x.example Fri Mar 14 16:40:00 2025»), by its beginning and
/// its length. «From there it went north» is a sentence; the line of a mailbox ends with a time and a year.
pub fn opens(head: &[u8], length: u64) -> bool {
    length < 200
        && head.starts_with(b"From ")
        && head.contains(&b':')
        && head.trim_ascii_end().last().is_some_and(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Format, corpus::container::records::Records};

    const BOX: &str = "From desk@x.example Fri Mar 14 16:40:00 2025\nFrom: Harbour Wire <desk@x.example>\n\
        Subject: =?utf-8?q?Ferry_sinks_=E2=80=93_64_on_board?=\nDate: Fri, 14 Mar 2025 16:40:00 +0100\n\
        Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n\
        At least 64 people =E2=80=93 a third of them children =\nwere on board.\n\nFrom there it went north.\n\n\
        From desk@x.example Fri Mar 14 18:40:00 2025\nSubject: Two\n\nFour are missing.\n";

    #[test]
    fn messages_of_a_mailbox() {
        let records = Records::find(BOX.as_bytes(), Format::Mailbox).unwrap();
        let found: Vec<_> = (1..=records.len())
            .map(|n| records.range(n).unwrap())
            .map(|r| mail(&BOX.as_bytes()[r.start as usize..r.end as usize]).unwrap().unwrap())
            .collect();
        assert_eq!(found.len(), 2);
        assert!(found[0].text.starts_with(
            "Ferry sinks – 64 on board\n\nAt least 64 people – a third of them children were on board.\n\nFrom there"
        ));
        let field = |k: &str| found[0].fields.iter().find(|f| f.0 == k).map(|f| f.1.as_str());
        assert_eq!(field("outlet"), Some("Harbour Wire"));
        assert!(field("date").is_some_and(|d| d.starts_with("2025-03-14T16:40:00")));
        assert_eq!(found[1].text.trim_end(), "Two\n\nFour are missing.");
        for other in [&b""[..], b"Four are missing.", b"\x00\x01\xfe\n\n\x02"] {
            assert_eq!(mail(other), Err(Fault::Not("no mail message")));
        }
    }
}
