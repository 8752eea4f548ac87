use jiff::civil::Time;

use crate::article::{
    Token,
    scan::{opens_with_digit, tokens},
};

/// A time of day at token `i`, and the index after it: «16:40», «18:22:05», «3:15 p.m.», «6 pm», «10.25pm»; with `dots`
/// also «21.52».
pub fn clock(text: &str, tokens: &[Token], i: usize, dots: bool) -> Option<(usize, Time)> {
    let first = tokens.get(i).filter(|t| t.is_number())?.span().of(text);
    let glued = |k: usize, mark: char| tokens.get(k).is_some_and(|t| t.is(mark) && !t.spaced());
    let two = |k: usize| {
        let t = tokens.get(k).filter(|t| t.is_number() && !t.spaced() && t.end() - t.start() == 2)?;
        t.span().of(text).parse::<i8>().ok()
    };
    let mut end = i + 1;
    let mut bare = false;
    let (hour, minute) = match first.split_once('.') {
        Some((h, m)) if m.len() == 2 && h.len() <= 2 => {
            bare = !dots;
            (h.parse::<i8>().ok()?, m.parse::<i8>().ok()?)
        }
        Some(_) => return None,
        None if first.len() > 2 => return None,
        None => {
            let hour = first.parse::<i8>().ok()?;
            match two(i + 2).filter(|_| glued(i + 1, ':')) {
                Some(minute) => {
                    end = i + 3;
                    if glued(end, ':') && two(end + 1).is_some() {
                        end += 2;
                    }
                    (hour, minute)
                }
                None => {
                    bare = true;
                    (hour, 0)
                }
            }
        }
    };
    let hour = match meridiem(text, tokens.get(end)) {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(after_noon) => {
            end += 1;
            hour % 12 + if after_noon { 12 } else { 0 }
        }
        None if bare => return None,
        None => hour,
    };
    Some((end, Time::new(hour, minute, 0, 0).ok()?))
}

/// Whether a token says «p.m.» (`true`) or «a.m.» (`false`).
fn meridiem(text: &str, token: Option<&Token>) -> Option<bool> {
    let word = token.filter(|t| t.is_word())?.span().of(text).to_ascii_lowercase();
    match word.as_str() {
        "am" | "a.m." | "a.m" => Some(false),
        "pm" | "p.m." | "p.m" => Some(true),
        _ => None,
    }
}

/// The time that opens an entry of a live blog («07.10 — The toll climbs», «11.25am», «**23:40**» without its marks) and
/// the bytes it takes, a zone after it included.
pub fn leading_clock(text: &str) -> Option<(usize, Time)> {
    // Nearly all blocks open with something else.
    if !opens_with_digit(text) {
        return None;
    }
    let mut cut = text.len().min(64);
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    let text = &text[..cut];
    let tokens = tokens(text);
    let (mut end, time) = clock(text, &tokens, 0, true)?;
    let zone = |t: &Token| ZONES.iter().any(|z| z.eq_ignore_ascii_case(t.span().of(text)));
    if tokens.get(end).is_some_and(|t| t.is_word() && zone(t)) {
        end += 1;
    }
    Some((tokens[end - 1].end() as usize, time))
}

/// Words that name a time zone after a time of day.
pub const ZONES: &[&str] = &[
    "gmt", "utc", "bst", "cet", "cest", "eet", "eest", "et", "est", "edt", "ct", "cst", "cdt", "mt", "mst", "mdt",
    "pt", "pst", "pdt", "ist", "jst", "aest", "aedt", "msk", "z", "local", "time", "eastern", "central", "pacific",
    "mountain",
];
