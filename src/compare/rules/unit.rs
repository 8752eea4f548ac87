use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::inside::conflict;
use crate::{
    annotate::Annotated,
    compare::{
        Check, Finding, Judgement, Pair, Verdict,
        gate::tells,
        relation::{Relation, relate},
        rule, words,
    },
    fact::{Fact, FactSheet, HEADED, TermKind, Value},
    value::{Quantity, Unit},
};

rule! {
    /// A table's heading gives another unit than the text.
    ///
    /// Tables have their unit once, in the heading, and it is lost when a number is lifted out: thousands become ones,
    /// millions billions, kilometres miles.
    ///
    /// Found: «Freight 4.7» under «Revenue ($bn)», and «freight brought in $4.7 million» in the text or another article.
    /// Not found: «$4.7 billion», or «€4.3 billion» as a conversion; the same digits of something else; a heading that
    /// names no unit.
    ///
    /// To settle it: look at the heading of the source's own table.
    UNIT_MISMATCH = "unit-mismatch", Warning, Check::Both(judge, find)
}

fn judge(pair: &Pair<'_>) -> Option<Judgement> {
    let headed = |f: &Fact| f.rule == HEADED;
    if headed(pair.here) == headed(pair.there) {
        return None;
    }
    let (a, b) = mismatch(pair.here, pair.there)?;
    let event = pair.tie.event >= 1.0 && pair.tie.matter >= 0.9;
    if !event || pair.explained {
        return None;
    }
    let (x, y, there) = (words::quantity(a), words::quantity(b), words::article(pair.sheet_there));
    let message = if headed(pair.here) {
        format!("The heading of this column makes it {x}; {there} has {y}")
    } else {
        format!("{x} here; the heading of a table in {there} makes it {y}")
    };
    Some(Judgement { code: "unit-mismatch", verdict: Verdict::Conflict, message, spans: None })
}

/// The numbers of two facts when their digits are the same and their unit or scale is not.
fn mismatch<'a>(a: &'a Fact, b: &'a Fact) -> Option<(&'a Quantity, &'a Quantity)> {
    let (Value::Quantity { written: x, base: ix }, Value::Quantity { written: y, base: iy }) = (&a.value, &b.value)
    else {
        return None;
    };
    let same = a.slot == b.slot && digits(x) >= TELLING && digits(x) == digits(y) && x.bound == y.bound;
    let units = match (x.unit, y.unit) {
        (Unit::Money(c), Unit::Money(d)) => !c.meets(d),
        _ => matches!(relate((x, ix), (y, iy), false), Relation::Apart(_)),
    };
    let apart = matches!(relate((x, ix), (y, iy), false), Relation::Apart(_));
    (same && (units || apart)).then_some((x, y))
}

/// Digits below this say nothing: «3» stands for many things.
const TELLING: u128 = 11;

fn digits(q: &Quantity) -> u128 {
    let mut digits = q.low.normalize().mantissa().unsigned_abs();
    while digits >= 10 && digits.is_multiple_of(10) {
        digits /= 10;
    }
    digits
}

/// Numbers of the text whose digits stand in a table of the same article under a heading that makes them another.
fn find(_: &Annotated, sheet: &FactSheet) -> Vec<Finding> {
    let mut cells: FxHashMap<u128, Vec<&Fact>> = FxHashMap::default();
    for f in sheet.facts.iter().filter(|f| f.rule == HEADED) {
        if let Value::Quantity { written, .. } = &f.value {
            match cells.entry(digits(written)) {
                Entry::Occupied(mut list) if list.get().len() < SAME_DIGITS => list.get_mut().push(f),
                Entry::Occupied(_) => {}
                Entry::Vacant(new) => drop(new.insert(vec![f])),
            }
        }
    }
    let mut out = Vec::new();
    if cells.is_empty() {
        return out;
    }
    for f in sheet.facts.iter().filter(|f| f.rule != HEADED) {
        let Value::Quantity { written, .. } = &f.value else { continue };
        let Some(list) = cells.get(&digits(written)) else { continue };
        // A cell that the number agrees with explains it.
        let agrees = |c: &&Fact| mismatch(f, c).is_none() && c.slot == f.slot;
        if list.iter().any(agrees) {
            continue;
        }
        if let Some((cell, (x, y))) =
            list.iter().find_map(|c| Some((c, mismatch(f, c)?)).filter(|_| labelled(sheet, f, c)))
        {
            let message =
                format!("{} here; the heading of the table makes it {}", words::quantity(x), words::quantity(y));
            let because = vec!["The text has a word of the table's row, and the same digits".into()];
            out.push(conflict("unit-mismatch", f.span, message, because, vec![cell.span]));
        }
    }
    out
}

/// Cells of the same digits that are looked at.
const SAME_DIGITS: usize = 8;

/// Whether the sentence of a number has a telling word of the cell's row.
fn labelled(sheet: &FactSheet, fact: &Fact, cell: &Fact) -> bool {
    let sentence = &sheet.sentence(fact).terms;
    cell.near.iter().any(|t| {
        let term = &sheet.terms[*t as usize];
        term.kind != TermKind::Broad && tells(term.key) && sentence.binary_search(t).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Decimal;

    #[test]
    fn digits_leave_out_scale_and_point() {
        let of = |n: &str| digits(&Quantity::exact(n.parse::<Decimal>().unwrap(), Unit::Item));
        assert_eq!(of("4700000"), 47);
        assert_eq!(of("4.70"), 47);
        assert_eq!(of("0"), 0);
    }
}
