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
        word.len() < 32 && lengths >> word.len() & 1 == 1 && self.holds(word)
    }

    fn holds(&self, word: &[u8]) -> bool {
        self.words.iter().any(|w| w.len() == word.len() && w.as_bytes().eq_ignore_ascii_case(word))
    }
}

impl View<'_> {
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
    }
}
