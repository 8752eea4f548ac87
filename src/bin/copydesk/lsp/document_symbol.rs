use copydesk::desk::{Open, Symbol, SymbolKind as Kind};
use tower_lsp::ls_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind, Uri,
};

use super::state::World;

pub fn answer(world: &World, params: &DocumentSymbolParams) -> Option<DocumentSymbolResponse> {
    let uri = &params.text_document.uri;
    let open = world.desk.get(uri.as_str())?;
    let symbols = open.symbols();
    if world.session.nested_symbols {
        return Some(DocumentSymbolResponse::Nested(symbols.iter().map(|s| nested(world, open, s)).collect()));
    }
    let mut out = Vec::new();
    symbols.iter().for_each(|s| flat(world, open, uri, s, None, &mut out));
    Some(DocumentSymbolResponse::Flat(out))
}

pub fn kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Article => SymbolKind::FILE,
        Kind::Section => SymbolKind::NAMESPACE,
        Kind::Figure => SymbolKind::NUMBER,
        Kind::Date => SymbolKind::EVENT,
        Kind::Speaker => SymbolKind::CLASS,
        Kind::Claim => SymbolKind::STRING,
        Kind::Name => SymbolKind::OBJECT,
    }
}

#[allow(deprecated)] // the field of a tag that no symbol here has
fn nested(world: &World, open: &Open, s: &Symbol) -> DocumentSymbol {
    DocumentSymbol {
        name: s.name.clone(),
        detail: (!s.detail.is_empty()).then(|| s.detail.clone()),
        kind: kind(s.kind),
        tags: None,
        deprecated: None,
        range: world.range(open, s.span),
        selection_range: world.range(open, s.selection),
        children: Some(s.children.iter().map(|c| nested(world, open, c)).collect()),
    }
}

#[allow(deprecated)] // the field of a tag that no symbol here has
fn flat(world: &World, open: &Open, uri: &Uri, s: &Symbol, within: Option<&str>, out: &mut Vec<SymbolInformation>) {
    out.push(SymbolInformation {
        name: s.name.clone(),
        kind: kind(s.kind),
        tags: None,
        deprecated: None,
        location: Location { uri: uri.clone(), range: world.range(open, s.selection) },
        container_name: within.map(str::to_owned),
    });
    s.children.iter().for_each(|c| flat(world, open, uri, c, Some(&s.name), out));
}
