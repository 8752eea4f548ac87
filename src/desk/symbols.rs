use super::{Desk, Open, describe};
use crate::{
    annotate::{Annotated, Attribution, NameKind},
    article::BlockKind,
    base::Span,
    fact::{FactSheet, Lookup, Value},
};

/// An entry of an article's outline.
#[derive(Clone, Debug)]
pub struct Symbol {
    pub name: String,
    pub detail: String,
    pub kind: SymbolKind,
    /// All it covers, its children included.
    pub span: Span,
    /// The part to go to.
    pub selection: Span,
    pub children: Vec<Symbol>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SymbolKind {
    /// A whole article, by its headline.
    Article,
    Section,
    Figure,
    Date,
    Speaker,
    Claim,
    /// A place, an organisation or whatever else has a name.
    Name,
}

/// An article, a fact, a speaker or a name somewhere in the corpus.
#[derive(Clone, Debug)]
pub struct CorpusSymbol {
    pub name: String,
    pub kind: SymbolKind,
    pub article: u32,
    pub span: Span,
    /// The article's headline.
    pub container: Option<String>,
}

impl Open {
    /// The article's outline: under each heading its figures and dates, and its claims by speaker.
    pub fn symbols(&self) -> Vec<Symbol> {
        let a = &self.document.analysis().annotated;
        let mut sections: Vec<Symbol> = Vec::new();
        let mut top: Vec<Symbol> = Vec::new();
        let end = a.article.text.len() as u32;
        for block in &a.article.blocks {
            if let BlockKind::Heading(_) = block.kind {
                if let Some(last) = sections.last_mut() {
                    last.span.end = block.span.start;
                }
                let name = a.article.prose.get(block.span.range()).unwrap_or_default();
                let name = describe::squeezed(name.trim_start_matches('#'));
                sections.push(Symbol {
                    name: if name.is_empty() { "(no title)".into() } else { name },
                    detail: String::new(),
                    kind: SymbolKind::Section,
                    span: Span::new(block.span.start, end),
                    selection: block.span,
                    children: Vec::new(),
                });
            }
        }
        for symbol in mentions(a) {
            let at = sections.partition_point(|s| s.span.start <= symbol.selection.start);
            match at.checked_sub(1).and_then(|i| sections.get_mut(i)) {
                Some(section) => section.children.push(symbol),
                None => top.push(symbol),
            }
        }
        let mut out = by_speaker(top);
        for mut section in sections {
            section.children = by_speaker(section.children);
            // A claim may run on past the next heading; an outline's parts must lie inside it.
            section.span = section.children.iter().fold(section.span, |s, c| s.hull(c.span));
            out.push(section);
        }
        out
    }
}

/// Figures, dates and claims in order; a claim has its speaker as detail.
fn mentions(a: &Annotated) -> Vec<Symbol> {
    let leaf = |name, detail, kind, span: Span| Symbol { name, detail, kind, span, selection: span, children: vec![] };
    let words = |s: Span| describe::shortened(a.article.prose.get(s.range()).unwrap_or_default(), 60);
    let figures = a.figures.iter().map(|f| leaf(describe::figure(a, f), String::new(), SymbolKind::Figure, f.span));
    let timexes = a
        .timexes
        .iter()
        .map(|t| leaf(words(t.span), describe::resolved(t).unwrap_or_default(), SymbolKind::Date, t.span));
    let claims = a.claims.iter().map(|c| leaf(words(c.span), speaker(a, c), SymbolKind::Claim, c.span));
    let mut out: Vec<Symbol> = figures.chain(timexes).chain(claims).filter(|s| !s.span.is_empty()).collect();
    out.sort_by_key(|s| s.span);
    out
}

/// A source's name: in full where it is known, else as written.
pub fn speaker(a: &Annotated, c: &Attribution) -> String {
    let written = || c.source.and_then(|s| a.article.prose.get(s.range())).map(describe::squeezed);
    c.speaker.as_deref().map(str::to_owned).or_else(written).unwrap_or_else(|| "Unnamed source".into())
}

/// The same symbols with the claims gathered under their speakers, who come last.
fn by_speaker(symbols: Vec<Symbol>) -> Vec<Symbol> {
    let (claims, mut out): (Vec<_>, Vec<_>) = symbols.into_iter().partition(|s| s.kind == SymbolKind::Claim);
    let mut speakers: Vec<Symbol> = Vec::new();
    for mut claim in claims {
        let name = std::mem::take(&mut claim.detail);
        match speakers.iter_mut().find(|s| s.name == name) {
            Some(speaker) => {
                speaker.span = speaker.span.hull(claim.span);
                speaker.children.push(claim);
            }
            None => speakers.push(Symbol {
                name,
                detail: String::new(),
                kind: SymbolKind::Speaker,
                span: claim.span,
                selection: claim.selection,
                children: vec![claim],
            }),
        }
    }
    for s in &mut speakers {
        s.detail = match s.children.len() {
            1 => "1 claim".into(),
            n => format!("{n} claims"),
        };
    }
    out.extend(speakers);
    out
}

impl Desk {
    /// Articles, facts, speakers and names of the whole corpus whose text holds every word of `query`, at most `limit`.
    pub fn corpus_symbols(&self, query: &str, limit: usize) -> Vec<CorpusSymbol> {
        let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
        let mut out = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for open in self.open() {
            seen.insert(open.document.article);
            search(open.document.article, &open.document.analysis().sheet, &words, &mut out);
        }
        for number in self.archive().numbers().into_iter().filter(|n| !seen.contains(n)) {
            if out.len() >= limit {
                break;
            }
            if let Some(sheet) = self.archive().sheet(number) {
                search(number, &sheet, &words, &mut out);
            }
        }
        out.truncate(limit);
        out
    }
}

fn search(article: u32, sheet: &FactSheet, words: &[String], out: &mut Vec<CorpusSymbol>) {
    let container = sheet.headline.as_deref().map(|h| describe::shortened(h, 60));
    let headline = sheet.headline.as_deref().unwrap_or_default().to_lowercase();
    let wanted = |name: &str| {
        let name = name.to_lowercase();
        words.iter().all(|w| name.contains(w) || headline.contains(w)) && words.iter().any(|w| name.contains(w))
            || words.is_empty()
    };
    let mut add = |name: String, kind, span| {
        if wanted(&name) {
            out.push(CorpusSymbol { name, kind, article, span, container: container.clone() });
        }
    };
    if let Some(headline) = &container {
        add(headline.clone(), SymbolKind::Article, Span::new(0, 0));
    }
    for fact in &sheet.facts {
        match &fact.value {
            Value::Quantity { written, .. } => {
                let mut name = describe::quantity(written);
                if let Some(role) = fact.role {
                    name.push(' ');
                    name.push_str(&role.id().replace(['-', '_'], " "));
                }
                add(name, SymbolKind::Figure, fact.span);
            }
            Value::When { days: Some(days), .. } => {
                add(describe::days(days.first, days.last), SymbolKind::Date, fact.span)
            }
            Value::Quotation(q) => add(describe::shortened(&q.text, 60), SymbolKind::Claim, fact.span),
            _ => {}
        }
    }
    for n in sheet.names.iter() {
        let kind = if n.kind == NameKind::Person { SymbolKind::Speaker } else { SymbolKind::Name };
        add(n.full.to_string(), kind, n.span);
    }
}
