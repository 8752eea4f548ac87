//! Dates, times, durations and sets (TIMEX3). [`find`] reads a block by itself; [`resolve`] places relative
//! expressions against the article's date, the tense and the dates before them.

use std::sync::Arc;

use super::{Paragraph, View, lexicon::Builder, mention::Timex};
use crate::{article::Article, base::Span};

/// A temporal expression as recognised in its block, before it is placed on the calendar.
#[derive(Clone, Debug)]
pub struct Expression {
    pub span: Span,
}

pub fn words(_: &mut Builder) {}

/// The temporal expressions of a block, in order, without overlaps.
pub fn find(_view: &View<'_>) -> Vec<Expression> {
    Vec::new()
}

/// All temporal expressions of an article, resolved.
pub fn resolve(_article: &Article, _paragraphs: &[Arc<Paragraph>]) -> Vec<Timex> {
    Vec::new()
}
