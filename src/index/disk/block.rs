//! Postings as packed blocks. A run holds what some articles are filed under, in order, cut into blocks of a few thousand
//! bytes: the row of a block is named by its run's slot and by the first key and bucket in it, so that one step into the
//! tree finds any key.

use std::ops::ControlFlow;

use super::codec::{Reader, Writer, seal, unseal};
use crate::index::bucket::{Bucket, Filed, Key};

/// Bytes after which a block is closed. A long list makes a longer one.
const FULL: usize = 3500;

/// Buckets are written as seen from one of our time, so that most take two bytes.
const NEWS: i64 = 12_015 * 12;

/// Runs that there can be at once.
pub const SLOTS: i64 = 1 << (63 - Filed::BITS);

/// The number of a block's row: its run's slot, then the key and bucket of its first entry.
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
        Filed(self.0 as u64 & ((1 << Filed::BITS) - 1))
    }
}

/// One entry of a block.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    /// How many articles have the key; stands before the lists of a key that has more than one.
    Count(u32),
    List(Bucket, List<'a>),
}

/// The articles of an entry, still packed.
#[derive(Clone, Copy, Debug)]
pub struct List<'a> {
    pub len: u32,
    bytes: &'a [u8],
}

impl List<'_> {
    /// Adds the articles to `out`, ascending; `None` when the bytes make no sense.
    pub fn read(&self, out: &mut Vec<u32>) -> Option<()> {
        let mut r = Reader(self.bytes);
        let mut last = 0u32;
        out.reserve(self.len as usize);
        for _ in 0..self.len {
            last = last.checked_add(u32::try_from(r.uint()?).ok()?)?;
            out.push(last);
        }
        Some(())
    }
}

/// Calls `each` with the entries of a sealed block in order until it breaks. `None` when the block is damaged.
pub fn entries<'a>(
    place: Place,
    sealed: &'a [u8],
    mut each: impl FnMut(Key, Entry<'a>) -> ControlFlow<()>,
) -> Option<()> {
    let mut r = Reader(unseal(&[place.0 as u64], sealed)?);
    let mut at = Filed::new(place.filed().key(), Bucket::FIRST).0;
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
        let len = u32::try_from(r.uint()?).ok()?;
        let entry = if bucket == Bucket::FIRST {
            Entry::Count(len)
        } else {
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

/// Passes over some variable-length integers.
fn skip(r: &mut Reader<'_>, count: u32) -> Option<()> {
    let mut left = count;
    let mut at = 0;
    // Eight bytes at a time, as long as more end than these hold.
    while let Some(word) = r.0.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let ends = (!u64::from_le_bytes(*word) & 0x8080_8080_8080_8080).count_ones();
        if ends >= left {
            break;
        }
        left -= ends;
        at += 8;
    }
    while left > 0 {
        left -= u32::from(*r.0.get(at)? < 0x80);
        at += 1;
    }
    r.0 = &r.0[at..];
    Some(())
}

/// Packs entries, which come in order, into blocks.
pub struct Packer<W> {
    slot: i64,
    block: Writer,
    first: Filed,
    last: Filed,
    write: W,
}

impl<E, W: FnMut(Place, &[u8]) -> Result<(), E>> Packer<W> {
    /// `write` takes each finished block.
    pub fn new(slot: i64, write: W) -> Self {
        Packer { slot, block: Writer::default(), first: Filed(0), last: Filed(0), write }
    }

    /// How many articles have a key, before its lists, which must be more than one.
    pub fn count(&mut self, key: Key, articles: u32) -> Result<(), E> {
        self.head(Filed::new(key, Bucket::FIRST))?;
        self.block.uint(articles.into());
        Ok(())
    }

    /// The articles filed under a key and bucket, ascending.
    pub fn list(&mut self, filed: Filed, articles: &[u32]) -> Result<(), E> {
        self.head(filed)?;
        self.block.uint(articles.len() as u64);
        let mut last = 0;
        for &a in articles {
            self.block.uint(u64::from(a - last));
            last = a;
        }
        Ok(())
    }

    fn head(&mut self, filed: Filed) -> Result<(), E> {
        if self.block.0.len() >= FULL {
            self.finish()?;
        }
        let (key, bucket) = (filed.0 >> Bucket::BITS, filed.0 & ((1 << Bucket::BITS) - 1));
        if self.block.0.is_empty() {
            self.first = filed;
            self.last = Filed(key << Bucket::BITS);
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
        let place = Place::new(self.slot, self.first);
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
    let (mut articles, mut all) = (Vec::new(), Vec::new());
    for of_key in postings.chunk_by(|a, b| a.0.key() == b.0.key()) {
        if of_key[0].0 != of_key[of_key.len() - 1].0 {
            all.clear();
            all.extend(of_key.iter().map(|p| p.1));
            all.sort_unstable();
            all.dedup();
            packer.count(of_key[0].0.key(), all.len() as u32)?;
        }
        for list in of_key.chunk_by(|a, b| a.0 == b.0) {
            articles.clear();
            articles.extend(list.iter().map(|p| p.1));
            packer.list(list[0].0, &articles)?;
        }
    }
    packer.finish()
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::*;

    type Postings = Vec<(Filed, u32)>;

    fn read(blocks: &[(Place, Vec<u8>)]) -> (Postings, Vec<(Key, u32)>) {
        let (mut lists, mut counts, mut articles) = (Vec::new(), Vec::new(), Vec::new());
        for (place, bytes) in blocks {
            entries(*place, bytes, |key, entry| {
                match entry {
                    Entry::Count(n) => counts.push((key, n)),
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
            mut postings in prop::collection::vec((0u64..40, 1u64..2000, 0u32..100_000), 1..3000),
            slot in 0..SLOTS,
        ) {
            postings.sort_unstable();
            postings.dedup();
            let filed = |k: u64, b: u64| Filed((k * 123_456_789) << Bucket::BITS | b);
            let postings: Vec<(Filed, u32)> = postings.into_iter().map(|(k, b, a)| (filed(k, b), a)).collect();
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
            for (key, n) in counts {
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
