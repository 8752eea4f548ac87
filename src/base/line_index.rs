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

    /// Length of `s` in this encoding's units.
    fn length(self, s: &str) -> u32 {
        match self {
            Encoding::Utf8 => s.len() as u32,
            _ if s.is_ascii() => s.len() as u32,
            Encoding::Utf16 => s.chars().map(|c| c.len_utf16() as u32).sum(),
            Encoding::Utf32 => s.chars().count() as u32,
        }
    }
}

/// A zero-based line and column; the column counts units of an [`Encoding`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

/// Where the lines of a text start, in bytes and in code points. Lines end at LF, CRLF or CR, as LSP has it.
#[derive(Clone, Debug)]
pub struct LineIndex {
    /// Byte offset at which each line starts; the first is 0.
    starts: Vec<u32>,
    /// Code points before each line start; empty when the whole text is ASCII.
    points: Vec<u32>,
    length: u32,
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
        let mut points = Vec::new();
        if !text.is_ascii() {
            points.reserve(starts.len());
            let mut count = 0u32;
            for (line, &start) in starts.iter().enumerate() {
                points.push(count);
                let end = starts.get(line + 1).map_or(bytes.len(), |&e| e as usize);
                count += text[start as usize..end].chars().count() as u32;
            }
        }
        LineIndex { starts, points, length: bytes.len() as u32 }
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
        let start = self.starts[line as usize];
        Position { line, column: encoding.length(&text[start as usize..offset as usize]) }
    }

    /// The byte offset of a position. As LSP 3.17 has it, a column past the end of its line is the line's end, and a
    /// column inside a character is that character's start; `None` for a line the text does not have.
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> Option<u32> {
        let span = self.line_span(position.line)?;
        let line = span.of(text).trim_end_matches(['\n', '\r']);
        let mut units = 0;
        for (i, c) in line.char_indices() {
            let next = units + encoding.units(c);
            if next > position.column {
                return Some(span.start + i as u32);
            }
            units = next;
        }
        Some(span.start + line.len() as u32)
    }

    /// Code points before a byte offset (W3C Web Annotation, TextPositionSelector).
    pub fn code_points(&self, text: &str, offset: u32) -> u32 {
        let offset = floor_boundary(text, offset);
        if self.points.is_empty() {
            return offset;
        }
        let line = self.line_of(offset) as usize;
        self.points[line] + text[self.starts[line] as usize..offset as usize].chars().count() as u32
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
