//! Brings an index up to date with a folder: what is new or changed is read, what is gone is let go.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::{Receiver, sync_channel},
    },
    time::UNIX_EPOCH,
};

use rayon::prelude::*;

use super::{Config, Configs, Found, LoadError, Walked, container, hints, load, walk};
use crate::{
    annotate::{Cache, annotate},
    article::Format,
    fact::{self, FactSheet},
    index::disk::{Entry, Known, Stamp, Store, StoreError},
};

/// How far an ingest is, to be looked at and stopped from another thread.
#[derive(Debug, Default)]
pub struct Progress {
    /// Files found; 0 until the walk is over.
    pub total: AtomicU64,
    pub done: AtomicU64,
    pub cancelled: AtomicBool,
}

/// What an ingest did.
#[derive(Debug, Default)]
pub struct Report {
    pub read: u64,
    pub unchanged: u64,
    pub removed: u64,
    /// What was left out, each file once.
    pub problems: Vec<LoadError>,
    pub cancelled: bool,
}

/// Most articles in one transaction. Each is one run of postings, and a stopped ingest goes on after the last. The first
/// ones are smaller, so that there soon is something to compare with.
const BATCH: usize = 4096;
/// Articles read between two looks at the writer, so that memory stays bounded.
const CHUNK: usize = 512;

/// A file read for the index.
struct Ready {
    path: String,
    stamp: Stamp,
    hash: [u8; 16],
    sheet: FactSheet,
}

enum Outcome {
    Unchanged,
    Touched(String, Stamp),
    Ready(Box<Ready>),
    Problem(LoadError),
}

/// Reads the articles under `root` and its archives into `store`. What was committed stays when it is stopped.
pub fn ingest(store: &Store, root: &Path, progress: &Progress) -> Result<Report, StoreError> {
    let configs = Configs::default();
    let governing = configs.lenient(&root.join(super::CONFIG_FILE));
    let mut files: Vec<(Found, Option<Arc<Config>>)> = Vec::new();
    let mut report = Report::default();
    let walked = walk(root, &governing);
    report.problems.extend(walked.errors);
    files.extend(walked.files.into_iter().map(|f| (f, None)));
    for archive in &governing.archives {
        if !archive.path.exists() {
            report.problems.push(LoadError::Archive { path: archive.path.clone() });
            continue;
        }
        let walked = walk(&archive.path, &governing);
        report.problems.extend(walked.errors);
        files.extend(walked.files.into_iter().map(|f| (f, Some(governing.clone()))));
    }
    // What lies in two of the folders is one article.
    let mut seen = HashSet::new();
    files.retain(|(found, _)| seen.insert(found.path.clone()));
    progress.total.store(files.len() as u64, Ordering::Relaxed);
    let (to_writer, queue) = sync_channel::<Vec<Ready>>(2);
    let written = std::thread::scope(|scope| {
        let writer = scope.spawn(move || write(store, &queue));
        for chunk in files.chunks(CHUNK) {
            if progress.cancelled.load(Ordering::Relaxed) {
                report.cancelled = true;
                break;
            }
            let outcomes: Vec<Outcome> = chunk
                .par_iter()
                .map_init(Cache::default, |cache, (found, config)| {
                    let config = config.clone().unwrap_or_else(|| configs.lenient(&found.path));
                    let outcome = look(store, found, &config, cache);
                    progress.done.fetch_add(1, Ordering::Relaxed);
                    outcome
                })
                .collect();
            let mut ready = Vec::new();
            for outcome in outcomes {
                match outcome {
                    Outcome::Unchanged => report.unchanged += 1,
                    Outcome::Touched(path, stamp) => {
                        report.unchanged += 1;
                        store.restamp(&path, stamp)?;
                    }
                    Outcome::Ready(r) => {
                        report.read += 1;
                        ready.push(*r);
                    }
                    Outcome::Problem(p) => report.problems.push(p),
                }
            }
            // A writer that is gone has failed, and tells why below.
            if !ready.is_empty() && to_writer.send(ready).is_err() {
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
    store.merge()?;
    store.checkpoint()?;
    Ok(report)
}

/// Brings the index up to date with some files that were written, renamed or deleted.
pub fn refresh(store: &Store, files: &[PathBuf]) -> Result<Report, StoreError> {
    let configs = Configs::default();
    let mut report = Report::default();
    let (mut ready, mut gone) = (Vec::new(), Vec::new());
    for file in files {
        let format = Format::of_path(&file.to_string_lossy());
        let mut walked = Walked::default();
        match format {
            _ if file.is_dir() => walked = walk(file, &configs.lenient(file)),
            Some(format) if file.is_file() => walked.add(Found { path: file.clone(), format }),
            _ => {}
        }
        report.problems.extend(walked.errors);
        if format.is_none_or(|f| f.holds_many()) {
            gone.extend(left_inside(store, file, &walked.files)?);
        } else if walked.files.is_empty() {
            gone.push(key(file));
        }
        for found in &walked.files {
            match look(store, found, &configs.lenient(file), &mut Cache::default()) {
                Outcome::Unchanged => report.unchanged += 1,
                Outcome::Touched(path, stamp) => {
                    report.unchanged += 1;
                    store.restamp(&path, stamp)?;
                }
                Outcome::Ready(r) => ready.push(*r),
                Outcome::Problem(p) => report.problems.push(p),
            }
        }
    }
    report.read = ready.len() as u64;
    report.removed = gone.len() as u64;
    commit(store, &ready)?;
    store.remove(gone.iter().map(String::as_str))?;
    store.merge()?;
    Ok(report)
}

/// The articles that the index has of a folder or a file of many, and that are no longer there.
fn left_inside(store: &Store, file: &Path, found: &[Found]) -> Result<Vec<String>, StoreError> {
    let present: HashSet<String> = found.iter().map(|f| key(&f.path)).collect();
    let outer = key(file);
    let mut gone = Vec::new();
    store.each_path(|path, _| {
        let inside = path.strip_prefix(&outer).is_some_and(|rest| rest.starts_with(['/', '#']));
        if inside && !present.contains(path) {
            gone.push(path.to_owned());
        }
    })?;
    Ok(gone)
}

fn commit(store: &Store, batch: &[Ready]) -> Result<(), StoreError> {
    let entries: Vec<Entry<'_>> =
        batch.iter().map(|r| Entry { path: &r.path, stamp: r.stamp, hash: r.hash, sheet: &r.sheet }).collect();
    store.write(&entries)
}

fn write(store: &Store, queue: &Receiver<Vec<Ready>>) -> Result<(), StoreError> {
    let mut batch: Vec<Ready> = Vec::new();
    let mut enough = CHUNK;
    while let Ok(ready) = queue.recv() {
        batch.extend(ready);
        if batch.len() >= enough {
            enough = (2 * enough).min(BATCH);
            commit(store, &batch)?;
            batch.clear();
            store.merge()?;
        }
    }
    commit(store, &batch)
}

/// The name of a file in the index.
pub fn key(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn look(store: &Store, found: &Found, config: &Config, cache: &mut Cache) -> Outcome {
    if found.path.to_str().is_none() {
        return Outcome::Problem(LoadError::Name { path: found.path.clone() });
    }
    let path = key(&found.path);
    let stamp = match stamp(&found.path) {
        Ok(stamp) => stamp,
        Err(source) => return Outcome::Problem(LoadError::Unreadable { path: found.path.clone(), source }),
    };
    let hints = hints(&found.path, config, None);
    let fields = found.format.is_container().then_some(&config.fields);
    let outside = blake3::hash(format!("{hints:?}{fields:?}").as_bytes());
    let known: Option<Known> = store.known(&path).ok().flatten();
    if known.as_ref().is_some_and(|k| k.stamp == stamp && k.hash[8..] == outside.as_bytes()[..8]) {
        return Outcome::Unchanged;
    }
    let bytes = match load::bytes(&found.path) {
        Ok(bytes) => bytes,
        Err(problem) => return Outcome::Problem(problem),
    };
    let mut hash = [0; 16];
    hash[..8].copy_from_slice(&blake3::hash(&bytes).as_bytes()[..8]);
    hash[8..].copy_from_slice(&outside.as_bytes()[..8]);
    if known.is_some_and(|k| k.hash == hash) {
        return Outcome::Touched(path, stamp);
    }
    let article = match load::article(&bytes, &found.path, found.format, config, None) {
        Ok((article, _)) => article,
        Err(problem) => return Outcome::Problem(problem),
    };
    cache.turn();
    let sheet = fact::sheet(&annotate(Arc::new(article), cache));
    Outcome::Ready(Box::new(Ready { path, stamp, hash, sheet }))
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
    let present: HashSet<&PathBuf> = files.iter().map(|(f, _)| &f.path).collect();
    let mut gone = Vec::new();
    store.each_path(|path, _| {
        if !present.contains(&PathBuf::from(path)) {
            gone.push(path.to_owned());
        }
    })?;
    store.remove(gone.iter().map(String::as_str))?;
    Ok(gone.len() as u64)
}
