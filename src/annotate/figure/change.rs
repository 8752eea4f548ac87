//! Words of change: «up 12 % to», «rose from 50 to 60».

use std::sync::Arc;

use smallvec::{SmallVec, smallvec};

use super::{
    super::{
        Change, ChangeEnd, View,
        lexicon::{Builder, Class},
    },
    amount::Amount,
    role::direction,
};
use crate::value::{Quantity, Unit};

pub const UP: &str = "\
    up rose rise rises risen rising grew grow grows grown growing growth increase increased increases increasing \
    climb climbed climbs climbing jump jumped jumps surge surged surges soar soared soars gain gained gains \
    higher advance advanced rebound rebounded rally rallied swell swelled expanded raised doubled tripled \
    quadrupled trebled improved upgraded lifted lifting raising hike hiked rocketed";

pub const DOWN: &str = "\
    down fell fall falls fallen falling drop dropped drops dropping decline declined declines decrease decreased \
    decreases slip slipped slid slide plunge plunged plunges tumble tumbled sank sink shrank shrink lower \
    lowered cut cuts reduce reduced reduction dip dipped slump slumped halved lost shed eased trimmed narrowed \
    off crashed weakened retreated sagged";

pub fn words(b: &mut Builder) {
    for word in UP.split_whitespace() {
        b.class(word, Class::CHANGE.or(Class::UPWARD));
    }
    for word in DOWN.split_whitespace() {
        b.class(word, Class::CHANGE);
    }
}

/// The direction of a word of change at token `i`.
pub fn at(view: &View<'_>, i: usize) -> Option<bool> {
    if !view.has(i, Class::CHANGE) {
        return None;
    }
    Some(view.has(i, Class::UPWARD))
}

/// Whether something changes in the words before token `i` of its sentence, and whether upward.
pub fn before(view: &View<'_>, i: usize) -> Option<bool> {
    let start = view.prose.sentence_of(i).start.max(i.saturating_sub(40));
    (start..i).rev().find_map(|k| at(view, k))
}

/// Which end of a change an amount is.
type Place = (ChangeEnd, Arc<Change>);

/// The changes that the amounts of a block describe, one place each: «up 12 % to 3.42» and «from 50 to 60».
pub fn find(view: &View<'_>, amounts: &[Amount]) -> SmallVec<[Option<Place>; 8]> {
    let mut out: SmallVec<[Option<Place>; 8]> = smallvec![None; amounts.len()];
    let mut i = 0;
    while i < amounts.len() {
        let group = group(view, amounts, i);
        if let Some((change, ends)) = group {
            let change = Arc::new(change);
            for (k, end) in ends.iter().enumerate() {
                out[i + k] = Some((*end, change.clone()));
            }
            i += ends.len();
        } else {
            i += 1;
        }
    }
    out
}

/// The change that starts with amount `i`, and which end each of its amounts is.
fn group(view: &View<'_>, amounts: &[Amount], i: usize) -> Option<(Change, SmallVec<[ChangeEnd; 3]>)> {
    let quantity = |a: &Amount| super::quantity(view, a, a.unit);
    let mut change = Change { up: true, from: None, to: None, by: None };
    let mut ends = SmallVec::new();
    let first = &amounts[i];
    let word = |a: &Amount, n: usize| a.start.checked_sub(n).unwrap_or(usize::MAX);
    if let Some(up) = direction(view, first).filter(|_| first.unit != Unit::Item || !view.is(word(first, 1), "to")) {
        change.up = up;
        let to = view.is(word(first, 1), "to");
        let from = view.is(word(first, 1), "from");
        let end = if to {
            ChangeEnd::To
        } else if from {
            ChangeEnd::From
        } else {
            ChangeEnd::By
        };
        put(&mut change, end, quantity(first));
        ends.push(end);
    } else {
        let from = view.is(word(first, 1), "from");
        let to = view.is(word(first, 1), "to");
        let near = at(view, word(first, 2)).or_else(|| at(view, word(first, 3)));
        change.up = match near {
            Some(up) => up,
            None if from => before(view, first.start)?,
            None => return None,
        };
        if !(from || to) {
            return None;
        }
        let end = if from { ChangeEnd::From } else { ChangeEnd::To };
        put(&mut change, end, quantity(first));
        ends.push(end);
    }
    for b in amounts.iter().skip(i + 1).take(2) {
        let a = &amounts[i + ends.len() - 1];
        let between = a.end..b.start;
        if between.len() > 4 || between.clone().any(|k| view.mark(k, '.') || view.mark(k, ';')) {
            break;
        }
        let end = match view.word(word(b, 1)) {
            "to" | "at" if change.to.is_none() => ChangeEnd::To,
            "from" if change.from.is_none() => ChangeEnd::From,
            _ => break,
        };
        put(&mut change, end, quantity(b));
        ends.push(end);
    }
    Some((change, ends))
}

fn put(change: &mut Change, end: ChangeEnd, q: Quantity) {
    match end {
        ChangeEnd::From => change.from = Some(q),
        ChangeEnd::To => change.to = Some(q),
        ChangeEnd::By => change.by = Some(q),
    }
}
