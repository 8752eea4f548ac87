//! Whether two facts are one. Values are not looked at, except that the same odd number is itself a sign.

use super::{Story, story};
use crate::{
    annotate::Part,
    fact::{Fact, FactSheet, Outlook, Period, Slot, TermKind},
    value::DayInterval,
};

/// How surely two facts are one.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug)]
pub struct Tie {
    /// Of the event they belong to.
    pub event: f32,
    /// Of what is counted, measured or dated.
    pub matter: f32,
}

/// A warning rests on at least this much of both.
const SURE: Tie = Tie { event: 1.0, matter: 1.6 };
/// What is shown when asked for rests on this.
const LIKELY: Tie = Tie { event: 0.6, matter: 0.9 };

impl Tie {
    pub fn sure(&self) -> bool {
        self.event >= SURE.event && self.matter >= SURE.matter
    }

    pub fn likely(&self) -> bool {
        self.event >= LIKELY.event && self.matter >= LIKELY.matter
    }

    pub fn sum(&self) -> f32 {
        self.event + self.matter
    }
}

/// A fact with its sheet.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    pub fact: &'a Fact,
    pub sheet: &'a FactSheet,
}

/// Weighs whether two facts of one slot are the same; `None` when something excludes it.
pub fn tie(here: Side<'_>, there: Side<'_>, story: &Story) -> Option<Tie> {
    let (a, b) = (here.fact, there.fact);
    if a.slot == Slot::Age {
        return ages(here, there, story);
    }
    let dated = matches!(a.slot, Slot::When | Slot::Clock | Slot::Length | Slot::Rank);
    if !outlooks(a, b) || !periods(here, there) || !dated && !days(here, there) {
        return None;
    }
    let roles = match (a.role, b.role) {
        (Some(x), Some(y)) if x == y => 1.6,
        (Some(_), Some(_)) => return None,
        (None, None) => 0.0,
        _ => -0.4,
    };
    if !parts(a, b) {
        return None;
    }
    let event = event(here, there, story)?;
    let mut matter = roles + shared(here, there, story);
    matter += population(a, b, roles > 0.0)?;
    Some(Tie { event, matter })
}

/// Ages are matched by person alone.
fn ages(here: Side<'_>, there: Side<'_>, story: &Story) -> Option<Tie> {
    match (&here.fact.person, &there.fact.person) {
        (Some(p), Some(q)) if p.is(q) => {
            let known = p.given.is_some() && q.given.is_some();
            let event = if story.same >= story::SAME { 1.2 } else { story.same + if known { 0.4 } else { 0.0 } };
            Some(Tie { event, matter: if known { 2.0 } else { 1.6 } })
        }
        (Some(_), Some(_)) => None,
        _ => {
            let words = shared(here, there, story);
            Some(Tie { event: story.same, matter: words.min(1.5) })
        }
    }
}

fn outlooks(a: &Fact, b: &Fact) -> bool {
    (a.outlook == Outlook::Result) == (b.outlook == Outlook::Result)
        || matches!(a.slot, Slot::When | Slot::Clock | Slot::Length)
}

fn periods(here: Side<'_>, there: Side<'_>) -> bool {
    let of = |s: Side<'_>| s.fact.period.or(s.sheet.main.period);
    match (here.fact.period, there.fact.period) {
        (Some(a), Some(b)) => a == b,
        (Some(Period::YearBefore), None) | (None, Some(Period::YearBefore)) => false,
        (None, None) => true,
        _ => of(here).zip(of(there)).is_none_or(|(a, b)| a == b),
    }
}

fn parts(a: &Fact, b: &Fact) -> bool {
    (a.part == Part::Included) == (b.part == Part::Included)
}

/// Whether the days the two facts speak of can be the same.
fn days(here: Side<'_>, there: Side<'_>) -> bool {
    let running = here.fact.role.is_some_and(|r| r.row().running);
    match (here.fact.event_days, there.fact.event_days) {
        (Some(a), Some(b)) => story::gap(a, b) <= if running { 10 } else { 1 },
        (Some(a), None) => near(a, there.sheet),
        (None, Some(b)) => near(b, here.sheet),
        (None, None) => true,
    }
}

/// Whether days can be those of an article's own event.
fn near(days: DayInterval, sheet: &FactSheet) -> bool {
    let main = sheet.main.days.or(sheet.published.map(|(d, _)| DayInterval::day(d)));
    main.is_none_or(|m| story::gap(days, m) <= 45)
}

/// How surely both belong to one event: by the names of their sentences, else by the articles' main event.
fn event(here: Side<'_>, there: Side<'_>, story: &Story) -> Option<f32> {
    let (sa, sb) = (here.sheet.sentence(here.fact), there.sheet.sentence(there.fact));
    let mut together = 0.0;
    let mut foreign_here = 0;
    for &t in &sa.terms {
        let kind = here.sheet.terms[t as usize].kind;
        match story.there(t) {
            Some(m) if sb.terms.binary_search(&m).is_ok() && kind != TermKind::Word => together += story.weight(t),
            None if anchors(kind) => foreign_here += 1,
            _ => {}
        }
    }
    let foreign_there =
        sb.terms.iter().filter(|&&m| anchors(there.sheet.terms[m as usize].kind) && story.here(m).is_none()).count();
    let back = |s: Side<'_>| s.sheet.sentence(s.fact).background.is_some();
    if back(here) || back(there) {
        // Another event than the article's own: the sentences themselves must name it.
        let dated = here.fact.event_days.zip(there.fact.event_days).is_some_and(|(a, b)| a.meets(&b));
        return Some(if dated { together + 0.4 } else { together * 0.5 });
    }
    let mut event = together.max(if story.same >= story::SAME { 1.2 } else { story.same * 0.6 });
    if foreign_here > 0 && foreign_there > 0 && together < 0.7 {
        event -= 0.8;
    } else if (foreign_here > 1 || foreign_there > 1) && together < 0.3 {
        event -= 0.3;
    }
    Some(event)
}

/// Whether a name of this kind ties a sentence to an event.
fn anchors(kind: TermKind) -> bool {
    matches!(kind, TermKind::Person | TermKind::Place | TermKind::Capital | TermKind::Organisation)
}

/// What the words around the two mentions have in common.
fn shared(here: Side<'_>, there: Side<'_>, story: &Story) -> f32 {
    let (a, b) = (here.fact, there.fact);
    let (sa, sb) = (here.sheet.sentence(a), there.sheet.sentence(b));
    let mut near = 0.0;
    let mut far = 0.0;
    for &t in &sa.terms {
        let Some(m) = story.there(t) else { continue };
        if sb.terms.binary_search(&m).is_err() {
            continue;
        }
        let close = a.near.binary_search(&t).is_ok() && b.near.binary_search(&m).is_ok();
        let word = !here.sheet.terms[t as usize].kind.is_name();
        let w = story.weight(t) * if word { 1.6 } else { 0.4 };
        if close {
            near += w;
        } else {
            far += w * 0.4;
        }
    }
    f32::min(near, 1.6) + f32::min(far, 0.6)
}

/// Whether the same people or things can be counted.
fn population(a: &Fact, b: &Fact, same_role: bool) -> Option<f32> {
    if a.slot != Slot::Count {
        return Some(0.0);
    }
    match (a.population.first(), b.population.first()) {
        (Some(x), Some(y)) if x == y => Some(0.6),
        (Some(x), Some(y)) if a.population.contains(y) || b.population.contains(x) => Some(0.3),
        (Some(_), Some(_)) => same_role.then_some(-1.0),
        (None, None) => Some(0.0),
        _ => Some(if same_role { -0.3 } else { -0.5 }),
    }
}
