use smallvec::SmallVec;

use super::term;
use crate::{
    annotate::{View, WordList, lexicon::Class},
    base::Span,
};

/// Nouns that leave open who or what is counted.
static GENERAL: WordList = WordList::new(&[
    "people",
    "person",
    "persons",
    "victim",
    "victims",
    "men",
    "man",
    "women",
    "woman",
    "human",
    "humans",
    "individual",
    "individuals",
    "others",
    "other",
    "more",
    "life",
    "lives",
    "soul",
    "souls",
    "body",
    "bodies",
    "thing",
    "things",
    "item",
    "items",
    "concertgoers",
    "patrons",
    "members",
    "confirmed",
    "total",
    "additional",
    "further",
    "fellow",
]);

/// The keys of what is counted, head first: the last noun of the phrase, then what stands before it.
pub fn of(view: &View<'_>, counted: Span) -> SmallVec<[u32; 3]> {
    let mut out = SmallVec::new();
    let first = view.token_at(counted.start);
    let last = view.token_at(counted.end.saturating_sub(1));
    for i in (first..=last.min(first + 8)).rev() {
        let Some(t) = view.token(i).filter(|t| t.is_word() && !view.in_list(i, &GENERAL)) else { continue };
        if let Some(key) = term::key_in(view.text, t.span())
            && !out.contains(&key)
        {
            out.push(key);
        }
    }
    out
}

/// The keys of what is measured («of heavy fuel oil»): the words from `start` up to a verb, a preposition or a mark.
pub fn stuff(view: &View<'_>, start: usize, end: usize) -> SmallVec<[u32; 3]> {
    let ends = |i: usize| view.has(i, Class::AUXILIARY.or(Class::PREPOSITION).or(Class::CONJUNCTION));
    let words = (start..end.min(start + 4)).map_while(|i| view.token(i).filter(|t| t.is_word() && !ends(i)));
    words.filter_map(|t| term::key_in(view.text, t.span())).take(3).collect()
}

/// The key of what has a length of its own, by the noun that the number follows: «the tunnel was 11 metres long», «the
/// vessel, 229 metres, …», «a ship of 199 metres», «the tunnel measured 17 metres».
pub fn bearer(view: &View<'_>, start: usize, sentence: usize) -> Option<u32> {
    let has = |i: usize| i > sentence && (view.mark(i, ',') || view.mark(i, '(') || view.is_any(i, MEASURES));
    let link = start.checked_sub(1).filter(|&i| has(i))?;
    let noun = link.checked_sub(1).filter(|&i| i >= sentence && view.token(i).is_some_and(|t| t.is_word()))?;
    term::key_in(view.text, view.token(noun)?.span())
}

/// What stands between a thing and its length.
const MEASURES: &[&str] = &["is", "was", "are", "were", "of", "measured", "measures", "measuring"];

/// Stands among the nouns of a rank that holds «since» a day.
pub const SINCE_KEY: u32 = 1;

/// Stands among the nouns of a rank that holds of all time.
pub const EVER_KEY: u32 = 2;

/// Keys below this are no noun's; those above [`EVER_KEY`] say by what is ranked.
pub const RESERVED: u32 = 64;

/// The keys of the nouns that a rank is of: the words after it up to a preposition or mark.
pub fn after(view: &View<'_>, start: usize, end: usize) -> SmallVec<[u32; 3]> {
    let mut out = SmallVec::new();
    for i in start..end.min(start + 5) {
        let Some(t) = view.token(i).filter(|t| t.is_word()) else { break };
        if view.is_any(i, few!["in", "of", "to", "since", "for", "on", "at", "by", "and", "who", "that"]) {
            break;
        }
        out.extend(term::key_in(view.text, t.span()));
    }
    if (start..end.min(start + 12)).any(|i| view.is(i, "since")) {
        out.push(SINCE_KEY);
    }
    out
}
