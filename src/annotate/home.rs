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

/// The country whose places stand in a dateline or an outlet's name, among those of [`PLACES`].
fn placed(text: &str) -> Option<&'static str> {
    PLACES.iter().find(|(_, words)| words.iter().any(|w| holds(text, w))).map(|(country, _)| *country)
}

/// The country of an article, among those whose cities are listed here.
pub fn listed(article: &Article) -> Option<&'static str> {
    given(article).find_map(|name| placed(&name))
}

/// The country of an article, by the key that its names share.
pub fn country(article: &Article) -> Option<&'static str> {
    given(article).find_map(|name| placed(&name).or_else(|| name::country_in(|word| holds(&name, word))))
}

fn given(article: &Article) -> impl Iterator<Item = String> + '_ {
    [&article.meta.place, &article.meta.outlet].into_iter().flatten().map(|name| name.to_lowercase())
}

/// Whether `word` stands in `text` between other words.
fn holds(text: &str, word: &str) -> bool {
    // Names are short, and the words to look for are many: setting up a search for each costs more than this.
    let Some(&first) = word.as_bytes().first() else { return false };
    let starts = |at: &usize| text.as_bytes()[*at..].starts_with(word.as_bytes());
    memchr::memchr_iter(first, text.as_bytes()).filter(starts).any(|at| {
        let free = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        free(text[..at].chars().next_back()) && free(text[at + word.len()..].chars().next())
    })
}
