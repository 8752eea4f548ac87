//! Quantities without a number: «dozens», «tens of thousands», «several hundred», «billions of dollars»; and none at all.

use super::{
    super::{
        FigureKind, Rule, View,
        lexicon::{Builder, Class},
    },
    amount::Amount,
    money, number,
    word::{self, Word},
};
use crate::value::{Bound, Decimal, Unit};

pub fn words(b: &mut Builder) {
    b.classes(&["score", "scores", "tens", "several", "few", "couple", "pair", "trio"], Class::VAGUE);
    b.classes(&["none", "nobody", "no"], Class::NONE_WORD);
}

/// The vague quantity at token `i`.
pub fn at(view: &View<'_>, i: usize) -> Option<Amount> {
    let article = view.is_any(i, few!["a", "an"]);
    let first = i + usize::from(article);
    if !view.has(first, Class::VAGUE) {
        return None;
    }
    let vague = |end: usize, low: Decimal, bound| {
        let mut a = Amount::new(i, end, low, Unit::Item, FigureKind::Vague, Rule::FigureVague);
        a.bound = bound;
        if view.is(end, "of")
            && let Some((unit, after)) = money::after(view, end + 1, true)
        {
            (a.unit, a.end) = (unit, after);
        }
        Some(a)
    };
    let exact = |end: usize, n: u32| {
        Some(Amount::new(i, end, Decimal::from(n), Unit::Item, FigureKind::Count, Rule::FigureCount))
    };
    if article && view.is(first, "couple") && view.is(first + 1, "of") {
        return (!view.has(first + 2, Class::TIME_UNIT)).then(|| exact(first + 1, 2))?;
    }
    if article && view.is(first, "pair") && view.is(first + 1, "of") {
        let clothes = view.is_any(
            first + 2,
            few!["trousers", "shoes", "glasses", "jeans", "scissors", "pants", "gloves", "eyes", "hands"],
        );
        return (!clothes).then(|| exact(first + 1, 2))?;
    }
    if article && view.is(first, "score") && view.is(first + 1, "of") {
        return exact(first + 1, 20);
    }
    if article && view.is(first, "trio") && view.is(first + 1, "of") {
        return exact(first + 1, 3);
    }
    // «several hundred», «a few thousand», «several dozen»
    if view.is(first, "several") && !article || view.is(first, "few") {
        let unit = match word::at(view, first + 1)? {
            Word::Hundred => Decimal::ONE_HUNDRED,
            Word::Scale(e) => number::power(e),
            Word::Pack(n) => Decimal::from(n),
            _ => return None,
        };
        return vague(first + 2, unit * Decimal::TWO, Bound::AtLeast);
    }
    if article
        || i > 0
            && (view.token(i - 1).is_some_and(|t| t.is_number())
                || view.has(i - 1, Class::NUMBER) && !view.is(i - 1, "one"))
    {
        return None;
    }
    if view.is(i, "scores") {
        // Not what a game ends in or a test has.
        let counts = view.is(i + 1, "of")
            || view.is(i + 1, "more")
            || view.has(i + 1, Class::PERSON_NOUN.or(Class::ROLE))
            || i > 0 && view.has(i - 1, Class::ROLE)
            || i > 0 && view.is(i - 1, "and") && !view.token(i + 1).is_some_and(|t| t.is_word());
        return counts.then(|| vague(i + 1, Decimal::from(40), Bound::AtLeast))?;
    }
    if view.is(i, "tens") || view.is(i, "hundreds") || view.is(i, "thousands") {
        let of = view.is(i + 1, "of");
        if of && let Some(Word::Scale(e)) = word::at(view, i + 2).filter(|_| view.has(i + 2, Class::VAGUE)) {
            let times = if view.is(i, "tens") {
                20
            } else if view.is(i, "hundreds") {
                200
            } else {
                2000
            };
            return vague(i + 3, number::power(e).checked_mul(Decimal::from(times))?, Bound::AtLeast);
        }
        if view.is(i, "tens") {
            return None;
        }
    }
    let low = match word::at(view, i)? {
        Word::Pack(_) if view.is(i, "dozens") => Decimal::from(24),
        Word::Hundred => Decimal::from(200),
        Word::Scale(e) => number::power(e).checked_mul(Decimal::TWO)?,
        _ => return None,
    };
    vague(i + 1, low, Bound::AtLeast)
}

/// «no one was hurt», «none of the 40», «no injuries»: nought, where a role is found for it.
pub fn none(view: &View<'_>, i: usize) -> Option<Amount> {
    if !view.has(i, Class::NONE_WORD) {
        return None;
    }
    let end = match () {
        _ if view.is(i, "no") && view.is(i + 1, "one") => i + 2,
        _ if view.is_any(i, few!["nobody", "none"]) => i + 1,
        _ if view.is(i, "no") && view.has(i + 1, Class::ROLE.or(Class::PERSON_NOUN)) => i + 1,
        _ if view.is(i, "no")
            && view.has(i + 2, Class::ROLE.or(Class::PERSON_NOUN))
            && view.token(i + 1).is_some_and(|t| t.is_word()) =>
        {
            i + 1
        }
        _ => return None,
    };
    let mut a = Amount::new(i, end, Decimal::ZERO, Unit::Item, FigureKind::Count, Rule::FigureNone);
    a.needs_role = true;
    Some(a)
}
