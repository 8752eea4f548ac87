use tower_lsp::ls_types::{OneOf, WorkspaceSymbol, WorkspaceSymbolParams, WorkspaceSymbolResponse};

use super::{convert, document_symbol::kind, state::World};

/// More than this is no help to a person who searches.
const LIMIT: usize = 100;

/// Facts and speakers of the corpus.
pub fn answer(world: &World, params: &WorkspaceSymbolParams) -> WorkspaceSymbolResponse {
    let found = world.desk.corpus_symbols(&params.query, LIMIT);
    let symbols = found.into_iter().filter_map(|s| {
        let passage = world.desk.passage(s.article, s.span)?;
        let place = convert::short_name(&passage.place, &world.folders);
        Some(WorkspaceSymbol {
            name: s.name,
            kind: kind(s.kind),
            tags: None,
            container_name: Some(s.container.unwrap_or(place)),
            location: OneOf::Left(convert::location(&passage, &world.session)?),
            data: None,
        })
    });
    WorkspaceSymbolResponse::Nested(symbols.collect())
}
