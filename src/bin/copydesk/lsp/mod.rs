//! The language server: one file a method, each converting in, asking the desk, and converting out.

#![allow(dead_code)] // until the remaining methods use all of it

mod convert;
mod diagnostics;
mod hover;
mod initialize;
mod librarian;
mod parent;
mod publish;
mod service;
mod session;
mod settings;
mod state;

use std::{
    process::ExitCode,
    sync::{Arc, OnceLock},
};

use tower_lsp::{
    LanguageServer, LspService, Server,
    jsonrpc::{Error, Result},
    ls_types::{Hover, HoverParams, InitializeParams, InitializeResult, InitializedParams},
};

pub use settings::schema;

use librarian::{Job, Librarian};
use publish::Bell;
use service::{InOrder, Stage};
use state::{State, World};

/// Enough that no number of waiting requests keeps the next message from being read.
const CONCURRENT: usize = 1024;

struct Backend {
    state: Arc<State>,
}

impl Backend {
    /// Answers a request off the loop, in the world of its arrival. A panic in it is an error to its asker alone.
    async fn ask<T: Send + 'static>(&self, answer: impl FnOnce(&World) -> T + Send + 'static) -> Result<T> {
        let world = self.state.arrival();
        tokio::task::spawn_blocking(move || answer(&world)).await.map_err(|error| {
            tracing::error!(%error, "a request failed");
            Error::internal_error()
        })
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        Ok(initialize::answer(&self.state, &params))
    }

    async fn initialized(&self, _: InitializedParams) {
        let folders = self.state.now().folders.clone();
        self.state.librarian.send(Job::ReadAll { folders, progress: true });
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.ask(move |world| hover::answer(world, &params)).await
    }
}

/// Serves one client over standard input and output until it leaves. 0 after an orderly shutdown, else 1.
/// `client` is the process to leave with, if the client names none itself.
pub fn run(client: Option<u32>) -> ExitCode {
    if let Some(pid) = client {
        parent::watch(pid);
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("copydesk: cannot start: {error}");
            return ExitCode::from(2);
        }
    };
    let bell = Bell::default();
    let (librarian, jobs) = Librarian::new();
    let state = Arc::new(State::new(bell.clone(), librarian));
    let weak = Arc::new(OnceLock::from(Arc::downgrade(&state)));
    let (service, socket) = LspService::new(|client| {
        let (handle, known) = (runtime.handle().clone(), weak.clone());
        std::thread::spawn(move || publish::run(&bell, &known, &client, &handle));
        let known = weak.clone();
        std::thread::spawn(move || librarian::run(&jobs, &known));
        Backend { state: state.clone() }
    });
    let service = InOrder::new(service, state);
    let stage = service.stage.clone();
    let server = Server::new(tokio::io::stdin(), tokio::io::stdout(), socket);
    runtime.block_on(server.concurrency_level(CONCURRENT).serve(service));
    let stage = *stage.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    // Not by returning: the thread that waits on standard input would keep the process alive.
    std::process::exit(if stage == (Stage::Left { orderly: true }) { 0 } else { 1 })
}
