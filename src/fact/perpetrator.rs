//! Words for whoever killed or hurt the others: one article counts him among the dead, another does not.

use std::sync::LazyLock;

use super::term::key;

/// Who attacked others, by words of which each can stand for the other: a concept.
pub(super) const ATTACKERS: &[&str] =
    &["suspect", "gunman", "gunmen", "shooter", "attacker", "perpetrator", "assailant"];

/// An aircraft too, so that it is no word of the concept.
const BOMBER: &str = "bomber";

/// What he did.
const DEEDS: &[&str] = &["shooting", "stabbing"];

/// Words of an article in which he died by his own hand.
const BY_OWN_HAND: &[&str] = &["himself", "herself", "suicide"];

/// Whether a word in small letters is one for an attacker, or several.
pub fn is_attacker(lower: &str) -> bool {
    let is = |word| word == BOMBER || ATTACKERS.contains(&word);
    is(lower) || lower.strip_suffix('s').is_some_and(is)
}

/// Whether a word in small letters tells of one who died by his own hand.
pub fn is_by_own_hand(lower: &str) -> bool {
    BY_OWN_HAND.contains(&lower)
}

/// Whether a key is of a word that tells of one who died by his own hand.
pub fn is_own_hand_key(wanted: u32) -> bool {
    static KEYS: LazyLock<Vec<u32>> = LazyLock::new(|| BY_OWN_HAND.iter().filter_map(|w| key(w)).collect());
    KEYS.contains(&wanted)
}

/// Whether a key is of a word that tells of somebody who attacked others, and may be among the dead.
pub fn is_attack_key(wanted: u32) -> bool {
    static KEYS: LazyLock<Vec<u32>> = LazyLock::new(|| {
        let words = ATTACKERS.iter().chain([&BOMBER, &"suicide"]).chain(DEEDS);
        words.filter_map(|w| key(w)).collect()
    });
    KEYS.contains(&wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_an_attacker_are_known_in_a_text_and_by_their_keys() {
        for word in ["gunman", "gunmen", "suspects", "bombers", "assailant"] {
            assert!(is_attacker(word) && key(word).is_some_and(is_attack_key), "{word}");
        }
        for word in ["gun", "suspicion", "bomb", "victims"] {
            assert!(!is_attacker(word) && !key(word).is_some_and(is_attack_key), "{word}");
        }
        // By their stems an attack and its attacker are one word.
        assert!(!is_attacker("attack") && key("attack").is_some_and(is_attack_key));
        assert!(is_by_own_hand("herself") && key("suicide").is_some_and(is_own_hand_key));
        assert!(!is_by_own_hand("itself") && !is_by_own_hand("self") && !key("shelf").is_some_and(is_own_hand_key));
    }
}
