//! What a sum is paid for, or a measure comes in: «£28m a day», «900 crowns a copy», «40,000 barrels a day».

use super::{Fact, RESERVED, Slot};
use crate::annotate::{View, figure::role::Role};

/// Words for the stretch that a sum is counted in.
const STRETCHES: &[&[&str]] = &[
    &["second", "seconds"],
    &["minute", "minutes"],
    &["hour", "hours"],
    &["day", "days"],
    &["night", "nights"],
    &["week", "weeks"],
    &["month", "months"],
    &["year", "years"],
];

/// The first of their keys, which are no noun's.
const FIRST: u32 = RESERVED - 16;

/// Things that are sold one by one.
const PIECES: &[&str] = &[
    "copy",
    "go",
    "head",
    "piece",
    "ticket",
    "share",
    "barrel",
    "tonne",
    "ton",
    "bushel",
    "ounce",
    "litre",
    "liter",
    "gallon",
    "kilo",
    "kilogram",
    "kilogramme",
    "pound",
    "dose",
    "jab",
    "person",
    "pupil",
    "household",
    "seat",
    "bottle",
    "pint",
    "unit",
    "item",
    "pop",
    "guest",
    "passenger",
    "metre",
    "acre",
    "hectare",
    "game",
    "lesson",
    "session",
];

/// Notes in which stretch a sum or measure comes, and gives a sum that is asked for a piece the role of a price. `end` is the token behind
/// the figure.
pub fn apply(fact: &mut Fact, view: &View<'_>, end: usize) {
    if !matches!(fact.slot, Slot::Money | Slot::Measure(_)) {
        return;
    }
    let noun = end + 1 + usize::from(view.is(end, "for") && view.is_any(end + 1, few!["each", "every"]));
    let per = view.is_any(noun - 1, few!["a", "an", "per", "each", "every"]);
    if let Some(n) = STRETCHES.iter().position(|words| per && view.is_any(noun, *words)) {
        fact.population.push(FIRST + n as u32);
    } else if fact.slot == Slot::Money
        && fact.role.is_none()
        && (view.is_any(end, few!["each", "apiece"]) || per && view.is_any(noun, PIECES))
    {
        fact.role = Role::of("price");
    }
}

/// The stretch that a sum or measure is counted in, in words: «a day».
pub fn stretch_words(fact: &Fact) -> Option<String> {
    let word = STRETCHES.get((stretch(fact)? - FIRST) as usize)?.first()?;
    Some(format!("{} {word}", if word.starts_with('h') { "an" } else { "a" }))
}

/// The stretch that a sum or measure is counted in, as a key.
pub fn stretch(fact: &Fact) -> Option<u32> {
    let keys = FIRST..FIRST + STRETCHES.len() as u32;
    fact.population.iter().copied().find(|k| matches!(fact.slot, Slot::Money | Slot::Measure(_)) && keys.contains(k))
}
