//! What an article calls the bearer of a name: «Chief Inspector Dana Ruiz», «the mill’s owner, Dana Ruiz», «Dana Ruiz, the
//! mayor of Wexcombe».

use smallvec::SmallVec;

use super::term;
use crate::{
    annotate::{
        View,
        lexicon::{Class, lookup},
    },
    base::Span,
};

/// Keys that are kept for one name.
pub const MOST: usize = 4;

/// Words looked at on either side of a name.
const WINDOW: usize = 6;

/// Adds the keys of the words at a name of a block that starts at `shift`.
pub fn roles(view: &View<'_>, shift: u32, name: Span, out: &mut SmallVec<[u32; 2]>) {
    let first = view.token_at(name.start - shift);
    let last = view.token_at(name.end.saturating_sub(1).saturating_sub(shift));
    before(view, first, out);
    after(view, last + 1, out);
}

fn before(view: &View<'_>, first: usize, out: &mut SmallVec<[u32; 2]>) {
    let comma = first > 0 && view.mark(first - 1, ',');
    let mut belongs = false;
    for i in (0..first - usize::from(comma)).rev().take(WINDOW) {
        let Some(t) = view.token(i).filter(|t| t.is_word()) else { break };
        let word = t.span().of(view.text);
        if view.has(i, Class::CUE.or(Class::AUXILIARY).or(Class::CLAUSE).or(Class::CONJUNCTION)) {
            break;
        }
        // «the mayor of Wexcombe, Dana Ruiz»: what stands before «of» is the bearer, what stands after it is not.
        if view.is_any(i, few!["of", "at", "for"]) {
            belongs = true;
            continue;
        }
        let noun = view.has(i, Class::SOURCE_NOUN.or(Class::TITLE).or(Class::PERSON_NOUN));
        let beside = i + 1 == first - usize::from(comma) && common_noun(word);
        if noun || beside {
            add(view, i, out);
        }
        if belongs && noun {
            break;
        }
    }
}

fn after(view: &View<'_>, mut start: usize, out: &mut SmallVec<[u32; 2]>) {
    // «Dana Ruiz, 41, a foreman»
    if view.mark(start, ',') && view.token(start + 1).is_some_and(|t| t.is_number()) && view.mark(start + 2, ',') {
        start += 2;
    }
    if !view.mark(start, ',') || !view.has(start + 1, Class::DETERMINER) && !is_role(view, start + 1) {
        return;
    }
    let mut head = None;
    for i in start + 1..start + 1 + WINDOW {
        let Some(t) = view.token(i).filter(|t| t.is_word()) else { break };
        if view.has(i, Class::CUE.or(Class::AUXILIARY).or(Class::CLAUSE).or(Class::PREPOSITION).or(Class::CONJUNCTION))
        {
            break;
        }
        let word = t.span().of(view.text);
        if is_role(view, i) {
            add(view, i, out);
        }
        head = Some((i, word));
    }
    if let Some((i, _)) = head.filter(|h| common_noun(h.1)) {
        add(view, i, out);
    }
}

fn is_role(view: &View<'_>, i: usize) -> bool {
    view.has(i, Class::SOURCE_NOUN.or(Class::TITLE).or(Class::PERSON_NOUN))
}

/// Whether a word in small letters can be what someone is called.
fn common_noun(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
        && !word.ends_with("ed")
        && !word.ends_with("ing")
        && !lookup(word).classes.has(Class::PREPOSITION.or(Class::PRONOUN).or(Class::DETERMINER))
}

/// Words that anyone is called.
const ANYONE: &[&str] = &[
    "people", "person", "man", "woman", "men", "women", "boy", "girl", "child", "victim", "suspect", "resident",
    "witness", "sir", "lady", "miss", "friend", "mother", "father", "son", "daughter", "brother", "sister", "uncle",
    "aunt", "cousin",
];

/// The key of a word that someone is called; `None` for what anyone is.
pub fn title(word: &str) -> Option<u32> {
    let lower = word.to_lowercase();
    let lower = lower.strip_suffix("’s").or_else(|| lower.strip_suffix("'s")).unwrap_or(&lower);
    if ANYONE.contains(&lower) { None } else { term::key(lower) }
}

/// Words that make another office of the one they stand before.
const BELOW: &[&str] =
    &["deputy", "vice", "assistant", "former", "ex", "acting", "lieutenant", "junior", "associate", "retired"];

fn add(view: &View<'_>, i: usize, out: &mut SmallVec<[u32; 2]>) {
    let Some(t) = view.token(i) else { return };
    let below = |i: usize| BELOW.iter().position(|w| view.is(i, w));
    if below(i).is_some() {
        return;
    }
    let before = if i > 0 && view.mark(i - 1, '-') { i.checked_sub(2) } else { i.checked_sub(1) };
    let rank = before.and_then(below).map_or(0, |n| n as u32 + 1);
    if let Some(key) = title(t.span().of(view.text)).map(|k| k.wrapping_add(rank))
        && !out.contains(&key)
        && out.len() < MOST
    {
        out.push(key);
    }
}
