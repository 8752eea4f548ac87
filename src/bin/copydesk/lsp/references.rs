use tower_lsp::ls_types::{Location, ReferenceParams};

use super::{convert, state::World};

/// All statements of the fact.
pub fn answer(world: &World, params: &ReferenceParams) -> Option<Vec<Location>> {
    let (open, offset) = world.at(&params.text_document_position)?;
    let skip = usize::from(!params.context.include_declaration);
    let all = world.desk.statements(open, offset);
    Some(all.iter().skip(skip).filter_map(|p| convert::location(p, &world.session)).collect())
}
