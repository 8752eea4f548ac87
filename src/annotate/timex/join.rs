//! Expressions that stand together say one thing: «Friday, March 22», «9:52 p.m. on Tuesday», «from 2009 to 2011»,
//! «three days after Easter», «October of last year».

use super::{
    Item, clock,
    expression::{Amount, Origin, Place, Saying, Unit, When, Year},
    number,
};
use crate::annotate::{View, lexicon::Class};

/// Joins neighbours until nothing more joins.
pub fn join(view: &View<'_>, items: &mut Vec<Item>) {
    hours(view, items);
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    for item in items.drain(..) {
        let mut item = item;
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
}

/// «this morning at 7», «tonight from 7 to 9»: a bare hour beside a part of the day.
fn hours(view: &View<'_>, items: &mut [Item]) {
    for k in 0..items.len() {
        let limit = items.get(k + 1).map_or(view.len(), |n| n.a);
        let floor = k.checked_sub(1).map_or(0, |p| items[p].b);
        let item = &mut items[k];
        let part = item.what.part;
        if item.what.clock.is_some() || part.is_none() && !matches!(item.what.when, When::Shift { unit: Unit::Day, .. })
        {
            continue;
        }
        if view.is_any(item.b, &["at", "@", "for", "around", "about"])
            && let Some((found, b)) = clock::bare_hour(view, item.b + 1)
            && b <= limit
        {
            if part.is_none() && found.minute.is_none() && !found.sure {
                continue;
            }
            item.what.clock = Some(match part {
                Some(p) => found.within(p),
                None => found,
            });
            item.what.part = None;
            item.b = b;
        } else if let Some((found, a)) = hour_before(view, item.a, floor) {
            // «at six this evening», «9 tomorrow»
            item.what.clock = Some(match part {
                Some(p) => found.within(p),
                None => found,
            });
            item.what.part = None;
            item.rule = "time-clock";
            item.a = a;
        }
    }
}

/// A bare hour right before token `i` that a word calls for («at six»), with its first token.
fn hour_before(view: &View<'_>, i: usize, floor: usize) -> Option<(super::expression::Clock, usize)> {
    let a = i.checked_sub(1).filter(|&a| a >= floor)?;
    let called = a.checked_sub(1).is_none_or(|k| {
        view.is_any(k, &["at", "until", "till", "since", "before", "after", "around", "about", "by", "from", "@"])
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
    Other,
}

fn gap(view: &View<'_>, a: usize, b: usize) -> Gap {
    match b - a {
        0 => Gap::None,
        1 if view.mark(a, ',') => Gap::Comma,
        1 if view.is(a, "on") => Gap::On,
        1 if view.is_any(a, &["at", "@"]) => Gap::At,
        1 if view.is(a, "of") => Gap::Of,
        1 if view.is(a, "in") => Gap::In,
        1 if view.is(a, "the") => Gap::The,
        1 if view.is(a, "before") => Gap::Before,
        1 if view.is_any(a, &["after", "from"]) => Gap::After,
        2 if view.mark(a, ',') && view.is(a + 1, "at") => Gap::At,
        2 if view.mark(a, ',') && view.is(a + 1, "on") => Gap::On,
        2 if view.is(a, "on") && view.is(a + 1, "the") => Gap::On,
        2 if view.is(a, "in") && view.is(a + 1, "the") => Gap::In,
        2 if view.is(a, "of") && view.is(a + 1, "the") => Gap::Of,
        _ => Gap::Other,
    }
}

fn pair(view: &View<'_>, x: &Item, y: &Item) -> Option<Item> {
    if y.a < x.b || y.a - x.b > 2 {
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
            Gap::On | Gap::Of | Gap::Before | Gap::After | Gap::Other => false,
        };
        if near && (p.part.is_none() || q.part.is_none()) {
            let part = p.part.or(q.part);
            let clock = match (q.clock, part) {
                (Some(c), Some(part)) => Some(c.within(part)),
                (c, _) => c,
            };
            let what = Saying { part: if clock.is_some() { None } else { part }, clock, ..p.clone() };
            return made(what, if clock.is_some() { "time-clock" } else { "time-part" });
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
            return made(what, if clock.is_some() { "time-clock" } else { "time-part" });
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
    // «11 p.m.» beside «night» alone is one time.
    if p.when == When::Day && q.when == When::Day && matches!(gap, Gap::None | Gap::At | Gap::In) {
        if let (Some(c), None, Some(part)) = (p.clock, q.clock, q.part) {
            return made(Saying { clock: Some(c.within(part)), ..p.clone() }, "time-clock");
        }
        if let (None, Some(c), Some(part)) = (p.clock, q.clock, p.part) {
            return made(Saying { clock: Some(c.within(part)), part: None, ..p.clone() }, "time-clock");
        }
    }
    // «October of last year», «the spring of this year», «Friday last week», «Wednesday of next week»
    if let When::Shift { unit, offset, from: Origin::Now } = q.when
        && plain(q)
        && matches!(gap, Gap::None | Gap::Of | Gap::In | Gap::Comma)
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
            (&When::Holiday { row, year: Year::Open, place: Place::Open }, Unit::Year) if gap != Gap::Comma => {
                let what = Saying { when: When::Holiday { row, year: relative, place: Place::Open }, ..p.clone() };
                return made(what, x.rule);
            }
            (&When::Weekday { day, place: Place::Open }, Unit::Week) if gap != Gap::Comma => {
                let place = Place::Week(offset.clamp(-100, 100) as i8);
                return made(Saying { when: When::Weekday { day, place }, ..p.clone() }, x.rule);
            }
            _ => {}
        }
    }
    // «two days before yesterday», «three weeks after Easter»
    if let When::Length(d) = &p.when
        && p.modifier.is_none()
        && let [(Amount::Exact(hundredths), unit)] = d.0[..]
        && hundredths % 100 == 0
        && !unit.of_clock()
        && x.rule == "duration-number"
        && matches!(gap, Gap::Before | Gap::After)
        && plain(q)
        && (q.is_day() || matches!(q.when, When::Refers(super::expression::Reference::Present)))
        && (!view.is(x.b, "from") || matches!(q.when, When::Shift { .. } | When::Weekday { .. } | When::Holiday { .. }))
    {
        let sign = if gap == Gap::Before { -1 } else { 1 };
        let amount = sign * (hundredths / 100) as i32;
        let when = When::Offset { unit, amount, from: Box::new(q.when.clone()) };
        return made(when.into(), "date-offset");
    }
    None
}

/// «from A to B», «between A and B», «A–B», «A to B».
pub fn ranges(view: &View<'_>, items: &mut Vec<Item>) {
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    for mut item in items.drain(..) {
        if let Some(x) = out.last()
            && item.a > x.b
            && item.a - x.b <= 2
            && let Some(a) = range(view, x, &item)
        {
            let floor = out.len().checked_sub(2).map_or(0, |k| out[k].b);
            let mut ends = (x.what.clone(), item.what.clone());
            // «3 to 4 p.m.»: the end says which half of the day.
            share(&mut ends);
            item = Item { a: a.max(floor), b: item.b, what: When::Range(Box::new(ends)).into(), rule: "date-range" };
            out.pop();
        } else if let Some(range) = half_range(view, &item, out.last().map_or(0, |x| x.b)) {
            item = range;
        }
        out.push(item);
    }
    *items = out;
}

/// What one end leaves out, the other gives: a year, a month, the half of the day.
fn share(ends: &mut (Saying, Saying)) {
    let (from, to) = ends;
    if let (Some(a), Some(b)) = (&mut from.clock, to.clock) {
        if !a.sure && b.sure && b.hour > 12 && a.hour < 12 && a.hour + 12 <= b.hour {
            a.hour += 12;
        }
        a.sure |= b.sure;
        a.utc |= b.utc;
    }
    if let (When::Date { year: a @ Year::Open, month, .. }, When::Date { year: Year::Given(b), month: other, .. }) =
        (&mut from.when, &to.when)
    {
        *a = Year::Given(if *month > *other && *other > 0 { b - 1 } else { *b });
    }
    if to.when == When::Day && from.when != When::Day {
        to.when = from.when.clone();
    } else if from.when == When::Day && to.when != When::Day {
        from.when = to.when.clone();
    }
}

/// Whether two neighbouring items are the ends of a range; the range's first token.
fn range(view: &View<'_>, x: &Item, y: &Item) -> Option<usize> {
    if !alike(&x.what, &y.what) {
        return None;
    }
    let one = y.a - x.b == 1;
    let before = x.a.checked_sub(1);
    let led = |words: &[&str]| before.filter(|&k| view.is_any(k, words));
    if one && view.is(x.b, "and") {
        return led(&["between"]);
    }
    if one && view.is_any(x.b, &["to", "through", "thru", "until", "till", "untill"]) {
        return match led(&["from"]) {
            Some(k) => Some(k),
            // «moved from May to June» has its «from»; «brought forward Friday to Monday» has none.
            None if x.what.clock.is_some()
                || view.is_any(x.b, &["through", "thru"])
                || matches!(x.what.when, When::Date { .. }) =>
            {
                Some(x.a)
            }
            None => None,
        };
    }
    let dash = one && ['-', '–', '—', '~'].iter().any(|&c| view.mark(x.b, c));
    let sentence_dash = view.mark(x.b, '—') && view.token(y.a).is_some_and(|t| t.spaced);
    if dash && !sentence_dash {
        return Some(led(&["from", "between"]).unwrap_or(x.a));
    }
    None
}

/// Whether two sayings are of one kind, so that a range can span them.
fn alike(x: &Saying, y: &Saying) -> bool {
    if x.clock.is_some() && y.clock.is_some() {
        return x.when == When::Day || y.when == When::Day;
    }
    if x.clock.is_some() != y.clock.is_some() {
        return false;
    }
    let calendar =
        |w: &When| matches!(w, When::Date { .. } | When::Shift { from: Origin::Now, .. } | When::Holiday { .. });
    match (&x.when, &y.when) {
        (When::Weekday { .. }, When::Weekday { .. } | When::Date { .. }) => true,
        (When::Season { .. }, When::Season { .. } | When::Date { .. }) => true,
        (When::Quarter { .. }, When::Quarter { .. }) => true,
        (When::Decade(_), When::Decade(_)) => true,
        (When::Date { .. }, When::Refers(super::expression::Reference::Present)) => true,
        (a, b) => calendar(a) && calendar(b),
    }
}

/// «3-4pm», «from 3 to 6 p.m.», «9 till 11:30»: a bare number before a clock time.
fn half_range(view: &View<'_>, y: &Item, floor: usize) -> Option<Item> {
    y.what.clock.filter(|_| y.rule == "time-clock")?;
    let link = y.a.checked_sub(1).filter(|&k| k > floor)?;
    let dash = ['-', '–'].iter().any(|&c| view.mark(link, c));
    if !dash && !view.is_any(link, &["to", "till", "until", "and"]) {
        return None;
    }
    let at = link - 1;
    let (hour, next) = number::integer(view, at).filter(|&(n, _)| (1..=12).contains(&n))?;
    if next != link || view.token(at)?.is_number() && view.word(at).len() > 2 {
        return None;
    }
    let before = at.checked_sub(1).filter(|&k| k >= floor);
    let led = before.is_some_and(|k| view.is_any(k, &["from", "between"]));
    if !dash && !led {
        return None;
    }
    let start = super::expression::Clock::at(hour as u8, None);
    let mut ends = (Saying { clock: Some(start), ..y.what.clone() }, y.what.clone());
    share(&mut ends);
    Some(Item {
        a: if led { at - 1 } else { at },
        b: y.b,
        what: When::Range(Box::new(ends)).into(),
        rule: "date-range",
    })
}
