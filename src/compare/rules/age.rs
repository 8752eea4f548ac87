use std::cmp::Ordering;

use super::superseded::later;
use crate::{
    compare::{Check, Judgement, Pair, Verdict, relation::middle, rule, slip, words},
    fact::{Slot, Value},
    value::{Bound, Decimal},
};

rule! {
    /// One person has two ages.
    ///
    /// Ages are the facts most often copied wrongly: swapped digits, a brother's age, an old cutting. Two articles may
    /// differ by the birthdays that lie between them; a year and a day between two articles make it possible, a week
    /// does not make it likely.
    ///
    /// Found: «Dana Ruiz, 41» on Monday, «Dana Ruiz, 14» on Tuesday.
    /// Not found: 41 in March and 42 in November; two people of one surname.
    ///
    /// To settle it: ask the source for the date of birth.
    AGE_CONFLICT = "age-conflict", Warning, Check::Pair(judge)
}

/// Days within which one birthday is an unlikely reason for a difference of one.
const SOON: i32 = 45;

fn judge(pair: &Pair<'_>) -> Option<Judgement> {
    if pair.here.slot != Slot::Age {
        return None;
    }
    let (Value::Quantity { written: a, base: ia }, Value::Quantity { written: b, base: ib }) =
        (&pair.here.value, &pair.there.value)
    else {
        return None;
    };
    // Of two descriptions only a slip can be told from two people.
    let named = pair.here.person.is_some() && pair.there.person.is_some();
    let exact = a.bound == Bound::Exact && b.bound == Bound::Exact;
    let difference = middle(ib) - middle(ia);
    let verdict = if difference.is_zero() {
        Verdict::Agree
    } else if !exact || ia.meets(ib) {
        if ia.meets(ib) { Verdict::Compatible } else { Verdict::Unresolved }
    } else {
        let order = later(pair.there, pair.here);
        let days = pair.story.apart.unwrap_or(0);
        let birthdays = Decimal::from(days / 365);
        let grown = match order {
            Some(Ordering::Less) => -difference,
            _ => difference,
        };
        let aged = grown == birthdays || grown == birthdays + Decimal::ONE && days > SOON;
        if aged && order.is_some() && pair.tie.likely() {
            Verdict::Superseded
        } else if pair.tie.sure() && (named || slip::ages(a, b)) && !pair.explained {
            Verdict::Conflict
        } else {
            Verdict::Unresolved
        }
    };
    let who = pair.here.person.as_ref().map_or("Age".to_owned(), |p| p.name.to_string());
    let y = words::quantity(b);
    let message = match verdict {
        Verdict::Conflict | Verdict::Unresolved => {
            let x = words::quantity(a);
            format!("{who}: {x} here, {y} in {}", words::article(pair.sheet_there))
        }
        _ => format!("{who}: {y} in {}", words::article(pair.sheet_there)),
    };
    Some(Judgement { code: "age-conflict", verdict, message, spans: None })
}
