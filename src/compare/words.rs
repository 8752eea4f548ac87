//! Values and articles in words, for messages.

use crate::{
    fact::FactSheet,
    value::{Bound, Decimal, Quantity, Unit},
};

/// A number as a newspaper writes it: «at least 137», «$1.2 million», «about 16 per cent».
pub fn quantity(q: &Quantity) -> String {
    let bound = match q.bound {
        Bound::Exact | Bound::Range => "",
        Bound::AtLeast => "at least ",
        Bound::MoreThan => "more than ",
        Bound::AtMost => "up to ",
        Bound::LessThan => "fewer than ",
        Bound::About => "about ",
        Bound::Nearly => "nearly ",
        Bound::JustOver => "just over ",
    };
    let low = number(q.low);
    let value = if q.bound == Bound::Range { format!("{low} to {}", number(q.high)) } else { low };
    match q.unit {
        Unit::Percent => format!("{bound}{value} per cent"),
        Unit::PercentagePoint => format!("{bound}{value} percentage points"),
        Unit::Times => format!("{bound}{value} times"),
        Unit::Money(c) => format!("{bound}{} {value}", c.code()),
        Unit::Measure(symbol) => format!("{bound}{value} {symbol}"),
        Unit::Fraction => format!("{bound}{} per cent", number((q.low * Decimal::ONE_HUNDRED).round_dp(1))),
        Unit::Item | Unit::Person | Unit::YearOld | Unit::Rank => format!("{bound}{value}"),
    }
}

/// Digits in groups of three, large round numbers with their scale word.
fn number(n: Decimal) -> String {
    let n = n.normalize();
    for (scale, word) in [(1_000_000_000i64, "billion"), (1_000_000, "million")] {
        let scaled = (n / Decimal::from(scale)).normalize();
        if n.abs() >= Decimal::from(scale) && scaled.scale() <= 2 {
            return format!("{scaled} {word}");
        }
    }
    let text = n.to_string();
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |d| ("-", d));
    let mut out = String::from(sign);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    out + rest
}

/// «Evening Post, 27 March 2024», or as much of it as is known.
pub fn article(sheet: &FactSheet) -> String {
    let date = sheet.published.map(|(d, _)| d.strftime("%-d %B %Y").to_string());
    match (&sheet.outlet, date) {
        (Some(outlet), Some(date)) => format!("{outlet}, {date}"),
        (Some(outlet), None) => outlet.to_string(),
        (None, Some(date)) => format!("another article, {date}"),
        (None, None) => "another article".to_owned(),
    }
}

/// The first letter made a capital.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_or_scaled() {
        assert_eq!(number(Decimal::from(1300)), "1,300");
        assert_eq!(number(Decimal::from(1_200_000)), "1.2 million");
        assert_eq!(number(Decimal::from(1_940_316)), "1,940,316");
        assert_eq!(number("67.40".parse().unwrap()), "67.4");
    }
}
