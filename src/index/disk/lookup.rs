use std::{
    ops::ControlFlow,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use jiff::Timestamp;
use rayon::prelude::*;
use rusqlite::Connection;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Store,
    block::{self, Entry, Place},
    codec::unseal,
    merge, record,
    sql::{self, Run},
};
use crate::{
    fact::{Candidates, FactSheet, Lookup, Query, Slot},
    index::{
        brief::{Brief, Briefs, Marks},
        bucket::{ALWAYS, Beside, Bucket, Filed, Key, Window},
        pool::{Pool, RARE},
        rank::{self, Home},
        scores::Spare,
    },
};

/// One state of the index, with what was looked up in it. Whatever changes the index, another process too, makes a new one.
#[derive(Default)]
pub struct View {
    changes: i64,
    articles: u32,
    runs: Vec<Run>,
    /// Articles that postings still name.
    gone: FxHashSet<u32>,
    /// By article, read when they are first asked for.
    briefs: OnceLock<Briefs>,
    heads: Mutex<FxHashMap<Key, Head>>,
    lists: Mutex<Lists>,
    /// Of the events asked for lately, the last one behind.
    pools: Mutex<Vec<(u64, Pool)>>,
}

/// Events whose articles are kept.
const POOLS: usize = 4;

/// How many articles have a key, and those of a rare one.
#[derive(Clone)]
struct Head {
    count: u32,
    beside: Beside,
    rare: Option<Arc<[u32]>>,
}

/// What the runs say of a key.
#[derive(Default)]
struct Reads {
    /// In the run at hand.
    told: Option<u32>,
    count: u32,
    beside: Beside,
    articles: Vec<u32>,
    /// Not all of them were read.
    long: bool,
}

impl Reads {
    fn add(&mut self, entry: Entry<'_>) {
        match entry {
            Entry::Count(n, beside) => {
                self.told = Some(n);
                self.beside = self.beside.or(beside);
                self.long |= n > RARE;
            }
            Entry::List(bucket, list) => {
                self.told = self.told.or(Some(list.len));
                self.beside = self.beside.or(Beside::of([bucket].into_iter()));
                self.long |= self.told > Some(RARE) || list.read(&mut self.articles).is_none();
            }
        }
    }
}

/// Keys whose heads are kept: some megabytes.
const HEADS: usize = 1 << 16;

/// A key in a stretch of buckets.
type Stretch = (Key, (Bucket, Bucket));

/// Lists of common keys read lately. The facts of a draft mostly ask for the same ones.
#[derive(Default)]
struct Lists {
    known: FxHashMap<Stretch, Arc<[u32]>>,
    /// For the articles that asked lately, the last one behind.
    near: Vec<Near>,
    articles: usize,
}

/// Articles in the lists that are kept.
const LISTED: usize = 1 << 20;
/// Windows and days for which lists are kept cut to them.
const NEAR: usize = 8;

/// Of lists in a window what is published near a day.
struct Near {
    window: Vec<(Bucket, Bucket)>,
    day: u16,
    marks: Arc<Marks>,
    known: FxHashMap<Key, Arc<[u32]>>,
}

impl Lists {
    fn near(&self, window: &Window, day: u16) -> Option<usize> {
        self.near.iter().rposition(|n| n.day == day && n.window == window)
    }

    /// The same, made where there is none, in place of the oldest where there are too many.
    fn near_or_new(&mut self, window: &Window, here: Brief, marks: impl FnOnce() -> Marks) -> usize {
        self.near(window, here.day()).unwrap_or_else(|| {
            if self.near.len() == NEAR {
                let old = self.near.remove(0);
                self.articles -= old.known.values().map(|l| l.len() + 16).sum::<usize>();
            }
            let (window, known) = (window.to_vec(), FxHashMap::default());
            self.near.push(Near { window, day: here.day(), marks: Arc::new(marks()), known });
            self.near.len() - 1
        })
    }

    /// Makes room for as many articles.
    fn make_room(&mut self, articles: usize) {
        if self.articles + articles > LISTED {
            *self = Lists::default();
        }
        self.articles += articles + 16;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Store {
    /// The state of the index that `db` sees.
    fn view(&self, db: &Connection) -> rusqlite::Result<Arc<View>> {
        let (changes, articles) = sql::tally(db)?;
        let mut view = lock(&self.view);
        if view.changes != changes {
            let gone: FxHashSet<u32> = sql::gone(db)?.into_iter().collect();
            self.cache.drop_all(&gone);
            *view = Arc::new(View { changes, articles, runs: sql::runs(db)?, gone, ..View::default() });
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
    /// disk is waited for once and not for each fact.
    pub fn read_ahead(&self, sheet: &FactSheet) {
        let found = self.candidates(&Query::new(sheet, self), &[]);
        found.articles.par_iter().for_each(|c| drop(self.sheet(c.article)));
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

/// A state of the index under the eyes of one look-up.
struct Reading<'a> {
    store: &'a Store,
    db: &'a Connection,
    view: &'a View,
}

impl Reading<'_> {
    fn head(&self, key: Key) -> Head {
        if let Some(head) = lock(&self.view.heads).get(&key) {
            return head.clone();
        }
        let (first, last) = key.family();
        // Of the first key and of the last, which may be one.
        let mut read = [(first, Reads::default()), (last, Reads::default())];
        for run in &self.view.runs {
            let mut from = first;
            read.iter_mut().for_each(|(_, reads)| reads.told = None);
            while from <= last {
                let mut common = None;
                let (start, end) = (Place::first(run.slot, from), Place::last(run.slot, last));
                self.entries(start, end, (from, last), |k, entry| {
                    let reads = &mut read[usize::from(k != first)].1;
                    reads.add(entry);
                    common = (reads.told > Some(RARE)).then_some(k);
                    if common.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                });
                // What is common is long, and passed over by a step into the tree.
                match common {
                    Some(k) if k < last => from = last,
                    _ => break,
                }
            }
            read.iter_mut().for_each(|(_, reads)| reads.count += reads.told.unwrap_or(0));
        }
        let mut heads = lock(&self.view.heads);
        if heads.len() >= HEADS {
            heads.clear();
        }
        for (k, reads) in read {
            heads.entry(k).or_insert_with(|| self.head_of(reads));
        }
        heads[&key].clone()
    }

    fn head_of(&self, reads: Reads) -> Head {
        let rare = !reads.long && reads.count <= RARE;
        Head { count: reads.count, beside: reads.beside, rare: rare.then(|| self.standing(reads.articles)) }
    }

    /// Calls `each` with the entries of some keys between two places until it breaks. A damaged block has none.
    fn entries(
        &self,
        from: Place,
        to: Place,
        (first, last): (Key, Key),
        mut each: impl FnMut(Key, Entry<'_>) -> ControlFlow<()>,
    ) {
        let mut over = ControlFlow::Continue(());
        // An error ends the reading as the end of the run does; `verify` tells of it.
        let _ = sql::blocks(self.db, from, to, |place, bytes| {
            let read = block::entries(place, bytes, |k, entry| {
                if k < first {
                    return ControlFlow::Continue(());
                }
                over = if k > last { ControlFlow::Break(()) } else { each(k, entry) };
                over
            });
            if read.is_none() {
                self.store.found_damage();
            }
            over
        });
    }

    /// What is known of all articles.
    fn briefs(&self) -> &Briefs {
        self.view.briefs.get_or_init(|| Briefs::new(self.read_briefs()))
    }

    fn read_briefs(&self) -> Vec<Brief> {
        let runs = &self.view.runs;
        let mut all = vec![Brief::default(); runs.iter().map(|r| r.last as usize + 1).max().unwrap_or(0)];
        for run in runs {
            match merge::briefs(self.db, *run) {
                Ok(Some(bytes)) => {
                    let places = &mut all[run.first as usize..];
                    places.iter_mut().zip(bytes.as_chunks().0).for_each(|(b, bytes)| *b = Brief::of_bytes(*bytes));
                }
                Ok(None) => self.store.found_damage(),
                // As if nothing were known of them.
                Err(_) => {}
            }
        }
        all
    }

    /// Articles without those that are gone.
    fn standing(&self, mut articles: Vec<u32>) -> Arc<[u32]> {
        if !self.view.gone.is_empty() {
            articles.retain(|a| !self.view.gone.contains(a));
        }
        articles.into()
    }

    /// The articles that have a key in one stretch of buckets.
    fn stretch(&self, key: Key, stretch: (Bucket, Bucket)) -> Arc<[u32]> {
        if let Some(list) = lock(&self.view.lists).known.get(&(key, stretch)) {
            return list.clone();
        }
        let mut articles = Vec::new();
        self.read(key, stretch, &mut articles, |_| true);
        let list = self.standing(articles);
        let mut lists = lock(&self.view.lists);
        lists.make_room(list.len());
        lists.known.insert((key, stretch), list.clone());
        list
    }

    /// Adds the articles that have a key in one stretch of buckets and are wanted, those that are gone among them.
    fn read(
        &self,
        key: Key,
        (from, to): (Bucket, Bucket),
        articles: &mut Vec<u32>,
        is_wanted: impl Fn(u32) -> bool + Copy,
    ) {
        for run in &self.view.runs {
            let (first, last) = (Filed::new(key, from), Filed::new(key, to));
            self.entries(Place::new(run.slot, first), Place::new(run.slot, last), (key, key), |_, entry| {
                if let Entry::List(bucket, list) = entry {
                    if bucket > to {
                        return ControlFlow::Break(());
                    }
                    if bucket >= from {
                        let _ = list.read_some(articles, is_wanted);
                    }
                }
                ControlFlow::Continue(())
            });
        }
    }

    /// The articles that have a key in a window and are published near `here`.
    fn near(&self, key: Key, window: &Window, here: Brief) -> Arc<[u32]> {
        let mut lists = lock(&self.view.lists);
        let at = lists.near_or_new(window, here, || self.briefs().marks(here));
        let marks = lists.near[at].marks.clone();
        if let Some(list) = lists.near[at].known.get(&key) {
            return list.clone();
        }
        drop(lists);
        let mut articles = Vec::new();
        let beside = self.head(key).beside;
        for &stretch in window.iter().filter(|s| beside.has(**s)) {
            self.read(key, stretch, &mut articles, |a| marks.near.has(a));
        }
        let list = self.standing(articles);
        let mut lists = lock(&self.view.lists);
        lists.make_room(list.len());
        // Others may have made room in the meantime.
        if let Some(at) = lists.near(window, here.day()) {
            lists.near[at].known.insert(key, list.clone());
        }
        list
    }
}

impl Home for Reading<'_> {
    fn articles(&self) -> u32 {
        self.view.articles
    }

    fn all(&self) -> Vec<u32> {
        sql::articles(self.db).unwrap_or_default()
    }

    fn brief(&self, article: u32) -> Brief {
        self.briefs().of(article)
    }

    fn count(&self, key: Key) -> u32 {
        self.head(key).count
    }

    fn each(&self, key: Key, window: &Window, mut each: impl FnMut(u32)) {
        let head = self.head(key);
        if let Head { rare: Some(list), .. } = &head
            && window == ALWAYS
        {
            return list.iter().copied().for_each(each);
        }
        for &stretch in window.iter().filter(|s| head.beside.has(**s)) {
            self.stretch(key, stretch).iter().copied().for_each(&mut each);
        }
    }

    fn each_near(&self, key: Key, window: &Window, here: Brief, each: impl FnMut(u32)) {
        self.near(key, window, here).iter().copied().for_each(each);
    }

    fn marks(&self, window: &Window, here: Brief) -> Option<Arc<Marks>> {
        let mut lists = lock(&self.view.lists);
        let at = lists.near_or_new(window, here, || self.briefs().marks(here));
        Some(lists.near[at].marks.clone())
    }

    fn each_filed(&self, key: Key, (from, to): (Bucket, Bucket), mut each: impl FnMut(Bucket, u32)) {
        let mut articles = Vec::new();
        for run in &self.view.runs {
            let (first, last) = (Filed::new(key, from), Filed::new(key, to));
            self.entries(Place::new(run.slot, first), Place::new(run.slot, last), (key, key), |_, entry| {
                if let Entry::List(bucket, list) = entry {
                    if bucket > to {
                        return ControlFlow::Break(());
                    }
                    if bucket < from {
                        return ControlFlow::Continue(());
                    }
                    articles.clear();
                    let _ = list.read_some(&mut articles, |a| !self.view.gone.contains(&a));
                    articles.iter().for_each(|&article| each(bucket, article));
                }
                ControlFlow::Continue(())
            });
        }
    }

    fn spare(&self) -> &Spare {
        &self.store.spare
    }

    fn known_pool(&self, asked: u64) -> Option<Pool> {
        let pools = lock(&self.view.pools);
        pools.iter().find(|(of, _)| *of == asked).map(|(_, pool)| pool.clone())
    }

    fn know_pool(&self, asked: u64, pool: &Pool) {
        let mut pools = lock(&self.view.pools);
        if pools.len() == POOLS {
            pools.remove(0);
        }
        pools.push((asked, pool.clone()));
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
