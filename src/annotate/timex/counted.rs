//! Lengths of time that are counted: «two days later», «the past nine days», «nine months of 2023», «five years and four months».

use super::{
    Item,
    expression::{Amount, Duration, NthOf, Origin, Reference, Saying, Set, Unit, When},
    number, span,
    tense::tense,
    weekday,
    words::{Lead, Tense, Word},
};
use crate::annotate::{Rule, View, lexicon::Class};

/// A number and its unit, with what goes before («the past») and after («ago», «and four months»).
pub fn counted(view: &View<'_>, i: usize, floor: usize, amount: Amount, unit: Unit, mut a: usize) -> Option<Item> {
    // «a day that», «a day when» name no length.
    if a + 1 == i && view.is_any(a, few!["a", "an"]) && view.is_any(i + 1, few!["that", "when", "like"]) {
        return None;
    }
    // «$50 a day», «twice a week», «40 hours a week» are rates.
    if a + 1 == i && view.is_any(a, few!["a", "an"]) && a > 0 {
        let p = a - 1;
        if view.is_any(p, few!["once", "twice", "times"]) {
            let begin = p - usize::from(view.is(p, "times") && p > floor);
            return Some(Item {
                a: begin,
                b: i + 1,
                what: When::Every(Set::Each(Duration::of(amount, unit))).into(),
                rule: Rule::SetTimes,
            });
        }
        let rate = view.token(p).is_some_and(|t| t.is_number())
            || view.has(p, Class::UNIT.or(Class::CURRENCY).or(Class::SCALE).or(Class::TIME_UNIT));
        if rate && !view.has(p, Class::PREPOSITION) {
            return None;
        }
    }
    let mut duration = Duration::of(amount, unit);
    let mut b = i + 1;
    if let Some((n, end)) = number::fraction_after(view, b) {
        duration.0.push((Amount::Exact(n), unit));
        b = end;
    }
    // «seven years and four months», «2 years 1 month 21 days»
    loop {
        let mut k = b + usize::from(view.mark(b, ','));
        k += usize::from(view.is(k, "and"));
        let Some((Amount::Exact(n), at)) = number::amount(view, k) else { break };
        let Some(Word::Unit(next, _)) = number::word(view, at) else { break };
        if duration.0.last().is_none_or(|&(_, last)| next >= last)
            || view.is_any(k, few!["a", "an"]) && k > b && view.mark(b, ',')
        {
            break;
        }
        // «for the last 3 months and 2 days ago»: the second amount has a point of its own.
        if view.is_any(at + 1, few!["ago", "later", "earlier"])
            && a > 0
            && view.is_any(a - 1, few!["last", "past", "next"])
        {
            break;
        }
        duration.0.push((Amount::Exact(n), next));
        b = at + 1;
    }
    // «one hour thirty», «2 hours and 10» before a stop
    if unit == Unit::Hour && b == i + 1 {
        let k = b + usize::from(view.is(b, "and"));
        let ends = |at: usize| view.token(at).is_none_or(|t| ['.', ',', ';', ')'].iter().any(|&c| t.is(c)));
        if let Some((n, at)) = number::integer(view, k).filter(|&(n, at)| (5..60).contains(&n) && ends(at)) {
            duration.0.push((Amount::Exact(n * 100), Unit::Minute));
            b = at;
        }
    }
    if old(view, b - 1) {
        return None;
    }
    if let Some(found) = span::of(view, i, floor, a, b, &duration) {
        return Some(found);
    }
    let length = When::Length(duration.clone());
    let whole = |when: When, a: usize, b: usize, rule| Some(Item { a, b, what: when.into(), rule });
    // Before it: «the past», «every», «the next».
    if a > floor
        && let Some(Word::Lead(lead)) = number::word(view, a - 1)
    {
        match lead {
            Lead::Every => return whole(When::Every(Set::Each(duration)), a - 1, b, Rule::SetEvery),
            Lead::Last
            | Lead::Past
            | Lead::Previous
            | Lead::Next
            | Lead::Coming
            | Lead::Following
            | Lead::This
            | Lead::Same => {
                a -= 1;
                a -= usize::from(a > floor && view.is_any(a - 1, few!["the", "these", "this"]));
                if lead == Lead::Last
                    && let Some(found) = stretch_of(view, &duration, b, true)
                {
                    return Some(Item { a, ..found });
                }
                if amount == Amount::Vague && unit >= Unit::Day && lead == Lead::Past && !view.is(a, "the") {
                    return whole(When::Refers(Reference::Past), a, b, Rule::DurationLead);
                }
                return whole(length, a, b, Rule::DurationLead);
            }
            _ => {}
        }
    }
    if a > floor && view.is_any(a - 1, few!["first", "final"]) {
        a -= 1;
        let end = view.is(a, "final");
        a -= usize::from(a > floor && view.is(a - 1, "the"));
        if let Some(found) = stretch_of(view, &duration, b, end) {
            return Some(Item { a, ..found });
        }
        return whole(length, a, b, Rule::DurationLead);
    }
    // After it: «ago», «later», «earlier», «from now».
    let total = whole_units(&duration);
    let after = b;
    let point = if view.is(after, "ago")
        || view.is(after, "back") && !view.is_any(after + 1, few!["to", "in", "home", "at"])
    {
        Some((after + 1, -1, Origin::Now))
    } else if view.is(after, "hence") {
        Some((after + 1, 1, Origin::Now))
    } else if view.is(after, "from") && view.is(after + 1, "now") {
        Some((after + 2, 1, Origin::Now))
    } else if view.is(after, "from") && view.is(after + 1, "right") && view.is(after + 2, "now") {
        Some((after + 3, 1, Origin::Now))
    } else if view.is_any(after, few!["earlier", "previously"]) || view.is(after, "before") && ends(view, after + 1) {
        Some((after + 1, -1, Origin::Anchor))
    } else if view.is_any(after, few!["later", "afterwards", "afterward"]) && !view.is(after + 1, "than")
        || view.is(after, "after") && ends(view, after + 1)
    {
        Some((after + 1, 1, Origin::Anchor))
    } else {
        None
    };
    if let Some((end, sign, from)) = point {
        if amount == Amount::Vague {
            let when = match (from, sign) {
                (Origin::Now, -1) => When::Refers(Reference::Past),
                (Origin::Now, _) => When::Refers(Reference::Future),
                _ => length,
            };
            return whole(when, a, end, Rule::DateAgo);
        }
        return match total {
            Some((n, unit)) => whole(When::Shift { unit, offset: sign * n, from }, a, end, Rule::DateAgo),
            None => whole(length, a, end, Rule::DateAgo),
        };
    }
    // «in two weeks» after a future verb is a date.
    let fragment = view.len() <= b - a + 5;
    let about = usize::from(a > 1 && view.is_any(a - 1, few!["about", "around"]));
    let ahead = a > 0
        && view.is(a - 1 - about, "in")
        && match tense(view, a, b) {
            Tense::Future => true,
            Tense::Unknown => fragment,
            Tense::Past | Tense::Near => false,
        };
    if ahead
        && let Some((n, unit)) = total
        && amount != Amount::Vague
    {
        return whole(When::Shift { unit, offset: n, from: Origin::Now }, a, b, Rule::DateIn);
    }
    whole(length, a, b, Rule::DurationNumber)
}

/// «the first nine months of 2023», «the last two weeks of March»: so many units within a stretch of the calendar, from
/// its beginning or its end. What they are within begins at `b`.
fn stretch_of(view: &View<'_>, length: &Duration, b: usize, end: bool) -> Option<Item> {
    let [(Amount::Exact(hundredths), unit)] = length.0[..] else { return None };
    let n = i8::try_from(hundredths / 100).ok().filter(|n| hundredths % 100 == 0 && (2..100).contains(n))?;
    if !matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Quarter | Unit::Year) {
        return None;
    }
    let (within, b) = weekday::within(view, b)?;
    let nth = |nth: i8| Saying::from(When::Nth { nth, of: NthOf::Unit(unit), within: Box::new(within.clone()) });
    let ends = if end { (nth(-n), nth(-1)) } else { (nth(1), nth(n)) };
    Some(Item { a: 0, b, what: When::Range(Box::new(ends)).into(), rule: Rule::DateRange })
}

/// The whole amount in its smallest unit, where one unit can say it: for counting on the calendar.
fn whole_units(duration: &Duration) -> Option<(i32, Unit)> {
    let mut out: Option<(i64, Unit)> = None;
    for &(amount, unit) in &duration.0 {
        let Amount::Exact(hundredths) = amount else { return None };
        let (count, base) = match unit {
            Unit::Century => (hundredths * 100, Unit::Year),
            Unit::Decade => (hundredths * 10, Unit::Year),
            Unit::Fortnight => (hundredths * 2, Unit::Week),
            u => (hundredths, u),
        };
        let finer = |count: i64, base: Unit| match base {
            Unit::Year => Some((count * 12, Unit::Month)),
            Unit::Week => Some((count * 7, Unit::Day)),
            Unit::Day => Some((count * 24, Unit::Hour)),
            Unit::Hour => Some((count * 60, Unit::Minute)),
            Unit::Minute => Some((count * 60, Unit::Second)),
            _ => None,
        };
        let (mut count, mut base) = (count, base);
        if count % 100 != 0 {
            (count, base) = finer(count, base)?;
        }
        out = Some(match out {
            None => (count, base),
            Some((mut sum, mut into)) => {
                while into > base {
                    (sum, into) = finer(sum, into)?;
                }
                while base > into {
                    (count, base) = finer(count, base)?;
                }
                if into != base {
                    return None;
                }
                (sum + count, into)
            }
        });
    }
    let (sum, unit) = out?;
    (sum % 100 == 0 && sum.abs() < 100_000_000).then_some(((sum / 100) as i32, unit))
}

/// Whether nothing that «before» or «after» could govern follows.
fn ends(view: &View<'_>, i: usize) -> bool {
    view.token(i).is_none_or(|t| !t.is_word() && !t.is_number() && !t.is_one_of(['“', '"', '‘', '$', '£', '€']))
}

/// «53-year-old», «34 years old», «aged two years»: ages are figures.
pub fn old(view: &View<'_>, i: usize) -> bool {
    let next = number::hop(view, i + 1);
    view.is_any(next, few!["old", "olds"]) || view.is(i + 1, "of") && view.is(i + 2, "age")
}
