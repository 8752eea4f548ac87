use super::{Desk, Open};
use crate::{
    base::Span,
    compare::{Severity, Verdict},
};

/// A stretch of text of one colour; stretches are in order and never overlap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mark {
    pub span: Span,
    pub kind: MarkKind,
    /// A warning stands on it.
    pub conflict: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MarkKind {
    Figure,
    Date,
    Claim,
    Speaker,
}

impl MarkKind {
    /// Every kind with its name, in the order of the legend that editors are given.
    pub const ALL: &'static [(MarkKind, &'static str)] = &[
        (MarkKind::Figure, "figure"),
        (MarkKind::Date, "date"),
        (MarkKind::Claim, "claim"),
        (MarkKind::Speaker, "speaker"),
    ];
}

impl Desk {
    /// The marks of an article that touch `window`. A claim is cut where a figure, a date or a speaker stands in it.
    pub fn marks(&self, open: &Open, window: Span) -> Vec<Mark> {
        let a = &open.document.analysis().annotated;
        let findings = self.findings(open);
        let contested: Vec<Span> = findings
            .iter()
            .filter(|f| f.severity > Severity::Hint && f.verdict == Verdict::Conflict)
            .map(|f| f.span)
            .collect();
        let conflict = |s: Span| contested.iter().any(|c| c.overlaps(s));
        let mut inner: Vec<(Span, MarkKind)> = a.figures.iter().map(|f| (f.span, MarkKind::Figure)).collect();
        inner.extend(a.timexes.iter().map(|t| (t.span, MarkKind::Date)));
        inner.extend(a.claims.iter().filter_map(|c| Some((c.source?, MarkKind::Speaker))));
        inner.retain(|(s, _)| s.overlaps(window));
        inner.sort_by_key(|(s, _)| (s.start, u32::MAX - s.end));
        let mut out: Vec<Mark> = Vec::with_capacity(inner.len());
        for (span, kind) in inner {
            // Of two that overlap the first, which is the longer one, stays.
            if out.last().is_none_or(|l| l.span.end <= span.start) && !span.is_empty() {
                out.push(Mark { span, kind, conflict: conflict(span) });
            }
        }
        let solid = out.clone();
        let mut reached = 0;
        let mut pieces: Vec<Span> = a.claims.iter().flat_map(|c| c.pieces.iter().copied()).collect();
        pieces.retain(|p| p.overlaps(window));
        pieces.sort_unstable();
        for piece in pieces {
            let mut at = piece.start.max(reached);
            let from = solid.partition_point(|m| m.span.end <= at);
            for m in solid[from..].iter().take_while(|m| m.span.start < piece.end) {
                if at < m.span.start {
                    let span = Span::new(at, m.span.start);
                    out.push(Mark { span, kind: MarkKind::Claim, conflict: false });
                }
                at = at.max(m.span.end);
            }
            if at < piece.end {
                let span = Span::new(at, piece.end);
                out.push(Mark { span, kind: MarkKind::Claim, conflict: false });
            }
            reached = reached.max(piece.end);
        }
        out.sort_by_key(|m| m.span);
        out
    }
}
