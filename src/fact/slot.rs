use crate::{
    annotate::FigureKind,
    value::{Bound, Decimal, Endpoint, Interval, Quantity, Unit},
};

/// What kind of value a fact has. Facts meet only within a slot.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Slot {
    /// People or things counted.
    Count,
    /// Percentages and fractions, in percent.
    Share,
    Points,
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
}

/// What a unit of measure measures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Dimension {
    Length,
    Area,
    Volume,
    Mass,
    Speed,
    Temperature,
    Power,
    Energy,
    Magnitude,
    /// A unit that only meets itself, by the hash of its symbol.
    Other(u32),
}

/// Symbol, dimension, factor to the base unit (m, m², m³, kg, km/h, K, W, J) and what is added before it.
const UNITS: &[(&str, Dimension, &str, &str)] = &[
    ("mm", Dimension::Length, "0.001", "0"),
    ("cm", Dimension::Length, "0.01", "0"),
    ("m", Dimension::Length, "1", "0"),
    ("km", Dimension::Length, "1000", "0"),
    ("in", Dimension::Length, "0.0254", "0"),
    ("ft", Dimension::Length, "0.3048", "0"),
    ("yd", Dimension::Length, "0.9144", "0"),
    ("mi", Dimension::Length, "1609.344", "0"),
    ("nmi", Dimension::Length, "1852", "0"),
    ("m2", Dimension::Area, "1", "0"),
    ("km2", Dimension::Area, "1000000", "0"),
    ("ha", Dimension::Area, "10000", "0"),
    ("acre", Dimension::Area, "4046.8564", "0"),
    ("ft2", Dimension::Area, "0.09290304", "0"),
    ("mi2", Dimension::Area, "2589988.11", "0"),
    ("l", Dimension::Volume, "0.001", "0"),
    ("L", Dimension::Volume, "0.001", "0"),
    ("m3", Dimension::Volume, "1", "0"),
    ("gal", Dimension::Volume, "0.003785411784", "0"),
    ("bbl", Dimension::Volume, "0.158987294928", "0"),
    ("g", Dimension::Mass, "0.001", "0"),
    ("kg", Dimension::Mass, "1", "0"),
    ("t", Dimension::Mass, "1000", "0"),
    ("lb", Dimension::Mass, "0.45359237", "0"),
    ("oz", Dimension::Mass, "0.028349523", "0"),
    ("km/h", Dimension::Speed, "1", "0"),
    ("mph", Dimension::Speed, "1.609344", "0"),
    ("mi/h", Dimension::Speed, "1.609344", "0"),
    ("m/s", Dimension::Speed, "3.6", "0"),
    ("kn", Dimension::Speed, "1.852", "0"),
    ("K", Dimension::Temperature, "1", "0"),
    ("Cel", Dimension::Temperature, "1", "273.15"),
    ("degF", Dimension::Temperature, "0.5555555556", "459.67"),
    ("W", Dimension::Power, "1", "0"),
    ("kW", Dimension::Power, "1000", "0"),
    ("MW", Dimension::Power, "1000000", "0"),
    ("GW", Dimension::Power, "1000000000", "0"),
    ("Wh", Dimension::Energy, "1", "0"),
    ("kWh", Dimension::Energy, "1000", "0"),
    ("MWh", Dimension::Energy, "1000000", "0"),
    ("GWh", Dimension::Energy, "1000000000", "0"),
];

/// The slot of a figure and its value in the slot's base unit.
pub(super) fn of(kind: FigureKind, quantity: &Quantity) -> Option<(Slot, Interval)> {
    let plain = quantity.interval();
    Some(match (kind, quantity.unit) {
        (FigureKind::Score | FigureKind::Rate, _) => return None,
        (FigureKind::Rank, _) => (Slot::Rank, plain),
        (FigureKind::Age, _) | (_, Unit::YearOld) => (Slot::Age, plain),
        (_, Unit::Percent) => (Slot::Share, plain),
        (_, Unit::PercentagePoint) => (Slot::Points, plain),
        (FigureKind::Fraction, _) => {
            // A fraction in words is never exact: «a third» is 33 and 34 per cent.
            let n = quantity.low * Decimal::ONE_HUNDRED;
            let slack = n / Decimal::from(25);
            let open = |v| Some(Endpoint { value: v, closed: true });
            let bounds = match quantity.bound {
                Bound::AtLeast | Bound::MoreThan => Interval { low: open(n), high: None },
                Bound::AtMost | Bound::LessThan => Interval { low: None, high: open(n) },
                Bound::JustOver => Interval { low: open(n), high: open(n + slack * Decimal::TWO) },
                Bound::Nearly => Interval { low: open(n - slack * Decimal::TWO), high: open(n) },
                _ => Interval { low: open(n - slack), high: open(n + slack) },
            };
            (Slot::Share, bounds)
        }
        (_, Unit::Times) => (Slot::Times, plain),
        (_, Unit::Money(_)) => (Slot::Money, plain),
        (_, Unit::Measure(symbol)) => match UNITS.iter().find(|u| u.0 == symbol) {
            Some(&(_, dimension, factor, offset)) => {
                let (Ok(factor), Ok(offset)) = (factor.parse::<Decimal>(), offset.parse::<Decimal>()) else {
                    return None;
                };
                let convert =
                    |v: Decimal| v.checked_add(offset).and_then(|v| v.checked_mul(factor)).unwrap_or(Decimal::MAX);
                let end = |e: Option<Endpoint>| e.map(|e| Endpoint { value: convert(e.value), closed: e.closed });
                (Slot::Measure(dimension), Interval { low: end(plain.low), high: end(plain.high) })
            }
            None => (Slot::Measure(Dimension::Other(super::term::hash(symbol))), plain),
        },
        _ => (Slot::Count, plain),
    })
}
