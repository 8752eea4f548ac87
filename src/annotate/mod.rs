//! From tokens to mentions. Rules start only at a token whose class can trigger them ([`lexicon`]); they are pure,
//! cannot fail and know no other article.
//!
//! Two passes. The first reads a block by itself and is kept by content hash ([`Cache`]), so that a keystroke costs its
//! paragraph. The second ([`resolve`]) has the whole article: it resolves relative dates, pronouns and surnames.

// First, so that its `few!` is known to all others.
#[macro_use]
mod word_list;

pub mod attribution;
mod chunk;
pub mod figure;
mod happening;
mod home;
pub mod lexicon;
mod mention;
pub mod name;
mod packed;
mod paragraph;
mod phrases;
mod resolve;
mod rule;
mod same;
pub mod timex;

pub use happening::HAPPENINGS;
pub use mention::{
    Attribution, Change, ChangeEnd, Figure, FigureKind, Hedge, Mention, Mode, Name, NameKind, Part, Stance, Timex,
    TimexKind, TimexMod,
};
pub use name::base_letter;
pub use packed::pack_const;
pub(crate) use packed::{Table, has_filler, pack, pack_in};
pub use paragraph::{Cache, Paragraph, View};
pub use resolve::resolve;
pub use rule::Rule;
pub use word_list::{Few, Listed, WordList};

use std::sync::Arc;

use crate::article::Article;

/// An article with everything found in it. Spans of the mentions are absolute.
#[derive(Clone, Debug)]
pub struct Annotated {
    pub article: Arc<Article>,
    /// One for each block of the article, in order.
    pub paragraphs: Vec<Arc<Paragraph>>,
    pub figures: Vec<Figure>,
    pub timexes: Vec<Timex>,
    pub claims: Vec<Attribution>,
    pub names: Vec<Name>,
}

/// Finds every mention of an article; each list is in order of its spans' starts. Paragraphs that the cache knows are
/// not read again, and those that are read are kept in it.
pub fn annotate(article: Arc<Article>, cache: &mut Cache) -> Annotated {
    let paragraphs = article.blocks.iter().map(|b| cache.paragraph(&article, b)).collect();
    resolve(article, paragraphs)
}

/// [`annotate`], for articles that are read once: nothing is kept for a next time, and so nothing is copied. Each step is
/// done for all of them before the next: a step's code then stays in the nearest cache, which holds a tenth of all.
pub fn annotate_all(articles: Vec<Arc<Article>>) -> Vec<Annotated> {
    let found = Paragraph::apart(&articles);
    resolve::joined(articles, found)
}

/// [`annotate_all`] for one.
pub fn annotate_once(article: Arc<Article>) -> Annotated {
    let mut one = annotate_all(vec![article]);
    one.swap_remove(0)
}
