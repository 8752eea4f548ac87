use memchr::memchr2_iter;

/// A line of a text, by its bytes, without its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    pub start: usize,
    pub end: usize,
}

/// The lines of a text, ended by LF, CR LF or CR.
pub fn lines(text: &str) -> impl Iterator<Item = Line> + '_ {
    let bytes = text.as_bytes();
    let mut start = 0;
    let mut ends = memchr2_iter(b'\n', b'\r', bytes);
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let end = ends.next().unwrap_or(bytes.len());
        let line = Line { start, end };
        if end == bytes.len() {
            done = true;
        } else if bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n') {
            ends.next();
            start = end + 2;
        } else {
            start = end + 1;
        }
        Some(line)
    })
}

impl Line {
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The line without white space at its ends.
    pub fn trimmed(self, text: &str) -> Line {
        let line = self.of(text);
        let start = self.start + (line.len() - line.trim_start().len());
        Line { start, end: start + line.trim().len() }
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end() {
        let text = "a\r\n b \n\rc\r";
        assert_eq!(lines(text).map(|l| l.of(text)).collect::<Vec<_>>(), ["a", " b ", "", "c", ""]);
        assert_eq!(lines(text).map(|l| l.trimmed(text).of(text)).collect::<Vec<_>>(), ["a", "b", "", "c", ""]);
        assert_eq!(lines("").count(), 1);
    }
}
