use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::{
    bucket::{Bucket, Filed, Key, Window, filed},
    rank::{self, Home, Mark},
};
use crate::{
    annotate::figure::role::Role,
    fact::{Candidates, Edition, Fact, FactSheet, Lookup, Slot},
};

/// Fact sheets in memory, or what finds them, with postings from keys to articles.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    sheets: FxHashMap<u32, Kept>,
    postings: FxHashMap<Key, Posting>,
    /// The articles that have a key of their edition.
    editions: FxHashMap<u64, SmallVec<[u32; 2]>>,
    /// What time it is, for what is held back until some moment.
    pub now: Option<Timestamp>,
    lists: Lists,
}

/// What is kept of an article.
#[derive(Clone, Debug)]
struct Kept {
    /// `None` where whoever asks has it from elsewhere.
    sheet: Option<Arc<FactSheet>>,
    edition: Edition,
    marks: Arc<Marks>,
}

/// What is looked at of each fact to find candidates: that alone fits where it is soon read.
#[derive(Debug)]
struct Marks {
    facts: Box<[(Slot, Option<Role>)]>,
    /// Of each its words ([`rank::words`]).
    words: Box<[Box<[u16]>]>,
}

/// Enough of a sheet to find it by, for [`Memory::add`].
pub struct Outline {
    filed: Vec<Filed>,
    edition: Edition,
    marks: Arc<Marks>,
}

impl Outline {
    pub fn of(sheet: &FactSheet) -> Self {
        let words = sheet.facts.iter().map(|f| rank::words(f)[..].into());
        let facts = sheet.facts.iter().map(|f| (f.slot, f.role)).collect();
        Outline {
            filed: filed(sheet),
            edition: sheet.edition,
            marks: Arc::new(Marks { facts, words: words.collect() }),
        }
    }
}

/// Lists of common keys read lately, by key and window. The facts of an article mostly ask for the same ones.
#[derive(Debug, Default)]
struct Lists(Mutex<FxHashMap<Listed, Arc<[u32]>>>);

type Listed = (Key, SmallVec<[(Bucket, Bucket); 2]>);

/// Lists that are kept.
const LISTS: usize = 256;

/// Postings shorter than this are not worth it.
const LONG: usize = 64;

impl Clone for Lists {
    /// A copy is made to be changed, so that what was read of the one is nothing to the other.
    fn clone(&self) -> Self {
        Lists::default()
    }
}

impl Lists {
    fn get(&self, listed: Listed, read: impl FnOnce() -> Vec<u32>) -> Arc<[u32]> {
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lists.len() >= LISTS && !lists.contains_key(&listed) {
            lists.clear();
        }
        lists.entry(listed).or_insert_with(|| read().into()).clone()
    }

    fn clear(&mut self) {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// The articles that have a key, ascending, each once for every bucket it is filed under.
#[derive(Clone, Debug, Default)]
struct Posting {
    filed: SmallVec<[(u32, Bucket); 2]>,
    articles: u32,
}

impl Memory {
    /// Adds an article, in place of what stood under its number.
    pub fn insert(&mut self, article: u32, sheet: Arc<FactSheet>) {
        let outline = Outline::of(&sheet);
        self.put(article, outline, Some(sheet));
    }

    /// Adds an article whose sheet is kept elsewhere: [`Lookup::sheet`] does not give it.
    pub fn add(&mut self, article: u32, outline: Outline) {
        self.put(article, outline, None);
    }

    fn put(&mut self, article: u32, Outline { filed, edition, marks }: Outline, sheet: Option<Arc<FactSheet>>) {
        self.remove(article);
        for under in filed.chunk_by(|a, b| a.key() == b.key()) {
            let posting = self.postings.entry(under[0].key()).or_default();
            let new = under.iter().map(|f| (article, f.bucket()));
            match posting.filed.last() {
                // Numbers mostly grow.
                Some((last, _)) if *last > article => {
                    let at = posting.filed.partition_point(|(a, _)| *a < article);
                    posting.filed.insert_many(at, new);
                }
                _ => posting.filed.extend(new),
            }
            posting.articles += 1;
        }
        for key in edition.keys() {
            self.editions.entry(key).or_default().push(article);
        }
        self.sheets.insert(article, Kept { sheet, edition, marks });
        self.lists.clear();
    }

    pub fn remove(&mut self, article: u32) {
        let Some(kept) = self.sheets.remove(&article) else { return };
        self.lists.clear();
        self.unversion(&kept.edition, article);
        let Some(sheet) = kept.sheet else { return self.sweep(|a| a == article) };
        let mut keys: Vec<Key> = filed(&sheet).into_iter().map(Filed::key).collect();
        keys.dedup();
        for key in keys {
            if let Some(posting) = self.postings.get_mut(&key) {
                let from = posting.filed.partition_point(|(a, _)| *a < article);
                let to = posting.filed.partition_point(|(a, _)| *a <= article);
                posting.filed.drain(from..to);
                posting.articles -= 1;
                if posting.filed.is_empty() {
                    self.postings.remove(&key);
                }
            }
        }
    }

    /// Lets many articles go at once.
    pub fn remove_all(&mut self, gone: &FxHashSet<u32>) {
        for &article in gone {
            if let Some(kept) = self.sheets.remove(&article) {
                self.unversion(&kept.edition, article);
            }
        }
        self.lists.clear();
        self.sweep(|article| gone.contains(&article));
    }

    fn unversion(&mut self, edition: &Edition, article: u32) {
        for key in edition.keys() {
            if let Some(ids) = self.editions.get_mut(&key) {
                ids.retain(|id| *id != article);
                if ids.is_empty() {
                    self.editions.remove(&key);
                }
            }
        }
    }

    /// Goes through all postings for what is gone.
    fn sweep(&mut self, gone: impl Fn(u32) -> bool) {
        self.postings.retain(|_, posting| {
            let mut last = None;
            posting.filed.retain(|&mut (article, _)| {
                let leaves = gone(article);
                if leaves && last.replace(article) != Some(article) {
                    posting.articles -= 1;
                }
                !leaves
            });
            !posting.filed.is_empty()
        });
    }

    /// The articles that [`Lookup::versions`] tells of, ascending.
    pub fn editions(&self, sheet: &FactSheet) -> Vec<u32> {
        let mut ids: Vec<u32> = sheet.edition.keys().filter_map(|k| self.editions.get(&k)).flatten().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The answer without bounds: what [`Lookup::candidates`] is measured against.
    pub fn exact_candidates(&self, sheet: &FactSheet, fact: &Fact, limit: usize) -> Candidates {
        rank::exact(self, sheet, fact, limit)
    }
}

impl Lookup for Memory {
    fn candidates(&self, sheet: &FactSheet, fact: &Fact, limit: usize, without: &[u32]) -> Candidates {
        rank::candidates(self, sheet, fact, limit, without)
    }

    fn sheet(&self, article: u32) -> Option<Arc<FactSheet>> {
        self.sheets.get(&article)?.sheet.clone()
    }

    fn frequency(&self, key: u32) -> u32 {
        self.count(Key::term(key))
    }

    fn articles(&self) -> u32 {
        self.sheets.len() as u32
    }

    fn versions(&self, sheet: &FactSheet) -> Vec<(u32, Arc<FactSheet>)> {
        self.editions(sheet).into_iter().filter_map(|id| Some((id, self.sheet(id)?))).collect()
    }

    fn now(&self) -> Option<Timestamp> {
        self.now
    }
}

impl Home for Memory {
    type List = Arc<[u32]>;

    fn articles(&self) -> u32 {
        self.sheets.len() as u32
    }

    fn all(&self) -> Vec<u32> {
        self.sheets.keys().copied().collect()
    }

    fn count(&self, key: Key) -> u32 {
        self.postings.get(&key).map_or(0, |p| p.articles)
    }

    fn list(&self, key: Key, window: &Window) -> Arc<[u32]> {
        let Some(posting) = self.postings.get(&key) else { return Arc::default() };
        let read = || {
            let inside = |b: Bucket| window.iter().any(|(from, to)| *from <= b && b <= *to);
            let mut out: Vec<u32> = posting.filed.iter().filter(|(_, b)| inside(*b)).map(|(a, _)| *a).collect();
            out.dedup();
            out
        };
        if posting.filed.len() < LONG { read().into() } else { self.lists.get((key, window.into()), read) }
    }

    fn facts(&self, article: u32, slot: Slot, mut each: impl FnMut(u32, Mark<'_>)) {
        let Some(Kept { marks, .. }) = self.sheets.get(&article) else { return };
        for (i, &(_, role)) in marks.facts.iter().enumerate().filter(|(_, m)| m.0 == slot) {
            let words: &[u16] = &marks.words[i];
            each(i as u32, Mark { slot, role, words });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        annotate::{Cache, annotate},
        article::{Format, Hints, read},
        fact::sheet,
    };

    fn made(n: u32) -> Arc<FactSheet> {
        let text =
            format!("Fire in Karvia kills {n}\n\nA fire in Karvia killed {n} people. “We saw it all,” said Ann Lee.\n");
        let article = read(&text, Format::Plain, &Hints::default());
        Arc::new(sheet(&annotate(Arc::new(article), &mut Cache::default())))
    }

    #[test]
    fn outlines_find_what_sheets_find_and_go_without_a_trace() {
        let (mut whole, mut outlined) = (Memory::default(), Memory::default());
        for n in 0..40 {
            whole.insert(n, made(n));
            outlined.add(n, Outline::of(&made(n)));
        }
        let draft = made(7);
        let same = |a: &Memory, b: &Memory| {
            for fact in &draft.facts {
                assert_eq!(a.candidates(&draft, fact, 96, &[3]).facts, b.candidates(&draft, fact, 96, &[3]).facts);
            }
        };
        same(&whole, &outlined);
        assert!(outlined.sheet(3).is_none());
        for n in (0..40).filter(|n| n % 3 != 0) {
            whole.remove(n);
        }
        outlined.remove(1);
        outlined.remove_all(&(0..40).filter(|n| n % 3 != 0).collect());
        same(&whole, &outlined);
        assert!(whole.postings.iter().all(|(k, p)| outlined.postings[k].articles == p.articles));
        outlined.remove_all(&(0..40).collect());
        assert!(outlined.postings.is_empty());
    }
}
