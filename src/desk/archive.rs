use std::{
    fmt,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

use jiff::Timestamp;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use crate::{
    article::Format,
    base::LineIndex,
    corpus::{self, Config},
    fact::{Candidates, FactSheet, Lookup, Query},
    index::{
        Memory, Outline,
        disk::{Store, StoreError},
    },
};

/// Numbers from here on belong to open documents that are not files of the corpus.
pub const FIRST_DRAFT: u32 = 1 << 31;

/// Bits of a number that are its index's own; those above them say which index.
const BITS: u32 = 26;

/// Articles that are looked up in memory. Their sheets come from the disk all the same, the last used at hand: they would
/// take fifty times the space.
pub const FEW: usize = 4000;

/// Bytes of texts of closed articles that are kept at hand.
const TEXTS: usize = 8 << 20;

/// The articles on disk, as last indexed: one index for each folder of the workspace.
#[derive(Clone, Default)]
pub struct Archive {
    shelves: Vec<Arc<Store>>,
    /// How far each index had come when it was looked at ([`Store::changes`]).
    changes: Vec<Option<i64>>,
    /// What finds them, while they are few.
    memory: Option<Arc<Memory>>,
    /// In step with `memory`.
    numbers: FxHashMap<PathBuf, u32>,
    paths: FxHashMap<u32, PathBuf>,
    texts: Arc<Mutex<Texts>>,
    clock: Clock,
}

/// What time it is, in seconds since 1970, for what is held back until some moment: set by whoever has a clock, 0 until
/// then.
pub type Clock = Arc<AtomicI64>;

/// Texts of closed articles. An article long in work is related to hundreds of others, which are asked for at every
/// keystroke in the same order: so none makes room for the next before all have their turn.
#[derive(Default)]
struct Texts {
    known: FxHashMap<u32, Arc<Source>>,
    bytes: usize,
}

/// An article's text with its lines, for showing a passage of it.
#[derive(Debug)]
pub struct Source {
    pub text: Arc<str>,
    pub lines: Arc<LineIndex>,
}

impl Archive {
    /// What the indexes hold now. Sheets that `before` has already are not read again. Up to `few` articles are looked
    /// up in memory ([`FEW`]), more on the disk.
    pub fn of(shelves: &[Arc<Store>], before: &Archive, few: usize) -> Result<Archive, StoreError> {
        let (shelves, changes) = (shelves.to_vec(), shelves.iter().map(|s| s.changes()).collect());
        let mut archive = Archive { shelves, changes, clock: before.clock.clone(), ..Archive::default() };
        if archive.shelves.iter().map(|s| s.articles() as usize).sum::<usize>() > few {
            return Ok(archive);
        }
        for (k, shelf) in archive.shelves.iter().enumerate() {
            shelf.each_path("", |path, article| {
                let number = number(k, article);
                archive.numbers.insert(PathBuf::from(path), number);
                archive.paths.insert(number, PathBuf::from(path));
                ControlFlow::Continue(())
            })?;
        }
        // The same shelves give the same number to the same text of a file: what changed has a new one.
        let same = before.is_of(&archive.shelves);
        let mut memory = before.memory.clone().filter(|_| same).unwrap_or_default();
        let gone: FxHashSet<u32> =
            before.paths.keys().filter(|n| same && !archive.paths.contains_key(*n)).copied().collect();
        if !gone.is_empty() {
            Arc::make_mut(&mut memory).remove_all(&gone);
        }
        let mut new: Vec<u32> =
            archive.paths.keys().filter(|n| !(same && before.paths.contains_key(*n))).copied().collect();
        new.sort_unstable();
        let outline = |&article: &u32| {
            let (shelf, n) = archive.shelf(article)?;
            Some((article, Outline::of(&shelf.sheet_once(n)?)))
        };
        let outlines: Vec<(u32, Outline)> = new.par_iter().filter_map(outline).collect();
        if !outlines.is_empty() {
            let memory = Arc::make_mut(&mut memory);
            outlines.into_iter().for_each(|(article, outline)| memory.add(article, outline));
        }
        archive.memory = Some(memory);
        Ok(archive)
    }

    fn is_of(&self, shelves: &[Arc<Store>]) -> bool {
        self.shelves.len() == shelves.len() && self.shelves.iter().zip(shelves).all(|(a, b)| Arc::ptr_eq(a, b))
    }

    /// Whether these indexes hold what they held when it was made of them.
    pub fn is_current(&self, shelves: &[Arc<Store>]) -> bool {
        let unchanged = |(shelf, then): (&Arc<Store>, &Option<i64>)| then.is_some() && shelf.changes() == *then;
        self.is_of(shelves) && shelves.iter().zip(&self.changes).all(unchanged)
    }

    fn shelf(&self, article: u32) -> Option<(&Arc<Store>, u32)> {
        Some((self.shelves.get((article >> BITS) as usize)?, article & ((1 << BITS) - 1)))
    }

    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The number of a file, `None` for one that is no article of the corpus.
    pub fn number(&self, path: &Path) -> Option<u32> {
        if self.memory.is_some() {
            return self.numbers.get(path).copied();
        }
        let key = corpus::key(path);
        let known = |(k, shelf): (usize, &Arc<Store>)| Some(number(k, shelf.known(&key).ok()??.article));
        self.shelves.iter().enumerate().find_map(known)
    }

    /// The file of an article.
    pub fn path(&self, article: u32) -> Option<PathBuf> {
        if self.memory.is_some() {
            return self.paths.get(&article).cloned();
        }
        let (shelf, n) = self.shelf(article)?;
        shelf.path(n).map(PathBuf::from)
    }

    /// The numbers of the articles in order, for a search; of very many, the first.
    pub fn numbers(&self) -> Vec<u32> {
        let mut out: Vec<u32> = self.paths.keys().copied().collect();
        if self.memory.is_none() {
            for (k, shelf) in self.shelves.iter().enumerate() {
                // A damaged index has nothing to be found in it.
                let _ = shelf.each_path("", |_, n| {
                    out.push(number(k, n));
                    if out.len() < FEW { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
                });
            }
        }
        out.sort_unstable();
        out
    }

    /// The folders that hold articles, for looking at what governs them; of very many articles, none.
    pub fn folders(&self) -> Vec<PathBuf> {
        let mut out: Vec<PathBuf> = self.numbers.keys().filter_map(|p| p.parent()).map(Path::to_owned).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    pub fn len(&self) -> usize {
        self.articles() as usize
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// An article's text from the disk, kept for the next who asks.
    pub fn source(&self, article: u32) -> Option<Arc<Source>> {
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(source) = texts.known.get(&article) {
            return Some(source.clone());
        }
        let path = self.path(article)?;
        let format = Format::of_path(&path.to_string_lossy())?;
        let text = corpus::load(&path, format, &Config::default(), None).ok()?.article.text;
        let source = Arc::new(Source { lines: Arc::new(LineIndex::new(&text)), text });
        if texts.bytes + source.text.len() > TEXTS {
            *texts = Texts::default();
        }
        texts.bytes += source.text.len();
        texts.known.insert(article, source.clone());
        Some(source)
    }
}

fn number(shelf: usize, article: u32) -> u32 {
    (shelf as u32) << BITS | article
}

impl Lookup for Archive {
    fn candidates(&self, query: &Query<'_>, without: &[u32]) -> Candidates {
        if let Some(memory) = &self.memory {
            return memory.candidates(query, without);
        }
        let answers = self.shelves.iter().enumerate().map(|(k, shelf)| {
            let own = without.iter().filter(|a| (**a >> BITS) as usize == k).map(|a| a & ((1 << BITS) - 1));
            let own: SmallVec<[u32; 4]> = own.collect();
            let mut found = shelf.candidates(query, &own);
            found.articles.iter_mut().for_each(|c| c.article = number(k, c.article));
            found
        });
        Candidates::joined(answers.collect())
    }

    fn sheet(&self, article: u32) -> Option<Arc<FactSheet>> {
        self.shelf(article).and_then(|(s, n)| s.sheet(n))
    }

    fn frequency(&self, key: u32) -> u32 {
        match &self.memory {
            Some(memory) => memory.frequency(key),
            None => self.shelves.iter().map(|s| s.frequency(key)).sum(),
        }
    }

    fn articles(&self) -> u32 {
        match &self.memory {
            Some(memory) => memory.articles(),
            None => self.shelves.iter().map(|s| s.articles()).sum(),
        }
    }

    fn versions(&self, sheet: &FactSheet) -> Vec<(u32, Arc<FactSheet>)> {
        match &self.memory {
            Some(memory) => memory.editions(sheet).into_iter().filter_map(|n| Some((n, self.sheet(n)?))).collect(),
            None => {
                let of = |(k, shelf): (usize, &Arc<Store>)| {
                    shelf.versions(sheet).into_iter().map(move |(n, s)| (number(k, n), s))
                };
                self.shelves.iter().enumerate().flat_map(of).collect()
            }
        }
    }

    fn now(&self) -> Option<Timestamp> {
        Timestamp::from_second(self.clock.load(Ordering::Relaxed)).ok().filter(|t| t.as_second() != 0)
    }
}

impl fmt::Debug for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archive").field("articles", &self.len()).finish_non_exhaustive()
    }
}
