use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::fact::{Candidates, Fact, FactId, FactSheet, Lookup, Slot};

/// Fact sheets in memory, with postings from keys to articles.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    sheets: FxHashMap<u32, Arc<FactSheet>>,
    /// The articles that have a term, in the order they came.
    postings: FxHashMap<u32, SmallVec<[u32; 2]>>,
}

/// Keys of a fact that are followed, the rarest ones.
const KEYS: usize = 12;
/// Articles that one key may lead to; a more common one says too little.
const COMMON: usize = 400;
/// Articles whose facts are looked through for one fact, those with the most and rarest keys.
const ARTICLES: usize = 24;

impl Memory {
    /// Adds an article, in place of what stood under its number.
    pub fn insert(&mut self, article: u32, sheet: Arc<FactSheet>) {
        self.remove(article);
        for term in &sheet.terms {
            self.postings.entry(term.key).or_default().push(article);
        }
        self.sheets.insert(article, sheet);
    }

    pub fn remove(&mut self, article: u32) {
        let Some(sheet) = self.sheets.remove(&article) else { return };
        for term in &sheet.terms {
            if let Some(ids) = self.postings.get_mut(&term.key) {
                ids.retain(|id| *id != article);
                if ids.is_empty() {
                    self.postings.remove(&term.key);
                }
            }
        }
    }

    /// Articles that share the rarest keys with a fact, best first, and how many were left out.
    fn articles_like(&self, sheet: &FactSheet, fact: &Fact) -> (Vec<u32>, u32) {
        let mut lists: Vec<&SmallVec<[u32; 2]>> = sheet
            .keys(fact)
            .filter_map(|t| self.postings.get(&t.key))
            .filter(|l| l.len() > 1 || self.sheets.len() < 2)
            .collect();
        lists.sort_by_key(|l| l.len());
        let mut scores: FxHashMap<u32, u32> = FxHashMap::default();
        let common = COMMON.max(self.sheets.len() / 20);
        for list in lists.iter().take(KEYS).filter(|l| l.len() <= common) {
            // A rare key counts for more; whole numbers keep the order the same everywhere.
            let weight = 1 + 4096 / list.len() as u32;
            for article in list.iter() {
                *scores.entry(*article).or_default() += weight;
            }
        }
        let mut best: Vec<(u32, u32)> = scores.into_iter().map(|(a, s)| (s, a)).collect();
        best.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let left_out = best.len().saturating_sub(ARTICLES) as u32;
        best.truncate(ARTICLES);
        (best.into_iter().map(|(_, a)| a).collect(), left_out)
    }
}

impl Lookup for Memory {
    fn candidates(&self, sheet: &FactSheet, fact: &Fact, limit: usize) -> Candidates {
        let (mut articles, mut cut_off) = (Vec::new(), 0);
        if self.sheets.len() <= ARTICLES {
            articles.extend(self.sheets.keys().copied());
            articles.sort_unstable();
        } else {
            (articles, cut_off) = self.articles_like(sheet, fact);
        }
        let mut facts = Vec::new();
        for article in articles {
            let Some(there) = self.sheets.get(&article) else { continue };
            for (i, other) in there.facts.iter().enumerate() {
                if other.slot == fact.slot && roles_fit(fact, other) {
                    if facts.len() < limit {
                        facts.push(FactId { article, fact: i as u32 });
                    } else {
                        cut_off += 1;
                    }
                }
            }
        }
        Candidates { facts, cut_off }
    }

    fn sheet(&self, article: u32) -> Option<Arc<FactSheet>> {
        self.sheets.get(&article).cloned()
    }

    fn frequency(&self, key: u32) -> u32 {
        self.postings.get(&key).map_or(0, |l| l.len() as u32)
    }

    fn articles(&self) -> u32 {
        self.sheets.len() as u32
    }
}

fn roles_fit(a: &Fact, b: &Fact) -> bool {
    a.slot == Slot::Age || a.role == b.role || a.role.is_none() || b.role.is_none()
}
