use std::cell::Cell;

/// What was found for the words asked for lately, by their packed letters ([`crate::annotate::pack`]): most words of an
/// article have been seen before. Each word has two places, which the last two that were asked for hold: with one, words of
/// one place would drive each other out in turn.
pub struct Recent<T>(Box<[[Place<T>; 2]]>);

/// The halves of a word's letters, since a whole would be padded, and what is known of it.
type Place<T> = Cell<([u64; 2], Option<T>)>;

const BITS: u32 = 13;

impl<T: Copy> Recent<T> {
    pub fn new() -> Self {
        // No word at all packs to 0, and nothing is known of it.
        let none = || Cell::new(([0; 2], None));
        Recent(vec![[none(), none()]; 1 << BITS].into())
    }

    fn places(&self, letters: u128) -> &[Place<T>; 2] {
        let mixed = (letters as u64 ^ (letters >> 61) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        &self.0[(mixed >> (64 - BITS)) as usize]
    }

    /// What is known of a word, `None` where it was not seen lately.
    pub fn get(&self, letters: u128) -> Option<Option<T>> {
        let [last, before] = self.places(letters);
        if last.get().0 != halves(letters) {
            last.swap(before);
        }
        let (known, value) = last.get();
        (known == halves(letters)).then_some(value)
    }

    /// Keeps what was found for a word that was asked for just now in vain.
    pub fn set(&self, letters: u128, value: Option<T>) {
        // There the one now lies that was asked for longer ago.
        self.places(letters)[0].set((halves(letters), value));
    }
}

fn halves(letters: u128) -> [u64; 2] {
    [letters as u64, (letters >> 64) as u64]
}
