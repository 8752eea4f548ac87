use crate::{
    annotate::Part,
    compare::{Check, Judgement, Pair, Verdict, because::label, rule, words},
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
    let (others_a, others_b) = (pair.here.part == Part::Besides, pair.there.part == Part::Besides);
    let (sum_a, sum_b) = (a + pair.here.beside.unwrap_or_default(), b + pair.there.beside.unwrap_or_default());
    // One of the two is the very part that the other stands beside.
    if pair.there.beside == Some(a) && !others_a || pair.here.beside == Some(b) && !others_b {
        return None;
    }
    let apart = if others_a && others_b {
        a != b && sum_a != sum_b
    } else if sum_a == sum_b {
        false
    } else {
        // A whole against a rest: only a whole that says what it includes is known to be one.
        let whole = if others_a { pair.there } else { pair.here };
        if !whole.inclusive {
            return (a == b).then(|| unresolved(pair));
        }
        true
    };
    let verdict = match apart {
        false => Verdict::Agree,
        true if pair.tie.sure() && !rival(pair) && !one_more(pair) => Verdict::Conflict,
        true => Verdict::Unresolved,
    };
    let what = label(pair.here).map_or_else(String::new, |l| format!("{}: ", words::capital(&l)));
    let message = format!(
        "{what}{} here, {} in {}",
        reckoned(a, pair.here.beside),
        reckoned(b, pair.there.beside),
        words::article(pair.sheet_there)
    );
    Some(Judgement { code: "figure-counted-in", verdict, message, spans: None })
}

/// The same numeral, of which one is known to leave out a part.
fn unresolved(pair: &Pair<'_>) -> Judgement {
    let message = format!("The same number in {}, perhaps counted otherwise", words::article(pair.sheet_there));
    Judgement { code: "figure-counted-in", verdict: Verdict::Unresolved, message, spans: None }
}

/// One more person stands beside one of the two, named and not numbered: hardly all that there is to count.
fn one_more(pair: &Pair<'_>) -> bool {
    pair.here.beside == Some(Decimal::ONE) || pair.there.beside == Some(Decimal::ONE)
}

/// Both name what they count, and not the same.
fn rival(pair: &Pair<'_>) -> bool {
    let (a, b) = (&pair.here.population, &pair.there.population);
    !a.is_empty() && !b.is_empty() && a.first() != b.first()
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
