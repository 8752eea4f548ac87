use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use super::reader::Outcome;
use crate::{
    corpus::{ConfigError, LoadError},
    index::disk::{Entry, Moved, Stamp},
};

/// How far an ingest is, to be looked at, slowed and stopped from another thread.
#[derive(Debug, Default)]
pub struct Progress {
    /// Files that are to be read; 0 until they are known.
    pub total: AtomicU64,
    pub done: AtomicU64,
    pub cancelled: AtomicBool,
    /// While it is set, no further article is begun: somebody waits for something more urgent.
    pub hold: Arc<AtomicBool>,
    /// Threads that read at once; 0 for as many as the machine has.
    pub threads: usize,
}

impl Progress {
    /// Waits while the ingest is to hold still; whether it is to go on then.
    pub(super) fn wait(&self) -> bool {
        while self.hold.load(Ordering::Relaxed) && !self.cancelled.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_micros(300));
        }
        !self.cancelled.load(Ordering::Relaxed)
    }
}

/// What an ingest did.
#[derive(Debug, Default)]
pub struct Report {
    pub read: u64,
    pub unchanged: u64,
    /// Articles whose files were found again under another name; their facts were kept.
    pub moved: u64,
    pub removed: u64,
    /// What was left out, each file once.
    pub problems: Vec<LoadError>,
    /// What is wrong in configuration files.
    pub faults: Vec<ConfigError>,
    pub cancelled: bool,
}

/// What is to be written of some files.
#[derive(Default)]
pub struct Work {
    pub ready: Vec<Entry>,
    pub touched: Vec<(String, Stamp)>,
    pub moved: Vec<Moved>,
}

impl Report {
    /// Whether the index is another one than before.
    pub fn has_changes(&self) -> bool {
        self.read + self.moved + self.removed > 0
    }

    /// Counts what became of some files, and gives what is to be written.
    pub(super) fn take_in(&mut self, outcomes: impl IntoIterator<Item = Outcome>) -> Work {
        let mut work = Work::default();
        for outcome in outcomes {
            match outcome {
                Outcome::Unchanged => self.unchanged += 1,
                Outcome::Touched(path, stamp) => {
                    self.unchanged += 1;
                    work.touched.push((path, stamp));
                }
                Outcome::Moved(moved) => {
                    self.moved += 1;
                    work.moved.push(moved);
                }
                Outcome::Ready(entry) => {
                    self.read += 1;
                    work.ready.push(*entry);
                }
                Outcome::Problem(problem) => self.problems.push(problem),
                Outcome::Cancelled => self.cancelled = true,
            }
        }
        work
    }
}
