use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use notify::{Event, EventKind, RecursiveMode, Watcher as _};

/// Watches folders for an editor that doesn't.
pub struct Watcher {
    inner: notify::RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
}

/// What a watcher tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Changes {
    /// Files or folders that were written, made, renamed or deleted.
    Paths(Vec<PathBuf>),
    /// More happened than could be followed: anything may have changed.
    Unknown,
}

#[derive(Debug, thiserror::Error)]
#[error("changes on disk can’t be followed: {0}")]
pub struct WatchError(#[from] notify::Error);

impl Watcher {
    /// A watcher that hands what it sees to `tell`, on a thread of its own. Nothing is watched yet.
    pub fn new(tell: impl Fn(Changes) + Send + 'static) -> Result<Self, WatchError> {
        let inner = notify::recommended_watcher(move |event: notify::Result<Event>| match event {
            Ok(event) if event.need_rescan() => tell(Changes::Unknown),
            // Reading a file is no change of it.
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
            Ok(event) if event.paths.is_empty() => {}
            Ok(event) => tell(Changes::Paths(event.paths)),
            Err(_) => tell(Changes::Unknown),
        })?;
        Ok(Watcher { inner, watched: BTreeSet::new() })
    }

    /// Follows a folder no more: what is there now may be another.
    pub fn forget(&mut self, folder: &Path) {
        if self.watched.remove(folder) {
            // A folder that is gone needs no unwatching.
            let _ = self.inner.unwatch(folder);
        }
    }

    /// Watches exactly these folders, with all that is in them.
    pub fn watch(&mut self, folders: &[PathBuf]) -> Result<(), WatchError> {
        let wanted: BTreeSet<PathBuf> = folders.iter().filter(|f| f.is_dir()).cloned().collect();
        for old in self.watched.difference(&wanted) {
            // A folder that is gone needs no unwatching.
            let _ = self.inner.unwatch(old);
        }
        let new: Vec<PathBuf> = wanted.difference(&self.watched).cloned().collect();
        self.watched.retain(|w| wanted.contains(w));
        for folder in new {
            self.inner.watch(&folder, RecursiveMode::Recursive)?;
            self.watched.insert(folder);
        }
        Ok(())
    }
}
