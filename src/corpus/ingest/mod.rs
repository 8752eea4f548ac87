//! Brings an index up to date with a folder: what is new or changed is read, what is gone is let go.

mod progress;
mod reader;
mod refresh;

use std::{
    collections::HashSet,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::Ordering,
        mpsc::{Receiver, sync_channel},
    },
    time::UNIX_EPOCH,
};

use rayon::prelude::*;

pub use progress::{Progress, Report};
pub use refresh::refresh;

use self::reader::{Outcome, Reader};
use super::{Config, Configs, Found, LoadError, container, walk};
use crate::index::disk::{Entry, Merge, Stamp, Store, StoreError};

/// Articles in one transaction, and one run of postings; a stopped ingest goes on after the last. The first transactions
/// have fewer, so that what is read can soon be used.
const BATCH: usize = 4096;
const FIRST_BATCH: usize = 128;
/// Articles read between two looks at the writer, so that memory stays bounded.
const CHUNK: usize = 512;
/// Where more than one in so many articles is new, the postings are made one run in the end.
const MANY: u64 = 4;

/// Reads the articles under `root` and its archives into `store`. What was committed stays when it is stopped.
pub fn ingest(store: &Store, root: &Path, progress: &Progress) -> Result<Report, StoreError> {
    match progress.threads {
        0 => read(store, root, progress),
        n => match rayon::ThreadPoolBuilder::new().num_threads(n).build() {
            Ok(pool) => pool.install(|| read(store, root, progress)),
            // No more threads are to be had.
            Err(_) => read(store, root, progress),
        },
    }
}

fn read(store: &Store, root: &Path, progress: &Progress) -> Result<Report, StoreError> {
    let configs = Configs::default();
    let mut report = Report::default();
    let mut files: Vec<(Found, Option<Arc<Config>>)> = Vec::new();
    for place in places(root, &configs) {
        if !place.folder.exists() {
            report.problems.push(LoadError::Archive { path: place.folder });
            continue;
        }
        let walked = walk(&place.folder, &place.walked_by);
        report.problems.extend(walked.errors);
        files.extend(walked.files.into_iter().map(|f| (f, place.read_by.clone())));
    }
    // What lies in two of the folders is one article.
    let mut seen = HashSet::new();
    files.retain(|(found, _)| seen.insert(found.path.clone()));
    progress.total.store(files.len() as u64, Ordering::Relaxed);
    let reader = Reader::new(store);
    let (to_writer, queue) = sync_channel::<Vec<Entry>>(2);
    let written = std::thread::scope(|scope| {
        let writer = scope.spawn(move || write(store, &queue));
        for chunk in files.chunks(CHUNK) {
            let outcomes: Vec<Outcome> = chunk
                .par_iter()
                .map(|(found, config)| {
                    progress.wait();
                    if progress.cancelled.load(Ordering::Relaxed) {
                        return Outcome::Cancelled;
                    }
                    let config = config.clone().unwrap_or_else(|| configs.lenient(&found.path));
                    let outcome = reader.look(found, &config);
                    progress.done.fetch_add(1, Ordering::Relaxed);
                    outcome
                })
                .collect();
            let ready = report.take_in(store, outcomes)?;
            // A writer that is gone has failed, and tells why below.
            if !ready.is_empty() && to_writer.send(ready).is_err() || report.cancelled {
                break;
            }
        }
        drop(to_writer);
        writer.join().unwrap_or(Ok(()))
    });
    written?;
    if !report.cancelled {
        report.removed = forget_missing(store, &files)?;
    }
    let many = report.read > u64::from(store.count()?) / MANY;
    store.merge(if many && !report.cancelled { Merge::Whole } else { Merge::Settled })?;
    if report.read + report.removed > 0 {
        store.checkpoint()?;
    }
    Ok(report)
}

/// A folder with articles.
struct Folder {
    folder: PathBuf,
    walked_by: Arc<Config>,
    /// The configuration of all its articles; `None` when each has the nearest one.
    read_by: Option<Arc<Config>>,
}

/// The folder of a corpus and its archives.
fn places(root: &Path, configs: &Configs) -> Vec<Folder> {
    let governing = configs.lenient(&root.join(super::CONFIG_FILE));
    let archive = |folder: &PathBuf| Folder {
        folder: folder.clone(),
        walked_by: governing.clone(),
        read_by: Some(governing.clone()),
    };
    let mut out = vec![Folder { folder: root.to_owned(), walked_by: governing.clone(), read_by: None }];
    out.extend(governing.archives.iter().map(|a| archive(&a.path)));
    out
}

fn write(store: &Store, queue: &Receiver<Vec<Entry>>) -> Result<(), StoreError> {
    let mut batch: Vec<Entry> = Vec::new();
    let mut full = FIRST_BATCH;
    while let Ok(ready) = queue.recv() {
        batch.extend(ready);
        if batch.len() >= full {
            store.write(std::mem::take(&mut batch))?;
            store.merge(Merge::Meanwhile)?;
            if full == BATCH {
                store.checkpoint()?;
            }
            full = (full * 2).min(BATCH);
        }
    }
    store.write(batch)
}

/// The name of a file in the index.
pub fn key(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// A file's size and time of change.
pub fn stamp(path: &Path) -> std::io::Result<Stamp> {
    let meta = match container::address(path) {
        Some((file, _)) => std::fs::metadata(file)?,
        None => std::fs::metadata(path)?,
    };
    let modified = meta.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(Stamp { size: meta.len() as i64, modified: modified.as_nanos() as i64 })
}

/// Lets go of articles whose files were not found again.
fn forget_missing(store: &Store, files: &[(Found, Option<Arc<Config>>)]) -> Result<u64, StoreError> {
    let present: HashSet<String> = files.iter().map(|(f, _)| key(&f.path)).collect();
    let mut gone = Vec::new();
    store.each_path("", |path, _| {
        if !present.contains(path) {
            gone.push(path.to_owned());
        }
        ControlFlow::Continue(())
    })?;
    store.remove(gone.iter().map(String::as_str))
}
