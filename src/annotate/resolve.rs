//! The second pass: what needs the whole article.

use std::sync::Arc;

use super::{Annotated, Paragraph, attribution, figure, name, timex};
use crate::article::Article;

/// Lifts the paragraphs' mentions to the article: names first, since speakers need them.
pub fn resolve(article: Arc<Article>, paragraphs: Vec<Arc<Paragraph>>) -> Annotated {
    let names = name::resolve(&article, &paragraphs);
    let timexes = timex::resolve(&article, &paragraphs);
    let claims = attribution::resolve(&article, &paragraphs, &names);
    let mut figures = Vec::with_capacity(paragraphs.iter().map(|p| p.figures.len()).sum());
    for (block, paragraph) in article.blocks.iter().zip(&paragraphs) {
        for f in &paragraph.figures {
            let mut f = f.clone();
            f.span = f.span.shifted(block.span.start);
            f.counted = f.counted.map(|s| s.shifted(block.span.start));
            f.per = f.per.map(|s| s.shifted(block.span.start));
            f.role_span = f.role_span.map(|s| s.shifted(block.span.start));
            figures.push(f);
        }
    }
    figure::settle(&article, &paragraphs, &mut figures);
    Annotated { article, paragraphs, figures, timexes, claims, names }
}
