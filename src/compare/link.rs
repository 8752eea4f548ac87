//! Which facts of other articles a fact is compared with: candidates from the library, the gate, and the competition
//! between facts that look alike.

use std::{collections::hash_map::Entry, sync::Arc};

use rustc_hash::FxHashMap;

use super::{
    Story,
    gate::{Side, Tie, tie},
    relation::{Relation, relate},
};
use crate::fact::{FactSheet, Lookup, Slot, Value};

/// Candidates that are looked at for one fact.
const LIMIT: usize = 96;

/// Two facts that the gate lets pass.
#[derive(Debug)]
pub struct Link {
    /// Index in the sheet here.
    pub here: u32,
    pub article: u32,
    pub there: u32,
    pub tie: Tie,
    /// Another fact of the other article says the same as the one here, or the other way round, so that a difference
    /// between these two shows that they are two facts.
    pub explained: bool,
}

/// An article that facts here are linked with.
#[derive(Debug)]
pub struct Other {
    pub sheet: Arc<FactSheet>,
    pub story: Story,
}

/// All links of an article, in order of its facts, and the articles they lead to.
pub fn links(here: u32, sheet: &FactSheet, library: &dyn Lookup) -> (Vec<Link>, FxHashMap<u32, Other>) {
    let mut others: FxHashMap<u32, Other> = FxHashMap::default();
    let mut out = Vec::new();
    for (i, fact) in sheet.facts.iter().enumerate() {
        for id in library.candidates(sheet, fact, LIMIT).facts {
            if id.article == here {
                continue;
            }
            let other = match others.entry(id.article) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    let Some(there) = library.sheet(id.article) else { continue };
                    let story = Story::new(sheet, &there, library);
                    new.insert(Other { sheet: there, story })
                }
            };
            let Some(candidate) = other.sheet.facts.get(id.fact as usize).filter(|c| c.slot == fact.slot) else {
                continue;
            };
            let (a, b) = (Side { fact, sheet }, Side { fact: candidate, sheet: &other.sheet });
            let tie = if fact.slot == Slot::Quotation {
                Some(Tie { event: other.story.same, matter: 0.0 })
            } else {
                tie(a, b, &other.story)
            };
            if let Some(tie) = tie.filter(|t| fact.slot == Slot::Quotation || t.likely() || same_odd_value(a, b, t)) {
                out.push(Link { here: i as u32, article: id.article, there: id.fact, tie, explained: false });
            }
        }
    }
    compete(sheet, &mut out, &others);
    (out, others)
}

/// The same number of three digits or more, in one unit, is a sign by itself where the event is the same.
fn same_odd_value(a: Side<'_>, b: Side<'_>, tie: &Tie) -> bool {
    let (Value::Quantity { written: x, base: ix }, Value::Quantity { written: y, base: iy }) =
        (&a.fact.value, &b.fact.value)
    else {
        return false;
    };
    let digits = x.low.normalize().mantissa().unsigned_abs();
    tie.event >= 0.9 && x.unit == y.unit && digits >= 100 && relate((x, ix), (y, iy), false) == Relation::Equal
}

/// Marks links that a better one explains away.
fn compete(sheet: &FactSheet, links: &mut [Link], others: &FxHashMap<u32, Other>) {
    let mut best_here: FxHashMap<(u32, u32), f32> = FxHashMap::default();
    let mut best_there: FxHashMap<(u32, u32), f32> = FxHashMap::default();
    for l in links.iter() {
        let (a, b) = (&sheet.facts[l.here as usize], &others[&l.article].sheet.facts[l.there as usize]);
        if agrees(&a.value, &b.value) {
            let s = best_here.entry((l.here, l.article)).or_default();
            *s = s.max(l.tie.sum());
            let s = best_there.entry((l.article, l.there)).or_default();
            *s = s.max(l.tie.sum());
        }
    }
    for l in links.iter_mut() {
        let mine = l.tie.sum();
        l.explained = best_here.get(&(l.here, l.article)).is_some_and(|&s| s + 0.3 >= mine)
            || best_there.get(&(l.article, l.there)).is_some_and(|&s| s + 0.3 >= mine);
    }
}

fn agrees(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Quantity { written: x, base: ix }, Value::Quantity { written: y, base: iy }) => {
            matches!(relate((x, ix), (y, iy), false), Relation::Equal | Relation::Meets)
        }
        (Value::When { days: a, clock: c }, Value::When { days: b, clock: d }) => a == b && c == d,
        (Value::Length(a), Value::Length(b)) => a == b,
        _ => false,
    }
}
