//! Figures, dates and claims where they stand, each with what it amounts to: carried from version to version as findings
//! are, for clients that are told them as hints.

use std::sync::Arc;

use super::{MarkKind, describe, reading::Change};
use crate::{
    annotate::{Annotated, Mention},
    base::{Span, Splice},
};

/// A mention as it is marked; of a claim one for each of its pieces.
#[derive(Clone, Debug)]
pub struct Marked {
    pub span: Span,
    pub kind: MarkKind,
    /// What it amounts to, on one line. The same goes from version to version, so that what was made of it can be kept.
    pub what: Arc<str>,
}

/// All mentions of an article, in order of place.
pub fn of(a: &Annotated) -> Vec<Marked> {
    let mark = |span, kind, mention| Marked { span, kind, what: describe::mention(a, mention).into() };
    let mut out: Vec<Marked> = a.figures.iter().map(|f| mark(f.span, MarkKind::Figure, Mention::Figure(f))).collect();
    out.extend(a.timexes.iter().map(|t| mark(t.span, MarkKind::Date, Mention::Timex(t))));
    for c in &a.claims {
        let what: Arc<str> = describe::mention(a, Mention::Claim(c)).into();
        out.extend(c.pieces.iter().map(|&span| Marked { span, kind: MarkKind::Claim, what: what.clone() }));
    }
    out.sort_by_key(|m| m.span);
    out
}

/// What a change leaves of some marks, and those of `new` that lie in what came.
pub fn after(before: &[Marked], change: &Change, new: Option<&Annotated>) -> Vec<Marked> {
    let outlives = |m: &&Marked| m.span.end <= change.gone.start || m.span.start >= change.gone.end;
    let moved = |m: &Marked| Some(Marked { span: change.moved(m.span)?, ..m.clone() });
    let mut out: Vec<Marked> = before.iter().filter(outlives).filter_map(moved).collect();
    if let Some(annotated) = new {
        let at = out.partition_point(|m| m.span.start < change.come.start);
        out.splice(at..at, of(annotated).into_iter().filter(|m| change.come.covers(m.span)));
    }
    out
}

/// Some marks after an edit that went into no figure or date.
pub fn moved(before: &[Marked], edit: &Splice) -> Vec<Marked> {
    before.iter().filter_map(|m| Some(Marked { span: edit.stretched(m.span)?, ..m.clone() })).collect()
}
