use std::{cmp::Ordering, sync::LazyLock};

use super::{
    another::another_count,
    figure::{currencies, of_parts, same_population, shared_out},
};
use crate::{
    annotate::Hedge,
    compare::{
        Check, Judgement, Pair, Side, Verdict,
        because::headed,
        counted::one_noun,
        kin::{Motion, motion_of},
        relation::{Relation, relate},
        rule, slip, words,
    },
    fact::{Fact, FactSheet, Outlook, SET_ANEW, Scope, Slot, Value, key},
    value::{Bound, Decimal, Quantity},
};

rule! {
    /// A later article has a newer state of a count that is still running.
    ///
    /// A death toll, a number of arrests or of homes destroyed grows while an event is under way. The older article was
    /// right when it was written; whoever quotes it today is not. So this is told as a note, and only where the
    /// other article is the newer one.
    ///
    /// Found: «at least 133 dead» on Saturday, where Sunday's paper has «at least 137».
    /// Not found: «more than 130 dead», which stays true of 137; «four other people» beside a victim already counted; the
    /// four dead, where the later article counts the gunman in; what an index lost on two days.
    ///
    /// To settle it: take the newer figure, or say as of when yours holds («by Saturday night»).
    FIGURE_SUPERSEDED = "figure-superseded", Info, Check::Pair(judge)
}

fn judge(pair: &Pair<'_>) -> Option<Judgement> {
    let later = moment(pair)?;
    let (Value::Quantity { written: a, .. }, Value::Quantity { written: b, .. }) =
        (&pair.here.value, &pair.there.value)
    else {
        return None;
    };
    let y = words::quantity(b);
    let here = Side { fact: pair.here, sheet: pair.sheet_here };
    let there = Side { fact: pair.there, sheet: pair.sheet_there };
    let (old, new) = if later == Ordering::Less { (here, there) } else { (there, here) };
    if another_count(pair, old, new) {
        let message =
            words::capital(&format!("{y} in {}, perhaps of something else", words::article(pair.sheet_there)));
        return Some(Judgement { code: "figure-superseded", verdict: Verdict::Unresolved, message, spans: None });
    }
    let message = if later == Ordering::Less {
        // Of one day, the higher count is taken for the later one, but nobody knows.
        let dated = self::later(pair.here, pair.there) == Some(Ordering::Less);
        let newer = if dated { "a later article" } else { "another article" };
        let told = words::imprint(pair.sheet_there).map(|told| format!(" ({told})"));
        format!("{newer} has {y}{}", told.unwrap_or_default())
    } else {
        let x = words::quantity(a);
        format!("{x} here; {y} in {} is the older count", words::article(pair.sheet_there))
    };
    let message = headed(pair.here, &message);
    Some(Judgement { code: "figure-superseded", verdict: Verdict::Superseded, message, spans: None })
}

/// Whether it is the passage here that a later one has overtaken.
pub fn overtaken(pair: &Pair<'_>) -> bool {
    moment(pair).or_else(|| later(pair.here, pair.there)) == Some(Ordering::Less)
}

/// Whether a sentence has two shares for one party («Harbour Union at 36.8 and the League at 31.2», where only one is
/// known for a name): then it can't be told whose they are.
fn several(sheet: &FactSheet, fact: &Fact) -> bool {
    let low = |f: &Fact| match &f.value {
        Value::Quantity { written, .. } => Some(written.low),
        _ => None,
    };
    let alike = |f: &&Fact| f.slot == fact.slot && f.subject == fact.subject;
    sheet.beside(fact).iter().filter(alike).any(|f| low(f) != low(fact))
}

/// How the state of a running count here stands in time to that there; `None` where neither overtakes the other.
fn moment(pair: &Pair<'_>) -> Option<Ordering> {
    let (Value::Quantity { written: a, base: ia }, Value::Quantity { written: b, base: ib }) =
        (&pair.here.value, &pair.there.value)
    else {
        return None;
    };
    let loose = pair.here.slot != Slot::Count;
    let relation = relate((a, ia), (b, ib), loose);
    let order = match relation {
        Relation::Apart(o) | Relation::Bounds(o) => o,
        // «At least 11», and 14 elsewhere.
        Relation::Meets if outgrown(a, b) => Ordering::Less,
        Relation::Meets if outgrown(b, a) => Ordering::Greater,
        _ => return None,
    };
    if let Some(later) = renewed(pair).filter(|&later| replaced(pair, a, b, order == later)) {
        return Some(later);
    }
    let motion = motion_of(pair.here, pair.there)?;
    // What rises and falls rarely doubles between two reports; what is farther apart is rather another place's.
    let times = if motion == Motion::Moves && pair.here.slot == Slot::Count { 2 } else { 20 };
    let near = a.low.max(b.low) <= a.low.min(b.low).max(Decimal::ONE) * Decimal::from(times);
    // «Two men and two women», and four people elsewhere, are one count.
    if pair.here.slot == Slot::Count && of_parts(pair, a.low, b.low) {
        return None;
    }
    if slip::likely(pair.here, pair.there) || !carries(pair, motion) || !same_population(pair) || !near || past(pair) {
        return None;
    }
    if shared_out(pair) && (several(pair.sheet_here, pair.here) || several(pair.sheet_there, pair.there)) {
        return None;
    }
    // A count that only rises tells by itself which state is the older one, where no date does.
    let mut later = match (later(pair.here, pair.there), motion) {
        (Some(later), _) => later,
        (None, Motion::Rises) => order,
        (None, Motion::Falls) => order.reverse(),
        (None, _) => return None,
    };
    if later == Ordering::Equal && matches!(motion, Motion::Rises | Motion::Falls) {
        let hour = |f: &Fact| f.as_of.is_some_and(|m| m.1.is_some());
        // Of one day, and of one of them not even the hour is known: the higher count is the later one. So it is when the
        // lower one is a bound.
        if hour(pair.here) != hour(pair.there) || !matches!(relation, Relation::Apart(_)) {
            later = if motion == Motion::Rises { order } else { order.reverse() };
        }
    }
    // The later one must have moved the way such counts move.
    let natural = match (motion, later) {
        (_, Ordering::Equal) => false,
        (Motion::Moves, _) => true,
        (Motion::Rises, _) => order == later,
        (Motion::Falls, _) => order == later.reverse(),
        // An estimate that the result has overtaken.
        (Motion::Still, Ordering::Less) => estimate(pair.here, a, b),
        (Motion::Still, Ordering::Greater) => estimate(pair.there, b, a),
    };
    natural.then_some(later)
}

/// How the one of two values that is said to have taken another's place stands in time to the other, where no date speaks
/// against it.
pub fn renewed(pair: &Pair<'_>) -> Option<Ordering> {
    let told = match (pair.here.scope.has(Scope::CHANGED), pair.there.scope.has(Scope::CHANGED)) {
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        _ => return None,
    };
    (later(pair.here, pair.there).unwrap_or(Ordering::Equal) != told.reverse()).then_some(told)
}

/// Whether a value that is said to be the newer one is that of the other: what only grows must have `grown`.
fn replaced(pair: &Pair<'_>, a: &Quantity, b: &Quantity, grown: bool) -> bool {
    let near = a.low.max(b.low) <= a.low.min(b.low).max(Decimal::ONE) * Decimal::from(20);
    let one = pair.tie.event >= 1.0 && pair.tie.matter >= REPLACED && !pair.explained && !pair.ambiguous;
    goes(pair, grown)
        && near
        && one
        && offered(pair)
        && currencies(a, b)
        && same_population(pair)
        && !slip::likely(pair.here, pair.there)
}

/// Sums and shares without a role are of one thing only where both are an offer, a forecast or the like.
fn offered(pair: &Pair<'_>) -> bool {
    let role = pair.here.role.or(pair.there.role);
    if role.is_some() || !matches!(pair.here.slot, Slot::Money | Slot::Share) {
        return true;
    }
    let terms = &pair.sheet_here.terms;
    let (near, far) = (&pair.here.near, &pair.sheet_there.sentence(pair.there).terms);
    let (far_here, near_there) = (&pair.sheet_here.sentence(pair.here).terms, &pair.there.near);
    OFFERED.iter().any(|key| {
        let Ok(t) = terms.binary_search_by_key(key, |t| t.key) else { return false };
        let Some(m) = pair.story.there(t as u16) else { return false };
        let both = |a: &[u16], b: &[u16]| a.binary_search(&(t as u16)).is_ok() && b.binary_search(&m).is_ok();
        both(near, far) || both(far_here, near_there)
    })
}

static OFFERED: LazyLock<Vec<u32>> = LazyLock::new(|| SET_ANEW.iter().filter_map(|w| key(w)).collect());

/// Whether a count of this kind can go that way with time.
pub fn goes(pair: &Pair<'_>, up: bool) -> bool {
    match motion_of(pair.here, pair.there) {
        Some(Motion::Rises) => up,
        Some(Motion::Falls) => !up,
        _ => true,
    }
}

/// What must speak for a value and the one that took its place.
const REPLACED: f32 = 1.0;

/// What must speak for two counts of one noun.
const ONE_NOUN: f32 = 1.15;

/// An estimate and its result are rarely worded alike.
fn carries(pair: &Pair<'_>, motion: Motion) -> bool {
    let enough = |matter| pair.tie.event >= 1.0 && pair.tie.matter >= matter && !pair.explained;
    // A thing that each counts once («70 birds», «430 birds»), where one is known for a count that grows.
    let noun = || pair.here.slot == Slot::Count && one_noun(pair.here, pair.there) && !pair.ambiguous;
    let growing = motion == Motion::Rises && pair.here.role != pair.there.role && noun();
    pair.tie.sure() || motion == Motion::Still && enough(1.05) || growing && enough(ONE_NOUN)
}

/// Whether `a` is an exact lower bound that `b` has outgrown.
fn outgrown(a: &Quantity, b: &Quantity) -> bool {
    a.bound == Bound::AtLeast && a.place == Decimal::ONE && b.low > a.low && b.bound != Bound::AtMost
}

/// Whether both speak of an event long past, whose counts no longer move.
fn past(pair: &Pair<'_>) -> bool {
    let back = |s: &FactSheet, f: &Fact| s.sentence(f).background.is_some();
    back(pair.sheet_here, pair.here) && back(pair.sheet_there, pair.there)
}

/// Whether a value was put forward as an estimate, a forecast or a plan; who says «about» and is off by a quarter did not
/// estimate it.
fn estimate(fact: &Fact, q: &Quantity, result: &Quantity) -> bool {
    let (x, y) = (q.low.min(result.low), q.low.max(result.low));
    let near = y * Decimal::from(4) <= x * Decimal::from(5);
    fact.outlook != Outlook::Result
        || matches!(fact.hedge, Some(Hedge::Expected | Hedge::Estimated | Hedge::Believed | Hedge::Feared))
        || q.bound == Bound::AtMost
        || q.bound == Bound::About && near
        || fact.event_days.is_some() && fact.role.is_some_and(|r| r.id() == "turnout")
}

/// How the moment of `a` stands to that of `b`; equal when the day is the same and an hour is not known of both.
pub fn later(a: &Fact, b: &Fact) -> Option<Ordering> {
    let ((da, ta), (db, tb)) = (a.as_of?, b.as_of?);
    Some(da.cmp(&db).then_with(|| ta.zip(tb).map_or(Ordering::Equal, |(x, y)| x.cmp(&y))))
}
