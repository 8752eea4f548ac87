//! The diagnostics engine: works off the loop, on the newest world only, and publishes a version only while it is
//! current.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, OnceLock, PoisonError, Weak},
};

use rustc_hash::FxHashMap;
use tower_lsp::{Client, ls_types::Diagnostic};

use super::{
    convert,
    diagnostics::diagnostics,
    state::{State, World},
};

/// Rung when the world changed. Any number of rings before the next look are one.
#[derive(Clone, Default)]
pub struct Bell(Arc<(Mutex<bool>, Condvar)>);

impl Bell {
    pub fn ring(&self) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.0.1.notify_one();
    }

    fn wait(&self) {
        let rung = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut rung = self.0.1.wait_while(rung, |rung| !*rung).unwrap_or_else(PoisonError::into_inner);
        *rung = false;
    }
}

/// What was last told about a document.
struct Told {
    /// Of the document and of the desk, when it was worked out.
    revision: u64,
    world: u64,
    diagnostics: Vec<Diagnostic>,
}

/// Works until the session ends.
pub fn run(bell: &Bell, state: &OnceLock<Weak<State>>, client: &Client, runtime: &tokio::runtime::Handle) {
    let mut told: FxHashMap<Arc<str>, Told> = FxHashMap::default();
    loop {
        bell.wait();
        let Some(state) = state.get().and_then(Weak::upgrade) else { return };
        let debounce = state.now().settings.debounce;
        if !debounce.is_zero() {
            std::thread::sleep(debounce);
        }
        let world = state.now();
        if world.session.pulls(&world.settings) {
            continue;
        }
        let gone: Vec<Arc<str>> = told.keys().filter(|uri| world.desk.get(uri).is_none()).cloned().collect();
        for uri in gone {
            told.remove(&uri);
            send(client, runtime, &uri, Vec::new(), None);
        }
        for open in world.desk.open() {
            let (uri, revision) = (&open.document.uri, open.document.revision);
            let before = told.get(uri);
            if before.is_some_and(|t| t.world == world.desk.revision()) {
                continue;
            }
            let found = catch_unwind(AssertUnwindSafe(|| diagnostics(&world, open)));
            let Ok(found) = found else {
                tracing::error!(%uri, version = open.document.version, "the analysis panicked");
                continue;
            };
            let current = state.now();
            if current.desk.get(uri).is_none_or(|o| o.document.revision != revision) {
                // A newer version is there already, and its ring with it.
                break;
            }
            if before.is_none_or(|t| t.revision != revision || t.diagnostics != found) {
                send(client, runtime, uri, found.clone(), Some(open.document.version));
            }
            told.insert(uri.clone(), Told { revision, world: world.desk.revision(), diagnostics: found });
            if is_newer(&current, &world) {
                break;
            }
        }
    }
}

fn is_newer(current: &World, world: &World) -> bool {
    current.desk.revision() != world.desk.revision()
}

fn send(
    client: &Client,
    runtime: &tokio::runtime::Handle,
    uri: &str,
    diagnostics: Vec<Diagnostic>,
    version: Option<i32>,
) {
    if let Some(uri) = convert::uri(&copydesk::desk::Place::Uri(uri.into())) {
        runtime.block_on(client.publish_diagnostics(uri, diagnostics, version));
    }
}
