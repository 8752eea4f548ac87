//! Values and articles in words, for messages.

use crate::{
    fact::FactSheet,
    value::{Bound, ClockInterval, Currency, DayInterval, Decimal, Length, Quantity, Unit},
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
        Unit::Money(Currency::CROWN) => format!("{bound}{value} crowns"),
        Unit::Money(c) => format!("{bound}{} {value}", c.code()),
        Unit::Subunit(c) => format!("{bound}{value} {}", hundredths(c.code())),
        Unit::Measure(symbol) => format!("{bound}{value} {symbol}"),
        Unit::Fraction => format!("{bound}{} per cent", number((q.low * Decimal::ONE_HUNDRED).round_dp(1))),
        Unit::Item | Unit::Person | Unit::YearOld | Unit::Rank => format!("{bound}{value}"),
    }
}

/// The two sides of a game or vote, the larger first: «118–109».
pub fn score(q: &Quantity) -> String {
    format!("{}–{}", number(q.high), number(q.low))
}

fn hundredths(code: &str) -> &'static str {
    if code == "GBP" { "pence" } else { "cents" }
}

/// Digits in groups of three, large round numbers with their scale word.
pub fn number(n: Decimal) -> String {
    let n = n.normalize();
    for (scale, word) in [(1_000_000_000i64, "billion"), (1_000_000, "million")] {
        if n.abs() < Decimal::from(scale) {
            continue;
        }
        let scaled = (n / Decimal::from(scale)).normalize();
        if scaled.scale() <= 2 {
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

/// «6 June 2025», «June 2025», «2025», or the two ends.
pub fn days(d: DayInterval) -> String {
    let (first, last) = (d.first, d.last);
    if first == last {
        first.strftime("%-d %B %Y").to_string()
    } else if first.day() == 1 && last == first.last_of_month() {
        first.strftime("%B %Y").to_string()
    } else if first == first.first_of_year() && last == first.last_of_year() {
        first.year().to_string()
    } else {
        format!("{} to {}", first.strftime("%-d %B %Y"), last.strftime("%-d %B %Y"))
    }
}

/// «21.52», or the two ends.
pub fn clock(c: ClockInterval) -> String {
    let one = |m: u16| format!("{}.{:02}", m / 60 % 24, m % 60);
    match c.last.saturating_sub(c.first) {
        0 => one(c.first),
        // «about 2.55 am» is kept as five minutes on either side.
        10 => format!("about {}", one(c.first + 5)),
        _ => format!("{} to {}", one(c.first), one(c.last)),
    }
}

/// «7 years and 4 months», «26 hours», «40 minutes».
pub fn length(l: &Length) -> String {
    let mut out = Vec::new();
    let mut part = |n: i64, one: &str| {
        if n != 0 {
            out.push(format!("{n} {one}{}", if n == 1 { "" } else { "s" }));
        }
    };
    part(l.centimonths / 1200, "year");
    part(l.centimonths % 1200 / 100, "month");
    // Newspapers count hours up to two days.
    let (days, hours) = if l.seconds < 2 * 86_400 && l.seconds % 86_400 != 0 {
        (0, l.seconds / 3600)
    } else {
        (l.seconds / 86_400, l.seconds % 86_400 / 3600)
    };
    part(days, "day");
    part(hours, "hour");
    part(l.seconds % 3600 / 60, "minute");
    if out.is_empty() { "a moment".to_owned() } else { out.join(" and ") }
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
    let mut rest = text.chars();
    let first = rest.next().into_iter().flat_map(char::to_uppercase);
    first.collect::<String>() + rest.as_str()
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
