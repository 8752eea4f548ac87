use crate::{
    compare::{Check, Judgement, Pair, Verdict, rule, words},
    fact::{FactSheet, Place, Value},
};

rule! {
    /// Two articles put the same thing in different places.
    ///
    /// A wrong town costs a paper its readers there, and sends relatives and reporters to the wrong door.
    ///
    /// Found: «the explosion in Khimki, near Moscow» here, «the explosion in Podolsk, near Moscow» there; a woman «of Mill
    /// Lane, Petherby» here, «of Abbey Road, Petherby» there.
    /// Not found: a town and its region, a street and its town, since one lies in the other; two towns of which one
    /// article names both; things that happen in many places, such as protests and floods.
    ///
    /// To settle it: look at the police report or a map, and name the larger place beside the smaller one.
    PLACE_CONFLICT = "place-conflict", Warning, Check::Pair(judge)
}

fn judge(pair: &Pair<'_>) -> Option<Judgement> {
    let (Value::Place(a), Value::Place(b)) = (&pair.here.value, &pair.there.value) else { return None };
    let there = words::article(pair.sheet_there);
    let (verdict, message) = if a.key == b.key && !a.excludes(b) {
        let verdict = if a.within == b.within { Verdict::Agree } else { Verdict::Compatible };
        (verdict, format!("{} in {there}", b.name))
    } else if a.meets(b) && !a.excludes(b) {
        (Verdict::Compatible, format!("{} in {there}", b.name))
    } else if a.excludes(b) && pair.tie.sure() && !pair.explained && !told_by_other(pair, a, b) {
        (Verdict::Conflict, format!("{} here, {} in {there}", a.name, b.name))
    } else {
        return None;
    };
    Some(Judgement { code: "place-conflict", verdict, message, spans: None })
}

/// Whether one of the two articles names the place of the other too: then it knows both, and means what it says. An
/// article of which only a part is at hand may.
fn told_by_other(pair: &Pair<'_>, a: &Place, b: &Place) -> bool {
    let names = |sheet: &FactSheet, p: &Place| {
        sheet.names.is_empty() || sheet.names.iter().any(|n| n.form.contains(&*p.name) || p.name.contains(&*n.form))
    };
    let same = a.key == b.key;
    !same && (names(pair.sheet_there, a) || names(pair.sheet_here, b))
}
