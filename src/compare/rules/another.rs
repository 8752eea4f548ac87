//! Why a newer count that differs may be another count, and not the newer state of one.

use std::cmp::Ordering;

use super::{figure::sums_up, superseded::later};
use crate::{
    annotate::Part,
    compare::{
        Pair, Side,
        gate::leads,
        kin::{Motion, motion_of},
        toll::FEW,
    },
    fact::{Fact, FactSheet, Scope, Slot, TermKind, Value, is_own_hand_key, key},
    value::{DayInterval, Decimal, Quantity},
};

/// Whether the count of `old` may be something else than what `new` counts: a part of it, the count of other days or of
/// several events, or the same count without the perpetrator.
pub fn another_count(pair: &Pair<'_>, old: Side<'_>, new: Side<'_>) -> bool {
    let (Some(a), Some(b)) = (number(old.fact), number(new.fact)) else { return false };
    let counted = old.fact.slot == Slot::Count;
    // What went up by so much on one day did not go up by so much on another.
    let change = matches!(old.fact.slot, Slot::Share | Slot::Points) && role_is(old.fact, new.fact, &DAILY);
    let rises = counted && motion_of(old.fact, new.fact) == Some(Motion::Rises);
    change
        || counted && (old.fact.part == Part::Besides) != (new.fact.part == Part::Besides)
        || old.fact.scope.or(new.fact.scope).has(Scope::EVENTS)
        || !parted(old) && !parted(new) && sums_up(pair, a.low, b.low)
        || rises && (single(old, new, a) || known(old, a.low, b.low) || perpetrator(old, new, a, b))
        || rises && (long(old, new) || long(new, old))
        || rises && role_is(old.fact, new.fact, &VICTIMS) && (has(new, a.low) || leap(pair, old, new, a.low, b.low))
}

/// Whether a victim, or none, is told in passing («one man was shot in the hand»).
fn single(old: Side<'_>, new: Side<'_>, low: &Quantity) -> bool {
    low.low <= Decimal::ONE && role_is(old.fact, new.fact, &VICTIMS) && !leads(old)
}

/// Whether the newer article has the older number itself, of the same role: then it is not what that has grown to, unless
/// it is told as the one that an earlier report or entry had, or is of an event long past.
fn has(new: Side<'_>, low: Decimal) -> bool {
    let alike = |f: &&Fact| {
        let own = new.sheet.sentence(f).background.is_none() && !f.scope.has(Scope::OTHER.or(Scope::FORMER));
        f.slot == new.fact.slot && f.role == new.fact.role && f.span != new.fact.span && own
    };
    let earlier = |f: &Fact| later(f, new.fact) == Some(Ordering::Less);
    let told = |f: &Fact| number(f).is_some_and(|q| q.low == low) && !f.scope.has(Scope::CHANGED) && !earlier(f);
    low > Decimal::ONE && new.sheet.facts.iter().filter(alike).any(told)
}

/// Whether a few victims have become more than twice as many, and not at the head of both articles: rather two of the
/// shootings or crashes that one city has in a week, since those that a first report counts are rarely more than twice as
/// many in the next.
fn leap(pair: &Pair<'_>, old: Side<'_>, new: Side<'_>, low: Decimal, high: Decimal) -> bool {
    let Some(apart) = pair.story.apart else { return false };
    let soon = apart <= 2;
    low <= FEW && high > low * Decimal::TWO && !(soon && leads(old) && leads(new))
}

/// Whether a count is of a month or more («80 were killed in November alone») in which the other event does not lie.
fn long(side: Side<'_>, other: Side<'_>) -> bool {
    let own = other.fact.event_days.or(other.sheet.main.days);
    let month = |d: &DayInterval| d.first.until(d.last).is_ok_and(|s| s.get_days() >= 27);
    side.fact.event_days.filter(month).is_some_and(|m| own.is_some_and(|d| !m.meets(&d)))
}

/// Whether the sentence also counts some of those counted («killed nine people, three of them children»), so that its
/// numbers don't add up.
fn parted(side: Side<'_>) -> bool {
    side.sheet.beside(side.fact).iter().any(|f| f.part == Part::Included)
}

fn number(fact: &Fact) -> Option<&Quantity> {
    match &fact.value {
        Value::Quantity { written, .. } => Some(written),
        _ => None,
    }
}

/// Roles of what is told as the change of one day.
const DAILY: [&str; 2] = ["index", "share-price"];

/// Roles of those to whom an event came.
const VICTIMS: [&str; 3] = ["killed", "injured", "shot"];

fn role_is(a: &Fact, b: &Fact, ids: &[&str]) -> bool {
    a.role.or(b.role).is_some_and(|r| ids.contains(&r.id()))
}

/// Whether the older article has the newer number itself, or a higher one than `low` at its head: then the lower one is
/// a part of it, or an earlier state there too.
fn known(old: Side<'_>, low: Decimal, new: Decimal) -> bool {
    let limits = Scope::OTHER.or(Scope::EVENTS).or(Scope::SEVERE).or(Scope::LIGHT);
    let alike = |f: &&Fact| {
        f.slot == old.fact.slot
            && f.role == old.fact.role
            && f.role.is_some()
            && f.part == old.fact.part
            && f.as_of == old.fact.as_of
            && !f.scope.or(old.fact.scope).has(limits)
            && old.sheet.sentence(f).background.is_none()
    };
    old.sheet.facts.iter().filter(alike).any(|f| {
        let head = || leads(Side { fact: f, ..old });
        number(f).is_some_and(|q| q.low == new || q.low > low && head())
    })
}

/// Whether two counts of victims differ by the one who did it, in an article that says that he died or counts him in.
fn perpetrator(old: Side<'_>, new: Side<'_>, a: &Quantity, b: &Quantity) -> bool {
    let one = (a.low - b.low).abs() == Decimal::ONE && role_is(old.fact, new.fact, &VICTIMS);
    let told = |s: Side<'_>| {
        // A wound was self-inflicted.
        let own = key("self");
        let is_own = |key| is_own_hand_key(key) || own == Some(key);
        let named = |sheet: &FactSheet| sheet.terms.iter().any(|t| t.kind == TermKind::Word && is_own(t.key));
        // «22 people, 16 of them from the town»
        let many = |f: &Fact| f.part == Part::Included && number(f).is_some_and(|q| q.low > Decimal::ONE);
        s.fact.inclusive && !s.sheet.beside(s.fact).iter().any(many) || named(s.sheet)
    };
    one && (told(old) || told(new))
}
