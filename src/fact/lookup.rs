use std::sync::Arc;

use jiff::Timestamp;
use smallvec::SmallVec;

use super::{FactSheet, Query};

/// An article in which facts of another could be told.
#[derive(Clone, PartialEq, Debug)]
pub struct Candidate {
    /// Its number in the corpus.
    pub article: u32,
    /// How much it can have in common with the sheet's own event at most ([`crate::fact::STORY`]).
    pub common: f32,
    /// Facts, by their place in the sheet asked about, of which it has the names or the quoted words; ascending. `None`
    /// where that was not looked at: it may be all of them.
    pub facts: Option<SmallVec<[u32; 8]>>,
}

impl Candidate {
    /// An article that may tell of anything.
    pub fn any(article: u32) -> Candidate {
        Candidate { article, common: f32::INFINITY, facts: None }
    }

    /// Whether the names or quoted words of a fact may be there.
    pub fn has(&self, fact: u32) -> bool {
        self.facts.as_ref().is_none_or(|facts| facts.binary_search(&fact).is_ok())
    }
}

/// Articles to compare with, best first.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Candidates {
    pub articles: Vec<Candidate>,
    /// How many articles and lists of articles were left out though they could belong here.
    pub cut_off: u32,
}

impl Candidates {
    /// The answers of several homes as one: of each in turn the next best.
    pub fn joined(answers: Vec<Candidates>) -> Candidates {
        let cut_off = answers.iter().map(|a| a.cut_off).sum();
        let mut rows: Vec<(usize, Candidate)> =
            answers.into_iter().flat_map(|a| a.articles.into_iter().enumerate()).collect();
        rows.sort_by_key(|r| r.0);
        Candidates { articles: rows.into_iter().map(|r| r.1).collect(), cut_off }
    }
}

/// A set of fact sheets to compare with: in memory for drafts and small corpora, on disk for archives.
pub trait Lookup: Sync {
    /// Articles whose facts could be the same as some of a sheet: their names and main events could be those of this one, or
    /// of single sentences or quotations of it. Best first, and none of the articles `without`, in ascending order (the
    /// asking one, which is most like itself, and those that drafts stand in for).
    fn candidates(&self, query: &Query<'_>, without: &[u32]) -> Candidates;

    /// The sheet of an article, `None` when it is gone.
    fn sheet(&self, article: u32) -> Option<Arc<FactSheet>>;

    /// In how many articles a term's key occurs.
    fn frequency(&self, key: u32) -> u32;

    /// The same for many at once.
    fn frequencies(&self, keys: &[u32]) -> Vec<u32> {
        keys.iter().map(|&key| self.frequency(key)).collect()
    }

    /// How many articles there are.
    fn articles(&self) -> u32;

    /// Articles that share a key of their [`super::Edition`] with this one, and so may be versions of its story; the one
    /// itself may be among them.
    fn versions(&self, sheet: &FactSheet) -> Vec<(u32, Arc<FactSheet>)>;

    /// What time it is for whoever asks; `None` where nobody told.
    fn now(&self) -> Option<Timestamp>;
}
