use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::{Fetched, Missing, key, stamp, stamp_of};
use crate::{
    article::{Article, Hints, told_by_path},
    corpus::{Config, Found, LoadError, hints, load, neighbours},
    index::disk::{Entry, Known, Moved, Stamp, Store},
};

/// Reads files for an index, as far as they are not in it.
pub struct Reader<'a> {
    store: &'a Store,
    /// Nothing is in it, so that nothing need be asked.
    empty: bool,
    /// The dates in each folder that was asked for them ([`neighbours`]).
    near: Mutex<FxHashMap<PathBuf, Arc<[Date]>>>,
}

/// What became of a file.
pub enum Outcome {
    Unchanged,
    Touched(String, Stamp),
    Moved(Moved),
    Ready(Box<Entry>),
    Problem(LoadError),
    Cancelled,
}

/// What was seen of a file.
pub enum Look {
    Done(Outcome),
    /// Missing articles have this hash: one of them may be it. Its path is left open.
    Elsewhere(Moved, [u8; 16]),
}

/// As [`Look`], of an article before its facts are read.
pub enum Seen {
    Look(Look),
    /// Its path, stamp and hash, and what it says.
    Article(String, Stamp, [u8; 16], Arc<Article>),
}

impl<'a> Reader<'a> {
    pub fn new(store: &'a Store) -> Self {
        Reader { store, empty: store.count().is_ok_and(|n| n == 0), near: Mutex::default() }
    }

    pub fn known(&self, path: &Path) -> Option<Known> {
        if self.empty { None } else { self.store.known(&key(path)).ok().flatten() }
    }

    /// Whether a file is as the index knows it, by its stamp.
    pub fn is_unchanged(&self, found: &Found, config: &Config, known: &Known) -> bool {
        stamp(&found.path).is_ok_and(|stamp| known.stamp == stamp) && self.fits(found, config, &known.hash)
    }

    fn fits(&self, found: &Found, config: &Config, hash: &[u8; 16]) -> bool {
        let outside = Outside::of(found, config);
        hash[8..] == outside.alone() || hash[8..] == outside.beside(&self.near(found))
    }

    /// The dates in the folder of a file, as they were when it was first asked for.
    fn near(&self, found: &Found) -> Arc<[Date]> {
        let folder = found.path.parent().unwrap_or(Path::new("")).to_owned();
        let mut near = self.near.lock().unwrap_or_else(PoisonError::into_inner);
        near.entry(folder).or_insert_with(|| neighbours(&found.path).into()).clone()
    }

    /// Reads a file that the index does not have as it is, if it was not `fetched`. It may be one of the `missing` at
    /// another place.
    pub fn see(
        &self,
        found: &Found,
        config: &Config,
        missing: &Missing,
        fetched: Option<Fetched>,
    ) -> Result<Seen, LoadError> {
        if found.path.to_str().is_none() {
            return Err(LoadError::Name { path: found.path.clone() });
        }
        let path = key(&found.path);
        let outside = Outside::of(found, config);
        let known = self.known(&found.path);
        let unreadable = |source| LoadError::Unreadable { path: found.path.clone(), source };
        if let Some(known) = &known
            && known.stamp == stamp(&found.path).map_err(unreadable)?
            && self.fits(found, config, &known.hash)
        {
            return Ok(Seen::Look(Look::Done(Outcome::Unchanged)));
        }
        let (bytes, metadata) = match fetched {
            Some((bytes, metadata)) => (bytes, Some(metadata)),
            None => load::bytes(&found.path)?,
        };
        let stamp = metadata.map_or_else(|| stamp(&found.path), |m| stamp_of(&m)).map_err(unreadable)?;
        let content: [u8; 8] = first_bytes(&bytes);
        match known {
            Some(k) if k.hash[..8] == content && self.fits(found, config, &k.hash) => {
                return Ok(Seen::Look(Look::Done(Outcome::Touched(path, stamp))));
            }
            None if !missing.is_empty() => {
                let hashes = [joined(content, outside.alone()), joined(content, outside.beside(&self.near(found)))];
                if let Some(hash) = hashes.iter().find(|hash| missing.has(hash)) {
                    return Ok(Seen::Look(Look::Elsewhere(Moved { from: String::new(), to: path, stamp }, *hash)));
                }
            }
            _ => {}
        }
        let read = load::article(&bytes, &found.path, found.format, config, None)?;
        let hash = joined(content, if read.asked_beside { outside.beside(&self.near(found)) } else { outside.alone() });
        Ok(Seen::Article(path, stamp, hash, Arc::new(read.article)))
    }
}

/// Stands for all that is known of an article from outside its text: two files of the same text of which the same is known
/// have the same facts.
struct Outside {
    told: String,
}

impl Outside {
    fn of(found: &Found, config: &Config) -> Self {
        let Hints { path, date, outlet, status, near: _, fields: _ } = hints(&found.path, config, None);
        let named = path.as_deref().map(told_by_path);
        let fields = found.format.is_container().then_some(&config.fields);
        let told = format!("{:?}{named:?}{date:?}{outlet:?}{status:?}{fields:?}", found.format);
        Outside { told }
    }

    fn alone(&self) -> [u8; 8] {
        first_bytes(self.told.as_bytes())
    }

    /// For an article whose year the files beside it were asked for: their dates.
    fn beside(&self, near: &[Date]) -> [u8; 8] {
        first_bytes(format!("{}{near:?}", self.told).as_bytes())
    }
}

fn first_bytes(hashed: &[u8]) -> [u8; 8] {
    let mut out = [0; 8];
    out.copy_from_slice(&blake3::hash(hashed).as_bytes()[..8]);
    out
}

fn joined(content: [u8; 8], outside: [u8; 8]) -> [u8; 16] {
    let mut out = [0; 16];
    out[..8].copy_from_slice(&content);
    out[8..].copy_from_slice(&outside);
    out
}
