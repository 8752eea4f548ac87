use std::{
    hash::{DefaultHasher, Hash, Hasher},
    ops::ControlFlow,
    sync::Arc,
};

use rustc_hash::FxHashSet;

use super::archive::number;
use crate::index::disk::Store;

/// The articles that an index before theirs has too, by their numbers: folders of a workspace may lie in each other, or name
/// one archive. An article is one article however often it is indexed.
pub fn twice(shelves: &[Arc<Store>]) -> FxHashSet<u32> {
    let mut out = FxHashSet::default();
    if shelves.len() < 2 {
        return out;
    }
    let mut seen: FxHashSet<u64> = FxHashSet::default();
    for (k, shelf) in shelves.iter().enumerate() {
        let mut own = Vec::new();
        // A damaged index has nothing to be found in it.
        let _ = shelf.each_path("", |path, article| {
            let mut hasher = DefaultHasher::new();
            path.hash(&mut hasher);
            let hash = hasher.finish();
            if seen.contains(&hash) {
                out.insert(number(k, article));
            } else {
                own.push(hash);
            }
            ControlFlow::Continue(())
        });
        seen.extend(own);
    }
    out
}
