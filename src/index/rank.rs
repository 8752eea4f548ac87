//! Which articles are looked through for a fact: those that share the most and rarest keys with it. The same on disk and in
//! memory.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::bucket::{ALWAYS, Key, Window, keys, window};
use crate::{
    annotate::figure::role::Role,
    fact::{Candidates, Fact, FactId, FactSheet, Slot, Value, akin},
};

/// Keys of a fact that are followed, the rarest ones.
const KEYS: usize = 20;
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

    /// Calls `each` with the marks of at least the facts of a slot in an article, in order.
    fn facts(&self, article: u32, slot: Slot, each: impl FnMut(u32, Mark<'_>));
}

/// What tells of a fact whether it can be the same as another.
#[derive(Clone, Copy)]
pub struct Mark<'a> {
    pub slot: Slot,
    pub role: Option<Role>,
    /// What is kept of the keys of its words ([`words`]).
    pub words: &'a [u16],
}

/// Of a quotation its content words, of an age whose it is, of others what is counted: of each key enough to pass over
/// nearly all that have no word in common.
pub fn words(fact: &Fact) -> SmallVec<[u16; 8]> {
    match (&fact.value, &fact.person) {
        (Value::Quotation(q), _) => q.keys().iter().map(|&k| k as u16).collect(),
        (_, Some(person)) => std::iter::once(person.surname as u16).collect(),
        // What somebody is may be told of a name as well.
        _ if fact.slot == Slot::Age => SmallVec::new(),
        _ => fact.population.iter().map(|&k| k as u16).collect(),
    }
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
/// lists only weigh those already seen (MaxScore).
fn best(home: &impl Home, keys: Vec<(u32, Key)>, window: &Window) -> (Vec<u32>, u32) {
    let keys = &keys[..keys.len().min(KEYS)];
    let weights: Vec<u32> = keys.iter().map(|(count, _)| weight(home.articles(), *count)).collect();
    let mut rest: u32 = weights.iter().sum();
    let mut scores: FxHashMap<u32, u32> = FxHashMap::default();
    let (mut read, mut cut_off, mut open) = (0, 0, true);
    for (&(count, key), &weight) in keys.iter().zip(&weights) {
        if open && scores.len() >= ARTICLES {
            open = last_of_best(&scores) <= rest;
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

/// The score of the last article among the best.
fn last_of_best(scores: &FxHashMap<u32, u32>) -> u32 {
    let mut all: Vec<u32> = scores.values().copied().collect();
    *all.select_nth_unstable_by(ARTICLES - 1, |a, b| b.cmp(a)).1
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

/// The facts of some articles that could be the same as `fact`: those that are most like it first, of these the ones of the
/// best articles.
fn facts_of(home: &impl Home, fact: &Fact, limit: usize, articles: &[u32], cut_off: u32) -> Candidates {
    let mine = words(fact);
    let mut like: [Vec<FactId>; 3] = Default::default();
    for &article in articles {
        home.facts(article, fact.slot, |i, mark| {
            if mark.slot == fact.slot
                && let Some(how) = likeness(fact, &mine, mark)
            {
                like[how].push(FactId { article, fact: i });
            }
        });
    }
    let mut facts = like.concat();
    let more = facts.len().saturating_sub(limit);
    facts.truncate(limit);
    Candidates { facts, cut_off: cut_off + more as u32 }
}

/// How little a fact of the same slot is like another by its marks, 0 to 2; `None` when the two can't be the same.
fn likeness(fact: &Fact, mine: &[u16], mark: Mark<'_>) -> Option<usize> {
    let meet = mine.iter().any(|w| mark.words.contains(w));
    let told = !mine.is_empty() && !mark.words.is_empty();
    if fact.slot == Slot::Quotation && !meet || fact.slot == Slot::Age && told && !meet {
        return None;
    }
    if fact.slot != Slot::Age && fact.role.zip(mark.role).is_some_and(|(a, b)| !akin(a, b)) {
        return None;
    }
    Some(2 - usize::from(fact.role == mark.role) - usize::from(meet || mine.is_empty() && mark.words.is_empty()))
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
