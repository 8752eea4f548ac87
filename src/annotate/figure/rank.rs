//! Ranks: «second-worst», «the third deadliest», «the second woman to lead», «11th».

use super::{
    super::{
        FigureKind, Rule, View, WordList,
        lexicon::{Builder, Class},
    },
    amount::Amount,
    number::{self, Form, Number},
    word::{self, Word},
};
use crate::{
    article::Case,
    value::{Decimal, Unit},
};

/// Superlatives that no ending shows.
const SUPERLATIVES: &[&str] = &["worst", "best", "most", "least", "leading", "top"];

/// Words after which an ordinal is a place in an order.
static PLACED: WordList = WordList::new(&[
    "ranked",
    "ranks",
    "ranking",
    "finished",
    "finishing",
    "finishes",
    "placed",
    "came",
    "came",
    "coming",
    "remains",
    "stands",
]);

/// Several streets.
const STREETS: &[&str] = &["streets", "avenues", "roads", "lanes", "blocks", "districts"];

pub fn words(b: &mut Builder) {
    b.classes(&["st", "nd", "rd", "th"], Class::ORDINAL);
}

/// An ordinal number.
#[derive(Clone, Copy)]
pub struct Ordinal {
    value: Decimal,
    /// The token after its last one.
    end: usize,
    pub digits: bool,
}

/// The ordinal number at token `i`, where the cardinal `n` starts if one does.
pub fn ordinal(view: &View<'_>, i: usize, n: Option<Number>) -> Option<Ordinal> {
    let spelt = |value, end| Some(Ordinal { value, end, digits: false });
    let t = view.token(i)?;
    if t.is_number() {
        let suffix = view.token(i + 1).filter(|s| s.is_word() && !s.spaced())?;
        let text = suffix.span().of(view.text);
        let fits = ["st", "nd", "rd", "th"].iter().any(|s| text.eq_ignore_ascii_case(s));
        let value = super::digits::value(view.word(i)).filter(|v| fits && v.scale() == 0)?;
        return Some(Ordinal { value, end: i + 2, digits: true });
    }
    match word::at(view, i)? {
        Word::Ordinal(n) => spelt(Decimal::from(n), i + 1),
        // «twenty-fifth», «three hundred and twenty-second», «two hundredth», «three trillionth»
        Word::Small(_) | Word::Ten(_) | Word::Hundred | Word::Scale(_) => {
            let tens = match (word::at(view, i)?, hyphen(view, i + 1)) {
                (Word::Ten(n), at) => match word::at(view, at) {
                    Some(Word::Ordinal(u @ 1..=9)) => spelt(Decimal::from(n + u), at + 1),
                    _ => None,
                },
                _ => None,
            };
            if tens.is_some() {
                return tens;
            }
            let n = n.filter(|n| n.form == Form::Words && n.value.scale() == 0)?;
            let mut at = hyphen(view, n.end);
            if view.is(at, "and") {
                at += 1;
            }
            match word::at(view, at)? {
                Word::OrdinalScale(e) => spelt(n.value.checked_mul(number::power(e))?, at + 1),
                Word::Ordinal(u) if n.value >= Decimal::from(20) && ends_in_tens(view, n.end) == (u < 10) => {
                    spelt(n.value + Decimal::from(u), at + 1)
                }
                Word::Ordinal(u) if n.value >= Decimal::ONE_HUNDRED && (n.value % Decimal::ONE_HUNDRED).is_zero() => {
                    spelt(n.value + Decimal::from(u), at + 1)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn ends_in_tens(view: &View<'_>, end: usize) -> bool {
    end > 0 && matches!(word::at(view, end - 1), Some(Word::Ten(_)))
}

fn hyphen(view: &View<'_>, i: usize) -> usize {
    i + usize::from(view.token(i).is_some_and(|t| !t.spaced() && (t.is('-') || t.is('—') || t.is('–'))))
}

/// The rank that the ordinal number at token `i` says.
pub fn at(view: &View<'_>, i: usize, ordinal: Ordinal) -> Option<Amount> {
    let Ordinal { value, end, digits } = ordinal;
    let next = hyphen(view, end);
    let rank = |end| Some(Amount::new(i, end, value, Unit::Rank, FigureKind::Rank, Rule::FigureRank));
    if superlative(view, next) {
        let wide = view.is_any(next, few!["most", "least"])
            && view.token(next + 1).is_some_and(|t| t.is_word() && t.case() == Case::Lower)
            && !view.has(next + 1, Class::PREPOSITION);
        return rank(if wide { next + 2 } else { next + 1 });
    }
    let previous = i.checked_sub(1);
    let placed =
        previous.is_some_and(|p| view.in_list(p, &PLACED) || view.is_any(p, few!["in", "of"]) && view.is(end, "place"));
    let name = named(view, i, end);
    if placed && !name {
        return rank(end);
    }
    // «the second woman to lead a government»
    let to = (end..end + 4).find(|&k| view.is(k, "to")).is_some_and(|k| {
        k > end
            && (end..k).all(|j| {
                view.token(j).is_some_and(|t| t.is_word())
                    && !view.has(j, Class::TIME_UNIT.or(Class::PREPOSITION).or(Class::AUXILIARY))
            })
            && view.token(k + 1).is_some_and(|t| t.is_word() && t.case() == Case::Lower)
            && !view.has(k + 1, Class::DETERMINER.or(Class::TIME_UNIT))
            && view.has(k - 1, Class::PERSON_NOUN)
    });
    let alone = i == 0 && view.token(end).is_none_or(|t| t.is('.')) && view.len() <= end + 1;
    if to && previous.is_some_and(|p| view.has(p, Class::DETERMINER)) || alone || digits && !name {
        return rank(end);
    }
    // A number of several words says its place by itself; a short one only with a noun of its own.
    (end > i + 1 && !digits && !name).then(|| rank(end))?
}

pub fn superlative(view: &View<'_>, i: usize) -> bool {
    let Some(t) = view.token(i).filter(|t| t.is_word() && t.case() == Case::Lower) else { return false };
    let w = t.span().of(view.text);
    SUPERLATIVES.contains(&w)
        || w.len() > 5
            && w.ends_with("est")
            && ![
                "interest", "request", "harvest", "forest", "protest", "arrest", "conquest", "contest", "invest",
                "suggest", "honest", "modest", "latest", "guest", "tempest",
            ]
            .contains(&w)
}

/// «Fifth Avenue», «5th Circuit», «the Third Reich», «11th of March»: an ordinal in a name or a date.
fn named(view: &View<'_>, i: usize, end: usize) -> bool {
    let titled = |k: usize| view.token(k).is_some_and(|t| t.is_word() && t.case() != Case::Lower);
    titled(end)
        || crossing(view, end)
        || view.has(end, Class::TIME_UNIT.or(Class::MONTH))
        || view
            .is_any(end, few!["century", "centuries", "anniversary", "floor", "street", "grade", "grader", "birthday"])
        || i > 0 && view.has(i - 1, Class::MONTH)
        || view.is(end, "of") && view.has(end + 1, Class::MONTH)
}

/// «29th and Summit Streets», «12th to 15th avenues», «65th and 66th streets»: streets after a conjunction.
fn crossing(view: &View<'_>, end: usize) -> bool {
    let street = |k: usize| view.has(k, Class::STREET) || view.is_any(k, STREETS);
    let joined = view.has(end, Class::CONJUNCTION) || view.is(end, "to") || view.mark(end, '-') || view.mark(end, '–');
    street(end) || joined && (end + 1..end + 6).any(street)
}
