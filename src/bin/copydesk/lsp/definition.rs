use tower_lsp::ls_types::{GotoDefinitionParams, GotoDefinitionResponse};

use super::{convert, state::World};

/// The earliest statement of the fact.
pub fn answer(world: &World, params: &GotoDefinitionParams) -> Option<GotoDefinitionResponse> {
    let (open, offset) = world.at(&params.text_document_position_params)?;
    let passage = world.desk.earliest(open, offset)?;
    Some(GotoDefinitionResponse::Scalar(convert::location(&passage, &world.session)?))
}
