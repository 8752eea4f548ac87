//! Reading all articles of the workspace, and what is written meanwhile.

use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use copydesk::{
    corpus::{self, Report},
    fact::{ANALYSER, Lookup},
    index::disk::{Store, StoreError},
};
use tower_lsp::ls_types::MessageType;

use super::{Job, LONGEST, Progress, QUIET, Reader, State};

/// After so long what was read until then is compared with for the first time.
const FIRST_LOOK: Duration = Duration::from_millis(400);

/// What was asked for while everything is being read.
#[derive(Default)]
struct Meanwhile {
    /// Files that were written: when the first and the last of them were told.
    written: Option<(BTreeSet<PathBuf>, Instant, Instant)>,
    /// All files that were written. The reading may have come to one before it was, and after it was looked at.
    all: BTreeSet<PathBuf>,
    later: Vec<Job>,
}

impl Meanwhile {
    fn add(&mut self, job: Job) {
        let Job::Changed(paths) = job else { return self.later.push(job) };
        let now = Instant::now();
        let (written, _, last) = self.written.get_or_insert_with(|| (BTreeSet::new(), now, now));
        *last = now;
        self.all.extend(paths.iter().cloned());
        written.extend(paths);
    }

    /// The files that were written, once nothing more has come for a while.
    fn settled(&mut self) -> Option<BTreeSet<PathBuf>> {
        let quiet = |first: &Instant, last: &Instant| last.elapsed() >= QUIET || first.elapsed() >= LONGEST;
        Some(self.written.take_if(|(_, first, last)| quiet(first, last))?.0)
    }

    /// What is to be done when everything is read.
    fn again(self, send: impl Fn(Job)) {
        if !self.all.is_empty() {
            send(Job::Changed(self.all.into_iter().collect()));
        }
        self.later.into_iter().for_each(send);
    }
}

impl Reader<'_> {
    /// Reads what is new or changed. An index that turns out damaged is made anew; one that cannot be written lies in memory
    /// from then on. Either is told in one line.
    pub fn ingest_all(&mut self, state: &State, shown: bool) -> Report {
        let (mut report, failed) = self.ingest(state, shown);
        let mut again = false;
        for k in 0..self.shelves.len() {
            let shelf = &self.shelves[k];
            let file = shelf.store.file().to_owned();
            let folder = shelf.folder.display().to_string();
            let error = failed.iter().find(|f| f.0 == k).map(|f| &f.1);
            let (store, message) = if shelf.store.is_damaged() {
                let message = format!("Copydesk’s index of {folder} was damaged, and is made anew.");
                (Store::renew(&file, ANALYSER).or_else(|_| Store::in_memory(&format!("{k}"), ANALYSER)), message)
            } else if let Some(error) = error {
                let message = format!("Copydesk keeps its index of {folder} in memory for this session: {error}");
                (Store::in_memory(&format!("{k}"), ANALYSER), message)
            } else {
                continue;
            };
            tracing::warn!("{message}");
            self.runtime.block_on(self.client.log_message(MessageType::WARNING, message));
            match store {
                Ok(store) => self.shelves[k].store = Arc::new(store),
                Err(error) => tracing::error!(%error, "there is no index"),
            }
            again = true;
        }
        if again {
            let (more, failed) = self.ingest(state, shown);
            for (_, error) in failed {
                tracing::error!(%error, "the index could not be brought up to date");
            }
            report.read += more.read;
            report.problems = more.problems;
        }
        report
    }

    /// Reads what is new or changed, on threads of its own; this one tells how far it is. Tells which indexes failed.
    fn ingest(&self, state: &State, shown: bool) -> (Report, Vec<(usize, StoreError)>) {
        let mut whole = Report::default();
        let mut failed = Vec::new();
        let mut meanwhile = Meanwhile::default();
        state.librarian.cancel.reset();
        for (k, shelf) in self.shelves.iter().enumerate() {
            // Half of the machine at most, and nothing while a draft is being looked at: that comes first.
            let threads = std::thread::available_parallelism().map_or(1, |n| n.get().div_ceil(2));
            let progress = corpus::Progress { hold: state.busy.clone(), threads, ..corpus::Progress::default() };
            let report = std::thread::scope(|scope| {
                let work = scope.spawn(|| corpus::ingest(&shelf.store, &shelf.folder, &progress));
                let started = Instant::now();
                let (mut seen, mut next) = (shelf.store.articles(), FIRST_LOOK);
                let mut bar = None;
                while !work.is_finished() {
                    std::thread::sleep(Duration::from_millis(2));
                    if state.librarian.cancel.is_set() {
                        progress.cancelled.store(true, Ordering::Relaxed);
                    }
                    self.take_in(state, &mut meanwhile);
                    // What is indexed so far is put to use, less and less often.
                    if started.elapsed() > next {
                        next = started.elapsed() * 2;
                        if seen != shelf.store.articles() && !state.now().desk.open().is_empty() {
                            seen = shelf.store.articles();
                            self.settle(state);
                        }
                    }
                    // What is done in a moment is not worth a bar.
                    if shown && bar.is_none() && started.elapsed() > Duration::from_millis(300) {
                        bar = Some((Progress::begin(self.client, self.runtime, "Reading articles"), Instant::now()));
                    }
                    if let Some((Some(bar), last)) = &mut bar
                        && last.elapsed() > Duration::from_millis(100)
                        && progress.total.load(Ordering::Relaxed) > 0
                    {
                        *last = Instant::now();
                        let count = |n: &AtomicU64| n.load(Ordering::Relaxed) as usize;
                        bar.report(count(&progress.done), count(&progress.total));
                    }
                }
                if let Some((Some(bar), _)) = bar {
                    bar.end(format!("{} articles", shelf.store.articles()));
                }
                work.join()
            });
            match report {
                Ok(Ok(report)) => {
                    whole.read += report.read;
                    whole.unchanged += report.unchanged;
                    whole.moved += report.moved;
                    whole.removed += report.removed;
                    whole.cancelled |= report.cancelled;
                    whole.problems.extend(report.problems);
                }
                Ok(Err(error)) => failed.push((k, error)),
                Err(_) => tracing::error!("reading panicked; the index stays as it was"),
            }
        }
        meanwhile.again(|job| state.librarian.send(job));
        (whole, failed)
    }

    /// Looks at files that were written while everything is being read: they don't wait for all the others.
    fn take_in(&self, state: &State, meanwhile: &mut Meanwhile) {
        for job in self.queue.try_iter() {
            if matches!(job, Job::Leave(_)) {
                state.librarian.cancel.set();
            }
            meanwhile.add(job);
        }
        let Some(paths) = meanwhile.settled() else { return };
        // Many are found by the reading itself.
        if self.are_some(&paths) && self.refresh(&paths).has_changes() {
            self.settle(state);
        }
    }
}
