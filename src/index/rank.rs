//! Which articles are looked through for a fact: those that share the most and rarest keys with it. The same on disk and in
//! memory.

use rustc_hash::FxHashMap;

use super::bucket::{ALWAYS, Key, Window, keys, window};
use crate::{
    annotate::figure::role::Role,
    fact::{Candidates, Fact, FactId, FactSheet, Slot, Value, akin},
};

/// Keys of a fact that are followed, the rarest ones.
const KEYS: usize = 12;
/// Articles whose facts are looked through for one fact.
pub const ARTICLES: usize = 24;
/// A key that at most so many articles have is followed through all of time: it costs little and misses nothing.
pub const RARE: u32 = 256;
/// Articles in the lists of one fact after which no list adds new ones.
const BUDGET: usize = 20_000;

/// Lists of articles by key: what a home of fact sheets has to offer.
pub trait Home {
    type List: AsRef<[u32]>;

    /// How many articles there are.
    fn articles(&self) -> u32;

    /// The numbers of all of them; asked for only where there are at most [`ARTICLES`].
    fn all(&self) -> Vec<u32>;

    /// In how many articles a key occurs.
    fn count(&self, key: Key) -> u32;

    /// The articles that have a key in a window, ascending, each once.
    fn list(&self, key: Key, window: &Window) -> Self::List;

    /// Calls `each` with the slot, the role and, of a quotation, the keys of at least the facts of a slot in an article
    /// ([`word`]), in order.
    fn facts(&self, article: u32, slot: Slot, each: impl FnMut(u32, Mark<'_>));
}

/// What tells of a fact whether it can be the same as another.
#[derive(Clone, Copy)]
pub struct Mark<'a> {
    pub slot: Slot,
    pub role: Option<Role>,
    pub words: &'a [u16],
}

/// What is kept of the key of a quoted word in a mark: enough to pass over nearly all that have no word in common.
pub const fn word(key: u32) -> u16 {
    key as u16
}

/// Candidates for a fact, at most `limit`, best first, none of the articles `without`.
pub fn candidates(home: &impl Home, sheet: &FactSheet, fact: &Fact, limit: usize, without: &[u32]) -> Candidates {
    if home.articles() as usize <= ARTICLES {
        let mut all = home.all();
        all.sort_unstable();
        all.retain(|a| !without.contains(a));
        return facts_of(home, fact, limit, &all, 0);
    }
    let (mut articles, cut_off) = best(home, known(home, sheet, fact), &window(sheet, fact));
    articles.retain(|a| !without.contains(a));
    facts_of(home, fact, limit, &articles, cut_off)
}

/// The answer with every key followed through all of time and nothing cut off: what [`candidates`] is measured against.
pub fn exact(home: &impl Home, sheet: &FactSheet, fact: &Fact, limit: usize) -> Candidates {
    let mut scores = FxHashMap::default();
    for (count, key) in known(home, sheet, fact) {
        let weight = weight(home.articles(), count);
        home.list(key, ALWAYS).as_ref().iter().for_each(|&a| *scores.entry(a).or_default() += weight);
    }
    let (articles, cut_off) = top(scores);
    facts_of(home, fact, limit, &articles, cut_off)
}

/// The keys of a fact that any article has, rarest first.
fn known(home: &impl Home, sheet: &FactSheet, fact: &Fact) -> Vec<(u32, Key)> {
    let mut known: Vec<(u32, Key)> =
        keys(sheet, fact).into_iter().map(|k| (home.count(k), k)).filter(|(n, _)| *n > 0).collect();
    known.sort_unstable();
    known
}

/// What sharing a key says: sixteenths of the bits that its rarity is worth. Whole numbers keep the order the same
/// everywhere.
fn weight(articles: u32, count: u32) -> u32 {
    let ratio = ((u64::from(articles) + 1) << 16) / u64::from(count.max(1));
    let bits = ratio.max(1 << 16).ilog2();
    let fraction = (ratio.max(1 << 16) >> (bits - 4)) as u32 & 15;
    (bits - 16) * 16 + fraction + 1
}

/// The articles that share the most and rarest of some keys, best first, and how many articles and lists were left out.
///
/// Lists are read from the rarest on. When no article that comes only now can still get among the best, the rest of the
/// lists only weigh those already seen (MaxScore); when none of these can change places with one left out, reading ends.
fn best(home: &impl Home, keys: Vec<(u32, Key)>, window: &Window) -> (Vec<u32>, u32) {
    let keys = &keys[..keys.len().min(KEYS)];
    let weights: Vec<u32> = keys.iter().map(|(count, _)| weight(home.articles(), *count)).collect();
    let mut rest: u32 = weights.iter().sum();
    let mut scores: FxHashMap<u32, u32> = FxHashMap::default();
    let (mut read, mut cut_off, mut open) = (0, 0, true);
    for (&(count, key), &weight) in keys.iter().zip(&weights) {
        if scores.len() > ARTICLES {
            let (last, next) = border(&scores);
            if last > next + rest {
                break;
            }
            open &= last <= rest;
        }
        if open && read >= BUDGET {
            (open, cut_off) = (false, cut_off + 1);
        }
        rest -= weight;
        let list = home.list(key, if count <= RARE { ALWAYS } else { window });
        let list = list.as_ref();
        if open {
            read += list.len();
            list.iter().for_each(|&a| *scores.entry(a).or_default() += weight);
        } else if list.len() < scores.len() {
            list.iter().for_each(|a| {
                scores.entry(*a).and_modify(|s| *s += weight);
            });
        } else {
            scores.iter_mut().filter(|(a, _)| list.binary_search(a).is_ok()).for_each(|(_, s)| *s += weight);
        }
    }
    let (best, left_out) = top(scores);
    (best, left_out + cut_off)
}

/// The score of the last article among the best, and of the first that is not.
fn border(scores: &FxHashMap<u32, u32>) -> (u32, u32) {
    let mut all: Vec<u32> = scores.values().copied().collect();
    let (_, last, after) = all.select_nth_unstable_by(ARTICLES - 1, |a, b| b.cmp(a));
    (*last, after.iter().copied().max().unwrap_or(0))
}

fn top(scores: FxHashMap<u32, u32>) -> (Vec<u32>, u32) {
    let mut best: Vec<(u32, u32)> = scores.into_iter().map(|(a, s)| (s, a)).collect();
    let order = |a: &(u32, u32), b: &(u32, u32)| b.0.cmp(&a.0).then(a.1.cmp(&b.1));
    let left_out = best.len().saturating_sub(ARTICLES);
    if left_out > 0 {
        best.select_nth_unstable_by(ARTICLES - 1, order);
        best.truncate(ARTICLES);
    }
    best.sort_unstable_by(order);
    (best.into_iter().map(|(_, a)| a).collect(), left_out as u32)
}

/// The facts of some articles that could be the same as `fact`, in the articles' order.
fn facts_of(home: &impl Home, fact: &Fact, limit: usize, articles: &[u32], cut_off: u32) -> Candidates {
    let mut out = Candidates { facts: Vec::new(), cut_off };
    let words: Option<Vec<u16>> = match &fact.value {
        Value::Quotation(q) => Some(q.keys.iter().map(|&k| word(k)).collect()),
        _ => None,
    };
    for &article in articles {
        home.facts(article, fact.slot, |i, mark| {
            let roles = fact.slot == Slot::Age || fact.role.zip(mark.role).is_none_or(|(a, b)| akin(a, b));
            let meets = words.as_ref().is_none_or(|words| words.iter().any(|w| mark.words.contains(w)));
            if mark.slot != fact.slot || !roles || !meets {
                return;
            }
            if out.facts.len() < limit {
                out.facts.push(FactId { article, fact: i });
            } else {
                out.cut_off += 1;
            }
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rarer_key_says_more() {
        assert!((1..1000).all(|n| weight(1000, n) >= weight(1000, n + 1)));
        assert!(weight(1_000_000, 1) > weight(1_000_000, 2));
        assert_eq!((weight(0, 0), weight(7, 8), weight(u32::MAX, 1)), (1, 1, 513));
    }
}
