//! What only the whole article tells of a figure: whose dollars these are, and which degrees.

use super::super::Figure;
use crate::{
    article::Article,
    value::{Currency, Unit},
};

/// Words in an outlet's name or a dateline that say whose dollar is meant there.
const HOMES: &[(&str, &[&str])] = &[
    (
        "CAD",
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
        "AUD",
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
    ("NZD", &["new zealand", "auckland", "wellington", "christchurch", "dunedin", "otago", "rnz"]),
    ("SGD", &["singapore", "straits times"]),
    ("HKD", &["hong kong"]),
    ("TWD", &["taiwan", "taipei"]),
    (
        "USD",
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

/// The dollar of the place an article was written in or for.
fn dollar(article: &Article) -> Option<Currency> {
    let meta = &article.meta;
    [&meta.place, &meta.outlet].into_iter().flatten().find_map(|name| {
        let name = name.to_lowercase();
        HOMES.iter().find(|(_, words)| words.iter().any(|w| holds(&name, w))).map(|(code, _)| Currency::new(code))
    })
}

/// Whether `word` stands in `text` between other words.
fn holds(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let free = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        free(text[..at].chars().next_back()) && free(text[at + word.len()..].chars().next())
    })
}

/// The scale of an article's bare degrees: the one it names elsewhere, if it names one only.
fn degrees(figures: &[Figure]) -> Option<Unit> {
    let named = |symbol: &'static str| {
        let unit = Unit::Measure(symbol);
        figures.iter().any(|f| f.quantity.unit == unit).then_some(unit)
    };
    match (named("Cel"), named("[degF]")) {
        (Some(unit), None) | (None, Some(unit)) => Some(unit),
        _ => None,
    }
}

/// Settles the units that a figure leaves open.
pub fn settle(article: &Article, figures: &mut [Figure]) {
    let (dollar, degrees) = (dollar(article), degrees(figures));
    if dollar.is_none() && degrees.is_none() {
        return;
    }
    let settled = |unit: Unit| match unit {
        Unit::Money(c) if c == Currency::DOLLAR => dollar.map_or(unit, Unit::Money),
        Unit::Subunit(c) if c == Currency::DOLLAR => dollar.map_or(unit, Unit::Subunit),
        Unit::Measure("deg") => degrees.unwrap_or(unit),
        _ => unit,
    };
    for f in figures {
        // An angle is no temperature.
        if f.quantity.unit == Unit::Measure("deg") && f.role.is_none_or(|r| r.id() != "temperature") {
            continue;
        }
        f.quantity.unit = settled(f.quantity.unit);
        if let Some(change) = &mut f.change {
            for q in [&mut change.from, &mut change.to, &mut change.by].into_iter().flatten() {
                q.unit = settled(q.unit);
            }
        }
    }
}
