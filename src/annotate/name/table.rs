//! The tables of all languages as the rules read them: single words in the lexicon, phrases and keys in maps.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{
    en::{
        country::{COUNTRIES, Country, PEOPLES},
        given, organisation,
        organisation::{EVENT_NOUNS, ORG_NOUNS, ORGANISATIONS},
        place::{CITIES, PLACE_NOUNS, REGIONS},
        spelling,
        stop::{GENERIC, STOP},
        title::{self, PARTICLES, SUFFIXES, TITLE_MODIFIERS, TITLES},
    },
    key,
};
use crate::annotate::{
    NameKind,
    lexicon::{self, Builder, Class, Lex},
};

/// What is known of a word beyond its classes: bits of [`crate::annotate::lexicon::Entry::name`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Flag(pub u16);

impl Flag {
    pub const FEMALE: Flag = Flag(1);
    pub const MALE: Flag = Flag(1 << 1);
    pub const PLACE_NOUN: Flag = Flag(1 << 2);
    pub const ORGANISATION: Flag = Flag(1 << 3);
    pub const EVENT_NOUN: Flag = Flag(1 << 4);
    pub const TITLE_MODIFIER: Flag = Flag(1 << 5);
    pub const PARTICLE: Flag = Flag(1 << 6);
    pub const SUFFIX: Flag = Flag(1 << 7);
    pub const FEMALE_TITLE: Flag = Flag(1 << 8);
    pub const MALE_TITLE: Flag = Flag(1 << 9);
    pub const COUNTRY: Flag = Flag(1 << 10);
    /// Names nothing alone, whatever its capital.
    pub const GENERIC: Flag = Flag(1 << 11);
    pub const FAMOUS: Flag = Flag(1 << 12);
    pub const SURNAME: Flag = Flag(1 << 13);

    pub const fn or(self, other: Flag) -> Flag {
        Flag(self.0 | other.0)
    }

    pub fn of(self, lex: Lex) -> bool {
        lex.id != 0 && lex.entry().name & self.0 != 0
    }
}

pub fn words(b: &mut Builder) {
    for c in COUNTRIES {
        for w in std::iter::once(&c.0).chain(c.1) {
            single(b, w, Class::PLACE, Flag::COUNTRY.0);
        }
        for w in c.2 {
            single(b, w, Class::DEMONYM, Flag::COUNTRY.0);
        }
        single(b, c.3, Class::PLACE, 0);
    }
    for w in PEOPLES {
        single(b, w, Class::DEMONYM, 0);
    }
    for w in REGIONS.iter().chain(CITIES) {
        single(b, w, Class::PLACE, 0);
    }
    for (list, classes, flag) in [
        (given::FEMALE, Class::GIVEN_NAME, Flag::FEMALE),
        (given::MALE, Class::GIVEN_NAME, Flag::MALE),
        (TITLES, Class::TITLE, Flag(0)),
        (title::FEMALE, Class::TITLE, Flag::FEMALE_TITLE),
        (title::MALE, Class::TITLE, Flag::MALE_TITLE),
        (TITLE_MODIFIERS, Class::NONE, Flag::TITLE_MODIFIER),
        (ORG_NOUNS, Class::ORG_NOUN, Flag(0)),
        (PLACE_NOUNS, Class::NONE, Flag::PLACE_NOUN),
        (EVENT_NOUNS, Class::NONE, Flag::EVENT_NOUN),
        (PARTICLES, Class::NONE, Flag::PARTICLE),
        (SUFFIXES, Class::NONE, Flag::SUFFIX),
        (STOP, Class::STOP, Flag(0)),
        (GENERIC, Class::NONE, Flag::GENERIC),
        (given::FAMOUS, Class::NONE, Flag::FAMOUS),
        (given::SURNAMES, Class::NONE, Flag::SURNAME),
    ] {
        for w in list {
            single(b, w, classes, flag.0);
        }
    }
    for (w, _) in ORGANISATIONS {
        single(b, w, Class::NONE, Flag::ORGANISATION.0);
    }
}

fn single(b: &mut Builder, word: &str, classes: Class, flag: u16) {
    if word.is_empty() || word.contains([' ', '-']) {
        return;
    }
    b.class(word, classes);
    b.word(word).name |= flag;
}

/// Whether women, and whether men, bear a word as a given name.
pub fn given_sex(lex: Lex) -> (bool, bool) {
    (Flag::FEMALE.of(lex), Flag::MALE.of(lex))
}

/// Whether the tables have a name, given in its folded form, as a place, people or organisation.
pub fn is_known(folded: &str) -> bool {
    if folded.contains(' ') {
        return PHRASES.contains_key(folded);
    }
    let lex = lexicon::lookup(folded);
    lex.classes.has(Class::PLACE.or(Class::DEMONYM)) || Flag::ORGANISATION.of(lex) || ALIASES.contains_key(folded)
}

/// Whether a key ([`key::key`]) is a country's or a part of the world's.
pub fn is_country(key: &str) -> bool {
    COUNTRIES.iter().any(|c| c.0 == key)
}

/// Whether a name in small letters is that of a city the tables know.
pub fn is_city(lower: &str) -> bool {
    CITIES.contains(&lower)
}

/// Words in small letters that say what kind of thing bears a name, or where it lies («police», «county», «north»): many
/// names have them.
pub fn common_nouns() -> impl Iterator<Item = &'static str> {
    [ORG_NOUNS, PLACE_NOUNS, EVENT_NOUNS, GENERIC, TITLES, TITLE_MODIFIERS].into_iter().flatten().copied()
}

/// Given names and surnames in small letters that many people bear.
pub fn common_names() -> impl Iterator<Item = &'static str> {
    [given::FEMALE, given::MALE, given::SURNAMES].into_iter().flatten().copied()
}

/// Whether a word says what kind of place a name is («district», «square», «region»).
pub fn is_place_noun(lex: Lex) -> bool {
    Flag::PLACE_NOUN.of(lex)
}

/// The kind of a name of several words, from its folded form ([`key::fold`]).
pub fn phrase(folded: &str) -> Option<NameKind> {
    PHRASES.get(folded).copied()
}

/// Whether a text can be a name of several words that the tables know: most that are none are told by their first and last
/// letters with their length.
pub fn may_be_phrase(text: &str) -> bool {
    static ENDS: LazyLock<Box<[bool]>> = LazyLock::new(|| {
        let mut ends = vec![false; 1 << 15].into_boxed_slice();
        for phrase in PHRASES.keys() {
            ends[ends_of(phrase.as_bytes())] = true;
        }
        ends
    });
    // Any other text may be written differently once it is folded.
    let plain = text.bytes().all(|b| b.is_ascii_alphabetic() || b == b' ');
    !plain || text.len() > 4 && text.as_bytes()[..4].eq_ignore_ascii_case(b"the ") || ENDS[ends_of(text.as_bytes())]
}

fn ends_of(text: &[u8]) -> usize {
    let low = |b: Option<&u8>| usize::from(b.map_or(0, |b| b & 31));
    low(text.first()) << 10 | low(text.last()) << 5 | text.len() & 31
}

static PHRASES: LazyLock<FxHashMap<Box<str>, NameKind>> = LazyLock::new(|| {
    let mut map = FxHashMap::default();
    let mut put = |w: &str, kind| {
        let folded = key::fold(w);
        if folded.contains(' ') {
            map.insert(folded.into_boxed_str(), kind);
        }
    };
    for c in COUNTRIES {
        std::iter::once(&c.0).chain(c.1).chain([&c.3]).for_each(|w| put(w, NameKind::Place));
        c.2.iter().for_each(|w| put(w, NameKind::Demonym));
    }
    REGIONS.iter().chain(CITIES).for_each(|w| put(w, NameKind::Place));
    ORGANISATIONS.iter().for_each(|(w, _)| put(w, NameKind::Organisation));
    map
});

/// The key of the country that a word names: by itself, its people or its things.
pub fn country(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let names = |c: &&Country| c.0 == word || c.1.contains(&&*word) || c.2.contains(&&*word);
    COUNTRIES.iter().find(names).map(|c| c.0)
}

/// The key of the country of which a word `stands` somewhere: its name, its people's or its capital.
pub fn country_in(stands: impl Fn(&str) -> bool) -> Option<&'static str> {
    let names = |c: &&Country| stands(c.0) || c.1.iter().chain(c.2).chain([&c.3]).any(|w| w.len() > 2 && stands(w));
    COUNTRIES.iter().find(names).map(|c| c.0)
}

/// Folded names and the key that all names of one thing share.
pub static ALIASES: LazyLock<FxHashMap<Box<str>, &'static str>> = LazyLock::new(|| {
    let mut map: FxHashMap<Box<str>, &'static str> = FxHashMap::default();
    for c in COUNTRIES {
        for w in c.1.iter().chain(c.2) {
            map.insert(key::fold(w).into(), c.0);
        }
    }
    for (w, k) in organisation::ORGANISATIONS.iter().chain(spelling::PLACES) {
        map.insert(key::fold(w).into(), k);
    }
    map
});

/// Single words inside longer names: demonyms to their country, British spelling to American.
pub static WORDS: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let people = COUNTRIES.iter().flat_map(|c| c.1.iter().chain(c.2).map(move |w| (*w, c.0)));
    people.filter(|(w, _)| !w.contains([' ', '-', '.'])).chain(spelling::BRITISH.iter().copied()).collect()
});
