//! The messages in the bytes of standard input. The protocol library stops listening at the first that is none (broken JSON,
//! bytes that are no UTF-8, a header without a length); here such a message is answered with an error and passed over, so
//! that one fault of a client does not end the session.

use std::io::{self, BufRead, Read};

use memchr::memmem;
use tower_lsp::jsonrpc::{Request, Response};

use super::wire::Wire;

const LENGTH: &[u8] = b"Content-Length:";
/// Bytes of a header line; what is longer is none.
const LONGEST_LINE: u64 = 1 << 16;
/// Bytes of the largest message that is taken. A text of 16 MB, the largest article, has at most 96 MB as JSON.
const LARGEST: u64 = 1 << 28;

/// What is wrong with a message, as JSON-RPC 2.0 section 5.1 numbers it.
#[derive(Clone, Copy)]
pub struct Fault(i32, &'static str);

const NO_JSON: Fault = Fault(-32700, "Parse error");
const NO_MESSAGE: Fault = Fault(-32600, "Invalid Request");

/// Reads the next message with a header into `message`; where its body begins, `None` at the end of the input.
pub fn read(input: &mut impl BufRead, wire: &Wire, message: &mut Vec<u8>) -> io::Result<Option<usize>> {
    while let Some(length) = length(input)? {
        if length > LARGEST {
            tracing::warn!(length, "a message that is too large, passed over");
            refuse(wire, NO_MESSAGE);
            continue;
        }
        message.clear();
        message.extend_from_slice(format!("Content-Length: {length}\r\n\r\n").as_bytes());
        let head = message.len();
        // A length is not believed before the bytes are there.
        let read = input.by_ref().take(length).read_to_end(message)?;
        if (read as u64) < length {
            return Ok(None);
        }
        if length > 0 {
            return Ok(Some(head));
        }
    }
    Ok(None)
}

/// The length that the next header gives. Whatever stands before it is passed over; `None` at the end of the input.
fn length(input: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut found = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if let Some(at) = memmem::rfind(&line, LENGTH) {
            let number = std::str::from_utf8(&line[at + LENGTH.len()..]).ok();
            found = number.and_then(|n| n.trim().parse().ok());
        } else if let (Some(length), b"\r\n" | b"\n") = (found, line.as_slice()) {
            return Ok(Some(length));
        }
    }
}

/// Whether a body has a method to be called, as the library reads it; what keeps the library from taking it.
pub fn calls(body: &[u8]) -> Result<bool, Fault> {
    let body = std::str::from_utf8(body).map_err(|_| NO_JSON)?;
    match serde_json::from_str::<Request>(body) {
        Ok(request) => Ok(!request.method().is_empty()),
        Err(_) if serde_json::from_str::<Response>(body).is_ok() => Ok(false),
        Err(error) if error.is_data() => Err(NO_MESSAGE),
        Err(_) => Err(NO_JSON),
    }
}

/// Puts U+FFFD for each escaped half of a surrogate pair that stands alone («\ud83d»), which JSON text can hold (RFC 8259,
/// section 8.2) and no string of ours: as many bytes, and one UTF-16 unit as before. An editor that takes texts apart by
/// these units sends such halves. Whether there was one.
pub fn mend(body: &mut [u8]) -> bool {
    let (mut at, mut found) = (0, false);
    while let Some(next) = body.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        at += next;
        at += match escaped(body, at) {
            Some(0xD800..=0xDBFF) if matches!(escaped(body, at + 6), Some(0xDC00..=0xDFFF)) => 12,
            Some(0xD800..=0xDFFF) => {
                body[at + 2..at + 6].copy_from_slice(b"fffd");
                found = true;
                6
            }
            // «\\», «\"» and other escapes are over with their second byte.
            _ => 2,
        };
    }
    found
}

/// The UTF-16 unit that is escaped at some byte.
fn escaped(body: &[u8], at: usize) -> Option<u16> {
    let digits = body.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// Tells the client of a message that cannot be answered, as nobody knows its number.
pub fn refuse(wire: &Wire, Fault(code, message): Fault) {
    let error = serde_json::json!({"jsonrpc": "2.0", "error": {"code": code, "message": message}, "id": null});
    wire.send(error.to_string().as_bytes());
}
