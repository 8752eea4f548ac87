use std::sync::{Arc, Mutex, OnceLock};

use jiff::Timestamp;
use rayon::prelude::*;
use rusqlite::Connection;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Store,
    codec::unseal,
    kept::{Lists, lock},
    reading::{Head, Reading},
    record,
    small::Small,
    sql::{self, Run},
};
use crate::{
    fact::{Candidates, FactSheet, Lookup, Query, Slot},
    index::{
        brief::Briefs,
        bucket::Key,
        pool::Pool,
        rank::{self, Home},
    },
};

/// One state of the index, with what was looked up in it. Whatever changes the index, another process too, makes a new one.
#[derive(Default)]
pub struct View {
    changes: i64,
    pub articles: u32,
    pub runs: Vec<Run>,
    /// Those of a few articles that could be read.
    pub small: Vec<Small>,
    /// Articles that postings still name.
    pub gone: FxHashSet<u32>,
    /// By article, read when they are first asked for.
    pub briefs: OnceLock<Briefs>,
    pub heads: Mutex<FxHashMap<Key, Head>>,
    pub lists: Mutex<Lists>,
    /// Of the events asked for lately, the last one behind.
    pub pools: Mutex<Vec<(u64, Pool)>>,
}

impl Store {
    /// The state of the index that `db` sees.
    fn view(&self, db: &Connection) -> rusqlite::Result<Arc<View>> {
        let (changes, articles) = sql::tally(db)?;
        let mut view = lock(&self.view);
        if view.changes != changes {
            let gone: FxHashSet<u32> = sql::gone(db)?.into_iter().collect();
            self.cache.drop_all(&gone);
            let runs = sql::runs(db)?;
            let small = runs.iter().filter_map(|run| Small::read(db, run)).collect();
            *view = Arc::new(View { changes, articles, runs, small, gone, ..View::default() });
        }
        Ok(view.clone())
    }

    /// Does something with one state of the index; what has no answer is as if nothing were there.
    fn reading<T: Default>(&self, work: impl FnOnce(&Reading<'_>) -> T) -> T {
        let done = self.with(|db| {
            let db = sql::begin_reading(db)?;
            let view = self.view(&db)?;
            Ok(work(&Reading { store: self, db: &db, view: &view }))
        });
        done.unwrap_or_default()
    }

    /// The sheet of an article, not kept for the next who asks.
    pub fn sheet_once(&self, article: u32) -> Option<FactSheet> {
        let bytes = self.with(|db| sql::sheet(db, article)).ok()??;
        let sheet = open_sheet(article, &bytes);
        if sheet.is_none() {
            self.found_damage();
        }
        sheet
    }

    /// A number that every change of the index changes, whoever makes it; `None` when it can't be read.
    pub fn changes(&self) -> Option<i64> {
        self.with(|db| sql::tally(db)).ok().map(|(changes, _)| changes)
    }

    /// Reads what a comparison of a sheet will ask for, on several threads, so that it is at hand then: on a cold start the
    /// disk is waited for once and not for each fact. How many articles that were.
    pub fn read_ahead(&self, sheet: &FactSheet) -> usize {
        let found = self.candidates(&Query::new(sheet, self), &[]);
        found.articles.par_iter().filter(|c| self.sheet(c.article).is_some()).count()
    }
}

impl Lookup for Store {
    fn candidates(&self, query: &Query<'_>, without: &[u32]) -> Candidates {
        self.reading(|home| rank::candidates(home, query, without))
    }

    fn sheet(&self, article: u32) -> Option<Arc<FactSheet>> {
        if let Some(sheet) = self.cache.get(article) {
            return Some(sheet);
        }
        let sheet = Arc::new(self.sheet_once(article)?);
        self.cache.put(article, sheet.clone(), weight(&sheet));
        Some(sheet)
    }

    fn frequency(&self, key: u32) -> u32 {
        let key = Key::term(key);
        // Asked for many times over while two articles are compared: as of the last look-up is good enough.
        let known = lock(&lock(&self.view).heads).get(&key).map(|h| h.count);
        known.unwrap_or_else(|| self.reading(|home| home.count(key)))
    }

    fn frequencies(&self, keys: &[u32]) -> Vec<u32> {
        // As of the last look-up is good enough, as with one.
        let view = lock(&self.view).clone();
        let heads = lock(&view.heads);
        let known: Option<Vec<u32>> = keys.iter().map(|&k| heads.get(&Key::term(k)).map(|h| h.count)).collect();
        drop(heads);
        if let Some(known) = known {
            return known;
        }
        let found = self.reading(|home| keys.iter().map(|&k| home.count(Key::term(k))).collect::<Vec<_>>());
        if found.is_empty() { vec![0; keys.len()] } else { found }
    }

    fn versions(&self, sheet: &FactSheet) -> Vec<(u32, Arc<FactSheet>)> {
        let found = self.with(|db| {
            let mut out = Vec::new();
            for key in sheet.edition.keys() {
                out.extend(sql::editions(db, key)?);
            }
            Ok(out)
        });
        let mut articles = found.unwrap_or_default();
        articles.sort_unstable();
        articles.dedup();
        articles.into_iter().filter_map(|a| Some((a, self.sheet(a)?))).collect()
    }

    fn now(&self) -> Option<Timestamp> {
        None
    }

    fn articles(&self) -> u32 {
        self.with(|db| sql::tally(db)).map_or(0, |(_, articles)| articles)
    }
}

/// A sheet from its sealed bytes, `None` when they are damaged.
pub fn open_sheet(article: u32, sealed: &[u8]) -> Option<FactSheet> {
    record::read(unseal(&[article.into()], sealed)?)
}

/// About how many bytes a sheet takes that was read from the disk.
fn weight(sheet: &FactSheet) -> usize {
    let quotations = sheet.facts.iter().filter(|f| f.slot == Slot::Quotation).count();
    let terms: usize = sheet.sentences.iter().map(|s| s.terms.len()).sum();
    size_of_val(&*sheet.facts)
        + size_of_val(&*sheet.sentences)
        + size_of_val(&*sheet.terms)
        + QUOTATION * quotations
        + 2 * terms
        + REST
}

/// Bytes of a quotation beside its fact, and of what else there is in a sheet, by the mean.
const QUOTATION: usize = 300;
const REST: usize = 2000;
