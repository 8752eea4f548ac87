//! Runs of postings become one, block by block, so that memory stays bounded however many articles they hold.

use rusqlite::{Connection, Result, Transaction};
use rustc_hash::FxHashSet;

use std::ops::ControlFlow;

use super::{
    Store, StoreError,
    block::{self, Packer, Place},
    codec::{SUM, seal, unseal},
    sql::{self, Run},
    write::free_slot,
};
use crate::index::{
    brief::Brief,
    bucket::{Beside, Bucket, Filed},
};

/// Runs that may stand side by side: each of more than a few articles costs a look-up one more step into the tree.
const RUNS: usize = 4;
/// Runs that may stand side by side while an archive is being read, when merging them would only be done again.
const RUNS_MEANWHILE: usize = 28;

/// How thoroughly runs are merged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Merge {
    /// More articles are to come.
    Meanwhile,
    /// So that look-ups take few steps.
    Settled,
    /// All in one.
    Whole,
}

impl Store {
    /// Merges the runs of postings where there are too many, the small ones first.
    pub fn merge(&self, how: Merge) -> Result<(), StoreError> {
        // Up to how many runs, and how many times as large as all that are newer one may be to go along with them.
        let (most, larger) = match how {
            // A posting that was merged once waits for the end: an archive of any size is written three times.
            Merge::Meanwhile => (RUNS_MEANWHILE, 1),
            Merge::Settled => (RUNS, 4),
            Merge::Whole => (1, 4),
        };
        loop {
            let merged = self.with(|db| {
                // Mostly there is nothing to do, and no need of writing, which may not be possible.
                if sql::runs(db)?.len() <= most {
                    return Ok(false);
                }
                let tx = sql::begin(db)?;
                let runs = sql::runs(&tx)?;
                if runs.len() <= most {
                    return Ok(false);
                }
                // The newest runs are the smallest; whatever is not much larger than all after it goes along.
                let mut from = runs.len() - 2;
                let mut sum = u64::from(runs[from].articles) + u64::from(runs[from + 1].articles);
                while from > 0 && (u64::from(runs[from - 1].articles) <= larger * sum || from + 1 > most) {
                    from -= 1;
                    sum += u64::from(runs[from].articles);
                }
                merge(&tx, &runs, from)?;
                tx.commit()?;
                Ok(true)
            })?;
            if !merged {
                return Ok(());
            }
        }
    }
}

/// Puts one run in the place of those from the `from`th on.
fn merge(tx: &Transaction<'_>, runs: &[Run], from: usize) -> Result<()> {
    let gone: FxHashSet<u32> = sql::gone(tx)?.into_iter().collect();
    let slot = free_slot(runs);
    let old = &runs[from..];
    let mut cursors = old.iter().map(|r| Cursor::new(tx, r.slot)).collect::<Result<Vec<_>>>()?;
    // What each cursor stands at, side by side, since all are looked through for every list.
    let mut heads: Vec<Filed> = cursors.iter().map(Cursor::head).collect();
    let mut packer = Packer::new(slot, |place, entries| sql::insert_block(tx, place, entries));
    // The lists of one key, which its count precedes.
    let mut lists = Lists::default();
    while let Some(next) = heads.iter().copied().min().filter(|n| *n != END) {
        if lists.ends.first().is_some_and(|(f, _)| f.key() != next.key()) {
            lists.flush(&mut packer)?;
        }
        // Older runs have lower numbers, so the lists only have to be joined.
        for (head, cursor) in heads.iter_mut().zip(&mut cursors).filter(|(head, _)| **head == next) {
            if gone.is_empty() {
                lists.articles.extend_from_slice(cursor.articles());
            } else {
                lists.articles.extend(cursor.articles().iter().filter(|a| !gone.contains(a)));
            }
            cursor.step()?;
            *head = cursor.head();
        }
        lists.end(next);
    }
    lists.flush(&mut packer)?;
    packer.finish()?;
    let mut known = Vec::new();
    for run in old {
        known.push((run.first, briefs(tx, *run)?.ok_or_else(damaged)?));
        sql::delete_run(tx, *run)?;
    }
    let first = old.iter().map(|r| r.first).min().unwrap_or_default();
    let last = old.iter().map(|r| r.last).max().unwrap_or_default();
    let articles = old.iter().map(|r| r.articles).sum();
    let mut briefs = Vec::with_capacity(Brief::BYTES * (last - first + 1) as usize + SUM);
    for of_run in &known {
        // Numbers that no article has lie between.
        briefs.resize(Brief::BYTES * (of_run.0 - first) as usize, 0);
        briefs.extend_from_slice(&of_run.1);
    }
    seal(&[first.into()], &mut briefs);
    sql::insert_run(tx, Run { id: 0, slot, articles, first, last }, &briefs)?;
    sql::forget_gone(tx, first, last)?;
    sql::changed(tx, 0)
}

/// What is known of a run's articles; `None` when it is damaged.
pub fn briefs(db: &Connection, run: Run) -> Result<Option<Vec<u8>>> {
    let bytes = sql::briefs(db, run)?;
    let sound = unseal(&[run.first.into()], &bytes).map(<[u8]>::to_vec);
    let articles = run.last.checked_sub(run.first).map(|n| n as usize + 1);
    Ok(sound.filter(|b| articles.is_some_and(|n| b.len() == Brief::BYTES * n)))
}

/// The lists of one key, one behind the other.
#[derive(Default)]
struct Lists {
    /// What each is filed under, and where it ends.
    ends: Vec<(Filed, usize)>,
    articles: Vec<u32>,
    /// Room to work in.
    all: Vec<u32>,
}

impl Lists {
    /// What came since the last end is filed under this, if it is anything.
    fn end(&mut self, filed: Filed) {
        if self.articles.len() > self.ends.last().map_or(0, |l| l.1) {
            self.ends.push((filed, self.articles.len()));
        }
    }

    /// Packs them, and leaves none.
    fn flush<W: FnMut(Place, &[u8]) -> Result<()>>(&mut self, packer: &mut Packer<W>) -> Result<()> {
        if let [(first, _), _, ..] = *self.ends {
            self.all.clear();
            self.all.extend_from_slice(&self.articles);
            self.all.sort_unstable();
            self.all.dedup();
            let beside = Beside::of(self.ends.iter().map(|l| l.0.bucket()));
            packer.count(first.key(), self.all.len() as u32, beside)?;
        }
        let mut from = 0;
        for &(filed, end) in &self.ends {
            packer.list(filed, &self.articles[from..end])?;
            from = end;
        }
        self.ends.clear();
        self.articles.clear();
        Ok(())
    }
}

/// Stands behind all that is filed.
const END: Filed = Filed(u64::MAX);

/// The lists of one run in order, a block at a time.
struct Cursor<'a> {
    db: &'a Connection,
    /// Where the next block begins at the earliest, and where the run ends.
    next: Place,
    end: Place,
    /// The lists of this block: what each is filed under, and where it ends in `articles`.
    lists: Vec<(Filed, usize)>,
    articles: Vec<u32>,
    at: usize,
    bytes: Vec<u8>,
}

impl<'a> Cursor<'a> {
    fn new(db: &'a Connection, slot: i64) -> Result<Self> {
        let (next, end) = Place::run(slot);
        let mut cursor = Cursor { db, next, end, lists: Vec::new(), articles: Vec::new(), at: 0, bytes: Vec::new() };
        cursor.fill()?;
        Ok(cursor)
    }

    /// Under what the list that it stands at is filed; [`END`] behind the last.
    fn head(&self) -> Filed {
        self.lists.get(self.at).map_or(END, |l| l.0)
    }

    fn articles(&self) -> &[u32] {
        let from = self.at.checked_sub(1).map_or(0, |before| self.lists[before].1);
        &self.articles[from..self.lists[self.at].1]
    }

    fn step(&mut self) -> Result<()> {
        self.at += 1;
        if self.at < self.lists.len() { Ok(()) } else { self.fill() }
    }

    /// Reads the next block that has lists; leaves none at the end.
    fn fill(&mut self) -> Result<()> {
        self.lists.clear();
        self.articles.clear();
        self.at = 0;
        while self.lists.is_empty() {
            let Some(place) = sql::next_block(self.db, self.next, self.end, &mut self.bytes)? else { return Ok(()) };
            self.next = Place(place.0 + 1);
            let (lists, articles) = (&mut self.lists, &mut self.articles);
            let mut sound = true;
            let read = block::entries(place, &self.bytes, |key, entry| {
                if let block::Entry::List(bucket, list) = entry {
                    sound &= list.read(articles).is_some();
                    lists.push((Filed::new(key, bucket), articles.len()));
                }
                ControlFlow::Continue(())
            });
            // What is damaged is not copied under a new seal.
            if read.is_none() || !sound || lists.iter().any(|l| l.0.bucket() == Bucket::FIRST) {
                return Err(damaged());
            }
        }
        Ok(())
    }
}

/// What tells that a record does not fit its seal.
pub fn damaged() -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Blob, "the record does not fit its seal".into())
}
