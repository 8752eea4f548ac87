use super::superseded::later;
use crate::{
    compare::{
        Check, Judgement, Pair, Verdict,
        because::{against, role_noun},
        relation::{Relation, relate},
        rule, words,
    },
    fact::{Slot, Value},
    value::{Decimal, Quantity},
};

rule! {
    /// Two articles give different numbers for the same thing.
    ///
    /// One of them is wrong, or they count differently and neither says so. Readers who see both trust neither.
    ///
    /// Found: «15 dead» here, «14 people were killed» there, both of the same bombing.
    /// Not found: «more than 130» and «at least 137»; 1.2 million and 1,187,000; the dead and the wounded; last
    /// quarter's sales and this one's.
    ///
    /// To settle it: go back to the source of each. If both counts are right, say what yours includes («including the
    /// gunman») or as of when it holds.
    FIGURE_CONFLICT = "figure-conflict", Warning, Check::Pair(judge)
}

fn judge(pair: &Pair<'_>) -> Option<Judgement> {
    let (Value::Quantity { written: a, base: ia }, Value::Quantity { written: b, base: ib }) =
        (&pair.here.value, &pair.there.value)
    else {
        return None;
    };
    if pair.here.slot == Slot::Age {
        return None;
    }
    let loose = !matches!(pair.here.slot, Slot::Count | Slot::Rank | Slot::Money);
    let (x, y) = (words::quantity(a), words::quantity(b));
    let what = match pair.here.role {
        Some(role) => format!("{}: ", words::capital(&role_noun(role.id()))),
        None => String::new(),
    };
    let verdict = match relate((a, ia), (b, ib), loose) {
        _ if matches!(pair.here.slot, Slot::Money) && !a.unit.same_currency(b.unit) => Verdict::Unresolved,
        Relation::Equal => Verdict::Agree,
        Relation::Meets | Relation::Bounds(_) => Verdict::Compatible,
        Relation::Apart(_) if !pair.tie.sure() || pair.explained => Verdict::Unresolved,
        Relation::Apart(_) if moves(pair) || !likely_slip(a, b) || !same_population(pair) => Verdict::Unresolved,
        Relation::Apart(_) => Verdict::Conflict,
    };
    let message = match verdict {
        Verdict::Agree | Verdict::Compatible => format!("{what}{y} in {}", words::article(pair.sheet_there)),
        _ => format!("{what}{}", against(pair, &x, &y)),
    };
    Some(Judgement { code: "figure-conflict", verdict, message, spans: None })
}

/// Whether two numbers can be two versions of one: of like size, or the same digits with another scale word.
pub fn likely_slip(a: &Quantity, b: &Quantity) -> bool {
    let (x, y) = (a.low.abs(), b.low.abs());
    let (low, high) = (x.min(y), x.max(y));
    let alike = high <= low * Decimal::from(4) || high <= Decimal::TEN;
    alike || !low.is_zero() && a.low.normalize().mantissa() == b.low.normalize().mantissa()
}

/// Whether the two count the same people or things by their words; a part and a whole do not.
pub fn same_population(pair: &Pair<'_>) -> bool {
    let (a, b) = (&pair.here.population, &pair.there.population);
    pair.here.slot != Slot::Count || a.first() == b.first() || a.iter().any(|x| b.contains(x))
}

/// Whether the value may have changed between the two articles: no role says that it does not.
fn moves(pair: &Pair<'_>) -> bool {
    let still = pair.here.event_days.is_some() && pair.there.event_days.is_some();
    let same_moment = later(pair.here, pair.there).is_none_or(|o| o == std::cmp::Ordering::Equal);
    pair.here.role.is_none() && !still && !same_moment && pair.story.apart.is_some_and(|d| d > 20)
}
