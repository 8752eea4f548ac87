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
    article::{Format, Hints},
    corpus::{self, CONFIG_FILE, Config},
    desk::{Archive, Document, Reading},
};
use rustc_hash::FxHashMap;

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
        corpus::hints(path, &Configs::default().of(path), None)
    }
}

/// The configurations that govern what is being read, each read once.
#[derive(Default)]
struct Configs(FxHashMap<PathBuf, Arc<Config>>);

impl Configs {
    /// The one that governs a file; of a faulty one, what can be used.
    fn of(&mut self, path: &Path) -> Arc<Config> {
        let folder = path.parent().unwrap_or(path);
        if let Some(config) = self.0.get(folder) {
            return config.clone();
        }
        let config = Arc::new(Config::nearest(folder).unwrap_or_else(|error| *error.config));
        self.0.insert(folder.to_owned(), config.clone());
        config
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
    let mut configs = Configs::default();
    let mut read = |root: &Path, config: Option<&Arc<Config>>| {
        let governing = config.cloned().unwrap_or_else(|| configs.of(&root.join(CONFIG_FILE)));
        let walked = corpus::walk(root, &governing);
        for error in &walked.errors {
            tracing::warn!(%error, "left out");
        }
        let readings = walked.files.iter().map(|f| {
            let config = config.cloned().unwrap_or_else(|| configs.of(&f.path));
            Reading::of(&f.path, f.format, &config, cache)
        });
        archive.update(readings.collect::<Vec<_>>());
        governing
    };
    for folder in folders {
        let config = read(folder, None);
        for a in &config.archives {
            read(&a.path, Some(&config));
        }
    }
    tracing::info!(articles = archive.len(), ms = started.elapsed().as_millis(), "read the corpus");
    state.update(|world| world.desk.set_archive(Arc::new(archive)));
}

fn changed(state: &State, paths: &BTreeSet<PathBuf>, cache: &mut Cache) {
    if paths.iter().any(|p| p.file_name().is_some_and(|n| n == CONFIG_FILE)) {
        let hints = |d: &Document| match &d.path {
            Some(path) => d.with_hints(state.librarian.hints(path)),
            None => d.with_hints(d.hints.clone()),
        };
        state.update(|world| world.desk.map(hints));
        let folders = state.now().folders.clone();
        return read_all(state, &folders, cache);
    }
    let mut archive = (**state.now().desk.archive()).clone();
    let mut configs = Configs::default();
    let articles = paths.iter().filter_map(|path| {
        let format = Format::of_path(&path.to_string_lossy())?;
        Some(Reading::of(path, format, &configs.of(path), cache))
    });
    archive.update(articles);
    tracing::info!(changed = paths.len(), articles = archive.len(), "took in changes on disk");
    state.update(|world| world.desk.set_archive(Arc::new(archive)));
}
