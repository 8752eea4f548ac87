//! Powers after a number in digits: «2.5^-1», «1.3x10^6», «6 × 10^4», «1.3e6».

use rust_decimal::Decimal;

use super::super::View;

/// Largest exponent read.
const MOST: u32 = 60;

/// The value of `base` with the power written at token `i`, and the token after it.
pub fn after(view: &View<'_>, base: Decimal, i: usize) -> Option<(Decimal, usize)> {
    let t = view.token(i)?;
    if t.is('^') {
        let (exponent, end) = exponent(view, i + 1)?;
        return Some((power(base, exponent)?, end));
    }
    let times = t.is('×') || t.is_word() && view.is(i, "x");
    if times && view.is(i + 1, "10") && view.mark(i + 2, '^') {
        let (exponent, end) = exponent(view, i + 3)?;
        return Some((base.checked_mul(power(Decimal::TEN, exponent)?)?, end));
    }
    if !t.spaced() && view.is(i, "e") && view.token(i + 1).is_some_and(|n| n.is_number() && !n.spaced()) {
        let (exponent, end) = exponent(view, i + 1)?;
        return Some((base.checked_mul(power(Decimal::TEN, exponent)?)?, end));
    }
    None
}

/// A whole number with any signs before it.
fn exponent(view: &View<'_>, mut i: usize) -> Option<(i32, usize)> {
    let mut negative = false;
    for _ in 0..2 {
        if view.mark(i, '-') {
            // «--23» is read as a slip for «+23».
            negative = !negative;
            i += 1;
        } else if view.mark(i, '+') {
            i += 1;
        }
    }
    let n: u32 = view.token(i).filter(|t| t.is_number())?.span().of(view.text).parse().ok()?;
    let n = i32::try_from(n.min(MOST + 1)).ok().filter(|n| n.unsigned_abs() <= MOST)?;
    Some((if negative { -n } else { n }, i + 1))
}

fn power(base: Decimal, exponent: i32) -> Option<Decimal> {
    let mut value = Decimal::ONE;
    for _ in 0..exponent.unsigned_abs() {
        value = value.checked_mul(base)?;
    }
    if exponent < 0 { Decimal::ONE.checked_div(value) } else { Some(value) }
}
