use super::{Token, TokenKind};
use crate::base::Span;

/// A pair of quotation marks and what stands between them, relative to the block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quote {
    /// From the opening mark through the closing one.
    pub span: Span,
    /// The tokens of the marks themselves; `close` is past the last token for a quote left open.
    pub open: u32,
    pub close: u32,
    pub end: QuoteEnd,
    /// 0 for an outermost quote, 1 for one inside it, …
    pub depth: u8,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum QuoteEnd {
    Closed,
    /// Left open at the paragraph's end because the next paragraph goes on with an opening mark.
    Continued,
    /// A closing mark is missing; the quote ends with its paragraph.
    Missing,
}

/// Finds the quotation pairs among a block's tokens.
pub fn quotes(text: &str, tokens: &[Token], out: &mut Vec<Quote>) {
    let mut open: Option<(usize, char)> = None;
    for (i, t) in tokens.iter().enumerate() {
        let TokenKind::Mark(c) = t.kind else { continue };
        match open {
            None => {
                let closing = match c {
                    '“' => '”',
                    '«' => '»',
                    '"' if t.spaced => '"',
                    '‘' => '’',
                    _ => continue,
                };
                open = Some((i, closing));
            }
            Some((o, closing)) if c == closing => {
                out.push(Quote {
                    span: tokens[o].span().hull(t.span()),
                    open: o as u32,
                    close: i as u32,
                    end: QuoteEnd::Closed,
                    depth: 0,
                });
                open = None;
            }
            Some(_) => {}
        }
    }
    if let Some((o, _)) = open {
        out.push(Quote {
            span: Span::new(tokens[o].start, text.len() as u32),
            open: o as u32,
            close: tokens.len() as u32,
            end: QuoteEnd::Missing,
            depth: 0,
        });
    }
}
