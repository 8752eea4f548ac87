//! Whether two facts can be of one event by the days that they or their articles name.

use super::{
    gate::{Side, leads, near, same_number},
    kin::{Motion, motion},
    story,
};
use crate::{
    fact::{Fact, FactSheet, Outlook, Scope, Slot},
    value::DayInterval,
};

/// Whether the days the two facts speak of can be the same.
pub fn days(here: Side<'_>, there: Side<'_>) -> bool {
    let running = here.fact.role.is_some_and(|r| motion(r) != Motion::Still)
        || here.fact.scope.or(there.fact.scope).has(Scope::CHANGED);
    // Of a count that moves, the day is that of the count, not of the event.
    // Of a forecast, it is the day on which it was made.
    let forecast = here.fact.outlook == Outlook::Forecast && there.fact.outlook == Outlook::Forecast;
    let of = |s: Side<'_>| s.fact.event_days.filter(|&d| !forecast && (!running || !near(d, s.sheet)));
    // «Three violations in 2022, and a fine»: the sentence has the days.
    let back = |s: Side<'_>| s.sheet.sentence(s.fact).background;
    // «In January», «in May»: each of its own month.
    let month = |d: &DayInterval| d.first == d.first.first_of_month() && d.last == d.first.last_of_month();
    let months = here.fact.event_days.filter(month).zip(there.fact.event_days.filter(month));
    if months.is_some_and(|(a, b)| a != b) {
        return false;
    }
    // Two events that each have their day beside them, however their counts run.
    let two = |a, b| story::gap(a, b) > 1 || todays(a, here.sheet) && todays(b, there.sheet) && a != b;
    if dated_days(here).zip(dated_days(there)).is_some_and(|(a, b)| two(a, b)) {
        return false;
    }
    match (of(here), of(there)) {
        (Some(a), Some(b)) if !running && two(a, b) => false,
        (Some(a), Some(b)) => story::gap(a, b) <= if running { 10 } else { 1 },
        (Some(a), None) => near(a, there.sheet) || back(there).is_some_and(|b| a.meets(&b)),
        (None, Some(b)) => near(b, here.sheet) || back(here).is_some_and(|a| a.meets(&b)),
        (None, None) => true,
    }
}

/// The day that the event of a count has beside it, or beside the same count in the lead below a headline without one.
fn dated_days(side: Side<'_>) -> Option<DayInterval> {
    let dated = |f: &Fact| f.event_days.filter(|_| f.scope.has(Scope::DATED));
    let again = |f: &&Fact| {
        let same = f.slot == side.fact.slot && f.role == side.fact.role && same_number(f, side.fact);
        same && leads(Side { fact: f, ..side })
    };
    let headline = || side.fact.slot == Slot::Count && side.fact.event_days.is_none() && leads(side);
    let lead = || side.sheet.facts.iter().take(LEAD_FACTS).filter(again).find_map(dated);
    dated(side.fact).or_else(|| headline().then(lead)?)
}

/// Whether it is the day of the article itself: what two articles have of theirs happened twice.
fn todays(days: DayInterval, sheet: &FactSheet) -> bool {
    sheet.published.is_some_and(|(day, _)| days == DayInterval::day(day))
}

/// Whether two facts that name no day belong to two events: each article's own has its day beside it in the lead.
pub fn two_leads(here: Side<'_>, there: Side<'_>) -> bool {
    let own = |s: Side<'_>| {
        (s.fact.event_days.is_none() || s.fact.slot == Slot::Clock) && s.sheet.sentence(s.fact).background.is_none()
    };
    let dated = |f: &Fact| f.scope.has(Scope::DATED);
    let told = |s: Side<'_>| own(s) || dated(s.fact);
    let lead = |s: Side<'_>| {
        let mut facts = s.sheet.facts.iter().take(LEAD_FACTS);
        facts.find(|f| dated(f) && leads(Side { fact: f, ..s })).and_then(|f| f.event_days)
    };
    (own(here) || own(there))
        && told(here)
        && told(there)
        && lead(here).zip(lead(there)).is_some_and(|(a, b)| story::gap(a, b) > 1)
}

/// Facts that headline and lead have at most, beside dates and names.
const LEAD_FACTS: usize = 12;
