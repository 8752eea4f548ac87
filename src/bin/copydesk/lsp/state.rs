//! The one place where state changes. Everything else works on an immutable [`World`].

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use copydesk::{
    article::Format,
    base::{Position, Span},
    corpus::{self, ConfigError, LEDGER_FILE, ledger},
    desk::{Applied, Desk, Document, Edit, Open, Text},
};
use rustc_hash::FxHashSet;
use serde_json::{Value, json};
use tokio::task_local;
use tower_lsp::ls_types::{Range, TextDocumentPositionParams};

use super::{
    bell::Bell,
    convert,
    librarian::{self, Job, Librarian},
    service::Ordered,
    session::Session,
    settings::Settings,
    wire::Wire,
};

/// What a request sees: everything at the moment it arrived.
pub type Snapshot = Arc<World>;

#[derive(Clone, Debug, Default)]
pub struct World {
    pub desk: Desk,
    pub settings: Settings,
    pub session: Arc<Session>,
    pub folders: Arc<Vec<PathBuf>>,
    /// What is wrong in which `copydesk.toml`.
    pub faults: Arc<Vec<ConfigError>>,
    /// Grows with every change of anything.
    pub generation: u64,
    /// Grows with every change but that of a document's text.
    pub ground: u64,
}

impl World {
    /// The open document and the byte offset that a client points at.
    pub fn at(&self, at: &TextDocumentPositionParams) -> Option<(&Open, u32)> {
        let open = self.desk.get(at.text_document.uri.as_str())?;
        let offset = convert::offset(open.document.analysis(), at.position, self.session.encoding)?;
        Some((open, offset))
    }

    /// The name that the workspace has for a file that is called otherwise: through a link, or behind one.
    fn own(&self, path: PathBuf) -> PathBuf {
        if self.folders.iter().any(|f| path.starts_with(f)) {
            return path;
        }
        let real = corpus::identity(&path);
        let within = |f: &PathBuf| Some(f.join(real.strip_prefix(corpus::identity(f)).ok()?));
        self.folders.iter().find_map(within).unwrap_or(path)
    }

    pub fn range(&self, open: &Open, span: Span) -> Range {
        let analysis = open.document.analysis();
        convert::range(analysis.text(), &analysis.lines, span, self.session.encoding)
    }
}

pub struct State {
    world: Mutex<Snapshot>,
    bell: Bell,
    pub librarian: Librarian,
    /// Set while a change waits to be looked at and told, so that reading the corpus stands back.
    pub busy: Arc<AtomicBool>,
    /// Whether the client shows documents that the server has the text of.
    pub documents: AtomicBool,
    /// Open documents of which an edit was not understood.
    astray: Mutex<FxHashSet<Arc<str>>>,
    /// Open documents that are too long to be read.
    long: Mutex<FxHashSet<Arc<str>>>,
    wire: Wire,
}

task_local! {
    static SNAPSHOT: Snapshot;
}

impl State {
    pub fn new(bell: Bell, librarian: Librarian, wire: Wire) -> Self {
        let documents = AtomicBool::new(false);
        let (world, busy, astray, long) = Default::default();
        State { world, bell, librarian, busy, documents, astray, long, wire }
    }

    fn lock(&self) -> MutexGuard<'_, Snapshot> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The world as it is now.
    pub fn now(&self) -> Snapshot {
        self.lock().clone()
    }

    /// The world as it was when the current request arrived.
    pub fn arrival(&self) -> Snapshot {
        SNAPSHOT.try_with(Clone::clone).unwrap_or_else(|_| self.now())
    }

    /// Changes the world and rings for whoever publishes it.
    pub fn update<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        self.edit(|world| {
            world.ground += 1;
            change(world)
        })
    }

    /// Changes the text of a document.
    fn edit<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        let out = {
            let mut world = self.lock();
            let world = Arc::make_mut(&mut world);
            world.generation += 1;
            change(world)
        };
        self.busy.store(true, Ordering::Relaxed);
        self.bell.ring();
        out
    }

    fn open(&self, params: &Value) -> Option<()> {
        let item = params.get("textDocument")?;
        let uri: Arc<str> = item.get("uri")?.as_str()?.into();
        let text = Text::new(item.get("text")?.as_str()?);
        let version = version(item);
        let path = convert::path(&uri).map(|p| self.now().own(p));
        let format = format(&uri, path.as_deref(), item.get("languageId").and_then(Value::as_str).unwrap_or_default());
        let house = librarian::house(path.as_deref(), &self.now().folders);
        self.astray().remove(&uri);
        self.measure(&uri, format.map_or(0, |_| text.len()));
        self.update(|world| {
            let number = match world.desk.get(&uri) {
                Some(open) => {
                    tracing::warn!(%uri, "opened while open: the new text counts");
                    open.document.article
                }
                None => world.desk.number_for(path.as_deref()),
            };
            world.desk.put(Document::new(uri, path, number, version, text, format, house));
        });
        Some(())
    }

    fn change(&self, params: &Value) -> Option<()> {
        let item = params.get("textDocument")?;
        let uri = item.get("uri")?.as_str()?;
        let version = version(item);
        let changes = params.get("contentChanges").and_then(Value::as_array);
        let Some(mut edits) = changes.and_then(|c| c.iter().map(understood).collect::<Option<Vec<_>>>()) else {
            self.lose(uri);
            return Some(());
        };
        if self.astray().contains(uri) {
            // With all of the text it is known again; with a part of it, it is not.
            let Some(whole) = edits.iter().rposition(|e| e.range.is_none()) else { return Some(()) };
            edits.drain(..whole);
            self.astray().remove(uri);
        }
        let encoding = self.now().session.encoding;
        self.edit(|world| {
            let Some(open) = world.desk.get(uri) else {
                tracing::warn!(%uri, version, "changed without being open: left out");
                return Some(());
            };
            if version <= open.document.version {
                // The wire's order is the truth; the number is only handed back with the diagnostics.
                tracing::warn!(%uri, version, before = open.document.version, "a version that does not grow");
            }
            let mut text = open.document.text.clone();
            for edit in edits {
                if text.apply(edit, encoding) == Applied::Bent {
                    tracing::warn!(%uri, version, range = ?edit.range, "a range outside the text: bent to it");
                }
            }
            self.measure(uri, open.document.format.map_or(0, |_| text.len()));
            let document = open.document.with_text(text, version);
            world.desk.put(document);
            Some(())
        })
    }

    fn astray(&self) -> MutexGuard<'_, FxHashSet<Arc<str>>> {
        self.astray.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note that an edit of a document was not understood, so that nobody knows where the next ones belong. Tells it
    /// once.
    fn lose(&self, uri: &str) {
        if self.now().desk.get(uri).is_none() || !self.astray().insert(uri.into()) {
            return;
        }
        tracing::warn!(%uri, "an edit that is not understood: the document is followed no further");
        let name = name(uri);
        self.warn(&format!(
            "Copydesk did not understand an edit of {name} and cannot follow it. Close it and open it again."
        ));
    }

    /// Tells once of an article that so many bytes make too long to be read, so that its silence is no surprise.
    fn measure(&self, uri: &str, bytes: usize) {
        if bytes as u64 <= corpus::LARGEST_TEXT {
            return;
        }
        if self.long.lock().unwrap_or_else(PoisonError::into_inner).insert(uri.into()) {
            let (name, most) = (name(uri), corpus::LARGEST_TEXT >> 20);
            self.warn(&format!(
                "{name} is longer than {most} MB. Copydesk does not read it: it has no marks and no warnings."
            ));
        }
    }

    fn warn(&self, message: &str) {
        let params = json!({"type": 2, "message": message});
        let told = json!({"jsonrpc": "2.0", "method": "window/showMessage", "params": params});
        self.wire.send(told.to_string().as_bytes());
    }

    fn close(&self, params: &Value) -> Option<()> {
        let uri = params.get("textDocument")?.get("uri")?.as_str()?;
        self.astray().remove(uri);
        self.long.lock().unwrap_or_else(PoisonError::into_inner).remove(uri);
        let known = self.update(|world| world.desk.remove(uri));
        if !known {
            tracing::warn!(%uri, "closed without being open");
        } else if let Some(path) = convert::path(uri) {
            // What counts now is the disk again, which may have changed while the buffer shadowed it.
            self.librarian.send(Job::Changed(vec![self.now().own(path)]));
        }
        Some(())
    }

    fn watched(&self, params: &Value) -> Option<()> {
        let changes = params.get("changes")?.as_array()?;
        let paths = changes.iter().filter_map(|c| convert::path(c.get("uri")?.as_str()?)).collect();
        self.librarian.send(Job::Changed(paths));
        Some(())
    }

    /// Files that were created, renamed or deleted in the editor.
    fn moved(&self, params: &Value) -> Option<()> {
        let files = params.get("files")?.as_array()?;
        let path = |file: &Value, name: &str| convert::path(file.get(name)?.as_str()?);
        let mut paths: Vec<PathBuf> =
            files.iter().flat_map(|f| ["oldUri", "newUri", "uri"].iter().filter_map(|n| path(f, n))).collect();
        // What a person let stand in an article follows it.
        for (from, to) in files.iter().filter_map(|f| path(f, "oldUri").zip(path(f, "newUri"))) {
            let Some(root) = librarian::house(Some(&to), &self.now().folders).root else { continue };
            let name = |p: &Path| Some(p.strip_prefix(&root).ok()?.to_string_lossy().replace('\\', "/"));
            let Some((from, to)) = name(&from).zip(name(&to)) else { continue };
            let ledger = root.join(LEDGER_FILE);
            if let Err(error) = ledger::rename(&ledger, &from, &to) {
                tracing::warn!(%error, file = %ledger.display(), "decisions do not follow their article");
            }
            paths.push(ledger);
        }
        self.librarian.send(Job::Changed(paths));
        Some(())
    }

    fn folders(&self, params: &Value) -> Option<()> {
        let event = params.get("event")?;
        let list = |name: &str| -> Vec<PathBuf> {
            let folders = event.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            folders.iter().filter_map(|f| convert::path(f.get("uri")?.as_str()?)).collect()
        };
        let (added, removed) = (list("added"), list("removed"));
        self.update(|world| {
            let mut folders = (*world.folders).clone();
            folders.retain(|f| !removed.contains(f));
            folders.extend(added.into_iter().filter(|a| !world.folders.contains(a)));
            world.folders = Arc::new(folders);
        });
        self.librarian.send(Job::ReadAll { progress: true });
        Some(())
    }
}

impl Ordered for State {
    type Snapshot = Snapshot;

    fn apply(&self, method: &str, params: &Value) -> bool {
        let understood = match method {
            // All but this the protocol library reads.
            "initialize" => {
                let shown = params.pointer("/capabilities/workspace/textDocumentContent/dynamicRegistration");
                self.documents.store(shown == Some(&Value::Bool(true)), Ordering::Relaxed);
                return false;
            }
            "textDocument/didOpen" => self.open(params),
            "textDocument/didChange" => self.change(params),
            "textDocument/didClose" => self.close(params),
            "textDocument/didSave" => Some(()),
            "workspace/didChangeWatchedFiles" => self.watched(params),
            "workspace/didCreateFiles" | "workspace/didRenameFiles" | "workspace/didDeleteFiles" => self.moved(params),
            "workspace/didChangeWorkspaceFolders" => self.folders(params),
            "window/workDoneProgress/cancel" => {
                self.librarian.cancel.note(params);
                Some(())
            }
            _ => return false,
        };
        if understood.is_none() {
            tracing::warn!(method, "not understood, left out");
        }
        true
    }

    fn snapshot(&self) -> Snapshot {
        self.now()
    }

    fn scope<F>(snapshot: Snapshot, request: F) -> impl Future<Output = F::Output> + Send
    where
        F: Future + Send,
    {
        SNAPSHOT.scope(snapshot, request)
    }
}

/// The last part of a URI, as people call the document.
fn name(uri: &str) -> &str {
    uri.rsplit(['/', ':']).next().unwrap_or(uri)
}

fn version(item: &Value) -> i32 {
    let number = item.get("version").and_then(Value::as_i64).unwrap_or_default();
    number.clamp(i32::MIN.into(), i32::MAX.into()) as i32
}

/// An edit as the client writes it; `None` where it has no text or an unreadable range.
fn understood(change: &Value) -> Option<Edit<'_>> {
    let range = match change.get("range") {
        None | Some(Value::Null) => None,
        Some(range) => Some((position(range.get("start"))?, position(range.get("end"))?)),
    };
    Some(Edit { range, text: change.get("text")?.as_str()? })
}

/// A client's position; numbers beyond what a text can have count as the largest.
fn position(at: Option<&Value>) -> Option<Position> {
    let number = |name: &str| at?.get(name)?.as_u64().map(|n| n.min(u32::MAX.into()) as u32);
    Some(Position { line: number("line")?, column: number("character")? })
}

/// How to read a document: by its file's name, else by what the editor calls it.
fn format(uri: &str, path: Option<&std::path::Path>, language: &str) -> Option<Format> {
    let name = path.map_or(uri.into(), |p| p.to_string_lossy());
    // Articles inside other files are read from the disk; the buffer shows the wrapping.
    Format::of_path(&name).map_or_else(
        || match language {
            "plaintext" | "text" => Some(Format::Plain),
            "markdown" => Some(Format::Markdown),
            _ => None,
        },
        |format| (!format.is_container()).then_some(format),
    )
}
