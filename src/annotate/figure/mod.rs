//! Figures: numbers in digits, words and both, with bound, unit, counted noun and role.
//!
//! One pass over the tokens finds [`numbers()`] with sign, currency and unit; with their bounds they are [`Amount`]s
//! ([`amounts()`]). A last pass over those alone finds what they count and the role they have ([`find`], [`role::assign`]).

mod age;
mod amount;
mod amounts;
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

pub use amount::Amount;
pub use amounts::{all as amounts, numbers, triggers};
pub use counted::PERSONS;
pub use home::settle;

use counted::Phrase;
use role::assign::{Found, Way};

use std::sync::Arc;

use smallvec::SmallVec;

use super::{
    Change, ChangeEnd, FigureKind, View,
    lexicon::{Builder, Class},
    mention::Figure,
};
use crate::value::{Decimal, Quantity, Unit};

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

/// The figures of a block, in order, of its [`amounts()`].
pub fn find(view: &View<'_>, amounts: &[Amount]) -> Vec<Figure> {
    if amounts.is_empty() {
        return Vec::new();
    }
    let phrases: SmallVec<[Option<Phrase>; 8]> = amounts.iter().map(|a| counted_after(view, a)).collect();
    let roles = role::coordinate::assign(view, amounts, &phrases);
    let changes = change::find(view, amounts);
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
        quantity: quantity(view, a, unit),
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

fn quantity(view: &View<'_>, a: &Amount, unit: Unit) -> Quantity {
    let mut q = Quantity::exact(a.low, unit);
    (q.high, q.bound) = (a.high, a.bound);
    // A nought behind the point is as exact as any digit: «6.0 per cent», «4.00 billion».
    let point = |i: usize| view.token(i).is_some_and(|t| t.is_number()) && view.word(i).contains(['.', ',']);
    if a.low.scale() > 0 && (a.start..a.end).any(point) {
        let scale = a.low.checked_div(a.mantissa).unwrap_or(Decimal::ONE).abs();
        q.place = scale.checked_mul(Decimal::new(1, a.low.scale())).map_or(q.place, |place| place.min(q.place));
    }
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
            find(&view, &amounts(&view, numbers(&view), &[]));
            assert!(start.elapsed().as_secs() < 30, "{unit:?} took {:?}", start.elapsed());
        }
    }
}
