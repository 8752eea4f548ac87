//! What was read for look-ups and is kept, since the facts of a draft mostly ask for the same.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use crate::index::{
    bucket::{Bucket, Key, Window},
    nearby::{Nearby, Share},
};

pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A key in a stretch of buckets.
pub type Stretch = (Key, (Bucket, Bucket));

/// Lists of common keys read lately.
#[derive(Default)]
pub struct Lists {
    known: FxHashMap<Stretch, Arc<[u32]>>,
    /// For the articles that asked lately, the last one behind.
    near: Vec<Near>,
    /// The same of the days alone.
    nearby: Vec<(u16, Arc<Nearby>)>,
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
    known: FxHashMap<Key, Arc<Share>>,
}

/// What a list of so many articles takes, in articles.
const fn weight(articles: usize) -> usize {
    articles + 16
}

/// The same of a share.
fn weight_of(share: &Share) -> usize {
    weight(share.bytes() / size_of::<u32>())
}

impl Lists {
    pub fn get(&self, stretch: &Stretch) -> Option<Arc<[u32]>> {
        self.known.get(stretch).cloned()
    }

    pub fn keep(&mut self, stretch: Stretch, list: &Arc<[u32]>) {
        self.make_room(weight(list.len()));
        self.known.insert(stretch, list.clone());
    }

    fn near(&self, window: &Window, day: u16) -> Option<usize> {
        self.near.iter().rposition(|n| n.day == day && n.window == window)
    }

    pub fn nearby(&self, day: u16) -> Option<Arc<Nearby>> {
        self.nearby.iter().find(|(of, _)| *of == day).map(|(_, nearby)| nearby.clone())
    }

    /// Keeps nearby, in place of the oldest where there are too many.
    pub fn keep_nearby(&mut self, day: u16, nearby: &Arc<Nearby>) {
        if self.nearby.len() == NEAR {
            self.nearby.remove(0);
        }
        self.nearby.push((day, nearby.clone()));
    }

    pub fn get_near(&self, key: Key, window: &Window, day: u16) -> Option<Arc<Share>> {
        self.near[self.near(window, day)?].known.get(&key).cloned()
    }

    /// Keeps a share for as long as others of its window and day, in place of the oldest of these where there are too many.
    pub fn keep_near(&mut self, key: Key, window: &Window, day: u16, share: &Arc<Share>) {
        self.make_room(weight_of(share));
        let at = self.near(window, day).unwrap_or_else(|| {
            if self.near.len() == NEAR {
                let old = self.near.remove(0);
                self.articles -= old.known.values().map(|s| weight_of(s)).sum::<usize>();
            }
            self.near.push(Near { window: window.to_vec(), day, known: FxHashMap::default() });
            self.near.len() - 1
        });
        self.near[at].known.insert(key, share.clone());
    }

    fn make_room(&mut self, articles: usize) {
        if self.articles + articles > LISTED {
            *self = Lists::default();
        }
        self.articles += articles;
    }
}
