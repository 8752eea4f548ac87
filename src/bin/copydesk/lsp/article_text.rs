//! Articles inside other files as read-only documents (LSP 3.18, `workspace/textDocumentContent`): the URI is that of the
//! article's address with our own scheme, its text what was taken out of the file.

use std::str::FromStr;

use copydesk::desk::Place;
use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::Uri;

use super::{convert, state::World};

pub const METHOD: &str = "workspace/textDocumentContent";
pub const SCHEME: &str = "copydesk";

#[derive(Deserialize)]
pub struct Params {
    uri: String,
}

#[derive(Serialize)]
pub struct Content {
    text: String,
}

/// The URI under which the text of an article inside a file is served.
pub fn uri(place: &Place) -> Option<Uri> {
    let Place::File(path) = place else { return None };
    let file = Uri::from_file_path(path)?;
    Uri::from_str(&format!("{SCHEME}:{}", file.as_str().strip_prefix("file:")?)).ok()
}

/// The text of an article of the corpus; nothing else is served.
pub fn answer(world: &World, params: &Params) -> Option<Content> {
    let path = convert::path(&format!("file:{}", params.uri.strip_prefix(SCHEME)?.strip_prefix(':')?))?;
    let archive = world.desk.archive();
    let source = archive.source(archive.number(&path)?)?;
    Some(Content { text: source.text.to_string() })
}
