//! Units of time: «two days later», «last month», «the past nine days», «five-minute», «the day before», «hours after».

use super::{
    Item, alone, clock,
    counted::{counted, old},
    expression::{Amount, Duration, NthOf, Origin, Part, Reference, Saying, Set, Unit, When},
    number, season, spoken,
    words::{Form, Lead, Word},
};
use crate::annotate::{Rule, TimexMod, View};

pub fn find(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let Some(Word::Unit(unit, form)) = number::word(view, i) else { return None };
    if old(view, i) || paired(view, i) {
        return None;
    }
    // «a quarter century», «a quarter of an hour»: the quarter counts what follows.
    if unit == Unit::Quarter && matches!(number::word(view, number::hop(view, i + 1)), Some(Word::Unit(..))) {
        return None;
    }
    if let Some(item) = small_hours(view, i, floor, unit) {
        return Some(item);
    }
    // «last week-end»
    let hyphen = number::hop(view, i + 1);
    if unit == Unit::Week && hyphen > i + 1 && view.is(hyphen, "end") {
        return Some(Item { b: hyphen + 1, ..lead(view, i, floor, Unit::Weekend, form)? });
    }
    if unit == Unit::Month
        && let Some(item) = day_of_month(view, i, floor)
    {
        return Some(item);
    }
    // «mid day»
    if unit == Unit::Day && i > floor && view.is(i - 1, "mid") {
        let what = Saying { clock: clock::of_part(Part::Noon), ..When::Day.into() };
        return Some(Item { a: i - 1, b: i + 1, what, rule: Rule::TimePart });
    }
    let amount = number::amount_before(view, i, floor).or_else(|| quarters(view, i, floor, unit, form));
    if let Some((Amount::Exact(n), a)) = amount
        && spoken::counts_minutes(unit)
        && let Some(item) = spoken::unit_to_hour(view, i, a, if unit == Unit::Quarter { 15 } else { n / 100 })
    {
        return Some(item);
    }
    // «at quarter to five»
    if unit == Unit::Quarter
        && form == Form::One
        && i.checked_sub(1).is_none_or(|k| view.is_any(k, few!["at", "by", "until", "till", "around", "about"]))
        && let Some(item) = spoken::unit_to_hour(view, i, i, 15)
    {
        return Some(item);
    }
    if unit == Unit::Century
        && let Some(item) = super::year::century(view, i, floor)
    {
        return Some(item);
    }
    if let Some(item) = season::quarter(view, i, floor) {
        return Some(item);
    }
    // «one day it will», «one night»: some day, not a length.
    if unit == Unit::Day && form == Form::One && i > 0 && view.is(i - 1, "one") && !view.token(i)?.is_number() {
        let counted =
            i > 1 && view.is_any(i - 2, few!["in", "for", "within", "after", "than", "least", "only", "just"]);
        if !counted && !view.is_any(i + 1, few!["after", "before", "later", "earlier", "ago"]) && view.len() > 3 {
            return None;
        }
    }
    if let Some((amount, a)) = amount
        && !(view.is(i, "second")
            && a + 1 == i
            && view.is_any(a, few!["a", "the"])
            && !(a > 0
                && view.is_any(a - 1, few!["in", "for", "within"])
                && view.token(i + 1).is_none_or(|t| !t.is_word())))
    {
        return counted(view, i, floor, amount, unit, a);
    }
    // «second» by itself is an ordinal, «quarter» a fraction.
    if unit == Unit::Second && form == Form::One {
        return None;
    }
    // «the Easter weekend», «Labor Day weekend»
    if unit == Unit::Weekend && floor == i && i > 0 {
        return Some(Item {
            a: i,
            b: i + 1,
            what: When::Shift { unit, offset: 0, from: Origin::Now }.into(),
            rule: Rule::DateRelative,
        });
    }
    // «every second week»
    if form == Form::One
        && let Some((n @ 2.., a)) = number::ordinal_before(view, i, floor)
        && a > floor
        && matches!(number::word(view, a - 1), Some(Word::Lead(Lead::Every)))
    {
        let each = When::Every(Set::Each(Duration::of(Amount::Exact(i64::from(n) * 100), unit)));
        return Some(Item { a: a - 1, b: i + 1, what: each.into(), rule: Rule::SetEvery });
    }
    lead(view, i, floor, unit, form)
        .or_else(|| alone::nth(view, i, floor, unit))
        .or_else(|| alone::bare(view, i, floor, unit, form))
}

/// «on a day-to-day basis», «a year-on-year rise»: units that count nothing.
fn paired(view: &View<'_>, i: usize) -> bool {
    let glued = |k: usize| view.mark(k, '-') && view.token(k).is_some_and(|t| !t.spaced());
    let link = |k: usize| view.is_any(k, few!["to", "on", "over", "by", "in"]);
    let unit = |k: usize| matches!(number::word(view, k), Some(Word::Unit(..)));
    glued(i + 1) && link(i + 2) && glued(i + 3) && unit(i + 4)
        || i > 3 && glued(i - 1) && link(i - 2) && glued(i - 3) && unit(i - 4)
}

/// «the previous two quarters»: by themselves «two quarters» are a half.
fn quarters(view: &View<'_>, i: usize, floor: usize, unit: Unit, form: Form) -> Option<(Amount, usize)> {
    let k = i.checked_sub(1).filter(|&k| k > floor && unit == Unit::Quarter && form == Form::Many)?;
    let n = ["two", "three", "four", "five", "six", "seven", "eight"].iter().position(|w| view.is(k, w))?;
    let led = view.is_any(k - 1, few!["first", "final"])
        || matches!(
            number::word(view, k - 1),
            Some(Word::Lead(Lead::Last | Lead::Past | Lead::Previous | Lead::Next | Lead::Coming | Lead::Following))
        );
    led.then_some((Amount::Exact(200 + 100 * n as i64), k))
}

/// «the early hours», «the small hours»: of the morning.
fn small_hours(view: &View<'_>, i: usize, floor: usize, unit: Unit) -> Option<Item> {
    let k = i.checked_sub(1).filter(|&k| k >= floor && unit == Unit::Hour && view.is_any(k, few!["early", "small"]))?;
    if !view.is(i, "hours") {
        return None;
    }
    let a = k - usize::from(k > floor && view.is(k - 1, "the"));
    let morning = view.is(i + 1, "of") && view.is(i + 2, "the") && view.is(i + 3, "morning");
    let what = Saying { part: Some(Part::Morning), modifier: Some(TimexMod::Start), ..When::Day.into() };
    Some(Item { a, b: if morning { i + 4 } else { i + 1 }, what, rule: Rule::TimePart })
}

/// «20th of next month», «the 21st of this month»: the month is at `i`.
fn day_of_month(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let k = i.checked_sub(1).filter(|&k| k >= floor)?;
    let Some(Word::Lead(lead)) = number::word(view, k) else { return None };
    let offset = match lead {
        Lead::Last | Lead::Previous => -1,
        Lead::This | Lead::Current => 0,
        Lead::Next | Lead::Coming => 1,
        _ => return None,
    };
    let of =
        k.checked_sub(1 + usize::from(k > 0 && view.is(k - 1, "the"))).filter(|&o| o > floor && view.is(o, "of"))?;
    let (n, a) = match number::ordinal_before(view, of, floor) {
        Some(found) => found,
        None => (view.word(of - 1).parse().ok().filter(|n| (1..=31).contains(n))?, of - 1),
    };
    let a = a - usize::from(a > floor && view.is(a - 1, "the"));
    let within = Box::new(When::Shift { unit: Unit::Month, offset, from: Origin::Now });
    let when = When::Nth { nth: n as i8, of: NthOf::Unit(Unit::Day), within };
    Some(Item { a, b: i + 1, what: when.into(), rule: Rule::DateNth })
}

pub fn exact(n: i32, unit: Unit) -> When {
    When::Length(Duration::of(Amount::Exact(n as i64 * 100), unit))
}

/// «3h»: hours by their letter, which is at `i`.
pub fn hours(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let (amount, a) = number::amount_before(view, i, floor)?;
    counted(view, i, floor, amount, Unit::Hour, a)
}

/// «last month», «the following day», «that same year», «this weekend», «these days», «the past decade».
fn lead(view: &View<'_>, i: usize, floor: usize, unit: Unit, form: Form) -> Option<Item> {
    let k = i.checked_sub(1).filter(|&k| k >= floor)?;
    let shift = |offset, from| When::Shift { unit, offset, from };
    let item = |a: usize, when: When| Some(Item { a, b: i + 1, what: when.into(), rule: Rule::DateRelative });
    if form == Form::Many {
        let the = |a: usize| a - usize::from(a > floor && view.is(a - 1, "the"));
        return match number::word(view, k) {
            _ if view.is(k, "these") && unit == Unit::Day => item(k, When::Refers(Reference::Present)),
            _ if view.is(k, "recent") => item(the(k), When::Refers(Reference::Past)),
            Some(Word::Lead(Lead::Coming | Lead::Next)) => item(the(k), When::Refers(Reference::Future)),
            Some(Word::Lead(Lead::Past | Lead::Last)) => item(the(k), When::Refers(Reference::Past)),
            Some(Word::Lead(Lead::Following | Lead::Previous)) => {
                item(the(k), When::Length(Duration::of(Amount::Vague, unit)))
            }
            _ => None,
        };
    }
    if view.is(k, "other") && k > floor && matches!(number::word(view, k - 1), Some(Word::Lead(Lead::Every))) {
        let every = When::Every(Set::Each(Duration::of(Amount::Exact(200), unit)));
        return Some(Item { a: k - 1, b: i + 1, what: every.into(), rule: Rule::SetEvery });
    }
    // «this calendar year», «the previous school year»
    let between = view.is_any(k, few!["calendar", "financial", "working", "business", "trading"]) && k > floor;
    let k = if between { k - 1 } else { k };
    let Some(Word::Lead(lead)) = number::word(view, k) else {
        // «the year previous»
        if view.is(k, "the") && view.is_any(i + 1, few!["previous", "following"]) {
            let offset = if view.is(i + 1, "previous") { -1 } else { 1 };
            let mut found = item(k, shift(offset, Origin::Anchor))?;
            found.b += 1;
            return Some(found);
        }
        return None;
    };
    let before = k.checked_sub(1).filter(|&b| b >= floor);
    let the = before.is_some_and(|b| view.is(b, "the"));
    let this = before.is_some_and(|b| view.is_any(b, few!["this", "that"]));
    let a = if the || this { k - 1 } else { k };
    // «over the past year», «in the next decade» are lengths.
    let spanning =
        the && a > 0 && view.is_any(a - 1, few!["over", "in", "within", "for", "during", "throughout", "across"]);
    // «in the coming week», «for the next quarter»: the one of the calendar.
    let comes = match lead {
        Lead::Coming => matches!(unit, Unit::Week | Unit::Quarter),
        _ => lead == Lead::Next && unit == Unit::Quarter,
    } && spanning
        && view.is_any(a - 1, few!["in", "for", "during"]);
    if unit.of_clock() && lead != Lead::Every {
        return match lead {
            Lead::Past | Lead::Last | Lead::Next | Lead::Previous | Lead::Coming if unit == Unit::Hour || the => {
                item(a, exact(1, unit))
            }
            _ => None,
        };
    }
    // «in the last week of March» is counted within the month.
    if matches!(lead, Lead::Last | Lead::Past)
        && view.is_any(i + 1, few!["of", "in"])
        && let Some(found) = alone::nth(view, i, floor, unit)
    {
        return Some(found);
    }
    let when = match lead {
        Lead::Every if unit == Unit::Weekend => {
            return Some(Item { rule: Rule::SetEvery, ..item(k, When::Every(Set::Weekend))? });
        }
        Lead::Every => {
            return item(k, When::Every(Set::Each(Duration::of(Amount::Exact(100), unit))));
        }
        Lead::Last | Lead::Past | Lead::Next | Lead::Coming if spanning && !comes && unit != Unit::Weekend => {
            exact(1, unit)
        }
        Lead::Past if the && unit >= Unit::Year => exact(1, unit),
        Lead::Last | Lead::Past => {
            if unit == Unit::Day {
                return None;
            }
            shift(-1, Origin::Now)
        }
        Lead::Previous => shift(-1, if the { Origin::Anchor } else { Origin::Now }),
        Lead::Next if unit == Unit::Day => shift(1, Origin::Anchor),
        Lead::Next if view.is(k, "next") && this => shift(1, Origin::Now),
        Lead::Next | Lead::Coming => shift(1, Origin::Now),
        Lead::Following => shift(1, if unit == Unit::Quarter { Origin::Now } else { Origin::Anchor }),
        Lead::This | Lead::Current => shift(0, Origin::Now),
        Lead::That if unit == Unit::Day && view.is(k, "that") && !ends_day(view, i + 1) => return None,
        Lead::That | Lead::Same => shift(0, Origin::Anchor),
        Lead::Early | Lead::Mid | Lead::Late => return None,
    };
    // «the next year and a half»
    if let (When::Length(d), Some((n, end))) = (&when, number::fraction_after(view, i + 1)) {
        let mut d = d.clone();
        d.0.push((Amount::Exact(n), unit));
        return Some(Item { a, b: end, what: When::Length(d).into(), rule: Rule::DurationLead });
    }
    item(a, when)
}

/// Whether «that day» is a date here rather than a noun with a clause («that day will come»).
fn ends_day(view: &View<'_>, i: usize) -> bool {
    !view.is_any(i, few!["will", "would", "comes"])
}
