//! Numbers in digits, words and both: «1.5 million», «two hundred and six», «three dozen», «two and a half million».
//! No sign, no bound, no unit.

use rust_decimal::Decimal;

use super::{
    super::{View, lexicon::Class},
    digits, exponent, fraction,
    word::{self, Word},
};

/// A number in the text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Number {
    pub value: Decimal,
    /// What stands before the scale word: 1.5 in «1.5 million»; `value` itself where there is none.
    pub mantissa: Decimal,
    /// The token after its last one.
    pub end: usize,
    pub form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Digits, with or without a scale word.
    Digits,
    Words,
    /// A fraction and nothing else: «two-thirds», «1/4», «half».
    Fraction,
}

impl Number {
    pub(super) fn simple(value: Decimal, end: usize, form: Form) -> Number {
        Number { value, mantissa: value, end, form }
    }
}

/// The number that starts at token `i`.
pub fn parse_at(view: &View<'_>, i: usize) -> Option<Number> {
    let t = view.token(i)?;
    if t.is_word() {
        if !view.has(i, STARTS) {
            return None;
        }
    } else if !(t.is_number() || t.is('.') || fraction::sign(view, i).is_some()) {
        return None;
    }
    fraction::at(view, i).or_else(|| Reader::new(view, i).read(true))
}

/// As [`parse_at`], but never reads across «and»: for the first number of «between one hundred and two hundred».
pub fn parse_before_and(view: &View<'_>, i: usize) -> Option<Number> {
    fraction::at(view, i).or_else(|| Reader::new(view, i).read(false))
}

/// Words that can start a number. «a» does before «hundred», «dozen» or a part.
const STARTS: Class = Class::NUMBER.or(Class::SCALE).or(Class::FRACTION).or(Class::ORDINAL).or(Class::DETERMINER);

/// The power of ten of a letter that hangs on digits («10k», «£2m», «1.2M»). A small «m» is a metre unless `money`.
pub fn letter(text: &str, money: bool) -> Option<u32> {
    match text {
        "k" | "K" => Some(3),
        "M" | "MM" => Some(6),
        "m" if money => Some(6),
        "B" => Some(9),
        "b" if money => Some(9),
        "T" | "t" if money => Some(12),
        _ => None,
    }
}

pub const fn power(exponent: u32) -> Decimal {
    let n = 10u128.pow(if exponent < 24 { exponent } else { 24 });
    Decimal::from_parts(n as u32, (n >> 32) as u32, (n >> 64) as u32, false, 0)
}

/// The largest number read.
const LARGEST: Decimal = power(24);

/// Whether digits that end before token `i` are all of their number, as nearly all are: nothing follows that could be more
/// of it.
fn ends_digits(view: &View<'_>, i: usize) -> bool {
    let Some(t) = view.token(i) else { return true };
    if t.is_word() {
        // A letter may be a scale or a power («k», «x»).
        let more = Class::NUMBER.or(Class::SCALE).or(Class::FRACTION).or(Class::ORDINAL);
        return t.spaced() && t.end() - t.start() > 1 && !view.has(i, more) && !view.is_any(i, few!["and", "point"]);
    }
    t.is_one_of(['.', ',', '%', ')', ';', '–'])
}

/// Reads a cardinal word by word.
struct Reader<'v, 'a> {
    view: &'v View<'a>,
    at: usize,
    /// Finished thousands, millions, …
    total: Decimal,
    /// What stands before the next scale word.
    group: Decimal,
    /// What may still be added to the group: below 1000, 100 or 10; 1 for nothing.
    room: u32,
    /// The exponent of the last scale word.
    scale: u32,
    digits: bool,
}

impl<'v, 'a> Reader<'v, 'a> {
    fn new(view: &'v View<'a>, at: usize) -> Self {
        Reader { view, at, total: Decimal::ZERO, group: Decimal::ZERO, room: 1000, scale: 99, digits: false }
    }

    fn read(mut self, join: bool) -> Option<Number> {
        let start = self.at;
        if let Some((value, end)) = digits::at(self.view, start) {
            if ends_digits(self.view, end) {
                return Some(Number::simple(value, end, Form::Digits));
            }
            self.digits = true;
            self.group = value;
            self.room = 1;
            self.at = end;
            if let Some((fraction, end)) = fraction::mixed(self.view, end) {
                self.group += fraction;
                self.at = end;
            } else if let Some((value, end)) = exponent::after(self.view, value, end) {
                (self.group, self.at) = (value, end);
                return self.finish(start);
            } else if let Some(e) = self.glued_letter() {
                self.total = self.group.checked_mul(power(e))?;
                (self.group, self.scale) = (Decimal::ZERO, e);
                self.at += 1;
                return self.finish(start);
            }
        } else if self.view.is_any(start, few!["a", "an"]) {
            if !matches!(word::at(self.view, start + 1), Some(Word::Hundred | Word::Scale(_) | Word::Pack(_)))
                || self.view.has(start + 1, Class::VAGUE)
            {
                return None;
            }
            self.group = Decimal::ONE;
            self.room = 1;
            self.at += 1;
        } else if !self.view.has(start, Class::NUMBER)
            // «thousand» by itself is a number only before a unit.
            || self.view.has(start, Class::SCALE) && !self.view.has(start + 1, Class::UNIT)
        {
            return None;
        }
        // Where to go back to when what follows an «and» turns out to start another number.
        let mut before_and: Option<(usize, Decimal, Decimal)> = None;
        loop {
            let at = self.at;
            let (next, gap) = self.next_word();
            let Some(w) = next else {
                if join && self.view.is(at, "and") && self.can_join() {
                    before_and = Some((at, self.total, self.group));
                    self.at += 1;
                    continue;
                }
                if self.digits
                    && before_and.is_some_and(|(and, ..)| and + 1 == at)
                    && let Some((value, end)) = digits::at(self.view, at)
                {
                    (self.group, self.at) = (self.group + value, end);
                    break;
                }
                if let Some((value, end)) = self.digits_below() {
                    (self.group, self.room, self.at) = (value, 1, end);
                    continue;
                }
                if let Some(end) = self.decimals() {
                    self.at = end;
                    continue;
                }
                break;
            };
            if gap > 0
                && !matches!((w, self.room), (Word::Small(1..=9), 10))
                && !matches!(w, Word::Scale(_) | Word::Hundred)
            {
                break;
            }
            self.at += gap;
            if !self.take(w)? {
                self.at = at;
                if let Some((at, total, group)) = before_and
                    && matches!(w, Word::Hundred | Word::Scale(_))
                {
                    (self.at, self.total, self.group) = (at, total, group);
                }
                break;
            }
            self.at += 1;
        }
        if let Some((at, total, group)) = before_and
            && self.at == at + 1
        {
            (self.at, self.total, self.group) = (at, total, group);
        }
        if let Some((below, end)) = fraction::denominator(self.view, self.at)
            && self.at > start + 1
        {
            let value = (self.total + self.group).checked_div(below)?;
            return Some(Number::simple(value, end, Form::Fraction));
        }
        self.at = self.and_a_half().unwrap_or(self.at);
        (self.at > start).then(|| self.finish(start))?
    }

    fn finish(self, start: usize) -> Option<Number> {
        let value = self.total.checked_add(self.group)?;
        if value > LARGEST || self.at == start {
            return None;
        }
        let mantissa = match self.scale {
            3..=24 if self.group.is_zero() => value.checked_div(power(self.scale))?,
            _ => value,
        };
        Some(Number { value, mantissa, end: self.at, form: if self.digits { Form::Digits } else { Form::Words } })
    }

    /// The number word at hand, and the hyphens before it.
    fn next_word(&self) -> (Option<Word>, usize) {
        let gap = usize::from(self.view.token(self.at).is_some_and(|t| t.is('-') || t.is('‐')));
        if gap == 1 && self.at == 0 {
            return (None, 0);
        }
        (word::at(self.view, self.at + gap), gap)
    }

    /// «3» in «4 thousand 3 hundred»: digits before a smaller scale word of the same number.
    fn digits_below(&self) -> Option<(Decimal, usize)> {
        if self.total.is_zero() || !self.group.is_zero() || self.scale > 24 || self.scale == 0 {
            return None;
        }
        let (value, end) =
            digits::at(self.view, self.at).filter(|(v, _)| *v < Decimal::ONE_THOUSAND && v.scale() == 0)?;
        let smaller = match word::at(self.view, end)? {
            Word::Hundred => self.scale > 2,
            Word::Scale(e) => e < self.scale,
            _ => false,
        };
        smaller.then_some((value, end))
    }

    fn glued_letter(&self) -> Option<u32> {
        let t = self
            .view
            .token(self.at)
            .filter(|t| t.is_word() && (!t.spaced() || matches!(self.view.word(self.at), "k" | "G")))?;
        let text = t.span().of(self.view.text);
        // «1,674.5 G», but not «5G».
        if text == "G" && self.view.word(self.at - 1).contains(['.', ',']) {
            return Some(9);
        }
        letter(text, false)
    }

    /// Whether «and» can stand here inside one number, and a number word follows.
    fn can_join(&self) -> bool {
        let after_scale = self.total > Decimal::ZERO && self.group.is_zero();
        let after_hundred = self.room == 100 && self.group >= Decimal::ONE_HUNDRED;
        // «4 thousand 3 hundred and 21»
        if self.digits && after_hundred && !self.total.is_zero() {
            return self.view.token(self.at + 1).is_some_and(|t| t.is_number() && t.end() - t.start() <= 2);
        }
        (after_scale || after_hundred)
            && self.view.has(self.at + 1, Class::NUMBER)
            && matches!(word::at(self.view, self.at + 1), Some(Word::Small(1..) | Word::Ten(_)))
            && fraction::at(self.view, self.at + 1).is_none_or(|f| f.value > Decimal::ONE && f.form == Form::Fraction)
    }

    /// Adds a word; `false` when it does not belong to this number, `None` when the number grows too large.
    fn take(&mut self, w: Word) -> Option<bool> {
        match w {
            Word::Small(n) if self.fits(n) => {
                self.group += Decimal::from(n);
                self.room = 1;
            }
            Word::Ten(n) if self.fits(n) => {
                self.group += Decimal::from(n);
                self.room = 10;
            }
            Word::Hundred if self.group < Decimal::ONE_HUNDRED || self.digits && self.total.is_zero() => {
                if self.group.is_zero() {
                    if self.total > Decimal::ZERO {
                        return Some(false);
                    }
                    self.group = Decimal::ONE;
                }
                self.group = self.group.checked_mul(Decimal::ONE_HUNDRED)?;
                self.room = 100;
            }
            Word::Scale(e) => {
                let factor = power(e);
                if !self.group.is_zero() && e < self.scale {
                    self.total = self.total.checked_add(self.group.checked_mul(factor)?)?;
                } else if self.group.is_zero() && !self.total.is_zero() {
                    // «three thousand million»
                    self.total = self.total.checked_mul(factor)?;
                } else if self.group.is_zero() {
                    self.total = factor;
                } else {
                    return Some(false);
                }
                (self.group, self.room, self.scale) = (Decimal::ZERO, 1000, e);
            }
            Word::Pack(n) => {
                let value = self.total + self.group;
                self.total = if value.is_zero() { Decimal::ONE } else { value }.checked_mul(Decimal::from(n))?;
                (self.group, self.room, self.scale) = (Decimal::ZERO, 1, 0);
            }
            _ => return Some(false),
        }
        Some(true)
    }

    fn fits(&self, n: u32) -> bool {
        n < self.room && !(n == 0 && (self.room != 1000 || !self.total.is_zero()))
    }

    /// «point seven one» after a whole number; the token after it.
    fn decimals(&mut self) -> Option<usize> {
        if !self.view.is(self.at, "point") || self.group.normalize().scale() > 0 {
            return None;
        }
        let mut at = self.at + 1;
        let (mut fraction, mut place) = (Decimal::ZERO, Decimal::ONE);
        while at < self.at + 8 {
            let n = match (word::at(self.view, at), self.view.token(at)) {
                (Some(Word::Small(n @ 0..=9)), _) => (n, 1),
                (Some(Word::Ten(n)), _) => match word::at(self.view, at + 2) {
                    Some(Word::Small(u @ 1..=9)) if self.view.mark(at + 1, '-') => {
                        at += 2;
                        (n + u, 2)
                    }
                    _ => (n, 2),
                },
                (None, Some(t)) if t.is_number() && at == self.at + 1 => {
                    let text = t.span().of(self.view.text);
                    (text.parse().ok().filter(|_| text.len() < 6)?, text.len() as u32)
                }
                _ => break,
            };
            place = place.checked_div(power(n.1))?;
            fraction += place * Decimal::from(n.0);
            at += 1;
        }
        if at == self.at + 1 {
            return None;
        }
        self.group += fraction;
        self.room = 1;
        Some(at)
    }

    /// «and a half», «and three-quarters» after a number, with a scale of its own or of the number before it.
    fn and_a_half(&mut self) -> Option<usize> {
        if !self.view.is(self.at, "and") {
            return None;
        }
        let f = fraction::words(self.view, self.at + 1)?;
        let (unit, end) = match word::at(self.view, f.end) {
            Some(Word::Scale(e)) if !self.view.has(f.end, Class::VAGUE) => (power(e), f.end + 1),
            _ => (Decimal::ONE, f.end),
        };
        if unit > Decimal::ONE && self.total.is_zero() {
            // «two and a half million»
            self.total = (self.group + f.value).checked_mul(unit)?;
            self.group = Decimal::ZERO;
        } else {
            let unit =
                if unit == Decimal::ONE && self.group.is_zero() && self.scale < 99 { power(self.scale) } else { unit };
            self.total = self.total.checked_add(f.value.checked_mul(unit)?)?;
        }
        Some(end)
    }
}
