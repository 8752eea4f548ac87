//! Expressions that stand together say one thing: «Friday, March 22», «9:52 p.m. on Tuesday», «from 2009 to 2011»,
//! «three days after Easter», «October of last year».

use super::{
    Item, clock,
    expression::{Amount, Origin, Place, Saying, Set, Unit, When, Year},
    number, spoken,
};
use crate::annotate::{Rule, TimexMod, View, lexicon::Class};

/// Tokens that stand between two expressions that are joined, at most.
const FAR: usize = 2;

/// Joins neighbours until nothing more joins.
pub fn join(view: &View<'_>, items: &mut Vec<Item>) {
    hours(view, items);
    if items.windows(2).all(|w| w[1].a > w[0].b + FAR) {
        return;
    }
    // «every Monday and Wednesday»
    for k in 1..items.len() {
        let (x, y) = (&items[k - 1], &items[k]);
        if let (When::Every(Set::Weekday(_)), &When::Weekday { day, place: Place::Open }) = (&x.what.when, &y.what.when)
            && y.a == x.b + 1
            && view.is_any(x.b, few!["and", "or"])
        {
            items[k].what.when = When::Every(Set::Weekday(day));
            items[k].rule = Rule::SetWeekday;
        }
    }
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    for mut item in std::mem::take(items) {
        while let Some(last) = out.last() {
            match pair(view, last, &item) {
                Some(joined) => {
                    out.pop();
                    item = joined;
                }
                None => break,
            }
        }
        out.push(item);
    }
    *items = out;
    // «at 9 p.m., June 3»: two expressions, and the time is of that day.
    for k in 1..items.len() {
        let (time, day) = (&items[k - 1], &items[k]);
        if gap(view, time.b, day.a.max(time.b)) == Gap::Comma
            && time.what.when == When::Day
            && time.what.clock.is_some_and(|c| c.sure)
            && matches!(day.what.when, When::Date { month: 1.., day: 1.., .. })
        {
            items[k - 1].what.when = items[k].what.when.clone();
        }
    }
}

/// «this morning at 7», «tonight from 7 to 9»: a bare hour beside a part of the day.
fn hours(view: &View<'_>, items: &mut [Item]) {
    for k in 0..items.len() {
        let limit = items.get(k + 1).map_or(view.len(), |n| n.a);
        let floor = k.checked_sub(1).map_or(0, |p| items[p].b);
        let parted = items.get(k + 1).is_some_and(|n| n.a == items[k].b && n.what.part.is_some());
        let item = &mut items[k];
        let part = item.what.part;
        let day = matches!(
            item.what.when,
            When::Shift { unit: Unit::Day, .. } | When::Weekday { .. } | When::Date { day: 1.., .. }
        );
        if item.what.clock.is_some() || part.is_none() && !day {
            continue;
        }
        if view.is_any(item.b, few!["at", "@", "for", "around", "about"])
            && let Some((found, b)) = clock::bare_hour(view, item.b + 1)
            && b <= limit
        {
            // «Friday at 4» only before a stop: «Friday at 4 of the sites».
            let stop = view.token(b).is_none_or(|t| ['.', ',', ';', '?', '!', ')'].iter().any(|&c| t.is(c)));
            if part.is_none() && found.minute.is_none() && !found.sure && !(stop && view.is(item.b, "at")) {
                continue;
            }
            item.what.clock = Some(match part {
                Some(p) => found.within(p),
                None => found,
            });
            item.what.part = None;
            item.b = b;
        } else if let Some((found, a)) = hour_before(view, item.a, floor).or_else(|| hour_on(view, item, floor, parted))
        {
            // «at six this evening», «9 tomorrow»
            item.what.clock = Some(match part {
                Some(p) => found.within(p),
                None => found,
            });
            item.what.part = None;
            item.rule = Rule::TimeClock;
            item.a = a;
        }
    }
}

/// «at 8 on Saturday», «just after 2 on Saturday morning»: a bare hour before «on» and its day.
fn hour_on(view: &View<'_>, item: &Item, floor: usize, parted: bool) -> Option<(super::expression::Clock, usize)> {
    let on = item.a.checked_sub(1).filter(|&k| k > floor && view.is(k, "on"))?;
    let (clock, a) = hour_before(view, on, floor)?;
    let word = a.checked_sub(1)?;
    let called = view.is(word, "at")
        || (parted || item.what.part.is_some())
            && view.is_any(word, few!["after", "before", "until", "till", "since", "around", "and"]);
    called.then_some((clock, a))
}

/// A bare hour right before token `i` that a word calls for («at six»), with its first token.
fn hour_before(view: &View<'_>, i: usize, floor: usize) -> Option<(super::expression::Clock, usize)> {
    // «at five-thirty tomorrow evening»
    if let Some(k) = i.checked_sub(4).filter(|&k| k >= floor)
        && view.is(k, "at")
        && let Some((clock, _)) = spoken::spoken(view, k + 1).filter(|&(c, next)| next == i && c.minute.is_some())
    {
        return Some((clock, k + 1));
    }
    let a = i.checked_sub(1).filter(|&a| a >= floor)?;
    let called = a.checked_sub(1).is_none_or(|k| {
        view.is_any(k, few!["at", "until", "till", "since", "before", "after", "around", "about", "by", "from", "@"])
            || view.is(k, "and") && k > 1 && view.is(k - 2, "between")
    });
    let (hour, next) = number::integer(view, a).filter(|&(n, _)| (1..=12).contains(&n))?;
    (called && next == i && (a > 0 || view.len() < 5)).then(|| (super::expression::Clock::at(hour as u8, None), a))
}

/// What stands between two items.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Comma,
    /// «on», «on the»
    On,
    At,
    Of,
    In,
    The,
    Before,
    After,
    By,
    For,
    To,
    /// «closest to», «nearest to»
    ClosestTo,
    /// «’s»
    Possessive,
    Other,
}

fn gap(view: &View<'_>, a: usize, b: usize) -> Gap {
    match b - a {
        0 => Gap::None,
        1 if view.mark(a, ',') => Gap::Comma,
        1 if view.is(a, "on") => Gap::On,
        1 if view.is_any(a, few!["at", "@"]) => Gap::At,
        1 if view.is(a, "of") => Gap::Of,
        1 if view.is(a, "in") => Gap::In,
        1 if view.is(a, "the") => Gap::The,
        1 if view.is(a, "before") => Gap::Before,
        1 if view.is_any(a, few!["after", "from"]) => Gap::After,
        1 if view.is(a, "by") => Gap::By,
        1 if view.is(a, "for") => Gap::For,
        1 if view.is(a, "to") => Gap::To,
        2 if view.is_any(a, few!["closest", "nearest"]) && view.is(a + 1, "to") => Gap::ClosestTo,
        2 if (view.mark(a, '\'') || view.mark(a, '’')) && view.is(a + 1, "s") => Gap::Possessive,
        2 if view.mark(a, ',') && view.is(a + 1, "at") => Gap::At,
        2 if view.mark(a, ',') && view.is(a + 1, "on") => Gap::On,
        2 if view.is(a, "on") && view.is(a + 1, "the") => Gap::On,
        2 if view.is(a, "in") && view.is(a + 1, "the") => Gap::In,
        2 if view.is(a, "of") && view.is(a + 1, "the") => Gap::Of,
        _ => Gap::Other,
    }
}

fn pair(view: &View<'_>, x: &Item, y: &Item) -> Option<Item> {
    if y.a < x.b || y.a - x.b > FAR {
        return None;
    }
    let gap = gap(view, x.b, y.a);
    if gap == Gap::Other {
        return None;
    }
    let made = |what: Saying, rule| Some(Item { a: x.a, b: y.b, what, rule });
    let (p, q) = (&x.what, &y.what);
    let plain = |s: &Saying| s.clock.is_none() && s.part.is_none();
    // «Friday, March 22»: the full date counts, the weekday is kept beside it.
    if let When::Weekday { day, place: Place::Open | Place::This | Place::Next | Place::Last } = p.when
        && let When::Date { day: 1.., .. } = q.when
        && (matches!(gap, Gap::None | Gap::Comma | Gap::The) || gap == Gap::On && p.part.is_some())
    {
        let weekday = (0..=1).find_map(|k| {
            let at = x.b.checked_sub(1 + k)?;
            (x.a..x.b).rev().find(|&i| view.has(i, Class::WEEKDAY)).or(Some(at))
        })?;
        let what = Saying {
            weekday: Some((view.span(weekday, weekday), day)),
            part: p.part.or(q.part),
            clock: p.clock.or(q.clock),
            ..q.clone()
        };
        return made(what, y.rule);
    }
    // «Jul 18, Fri»
    if let When::Weekday { day, place: Place::Open } = q.when
        && let When::Date { day: 1.., month: 1.., .. } = p.when
        && matches!(gap, Gap::None | Gap::Comma)
        && plain(p)
        && p.weekday.is_none()
        && !view.token(y.b).is_some_and(|t| t.is_word())
    {
        let what = Saying { weekday: Some((view.span(y.a, y.b - 1), day)), ..p.clone() };
        return made(what, x.rule);
    }
    // «Friday» + «night» / «3 p.m.»
    if p.is_day() && p.clock.is_none() && q.when == When::Day {
        let near = match gap {
            Gap::None | Gap::At => true,
            Gap::Comma => q.clock.is_some(),
            Gap::In | Gap::The => q.part.is_some(),
            // «Thursday before 5pm»
            Gap::Before | Gap::After | Gap::By => p.part.is_none() && q.clock.is_some() && q.modifier.is_none(),
            Gap::For => p.part.is_none() && q.clock.is_some_and(|c| c.sure),
            Gap::On | Gap::Of | Gap::To | Gap::ClosestTo | Gap::Possessive | Gap::Other => false,
        };
        if near && (p.part.is_none() || q.part.is_none()) {
            let part = p.part.or(q.part);
            let clock = match (q.clock, part) {
                (Some(c), Some(part)) => Some(c.within(part)),
                (c, _) => c,
            };
            let modifier = match gap {
                Gap::Before => Some(TimexMod::Before),
                Gap::After if !view.is(x.b, "from") => Some(TimexMod::After),
                _ => p.modifier.or(q.modifier),
            };
            let what = Saying { part: if clock.is_some() { None } else { part }, clock, modifier, ..p.clone() };
            return made(what, if clock.is_some() { Rule::TimeClock } else { Rule::TimePart });
        }
    }
    // «9:52 p.m.» + «on Tuesday», «the morning of» + «March 5»
    if p.when == When::Day && q.is_day() && q.clock.is_none() {
        let near = match gap {
            Gap::None | Gap::On => true,
            Gap::Of => p.part.is_some() || p.clock.is_some_and(|c| c.sure),
            _ => false,
        };
        if near && !(p.part.is_some() && q.part.is_some()) {
            let part = p.part.or(q.part);
            let clock = match (p.clock, part) {
                (Some(c), Some(part)) => Some(c.within(part)),
                (c, _) => c,
            };
            let modifier = p.modifier.or(q.modifier);
            let what = Saying { part: if clock.is_some() { None } else { part }, clock, modifier, ..q.clone() };
            return made(what, if clock.is_some() { Rule::TimeClock } else { Rule::TimePart });
        }
    }
    // «a quarter past eight on Tuesday» + «night»
    if p.is_day()
        && let (Some(c), Some(part)) = (p.clock, q.part)
        && q.when == When::Day
        && matches!(gap, Gap::None | Gap::In)
    {
        return made(Saying { clock: Some(c.within(part)), ..p.clone() }, x.rule);
    }
    // «early in the day Wednesday», «later in the day on Friday»
    let part_of_it = |k: usize| view.is(k - 1, "in") && view.is_any(k - 2, few!["early", "late", "earlier", "later"]);
    if matches!(p.when, When::Shift { unit: Unit::Day, offset: 0, from: Origin::Now })
        && x.rule == Rule::DateRelative
        && matches!(q.when, When::Weekday { place: Place::Open, .. })
        && matches!(gap, Gap::None | Gap::On)
        && plain(p)
        && x.a > 1
        && part_of_it(x.a)
    {
        return made(q.clone(), y.rule);
    }
    // «11 p.m.» beside «night» alone is one time.
    if p.when == When::Day && q.when == When::Day && matches!(gap, Gap::None | Gap::At | Gap::In) {
        if let (Some(c), None, Some(part)) = (p.clock, q.clock, q.part) {
            return made(Saying { clock: Some(c.within(part)), ..p.clone() }, Rule::TimeClock);
        }
        if let (None, Some(c), Some(part)) = (p.clock, q.clock, p.part) {
            return made(Saying { clock: Some(c.within(part)), part: None, ..p.clone() }, Rule::TimeClock);
        }
    }
    // «October of last year», «the spring of this year», «Friday last week», «Wednesday of next week»
    if let When::Shift { unit, offset, from: Origin::Now } = q.when
        && plain(q)
        && (matches!(gap, Gap::None | Gap::Of | Gap::In | Gap::Comma)
            || gap == Gap::After && view.is(x.b, "from") && unit == Unit::Week)
        && !(gap == Gap::Comma && x.b == y.a)
    {
        let relative = Year::Relative(offset.clamp(-100, 100) as i8);
        match (&p.when, unit) {
            (&When::Date { year: Year::Open, month, day, place: Place::Open }, Unit::Year)
                if month > 0 && gap != Gap::Comma =>
            {
                let what = Saying { when: When::Date { year: relative, month, day, place: Place::Open }, ..p.clone() };
                return made(what, x.rule);
            }
            (&When::Season { season, year: Year::Open, place: Place::Open }, Unit::Year) if gap != Gap::Comma => {
                let what = Saying { when: When::Season { season, year: relative, place: Place::Open }, ..p.clone() };
                return made(what, x.rule);
            }
            (&When::Holiday { row, home, year: Year::Open, place: Place::Open }, Unit::Year) if gap != Gap::Comma => {
                let when = When::Holiday { row, home, year: relative, place: Place::Open };
                return made(Saying { when, ..p.clone() }, x.rule);
            }
            (&When::Weekday { day, place: Place::Open }, Unit::Week) if gap != Gap::Comma => {
                let place = Place::Week(offset.clamp(-100, 100) as i8);
                return made(Saying { when: When::Weekday { day, place }, ..p.clone() }, x.rule);
            }
            _ => {}
        }
    }
    // «last week’s Sunday»
    if let (&When::Shift { unit: Unit::Week, offset, from: Origin::Now }, &When::Weekday { day, place: Place::Open }) =
        (&p.when, &q.when)
        && gap == Gap::Possessive
        && plain(p)
    {
        let place = Place::Week(offset.clamp(-100, 100) as i8);
        return made(Saying { when: When::Weekday { day, place }, ..q.clone() }, y.rule);
    }
    // «Thanksgiving in nine months», «March two years ago»
    if matches!(y.rule, Rule::DateAgo | Rule::DateIn)
        && let When::Shift { unit: Unit::Month | Unit::Year, from: Origin::Now, .. } = q.when
        && matches!(
            p.when,
            When::Date { year: Year::Open, month: 1.., place: Place::Open, .. }
                | When::Holiday { year: Year::Open, place: Place::Open, .. }
        )
        && matches!(gap, Gap::None | Gap::In | Gap::Comma)
        && plain(p)
    {
        let when = When::Near { what: Box::new(p.when.clone()), to: Box::new(q.when.clone()) };
        return made(Saying { when, ..p.clone() }, x.rule);
    }
    // «a week ago Friday», «a year ago today»
    if x.rule == Rule::DateAgo
        && let When::Shift { unit, offset: ..=-1, from: Origin::Now } = p.when
        && !unit.of_clock()
        && view.is(x.b - 1, "ago")
        && gap == Gap::None
        && plain(q)
        && matches!(
            q.when,
            When::Weekday { place: Place::Open, .. } | When::Shift { unit: Unit::Day, from: Origin::Now, .. }
        )
    {
        let When::Shift { offset, .. } = p.when else { return None };
        let when = When::Offset { unit, amount: offset, from: Box::new(q.when.clone()) };
        return made(when.into(), Rule::DateOffset);
    }
    // «the closest Monday to May 5», «the Sunday closest to 11 November»
    let nearest = |k: usize| view.is_any(k, few!["closest", "nearest"]);
    if matches!(p.when, When::Weekday { .. } | When::Holiday { .. })
        && plain(p)
        && plain(q)
        && q.is_day()
        && view.is(y.a - 1, "to")
        && (gap == Gap::To && x.a > 0 && nearest(x.a - 1) || gap == Gap::ClosestTo)
    {
        let adjective = if gap == Gap::To { x.a - 1 } else { x.a };
        let (nth, a) = number::ordinal_before(view, adjective, 0).unwrap_or((1, adjective));
        let a = a - usize::from(a > 0 && view.is(a - 1, "the"));
        let when = When::Closest { nth, what: Box::new(p.when.clone()), to: Box::new(q.when.clone()) };
        return Some(Item { a, b: y.b, what: when.into(), rule: Rule::DateNth });
    }
    // «the first Monday after Easter», «the Tuesday before Christmas»
    if let When::Weekday { day, place: Place::Open | Place::Near } = p.when
        && plain(p)
        && plain(q)
        && q.is_day()
        && matches!(gap, Gap::Before | Gap::After)
        && !view.is(x.b, "from")
    {
        let (nth, a) = match number::ordinal_before(view, x.a, 0) {
            Some((n, a)) if n < 10 => (n as i8, a),
            _ if x.a > 0 && view.is(x.a - 1, "the") => (1, x.a),
            _ => return None,
        };
        let a = a - usize::from(a > 0 && view.is(a - 1, "the"));
        let nth = if gap == Gap::Before { -nth } else { nth };
        let when = When::Counted { nth, day, from: Box::new(q.when.clone()) };
        return Some(Item { a, b: y.b, what: when.into(), rule: Rule::DateNth });
    }
    // «the weekend of Halloween»
    if let When::Shift { unit: Unit::Weekend, from: Origin::Now, .. } = p.when
        && plain(p)
        && q.is_day()
        && plain(q)
        && gap == Gap::Of
    {
        let when = When::Around { unit: Unit::Weekend, day: Box::new(q.when.clone()) };
        return made(when.into(), x.rule);
    }
    // «in two days from today»
    if x.rule == Rule::DateIn
        && let When::Shift { unit, offset, from: Origin::Now } = p.when
        && gap == Gap::After
        && view.is(x.b, "from")
        && let When::Shift { unit: Unit::Day, .. } = q.when
        && plain(q)
        && !unit.of_clock()
    {
        return made(When::Offset { unit, amount: offset, from: Box::new(q.when.clone()) }.into(), Rule::DateOffset);
    }
    // «Labor Day weekend»
    if let When::Holiday { .. } = p.when
        && plain(p)
        && let When::Shift { unit: Unit::Weekend, from: Origin::Now, .. } = q.when
        && gap == Gap::None
    {
        let when = When::Around { unit: Unit::Weekend, day: Box::new(p.when.clone()) };
        return made(when.into(), x.rule);
    }
    // «two days before yesterday», «three weeks after Easter»
    if let When::Length(d) = &p.when
        && p.modifier.is_none()
        && let [(Amount::Exact(hundredths), unit)] = d.0[..]
        && hundredths % 100 == 0
        && !unit.of_clock()
        && x.rule == Rule::DurationNumber
        && matches!(gap, Gap::Before | Gap::After)
        && plain(q)
        && (q.is_day() || matches!(q.when, When::Refers(super::expression::Reference::Present)))
        && (!view.is(x.b, "from")
            || matches!(q.when, When::Shift { .. } | When::Weekday { .. } | When::Holiday { .. })
            || matches!(q.when, When::Date { day: 1.., .. }) && !(x.a > 0 && view.is(x.a - 1, "for")))
    {
        let sign = if gap == Gap::Before { -1 } else { 1 };
        let amount = sign * (hundredths / 100) as i32;
        let when = When::Offset { unit, amount, from: Box::new(q.when.clone()) };
        return made(when.into(), Rule::DateOffset);
    }
    None
}
