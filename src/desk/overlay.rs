use std::sync::Arc;

use jiff::Timestamp;

use super::Analysis;
use crate::fact::{Candidates, Fact, FactSheet, Lookup};

/// The open drafts over a base: a file that is open is what the editor holds, not what the disk does.
pub struct Overlay<'a> {
    pub base: &'a dyn Lookup,
    /// The articles' numbers with their drafts, in order of number.
    pub drafts: Vec<(u32, Arc<Analysis>)>,
    /// The article that asks, which is no candidate for its own facts.
    pub asking: u32,
}

impl Overlay<'_> {
    fn draft(&self, article: u32) -> Option<&Arc<Analysis>> {
        let i = self.drafts.binary_search_by_key(&article, |d| d.0).ok()?;
        Some(&self.drafts[i].1)
    }
}

impl Lookup for Overlay<'_> {
    fn candidates(&self, sheet: &FactSheet, fact: &Fact, limit: usize) -> Candidates {
        // Drafts first: they are few, and what a person has open is what they care about.
        let mut out = Candidates::default();
        for (article, draft) in &self.drafts {
            if *article == self.asking {
                continue;
            }
            let found = draft.index(*article).candidates(sheet, fact, limit);
            out.facts.extend(found.facts);
            out.cut_off += found.cut_off;
        }
        let found = self.base.candidates(sheet, fact, limit);
        out.facts.extend(found.facts.into_iter().filter(|id| self.draft(id.article).is_none()));
        out.cut_off += found.cut_off + out.facts.len().saturating_sub(limit) as u32;
        out.facts.truncate(limit);
        out
    }

    fn sheet(&self, article: u32) -> Option<Arc<FactSheet>> {
        match self.draft(article) {
            Some(draft) => Some(draft.sheet.clone()),
            None => self.base.sheet(article),
        }
    }

    fn frequency(&self, key: u32) -> u32 {
        self.base.frequency(key)
    }

    fn articles(&self) -> u32 {
        let new = self.drafts.iter().filter(|d| self.base.sheet(d.0).is_none()).count();
        self.base.articles() + new as u32
    }

    fn versions(&self, sheet: &FactSheet) -> Vec<(u32, Arc<FactSheet>)> {
        let mut out = self.base.versions(sheet);
        out.retain(|v| self.draft(v.0).is_none());
        let shares = |other: &FactSheet| sheet.edition.keys().any(|k| other.edition.keys().any(|o| o == k));
        out.extend(self.drafts.iter().filter(|d| shares(&d.1.sheet)).map(|d| (d.0, d.1.sheet.clone())));
        out
    }

    fn now(&self) -> Option<Timestamp> {
        self.base.now()
    }
}
