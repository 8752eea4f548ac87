//! Ranges and scores: «between 40 and 50», «from 3 to 5 per cent», «20–30», «three or four», «3–1».

use super::{
    super::{FigureKind, Rule, View, lexicon::Class},
    amount::{self, Amount},
    change, exclude, score,
};
use crate::value::{Bound, Decimal, Unit};

/// The range or score at token `i`.
pub fn at(view: &View<'_>, i: usize) -> Option<Amount> {
    if view.is(i, "between") {
        let a = amount::at(view, i + 1, false)?;
        let second = skip_about(view, a.end + 1);
        let b = view.is(a.end, "and").then(|| amount::at(view, second, true))??;
        return join(a, b, i);
    }
    if view.is(i, "from") {
        let a = amount::at(view, skip_about(view, i + 1), false)?;
        let b = view
            .is_any(a.end, few!["to", "through", "and", "until"])
            .then(|| amount::at(view, skip_about(view, a.end + 1), true))??;
        let change = change::before(view, i).is_some();
        return if change { None } else { join(a, b, i) };
    }
    let a = amount::at(view, i, true)?;
    after(view, a)
}

/// Whether a second end can follow at token `i`.
pub fn goes_on(view: &View<'_>, i: usize) -> bool {
    view.token(i).is_some_and(|t| t.is_one_of(DASHES)) || view.is_any(i, few!["to", "through", "or"])
}

/// What joins the ends of a range.
const DASHES: [char; 5] = ['-', '–', '—', '−', '~'];

/// A second end after `a`, if there is one.
pub fn after(view: &View<'_>, a: Amount) -> Option<Amount> {
    let start = a.start;
    let t = view.token(a.end)?;
    if t.is_one_of(DASHES) {
        // «three-nought-four» spells digits.
        let spelt = start > 1
            && view.mark(start - 1, '-')
            && !view.token(start)?.spaced()
            && view.lex.at(start - 2).classes.has(Class::NUMBER);
        if spelt {
            return None;
        }
        let next = view.token(a.end + 1)?;
        // «54 | −12»: two cells of a table.
        let cells =
            t.spaced() && view.token(a.end - 1).is_some_and(|l| between(view, l.end(), t.start()).contains('|'));
        if cells {
            return None;
        }
        if t.spaced() != next.spaced() && !(t.spaced() && view.token(a.end + 1)?.is_number())
            || exclude::chain(view, a.start, a.end)
        {
            return None;
        }
        // «in 2019 – 12 people»: a dash between spaces joins bare numbers only.
        let b = amount::at(view, skip_about(view, a.end + 1), true)?;
        if t.spaced() && (a.unit != Unit::Item && a.unit != b.unit || t.is('—')) {
            return None;
        }
        return score::read(view, &a, &b).or_else(|| join(a, b, start));
    }
    if view.is_any(a.end, few!["to", "through"]) {
        let b = amount::at(view, a.end + 1, true)?;
        return score::read(view, &a, &b)
            .or_else(|| if change::before(view, start).is_some() { None } else { join(a, b, start) });
    }
    if view.is(a.end, "or") && a.unit == Unit::Item {
        let b = amount::at(view, a.end + 1, true)?;
        let near = b.mantissa - a.mantissa <= Decimal::from(5) || a.mantissa * Decimal::from(3) >= b.mantissa;
        return near.then(|| join(a, b, start))?;
    }
    None
}

/// The text between two offsets of the block.
fn between<'a>(view: &View<'a>, from: u32, to: u32) -> &'a str {
    view.text.get(from as usize..to as usize).unwrap_or_default()
}

fn skip_about(view: &View<'_>, i: usize) -> usize {
    if view.is_any(i, few!["about", "around", "roughly"]) || view.mark(i, '~') { i + 1 } else { i }
}

/// One range of two amounts; `None` when they are of two kinds or the first is not the smaller.
fn join(a: Amount, b: Amount, start: usize) -> Option<Amount> {
    let mut low = a.low;
    if a.mantissa == a.low && b.mantissa != b.low && a.low < b.mantissa {
        // «3 to 5 million»: the scale word is said once.
        low = a.low.checked_mul(b.low)?.checked_div(b.mantissa)?;
    }
    let unit = match (a.unit, b.unit) {
        (Unit::Item, u) => u,
        (Unit::Money(x), Unit::Money(y)) if x.meets(y) => b.unit,
        (u @ Unit::Money(_), Unit::Item) => u,
        (Unit::Fraction, Unit::Fraction) => Unit::Fraction,
        (x, y) if x == y => x,
        _ => return None,
    };
    if low >= b.low {
        return None;
    }
    let kind = if b.kind == FigureKind::Count { a.kind } else { b.kind };
    Some(Amount { start, low, high: b.low, bound: Bound::Range, unit, kind, rule: Rule::FigureRange, ..b })
}
