use std::{
    ops::ControlFlow,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use rustc_hash::FxHashSet;

use super::{File, Missing, Progress, Reader, away::lies_in, key};
use crate::{
    corpus::{Config, Found},
    index::disk::{Store, StoreError},
};

/// Sifts the files of a walk as it meets them, by what the index knows: of an archive that it has as it is no more is held
/// than a bit for each article and the names in the folders at hand.
pub struct Sieve<'a> {
    reader: &'a Reader<'a>,
    progress: &'a Progress,
    /// The highest number of an article before the walk; who has a higher one was written meanwhile, by another
    /// process or another thread.
    last: u32,
    /// A bit for each article whose file was met.
    met: Vec<AtomicU64>,
    unchanged: AtomicU64,
}

impl<'a> Sieve<'a> {
    pub fn new(reader: &'a Reader<'a>, store: &Store, progress: &'a Progress) -> Result<Self, StoreError> {
        let last = store.last_article()?;
        let words = last / u64::BITS + 1;
        let met = (0..words).map(|_| AtomicU64::new(0)).collect();
        Ok(Sieve { reader, progress, last, met, unchanged: AtomicU64::new(0) })
    }

    /// Whether a file is to be read, which `config` governs.
    pub fn keeps(&self, found: &Found, config: impl FnOnce() -> Arc<Config>) -> bool {
        if !self.progress.wait() {
            return false;
        }
        let Some(known) = self.reader.known(&found.path) else { return true };
        // What lies in two of the folders is one article.
        if self.meet(known.article) {
            return false;
        }
        let is_unchanged = self.reader.is_unchanged(found, &config(), &known);
        self.unchanged.fetch_add(u64::from(is_unchanged), Ordering::Relaxed);
        !is_unchanged
    }

    /// Files that the index has as they are.
    pub fn unchanged(&self) -> u64 {
        self.unchanged.load(Ordering::Relaxed)
    }

    /// What the index has and no file was met of; `kept` are the files that are to be read. Of places that are `away` nothing
    /// is missing.
    pub fn missing(&self, store: &Store, kept: &[File], away: &[PathBuf]) -> Result<Missing, StoreError> {
        let mut gone = FxHashSet::default();
        store.each_path("", |path, article| {
            if article <= self.last && !self.has_met(article) && !lies_in(away, path) {
                gone.insert(path.to_owned());
            }
            ControlFlow::Continue(())
        })?;
        // What was renamed in the index since it was met is there.
        if !gone.is_empty() {
            for (found, _) in kept {
                gone.remove(&key(&found.path));
            }
        }
        Missing::of(store, gone)
    }

    fn word(&self, article: u32) -> Option<(&AtomicU64, u64)> {
        Some((self.met.get((article / u64::BITS) as usize)?, 1 << (article % u64::BITS)))
    }

    /// Notes that the file of an article was met; whether it was before.
    fn meet(&self, article: u32) -> bool {
        self.word(article).is_some_and(|(word, bit)| word.fetch_or(bit, Ordering::Relaxed) & bit != 0)
    }

    fn has_met(&self, article: u32) -> bool {
        self.word(article).is_some_and(|(word, bit)| word.load(Ordering::Relaxed) & bit != 0)
    }
}
