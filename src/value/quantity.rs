use std::ops::{Div, Rem};

use rust_decimal::Decimal;

use super::{Endpoint, Interval, Unit};

/// How a statement limits the number it gives. [`Bound::symbol`] is what the commands print.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Bound {
    #[default]
    Exact,
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    About,
    /// Nearly, almost, close to: about, and below.
    Nearly,
    /// Just over: about, and above.
    JustOver,
    /// Two numbers and what lies between them.
    Range,
}

impl Bound {
    pub const fn symbol(self) -> &'static str {
        match self {
            Bound::Exact => "=",
            Bound::AtLeast => ">=",
            Bound::MoreThan => ">",
            Bound::AtMost => "<=",
            Bound::LessThan => "<",
            Bound::About => "~",
            Bound::Nearly => "~<",
            Bound::JustOver => "~>",
            Bound::Range => "range",
        }
    }
}

/// A number with its bound and unit, in the unit it was written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quantity {
    pub low: Decimal,
    /// Equals `low` except for a [`Bound::Range`].
    pub high: Decimal,
    pub bound: Bound,
    pub unit: Unit,
    /// The last significant place of the number as written: 100,000 for «1.2 million», 1 for «1,187», 100 for «1,500».
    pub place: Decimal,
}

impl Quantity {
    pub fn exact(value: Decimal, unit: Unit) -> Self {
        Quantity { low: value, high: value, bound: Bound::Exact, unit, place: significant_place(value) }
    }

    /// The same statement in the base unit of its dimension ([`Unit::to_base`]), `unit` kept to say which it was; `None`
    /// when a number is too large to convert exactly.
    pub fn in_base(&self) -> Option<Quantity> {
        Some(Quantity {
            low: self.unit.to_base(self.low)?,
            high: self.unit.to_base(self.high)?,
            place: self.unit.difference_to_base(self.place)?,
            ..*self
        })
    }

    /// The numbers this statement leaves possible: «about n» is n give or take half its last significant place,
    /// «nearly n» lies below n and «just over n» above it, by at most one such place.
    pub fn interval(&self) -> Interval {
        let closed = |value| Some(Endpoint { value, closed: true });
        let open = |value| Some(Endpoint { value, closed: false });
        let n = self.low;
        match self.bound {
            Bound::Exact => Interval::point(n),
            Bound::AtLeast => Interval { low: closed(n), high: None },
            Bound::MoreThan => Interval { low: open(n), high: None },
            Bound::AtMost => Interval { low: closed(Decimal::ZERO.min(n)), high: closed(n) },
            Bound::LessThan => Interval { low: closed(Decimal::ZERO.min(n)), high: open(n) },
            Bound::About => Interval::closed(n - self.place / Decimal::TWO, n + self.place / Decimal::TWO),
            Bound::Nearly => Interval { low: closed(n - self.place), high: open(n) },
            Bound::JustOver => Interval { low: open(n), high: closed(n + self.place) },
            Bound::Range => Interval::closed(self.low, self.high),
        }
    }
}

/// The place of the last digit that is not zero: 100 for 1500, 0.1 for 0.7, 1 for 0.
pub(crate) fn significant_place(value: Decimal) -> Decimal {
    if value.is_zero() {
        return Decimal::ONE;
    }
    let exponent = noughts(value) as i32 - value.scale() as i32;
    match exponent {
        ..=0 => Decimal::new(1, -exponent as u32),
        _ => Decimal::from_i128_with_scale(10i128.pow(exponent as u32), 0),
    }
}

/// How many noughts the digits of a number end with: 2 for 1500 and for 1.500, none for 0.
pub(crate) fn noughts(value: Decimal) -> u32 {
    fn count<N: Copy + PartialEq + From<u8> + Div<Output = N> + Rem<Output = N>>(mut n: N) -> u32 {
        let (ten, mut count) = (N::from(10), 0);
        while n % ten == N::from(0) {
            n = n / ten;
            count += 1;
        }
        count
    }
    // Nearly every number fits into 64 bits, which are divided much faster than 128.
    match value.mantissa().unsigned_abs() {
        0 => 0,
        n => u64::try_from(n).map_or_else(|_| count(n), count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_significant_place() {
        for (value, place) in [("1500", "100"), ("0.70", "0.1"), ("0", "1"), ("1187", "1"), ("1200000", "100000")] {
            assert_eq!(significant_place(value.parse().unwrap()).to_string(), place);
        }
    }

    #[test]
    fn miles_and_kilometres_meet_in_metres() {
        let miles = Quantity::exact(Decimal::from(5), Unit::Measure("mi")).in_base().unwrap();
        assert_eq!(miles.low.normalize().to_string(), "8046.72");
        assert_eq!(miles.place.normalize().to_string(), "1609.344");
    }
}
