//! The unit that the heading of a table's column gives to the bare numbers under it: «Revenue ($bn)», «Share, %»,
//! «Length (km)», «Visitors (thousands)».

use std::ops::Range;

use super::{
    super::{View, lexicon::Class},
    measure, money, number, percent, word,
};
use crate::value::{Decimal, Unit};

/// What a bare number under a heading stands for: so many times `scale`, in `unit`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Heading {
    pub unit: Unit,
    pub scale: Decimal,
}

/// The unit that the tokens of a heading name, `None` where they name none.
pub fn unit(view: &View<'_>, tokens: &Range<usize>) -> Option<Heading> {
    tokens.clone().find_map(|i| at(view, tokens, i)).or_else(|| {
        let scale = tokens.clone().find_map(|i| alone(view, tokens, i))?;
        Some(Heading { unit: Unit::Item, scale })
    })
}

fn at(view: &View<'_>, tokens: &Range<usize>, i: usize) -> Option<Heading> {
    let t = view.token(i)?;
    let symbol = !t.is_word() && !t.is_number();
    if !symbol && !view.has(i, Class::UNIT.or(Class::CURRENCY)) {
        return None;
    }
    if let Some((unit, _)) = percent::after(view, i) {
        return Some(Heading { unit, scale: Decimal::ONE });
    }
    if let Some((currency, next)) = money::before(view, i) {
        let scale = scale(view, next, true).or_else(|| scale(view, i.checked_sub(1)?, false));
        return Some(Heading { unit: Unit::Money(currency), scale: scale.unwrap_or(Decimal::ONE) });
    }
    if let Some((unit @ Unit::Money(_), _)) = money::after(view, i, false) {
        let scale = i.checked_sub(1).and_then(|k| scale(view, k, false)).or_else(|| scale(view, i + 1, false));
        return Some(Heading { unit, scale: scale.unwrap_or(Decimal::ONE) });
    }
    // A measure stands apart («Length (km)», «Area, hectares»), and a single letter is too little to go by.
    let apart = i == tokens.start || view.mark(i - 1, '(') || view.mark(i - 1, ',') || view.is(i - 1, "in");
    let (symbol, _) = measure::at(view, i).filter(|_| apart && t.is_word() && t.span().len() > 1)?;
    Some(Heading { unit: Unit::Measure(symbol), scale: Decimal::ONE })
}

/// The scale word or letter at token `i`: «bn», «million», and after a currency's sign «m».
fn scale(view: &View<'_>, i: usize, tight: bool) -> Option<Decimal> {
    match word::at(view, i) {
        Some(word::Word::Scale(n)) => Some(number::power(n)),
        _ if tight => number::letter(view.word(i), true).map(number::power),
        _ => None,
    }
}

/// «(thousands)», «, millions», «(000s)»: a scale that stands apart.
fn alone(view: &View<'_>, tokens: &Range<usize>, i: usize) -> Option<Decimal> {
    let apart = i > tokens.start && (view.mark(i - 1, '(') || view.mark(i - 1, ',') || view.is(i - 1, "in"));
    if !apart {
        return None;
    }
    let noughts = view.word(i) == "000" || view.mark(i, '\'') && view.word(i + 1) == "000";
    if noughts { Some(Decimal::ONE_THOUSAND) } else { scale(view, i, false) }
}
