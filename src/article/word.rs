//! Where a word ends that has more in it than letters of ASCII: apostrophes, dots, accents, what takes no room.

use super::{
    Case, FILLER,
    filler::past_filler,
    scan::{BYTES, Byte},
};

/// Any word: with apostrophes, dots, capitals and letters beyond ASCII in it. Its end and case.
pub fn any_word(text: &str, bytes: &[u8], start: usize) -> (usize, Case) {
    let mut uppers = 0u32;
    let mut letters = 0u32;
    let mut first_upper = false;
    let mut dotted = false;
    // Letters since the last dot.
    let mut run = 0u32;
    let mut i = start;
    while let Some(&b) = bytes.get(i) {
        match BYTES[b as usize] {
            Byte::Lower => {}
            Byte::Upper => {
                first_upper |= letters == 0;
                uppers += 1;
            }
            Byte::Mark => {
                if b == b'\'' && inner_apostrophe(text, bytes, i + 1) {
                    i += 1;
                    continue;
                }
                // «U.S.», «p.m.»: dots between single letters stay, and the last one of a word that has some.
                if b == b'.' && run == 1 {
                    if single_letter(text, bytes, i + 1) {
                        dotted = true;
                        run = 0;
                        i += 1;
                        continue;
                    }
                    i += usize::from(dotted);
                }
                break;
            }
            Byte::High => {
                let Some(c) = text[i..].chars().next() else { break };
                let next = i + c.len_utf8();
                if c == '’' && inner_apostrophe(text, bytes, next)
                    || c == '\u{ad}' && letter(text, bytes, next).is_some()
                    || is_combining(c)
                    || c == FILLER
                {
                    i = next;
                    continue;
                }
                if !c.is_alphabetic() {
                    break;
                }
                if c.is_uppercase() {
                    first_upper |= letters == 0;
                    uppers += 1;
                }
                i = next - 1;
            }
            Byte::Digit | Byte::Space => break,
        }
        letters += 1;
        run += 1;
        i += 1;
    }
    let case = match (uppers, letters) {
        (0, _) => Case::Lower,
        (u, l) if u == l && l > 1 => Case::Upper,
        (1, _) if first_upper => Case::Title,
        _ => Case::Mixed,
    };
    (i, case)
}

/// The letter at `at`.
fn letter(text: &str, bytes: &[u8], at: usize) -> Option<char> {
    let b = *bytes.get(at)?;
    match BYTES[b as usize] {
        Byte::Lower | Byte::Upper => Some(b as char),
        Byte::High => text[at..].chars().next().filter(|c| c.is_alphabetic()),
        _ => None,
    }
}

/// Whether the apostrophe before `at` stays in its word: a letter follows, and not a possessive «s» that ends it.
fn inner_apostrophe(text: &str, bytes: &[u8], at: usize) -> bool {
    let at = past_filler(bytes, at);
    match letter(text, bytes, at) {
        None => false,
        Some('s' | 'S') => letter(text, bytes, at + 1).is_some() || bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
        Some(_) => true,
    }
}

/// Whether one letter stands at `at` with no other after it.
fn single_letter(text: &str, bytes: &[u8], at: usize) -> bool {
    letter(text, bytes, at).is_some_and(|c| letter(text, bytes, at + c.len_utf8()).is_none())
}

/// Accents that follow their letter, and what glues emoji and letters together.
pub fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200c}' | '\u{200d}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}
