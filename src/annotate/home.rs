//! The country an article was written in or for, from its dateline and its outlet's name: whose dollars and whose
//! Independence Day it means.

use super::name;
use crate::article::Article;

/// Words in an outlet's name or a dateline, by country: its cities, provinces and broadcasters.
const PLACES: &[(&str, &[&str])] = &[
    (
        "canada",
        &[
            "canada",
            "canadian",
            "toronto",
            "montreal",
            "vancouver",
            "calgary",
            "ottawa",
            "winnipeg",
            "edmonton",
            "halifax",
            "quebec",
            "ontario",
            "alberta",
            "manitoba",
            "saskatchewan",
            "nova scotia",
            "british columbia",
            "b.c.",
            "cbc",
        ],
    ),
    (
        "australia",
        &[
            "australia",
            "australian",
            "sydney",
            "melbourne",
            "brisbane",
            "perth",
            "adelaide",
            "canberra",
            "hobart",
            "queensland",
            "tasmania",
        ],
    ),
    ("new zealand", &["new zealand", "auckland", "wellington", "christchurch", "dunedin", "otago", "rnz"]),
    ("singapore", &["singapore", "straits times"]),
    ("hong kong", &["hong kong"]),
    ("taiwan", &["taiwan", "taipei"]),
    (
        "united states",
        &[
            "u.s.",
            "usa",
            "united states",
            "american",
            "new york",
            "washington",
            "chicago",
            "los angeles",
            "boston",
            "texas",
            "california",
            "florida",
            "ohio",
            "kansas",
            "seattle",
            "denver",
            "atlanta",
            "philadelphia",
            "houston",
            "detroit",
        ],
    ),
];

/// The country of an article, among those whose cities are listed here.
pub fn listed(article: &Article) -> Option<&'static str> {
    given(article).find_map(|place| place.listed())
}

/// The country of an article, by the key that its names share.
pub fn country(article: &Article) -> Option<&'static str> {
    given(article).find_map(|place| place.listed().or_else(|| name::country_in(|word| place.has(word))))
}

fn given(article: &Article) -> impl Iterator<Item = Place> + '_ {
    [&article.meta.place, &article.meta.outlet].into_iter().flatten().map(|name| Place::new(name))
}

/// A dateline or an outlet's name.
struct Place {
    /// In small letters.
    text: String,
    /// A bit for each letter (its lower five bits) that one of its words begins with: most words that are looked for
    /// begin with none of them.
    initials: u32,
}

impl Place {
    fn new(name: &str) -> Self {
        let text = name.to_lowercase();
        let mut initials = 0;
        let mut before = b' ';
        for b in text.bytes() {
            // Beyond ASCII a word may begin anywhere.
            if !before.is_ascii_alphanumeric() {
                initials |= 1 << (b & 31);
            }
            before = b;
        }
        Place { text, initials }
    }

    /// The country whose places stand in it, among those of [`PLACES`].
    fn listed(&self) -> Option<&'static str> {
        PLACES.iter().find(|(_, words)| words.iter().any(|w| self.has(w))).map(|(country, _)| *country)
    }

    /// Whether `word` stands in it between other words.
    fn has(&self, word: &str) -> bool {
        let (text, bytes) = (&*self.text, self.text.as_bytes());
        let Some(&first) = word.as_bytes().first().filter(|b| self.initials >> (**b & 31) & 1 == 1) else {
            return false;
        };
        // Names are short, and the words to look for are many: setting up a search for each costs more than this.
        let starts = |at: &usize| bytes[*at..].starts_with(word.as_bytes());
        memchr::memchr_iter(first, bytes).filter(starts).any(|at| {
            let free = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
            free(text[..at].chars().next_back()) && free(text[at + word.len()..].chars().next())
        })
    }
}
