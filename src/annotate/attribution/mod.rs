//! Attributed claims: source, cue and content (PARC's scheme), direct, indirect and mixed.

use std::sync::Arc;

use super::{
    Paragraph, View,
    lexicon::Builder,
    mention::{Attribution, Name},
};
use crate::article::Article;

/// An attribution as found in its block, before its speaker is resolved.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Spans relative to the block; `speaker` still empty.
    pub attribution: Attribution,
}

pub fn words(_: &mut Builder) {}

/// The attributions of a block.
pub fn find(_view: &View<'_>, _names: &[Name]) -> Vec<Candidate> {
    Vec::new()
}

/// All attributions of an article, in order of their starts, speakers resolved.
pub fn resolve(_article: &Article, _paragraphs: &[Arc<Paragraph>], _names: &[Name]) -> Vec<Attribution> {
    Vec::new()
}
