use std::sync::Arc;

use super::{key, stamp};
use crate::{
    annotate::annotate_once,
    corpus::{Config, Found, LoadError, hints, load},
    fact,
    index::disk::{Entry, Stamp, Store},
};

/// Reads files for an index, as far as they are not in it.
pub struct Reader<'a> {
    store: &'a Store,
    /// Nothing is in it, so that nothing need be asked.
    empty: bool,
}

/// What became of a file.
pub enum Outcome {
    Unchanged,
    Touched(String, Stamp),
    Ready(Box<Entry>),
    Problem(LoadError),
    Cancelled,
}

impl<'a> Reader<'a> {
    pub fn new(store: &'a Store) -> Self {
        Reader { store, empty: store.count().is_ok_and(|n| n == 0) }
    }

    pub fn look(&self, found: &Found, config: &Config) -> Outcome {
        if found.path.to_str().is_none() {
            return Outcome::Problem(LoadError::Name { path: found.path.clone() });
        }
        let path = key(&found.path);
        let stamp = match stamp(&found.path) {
            Ok(stamp) => stamp,
            Err(source) => return Outcome::Problem(LoadError::Unreadable { path: found.path.clone(), source }),
        };
        let hints = hints(&found.path, config, None);
        let fields = found.format.is_container().then_some(&config.fields);
        let outside = blake3::hash(format!("{hints:?}{fields:?}").as_bytes());
        let known = if self.empty { None } else { self.store.known(&path).ok().flatten() };
        if known.as_ref().is_some_and(|k| k.stamp == stamp && k.hash[8..] == outside.as_bytes()[..8]) {
            return Outcome::Unchanged;
        }
        let bytes = match load::bytes(&found.path) {
            Ok(bytes) => bytes,
            Err(problem) => return Outcome::Problem(problem),
        };
        let mut hash = [0; 16];
        hash[..8].copy_from_slice(&blake3::hash(&bytes).as_bytes()[..8]);
        hash[8..].copy_from_slice(&outside.as_bytes()[..8]);
        if known.is_some_and(|k| k.hash == hash) {
            return Outcome::Touched(path, stamp);
        }
        let article = match load::article(&bytes, &found.path, found.format, config, None) {
            Ok((article, _)) => article,
            Err(problem) => return Outcome::Problem(problem),
        };
        let sheet = fact::sheet(&annotate_once(Arc::new(article)));
        Outcome::Ready(Box::new(Entry::new(path, stamp, hash, &sheet)))
    }
}
