//! What the rules inside one article share.

use crate::{
    annotate::{Annotated, Figure, FigureKind, Timex, View},
    article::Block,
    base::Span,
    compare::{Finding, Related, Severity, Verdict, words},
    fact::Standing,
    value::{Bound, Decimal, Quantity},
};

/// A block of an article with what was found in it.
#[derive(Clone, Copy)]
pub struct Passage<'a> {
    pub block: &'a Block,
    pub view: View<'a>,
    /// Spans are absolute.
    pub figures: &'a [Figure],
    pub timexes: &'a [Timex],
}

pub fn passages(a: &Annotated) -> impl Iterator<Item = Passage<'_>> {
    a.article.blocks.iter().zip(&a.paragraphs).map(|(block, paragraph)| Passage {
        block,
        view: paragraph.view(&a.article, block),
        figures: within(&a.figures, block.span, |f| f.span),
        timexes: within(&a.timexes, block.span, |t| t.span),
    })
}

/// The run of a sorted list whose spans lie in `span`.
fn within<T>(list: &[T], span: Span, of: impl Fn(&T) -> Span) -> &[T] {
    let first = list.partition_point(|x| of(x).start < span.start);
    let last = list.partition_point(|x| of(x).start < span.end);
    list.get(first..last).unwrap_or(&[])
}

impl Passage<'_> {
    /// The first and the last token of an absolute span.
    pub fn tokens(&self, span: Span) -> (usize, usize) {
        let first = self.view.token_at(span.start.saturating_sub(self.block.span.start));
        let last = self.view.token_at(span.end.saturating_sub(self.block.span.start + 1));
        (first, last.max(first))
    }

    /// The words of an absolute span of the block.
    pub fn text(&self, span: Span) -> &str {
        let at = |n: u32| n.saturating_sub(self.block.span.start) as usize;
        self.view.text.get(at(span.start)..at(span.end)).unwrap_or_default()
    }

    /// The number of the sentence that holds an absolute span.
    pub fn sentence(&self, span: Span) -> usize {
        let token = self.tokens(span).0;
        self.view.prose.sentences.partition_point(|s| s.end as usize <= token)
    }
}

/// A plain count: neither a share nor a rank, money, measure or age.
pub fn counts(f: &Figure) -> bool {
    f.kind == FigureKind::Count
}

/// A plain count that is stated exactly.
pub fn exact(f: &Figure) -> bool {
    counts(f) && f.quantity.bound == Bound::Exact && f.hedge.is_none()
}

/// Half of the last place that a number is given to: how far the true value may lie from it.
pub fn slack(q: &Quantity) -> Decimal {
    q.place / Decimal::TWO
}

/// A contradiction inside one article.
pub fn conflict(code: &'static str, span: Span, message: String, because: Vec<String>, others: Vec<Span>) -> Finding {
    let related = others
        .into_iter()
        .filter(|s| *s != span)
        .map(|span| Related { article: None, span, verdict: Verdict::Conflict, standing: Standing::Current })
        .collect();
    let (severity, verdict) = (Severity::Warning, Verdict::Conflict);
    Finding { code, severity, verdict, span, message, because, related, stands: None }
}

/// A number as it is best read in a message: «288,000», «75.8».
pub fn plain(n: Decimal) -> String {
    words::number(n.round_dp(2))
}
