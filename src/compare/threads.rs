//! Work shared with other threads. The one that asks begins at once, so that nothing waits for the others to wake up.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

/// What `work` makes of items, in their order, where it makes something of them: each thread takes one at a time.
pub fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> Option<R> + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let take = || {
        let mine = std::iter::from_fn(|| {
            let i = next.fetch_add(1, Ordering::Relaxed);
            items.get(i).map(|item| (i, item))
        });
        mine.filter_map(|(i, item)| Some((i, work(item)?))).collect::<Vec<_>>()
    };
    let done = Mutex::new(Vec::new());
    let add = |part: Vec<(usize, R)>| {
        if let Ok(mut all) = done.lock() {
            all.extend(part);
        }
    };
    rayon::in_place_scope(|scope| {
        for _ in 1..rayon::current_num_threads().min(items.len()) {
            scope.spawn(|_| add(take()));
        }
        add(take());
    });
    let mut all = done.into_inner().unwrap_or_default();
    all.sort_unstable_by_key(|(i, _)| *i);
    all.into_iter().map(|(_, result)| result).collect()
}

/// Both of two things, the second on another thread where one is free.
pub fn both<A, B: Send + Default>(first: impl FnOnce() -> A, second: impl FnOnce() -> B + Send) -> (A, B) {
    let mut other = B::default();
    let mine = rayon::in_place_scope(|scope| {
        scope.spawn(|_| other = second());
        first()
    });
    (mine, other)
}
