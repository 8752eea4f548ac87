use super::number;
use crate::value::{Bound, Currency, Decimal, Quantity};

/// Currencies that have a sign in English newspapers.
const SIGNS: &[(&str, &str)] = &[
    // A dollar of which country is not said.
    ("XXD", "$"),
    ("USD", "US$"),
    ("GBP", "£"),
    ("EUR", "€"),
    ("AUD", "A$"),
    ("CAD", "C$"),
    ("HKD", "HK$"),
    ("NZD", "NZ$"),
    ("SGD", "S$"),
];

/// Currencies of one country that are written out after the number.
const NAMES: &[(&str, &str)] = &[
    ("BRL", "reais"),
    ("CHF", "francs"),
    ("CNY", "yuan"),
    ("HUF", "forints"),
    ("ILS", "shekels"),
    ("INR", "rupees"),
    ("JPY", "yen"),
    ("KRW", "won"),
    ("NOK", "kroner"),
    ("PLN", "zlotys"),
    ("RUB", "roubles"),
    ("SEK", "kronor"),
    ("THB", "baht"),
    ("TRY", "lira"),
    ("UAH", "hryvnias"),
    ("VND", "dong"),
    ("XXK", "crowns"),
    ("ZAR", "rand"),
];

/// «$1.2 million», «£3 to £5», «412,000 roubles», «KES 900».
pub fn money(q: &Quantity, currency: Currency) -> String {
    let written = std::str::from_utf8(&currency.0).unwrap_or_default();
    let find = |table: &[(&str, &'static str)]| table.iter().find(|row| row.0 == written).map(|row| row.1);
    let both = |one: &dyn Fn(Decimal) -> String| match q.bound {
        Bound::Range => format!("{} to {}", one(q.low), one(q.high)),
        _ => one(q.low),
    };
    match (find(SIGNS), find(NAMES)) {
        (Some(sign), _) => both(&|n| match number(n.abs()) {
            amount if n.is_sign_negative() => format!("−{sign}{amount}"),
            amount => format!("{sign}{amount}"),
        }),
        (None, Some(name)) => format!("{} {name}", both(&number)),
        (None, None) => format!("{} {}", currency.code(), both(&number)),
    }
}

/// What a hundredth of a currency is called.
pub fn hundredths(of: Currency) -> &'static str {
    if of.code() == "GBP" { "pence" } else { "cents" }
}

/// Units whose symbol is no word of a newspaper's, by that: what one is called, and what several are.
const WORDS: &[(&str, &str, &str)] = &[
    ("Cel", "°C", "°C"),
    ("[degF]", "°F", "°F"),
    ("acre", "acre", "acres"),
    ("acre-ft", "acre-foot", "acre-feet"),
    ("bbl", "barrel", "barrels"),
    ("bushel", "bushel", "bushels"),
    ("cup", "cup", "cups"),
    ("deg", "degree", "degrees"),
    ("fathom", "fathom", "fathoms"),
    ("floz", "fl oz", "fl oz"),
    ("ft", "foot", "feet"),
    ("ft2", "square foot", "square feet"),
    ("ft3", "cubic foot", "cubic feet"),
    ("furlong", "furlong", "furlongs"),
    ("gal", "gallon", "gallons"),
    ("gal_br", "imperial gallon", "imperial gallons"),
    ("in", "inch", "inches"),
    ("in2", "square inch", "square inches"),
    ("kn", "knot", "knots"),
    ("lb", "pound", "pounds"),
    ("ly", "light year", "light years"),
    ("mi", "mile", "miles"),
    ("mi2", "square mile", "square miles"),
    ("nmi", "nautical mile", "nautical miles"),
    ("oz", "ounce", "ounces"),
    ("oz_tr", "troy ounce", "troy ounces"),
    ("point", "point", "points"),
    ("pt", "pint", "pints"),
    ("st", "stone", "stone"),
    ("t", "tonne", "tonnes"),
    ("ton_br", "long ton", "long tons"),
    ("ton_us", "US ton", "US tons"),
    ("um", "μm", "μm"),
    ("ug", "μg", "μg"),
    ("yd", "yard", "yards"),
    ("yd2", "square yard", "square yards"),
];

/// A unit of measure after so many of it: «miles», «°C», «km²».
pub fn measure(symbol: &str, many: Decimal) -> String {
    match WORDS.iter().find(|row| row.0 == symbol) {
        Some(row) if many == Decimal::ONE => row.1.to_owned(),
        Some(row) => row.2.to_owned(),
        None => match symbol.as_bytes() {
            [.., b'2'] => symbol.replace('2', "²"),
            [.., b'3'] => symbol.replace('3', "³"),
            _ => symbol.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{super::quantity, *};
    use crate::value::{Unit, measure};

    #[test]
    fn sums_have_the_sign_or_the_name_of_their_currency() {
        let sum = |low: i64, code: &str| Quantity::exact(Decimal::from(low), Unit::Money(Currency::new(code)));
        assert_eq!(quantity(&sum(1_200_000, "USD")), "US$1.2 million");
        assert_eq!(quantity(&Quantity { unit: Unit::Money(Currency::DOLLAR), ..sum(-900, "USD") }), "−$900");
        assert_eq!(quantity(&Quantity { high: Decimal::from(5), bound: Bound::Range, ..sum(3, "GBP") }), "£3 to £5");
        assert_eq!(quantity(&sum(412_000, "RUB")), "412,000 roubles");
        assert_eq!(quantity(&sum(900, "KES")), "KES 900");
    }

    #[test]
    fn measures_are_written_as_newspapers_do() {
        let some =
            |low: i64, symbol: &'static str| quantity(&Quantity::exact(Decimal::from(low), Unit::Measure(symbol)));
        assert_eq!(some(1, "mi"), "1 mile");
        assert_eq!(some(3, "ft"), "3 feet");
        assert_eq!(some(-4, "Cel"), "−4 °C");
        assert_eq!(some(20, "km2"), "20 km²");
        assert!(WORDS.iter().all(|row| measure::of(row.0).is_some()));
    }
}
