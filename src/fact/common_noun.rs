use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::{sheet::land, term};
use crate::annotate::name;

/// Keys of words that many names have.
static KEYS: LazyLock<FxHashSet<u32>> = LazyLock::new(|| {
    let forms = name::common_nouns().flat_map(|w| [w, land(w)]);
    forms.filter_map(term::key).collect()
});

/// Whether a key is of a word that says what kind of thing bears a name, or where it lies: «Police», «County», «North». Two
/// articles whose names share no more than that need have nothing in common.
pub fn is_common_noun(key: u32) -> bool {
    KEYS.contains(&key)
}

/// Keys of what many people are called.
static NAMES: LazyLock<FxHashSet<u32>> = LazyLock::new(|| name::common_names().filter_map(term::key).collect());

/// Whether a key is of a given name or surname that many people bear.
pub fn is_common_name(key: u32) -> bool {
    NAMES.contains(&key)
}
