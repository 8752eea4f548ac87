//! Runs of a few articles are kept as they are: each article that is saved makes one, and for a look-up a step into the tree
//! for it costs as much as one for all the other articles together.

use std::ops::{ControlFlow, Range};

use rusqlite::{Connection, Result};

use super::{
    block::{self, Entry, List, Place},
    sql::{self, Run},
};
use crate::index::bucket::{Beside, Bucket, Filed, Key};

/// Articles that such a run has at most: some hundred kilobytes, which are read anew with every change of the index.
pub const FEW: u32 = 16;

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
    /// Reads a run; what a damaged block holds is left out, and `damaged` called.
    pub fn read(db: &Connection, run: &Run, mut damaged: impl FnMut()) -> Result<Small> {
        let mut small = Small { slot: run.slot, entries: Vec::new(), bytes: Vec::new() };
        let (first, last) = Place::run(run.slot);
        sql::blocks(db, first, last, |place, bytes| {
            let read = block::entries(place, bytes, |key, entry| {
                small.add(key, entry);
                ControlFlow::Continue(())
            });
            read.unwrap_or_else(&mut damaged);
            ControlFlow::Continue(())
        })?;
        Ok(small)
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
