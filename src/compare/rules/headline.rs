use super::inside::{conflict, counts};
use crate::{
    annotate::{Annotated, Figure, Part},
    article::BlockKind,
    compare::{Check, Finding, rule, words},
    fact::FactSheet,
    value::{Bound, Unit},
};

rule! {
    /// The headline's number is not the article's.
    ///
    /// Headlines are written first or last, and seldom changed with the text. They are what is shared.
    ///
    /// Found: «Nine dead in harbour fire» over an article that says eleven were killed, and nowhere nine.
    /// Not found: a number that the article gives somewhere, or that its «at least» allows.
    ///
    /// To settle it: take the number of the latest paragraph with a source.
    HEADLINE_MISMATCH = "headline-mismatch", Warning, Check::Article(find)
}

fn find(a: &Annotated, _: &FactSheet) -> Vec<Finding> {
    let Some(headline) = a.article.meta.headline else { return Vec::new() };
    // A live blog's headline is newer than most of it.
    if !a.article.meta.entries.is_empty() {
        return Vec::new();
    }
    let lead_ends = a
        .article
        .blocks
        .iter()
        .filter(|b| b.kind == BlockKind::Paragraph && b.span.start >= headline.end)
        .nth(2)
        .map_or(u32::MAX, |b| b.span.end);
    let comparable = |f: &&Figure| {
        counts(f) && f.role.is_some() && f.part == Part::Whole && f.change.is_none() && f.quantity.unit == Unit::Person
    };
    let mut out = Vec::new();
    for title in a.figures.iter().filter(|f| headline.covers(f.span)).filter(comparable) {
        let body: Vec<&Figure> = a
            .figures
            .iter()
            .filter(|f| !headline.overlaps(f.span) && f.role == title.role)
            .filter(comparable)
            .collect();
        let allowed = |f: &&Figure| f.quantity.interval().meets(&title.quantity.interval());
        // Any mention of the number, whatever it counts, may be the headline's.
        let somewhere = a.figures.iter().any(|f| !headline.overlaps(f.span) && f.quantity.low == title.quantity.low);
        let Some(lead) = body.iter().find(|f| f.span.start < lead_ends && f.quantity.bound != Bound::About) else {
            continue;
        };
        // «Two dead, six injured»: the text's two may be the headline's other number.
        if a.figures.iter().any(|f| headline.covers(f.span) && f.quantity.low == lead.quantity.low) {
            continue;
        }
        if body.iter().any(&allowed) || somewhere || body.iter().any(|f| f.quantity.low != lead.quantity.low) {
            continue;
        }
        let role = title.role.map_or("", |r| r.id());
        let message = format!(
            "The headline has {}, the text {}",
            words::quantity(&title.quantity),
            words::quantity(&lead.quantity),
        );
        let because = vec![format!("Headline and text give the number of people {role}")];
        out.push(conflict("headline-mismatch", title.span, message, because, vec![lead.span]));
    }
    out
}
