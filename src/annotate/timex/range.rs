//! Ranges of dates and times: «from 2009 to 2011», «between Monday and Friday», «3-4pm», «Thursday from 9 to 11».

use super::{
    Item, clock,
    expression::{Amount, Origin, Place, Reference, Saying, Unit, When, Year},
    number,
};
use crate::annotate::{Rule, View, lexicon::Class};

/// «from A to B», «between A and B», «A–B», «A to B».
pub fn ranges(view: &View<'_>, items: &mut Vec<Item>) {
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    for mut item in std::mem::take(items) {
        if let Some(x) = out.last()
            && item.a > x.b
            && item.a - x.b <= 2
            && let Some(a) = range(view, x, &item)
        {
            let floor = out.len().checked_sub(2).map_or(0, |k| out[k].b);
            let mut ends = (x.what.clone(), item.what.clone());
            if let Some(day) = day_before(view, &ends.0, &item) {
                ends.0.when = day;
            }
            // «3 to 4 p.m.»: the end says which half of the day.
            share(&mut ends);
            item = Item { a: a.max(floor), b: item.b, what: When::Range(Box::new(ends)).into(), rule: Rule::DateRange };
            out.pop();
        } else if let Some(x) = out.last()
            && item.a == x.b
            && view.is(item.a, "to")
            && matches!(item.what.when, When::Refers(Reference::Present))
            && matches!(x.what.when, When::Date { .. } | When::Shift { offset: 0, from: Origin::Now, .. })
        {
            // «this month to date»
            if matches!(x.what.when, When::Shift { .. }) {
                item = Item { b: item.b, ..x.clone() };
                out.pop();
                out.push(item);
                continue;
            }
            // «from March to date»
            let a = x.a.checked_sub(1).filter(|&k| view.is(k, "from")).unwrap_or(x.a);
            let ends = Box::new((x.what.clone(), item.what.clone()));
            item = Item { a, b: item.b, what: When::Range(ends).into(), rule: Rule::DateRange };
            out.pop();
        } else if let Some((to, b)) = hour_after(view, &item) {
            let end = Saying { clock: Some(to), ..item.what.clone() };
            let led = item.a.checked_sub(1).filter(|&k| view.is_any(k, few!["from", "between"]));
            let a = led.unwrap_or(item.a).max(out.last().map_or(0, |x: &Item| x.b));
            let ends = Box::new((item.what.clone(), end));
            item = Item { a, b, what: When::Range(ends).into(), rule: Rule::DateRange };
        } else if let Some(range) = over_noon(view, &item) {
            item = range;
        } else if let Some(range) = half_range(view, &item, out.last().map_or(0, |x| x.b)) {
            item = range;
        }
        out.push(item);
    }
    *items = out;
    days_of_times(view, items);
    lasting(view, items);
}

/// «Thursday from 9:30 to 11», «tonight from 7 to 8»: a range of times and the day before it are one.
fn days_of_times(view: &View<'_>, items: &mut Vec<Item>) {
    items.dedup_by(|y, x| {
        let near = y.a >= x.b
            && match y.a - x.b {
                0 => true,
                1 => view.is_any(x.b, few!["at", "from", "for", "on"]) || view.mark(x.b, ','),
                _ => false,
            };
        // «from 8am to 3pm yesterday»
        if near
            && y.what.is_day()
            && y.what.clock.is_none()
            && let When::Range(ends) = &mut x.what.when
            && ends.0.when == When::Day
            && ends.1.when == When::Day
            && !view.mark(x.b, ',')
        {
            for end in [&mut ends.0, &mut ends.1] {
                *end = Saying { clock: end.clock, part: end.part, ..y.what.clone() };
            }
            x.b = y.b;
            return true;
        }
        if !near || !x.what.is_day() || x.what.clock.is_some() {
            return false;
        }
        let When::Range(ends) = &mut y.what.when else { return false };
        if ends.0.when != When::Day || ends.1.when != When::Day {
            return false;
        }
        for end in [&mut ends.0, &mut ends.1] {
            let clock = match (end.clock, x.what.part) {
                (Some(clock), Some(part)) => Some(clock.within(part)),
                (clock, _) => clock,
            };
            *end = Saying { clock, part: end.part, modifier: None, ..x.what.clone() };
        }
        x.what = y.what.clone();
        x.rule = y.rule;
        x.b = y.b;
        true
    });
}

/// «from 2pm for two hours», «18 December for ten days», «for three hours from 10am»: a start and a length are a range.
fn lasting(view: &View<'_>, items: &mut Vec<Item>) {
    let mut k = 1;
    while k < items.len() {
        let (x, y) = (&items[k - 1], &items[k]);
        let joined = if y.a == x.b + 1 && view.is(x.b, "for") {
            let led = x.a.checked_sub(1).filter(|&p| view.is_any(p, few!["from", "starting"]));
            let whole = x.a == 0 && y.b == view.len();
            led.or(whole.then_some(x.a)).and_then(|a| until(&x.what, &y.what).map(|ends| (a, ends)))
        } else {
            let comma = usize::from(view.mark(x.b, ','));
            let led = x.a.checked_sub(1).filter(|&p| view.is(p, "for"));
            let from = y.a == x.b + comma + 1 && view.is_any(x.b + comma, few!["from", "starting", "beginning"]);
            led.filter(|_| from).and_then(|a| until(&y.what, &x.what).map(|ends| (a, ends)))
        };
        match joined {
            Some((a, ends)) => {
                let floor = k.checked_sub(2).map_or(0, |p| items[p].b);
                items[k - 1] = Item {
                    a: a.max(floor),
                    b: items[k].b,
                    what: When::Range(Box::new(ends)).into(),
                    rule: Rule::DateRange,
                };
                items.remove(k);
            }
            None => k += 1,
        }
    }
}

/// Start and end of what begins at `start` and lasts for `length`. Days are counted with the first.
fn until(start: &Saying, length: &Saying) -> Option<(Saying, Saying)> {
    let When::Length(d) = &length.when else { return None };
    let [(Amount::Exact(hundredths), unit)] = d.0[..] else { return None };
    if length.modifier.is_some() || start.part.is_some() {
        return None;
    }
    if let Some(clock) = start.clock {
        let minutes = match unit {
            Unit::Hour => hundredths * 60 / 100,
            Unit::Minute => hundredths / 100,
            _ => return None,
        };
        let end = clock.minutes() as i64 + minutes;
        if end >= 24 * 60 {
            return None;
        }
        let minute = if clock.minute.is_none() && end % 60 == 0 { None } else { Some((end % 60) as u8) };
        let to = Saying {
            clock: Some(super::expression::Clock { hour: (end / 60) as u8, minute, ..clock }),
            ..start.clone()
        };
        return Some((start.clone(), to));
    }
    let days = match unit {
        Unit::Day => hundredths / 100,
        Unit::Week => hundredths * 7 / 100,
        Unit::Fortnight => hundredths * 14 / 100,
        _ => return None,
    };
    (start.is_day() && hundredths % 100 == 0 && (2..4000).contains(&days)).then(|| {
        let amount = days as i32 - 1;
        (start.clone(), When::Offset { unit: Unit::Day, amount, from: Box::new(start.when.clone()) }.into())
    })
}

/// «8am until 6»: an hour after a time whose half of the day is known. Its clock and the token after it.
fn hour_after(view: &View<'_>, x: &Item) -> Option<(super::expression::Clock, usize)> {
    let from = x.what.clock.filter(|c| c.sure)?;
    if x.what.modifier.is_some() || x.rule != Rule::TimeClock {
        return None;
    }
    let dash = ['-', '–'].iter().any(|&c| view.mark(x.b, c));
    if !dash && !view.is_any(x.b, few!["to", "till", "until"]) || dash && view.token(x.b + 1)?.spaced() {
        return None;
    }
    let (mut to, b) = clock::bare_hour(view, x.b + 1).filter(|(c, _)| !c.sure && c.hour > 0)?;
    if to.hour <= from.hour && to.hour < 12 {
        to.hour += 12;
    }
    to.sure = true;
    (to.minutes() > from.minutes()).then_some((to, b))
}

/// «Wednesday from 10 to 4»: hours that only noon between them makes a range, where nothing rises or falls.
fn over_noon(view: &View<'_>, x: &Item) -> Option<Item> {
    let bare = x.what.is_day() && x.what.clock.is_none() && x.what.part.is_none() && x.what.modifier.is_none();
    if !bare || !view.is(x.b, "from") {
        return None;
    }
    let (opens, k) = number::integer(view, x.b + 1).filter(|(n, _)| (7..=12).contains(n))?;
    let (closes, b) = number::integer(view, k + 1).filter(|&(n, _)| (1..opens.min(9)).contains(&n))?;
    let mut sentence = view.prose.sentence_of(x.a);
    if !view.is_any(k, few!["to", "till", "until"])
        || !clock::ends_time(view, b)
        || sentence.any(|i| view.has(i, Class::CHANGE))
    {
        return None;
    }
    let end = |hour| {
        let clock = super::expression::Clock { sure: true, ..super::expression::Clock::at(hour as u8, None) };
        Saying { clock: Some(clock), ..x.what.clone() }
    };
    let ends = Box::new((end(opens), end(closes + 12)));
    Some(Item { a: x.a, b, what: When::Range(ends).into(), rule: Rule::DateRange })
}

/// «from 2pm till tomorrow 4:30pm»: an end that names its day before its hour leaves the start the day before.
fn day_before(view: &View<'_>, start: &Saying, end: &Item) -> Option<When> {
    let When::Shift { unit: Unit::Day, offset: offset @ 1.., from: Origin::Now } = end.what.when else { return None };
    let open = start.when == When::Day && start.clock.is_some() && view.has(end.a, Class::DEICTIC);
    open.then_some(When::Shift { unit: Unit::Day, offset: offset - 1, from: Origin::Now })
}

/// What one end leaves out, the other gives: a year, a month, the half of the day.
fn share(ends: &mut (Saying, Saying)) {
    let (from, to) = ends;
    if let (Some(a), Some(b)) = (&mut from.clock, to.clock) {
        if !a.sure && b.sure && b.hour > 12 && a.hour < 12 && a.hour + 12 <= b.hour {
            a.hour += 12;
        }
        // «11:30-1:30» runs over noon.
        if !a.sure && !b.sure && to.when == from.when && b.hour < a.hour && a.hour < 12 {
            to.clock = Some(super::expression::Clock { hour: b.hour + 12, ..b });
        }
        a.sure |= b.sure;
        a.utc |= b.utc;
    }
    if let (When::Date { year: a @ Year::Open, month, .. }, When::Date { year: Year::Given(b), month: other, .. }) =
        (&mut from.when, &to.when)
    {
        *a = Year::Given(if *month > *other && *other > 0 { b - 1 } else { *b });
    }
    // «from the 3rd to the 7th of May»
    if let (
        When::Date { month: month @ 0, day: first @ 1.., place: Place::Open, .. },
        When::Date { month: other @ 1.., day: last, .. },
    ) = (&mut from.when, &to.when)
        && *first < *last
    {
        *month = *other;
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
    if one && view.is_any(x.b, few!["to", "through", "thru", "until", "till", "untill"]) {
        return match led(&["from"]) {
            Some(k) => Some(k),
            // «moved from May to June» has its «from»; «brought forward Friday to Monday» has none.
            None if x.what.clock.is_some()
                || view.is_any(x.b, few!["through", "thru"])
                || before.is_none_or(|k| view.is_any(k, few!["open", "opens", "closed"]))
                || matches!(x.what.when, When::Date { .. }) =>
            {
                Some(x.a)
            }
            None => None,
        };
    }
    let dash = one && ['-', '–', '—', '~'].iter().any(|&c| view.mark(x.b, c));
    let sentence_dash = view.mark(x.b, '—') && view.token(y.a).is_some_and(|t| t.spaced());
    if dash && !sentence_dash {
        return Some(led(&["from", "between"]).unwrap_or(x.a));
    }
    None
}

/// Whether two sayings are of one kind, so that a range can span them.
fn alike(x: &Saying, y: &Saying) -> bool {
    if x.clock.is_some() && y.clock.is_some() {
        // «from 8 p.m. Friday until 6 a.m. Monday»
        let days = matches!(
            (&x.when, &y.when),
            (When::Weekday { .. }, When::Weekday { .. })
                | (When::Date { day: 1.., .. }, When::Date { day: 1.., .. })
                | (When::Shift { unit: Unit::Day, .. }, When::Shift { unit: Unit::Day, .. })
        );
        return x.when == When::Day || y.when == When::Day || days;
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
        (When::Date { .. }, When::Refers(Reference::Present)) => true,
        (a, b) => calendar(a) && calendar(b),
    }
}

/// «3-4pm», «from 3 to 6 p.m.», «9 till 11:30»: a bare number before a clock time.
fn half_range(view: &View<'_>, y: &Item, floor: usize) -> Option<Item> {
    y.what.clock.filter(|_| y.rule == Rule::TimeClock)?;
    let link = y.a.checked_sub(1).filter(|&k| k > floor)?;
    let dash = ['-', '–'].iter().any(|&c| view.mark(link, c));
    if !dash && !view.is_any(link, few!["to", "till", "until", "and"]) {
        return None;
    }
    let at = link - 1;
    let (hour, next) = number::integer(view, at).filter(|&(n, _)| (1..=12).contains(&n))?;
    if next != link || view.token(at)?.is_number() && view.word(at).len() > 2 {
        return None;
    }
    let before = at.checked_sub(1).filter(|&k| k >= floor);
    let led = before.is_some_and(|k| view.is_any(k, few!["from", "between"]));
    // «out 5 to 6pm» has a digit before «to».
    let bare = view.token(at)?.is_number() && view.is_any(link, few!["to", "till", "until"]);
    if !dash && !led && !bare {
        return None;
    }
    let start = super::expression::Clock::at(hour as u8, None);
    let mut ends = (Saying { clock: Some(start), ..y.what.clone() }, y.what.clone());
    share(&mut ends);
    Some(Item {
        a: if led { at - 1 } else { at },
        b: y.b,
        what: When::Range(Box::new(ends)).into(),
        rule: Rule::DateRange,
    })
}
