use super::{View, packed::pack_short};
use crate::article::{Key, Token};

/// A list of words that a rule asks for, in small letters. Nearly every word that is not in it is told so by its first
/// and last letter with its length, which two looks at a table compare.
pub struct WordList {
    words: &'static [&'static str],
    /// For each first letter (its lower five bits) the lengths of the words that begin with it, as bits.
    first: [u32; 32],
    /// The same of the last letter.
    last: [u32; 32],
}

impl WordList {
    pub const fn new(words: &'static [&'static str]) -> Self {
        let (mut first, mut last) = ([0; 32], [0; 32]);
        let mut i = 0;
        while i < words.len() {
            let word = words[i].as_bytes();
            assert!(!word.is_empty() && word.len() < 32, "a word of 1 to 31 bytes");
            first[(word[0] & 31) as usize] |= 1 << word.len();
            last[(word[word.len() - 1] & 31) as usize] |= 1 << word.len();
            i += 1;
        }
        WordList { words, first, last }
    }

    pub const fn words(&self) -> &'static [&'static str] {
        self.words
    }

    /// Whether a word is in the list, in ASCII letters of any case.
    #[inline]
    pub fn has(&self, word: &[u8]) -> bool {
        let (Some(first), Some(last)) = (word.first(), word.last()) else { return false };
        let lengths = self.first[(first & 31) as usize] & self.last[(last & 31) as usize];
        word.len() < 32 && lengths >> word.len() & 1 == 1 && holds(self.words, word)
    }
}

/// A few words that a rule asks for where it stands, in small letters ([`few!`]). Most rules end at such a question, so
/// it is asked for nearly every token around a mention: one bit of a constant, by the group of a token's [`Key`], tells
/// most words that are not among them.
pub struct Few {
    /// A bit for each group.
    groups: u64,
    words: &'static [&'static str],
    /// The words as [`pack_const`] packs them.
    packed: &'static [u64],
}

impl Few {
    pub const fn new(words: &'static [&'static str], packed: &'static [u64]) -> Self {
        let mut groups = 0;
        let mut i = 0;
        while i < words.len() {
            groups |= 1 << Key::of(words[i].as_bytes()).group();
            i += 1;
        }
        Few { groups, words, packed }
    }

    pub const fn words(&self) -> &'static [&'static str] {
        self.words
    }

    #[inline(always)]
    fn can_have(&self, key: Key) -> bool {
        self.groups >> key.group() & 1 == 1
    }

    /// Whether a word is one of these, in ASCII letters of any case.
    #[inline]
    pub fn lists(&self, word: &[u8]) -> bool {
        self.can_have(Key::of(word)) && holds(self.words, word)
    }
}

/// Words written where they are asked for, as a constant: `view.is_any(i, few!["of", "for"])`.
macro_rules! few {
    ($($word:expr),+ $(,)?) => {
        const {
            const WORDS: &[&str] = &[$($word),+];
            const PACKED: &[u64] = &[$($crate::annotate::pack_const($word)),+];
            &$crate::annotate::Few::new(WORDS, PACKED)
        }
    };
}

/// What [`View::is_any`] looks a word up in.
pub trait Listed {
    /// Whether a token's text can be one of these.
    fn can_have(&self, key: Key) -> bool;

    fn words(&self) -> &[&str];
    /// They packed, or nothing where they are not.
    fn packed(&self) -> &[u64] {
        &[]
    }
}

impl Listed for &Few {
    #[inline(always)]
    fn can_have(&self, key: Key) -> bool {
        Few::can_have(self, key)
    }

    #[inline(always)]
    fn words(&self) -> &[&str] {
        self.words
    }
    #[inline(always)]
    fn packed(&self) -> &[u64] {
        self.packed
    }
}

impl Listed for &[&str] {
    fn can_have(&self, _: Key) -> bool {
        true
    }

    fn words(&self) -> &[&str] {
        self
    }
}

impl<const N: usize> Listed for &[&str; N] {
    fn can_have(&self, _: Key) -> bool {
        true
    }

    fn words(&self) -> &[&str] {
        *self
    }
}

fn holds(words: &[&str], word: &[u8]) -> bool {
    words.iter().any(|w| w.len() == word.len() && w.as_bytes().eq_ignore_ascii_case(word))
}

impl View<'_> {
    /// Whether token `i` is one of these words, in ASCII letters of any case.
    #[inline(always)]
    pub fn is_any(&self, i: usize, words: impl Listed) -> bool {
        match self.token(i) {
            Some(t) => words.can_have(t.key()) && self.spells_one(t, words.words(), words.packed()),
            None => false,
        }
    }

    /// Whether a token is one of some words, where its key is one of theirs. Few are: what leads here is kept apart from
    /// the rules, of which no more than a family's fits into the nearest cache.
    #[cold]
    #[inline(never)]
    fn spells_one(&self, t: Token, words: &[&str], packed: &[u64]) -> bool {
        let text = self.text.as_bytes();
        match pack_short(text, t.span()).filter(|_| !packed.is_empty()) {
            Some(letters) => packed.contains(&letters),
            None => text.get(t.span().range()).is_some_and(|word| holds(words, word)),
        }
    }

    /// Whether token `i` is one of these words.
    #[inline]
    pub fn in_list(&self, i: usize, list: &WordList) -> bool {
        list.has(self.bytes(i))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_no_others() {
        static LIST: WordList = WordList::new(&["a", "record", "1st"]);
        assert!(["a", "A", "Record", "1ST"].iter().all(|w| LIST.has(w.as_bytes())));
        assert!(["", "b", "records", "rec", "éa", &"x".repeat(40)].iter().all(|w| !LIST.has(w.as_bytes())));
        let few = few!["a", "record", "1st"];
        assert!(["a", "A", "Record", "1ST"].iter().all(|w| few.lists(w.as_bytes())));
        assert!(["", "b", "records", "rec", "éa", &"x".repeat(40)].iter().all(|w| !few.lists(w.as_bytes())));
    }
}
