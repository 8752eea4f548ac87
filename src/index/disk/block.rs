//! Postings as packed blocks. A run holds what some articles are filed under, in order, cut into blocks of some five hundred
//! bytes: the row of a block is named by its run's slot and by the last key and bucket in it, so that one step into the
//! tree leads to the block that has a key.

use std::ops::ControlFlow;

use super::codec::{Reader, Writer, seal, unseal};
use crate::index::bucket::{Beside, Bucket, Filed, Key, Tells};

/// Bytes after which a block is closed: eight of them fill a page. Who looks for a key reads half a block by the mean; twice
/// as many bytes made a first look-up 7 % slower, half as many made the index 1.2 % larger for nothing. A long list makes a
/// longer one.
const FULL: usize = 480;

/// Buckets are written as seen from one of our time, so that most take two bytes.
const NEWS: i64 = 12_015 * 12;

/// Runs that there can be at once.
pub const SLOTS: i64 = 1 << (63 - Filed::BITS);

/// The number of a block's row: its run's slot, then the key and bucket of its last entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place(pub i64);

impl Place {
    pub const fn new(slot: i64, filed: Filed) -> Place {
        Place(slot << Filed::BITS | filed.0 as i64)
    }

    /// Where a key begins in a run.
    pub const fn first(slot: i64, key: Key) -> Place {
        Place::new(slot, Filed::new(key, Bucket::FIRST))
    }

    pub const fn last(slot: i64, key: Key) -> Place {
        Place::new(slot, Filed::new(key, Bucket::LAST))
    }

    /// The places of a whole run, the first in it and the first behind it.
    pub const fn run(slot: i64) -> (Place, Place) {
        (Place(slot << Filed::BITS), Place((slot << Filed::BITS) + ((1 << Filed::BITS) - 1)))
    }

    pub const fn slot(self) -> i64 {
        self.0 >> Filed::BITS
    }

    pub const fn filed(self) -> Filed {
        Filed((self.0 & ((1 << Filed::BITS) - 1)) as u64)
    }
}

/// One entry of a block.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    /// How many articles have the key, and which lists it has beside months; stands before the lists of a key that has
    /// more than one.
    Count(u32, Beside),
    List(Bucket, List<'a>),
}

/// The articles of an entry, still packed.
#[derive(Clone, Copy, Debug)]
pub struct List<'a> {
    pub len: u32,
    pub bytes: &'a [u8],
}

impl List<'_> {
    /// Adds the articles to `out`, ascending; `None` when the bytes make no sense.
    pub fn read(&self, out: &mut Vec<u32>) -> Option<()> {
        rows(self.bytes, self.len, |row| out.extend_from_slice(row))
    }

    /// Calls `each` with the articles, ascending; `None` when the bytes make no sense.
    pub fn each(&self, mut each: impl FnMut(u32)) -> Option<()> {
        rows(self.bytes, self.len, |row| row.iter().copied().for_each(&mut each))
    }
}

/// Calls `each` with the entries of a sealed block in order until it breaks. `None` when the block is damaged.
pub fn entries<'a>(
    place: Place,
    sealed: &'a [u8],
    mut each: impl FnMut(Key, Entry<'a>) -> ControlFlow<()>,
) -> Option<()> {
    let mut r = Reader(unseal(&[place.0 as u64], sealed)?);
    let mut at = 0u64;
    while !r.0.is_empty() {
        // Entries of one key differ in the bucket only, which then alone is written.
        let head = r.uint()?;
        let step = head >> 1;
        at =
            if head & 1 == 0 { at.checked_add(step)? } else { (at >> Bucket::BITS).checked_add(step)? << Bucket::BITS };
        let mut bucket = Filed(at).bucket();
        if head & 1 == 1 {
            let bucket_is = u64::try_from(NEWS.checked_add(r.int()?)?).ok()?;
            at = at.checked_add(bucket_is)?;
            bucket = Filed(at).bucket();
        }
        let key = Filed(at).key();
        let len = r.uint()?;
        let entry = if bucket == Bucket::FIRST {
            Entry::Count(u32::try_from(len).ok()?, Beside(r.byte()?))
        } else {
            let len = u32::try_from(len).ok()?;
            let bytes = r.0;
            skip(&mut r, len)?;
            Entry::List(bucket, List { len, bytes: &bytes[..bytes.len() - r.0.len()] })
        };
        if each(key, entry).is_break() {
            break;
        }
    }
    Some(())
}

/// Articles of a long list that are written with the same number of bits each, as steps from one to the next; lists of fewer
/// take variable-length integers.
const ROW: usize = 32;

/// Writes articles, ascending.
pub fn pack_list(block: &mut Writer, articles: &[u32]) {
    let mut last = 0;
    let mut step = |a: u32| a - std::mem::replace(&mut last, a);
    if articles.len() < ROW {
        articles.iter().for_each(|&a| block.uint(step(a).into()));
        return;
    }
    for row in articles.chunks(ROW) {
        let mut steps = [0; ROW];
        steps.iter_mut().zip(row).for_each(|(s, &a)| *s = step(a));
        let bits = steps.iter().map(|s| u32::BITS - s.leading_zeros()).max().unwrap_or_default();
        block.byte(bits as u8);
        let (mut word, mut filled) = (0u64, 0);
        for &s in &steps[..row.len()] {
            word |= u64::from(s) << filled;
            filled += bits;
            while filled >= 8 {
                block.byte(word as u8);
                word >>= 8;
                filled -= 8;
            }
        }
        if filled > 0 {
            block.byte(word as u8);
        }
    }
}

/// Calls `each` with the `len` articles of a list, row by row.
fn rows(bytes: &[u8], len: u32, mut each: impl FnMut(&[u32])) -> Option<()> {
    let mut r = Reader(bytes);
    let (mut left, mut last, mut row) = (len as usize, 0, [0; ROW]);
    if left < ROW {
        let row = &mut row[..left];
        for step in &mut *row {
            *step = u32::try_from(r.uint()?).ok()?;
        }
        add_up(row, last)?;
        each(row);
        return Some(());
    }
    while left > 0 {
        let (bits, row) = (usize::from(r.byte()?), &mut row[..left.min(ROW)]);
        if bits > 32 {
            return None;
        }
        let (packed, rest) = r.0.split_at_checked((bits * row.len()).div_ceil(8))?;
        match (r.0.get(..packed.len() + WORD), row.first_chunk_mut()) {
            (Some(wide), Some(row)) => unpack(wide, bits, row),
            // Nothing stands behind the last row, and it may be a short one.
            _ => {
                let mut wide = [0; 4 * ROW + WORD];
                wide[..packed.len()].copy_from_slice(packed);
                row.iter_mut().enumerate().for_each(|(n, step)| *step = step_at(&wide, n * bits, bits));
            }
        }
        last = add_up(row, last)?;
        each(row);
        r.0 = rest;
        left -= row.len();
    }
    Some(())
}

/// Bytes that a step is read with.
const WORD: usize = 8;

/// The step of so many bits that begins at a bit.
#[inline(always)]
fn step_at(wide: &[u8], at: usize, bits: usize) -> u32 {
    let word = wide[at / 8..].first_chunk().map_or(0, |word| u64::from_le_bytes(*word));
    (word >> (at % 8) & ((1 << bits) - 1)) as u32
}

/// Reads a row of steps of so many bits each, with a word behind it. Where each step lies is known when this is compiled,
/// for as many bits as rows of long lists have.
fn unpack(wide: &[u8], bits: usize, row: &mut [u32; ROW]) {
    fn with<const BITS: usize>(wide: &[u8], row: &mut [u32; ROW]) {
        // Eight steps are so many bytes.
        for (n, row) in row.as_chunks_mut::<8>().0.iter_mut().enumerate() {
            let wide = &wide[n * BITS..][..BITS + WORD];
            row.iter_mut().enumerate().for_each(|(n, step)| *step = step_at(wide, n * BITS, BITS));
        }
    }
    macro_rules! by_bits {
        ($($bits:literal)*) => {
            match bits {
                $($bits => with::<$bits>(wide, row),)*
                _ => row.iter_mut().enumerate().for_each(|(n, step)| *step = step_at(wide, n * bits, bits)),
            }
        };
    }
    by_bits!(1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16);
}

/// Makes articles of steps, from the one before them on; the last of them.
fn add_up(steps: &mut [u32], before: u32) -> Option<u32> {
    let mut last = u64::from(before);
    for step in steps {
        last += u64::from(*step);
        *step = last as u32;
    }
    // It only grows.
    u32::try_from(last).ok()
}

/// Passes over a list of so many articles.
fn skip(r: &mut Reader<'_>, len: u32) -> Option<()> {
    let mut left = len as usize;
    if left < ROW {
        return r.pass_uints(left);
    }
    while left > 0 {
        let (bits, row) = (usize::from(r.byte()?), left.min(ROW));
        r.0 = r.0.get((bits * row).div_ceil(8)..)?;
        left -= row;
    }
    Some(())
}

/// Packs entries, which come in order, into blocks.
pub struct Packer<W> {
    slot: i64,
    block: Writer,
    last: Filed,
    write: W,
}

impl<E, W: FnMut(Place, &[u8]) -> Result<(), E>> Packer<W> {
    /// `write` takes each finished block.
    pub fn new(slot: i64, write: W) -> Self {
        Packer { slot, block: Writer::default(), last: Filed(0), write }
    }

    /// How many articles have a key, before its lists, which must be more than one.
    pub fn count(&mut self, key: Key, articles: u32, beside: Beside) -> Result<(), E> {
        self.head(Filed::new(key, Bucket::FIRST))?;
        self.block.uint(articles.into());
        self.block.byte(beside.0);
        Ok(())
    }

    /// The articles filed under a key and bucket, ascending.
    pub fn list(&mut self, filed: Filed, articles: &[u32]) -> Result<(), E> {
        self.head(filed)?;
        self.block.uint(articles.len() as u64);
        pack_list(&mut self.block, articles);
        Ok(())
    }

    /// The same of a list that is packed already.
    pub fn packed(&mut self, filed: Filed, list: List<'_>) -> Result<(), E> {
        self.head(filed)?;
        self.block.uint(list.len.into());
        self.block.0.extend_from_slice(list.bytes);
        Ok(())
    }

    fn head(&mut self, filed: Filed) -> Result<(), E> {
        if self.block.0.len() >= FULL {
            self.finish()?;
        }
        let (key, bucket) = (filed.0 >> Bucket::BITS, filed.0 & ((1 << Bucket::BITS) - 1));
        if self.block.0.is_empty() {
            self.last = Filed(0);
        }
        if self.last.key() == filed.key() && self.last.bucket() <= filed.bucket() {
            self.block.uint((filed.0 - self.last.0) << 1);
        } else {
            self.block.uint((key - (self.last.0 >> Bucket::BITS)) << 1 | 1);
            self.block.int(bucket as i64 - NEWS);
        }
        self.last = filed;
        Ok(())
    }

    /// Closes the last block.
    pub fn finish(&mut self) -> Result<(), E> {
        if self.block.0.is_empty() {
            return Ok(());
        }
        let place = Place::new(self.slot, self.last);
        let mut bytes = std::mem::take(&mut self.block.0);
        seal(&[place.0 as u64], &mut bytes);
        (self.write)(place, &bytes)?;
        bytes.clear();
        self.block.0 = bytes;
        Ok(())
    }
}

/// Packs what the articles of a batch are filed under; both lists ascend.
pub fn pack<E>(
    slot: i64,
    postings: &[(Filed, u32)],
    write: impl FnMut(Place, &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let mut packer = Packer::new(slot, write);
    let (mut articles, mut count) = (Vec::new(), Count::default());
    for of_key in postings.chunk_by(|a, b| a.0.key() == b.0.key()) {
        let lists = of_key.chunk_by(|a, b| a.0 == b.0);
        if of_key[0].0 != of_key[of_key.len() - 1].0 {
            for list in lists.clone() {
                count.add(list[0].0, list.len() as u32, |all| {
                    all.extend(list.iter().map(|p| p.1));
                    Some(())
                });
            }
            let beside = Beside::of(lists.clone().map(|list| list[0].0.bucket()));
            packer.count(of_key[0].0.key(), count.take(), beside)?;
        }
        for list in lists {
            articles.clear();
            articles.extend(list.iter().map(|p| p.1));
            packer.list(list[0].0, &articles)?;
        }
    }
    packer.finish()
}

/// How many articles a key has, of its lists.
#[derive(Default)]
pub struct Count {
    /// Those that are in no other list that counts.
    once: u32,
    /// The articles of lists that may have some in common.
    others: Vec<u32>,
}

impl Count {
    /// A list of so many articles, which `read` adds to some others; `None` where it can't.
    pub fn add(&mut self, filed: Filed, len: u32, read: impl FnOnce(&mut Vec<u32>) -> Option<()>) -> Option<()> {
        match filed.tells() {
            Tells::All => self.once += len,
            Tells::Nothing => {}
            Tells::Some => read(&mut self.others)?,
        }
        Some(())
    }

    /// How many there are; the next key begins.
    pub fn take(&mut self) -> u32 {
        self.others.sort_unstable();
        self.others.dedup();
        let count = self.once + self.others.len() as u32;
        self.others.clear();
        self.once = 0;
        count
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::*;

    type Postings = Vec<(Filed, u32)>;

    fn read(blocks: &[(Place, Vec<u8>)]) -> (Postings, Vec<(Key, u32, Beside)>) {
        let (mut lists, mut counts, mut articles) = (Vec::new(), Vec::new(), Vec::new());
        for (place, bytes) in blocks {
            entries(*place, bytes, |key, entry| {
                match entry {
                    Entry::Count(n, beside) => counts.push((key, n, beside)),
                    Entry::List(bucket, list) => {
                        articles.clear();
                        list.read(&mut articles).expect("articles");
                        lists.extend(articles.iter().map(|&a| (Filed::new(key, bucket), a)));
                    }
                }
                ControlFlow::Continue(())
            })
            .expect("a sound block");
        }
        (lists, counts)
    }

    proptest! {
        #[test]
        fn what_is_packed_is_read(
            told in prop::collection::vec((0u64..40, 0u64..4, 0u32..100_000, prop::collection::vec(0u64..12, 1..4)), 1..2000),
            slot in 0..SLOTS,
        ) {
            let mut postings = Vec::new();
            for (key, kind, article, months) in told {
                let mut file = |row: u64, month: u64| {
                    let key = key * 123_456_788 + kind;
                    postings.push((Filed(key << Bucket::BITS | (row * 270_000 + 144_000 + month)), article));
                };
                match (kind, article % 5) {
                    // A person's age, beside names.
                    (3, _) => months.iter().for_each(|&m| file(m % 5, m)),
                    // Nobody knows when it appeared.
                    (_, 0) => months.iter().for_each(|&m| file(3, m)),
                    // Each appeared in one month, and tells of others.
                    _ => {
                        file(0, u64::from(article % 12));
                        months[1..].iter().for_each(|&m| file(1 + m % 2, m));
                    }
                }
            }
            postings.sort_unstable();
            postings.dedup();
            let mut blocks = Vec::new();
            let packed: Result<(), Infallible> = pack(slot, &postings, |place, bytes| {
                blocks.push((place, bytes.to_vec()));
                Ok(())
            });
            prop_assert!(packed.is_ok());
            prop_assert!(blocks.is_sorted_by_key(|b| b.0));
            prop_assert!(blocks.iter().all(|b| b.0.slot() == slot));
            let (lists, counts) = read(&blocks);
            prop_assert_eq!(lists, postings.clone());
            for (key, n, beside) in counts {
                let buckets = postings.iter().filter(|p| p.0.key() == key).map(|p| p.0.bucket());
                prop_assert_eq!(beside, Beside::of(buckets));
                let mut articles: Vec<u32> = postings.iter().filter(|p| p.0.key() == key).map(|p| p.1).collect();
                articles.sort_unstable();
                articles.dedup();
                prop_assert_eq!(articles.len() as u32, n);
            }
        }

        #[test]
        fn any_bytes_are_read_without_harm(mut bytes: Vec<u8>, place: i64) {
            let place = Place(place & i64::MAX);
            seal(&[place.0 as u64], &mut bytes);
            let mut out = Vec::new();
            let _ = entries(place, &bytes, |_, entry| {
                if let Entry::List(_, list) = entry {
                    let _ = list.read(&mut out);
                }
                ControlFlow::Continue(())
            });
        }
    }
}
