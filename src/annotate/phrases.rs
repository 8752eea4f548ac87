//! Phrases of several words, found by the word that they begin or end with: a text's token is looked at only when the
//! lexicon knows it as such a word.

use rustc_hash::FxHashMap;

use super::{View, lexicon};

/// Phrases with what each stands for.
pub struct Phrases<T> {
    /// By the lexicon's number of the word they are found by, in the order they were given in.
    by_word: FxHashMap<u16, Vec<Phrase<T>>>,
}

struct Phrase<T> {
    words: Box<[&'static str]>,
    value: T,
}

impl<T: Copy> Phrases<T> {
    /// Phrases to be found by their first words, which the lexicon must know.
    pub fn by_first(phrases: impl Iterator<Item = (&'static str, T)>) -> Self {
        Self::by(phrases, |words| words.first().copied())
    }

    /// Phrases to be found by their last words, which the lexicon must know.
    pub fn by_last(phrases: impl Iterator<Item = (&'static str, T)>) -> Self {
        Self::by(phrases, |words| words.last().copied())
    }

    fn by(
        phrases: impl Iterator<Item = (&'static str, T)>,
        key: impl Fn(&[&'static str]) -> Option<&'static str>,
    ) -> Self {
        let mut by_word: FxHashMap<u16, Vec<Phrase<T>>> = FxHashMap::default();
        for (phrase, value) in phrases {
            let words: Box<[&str]> = phrase.split(' ').collect();
            let id = key(&words).map_or(0, |w| lexicon::lookup(w).id);
            debug_assert!(id != 0, "the lexicon does not know the word that {phrase:?} is found by");
            by_word.entry(id).or_default().push(Phrase { words, value });
        }
        Phrases { by_word }
    }

    fn of(&self, view: &View<'_>, i: usize) -> &[Phrase<T>] {
        let id = view.lex.get(i).map_or(0, |l| l.id);
        if id == 0 { &[] } else { self.by_word.get(&id).map_or(&[], |list| list) }
    }

    /// The phrases that start with token `i`, each with the token after it.
    pub fn starting<'p>(&'p self, view: &'p View<'_>, i: usize) -> impl Iterator<Item = (usize, T)> + 'p {
        let fits = move |p: &&Phrase<T>| p.words.iter().enumerate().skip(1).all(|(k, w)| view.is(i + k, w));
        self.of(view, i).iter().filter(fits).map(move |p| (i + p.words.len(), p.value))
    }

    /// The phrases that end with token `i`, each with its first token.
    pub fn ending<'p>(&'p self, view: &'p View<'_>, i: usize) -> impl Iterator<Item = (usize, T)> + 'p {
        self.of(view, i).iter().filter_map(move |p| {
            let first = (i + 1).checked_sub(p.words.len())?;
            let rest = &p.words[..p.words.len() - 1];
            rest.iter().enumerate().all(|(k, w)| view.is(first + k, w)).then_some((first, p.value))
        })
    }
}
