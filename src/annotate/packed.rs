//! Short words packed into one number, and a table of them in which one look finds a word, whatever its case.

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
#[inline(always)]
pub fn pack_in(text: &[u8], span: Span) -> Option<u128> {
    let (start, len) = (span.start as usize, span.len() as usize);
    match text.get(start..).and_then(|rest| rest.first_chunk::<LONGEST>()) {
        // Most words, in a register.
        Some(bytes) if (1..=8).contains(&len) => few_letters(u128::from_le_bytes(*bytes) as u64, len).map(u128::from),
        Some(bytes) if (9..=LONGEST).contains(&len) => {
            small(u128::from_le_bytes(*bytes) & u128::MAX >> (8 * (LONGEST - len)))
        }
        _ => pack(text.get(span.range())?),
    }
}

/// [`pack_in`] of up to eight bytes, `None` near the end of the text as well.
#[inline(always)]
pub fn pack_short(text: &[u8], span: Span) -> Option<u64> {
    let len = span.len() as usize;
    let bytes = text.get(span.start as usize..)?.first_chunk().filter(|_| (1..=8).contains(&len))?;
    few_letters(u64::from_le_bytes(*bytes), len)
}

/// Whether a packed word has letters from «a» to «z» only.
pub fn is_letters(word: u128) -> bool {
    let small = (word + u128::from_le_bytes([0x80 - b'a'; LONGEST]))
        & !(word + u128::from_le_bytes([0x80 - b'z' - 1; LONGEST]));
    // Past its end there are zeros.
    let used = word + u128::from_le_bytes([0x7f; LONGEST]);
    (small ^ used) & HIGH == 0
}

/// The first of eight bytes in small letters, if all are ASCII.
#[inline(always)]
fn few_letters(bytes: u64, len: usize) -> Option<u64> {
    let v = bytes & u64::MAX >> (8 * (8 - len));
    (v & HIGH as u64 == 0).then(|| v | capitals(v))
}

/// [`pack`] of a word written in the code, 0 for one that is empty, longer than eight bytes or not of ASCII.
pub const fn pack_const(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (mut packed, mut i) = (0, 0);
    while i < bytes.len() {
        if i == 8 || !bytes[i].is_ascii() {
            return 0;
        }
        packed |= (bytes[i].to_ascii_lowercase() as u64) << (8 * i);
        i += 1;
    }
    packed
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
    Some(v | u128::from(capitals(v as u64)) | u128::from(capitals((v >> 64) as u64)) << 64)
}

/// For each byte of eight that is a capital what makes it small, all being ASCII.
#[inline]
fn capitals(v: u64) -> u64 {
    // The high bit of a byte is set at or above «A», and above «Z».
    let from_a = v + u64::from_le_bytes([0x80 - b'A'; 8]);
    let past_z = v + u64::from_le_bytes([0x80 - b'Z' - 1; 8]);
    (from_a & !past_z & HIGH as u64) >> 2
}

/// A table of packed words: those of up to eight letters, which take half the work, and the others.
#[derive(Debug)]
pub struct Table {
    short: Places<u64>,
    long: Places<u128>,
}

impl Table {
    /// A table of different words.
    pub fn new(words: &[(u128, u16)]) -> Self {
        let short: Vec<(u64, u16)> = words.iter().filter_map(|w| Some((u64::try_from(w.0).ok()?, w.1))).collect();
        let long: Vec<(u128, u16)> = words.iter().filter(|w| u64::try_from(w.0).is_err()).copied().collect();
        Table { short: Places::new(&short), long: Places::new(&long) }
    }

    /// What the table has for a word, 0 when that is not in it.
    #[inline]
    pub fn get(&self, key: u128) -> u16 {
        u64::try_from(key).map_or_else(|_| self.long(key), |key| self.short(key))
    }

    /// [`Table::get`] of a word of up to eight letters.
    #[inline]
    pub fn short(&self, key: u64) -> u16 {
        self.short.get(key)
    }

    /// [`Table::get`] of a longer one.
    #[inline]
    pub fn long(&self, key: u128) -> u16 {
        self.long.get(key)
    }
}

/// Words in which each has a place of its own, which nothing else is looked at for: a hash gives its group, and the
/// group's shift moves it there (hash and displace, Belazzougui et al. 2009). A text's words are known and unknown without
/// any order, so that a look-up that branches on it costs more than the table does.
#[derive(Debug)]
struct Places<K> {
    shifts: Vec<u16>,
    /// Keys with their values. A key of 0 is an empty place; no word packs to it.
    places: Vec<(K, u16)>,
}

/// Words in a group, on average.
const GROUP: usize = 4;

impl<K: Letters> Places<K> {
    fn new(words: &[(K, u16)]) -> Self {
        let room = (words.len() * 3 / 2).next_power_of_two().max(16);
        let groups = (words.len() / GROUP).next_power_of_two().max(4);
        let mut table = Places { shifts: vec![0; groups], places: vec![(K::default(), 0); room] };
        let mut members: Vec<(usize, Vec<(K, u16)>)> = (0..groups).map(|g| (g, Vec::new())).collect();
        for &word in words {
            members[table.group(word.0.hash())].1.push(word);
        }
        // The largest groups first, while there is most room.
        members.sort_by_key(|(_, list)| std::cmp::Reverse(list.len()));
        for (group, list) in members {
            let place = |shift: u16, key: K| place(key.hash(), shift, room);
            let free = |shift: &u16| {
                let own = |n: usize, at: usize| list[..n].iter().all(|w| place(*shift, w.0) != at);
                list.iter().enumerate().all(|(n, w)| {
                    let at = place(*shift, w.0);
                    table.places[at].0 == K::default() && own(n, at)
                })
            };
            let shift = (1..=u16::MAX).find(free);
            // With a third of the places free one of the first few hundred shifts does.
            debug_assert!(shift.is_some(), "no shift for a group of {}", list.len());
            let shift = shift.unwrap_or_default();
            table.shifts[group] = shift;
            for word in list {
                table.places[place(shift, word.0)] = word;
            }
        }
        table
    }

    fn group(&self, hash: u64) -> usize {
        (hash >> 40) as usize & (self.shifts.len() - 1)
    }

    #[inline(always)]
    fn get(&self, key: K) -> u16 {
        let hash = key.hash();
        let (found, value) = self.places[place(hash, self.shifts[self.group(hash)], self.places.len())];
        // Without a branch.
        value & u16::from(found == key).wrapping_neg()
    }
}

/// What words are packed into.
trait Letters: Copy + Default + Eq {
    fn hash(self) -> u64;
}

impl Letters for u64 {
    #[inline]
    fn hash(self) -> u64 {
        folded(self ^ 0x9E37_79B9_7F4A_7C15, 0xD6E8_FEB8_6659_FD93)
    }
}

impl Letters for u128 {
    #[inline]
    fn hash(self) -> u64 {
        folded(self as u64 ^ 0x9E37_79B9_7F4A_7C15, (self >> 64) as u64 ^ 0xD6E8_FEB8_6659_FD93)
    }
}

#[inline]
fn folded(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

/// The place of a hash that its group's shift gives, of a power of two.
#[inline]
fn place(hash: u64, shift: u16, places: usize) -> usize {
    ((hash >> 20).wrapping_mul(u64::from(shift)) >> 16) as usize & (places - 1)
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
    fn every_word_of_a_table_is_found_and_no_other() {
        let words: Vec<(u128, u16)> = (1..=5000).map(|n| (u128::from(n) * 0x1_0101, n)).collect();
        let table = Table::new(&words);
        assert!(words.iter().all(|&(key, value)| table.get(key) == value));
        assert!((1..=5000u128).all(|n| table.get(n * 0x1_0101 + 1) == 0));
        assert_eq!(Table::new(&[]).get(7), 0);
    }

    #[test]
    fn a_word_packs_alike_wherever_it_stands() {
        let text = "The Harbour, naïvely called abcdefghijklmnopq, is a fine one";
        for start in 0..text.len() {
            for end in start..text.len() {
                let word = &text.as_bytes()[start..end];
                let span = Span::new(start as u32, end as u32);
                assert_eq!(pack_in(text.as_bytes(), span), pack(word), "{word:?}");
                if let Some(letters) = pack(word) {
                    assert_eq!(is_letters(letters), word.iter().all(u8::is_ascii_alphabetic));
                }
                if let Some(short) = pack_short(text.as_bytes(), span) {
                    assert_eq!(Some(u128::from(short)), pack(word));
                    assert_eq!(short, pack_const(&text[start..end]));
                }
            }
        }
    }
}
