use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Change, Compared, Relation};
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
        let Some(c) = l.quoted.as_ref() else { continue };
        let Relation::Altered(changes) = &c.relation else { continue };
        // A headline that has the words up to the change leaves it a change.
        let within = |r: &Range<usize>, at: &Range<usize>| r.start < at.end.max(at.start + 1) && at.start < r.end;
        let covers = |kept: Option<&Vec<Range<usize>>>, own: &Range<usize>, at: &dyn Fn(&Change) -> Range<usize>| {
            let has = |r: &Range<usize>| 2 * meet(r, own) >= own.len() && changes.iter().any(|c| within(r, &at(c)));
            kept.is_some_and(|k| k.iter().any(has))
        };
        l.explained = covers(kept_here.get(&l.here), &c.here, &|c| c.here.clone())
            || covers(kept_there.get(&l.there), &c.there, &|c| c.there.clone());
    }
}

fn keeps(c: &Compared) -> bool {
    matches!(c.relation, Relation::Same | Relation::Cut) && c.matched >= 4
}

fn meet(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}
