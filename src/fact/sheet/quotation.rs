use super::{Builder, Open, translated::translated};
use crate::{
    annotate::{Attribution, Mode, Name, NameKind},
    article::{Quote, QuoteEnd},
    base::Span,
    fact::{Quotation, Slot, Speaker, Value},
};

/// Tokens behind a quotation within which somebody put it so.
const PUT: usize = 16;

impl<'a> Builder<'a> {
    /// A pair of quotation marks: its words are compared, attributed or not.
    pub(super) fn quotations(&mut self, open: &Open<'a>) {
        for quote in open.quotes() {
            self.quotation_fact(open, quote);
        }
    }

    fn quotation_fact(&mut self, open: &Open<'a>, quote: &Quote) {
        let a = self.a;
        let inner = Span::new(
            open.view.token(quote.open as usize).map_or(quote.span.start, |t| t.end()),
            open.view
                .token(quote.close as usize)
                .filter(|_| quote.end == QuoteEnd::Closed)
                .map_or(quote.span.end, |t| t.start()),
        );
        if inner.start >= inner.end {
            return;
        }
        // An opening mark inside straight ones shows that the straight one before it closed another quotation.
        let inside = open.view.mark(quote.open as usize, '"').then(|| inner.of(open.view.text).rfind('“')).flatten();
        let (outer, inner) = match inside {
            Some(at) => {
                let start = inner.start + at as u32;
                (Span::new(start, quote.span.end), Span::new(start + '“'.len_utf8() as u32, inner.end))
            }
            None => (quote.span, inner),
        };
        let span = outer.shifted(open.shift);
        let claim = self.claim_of(span);
        let speaker = claim.and_then(|c| Speaker::of(c, a)).or_else(|| self.beside(open, quote));
        let mode = claim.map_or(Mode::Direct, |c| c.mode);
        let Some(mut quotation) = Quotation::new(inner.of(open.view.text), speaker, mode) else { return };
        let marks = quote.open as usize..quote.close as usize + 1;
        quotation.translated = translated(&open.view, &open.tokens, marks);
        let at = self.tokens(open, span);
        let rule = claim.map_or("quotation-marks", |c| c.rule.id());
        let value = Value::Quotation(Box::new(quotation));
        let mut fact = self.fact(open, span, &at, value, Slot::Quotation, &[], rule);
        fact.source = claim.and_then(|c| c.speaker.as_deref()).map(Into::into);
        self.facts.push(fact);
    }

    /// The person whose full name stands with a quotation that no verb attributes: «Finance minister Dana Ruiz: “…”», «“…”, as
    /// Dana Ruiz put it», «in the words of Dana Ruiz, “…”».
    fn beside(&self, open: &Open<'a>, quote: &Quote) -> Option<Speaker> {
        let (view, a) = (&open.view, self.a);
        let (first, last) = (quote.open as usize, quote.close as usize);
        let mark = first.wrapping_sub(1);
        let first_name = a.names.partition_point(|n| n.span.end <= open.span.start);
        let token = |at: u32| view.token_at(at.saturating_sub(open.shift));
        let names = || {
            let here = a.names[first_name..].iter().take_while(|n| n.span.start < open.span.end);
            // «as the miller, Dana Ruiz, put it»
            let inserted = |n: &Name| n.kind == NameKind::Other && view.mark(token(n.span.start).wrapping_sub(1), ',');
            here.filter(move |n| (n.kind == NameKind::Person || inserted(n)) && n.full.contains(' '))
        };
        let words_of = |n: &Name| {
            let start = token(n.span.start);
            view.is(start.wrapping_sub(1), "of") && view.is(start.wrapping_sub(2), "words")
        };
        let put = |i: usize| view.is_any(i, few!["put", "puts"]) && view.is(i + 1, "it");
        let behind = last + 1..(last + PUT).min(open.tokens.end);
        let as_put =
            behind.clone().next().is_some_and(|i| view.is(i, "as") || view.is(i + 1, "as")) && behind.clone().any(put);
        let name = names().find(|n| {
            let ends = token(n.span.end.saturating_sub(1)) + 1 == mark;
            ends && (view.mark(mark, ':') || view.mark(mark, ',') && words_of(n))
                || as_put && behind.contains(&token(n.span.start))
        })?;
        Some(Speaker::named(&name.full))
    }

    /// The innermost claim that a quotation is the content of, or a part of it.
    fn claim_of(&self, span: Span) -> Option<&'a Attribution> {
        let claims = &self.a.claims;
        let end = claims.partition_point(|c| c.span.start < span.end);
        let near = claims[..end].iter().rev().take(8);
        near.filter(|c| c.pieces.iter().any(|p| p.overlaps(span)) || c.span.covers(span)).min_by_key(|c| c.span.len())
    }
}
