use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::reader::{Look, Outcome};
use crate::index::disk::{Moved, Store, StoreError};

/// Articles of an index whose files are no longer where they were. A new file of the same content takes over the facts of
/// one of them; what is left in the end is let go.
#[derive(Default)]
pub struct Missing {
    paths: BTreeSet<String>,
    by_hash: FxHashMap<[u8; 16], Vec<String>>,
}

impl Missing {
    /// `paths` need not be in the index.
    pub fn of(store: &Store, paths: impl IntoIterator<Item = String>) -> Result<Missing, StoreError> {
        let mut missing = Missing::default();
        for path in paths {
            if let Some(known) = store.known(&path)?
                && missing.paths.insert(path.clone())
            {
                missing.by_hash.entry(known.hash).or_default().push(path);
            }
        }
        // Taken from the end, so that of several alike the first in order of path goes first.
        missing.by_hash.values_mut().for_each(|paths| paths.sort_by(|a, b| b.cmp(a)));
        Ok(missing)
    }

    pub fn is_empty(&self) -> bool {
        self.by_hash.is_empty()
    }

    /// Whether there is an article with this hash of content and of what is known from outside.
    pub fn has(&self, hash: &[u8; 16]) -> bool {
        self.by_hash.contains_key(hash)
    }

    /// The path of an article of this hash, which is found again elsewhere.
    fn take(&mut self, hash: &[u8; 16]) -> Option<String> {
        let alike = self.by_hash.get_mut(hash)?;
        let taken = alike.pop();
        if alike.is_empty() {
            self.by_hash.remove(hash);
        }
        taken.inspect(|path| {
            self.paths.remove(path);
        })
    }

    /// Of some files, those that may be missing articles take over one each; where several want the same, the rest is looked
    /// at again by its number.
    pub fn found_again(&mut self, looks: Vec<Look>, again: impl Fn(usize, &Missing) -> Look) -> Vec<Outcome> {
        let mut outcomes = Vec::with_capacity(looks.len());
        for (k, mut look) in looks.into_iter().enumerate() {
            outcomes.push(loop {
                match look {
                    Look::Done(outcome) => break outcome,
                    Look::Elsewhere(moved, hash) => match self.take(&hash) {
                        Some(from) => break Outcome::Moved(Moved { from, ..moved }),
                        // Nothing has this hash any more, so it comes back with another at most.
                        None => look = again(k, self),
                    },
                }
            });
        }
        outcomes
    }

    /// Lets go of those that were not found again; how many there were.
    pub fn forget(self, store: &Store) -> Result<u64, StoreError> {
        store.remove(self.paths.iter().map(String::as_str))
    }
}
