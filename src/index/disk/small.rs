//! Runs of a few articles are kept as they are: each article that is saved makes one, and for a look-up a step into the tree
//! for it costs as much as one for all the other articles together.

use std::ops::{ControlFlow, Range};

use rusqlite::Connection;

use super::{
    block::{self, Entry, List, Place},
    sql::{self, Run},
};
use crate::index::bucket::{Beside, Bucket, Filed, Key};

/// Articles that such a run has at most, and bytes of their blocks: it is read anew with every change of the index.
const ARTICLES: u32 = 16;
const BYTES: usize = 1 << 18;

/// What a run of a few articles holds, in order.
pub struct Small {
    pub slot: i64,
    entries: Vec<(Filed, Kept)>,
    /// Of the lists, as they were packed.
    bytes: Vec<u8>,
}

enum Kept {
    Count(u32, Beside),
    List(u32, Range<usize>),
}

impl Small {
    /// Reads a run; `None` for one of more than a few articles, and for what can't be read, which is told where it is asked for.
    pub fn read(db: &Connection, run: &Run) -> Option<Small> {
        if run.articles > ARTICLES {
            return None;
        }
        let mut small = Small { slot: run.slot, entries: Vec::new(), bytes: Vec::new() };
        let ((first, last), mut read, mut is_whole) = (Place::run(run.slot), 0, true);
        let blocks = sql::blocks(db, first, last, |place, bytes| {
            read += bytes.len();
            let mut add = |key, entry: Entry<'_>| {
                small.add(key, entry);
                ControlFlow::Continue(())
            };
            is_whole = read <= BYTES && block::entries(place, bytes, &mut add).is_some();
            if is_whole { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        (blocks.is_ok() && is_whole).then_some(small)
    }

    fn add(&mut self, key: Key, entry: Entry<'_>) {
        let kept = match entry {
            Entry::Count(n, beside) => (Filed::new(key, Bucket::FIRST), Kept::Count(n, beside)),
            Entry::List(bucket, list) => {
                let from = self.bytes.len();
                self.bytes.extend_from_slice(list.bytes);
                (Filed::new(key, bucket), Kept::List(list.len, from..self.bytes.len()))
            }
        };
        self.entries.push(kept);
    }

    /// Calls `each` with the entries from one place on, up to those of the key `last`, until it breaks.
    pub fn entries(&self, from: Filed, last: Key, mut each: impl FnMut(Key, Entry<'_>) -> ControlFlow<()>) {
        let from = self.entries.partition_point(|(filed, _)| *filed < from);
        for (filed, kept) in self.entries[from..].iter().take_while(|(filed, _)| filed.key() <= last) {
            let entry = match kept {
                Kept::Count(n, beside) => Entry::Count(*n, *beside),
                Kept::List(len, at) => Entry::List(filed.bucket(), List { len: *len, bytes: &self.bytes[at.clone()] }),
            };
            if each(filed.key(), entry).is_break() {
                break;
            }
        }
    }
}
