//! The bytes of a record: variable-length integers and length-prefixed strings. Reading never panics and never trusts a
//! length: a damaged record reads as `None`.

/// Writes values one after the other.
#[derive(Default)]
pub struct Writer(pub Vec<u8>);

impl Writer {
    pub fn byte(&mut self, b: u8) {
        self.0.push(b);
    }

    /// Seven bits a byte, least first (LEB128).
    pub fn uint(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.0.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.0.push(n as u8);
    }

    /// Small negative numbers stay short (zigzag).
    pub fn int(&mut self, n: i64) {
        self.uint(((n << 1) ^ (n >> 63)) as u64);
    }

    pub fn fixed32(&mut self, n: u32) {
        self.0.extend_from_slice(&n.to_le_bytes());
    }

    pub fn str(&mut self, s: &str) {
        self.bytes(s.as_bytes());
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.uint(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    pub fn option<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.byte(value.is_some().into());
        if let Some(value) = value {
            write(self, value);
        }
    }

    pub fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.uint(items.len() as u64);
        for item in items {
            write(self, item);
        }
    }

    /// Ascending numbers, as differences.
    pub fn ascending(&mut self, items: impl ExactSizeIterator<Item = u64>) {
        self.uint(items.len() as u64);
        let mut last = 0;
        for n in items {
            self.uint(n - last);
            last = n;
        }
    }
}

/// Reads what a [`Writer`] wrote; `None` past the end or where the bytes make no sense.
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    pub fn uint(&mut self) -> Option<u64> {
        let mut n = 0u64;
        for shift in (0..64).step_by(7) {
            let b = self.byte()?;
            n |= u64::from(b & 0x7f) << shift;
            if b < 0x80 {
                return Some(n);
            }
        }
        None
    }

    /// Passes over so many of them.
    pub fn pass_uints(&mut self, mut many: usize) -> Option<()> {
        let bytes = self.0;
        let mut passed = 0;
        while many > 0 {
            // The last byte of each is below 0x80.
            many -= usize::from(*bytes.get(passed)? < 0x80);
            passed += 1;
        }
        self.0 = &bytes[passed..];
        Some(())
    }

    pub fn int(&mut self) -> Option<i64> {
        let n = self.uint()?;
        Some((n >> 1) as i64 ^ -((n & 1) as i64))
    }

    pub fn fixed32(&mut self) -> Option<u32> {
        let (head, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*head))
    }

    pub fn str(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    pub fn bytes(&mut self) -> Option<&'a [u8]> {
        let len = self.uint()? as usize;
        let (head, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(head)
    }

    pub fn option<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        match self.byte()? {
            0 => Some(None),
            1 => Some(Some(read(self)?)),
            _ => None,
        }
    }

    pub fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let len = self.uint()? as usize;
        // Every item takes at least a byte, so a longer list can't be true.
        if len > self.0.len() {
            return None;
        }
        // Just as long as it must be: sheets are kept, and a vector that grows by itself has room for twice as many.
        let mut list = Vec::with_capacity(len);
        for _ in 0..len {
            list.push(read(self)?);
        }
        Some(list)
    }

    pub fn ascending(&mut self) -> Option<Vec<u64>> {
        let mut last = 0u64;
        self.list(|r| {
            last = last.checked_add(r.uint()?)?;
            Some(last)
        })
    }
}

/// Puts their checksum behind some bytes, which also covers `key`: a row that moved under another key is damaged too.
pub fn seal(key: &[u64], bytes: &mut Vec<u8>) {
    let sum = checksum(key, bytes);
    bytes.extend_from_slice(&sum);
}

/// The bytes without their checksum, `None` when it does not fit.
pub fn unseal<'a>(key: &[u64], sealed: &'a [u8]) -> Option<&'a [u8]> {
    let (bytes, sum) = sealed.split_last_chunk::<SUM>()?;
    (checksum(key, bytes) == *sum).then_some(bytes)
}

/// Bytes of a checksum.
pub const SUM: usize = 3;

fn checksum(key: &[u64], bytes: &[u8]) -> [u8; SUM] {
    const fn mixed(hash: u64, word: u64) -> u64 {
        (hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
    }
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let mut mix = |word: u64| hash = mixed(hash, word);
    key.iter().for_each(|&k| mix(k));
    // Four sums side by side: each step of one waits for the step before.
    let (rows, bytes) = bytes.as_chunks::<32>();
    let mut lanes = [1u64, 2, 3, 4];
    for row in rows {
        let words = row.as_chunks::<8>().0;
        lanes.iter_mut().zip(words).for_each(|(lane, w)| *lane = mixed(*lane, u64::from_le_bytes(*w)));
    }
    lanes.iter().for_each(|&lane| mix(lane));
    let (words, rest) = bytes.as_chunks::<8>();
    words.iter().for_each(|w| mix(u64::from_le_bytes(*w)));
    if !rest.is_empty() {
        let mut word = [0u8; 8];
        word[..rest.len()].copy_from_slice(rest);
        mix(u64::from_le_bytes(word));
    }
    mix((32 * rows.len() + bytes.len()) as u64);
    let hash = hash ^ (hash >> 32);
    [hash as u8, (hash >> 8) as u8, (hash >> 16) as u8]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(n: u64, i: i64, s in ".{0,40}", o: Option<u32>) {
            let mut w = Writer::default();
            w.uint(n);
            w.int(i);
            w.str(&s);
            w.option(o, Writer::fixed32);
            let mut r = Reader(&w.0);
            prop_assert_eq!(r.uint(), Some(n));
            prop_assert_eq!(r.int(), Some(i));
            prop_assert_eq!(r.str(), Some(&*s));
            prop_assert_eq!(r.option(Reader::fixed32), Some(o));
        }

        #[test]
        fn any_bytes_are_read_without_harm(bytes: Vec<u8>) {
            let _ = Reader(&bytes).list(Reader::str);
            let _ = Reader(&bytes).ascending();
        }

        #[test]
        fn a_flipped_bit_breaks_the_seal(bytes in prop::collection::vec(any::<u8>(), 1..60), at: usize, bit in 0u8..8) {
            let mut sealed = bytes;
            seal(&[7], &mut sealed);
            let at = at % sealed.len();
            sealed[at] ^= 1 << bit;
            prop_assert!(unseal(&[7], &sealed).is_none());
        }
    }
}
