//! How a figure stands to a whole, and the words that keep the article from vouching for it.

use super::{
    super::{
        Few, Hedge, Part, View,
        lexicon::{Builder, Class},
    },
    amount::Amount,
    counted::Phrase,
};

const HEDGES: &[(Hedge, &Few)] = &[
    (Hedge::Reportedly, few!["reportedly", "allegedly", "unconfirmed", "purportedly", "apparently"]),
    (Hedge::Feared, few!["feared", "fears", "fear", "presumed"]),
    (Hedge::Believed, few!["believed", "thought", "suspected", "understood"]),
    (Hedge::Expected, few!["expected", "forecast", "projected", "likely", "could", "may", "might", "expects"]),
    (Hedge::Estimated, few!["estimated", "estimate", "estimates", "estimating"]),
];

pub fn words(b: &mut Builder) {
    for (_, words) in HEDGES {
        b.classes(words.words(), Class::HEDGE);
    }
}

pub fn of(view: &View<'_>, a: &Amount, phrase: Option<Phrase>) -> Part {
    let back = |n: usize| a.start.checked_sub(n).unwrap_or(usize::MAX);
    if view.is_any(back(1), few!["another", "further", "additional", "extra"])
        || view.is_any(a.end, few!["other", "others", "more", "additional", "further"])
        || phrase.is_some_and(|p| view.is_any(p.end, few!["more"]))
    {
        return Part::Besides;
    }
    let included = view.is_any(back(1), few!["including", "included", "among"])
        || view.is_any(back(1), few!["them", "whom", "which"]) && view.is_any(back(2), few!["among", "of"])
        || view.is(a.end, "of")
            && (view.is_any(a.end + 1, few!["them", "whom", "which", "those", "the"])
                || phrase.is_some_and(|p| p.part))
        || phrase.is_some_and(|p| view.is_any(p.end, few!["of"]) && view.is_any(p.end + 1, few!["them", "whom"]));
    // «all 24 of the crew»
    if included && !view.is_any(back(1), few!["all"]) { Part::Included } else { Part::Whole }
}

/// The hedge beside a figure: in the four tokens before it, or up to the verb that gives its role.
pub fn hedge(view: &View<'_>, a: &Amount, verb: Option<usize>) -> Option<Hedge> {
    let sentence = view.prose.sentence_of(a.start);
    let before = a.start.saturating_sub(4).max(sentence.start)..a.start;
    let after = a.end..verb.unwrap_or(a.end).clamp(a.end, a.end + 12);
    // «an estimated 40» is a bound.
    before
        .chain(after)
        .filter(|&i| view.has(i, Class::HEDGE))
        .find_map(|i| HEDGES.iter().find(|(_, words)| view.is_any(i, *words)).map(|(h, _)| *h))
}
