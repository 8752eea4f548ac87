//! Parts of the day: «this morning», «last night», «the following evening», «noon», «at midnight», «overnight».

use super::{
    Item, clock,
    expression::{Amount, Duration, Origin, Part, Saying, Set, Unit, When},
    number, spoken,
    words::{Deictic, Form, Lead, Word},
};
use crate::annotate::{Rule, TimexMod, View, lexicon::Class};

/// The part of the day at `i`, with the «hours» that may follow it («the early morning hours of Sunday»).
pub fn find(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let mut found = part(view, i, floor)?;
    let early = i > 0 && view.is_any(i - 1, few!["early", "late", "overnight", "morning", "evening", "night"]);
    if found.b == i + 1 && view.is(i + 1, "hours") && (early || view.is(i + 2, "of")) && found.what.part.is_some() {
        found.b += 1;
    }
    Some(found)
}

fn part(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let Some(Word::Part(part, form)) = number::word(view, i) else { return None };
    let item = |a: usize, when: When| {
        let mut what = Saying { part: Some(part), ..when.into() };
        if let Some(clock) = clock::of_part(part) {
            what.part = None;
            what.clock = Some(clock);
        }
        Some(Item { a, b: i + 1, what, rule: Rule::TimePart })
    };
    let day = |offset, from| When::Shift { unit: Unit::Day, offset, from };
    // «two nights» are counted by days.
    if part == Part::Night
        && let Some((Amount::Exact(n), a)) = number::amount_before(view, i, floor)
        && n % 100 == 0
        && (form == Form::Many || n == 100 && view.token(a)?.is_number())
    {
        if view.is(i + 1, "ago") {
            let what = Saying { part: Some(part), ..day(-(n / 100) as i32, Origin::Now).into() };
            return Some(Item { a, b: i + 2, what, rule: Rule::DateAgo });
        }
        let when = When::Length(Duration::of(Amount::Exact(n), Unit::Day));
        return Some(Item { a, b: i + 1, what: when.into(), rule: Rule::DurationNumber });
    }
    // «Sunday mornings»
    if form == Form::Many
        && let Some(Word::Weekday(day)) = i.checked_sub(1).and_then(|k| number::word(view, k))
        && view.token(i - 1).is_some_and(|t| t.end() - t.start() > 5)
    {
        return Some(Item { rule: Rule::SetWeekday, ..item(i - 1, When::Every(Set::Weekday(day)))? });
    }
    if part == Part::Night && i > floor && view.is(i - 1, "mid") {
        return Some(Item {
            a: i - 1,
            b: i + 1,
            what: Saying { clock: clock::of_part(Part::Midnight), ..When::Day.into() },
            rule: Rule::TimePart,
        });
    }
    if form == Form::Many {
        let daily = i > floor && view.is(i - 1, "the") && i > 1 && view.is(i - 2, "in");
        return if daily { item(i - 1, When::Every(Set::Day)) } else { None };
    }
    // «3 in the morning», «five in the afternoon»
    if let Some(hour) = hour_before(view, i, floor, part) {
        return Some(hour);
    }
    let before = i.checked_sub(1).filter(|&k| k >= floor);
    // «in the early hours» and «early morning» keep their modifier; the lead stands before it.
    let lead_at = before.map(|k| if view.is_any(k, few!["early", "late", "-"]) && k > floor { k - 1 } else { k });
    let after_day = before.is_some_and(|k| matches!(number::word(view, k), Some(Word::Weekday(_))));
    if after_day || i > 0 && floor == i {
        // The day before it is joined later.
        return item(i, When::Day);
    }
    // «Sunday early morning», «in the late evening»
    if let Some(k) = before
        && view.is_any(k, few!["early", "late"])
        && k > floor.saturating_sub(1)
    {
        let day = k > 0 && matches!(number::word(view, k - 1), Some(Word::Weekday(_) | Word::Deictic(Deictic::Day(_))));
        let the =
            k > 0 && view.is(k - 1, "the") && k > 1 && view.is_any(k - 2, few!["in", "by", "during", "until", "of"]);
        if day || the || k > 0 && view.is_any(k - 1, few!["in", "by", "until"]) {
            let mut found = item(k, When::Day)?;
            found.what.modifier = Some(if view.is(k, "early") { TimexMod::Start } else { TimexMod::End });
            found.a -= usize::from(the && k > floor);
            return Some(found);
        }
    }
    if let Some(k) = lead_at
        && let Some(Word::Lead(lead)) = number::word(view, k)
    {
        let the = k > floor && view.is_any(k - 1, few!["the", "that"]);
        let a = k - usize::from(the);
        return match lead {
            Lead::Last if part == Part::Night || part == Part::Evening => item(k, day(-1, Origin::Now)),
            Lead::This | Lead::Current => item(k, day(0, Origin::Now)),
            Lead::That | Lead::Same => item(a, day(0, Origin::Anchor)),
            Lead::Following | Lead::Next => item(a, day(1, Origin::Anchor)),
            Lead::Previous => item(a, day(-1, Origin::Anchor)),
            Lead::Every => item(k, When::Every(Set::Day)),
            // «mid-afternoon», «in the early morning», «late evening»
            Lead::Mid if before.is_some_and(|h| view.mark(h, '-')) => item(i, When::Day),
            _ => None,
        };
    }
    if let Some(k) = before
        && view.is(k, "the")
    {
        // «the night before last»
        if view.is(i + 1, "before") && view.is(i + 2, "last") {
            return Some(Item { b: i + 3, ..item(k, day(-2, Origin::Now))? });
        }
        if view.is_any(i + 1, few!["before", "after"]) && !view.token(i + 2).is_some_and(|t| t.is_number()) {
            let offset = if view.is(i + 1, "before") { -1 } else { 1 };
            let mut found = item(k, day(offset, Origin::Anchor))?;
            found.b += 1;
            return Some(found);
        }
        let called =
            k > 0 && view.is_any(k - 1, few!["in", "during", "by", "throughout", "for", "of", "on", "through"]);
        // «the dawn of a new era» is no time.
        let of = view.is(i + 1, "of") && (!view.is_any(i, few!["dawn", "dusk"]) || dated(view, i + 2));
        let entry = view.len() == 2 && matches!(part, Part::Noon | Part::Midnight);
        return if called || of || entry { item(k, When::Day) } else { None };
    }
    if let Some(noon) = clock::of_part(part)
        && let Some(found) = spoken::about_noon(view, i, floor, noon)
    {
        return Some(found);
    }
    // «shot overnight» tells of the night before the article, unless a day is named.
    if view.is(i, "overnight")
        && (i == 0 || floor < i)
        && !view.has(i + 1, Class::WEEKDAY.or(Class::MONTH).or(Class::DEICTIC))
        && !(view.has(i + 1, Class::PREPOSITION) && dated(view, i + 2))
    {
        return item(i, day(0, Origin::Now));
    }
    if view.is(i, "overnight") || matches!(part, Part::Noon | Part::Midnight) {
        let a = if before.is_some_and(|k| view.is(k, "12")) { i - 1 } else { i };
        return item(a, When::Day);
    }
    if i == floor + 1 && floor > 0 && view.is(floor, "in") && view.token(floor - 1).is_some_and(|t| t.is_number()) {
        return item(i, When::Day);
    }
    let called = before.is_some_and(|k| {
        view.is_any(k, few!["at", "by", "until", "before", "after", "yesterday", "tomorrow", "today"])
    });
    let day_before = before.is_some_and(|k| view.token(k).is_some_and(|t| t.is_number() || t.is(',')));
    if called
        && (view.is_any(i, few!["dawn", "dusk", "lunchtime"])
            || before.is_some_and(|k| !view.is_any(k, few!["at", "by", "until", "before", "after"])))
        || view.is(i + 1, "of") && dated(view, i + 2)
        || day_before && view.len() < 12
    {
        return item(i, When::Day);
    }
    None
}

/// Whether a day may begin at `i`.
pub fn dated(view: &View<'_>, i: usize) -> bool {
    let i = i + usize::from(view.is(i, "the"));
    view.token(i).is_some_and(|t| t.is_number())
        || view.has(i, Class::MONTH.or(Class::WEEKDAY).or(Class::DEICTIC).or(Class::HOLIDAY))
}

/// «five in the afternoon», «8 at night»: an hour before the part.
fn hour_before(view: &View<'_>, i: usize, floor: usize, part: Part) -> Option<Item> {
    let mut k = i;
    if k > floor && view.is(k - 1, "the") {
        k -= 1;
    }
    if k <= floor + 1 || !view.is_any(k - 1, few!["in", "at"]) {
        return None;
    }
    let end = k - 1;
    for a in floor.max(end.saturating_sub(3))..end {
        let (found, next) = match clock::bare_hour(view, a) {
            Some(found) => found,
            None => continue,
        };
        if next != end {
            continue;
        }
        let called = found.minute.is_some()
            || found.sure
            || a == 0
            || view.is_any(
                a - 1,
                few![
                    "at", "since", "by", "from", "until", "till", "before", "after", "around", "about", "past", "to",
                    "@", "circa",
                ],
            );
        if called {
            let what = Saying { clock: Some(found.within(part)), ..When::Day.into() };
            return Some(Item { a, b: i + 1, what, rule: Rule::TimeClock });
        }
    }
    None
}
