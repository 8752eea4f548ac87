use std::sync::Arc;

use ropey::Rope;

use crate::base::{Encoding, Position};

/// The text of an open document, cheap to edit and to copy.
#[derive(Clone, Debug, Default)]
pub struct Text {
    rope: Rope,
}

/// A client's edit (LSP 3.17, TextDocumentContentChangeEvent). Without a range it replaces everything.
#[derive(Clone, Copy, Debug)]
pub struct Edit<'a> {
    pub range: Option<(Position, Position)>,
    pub text: &'a str,
}

/// Whether an edit meant what it said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Applied {
    Exactly,
    /// Its range lay outside the text or ran backwards; it was applied to the nearest range that exists.
    Bent,
}

impl Text {
    pub fn new(text: &str) -> Self {
        Text { rope: Rope::from_str(text) }
    }

    /// Applies an edit. Any range is survived: a line past the end is the end, as editors send it when they delete the
    /// last line; a column past its line is the line's end (LSP 3.17, Position).
    pub fn apply(&mut self, edit: Edit<'_>, encoding: Encoding) -> Applied {
        let Some((from, to)) = edit.range else {
            self.rope = Rope::from_str(edit.text);
            return Applied::Exactly;
        };
        let ((a, exact_a), (b, exact_b)) = (self.place(from, encoding), self.place(to, encoding));
        let (start, end) = (a.min(b), a.max(b));
        self.rope.remove(start..end);
        self.rope.insert(start, edit.text);
        if exact_a && exact_b && a <= b { Applied::Exactly } else { Applied::Bent }
    }

    /// The code point index of a position, and whether its line exists (the line after the last counts, at column 0).
    fn place(&self, at: Position, encoding: Encoding) -> (usize, bool) {
        let line = at.line as usize;
        if line >= self.rope.len_lines() {
            return (self.rope.len_chars(), line == self.rope.len_lines() && at.column == 0);
        }
        let slice = self.rope.line(line);
        let mut length = slice.len_chars();
        for mark in ['\n', '\r'] {
            if length > 0 && slice.char(length - 1) == mark {
                length -= 1;
            }
        }
        let body = slice.slice(..length);
        let column = at.column as usize;
        let within = match encoding {
            Encoding::Utf8 if column < body.len_bytes() => body.byte_to_char(column),
            Encoding::Utf16 if column < body.len_utf16_cu() => body.utf16_cu_to_char(column),
            Encoding::Utf32 if column < length => column,
            _ => length,
        };
        (self.rope.line_to_char(line) + within, true)
    }

    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The whole text in one piece.
    pub fn whole(&self) -> Arc<str> {
        let mut out = String::with_capacity(self.len());
        for chunk in self.rope.chunks() {
            out.push_str(chunk);
        }
        out.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(text: &str, from: (u32, u32), to: (u32, u32), new: &str, encoding: Encoding) -> (String, Applied) {
        let mut t = Text::new(text);
        let at = |(line, column)| Position { line, column };
        let applied = t.apply(Edit { range: Some((at(from), at(to))), text: new }, encoding);
        (t.whole().to_string(), applied)
    }

    #[test]
    fn columns_count_the_encoding() {
        let text = "a\n😀é 15";
        for (encoding, column) in [(Encoding::Utf8, 7), (Encoding::Utf16, 4), (Encoding::Utf32, 3)] {
            let (out, applied) = edit(text, (1, column), (1, column + 2), "16", encoding);
            assert_eq!((out.as_str(), applied), ("a\n😀é 16", Applied::Exactly), "{encoding:?}");
        }
    }

    #[test]
    fn impossible_ranges_are_bent_to_the_text() {
        let utf16 = Encoding::Utf16;
        assert_eq!(edit("a\nb", (9, 3), (9, 9), "!", utf16), ("a\nb!".into(), Applied::Bent));
        assert_eq!(edit("ab", (0, 2), (0, 0), "", utf16), ("".into(), Applied::Bent));
        assert_eq!(edit("a\r\nb", (0, 99), (1, 0), "", utf16), ("ab".into(), Applied::Exactly));
        // Neovim deletes the last line with a range that ends on the line after it.
        assert_eq!(edit("a\nb", (1, 0), (2, 0), "", utf16), ("a\n".into(), Applied::Exactly));
        // The middle of a surrogate pair is its start.
        assert_eq!(edit("😀", (0, 1), (0, 1), "x", utf16).0, "x😀");
    }
}
