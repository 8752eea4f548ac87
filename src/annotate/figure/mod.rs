//! Figures: numbers in digits, words and both, with bound, unit, counted noun and role.
//!
//! One pass over the tokens makes [`amount::Amount`]s: a number with sign, currency, unit and bound. A second pass over
//! those alone finds what they count and the role they have ([`role::assign`]).

mod age;
mod amount;
mod bound;
mod change;
mod counted;
mod digits;
mod exclude;
mod exponent;
mod fraction;
pub mod heading;
mod home;
mod measure;
mod money;
pub mod number;
mod part;
mod percent;
mod range;
mod rank;
pub mod role;
mod score;
mod vague;
mod word;

pub use counted::PERSONS;
pub use home::settle;

use amount::Amount;
use counted::Phrase;
use role::assign::{Found, Way};

use std::sync::Arc;

use smallvec::SmallVec;

use super::{
    Change, ChangeEnd, FigureKind, Rule, View,
    lexicon::{Builder, Class, Trigger},
    mention::Figure,
    timex::Expression,
};
use crate::{
    article::TokenKind,
    base::Span,
    value::{Bound, Decimal, Quantity, Unit},
};

pub fn words(b: &mut Builder) {
    word::words(b);
    measure::words(b);
    percent::words(b);
    money::words(b);
    bound::words(b);
    age::words(b);
    rank::words(b);
    vague::words(b);
    counted::words(b);
    exclude::words(b);
    change::words(b);
    part::words(b);
    b.classes(amount::SIGNS, Class::SIGN);
}

/// The figures of a block, in order; a number inside one of `timexes` belongs to the date.
pub fn find(view: &View<'_>, timexes: &[Expression]) -> Vec<Figure> {
    let mut amounts = amounts(view, timexes);
    if amounts.is_empty() {
        return Vec::new();
    }
    merge_bounds(view, &mut amounts);
    share_bounds(view, &mut amounts);
    let phrases: SmallVec<[Option<Phrase>; 8]> = amounts.iter().map(|a| counted_after(view, a)).collect();
    let roles = role::coordinate::assign(view, &amounts, &phrases);
    let changes = change::find(view, &amounts);
    let mut out = Vec::with_capacity(amounts.len());
    for (i, change) in changes.into_iter().enumerate() {
        let (a, role, phrase) = (&amounts[i], roles[i], phrases[i]);
        let happened = |f: &Found| matches!(f.way, Way::After | Way::Counted) && PEOPLE.has(f.role);
        if a.needs_role && !role.as_ref().is_some_and(happened) {
            continue;
        }
        out.push(figure(view, a, role, phrase, change));
    }
    out
}

/// The words that can start a figure.
const START: Class = Class::NUMBER
    .or(Class::ORDINAL)
    .or(Class::SCALE)
    .or(Class::FRACTION)
    .or(Class::VAGUE)
    .or(Class::NONE_WORD)
    .or(Class::CURRENCY)
    .or(Class::SIGN);

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
            if classes.has(START) {
                return true;
            }
            // An article starts a figure only before a word of number («a hundred», «a third»).
            if classes.has(Class::DETERMINER) {
                return view
                    .token(i + 1)
                    .is_some_and(|t| !t.is_word() || view.has(i + 1, START) || view.has(i + 1, Class::UNIT));
            }
            classes.has(Class::BOUND)
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

/// The amounts of a block, of which few have more.
type Amounts = SmallVec<[Amount; 4]>;

/// The amounts of a block with their bounds, in order, without overlaps.
fn amounts(view: &View<'_>, timexes: &[Expression]) -> Amounts {
    let mut out = Amounts::new();
    let (mut from, mut floor) = (0, 0);
    while let Some(mut i) = view.lex.next(from, Trigger::FIGURE) {
        from = i + 1;
        let read = starts(view, i).then(|| read(view, i)).flatten();
        let Some(mut a) = read else { continue };
        let core = view.span(a.start, a.end - 1);
        i = a.end.max(i + 1);
        from = i;
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
        from = a.end.max(i);
        floor = a.end;
        out.push(a);
    }
    out
}

/// What starts at token `i`, without bound words.
fn read(view: &View<'_>, i: usize) -> Option<Amount> {
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
            let a = match number {
                Some(n) if !view.has(i, Class::CURRENCY) => amount::of(view, i, n)?,
                None if view.token(i)?.is_word() && !view.has(i, Class::CURRENCY.or(Class::SIGN)) => return None,
                _ => amount::at(view, i, true)?,
            };
            let range = if range::goes_on(view, a.end) { range::after(view, a.clone()) } else { None };
            magnitude(view, range.unwrap_or(a))
        })
}

/// «magnitude 6.8», «a magnitude of 6.8»: a number whose unit stands before it.
fn magnitude(view: &View<'_>, mut a: Amount) -> Option<Amount> {
    if a.unit == Unit::Item && a.start > 0 && a.low < Decimal::TEN {
        let p = a.start - 1 - usize::from(a.start > 1 && (view.is(a.start - 1, "of") || view.mark(a.start - 1, '-')));
        if view.is(p, "magnitude") {
            (a.unit, a.kind, a.rule) = (Unit::Measure("magnitude"), FigureKind::Measure, Rule::FigureMeasure);
        }
    }
    Some(a)
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
fn merge_bounds(view: &View<'_>, amounts: &mut Amounts) {
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

fn counted_after(view: &View<'_>, a: &Amount) -> Option<Phrase> {
    match a.kind {
        FigureKind::Count | FigureKind::Vague | FigureKind::Rate => counted::after(view, a.end, a.low == Decimal::ONE),
        FigureKind::Percent | FigureKind::Fraction if view.is(a.end, "of") => counted::after(view, a.end, false),
        _ => None,
    }
}

fn figure(
    view: &View<'_>,
    a: &Amount,
    role: Option<Found>,
    phrase: Option<Phrase>,
    change: Option<(ChangeEnd, Arc<Change>)>,
) -> Figure {
    let person = phrase.is_some_and(|p| p.person) || phrase.is_none() && role.is_some_and(|f| PEOPLE.has(f.role));
    let unit = if a.unit == Unit::Item && person { Unit::Person } else { a.unit };
    let tokens = |start: usize, end: usize| view.span(start, (end - 1).max(start));
    Figure {
        span: tokens(a.start, a.end),
        quantity: quantity(a, unit),
        kind: a.kind,
        counted: phrase.map(|p| tokens(p.start, p.end)),
        role: role.map(|f| f.role),
        role_span: role.map(|f| tokens(f.start, f.end)),
        part: part::of(view, a, phrase),
        hedge: part::hedge(view, a, role.filter(|f| f.way == Way::After).map(|f| f.end)),
        per: a.per.map(|(start, end)| tokens(start, end)),
        change,
        rule: a.rule,
    }
}

fn quantity(a: &Amount, unit: Unit) -> Quantity {
    let mut q = Quantity::exact(a.low, unit);
    (q.high, q.bound) = (a.high, a.bound);
    if a.kind == FigureKind::Fraction {
        // «a third» is said of anything near it.
        q.place = Decimal::new(5, 2);
    }
    q
}

/// Roles of people, where nothing says what is counted: «15 dead».
static PEOPLE: role::Set = role::Set::new(&[
    "killed",
    "injured",
    "missing",
    "rescued",
    "arrested",
    "hospitalised",
    "infected",
    "evacuated",
    "displaced",
    "shot",
    "stabbed",
    "trapped",
    "abducted",
    "released",
    "sick",
    "vaccinated",
    "unvaccinated",
    "quarantined",
    "charged",
    "convicted",
    "deported",
    "drafted",
    "aboard",
    "attendance",
]);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        annotate::{Paragraph, lexicon},
        article::BlockKind,
    };

    fn read_all(text: &str) -> usize {
        let paragraph = Paragraph::new(text, &[], BlockKind::Paragraph);
        let mut end = 0;
        let figures = paragraph.found.map_or_else(Box::default, |found| found.figures);
        for f in &figures {
            assert!(f.span.start >= end && f.span.end > f.span.start, "{text:.60?} {:?}", f.span);
            assert!(text.get(f.span.range()).is_some());
            let _ = f.quantity.in_base().map(|q| q.interval());
            end = f.span.end;
        }
        figures.len()
    }

    #[test]
    fn any_text_is_read() {
        for text in [
            "",
            "-",
            "$",
            "1",
            "1/",
            "1/0",
            "0/0",
            "½½",
            "from",
            "between",
            "between 1 and",
            "at least",
            "a",
            "one and",
            "1 million million million million million",
            "99999999999999999999999999999999",
            "1e999",
            "2^999",
            "2^-60",
            "0^-1",
            "per",
            "5 per",
            "$5 a",
            "1.",
            ".5",
            "١٢ people",
            "5\u{301}",
            "🙂5🙂",
            "−5–−3",
            "5' 6''",
            "9\"",
            "1x10^99",
            "one hundred and",
            "two and a",
            "12-",
            "12-13-",
            "-12",
            "1,2,3,4",
            "€",
            "US$",
            "5 feet 5 feet 5 feet",
            "100000000000000000000000 light years",
            "aged",
            "aged 5",
            ", 5,",
            "(5)",
            "X (5)",
            "A B, 5,",
            "scores",
            "no",
            "no one",
            "none of the",
            "5 of the 6 of the 7",
        ] {
            read_all(text);
            read_all(&format!("{text} {text}"));
            read_all(&text.repeat(3));
        }
    }

    /// Nothing may grow with the square of a paragraph's length: these would then take minutes.
    #[test]
    fn long_runs_are_read_in_time_that_grows_with_their_length() {
        for unit in [
            "one million and ",
            "70 and 80 respectively ",
            "5\" ",
            "from 5 to ",
            "12 of the 13 ",
            "1-",
            "a half ",
            "5 feet ",
            "at least ",
        ] {
            let text = unit.repeat(20_000 / unit.len());
            let mut triggers = Vec::new();
            let prose = lexicon::read(&text, &[], &mut triggers);
            let view = View::new(&text, BlockKind::Paragraph, &prose, &triggers);
            let start = std::time::Instant::now();
            find(&view, &[]);
            assert!(start.elapsed().as_secs() < 30, "{unit:?} took {:?}", start.elapsed());
        }
    }
}
