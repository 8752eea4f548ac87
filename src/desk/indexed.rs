use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Archive;
use crate::{
    fact::{Candidates, FactSheet, Lookup, Query},
    index::{Memory, disk::Store, terms},
};

/// Set in the numbers of articles that stay in an index.
const INDEXED: u32 = 1 << 31;

/// Folders of articles that are compared with from their indexes and not read.
#[derive(Default)]
pub struct Indexed {
    /// Each as it was given, and as its index has it.
    roots: Vec<(PathBuf, PathBuf)>,
    stores: Vec<Arc<Store>>,
    archive: Archive,
}

impl Indexed {
    /// Adds the articles under `root`, which the index has under its absolute path.
    pub fn add(&mut self, root: &Path, absolute: &Path, store: Arc<Store>) {
        self.roots.push((root.to_owned(), absolute.to_owned()));
        self.stores.push(store);
        self.look();
    }

    /// Looks at what the indexes hold now.
    fn look(&mut self) {
        let folders = self.roots.iter().map(|(_, absolute)| absolute.clone()).collect();
        self.archive = Archive::of(&self.stores, self.archive.clock()).with_folders(folders);
    }

    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }

    /// Takes those out in which something was found damaged: the folder of each as it was given, and its index.
    pub fn take_damaged(&mut self) -> Vec<(PathBuf, Arc<Store>)> {
        let all = std::mem::take(&mut self.roots).into_iter().zip(std::mem::take(&mut self.stores));
        let (damaged, sound): (Vec<_>, Vec<_>) = all.partition(|(_, store)| store.is_damaged());
        (self.roots, self.stores) = sound.into_iter().unzip();
        self.look();
        damaged.into_iter().map(|(root, store)| (root.0, store)).collect()
    }

    /// The path of an article as if it had been read, `None` for a number that is no indexed article's.
    pub fn path(&self, number: u32) -> Option<PathBuf> {
        let path = self.archive.path(number.checked_sub(INDEXED)?)?;
        let given = |(given, absolute): &(PathBuf, PathBuf)| Some(given.join(path.strip_prefix(absolute).ok()?));
        Some(self.roots.iter().find_map(given).unwrap_or(path))
    }

    /// Those of some files that the indexes have too.
    pub fn hidden<'a>(&self, files: impl IntoIterator<Item = &'a Path>) -> Hidden {
        let mut hidden = Hidden::default();
        let number = |p: &Path| self.archive.number(&std::path::absolute(p).ok()?);
        for number in files.into_iter().filter_map(number) {
            if hidden.numbers.insert(number | INDEXED)
                && let Some(sheet) = self.archive.sheet(number)
            {
                terms(&sheet).into_iter().for_each(|key| *hidden.frequencies.entry(key).or_default() += 1);
            }
        }
        hidden
    }
}

/// Indexed articles that were read as well, and count once.
#[derive(Default)]
pub struct Hidden {
    numbers: FxHashSet<u32>,
    /// In how many of them a term's key occurs.
    frequencies: FxHashMap<u32, u32>,
}

impl Hidden {
    fn has(&self, article: u32) -> bool {
        self.numbers.contains(&article)
    }

    fn frequency(&self, key: u32) -> u32 {
        self.frequencies.get(&key).copied().unwrap_or_default()
    }
}

/// Articles that were read, and those of the indexes that were not.
pub struct Both<'a> {
    pub read: &'a Memory,
    pub indexed: &'a Indexed,
    pub hidden: &'a Hidden,
}

impl Lookup for Both<'_> {
    fn candidates(&self, query: &Query<'_>, without: &[u32]) -> Candidates {
        let read = self.read.candidates(query, without);
        let mut indexed = self.indexed.archive.candidates(query, &[]);
        indexed.articles.iter_mut().for_each(|c| c.article |= INDEXED);
        indexed.articles.retain(|c| !self.hidden.has(c.article));
        Candidates::joined(vec![read, indexed])
    }

    fn sheet(&self, article: u32) -> Option<Arc<FactSheet>> {
        match article.checked_sub(INDEXED) {
            Some(indexed) => self.indexed.archive.sheet(indexed),
            None => self.read.sheet(article),
        }
    }

    fn frequency(&self, key: u32) -> u32 {
        let indexed = self.indexed.archive.frequency(key).saturating_sub(self.hidden.frequency(key));
        self.read.frequency(key) + indexed
    }

    fn frequencies(&self, keys: &[u32]) -> Vec<u32> {
        let indexed = self.indexed.archive.frequencies(keys);
        let others = |(&key, n): (&u32, u32)| n.saturating_sub(self.hidden.frequency(key)) + self.read.frequency(key);
        keys.iter().zip(indexed).map(others).collect()
    }

    fn articles(&self) -> u32 {
        self.read.articles() + self.indexed.archive.articles() - self.hidden.numbers.len() as u32
    }

    fn versions(&self, sheet: &FactSheet) -> Vec<(u32, Arc<FactSheet>)> {
        let mut out = self.read.versions(sheet);
        let more = self.indexed.archive.versions(sheet).into_iter().map(|(n, s)| (n | INDEXED, s));
        out.extend(more.filter(|v| !self.hidden.has(v.0)));
        out
    }

    fn now(&self) -> Option<Timestamp> {
        self.read.now()
    }
}
