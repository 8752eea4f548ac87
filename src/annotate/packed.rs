//! Short words packed into one number, and a table of them in which one probe mostly finds a word, whatever its case.

use super::lexicon::Lex;

/// Bytes of the longest word that can be packed.
const LONGEST: usize = 16;

/// A word of up to 16 ASCII bytes in small letters, `None` for any other. Eight bits a letter, the first lowest.
pub fn pack(word: &[u8]) -> Option<u128> {
    const HIGH: u128 = u128::from_le_bytes([0x80; LONGEST]);
    if word.len() > LONGEST {
        return None;
    }
    let mut bytes = [0u8; LONGEST];
    bytes[..word.len()].copy_from_slice(word);
    let v = u128::from_le_bytes(bytes);
    if v & HIGH != 0 {
        return None;
    }
    // Sixteen letters at once: the high bit of a byte is set at or above «A», and above «Z».
    let from_a = v + u128::from_le_bytes([0x80 - b'A'; LONGEST]);
    let past_z = v + u128::from_le_bytes([0x80 - b'Z' - 1; LONGEST]);
    Some(v | (from_a & !past_z & HIGH) >> 2)
}

/// An open-addressing table of packed words.
#[derive(Debug, Default)]
pub struct Table {
    /// 0 is an empty slot; no word packs to it.
    keys: Vec<u128>,
    values: Vec<Lex>,
}

impl Table {
    pub fn new(words: &[(u128, Lex)]) -> Self {
        // At most a quarter full, so that a word that is not in it is mostly found out at once.
        let size = (words.len() * 4).next_power_of_two().max(16);
        let mut table = Table { keys: vec![0; size], values: vec![Lex::default(); size] };
        for &(key, value) in words {
            let at = table.slot(key);
            (table.keys[at], table.values[at]) = (key, value);
        }
        table
    }

    /// The slot that holds a key, or the empty one where it would be.
    fn slot(&self, key: u128) -> usize {
        let mask = self.keys.len() - 1;
        let mixed = (key as u64 ^ (key >> 64) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut at = (mixed >> 40) as usize & mask;
        while self.keys[at] != key && self.keys[at] != 0 {
            at = (at + 1) & mask;
        }
        at
    }

    pub fn get(&self, key: u128) -> Lex {
        self.values[self.slot(key)]
    }
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
}
