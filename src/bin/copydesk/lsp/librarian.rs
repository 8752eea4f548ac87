//! The articles on disk: read off the loop, one batch at a time, by one thread.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock, Weak,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    time::{Duration, Instant},
};

use copydesk::{
    annotate::Cache,
    article::Format,
    corpus::{self, CONFIG_FILE, Changes, Config, ConfigError, LEDGER_FILE, Stamp, Watcher},
    desk::{Archive, House, Reading},
};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use tower_lsp::{Client, ls_types::MessageType};

use super::{
    progress::{Cancel, Progress},
    state::{State, World},
};

/// A batch is taken in when nothing more came for this long …
const QUIET: Duration = Duration::from_millis(120);
/// … or when the first change of it is this old.
const LONGEST: Duration = Duration::from_millis(600);
/// Articles that are read between two looks at the clock.
const CHUNK: usize = 128;

pub enum Job {
    /// Reads all articles of the workspace, in place of what was read before.
    ReadAll { progress: bool },
    /// These files or folders were written, created, renamed or deleted.
    Changed(Vec<PathBuf>),
    /// Anything may have changed.
    Look,
}

/// The desk's end of the line to the thread.
pub struct Librarian {
    jobs: Sender<Job>,
    pub cancel: Cancel,
}

impl Librarian {
    pub fn new() -> (Self, Receiver<Job>) {
        let (jobs, queue) = channel();
        (Librarian { jobs, cancel: Cancel::default() }, queue)
    }

    pub fn send(&self, job: Job) {
        if self.jobs.send(job).is_err() {
            tracing::error!("the corpus is no longer being read");
        }
    }
}

/// The house rules for a document: those of the file's folder, or of the first workspace folder for one without a file.
pub fn house(path: Option<&Path>, folders: &[PathBuf]) -> House {
    let folder = path.and_then(Path::parent).or(folders.first().map(PathBuf::as_path));
    let config = Configs::default().of_folder(folder);
    let workspace =
        || folders.iter().filter(|f| path.is_none_or(|p| p.starts_with(f))).max_by_key(|f| f.as_os_str().len());
    let root = match config.root.as_os_str().is_empty() {
        false => Some(config.root.clone()),
        true => workspace().cloned().or(folder.map(Path::to_owned)),
    };
    House::of(path, config, root)
}

/// The configurations that govern what is being read, each read once.
#[derive(Default)]
struct Configs {
    known: FxHashMap<PathBuf, Arc<Config>>,
    faults: BTreeMap<PathBuf, ConfigError>,
}

impl Configs {
    /// The one that governs a file; of a faulty one, what can be used.
    fn of(&mut self, path: &Path) -> Arc<Config> {
        self.of_folder(path.parent())
    }

    fn of_folder(&mut self, folder: Option<&Path>) -> Arc<Config> {
        let Some(folder) = folder else { return Arc::default() };
        if let Some(config) = self.known.get(folder) {
            return config.clone();
        }
        let config = Arc::new(Config::nearest(folder).unwrap_or_else(|error| {
            let config = (*error.config).clone();
            self.faults.insert(error.path.clone(), error);
            config
        }));
        self.known.insert(folder.to_owned(), config.clone());
        config
    }
}

/// One article file with the configuration that governs it.
struct Wanted {
    path: PathBuf,
    format: Format,
    config: Arc<Config>,
}

/// Everything that is an article now, under the folders and the archives they name.
struct Inventory {
    files: Vec<Wanted>,
    /// Folders outside the workspace.
    archives: Vec<PathBuf>,
    left_out: usize,
    faults: BTreeMap<PathBuf, ConfigError>,
}

impl Inventory {
    fn take(folders: &[PathBuf]) -> Self {
        let mut configs = Configs::default();
        let mut out = Inventory { files: Vec::new(), archives: Vec::new(), left_out: 0, faults: BTreeMap::new() };
        let mut seen = BTreeSet::new();
        for folder in folders {
            let governing = configs.of_folder(Some(folder));
            let walked = corpus::walk(folder, &governing);
            out.left_out += walked.errors.len();
            for f in walked.files {
                let config = configs.of(&f.path);
                if seen.insert(f.path.clone()) {
                    out.files.push(Wanted { path: f.path, format: f.format, config });
                }
            }
        }
        let named: Vec<Arc<Config>> = configs.known.values().cloned().collect();
        for config in named {
            for archive in &config.archives {
                if out.archives.contains(&archive.path) || folders.iter().any(|f| archive.path.starts_with(f)) {
                    continue;
                }
                out.archives.push(archive.path.clone());
                let walked = corpus::walk(&archive.path, &config);
                out.left_out += walked.errors.len();
                for f in walked.files.into_iter().filter(|f| seen.insert(f.path.clone())) {
                    out.files.push(Wanted { path: f.path, format: f.format, config: config.clone() });
                }
            }
        }
        out.faults = configs.faults;
        out
    }
}

/// Works until the session ends.
pub fn run(queue: &Receiver<Job>, state: &OnceLock<Weak<State>>, client: &Client, runtime: &tokio::runtime::Handle) {
    let mut desk = Reader { client, runtime, watcher: None, told: false };
    while let Ok(job) = queue.recv() {
        let (paths, all) = collect(job, queue);
        let Some(state) = state.get().and_then(Weak::upgrade) else { return };
        let work = std::panic::AssertUnwindSafe(|| match all {
            Some(progress) => desk.read_all(&state, progress),
            None => desk.update(&state, paths),
        });
        if std::panic::catch_unwind(work).is_err() {
            tracing::error!("reading the corpus panicked; the articles stay as they were");
        }
    }
}

/// Waits for the changes that come along with the first, so that ten thousand files are one batch. Gives the paths
/// (`None` for anything), and whether everything is to be read anew.
fn collect(first: Job, queue: &Receiver<Job>) -> (Option<BTreeSet<PathBuf>>, Option<bool>) {
    let mut paths = Some(BTreeSet::new());
    let mut job = Some(first);
    let started = Instant::now();
    loop {
        match job.take() {
            // What a full reading finds includes every change before it.
            Some(Job::ReadAll { progress }) => return (None, Some(progress)),
            Some(Job::Changed(more)) => {
                if let Some(paths) = &mut paths {
                    paths.extend(more);
                }
            }
            Some(Job::Look) => paths = None,
            None => {}
        }
        if started.elapsed() >= LONGEST {
            return (paths, None);
        }
        match queue.recv_timeout(QUIET) {
            Ok(next) => job = Some(next),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return (paths, None),
        }
    }
}

struct Reader<'a> {
    client: &'a Client,
    runtime: &'a tokio::runtime::Handle,
    watcher: Option<Watcher>,
    /// Whether the first reading has been told to the person.
    told: bool,
}

impl Reader<'_> {
    /// Reads everything anew, with progress where the client shows it.
    fn read_all(&mut self, state: &State, progress: bool) {
        let started = Instant::now();
        let world = state.now();
        let inventory = Inventory::take(&world.folders);
        self.watch(state, &world, &inventory);
        state.librarian.cancel.reset();
        let shown = (progress && world.session.progress && inventory.files.len() > CHUNK)
            .then(|| Progress::begin(self.client, self.runtime, "Reading articles"))
            .flatten();
        let mut archive = Archive::default();
        let mut last = Instant::now();
        for (i, chunk) in inventory.files.chunks(CHUNK).enumerate() {
            if state.librarian.cancel.is_set() {
                tracing::info!(read = archive.len(), of = inventory.files.len(), "reading was cancelled");
                break;
            }
            archive.update(read(chunk));
            if let Some(shown) = shown.as_ref().filter(|_| last.elapsed() > Duration::from_millis(100)) {
                last = Instant::now();
                shown.report(i * CHUNK + chunk.len(), inventory.files.len());
            }
        }
        let left_out = inventory.left_out + inventory.files.len() - archive.len();
        let (articles, took) = (archive.len(), started.elapsed());
        let message = format!("{articles} articles read in {:.1} s, {left_out} left out", took.as_secs_f32());
        tracing::info!("{message}");
        settle(state, archive, inventory.faults);
        if let Some(shown) = shown {
            shown.end(message.clone());
        }
        if !std::mem::replace(&mut self.told, true) && articles > 0 {
            self.runtime.block_on(self.client.log_message(MessageType::INFO, format!("Copydesk: {message}.")));
        }
    }

    /// Takes in what changed on disk. An article whose file has the same time and size is not read again.
    fn update(&mut self, state: &State, paths: Option<BTreeSet<PathBuf>>) {
        let world = state.now();
        let named =
            |name: &str| paths.as_ref().is_none_or(|p| p.iter().any(|p| p.file_name().is_some_and(|n| n == name)));
        let rules = named(CONFIG_FILE) || named(LEDGER_FILE);
        if rules {
            let folders = world.folders.clone();
            state.update(|world| world.desk.map(|d| d.with_house(house(d.path.as_deref(), &folders))));
        }
        if paths.is_some() && named(CONFIG_FILE) {
            return self.read_all(state, false);
        }
        let touched = |p: &Path| match &paths {
            None => true,
            // A folder that was renamed or deleted stands for all that is in it.
            Some(paths) => p.ancestors().any(|a| paths.contains(a)),
        };
        let old = world.desk.archive();
        let inventory = Inventory::take(&world.folders);
        self.watch(state, &world, &inventory);
        let present: BTreeSet<&Path> = inventory.files.iter().map(|w| w.path.as_path()).collect();
        let gone = old.records().map(|(_, r)| r.path.as_path()).filter(|p| touched(p) && !present.contains(p));
        let gone: Vec<Reading> = gone.map(|p| Reading { path: p.to_owned(), record: None }).collect();
        let stale = |w: &&Wanted| {
            let record = old.number(&w.path).and_then(|n| old.record(n));
            touched(&w.path) && record.is_none_or(|r| r.stamp.is_none() || r.stamp != Stamp::of(&w.path))
        };
        let changed: Vec<&Wanted> = inventory.files.iter().filter(stale).collect();
        if gone.is_empty() && changed.is_empty() {
            return;
        }
        tracing::info!(changed = changed.len(), gone = gone.len(), "took in changes on disk");
        let mut archive = (**old).clone();
        archive.update(gone);
        for chunk in changed.chunks(CHUNK) {
            archive.update(read_each(chunk.par_iter().copied()));
        }
        settle(state, archive, inventory.faults);
    }

    /// Watches what the client doesn't.
    fn watch(&mut self, state: &State, world: &World, inventory: &Inventory) {
        if self.watcher.is_none() {
            let jobs = state.librarian.jobs.clone();
            let tell = move |changes| {
                let job = match changes {
                    Changes::Paths(paths) => {
                        let matters = |p: &PathBuf| p.extension().is_none() || is_of_interest(p);
                        let paths: Vec<PathBuf> = paths.into_iter().filter(matters).collect();
                        if paths.is_empty() {
                            return;
                        }
                        Job::Changed(paths)
                    }
                    Changes::Unknown => Job::Look,
                };
                // The thread ends with the session, and the watcher with it.
                let _ = jobs.send(job);
            };
            match Watcher::new(tell) {
                Ok(watcher) => self.watcher = Some(watcher),
                Err(error) => tracing::warn!(%error),
            }
        }
        let mut folders = inventory.archives.clone();
        if !world.session.watches {
            folders.extend(world.folders.iter().cloned());
        }
        if let Some(Err(error)) = self.watcher.as_mut().map(|w| w.watch(&folders)) {
            tracing::warn!(%error);
        }
    }
}

fn is_of_interest(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name == CONFIG_FILE || name == LEDGER_FILE || Format::of_path(&path.to_string_lossy()).is_some()
}

/// Puts a new archive, and what is wrong in the configuration, into force.
fn settle(state: &State, archive: Archive, faults: BTreeMap<PathBuf, ConfigError>) {
    let archive = Arc::new(archive);
    state.update(|world| {
        world.desk.set_archive(archive);
        world.faults = Arc::new(faults.into_values().collect());
    });
}

fn read(chunk: &[Wanted]) -> Vec<Reading> {
    read_each(chunk.par_iter())
}

fn read_each<'a>(files: impl ParallelIterator<Item = &'a Wanted>) -> Vec<Reading> {
    files.map_init(Cache::default, |cache, w| Reading::of(&w.path, w.format, &w.config, cache)).collect()
}
