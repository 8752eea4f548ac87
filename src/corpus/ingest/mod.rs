//! Brings an index up to date with a folder: what is new or changed is read, what is gone is let go.

mod ahead;
mod away;
mod missing;
mod pile;
mod progress;
mod reader;
mod refresh;
mod sift;
mod sound;

use std::{
    collections::HashSet,
    fs::Metadata,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::Ordering,
        mpsc::{Receiver, sync_channel},
    },
    time::UNIX_EPOCH,
};

use rayon::prelude::*;

pub use away::{away, each_in};
pub use progress::{Progress, Report};
pub use refresh::refresh;
pub use sound::is_sound;

use self::{
    ahead::{Fetched, fetch},
    missing::Missing,
    pile::Pile,
    progress::Work,
    reader::{Look, Outcome, Reader},
    sift::Sieve,
};
use super::{Config, Configs, Found, LoadError, container, walk::walk_for};
use crate::index::disk::{Entry, Merge, Stamp, Store, StoreError};

/// Articles in one transaction, and one run of postings; a stopped ingest goes on after the last. The first transactions
/// have fewer, so that what is read can soon be used.
const BATCH: usize = 4096;
const FIRST_BATCH: usize = 128;
/// Bytes of packed articles in one transaction, nearly.
const BATCH_BYTES: usize = 24 << 20;
/// Articles read between two looks at the writer, so that memory stays bounded.
const CHUNK: usize = 512;
/// Such pieces that wait to be written at most: about as many as are read while runs are merged.
const WAITING: usize = 16;
/// Articles that are analysed together ([`Pile`]) at most: more brought nothing. In the editor one, since a draft waits for
/// it, and fewer where not enough would be left for each thread.
const TOGETHER: usize = 8;
/// Piles for each thread at least.
const PILES: usize = 4;
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

/// A file, and the configuration that governs it; `None` when that is the nearest one.
type File = (Found, Option<Arc<Config>>);

fn read(store: &Store, root: &Path, progress: &Progress) -> Result<Report, StoreError> {
    let configs = Configs::default();
    let mut report = Report::default();
    let reader = Reader::new(store);
    let sieve = Sieve::new(&reader, store, progress)?;
    let (files, away) = files(root, &configs, &sieve, &mut report);
    // A walk that was stopped tells nothing of what it did not come to.
    report.cancelled = progress.cancelled.load(Ordering::Relaxed);
    let mut missing = if report.cancelled { Missing::default() } else { sieve.missing(store, &files, &away)? };
    drop(sieve);
    progress.total.store(files.len() as u64, Ordering::Relaxed);
    let (to_writer, queue) = sync_channel::<Work>(WAITING);
    let (to_reader, ahead) = sync_channel(1);
    let most = if progress.threads == 0 { TOGETHER } else { 1 };
    let written = std::thread::scope(|scope| {
        let writer = scope.spawn(move || write(store, &queue));
        let (files, configs, reader) = (&files, &configs, &reader);
        scope.spawn(move || fetch(files, CHUNK, progress, &to_reader));
        for chunk in files.chunks(CHUNK) {
            let look = |(files, fetched): (&[File], &mut [Option<Fetched>])| {
                let mut pile = Pile::new(reader);
                for ((found, config), fetched) in files.iter().zip(fetched) {
                    if !progress.wait() {
                        pile.push(Look::Done(Outcome::Cancelled));
                        continue;
                    }
                    let config = config.clone().unwrap_or_else(|| configs.of(&found.path));
                    pile.look(found, &config, &missing, fetched.take());
                    progress.done.fetch_add(1, Ordering::Relaxed);
                }
                pile.looks()
            };
            let together = (chunk.len() / (PILES * rayon::current_num_threads())).clamp(1, most);
            let mut fetched: Vec<Option<Fetched>> = ahead.recv().unwrap_or_default();
            fetched.resize_with(chunk.len(), || None);
            let looks: Vec<Look> =
                chunk.par_chunks(together).zip(fetched.par_chunks_mut(together)).flat_map_iter(look).collect();
            let again = |k: usize, missing: &Missing| {
                let (found, config) = &chunk[k];
                let config = config.clone().unwrap_or_else(|| configs.of(&found.path));
                pile::look(reader, found, &config, missing)
            };
            let work = report.take_in(missing.found_again(looks, again));
            // A writer that is gone has failed, and tells why below.
            if to_writer.send(work).is_err() || report.cancelled {
                break;
            }
        }
        drop((to_writer, ahead));
        writer.join().unwrap_or(Ok(()))
    });
    written?;
    report.faults = configs.faults();
    if !report.cancelled {
        report.removed = missing.forget(store)?;
    }
    let many = report.read > u64::from(store.count()?) / MANY;
    store.merge(if many && !report.cancelled { Merge::Whole } else { Merge::Settled })?;
    if report.has_changes() {
        store.checkpoint()?;
    }
    Ok(report)
}

/// The files under `root` and its archives that are to be read, and the archives that are not there.
fn files(root: &Path, configs: &Configs, sieve: &Sieve<'_>, report: &mut Report) -> (Vec<File>, Vec<PathBuf>) {
    let (mut files, mut away): (Vec<File>, Vec<PathBuf>) = Default::default();
    for (k, place) in places(root, configs).into_iter().enumerate() {
        if !place.folder.exists() {
            away.push(place.folder);
            continue;
        }
        let config = |found: &Found| place.read_by.clone().unwrap_or_else(|| configs.of(&found.path));
        let keeps = |found: &Found| sieve.keeps(found, || config(found));
        let walked = walk_for(&place.folder, &place.walked_by, &keeps);
        report.problems.extend(walked.errors);
        // What lies in two of the folders is one article.
        let seen: HashSet<PathBuf> = match k {
            0 => HashSet::new(),
            _ => files.iter().filter(|f| f.0.path.starts_with(&place.folder)).map(|f| f.0.path.clone()).collect(),
        };
        let new = walked.files.into_iter().filter(|f| !seen.contains(&f.path));
        files.extend(new.map(|f| (f, place.read_by.clone())));
        // It may have gone while it was looked through.
        away.extend(Some(place.folder).filter(|f| !f.exists()));
    }
    report.problems.extend(away.iter().map(|path| LoadError::Archive { path: path.clone() }));
    report.unchanged += sieve.unchanged();
    (files, away)
}

/// A folder with articles.
struct Folder {
    folder: PathBuf,
    walked_by: Arc<Config>,
    /// The configuration of all its articles; `None` when each has the nearest one.
    read_by: Option<Arc<Config>>,
}

/// The configuration by which a file is read for the corpus in the folder `root`: the nearest one, and for what lies in an
/// archive elsewhere that of the corpus.
pub fn governing(root: &Path, file: &Path) -> Arc<Config> {
    let governed = if file.starts_with(root) { file.to_owned() } else { root.join(super::CONFIG_FILE) };
    Configs::default().of(&governed)
}

/// The folder of a corpus and its archives.
fn places(root: &Path, configs: &Configs) -> Vec<Folder> {
    let governing = configs.of(&root.join(super::CONFIG_FILE));
    let archive = |folder: &PathBuf| Folder {
        folder: folder.clone(),
        walked_by: governing.clone(),
        read_by: Some(governing.clone()),
    };
    let mut out = vec![Folder { folder: root.to_owned(), walked_by: governing.clone(), read_by: None }];
    out.extend(governing.archives.iter().map(|a| archive(&a.path)));
    out
}

fn write(store: &Store, queue: &Receiver<Work>) -> Result<(), StoreError> {
    let mut batch: Vec<Entry> = Vec::new();
    let mut full = FIRST_BATCH;
    while let Ok(work) = queue.recv() {
        store.restamp(&work.touched)?;
        store.rename(&work.moved)?;
        batch.extend(work.ready);
        if batch.len() >= full || batch.iter().map(Entry::bytes).sum::<usize>() >= BATCH_BYTES {
            store.write(std::mem::take(&mut batch))?;
            store.merge(Merge::Meanwhile)?;
            if full > BATCH / 4 {
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
    stamp_of(&match container::address(path) {
        Some((file, _)) => std::fs::metadata(file)?,
        None => std::fs::metadata(path)?,
    })
}

fn stamp_of(metadata: &Metadata) -> std::io::Result<Stamp> {
    let modified = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(Stamp { size: metadata.len() as i64, modified: modified.as_nanos() as i64 })
}
