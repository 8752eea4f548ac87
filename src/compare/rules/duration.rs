use std::cmp::Ordering;

use super::superseded::renewed;
use crate::{
    compare::{Check, Judgement, Pair, Verdict, rule, slip, words},
    fact::Value,
    value::Length,
};

rule! {
    /// Two articles give different lengths of time for the same thing.
    ///
    /// Sentences, terms of office, crossings, waits: lengths are rounded freely, so only what no rounding explains is
    /// told.
    ///
    /// Found: nine years in office here, eleven there.
    /// A note: what a later article says a sentence was cut to on appeal.
    /// Not found: the sentence that prosecutors sought, and the one imposed; «seven years and four months» and «88
    /// months»; «nine years» and «nine and a half years»; one man's sentence and another's.
    ///
    /// To settle it: reckon it from its two dates.
    DURATION_CONFLICT = "duration-conflict", Warning, Check::Pair(judge)
}

/// How far two lengths may differ, as parts of a hundred of the longer one, and be roundings of one.
const ROUNDING: i64 = 13;

fn judge(pair: &Pair<'_>) -> Option<Judgement> {
    let (Value::Length(a), Value::Length(b)) = (&pair.here.value, &pair.there.value) else { return None };
    let (x, y) = (minutes(a), minutes(b));
    let verdict = if x == y {
        Verdict::Agree
    } else if (x - y).abs() * 100 <= x.max(y) * ROUNDING {
        Verdict::Compatible
    } else if renewed(pair).is_some() {
        // A sentence that was cut on appeal.
        if pair.tie.carries(pair.here.slot) && !pair.explained { Verdict::Superseded } else { Verdict::Unresolved }
    } else if pair.tie.carries(pair.here.slot)
        && !pair.explained
        && (x.max(y) * 10 <= x.min(y) * 16 || slip::likely(pair.here, pair.there))
    {
        Verdict::Conflict
    } else {
        Verdict::Unresolved
    };
    let there = words::length(b);
    let message = match verdict {
        Verdict::Superseded if renewed(pair) == Some(Ordering::Less) => {
            format!("Now {there} ({})", words::article(pair.sheet_there))
        }
        Verdict::Superseded => {
            format!("{} here; {there} in {} was before", words::length(a), words::article(pair.sheet_there))
        }
        Verdict::Conflict => format!("{} here, {there} in {}", words::length(a), words::article(pair.sheet_there)),
        _ => format!("{there} in {}", words::article(pair.sheet_there)),
    };
    Some(Judgement { code: "duration-conflict", verdict, message, spans: None })
}

/// A length in minutes, a month taken as a twelfth of 365.25 days.
fn minutes(l: &Length) -> i64 {
    l.centimonths.saturating_mul(43_830) / 100 + l.seconds / 60
}
