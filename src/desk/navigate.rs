use super::{
    Desk, Open, Passage, describe,
    hover::{Pointed, pointed},
};
use crate::{
    annotate::Mention,
    base::Span,
    compare::Related,
    fact::{Fact, FactSheet, Value},
};

impl Desk {
    /// Every statement of the fact at a byte offset: the one here first, then those of other articles, in order of
    /// publication; without what is merely likely to be of the same fact.
    pub fn statements(&self, open: &Open, offset: u32) -> Vec<Passage> {
        let all = self.findings(open);
        let Some(Pointed { span, .. }) = pointed(open, &all, offset) else { return Vec::new() };
        let here = open.document.article;
        let mut out: Vec<Passage> = Vec::new();
        for finding in all.iter().filter(|f| f.span.overlaps(span) && !f.is_doubtful()) {
            // A part of the faulty words themselves is no other statement.
            let own = |r: &Related| r.article.is_none_or(|a| a == here) && finding.span.covers(r.span);
            for r in finding.related.iter().filter(|r| !own(r)) {
                let Some(passage) = self.passage(r.article.unwrap_or(here), r.span) else { continue };
                if !out.iter().any(|p| p.place == passage.place && p.span == passage.span) {
                    out.push(passage);
                }
            }
        }
        out.sort_by_key(|p| p.published);
        out.retain(|p| p.article != here || p.span != span);
        out.splice(0..0, self.passage(here, span));
        out
    }

    /// The earliest statement of the fact at a byte offset; among equals the one here.
    pub fn earliest(&self, open: &Open, offset: u32) -> Option<Passage> {
        // An article without a date can't be called early.
        self.statements(open, offset).into_iter().min_by_key(|p| (p.published.is_none(), p.published))
    }

    /// Where this article states what stands at a byte offset: the same value of the same thing, or the parts of a claim.
    pub fn highlights(&self, open: &Open, offset: u32) -> Vec<Span> {
        let analysis = open.document.analysis();
        let Some(mention) = describe::mention_at(&analysis.annotated, offset) else { return Vec::new() };
        if let Mention::Claim(c) = mention {
            return c.pieces.iter().copied().chain(c.source).chain(c.cue).collect();
        }
        let span = describe::span_at(mention, offset);
        let sheet = &analysis.sheet;
        let mut out: Vec<Span> = match sheet.facts.iter().find(|f| f.span == span) {
            Some(fact) => same_facts(sheet, fact).map(|f| f.span).collect(),
            None => Vec::new(),
        };
        if !out.contains(&span) {
            out.push(span);
        }
        out.sort_unstable();
        out
    }
}

fn same_facts<'a>(sheet: &'a FactSheet, fact: &'a Fact) -> impl Iterator<Item = &'a Fact> {
    sheet.facts.iter().filter(move |f| {
        f.slot == fact.slot && f.role == fact.role && f.population == fact.population && same(&f.value, &fact.value)
    })
}

fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Quantity { base: a, .. }, Value::Quantity { base: b, .. }) => a == b,
        (Value::When { days: a, clock: x }, Value::When { days: b, clock: y }) => a == b && x == y,
        (Value::Length(a), Value::Length(b)) => a == b,
        _ => false,
    }
}
