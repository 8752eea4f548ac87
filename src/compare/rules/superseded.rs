use std::cmp::Ordering;

use super::figure::same_population;
use crate::{
    compare::{
        Check, Judgement, Pair, Verdict,
        because::{against, role_noun},
        relation::{Relation, relate},
        rule, words,
    },
    fact::{Fact, Value},
    value::Decimal,
};

rule! {
    /// A later article has a newer state of a count that is still running.
    ///
    /// A death toll, a number of arrests or of homes destroyed grows while an event is under way. The older article was
    /// right when it was written; whoever quotes it today is not. So this is told as an information, and only where the
    /// other article is the newer one.
    ///
    /// Found: «at least 133 dead» on Saturday, where Sunday's paper has «at least 137».
    /// Not found: «more than 130 dead», which stays true of 137.
    ///
    /// To settle it: take the newer figure, or say as of when yours holds («by Saturday night»).
    FIGURE_SUPERSEDED = "figure-superseded", Info, Check::Pair(judge)
}

/// Roles whose figure falls as an event goes on.
const FALLING: &[&str] = &["missing", "trapped", "unaccounted"];

fn judge(pair: &Pair<'_>) -> Option<Judgement> {
    let (Value::Quantity { written: a, base: ia }, Value::Quantity { written: b, base: ib }) =
        (&pair.here.value, &pair.there.value)
    else {
        return None;
    };
    let role = pair.here.role.filter(|r| Some(*r) == pair.there.role && r.row().running)?;
    let order = match relate((a, ia), (b, ib), false) {
        Relation::Apart(o) | Relation::Bounds(o) => o,
        _ => return None,
    };
    if !pair.tie.sure() || !same_population(pair) || a.low.max(b.low) > a.low.min(b.low) * Decimal::from(20) {
        return None;
    }
    let later = later(pair.here, pair.there)?;
    let grows = !FALLING.contains(&role.id());
    // The later one must have moved the way such counts move.
    let natural = match later {
        Ordering::Greater => order == if grows { Ordering::Greater } else { Ordering::Less },
        Ordering::Less => order == if grows { Ordering::Less } else { Ordering::Greater },
        Ordering::Equal => false,
    };
    if !natural {
        return None;
    }
    let (x, y) = (words::quantity(a), words::quantity(b));
    let noun = words::capital(&role_noun(role.id()));
    let message = if later == Ordering::Less {
        format!("{noun}: a later article has {y} ({})", words::article(pair.sheet_there))
    } else {
        format!("{noun}: {}, the older state", against(pair, &x, &y))
    };
    Some(Judgement { code: "figure-superseded", verdict: Verdict::Superseded, message, spans: None })
}

/// How the moment of `a` stands to that of `b`; equal when the day is the same and an hour is not known of both.
pub fn later(a: &Fact, b: &Fact) -> Option<Ordering> {
    let ((da, ta), (db, tb)) = (a.as_of?, b.as_of?);
    Some(da.cmp(&db).then_with(|| ta.zip(tb).map_or(Ordering::Equal, |(x, y)| x.cmp(&y))))
}
