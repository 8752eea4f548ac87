//! Numbers inside temporal expressions: «two and a half», «a couple of», «22nd», «nineteen ninety-three».

use super::{
    expression::{Amount, Unit},
    words::Word,
};
use crate::{
    annotate::{
        View, WordList,
        figure::number::{self, Form, Number},
        lexicon::Class,
    },
    value::Decimal,
};

/// What the token stands for in the vocabulary of time.
pub fn word(view: &View<'_>, i: usize) -> Option<Word> {
    let lex = view.lex.get(i).filter(|lex| lex.id != 0)?;
    Some(lex.entry().timex).filter(|code| *code != 0).and_then(Word::decode)
}

/// Past a hyphen that joins two words, if there is one at `i`.
pub fn hop(view: &View<'_>, i: usize) -> usize {
    let joined = matches!(view.token(i), Some(t) if !t.spaced() && (t.is('-') || t.is('‑')))
        && view.token(i + 1).is_some_and(|t| !t.spaced());
    if joined { i + 1 } else { i }
}

/// A whole number, in digits or words, with the token after it.
pub fn integer(view: &View<'_>, i: usize) -> Option<(i64, usize)> {
    if view.token(i)?.is_number() {
        return Some((digits(view.word(i))?, i + 1));
    }
    whole(&number::parse_at(view, i)?)
}

/// A number in words as a whole one, with the token after it.
fn whole(n: &Number) -> Option<(i64, usize)> {
    if n.form != Form::Words || n.value.scale() != 0 {
        return None;
    }
    let value = i64::try_from(n.value).ok().filter(|v| (0..100_000).contains(v))?;
    Some((value, n.end))
}

/// Digits with commas between groups of three.
fn digits(text: &str) -> Option<i64> {
    if text.len() > 9 || text.contains('.') {
        return None;
    }
    let mut n = 0i64;
    for (k, part) in text.split(',').enumerate() {
        if k > 0 && part.len() != 3 {
            return None;
        }
        for b in part.bytes() {
            n = n * 10 + (b as char).to_digit(10)? as i64;
        }
    }
    Some(n)
}

/// Words that start a number.
const NUMBERS: Class = Class::NUMBER.or(Class::SCALE).or(Class::FRACTION).or(Class::ORDINAL);

/// An amount of a unit of time: a number, a fraction, or a word that leaves it open («several»).
pub fn amount(view: &View<'_>, i: usize) -> Option<(Amount, usize)> {
    let exact = |hundredths, next| Some((Amount::Exact(hundredths), next));
    let article = |i: usize| view.is_any(i, few!["a", "an"]);
    let token = view.token(i)?;
    let starts = NUMBERS.or(Class::VAGUE);
    let many = || view.is_any(i, few!["many", "numerous", "countless"]);
    if token.is_word() && !view.has(i, starts.or(Class::DETERMINER)) && !many() {
        return None;
    }
    if token.is_number() {
        let text = view.word(i);
        if view.mark(i + 1, '/') && view.token(i + 2).is_some_and(|t| t.is_number() && !t.spaced()) {
            let (n, d) = (digits(text)?, digits(view.word(i + 2))?);
            return if d > n && d <= 10 { exact(n * 100 / d, i + 3) } else { None };
        }
        if let Some((whole, fraction)) = text.split_once('.') {
            let whole = digits(whole)?;
            let hundredths = match fraction.as_bytes() {
                [a] => (*a as char).to_digit(10)? as i64 * 10,
                [a, b] => (*a as char).to_digit(10)? as i64 * 10 + (*b as char).to_digit(10)? as i64,
                _ => return None,
            };
            return exact(whole * 100 + hundredths, i + 1);
        }
        // «2½»
        if let Some(part) = vulgar(view, i + 1).filter(|_| view.token(i + 1).is_some_and(|t| !t.spaced())) {
            return exact(digits(text)? * 100 + part, i + 2);
        }
        return and_fraction(view, digits(text)?, i + 1);
    }
    let bare = i + usize::from(article(i));
    if let Some(part) = vulgar(view, bare) {
        return exact(part, bare + 1);
    }
    if !token.is_word() || !(view.has(i, starts) || article(i) || many()) {
        return None;
    }
    let number = number::parse_at(view, i);
    if let Some(n) =
        number.filter(|n| !article(i) && n.form != Form::Digits && matches!(n.value.normalize().scale(), 1 | 2))
    {
        let hundredths = i64::try_from((n.value * Decimal::ONE_HUNDRED).normalize()).ok()?;
        let next = hop(view, n.end);
        let next = next + usize::from(view.is(next, "of"));
        return exact(hundredths, next + usize::from(article(next)));
    }
    if let Some((n, next)) = number.as_ref().and_then(whole) {
        // «three-quarters of an»
        let q = hop(view, next);
        if (1..=3).contains(&n) && view.is_any(q, few!["quarters", "quarter"]) && view.is(q + 1, "of") {
            return exact(n * 25, q + 2 + usize::from(article(q + 2)));
        }
        return and_fraction(view, n, next);
    }
    let start = if article(i) { i + 1 } else { i };
    if view.is(start, "half") {
        let next = hop(view, start + 1);
        let next = next + usize::from(view.is(next, "of"));
        return exact(50, next + usize::from(article(next)));
    }
    if view.is(start, "quarter") && view.is(start + 1, "of") {
        return exact(25, start + 2 + usize::from(article(start + 2)));
    }
    if view.is(start, "quarter") && start > i && view.is(hop(view, start + 1), "century") {
        return exact(25, hop(view, start + 1));
    }
    if view.is_any(start, few!["couple", "pair"]) {
        return exact(200, start + 1 + usize::from(view.is(start + 1, "of")));
    }
    if view.is(start, "dozen") {
        return exact(1200, start + 1);
    }
    if view.is_any(start, few!["few", "several", "many", "numerous", "countless"]) {
        return Some((Amount::Vague, start + 1));
    }
    if view.is_any(i, few!["dozens", "hundreds", "thousands", "scores"]) && view.is(i + 1, "of") {
        return Some((Amount::Vague, i + 2));
    }
    if start > i {
        return exact(100, start);
    }
    None
}

/// A fraction in one sign, in hundredths.
fn vulgar(view: &View<'_>, i: usize) -> Option<i64> {
    let t = view.token(i)?;
    [('½', 50), ('¼', 25), ('¾', 75)].iter().find(|(c, _)| t.is(*c)).map(|&(_, n)| n)
}

/// «two and a half», «one and three quarters».
fn and_fraction(view: &View<'_>, n: i64, next: usize) -> Option<(Amount, usize)> {
    let at = hop(view, next);
    if view.is(at, "and") {
        let mut k = hop(view, at + 1);
        let mut parts = 1;
        if view.is_any(k, few!["a", "an", "one"]) {
            k = hop(view, k + 1);
        } else if view.is(k, "two") || view.is(k, "three") {
            parts = if view.is(k, "two") { 2 } else { 3 };
            k = hop(view, k + 1);
        }
        if view.is(k, "half") {
            return Some((Amount::Exact(n * 100 + 50), k + 1));
        }
        if view.is_any(k, few!["quarter", "quarters"]) {
            let after = k + 1 + usize::from(view.is(k + 1, "of"));
            return Some((Amount::Exact(n * 100 + 25 * parts), after));
        }
    }
    Some((Amount::Exact(n * 100), next))
}

/// The fraction after a unit: «an hour and a half», in hundredths.
pub fn fraction_after(view: &View<'_>, i: usize) -> Option<(i64, usize)> {
    if !view.is(i, "and") {
        return None;
    }
    let k = i + 1 + usize::from(view.is_any(i + 1, few!["a", "an"]));
    if view.is(k, "half") {
        Some((50, k + 1))
    } else if view.is(k, "quarter") && k > i + 1 {
        Some((25, k + 1))
    } else {
        None
    }
}

/// How many tokens an amount may have.
const LONGEST: usize = 8;

/// The amount that ends right before token `i` (a hyphen or one adjective between), with its first token, which is not
/// before `floor`.
pub fn amount_before(view: &View<'_>, i: usize, floor: usize) -> Option<(Amount, usize)> {
    static BETWEEN: WordList = WordList::new(&[
        "more",
        "extra",
        "additional",
        "further",
        "straight",
        "consecutive",
        "successive",
        "full",
        "whole",
        "long",
        "business",
        "working",
        "calendar",
        "fewer",
        "less",
        "school",
        "trading",
        "solid",
        "short",
        "upcoming",
        "coming",
        "past",
        "previous",
    ]);
    let mut end = i;
    if end > floor && view.in_list(end - 1, &BETWEEN) {
        end -= 1;
    }
    let nearest = end.checked_sub(1)?;
    for start in floor.max(end.saturating_sub(LONGEST))..=nearest {
        if let Some((amount, next)) = amount(view, start)
            && (next == end || hop(view, next) == end)
        {
            return Some((amount, start));
        }
    }
    None
}

/// An ordinal: «2nd», «second», «twenty-first», with the token after it.
pub fn ordinal(view: &View<'_>, i: usize) -> Option<(u8, usize)> {
    let token = view.token(i)?;
    if token.is_number() {
        let n = digits(view.word(i)).filter(|&n| (1..=99).contains(&n))?;
        let glued = view.token(i + 1).is_some_and(|t| !t.spaced());
        return (glued && view.is_any(i + 1, few!["st", "nd", "rd", "th"])).then_some((n as u8, i + 2));
    }
    match word(view, i) {
        Some(Word::Ordinal(n)) => Some((n, i + 1)),
        Some(Word::Unit(Unit::Second, _)) if view.is(i, "second") => Some((2, i + 1)),
        _ if view.has(i, Class::NUMBER) => tens_and_ordinal(view, i),
        _ => None,
    }
}

/// «twenty-first»: tens before an ordinal below ten.
fn tens_and_ordinal(view: &View<'_>, i: usize) -> Option<(u8, usize)> {
    let (tens, next) = integer(view, i).filter(|&(n, next)| next == i + 1 && (20..100).contains(&n) && n % 10 == 0)?;
    let next = hop(view, next);
    if view.token(next)?.is_number() {
        return None;
    }
    match word(view, next)? {
        Word::Ordinal(ones @ 1..=9) => Some((tens as u8 + ones, next + 1)),
        Word::Unit(Unit::Second, _) if view.is(next, "second") => Some((tens as u8 + 2, next + 1)),
        _ => None,
    }
}

/// The ordinal that ends right before token `i`, with its first token.
pub fn ordinal_before(view: &View<'_>, i: usize, floor: usize) -> Option<(u8, usize)> {
    (floor.max(i.saturating_sub(3))..i).find_map(|s| {
        let (n, next) = ordinal(view, s)?;
        (next == i || hop(view, next) == i).then_some((n, s))
    })
}

/// A year in digits, 1000 to 2199, as one token.
pub fn year(view: &View<'_>, i: usize) -> Option<i16> {
    let token = view.token(i)?;
    let text = view.word(i);
    if !token.is_number() || text.len() != 4 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|y| (1000..2200).contains(y))
}

/// A year in words («nineteen ninety-three», «two thousand and five»), with the token after it.
pub fn year_in_words(view: &View<'_>, i: usize) -> Option<(i16, usize)> {
    if view.token(i)?.is_number() {
        return None;
    }
    let (first, next) = integer(view, i)?;
    if (1000..2200).contains(&first) {
        return Some((first as i16, next));
    }
    let (second, after) = integer(view, hop(view, next))?;
    ((10..=21).contains(&first) && (10..=99).contains(&second) && !view.token(next)?.is_number())
        .then_some(((first * 100 + second) as i16, after))
}

/// The year of two digits: 40 to 99 are the last century's.
pub fn short_year(n: i64) -> Option<i16> {
    match n {
        0..=39 => Some(2000 + n as i16),
        40..=99 => Some(1900 + n as i16),
        _ => None,
    }
}
