//! Text into tokens.

use super::{
    Case, FILLER, TokenKind, Tokens,
    filler::past_filler,
    token::{LONGEST, Shape, Token},
    vocabulary::{Unknown, Vocabulary},
    word::{any_word, is_combining},
};
use crate::base::Span;

/// The tokens of a block, and where among them stand what can end a sentence and what can be a quotation mark.
#[derive(Default)]
pub struct Read {
    pub tokens: Tokens,
    /// «.», «!», «?», «…» and the like, and words that end with a dot.
    pub stops: Vec<u32>,
    pub quotes: Vec<u32>,
}

impl Read {
    /// Drops the tokens and keeps their room for the next block.
    pub fn clear(&mut self) {
        self.tokens.clear();
        self.stops.clear();
        self.quotes.clear();
    }
}

/// Splits a block's text into tokens, passing over the masked ranges (relative to the block, in order). Invisible
/// characters (zero-width, direction marks) make no token. What each token can start goes to `starts`.
pub fn tokenize(text: &str, masked: &[Span], vocabulary: &impl Vocabulary, out: &mut Read, starts: &mut Vec<u8>) {
    out.tokens.reserve(room(text));
    let mut scanner = Scanner { text, vocabulary, spaced: true, out, starts };
    let mut at = 0;
    for m in masked {
        let (start, end) = (m.start as usize, m.end as usize);
        let Some(hidden) = text.get(start..end).filter(|_| start >= at) else { continue };
        scanner.scan(at, start);
        scanner.spaced |= hidden.contains(char::is_whitespace);
        at = end;
    }
    scanner.scan(at, text.len());
    if memchr::memchr(FILLER as u8, text.as_bytes()).is_some() {
        // A token that ends with an entity's character ends where the entity does.
        out.tokens.set_ends(|end| past_filler(text.as_bytes(), end as usize) as u32);
    }
}

/// Tokens to make room for: news has one for every five bytes, and a little more is taken, since growing would take twice
/// as much.
fn room(text: &str) -> usize {
    text.len() * 2 / 9 + 8
}

/// The tokens of a piece of text without masks.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Read::default();
    tokenize(text, &[], &Unknown, &mut out, &mut Vec::with_capacity(room(text)));
    out.tokens.into_vec()
}

/// Whether a text's first token is a number that begins with a digit.
pub fn opens_with_digit(text: &str) -> bool {
    let passed_over = |c: char| c <= ' ' || c.is_whitespace() || is_invisible(c);
    text.trim_start_matches(passed_over).starts_with(|c: char| c.is_ascii_digit())
}

/// What a byte starts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Byte {
    Space,
    Digit,
    Lower,
    Upper,
    Mark,
    /// Part of a character beyond ASCII, or filler.
    High,
}

pub const BYTES: [Byte; 256] = {
    let mut table = [Byte::High; 256];
    let mut b = 0;
    while b < 128 {
        let byte = b as u8;
        table[b] = match byte {
            b'0'..=b'9' => Byte::Digit,
            b'a'..=b'z' => Byte::Lower,
            b'A'..=b'Z' => Byte::Upper,
            0..=b' ' => Byte::Space,
            0x7f => Byte::High,
            _ => Byte::Mark,
        };
        b += 1;
    }
    table
};

/// Whether what a byte starts ends a word of plain letters before it. A dot does only where the word has two letters.
const ENDS: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 128 {
        table[b] = matches!(BYTES[b], Byte::Space | Byte::Digit | Byte::Mark) && b as u8 != b'\'';
        b += 1;
    }
    table
};

struct Scanner<'a, V> {
    text: &'a str,
    vocabulary: &'a V,
    /// Whether white space stands before what comes next.
    spaced: bool,
    out: &'a mut Read,
    starts: &'a mut Vec<u8>,
}

impl<V: Vocabulary> Scanner<'_, V> {
    /// Reads `text[at..end]`; no token reaches past `end`.
    fn scan(&mut self, mut at: usize, end: usize) {
        let Scanner { text, vocabulary, spaced, out: Read { tokens, stops, quotes }, starts } = self;
        let bytes = &text.as_bytes()[..end];
        while let Some(&b) = bytes.get(at) {
            let byte = BYTES[b as usize];
            let letter = matches!(byte, Byte::Lower | Byte::Upper);
            // Most tokens, by the shortest way: a word of up to seven plain letters.
            if letter && let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
                let v = u64::from_le_bytes(*eight);
                let letters = v | SMALL;
                let len = small_letters(letters);
                let next = if len < 8 { (v >> (8 * len)) as u8 } else { b'\'' };
                if next == b' ' || ENDS[next as usize] && (next != b'.' || len > 1) {
                    let case = if v & SMALL == 0 { Case::Title } else { Case::Lower };
                    let number = vocabulary.short(letters & ((1 << (8 * len)) - 1));
                    tokens.push(Token::plain(at, len, Shape::word(case, b).numbered(number), *spaced));
                    starts.push(vocabulary.starts(TokenKind::Word, number, case));
                    *spaced = next == b' ';
                    at += len + usize::from(*spaced);
                    continue;
                }
            }
            let n = tokens.len() as u32;
            let mut word = || {
                let (to, case) = any_word(text, within(bytes, at), at);
                if bytes.get(to - 1) == Some(&b'.') {
                    stops.push(n);
                }
                let word = &text[at..to];
                let (number, starts) = vocabulary.spelt(word, case);
                (to, Shape::any_word(case, word).numbered(number), starts)
            };
            let number = |to: usize| (to, Shape::NUMBER, vocabulary.starts(TokenKind::Number, 0, Case::Lower));
            let mark =
                |c: char| (at + c.len_utf8(), Shape::mark(c), vocabulary.starts(TokenKind::Mark(c), 0, Case::Lower));
            let (to, shape, start) = match byte {
                Byte::Space => {
                    *spaced = true;
                    at += 1;
                    continue;
                }
                Byte::Lower | Byte::Upper => match longer_word(text, bytes, at, *vocabulary) {
                    Some((to, case, number)) => {
                        let starts = vocabulary.starts(TokenKind::Word, number, case);
                        (to, Shape::word(case, b).numbered(number), starts)
                    }
                    None => word(),
                },
                Byte::Digit => number(number_end(within(bytes, at), at)),
                Byte::Mark if b == b'.' && decimal_point(bytes, at, *spaced, tokens) => {
                    number(number_end(within(bytes, at), at + 1))
                }
                Byte::Mark => {
                    match b {
                        b'.' | b'!' | b'?' => stops.push(n),
                        b'"' | b'\'' | b'`' => quotes.push(n),
                        _ => {}
                    }
                    mark(b as char)
                }
                Byte::High => {
                    let Some(c) = text[at..].chars().next() else { break };
                    // Dashes, curly quotation marks, «…»: nearly all that is beyond ASCII in news, and nothing else.
                    let usual = matches!(c, '‐'..='…');
                    if !usual && (c.is_whitespace() || is_invisible(c)) {
                        *spaced |= c.is_whitespace();
                        at += c.len_utf8();
                        continue;
                    }
                    if !usual && c.is_alphabetic() {
                        word()
                    } else {
                        match c {
                            '…' | '‽' | '。' => stops.push(n),
                            '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' | '「' | '」' => {
                                quotes.push(n)
                            }
                            _ => {}
                        }
                        mark(c)
                    }
                }
            };
            tokens.push(Token::new(at..to, shape, *spaced));
            starts.push(start);
            // Mostly one space follows; taken here, it needs no look at what it starts.
            *spaced = bytes.get(to) == Some(&b' ');
            at = to + usize::from(*spaced);
        }
    }
}

/// A word of eight plain letters or more that starts at `start`: small letters of ASCII, after one capital perhaps, up to
/// a space or a mark. Where it ends, its case and number. None is seen near the end of the text.
fn longer_word(text: &str, bytes: &[u8], start: usize, vocabulary: &impl Vocabulary) -> Option<(usize, Case, u16)> {
    let eight = |at: usize| Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
    let first = eight(start)?;
    let case = if first & SMALL == 0 { Case::Title } else { Case::Lower };
    let mut run = small_letters(first | SMALL);
    let mut len = run;
    while run == 8 {
        run = small_letters(eight(start + len)?);
        len += run;
        if len > LONGEST {
            return None;
        }
    }
    let end = start + len;
    if len < 8 || !bytes.get(end).is_some_and(|b| ENDS[*b as usize]) {
        return None;
    }
    let number = match bytes[start..].first_chunk() {
        Some(sixteen) if len <= 16 => {
            let letters = u128::from_le_bytes(*sixteen) & u128::MAX >> (8 * (16 - len)) | u128::from(SMALL);
            if len == 8 { vocabulary.short(letters as u64) } else { vocabulary.long(letters) }
        }
        _ => vocabulary.spelt(&text[start..end], case).0,
    };
    Some((end, case, number))
}

/// The bytes up to where a word or number that starts at `at` is cut for its length, however long the text.
fn within(bytes: &[u8], at: usize) -> &[u8] {
    &bytes[..bytes.len().min(at + LONGEST)]
}

/// Whether the dot at `at` opens a number («.5»): a digit follows and no word or number stands right before it.
fn decimal_point(bytes: &[u8], at: usize, spaced: bool, out: &Tokens) -> bool {
    bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
        && (spaced || out.last().is_none_or(|t| t.is_mark() && !t.is('.')))
}

/// The end of the number that starts at `start`.
fn number_end(bytes: &[u8], start: usize) -> usize {
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut i = start;
    let mut group = start;
    let mut grouped = true;
    loop {
        while digit(i) {
            i += 1;
        }
        if matches!(bytes.get(i), Some(b',' | b'.')) && digit(i + 1) {
            grouped = false;
            i += 1;
            continue;
        }
        let separator = match bytes.get(i..) {
            Some([b'\'', ..]) => 1,
            Some([0xC2, 0xA0, ..]) => 2,
            Some([0xE2, 0x80, 0x89 | 0x99 | 0xAF, ..]) => 3,
            _ => return i,
        };
        let next = past_filler(bytes, i + separator);
        let three = digit(next) && digit(next + 1) && digit(next + 2) && !digit(next + 3);
        if !(grouped && three && (1..=3).contains(&(i - group))) {
            return i;
        }
        i = next;
        group = next;
    }
}

/// What makes the first letter of eight small.
const SMALL: u64 = 0x20;

/// How many letters from «a» to «z» eight bytes begin with.
#[inline(always)]
fn small_letters(v: u64) -> usize {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const fn all(b: u8) -> u64 {
        u64::from_le_bytes([b; 8])
    }
    let low = v & !HIGH;
    // The high bit of a byte is set where it is at or above «a», and not above «z» or beyond ASCII.
    let small = (low + all(0x80 - b'a')) & !(low + all(0x80 - b'z' - 1)) & !v & HIGH;
    ((small ^ HIGH).trailing_zeros() / 8) as usize
}

/// Characters that take no room: zero-width space, direction marks, soft hyphen, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, FILLER | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        || is_combining(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|t| t.span().of(text)).collect()
    }

    #[test]
    fn tokens_of_news_text() {
        assert_eq!(words("Moscow’s 1,300 doesn’t"), ["Moscow", "’", "s", "1,300", "doesn’t"]);
        assert_eq!(words("3:15 p.m. ET, U.S. $1.2bn"), ["3", ":", "15", "p.m.", "ET", ",", "U.S.", "$", "1.2", "bn"]);
        assert_eq!(words("53-year-old, end."), ["53", "-", "year", "-", "old", ",", "end", "."]);
        assert_eq!(words("rock’n’roll at ten o'clock"), ["rock’n’roll", "at", "ten", "o'clock"]);
        assert_eq!(words("the ’90s, players’ (5")[..], ["the", "’", "90", "s", ",", "players", "’", "(", "5"]);
    }

    #[test]
    fn dots_stay_between_single_letters_only() {
        assert_eq!(words("J.K.Rowling J. Smith"), ["J.K.", "Rowling", "J", ".", "Smith"]);
        assert_eq!(words("plan A.He left the U.S"), ["plan", "A", ".", "He", "left", "the", "U.S"]);
        assert_eq!(words("a Ph.D. e.g. П.С."), ["a", "Ph", ".", "D", ".", "e.g.", "П.С."]);
    }

    #[test]
    fn numbers_and_their_separators() {
        assert_eq!(words("1\u{a0}300\u{202f}500 or 1\u{2009}300"), ["1\u{a0}300\u{202f}500", "or", "1\u{2009}300"]);
        assert_eq!(words("1 300 and 2019\u{a0}300"), ["1", "300", "and", "2019", "300"]);
        assert_eq!(words("12\u{a0}3000 7\u{a0}30 1’300"), ["12", "3000", "7", "30", "1’300"]);
        assert_eq!(
            words("6'2 up .5 to $.75, v.5 x..5"),
            ["6", "'", "2", "up", ".5", "to", "$", ".75", ",", "v", ".", "5", "x", ".", ".", "5"]
        );
        assert_eq!(words("14.03.2025, 21.52. 5."), ["14.03.2025", ",", "21.52", ".", "5", "."]);
    }

    #[test]
    fn letters_beyond_ascii() {
        assert_eq!(words("Café cafe\u{301} naïve"), ["Café", "cafe\u{301}", "naïve"]);
        assert_eq!(words("Łódź — Владимир’s 👩‍🚒 crew"), ["Łódź", "—", "Владимир", "’", "s", "👩", "🚒", "crew"]);
        assert_eq!(words("kil\u{ad}led \u{200b}64\u{200b} בירות"), ["kil\u{ad}led", "64", "בירות"]);
        let cases: Vec<_> = tokens("Élan ÉLAN McCoy iPhone a A").iter().map(Token::case).collect();
        assert_eq!(cases, [Case::Title, Case::Upper, Case::Mixed, Case::Mixed, Case::Lower, Case::Title]);
    }

    #[test]
    fn masked_markup_is_passed_over() {
        let mut read = Read::default();
        let text = "**64** dead";
        tokenize(text, &[Span::new(0, 2), Span::new(4, 6)], &Unknown, &mut read, &mut Vec::new());
        let out = read.tokens;
        assert_eq!(out.iter().map(|t| t.span().of(text)).collect::<Vec<_>>(), ["64", "dead"]);
        assert!(out.at(1).spaced());
    }
}
