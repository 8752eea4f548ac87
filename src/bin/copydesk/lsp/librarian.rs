//! The articles on disk: read off the loop, one batch at a time, by one thread.

mod presence;
mod reading;

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
    article::Format,
    corpus::{self, CONFIG_FILE, Changes, Configs, LEDGER_FILE, Ledgers, LoadError, Report, Watcher},
    desk::{Archive, FEW, House},
    fact::{ANALYSER, Lookup},
    index::disk::{Store, StoreError},
};
use etcetera::BaseStrategy;
use tower_lsp::{Client, ls_types::MessageType};

use self::presence::Presence;
use super::{
    FAREWELL,
    progress::{Cancel, Progress},
    state::{State, World},
};

/// A batch is taken in when nothing more came for this long …
const QUIET: Duration = Duration::from_millis(120);
/// … or when the first change of it is this old.
const LONGEST: Duration = Duration::from_millis(600);
/// In a corpus of more than [`FEW`], fewer changes than this are looked at by themselves.
const SOME: usize = 200;

pub enum Job {
    /// Reads all articles of the workspace, in place of what was read before.
    ReadAll { progress: bool },
    /// These files or folders were written, created, renamed or deleted.
    Changed(Vec<PathBuf>),
    /// Anything may have changed.
    Look,
    /// The session ends: the indexes are to be closed, and that is to be told.
    Leave(Sender<()>),
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

    /// Has the indexes closed, so that nothing of them is left beside their files; waits for that, but not for long.
    pub fn leave(&self) {
        let (closed, wait) = channel();
        if self.jobs.send(Job::Leave(closed)).is_ok() {
            // An index that takes longer is as sound as after a crash.
            let _ = wait.recv_timeout(2 * FAREWELL);
        }
    }
}

/// The house rules for a document: those of the file's folder, or of the first workspace folder for one without a file.
pub fn house(path: Option<&Path>, folders: &[PathBuf]) -> House {
    let folder = path.and_then(Path::parent).or(folders.first().map(PathBuf::as_path));
    let config = folder.map(|f| Configs::default().of_folder(f)).unwrap_or_default();
    let workspace =
        || folders.iter().filter(|f| path.is_none_or(|p| p.starts_with(f))).max_by_key(|f| f.as_os_str().len());
    let kept = path.and_then(|p| corpus::ledger::root(p, &config));
    let root = kept.or_else(|| workspace().cloned()).or(folder.map(Path::to_owned));
    House::of(path, config, root)
}

/// Works until the session ends.
pub fn run(queue: &Receiver<Job>, state: &OnceLock<Weak<State>>, client: &Client, runtime: &tokio::runtime::Handle) {
    let (shelves, watcher, archives) = Default::default();
    let mut desk = Reader { client, runtime, queue, shelves, watcher, archives, told: false };
    while let Some(job) = desk.next() {
        let batch = collect(job, queue);
        let Some(state) = state.get().and_then(Weak::upgrade) else { return };
        let work = std::panic::AssertUnwindSafe(|| match batch {
            Batch::All { progress } => desk.read_all(&state, progress),
            Batch::Changed(paths) => desk.update(&state, paths),
            Batch::Leave(closed) => {
                desk.shelves.iter().for_each(|s| s.store.close(FAREWELL));
                // Nobody waits any more.
                let _ = closed.send(());
            }
        });
        if std::panic::catch_unwind(work).is_err() {
            tracing::error!("reading the corpus panicked; the articles stay as they were");
        }
    }
}

/// What is done in one go.
enum Batch {
    All {
        progress: bool,
    },
    /// `None` for anything.
    Changed(Option<BTreeSet<PathBuf>>),
    Leave(Sender<()>),
}

/// Waits for the changes that come along with the first, so that ten thousand files are one batch.
fn collect(first: Job, queue: &Receiver<Job>) -> Batch {
    let mut paths = Some(BTreeSet::new());
    let mut job = Some(first);
    let started = Instant::now();
    loop {
        match job.take() {
            // What a full reading finds includes every change before it.
            Some(Job::ReadAll { progress }) => return Batch::All { progress },
            Some(Job::Leave(closed)) => return Batch::Leave(closed),
            Some(Job::Changed(more)) => {
                if let Some(paths) = &mut paths {
                    paths.extend(more);
                }
            }
            Some(Job::Look) => paths = None,
            None => {}
        }
        if started.elapsed() >= LONGEST {
            return Batch::Changed(paths);
        }
        match queue.recv_timeout(QUIET) {
            Ok(next) => job = Some(next),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Batch::Changed(paths),
        }
    }
}

/// A folder of the workspace with its index.
struct Shelf {
    folder: PathBuf,
    store: Arc<Store>,
}

struct Reader<'a> {
    client: &'a Client,
    runtime: &'a tokio::runtime::Handle,
    queue: &'a Receiver<Job>,
    shelves: Vec<Shelf>,
    watcher: Option<Watcher>,
    archives: Presence,
    /// Whether the first reading has been told to the person.
    told: bool,
}

impl Reader<'_> {
    /// Waits for something to do: what is asked for, an index that a comparison has found to be damaged, an archive that went
    /// away or came back.
    fn next(&mut self) -> Option<Job> {
        loop {
            let changed = self.archives.changed();
            for (folder, is_there) in &changed {
                tracing::info!(folder = %folder.display(), is_there, "an archive");
                self.watcher.iter_mut().for_each(|w| w.forget(folder));
                if !is_there {
                    self.tell_gone(folder);
                }
            }
            if !changed.is_empty() {
                return Some(Job::Look);
            }
            match self.queue.recv_timeout(LONGEST) {
                Ok(job) => return Some(job),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) if self.shelves.iter().any(|s| s.store.is_damaged()) => {
                    return Some(Job::ReadAll { progress: false });
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Without its archive a draft is found in order too easily.
    fn tell_gone(&self, archive: &Path) {
        let message = format!("Copydesk: {}", LoadError::Archive { path: archive.to_owned() });
        self.runtime.block_on(self.client.show_message(MessageType::WARNING, message));
    }

    /// Brings the indexes of all folders up to date, with progress where the client shows it. What they hold from the
    /// last session is put to use at once.
    fn read_all(&mut self, state: &State, progress: bool) {
        let started = Instant::now();
        let world = state.now();
        self.open(&world.folders);
        if world.desk.archive().is_empty() {
            self.read_ahead(state);
            self.settle(state);
            tracing::info!(articles = state.now().desk.archive().len(), took = ?started.elapsed(), "opened the index");
        }
        self.watch(state, &state.now());
        let report = self.ingest_all(state, progress && world.session.progress);
        if report.cancelled {
            tracing::info!("reading was cancelled; what was read is kept");
        }
        self.settle(state);
        // What is found damaged is made anew (`next`).
        if !report.cancelled {
            self.shelves.iter().for_each(|s| drop(corpus::is_sound(&s.store)));
        }
        self.shelves.iter().for_each(|s| s.store.release());
        let (articles, left_out) = (state.now().desk.archive().len(), report.problems.len());
        let took = started.elapsed().as_secs_f32();
        let several = if articles == 1 { "" } else { "s" };
        let message = format!("{articles} article{several}, {} read in {took:.1} s, {left_out} left out", report.read);
        tracing::info!("{message}");
        for problem in &report.problems {
            tracing::warn!(%problem);
        }
        if !std::mem::replace(&mut self.told, true) && articles > 0 {
            self.runtime.block_on(self.client.log_message(MessageType::INFO, format!("Copydesk: {message}.")));
        }
    }

    /// Looks up what the open drafts will be compared with, where that may take long.
    fn read_ahead(&self, state: &State) {
        let articles: u32 = self.shelves.iter().map(|s| s.store.articles()).sum();
        if articles as usize <= FEW {
            return;
        }
        for open in state.now().desk.open() {
            let articles: usize =
                self.shelves.iter().map(|s| s.store.read_ahead(&open.document.analysis().sheet)).sum();
            tracing::info!(articles, "read ahead");
        }
    }

    /// Opens the index of each folder that has none open yet.
    fn open(&mut self, folders: &[PathBuf]) {
        self.shelves.retain(|s| folders.contains(&s.folder));
        for folder in folders {
            if self.shelves.iter().any(|s| s.folder == *folder) {
                continue;
            }
            match store(folder) {
                Ok(store) => self.shelves.push(Shelf { folder: folder.clone(), store: Arc::new(store) }),
                Err(error) => {
                    tracing::error!(%error);
                    let message = format!("Copydesk compares with no articles of {}: {error}", folder.display());
                    self.runtime.block_on(self.client.show_message(MessageType::ERROR, message));
                }
            }
        }
    }

    /// Takes in what changed on disk. An article whose file has the same time and size is not read again.
    fn update(&mut self, state: &State, paths: Option<BTreeSet<PathBuf>>) {
        let world = state.now();
        let named =
            |name: &str| paths.as_ref().is_none_or(|p| p.iter().any(|p| p.file_name().is_some_and(|n| n == name)));
        if named(CONFIG_FILE) || named(LEDGER_FILE) {
            let folders = world.folders.clone();
            state.update(|world| world.desk.map(|d| d.with_house(house(d.path.as_deref(), &folders))));
        }
        if named(CONFIG_FILE) {
            // Archives that it names are followed before they are read, so that nothing is missed between.
            self.watch(state, &state.now());
        }
        let started = Instant::now();
        let report = match &paths {
            // A few files of a large corpus: no need to look at all the others.
            Some(paths) if world.desk.archive().len() > FEW && self.are_some(paths) => self.refresh(paths),
            _ => self.ingest_all(state, false),
        };
        // An archive that went away or came back changes nothing in an index.
        if report.has_changes() || named(CONFIG_FILE) || named(LEDGER_FILE) || paths.is_none() {
            let Report { read, moved, removed, .. } = report;
            tracing::info!(read, moved, removed, took = ?started.elapsed(), "changes on disk");
            self.settle(state);
            self.tidy();
        }
    }

    /// Whether so few files changed that they are looked at by themselves.
    fn are_some(&self, paths: &BTreeSet<PathBuf>) -> bool {
        paths.len() < SOME && !paths.iter().any(|p| p.file_name().is_some_and(|n| n == CONFIG_FILE))
    }

    /// Looks at some files, and at no others.
    fn refresh(&self, paths: &BTreeSet<PathBuf>) -> Report {
        let files: Vec<PathBuf> = paths.iter().cloned().collect();
        let mut whole = Report::default();
        for shelf in &self.shelves {
            match corpus::refresh(&shelf.store, &shelf.folder, &files) {
                Ok(report) => {
                    whole.read += report.read;
                    whole.moved += report.moved;
                    whole.removed += report.removed;
                }
                Err(error) => tracing::error!(%error, "the index could not be brought up to date"),
            }
        }
        whole
    }

    /// Moves what was written into the indexes' main files, after it was put to use.
    fn tidy(&self) {
        for shelf in &self.shelves {
            shelf.store.release();
            if let Err(error) = shelf.store.checkpoint() {
                tracing::warn!(%error, "the index keeps what was written beside it");
            }
        }
    }

    /// Puts what the indexes hold, and what is wrong in the configuration, into force.
    fn settle(&self, state: &State) {
        let stores: Vec<Arc<Store>> = self.shelves.iter().map(|s| s.store.clone()).collect();
        let world = state.now();
        let before = world.desk.archive();
        let archive = match before.is_current(&stores) {
            true => before.clone(),
            false => {
                let folders = self.shelves.iter().map(|s| s.folder.clone()).collect();
                Arc::new(Archive::of(&stores, before.clock()).with_folders(folders))
            }
        };
        let (configs, mut ledgers) = (Configs::default(), Ledgers::default());
        let mut faults = BTreeMap::new();
        for folder in self.shelves.iter().map(|s| s.folder.clone()).chain(archive.folders()) {
            let config = configs.of_folder(&folder);
            let ledger = ledgers.of(&folder.join(LEDGER_FILE), &config).1;
            faults.extend(ledger.fault.as_ref().map(|f| (f.path.clone(), (**f).clone())));
        }
        faults.extend(configs.faults().into_iter().map(|f| (f.path.clone(), f)));
        if Arc::ptr_eq(&archive, before) && faults.is_empty() && world.faults.is_empty() {
            return;
        }
        state.update(|world| {
            world.desk.set_archive(archive);
            world.faults = Arc::new(faults.into_values().collect());
        });
    }

    /// Watches what the client doesn't.
    fn watch(&mut self, state: &State, world: &World) {
        if self.watcher.is_none() {
            let jobs = state.librarian.jobs.clone();
            let tell = move |changes| {
                let job = match changes {
                    Changes::Paths(paths) => {
                        // A name without an ending may be a folder.
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
        let configs = Configs::default();
        let mut folders: Vec<PathBuf> = Vec::new();
        for folder in world.folders.iter() {
            folders.extend(configs.of_folder(folder).archives.iter().map(|a| a.path.clone()));
        }
        let gone = self.archives.follow(folders.iter().cloned());
        gone.iter().for_each(|folder| self.tell_gone(folder));
        if world.session.watches {
            folders.retain(|a| !world.folders.iter().any(|f| a.starts_with(f)));
        } else {
            folders.extend(world.folders.iter().cloned());
        }
        if let Some(Err(error)) = self.watcher.as_mut().map(|w| w.watch(&folders)) {
            tracing::warn!(%error);
        }
    }
}

/// The index of a folder: where `copydesk.toml` says, else in the user's cache folder; where none can be written, in
/// memory.
fn store(folder: &Path) -> Result<Store, StoreError> {
    let place = Configs::default().of_folder(folder).index.clone();
    let cache = || etcetera::choose_base_strategy().ok().map(|s| s.cache_dir().join("copydesk"));
    let name = &blake3::hash(folder.to_string_lossy().as_bytes()).to_hex()[..16];
    let written = place.or_else(cache).map(|place| Store::open(&place.join(format!("{name}.index")), ANALYSER));
    match written {
        Some(Ok((store, opened))) => {
            tracing::info!(?opened, file = %store.file().display(), "the index");
            Ok(store)
        }
        failed => {
            if let Some(Err(error)) = failed {
                tracing::warn!(%error, "the index is kept in memory for this session");
            }
            Store::in_memory(name, ANALYSER)
        }
    }
}

fn is_of_interest(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    let is_readable = || Format::of_path(&path.to_string_lossy()).is_some();
    name == CONFIG_FILE || name == LEDGER_FILE || is_readable() || corpus::names(&Configs::default().of(path), path)
}
