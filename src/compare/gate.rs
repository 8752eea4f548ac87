//! Whether two facts are one. Values are not looked at, except that the same odd number is itself a sign.

use super::{Story, kin, story};
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
    if !outlooks(a, b) || !periods(here, there) || !dated && !days(here, there) || !parts(a, b) {
        return None;
    }
    let roles = kin::roles(a.role, b.role)?;
    let event = event(here, there, story)?;
    let matter = roles + population(a, b, roles)? + shared(here, there, story);
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

/// How surely both belong to one event: by the names of their clauses where these lead away from the articles' main
/// events, else by the main events.
fn event(here: Side<'_>, there: Side<'_>, story: &Story) -> Option<f32> {
    let (sa, sb) = (here.sheet.sentence(here.fact), there.sheet.sentence(there.fact));
    let off = off_main(here) || off_main(there);
    let mut together = 0.0;
    for &t in &sa.terms {
        let kind = here.sheet.terms[t as usize].kind;
        let Some(m) = story.there(t).filter(|m| sb.terms.binary_search(m).is_ok()) else { continue };
        if kind == TermKind::Word {
            continue;
        }
        let near = here.fact.near.binary_search(&t).is_ok() || there.fact.near.binary_search(&m).is_ok();
        together += story.weight(t) * if near { 1.0 } else { 0.4 };
    }
    let strangers = strangers(here, |t| story.there(t)) + strangers(there, |t| story.here(t));
    if off {
        if strangers > 0 || together < 0.7 {
            return None;
        }
        let dated = here.fact.event_days.zip(there.fact.event_days).is_some_and(|(a, b)| a.meets(&b));
        return Some(together * if dated { 1.0 } else { 0.7 });
    }
    let main = if story.same >= story::SAME { 1.2 } else { story.same * 0.6 };
    Some(main.max(together.min(2.0) * 0.6) - 0.5 * strangers.min(3) as f32)
}

/// Whether the clause speaks of another event than the article's own: of days long past, or of places and people of
/// whom none is in headline and lead.
fn off_main(side: Side<'_>) -> bool {
    if side.sheet.sentence(side.fact).background.is_some() && side.fact.event_days.is_some() {
        return true;
    }
    let mut names = side.fact.near.iter().filter(|&&t| anchors(side.sheet.terms[t as usize].kind)).peekable();
    names.peek().is_some() && names.all(|t| side.sheet.main.terms.binary_search(t).is_err())
}

/// How many names of the clause the other article does not have at all.
fn strangers(side: Side<'_>, other: impl Fn(u16) -> Option<u16>) -> usize {
    side.fact.near.iter().filter(|&&t| anchors(side.sheet.terms[t as usize].kind) && other(t).is_none()).count()
}

/// Whether a name of this kind ties a clause to an event.
fn anchors(kind: TermKind) -> bool {
    matches!(kind, TermKind::Person | TermKind::Place | TermKind::Capital | TermKind::Organisation)
}

/// What the words around the two mentions have in common, names apart; for dates and lengths names too, since they have
/// no role.
fn shared(here: Side<'_>, there: Side<'_>, story: &Story) -> f32 {
    let (a, b) = (here.fact, there.fact);
    let (sa, sb) = (here.sheet.sentence(a), there.sheet.sentence(b));
    let dated = matches!(a.slot, Slot::When | Slot::Clock | Slot::Length);
    let (mut near, mut far) = (0.0, 0.0);
    for &t in &sa.terms {
        let Some(m) = story.there(t).filter(|m| sb.terms.binary_search(m).is_ok()) else { continue };
        let kind = here.sheet.terms[t as usize].kind;
        let share = match kind {
            TermKind::Word => 1.6,
            TermKind::Event => 0.8,
            _ if dated => 0.6,
            _ => 0.2,
        };
        let w = story.weight(t) * share;
        if a.near.binary_search(&t).is_ok() && b.near.binary_search(&m).is_ok() {
            near += w;
        } else {
            far += w * 0.4;
        }
    }
    f32::min(near, 1.5) + f32::min(far, 0.5)
}

/// Whether the same people or things can be counted.
fn population(a: &Fact, b: &Fact, roles: f32) -> Option<f32> {
    match a.slot {
        Slot::Count => {}
        Slot::Rank => return a.population.iter().any(|x| b.population.contains(x)).then_some(0.8),
        _ => return Some(0.0),
    }
    match (a.population.first(), b.population.first()) {
        (Some(x), Some(y)) if x == y => Some(if roles > 0.0 { 0.2 } else { 0.7 }),
        (Some(x), Some(y)) if a.population.contains(y) || b.population.contains(x) => Some(0.0),
        (Some(_), Some(_)) if roles > 0.0 => Some(-1.0),
        (Some(_), Some(_)) => None,
        (None, None) => Some(0.0),
        _ => Some(-0.5),
    }
}
