use std::{
    collections::{VecDeque, hash_map::Entry},
    sync::{Mutex, MutexGuard, PoisonError},
};

use rustc_hash::FxHashMap;

/// What was read of articles lately. When it is full, what nobody asked for since its last turn makes room (second chance).
pub struct Recent<T> {
    ring: Mutex<Ring<T>>,
    most: usize,
}

struct Ring<T> {
    items: FxHashMap<u32, Item<T>>,
    /// Whose turn it is, first in front; some may be gone.
    turns: VecDeque<u32>,
    weight: usize,
}

struct Item<T> {
    item: T,
    weight: usize,
    asked: bool,
}

impl<T: Clone> Recent<T> {
    /// Keeps items of this weight together at most.
    pub fn new(most: usize) -> Self {
        let ring = Ring { items: FxHashMap::default(), turns: VecDeque::new(), weight: 0 };
        Recent { ring: Mutex::new(ring), most }
    }

    fn lock(&self) -> MutexGuard<'_, Ring<T>> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn get(&self, article: u32) -> Option<T> {
        let mut ring = self.lock();
        let found = ring.items.get_mut(&article)?;
        found.asked = true;
        Some(found.item.clone())
    }

    pub fn put(&self, article: u32, item: T, weight: usize) {
        let ring = &mut *self.lock();
        ring.remove(article);
        // What would take all the room has none.
        if weight > self.most {
            return;
        }
        while ring.weight + weight > self.most {
            let Some(next) = ring.turns.pop_front() else { break };
            match ring.items.get_mut(&next) {
                Some(item) if item.asked => {
                    item.asked = false;
                    ring.turns.push_back(next);
                }
                _ => ring.remove(next),
            }
        }
        ring.weight += weight;
        ring.items.insert(article, Item { item, weight, asked: false });
        ring.turns.push_back(article);
    }

    pub fn drop_all<'a>(&self, articles: impl IntoIterator<Item = &'a u32>) {
        let mut ring = self.lock();
        articles.into_iter().for_each(|&a| ring.remove(a));
        let Ring { items, turns, .. } = &mut *ring;
        turns.retain(|a| items.contains_key(a));
    }

    pub fn clear(&self) {
        let mut ring = self.lock();
        (ring.items, ring.turns, ring.weight) = Default::default();
    }
}

impl<T> Ring<T> {
    fn remove(&mut self, article: u32) {
        if let Entry::Occupied(item) = self.items.entry(article) {
            self.weight -= item.remove().weight;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_stays_and_no_more_is_kept_than_may_be() {
        let recent = Recent::new(100);
        // Weight, items and turns.
        let sizes = || {
            let ring = recent.lock();
            (ring.weight, ring.items.len(), ring.turns.len())
        };
        for n in 0..50 {
            recent.put(n, n, 10);
            assert_eq!(recent.get(0), Some(0), "{n}");
            assert!(sizes().0 <= 100 && sizes().2 <= 20);
        }
        recent.put(60, 60, 101);
        assert_eq!((recent.get(60), recent.get(0)), (None, Some(0)));
        recent.clear();
        for n in 0..9 {
            recent.put(n, n, 10);
        }
        recent.drop_all(&[0, 7]);
        assert_eq!((recent.get(0), sizes()), (None, (70, 7, 7)));
    }
}
