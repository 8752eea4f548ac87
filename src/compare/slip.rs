use crate::{
    fact::{Fact, Slot, Value},
    value::{Decimal, Quantity},
};

/// Whether one of two numbers looks like the other with digits swapped, one mistyped, or with another scale or unit: two odd numbers
/// of which that is true are rarely of two things.
pub fn likely(a: &Fact, b: &Fact) -> bool {
    match (&a.value, &b.value) {
        (Value::Quantity { written: x, .. }, Value::Quantity { written: y, .. }) => {
            matches!(a.slot, Slot::Count | Slot::Money | Slot::Share | Slot::Measure(_))
                && (swapped(x, y) || scaled(x, y) || mistyped(a.slot, x, y))
        }
        _ => false,
    }
}

/// The same digits, three or more, in another order.
fn swapped(a: &Quantity, b: &Quantity) -> bool {
    let (mut x, mut y) = (digits(a.low), digits(b.low));
    if a.unit != b.unit
        || x == y
        || x.len() != y.len()
        || x.len() < 3
        || a.low.normalize().scale() != b.low.normalize().scale()
    {
        return false;
    }
    x.sort_unstable();
    y.sort_unstable();
    x == y
}

/// The same two digits or more with another scale word or unit.
fn scaled(a: &Quantity, b: &Quantity) -> bool {
    let (x, y) = (digits(a.low), digits(b.low));
    x == y && x.len() >= 2 && (a.low != b.low || a.unit != b.unit)
}

/// A measure to three digits or more of which one differs («8.42 metres», «9.42 metres»).
fn mistyped(slot: Slot, a: &Quantity, b: &Quantity) -> bool {
    let (x, y) = (digits(a.low), digits(b.low));
    matches!(slot, Slot::Measure(_))
        && a.unit == b.unit
        && x.len() >= 3
        && x.len() == y.len()
        && a.low.normalize().scale() == b.low.normalize().scale()
        && x.iter().zip(&y).filter(|(p, q)| p != q).count() == 1
}

/// The significant digits of a number.
fn digits(n: Decimal) -> Vec<u8> {
    let mut rest = n.normalize().mantissa().unsigned_abs();
    let mut out = Vec::new();
    while rest > 0 {
        if !rest.is_multiple_of(10) || !out.is_empty() {
            out.push((rest % 10) as u8);
        }
        rest /= 10;
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Unit;

    #[test]
    fn swapped_digits_and_other_scales_are_slips() {
        let of = |n: i64| Quantity::exact(Decimal::from(n), Unit::Item);
        assert!(swapped(&of(612), &of(621)) && swapped(&of(1_940_000), &of(1_490_000)));
        assert!(!swapped(&of(54), &of(45)) && !swapped(&of(612), &of(613)));
        assert!(scaled(&of(2_400), &of(24_000)) && scaled(&of(3_420_000), &of(3_420_000_000)));
        assert!(!scaled(&of(2), &of(20)));
    }
}
