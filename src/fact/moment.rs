//! What a time or a year is of: the moment at which something began, the year in which something was made. Reports word
//! these in many ways, and a thing has one of each.

use std::ops::Range;

use smallvec::SmallVec;

use super::{scope, term};
use crate::{
    annotate::{View, WordList, lexicon::Class},
    article::Case,
    value::DayInterval,
};

/// Stands first among the nouns of a time of day at which something began.
pub const BEGAN_KEY: u32 = 40;

/// Stands first among the nouns of a year in which something was made; its own noun follows.
pub const MADE_KEY: u32 = 41;

/// Verbs that say of themselves what happened.
static HAPPENS: WordList = WordList::new(&[
    "struck",
    "erupted",
    "exploded",
    "collapsed",
    "crashed",
    "derailed",
    "sank",
    "capsized",
    "burst",
    "ruptured",
    "grounded",
    "collided",
]);

/// What begins beside the story's own event, or is no event.
static BESIDE: WordList = WordList::new(&[
    "conference",
    "meeting",
    "briefing",
    "hearing",
    "trial",
    "vigil",
    "funeral",
    "service",
    "talks",
    "search",
    "operation",
    "rescue",
    "evacuation",
    "work",
    "shift",
    "match",
    "game",
    "concert",
    "session",
    "debate",
    "firefighters",
    "crews",
    "response",
    "police",
    "officers",
    "inspectors",
]);

/// Tokens between what begins and its time at most.
const REACH: usize = 12;

/// Whether the time `at` is told as the one at which something began: «broke out at 5.20», «the quake struck at noon», «an
/// explosion at 5:20 am».
/// For «began» and «happened» the clause must have an `event` that did.
pub fn began(view: &View<'_>, clause: &Range<usize>, at: &Range<usize>, event: bool) -> bool {
    let from = clause.start.max(at.start.saturating_sub(REACH));
    // What began stands before the verb, or «which» does.
    let told = |i: usize| (clause.start..i).any(|k| view.token(k).is_some_and(|t| t.is_word()));
    let verb = |i: usize| {
        view.in_list(i, &HAPPENS)
            || event && told(i) && view.is_any(i, few!["began", "begun", "started", "happened", "occurred"])
            || view.is(i, "broke") && view.is(i + 1, "out")
            || view.is(i, "walked") && view.is(i + 1, "out")
            || view.is(i, "gave") && view.is(i + 1, "way")
            || view.is(i, "ran") && view.is(i + 1, "aground")
            || view.is(i, "downed") && view.is(i + 1, "tools")
    };
    let noun = || {
        let before = at.start.wrapping_sub(1);
        view.is_any(before, few!["at", "around", "about"]) && scope::event(view, before.wrapping_sub(1))
    };
    let beside = (from..clause.end).any(|i| view.in_list(i, &BESIDE));
    !beside && ((from..at.start).any(verb) || noun())
}

/// Words between a thing and the year in which it was made.
const BETWEEN: &[&str] = &["which", "that", "was", "is", "were", "are", "first", "and"];

static MAKES: WordList = WordList::new(&["built", "opened", "constructed", "erected", "laid", "blt"]);

/// What the year at token `i` is the year of making of: «the mill, which was built in 1961».
pub fn made(view: &View<'_>, sentence: &Range<usize>, i: usize) -> SmallVec<[u32; 3]> {
    let mut out = SmallVec::new();
    let verb = (1..=2).filter_map(|back| i.checked_sub(back)).find(|&v| v >= sentence.start && view.in_list(v, &MAKES));
    if let Some(verb) = verb.filter(|&v| v + 1 == i || view.is(i - 1, "in")) {
        out.push(MADE_KEY);
        let thing = |before: usize| {
            (sentence.start..before).rev().take(4).find(|&k| !view.mark(k, ',') && !view.is_any(k, BETWEEN))
        };
        let thing = thing(verb).and_then(|k| placed(view, sentence, k).map_or(Some(k), thing));
        out.extend(thing.and_then(|k| noun(view, k)));
    }
    out
}

/// Where the place of a thing begins that ends with token `k`: «the bridge at Lesnik», «the mill in Old Veltrup».
fn placed(view: &View<'_>, sentence: &Range<usize>, k: usize) -> Option<usize> {
    let name = |i: usize| view.token(i).is_some_and(|t| t.is_word() && t.case() != Case::Lower);
    let first = (sentence.start..=k).rev().take_while(|&i| name(i)).take(3).last()?;
    first.checked_sub(1).filter(|&at| at > sentence.start && view.is_any(at, few!["at", "in", "of", "near", "on"]))
}

/// What is said to be so many years old by the number at token `i`, where that is a thing: «the pipe, 57 years old, …»,
/// «the mill was 46 years old».
pub fn old(view: &View<'_>, sentence: &Range<usize>, i: usize) -> Option<u32> {
    let link = i.checked_sub(1).filter(|&k| k > sentence.start)?;
    let links = view.mark(link, ',') || view.is_any(link, few!["is", "was"]);
    let thing = link - 1;
    let person = view.has(thing, Class::PERSON_NOUN.or(Class::TITLE).or(Class::SOURCE_NOUN).or(Class::PRONOUN));
    let the = (sentence.start..thing).rev().take(3).any(|k| view.has(k, Class::DETERMINER));
    let years = view.is(i + 1, "years") && view.is(i + 2, "old");
    (links && !person && the && years).then(|| noun(view, thing)).flatten()
}

fn noun(view: &View<'_>, i: usize) -> Option<u32> {
    let t = view.token(i).filter(|t| t.is_word())?;
    t.span().of(view.text).starts_with(char::is_lowercase).then(|| term::key_in(view.text, t.span())).flatten()
}

/// The two years in which a thing was made that is so many years old on a day.
pub fn years_ago(day: jiff::civil::Date, years: i16) -> Option<DayInterval> {
    let last = day.year().checked_sub(years)?;
    let first = jiff::civil::Date::new(last.checked_sub(1)?, 1, 1).ok()?;
    Some(DayInterval { first, last: jiff::civil::Date::new(last, 12, 31).ok()? })
}
