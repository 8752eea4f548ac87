use std::ops::Range;

use crate::annotate::{Few, View, lexicon::Class};

/// Words that say of a quotation beside them that it was spoken in another language.
const TRANSLATED: &Few =
    few!["translated", "translation", "translations", "translator", "translating", "interpreter", "interpreters"];

/// Languages whose names are no people's.
const LANGUAGES: &[&str] =
    &["arabic", "mandarin", "cantonese", "hebrew", "farsi", "dari", "urdu", "hindi", "swahili", "tamil", "yiddish"];

/// Words after a language that show that it is one («in Russian on television», not «in Russian custody»).
const AFTER: &[&str] = &["on", "to", "at", "after", "before", "and", "but", "through", "with", "that", "as", "when"];

/// Whether the words of a sentence outside the quotation at `quote` (tokens, marks included) say that it is a
/// translation.
pub(super) fn translated(view: &View<'_>, sentence: &Range<usize>, quote: Range<usize>) -> bool {
    sentence.clone().filter(|i| !quote.contains(i)).any(|i| {
        view.is_any(i, TRANSLATED) || view.is_any(i, few!["in", "speaking", "spoke"]) && language(view, sentence, i + 1)
    })
}

fn language(view: &View<'_>, sentence: &Range<usize>, i: usize) -> bool {
    let named = view.has(i, Class::DEMONYM) || view.is_any(i, LANGUAGES);
    let last = i + 1 >= sentence.end || view.token(i + 1).is_none_or(|t| !t.is_word());
    named && (last || view.is_any(i + 1, AFTER))
}
