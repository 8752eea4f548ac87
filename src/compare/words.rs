//! Values and articles in words, for messages.

pub mod role;
mod unit;

use crate::{
    annotate::Rule,
    fact::FactSheet,
    value::{Bound, ClockInterval, DayInterval, Decimal, Length, Quantity, Unit},
};

/// A quantity as a newspaper writes it: «at least 137», «$1.2 million», «about 16 per cent», «second».
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
        Unit::Money(c) => format!("{bound}{}", unit::money(q, c)),
        Unit::Rank => format!("{bound}{}", ordinal(&value)),
        Unit::Subunit(c) => format!("{bound}{value} {}", unit::hundredths(c)),
        Unit::Measure(symbol) => format!("{bound}{value} {}", unit::measure(symbol, q.high)),
        Unit::Fraction => format!("{bound}{} per cent", number((q.low * Decimal::ONE_HUNDRED).round_dp(1))),
        Unit::Item | Unit::Person | Unit::YearOld => format!("{bound}{value}"),
    }
}

/// The two sides of a game or vote, the larger first: «118–109».
pub fn score(q: &Quantity) -> String {
    format!("{}–{}", number(q.high), number(q.low))
}

/// «first», «second», from the tenth on «11th», «22nd».
fn ordinal(rank: &str) -> String {
    const WORDS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let word = rank.parse::<usize>().ok().and_then(|n| WORDS.get(n.checked_sub(1)?));
    let ending = || match rank.as_bytes() {
        [.., b'1', _] => "th",
        [.., b'1'] => "st",
        [.., b'2'] => "nd",
        [.., b'3'] => "rd",
        _ => "th",
    };
    word.map_or_else(|| format!("{rank}{}", ending()), |w| (*w).to_owned())
}

/// Digits in groups of three, large round numbers with their scale word.
pub fn number(n: Decimal) -> String {
    let sign = if n.is_sign_negative() && !n.is_zero() { "−" } else { "" };
    let n = n.abs().normalize();
    for (scale, word) in [(1_000_000_000i64, "billion"), (1_000_000, "million")] {
        if n < Decimal::from(scale) {
            continue;
        }
        let scaled = (n / Decimal::from(scale)).normalize();
        if scaled.scale() <= 2 {
            return format!("{sign}{scaled} {word}");
        }
    }
    let text = n.to_string();
    let (digits, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
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
    } else if first == first.first_of_year() && last == last.last_of_year() && last.year() == first.year() + 1 {
        format!("{} or {}", first.year(), last.year())
    } else {
        format!("{} to {}", first.strftime("%-d %B %Y"), last.strftime("%-d %B %Y"))
    }
}

/// «21:52», «about 2:55», or the two ends, by the rule that found it.
pub fn clock(c: ClockInterval, rule: &str) -> String {
    let one = |m: u16| format!("{}:{:02}", m / 60 % 24, m % 60);
    match c.last.saturating_sub(c.first) {
        0 => one(c.first),
        // «About 2.55 am» is kept as five minutes on either side, rounder times as ten or twenty.
        open @ (10 | 20 | 40) if rule != Rule::DateRange.id() => format!("about {}", one(c.first + open / 2)),
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

/// «Evening Post, 27 March 2024», «another article, 27 March 2024», or as much of it as is known.
pub fn article(sheet: &FactSheet) -> String {
    match (&sheet.outlet, imprint(sheet)) {
        (Some(_), Some(imprint)) => imprint,
        (None, Some(date)) => format!("another article, {date}"),
        (_, None) => "another article".to_owned(),
    }
}

/// Where and when an article was published, where either is known.
pub fn imprint(sheet: &FactSheet) -> Option<String> {
    let date = sheet.published.map(|(d, _)| d.strftime("%-d %B %Y").to_string());
    match (&sheet.outlet, date) {
        (Some(outlet), Some(date)) => Some(format!("{outlet}, {date}")),
        (Some(outlet), None) => Some(outlet.to_string()),
        (None, date) => date,
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
        assert_eq!(number(Decimal::from(-1300)), "−1,300");
    }

    #[test]
    fn a_range_of_times_stays_one() {
        let ten = ClockInterval { first: 14 * 60 + 5, last: 14 * 60 + 15 };
        assert_eq!(clock(ten, Rule::DateRange.id()), "14:05 to 14:15");
        assert_eq!(clock(ten, Rule::TimeClock.id()), "about 14:10");
        assert_eq!(clock(ClockInterval { first: 125, last: 125 }, Rule::TimeClock.id()), "2:05");
    }

    #[test]
    fn ranks_are_written_as_newspapers_do() {
        let written = ["1", "3", "10", "11", "22", "103", "112"].map(ordinal);
        assert_eq!(written, ["first", "third", "tenth", "11th", "22nd", "103rd", "112th"]);
    }
}
