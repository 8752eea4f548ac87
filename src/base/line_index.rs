use super::Span;

/// The unit in which columns are counted (LSP 3.17, PositionEncodingKind).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Encoding {
    Utf8,
    #[default]
    Utf16,
    Utf32,
}

impl Encoding {
    fn units(self, c: char) -> u32 {
        match self {
            Encoding::Utf8 => c.len_utf8() as u32,
            Encoding::Utf16 => c.len_utf16() as u32,
            Encoding::Utf32 => 1,
        }
    }
}

/// A zero-based line and column; the column counts units of an [`Encoding`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

/// Where the lines of a text start, and every few hundred bytes how much of each encoding stands before: a position costs
/// no more in an article of one line than in one of many. Lines end at LF, CRLF or CR, as LSP has it.
#[derive(Clone, Debug)]
pub struct LineIndex {
    /// Byte offset at which each line starts; the first is 0.
    starts: Vec<u32>,
    /// One for each [`STEP`] bytes, at the first character that begins there or later; none when the whole text is ASCII.
    marks: Vec<Mark>,
    length: u32,
}

/// Bytes from one mark to the next.
const STEP: u32 = 256;

/// A place in the text: the bytes, UTF-16 units and code points before it.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    bytes: u32,
    units: u32,
    points: u32,
}

impl Mark {
    fn count(self, encoding: Encoding) -> u32 {
        match encoding {
            Encoding::Utf8 => self.bytes,
            Encoding::Utf16 => self.units,
            Encoding::Utf32 => self.points,
        }
    }

    fn pass(&mut self, c: char) {
        self.bytes += c.len_utf8() as u32;
        self.units += c.len_utf16() as u32;
        self.points += 1;
    }
}

impl LineIndex {
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0u32];
        for i in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[i] == b'\n' || bytes.get(i + 1) != Some(&b'\n') {
                starts.push(i as u32 + 1);
            }
        }
        let mut marks = Vec::new();
        if !text.is_ascii() {
            marks.reserve(bytes.len() / STEP as usize + 1);
            let mut at = Mark::default();
            while (at.bytes as usize) < bytes.len() {
                marks.push(at);
                let next = text.ceil_char_boundary((marks.len() * STEP as usize).min(bytes.len()));
                let stretch = &bytes[at.bytes as usize..next];
                // Characters begin with what is no continuation; those of four bytes are two units.
                let points = stretch.iter().filter(|b| **b & 0xC0 != 0x80).count() as u32;
                let pairs = stretch.iter().filter(|b| **b >= 0xF0).count() as u32;
                at = Mark { bytes: next as u32, units: at.units + points + pairs, points: at.points + points };
            }
        }
        LineIndex { starts, marks, length: bytes.len() as u32 }
    }

    /// What stands before a byte offset, which is at a character.
    fn before(&self, text: &str, offset: u32) -> Mark {
        if self.marks.is_empty() {
            return Mark { bytes: offset, units: offset, points: offset };
        }
        let next = self.marks.partition_point(|m| m.bytes <= offset);
        let mut at = self.marks[next.saturating_sub(1)];
        text[at.bytes as usize..offset as usize].chars().for_each(|c| at.pass(c));
        at
    }

    pub fn lines(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The line that holds the byte `offset`; an offset past the end is on the last line.
    pub fn line_of(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&s| s <= offset) as u32 - 1
    }

    /// The bytes of a line with its line break.
    pub fn line_span(&self, line: u32) -> Option<Span> {
        let start = *self.starts.get(line as usize)?;
        let end = self.starts.get(line as usize + 1).copied().unwrap_or(self.length);
        Some(Span::new(start, end))
    }

    /// The position of a byte offset in `text`, which must be the text the index was made of. Offsets past the end
    /// or inside a character are moved back to the nearest boundary.
    pub fn position(&self, text: &str, offset: u32, encoding: Encoding) -> Position {
        let offset = floor_boundary(text, offset);
        let line = self.line_of(offset);
        let column = |start| self.before(text, offset).count(encoding) - self.before(text, start).count(encoding);
        Position { line, column: column(self.starts[line as usize]) }
    }

    /// The byte offset of a position. As LSP 3.17 has it, a column past the end of its line is the line's end, and a
    /// column inside a character is that character's start; `None` for a line the text does not have.
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> Option<u32> {
        let span = self.line_span(position.line)?;
        let end = span.start + span.of(text).trim_end_matches(['\n', '\r']).len() as u32;
        if self.marks.is_empty() || encoding == Encoding::Utf8 {
            return Some(floor_boundary(text, span.start.saturating_add(position.column)).min(end));
        }
        let start = self.before(text, span.start);
        let wanted = start.count(encoding).saturating_add(position.column);
        // From the last mark that does not lie past it.
        let next = self.marks.partition_point(|m| m.count(encoding) <= wanted);
        let mut at = self.marks[next.saturating_sub(1)];
        if at.bytes < start.bytes {
            at = start;
        }
        for c in text.get(at.bytes as usize..end as usize).unwrap_or_default().chars() {
            if at.count(encoding) + encoding.units(c) > wanted {
                return Some(at.bytes);
            }
            at.pass(c);
        }
        Some(end)
    }

    /// Code points before a byte offset (W3C Web Annotation, TextPositionSelector).
    pub fn code_points(&self, text: &str, offset: u32) -> u32 {
        self.before(text, floor_boundary(text, offset)).points
    }
}

fn floor_boundary(text: &str, offset: u32) -> u32 {
    text.floor_char_boundary((offset as usize).min(text.len())) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_differ_by_encoding() {
        let text = "a\n😀 é 15";
        let index = LineIndex::new(text);
        let at = text.find("15").unwrap() as u32;
        let column = |e| index.position(text, at, e).column;
        assert_eq!((column(Encoding::Utf8), column(Encoding::Utf16), column(Encoding::Utf32)), (8, 5, 4));
        assert_eq!(index.code_points(text, at), 6);
    }

    #[test]
    fn line_breaks_are_lf_crlf_and_cr() {
        let index = LineIndex::new("a\r\nb\rc\nd");
        assert_eq!(index.lines(), 4);
        assert_eq!(index.line_span(1), Some(Span::new(3, 5)));
    }

    #[test]
    fn a_column_past_the_line_is_its_end() {
        let text = "ab\r\ncd";
        let index = LineIndex::new(text);
        assert_eq!(index.offset(text, Position { line: 0, column: 99 }, Encoding::Utf16), Some(2));
        assert_eq!(index.offset(text, Position { line: 7, column: 0 }, Encoding::Utf16), None);
    }

    #[test]
    fn long_lines_are_counted_from_the_nearest_mark() {
        let line = "é😀 seven “words” of a long line, a\u{301}gain and again. ".repeat(60);
        let text = format!("{line}\r\n{line}");
        let index = LineIndex::new(&text);
        let (mut points, mut column) = (0, 0);
        for (offset, c) in text.char_indices() {
            let p = index.position(&text, offset as u32, Encoding::Utf16);
            assert_eq!(index.code_points(&text, offset as u32), points);
            if !text[..offset].ends_with('\r') {
                assert_eq!(p.column, column);
                assert_eq!(index.offset(&text, p, Encoding::Utf16), Some(offset as u32));
            }
            points += 1;
            column = if c == '\n' { 0 } else { column + c.len_utf16() as u32 };
        }
        let past = Position { line: 0, column: u32::MAX };
        assert_eq!(index.offset(&text, past, Encoding::Utf16), Some(line.len() as u32));
    }

    proptest! {
        #[test]
        fn positions_round_trip(text in "[a-zé😀\u{301}\r\n ]{0,40}") {
            let index = LineIndex::new(&text);
            for (offset, _) in text.char_indices() {
                // Between CR and LF there is no position of its own.
                if text[..offset].ends_with('\r') && text[offset..].starts_with('\n') { continue; }
                for e in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                    let p = index.position(&text, offset as u32, e);
                    prop_assert_eq!(index.offset(&text, p, e), Some(offset as u32));
                }
                prop_assert_eq!(index.code_points(&text, offset as u32) as usize, text[..offset].chars().count());
            }
        }
    }
}
