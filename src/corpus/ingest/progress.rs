use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use super::reader::Outcome;
use crate::{
    corpus::LoadError,
    index::disk::{Entry, Store, StoreError},
};

/// How far an ingest is, to be looked at, slowed and stopped from another thread.
#[derive(Debug, Default)]
pub struct Progress {
    /// Files found; 0 until the walk is over.
    pub total: AtomicU64,
    pub done: AtomicU64,
    pub cancelled: AtomicBool,
    /// While it is set, no further article is begun: somebody waits for something more urgent.
    pub hold: Arc<AtomicBool>,
    /// Threads that read at once; 0 for as many as the machine has.
    pub threads: usize,
}

impl Progress {
    /// Waits while the ingest is to hold still.
    pub(super) fn wait(&self) {
        while self.hold.load(Ordering::Relaxed) && !self.cancelled.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_micros(300));
        }
    }
}

/// What an ingest did.
#[derive(Debug, Default)]
pub struct Report {
    pub read: u64,
    pub unchanged: u64,
    pub removed: u64,
    /// What was left out, each file once.
    pub problems: Vec<LoadError>,
    pub cancelled: bool,
}

impl Report {
    /// Counts what became of some files, and gives those that are to be written.
    pub(super) fn take_in(&mut self, store: &Store, outcomes: Vec<Outcome>) -> Result<Vec<Entry>, StoreError> {
        let (mut ready, mut touched) = (Vec::new(), Vec::new());
        for outcome in outcomes {
            match outcome {
                Outcome::Unchanged => self.unchanged += 1,
                Outcome::Touched(path, stamp) => {
                    self.unchanged += 1;
                    touched.push((path, stamp));
                }
                Outcome::Ready(entry) => {
                    self.read += 1;
                    ready.push(*entry);
                }
                Outcome::Problem(problem) => self.problems.push(problem),
                Outcome::Cancelled => self.cancelled = true,
            }
        }
        store.restamp(&touched)?;
        Ok(ready)
    }
}
