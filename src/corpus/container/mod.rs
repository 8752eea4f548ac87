//! Files that hold articles inside something else: JSON, Word documents, mail. What is read is not their bytes but a text
//! taken out of them, so the places of its mentions are places in that text. A file of many articles gives each its own
//! address: `wire.jsonl#123` is the 123rd.

mod docx;
mod json;
mod mail;

use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use memchr::memchr_iter;

use super::Fields;
use crate::article::Format;

/// An article taken out of a container.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Packed {
    pub text: String,
    /// Whether the text is HTML, else it is plain.
    pub html: bool,
    /// What the container says of it, keyed as front matter is.
    pub fields: Vec<(String, String)>,
}

/// Takes the article out of a record: a whole file, or one article's part of it. `None` for what holds no article.
pub fn unpack(bytes: &[u8], format: Format, fields: &Fields) -> Option<Packed> {
    match format {
        Format::JsonLines => json::line(bytes, fields),
        Format::Json => json::ninjs(bytes),
        Format::Docx => docx::docx(bytes),
        Format::Mail | Format::Mailbox => mail::mail(bytes),
        Format::Plain | Format::Markdown | Format::Html | Format::Xml => None,
    }
}

/// The file of an address and the number of the article in it, from 1; `None` for the path of a file.
pub fn address(path: &Path) -> Option<(PathBuf, usize)> {
    let (file, number) = path.to_str()?.rsplit_once('#')?;
    let number = number.parse().ok().filter(|&n| n > 0)?;
    Format::of_path(file).filter(|f| f.holds_many())?;
    Some((PathBuf::from(file), number))
}

/// Where the articles of a file of many stand in its bytes.
pub fn records(bytes: &[u8], format: Format) -> Vec<Range<usize>> {
    match format {
        Format::JsonLines => lines(bytes),
        Format::Mailbox => mail::messages(bytes),
        _ => std::iter::once(0..bytes.len()).collect(),
    }
}

/// The lines that are not empty.
fn lines(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for end in memchr_iter(b'\n', bytes).chain(std::iter::once(bytes.len())) {
        if bytes[start..end].iter().any(|b| !b.is_ascii_whitespace()) {
            out.push(start..end);
        }
        start = end + 1;
        if start > bytes.len() {
            break;
        }
    }
    out
}

/// A file of many articles as it was last read.
struct Opened {
    file: PathBuf,
    stamp: (u64, Option<std::time::SystemTime>),
    bytes: Vec<u8>,
    records: Vec<Range<usize>>,
}

/// The file that was read last: its articles are asked for one after the other.
static LAST: Mutex<Option<Arc<Opened>>> = Mutex::new(None);

/// How many articles a file of many holds. `read` gives the file's bytes.
pub fn count<E>(file: &Path, format: Format, read: impl FnOnce(&Path) -> Result<Vec<u8>, E>) -> Result<usize, E> {
    Ok(open(file, format, read)?.records.len())
}

/// The bytes of one article of a file of many, `None` when it has fewer.
pub fn record<E>(
    file: &Path,
    number: usize,
    read: impl FnOnce(&Path) -> Result<Vec<u8>, E>,
) -> Result<Option<Vec<u8>>, E> {
    let Some(format) = Format::of_path(&file.to_string_lossy()) else { return Ok(None) };
    let opened = open(file, format, read)?;
    Ok(opened.records.get(number - 1).map(|r| opened.bytes[r.clone()].to_vec()))
}

fn open<E>(file: &Path, format: Format, read: impl FnOnce(&Path) -> Result<Vec<u8>, E>) -> Result<Arc<Opened>, E> {
    let stamp = std::fs::metadata(file).map_or((0, None), |m| (m.len(), m.modified().ok()));
    // Held while reading, so that threads that want the same file don't all read it.
    let mut last = LAST.lock().unwrap_or_else(|e| e.into_inner());
    if let Some(opened) = last.as_ref().filter(|o| o.file == file && o.stamp == stamp) {
        return Ok(opened.clone());
    }
    let bytes = read(file)?;
    let records = records(&bytes, format);
    let opened = Arc::new(Opened { file: file.to_owned(), stamp, bytes, records });
    *last = Some(opened.clone());
    Ok(opened)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_records() {
        assert_eq!(address(Path::new("a/wire.jsonl#12")), Some(("a/wire.jsonl".into(), 12)));
        for path in ["wire.jsonl", "wire.jsonl#0", "wire.jsonl#x", "story.txt#3", "#3"] {
            assert_eq!(address(Path::new(path)), None, "{path}");
        }
        let text = b"{\"text\":\"a\"}\r\n\n  \n{\"text\":\"b\"}";
        let found: Vec<_> = records(text, Format::JsonLines).into_iter().map(|r| text[r].to_vec()).collect();
        assert_eq!(found, [b"{\"text\":\"a\"}\r".to_vec(), b"{\"text\":\"b\"}".to_vec()]);
        assert!(records(b"", Format::JsonLines).is_empty());
    }
}
