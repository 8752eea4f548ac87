//! Words that a fact sheet looks for in every sentence. Each token is looked up once for all of them, so that a list more
//! costs nothing.

use std::{ops::Range, sync::LazyLock};

use smallvec::SmallVec;

use super::{clause, outlook, penalty, scope, sheet, superlative};
use crate::{
    annotate::{Table, View, lexicon, pack, pack_in},
    article::TokenKind,
};

/// A set of things that a token may be a sign of. Which it is, the code beside the list of words finds out.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
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
    /// May say what stands behind a penalty.
    pub const PENALTY: Cue = Cue(1 << 10);

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
    (Cue::PENALTY, penalty::SOUGHT),
    (Cue::PENALTY, penalty::POSSIBLE),
    (Cue::PENALTY, penalty::LIMIT),
    (Cue::PENALTY, penalty::IMPOSED),
    (Cue::PENALTY, penalty::SERVED),
];

/// The cues of all words: of those that the lexicon knows by their numbers, of the others by their letters.
struct Words {
    known: Vec<Cue>,
    others: Table,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let (mut known, mut others): (Vec<Cue>, Vec<(u128, u16)>) = (vec![Cue(0)], Vec::new());
    for (cue, list) in LISTS {
        for word in *list {
            let number = usize::from(lexicon::lookup(word).id);
            if number > 0 {
                known.resize(known.len().max(number + 1), Cue(0));
                known[number] = known[number].or(*cue);
                continue;
            }
            let letters = pack(word.as_bytes());
            debug_assert!(letters.is_some(), "{word:?} is too long");
            let Some(letters) = letters else { continue };
            match others.iter_mut().find(|w| w.0 == letters) {
                Some(other) => other.1 |= cue.0,
                None => others.push((letters, cue.0)),
            }
        }
    }
    Words { known, others: Table::new(&others) }
});

/// The cues of a sentence with their tokens, in order.
#[derive(Default)]
pub struct Cues(SmallVec<[(u32, Cue); 16]>);

impl Cues {
    pub fn of(view: &View<'_>, sentence: &Range<usize>) -> Cues {
        let words = &*WORDS;
        let text = view.text.as_bytes();
        let mut out = SmallVec::new();
        for i in sentence.clone() {
            let Some(token) = view.token(i) else { break };
            let cue = match token.kind() {
                TokenKind::Mark(c) if clause::ends(c, token.spaced()) => Cue::BREAK,
                TokenKind::Word if token.word() > 0 => {
                    words.known.get(usize::from(token.word())).copied().unwrap_or_default()
                }
                TokenKind::Word => pack_in(text, token.span()).map_or(Cue(0), |letters| Cue(words.others.get(letters))),
                _ => Cue(0),
            };
            if cue.0 != 0 {
                out.push((i as u32, cue));
            }
        }
        Cues(out)
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
    use crate::article::BlockKind;

    #[test]
    fn every_word_of_a_list_is_found() {
        for (cue, list) in LISTS {
            for word in *list {
                let prose = lexicon::read(word, &[], &mut Vec::new());
                let view = View::new(word, BlockKind::Paragraph, &prose, &[]);
                let found = Cues::of(&view, &(0..view.len()));
                assert!(found.with(*cue).any(|(i, _)| i == 0) || prose.tokens.at(0).is_number(), "{word}");
            }
        }
    }
}
