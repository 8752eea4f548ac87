//! Files that hold articles inside something else: JSON, Word documents, mail. What is read is not their bytes but a text
//! taken out of them, so the places of its mentions are places in that text. A file of many articles gives each its own
//! address: `wire.jsonl#123` is the 123rd.

mod docx;
mod json;
mod mail;
mod records;

use std::{
    fs::File,
    io,
    ops::Range,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

pub use docx::LARGEST_DOCUMENT;
pub use records::read;

use records::Records;

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

/// Why nothing could be taken out of a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It is not of its format: «no Word document».
    Not(&'static str),
    /// It unpacks to so many bytes, or at least to these, which is more than [`LARGEST_DOCUMENT`].
    TooLarge(u64),
    /// No field is called as one that holds a text.
    Textless,
}

/// Takes the article out of a record: a whole file, or one article's part of it. `None` for what is of its format and
/// holds no article (a JSON file of something else).
pub fn unpack(bytes: &[u8], format: Format, fields: &Fields) -> Result<Option<Packed>, Fault> {
    match format {
        Format::JsonLines => json::line(bytes, fields),
        Format::Json => json::ninjs(bytes),
        Format::Docx => docx::docx(bytes),
        Format::Mail | Format::Mailbox => mail::mail(bytes),
        Format::Plain | Format::Markdown | Format::Html | Format::Xml => Ok(None),
    }
}

/// The file of an address and the number of the article in it, from 1; `None` for the path of a file.
pub fn address(path: &Path) -> Option<(PathBuf, usize)> {
    let (file, number) = path.to_str()?.rsplit_once('#')?;
    let number = number.parse().ok().filter(|&n| n > 0)?;
    Format::of_path(file).filter(|f| f.holds_many())?;
    Some((PathBuf::from(file), number))
}

/// A file of many articles as it was last looked through.
struct Opened {
    file: PathBuf,
    stamp: (u64, Option<std::time::SystemTime>),
    records: Records,
}

/// The file that was looked through last: its articles are asked for one after the other.
static LAST: Mutex<Option<Arc<Opened>>> = Mutex::new(None);

/// How many articles a file of many holds.
pub fn count(file: &Path, format: Format) -> io::Result<usize> {
    Ok(open(file, format)?.records.len())
}

/// Where the bytes of one article of a file of many stand; `None` when it has fewer.
pub fn place(file: &Path, number: usize) -> io::Result<Option<Range<u64>>> {
    let Some(format) = Format::of_path(&file.to_string_lossy()) else { return Ok(None) };
    Ok(open(file, format)?.records.range(number))
}

fn open(file: &Path, format: Format) -> io::Result<Arc<Opened>> {
    let source = File::open(file)?;
    let stamp = source.metadata().map(|m| (m.len(), m.modified().ok()))?;
    // Held while reading, so that threads that want the same file don't all read it.
    let mut last = LAST.lock().unwrap_or_else(|e| e.into_inner());
    if let Some(opened) = last.as_ref().filter(|o| o.file == file && o.stamp == stamp) {
        return Ok(opened.clone());
    }
    let opened = Arc::new(Opened { file: file.to_owned(), stamp, records: Records::find(source, format)? });
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
    }
}
