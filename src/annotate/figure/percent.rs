//! Per cent and percentage points.

use super::super::{
    View,
    lexicon::{Builder, Class},
};
use crate::value::Unit;

pub fn words(b: &mut Builder) {
    b.classes(
        &["percent", "percents", "pct", "percentage", "per", "pc", "ppt", "pp", "basis", "bps", "bp"],
        Class::UNIT,
    );
}

/// A percent sign or word at token `i`, and the token after it. A hyphen may stand before it.
pub fn after(view: &View<'_>, i: usize) -> Option<(Unit, usize)> {
    let t = view.token(i)?;
    if t.is('%') || t.is('％') {
        let points = view.is_any(i + 1, few!["point", "points"]);
        return Some(if points { (Unit::PercentagePoint, i + 2) } else { (Unit::Percent, i + 1) });
    }
    if t.is('-') && !t.spaced() {
        return view.token(i + 1).filter(|n| n.is_word()).and_then(|_| after(view, i + 1));
    }
    if !view.has(i, Class::UNIT) {
        return None;
    }
    let points = |at: usize| {
        if view.is_any(at, few!["point", "points"]) { (Unit::PercentagePoint, at + 1) } else { (Unit::Percent, at) }
    };
    match () {
        _ if view.is_any(i, few!["percent", "percents", "pct", "percentage"]) => Some(points(i + 1)),
        _ if view.is(i, "per") && view.is(i + 1, "cent") => Some(points(i + 2)),
        _ if view.is(i, "per") && view.mark(i + 1, '-') && view.is(i + 2, "cent") => Some(points(i + 3)),
        _ if view.is(i, "pc") && !t.spaced() => Some((Unit::Percent, i + 1)),
        _ if view.is_any(i, few!["ppt", "pp"]) => Some((Unit::PercentagePoint, i + 1)),
        _ if view.is(i, "basis") && view.is_any(i + 1, few!["point", "points"]) => Some((Unit::Measure("bp"), i + 2)),
        _ if view.is(i, "bps") => Some((Unit::Measure("bp"), i + 1)),
        _ => None,
    }
}
