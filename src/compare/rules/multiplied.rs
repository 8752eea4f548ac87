//! «doubled from 40 to 100», «halved to 40 from 100»: a verb that says how many times, and two ends that it does not lead
//! between.

use super::{
    change::{alike, difference},
    inside::{Passage, conflict, passages},
};
use crate::{
    annotate::{Annotated, lexicon::Class},
    base::Span,
    compare::Finding,
    value::{Bound, Decimal, Quantity, Unit},
};

/// The verbs, how many times, and whether upward.
const VERBS: &[(&[&str], u8, bool)] = &[
    (&["doubled", "doubling", "doubles", "double"], 2, true),
    (&["tripled", "tripling", "triples", "trebled", "trebling", "trebles"], 3, true),
    (&["quadrupled", "quadrupling", "quadruples"], 4, true),
    (&["halved", "halving", "halves", "halve"], 2, false),
];

/// Words between the verb and its ends.
const QUIET: &[&str] = &[
    "in", "since", "over", "within", "during", "last", "this", "the", "past", "almost", "nearly", "just", "only", "a",
    "between", "and",
];

/// The changes of an article that such a verb does not fit.
pub fn changes(a: &Annotated) -> Vec<Finding> {
    passages(a).flat_map(|p| (0..p.figures.len()).filter_map(move |k| told(&p, k))).collect()
}

/// Figure `k` is the first end, or both ends as a range.
fn told(p: &Passage<'_>, k: usize) -> Option<Finding> {
    let (v, first) = (&p.view, p.figures.get(k)?);
    let q = first.quantity;
    let (start, end) = p.tokens(first.span);
    let (prep, from, to, second) = if q.bound == Bound::Range && v.is(start, "from") {
        let one = |n, place| Quantity { low: n, high: n, bound: Bound::Exact, place, ..q };
        (start, one(q.low, q.place.min(q.low.max(Decimal::ONE))), one(q.high, q.place), None)
    } else {
        let other = p.figures.get(k + 1)?;
        let prep = start.checked_sub(1)?;
        let next = p.tokens(other.span).0.checked_sub(1).filter(|&n| n > end && n - end <= 4)?;
        let stops = (end + 1..next).any(|i| v.mark(i, '.') || v.mark(i, ';') || v.is(i, "and"));
        let (from, to) = match () {
            _ if stops => return None,
            _ if v.is(prep, "from") && v.is(next, "to") => (q, other.quantity),
            _ if v.is(prep, "to") && v.is(next, "from") => (other.quantity, q),
            _ => return None,
        };
        (prep, from, to, Some(other.span))
    };
    let (verb, times, up) = verb(p, prep)?;
    let bound = match verb.checked_sub(1) {
        Some(i) if v.is_any(i, &["nearly", "almost", "about", "roughly", "around", "virtually", "practically"]) => {
            Bound::About
        }
        // «more than doubled» leaves the rest open.
        Some(i) if v.is_any(i, &["than", "least"]) => return None,
        _ => Bound::Exact,
    };
    let by = Quantity { bound, ..Quantity::exact(Decimal::from(times), Unit::Times) };
    // A range is written with its smaller number first.
    let (from, to) = alike((from, to))?;
    let message = difference(&from, &to, &by, up)?;
    let word = v.token(verb)?.span().shifted(p.block.span.start);
    let others: Vec<Span> = [Some(first.span), second].into_iter().flatten().collect();
    Some(conflict("change-mismatch", word, message, vec!["It is given as one change".into()], others))
}

/// The verb before «from» or «to» at token `prep`, how many times it says, and whether upward.
fn verb(p: &Passage<'_>, prep: usize) -> Option<(usize, u8, bool)> {
    let v = &p.view;
    let sentence = v.prose.sentence_of(prep);
    for i in (sentence.start.max(prep.saturating_sub(9))..prep).rev() {
        if let Some(&(_, n, up)) = VERBS.iter().find(|row| v.is_any(i, row.0)) {
            return Some((i, n, up));
        }
        let number = v.token(i).is_some_and(|t| t.is_number());
        let quiet = v.mark(i, ',') || number || v.is_any(i, QUIET) || v.has(i, Class::TIME_UNIT.or(Class::NUMBER));
        if !quiet {
            return None;
        }
    }
    None
}
