use std::cmp::Ordering;

use super::superseded::later;
use crate::{
    compare::{
        Check, Judgement, Pair, Verdict,
        because::against,
        relation::{Relation, relate},
        rule, words,
    },
    fact::{EVER_KEY, Fact, FactSheet, SINCE_KEY, Scope, Slot, Value},
    value::DayInterval,
};

rule! {
    /// Two articles rank the same thing differently.
    ///
    /// Superlatives are claims that anyone can look up: the first, the largest, the deadliest since. They go wrong when
    /// a qualification is lost on the way.
    ///
    /// Found: «the largest fire of the season» here, «the second-largest» there; «the deadliest since 2009» here,
    /// «the deadliest in history», «the worst since 1998» or «higher than ever» there; «in 17 years» is since as many years
    /// before the article.
    /// Not found: the largest by area and the costliest.
    ///
    /// To settle it: find the list that the rank is taken from, and say what it ranks by.
    RANK_CONFLICT = "rank-conflict", Warning, Check::Pair(judge)
}

fn judge(pair: &Pair<'_>) -> Option<Judgement> {
    if pair.here.slot != Slot::Rank {
        return None;
    }
    let (Value::Quantity { written: a, base: ia }, Value::Quantity { written: b, base: ib }) =
        (&pair.here.value, &pair.there.value)
    else {
        return None;
    };
    let since = |f: &Fact| f.population.contains(&SINCE_KEY).then_some(f.event_days).flatten();
    let ever = |s: &FactSheet, f: &Fact| {
        f.population.contains(&EVER_KEY) || f.near.iter().any(|&t| s.terms[t as usize].key == *HISTORY)
    };
    let year = |d: DayInterval| (d.first.year() + d.last.year()) / 2;
    let since_against_ever = match (since(pair.here), since(pair.there)) {
        (Some(a), Some(b)) => !a.meets(&b),
        (Some(_), None) => ever(pair.sheet_there, pair.there),
        (None, Some(_)) => ever(pair.sheet_here, pair.here),
        (None, None) => false,
    };
    let carries = pair.tie.carries(pair.here.slot);
    // «The 83rd case this year» goes up from day to day.
    let counts_on = pair.here.scope.or(pair.there.scope).has(Scope::RUNNING);
    let still = !counts_on || later(pair.here, pair.there) == Some(Ordering::Equal);
    let sure = carries && !pair.explained && still;
    let verdict = match relate((a, ia), (b, ib), false) {
        Relation::Equal | Relation::Meets | Relation::Bounds(_) if since_against_ever && carries => Verdict::Conflict,
        Relation::Equal | Relation::Meets | Relation::Bounds(_) => Verdict::Agree,
        Relation::Apart(_) if sure => Verdict::Conflict,
        Relation::Apart(_) => Verdict::Unresolved,
    };
    let message = match verdict {
        Verdict::Conflict if since_against_ever => {
            let there = words::article(pair.sheet_there);
            match (since(pair.here), since(pair.there)) {
                (Some(a), Some(b)) => format!("A record since {} here, since {} in {there}", year(a), year(b)),
                (Some(a), None) => format!("A record since {} here, of all time in {there}", year(a)),
                (None, Some(b)) => format!("A record of all time here, since {} in {there}", year(b)),
                (None, None) => format!("Another record in {there}"),
            }
        }
        Verdict::Conflict => words::capital(&against(pair, &words::quantity(a), &words::quantity(b))),
        Verdict::Agree => format!("The same rank in {}", words::article(pair.sheet_there)),
        _ => words::capital(&format!("{} in {}", words::quantity(b), words::article(pair.sheet_there))),
    };
    Some(Judgement { code: "rank-conflict", verdict, message, spans: None })
}

static HISTORY: std::sync::LazyLock<u32> = std::sync::LazyLock::new(|| crate::fact::key("history").unwrap_or(0));
