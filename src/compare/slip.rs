use smallvec::SmallVec;

use crate::{
    fact::{Fact, Slot, Value},
    value::{ClockInterval, DayInterval, Decimal, Length, Quantity},
};

/// Whether one of two numbers looks like the other with digits swapped, one mistyped, or with another scale or unit: two odd numbers
/// of which that is true are rarely of two things.
pub fn likely(a: &Fact, b: &Fact) -> bool {
    match (&a.value, &b.value) {
        (Value::Quantity { written: x, .. }, Value::Quantity { written: y, .. }) => {
            matches!(a.slot, Slot::Count | Slot::Money | Slot::Share | Slot::Measure(_)) && written(a.slot, x, y)
        }
        (Value::When { clock: Some(x), .. }, Value::When { clock: Some(y), .. }) => hours(*x, *y),
        (Value::When { days: Some(x), clock: None }, Value::When { days: Some(y), clock: None }) => {
            years(*x).any(|x| years(*y).any(|y| turned(Decimal::from(x), Decimal::from(y))))
        }
        (Value::Length(x), Value::Length(y)) => {
            let ((m, u), (n, v)) = (number(x), number(y));
            u == v && (turned(Decimal::from(m), Decimal::from(n)) || teens(m, n))
        }
        _ => false,
    }
}

/// Whether two numbers that are [`likely`] a slip have three digits or more, so that this is hardly chance.
pub fn odd(a: &Fact, b: &Fact) -> bool {
    match (&a.value, &b.value) {
        (Value::Quantity { written: x, .. }, Value::Quantity { written: y, .. }) => {
            digits(x.low).len() >= 3 && digits(y.low).len() >= 3
        }
        _ => false,
    }
}

/// Whether two numbers of hundreds at least have the same two digits in another order («76,000», «67,000»).
pub fn swapped(a: &Fact, b: &Fact) -> bool {
    match (&a.value, &b.value) {
        (Value::Quantity { written: x, .. }, Value::Quantity { written: y, .. }) => {
            let (low, high) = (x.low.min(y.low), x.low.max(y.low));
            x.unit == y.unit && high < low * Decimal::TEN && turned(x.low, y.low) && likely(a, b)
        }
        _ => false,
    }
}

/// Whether two numbers of three digits or more are in one unit and have the same digits in another order, or the same with
/// another scale: what chance hardly does.
pub fn unlikely_chance(a: &Fact, b: &Fact) -> bool {
    let unit = match (&a.value, &b.value) {
        (Value::Quantity { written: x, .. }, Value::Quantity { written: y, .. }) => {
            x.unit == y.unit && (digits(x.low) == digits(y.low) || turned(x.low, y.low))
        }
        _ => false,
    };
    unit && odd(a, b) && likely(a, b)
}

/// Two ages of which one has a digit mistyped, or the two digits swapped.
pub fn ages(a: &Quantity, b: &Quantity) -> bool {
    let (x, y) = (digits(a.low), digits(b.low));
    x.len() == 2 && y.len() == 2 && a.unit == b.unit && (turned(a.low, b.low) || (x[0] == y[0]) != (x[1] == y[1]))
}

/// One minute of one hour and of another nearby, or of the other half of the day; or one hour with the digits of its minute
/// turned round («2.14», «2.41»).
fn hours(a: ClockInterval, b: ClockInterval) -> bool {
    let exact = a.first == a.last && b.first == b.last;
    let minute = a.first % 60;
    let apart = a.first.abs_diff(b.first);
    let turned = |m: u16, n: u16| m != n && m / 10 == n % 10 && m % 10 == n / 10;
    if exact && a.first / 60 == b.first / 60 && turned(minute, b.first % 60) {
        return true;
    }
    exact && minute == b.first % 60 && minute != 0 && minute != 30 && matches!(apart, 60 | 120 | 180 | 720)
}

/// The year that a stretch of days is, or the two that it may be one of.
fn years(d: DayInterval) -> impl Iterator<Item = i16> {
    let (first, last) = (d.first.year(), d.last.year());
    let whole = d.first == d.first.first_of_year() && d.last == d.last.last_of_year() && last - first <= 1;
    (first..=last).filter(move |_| whole)
}

/// A length as a number of the largest unit that it is a whole number of, and that unit in seconds.
pub fn number(l: &Length) -> (i64, i64) {
    const MONTH: i64 = 30 * 86_400;
    if l.seconds == 0 {
        return if l.centimonths % 1200 == 0 {
            (l.centimonths / 1200, 12 * MONTH)
        } else {
            (l.centimonths / 100, MONTH)
        };
    }
    let unit = [86_400, 3600, 60].into_iter().find(|u| l.seconds % u == 0).unwrap_or(1);
    (l.seconds / unit, unit)
}

/// The same digits, two or more, in another order.
fn turned(a: Decimal, b: Decimal) -> bool {
    let (x, y) = (digits(a), digits(b));
    x != y && x.len() == y.len() && x.len() >= 2 && reordered(x, y)
}

/// «nine» and «nineteen»
fn teens(m: i64, n: i64) -> bool {
    (m - n).abs() == 10 && (4..10).contains(&m.min(n))
}

/// Whether one of two numbers, by its digits, looks like the other with a slip in it.
fn written(slot: Slot, a: &Quantity, b: &Quantity) -> bool {
    let (x, y) = (digits(a.low), digits(b.low));
    if x == y {
        // The same two digits or more with another scale word or unit.
        return x.len() >= 2 && (a.low != b.low || a.unit != b.unit);
    }
    // Two digits are enough of a number of hundreds at least.
    let few = if a.low.min(b.low) >= Decimal::ONE_HUNDRED { 2 } else { 3 };
    if x.len() != y.len() || x.len() < few || a.unit != b.unit || a.low.normalize().scale() != b.low.normalize().scale()
    {
        return false;
    }
    // A measure of which one digit differs: «8.42 metres», «9.42 metres».
    let mistyped =
        || matches!(slot, Slot::Measure(_)) && x.len() >= 3 && x.iter().zip(&y).filter(|(p, q)| p != q).count() == 1;
    mistyped() || reordered(x.clone(), y.clone())
}

fn reordered(mut x: Digits, mut y: Digits) -> bool {
    x.sort_unstable();
    y.sort_unstable();
    x == y
}

/// As many as a [`Decimal`] can have.
type Digits = SmallVec<[u8; 32]>;

/// The significant digits of a number, last ones first.
fn digits(n: Decimal) -> Digits {
    let mut rest = n.mantissa().unsigned_abs();
    let mut out = Digits::new();
    let mut add = |digit: u8| {
        if digit != 0 || !out.is_empty() {
            out.push(digit);
        }
    };
    // Most numbers are short, and long division is slow.
    while rest > u128::from(u64::MAX) {
        add((rest % 10) as u8);
        rest /= 10;
    }
    let mut rest = rest as u64;
    while rest > 0 {
        add((rest % 10) as u8);
        rest /= 10;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Dimension, Unit};

    #[test]
    fn swapped_digits_and_other_scales_are_slips() {
        let slip = |slot: Slot, a: i64, b: i64| {
            let of = |n: i64| Quantity::exact(Decimal::from(n), Unit::Item);
            written(slot, &of(a), &of(b))
        };
        let count = |a, b| slip(Slot::Count, a, b);
        assert!(count(612, 621) && count(1_940_000, 1_490_000));
        assert!(!count(54, 45) && !count(612, 613));
        assert!(count(2_400, 24_000) && count(3_420_000, 3_420_000_000));
        assert!(!count(2, 20) && count(310_000, 130_000));
        assert!(teens(9, 19) && !teens(2, 12) && !teens(11, 21));
        let length = Slot::Measure(Dimension::Length);
        assert!(slip(length, 842, 942) && !slip(length, 842, 953) && !slip(length, 42, 52));
    }
}
