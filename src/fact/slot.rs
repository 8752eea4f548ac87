use crate::{
    annotate::FigureKind,
    value::{Bound, Decimal, Dimension, Endpoint, Interval, Quantity, Unit},
};

/// What kind of value a fact has. Facts meet only within a slot.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Slot {
    /// People or things counted.
    Count,
    /// Percentages and fractions, as shares of one.
    Share,
    Points,
    /// The two sides of a game or vote, as one number.
    Score,
    /// Money, in units of its currency.
    Money,
    Measure(Dimension),
    Age,
    Rank,
    Times,
    When,
    Clock,
    Length,
    Quotation,
    /// Where something was.
    Place,
}

/// The slot of a figure and its value in the base unit of its dimension.
pub(super) fn of(kind: FigureKind, quantity: &Quantity) -> Option<(Slot, Interval)> {
    if kind == FigureKind::Rate {
        return None;
    }
    if kind == FigureKind::Score {
        return Some((Slot::Score, score(quantity.low, quantity.high)));
    }
    let base = quantity.in_base()?.interval();
    let slot = match quantity.unit.dimension() {
        _ if kind == FigureKind::Rank => Slot::Rank,
        _ if kind == FigureKind::Age => Slot::Age,
        Dimension::Count => Slot::Count,
        Dimension::Ratio => Slot::Share,
        Dimension::Points | Dimension::IndexPoints => Slot::Points,
        Dimension::Age => Slot::Age,
        Dimension::Times => Slot::Times,
        Dimension::Rank => Slot::Rank,
        Dimension::Money(_) => Slot::Money,
        dimension => Slot::Measure(dimension),
    };
    let base = if quantity.unit == Unit::Fraction { loosened(quantity, base) } else { base };
    Some((slot, base))
}

/// Two sides as one number, so that scores are the same or apart like other numbers.
pub(super) fn score(low: Decimal, high: Decimal) -> Interval {
    let both = high * Decimal::ONE_THOUSAND + low;
    Interval::closed(both, both)
}

/// A fraction in words is never exact: «a third» is 33 and 34 per cent, «just over two-thirds» up to 71.
fn loosened(quantity: &Quantity, base: Interval) -> Interval {
    let slack = quantity.low.abs() / Decimal::from(25);
    // «roughly one in ten»: neither one in eight nor one in thirteen.
    if quantity.bound == Bound::About {
        let (n, half) = (quantity.low, slack * Decimal::from(4));
        return Interval::closed(n - half, n + half);
    }
    let by = |e: Option<Endpoint>, d: Decimal| e.map(|e| Endpoint { value: e.value + d, closed: true });
    match quantity.bound {
        Bound::JustOver => Interval { low: by(base.low, Decimal::ZERO), high: by(base.low, slack) },
        Bound::Nearly => Interval { low: by(base.high, -slack), high: by(base.high, Decimal::ZERO) },
        _ => Interval { low: by(base.low, -slack), high: by(base.high, slack) },
    }
}
