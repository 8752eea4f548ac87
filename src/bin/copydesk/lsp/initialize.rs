use std::{path::PathBuf, sync::Arc};

use tower_lsp::ls_types::{
    HoverProviderCapability, InitializeParams, InitializeResult, OneOf, SaveOptions, ServerCapabilities, ServerInfo,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use super::{convert, parent, session::Session, state::State};

pub fn answer(state: &State, params: &InitializeParams) -> InitializeResult {
    if let Some(pid) = params.process_id {
        parent::watch(pid);
    }
    let session = Arc::new(Session::new(params));
    let wrong = state.update(|world| {
        world.session = session.clone();
        world.folders = Arc::new(folders(params));
        params.initialization_options.as_ref().map(|o| world.settings.update(o)).unwrap_or_default()
    });
    for message in wrong {
        tracing::warn!("{message}");
    }
    InitializeResult {
        capabilities: capabilities(&session),
        server_info: Some(ServerInfo { name: "copydesk".into(), version: Some(env!("CARGO_PKG_VERSION").into()) }),
        offset_encoding: None,
    }
}

/// The folders of the workspace; of an old client, its root.
#[allow(deprecated)] // older clients send nothing else
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    match &params.workspace_folders {
        Some(folders) => folders.iter().filter_map(|f| convert::path(f.uri.as_str())).collect(),
        None => {
            let root = params.root_uri.as_ref().and_then(|u| convert::path(u.as_str()));
            root.or_else(|| params.root_path.as_ref().map(PathBuf::from)).into_iter().collect()
        }
    }
}

fn capabilities(session: &Session) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(convert::encoding_kind(session.encoding)),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}
