use crate::base::Span;

/// A word, a number or a mark, relative to the start of its block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    pub start: u32,
    pub end: u32,
    pub kind: TokenKind,
    pub case: Case,
    /// Whether white space (or masked markup with white space) stands before it.
    pub spaced: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TokenKind {
    /// Letters, with apostrophes and dots inside («doesn’t», «p.m.», «U.S.»). A possessive «’s» is a token of its own,
    /// and so is each part of a hyphenated word and the hyphen.
    Word,
    /// A run of digits with separators inside: «1,300», «0.7», «1 300» is two. Letters glued to it follow as a word.
    Number,
    /// One mark or symbol, by its character.
    Mark(char),
}

/// How the letters of a word are cased.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Case {
    /// No letters, or all small.
    #[default]
    Lower,
    /// One capital, first («Moscow»).
    Title,
    /// All capitals, at least two («ISIS»).
    Upper,
    /// Capitals elsewhere («McDonald», «iPhone»).
    Mixed,
}

impl Token {
    pub const fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }

    pub fn is(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }

    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    pub fn is_number(&self) -> bool {
        self.kind == TokenKind::Number
    }
}

/// Splits a block's text into tokens, passing over the masked ranges (relative to the block, in order).
pub fn tokenize(text: &str, masked: &[Span], out: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mut at = 0usize;
    let mut mask = masked.iter().peekable();
    let mut spaced = true;
    while at < bytes.len() {
        while mask.peek().is_some_and(|m| m.end as usize <= at) {
            mask.next();
        }
        if let Some(m) = mask.peek().filter(|m| m.start as usize <= at) {
            spaced |= text[at..m.end as usize].contains(char::is_whitespace);
            at = m.end as usize;
            continue;
        }
        let limit = mask.peek().map_or(bytes.len(), |m| m.start as usize);
        let b = bytes[at];
        if b.is_ascii_whitespace() {
            spaced = true;
            at += 1;
            continue;
        }
        let (end, kind, case) = if b.is_ascii_digit() {
            (number_end(bytes, at, limit), TokenKind::Number, Case::Lower)
        } else if b.is_ascii_alphabetic() {
            word(text, at, limit)
        } else {
            let c = text[at..].chars().next().unwrap_or(' ');
            if c.is_whitespace() {
                spaced = true;
                at += c.len_utf8();
                continue;
            }
            if c.is_alphabetic() { word(text, at, limit) } else { (at + c.len_utf8(), TokenKind::Mark(c), Case::Lower) }
        };
        out.push(Token { start: at as u32, end: end as u32, kind, case, spaced });
        spaced = false;
        at = end;
    }
}

/// Digits with «,» and «.» inside: «1,300», «0.7», «3.14.2».
fn number_end(bytes: &[u8], start: usize, limit: usize) -> usize {
    let mut i = start;
    while i < limit {
        match bytes[i] {
            b'0'..=b'9' => i += 1,
            b',' | b'.' if i + 1 < limit && bytes[i + 1].is_ascii_digit() => i += 2,
            _ => break,
        }
    }
    i
}

fn word(text: &str, start: usize, limit: usize) -> (usize, TokenKind, Case) {
    let mut uppers = 0u32;
    let mut letters = 0u32;
    let mut first_upper = false;
    let mut end = start;
    let bytes = text.as_bytes();
    let mut chars = text[start..limit].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let here = start + i;
        if c.is_alphabetic() || is_combining(c) {
            if c.is_uppercase() {
                uppers += 1;
                first_upper |= letters == 0;
            }
            letters += u32::from(!is_combining(c));
            end = here + c.len_utf8();
            continue;
        }
        let next = chars.peek().map(|&(_, n)| n);
        let inner = match c {
            // An apostrophe inside a word stays, except before a possessive «s» that ends it.
            '\'' | '’' => next.is_some_and(char::is_alphabetic) && !possessive(text, here + c.len_utf8(), limit),
            // «U.S.», «p.m.»: dots between single letters stay.
            '.' => single_letter_before(bytes, start, here) && next.is_some_and(|n| n.is_alphabetic()),
            _ => false,
        };
        if inner {
            end = here + c.len_utf8();
            continue;
        }
        // The last dot of «U.S.» belongs to it.
        if c == '.' && text[start..here].contains('.') && single_letter_before(bytes, start, here) {
            end = here + 1;
        }
        break;
    }
    let case = match (uppers, letters) {
        (0, _) => Case::Lower,
        (u, l) if u == l && l > 1 => Case::Upper,
        (1, _) if first_upper => Case::Title,
        _ => Case::Mixed,
    };
    (end, TokenKind::Word, case)
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Whether exactly one letter stands between the last dot (or the start) and `at`.
fn single_letter_before(bytes: &[u8], start: usize, at: usize) -> bool {
    at > start && bytes[at - 1].is_ascii_alphabetic() && (at - 1 == start || bytes[at - 2] == b'.')
}

fn possessive(text: &str, at: usize, limit: usize) -> bool {
    let mut rest = text[at..limit].chars();
    matches!(rest.next(), Some('s' | 'S')) && !rest.next().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        tokenize(text, &[], &mut out);
        out.iter().map(|t| t.span().of(text)).collect()
    }

    #[test]
    fn tokens_of_news_text() {
        assert_eq!(words("Moscow’s 1,300 doesn’t"), ["Moscow", "’", "s", "1,300", "doesn’t"]);
        assert_eq!(words("3:15 p.m. ET, U.S. $1.2bn"), ["3", ":", "15", "p.m.", "ET", ",", "U.S.", "$", "1.2", "bn"]);
        assert_eq!(words("53-year-old, end."), ["53", "-", "year", "-", "old", ",", "end", "."]);
    }

    #[test]
    fn masked_markup_is_passed_over() {
        let mut out = Vec::new();
        let text = "**64** dead";
        tokenize(text, &[Span::new(0, 2), Span::new(4, 6)], &mut out);
        assert_eq!(out.iter().map(|t| t.span().of(text)).collect::<Vec<_>>(), ["64", "dead"]);
        assert!(out[1].spaced);
    }
}
