use tower_lsp::ls_types::{InlayHint, InlayHintLabel, InlayHintParams};

use super::{convert, state::World};

/// What dates come to, and units converted; nothing unless it is asked for in the settings.
pub fn answer(world: &World, params: &InlayHintParams) -> Option<Vec<InlayHint>> {
    if !world.settings.inlay_hints {
        return None;
    }
    let open = world.desk.get(params.text_document.uri.as_str())?;
    let analysis = open.document.analysis();
    let encoding = world.session.encoding;
    let window = convert::span(analysis, params.range, encoding);
    let hints = open.hints(window).into_iter().map(|h| InlayHint {
        position: convert::position(analysis.text(), &analysis.lines, h.after, encoding),
        label: InlayHintLabel::String(format!("= {}", h.text)),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: Some(false),
        data: None,
    });
    Some(hints.collect())
}
