use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    ops::Range,
    path::Path,
};

use memchr::memchr;

use super::mail;
use crate::article::Format;

/// Bytes that are read at a time.
const CHUNK: usize = 1 << 18;

/// Bytes of a line's beginning by which it is judged.
const HEAD: usize = 256;

/// Where the articles of a file of many begin. It is read in pieces and nothing of it is kept, however large it is.
#[derive(Debug, Default)]
pub struct Records {
    starts: Vec<u64>,
    end: u64,
}

/// A line as far as it must be known.
struct Line {
    start: u64,
    /// Without its end.
    length: u64,
    head: Vec<u8>,
}

impl Line {
    fn is_empty(&self) -> bool {
        self.length <= self.head.len() as u64 && self.head.iter().all(u8::is_ascii_whitespace)
    }
}

impl Records {
    /// Finds the articles: the lines that are not empty, or the messages of a mailbox; anything else is one. What stands
    /// before the first message of a mailbox is one of them, so that whoever reads it is told that it is none.
    pub fn find(mut source: impl Read, format: Format) -> io::Result<Records> {
        let mut out = Records::default();
        let mut after_empty = true;
        out.end = lines(&mut source, |line| {
            let begins = match format {
                Format::JsonLines => !line.is_empty(),
                Format::Mailbox => {
                    let first = out.starts.is_empty() && !line.is_empty();
                    first || after_empty && mail::opens(&line.head, line.length)
                }
                _ => line.start == 0,
            };
            after_empty = line.is_empty();
            if begins {
                out.starts.push(line.start);
            }
        })?;
        Ok(out)
    }

    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of the article with this number, from 1.
    pub fn range(&self, number: usize) -> Option<Range<u64>> {
        let start = *self.starts.get(number.checked_sub(1)?)?;
        Some(start..self.starts.get(number).copied().unwrap_or(self.end))
    }
}

/// Reads a part of a file.
pub fn read(file: &Path, range: Range<u64>) -> io::Result<Vec<u8>> {
    let mut source = File::open(file)?;
    source.seek(SeekFrom::Start(range.start))?;
    let length = range.end - range.start;
    let mut bytes = Vec::with_capacity(length as usize);
    source.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Calls `each` with every line; how many bytes there were.
fn lines(source: &mut impl Read, mut each: impl FnMut(&Line)) -> io::Result<u64> {
    let mut chunk = vec![0; CHUNK];
    let mut line = Line { start: 0, length: 0, head: Vec::with_capacity(HEAD) };
    let mut at = 0u64;
    loop {
        let n = match source.read(&mut chunk) {
            Ok(n) => n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
        if n == 0 {
            each(&line);
            return Ok(at);
        }
        let mut rest = &chunk[..n];
        while !rest.is_empty() {
            let end = memchr(b'\n', rest);
            let piece = &rest[..end.unwrap_or(rest.len())];
            line.length += piece.len() as u64;
            line.head.extend_from_slice(&piece[..piece.len().min(HEAD - line.head.len())]);
            rest = &rest[piece.len()..];
            at += piece.len() as u64;
            if end.is_some() {
                each(&line);
                rest = &rest[1..];
                at += 1;
                line.start = at;
                line.length = 0;
                line.head.clear();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &[u8], format: Format) -> Vec<Vec<u8>> {
        let records = Records::find(text, format).unwrap();
        (1..=records.len())
            .map(|n| records.range(n).unwrap())
            .map(|r| text[r.start as usize..r.end as usize].to_vec())
            .collect()
    }

    #[test]
    fn lines_that_are_not_empty() {
        let text = b"{\"text\":\"a\"}\r\n\n  \n{\"text\":\"b\"}";
        assert_eq!(
            found(text, Format::JsonLines),
            [b"{\"text\":\"a\"}\r\n\n  \n".to_vec(), b"{\"text\":\"b\"}".to_vec()]
        );
        assert!(found(b"", Format::JsonLines).is_empty());
        assert!(found(b"\n \n", Format::JsonLines).is_empty());
    }

    #[test]
    fn a_mailbox_that_is_none_is_one_article() {
        let opened = b"\nFrom a@x.example Fri Mar 14 18:40:00 2025\nSubject: One\n\n".to_vec();
        assert_eq!(found(&opened, Format::Mailbox), [opened[1..].to_vec()]);
        let other = b"Minutes of the council.\n\n";
        assert_eq!(found(other, Format::Mailbox), [other.to_vec()]);
        let both = [&other[..], &opened[1..]].concat();
        assert_eq!(found(&both, Format::Mailbox), [other.to_vec(), opened[1..].to_vec()]);
        assert!(found(b"\n \n", Format::Mailbox).is_empty());
    }

    #[test]
    fn lines_longer_than_a_piece() {
        let mut text = vec![b'x'; 3 * CHUNK + 5];
        text.extend(b"\ny\n");
        let found = found(&text, Format::JsonLines);
        assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [3 * CHUNK + 6, 2]);
    }
}
