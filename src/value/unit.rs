use rust_decimal::Decimal;

use super::measure::{self, Measure};

/// What a quantity counts or is measured in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Unit {
    /// Any thing counted that is not a person.
    #[default]
    Item,
    Person,
    Percent,
    PercentagePoint,
    /// A share of a whole: «two-thirds», «one in five».
    Fraction,
    YearOld,
    Times,
    /// A place in an order: 1 is the first.
    Rank,
    Money(Currency),
    /// Hundredths of a currency: cents, pence.
    Subunit(Currency),
    /// A unit of measure, by its UCUM-like symbol (`km`, `m2`, `Cel`, `[ft_i]` written `ft`).
    Measure(&'static str),
}

/// An ISO 4217 code, or [`Currency::DOLLAR`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Currency(pub [u8; 3]);

impl Currency {
    /// «$» of an unknown country. Not an ISO code: it compares with any dollar.
    pub const DOLLAR: Currency = Currency::new("XXD");
    /// «crowns» of an unknown country, as English names several currencies of northern and middle Europe.
    pub const CROWN: Currency = Currency::new("XXK");

    pub const fn new(code: &str) -> Self {
        let b = code.as_bytes();
        assert!(b.len() == 3, "an ISO 4217 code has three letters");
        Currency([b[0], b[1], b[2]])
    }

    /// The code to print; a dollar of an unknown country prints as the most common one. Crowns have no most common one:
    /// theirs is of the codes that ISO 4217 leaves to users.
    pub fn code(&self) -> &str {
        match *self {
            Currency::DOLLAR => "USD",
            Currency(ref letters) => std::str::from_utf8(letters).unwrap_or("XXX"),
        }
    }

    /// Whether both can be one currency.
    pub fn meets(self, other: Currency) -> bool {
        let open =
            |a: Currency, b: Currency| a == Currency::DOLLAR && b.is_dollar() || a == Currency::CROWN && b.is_crown();
        self == other || open(self, other) || open(other, self)
    }

    fn is_crown(self) -> bool {
        matches!(&self.0, b"CZK" | b"SEK" | b"NOK" | b"DKK" | b"ISK")
    }

    fn is_dollar(self) -> bool {
        matches!(&self.0, b"USD" | b"CAD" | b"AUD" | b"NZD" | b"HKD" | b"SGD" | b"TWD" | b"XXD")
    }
}

/// What kind of thing a unit measures; only quantities of one dimension can be compared.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Dimension {
    /// Things and people: «12», «12 people».
    Count,
    /// A share of a whole: per cent and fractions.
    Ratio,
    /// The difference of two shares.
    Points,
    Age,
    Times,
    Rank,
    Money(Currency),
    Length,
    Area,
    Volume,
    Mass,
    Speed,
    Temperature,
    Energy,
    Power,
    Data,
    DataRate,
    Frequency,
    Pressure,
    Angle,
    /// Degrees of what the text leaves open: an angle, Celsius or Fahrenheit.
    Degrees,
    Voltage,
    Current,
    Radiation,
    Loudness,
    /// The strength of an earthquake.
    Magnitude,
    /// Points of a stock index or a score.
    IndexPoints,
}

impl Dimension {
    /// Every dimension of a unit of measure, in an order that does not change.
    pub const MEASURED: &'static [Dimension] = &[
        Dimension::Length,
        Dimension::Area,
        Dimension::Volume,
        Dimension::Mass,
        Dimension::Speed,
        Dimension::Temperature,
        Dimension::Energy,
        Dimension::Power,
        Dimension::Data,
        Dimension::DataRate,
        Dimension::Frequency,
        Dimension::Pressure,
        Dimension::Angle,
        Dimension::Degrees,
        Dimension::Voltage,
        Dimension::Current,
        Dimension::Radiation,
        Dimension::Loudness,
        Dimension::Magnitude,
        Dimension::IndexPoints,
    ];
}

/// Beyond this a sum of two numbers might not fit any more.
const LARGEST: Decimal = Decimal::from_parts(0, 0, 1_000_000_000, false, 0);

fn fits(value: &Decimal) -> bool {
    // The digits without their point tell so of nearly every number.
    value.mantissa().unsigned_abs() <= LARGEST.mantissa().unsigned_abs() || value.abs() <= LARGEST
}

impl Unit {
    /// The unit of measure with this symbol.
    pub fn measure(symbol: &str) -> Option<Unit> {
        measure::of(symbol).map(|m| Unit::Measure(m.symbol))
    }

    /// The unit's name in machine output.
    pub fn symbol(&self) -> &str {
        match self {
            Unit::Item => "item",
            Unit::Person => "person",
            Unit::Percent => "percent",
            Unit::PercentagePoint => "percentage-point",
            Unit::Fraction => "fraction",
            Unit::YearOld => "year-old",
            Unit::Times => "times",
            Unit::Rank => "rank",
            Unit::Money(currency) => currency.code(),
            // The codes that exchanges use.
            Unit::Subunit(currency) => match currency.code() {
                "GBP" => "GBX",
                "EUR" => "EUX",
                "USD" => "USX",
                _ => "cent",
            },
            Unit::Measure(symbol) => symbol,
        }
    }

    pub fn dimension(&self) -> Dimension {
        match *self {
            Unit::Item | Unit::Person => Dimension::Count,
            Unit::Percent | Unit::Fraction => Dimension::Ratio,
            Unit::PercentagePoint => Dimension::Points,
            Unit::YearOld => Dimension::Age,
            Unit::Times => Dimension::Times,
            Unit::Rank => Dimension::Rank,
            Unit::Money(currency) | Unit::Subunit(currency) => Dimension::Money(currency),
            Unit::Measure(symbol) => measure::of(symbol).map_or(Dimension::Count, |m| m.dimension),
        }
    }

    /// `value` of this unit in the base unit of its dimension: metres, square metres, litres, kilograms, metres a second,
    /// kelvin, joules, watts, bytes, years of age, shares of one. `None` when it is too large to be exact.
    pub fn to_base(&self, value: Decimal) -> Option<Decimal> {
        self.converted(value).filter(fits)
    }

    fn converted(&self, value: Decimal) -> Option<Decimal> {
        match *self {
            Unit::Percent | Unit::Subunit(_) => value.checked_mul(Decimal::new(1, 2)),
            Unit::Measure(symbol) => measure::of(symbol).map_or(Some(value), |m| m.to_base(value)),
            _ => Some(value),
        }
    }

    /// Whether both are money of what can be one currency, in whole units or hundredths.
    pub fn same_currency(self, other: Unit) -> bool {
        match (self.dimension(), other.dimension()) {
            (Dimension::Money(a), Dimension::Money(b)) => a.meets(b),
            _ => false,
        }
    }

    /// A difference of `value` in the base unit: as [`Unit::to_base`], without the offset of a temperature scale.
    pub fn difference_to_base(&self, value: Decimal) -> Option<Decimal> {
        match *self {
            Unit::Measure(symbol) => {
                let found = measure::of(symbol).map_or(Some(value), |m: &Measure| m.difference(value));
                found.filter(fits)
            }
            _ => self.to_base(value),
        }
    }
}
