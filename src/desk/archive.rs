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
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::twice::twice;
use crate::{
    article::Format,
    base::LineIndex,
    corpus,
    fact::{Candidates, FactSheet, Lookup, Query},
    index::disk::Store,
};

/// Numbers from here on belong to open documents that are not files of the corpus.
pub const FIRST_DRAFT: u32 = 1 << 31;

/// Bits of a number that are its index's own; those above them say which index.
const BITS: u32 = 26;

/// Of so many articles each is gone through where all are asked about, of more none or the first ones.
pub const FEW: usize = 4000;

/// Bytes of texts of closed articles that are kept at hand.
const TEXTS: usize = 8 << 20;

/// The articles on disk, as last indexed: one index for each folder of the workspace.
#[derive(Clone, Default)]
pub struct Archive {
    shelves: Vec<Arc<Store>>,
    /// The folder that each index is of; none where they aren't known.
    folders: Vec<PathBuf>,
    /// How far each index had come when it was looked at ([`Store::changes`]).
    changes: Vec<Option<i64>>,
    /// Archives that were not there.
    away: Vec<PathBuf>,
    /// Numbers of articles that are not looked at: those that an earlier index has too, and those in archives that are away.
    hidden: Arc<FxHashSet<u32>>,
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
    /// [`Article::shown`](crate::article::Article::shown).
    pub shown: Arc<str>,
    pub lines: Arc<LineIndex>,
}

impl Archive {
    /// What the indexes hold now.
    pub fn of(shelves: &[Arc<Store>], clock: &Clock) -> Archive {
        let (shelves, changes) = (shelves.to_vec(), shelves.iter().map(|s| s.changes()).collect());
        let hidden = Arc::new(twice(&shelves));
        let (folders, away, texts) = Default::default();
        Archive { shelves, folders, changes, away, hidden, texts, clock: clock.clone() }
    }

    /// Knowing the folders that the indexes are of, in their order: what governs a folder tells how its files are read, and
    /// which archives must be there.
    pub fn with_folders(self, folders: Vec<PathBuf>) -> Archive {
        let (away, mut hidden) = (away(&folders), FxHashSet::clone(&self.hidden));
        for (k, shelf) in self.shelves.iter().enumerate() {
            for place in &away {
                // A damaged index has nothing to be found in it.
                let _ = corpus::each_in(shelf, place, |_, n| {
                    hidden.insert(number(k, n));
                });
            }
        }
        Archive { folders, away, hidden: Arc::new(hidden), ..self }
    }

    fn is_of(&self, shelves: &[Arc<Store>]) -> bool {
        self.shelves.len() == shelves.len() && self.shelves.iter().zip(shelves).all(|(a, b)| Arc::ptr_eq(a, b))
    }

    /// Whether these indexes hold what they held when it was made of them, and the same archives are there.
    pub fn is_current(&self, shelves: &[Arc<Store>]) -> bool {
        let unchanged = |(shelf, then): (&Arc<Store>, &Option<i64>)| then.is_some() && shelf.changes() == *then;
        let current = self.is_of(shelves) && shelves.iter().zip(&self.changes).all(unchanged);
        current && self.away == away(&self.folders)
    }

    fn shelf(&self, article: u32) -> Option<(&Arc<Store>, u32)> {
        Some((self.shelves.get((article >> BITS) as usize)?, article & ((1 << BITS) - 1)))
    }

    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The number of a file, `None` for one that is no article of the corpus.
    pub fn number(&self, path: &Path) -> Option<u32> {
        let key = corpus::key(path);
        let known = |(k, shelf): (usize, &Arc<Store>)| Some(number(k, shelf.known(&key).ok()??.article));
        self.shelves.iter().enumerate().find_map(known)
    }

    /// The file of an article.
    pub fn path(&self, article: u32) -> Option<PathBuf> {
        let (shelf, n) = self.shelf(article)?;
        shelf.path(n).map(PathBuf::from)
    }

    /// The numbers of the articles in order, for a search; of very many, the first.
    pub fn numbers(&self) -> Vec<u32> {
        let mut out = Vec::new();
        self.each_path(|_, number| {
            out.push(number);
            if out.len() < FEW { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        out.sort_unstable();
        out
    }

    /// The folders that hold articles, for looking at what governs them; of very many articles, none.
    pub fn folders(&self) -> Vec<PathBuf> {
        if self.len() > FEW {
            return Vec::new();
        }
        let mut out: Vec<PathBuf> = Vec::new();
        self.each_path(|path, _| {
            // In order of path most lie in the folder of the one before.
            out.extend(
                Path::new(path).parent().filter(|p| out.last().is_none_or(|last| last != p)).map(Path::to_owned),
            );
            ControlFlow::Continue(())
        });
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Calls `each` with the articles' paths and numbers, until it breaks.
    fn each_path(&self, mut each: impl FnMut(&str, u32) -> ControlFlow<()>) {
        let mut over = ControlFlow::Continue(());
        for (k, shelf) in self.shelves.iter().enumerate() {
            // A damaged index has nothing to be found in it.
            let _ = shelf.each_path("", |path, n| {
                let n = number(k, n);
                if !self.hidden.contains(&n) {
                    over = each(path, n);
                }
                over
            });
            if over.is_break() {
                break;
            }
        }
    }

    pub fn len(&self) -> usize {
        (self.articles() as usize).saturating_sub(self.hidden.len())
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
        let format = Format::of_path(&path.to_string_lossy()).unwrap_or(Format::Plain);
        // Only what is taken out of a file depends on how its fields are called.
        let config = match self.folders.get((article >> BITS) as usize) {
            Some(folder) if format.is_container() => corpus::governing(folder, &path),
            _ => Arc::default(),
        };
        let read = corpus::load(&path, format, &config, None).ok()?.article;
        let (text, shown) = (read.text.clone(), read.shown());
        let bytes = if Arc::ptr_eq(&text, &shown) { text.len() } else { 2 * text.len() };
        let source = Arc::new(Source { lines: Arc::new(LineIndex::new(&text)), text, shown });
        if texts.bytes + bytes > TEXTS {
            *texts = Texts::default();
        }
        texts.bytes += bytes;
        texts.known.insert(article, source.clone());
        Some(source)
    }
}

/// The archives of some folders that are not there now.
fn away(folders: &[PathBuf]) -> Vec<PathBuf> {
    folders.iter().flat_map(|folder| corpus::away(folder)).collect()
}

/// The number of an index's article among all.
pub fn number(shelf: usize, article: u32) -> u32 {
    (shelf as u32) << BITS | article
}

impl Lookup for Archive {
    fn candidates(&self, query: &Query<'_>, without: &[u32]) -> Candidates {
        let answers = self.shelves.iter().enumerate().map(|(k, shelf)| {
            let own = without.iter().filter(|a| (**a >> BITS) as usize == k).map(|a| a & ((1 << BITS) - 1));
            let own: SmallVec<[u32; 4]> = own.collect();
            let mut found = shelf.candidates(query, &own);
            found.articles.iter_mut().for_each(|c| c.article = number(k, c.article));
            found.articles.retain(|c| !self.hidden.contains(&c.article));
            found
        });
        Candidates::joined(answers.collect())
    }

    fn sheet(&self, article: u32) -> Option<Arc<FactSheet>> {
        self.shelf(article).and_then(|(s, n)| s.sheet(n))
    }

    fn frequency(&self, key: u32) -> u32 {
        self.shelves.iter().map(|s| s.frequency(key)).sum()
    }

    fn frequencies(&self, keys: &[u32]) -> Vec<u32> {
        let mut sums = vec![0; keys.len()];
        for shelf in &self.shelves {
            sums.iter_mut().zip(shelf.frequencies(keys)).for_each(|(sum, n)| *sum += n);
        }
        sums
    }

    /// As [`Lookup::frequency`] counts them: by index, so that the share that has a word stays what it is.
    fn articles(&self) -> u32 {
        self.shelves.iter().map(|s| s.articles()).sum()
    }

    fn versions(&self, sheet: &FactSheet) -> Vec<(u32, Arc<FactSheet>)> {
        let of =
            |(k, shelf): (usize, &Arc<Store>)| shelf.versions(sheet).into_iter().map(move |(n, s)| (number(k, n), s));
        self.shelves.iter().enumerate().flat_map(of).filter(|v| !self.hidden.contains(&v.0)).collect()
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
