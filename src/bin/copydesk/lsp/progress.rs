//! Work-done progress (LSP 3.17) for the reading of the corpus, with cancel.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use serde_json::Value;
use tower_lsp::{
    Client,
    ls_types::{
        ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress, WorkDoneProgressBegin,
        WorkDoneProgressEnd, WorkDoneProgressReport, notification::Progress as Notification,
    },
};

/// How long a client may take to agree to be told.
const PATIENCE: Duration = Duration::from_millis(500);

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A running job as the client sees it.
pub struct Progress {
    client: Client,
    runtime: tokio::runtime::Handle,
    token: ProgressToken,
}

/// Set when a person cancels the job whose token this is.
#[derive(Clone, Default)]
pub struct Cancel {
    flag: Arc<AtomicBool>,
}

impl Cancel {
    /// Takes note of `window/workDoneProgress/cancel`.
    pub fn note(&self, params: &Value) {
        if params["token"].as_str().is_some_and(|t| t.starts_with("copydesk/")) {
            self.set();
        }
    }

    pub fn set(&self) {
        self.flag.store(true, Ordering::Relaxed);
    }

    pub fn reset(&self) {
        self.flag.store(false, Ordering::Relaxed);
    }

    pub fn is_set(&self) -> bool {
        self.flag.load(Ordering::Relaxed)
    }
}

impl Progress {
    /// Begins, if the client wants to be told.
    pub fn begin(client: &Client, runtime: &tokio::runtime::Handle, title: &str) -> Option<Self> {
        let token = ProgressToken::String(format!("copydesk/{}", NUMBER.fetch_add(1, Ordering::Relaxed)));
        let asked = async { tokio::time::timeout(PATIENCE, client.create_work_done_progress(token.clone())).await };
        runtime.block_on(asked).ok()?.ok()?;
        let progress = Progress { client: client.clone(), runtime: runtime.clone(), token };
        progress.send(WorkDoneProgress::Begin(WorkDoneProgressBegin {
            title: title.into(),
            cancellable: Some(true),
            message: None,
            percentage: Some(0),
        }));
        Some(progress)
    }

    pub fn report(&self, done: usize, of: usize) {
        self.send(WorkDoneProgress::Report(WorkDoneProgressReport {
            cancellable: Some(true),
            message: Some(format!("{done} of {of} articles")),
            percentage: Some((100 * done / of.max(1)) as u32),
        }));
    }

    pub fn end(self, message: String) {
        self.send(WorkDoneProgress::End(WorkDoneProgressEnd { message: Some(message) }));
    }

    fn send(&self, value: WorkDoneProgress) {
        let params = ProgressParams { token: self.token.clone(), value: ProgressParamsValue::WorkDone(value) };
        self.runtime.block_on(self.client.send_notification::<Notification>(params));
    }
}
