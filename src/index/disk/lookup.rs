use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::{
    Store,
    codec::unseal,
    posting::{self, Bucket, window},
    record, sql,
};
use crate::{
    fact::{Candidates, Fact, FactSheet, Lookup},
    index::rank::{self, KEYS},
};

/// A key that at most so many articles have is followed through all of time: it costs little and misses nothing.
const RARE: u32 = 256;
/// Articles that the postings of one fact may lead to before the rest is cut off.
const BUDGET: usize = 20_000;

impl Lookup for Store {
    fn candidates(&self, sheet: &FactSheet, fact: &Fact, limit: usize) -> Candidates {
        self.ranked(sheet, fact, limit, RARE, BUDGET)
    }

    fn sheet(&self, article: u32) -> Option<Arc<FactSheet>> {
        if let Some(sheet) = self.cache.get(article) {
            return Some(sheet);
        }
        let bytes = self.with(|db| sql::sheet(db, article)).ok()??;
        let sheet = Arc::new(open_sheet(article, &bytes)?);
        self.cache.put(article, sheet.clone());
        Some(sheet)
    }

    fn frequency(&self, key: u32) -> u32 {
        if let Some(&n) = self.frequencies.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return n;
        }
        let counted = self.with(|db| {
            let mut n = 0;
            for (run, _) in sql::runs(db)? {
                sql::postings(db, run, key, Bucket::COUNT, Bucket::COUNT, |_, bytes| {
                    n += posting::unpack_count(key, bytes).unwrap_or(0);
                })?;
            }
            Ok(n)
        });
        let n = counted.unwrap_or(0);
        self.frequencies.lock().unwrap_or_else(PoisonError::into_inner).insert(key, n);
        n
    }

    fn articles(&self) -> u32 {
        self.with(|db| sql::articles(db)).unwrap_or(0)
    }
}

impl Store {
    /// The answer of the same ranking over all of time with nothing cut off: what [`Lookup::candidates`] is measured
    /// against.
    pub fn exact_candidates(&self, sheet: &FactSheet, fact: &Fact, limit: usize) -> Candidates {
        self.ranked(sheet, fact, limit, u32::MAX, usize::MAX)
    }

    fn ranked(&self, sheet: &FactSheet, fact: &Fact, limit: usize, rare: u32, budget: usize) -> Candidates {
        let (articles, cut_off) = self.articles_like(sheet, fact, rare, budget).unwrap_or_default();
        let mut out = rank::facts_of(fact, limit, articles.into_iter().filter_map(|a| Some((a, self.sheet(a)?))));
        out.cut_off += cut_off;
        out
    }

    /// Articles that share the rarest keys with a fact, best first, and how many were left out.
    fn articles_like(&self, sheet: &FactSheet, fact: &Fact, rare: u32, budget: usize) -> Option<(Vec<u32>, u32)> {
        let mut keys: Vec<(u32, u32)> =
            sheet.keys(fact).map(|t| (self.frequency(t.key), t.key)).filter(|(n, _)| *n > 0).collect();
        keys.sort_unstable();
        keys.dedup();
        let windows = window(sheet, fact);
        let everywhere = [(Bucket(Bucket::COUNT.0 + 1), Bucket(i64::MAX))];
        let mut lists: Vec<Vec<u32>> = Vec::with_capacity(KEYS);
        let (mut read, mut cut_off) = (0, 0);
        let runs = self.with(|db| sql::runs(db)).ok()?;
        for &(frequency, key) in keys.iter().take(KEYS) {
            if read >= budget {
                cut_off += 1;
                continue;
            }
            let ranges: &[_] = if frequency <= rare { &everywhere } else { &windows };
            let mut list = Vec::new();
            self.with(|db| {
                for (run, _) in &runs {
                    for &(from, to) in ranges {
                        sql::postings(db, *run, key, from, to, |bucket, bytes| {
                            list.extend(posting::unpack(key, bucket, bytes).unwrap_or_default());
                        })?;
                    }
                }
                Ok(())
            })
            .ok()?;
            list.sort_unstable();
            list.dedup();
            read += list.len();
            lists.push(list);
        }
        let (best, left_out) = rank::best(lists.iter().map(|l| (l.len(), l.iter().copied())));
        Some((best, left_out + cut_off))
    }
}

/// A sheet from its sealed bytes, `None` when they are damaged.
pub fn open_sheet(article: u32, sealed: &[u8]) -> Option<FactSheet> {
    record::read(unseal(&[article.into()], sealed)?)
}

/// Sheets read lately.
#[derive(Default)]
pub struct SheetCache(Mutex<FxHashMap<u32, Arc<FactSheet>>>);

/// Enough for the articles of a few events; about 10 kB each.
const CACHED: usize = 512;

impl SheetCache {
    fn get(&self, article: u32) -> Option<Arc<FactSheet>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&article).cloned()
    }

    fn put(&self, article: u32, sheet: Arc<FactSheet>) {
        let mut cache = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if cache.len() >= CACHED {
            cache.clear();
        }
        cache.insert(article, sheet);
    }

    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
