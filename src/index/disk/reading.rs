use std::{ops::ControlFlow, sync::Arc};

use rusqlite::Connection;
use smallvec::SmallVec;

use super::{
    Store,
    block::{self, Entry, List, Place},
    error::is_damage,
    kept::{Lists, lock},
    lookup::View,
    merge, sql,
};
use crate::index::{
    brief::{Brief, Briefs},
    bucket::{ALWAYS, Beside, Bucket, Filed, Key, Window},
    nearby::{Adding, Nearby, Share},
    pool::{Pool, RARE},
    rank::Home,
    scores::Spare,
};

/// Events whose articles are kept.
const POOLS: usize = 4;

/// How many articles have a key, and those of a rare one.
#[derive(Clone)]
pub struct Head {
    pub count: u32,
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

/// Something for each stretch of a window.
type Stretches<T> = SmallVec<[T; 8]>;

/// Keys whose heads are kept: some megabytes.
const HEADS: usize = 1 << 16;

/// A state of the index under the eyes of one look-up.
pub struct Reading<'a> {
    pub store: &'a Store,
    pub db: &'a Connection,
    pub view: &'a View,
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

    /// Calls `each` with the entries of some keys between two places until it breaks; up to which place all was read. A damaged
    /// block has none.
    fn entries(
        &self,
        from: Place,
        to: Place,
        (first, last): (Key, Key),
        mut each: impl FnMut(Key, Entry<'_>) -> ControlFlow<()>,
    ) -> Place {
        if let Some(small) = self.view.small.iter().find(|small| small.slot == from.slot()) {
            small.entries(from.filed().max(Filed::new(first, Bucket::FIRST)), last, each);
            return Place::last(small.slot, last);
        }
        let (mut over, mut end) = (ControlFlow::Continue(()), to);
        // An error ends the reading as the end of the run does.
        let read = sql::blocks(self.db, from, to, |place, bytes| {
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
            end = end.max(place);
            over
        });
        if read.is_err_and(|e| is_damage(&e)) {
            self.store.found_damage();
        }
        end
    }

    /// What is known of all articles.
    fn briefs(&self) -> &Briefs {
        self.view.briefs.get_or_init(|| Briefs::new(self.read_briefs()))
    }

    fn read_briefs(&self) -> Vec<Brief> {
        let runs = &self.view.runs;
        let mut all = Vec::new();
        for run in runs {
            match merge::briefs(self.db, *run) {
                Ok(Some(bytes)) => {
                    all.resize(all.len().max(run.last as usize + 1), Brief::default());
                    let places = &mut all[run.first as usize..];
                    places.iter_mut().zip(bytes.as_chunks().0).for_each(|(b, bytes)| *b = Brief::of_bytes(*bytes));
                }
                Ok(None) => self.store.found_damage(),
                Err(e) if is_damage(&e) => self.store.found_damage(),
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

    /// The articles that have a key in some stretches of buckets, a list for each.
    fn stretches(&self, key: Key, window: &Window) -> Stretches<Arc<[u32]>> {
        let known = |lists: &Lists| window.iter().map(|&stretch| lists.get(&(key, stretch))).collect();
        let mut found: Stretches<Option<Arc<[u32]>>> = known(&lock(&self.view.lists));
        let unread = window.iter().zip(&found).filter(|(_, list)| list.is_none());
        let unread: Stretches<(Bucket, Bucket)> = unread.map(|(stretch, _)| *stretch).collect();
        let mut read: Stretches<Vec<u32>> = unread.iter().map(|_| Vec::new()).collect();
        self.lists_in(key, &unread, |bucket, list| {
            let of = unread.iter().zip(&mut read).find(|((_, to), _)| bucket <= *to);
            of.into_iter().for_each(|(_, articles)| list.read(articles).unwrap_or_default());
        });
        let mut read = unread.iter().zip(read).map(|(stretch, articles)| {
            let list = self.standing(articles);
            lock(&self.view.lists).keep((key, *stretch), &list);
            list
        });
        found.iter_mut().filter_map(|list| list.take().or_else(|| read.next())).collect()
    }

    /// Calls `each` with the lists of a key in a window, run by run.
    fn lists_in(&self, key: Key, window: &Window, mut each: impl FnMut(Bucket, List<'_>)) {
        let Some(&(_, end)) = window.last() else { return };
        for run in &self.view.runs {
            let place = |bucket| Place::new(run.slot, Filed::new(key, bucket));
            let mut read = place(Bucket::FIRST);
            // What the last block of a stretch has of the next ones is taken along.
            for &(from, to) in window {
                if place(to) <= read {
                    continue;
                }
                read = self.entries(place(from).max(Place(read.0 + 1)), place(to), (key, key), |_, entry| {
                    if let Entry::List(bucket, list) = entry {
                        if bucket > end {
                            return ControlFlow::Break(());
                        }
                        if window.iter().any(|(from, to)| (*from..=*to).contains(&bucket)) {
                            each(bucket, list);
                        }
                    }
                    ControlFlow::Continue(())
                });
            }
        }
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
        let lists = self.stretches(key, &head.beside.of_window(window));
        lists.iter().flat_map(|list| list.iter()).copied().for_each(&mut each);
    }

    fn nearby(&self, here: Brief) -> Arc<Nearby> {
        if let Some(nearby) = lock(&self.view.lists).nearby(here.day()) {
            return nearby;
        }
        let nearby = Arc::new(self.briefs().nearby(here, &self.view.gone));
        lock(&self.view.lists).keep_nearby(here.day(), &nearby);
        nearby
    }

    fn near(&self, key: Key, window: &Window, (here, nearby): (Brief, &Nearby)) -> Arc<Share> {
        let head = self.head(key);
        if let Head { rare: Some(list), .. } = &head
            && window == ALWAYS
        {
            return nearby.share(|share| list.iter().for_each(|&a| share.add(a))).into();
        }
        if let Some(share) = lock(&self.view.lists).get_near(key, window, here.day()) {
            return share;
        }
        let add = |share: &mut Adding<'_>, list: List<'_>| list.each(|article| share.add(article)).unwrap_or_default();
        let stretches = head.beside.of_window(window);
        let share = Arc::new(nearby.share(|share| self.lists_in(key, &stretches, |_, list| add(share, list))));
        lock(&self.view.lists).keep_near(key, window, here.day(), &share);
        share
    }

    fn each_filed(&self, key: Key, stretch: (Bucket, Bucket), mut each: impl FnMut(Bucket, u32)) {
        let gone = &self.view.gone;
        self.lists_in(key, &[stretch], |bucket, list| {
            list.each(|a| {
                if !gone.contains(&a) {
                    each(bucket, a)
                }
            })
            .unwrap_or_default();
        });
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
