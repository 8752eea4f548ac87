use std::cell::Cell;

/// What was found for the words asked for lately, by their packed letters ([`crate::annotate::pack`]): most words of an
/// article have been seen before. Each word has one place, which the last to come holds.
pub struct Recent<T>(Box<[Place<T>]>);

/// The halves of a word's letters, since a whole would be padded, and what is known of it.
type Place<T> = Cell<([u64; 2], Option<T>)>;

const BITS: u32 = 14;

impl<T: Copy> Recent<T> {
    pub fn new() -> Self {
        // No word at all packs to 0, and nothing is known of it.
        Recent(vec![Cell::new(([0; 2], None)); 1 << BITS].into())
    }

    fn place(&self, letters: u128) -> &Place<T> {
        let mixed = (letters as u64 ^ (letters >> 61) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        &self.0[(mixed >> (64 - BITS)) as usize]
    }

    /// What is known of a word, `None` where it was not seen lately.
    pub fn get(&self, letters: u128) -> Option<Option<T>> {
        let (known, value) = self.place(letters).get();
        (known == halves(letters)).then_some(value)
    }

    pub fn set(&self, letters: u128, value: Option<T>) {
        self.place(letters).set((halves(letters), value));
    }
}

fn halves(letters: u128) -> [u64; 2] {
    [letters as u64, (letters >> 64) as u64]
}
