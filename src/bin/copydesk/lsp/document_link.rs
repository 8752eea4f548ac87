use std::str::FromStr;

use copydesk::compare::Severity;
use tower_lsp::ls_types::{DocumentLink, DocumentLinkParams, Uri};

use super::{convert, state::World};

/// From each contested passage to the passage it is in conflict with.
pub fn answer(world: &World, params: &DocumentLinkParams) -> Option<Vec<DocumentLink>> {
    let open = world.desk.get(params.text_document.uri.as_str())?;
    let findings = world.desk.findings(open);
    let links = findings.iter().filter(|f| f.severity > Severity::Hint).filter_map(|f| {
        let passage = f.related.iter().find_map(|r| world.desk.passage(r.article?, r.span))?;
        let location = convert::location(&passage, &world.session)?;
        let target = format!("{}#L{}", location.uri.as_str(), location.range.start.line + 1);
        Some(DocumentLink {
            range: world.range(open, f.span),
            target: Some(Uri::from_str(&target).ok()?),
            tooltip: Some(format!("Open {}", convert::short_name(&passage.place, &world.folders))),
            data: None,
        })
    });
    Some(links.collect())
}
