use std::sync::Arc;

use copydesk::fact::{Candidate, Candidates, FactSheet, Lookup, Query};

/// Some articles of a home, all of which are candidates.
pub struct Everything<'a> {
    pub base: &'a dyn Lookup,
    /// In order of their numbers.
    pub sheets: Vec<(u32, Arc<FactSheet>)>,
}

impl Lookup for Everything<'_> {
    fn candidates(&self, _: &Query<'_>, without: &[u32]) -> Candidates {
        let others = self.sheets.iter().map(|s| s.0).filter(|article| !without.contains(article));
        Candidates { articles: others.map(Candidate::any).collect(), cut_off: 0 }
    }

    fn sheet(&self, article: u32) -> Option<Arc<FactSheet>> {
        let i = self.sheets.binary_search_by_key(&article, |s| s.0).ok()?;
        Some(self.sheets[i].1.clone())
    }

    fn frequency(&self, key: u32) -> u32 {
        self.base.frequency(key)
    }

    fn frequencies(&self, keys: &[u32]) -> Vec<u32> {
        self.base.frequencies(keys)
    }

    fn articles(&self) -> u32 {
        self.base.articles()
    }

    fn versions(&self, sheet: &FactSheet) -> Vec<(u32, Arc<FactSheet>)> {
        self.base.versions(sheet)
    }

    fn now(&self) -> Option<jiff::Timestamp> {
        None
    }
}
