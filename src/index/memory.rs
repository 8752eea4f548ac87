use std::sync::Arc;

use jiff::Timestamp;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::{
    bucket::{Bucket, Filed, Key, Window, filed},
    rank::{self, Home, Mark},
};
use crate::fact::{Candidates, Fact, FactSheet, Lookup, Value};

/// Fact sheets in memory, with postings from keys to articles.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    sheets: FxHashMap<u32, Arc<FactSheet>>,
    postings: FxHashMap<Key, Posting>,
    /// The articles that have a key of their edition.
    editions: FxHashMap<u64, SmallVec<[u32; 2]>>,
    /// What time it is, for what is held back until some moment.
    pub now: Option<Timestamp>,
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
        self.remove(article);
        for under in filed(&sheet).chunk_by(|a, b| a.key() == b.key()) {
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
        for key in sheet.edition.keys() {
            self.editions.entry(key).or_default().push(article);
        }
        self.sheets.insert(article, sheet);
    }

    pub fn remove(&mut self, article: u32) {
        let Some(sheet) = self.sheets.remove(&article) else { return };
        for key in sheet.edition.keys() {
            if let Some(ids) = self.editions.get_mut(&key) {
                ids.retain(|id| *id != article);
                if ids.is_empty() {
                    self.editions.remove(&key);
                }
            }
        }
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

    /// The answer without bounds: what [`Lookup::candidates`] is measured against.
    pub fn exact_candidates(&self, sheet: &FactSheet, fact: &Fact, limit: usize) -> Candidates {
        rank::exact(self, sheet, fact, limit)
    }
}

impl Lookup for Memory {
    fn candidates(&self, sheet: &FactSheet, fact: &Fact, limit: usize) -> Candidates {
        rank::candidates(self, sheet, fact, limit)
    }

    fn sheet(&self, article: u32) -> Option<Arc<FactSheet>> {
        self.sheets.get(&article).cloned()
    }

    fn frequency(&self, key: u32) -> u32 {
        self.count(Key::term(key))
    }

    fn articles(&self) -> u32 {
        self.sheets.len() as u32
    }

    fn versions(&self, sheet: &FactSheet) -> Vec<(u32, Arc<FactSheet>)> {
        let mut ids: SmallVec<[u32; 4]> =
            sheet.edition.keys().filter_map(|k| self.editions.get(&k)).flatten().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().filter_map(|id| Some((id, self.sheet(id)?))).collect()
    }

    fn now(&self) -> Option<Timestamp> {
        self.now
    }
}

impl Home for Memory {
    type List = Vec<u32>;

    fn articles(&self) -> u32 {
        self.sheets.len() as u32
    }

    fn all(&self) -> Vec<u32> {
        self.sheets.keys().copied().collect()
    }

    fn count(&self, key: Key) -> u32 {
        self.postings.get(&key).map_or(0, |p| p.articles)
    }

    fn list(&self, key: Key, window: &Window) -> Vec<u32> {
        let Some(posting) = self.postings.get(&key) else { return Vec::new() };
        let inside = |b: Bucket| window.iter().any(|(from, to)| *from <= b && b <= *to);
        let mut out: Vec<u32> = posting.filed.iter().filter(|(_, b)| inside(*b)).map(|(a, _)| *a).collect();
        out.dedup();
        out
    }

    fn facts(&self, article: u32, mut each: impl FnMut(u32, Mark<'_>)) {
        let Some(sheet) = self.sheets.get(&article) else { return };
        let mut words: Vec<u16> = Vec::new();
        for (i, fact) in sheet.facts.iter().enumerate() {
            words.clear();
            if let Value::Quotation(q) = &fact.value {
                words.extend(q.keys.iter().map(|&k| rank::word(k)));
            }
            each(i as u32, Mark { slot: fact.slot, role: fact.role, words: &words });
        }
    }
}
