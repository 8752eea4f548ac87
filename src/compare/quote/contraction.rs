//! Words drawn together: «I’ve» is «I have», «don’t» is «do not».

use super::Change;
use crate::{article::without_filler, fact::Quotation};

/// The endings by which a word is drawn together with the next, and what each may stand for.
const ENDINGS: &[(&str, &[&str])] = &[
    ("'m", &["am"]),
    ("'s", &["is", "has", "us"]),
    ("'re", &["are"]),
    ("'ve", &["have"]),
    ("'ll", &["will", "shall"]),
    ("'d", &["would", "had"]),
    ("n't", &["not"]),
];

/// Forms that do not keep their first word whole.
const FORMS: &[(&str, &str)] = &[("can't", "can"), ("cannot", "can"), ("won't", "will"), ("shan't", "shall")];

/// Whether a change is that of a contraction and the words it was drawn together from, and of nothing else.
pub fn contracted(a: &Quotation, b: &Quotation, change: &Change) -> bool {
    let (x, y) = (folded(a, &change.here), folded(b, &change.there));
    let (x, y) = (parted(&x), parted(&y));
    x.len() == y.len() && !x.is_empty() && x.iter().zip(&y).all(|(p, q)| p.iter().any(|w| q.contains(w)))
}

fn folded(q: &Quotation, range: &std::ops::Range<usize>) -> Vec<String> {
    let words = q.words().get(range.clone()).unwrap_or_default();
    words.iter().map(|w| without_filler(w.span.of(&q.text)).replace('’', "'").to_lowercase()).collect()
}

/// The words one by one, each with what it can be.
fn parted(words: &[String]) -> Vec<Vec<&str>> {
    let mut out = Vec::new();
    for word in words {
        let ending = ENDINGS.iter().find(|(e, _)| word.len() > e.len() && word.ends_with(e));
        match (FORMS.iter().find(|(w, _)| w == word), ending) {
            (Some((_, first)), _) => out.extend([vec![*first], vec!["not"]]),
            (None, Some((e, second))) => out.extend([vec![&word[..word.len() - e.len()]], second.to_vec()]),
            (None, None) => out.push(vec![word.as_str()]),
        }
    }
    out
}
