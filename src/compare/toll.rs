//! The toll of an article's own event.

use super::{
    Story,
    gate::Side,
    kin::{Motion, motion},
};
use crate::{
    annotate::Part,
    fact::{Fact, FactSheet, Scope, Slot, TermKind, Value, is_attack_key},
    value::Decimal,
};

/// Whether each of two counts is its article's own toll, whatever else its clause names, and not both are told of a place
/// that the other article does not have, nor does one of them seem to count the gunman in.
pub fn tolls(here: Side<'_>, there: Side<'_>, story: &Story) -> bool {
    let strange = |s: Side<'_>, other: &dyn Fn(u16) -> Option<u16>| {
        s.fact.near.iter().any(|&t| s.sheet.terms[usize::from(t)].kind == TermKind::Place && other(t).is_none())
    };
    let apart = || strange(here, &|t| story.there(t)) && strange(there, &|t| story.here(t));
    let Some((a, b)) = own_toll(here).zip(own_toll(there)) else { return false };
    let one_more = (a - b).abs() == Decimal::ONE;
    !(one_more && (armed(here.sheet) || armed(there.sheet))) && !apart()
}

/// A count that is the highest of those to whom an event came that the article gives of its own event. A few victims have
/// every street.
fn own_toll(side: Side<'_>) -> Option<Decimal> {
    let toll = |f: &Fact| {
        let running = f.role.is_some_and(|r| motion(r) == Motion::Rises);
        let limits = Scope::SEVERE.or(Scope::LIGHT).or(Scope::EVENTS).or(Scope::OTHER).or(Scope::FORMER);
        let own = side.sheet.sentence(f).background.is_none() && !f.scope.has(limits);
        f.slot == Slot::Count && running && f.part == Part::Whole && f.population.is_empty() && own
    };
    let low = |f: &Fact| match &f.value {
        Value::Quantity { written, .. } => Some(written.low),
        _ => None,
    };
    let own = low(side.fact).filter(|&n| n > FEW && toll(side.fact))?;
    let higher = |f: &Fact| f.role == side.fact.role && low(f).is_some_and(|n| n > own) && toll(f);
    (!side.sheet.facts.iter().any(higher)).then_some(own)
}

/// As many victims as many events of one place and week have.
pub const FEW: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// Whether an article tells of somebody who killed, and may be among the dead.
fn armed(sheet: &FactSheet) -> bool {
    sheet.terms.iter().any(|t| is_attack_key(t.key))
}
