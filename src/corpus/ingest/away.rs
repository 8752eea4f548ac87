//! Archives that are not there, on a disk that is taken out say: an index keeps what it has of them, for when they come back.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use super::{Configs, key, places};
use crate::index::disk::{Store, StoreError};

/// The archives of a corpus that are not there now. What its index has of them is not to be compared with.
pub fn away(root: &Path) -> Vec<PathBuf> {
    places(root, &Configs::default()).into_iter().map(|p| p.folder).filter(|f| !f.exists()).collect()
}

/// Calls `each` with the articles that an index has of a file or folder, by their paths and numbers.
pub fn each_in(store: &Store, place: &Path, mut each: impl FnMut(&str, u32)) -> Result<(), StoreError> {
    let place = key(place);
    if let Some(known) = store.known(&place)? {
        each(&place, known.article);
    }
    for inside in INSIDE {
        store.each_path(&format!("{place}{inside}"), |path, article| {
            each(path, article);
            ControlFlow::Continue(())
        })?;
    }
    Ok(())
}

/// What follows the path of a file in those of its articles, and that of a folder in those of its files.
const INSIDE: [char; 2] = ['#', '/'];

/// Whether an article of the index lies in one of these files or folders.
pub fn lies_in(places: &[PathBuf], path: &str) -> bool {
    let inside = |rest: &str| rest.is_empty() || rest.starts_with(INSIDE);
    places.iter().any(|place| path.strip_prefix(&key(place)).is_some_and(inside))
}
