use tower_lsp::ls_types::{DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams};

use super::state::World;

/// The fact wherever this article states it.
pub fn answer(world: &World, params: &DocumentHighlightParams) -> Option<Vec<DocumentHighlight>> {
    let (open, offset) = world.at(&params.text_document_position_params)?;
    let spans = world.desk.highlights(open, offset);
    let mark = |span| DocumentHighlight { range: world.range(open, span), kind: Some(DocumentHighlightKind::TEXT) };
    Some(spans.into_iter().map(mark).collect())
}
