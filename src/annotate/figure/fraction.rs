//! Fractions: «two-thirds», «a quarter», «1/4», «½», «half a million», «1 in 5», «nine out of ten».

use rust_decimal::Decimal;

use super::{
    super::{View, lexicon::Class},
    digits,
    number::{self, Form, Number},
    word::{self, Word},
};
use crate::article::TokenKind;

/// The value of a fraction sign.
pub fn sign(view: &View<'_>, i: usize) -> Option<Decimal> {
    // Most marks are of ASCII.
    let TokenKind::Mark(c @ '\u{80}'..) = view.token(i)?.kind() else { return None };
    let (n, d) = match c {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    };
    Some(Decimal::from(n) / Decimal::from(d))
}

/// A number that starts with a fraction at token `i`, times the scale word or dozen it is a part of («half a million»).
pub fn at(view: &View<'_>, i: usize) -> Option<Number> {
    let f = match view.token(i)?.kind() {
        TokenKind::Number => slashed(view, i),
        TokenKind::Mark(_) => sign(view, i).map(|value| Number::simple(value, i + 1, Form::Fraction)),
        TokenKind::Word => words(view, i),
    }?;
    let mut next = f.end;
    if view.mark(next, '-') {
        next += 1;
    }
    if view.is(next, "of") {
        next += 1;
    }
    if view.is_any(next, few!["a", "an", "one"]) {
        next += 1;
    }
    let factor = match word::at(view, next) {
        Some(Word::Hundred) if next == f.end + 1 => Decimal::ONE_HUNDRED,
        Some(Word::Scale(e)) => number::power(e),
        Some(Word::Pack(n)) => Decimal::from(n),
        _ => return Some(f),
    };
    if view.has(next, Class::VAGUE) {
        return Some(f);
    }
    Some(Number::simple(f.value.checked_mul(factor)?, next + 1, Form::Words))
}

/// «1/4»: digits, a slash, more digits; the first smaller than the second. «9/11» and «7/7» are days.
fn slashed(view: &View<'_>, i: usize) -> Option<Number> {
    let end = i + 1;
    let slash = view.token(end).filter(|t| t.is('/') || t.is('⁄'))?;
    let (above, _) = digits::at(view, i).filter(|&(_, next)| next == end)?;
    let (below, last) = digits::at(view, end + 1)?;
    let tight = slash.spaced() == view.token(end + 1)?.spaced();
    let odd = above >= below || above.scale() > 0 || below.scale() > 0 || below > Decimal::from(1000);
    let chain = view.mark(last, '/') || view.mark(i.wrapping_sub(1), '/');
    if odd || chain || !tight || (view.is(i, "9") && view.is(end + 1, "11")) {
        return None;
    }
    Some(Number::simple(above.checked_div(below)?, last, Form::Fraction))
}

/// The fraction after a whole number: « 1/2» in «10 1/2», «½» in «10½».
pub fn mixed(view: &View<'_>, i: usize) -> Option<(Decimal, usize)> {
    if let Some(f) = sign(view, i) {
        return Some((f, i + 1));
    }
    let spaced = view.token(i)?.spaced();
    slashed(view, i).filter(|f| spaced && f.value < Decimal::ONE).map(|f| (f.value, f.end))
}

/// A fraction in words: «two-thirds», «a quarter», «one half», «half».
pub fn words(view: &View<'_>, i: usize) -> Option<Number> {
    if !view.has(i, Class::NUMBER.or(Class::FRACTION).or(Class::DETERMINER).or(Class::ORDINAL)) {
        return None;
    }
    if view.is(i, "half") {
        return Some(Number::simple(Decimal::new(5, 1), i + 1, Form::Fraction));
    }
    let article = view.is_any(i, few!["a", "an"]);
    let (above, mut at) = match word::at(view, i) {
        _ if article => (1, i + 1),
        Some(Word::Small(n)) => (n, i + 1),
        // «quarter million», «a quarter of» without its article.
        Some(Word::Part(n)) if view.is(i, "quarter") => {
            return Some(Number::simple(Decimal::ONE / Decimal::from(n), i + 1, Form::Fraction))
                .filter(|f| matches!(word::at(view, f.end), Some(Word::Scale(_))));
        }
        Some(Word::Ten(n)) => {
            let next = i + 1 + usize::from(view.mark(i + 1, '-'));
            match word::at(view, next) {
                Some(Word::Small(u @ 1..=9)) => (n + u, next + 1),
                _ => (n, i + 1),
            }
        }
        _ => return None,
    };
    if view.mark(at, '-') {
        at += 1;
    }
    let single = above == 1;
    let below = match word::at(view, at)? {
        Word::Part(n) => Decimal::from(n),
        // «three twenty-firsts»
        Word::Ten(n) => {
            at += 1 + usize::from(view.mark(at + 1, '-'));
            match word::at(view, at)? {
                Word::Part(u) if u < 10 && view.word(at).ends_with('s') => Decimal::from(n + u),
                _ => return None,
            }
        }
        Word::PartScale(e) => number::power(e),
        Word::Ordinal(n) if single && n > 2 => {
            // «a third» is a fraction before «of» or at the end of what is said; «a third man» is a rank.
            if !(view.is(at + 1, "of") || view.mark(at - 1, '-') || ends(view, at + 1) || !article) {
                return None;
            }
            Decimal::from(n)
        }
        Word::OrdinalScale(e) if single => number::power(e),
        _ => return None,
    };
    if below <= Decimal::ONE {
        return None;
    }
    Some(Number::simple(Decimal::from(above).checked_div(below)?, at + 1, Form::Fraction))
}

/// «fifths» after a numerator of several words; halves, quarters and hundredths go with «and» instead.
pub fn denominator(view: &View<'_>, i: usize) -> Option<(Decimal, usize)> {
    let at = i + usize::from(view.mark(i, '-'));
    match word::at(view, at)? {
        Word::Part(n) if !matches!(n, 1 | 2 | 4) => Some((Decimal::from(n), at + 1)),
        _ => None,
    }
}

/// Whether a noun phrase ends before token `i`.
fn ends(view: &View<'_>, i: usize) -> bool {
    let stop = Class::CONJUNCTION.or(Class::PREPOSITION).or(Class::AUXILIARY).or(Class::DETERMINER).or(Class::BOUND);
    view.token(i).is_none_or(|t| !t.is_word() && !t.is_number()) || view.has(i, stop)
}

/// «1 in 5», «one in every six», «nine out of ten», of which `above` is the first number: the share of one and the token
/// after it.
pub fn out_of(view: &View<'_>, above: &Number) -> Option<Number> {
    if above.form == Form::Fraction || above.value.scale() != 0 {
        return None;
    }
    let mut at = above.end;
    let out = view.starts(at, &["out", "of"]);
    if out {
        at += 2;
    } else if view.is_any(at, few!["in", "over"]) {
        at += 1;
    } else {
        return None;
    }
    let over = !out && view.is(at - 1, "over");
    if view.is(at, "every") {
        at += 1;
    }
    let hundred = view.is_any(at, few!["hundred", "thousand"]) && view.is(at - 1, "every");
    let round = |e| Number::simple(number::power(e), at + 1, Form::Words);
    let bare = hundred.then(|| round(if view.is(at, "hundred") { 2 } else { 3 }));
    let below = bare.or_else(|| number::parse_at(view, at)).filter(|n| n.form != Form::Fraction)?;
    let round = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 50, 100, 1000].map(Decimal::from).contains(&below.value);
    let sensible = above.value < below.value && above.value >= Decimal::ONE;
    // «two in 2024», «eight in five»: only a share when the whole is one people count in.
    // «one over three» and nothing counted after it
    if over && (!sensible || view.token(below.end).is_some_and(|t| t.is_word())) {
        return None;
    }
    if !sensible || !(out || over || round || below.value >= Decimal::ONE_THOUSAND && above.value == Decimal::ONE) {
        return None;
    }
    let whole = view.has(below.end, Class::TIME_UNIT)
        || (!out && below.value >= Decimal::from(1900) && below.value < Decimal::from(2100));
    if whole {
        return None;
    }
    Some(Number::simple(above.value.checked_div(below.value)?, below.end, Form::Fraction))
}
