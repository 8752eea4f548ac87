//! Which articles are looked through for a fact: those with the most and rarest of its keys. The same on disk and in
//! memory.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::fact::{Candidates, Fact, FactId, FactSheet, Slot, Value, akin};

/// Keys of a fact that are followed, the rarest ones.
pub const KEYS: usize = 12;
/// Articles whose facts are looked through for one fact.
pub const ARTICLES: usize = 24;

/// The articles of the lists that share the most and rarest keys, best first, and how many were left out. Each list
/// comes with its length.
pub fn best<L: IntoIterator<Item = u32>>(lists: impl Iterator<Item = (usize, L)>) -> (Vec<u32>, u32) {
    let mut scores: FxHashMap<u32, u32> = FxHashMap::default();
    for (length, list) in lists.filter(|l| l.0 > 0) {
        // A rare key counts for more; whole numbers keep the order the same everywhere.
        let weight = 1 + 4096 / length as u32;
        for article in list {
            *scores.entry(article).or_default() += weight;
        }
    }
    let mut best: Vec<(u32, u32)> = scores.into_iter().map(|(a, s)| (s, a)).collect();
    best.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let left_out = best.len().saturating_sub(ARTICLES) as u32;
    best.truncate(ARTICLES);
    (best.into_iter().map(|(_, a)| a).collect(), left_out)
}

/// The facts of some articles that could be the same as `fact`, in the articles' order.
pub fn facts_of(fact: &Fact, limit: usize, sheets: impl Iterator<Item = (u32, Arc<FactSheet>)>) -> Candidates {
    let mut out = Candidates::default();
    for (article, sheet) in sheets {
        for (i, other) in sheet.facts.iter().enumerate() {
            if other.slot != fact.slot || !roles_fit(fact, other) || !words_meet(fact, other) {
                continue;
            }
            if out.facts.len() < limit {
                out.facts.push(FactId { article, fact: i as u32 });
            } else {
                out.cut_off += 1;
            }
        }
    }
    out
}

/// Two quotations must have a word in common that says something.
fn words_meet(a: &Fact, b: &Fact) -> bool {
    match (&a.value, &b.value) {
        (Value::Quotation(a), Value::Quotation(b)) => a.keys.iter().any(|k| b.keys.binary_search(k).is_ok()),
        _ => true,
    }
}

fn roles_fit(a: &Fact, b: &Fact) -> bool {
    a.slot == Slot::Age || a.role.zip(b.role).is_none_or(|(a, b)| akin(a, b))
}
