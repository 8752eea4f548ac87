//! The articles on disk: read off the loop, one batch at a time, by one thread.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock, Weak,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    time::{Duration, Instant},
};

use copydesk::{
    annotate::Cache,
    article::{DateSource, Format, Hints},
    corpus::{self, Config},
    desk::{Archive, Reading},
};

use super::state::State;

/// A batch is taken in when nothing more came for this long …
const QUIET: Duration = Duration::from_millis(120);
/// … or when the first change of it is this old.
const LONGEST: Duration = Duration::from_millis(600);

pub enum Job {
    /// Reads all articles of these folders, in place of what was read before.
    ReadAll { folders: Arc<Vec<PathBuf>>, progress: bool },
    /// These files were written, created, renamed or deleted.
    Changed(Vec<PathBuf>),
}

/// The desk's end of the line to the thread.
pub struct Librarian {
    jobs: Sender<Job>,
}

impl Librarian {
    pub fn new() -> (Self, Receiver<Job>) {
        let (jobs, queue) = channel();
        (Librarian { jobs }, queue)
    }

    pub fn send(&self, job: Job) {
        if self.jobs.send(job).is_err() {
            tracing::error!("the corpus is no longer being read");
        }
    }

    /// What the configuration says of a file.
    pub fn hints(&self, path: &Path) -> Hints {
        let config = path.parent().map(|p| Config::nearest(p).unwrap_or_default()).unwrap_or_default();
        let entry = config.article(path);
        let date = entry.and_then(|e| corpus::parse_date(e.date.as_deref()?));
        Hints {
            path: Some(path.to_string_lossy().into_owned()),
            date: date.map(|(d, t)| (d, t, DateSource::Config)),
            outlet: entry.and_then(|e| e.outlet.clone()),
        }
    }
}

/// Works until the session ends.
pub fn run(queue: &Receiver<Job>, state: &OnceLock<Weak<State>>) {
    let mut cache = Cache::default();
    while let Ok(job) = queue.recv() {
        let Some(state) = state.get().and_then(Weak::upgrade) else { return };
        match job {
            Job::ReadAll { folders, .. } => read_all(&state, &folders, &mut cache),
            Job::Changed(paths) => {
                let (paths, next) = collect(paths, queue);
                changed(&state, &paths, &mut cache);
                if let Some(Job::ReadAll { folders, .. }) = next {
                    read_all(&state, &folders, &mut cache);
                }
            }
        }
    }
}

/// Waits for the changes that come along with the first, so that ten thousand files are one batch.
fn collect(first: Vec<PathBuf>, queue: &Receiver<Job>) -> (BTreeSet<PathBuf>, Option<Job>) {
    let mut paths: BTreeSet<PathBuf> = first.into_iter().collect();
    let started = Instant::now();
    while started.elapsed() < LONGEST {
        match queue.recv_timeout(QUIET) {
            Ok(Job::Changed(more)) => paths.extend(more),
            Ok(job) => return (paths, Some(job)),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
        }
    }
    (paths, None)
}

fn read_all(state: &State, folders: &[PathBuf], cache: &mut Cache) {
    let started = Instant::now();
    let mut archive = Archive::default();
    for folder in folders {
        let config = Config::nearest(folder).unwrap_or_default();
        let found = corpus::walk(folder);
        archive.update(found.iter().map(|f| Reading::of(&f.path, &config, cache)));
    }
    tracing::info!(articles = archive.len(), ms = started.elapsed().as_millis(), "read the corpus");
    state.update(|world| world.desk.set_archive(Arc::new(archive)));
}

fn changed(state: &State, paths: &BTreeSet<PathBuf>, cache: &mut Cache) {
    if paths.iter().any(|p| p.file_name().is_some_and(|n| n == "copydesk.toml")) {
        let hints = |d: &copydesk::desk::Document| match &d.path {
            Some(path) => d.with_hints(state.librarian.hints(path)),
            None => d.with_hints(d.hints.clone()),
        };
        state.update(|world| world.desk.map(hints));
        let folders = state.now().folders.clone();
        return read_all(state, &folders, cache);
    }
    let mut archive = (**state.now().desk.archive()).clone();
    let articles = paths.iter().filter(|p| Format::of_path(&p.to_string_lossy()).is_some());
    archive.update(articles.map(|path| {
        let config = path.parent().map(|p| Config::nearest(p).unwrap_or_default()).unwrap_or_default();
        Reading::of(path, &config, cache)
    }));
    tracing::info!(changed = paths.len(), articles = archive.len(), "took in changes on disk");
    state.update(|world| world.desk.set_archive(Arc::new(archive)));
}
