//! Linking by value: two reports of one event that have the same number, time or length may mean the same by it, whatever
//! their words.

use super::{
    Story,
    days::days,
    gate::{Side, Tie, dated, tells},
    kin,
    relation::{Relation, middle, relate},
    slip,
    story::{SAME, gap},
};
use crate::{
    fact::{Fact, FactSheet, Slot, TermKind, Value},
    value::{Bound, DayInterval, Decimal, Dimension, Quantity, Unit},
};

/// The same number of three digits or more, or its rounding, in one unit, is a sign by itself where the event is the same.
pub(super) fn same_odd_value(a: Side<'_>, b: Side<'_>, tie: &Tie) -> bool {
    let (Value::Quantity { written: x, base: ix }, Value::Quantity { written: y, base: iy }) =
        (&a.fact.value, &b.fact.value)
    else {
        return false;
    };
    let digits = |q: &Quantity| q.low.normalize().mantissa().unsigned_abs() >= 100;
    let kinship = tie.matter > -0.3;
    tie.event >= 0.9
        && kinship
        && same_unit(x, y)
        && (digits(x) || digits(y))
        && x.bound == Bound::Exact
        && y.bound == Bound::Exact
        && matches!(relate((x, ix), (y, iy), false), Relation::Equal | Relation::Meets)
}

/// The same day, time or length in two reports of one event needs little more to be one fact.
pub(super) fn same_moment(a: Side<'_>, b: Side<'_>, tie: &Tie) -> bool {
    let least = match &a.fact.value {
        Value::Length(_) => 0.35,
        Value::When { days: Some(d), .. } if d.first == d.last => 0.15,
        _ => 0.2,
    };
    dated(a.fact.slot)
        && a.fact.slot != Slot::Rank
        && agrees(&a.fact.value, &b.fact.value)
        && tie.event >= 0.9
        && tie.matter >= least
}

/// Two reports of one event that have the same number of three digits or more in one unit mean the same by it, whatever
/// their words, as long as it is not told of another event.
pub(super) fn by_value(a: Side<'_>, b: Side<'_>, story: &Story) -> Option<Tie> {
    if matches!(a.fact.slot, Slot::When | Slot::Clock | Slot::Length) {
        let same = story.same >= SAME && agrees(&a.fact.value, &b.fact.value);
        if !same || one_thing(a, b, story, false) {
            return same.then_some(BY_VALUE);
        }
        return (telling_moment(a) && telling_moment(b) && can_be_one(a, b, story)).then_some(VALUE_ALONE);
    }
    let (Value::Quantity { written: x, .. }, Value::Quantity { written: y, .. }) = (&a.fact.value, &b.fact.value)
    else {
        return None;
    };
    let equal = x.low == y.low && x.high == y.high && same_unit(x, y);
    let same = story.same >= SAME && a.fact.outlook == b.fact.outlook;
    if !same {
        return None;
    }
    if !equal {
        if rounded(a, b, false) && one_thing(a, b, story, true) {
            return Some(BY_VALUE);
        }
        return (rounded(a, b, true) && can_be_one(a, b, story)).then_some(VALUE_ALONE);
    }
    if a.fact.slot == Slot::Age {
        return lone_age(a, b).then_some(BY_VALUE);
    }
    let unit = matches!(a.fact.slot, Slot::Money | Slot::Measure(_) | Slot::Count);
    let roles = a.fact.slot != Slot::Count || a.fact.role == b.fact.role;
    let long = x.low >= Decimal::ONE_HUNDRED && unit;
    if long && roles || (long || telling(x)) && one_thing(a, b, story, telling(x)) {
        return Some(BY_VALUE);
    }
    let alone = || distinctive(a.fact.slot, x) && can_be_one(a, b, story) && sparse(a) && sparse(b);
    alone().then_some(VALUE_ALONE)
}

/// What it says that two reports of one event have the same value, and a word beside it.
const BY_VALUE: Tie = Tie { event: 0.9, matter: 0.9 };

/// The same where nothing but the value is shared: it is dropped where either has a better match.
pub(super) const VALUE_ALONE: Tie = Tie { event: 0.7, matter: 0.9 };

/// Percentages that an article has at most for one of them to tell by itself: in a report full of them two are the same by
/// chance.
const SPARSE: usize = 8;

fn sparse(side: Side<'_>) -> bool {
    let alike = side.sheet.facts.iter().filter(|f| f.slot == side.fact.slot);
    side.fact.slot != Slot::Share || alike.take(SPARSE + 1).count() <= SPARSE
}

/// Whether a number is so odd that two reports of one event rarely have it for two things.
fn distinctive(slot: Slot, x: &Quantity) -> bool {
    match slot {
        Slot::Count => x.low >= Decimal::ONE_THOUSAND || x.low >= Decimal::ONE_HUNDRED && telling(x),
        Slot::Share => !(x.low % Decimal::from(5)).is_zero(),
        Slot::Measure(_) => x.low >= Decimal::TEN && telling(x),
        _ => false,
    }
}

/// Times of an article's own event are told for many reasons; what is left are dates, hours and lengths that it gives
/// for one thing.
fn telling_moment(side: Side<'_>) -> bool {
    let (fact, sheet) = (side.fact, side.sheet);
    let telling = match &fact.value {
        Value::Length(l) => slip::number(l).0 > 2,
        Value::When { clock: Some(c), .. } => c.first == c.last && c.first % 30 != 0,
        Value::When { days: Some(d), .. } => {
            let days = d.first.until(d.last).map_or(i32::MAX, |s| s.get_days());
            let near = if days > 31 { 366 } else { 3 };
            let own = sheet.main.days.into_iter().chain(sheet.published.map(|p| DayInterval::day(p.0)));
            days <= 366 && own.into_iter().all(|o| gap(o, *d) > near)
        }
        _ => false,
    };
    let alike = |f: &&Fact| f.slot == fact.slot && agrees(&f.value, &fact.value);
    telling && sheet.facts.iter().filter(alike).take(3).count() <= 2
}

/// Whether two numbers are in one unit; «62 people» and «62 of us» are both counted.
fn same_unit(x: &Quantity, y: &Quantity) -> bool {
    let currency = matches!((x.unit, y.unit), (Unit::Money(c), Unit::Money(d)) if c.meets(d));
    currency || x.unit == y.unit || x.unit.dimension() == Dimension::Count && y.unit.dimension() == Dimension::Count
}

/// Whether one of two counts of the same thing is the other in round words, at most a tenth off («more than 300»).
/// `long` ones are written to three digits at least, and need not be called the same.
fn rounded(a: Side<'_>, b: Side<'_>, long: bool) -> bool {
    let (Value::Quantity { written: x, base: ix }, Value::Quantity { written: y, base: iy }) =
        (&a.fact.value, &b.fact.value)
    else {
        return false;
    };
    let alike = || {
        a.fact.role.is_some() && a.fact.role == b.fact.role
            || a.fact.population.first().is_some_and(|p| b.fact.population.first() == Some(p))
    };
    let digits = |q: &Quantity| q.low >= Decimal::ONE_THOUSAND && q.low.normalize().mantissa().unsigned_abs() >= 100;
    let same = if long { a.fact.slot == Slot::Count && digits(x) && digits(y) } else { alike() };
    let near = || (middle(ix) - middle(iy)).abs() * Decimal::TEN <= middle(ix).abs();
    same && x.low >= Decimal::TEN
        && near()
        && matches!(relate((x, ix), (y, iy), false), Relation::Equal | Relation::Meets)
}

/// Whether an age that one article gives to nobody by name is the only one of its value in either («the 47-year-old», and
/// a name with 47).
fn lone_age(a: Side<'_>, b: Side<'_>) -> bool {
    let owners = |s: Side<'_>| {
        let same = |f: &&Fact| f.slot == Slot::Age && agrees(&f.value, &s.fact.value);
        let mut people: Vec<_> = s.sheet.facts.iter().filter(same).filter_map(|f| f.person.as_deref()).collect();
        people.dedup_by(|p, q| p.is(q));
        people.len()
    };
    (a.fact.person.is_none() || b.fact.person.is_none()) && owners(a) <= 1 && owners(b) <= 1
}

/// Whether a number is no round one and has two digits at least.
fn telling(q: &Quantity) -> bool {
    q.low >= Decimal::TEN && !(q.low % Decimal::TEN).is_zero() || !q.low.fract().is_zero() && q.low > Decimal::ONE
}

/// Whether the clauses of two mentions share a telling word or name, and neither names another subject, role or day. That
/// both name a place counts where `places` has it.
fn one_thing(a: Side<'_>, b: Side<'_>, story: &Story, places: bool) -> bool {
    let (near, far) = (&a.fact.near, &b.sheet.sentence(b.fact).terms);
    let (far_here, near_there) = (&a.sheet.sentence(a.fact).terms, &b.fact.near);
    let says = |sheet: &FactSheet, t: u16| {
        let term = &sheet.terms[t as usize];
        tells(term.key) && (places || !matches!(term.kind, TermKind::Place | TermKind::Broad))
    };
    let shared =
        near.iter().any(|&t| story.there(t).is_some_and(|m| far.binary_search(&m).is_ok()) && says(a.sheet, t))
            || near_there
                .iter()
                .any(|&m| story.here(m).is_some_and(|t| far_here.binary_search(&t).is_ok()) && says(b.sheet, m));
    shared && can_be_one(a, b, story)
}

/// Whether two mentions name no two subjects, roles or days.
fn can_be_one(a: Side<'_>, b: Side<'_>, story: &Story) -> bool {
    let slot = !matches!(a.fact.slot, Slot::Age | Slot::Rank | Slot::Times | Slot::Quotation);
    let roles = kin::roles(a.fact.role, b.fact.role).is_some_and(|r| r >= 0.0);
    let subjects = a.fact.subject.zip(b.fact.subject).is_none_or(|(s, t)| story.there(s) == Some(t));
    slot && roles && subjects && a.fact.part == b.fact.part && days(a, b)
}

pub(super) fn agrees(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Quantity { written: x, base: ix }, Value::Quantity { written: y, base: iy }) => {
            let currencies = match (x.unit, y.unit) {
                (Unit::Money(c), Unit::Money(d)) => c.meets(d),
                _ => true,
            };
            currencies && matches!(relate((x, ix), (y, iy), false), Relation::Equal | Relation::Meets)
        }
        (Value::When { clock: Some(c), .. }, Value::When { clock: Some(d), .. }) => c == d,
        (Value::When { days: a, .. }, Value::When { days: b, .. }) => a == b,
        (Value::Length(a), Value::Length(b)) => a == b,
        (Value::Place(a), Value::Place(b)) => a.key == b.key,
        _ => false,
    }
}
