use serde_json::json;
use tower_lsp::ls_types::{CodeLens, CodeLensParams, Command};

use super::{commands, convert, state::World};

/// A line over the article, and one over each contested passage.
pub fn answer(world: &World, params: &CodeLensParams) -> Option<Vec<CodeLens>> {
    if !world.settings.code_lens {
        return None;
    }
    let open = world.desk.get(params.text_document.uri.as_str())?;
    let lenses = world.desk.lenses(open).into_iter().map(|lens| {
        let place = lens.target.and_then(|p| convert::location(&p, &world.session));
        let (command, arguments) = match place.filter(|_| world.session.show_document) {
            Some(place) => (commands::OPEN, Some(vec![json!(place.uri), json!(place.range)])),
            None => ("", None),
        };
        let command = Command { title: lens.text, command: command.into(), arguments };
        CodeLens { range: world.range(open, lens.span), command: Some(command), data: None }
    });
    Some(lenses.collect())
}
