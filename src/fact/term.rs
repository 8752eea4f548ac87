use std::{borrow::Cow, hash::Hasher, sync::LazyLock};

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::{concept, recent::Recent};
use crate::{
    annotate::{has_filler, pack, pack_in},
    article::FILLER,
    base::Span,
};

/// A word or name that ties a sentence to an event, as a key that other articles share: the hash of its stem, words of
/// one concept folded together («mayday», «distress call»). The word itself stays in the article, at `first`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Term {
    pub key: u32,
    /// Where the article has it first, as a byte offset, and its length.
    pub first: u32,
    pub len: u8,
    pub kind: TermKind,
    /// In how many sentences of the article it stands, at most 255.
    pub count: u8,
}

/// What a term is, weakest first: an article that has a word as a name and as a word keeps the name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TermKind {
    Word,
    /// «attack», «election», «earthquake».
    Event,
    /// A nationality, a country or another name that half the corpus has.
    Broad,
    /// A word with a capital that no name rule knows.
    Capital,
    Organisation,
    Place,
    Person,
}

impl TermKind {
    pub const fn is_name(self) -> bool {
        !matches!(self, TermKind::Word | TermKind::Event)
    }

    /// How much it says to share a term of this kind.
    pub const fn weight(self) -> f32 {
        match self {
            TermKind::Person => 1.0,
            TermKind::Organisation | TermKind::Place | TermKind::Capital => 0.8,
            TermKind::Event => 0.5,
            TermKind::Broad | TermKind::Word => 0.3,
        }
    }
}

static STOP: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| STOP_WORDS.split_whitespace().collect());

/// Words that say nothing of what a sentence is about.
const STOP_WORDS: &str = "a about above across after again against ago all almost along already also although always am \
    amid among an and another any are around as asked at away back be became because become been before began being \
    below between both but by called came can cannot come could currently day days despite did do does doing done \
    down due during each early earlier either else end even ever every far few first following for former found from \
    further gave get give given go goes going gone got had happened has have having he held her here hers him his how \
    however i if in including into is it its itself just kept know known last late later latest least less let like \
    likely made make making many may me mean might more moreover most much must my near nearly never new next no nor \
    not nothing now number of off often old on once one only onto or other others our out over own part per perhaps \
    put quite rather really recent recently reported roughly said same saw say saying says see seen several shall she \
    should since so some something soon spoke still such take taken tell than that the their them then there these \
    they thing this those though thought three through time to today told too took total toward towards two under \
    until up upon us use used using very via was way we week weeks well went were what when where whether which while \
    who whom whose why will with within without would year years yesterday yet you your month months according \
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september \
    october november december morning afternoon evening night mr mrs ms dr i'm it's he's don't doesn't didn't isn't \
    that's there's we're they're i've we've hundred thousand million billion mln bln four five six seven eight nine ten \
    eleven twelve dozen half percent per cent pct hour hours minute minutes second amount figure p.m a.m pm am";

pub(super) fn is_stop(lower: &str) -> bool {
    STOP.contains(lower)
}

/// The key of a word in small letters, `None` for a word that says nothing.
pub fn key(lower: &str) -> Option<u32> {
    match pack(lower.as_bytes()) {
        Some(letters) => recent_key(letters, || lower.into()),
        None => found_key(lower),
    }
}

/// [`key`] of a word as it stands in a text, whatever its case.
pub(super) fn key_in(text: &str, span: Span) -> Option<u32> {
    let word = || span.of(text).chars().filter(|&c| c != FILLER);
    let lower = || -> String { word().flat_map(char::to_lowercase).collect() };
    match pack_in(text.as_bytes(), span).filter(|&letters| !has_filler(letters)) {
        Some(letters) => recent_key(letters, || lower().into()),
        None => found_key(&lower()),
    }
}

fn found_key(lower: &str) -> Option<u32> {
    if is_stop(lower) || lower.len() < 2 {
        return None;
    }
    let stem = stem(lower);
    Some(hash(&concept::fold(&stem)))
}

thread_local! {
    /// Finding a stem costs many times a look here.
    static RECENT: Recent<u32> = Recent::new();
}

/// [`found_key`] of a word given by its packed letters.
fn recent_key<'a>(letters: u128, lower: impl FnOnce() -> Cow<'a, str>) -> Option<u32> {
    RECENT.with(|recent| {
        recent.get(letters).unwrap_or_else(|| {
            let key = found_key(&lower());
            recent.set(letters, key);
            key
        })
    })
}

pub(super) fn stem(lower: &str) -> String {
    if !lower.is_ascii() {
        return lower.to_owned();
    }
    Stemmer::create(Algorithm::English).stem(lower).into_owned()
}

/// A hash that is the same in every run, so that keys can be kept on disk.
pub(crate) fn hash(text: &str) -> u32 {
    hash_bytes(text.as_bytes())
}

/// [`hash`] of a text by its bytes, as [`std::hash::Hash`] has it.
#[inline]
pub(super) fn hash_bytes(text: &[u8]) -> u32 {
    let mut h = FxHasher::default();
    h.write(text);
    h.write_u8(0xff);
    let h = h.finish();
    (h >> 32) as u32 ^ h as u32
}

/// As many bytes as a term tells of.
fn shortened(len: usize) -> u8 {
    len.min(255) as u8
}

/// Collects the terms of an article, each once.
pub(super) struct Terms {
    index: FxHashMap<u32, u16>,
    terms: Vec<Term>,
    /// For each the sentence that has it first: parts of a sentence are told of when all sentences have been.
    by: Vec<u32>,
    /// What is added is of this sentence; of the lead before any is read.
    pub sentence: u32,
}

/// Terms that an article of usual length has.
const USUAL: usize = 256;

impl Default for Terms {
    fn default() -> Self {
        let index = FxHashMap::with_capacity_and_hasher(USUAL, Default::default());
        Terms { index, terms: Vec::with_capacity(USUAL), by: Vec::with_capacity(USUAL), sentence: 0 }
    }
}

impl Terms {
    /// The term's number; `None` when the article has too many.
    pub fn add(&mut self, key: u32, first: u32, len: usize, kind: TermKind) -> Option<u16> {
        if let Some(&i) = self.index.get(&key) {
            let t = &mut self.terms[i as usize];
            t.kind = t.kind.max(kind);
            let by = &mut self.by[i as usize];
            if *by > self.sentence {
                (t.first, t.len, *by) = (first, shortened(len), self.sentence);
            }
            return Some(i);
        }
        let i = u16::try_from(self.terms.len()).ok()?;
        self.index.insert(key, i);
        self.terms.push(Term { key, first, len: shortened(len), kind, count: 0 });
        self.by.push(self.sentence);
        Some(i)
    }

    pub fn count(&mut self, terms: &[u16]) {
        for &t in terms {
            let c = &mut self.terms[t as usize].count;
            *c = c.saturating_add(1);
        }
    }

    pub fn kind(&self, term: u16) -> TermKind {
        self.terms[term as usize].kind
    }

    /// The terms by their keys, and the new number of each.
    pub fn finish(self) -> (Vec<Term>, Vec<u16>) {
        let mut order: Vec<u16> = (0..self.terms.len() as u16).collect();
        order.sort_unstable_by_key(|&i| self.terms[i as usize].key);
        let mut number = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            number[old as usize] = new as u16;
        }
        (order.iter().map(|&i| self.terms[i as usize]).collect(), number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_lies_where_the_first_sentence_has_it() {
        let mut terms = Terms::default();
        for (sentence, first, len, kind) in [
            (0, 900, 9, TermKind::Word),
            (3, 90, 5, TermKind::Word),
            (2, 40, 8, TermKind::Person),
            (2, 30, 7, TermKind::Word),
            (4, 20, 6, TermKind::Word),
        ] {
            terms.sentence = sentence;
            // The lead has one of its own.
            terms.add(if sentence == 0 { 5 } else { 7 }, first, len, kind);
            terms.add(5, first, len, TermKind::Word);
        }
        let (terms, _) = terms.finish();
        let told = |key, first, len, kind| Term { key, first, len, kind, count: 0 };
        assert_eq!(terms, [told(5, 900, 9, TermKind::Word), told(7, 40, 8, TermKind::Person)]);
    }

    #[test]
    fn forms_of_a_word_and_words_of_a_concept_share_a_key() {
        assert_eq!(key("bombing"), key("bombings"));
        assert_eq!(key("mayday"), key("distress"));
        assert_eq!(key("payments"), key("transfer"));
        assert_ne!(key("house"), key("horse"));
        assert_eq!(key("the"), None);
    }
}
