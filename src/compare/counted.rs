//! Whether what two facts count, or rank, can be the same.

use crate::fact::{EVER_KEY, Fact, RESERVED, SINCE_KEY, Slot, key};

/// Whether a counted noun is what the role itself counts.
pub fn names_role(noun: u32, fact: &Fact) -> bool {
    fact.role.is_some_and(|r| r.id().split('-').any(|w| key(w) == Some(noun)))
}

/// Whether the same things can be ranked, by the same measure.
fn ranked(a: &Fact, b: &Fact) -> Option<f32> {
    let nouns = |f: &Fact| f.population.iter().any(|k| *k >= RESERVED);
    let measure = |f: &Fact| f.population.iter().copied().find(|k| (EVER_KEY + 1..RESERVED).contains(k));
    let reach = |f: &Fact| f.population.contains(&SINCE_KEY) || f.population.contains(&EVER_KEY);
    if measure(a).zip(measure(b)).is_some_and(|(x, y)| x != y) {
        return None;
    }
    match (nouns(a), nouns(b)) {
        (true, true) => a.population.iter().any(|x| *x >= RESERVED && b.population.contains(x)).then_some(0.8),
        (false, false) => (reach(a) && reach(b)).then_some(0.3),
        // «the worst in years» has no number that another could contradict.
        _ => (reach(a) == reach(b)).then_some(0.3),
    }
}

/// Whether the same people or things can be counted.
pub fn population(a: &Fact, b: &Fact, roles: f32) -> Option<f32> {
    match a.slot {
        Slot::Count => {}
        Slot::Rank => return ranked(a, b),
        _ => return Some(0.0),
    }
    match (a.population.first(), b.population.first()) {
        (Some(x), Some(y)) if x == y => Some(0.7),
        (Some(x), Some(y)) if a.population.contains(y) || b.population.contains(x) => Some(0.0),
        (Some(_), Some(_)) if roles > 0.0 => Some(-1.0),
        (Some(_), Some(_)) => None,
        (None, None) => Some(0.0),
        // «16 crew», and 16 in the row «Crew»
        (Some(h), None) | (None, Some(h)) if names_role(*h, a) || names_role(*h, b) => Some(0.2),
        _ => Some(-0.5),
    }
}
