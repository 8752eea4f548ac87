//! Sayings that everyone has ready: that two people use one of them says nothing of what they said.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Word;
use crate::fact::term;

const SAYINGS: &[&str] = &[
    "the wrong place at the wrong time",
    "the right place at the right time",
    "thoughts and prayers",
    "law and order",
    "rhyme or reason",
    "at the end of the day",
    "senseless act of violence",
    "senseless violence",
    "make america great again",
    "a matter of time",
    "out of harm's way",
    "heart and soul",
    "one day at a time",
    "my heart goes out",
    "our hearts go out",
    "thank you very much",
    "no comment",
    "pulling the trigger",
    "everything in our power",
    "no stone unturned",
    "brought to justice",
];

/// The sayings' words as keys, by the first.
static TABLE: LazyLock<FxHashMap<u32, Vec<Vec<u32>>>> = LazyLock::new(|| {
    let mut table: FxHashMap<u32, Vec<Vec<u32>>> = FxHashMap::default();
    for saying in SAYINGS {
        let keys: Vec<u32> = saying.split(' ').map(term::hash).collect();
        table.entry(keys[0]).or_default().push(keys);
    }
    table
});

/// Lets the words of sayings say nothing by themselves.
pub fn unmark(words: &mut [Word]) {
    for i in 0..words.len() {
        let Some(sayings) = TABLE.get(&words[i].key) else { continue };
        for keys in sayings {
            let Some(run) = words.get_mut(i..i + keys.len()) else { continue };
            if run.iter().zip(keys).all(|(w, k)| w.key == *k) {
                run.iter_mut().for_each(Word::make_common);
            }
        }
    }
}
