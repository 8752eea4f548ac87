use std::sync::Arc;

use jiff::Timestamp;

use super::{Fact, FactSheet};

/// Where a fact stands: the corpus's number of its article, and its place in the article's sheet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FactId {
    pub article: u32,
    pub fact: u32,
}

/// Candidates for one fact, best first.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    pub facts: Vec<FactId>,
    /// How many more there were that the limit cut off.
    pub cut_off: u32,
}

impl Candidates {
    /// The answers of several homes as one, at most `limit`: of each in turn the next best.
    pub fn joined(answers: Vec<Candidates>, limit: usize) -> Candidates {
        let mut out = Candidates { facts: Vec::new(), cut_off: answers.iter().map(|a| a.cut_off).sum() };
        let longest = answers.iter().map(|a| a.facts.len()).max().unwrap_or(0);
        for i in 0..longest {
            out.facts.extend(answers.iter().filter_map(|a| a.facts.get(i)));
        }
        out.cut_off += out.facts.len().saturating_sub(limit) as u32;
        out.facts.truncate(limit);
        out
    }
}

/// A set of fact sheets to compare with: in memory for drafts and small corpora, on disk for archives.
pub trait Lookup {
    /// Facts that could be the same as `fact`, of its slot and sharing keys ([`FactSheet::keys`]) with it, at most
    /// `limit`, best first; none of the articles `without` (the asking one, which is most like itself, and those that
    /// drafts stand in for).
    fn candidates(&self, sheet: &FactSheet, fact: &Fact, limit: usize, without: &[u32]) -> Candidates;

    /// The sheet of an article, `None` when it is gone.
    fn sheet(&self, article: u32) -> Option<Arc<FactSheet>>;

    /// In how many articles a term's key occurs.
    fn frequency(&self, key: u32) -> u32;

    /// How many articles there are.
    fn articles(&self) -> u32;

    /// Articles that share a key of their [`super::Edition`] with this one, and so may be versions of its story; the one
    /// itself may be among them.
    fn versions(&self, sheet: &FactSheet) -> Vec<(u32, Arc<FactSheet>)>;

    /// What time it is for whoever asks; `None` where nobody told.
    fn now(&self) -> Option<Timestamp>;
}
