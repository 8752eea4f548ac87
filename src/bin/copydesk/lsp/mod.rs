//! The language server: one file a method, each converting in, asking the desk, and converting out.

mod article_text;
mod bell;
mod code_action;
mod code_lens;
mod commands;
mod convert;
mod definition;
mod diagnostics;
mod document_link;
mod document_symbol;
mod frame;
mod highlight;
mod hover;
mod initialize;
mod inlay_hint;
mod input;
mod librarian;
mod manual;
mod parent;
mod progress;
mod publish;
mod pull;
mod references;
mod register;
mod semantic_tokens;
mod service;
mod session;
mod settings;
mod state;
mod stet;
mod wire;
mod workspace_symbol;

use std::{
    process::ExitCode,
    sync::{Arc, Mutex, OnceLock},
    time::Duration,
};

use tokio::{sync::Notify, time::sleep};
use tower_lsp::{
    Client, LanguageServer, LspService, Server,
    jsonrpc::{Error, Result},
    ls_types::{
        CodeAction, CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, DidChangeConfigurationParams,
        DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentHighlight, DocumentHighlightParams,
        DocumentLink, DocumentLinkParams, DocumentSymbolParams, DocumentSymbolResponse, ExecuteCommandParams,
        GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams, InitializeParams, InitializeResult,
        InitializedParams, InlayHint, InlayHintParams, LSPAny, Location, ReferenceParams, SemanticTokensDeltaParams,
        SemanticTokensFullDeltaResult, SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult,
        SemanticTokensResult, WorkspaceSymbolParams, WorkspaceSymbolResponse,
    },
};

pub use settings::schema;

use bell::Bell;
use input::{Input, Pending};
use librarian::{Job, Librarian};
use publish::{AtOnce, Publisher};
use service::{Applied, InOrder, Stage, notice};
use state::{State, World};
use wire::Wire;

/// Enough that no number of waiting requests keeps the next message from being read.
const CONCURRENT: usize = 1024;

/// How long what is still being worked on is waited for when the client has said that it leaves …
const FAREWELL: Duration = Duration::from_millis(500);
/// … and when it closed the line without a word: it may be a pipe that still listens.
const END: Duration = Duration::from_secs(5);

struct Backend {
    state: Arc<State>,
    client: Client,
    given: Arc<semantic_tokens::Given>,
    /// Told when the client's process is gone.
    gone: Arc<Notify>,
}

impl Backend {
    async fn article_text(&self, params: article_text::Params) -> Result<article_text::Content> {
        let answer = self.ask(move |world| article_text::answer(world, &params)).await?;
        answer.ok_or_else(|| Error::invalid_params("no article of the corpus has this address"))
    }

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
        if let Some(pid) = params.process_id {
            parent::watch(pid, self.gone.clone());
        }
        Ok(initialize::answer(&self.state, &params))
    }

    async fn initialized(&self, _: InitializedParams) {
        self.state.librarian.send(Job::ReadAll { progress: true });
        let (state, client) = (self.state.clone(), self.client.clone());
        // A client that never answers keeps nothing waiting.
        tokio::spawn(async move {
            register::register(&state, &client).await;
            register::pull(&state, &client).await;
        });
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        // A client that is asked for settings sends an empty notice; the others send them along.
        if params.settings.is_null() {
            let (state, client) = (self.state.clone(), self.client.clone());
            tokio::spawn(async move { register::pull(&state, &client).await });
        } else {
            register::take(&self.state, &self.client, &params.settings).await;
        }
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.ask(move |world| hover::answer(world, &params)).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.ask(move |world| definition::answer(world, &params)).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        self.ask(move |world| references::answer(world, &params)).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        self.ask(move |world| highlight::answer(world, &params)).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.ask(move |world| document_symbol::answer(world, &params)).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        self.ask(move |world| Some(workspace_symbol::answer(world, &params))).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.ask(move |world| document_link::answer(world, &params)).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.ask(move |world| inlay_hint::answer(world, &params)).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.ask(move |world| code_lens::answer(world, &params)).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.ask(move |world| code_action::answer(world, &params)).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        self.ask(move |world| code_action::resolve(world, action)).await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let given = self.given.clone();
        self.ask(move |world| semantic_tokens::full(world, &given, &params)).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let given = self.given.clone();
        self.ask(move |world| semantic_tokens::delta(world, &given, &params)).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        self.ask(move |world| semantic_tokens::range(world, &params)).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        self.ask(move |world| pull::answer(world, &params)).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        commands::execute(&self.state, &self.client, params).await
    }
}

/// Serves one client over standard input and output until it leaves. 0 after an orderly shutdown, else 1.
/// `client` is the process to leave with, if the client names none itself.
pub fn run(client: Option<u32>) -> ExitCode {
    let (end, exit, gone): (Arc<Notify>, Arc<Notify>, Arc<Notify>) = Default::default();
    if let Some(pid) = client {
        parent::watch(pid, gone.clone());
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("copydesk: cannot start: {error}");
            return ExitCode::from(2);
        }
    };
    let wire = match wire::standard_output() {
        Ok(output) => Wire::new(output),
        Err(error) => {
            eprintln!("copydesk: cannot answer: {error}");
            return ExitCode::from(2);
        }
    };
    let bell = Bell::default();
    let (librarian, jobs) = Librarian::new();
    let state = Arc::new(State::new(bell.clone(), librarian, wire.clone()));
    let weak = Arc::new(OnceLock::from(Arc::downgrade(&state)));
    let stage = Arc::new(Mutex::new(Stage::New));
    let given: Arc<semantic_tokens::Given> = Arc::default();
    let mut publisher = None;
    let (service, socket) = LspService::build(|client| {
        let handle = runtime.handle().clone();
        let one = Publisher::new(client.clone(), wire.clone(), stage.clone(), given.clone(), handle);
        let one = publisher.insert(Arc::new(Mutex::new(one)));
        let (ring, known, one) = (bell.clone(), weak.clone(), one.clone());
        std::thread::spawn(move || publish::run(&ring, &known, &one));
        let (handle, known, mouth) = (runtime.handle().clone(), weak.clone(), client.clone());
        std::thread::spawn(move || librarian::run(&jobs, &known, &mouth, &handle));
        Backend { state: state.clone(), client, given, gone: gone.clone() }
    })
    .custom_method(article_text::METHOD, Backend::article_text)
    .finish();
    let pending = Pending::default();
    let (desk, running) = (state.clone(), stage.clone());
    let at_once = publisher.map(|publisher| AtOnce { bell, publisher });
    let edit = move |params: &_, more: bool| {
        let apply = || notice(&*desk, &running, "textDocument/didChange", params) == Applied::Done;
        match &at_once {
            Some(at_once) if !more => at_once.edit(&desk, apply),
            _ => apply(),
        }
    };
    let input = Input::new(std::io::stdin(), pending.clone(), wire.clone(), end.clone(), edit);
    let service = InOrder::new(service, state.clone(), stage.clone(), pending, exit.clone());
    let server = Server::new(input, wire.clone(), socket);
    // The library waits for whatever has not been answered, and some questions are the client's to answer.
    runtime.block_on(async {
        tokio::select! {
            () = server.concurrency_level(CONCURRENT).serve(service) => {}
            () = async { exit.notified().await; sleep(FAREWELL).await } => {}
            () = async { end.notified().await; sleep(END).await } => {}
            () = gone.notified() => {}
            () = told_to_leave() => {}
        }
    });
    wire.finish();
    state.librarian.leave();
    let stage = *stage.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    // Not by returning: the thread that waits on standard input would keep the process alive.
    std::process::exit(if stage == (Stage::Left { orderly: true }) { 0 } else { 1 })
}

/// Waits until the system asks the program to end.
#[cfg(unix)]
async fn told_to_leave() {
    use tokio::signal::unix::{SignalKind, signal};
    let signals = [SignalKind::terminate(), SignalKind::interrupt(), SignalKind::hangup()].map(signal);
    let [Ok(mut terminate), Ok(mut interrupt), Ok(mut hangup)] = signals else { return std::future::pending().await };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
        _ = hangup.recv() => {}
    }
}

#[cfg(not(unix))]
async fn told_to_leave() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}
