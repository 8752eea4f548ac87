//! Two quotations laid side by side: one utterance, a part of it, or one with its words changed.

mod align;
mod compete;
mod contraction;
mod speaker;

use align::Aligned;
pub use compete::compete;
pub use contraction::contracted;
pub use speaker::{Voices, voices};

use std::{ops::Range, sync::LazyLock};

use crate::fact::{Quotation, Word, words};

/// How the words of two quotations stand to each other.
#[derive(Clone, PartialEq, Debug)]
pub enum Relation {
    /// The same words, but for case, spelling, marks and fillers.
    Same,
    /// One is a part of the other, or both of one longer utterance.
    Cut,
    /// One utterance with different words.
    Altered(Vec<Change>),
    Unrelated,
}

/// A place where two quotations of one utterance differ, as ranges of their words; one of them may be empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub here: Range<usize>,
    pub there: Range<usize>,
    pub weight: Weight,
}

/// How much a change matters. Lightest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Weight {
    /// Articles, auxiliaries, contractions.
    Light,
    Wording,
    /// A number or a negation.
    Grave,
}

/// The relation of two quotations with the ground it stands on.
#[derive(Clone, PartialEq, Debug)]
pub struct Compared {
    pub relation: Relation,
    /// Words that both have, in one order.
    pub matched: usize,
    /// Those of them that say something by themselves, each once.
    pub content: usize,
    /// Of the words laid side by side, the share that both have.
    pub ratio: f32,
    /// The words laid side by side.
    pub here: Range<usize>,
    pub there: Range<usize>,
}

impl Compared {
    const NONE: Compared =
        Compared { relation: Relation::Unrelated, matched: 0, content: 0, ratio: 0.0, here: 0..0, there: 0..0 };

    /// The weight of the gravest change, `None` without one.
    pub fn heaviest(&self) -> Option<Weight> {
        match &self.relation {
            Relation::Altered(changes) => changes.iter().map(|c| c.weight).max(),
            _ => None,
        }
    }

    /// How many words were laid side by side.
    pub fn laid(&self) -> usize {
        self.here.len().max(self.there.len())
    }

    /// Whether the words can be those of one utterance at all: not only a phrase in common.
    fn worthwhile(&self, shorter: usize) -> bool {
        let whole = self.matched >= shorter;
        self.relation != Relation::Unrelated
            && (whole || self.matched >= LEAST && (self.content >= 1 || self.matched >= COMMON) && self.ratio >= 0.5)
    }

    /// Both quotations begin a sentence with the first of the words laid side by side.
    pub fn opens(&self, a: &[Word], b: &[Word]) -> bool {
        let starts = |words: &[Word], at: usize| words.get(at).is_some_and(Word::starts);
        starts(a, self.here.start) && starts(b, self.there.start)
    }

    /// Enough words to tell an utterance by, whoever spoke them and wherever.
    pub fn telling(&self) -> bool {
        self.content >= 2 && self.matched >= 4 || self.content >= 3
    }
}

/// Words in one order that two long quotations share at least.
const LEAST: usize = 4;

/// So many common words in one order are more than a turn of phrase.
pub const COMMON: usize = 8;

/// Words that are laid side by side at most; a longer quotation is compared by its beginning.
const LONGEST: usize = 300;

/// Compares two quotations, `None` where they have too little in common to be one utterance.
pub fn compare(a: &Quotation, b: &Quotation) -> Option<Compared> {
    if shared(a.keys(), b.keys()) == 0 {
        return None;
    }
    let (x, y) = (a.words(), b.words());
    let shorter = x.len().min(y.len());
    if in_both(x, y) < shorter.min(LEAST) {
        return None;
    }
    let compared = relate(x, y);
    compared.worthwhile(shorter).then_some(compared)
}

/// At most how many words of one are in the other.
fn in_both(a: &[Word], b: &[Word]) -> usize {
    let bit = |w: &Word| 1u128 << (w.key & 127);
    let known = a.iter().fold(0, |bits, w| bits | bit(w));
    b.iter().filter(|w| known & bit(w) != 0).count()
}

/// How many keys two ascending lists share.
fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        n += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    n
}

/// Compares two quotations by their words.
pub fn relate(a: &[Word], b: &[Word]) -> Compared {
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    let Some(aligned) = align::align(a, b) else { return Compared::NONE };
    let mut changes = Vec::new();
    let mut bare = false;
    for (here, there) in &aligned.gaps {
        // «the wall that he built», «the wall he built»
        if lone_that(&a[here.clone()], &b[there.clone()]) {
            bare = true;
            continue;
        }
        if let Some(weight) = weigh(&a[here.clone()], &b[there.clone()]) {
            let weight = if turns(a, here) || turns(b, there) { Weight::Grave } else { weight };
            changes.push(Change { here: here.clone(), there: there.clone(), weight });
        }
    }
    let edges = edges(a, b, &aligned);
    let (mut here, mut there) = (aligned.here.clone(), aligned.there.clone());
    for (x, y) in edges.into_iter().flatten() {
        here = here.start.min(x.start)..here.end.max(x.end);
        there = there.start.min(y.start)..there.end.max(y.end);
        if let Some(weight) = weigh(&a[x.clone()], &b[y.clone()]) {
            changes.push(Change { here: x, there: y, weight });
        }
    }
    changes.sort_by_key(|c| (c.here.start, c.there.start));
    let counted = |words: &[Word]| words.iter().filter(|w| !w.editorial()).count();
    let laid = counted(&a[here.clone()]).max(counted(&b[there.clone()])).max(1);
    let relation = if !changes.is_empty() {
        Relation::Altered(changes)
    } else if bare
        || aligned.elided
        || counted(&a[..here.start]) + counted(&a[here.end..]) + counted(&b[..there.start]) + counted(&b[there.end..])
            > 0
    {
        Relation::Cut
    } else {
        Relation::Same
    };
    let ratio = aligned.matched as f32 / laid as f32;
    Compared { relation, matched: aligned.matched, content: aligned.content, ratio, here, there }
}

/// Whether nothing but «that» stands on one side.
fn lone_that(a: &[Word], b: &[Word]) -> bool {
    matches!((a, b), ([w], []) | ([], [w]) if w.key == *THAT)
}

static THAT: LazyLock<u32> = LazyLock::new(|| words("that", 1).first().map_or(0, |w| w.key));

/// The weight of a gap; `None` when nothing but an editor's words differ.
fn weigh(a: &[Word], b: &[Word]) -> Option<Weight> {
    let own = |w: &&Word| !w.editorial();
    if a.iter().filter(own).count() == 0 && b.iter().filter(own).count() == 0 {
        return None;
    }
    // What one editor put in stands for what the other left as it was spoken.
    let edited = |words: &[Word]| !words.is_empty() && words.iter().all(Word::editorial);
    if edited(a) || edited(b) {
        return None;
    }
    let numbers = |words: &[Word]| words.iter().filter(|w| w.number()).map(|w| w.key).collect::<Vec<_>>();
    let negations = |words: &[Word]| words.iter().filter(|w| w.negation()).count();
    if numbers(a) != numbers(b) || negations(a) != negations(b) {
        return Some(Weight::Grave);
    }
    if a.iter().chain(b).all(Word::light) { Some(Weight::Light) } else { Some(Weight::Wording) }
}

/// Whether «only», «just» or the like stands there after a negation: «not just good» is not «not good».
fn turns(words: &[Word], gap: &Range<usize>) -> bool {
    let negated = gap.start.checked_sub(1).and_then(|i| words.get(i)).is_some_and(Word::negation);
    negated && words.get(gap.clone()).is_some_and(|w| w.iter().any(Word::limiting))
}

type Edge = (Range<usize>, Range<usize>);

/// What is left of a sentence on both sides of what was laid side by side. Where only one goes on, the other was cut;
/// where both go on, they differ.
fn edges(a: &[Word], b: &[Word], aligned: &Aligned) -> [Option<Edge>; 2] {
    let before = |words: &[Word], at: usize| {
        let mut i = at;
        while i > 0 && !words[i].starts() && !words[i].ellipsis() {
            i -= 1;
        }
        i..at
    };
    let after = |words: &[Word], at: usize| {
        let mut i = at;
        while i < words.len() && !words[i].starts() && !words[i].ellipsis() {
            i += 1;
        }
        at..i
    };
    let both = |x: Range<usize>, y: Range<usize>| (!x.is_empty() && !y.is_empty()).then_some((x, y));
    [
        both(before(a, aligned.here.start), before(b, aligned.there.start)),
        both(after(a, aligned.here.end), after(b, aligned.there.end)),
    ]
}

#[cfg(test)]
mod tests;
