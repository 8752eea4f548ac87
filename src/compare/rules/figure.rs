use std::cmp::Ordering;

use super::superseded::{goes, later, renewed};
use crate::{
    annotate::{Part, figure::role::Role},
    compare::{
        Check, Judgement, Pair, Verdict,
        because::{against, headed},
        counted::names_role,
        gate::same_number,
        kin::{Motion, SHARED_OUT, motion_of},
        relation::{Relation, middle, relate},
        rule, slip, words,
    },
    fact::{Fact, FactSheet, Scope, Slot, Value, is_own_hand_key, rate},
    value::{Decimal, Interval, Quantity, Unit},
};

rule! {
    /// Two articles give different numbers for the same thing.
    ///
    /// One of them is wrong, or they count differently and neither says so. Readers who see both trust neither.
    ///
    /// Found: «15 dead» here, «14 people were killed» there, both of the same bombing; «61 votes to 54» here, «61 to 52» there;
    /// sales that rose 12 per cent here and fell 12 per cent there.
    /// Not found: «more than 130» and «at least 137»; 1.2 million and 1,187,000; the dead and the wounded; last
    /// quarter's sales and this one's.
    ///
    /// To settle it: go back to the source of each. If both counts are right, say what yours includes («including the
    /// gunman») or as of when it holds.
    FIGURE_CONFLICT = "figure-conflict", Warning, Check::Pair(judge)
}

/// What must speak for one sum that comes in two stretches of time.
const STRETCHED: f32 = 0.9;

/// What must speak for two numbers of the same digits.
const TURNED: f32 = 0.9;

/// What must speak for two numbers where an article has several of the kind.
const MANY: f32 = 2.6;

fn judge(pair: &Pair<'_>) -> Option<Judgement> {
    let (Value::Quantity { written: a, base: ia }, Value::Quantity { written: b, base: ib }) =
        (&pair.here.value, &pair.there.value)
    else {
        return None;
    };
    if pair.here.slot == Slot::Age {
        return None;
    }
    let loose = !matches!(pair.here.slot, Slot::Count | Slot::Rank | Slot::Money | Slot::Score);
    let relation = relate((a, ia), (b, ib), loose);
    let contrary = pair.here.scope.or(pair.there.scope).has_all(MOVED);
    let stretches = rate::stretch(pair.here).zip(rate::stretch(pair.there)).filter(|(x, y)| x != y);
    let verdict = match relation {
        _ if pair.here.slot == Slot::Money && !currencies(a, b) => return other_currency(pair, a, b),
        // «£28 million a day», and a week elsewhere.
        Relation::Equal if stretches.is_some() && pair.tie.event >= STRETCHED && pair.tie.matter >= STRETCHED => {
            Verdict::Conflict
        }
        _ if stretches.is_some() => Verdict::Unresolved,
        Relation::Equal if contrary && as_much(pair) => Verdict::Conflict,
        _ if contrary => Verdict::Unresolved,
        Relation::Equal => Verdict::Agree,
        Relation::Meets | Relation::Bounds(_) => Verdict::Compatible,
        Relation::Apart(_) if sums_up(pair, a.low, b.low) => Verdict::Compatible,
        Relation::Apart(_) if pair.tie.sure() && slip::likely(pair.here, pair.there) => Verdict::Conflict,
        Relation::Apart(_) if turned(pair) || rated(pair) && likely_slip(a, b) => Verdict::Conflict,
        Relation::Apart(_) if !pair.tie.sure() || pair.explained || moves(pair) => Verdict::Unresolved,
        // Said to be the newer one, and not known to be of the same.
        Relation::Apart(o) if renewed(pair).is_some_and(|later| goes(pair, o == later)) => Verdict::Unresolved,
        Relation::Apart(_) if two_counts(pair) || doubtful(pair) => Verdict::Unresolved,
        // «rescued 60 birds», and three days on «washed 42»: of the later ones it is not known that they are the same.
        Relation::Apart(o) if half_known(pair) && pair.tie.matter < MANY && shrunk(pair, o) => Verdict::Unresolved,
        // How often one person was shot says nothing of another.
        Relation::Apart(_) if pair.here.slot == Slot::Times && !one_subject(pair) => Verdict::Unresolved,
        Relation::Apart(_) if shared_out(pair) && !one_subject(pair) => Verdict::Unresolved,
        Relation::Apart(_) if pair.ambiguous && pair.tie.matter < MANY && !one_subject(pair) => Verdict::Unresolved,
        // What one of the two says of some of them («61 per cent of entries there») says nothing of the others.
        Relation::Apart(_) if pair.here.slot == Slot::Share && a.unit == b.unit && !within_twice(a, b) => {
            Verdict::Unresolved
        }
        Relation::Apart(_) if !of_like_size(pair, (a, ia), (b, ib)) || !same_population(pair) || rest(pair) => {
            Verdict::Unresolved
        }
        Relation::Apart(_) => Verdict::Conflict,
    };
    let worded = |fact: &Fact, q: &Quantity| match rate::stretch_words(fact).filter(|_| stretches.is_some()) {
        // «£28 million a day», against «£28 million a week»
        Some(stretch) => format!("{} {stretch}", words::quantity(q)),
        None if fact.slot == Slot::Score => words::score(q),
        None if contrary => {
            format!("{} {}", if fact.scope.has(Scope::ROSE) { "up" } else { "down" }, words::quantity(q))
        }
        None => words::quantity(q),
    };
    let there = worded(pair.there, b);
    let message = match verdict {
        Verdict::Agree | Verdict::Compatible => format!("{there} in {}", words::article(pair.sheet_there)),
        _ => against(pair, &worded(pair.here, a), &there),
    };
    Some(Judgement { code: "figure-conflict", verdict, message: headed(pair.here, &message), spans: None })
}

/// Whether one of two odd numbers is the other with its digits in another order, in two reports of one event: then little
/// else need speak for it.
fn turned(pair: &Pair<'_>) -> bool {
    let few = !pair.explained && !pair.ambiguous && !moves(pair) && !rest(pair);
    few && pair.tie.event >= 1.0 && pair.tie.matter >= TURNED && slip::unlikely_chance(pair.here, pair.there)
}

/// Whether little else need speak for a rise and a fall by the same number: neither article has it of the other direction.
fn as_much(pair: &Pair<'_>) -> bool {
    let turned = |sheet: &FactSheet, fact: &Fact| {
        sheet
            .facts
            .iter()
            .any(|f| f.scope.differs(fact.scope, Scope::ROSE) && f.scope.has(MOVED) && same_number(f, fact))
    };
    let lone = !pair.ambiguous && !turned(pair.sheet_here, pair.here) && !turned(pair.sheet_there, pair.there);
    lone && pair.tie.event >= 1.0 && pair.tie.matter >= TURNED
}

/// By how much something changed.
const MOVED: Scope = Scope::ROSE.or(Scope::FELL);

/// Whether each article has one sum that comes in the same stretch of time («15 pounds a day»).
fn rated(pair: &Pair<'_>) -> bool {
    let stretch = rate::stretch(pair.here).filter(|_| pair.here.slot == Slot::Money);
    let both = stretch.is_some() && rate::stretch(pair.there) == stretch;
    let lone = !pair.explained && !pair.ambiguous && !moves(pair);
    both && lone && pair.tie.event >= 1.0 && pair.tie.matter >= STRETCHED
}

/// Money and shares are given of many companies in one story: a name that only one article has makes them doubtful.
fn doubtful(pair: &Pair<'_>) -> bool {
    matches!(pair.here.slot, Slot::Money | Slot::Share) && pair.tie.event < 1.1 && !one_subject(pair)
}

/// Whether the two are counts of people in two states that are often, but not always, the same people: the injured and
/// those taken to hospital.
fn two_counts(pair: &Pair<'_>) -> bool {
    let fled = |r: Role| matches!(r.id(), "evacuated" | "displaced");
    pair.here
        .role
        .zip(pair.there.role)
        .is_some_and(|(a, b)| a != b && (a.row().running || b.row().running) && !(fled(a) && fled(b)))
}

/// Whether what both count is shared out among several: parties, divisions, hospitals. Then the two are one only when it
/// is said of whom each is.
pub fn shared_out(pair: &Pair<'_>) -> bool {
    let spread = |sheet: &FactSheet, fact: &Fact| {
        let alike = |f: &&Fact| f.slot == fact.slot && f.role == fact.role && f.subject.is_some();
        let mut subjects = sheet.facts.iter().filter(alike).filter_map(|f| f.subject);
        subjects.next().is_some_and(|first| subjects.any(|s| s != first))
    };
    let Some(role) = pair.here.role.or(pair.there.role) else { return false };
    let named = pair.here.subject.is_some() || pair.there.subject.is_some();
    SHARED_OUT.has(role)
        || named && !role.row().running && (spread(pair.sheet_here, pair.here) || spread(pair.sheet_there, pair.there))
}

/// Whether both are said of one name.
pub fn one_subject(pair: &Pair<'_>) -> bool {
    pair.here.subject.is_some_and(|s| pair.story.there(s).is_some_and(|m| pair.there.subject == Some(m)))
}

/// Whether only one of the two says what became of those it counts, and that is a count that runs.
fn half_known(pair: &Pair<'_>) -> bool {
    let running = |r: Option<Role>| r.is_some_and(|r| r.row().running);
    pair.here.role.is_none() && running(pair.there.role) || pair.there.role.is_none() && running(pair.here.role)
}

/// Whether the later of two counts went the way that such counts do not go; `order` is how the one here stands to the other.
fn shrunk(pair: &Pair<'_>, order: Ordering) -> bool {
    later(pair.here, pair.there).is_some_and(|l| l != Ordering::Equal && !goes(pair, order == l))
}

/// Whether two numbers can be two versions of one: of like size, or the same digits with another scale word.
pub fn likely_slip(a: &Quantity, b: &Quantity) -> bool {
    let (x, y) = (a.low.abs(), b.low.abs());
    let (low, high) = (x.min(y), x.max(y));
    let alike = high <= low * Decimal::from(4) || high <= Decimal::TEN;
    alike || !low.is_zero() && a.low.normalize().mantissa() == b.low.normalize().mantissa()
}

/// The same of two values in their units: seven kilometres are no half a metre, though both numbers are small.
fn of_like_size(pair: &Pair<'_>, a: (&Quantity, &Interval), b: (&Quantity, &Interval)) -> bool {
    if !matches!(pair.here.slot, Slot::Measure(_)) {
        return likely_slip(a.0, b.0);
    }
    let (x, y) = (middle(a.1).abs(), middle(b.1).abs());
    x.max(y) <= x.min(y) * Decimal::from(4) || slip::likely(pair.here, pair.there)
}

/// Whether the higher of two numbers is at most twice the lower.
fn within_twice(a: &Quantity, b: &Quantity) -> bool {
    let (x, y) = (a.low.abs(), b.low.abs());
    x.max(y) <= x.min(y) * Decimal::TWO
}

/// What both must have, or neither: those in critical condition are not all the injured, nor is a city's week one shooting.
const LIMITS: Scope = Scope::SEVERE.or(Scope::LIGHT).or(Scope::EVENTS).or(Scope::OTHER);

/// Whether the two count the same people or things by their words; a part and a whole do not.
pub fn same_population(pair: &Pair<'_>) -> bool {
    let (a, b) = (&pair.here.population, &pair.there.population);
    // «64 homes» here, 64 in the row «Homes» there.
    let by_role = |list: &[u32], other: &[u32], fact: &Fact| {
        other.is_empty() && list.first().is_some_and(|&h| names_role(h, fact))
    };
    let roles = pair.here.role.zip(pair.there.role);
    if pair.here.scope.differs(pair.there.scope, LIMITS) {
        return false;
    }
    pair.here.slot != Slot::Count
        || a.first() == b.first() && (roles.is_none_or(|(x, y)| x == y) || !a.is_empty())
        || a.iter().any(|x| b.contains(x))
        || by_role(a, b, pair.there)
        || by_role(b, a, pair.here)
        // «1,850 dockers walked out», «2,400 of them walked out»
        || roles.is_some_and(|(x, y)| x == y && !x.row().running) && a.is_empty() != b.is_empty() && !pair.ambiguous
}

/// Whether the value may have changed between the two articles: a count that runs, seen at moments of which one is not
/// known, or a state that rises and falls.
fn moves(pair: &Pair<'_>) -> bool {
    let moment = later(pair.here, pair.there);
    let hour = |f: &Fact| f.as_of.is_some_and(|m| m.1.is_some());
    let back = |s: &FactSheet, f: &Fact| s.sentence(f).background.is_some();
    if back(pair.sheet_here, pair.here) && back(pair.sheet_there, pair.there) {
        return false;
    }
    if pair.here.scope.or(pair.there.scope).has(Scope::FORMER) {
        return true;
    }
    match motion_of(pair.here, pair.there) {
        // Of one day, and the hour of one of the two is not known: it may be any.
        Some(Motion::Moves | Motion::Falls) => moment != Some(Ordering::Equal) || hour(pair.here) != hour(pair.there),
        Some(Motion::Rises) => moment.is_none(),
        _ => moment != Some(Ordering::Equal) && pair.story.apart.is_some_and(|d| d > 20),
    }
}

/// «Others» whose whole is not known, against a whole; or a nought, which is rarely of the same thing.
fn rest(pair: &Pair<'_>) -> bool {
    let nought = |f: &Fact| {
        pair.here.slot == Slot::Count && matches!(&f.value, Value::Quantity { written, .. } if written.low.is_zero())
    };
    (pair.here.part == Part::Besides) != (pair.there.part == Part::Besides) || nought(pair.here) || nought(pair.there)
}

/// Whether one number is the other plus a further count of its sentence («nine were shot and one man was killed», «ten
/// were shot»), or the two differ by the one perpetrator who died.
pub fn sums_up(pair: &Pair<'_>, a: Decimal, b: Decimal) -> bool {
    if pair.here.slot != Slot::Count || a.max(b) > Decimal::from(500) {
        return false;
    }
    let with = |sheet: &FactSheet, fact: &Fact, n: Decimal, whole: Decimal| {
        sheet.beside(fact).iter().filter(|f| f.span != fact.span).any(|f| match &f.value {
            Value::Quantity { written, .. } if f.slot == Slot::Count => n + written.low == whole,
            _ => false,
        })
    };
    let self_killed = |sheet: &FactSheet, fact: &Fact| {
        let named = |t: &u16| is_own_hand_key(sheet.terms[*t as usize].key);
        let own = sheet.sentence(fact);
        own.background.is_none() && (own.terms.iter().any(named) || sheet.main.terms.iter().any(named))
    };
    let people = matches!(pair.here.role.map(|r| r.id()), Some("killed" | "shot" | "injured"));
    with(pair.sheet_here, pair.here, a, b)
        || with(pair.sheet_there, pair.there, b, a)
        || people
            && (a - b).abs() == Decimal::ONE
            && (self_killed(pair.sheet_here, pair.here) || self_killed(pair.sheet_there, pair.there))
}

/// Whether a number of one sentence and a further one of the same role are the other number («two men and two women died»).
pub fn of_parts(pair: &Pair<'_>, a: Decimal, b: Decimal) -> bool {
    let with = |sheet: &FactSheet, fact: &Fact, n: Decimal, whole: Decimal| {
        let further = |f: &&Fact| f.span != fact.span && f.slot == Slot::Count;
        let alike = |f: &&Fact| f.role == fact.role && f.part != Part::Included;
        sheet.beside(fact).iter().filter(further).filter(alike).any(|f| match &f.value {
            Value::Quantity { written, .. } => n + written.low == whole,
            _ => false,
        })
    };
    with(pair.sheet_here, pair.here, a, b) || with(pair.sheet_there, pair.there, b, a)
}

pub fn currencies(a: &Quantity, b: &Quantity) -> bool {
    match (a.unit, b.unit) {
        (Unit::Money(x), Unit::Money(y)) => x.meets(y),
        _ => true,
    }
}

/// The same digits in two currencies are one of them taken for the other; anything else may be a conversion.
fn other_currency(pair: &Pair<'_>, a: &Quantity, b: &Quantity) -> Option<Judgement> {
    if a.low != b.low || !pair.tie.sure() || pair.explained {
        return None;
    }
    let message = against(pair, &words::quantity(a), &words::quantity(b));
    Some(Judgement { code: "figure-conflict", verdict: Verdict::Conflict, message, spans: None })
}
