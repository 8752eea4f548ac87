//! Words that a fact sheet looks for in every sentence. Each token is looked up once for all of them, so that a list more
//! costs nothing.

use std::{ops::Range, sync::LazyLock};

use smallvec::SmallVec;

use super::{clause, outlook, scope, sheet, superlative};
use crate::{
    annotate::{Table, View, pack, pack_in},
    article::TokenKind,
};

/// A set of things that a token may be a sign of. Which it is, the code beside the list of words finds out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cue(u16);

impl Cue {
    /// May begin a rank without a number.
    pub const RANK: Cue = Cue(1);
    /// Looks ahead.
    pub const FORECAST: Cue = Cue(1 << 1);
    /// Looks ahead where the right verb follows.
    pub const MODAL: Cue = Cue(1 << 2);
    pub const PLAN: Cue = Cue(1 << 3);
    /// May end the name of a stretch of the business year.
    pub const PERIOD: Cue = Cue(1 << 4);
    /// Ends a clause: marks, too.
    pub const BREAK: Cue = Cue(1 << 5);
    /// «and», which ends one where a number follows.
    pub const AND: Cue = Cue(1 << 6);
    /// May tell of a mistake that was printed.
    pub const MISTAKE: Cue = Cue(1 << 7);
    /// May make a value the newer one of two.
    pub const NEWER: Cue = Cue(1 << 8);
    /// May make a value the older one of two.
    pub const OLDER: Cue = Cue(1 << 9);

    pub const fn or(self, other: Cue) -> Cue {
        Cue(self.0 | other.0)
    }

    pub const fn has(self, any_of: Cue) -> bool {
        self.0 & any_of.0 != 0
    }
}

/// The words of each, in small letters.
const LISTS: &[(Cue, &[&str])] = &[
    (Cue::RANK, superlative::WORDS),
    (Cue::FORECAST, outlook::FORECAST),
    (Cue::MODAL, outlook::MODALS),
    (Cue::PLAN, outlook::PLAN),
    (Cue::PERIOD, outlook::PERIODS),
    (Cue::BREAK, clause::CONJUNCTIONS),
    (Cue::AND, &["and"]),
    (Cue::MISTAKE, sheet::MISTAKES),
    (Cue::NEWER, scope::NEWER),
    (Cue::NEWER, scope::GROWN),
    (Cue::OLDER, scope::OLDER),
];

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut words: Vec<(u128, u16)> = Vec::new();
    for (cue, list) in LISTS {
        for word in *list {
            let letters = pack(word.as_bytes());
            debug_assert!(letters.is_some(), "{word:?} is too long");
            let Some(letters) = letters else { continue };
            match words.iter_mut().find(|w| w.0 == letters) {
                Some(known) => known.1 |= cue.0,
                None => words.push((letters, cue.0)),
            }
        }
    }
    Table::new(&words)
});

/// The cues of a sentence with their tokens, in order.
#[derive(Default)]
pub struct Cues(SmallVec<[(u32, Cue); 16]>);

impl Cues {
    pub fn of(view: &View<'_>, sentence: &Range<usize>) -> Cues {
        let table = &*TABLE;
        let text = view.text.as_bytes();
        let cue = |i: usize| {
            let token = view.token(i)?;
            match token.kind() {
                TokenKind::Mark(c) => clause::ends(c, token.spaced()).then_some(Cue::BREAK),
                _ => Some(Cue(table.get(pack_in(text, token.span())?))).filter(|cue| cue.0 != 0),
            }
        };
        Cues(sentence.clone().filter_map(|i| Some((i as u32, cue(i)?))).collect())
    }

    /// The tokens that are one of some cues, each with all that it may be a sign of.
    pub fn with(&self, any_of: Cue) -> impl Iterator<Item = (usize, Cue)> + '_ {
        self.0.iter().filter(move |(_, cue)| cue.has(any_of)).map(|&(i, cue)| (i as usize, cue))
    }

    /// The tokens of a range that are one of some cues.
    pub fn within(&self, tokens: Range<usize>, any_of: Cue) -> impl Iterator<Item = usize> + '_ {
        let first = self.0.partition_point(|c| (c.0 as usize) < tokens.start);
        let inside = self.0[first..].iter().take_while(move |c| (c.0 as usize) < tokens.end);
        inside.filter(move |(_, cue)| cue.has(any_of)).map(|&(i, _)| i as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_list_is_found() {
        for (cue, list) in LISTS {
            let known = |word: &&str| pack(word.as_bytes()).is_some_and(|w| Cue(TABLE.get(w)).has(*cue));
            assert!(list.iter().all(known), "{cue:?}");
        }
    }
}
