use super::{Case, TokenKind};

/// The words that the rules know, each with a number. A word is looked up while it is cut, when its letters are at hand
/// already.
pub trait Vocabulary {
    /// The number of a word of one to eight letters from «a» to «z», eight bits each and the first lowest; 0 for a word
    /// that is not known.
    fn short(&self, letters: u64) -> u16;

    /// The same for nine to sixteen letters.
    fn long(&self, letters: u128) -> u16;

    /// The number of any word, as it is written, and what it can start.
    fn spelt(&self, word: &str, case: Case) -> (u16, u8);

    /// What a token can start, as the rules have it: of a word of plain letters by its number and case.
    fn starts(&self, kind: TokenKind, number: u16, case: Case) -> u8;
}

/// Knows no word, for those who ask for tokens alone.
pub struct Unknown;

impl Vocabulary for Unknown {
    fn short(&self, _: u64) -> u16 {
        0
    }

    fn long(&self, _: u128) -> u16 {
        0
    }

    fn spelt(&self, _: &str, _: Case) -> (u16, u8) {
        (0, 0)
    }

    fn starts(&self, _: TokenKind, _: u16, _: Case) -> u8 {
        0
    }
}
