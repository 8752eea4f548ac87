//! The second pass: what needs the whole article.

use std::{mem::take, sync::Arc};

use super::{Annotated, Figure, Paragraph, attribution, figure, name, paragraph::Lists, timex};
use crate::{article::Article, base::Span};

/// Lifts the paragraphs' mentions to the article: names before claims, since speakers need them.
pub fn resolve(article: Arc<Article>, mut paragraphs: Vec<Arc<Paragraph>>) -> Annotated {
    let lists = Lists::of(&mut paragraphs);
    joined(vec![article], vec![(paragraphs, lists)]).swap_remove(0)
}

/// [`resolve`] for several articles, with what their paragraphs hold beside them.
pub(super) fn joined(articles: Vec<Arc<Article>>, found: Vec<(Vec<Arc<Paragraph>>, Lists)>) -> Vec<Annotated> {
    let (mut out, mut lists): (Vec<_>, Vec<_>) = articles
        .into_iter()
        .zip(found)
        .map(|(article, (paragraphs, lists))| {
            let (figures, timexes, claims, names) = Default::default();
            (Annotated { article, paragraphs, figures, timexes, claims, names }, lists)
        })
        .unzip();
    STEPS.iter().for_each(|step| out.iter_mut().zip(&mut lists).for_each(|(a, lists)| step(a, lists)));
    out
}

/// Each list is let go of while the next is made: those that grow most come first, when least is there.
const STEPS: &[fn(&mut Annotated, &mut Lists)] = &[
    |a, lists| a.figures = figures(&a.article, take(&mut lists.figures)),
    |a, lists| a.timexes = timex::resolve(&a.article, take(&mut lists.timexes)),
    |a, lists| a.names = name::resolve(&a.article, &a.paragraphs, take(&mut lists.names)),
    |a, lists| a.claims = attribution::resolve(&a.article, &a.paragraphs, take(&mut lists.claims), &a.names),
];

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
