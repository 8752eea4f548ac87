//! What a look-up must know of an article's facts, apart from the rest: slot, role and words. Some hundred bytes instead of
//! several thousand.

use super::{
    codec::{Reader, Writer},
    enums,
};
use crate::{
    fact::FactSheet,
    index::rank::{self, Mark},
};

pub fn write(sheet: &FactSheet) -> Vec<u8> {
    let mut w = Writer(Vec::with_capacity(8 * sheet.facts.len()));
    for fact in &sheet.facts {
        enums::slot(&mut w, fact.slot);
        w.uint(fact.role.map_or(0, |r| u64::from(r.index()) + 1));
        let words = rank::words(fact);
        w.uint(words.len() as u64);
        words.iter().for_each(|word| w.0.extend_from_slice(&word.to_le_bytes()));
    }
    w.0
}

/// Calls `each` with every fact in order; `None` when the bytes make no sense.
pub fn read(bytes: &[u8], mut each: impl FnMut(u32, Mark<'_>)) -> Option<()> {
    let mut r = Reader(bytes);
    let mut words = Vec::new();
    let mut number = 0;
    while !r.0.is_empty() {
        let slot = enums::read_slot(&mut r)?;
        let role = match r.uint()? {
            0 => None,
            n => Some(enums::role(n - 1)?),
        };
        words.clear();
        let len = usize::try_from(r.uint()?).ok()?.checked_mul(2)?;
        let (head, rest) = r.0.split_at_checked(len)?;
        words.extend(head.as_chunks::<2>().0.iter().map(|w| u16::from_le_bytes(*w)));
        r.0 = rest;
        each(number, Mark { slot, role, words: &words });
        number += 1;
    }
    Some(())
}
