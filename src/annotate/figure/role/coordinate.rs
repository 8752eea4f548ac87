//! Roles over all figures of a block: each by itself, then by coordination, ellipsis and «respectively».

use smallvec::SmallVec;

use super::{
    super::{
        super::{View, lexicon::Class},
        amount::Amount,
        counted::Phrase,
    },
    Form, Hit,
    assign::{Found, Site, Way},
    at,
};
use crate::{article::Case, value::Unit};

/// Roles over all figures of a block: first each by itself, then by coordination and «respectively».
pub fn assign(view: &View<'_>, amounts: &[Amount], phrases: &[Option<Phrase>]) -> SmallVec<[Option<Found>; 8]> {
    let mut found: SmallVec<[Option<Found>; 8]> =
        (0..amounts.len()).map(|index| Site { view, amounts, phrases, index }.role()).collect();
    for i in 0..amounts.len().saturating_sub(1) {
        let (a, b) = (&amounts[i], &amounts[i + 1]);
        let same = a.unit.dimension() == b.unit.dimension();
        let gap = phrases[i].map_or(a.end, |p| p.end)..b.start;
        let joined = same
            && gap.len() <= 3
            && !gap.is_empty()
            && gap
                .clone()
                .all(|k| view.mark(k, ',') || view.is_any(k, few!["and", "or", "plus"]) || view.has(k, Class::BOUND));
        if !joined {
            continue;
        }
        if let Some(pair) = respectively(view, a, b) {
            (found[i], found[i + 1]) = (Some(pair.0), Some(pair.1));
            continue;
        }
        let weak = |f: Option<Found>| f.is_none_or(|f| f.way == Way::Thing);
        match (found[i], found[i + 1]) {
            // «11 men and two boys were killed»
            (x, Some(f)) if weak(x) && f.way == Way::After => found[i] = Some(f),
            // «killed four men and two boys»
            (Some(f), y) if weak(y) && f.way == Way::Object && phrases[i].is_some() => found[i + 1] = Some(f),
            _ => {}
        }
    }
    for i in 1..amounts.len() {
        let weak = found[i].is_some_and(|f| f.way == Way::Thing);
        if (found[i].is_none() || weak && included(view, &amounts[i]))
            && let Some(f) = found[i - 1]
            && f.way != Way::Unit
            && inherits(view, &amounts[i - 1], &amounts[i], phrases[i])
        {
            found[i] = Some(f);
        }
    }
    found
}

/// Whether `b` says the same as `a` of something else: «4,300 jobs in France, 3,700 in Spain», «up from 27», «three of
/// them children».
fn inherits(view: &View<'_>, a: &Amount, b: &Amount, phrase: Option<Phrase>) -> bool {
    let money = |x: &Amount| matches!(x.unit, Unit::Money(_) | Unit::Subunit(_));
    if a.unit.dimension() != b.unit.dimension() && !(money(a) && money(b))
        || !view.prose.sentence_of(a.start).contains(&b.start)
    {
        return false;
    }
    let back = |n: usize| b.start.checked_sub(n).unwrap_or(usize::MAX);
    let part = included(view, b);
    let before = view.is(back(1), "from") && view.is_any(back(2), few!["up", "down"])
        || view.is_any(back(1), few!["with", "to"]) && view.is(back(2), "compared")
        || view.is_any(back(1), few!["vs", "versus", "against"]);
    if part && b.start.saturating_sub(a.end) <= 12 || before && b.start.saturating_sub(a.end) <= 16 {
        return true;
    }
    let gap = a.end..b.start;
    // «8,450 ha (about 20,900 acres)»
    if gap.len() <= 4 && view.mark(a.end, '(') {
        return true;
    }
    // The thing counted is not said again.
    let said = phrase
        .is_some_and(|p| !p.part && (p.start..p.end).any(|i| view.token(i).is_some_and(|t| t.case() == Case::Lower)));
    let listed = (a.end..b.start).any(|k| view.mark(k, ',') || view.is(k, "and"));
    gap.len() <= 8
        && !said
        && listed
        && gap.skip(usize::from(view.token(a.end).is_some_and(|t| t.is_word() && t.case() == Case::Lower))).all(|k| {
            view.mark(k, ',')
                || view.token(k).is_some_and(|t| t.is_word() && t.case() != Case::Lower)
                || view.is_any(k, few!["and", "in", "at", "the", "for", "from", "with"])
                || view.has(k, Class::BOUND)
        })
}

/// «three of them», «including 13 marines», «among them two boys»: part of the figure before.
fn included(view: &View<'_>, b: &Amount) -> bool {
    let back = |n: usize| b.start.checked_sub(n).unwrap_or(usize::MAX);
    view.is(b.end, "of") && view.is_any(b.end + 1, few!["them", "whom"])
        || view.is(back(1), "including")
        || view.is_any(back(1), few!["them", "whom"]) && view.is_any(back(2), few!["among", "of"])
}

/// «the dead and wounded at about 70,000 and 280,000 respectively»: the roles of two joined figures in order.
fn respectively(view: &View<'_>, a: &Amount, b: &Amount) -> Option<(Found, Found)> {
    let end = phrase_end(view, b.end);
    if !(b.end..end).any(|k| view.is(k, "respectively")) {
        return None;
    }
    let start = view.prose.sentence_of(a.start).start.max(a.start.saturating_sub(40));
    let hits: Vec<Hit> =
        (start..a.start).filter_map(|k| at(view, k).filter(|h| h.form != Form::Thing && h.end <= a.start)).collect();
    let pair = hits.windows(2).rev().find(|w| {
        (w[0].end..w[1].start).len() <= 3 && (w[0].end..w[1].start).any(|k| view.is(k, "and")) && w[0].role != w[1].role
    })?;
    let found = |h: Hit| Found { role: h.role, start: h.start, end: h.end, way: Way::Subject };
    Some((found(pair[0]), found(pair[1])))
}

fn phrase_end(view: &View<'_>, i: usize) -> usize {
    view.prose.sentence_of(i.min(view.len().saturating_sub(1))).end.min(i + 6)
}
