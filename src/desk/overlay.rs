use std::sync::Arc;

use jiff::Timestamp;

use super::Analysis;
use crate::fact::{Candidate, Candidates, FactSheet, Lookup, Query};

/// The open drafts over a base: a file that is open is what the editor holds, not what the disk does.
pub struct Overlay<'a> {
    base: &'a dyn Lookup,
    /// The other open articles' numbers with their drafts, in order of number.
    drafts: Vec<(u32, Arc<Analysis>)>,
    /// What the base must not answer for: the drafts and the article that asks. In order.
    shadowed: Vec<u32>,
}

impl<'a> Overlay<'a> {
    /// `asking` is the article that is compared, which is no candidate for its own facts.
    pub fn new(base: &'a dyn Lookup, mut drafts: Vec<(u32, Arc<Analysis>)>, asking: u32) -> Self {
        drafts.sort_unstable_by_key(|d| d.0);
        let mut shadowed: Vec<u32> = drafts.iter().map(|d| d.0).chain([asking]).collect();
        shadowed.sort_unstable();
        Overlay { base, drafts, shadowed }
    }

    fn draft(&self, article: u32) -> Option<&Arc<Analysis>> {
        let i = self.drafts.binary_search_by_key(&article, |d| d.0).ok()?;
        Some(&self.drafts[i].1)
    }
}

impl Lookup for Overlay<'_> {
    /// Leaves out what this overlay shadows, which is all that a caller on top of it can name.
    fn candidates(&self, query: &Query<'_>, _: &[u32]) -> Candidates {
        let mut found = self.base.candidates(query, &self.shadowed);
        // Drafts first: they are few, and what a person has open is what they care about.
        found.articles.splice(0..0, self.drafts.iter().map(|draft| Candidate::any(draft.0)));
        found
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

    fn frequencies(&self, keys: &[u32]) -> Vec<u32> {
        self.base.frequencies(keys)
    }

    fn articles(&self) -> u32 {
        let new = self.shadowed.iter().filter(|&&article| article >= super::archive::FIRST_DRAFT).count();
        self.base.articles() + new as u32
    }

    fn versions(&self, sheet: &FactSheet) -> Vec<(u32, Arc<FactSheet>)> {
        let mut out = self.base.versions(sheet);
        out.retain(|v| !self.shadowed.contains(&v.0));
        let shares = |other: &FactSheet| sheet.edition.keys().any(|k| other.edition.keys().any(|o| o == k));
        out.extend(self.drafts.iter().filter(|d| shares(&d.1.sheet)).map(|d| (d.0, d.1.sheet.clone())));
        out
    }

    fn now(&self) -> Option<Timestamp> {
        self.base.now()
    }
}
