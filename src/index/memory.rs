use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::fact::{Anchor, Candidates, Fact, FactId, FactSheet, Lookup};

/// Fact sheets in memory, with postings from anchors to facts.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    sheets: FxHashMap<u32, Arc<FactSheet>>,
    postings: FxHashMap<Box<str>, Vec<FactId>>,
}

impl Memory {
    /// Adds an article, in place of what stood under its number.
    pub fn insert(&mut self, article: u32, sheet: Arc<FactSheet>) {
        self.remove(article);
        for (i, fact) in sheet.facts.iter().enumerate() {
            for anchor in &fact.anchors {
                let id = FactId { article, fact: i as u32 };
                self.postings.entry(anchor.key.clone()).or_default().push(id);
            }
        }
        self.sheets.insert(article, sheet);
    }

    pub fn remove(&mut self, article: u32) {
        let Some(sheet) = self.sheets.remove(&article) else { return };
        for anchor in sheet.facts.iter().flat_map(|f| &f.anchors) {
            if let Some(ids) = self.postings.get_mut(&anchor.key) {
                ids.retain(|id| id.article != article);
            }
        }
    }
}

impl Lookup for Memory {
    fn candidates(&self, _: &FactSheet, fact: &Fact, limit: usize) -> Candidates {
        let mut facts: Vec<FactId> =
            fact.anchors.iter().filter_map(|a| self.postings.get(&a.key)).flatten().copied().collect();
        facts.sort_unstable();
        facts.dedup();
        let cut_off = facts.len().saturating_sub(limit) as u32;
        facts.truncate(limit);
        Candidates { facts, cut_off }
    }

    fn sheet(&self, article: u32) -> Option<Arc<FactSheet>> {
        self.sheets.get(&article).cloned()
    }

    fn frequency(&self, anchor: &Anchor) -> u32 {
        let Some(ids) = self.postings.get(&anchor.key) else { return 0 };
        let mut articles: Vec<u32> = ids.iter().map(|id| id.article).collect();
        articles.sort_unstable();
        articles.dedup();
        articles.len() as u32
    }

    fn articles(&self) -> u32 {
        self.sheets.len() as u32
    }
}
