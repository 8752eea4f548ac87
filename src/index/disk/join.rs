//! The lists of some runs as those of one, a stretch of keys after the other, so that memory stays bounded however many
//! articles they have. Other threads may read stretches ahead of the one that writes.

use std::{
    ops::{ControlFlow, Range},
    sync::mpsc::sync_channel,
    thread,
};

use rusqlite::{Connection, Result, Statement, Transaction};
use rustc_hash::FxHashSet;

use super::{
    block::{self, Count, Entry, List, Packer, Place},
    codec::Writer,
    merge::damaged,
    sql::{self, Run},
};
use crate::index::bucket::{Beside, Filed, Key};

/// There is a stretch of the keys for every so many articles: what is in it then lies in a near cache.
const OF_STRETCH: u64 = 128;
/// Stretches at most: each ends with a block that is not full, and takes a step into the tree for each run.
const STRETCHES: u64 = 4096;
/// Stretches of each thread that wait to be written.
const WAITING: usize = 2;
/// Threads that read at most: the one that writes can't keep up with more.
const THREADS: usize = 4;

/// Runs that become one.
pub struct Join<'a> {
    /// Oldest first.
    pub runs: &'a [Run],
    /// Where the new one lies.
    pub slot: i64,
    /// Articles that are left out.
    pub gone: &'a FxHashSet<u32>,
}

impl Join<'_> {
    /// Writes the new run. Up to so many other `threads` read, with connections that `connect` makes; all is done here where
    /// there are none, or where they would not see what `tx` sees.
    pub fn write(&self, tx: &Transaction<'_>, threads: usize, connect: impl Fn() -> Result<Connection>) -> Result<()> {
        let articles: u64 = self.runs.iter().map(|r| u64::from(r.articles)).sum();
        let many = (articles / OF_STRETCH).clamp(1, STRETCHES);
        let stretches = |from: usize, step| (from as u64..many).step_by(step).map(|n| Key::stretch(n, many));
        // Only with a log beside the file can some read while another writes.
        let threads = if sql::has_log(tx)? { threads.min(THREADS).min(many as usize) } else { 0 };
        let state = (sql::tally(tx)?, sql::runs(tx)?);
        // The file may have been thrown away and made anew since this one opened it.
        let same = |db: &Connection| -> Result<bool> { Ok(state == (sql::tally(db)?, sql::runs(db)?)) };
        let connect = || connect().ok().filter(|db| same(db).unwrap_or(false));
        let connections: Vec<Connection> = (0..threads).map_while(|_| connect()).collect();
        if connections.is_empty() {
            let mut reader = Reader::new(self, tx)?;
            return stretches(0, 1).try_for_each(|keys| reader.blocks(&keys)?.write(tx));
        }
        let threads = connections.len();
        thread::scope(|scope| {
            let read = |(k, mut db): (usize, Connection)| {
                let (done, finished) = sync_channel(WAITING);
                scope.spawn(move || {
                    let mut read = || -> Result<()> {
                        let db = sql::begin_reading(&mut db)?;
                        let mut reader = Reader::new(self, &db)?;
                        for keys in stretches(k, threads) {
                            // Who has failed to write waits for no more.
                            if done.send(Ok(reader.blocks(&keys)?)).is_err() {
                                break;
                            }
                        }
                        Ok(())
                    };
                    if let Err(failed) = read() {
                        let _ = done.send(Err(failed));
                    }
                });
                finished
            };
            let finished: Vec<_> = connections.into_iter().enumerate().map(read).collect();
            for finished in finished.iter().cycle().take(many as usize) {
                // Who ends early has panicked, which the scope tells.
                let blocks: Blocks = finished.recv().unwrap_or_else(|_| Err(damaged()))?;
                blocks.write(tx)?;
            }
            Ok(())
        })
    }
}

/// Finished blocks, one behind the other; each with where it ends.
#[derive(Default)]
struct Blocks {
    ends: Vec<(Place, usize)>,
    bytes: Vec<u8>,
}

impl Blocks {
    fn write(&self, tx: &Transaction<'_>) -> Result<()> {
        let mut from = 0;
        for &(place, end) in &self.ends {
            sql::insert_block(tx, place, &self.bytes[from..end])?;
            from = end;
        }
        Ok(())
    }
}

/// A list among others in one row of bytes.
#[derive(Clone)]
struct Packed {
    filed: Filed,
    len: u32,
    at: Range<u32>,
}

impl Packed {
    /// The one behind some bytes.
    fn behind(bytes: &Writer, from: usize, filed: Filed, len: u32) -> Packed {
        Packed { filed, len, at: from as u32..bytes.0.len() as u32 }
    }

    fn list<'a>(&self, bytes: &'a Writer) -> List<'a> {
        List { len: self.len, bytes: &bytes.0[self.at.start as usize..self.at.end as usize] }
    }
}

/// Puts stretches together.
struct Reader<'a, 'd> {
    join: &'a Join<'a>,
    select: Statement<'d>,
    /// The lists of a stretch, first those of the oldest run.
    found: Vec<Packed>,
    /// Those of a key.
    joined: Vec<Packed>,
    bytes: Writer,
    /// Room to work in.
    articles: Vec<u32>,
}

impl<'a, 'd> Reader<'a, 'd> {
    fn new(join: &'a Join<'a>, db: &'d Connection) -> Result<Self> {
        let (found, joined, bytes, articles) = Default::default();
        Ok(Reader { join, select: sql::select_blocks(db)?, found, joined, bytes, articles })
    }

    /// The new run's blocks for a stretch of keys.
    fn blocks(&mut self, keys: &Range<Key>) -> Result<Blocks> {
        self.found.clear();
        self.bytes.0.clear();
        for run in self.join.runs {
            self.read(run.slot, keys)?;
        }
        // Runs one behind the other, which this makes use of. Those of one list stay in order of age.
        self.found.sort_by_key(|l| l.filed);
        let found = std::mem::take(&mut self.found);
        let mut blocks = Blocks::default();
        let mut packer = Packer::new(self.join.slot, |place, entries: &[u8]| {
            blocks.bytes.extend_from_slice(entries);
            blocks.ends.push((place, blocks.bytes.len()));
            Ok(())
        });
        for of_key in found.chunk_by(|a, b| a.filed.key() == b.filed.key()) {
            self.joined.clear();
            for same in of_key.chunk_by(|a, b| a.filed == b.filed) {
                self.join(same)?;
            }
            self.pack(&mut packer)?;
        }
        packer.finish()?;
        self.found = found;
        Ok(blocks)
    }

    /// Reads what a run has for a stretch of keys.
    fn read(&mut self, slot: i64, keys: &Range<Key>) -> Result<()> {
        let (found, bytes) = (&mut self.found, &mut self.bytes);
        let mut sound = true;
        // The first and the last block may be of the stretches beside this one too.
        sql::each_block(&mut self.select, Place::first(slot, keys.start), Place::run(slot).1, |place, sealed| {
            let read = block::entries(place, sealed, |key, entry| {
                if key >= keys.end {
                    return ControlFlow::Break(());
                }
                if let (Entry::List(bucket, list), true) = (entry, key >= keys.start) {
                    sound &= list.len > 0;
                    let from = bytes.0.len();
                    bytes.0.extend_from_slice(list.bytes);
                    found.push(Packed::behind(bytes, from, Filed::new(key, bucket), list.len));
                }
                ControlFlow::Continue(())
            });
            sound &= read.is_some();
            if sound && place.filed().key() < keys.end { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        // What is damaged is not copied under a new seal.
        if sound { Ok(()) } else { Err(damaged()) }
    }

    /// Makes one of the lists that several runs have under the same.
    fn join(&mut self, same: &[Packed]) -> Result<()> {
        let gone = self.join.gone;
        if let ([alone], true) = (same, gone.is_empty()) {
            self.joined.push(alone.clone());
            return Ok(());
        }
        // Older runs have lower numbers.
        self.articles.clear();
        for packed in same {
            packed.list(&self.bytes).read(&mut self.articles).ok_or_else(damaged)?;
        }
        if !gone.is_empty() {
            self.articles.retain(|a| !gone.contains(a));
        }
        if !self.articles.is_empty() {
            let from = self.bytes.0.len();
            block::pack_list(&mut self.bytes, &self.articles);
            self.joined.push(Packed::behind(&self.bytes, from, same[0].filed, self.articles.len() as u32));
        }
        Ok(())
    }

    /// Writes the lists of a key, and how many articles they have before them.
    fn pack<W: FnMut(Place, &[u8]) -> Result<()>>(&self, packer: &mut Packer<W>) -> Result<()> {
        if let [first, _, ..] = &*self.joined {
            let mut count = Count::default();
            for packed in &self.joined {
                let list = packed.list(&self.bytes);
                count.add(packed.filed, list.len, |articles| list.read(articles)).ok_or_else(damaged)?;
            }
            let beside = Beside::of(self.joined.iter().map(|l| l.filed.bucket()));
            packer.count(first.filed.key(), count.take(), beside)?;
        }
        self.joined.iter().try_for_each(|packed| packer.packed(packed.filed, packed.list(&self.bytes)))
    }
}
