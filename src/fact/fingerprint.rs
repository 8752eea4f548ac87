use super::term::hash_bytes;

/// Marks by which two copies of one text know each other: for each of several slots the least hash of its five-word
/// runs (one-permutation minhash).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fingerprint([u32; SLOTS]);

const SLOTS: usize = 24;
const RUN: usize = 5;

impl Default for Fingerprint {
    fn default() -> Self {
        Fingerprint([u32::MAX; SLOTS])
    }
}

impl Fingerprint {
    /// How many marks there are.
    pub const SLOTS: usize = SLOTS;

    /// The marks, to be kept on disk.
    pub fn slots(&self) -> &[u32; SLOTS] {
        &self.0
    }

    pub fn of_slots(slots: [u32; SLOTS]) -> Self {
        Fingerprint(slots)
    }

    /// Of an article's words in order.
    pub fn of<'a>(words: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut out = Self::default();
        let mut run = [0u32; RUN];
        // Not `for`: an iterator through blocks and tokens is left to go through them by itself.
        words.enumerate().for_each(|(n, word)| {
            run = [run[1], run[2], run[3], run[4], hash_bytes(word)];
            if n + 1 >= RUN {
                let h = run.iter().fold(0u32, |h, &w| (h.rotate_left(7) ^ w).wrapping_mul(0x9E37_79B1));
                let slot = (h as usize >> 7) % SLOTS;
                out.0[slot] = out.0[slot].min(h);
            }
        });
        out
    }

    /// Whether the two texts are the same but for a few edits.
    pub fn copies(&self, other: &Fingerprint) -> bool {
        let filled = self.0.iter().zip(&other.0).filter(|(a, b)| **a != u32::MAX || **b != u32::MAX).count();
        let same = self.0.iter().zip(&other.0).filter(|(a, b)| a == b && **a != u32::MAX).count();
        filled >= SLOTS / 3 && same * 10 >= filled * 6
    }

    /// Whether the two texts share whole phrases, as a text and its update do.
    pub fn akin(&self, other: &Fingerprint) -> bool {
        let filled = self.0.iter().zip(&other.0).filter(|(a, b)| **a != u32::MAX && **b != u32::MAX).count();
        let same = self.0.iter().zip(&other.0).filter(|(a, b)| a == b && **a != u32::MAX).count();
        same * 8 >= filled && same > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_with_another_headline_is_known_and_another_text_is_not() {
        let body: Vec<String> = (0..200).map(|i| format!("word{}", i * 7 % 90)).collect();
        let of = |head: &str, body: &[String]| {
            Fingerprint::of(head.split(' ').chain(body.iter().map(String::as_str)).map(str::as_bytes))
        };
        let other: Vec<String> = (0..200).map(|i| format!("term{}", i * 11 % 80)).collect();
        assert!(of("Harbour fire kills two", &body).copies(&of("Two dead in fire at harbour", &body)));
        assert!(!of("Harbour fire kills two", &body).copies(&of("Harbour fire kills two", &other)));
        assert!(!Fingerprint::default().copies(&Fingerprint::default()));
    }
}
