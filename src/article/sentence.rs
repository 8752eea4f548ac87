use std::ops::Range;

use super::{Token, TokenKind};

/// Words that a full stop follows without ending a sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sgt", "capt", "rev", "hon", "sen", "rep", "gov", "st", "jr",
    "sr", "no", "vs", "etc", "inc", "ltd", "co", "corp", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "ave", "blvd", "rd", "dept",
    "approx", "est", "fig", "pp", "ed", "al", "cf", "eg", "ie",
];

/// Splits tokens into sentences, as ranges of token indices that together cover all tokens.
pub fn sentences(text: &str, tokens: &[Token], out: &mut Vec<Range<u32>>) {
    let mut start = 0;
    let mut i = 0;
    while i < tokens.len() {
        let t = tokens[i];
        if matches!(t.kind, TokenKind::Mark('.' | '!' | '?' | '…')) && ends_sentence(text, tokens, i) {
            let mut end = i + 1;
            while tokens.get(end).is_some_and(|t| !t.spaced && closes(t)) {
                end += 1;
            }
            if tokens.get(end).is_none_or(starts_sentence) {
                out.push(start as u32..end as u32);
                start = end;
            }
            i = end;
        } else {
            i += 1;
        }
    }
    if start < tokens.len() {
        out.push(start as u32..tokens.len() as u32);
    }
}

fn closes(t: &Token) -> bool {
    matches!(t.kind, TokenKind::Mark('”' | '’' | '"' | '\'' | ')' | ']' | '»' | '.' | '!' | '?' | '…'))
}

fn starts_sentence(t: &Token) -> bool {
    t.spaced && !(t.is_word() && t.case == super::Case::Lower)
}

fn ends_sentence(text: &str, tokens: &[Token], i: usize) -> bool {
    if !tokens[i].is('.') || i == 0 {
        return true;
    }
    let before = tokens[i - 1];
    if tokens[i].spaced || !before.is_word() {
        return true;
    }
    let word = before.span().of(text);
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    !(initial || ABBREVIATIONS.iter().any(|a| a.eq_ignore_ascii_case(word)))
}
