use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::rank::{self, ARTICLES, KEYS};
use crate::fact::{Candidates, Fact, FactId, FactSheet, Lookup, Value};

/// Fact sheets in memory, with postings from keys to articles.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    sheets: FxHashMap<u32, Arc<FactSheet>>,
    /// The articles that have a term, in the order they came.
    postings: FxHashMap<u32, SmallVec<[u32; 2]>>,
    /// The quotations that have a content word.
    quoted: FxHashMap<u32, SmallVec<[FactId; 2]>>,
}

/// Articles that one key may lead to; a more common one says too little.
const COMMON: usize = 400;

impl Memory {
    /// Adds an article, in place of what stood under its number.
    pub fn insert(&mut self, article: u32, sheet: Arc<FactSheet>) {
        self.remove(article);
        for term in &sheet.terms {
            self.postings.entry(term.key).or_default().push(article);
        }
        for (i, keys) in quotations(&sheet) {
            for key in keys {
                self.quoted.entry(*key).or_default().push(FactId { article, fact: i });
            }
        }
        self.sheets.insert(article, sheet);
    }

    pub fn remove(&mut self, article: u32) {
        let Some(sheet) = self.sheets.remove(&article) else { return };
        for key in quotations(&sheet).flat_map(|(_, keys)| keys) {
            if let Some(ids) = self.quoted.get_mut(key) {
                ids.retain(|id| id.article != article);
                if ids.is_empty() {
                    self.quoted.remove(key);
                }
            }
        }
        for term in &sheet.terms {
            if let Some(ids) = self.postings.get_mut(&term.key) {
                ids.retain(|id| *id != article);
                if ids.is_empty() {
                    self.postings.remove(&term.key);
                }
            }
        }
    }

    /// Quotations that share the rarest words with one, best first, and how many were left out.
    fn quotations_like(&self, keys: &[u32], limit: usize) -> Candidates {
        let mut lists: Vec<&SmallVec<[FactId; 2]>> = keys.iter().filter_map(|k| self.quoted.get(k)).collect();
        lists.sort_by_key(|l| l.len());
        let mut scores: FxHashMap<FactId, u32> = FxHashMap::default();
        for (i, list) in lists.iter().take(KEYS).enumerate() {
            if i > 0 && list.len() > COMMON {
                break;
            }
            let weight = 1 + 4096 / list.len() as u32;
            for id in list.iter().take(4 * COMMON) {
                *scores.entry(*id).or_default() += weight;
            }
        }
        let mut best: Vec<(u32, FactId)> = scores.into_iter().map(|(id, s)| (s, id)).collect();
        best.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let cut_off = best.len().saturating_sub(limit) as u32;
        Candidates { facts: best.into_iter().take(limit).map(|(_, id)| id).collect(), cut_off }
    }

    /// Articles that share the rarest keys with a fact, best first, and how many were left out.
    fn articles_like(&self, sheet: &FactSheet, fact: &Fact) -> (Vec<u32>, u32) {
        let mut lists: Vec<&SmallVec<[u32; 2]>> = sheet
            .keys(fact)
            .filter_map(|t| self.postings.get(&t.key))
            .filter(|l| l.len() > 1 || self.sheets.len() < 2)
            .collect();
        lists.sort_by_key(|l| l.len());
        let common = COMMON.max(self.sheets.len() / 20);
        let rare = lists.iter().take(KEYS).filter(|l| l.len() <= common);
        rank::best(rare.map(|l| (l.len(), l.iter().copied())))
    }
}

impl Lookup for Memory {
    fn candidates(&self, sheet: &FactSheet, fact: &Fact, limit: usize) -> Candidates {
        if let Value::Quotation(q) = &fact.value {
            return self.quotations_like(&q.keys, limit);
        }
        let (mut articles, mut cut_off) = (Vec::new(), 0);
        if self.sheets.len() <= ARTICLES {
            articles.extend(self.sheets.keys().copied());
            articles.sort_unstable();
        } else {
            (articles, cut_off) = self.articles_like(sheet, fact);
        }
        let sheets = articles.into_iter().filter_map(|a| Some((a, self.sheet(a)?)));
        let mut out = rank::facts_of(fact, limit, sheets);
        out.cut_off += cut_off;
        out
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

/// The quotations of a sheet with their keys.
fn quotations(sheet: &FactSheet) -> impl Iterator<Item = (u32, &[u32])> {
    sheet.facts.iter().enumerate().filter_map(|(i, f)| match &f.value {
        Value::Quotation(q) => Some((i as u32, &q.keys[..])),
        _ => None,
    })
}
