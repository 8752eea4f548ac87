//! The amounts of a block: where one can start, which of the forms it has, and the bounds beside it.

use std::{iter::Peekable, vec::IntoIter};

use super::{
    super::{
        FigureKind, Rule, View,
        lexicon::{Class, Trigger},
        timex::Expression,
    },
    age,
    amount::{self, Amount},
    bound, exclude, fraction, number, range, rank, vague,
};
use crate::{
    article::TokenKind,
    base::Span,
    value::{Bound, Decimal, Unit},
};

/// The words that can start a figure, whatever stands after them.
const NUMERAL: Class = Class::NUMBER
    .or(Class::ORDINAL)
    .or(Class::SCALE)
    .or(Class::FRACTION)
    .or(Class::VAGUE)
    .or(Class::NONE_WORD)
    .or(Class::SIGN);

/// The words that can start a figure.
const START: Class = NUMERAL.or(Class::CURRENCY);

/// Whether it is looked at a word whether a figure starts there: at the words of [`START`], articles («a hundred») and the
/// first words of ranges.
pub fn triggers(word: &str, classes: Class) -> bool {
    classes.has(START)
        || classes.has(Class::DETERMINER) && word.len() <= 2
        || classes.has(Class::BOUND) && few!["between", "from"].lists(word.as_bytes())
}

/// Whether a figure can start at a token with the trigger.
fn starts(view: &View<'_>, i: usize) -> bool {
    let t = view.prose.tokens.at(i);
    match t.kind() {
        TokenKind::Number => true,
        TokenKind::Word => {
            let classes = view.lex.at(i).classes;
            // An article starts a figure only before a number, a mark, a unit or another such word («a hundred», «a
            // third»), and so does a word for money that is nothing else («A$5», «Rs», the «s» of a possessive). An «a»
            // is both.
            if classes.has(Class::DETERMINER.or(Class::CURRENCY)) && !classes.has(NUMERAL.or(Class::BOUND)) {
                let more = NUMERAL.or(Class::CURRENCY).or(Class::UNIT).or(Class::DETERMINER);
                return view.token(i + 1).is_some_and(|t| !t.is_word() || view.has(i + 1, more));
            }
            classes.has(START.or(Class::BOUND))
        }
        // A sign before digits («$», «-», «~», «.5»), or one that is a number itself («½»).
        TokenKind::Mark(_) => {
            let begins = |kind| match kind {
                TokenKind::Number => true,
                TokenKind::Mark(c) => !matches!(c, ',' | '"' | '“' | '”' | '’' | '(' | ')' | ':' | ';' | '!' | '?'),
                TokenKind::Word => false,
            };
            view.token(i + 1).is_some_and(|n| begins(n.kind())) || fraction::sign(view, i).is_some()
        }
    }
}

/// The numbers of a block with their units, without what stands around them.
pub fn numbers(view: &View<'_>) -> Vec<Amount> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(i) = view.lex.next(from, Trigger::FIGURE) {
        from = i + 1;
        if let Some(a) = read(view, i) {
            debug_assert_eq!(a.start, i);
            from = a.end.max(from);
            if out.is_empty() {
                // Most blocks that have any have one, and those of all blocks are there at a time.
                out.reserve_exact(1);
            }
            out.push(a);
        }
    }
    // Many of them stand beside the amounts made of them: without the room to grow.
    if out.len() > MANY {
        out.shrink_to_fit();
    }
    out
}

/// More numbers than most blocks have.
const MANY: usize = 8;

/// The amounts of a block with their bounds, in order, without overlaps, by its [`numbers`]; one inside one of `timexes` is
/// the date's.
pub fn all(view: &View<'_>, numbers: Vec<Amount>, timexes: &[Expression]) -> Vec<Amount> {
    let mut out = one_by_one(view, numbers, timexes);
    merge_bounds(view, &mut out);
    share_bounds(view, &mut out);
    out
}

fn one_by_one(view: &View<'_>, numbers: Vec<Amount>, timexes: &[Expression]) -> Vec<Amount> {
    let mut out = Vec::with_capacity(numbers.len());
    let mut numbers = numbers.into_iter().peekable();
    let (mut from, mut floor) = (0, 0);
    while let Some(mut a) = next(view, from, &mut numbers) {
        let core = view.span(a.start, a.end - 1);
        from = a.end.max(a.start + 1);
        if !a.over_dates && dated(timexes, &a, core) || exclude::is_name(view, &a) {
            // A number that names something takes the rest of its name with it.
            continue;
        }
        if let Some((bound, start)) = bound::before(view, a.start, floor) {
            limit(&mut a, bound);
            a.start = start;
        }
        if let Some((bound, end)) = bound::after(view, a.end) {
            limit(&mut a, bound);
            a.end = end;
        }
        if a.unit == Unit::Item && view.is(a.end, "mark") && view.token(a.start).is_some_and(|t| t.is_number()) {
            a.end += 1;
        }
        // «the two companies»: named before, unless something happens to them.
        a.needs_role |= a.unit == Unit::Item
            && view.is(a.start, "two")
            && a.start > 0
            && view.is(a.start - 1, "the")
            && !rank::superlative(view, a.end);
        if exclude::is_idiom(view, &a) {
            continue;
        }
        if let Some(per) = rate(view, a.end) {
            a.per = Some(per);
            if a.kind == FigureKind::Count
                && view.is(per.0, "per")
                && view.token(per.0 + 1).is_some_and(|t| t.is_number())
            {
                a.kind = FigureKind::Rate;
                a.end = per.1;
            }
        }
        from = a.end.max(from);
        floor = a.end;
        if out.is_empty() {
            // No room is taken where all numbers are a date's.
            out.reserve_exact(numbers.len() + 1);
        }
        out.push(a);
    }
    out
}

/// The first number at or after token `from`. Of one that begins before, since the one before it has taken its first words,
/// the rest is read anew: «12 per 100 to 200 births».
fn next(view: &View<'_>, mut from: usize, numbers: &mut Peekable<IntoIter<Amount>>) -> Option<Amount> {
    while let Some(begun) = numbers.peek().filter(|n| n.start < from) {
        while let Some(i) = view.lex.next(from, Trigger::FIGURE).filter(|&i| i < begun.end) {
            from = i + 1;
            if let Some(a) = read(view, i) {
                return Some(a);
            }
        }
        numbers.next();
    }
    numbers.next()
}

/// What starts at token `i`, without bound words.
fn read(view: &View<'_>, i: usize) -> Option<Amount> {
    if !starts(view, i) {
        return None;
    }
    if view.has(i, Class::BOUND) && !view.token(i)?.is_number() && view.is_any(i, few!["between", "from"]) {
        return range::at(view, i);
    }
    let number = number::parse_at(view, i);
    let ordinal = rank::ordinal(view, i, number);
    age::decade(view, i)
        .or_else(|| rank::at(view, i, ordinal?))
        .or_else(|| if ordinal.is_some_and(|o| o.digits) { None } else { age::at(view, i, number?) })
        .or_else(|| if view.token(i)?.is_word() { vague::at(view, i).or_else(|| vague::none(view, i)) } else { None })
        .or_else(|| {
            let mut a = match number {
                Some(n) if !view.has(i, Class::CURRENCY) => amount::of(view, i, n)?,
                None if view.token(i)?.is_word() && !view.has(i, Class::CURRENCY.or(Class::SIGN)) => return None,
                _ => amount::at(view, i, true)?,
            };
            if range::goes_on(view, a.end)
                && let Some(range) = range::after(view, a.clone())
            {
                a = range;
            }
            magnitude(view, &mut a);
            Some(a)
        })
}

/// «magnitude 6.8», «a magnitude of 6.8»: a number whose unit stands before it.
fn magnitude(view: &View<'_>, a: &mut Amount) {
    if a.unit == Unit::Item && a.start > 0 && a.low < Decimal::TEN {
        let p = a.start - 1 - usize::from(a.start > 1 && (view.is(a.start - 1, "of") || view.mark(a.start - 1, '-')));
        if view.is(p, "magnitude") {
            (a.unit, a.kind, a.rule) = (Unit::Measure("magnitude"), FigureKind::Measure, Rule::FigureMeasure);
        }
    }
}

fn dated(timexes: &[Expression], a: &Amount, span: Span) -> bool {
    let first = timexes.partition_point(|t| t.span.end <= span.start);
    // «five and a quarter»: a number that only ends like a length of time is none.
    let inner = |t: &Expression| !a.is_range() && t.span.start > span.start && span.covers(t.span);
    timexes.get(first).is_some_and(|t| t.span.overlaps(span) && !inner(t))
}

fn limit(a: &mut Amount, bound: Bound) {
    if a.bound == Bound::Exact || a.kind == FigureKind::Vague && bound != Bound::About {
        a.bound = bound;
    }
}

/// «at least 20 and at most 100», «larger than 10 but smaller than 20»: one range.
fn merge_bounds(view: &View<'_>, amounts: &mut Vec<Amount>) {
    let lower = |b: Bound| matches!(b, Bound::AtLeast | Bound::MoreThan);
    let upper = |b: Bound| matches!(b, Bound::AtMost | Bound::LessThan);
    let mut i = 0;
    while i + 1 < amounts.len() {
        let (a, b) = (&amounts[i], &amounts[i + 1]);
        let joined = b.start == a.end + 1 && view.is_any(a.end, few!["and", "but"]);
        let (low, high) = if lower(a.bound) && upper(b.bound) { (a.low, b.low) } else { (b.low, a.low) };
        let opposite = lower(a.bound) && upper(b.bound) || upper(a.bound) && lower(b.bound);
        if joined && opposite && low < high && (a.unit == b.unit || a.unit == Unit::Item) {
            let merged =
                Amount { start: a.start, low, high, bound: Bound::Range, rule: Rule::FigureRange, ..b.clone() };
            amounts[i] = merged;
            amounts.remove(i + 1);
        }
        i += 1;
    }
}

/// «about 70,000 and 280,000 respectively»: the bound holds for both.
fn share_bounds(view: &View<'_>, amounts: &mut [Amount]) {
    for i in 1..amounts.len() {
        let (a, b) = (&amounts[i - 1], &amounts[i]);
        let joined = b.start == a.end + 1 && view.is(a.end, "and") && a.unit.dimension() == b.unit.dimension();
        if joined && b.bound == Bound::Exact && !a.is_range() && (b.end..b.end + 3).any(|k| view.is(k, "respectively"))
        {
            amounts[i].bound = a.bound;
        }
    }
}

/// What a rate is counted in: «per 100,000», «a share», «an hour», «per person».
fn rate(view: &View<'_>, i: usize) -> Option<(usize, usize)> {
    if view.is(i, "per") && !view.is(i + 1, "cent") {
        if let Some(n) = number::parse_at(view, i + 1) {
            return Some((i, n.end));
        }
        return view.token(i + 1).filter(|t| t.is_word()).map(|_| (i, i + 2));
    }
    let unit = view.is_any(
        i + 1,
        few!["share", "barrel", "ounce", "tonne", "ton", "gallon", "litre", "head", "piece", "ticket", "night"],
    );
    (view.is_any(i, few!["a", "an"]) && unit).then_some((i, i + 2))
}
