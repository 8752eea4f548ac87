//! A number with its sign, currency, scale and unit: what every rule builds its figure from.

use super::{
    super::{FigureKind, Rule, View, lexicon::Class},
    exclude, fraction, measure, money,
    number::{self, Form, Number},
    percent,
    word::{self, Word},
};
use crate::value::{Bound, Decimal, Unit};

/// A figure in the making, in token indices.
#[derive(Clone, Debug)]
pub struct Amount {
    pub start: usize,
    /// The token after its last one.
    pub end: usize,
    pub low: Decimal,
    pub high: Decimal,
    /// The number before its scale word.
    pub mantissa: Decimal,
    pub bound: Bound,
    pub unit: Unit,
    pub kind: FigureKind,
    pub rule: Rule,
    /// Kept only when a role is found for it («no one was hurt»).
    pub needs_role: bool,
    /// Stands whatever a date says of its words («53-year-old»).
    pub over_dates: bool,
    /// The tokens of what it is counted in («per 100,000», «a share»).
    pub per: Option<(usize, usize)>,
}

impl Amount {
    pub fn new(start: usize, end: usize, value: Decimal, unit: Unit, kind: FigureKind, rule: Rule) -> Amount {
        Amount {
            start,
            end,
            low: value,
            high: value,
            mantissa: value,
            bound: Bound::Exact,
            unit,
            kind,
            rule,
            needs_role: false,
            over_dates: false,
            per: None,
        }
    }

    pub fn is_range(&self) -> bool {
        self.bound == Bound::Range
    }
}

/// The amount at token `i`, without bound words and without a second end.
pub fn at(view: &View<'_>, i: usize, join: bool) -> Option<Amount> {
    let mut at = i;
    let negative = sign(view, &mut at);
    let currency = money::before(view, at);
    let first = currency.map_or(at, |(_, end)| end);
    if negative && first == at && view.token(at)?.is_word() && !view.has(i, Class::SIGN) {
        return None;
    }
    let n = if join { number::parse_at(view, first) } else { number::parse_before_and(view, first) }?;
    let mut a = match currency {
        Some((currency, _)) => {
            let mut a = new(i, &n);
            a.unit = Unit::Money(currency);
            money_tail(view, &mut a)?;
            a
        }
        None => plain(view, i, first, n, join)?,
    };
    if negative {
        (a.low, a.high) = (-a.low, -a.high);
    }
    Some(a)
}

/// The amount of the number `n`, which starts at token `i` without a sign or currency before it.
pub fn of(view: &View<'_>, i: usize, n: Number) -> Option<Amount> {
    plain(view, i, i, n, true)
}

fn new(start: usize, n: &Number) -> Amount {
    let mut a = Amount::new(start, n.end, n.value, Unit::Item, FigureKind::Count, Rule::FigureCount);
    a.mantissa = n.mantissa;
    a
}

/// The number `n`, whose first token is `first`, with the unit after it.
fn plain(view: &View<'_>, start: usize, first: usize, n: Number, join: bool) -> Option<Amount> {
    let n = if join { fraction::out_of(view, &n).unwrap_or(n) } else { n };
    if exclude::glued(view, first, n.end) {
        return None;
    }
    let mut a = new(start, &n);
    unit(view, &mut a, n.form);
    Some(a)
}

/// Signs written as words.
pub const SIGNS: &[&str] = &["minus", "negative"];

/// A sign before the number; moves `at` past it.
fn sign(view: &View<'_>, at: &mut usize) -> bool {
    let Some(t) = view.token(*at) else { return false };
    let minus = t.is('-') || t.is('−') || t.is('–');
    if minus || t.is('+') {
        let free = t.spaced()
            || at
                .checked_sub(1)
                .is_none_or(|p| view.token(p).is_some_and(|p| !(p.is_word() || p.is_number() || p.is(')'))));
        let tight = view.token(*at + 1).is_some_and(|n| !n.spaced());
        // «- 20 degrees» with a space only where nothing stands before it.
        if free && (tight || minus && (*at == 0 || view.is_any(*at + 2, few!["degrees", "degree", "°"]))) {
            *at += 1;
            return minus;
        }
    }
    if view.has(*at, Class::SIGN)
        && view.token(*at + 1).is_some_and(|n| n.is_number() || view.lex.at(*at + 1).classes.has(Class::NUMBER))
    {
        *at += 1;
        return true;
    }
    false
}

/// Scale letters and words after a number with a currency before it, and the cents that follow.
fn money_tail(view: &View<'_>, a: &mut Amount) -> Option<()> {
    a.kind = FigureKind::Money;
    a.rule = Rule::FigureMoney;
    let t = view.token(a.end);
    if let Some(e) = t.filter(|t| !t.spaced() && t.is_word()).and_then(|_| number::letter(view.word(a.end), true)) {
        a.mantissa = a.low;
        let value = a.low.checked_mul(number::power(e))?;
        (a.low, a.high) = (value, value);
        a.end += 1;
    }
    // «$9.99 US dollars», «$5.9 billion dollars»
    if let Some((Unit::Money(named), end)) = money::after(view, a.end, true)
        && let Unit::Money(signed) = a.unit
        && signed.meets(named)
        && view.token(a.end).is_some_and(|t| t.is_word())
        && view.is_any(end - 1, few!["dollars", "dollar", "euros", "euro"])
    {
        a.unit = Unit::Money(named);
        a.end = end;
    }
    cents(view, a);
    Some(())
}

/// «$20 and 43 cents», «20 dollars 43»: adds the hundredths.
fn cents(view: &View<'_>, a: &mut Amount) {
    let at = if view.is(a.end, "and") { a.end + 1 } else { a.end };
    if !view.token(at).is_some_and(|t| t.spaced() && (t.is_number() || t.is_word())) || a.mantissa != a.low {
        return;
    }
    let Some(n) = number::parse_at(view, at).filter(|n| n.form != Form::Fraction) else { return };
    if n.value.scale() > 0
        || n.value >= Decimal::ONE_HUNDRED
        || n.value <= Decimal::ZERO
        || a.low.normalize().scale() > 0
    {
        return;
    }
    let small = match money::after(view, n.end, false) {
        Some((Unit::Subunit(_), end)) => Some(end),
        Some(_) => None,
        None if view.is(n.end, "c") => Some(n.end + 1),
        // Two digits and nothing counted after them.
        None => view
            .token(n.end)
            .is_none_or(|t| !t.is_word() && !t.is_number() && !t.is('-') && !t.is('%'))
            .then_some(n.end),
    };
    if let Some(end) = small {
        let value = a.low + n.value / Decimal::ONE_HUNDRED;
        (a.low, a.high, a.mantissa) = (value, value, value);
        a.end = end;
    }
}

/// The unit after a number without a currency sign.
fn unit(view: &View<'_>, a: &mut Amount, form: Form) {
    if form == Form::Fraction {
        a.unit = Unit::Fraction;
        a.kind = FigureKind::Fraction;
        a.rule = Rule::FigureFraction;
    }
    // «half a per cent», «a quarter of a mile»
    let mut next = a.end;
    if form == Form::Fraction {
        if view.is(next, "of") && view.is_any(next + 1, few!["a", "an", "one"]) {
            next += 2;
        } else if view.is_any(next, few!["a", "an", "of"]) {
            next += 1;
        }
    }
    if let Some((unit, end)) = percent::after(view, next) {
        (a.unit, a.end, a.kind, a.rule) = (unit, end, FigureKind::Percent, Rule::FigurePercent);
        return;
    }
    let large = a.mantissa != a.low;
    if let Some((unit, end)) = money::after(view, next, large) {
        (a.unit, a.end, a.kind, a.rule) = (unit, end, FigureKind::Money, Rule::FigureMoney);
        // «75 USD million»
        if !large
            && let Some(Word::Scale(e)) = word::at(view, end).filter(|_| !view.has(end, Class::VAGUE))
            && let Some(value) = a.low.checked_mul(number::power(e))
        {
            (a.low, a.high, a.end) = (value, value, end + 1);
        }
        cents(view, a);
        return;
    }
    // «£2m» is read above; a bare «2m» is metres.
    if let Some((symbol, end)) = measure::at(view, next).or_else(|| bracketed(view, next)) {
        (a.unit, a.end, a.kind, a.rule) = (Unit::Measure(symbol), end, FigureKind::Measure, Rule::FigureMeasure);
        if symbol == "deg" && view.starts(end, &["below", "zero"]) {
            (a.low, a.high) = (-a.low, -a.high);
            a.end = end + 2;
        }
        smaller_unit(view, a);
        return;
    }
    if view.starts(next, &["below", "zero"]) {
        (a.low, a.high) = (-a.low, -a.high);
        (a.unit, a.end, a.kind, a.rule) = (Unit::Measure("deg"), next + 2, FigureKind::Measure, Rule::FigureMeasure);
    } else if view.is(next, "times") && form != Form::Fraction {
        (a.unit, a.end) = (Unit::Times, next + 1);
    }
}

/// «20 (kg)», «20 [kg]».
fn bracketed(view: &View<'_>, i: usize) -> Option<(&'static str, usize)> {
    let close = match view.word(i) {
        "(" => ')',
        "[" => ']',
        "<" => '>',
        _ => return None,
    };
    let (symbol, end) = measure::at(view, i + 1)?;
    view.mark(end, close).then_some((symbol, end + 1))
}

/// «5 feet 2 inches», «10 km, 8 metres and 6 cm»: the whole in the last unit.
fn smaller_unit(view: &View<'_>, a: &mut Amount) {
    while let Unit::Measure(symbol) = a.unit {
        let mut at = a.end;
        if view.mark(at, ',') {
            at += 1;
        }
        if view.is(at, "and") {
            at += 1;
        }
        let Some(n) = view.token(at).filter(|t| t.is_number() || t.is_word()).and_then(|_| number::parse_at(view, at))
        else {
            return;
        };
        let Some((next, end)) = measure::at(view, n.end) else { return };
        let (from, to) = (Unit::Measure(symbol), Unit::Measure(next));
        if from.dimension() != to.dimension() || from == to {
            return;
        }
        let (Some(unit_from), Some(unit_to)) = (from.to_base(Decimal::ONE), to.to_base(Decimal::ONE)) else { return };
        let Some(value) =
            a.low.checked_mul(unit_from).and_then(|v| v.checked_div(unit_to)).and_then(|v| v.checked_add(n.value))
        else {
            return;
        };
        // «2 km, 3 miles» are two lengths.
        if unit_to >= unit_from && at > a.end
            || n.value.checked_mul(unit_to).is_none_or(|v| v >= unit_from && unit_to < unit_from) && at > a.end + 1
        {
            return;
        }
        (a.low, a.high, a.mantissa, a.unit, a.end) = (value, value, value, to, end);
    }
}
