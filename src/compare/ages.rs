//! Whether two ages are of one person.

use std::sync::LazyLock;

use super::{
    Story,
    gate::{Shared, Side, Tie, anchors, same_number, shared},
    names::one_slip,
    story,
};
use crate::fact::{Fact, FactSheet, Person, Slot, key};

/// Ages are matched by person alone.
pub fn ages(here: Side<'_>, there: Side<'_>, story: &Story, both: &Shared) -> Option<Tie> {
    match (&here.fact.person, &there.fact.person) {
        (Some(p), Some(q)) if p.is(q) => {
            let known = p.given.is_some() && q.given.is_some();
            // A namesake may be anyone: another name that both sentences have tells him apart.
            let others = if known && (beside(here, both) || one_death(here, there, story, both)) { 0.7 } else { 0.1 };
            let event = if story.same >= story::SAME { 1.2 } else { story.same + if known { others } else { 0.0 } };
            // A name by itself may be a given name.
            let half = p.given.is_some() != q.given.is_some();
            // Both ages stand in both articles, of two of the same surname.
            let told = |s: Side<'_>, other: &Fact| {
                let named = |f: &Fact| f.person.as_ref().is_some_and(|o| o.surname == p.surname);
                let alike = |f: &Fact| same_number(f, other) && !same_number(f, s.fact);
                s.sheet.facts.iter().any(|f| f.slot == Slot::Age && named(f) && alike(f))
            };
            if told(here, there.fact) && told(there, here.fact) {
                return None;
            }
            let matter = if known {
                2.0
            } else if half {
                1.2
            } else {
                1.6
            };
            Some(Tie { event, matter })
        }
        // «Alan Pike, 44», «Alan Pyke, 46», where neither article has both.
        (Some(p), Some(q)) if nearly(p, q) && story.same >= story::SAME => {
            let has = |s: Side<'_>, name: &str| s.sheet.names.iter().any(|n| &*n.full == name);
            (!has(here, &q.name) && !has(there, &p.name)).then_some(Tie { event: 1.2, matter: 1.6 })
        }
        (Some(_), Some(_)) => None,
        (p, q) => {
            let one = p.is_none() && described(here, there) || q.is_none() && described(there, here);
            let words = shared(here, there, story, both);
            Some(Tie { event: story.same, matter: if one { 1.6 } else { words.min(1.5) } })
        }
    }
}

/// Whether an age that is given to what somebody is («a guard of 58») is that of the other's person or description, and
/// neither article has a second one of these.
fn described(nameless: Side<'_>, other: Side<'_>) -> bool {
    let Some(&noun) = nameless.fact.population.first() else { return false };
    let called = |f: &Fact, sheet: &FactSheet| match &f.person {
        Some(p) => sheet.names.iter().any(|n| n.full == p.name && n.roles.contains(&noun)),
        None => f.population.first() == Some(&noun),
    };
    let lone = |s: Side<'_>| {
        let mut alike = s.sheet.facts.iter().filter(|f| f.slot == Slot::Age && called(f, s.sheet));
        alike.all(|f| same_number(f, s.fact))
    };
    called(other.fact, other.sheet) && lone(nameless) && lone(other)
}

/// Letters that a name has at least for one of them to be a slip.
const LONG: usize = 4;

/// Whether two look like one name with a letter wrong: «Peter Lomas», «Pieter Lomas»; «Alan Pike», «Alan Pyke».
pub fn nearly(p: &Person, q: &Person) -> bool {
    let (Some(g), Some(h)) = (p.given, q.given) else { return false };
    // Most pairs are told apart by their keys.
    if (p.surname == q.surname) == (g == h) {
        return false;
    }
    let word = |p: &Person| {
        let mut words = p.name.split_whitespace();
        if g == h { words.next_back() } else { words.next() }.map(str::to_lowercase)
    };
    word(p)
        .zip(word(q))
        .is_some_and(|(a, b)| a.len().min(b.len()) >= LONG && a.chars().next() == b.chars().next() && one_slip(&a, &b))
}

/// Whether both sentences tell of a death, in articles of one week: who dies does so once.
fn one_death(here: Side<'_>, there: Side<'_>, story: &Story, both: &Shared) -> bool {
    let died = |s: Side<'_>, t: u16| Some(s.sheet.terms[usize::from(t)].key) == *DIED;
    story.apart.is_some_and(|days| days <= WEEK) && both.iter().any(|&(t, m)| died(here, t) && died(there, m))
}

static DIED: LazyLock<Option<u32>> = LazyLock::new(|| key("died"));

const WEEK: i32 = 7;

/// Whether two sentences that name one person in full have a further name in common.
fn beside(here: Side<'_>, both: &Shared) -> bool {
    both.iter().filter(|(t, _)| anchors(here.sheet.terms[usize::from(*t)].kind)).count() > 2
}
