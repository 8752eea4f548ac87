use super::Span;

/// What an edit did to a text: the bytes in `cut` went, those in `typed` came; what lies before both is the same, and what
/// lies behind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Splice {
    pub cut: Span,
    pub typed: Span,
}

impl Splice {
    /// Where an untouched passage of the old text lies in the new; `None` for one that was touched.
    pub fn moved(&self, span: Span) -> Option<Span> {
        if span.end <= self.cut.start {
            Some(span)
        } else if span.start >= self.cut.end {
            let start = span.start - self.cut.end + self.typed.end;
            Some(Span::new(start, start + span.len()))
        } else {
            None
        }
    }

    /// The same, and of a passage that the edit lies in, all of it; `None` for one that it reaches into.
    pub fn stretched(&self, span: Span) -> Option<Span> {
        let around = || span.covers(self.cut).then(|| Span::new(span.start, span.end - self.cut.end + self.typed.end));
        self.moved(span).or_else(around)
    }

    /// The same edit, told of a stretch of the text that begins `by` bytes on; `None` where it lies before that.
    pub fn within(&self, by: u32) -> Option<Splice> {
        let less = |s: Span| Some(Span::new(s.start.checked_sub(by)?, s.end.checked_sub(by)?));
        Some(Splice { cut: less(self.cut)?, typed: less(self.typed)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_move_and_what_the_edit_lies_in_grows() {
        let edit = Splice { cut: Span::new(4, 6), typed: Span::new(4, 9) };
        for (old, moved, stretched) in [
            ((0, 4), Some((0, 4)), Some((0, 4))),
            ((6, 8), Some((9, 11)), Some((9, 11))),
            ((2, 8), None, Some((2, 11))),
            ((4, 6), None, Some((4, 9))),
            ((5, 8), None, None),
        ] {
            let span = |(a, b)| Span::new(a, b);
            assert_eq!(
                (edit.moved(span(old)), edit.stretched(span(old))),
                (moved.map(span), stretched.map(span)),
                "{old:?}"
            );
        }
        assert_eq!(edit.within(3), Some(Splice { cut: Span::new(1, 3), typed: Span::new(1, 6) }));
        assert_eq!(edit.within(5), None);
    }
}
