use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Compared, Relation};
use crate::compare::link::Link;

/// Marks, among the links with one other article, changed quotations whose words it also has unchanged: it quotes more than one utterance, or one
/// of them twice.
pub fn compete(links: &mut [Link]) {
    let mut kept_here: FxHashMap<u32, Vec<Range<usize>>> = FxHashMap::default();
    let mut kept_there: FxHashMap<u32, Vec<Range<usize>>> = FxHashMap::default();
    for l in links.iter() {
        if let Some(c) = l.quoted.as_ref().filter(|c| keeps(c)) {
            kept_here.entry(l.here).or_default().push(c.here.clone());
            kept_there.entry(l.there).or_default().push(c.there.clone());
        }
    }
    for l in links.iter_mut() {
        let Some(c) = l.quoted.as_ref().filter(|c| matches!(c.relation, Relation::Altered(_))) else { continue };
        let covers = |kept: Option<&Vec<Range<usize>>>, own: &Range<usize>| {
            kept.is_some_and(|k| k.iter().any(|r| 2 * meet(r, own) >= own.len()))
        };
        l.explained = covers(kept_here.get(&l.here), &c.here) || covers(kept_there.get(&l.there), &c.there);
    }
}

fn keeps(c: &Compared) -> bool {
    matches!(c.relation, Relation::Same | Relation::Cut) && c.matched >= 4
}

fn meet(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}
