use crate::{
    compare::{Check, Judgement, Pair, Verdict, because::role_noun, rule, words},
    fact::{Fact, Value},
    value::{Bound, Decimal},
};

rule! {
    /// One article counts a part in, another counts it beside.
    ///
    /// «Eleven arrested, including the four gunmen» is eleven people; «the four gunmen and eleven others» is fifteen.
    /// The same numeral can hide the difference, and different numerals can hide that both agree.
    ///
    /// Found: «eleven held, the four attackers among them» here, «four attackers and eleven others held» there, with
    /// the sum, 15.
    /// Not found: «eleven held» here, «four attackers and seven others» there: both are eleven.
    ///
    /// To settle it: ask whether the number is of all, and write «in all» or «besides».
    COUNTED_IN = "figure-counted-in", Warning, Check::Pair(judge)
}

fn judge(pair: &Pair<'_>) -> Option<Judgement> {
    let (a, b) = (value(pair.here)?, value(pair.there)?);
    if pair.here.beside.is_none() && pair.there.beside.is_none() {
        return None;
    }
    let (sum_a, sum_b) = (a + pair.here.beside.unwrap_or_default(), b + pair.there.beside.unwrap_or_default());
    // One of the two is the very part that the other stands beside.
    if pair.there.beside == Some(a) && pair.here.beside.is_none()
        || pair.here.beside == Some(b) && pair.there.beside.is_none()
    {
        return None;
    }
    let verdict = if sum_a == sum_b {
        Verdict::Agree
    } else if pair.tie.sure() {
        Verdict::Conflict
    } else {
        Verdict::Unresolved
    };
    let what = pair.here.role.map_or_else(String::new, |r| format!("{}: ", words::capital(&role_noun(r.id()))));
    let message = format!(
        "{what}{} here, {} in {}",
        reckoned(a, pair.here.beside),
        reckoned(b, pair.there.beside),
        words::article(pair.sheet_there)
    );
    Some(Judgement { code: "figure-counted-in", verdict, message, spans: None })
}

fn value(fact: &Fact) -> Option<Decimal> {
    match &fact.value {
        Value::Quantity { written, .. } if written.bound == Bound::Exact => Some(written.low),
        _ => None,
    }
}

/// «11», or «4 and 11 others, 15 in all».
fn reckoned(n: Decimal, beside: Option<Decimal>) -> String {
    match beside {
        Some(part) => format!("{} and {} others, {} in all", part.normalize(), n.normalize(), (part + n).normalize()),
        None => n.normalize().to_string(),
    }
}
