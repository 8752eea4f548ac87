use std::borrow::Cow;

use memchr::memchr;

/// Stands in for the rest of an entity's bytes behind its character, so that offsets stay true: «&pound;2m» is read as
/// «£», five of these, «2m». A control character (delete) that no text has a use for.
pub const FILLER: char = '\u{7f}';

/// A text as people read it.
pub fn without_filler(text: &str) -> Cow<'_, str> {
    match memchr(FILLER as u8, text.as_bytes()) {
        None => Cow::Borrowed(text),
        Some(_) => Cow::Owned(text.replace(FILLER, "")),
    }
}

/// Where the text goes on that has filler at `at` perhaps.
pub fn past_filler(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at) == Some(&(FILLER as u8)) {
        at += 1;
    }
    at
}
