//! The second pass: what needs the whole article.

use std::sync::Arc;

use super::{Annotated, Figure, Paragraph, attribution, figure, name, paragraph::Lists, timex};
use crate::{article::Article, base::Span};

/// Lifts the paragraphs' mentions to the article: names before claims, since speakers need them.
pub fn resolve(article: Arc<Article>, mut paragraphs: Vec<Arc<Paragraph>>) -> Annotated {
    let lists = Lists::of(&mut paragraphs);
    joined(article, paragraphs, lists)
}

/// [`resolve`], with what the paragraphs hold beside them.
pub(super) fn joined(article: Arc<Article>, paragraphs: Vec<Arc<Paragraph>>, lists: Lists) -> Annotated {
    let Lists { figures, timexes, claims, names } = lists;
    // Each list is let go of while the next is made: those that grow most come first, when least is there.
    let figures = self::figures(&article, figures);
    let timexes = timex::resolve(&article, timexes);
    let names = name::resolve(&article, &paragraphs, names);
    let claims = attribution::resolve(&article, &paragraphs, claims, &names);
    Annotated { article, paragraphs, figures, timexes, claims, names }
}

/// A list for what is found in blocks, with room for all that an article of usual length has.
pub(super) fn list_of<T, F>(found: &[Box<[F]>]) -> Vec<T> {
    Vec::with_capacity(found.iter().map(|list| list.len()).sum::<usize>().min(USUAL))
}

/// Mentions of one kind that few articles have more of.
const USUAL: usize = 64;

/// Room for some more items of a list that grows while what they are made of is let go of: to take it all at once would
/// need twice as much at the end, to take it block by block has the list moved for each.
pub(super) fn make_room<T>(list: &mut Vec<T>, more: usize) {
    if list.capacity() - list.len() < more {
        list.reserve_exact(more.max(list.len() / 4));
    }
}

fn figures(article: &Article, found: Vec<Box<[Figure]>>) -> Vec<Figure> {
    let mut out = list_of(&found);
    for (block, figures) in article.blocks.iter().zip(found) {
        make_room(&mut out, figures.len());
        for mut f in figures {
            let shifted = |span: Span| span.shifted(block.span.start);
            f.span = f.span.shifted(block.span.start);
            f.counted = f.counted.map(shifted);
            f.per = f.per.map(shifted);
            f.role_span = f.role_span.map(shifted);
            out.push(f);
        }
    }
    out.shrink_to_fit();
    figure::settle(article, &mut out);
    out
}
