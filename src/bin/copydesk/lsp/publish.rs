//! The diagnostics engine: works off the loop, on the newest world only, and publishes a version only while it is
//! current. What an edit changes is mostly looked at by the thread that read it ([`AtOnce`]), since another would have to
//! wake up first.

use std::{
    collections::BTreeMap,
    hash::Hasher,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError, Weak, atomic::Ordering},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use copydesk::{
    corpus::until_mended,
    desk::{Open, Place},
};
use jiff::Timestamp;
use rustc_hash::{FxHashMap, FxHasher};
use tower_lsp::{
    Client,
    ls_types::{Diagnostic, MessageType},
};

use super::{
    bell::{Bell, Woken},
    convert,
    diagnostics::{Written, faults},
    semantic_tokens::Given,
    service::Stage,
    state::{Snapshot, State, World},
    wire::Wire,
};

/// A pause in typing after which everything is compared anew, not only what was edited.
const PAUSE: Duration = Duration::from_millis(300);

/// What a document's last edit may have taken to be looked at by the thread that reads the next one.
const QUICK: Duration = Duration::from_millis(8);

/// Bytes by which such an edit changes a text at most.
const TYPED: usize = 4096;

/// What was last told about a document.
struct Told {
    /// Of the document and of the world, when it was worked out.
    revision: u64,
    ground: u64,
    /// Of the JSON array.
    hash: u64,
    written: Written,
    /// Bytes of its text, and what it took.
    length: usize,
    took: Duration,
}

/// Tells the client what it is to show. Whoever holds it tells all that is new.
pub struct Publisher {
    client: Client,
    wire: Wire,
    stage: Arc<Mutex<Stage>>,
    given: Arc<Given>,
    runtime: tokio::runtime::Handle,
    /// Whether it must not wait for the client.
    in_haste: bool,
    told: FxHashMap<Arc<str>, Told>,
    /// Of configuration files.
    faults: BTreeMap<PathBuf, Vec<Diagnostic>>,
}

/// Looks at what an edit changed on the thread that applies it, so that nobody need wake up first.
pub struct AtOnce {
    pub bell: Bell,
    pub publisher: Arc<Mutex<Publisher>>,
}

impl AtOnce {
    /// Does what `apply` does, and tells what changed by it: at once, where that takes no longer than anyone could notice and
    /// nothing is in the way, else through the bell.
    pub fn edit<T>(&self, state: &State, apply: impl FnOnce() -> T) -> T {
        struct Held<'a>(&'a Bell, bool);
        impl Drop for Held<'_> {
            fn drop(&mut self) {
                self.0.release(self.1);
            }
        }
        self.bell.hold();
        let mut held = Held(&self.bell, false);
        let out = apply();
        let Ok(mut publisher) = self.publisher.try_lock() else { return out };
        if !publisher.is_quick(&state.now()) || !self.bell.take() {
            return out;
        }
        tell_time(state);
        publisher.in_haste = true;
        publisher.look(state);
        publisher.in_haste = false;
        state.busy.store(false, Ordering::Relaxed);
        held.1 = true;
        out
    }
}

/// The library has no clock: what is held back until a moment is so until it hears of it.
fn tell_time(state: &State) {
    state.now().desk.archive().clock().store(Timestamp::now().as_second(), Ordering::Relaxed);
}

/// Works until the session ends.
pub fn run(bell: &Bell, state: &OnceLock<Weak<State>>, publisher: &Mutex<Publisher>) {
    let mut settling: Option<JoinHandle<()>> = None;
    // The next end of an embargo that matters, and the last that was noticed.
    let (mut held, mut released): (Option<Timestamp>, Option<Timestamp>) = (None, None);
    loop {
        // A second past the end of an embargo it is over for all.
        let most = held.map(|until| Timestamp::now().duration_until(until).as_secs().max(0) as u64 + 1);
        let woken = bell.wait(most.map(Duration::from_secs));
        let Some(state) = state.get().and_then(Weak::upgrade) else { return };
        if woken != Woken::Looked {
            let debounce = state.now().settings.debounce;
            if !debounce.is_zero() {
                std::thread::sleep(debounce);
            }
            tell_time(&state);
            if woken == Woken::Late {
                released = held.take();
                state.update(|world| world.desk.map(|d| d.forgotten()));
            }
            publisher.lock().unwrap_or_else(PoisonError::into_inner).look(&state);
            state.busy.store(false, Ordering::Relaxed);
        }
        let world = state.now();
        let unsettled = || !world.desk.all_settled();
        if bell.is_silent(PAUSE) && settling.as_ref().is_none_or(JoinHandle::is_finished) {
            if catch_unwind(AssertUnwindSafe(unsettled)).unwrap_or(false) {
                settling = settle(&state, world.clone());
            } else {
                let until = catch_unwind(AssertUnwindSafe(|| world.desk.held_until())).unwrap_or_default();
                held = until.filter(|until| released != Some(*until));
            }
        }
    }
}

/// Compares everything anew on a thread of its own, so that the next keystroke need not wait for it. When it is done it
/// rings, also if what it compared is no longer current.
fn settle(state: &Arc<State>, world: Snapshot) -> Option<JoinHandle<()>> {
    let state = Arc::downgrade(state);
    let work = move || {
        let Ok(settled) = catch_unwind(AssertUnwindSafe(|| world.desk.exactly())) else {
            tracing::error!("the full comparison panicked");
            return;
        };
        if let Some(state) = state.upgrade() {
            state.update(|world| world.desk.settle(settled));
        }
    };
    std::thread::Builder::new().name("settle".into()).spawn(work).ok()
}

impl Publisher {
    pub fn new(
        client: Client,
        wire: Wire,
        stage: Arc<Mutex<Stage>>,
        given: Arc<Given>,
        runtime: tokio::runtime::Handle,
    ) -> Self {
        let (told, faults) = (FxHashMap::default(), BTreeMap::new());
        Publisher { client, wire, stage, given, runtime, in_haste: false, told, faults }
    }

    /// Whether all that is new is a few bytes in the document changed last, which took no time before, and the client has
    /// room for more.
    fn is_quick(&self, world: &World) -> bool {
        let quick = |(i, open): (usize, &Arc<Open>)| {
            let document = &open.document;
            self.told.get(&document.uri).is_some_and(|t| {
                let typed = i == 0 && t.took < QUICK && t.length.abs_diff(document.text.len()) < TYPED;
                t.ground == world.ground && (typed || t.revision == document.revision)
            })
        };
        world.settings.debounce.is_zero() && world.desk.open().iter().enumerate().all(quick) && self.wire.is_free()
    }

    fn look(&mut self, state: &State) {
        let world = state.now();
        let pulled = world.session.pulls(&world.settings);
        let gone: Vec<Arc<str>> = self.told.keys().filter(|uri| world.desk.get(uri).is_none()).cloned().collect();
        for uri in gone {
            self.told.remove(&uri);
            if !pulled {
                self.send(&uri, "[]", None);
            }
        }
        // Whether something is new for a document that was not edited, so that a client that asks must ask again.
        let mut others = false;
        for open in world.desk.open() {
            let (uri, revision) = (&open.document.uri, open.document.revision);
            let before = self.told.get_mut(uri);
            // What an edit elsewhere means for this document is told in the pause.
            if before.as_ref().is_some_and(|t| t.ground == world.ground && t.revision == revision) {
                continue;
            }
            let edited = before.as_ref().is_none_or(|t| t.revision != revision);
            let last = before.as_ref().map(|t| t.hash);
            let begun = Instant::now();
            let mut written = before.map(|t| std::mem::take(&mut t.written)).unwrap_or_default();
            let found = catch_unwind(AssertUnwindSafe(|| written.array(&world, open)));
            let Ok(found) = found else {
                tracing::error!(%uri, version = open.document.version, "the analysis panicked");
                continue;
            };
            let current = state.now();
            if current.desk.get(uri).is_none_or(|o| o.document.revision != revision) {
                // A newer version is there already, and its ring with it.
                if let Some(told) = self.told.get_mut(uri) {
                    told.written = written;
                }
                break;
            }
            let hash = hash(&found);
            let differs = last != Some(hash);
            others |= differs && !edited;
            if !pulled && (edited || differs) {
                self.send(uri, &found, Some(open.document.version));
            }
            let (length, took) = (open.document.text.len(), begun.elapsed());
            self.told.insert(uri.clone(), Told { revision, ground: world.ground, hash, written, length, took });
            if current.generation != world.generation {
                break;
            }
        }
        if others {
            self.refresh(&world, pulled);
        }
        self.tell_faults(&world);
    }

    /// What is wrong in configuration files, open or not.
    fn tell_faults(&mut self, world: &World) {
        let now: BTreeMap<PathBuf, Vec<Diagnostic>> =
            world.faults.iter().map(|e| (e.path.clone(), faults(e, world.session.encoding))).collect();
        if now == self.faults {
            return;
        }
        for path in self.faults.keys().filter(|p| !now.contains_key(*p)) {
            self.send_file(path, &[]);
        }
        for (path, found) in now.iter().filter(|(p, f)| self.faults.get(*p) != Some(f)) {
            self.send_file(path, found);
            // Nobody has the file open, as a rule.
            let problem = world.faults.iter().find(|e| e.path == *path).map(|e| e.to_string());
            let message = problem.unwrap_or_default();
            let more = if found.len() > 1 { format!(" (and {} more)", found.len() - 1) } else { String::new() };
            let first = message.lines().next().unwrap_or_default().trim_end_matches('.');
            let message = until_mended(&format!("{first}{more}")) + ".";
            let client = self.client.clone();
            self.runtime.spawn(async move { client.show_message(MessageType::WARNING, message).await });
        }
        self.faults = now;
    }

    /// Lets the client ask again for what it shows of documents that were not edited.
    fn refresh(&self, world: &World, pulled: bool) {
        let session = world.session.clone();
        let client = self.client.clone();
        if session.refresh_tokens {
            // A client that is told to ask again forgets what it has, and a difference to that would be lost on it.
            self.given.forget();
        }
        self.runtime.spawn(async move {
            // Answers say nothing but that the client heard.
            if pulled {
                let _ = client.workspace_diagnostic_refresh().await;
            }
            if session.refresh_tokens {
                let _ = client.semantic_tokens_refresh().await;
            }
            if session.refresh_lenses {
                let _ = client.code_lens_refresh().await;
            }
            if session.refresh_hints {
                let _ = client.inlay_hint_refresh().await;
            }
        });
    }

    fn send_file(&self, path: &Path, diagnostics: &[Diagnostic]) {
        if let Some((uri, array)) = convert::uri(&Place::File(path.into())).zip(serde_json::to_string(diagnostics).ok())
        {
            self.send(uri.as_str(), &array, None);
        }
    }

    /// Publishes an array of diagnostics (LSP 3.17, PublishDiagnostics).
    fn send(&self, uri: &str, array: &str, version: Option<i32>) {
        // After shutdown nothing is told any more.
        if *self.stage.lock().unwrap_or_else(PoisonError::into_inner) != Stage::Running {
            return;
        }
        let uri = serde_json::Value::from(uri);
        let version = version.map(|v| format!(r#","version":{v}"#)).unwrap_or_default();
        let body = format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{{"uri":{uri}{version},"diagnostics":{array}}}}}"#
        );
        match self.in_haste {
            true => self.wire.offer(body.as_bytes()),
            false => self.wire.send(body.as_bytes()),
        }
    }
}

/// Tells what was told last from what is to be told.
fn hash(array: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(array.as_bytes());
    hasher.finish()
}
