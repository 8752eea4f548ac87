//! Figures: numbers in digits, words and both, with bound, unit, counted noun and role.

mod digits;
mod fraction;
pub mod number;
pub mod role;
mod word;

use super::{FigureKind, Part, View, lexicon::Builder, mention::Figure, timex::Expression};
use crate::value::{Quantity, Unit};

pub fn words(b: &mut Builder) {
    word::words(b);
}

/// The figures of a block, in order; a number inside one of `timexes` belongs to the date.
pub fn find(view: &View<'_>, timexes: &[Expression]) -> Vec<Figure> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < view.len() {
        let Some(n) = fraction::out_of(view, i).or_else(|| number::parse_at(view, i)) else {
            i += 1;
            continue;
        };
        let span = view.span(i, n.end - 1);
        i = n.end;
        if timexes.iter().any(|x| x.span.overlaps(span)) {
            continue;
        }
        out.push(Figure {
            span,
            quantity: Quantity::exact(n.value, Unit::Item),
            kind: FigureKind::Count,
            counted: None,
            role: None,
            role_span: None,
            part: Part::Whole,
            hedge: None,
            rule: "figure-number",
        });
    }
    out
}
