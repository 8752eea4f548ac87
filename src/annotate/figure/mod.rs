//! Figures: numbers in digits, words and both, with bound, unit, counted noun and role.

pub mod role;

use super::{
    FigureKind, Part, View,
    lexicon::{Builder, Class},
    mention::Figure,
    timex::Expression,
};
use crate::value::{Decimal, Quantity, Unit};

pub fn words(b: &mut Builder) {
    b.classes(&["million", "billion", "thousand", "hundred"], Class::SCALE);
}

/// The figures of a block, in order; a number inside one of `timexes` belongs to the date.
pub fn find(view: &View<'_>, timexes: &[Expression]) -> Vec<Figure> {
    let mut out = Vec::new();
    for (i, t) in view.prose.tokens.iter().enumerate() {
        if !t.is_number() || timexes.iter().any(|x| x.span.overlaps(t.span())) {
            continue;
        }
        let Ok(value) = view.word(i).replace(',', "").parse::<Decimal>() else { continue };
        out.push(Figure {
            span: t.span(),
            quantity: Quantity::exact(value, Unit::Item),
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
