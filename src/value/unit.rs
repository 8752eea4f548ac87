/// What a quantity counts or is measured in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Unit {
    /// Any thing counted that is not a person.
    #[default]
    Item,
    Person,
    Percent,
    PercentagePoint,
    YearOld,
    Times,
    Money(Currency),
    /// A unit of measure, by its UCUM-like symbol (`km`, `m2`, `Cel`, `[ft_i]` written `ft`).
    Measure(&'static str),
}

/// An ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Currency(pub [u8; 3]);

impl Currency {
    pub const fn new(code: &str) -> Self {
        let b = code.as_bytes();
        assert!(b.len() == 3, "an ISO 4217 code has three letters");
        Currency([b[0], b[1], b[2]])
    }

    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl Unit {
    /// The unit's name in machine output.
    pub fn symbol(&self) -> &str {
        match self {
            Unit::Item => "item",
            Unit::Person => "person",
            Unit::Percent => "percent",
            Unit::PercentagePoint => "percentage-point",
            Unit::YearOld => "year-old",
            Unit::Times => "times",
            Unit::Money(currency) => currency.code(),
            Unit::Measure(symbol) => symbol,
        }
    }
}
