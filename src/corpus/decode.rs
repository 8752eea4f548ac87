use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::memchr;

/// A file's bytes as text.
#[derive(Debug)]
pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    /// The encoding's name when it had to be guessed, to be told to the user.
    pub fallback: Option<&'static str>,
}

/// How much of a file is looked at to tell text from data, and UTF-16 from other encodings.
const SAMPLE: usize = 8192;

/// Decodes UTF-8, UTF-16 with a byte order mark or plainly recognisable without, else Windows-1252. A byte order mark is
/// left out of the text. `None` for what is no text: data with control characters, or UTF-16 that is broken.
pub fn decode(bytes: &[u8]) -> Option<Decoded<'_>> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let body = &bytes[mark..];
        if encoding == encoding_rs::UTF_8 {
            return utf8(body).or_else(|| single_byte(body));
        }
        return utf16(body, encoding).map(|d| Decoded { fallback: None, ..d });
    }
    if memchr(0, sample(bytes)).is_some() {
        return utf16(bytes, utf16_without_mark(bytes)?);
    }
    utf8(bytes).or_else(|| single_byte(bytes))
}

fn utf8(bytes: &[u8]) -> Option<Decoded<'_>> {
    let text = std::str::from_utf8(bytes).ok()?;
    (!is_data(bytes)).then_some(Decoded { text: Cow::Borrowed(text), fallback: None })
}

fn utf16<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Option<Decoded<'a>> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    (!broken && !is_data(text.as_bytes())).then_some(Decoded { text, fallback: Some(encoding.name()) })
}

fn single_byte(bytes: &[u8]) -> Option<Decoded<'_>> {
    if is_data(bytes) {
        return None;
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Some(Decoded { text, fallback: Some(WINDOWS_1252.name()) })
}

fn sample(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(SAMPLE)]
}

/// Whether the beginning has control characters that no text has.
fn is_data(bytes: &[u8]) -> bool {
    let sample = sample(bytes);
    // Without a branch and in small numbers, so that many bytes are looked at at once; 224 are whole registers of them.
    let control = |&b: &u8| (b < 0x20) & (b != b'\t') & (b != b'\n') & (b != b'\r') & (b != 0x0c) & (b != 0x1b);
    let count = |chunk: &[u8]| usize::from(chunk.iter().map(|b| u8::from(control(b))).sum::<u8>());
    let controls: usize = sample.chunks(224).map(count).sum();
    memchr(0, sample).is_some() || controls * 50 > sample.len()
}

/// UTF-16 of mostly Latin text has a zero in every other byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let pairs = sample.len() / 2;
    if pairs < 2 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|&&b| b == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    match () {
        () if second * 10 >= pairs * 7 && first * 20 <= pairs => Some(UTF_16LE),
        () if first * 10 >= pairs * 7 && second * 20 <= pairs => Some(UTF_16BE),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
        let mark = if mark { "\u{feff}" } else { "" };
        let units = mark.encode_utf16().chain(text.encode_utf16());
        units.flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    fn shown(bytes: &[u8]) -> Option<(String, Option<&'static str>)> {
        decode(bytes).map(|d| (d.text.into_owned(), d.fallback))
    }

    #[test]
    fn every_encoding_of_one_text() {
        let text = "“Café”, he said: 64 dead.\r\n👩‍🚒";
        assert_eq!(shown(text.as_bytes()), Some((text.into(), None)));
        assert_eq!(shown(format!("\u{feff}{text}").as_bytes()), Some((text.into(), None)));
        for mark in [true, false] {
            let guessed = |name| if mark { None } else { Some(name) };
            assert_eq!(shown(&utf16(text, true, mark)), Some((text.into(), guessed("UTF-16LE"))));
            assert_eq!(shown(&utf16(text, false, mark)), Some((text.into(), guessed("UTF-16BE"))));
        }
        assert_eq!(shown(b"\x93Caf\xe9\x94 64"), Some(("“Café” 64".into(), Some("windows-1252"))));
        assert_eq!(shown(b"\xef\xbb\xbfCaf\xe9"), Some(("Café".into(), Some("windows-1252"))));
        assert_eq!(shown(b""), Some((String::new(), None)));
    }

    #[test]
    fn data_is_refused() {
        for bytes in [
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
            b"PK\x03\x04\x14\x00\x06\x00",
            b"%PDF\x00\x01\x02",
            b"\x01\x02\x03\x04\x05 text",
            b"\xff\xfe\x00\xd8\x41\x00",
            &[0; 64],
        ] {
            assert!(shown(bytes).is_none(), "{bytes:?}");
        }
    }
}
