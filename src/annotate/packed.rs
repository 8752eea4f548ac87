//! Short words packed into one number, and a table of them in which one probe mostly finds a word, whatever its case.

use crate::{article::FILLER, base::Span};

/// Bytes of the longest word that can be packed.
const LONGEST: usize = 16;

const HIGH: u128 = u128::from_le_bytes([0x80; LONGEST]);

/// A word of up to 16 ASCII bytes in small letters, `None` for any other. Eight bits a letter, the first lowest.
pub fn pack(word: &[u8]) -> Option<u128> {
    let mut bytes = [0u8; LONGEST];
    bytes.get_mut(..word.len())?.copy_from_slice(word);
    small(u128::from_le_bytes(bytes))
}

/// [`pack`] of the bytes of `text` in `span`. Far from the end of the text sixteen bytes are taken at once and those past
/// the word dropped, which needs no copy of varying length.
#[inline]
pub fn pack_in(text: &[u8], span: Span) -> Option<u128> {
    let (start, len) = (span.start as usize, span.len() as usize);
    match text.get(start..).and_then(|rest| rest.first_chunk::<LONGEST>()) {
        Some(bytes) if (1..=LONGEST).contains(&len) => {
            small(u128::from_le_bytes(*bytes) & u128::MAX >> (8 * (LONGEST - len)))
        }
        _ => pack(text.get(span.range())?),
    }
}

/// Whether [`FILLER`] is among the letters of a packed word.
pub fn has_filler(letters: u128) -> bool {
    // It is the highest of all ASCII characters.
    const { assert!(FILLER as u32 == 0x7f) };
    (letters + u128::from_le_bytes([1; LONGEST])) & HIGH != 0
}

/// Sixteen bytes with their capitals made small, if all are ASCII.
#[inline]
fn small(v: u128) -> Option<u128> {
    if v & HIGH != 0 {
        return None;
    }
    // Sixteen letters at once: the high bit of a byte is set at or above «A», and above «Z».
    let from_a = v + u128::from_le_bytes([0x80 - b'A'; LONGEST]);
    let past_z = v + u128::from_le_bytes([0x80 - b'Z' - 1; LONGEST]);
    Some(v | (from_a & !past_z & HIGH) >> 2)
}

/// Bits of [`Table::filter`], as a power of two: four kilobytes, which stay in the nearest cache.
const FILTER_BITS: u32 = 15;

/// An open-addressing table of packed words.
#[derive(Debug, Default)]
pub struct Table {
    /// One bit for each word by its hash. Half the words of a text are in no table, and most of those end here.
    filter: Vec<u64>,
    /// A key of 0 is an empty slot; no word packs to it.
    keys: Vec<u128>,
    values: Vec<u16>,
}

impl Table {
    pub fn new(words: &[(u128, u16)]) -> Self {
        let size = (words.len() * 2).next_power_of_two().max(16);
        let filter = vec![0; 1 << (FILTER_BITS - 6)];
        let mut table = Table { filter, keys: vec![0; size], values: vec![0; size] };
        for &(key, value) in words {
            let hash = hash(key);
            let bit = hash >> (64 - FILTER_BITS);
            table.filter[(bit >> 6) as usize] |= 1 << (bit & 63);
            let at = table.slot(key, hash);
            (table.keys[at], table.values[at]) = (key, value);
        }
        table
    }

    /// The slot that holds a key, or the empty one where it would be.
    fn slot(&self, key: u128, hash: u64) -> usize {
        let mask = self.keys.len() - 1;
        let mut at = (hash >> 20) as usize & mask;
        while self.keys[at] != key && self.keys[at] != 0 {
            at = (at + 1) & mask;
        }
        at
    }

    /// What the table has for a word, 0 when that is not in it.
    #[inline]
    pub fn get(&self, key: u128) -> u16 {
        let hash = hash(key);
        let bit = hash >> (64 - FILTER_BITS);
        if self.filter[(bit >> 6) as usize] >> (bit & 63) & 1 == 0 {
            return 0;
        }
        self.values[self.slot(key, hash)]
    }
}

#[inline]
fn hash(key: u128) -> u64 {
    ((key as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (key >> 64) as u64).wrapping_mul(0xD6E8_FEB8_6659_FD93)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_matter_and_other_signs_stay() {
        assert_eq!(pack(b"Doesn't"), pack(b"DOESN'T"));
        assert_eq!(pack(b"AZ[@`z"), pack(b"az[@`z"));
        assert_ne!(pack(b"a"), pack(b"b"));
        assert_eq!(pack("é".as_bytes()), None);
        assert_eq!(pack(b"abcdefghijklmnopq"), None);
    }

    #[test]
    fn a_word_packs_alike_wherever_it_stands() {
        let text = "The Harbour, naïvely called abcdefghijklmnopq, is a fine one";
        for start in 0..text.len() {
            for end in start..text.len() {
                let word = &text.as_bytes()[start..end];
                assert_eq!(pack_in(text.as_bytes(), Span::new(start as u32, end as u32)), pack(word), "{word:?}");
            }
        }
    }
}
