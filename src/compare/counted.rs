//! Whether what two facts count, or rank, can be the same.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use crate::{
    annotate::figure::{self, role},
    fact::{BEGAN_KEY, EVER_KEY, Fact, MADE_KEY, RESERVED, SINCE_KEY, Slot, Value, key, rate},
    value::{Decimal, Dimension},
};

/// Whether a counted noun is what the role itself counts.
pub fn names_role(noun: u32, fact: &Fact) -> bool {
    fact.role.is_some_and(|role| NOUNS[usize::from(role.index())].contains(&noun))
}

/// For each role, by its index, the keys of what it counts: the words of its name, and whom it is of as a rule.
static NOUNS: LazyLock<Vec<SmallVec<[u32; 4]>>> = LazyLock::new(|| {
    let whole = |id| WHOLE.iter().find(|w| w.0 == id).map(|w| w.1);
    role::rows().map(|(_, row)| row.id.split('-').chain(whole(row.id)).filter_map(key).collect()).collect()
});

/// Whom a role is of as a rule, so that the noun adds nothing to it.
const WHOLE: &[(&str, &str)] = &[
    ("evacuated", "residents"),
    ("displaced", "residents"),
    ("sent-home", "pupils"),
    ("on-strike", "workers"),
    ("electorate", "voters"),
    ("attendance", "spectators"),
    ("injured", "patients"),
    ("hospitalised", "patients"),
];

/// Whether the same things can be ranked, by the same measure.
fn ranked(a: &Fact, b: &Fact) -> Option<f32> {
    let nouns = |f: &Fact| f.population.iter().any(|k| *k >= RESERVED);
    let measure = |f: &Fact| f.population.iter().copied().find(|k| (EVER_KEY + 1..RESERVED).contains(k));
    let reach = |f: &Fact| f.population.contains(&SINCE_KEY) || f.population.contains(&EVER_KEY);
    if measure(a).zip(measure(b)).is_some_and(|(x, y)| x != y) {
        return None;
    }
    match (nouns(a), nouns(b)) {
        (true, true) if a.population.iter().any(|x| *x >= RESERVED && b.population.contains(x)) => Some(0.8),
        // «fifth-largest brewer», «fourth-biggest maker of beer»: more must say that they are one rank.
        (true, true) => (measure(a).is_some() && below_first(a) && below_first(b)).then_some(-1.0),
        (false, false) => (reach(a) && reach(b)).then_some(0.3),
        // «the worst in years» has no number that another could contradict.
        _ => (reach(a) == reach(b)).then_some(0.3),
    }
}

/// Whether a rank is not the first, so that it is of one list.
fn below_first(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Quantity { written, .. } if written.low > Decimal::ONE)
}

/// Whether the two count the same noun, or measure or share out the same stuff.
pub fn one_noun(a: &Fact, b: &Fact) -> bool {
    match a.slot {
        Slot::Measure(_) => a.population.iter().any(|x| b.population.contains(x)),
        _ => a.population.first().is_some_and(|x| b.population.first() == Some(x)),
    }
}

/// Whether the same people or things can be counted.
pub fn population(a: &Fact, b: &Fact, roles: f32) -> Option<f32> {
    match a.slot {
        Slot::Count => {}
        Slot::Rank => return ranked(a, b),
        Slot::Clock if begun(a) && begun(b) => return Some(BEGUN),
        Slot::When if made(a) && made(b) => {
            let things = a.population.get(1).zip(b.population.get(1));
            return Some(if things.is_some_and(|(x, y)| x == y) { MADE } else { 0.0 });
        }
        // «40,000 barrels», «40,000 barrels a day»
        Slot::Measure(_) if rate::stretch(a).is_some() != rate::stretch(b).is_some() => return Some(-0.5),
        // «the tunnel was 11 metres long», «a ladder of 17 metres»
        Slot::Measure(Dimension::Length) => {
            return match (a.population.first(), b.population.first()) {
                (Some(_), Some(_)) => one_noun(a, b).then_some(LONG),
                _ => Some(0.0),
            };
        }
        // «a fifth of the final mark», «tonnes of oil»
        Slot::Share | Slot::Measure(_) => {
            return Some(if one_noun(a, b) { 0.7 } else { 0.0 });
        }
        // What comes every day is no sum of once; what comes every week may be the same, and one of the two a slip.
        Slot::Money => {
            return match (rate::stretch(a), rate::stretch(b)) {
                (Some(x), Some(y)) => Some(if x == y { 0.4 } else { 0.0 }),
                (None, None) => Some(0.0),
                _ => Some(-0.5),
            };
        }
        _ => return Some(0.0),
    }
    match (a.population.first(), b.population.first()) {
        (Some(x), Some(y)) if x == y => {
            // «three serious violations», «five serious violations»
            let same = |k: &&u32| **k >= RESERVED && b.population.contains(k);
            Some(if a.population.iter().filter(same).count() > 1 { PHRASE } else { 0.7 })
        }
        (Some(x), Some(y)) if a.population.contains(y) || b.population.contains(x) => Some(0.0),
        (Some(x), Some(y)) if roles > 0.0 => Some(if PERSONS.contains(x) && PERSONS.contains(y) { -0.6 } else { -1.0 }),
        // «312 pupils», «321 youngsters»
        (Some(x), Some(y)) if PERSONS.contains(x) && PERSONS.contains(y) => Some(-0.3),
        (Some(_), Some(_)) => None,
        (None, None) => Some(0.0),
        // «16 crew», and 16 in the row «Crew»
        (Some(h), None) | (None, Some(h)) if names_role(*h, a) || names_role(*h, b) => Some(0.2),
        _ => Some(-0.5),
    }
}

/// Keys of nouns for people.
static PERSONS: LazyLock<FxHashSet<u32>> =
    LazyLock::new(|| figure::PERSONS.split_whitespace().filter_map(key).collect());

/// Whether a time is the one at which something began.
pub fn begun(fact: &Fact) -> bool {
    fact.slot == Slot::Clock && fact.population.first() == Some(&BEGAN_KEY)
}

/// Whether a year is the one in which something was made.
pub fn made(fact: &Fact) -> bool {
    fact.slot == Slot::When && fact.population.first() == Some(&MADE_KEY)
}

/// What it says that two times are those at which something began.
const BEGUN: f32 = 0.4;

/// What it says that two years are those in which one thing was made, by its noun.
const MADE: f32 = 0.6;

/// What it says that two lengths are of one thing, by their nouns.
const LONG: f32 = 1.1;

/// What it says that two nouns are the same with what stands beside them.
const PHRASE: f32 = 1.0;
