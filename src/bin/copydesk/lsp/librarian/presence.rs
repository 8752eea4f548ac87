//! Archives that go away and come back: of a disk that is taken out or put in, nothing tells whoever watches it.

use std::{
    collections::BTreeMap,
    fs::Metadata,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// How often to look.
const EVERY: Duration = Duration::from_secs(1);

/// What was last seen of the folders of archives.
#[derive(Default)]
pub struct Presence {
    seen: BTreeMap<PathBuf, Option<Identity>>,
    looked: Option<Instant>,
}

/// By what a folder is known to be the same. An empty one that a disk leaves behind is another.
type Identity = (u64, u64);

impl Presence {
    /// From now on these are looked at; gives those of them that are new and not there.
    pub fn follow(&mut self, folders: impl Iterator<Item = PathBuf>) -> Vec<PathBuf> {
        let before = std::mem::take(&mut self.seen);
        let seen = |folder: PathBuf| {
            let is = before.get(&folder).copied().unwrap_or_else(|| identity(&folder));
            (folder, is)
        };
        self.seen = folders.map(seen).collect();
        let gone = self.seen.iter().filter(|(folder, is)| is.is_none() && !before.contains_key(*folder));
        gone.map(|(folder, _)| folder.clone()).collect()
    }

    /// The folders that went away or came since the last look, and whether each is there. Looks now and then only.
    pub fn changed(&mut self) -> Vec<(PathBuf, bool)> {
        if self.looked.is_some_and(|looked| looked.elapsed() < EVERY) {
            return Vec::new();
        }
        self.looked = Some(Instant::now());
        let mut changed = Vec::new();
        for (folder, was) in &mut self.seen {
            let is = identity(folder);
            if is != *was {
                *was = is;
                changed.push((folder.clone(), is.is_some()));
            }
        }
        changed
    }
}

fn identity(folder: &Path) -> Option<Identity> {
    std::fs::metadata(folder).ok().filter(Metadata::is_dir).map(|m| of(&m))
}

#[cfg(unix)]
fn of(folder: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    (folder.dev(), folder.ino())
}

#[cfg(not(unix))]
fn of(folder: &Metadata) -> Identity {
    let made = folder.created().ok().and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok());
    (0, made.unwrap_or_default().as_nanos() as u64)
}
