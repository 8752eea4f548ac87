use super::View;

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
/// it is asked for nearly every token around a mention: one bit of a constant tells most words that are not among them
/// (a fifth of the time that figures take, against comparing lengths and first letters one after the other).
pub struct Few {
    /// A bit for each first letter with its length.
    bits: u64,
    words: &'static [&'static str],
}

impl Few {
    pub const fn new(words: &'static [&'static str]) -> Self {
        let mut bits = 0;
        let mut i = 0;
        while i < words.len() {
            let word = words[i].as_bytes();
            assert!(!word.is_empty());
            bits |= 1 << bit(word[0], word.len());
            i += 1;
        }
        Few { bits, words }
    }
}

const fn bit(first: u8, len: usize) -> u32 {
    (first as u32 & 31).wrapping_add((len as u32).wrapping_mul(13)) & 63
}

/// Words written where they are asked for, as a constant: `view.is_any(i, few!["of", "for"])`.
macro_rules! few {
    ($($word:expr),+ $(,)?) => {
        const { &$crate::annotate::Few::new(&[$($word),+]) }
    };
}

/// What [`View::is_any`] looks a word up in.
pub trait Listed {
    /// Whether a word is one of these, in ASCII letters of any case.
    fn lists(&self, word: &[u8]) -> bool;
}

impl Listed for &Few {
    #[inline(always)]
    fn lists(&self, word: &[u8]) -> bool {
        word.first().is_some_and(|&first| self.bits >> bit(first, word.len()) & 1 == 1) && holds(self.words, word)
    }
}

impl Listed for &[&str] {
    fn lists(&self, word: &[u8]) -> bool {
        holds(self, word)
    }
}

impl<const N: usize> Listed for &[&str; N] {
    fn lists(&self, word: &[u8]) -> bool {
        holds(*self, word)
    }
}

fn holds(words: &[&str], word: &[u8]) -> bool {
    words.iter().any(|w| w.len() == word.len() && w.as_bytes().eq_ignore_ascii_case(word))
}

impl View<'_> {
    /// Whether token `i` is one of these words, in ASCII letters of any case.
    #[inline(always)]
    pub fn is_any(&self, i: usize, words: impl Listed) -> bool {
        words.lists(self.bytes(i))
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
