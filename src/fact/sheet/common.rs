use std::ops::Range;

use smallvec::SmallVec;

use super::{
    Builder, Open,
    collect::{kind_of, land},
};
use crate::{
    annotate::{NameKind, Part, Timex, name},
    article::BlockKind,
    base::Span,
    fact::{Fact, Outlook, Scope, Slot, Value, is_common_noun, term, when},
};

/// Terms beside a mention that say too little of it by themselves («11 metres long»).
const BARE: usize = 1;

impl<'a> Builder<'a> {
    /// What all facts have in common.
    #[allow(clippy::too_many_arguments)] // one call a kind of mention
    pub(super) fn fact(
        &mut self,
        open: &Open<'a>,
        span: Span,
        at: &Range<usize>,
        value: Value,
        slot: Slot,
        timexes: &[(usize, &Timex)],
        rule: &'static str,
    ) -> Fact {
        let clause = open.clauses.around(at);
        let mut near: SmallVec<[u16; 8]> = SmallVec::new();
        let attached = open.clauses.attached(&open.view, &clause);
        let own = [clause.start..at.start, at.end..clause.end];
        let label = open.label.as_ref().filter(|l| l.end <= at.start);
        for range in own.iter().chain(&attached).chain(label) {
            self.part(open, range, &mut near);
        }
        if near.len() <= BARE && attached.is_empty() && label.is_none() {
            let host = open.clauses.host(&open.view, &clause);
            host.into_iter().for_each(|range| self.part(open, &range, &mut near));
        }
        near.sort_unstable();
        near.dedup();
        let behind = open.clauses.behind_address(&open.view, &clause);
        let days = when::event_days(&open.view, &clause, &attached, at, behind.as_ref(), label, timexes);
        // «In 2003 a cabin struck a mast and six people were hurt.»
        let goes_on = clause.start > open.tokens.start && open.view.is(clause.start - 1, "and");
        let subject = self.subject(open, &clause, at);
        let meta = &self.a.article.meta;
        let entry = self.a.article.blocks[open.block].entry.and_then(|e| meta.entries.get(e as usize));
        let as_of = entry.or(meta.published.as_ref()).map(|p| (p.date, p.time));
        Fact {
            span,
            sentence: open.index,
            value,
            slot,
            role: None,
            population: SmallVec::new(),
            part: Part::Whole,
            beside: None,
            inclusive: false,
            scope: Scope::default(),
            near,
            subject,
            person: None,
            event_days: days.or(open.inherited).or_else(|| open.joined.filter(|_| goes_on)),
            as_of,
            source: self.source(span),
            hedge: None,
            outlook: if slot == Slot::Quotation { Outlook::Result } else { open.views.outlook(&clause) },
            period: open.views.period(&clause, at.start),
            rule,
        }
    }

    /// The last name before the mention in its clause that is no source's.
    fn subject(&mut self, open: &Open<'_>, clause: &Range<usize>, at: &Range<usize>) -> Option<u16> {
        let a = self.a;
        // The label of a table's row is its subject.
        let row = matches!(a.article.blocks[open.block].kind, BlockKind::TableRow { .. });
        let start = if row { open.tokens.start } else { clause.start };
        let from = open.view.token(start.max(at.start.saturating_sub(12)))?.start() + open.shift;
        let to = open.view.token(at.start)?.start() + open.shift;
        let last = a.names.partition_point(|n| n.span.end <= to);
        let name = a.names[..last].iter().rev().take_while(|n| n.span.start >= from).find(|n| {
            let claims = &a.claims[a.claims.partition_point(|c| c.span.end < open.span.start)..];
            n.kind != NameKind::Demonym && !claims.iter().take(8).any(|c| c.source.is_some_and(|s| s.covers(n.span)))
        })?;
        let text = a.article.slice(name.span);
        let key = name::key(text);
        let last = key.rsplit(' ').next()?;
        let word = match name.kind {
            NameKind::Person => last,
            // «Motors» is what many are called.
            _ => key.rsplit(' ').map(land).find(|w| !term::key(w).is_some_and(is_common_noun)).unwrap_or(land(last)),
        };
        self.terms.add(term::key(word)?, name.span.start, name.span.len() as usize, kind_of(name))
    }

    /// The speaker of the innermost claim that holds the mention.
    fn source(&self, span: Span) -> Option<Box<str>> {
        let claims = &self.a.claims;
        let end = claims.partition_point(|c| c.span.start <= span.start);
        let holding = claims[..end].iter().rev().take(6).find(|c| c.span.covers(span) && c.span != span)?;
        holding.speaker.as_deref().map(Into::into)
    }

    pub(super) fn tokens(&self, open: &Open<'_>, span: Span) -> Range<usize> {
        let start = open.view.token_at(span.start.saturating_sub(open.shift)).max(open.tokens.start);
        let end = open.view.token_at(span.end.saturating_sub(open.shift + 1)) + 1;
        let start = start.min(open.tokens.end.saturating_sub(1));
        start..end.clamp(start + 1, open.tokens.end.max(start + 1))
    }
}
