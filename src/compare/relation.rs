use std::cmp::Ordering;

use crate::value::{Bound, Decimal, Interval, Quantity, Unit};

/// Of a fraction's size, twice what it may be off.
const TENTHS: Decimal = Decimal::from_parts(24, 0, 0, false, 2);
/// The part of a bound that may be rounding.
const TWENTY: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// How two statements of one quantity stand to each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    /// The same number and bound.
    Equal,
    /// Some number fits both: a bound that holds, a rounding, a conversion.
    Meets,
    /// Two lower bounds that differ («at least 133», «at least 137»): outdated, not contradictory.
    Bounds(Ordering),
    /// No number fits both; how the first stands to the second.
    Apart(Ordering),
}

/// Relates two quantities given in one base unit. `loose` is for measures and percentages, which are rounded freely.
pub fn relate(a: (&Quantity, &Interval), b: (&Quantity, &Interval), loose: bool) -> Relation {
    let ((qa, ia), (qb, ib)) = (a, b);
    if ia == ib && qa.bound == qb.bound {
        return Relation::Equal;
    }
    let order = middle(ia).cmp(&middle(ib));
    if qa.bound == Bound::AtLeast && qb.bound == Bound::AtLeast && order != Ordering::Equal {
        return Relation::Bounds(order);
    }
    if ia.meets(ib) || rounds(qa, ia, ib, loose) || rounds(qb, ib, ia, loose) {
        return Relation::Meets;
    }
    Relation::Apart(order)
}

/// Whether `coarse` can be `other` rounded as `coarse` is written.
fn rounds(q: &Quantity, coarse: &Interval, other: &Interval, loose: bool) -> bool {
    if q.low.is_zero() {
        return false;
    }
    // The written place, carried over to the base unit.
    let Some(factor) = middle(coarse).checked_div(q.low) else { return false };
    let place = (q.place * factor).abs();
    let round_enough = loose || q.place >= Decimal::TEN && q.low.abs() >= Decimal::ONE_HUNDRED;
    if !round_enough {
        return false;
    }
    // A bound is no rounding: «fewer than 1,000» is not 1,140. A fraction in words is as coarse as its size.
    let half = match q.bound {
        Bound::LessThan | Bound::AtMost | Bound::MoreThan | Bound::AtLeast => place.min(middle(coarse).abs() / TWENTY),
        _ if q.unit == Unit::Fraction => middle(coarse).abs() * TENTHS,
        _ => place,
    } / Decimal::TWO;
    let widened = Interval {
        low: coarse.low.map(|e| crate::value::Endpoint { value: e.value - half, closed: true }),
        high: coarse.high.map(|e| crate::value::Endpoint { value: e.value + half, closed: true }),
    };
    widened.meets(other)
}

/// A number that stands for an interval: its middle, or its one end.
pub fn middle(i: &Interval) -> Decimal {
    match (i.low, i.high) {
        (Some(l), Some(h)) => (l.value + h.value) / Decimal::TWO,
        (Some(e), None) | (None, Some(e)) => e.value,
        (None, None) => Decimal::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(low: &str, bound: Bound) -> Quantity {
        Quantity { bound, ..Quantity::exact(low.parse().unwrap(), Unit::Item) }
    }

    fn relation(a: Quantity, b: Quantity) -> Relation {
        relate((&a, &a.interval()), (&b, &b.interval()), false)
    }

    #[test]
    fn roundings_meet_and_neighbours_do_not() {
        assert_eq!(relation(of("1200000", Bound::Exact), of("1187000", Bound::Exact)), Relation::Meets);
        assert_eq!(
            relation(of("1940000", Bound::Exact), of("1490000", Bound::Exact)),
            Relation::Apart(Ordering::Greater)
        );
        assert_eq!(relation(of("20", Bound::Exact), of("19", Bound::Exact)), Relation::Apart(Ordering::Greater));
        assert_eq!(relation(of("190", Bound::About), of("187", Bound::Exact)), Relation::Meets);
    }

    #[test]
    fn a_bound_is_not_widened_like_a_rounding() {
        let apart = Relation::Apart(Ordering::Greater);
        assert_eq!(relation(of("1140", Bound::Exact), of("1000", Bound::LessThan)), apart);
        assert_eq!(
            relation(of("190000", Bound::Exact), of("200000", Bound::MoreThan)),
            Relation::Apart(Ordering::Less)
        );
    }

    #[test]
    fn lower_bounds_that_differ_are_no_contradiction() {
        assert_eq!(relation(of("133", Bound::AtLeast), of("137", Bound::AtLeast)), Relation::Bounds(Ordering::Less));
        assert_eq!(relation(of("130", Bound::MoreThan), of("137", Bound::AtLeast)), Relation::Meets);
    }
}
