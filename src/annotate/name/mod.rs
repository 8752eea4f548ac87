//! Names of people, organisations and places, with the aliases an article introduces.

use std::sync::Arc;

use super::{Paragraph, View, lexicon::Builder, mention::Name};
use crate::article::Article;

pub fn words(_: &mut Builder) {}

/// The names of a block, in order; `entity` and `full` are those of the block alone.
pub fn find(_view: &View<'_>) -> Vec<Name> {
    Vec::new()
}

/// All names of an article, mentions of one entity joined.
pub fn resolve(_article: &Article, _paragraphs: &[Arc<Paragraph>]) -> Vec<Name> {
    Vec::new()
}
