use rust_decimal::Decimal;

/// One end of an [`Interval`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Endpoint {
    pub value: Decimal,
    /// Whether the value itself belongs to the interval.
    pub closed: bool,
}

/// The numbers that a statement leaves possible; an end of `None` is unbounded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Interval {
    pub low: Option<Endpoint>,
    pub high: Option<Endpoint>,
}

impl Interval {
    pub fn point(value: Decimal) -> Self {
        Self::closed(value, value)
    }

    pub fn closed(low: Decimal, high: Decimal) -> Self {
        Interval {
            low: Some(Endpoint { value: low, closed: true }),
            high: Some(Endpoint { value: high, closed: true }),
        }
    }

    pub fn at_least(value: Decimal) -> Self {
        Interval { low: Some(Endpoint { value, closed: true }), high: None }
    }

    pub fn more_than(value: Decimal) -> Self {
        Interval { low: Some(Endpoint { value, closed: false }), high: None }
    }

    /// Whether some number lies in both.
    pub fn meets(&self, other: &Interval) -> bool {
        reaches(self.low, other.high) && reaches(other.low, self.high)
    }

    pub fn contains(&self, value: Decimal) -> bool {
        self.meets(&Interval::point(value))
    }

    /// Whether every number of `other` lies in `self`.
    pub fn covers(&self, other: &Interval) -> bool {
        let low = match (self.low, other.low) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(a), Some(b)) => a.value < b.value || a.value == b.value && (a.closed || !b.closed),
        };
        let high = match (self.high, other.high) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(a), Some(b)) => a.value > b.value || a.value == b.value && (a.closed || !b.closed),
        };
        low && high
    }
}

/// Whether a lower end lies at or below an upper one, so that something can lie between them.
fn reaches(low: Option<Endpoint>, high: Option<Endpoint>) -> bool {
    match (low, high) {
        (Some(l), Some(h)) => l.value < h.value || l.value == h.value && l.closed && h.closed,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_that_touch_meet_only_when_both_are_closed() {
        let d = Decimal::from;
        assert!(Interval::at_least(d(133)).meets(&Interval::at_least(d(137))));
        assert!(Interval::at_least(d(15)).meets(&Interval::point(d(15))));
        assert!(!Interval::more_than(d(15)).meets(&Interval::point(d(15))));
        assert!(!Interval::point(d(14)).meets(&Interval::point(d(15))));
    }
}
