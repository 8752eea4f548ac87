//! The index on disk: fact sheets and postings in SQLite, several processes at once. It can be thrown away at any time;
//! whatever is wrong with it, it is made anew, and a damaged row is never read as another.

mod block;
mod codec;
mod enums;
mod error;
mod join;
mod kept;
mod lookup;
mod merge;
mod open;
mod peek;
mod reading;
mod recent;
mod record;
mod small;
mod sql;
#[cfg(test)]
mod tests;
mod write;

use std::{
    cmp::Reverse,
    collections::BTreeSet,
    hash::BuildHasher,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use rusqlite::Connection;
use rustc_hash::{FxBuildHasher, FxHashMap};

pub use error::StoreError;
pub use merge::Merge;
pub use open::{Existing, Opened};
pub use peek::peek;
pub use write::{Entry, Moved};

use crate::{fact::FactSheet, index::scores::Spare};

/// An index of fact sheets in one file.
pub struct Store {
    file: PathBuf,
    /// How further connections are made.
    access: sql::Access,
    connections: Mutex<Connections>,
    /// Told when one comes back to an index that was closed.
    returned: Condvar,
    view: Mutex<Arc<lookup::View>>,
    cache: recent::Recent<Arc<FactSheet>>,
    spare: Spare,
    /// Whether something in it was found not to fit its seal.
    damaged: AtomicBool,
    /// Whether it can only be read because its disk is full.
    full: bool,
}

#[derive(Default)]
struct Connections {
    /// Not in use.
    idle: Vec<Connection>,
    /// How many are.
    busy: usize,
    closed: bool,
}

/// Bytes of the sheets that are kept at hand: enough for the articles that a few paragraphs are compared with while one
/// types. Three times as much made keystrokes no faster.
const SHEETS: usize = 8 << 20;
/// Connections that are kept open when nothing is being read.
const IDLE: usize = 2;

/// By what a file is known not to have changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// In bytes.
    pub size: i64,
    /// Nanoseconds since 1970.
    pub modified: i64,
}

/// What the index has of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known {
    pub article: u32,
    pub stamp: Stamp,
    /// Of the file's bytes and of what was known about it from outside.
    pub hash: [u8; 16],
}

/// What an index holds, in numbers.
#[derive(Clone, Debug, Default)]
pub struct Stats {
    pub articles: u32,
    pub facts: u64,
    /// By slot, most first.
    pub kinds: Vec<(String, u64)>,
    /// Of those that have one, by role, most first.
    pub roles: Vec<(String, u64)>,
    /// By outlet, most first.
    pub outlets: Vec<(String, u64)>,
    pub oldest: Option<jiff::civil::Date>,
    pub newest: Option<jiff::civil::Date>,
    pub bytes: u64,
    pub damaged: u64,
}

impl Store {
    /// Whether something in it was found damaged since it was opened. It was left out, and the index is to be renewed.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    fn found_damage(&self) {
        self.damaged.store(true, Ordering::Relaxed);
    }

    pub fn file(&self) -> &Path {
        &self.file
    }

    fn connections(&self) -> MutexGuard<'_, Connections> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` with a connection of its own.
    fn with<T>(&self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let idle = {
            let mut connections = self.connections();
            if connections.closed {
                return Err(StoreError::Closed { path: self.file.clone() });
            }
            connections.busy += 1;
            connections.idle.pop()
        };
        let opened = idle.map_or_else(|| sql::connect(&self.file, self.access), Ok);
        let (db, result) = match opened {
            Ok(mut db) => {
                let result = work(&mut db);
                (Some(db), result)
            }
            Err(error) => (None, Err(error)),
        };
        let mut connections = self.connections();
        connections.idle.extend(db);
        connections.busy -= 1;
        if connections.closed {
            connections.idle.clear();
            self.returned.notify_all();
        }
        drop(connections);
        result.map_err(|source| self.failed(source))
    }

    /// Closes it: nothing is found in it from now on. With the last connection of all processes, what was written beside the
    /// file goes into it. What is still being read or written is waited for, but not longer than `most`.
    pub fn close(&self, most: Duration) {
        let mut connections = self.connections();
        connections.closed = true;
        connections.idle.clear();
        drop(self.returned.wait_timeout_while(connections, most, |c| c.busy > 0));
    }

    fn failed(&self, source: rusqlite::Error) -> StoreError {
        if error::is_damage(&source) {
            self.found_damage();
            return StoreError::Damaged { path: self.file.clone() };
        }
        match StoreError::of(&self.file, source) {
            StoreError::ReadOnly { path } if self.full => StoreError::Full { path },
            error => error,
        }
    }

    /// What is known of a file.
    pub fn known(&self, path: &str) -> Result<Option<Known>, StoreError> {
        self.with(|db| sql::known(db, path))
    }

    /// How many articles there are.
    pub fn count(&self) -> Result<u32, StoreError> {
        self.with(|db| Ok(sql::tally(db)?.1))
    }

    /// The highest number that an article ever had.
    pub fn last_article(&self) -> Result<u32, StoreError> {
        self.with(|db| sql::last_article(db))
    }

    /// The path of an article, `None` when it is gone.
    pub fn path(&self, article: u32) -> Option<String> {
        let found = |db: &mut Connection| match sql::path(db, article)? {
            Some((_, false)) => Err(merge::damaged()),
            path => Ok(path.map(|p| p.0)),
        };
        self.with(found).ok().flatten()
    }

    /// Calls `each` with the paths that begin with `prefix` and their articles' numbers, in order of path, until it breaks.
    pub fn each_path(&self, prefix: &str, each: impl FnMut(&str, u32) -> ControlFlow<()>) -> Result<(), StoreError> {
        self.with(|db| sql::each_path(db, prefix, each))
    }

    /// What is wrong with the index: nothing, when all is well. What is found makes it count as damaged.
    pub fn verify(&self) -> Result<Vec<String>, StoreError> {
        let mut faults = self.with(|db| sql::integrity(db))?;
        let mut bad = 0u64;
        self.with(|db| {
            let db = sql::begin_reading(db)?;
            let (mut articles, mut editions) = (0, 0u64);
            // Summed in whatever order: the same for the same rows.
            let filed = |key: u64, article: u32| FxBuildHasher.hash_one((key, article));
            sql::each_article(&db, |article, _, bytes| {
                articles += 1;
                let Some(sheet) = lookup::open_sheet(article, bytes) else {
                    bad += 1;
                    return;
                };
                let keys: BTreeSet<u64> = sheet.edition.keys().collect();
                editions = keys.iter().fold(editions, |sum, &key| sum.wrapping_add(filed(key, article)));
            })?;
            sql::each_edition(&db, |key, article| editions = editions.wrapping_sub(filed(key, article)))?;
            if editions != 0 && bad == 0 {
                faults.push("articles are filed under other versions than theirs".to_owned());
            }
            bad += sql::loose(&db)?;
            for run in sql::runs(&db)? {
                bad += Self::bad_blocks(&db, run)? + u64::from(merge::briefs(&db, run)?.is_none());
            }
            let counted = sql::tally(&db)?.1;
            if articles != counted {
                faults.push(format!("{articles} articles, but {counted} were counted"));
            }
            Ok(())
        })?;
        if bad > 0 {
            faults.push(format!("{bad} damaged record{}", if bad == 1 { "" } else { "s" }));
        }
        if !faults.is_empty() {
            self.found_damage();
        }
        Ok(faults)
    }

    /// How many blocks of a run are damaged.
    fn bad_blocks(db: &Connection, run: sql::Run) -> rusqlite::Result<u64> {
        let (mut bad, mut articles) = (0, Vec::new());
        let (first, last) = block::Place::run(run.slot);
        sql::blocks(db, first, last, |place, bytes| {
            let mut sound = true;
            articles.clear();
            let read = block::entries(place, bytes, |_, entry| {
                if let block::Entry::List(_, list) = entry {
                    sound &= list.read(&mut articles).is_some();
                }
                ControlFlow::Continue(())
            });
            sound &= articles.iter().all(|a| (run.first..=run.last).contains(a));
            bad += u64::from(read.is_none() || !sound);
            ControlFlow::Continue(())
        })?;
        Ok(bad)
    }

    pub fn stats(&self) -> Result<Stats, StoreError> {
        let mut stats = Stats::default();
        let [mut kinds, mut roles, mut outlets] = [(); 3].map(|()| FxHashMap::<String, u64>::default());
        self.with(|db| {
            stats.bytes = sql::bytes(db)?;
            sql::each_article(db, |article, _, bytes| {
                stats.articles += 1;
                let Some(sheet) = lookup::open_sheet(article, bytes) else {
                    stats.damaged += 1;
                    return;
                };
                stats.facts += sheet.facts.len() as u64;
                for fact in &sheet.facts {
                    *kinds.entry(format!("{:?}", fact.slot).to_lowercase()).or_default() += 1;
                    if let Some(role) = fact.role {
                        *roles.entry(role.id().to_owned()).or_default() += 1;
                    }
                }
                if let Some(outlet) = sheet.outlet {
                    *outlets.entry(outlet.into()).or_default() += 1;
                }
                if let Some((date, _)) = sheet.published {
                    stats.oldest = Some(stats.oldest.map_or(date, |d| d.min(date)));
                    stats.newest = stats.newest.max(Some(date));
                }
            })
        })?;
        let sorted = |map: FxHashMap<String, u64>| {
            let mut list: Vec<(String, u64)> = map.into_iter().collect();
            list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            list
        };
        (stats.kinds, stats.roles, stats.outlets) = (sorted(kinds), sorted(roles), by_outlet(sorted(outlets)));
        Ok(stats)
    }

    /// Lets every article go.
    fn clear(&self) -> Result<(), StoreError> {
        self.cache.clear();
        self.with(sql::clear)
    }

    /// Moves what was written into the main file. To be called when nobody waits for a look-up.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        self.with(|db| sql::checkpoint(db))
    }

    /// Gives back the pages that connections keep for the next look-up: after much was read, when little will be.
    pub fn release(&self) {
        let mut connections = self.connections();
        let idle = &mut connections.idle;
        // As many were opened as ever worked at once.
        idle.truncate(IDLE);
        // What can't be given back is kept.
        idle.iter().for_each(|db| drop(sql::release(db)));
    }

    /// Drops what is kept at hand of articles that are gone.
    fn drop_sheets(&self, articles: &[u32]) {
        self.cache.drop_all(articles);
    }
}

/// Counts of outlets, most first, with «The Courier» and «Courier» as one, by the name that is written more often.
fn by_outlet(counts: Vec<(String, u64)>) -> Vec<(String, u64)> {
    let mut out: Vec<(String, u64)> = Vec::new();
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    for (name, n) in counts {
        let bare = name.strip_prefix("The ").unwrap_or(&name).to_owned();
        match known.get(&bare) {
            Some(&at) => out[at].1 += n,
            None => {
                known.insert(bare, out.len());
                out.push((name, n));
            }
        }
    }
    out.sort_by_key(|outlet| Reverse(outlet.1));
    out
}
