//! What speaks for two spellings being one person's: what both articles say of the bearer.

use super::{Entity, Named};
use crate::{
    annotate::NameKind,
    base::Span,
    compare::link::Other,
    fact::{FactSheet, Slot, Value},
};

/// What people named in full by both articles add to their being of one story, at most.
pub const NAMES: f32 = 0.5;

/// What the full names of people that both articles have say.
pub fn people(here: &[Named<'_>], there: &[Named<'_>]) -> f32 {
    let full = |e: &&Named<'_>| e.kind == NameKind::Person && e.folded.contains(' ');
    let shared = here.iter().filter(full).filter(|a| there.iter().any(|b| b.hash == a.hash)).take(2);
    shared.count() as f32 * (NAMES / 2.0)
}

/// Whether both articles call the bearer the same, give the same age, the same quoted words, or say the same of both.
pub fn one_person((a, here): (&Entity<'_>, &FactSheet), (b, other): (&Entity<'_>, &Other)) -> bool {
    let there = &*other.sheet;
    if a.roles.iter().any(|r| b.roles.contains(r)) {
        return true;
    }
    let (x, y) = (age(a, here), age(b, there));
    if x.is_some() && x == y {
        return true;
    }
    quoted(a, here).any(|p| quoted(b, there).any(|q| p.iter().filter(|k| q.binary_search(k).is_ok()).count() >= 3))
        || same_said(a.span, here, b.span, other)
}

fn age(e: &Entity<'_>, sheet: &FactSheet) -> Option<crate::value::Decimal> {
    let of = |p: &crate::fact::Person| &*p.name == e.written;
    let fact = sheet.facts.iter().find(|f| f.slot == Slot::Age && f.person.as_deref().is_some_and(of))?;
    match &fact.value {
        Value::Quantity { written, .. } => Some(written.low),
        _ => None,
    }
}

/// The keys of what the bearer is quoted with.
fn quoted<'a>(e: &'a Entity<'_>, sheet: &'a FactSheet) -> impl Iterator<Item = &'a [u32]> {
    sheet.facts.iter().filter_map(move |f| match &f.value {
        Value::Quotation(q) if q.speaker.as_ref().is_some_and(|s| &*s.name == e.written) => Some(q.keys()),
        _ => None,
    })
}

/// Whether the sentences that name the two have several words in common that the stories' headlines and leads have not.
fn same_said(a: Span, here: &FactSheet, b: Span, other: &Other) -> bool {
    let sentence = |sheet: &FactSheet, at: Span| sheet.sentences.iter().position(|s| s.span.covers(at));
    let (Some(i), Some(j)) = (sentence(here, a), sentence(&other.sheet, b)) else { return false };
    let there = &other.sheet.sentences[j].terms;
    let shared = here.sentences[i].terms.iter().filter(|&&t| {
        here.main.terms.binary_search(&t).is_err()
            && other.story.there(t).is_some_and(|m| there.binary_search(&m).is_ok())
    });
    shared.count() >= 3
}
