//! Whether two facts are one. Values are not looked at, except that the same odd number is itself a sign.

use std::sync::LazyLock;

use super::{
    Story,
    ages::ages,
    counted::population,
    days::{days, two_leads},
    kin, story, toll,
};
use crate::{
    annotate::Part,
    fact::{Fact, FactSheet, Outlook, Period, RESERVED, SINCE_KEY, Scope, Sentence, Slot, TermKind, Value, key},
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
/// What is asked of dates, times, lengths and ranks, which have no role that could speak for them.
const DATED: f32 = 0.75;
/// What is shown when asked for rests on this.
const LIKELY: Tie = Tie { event: 0.6, matter: 0.9 };

/// Two articles as like as this plainly tell of one event.
const PLAIN: f32 = 3.0;

/// What it says that a bare number and one of seats or votes are said of one party.
const SHARE_OF_ONE: f32 = 1.2;

/// What it says that both are forecasts of money for one quarter or year.
const SAME_FORECAST: f32 = 0.9;

/// What both values have, or neither: a term of prison that was sought is not the one that was imposed.
const APART: Scope = Scope::OFFSET.or(Scope::SOUGHT).or(Scope::POSSIBLE).or(Scope::SERVED);

/// What it says that one of two is told as having taken another's place.
const CHANGED: f32 = 0.4;

impl Tie {
    /// Whether it carries a warning for facts of a slot.
    pub fn carries(&self, slot: Slot) -> bool {
        if dated(slot) { self.event >= SURE.event && self.matter >= DATED } else { self.sure() }
    }

    pub fn sure(&self) -> bool {
        self.event >= SURE.event && self.matter >= SURE.matter
    }

    pub fn likely(&self) -> bool {
        self.of_one_event() && self.matter >= LIKELY.matter
    }

    /// Whether anything that is said of the matter could make it [`Tie::likely`].
    pub fn of_one_event(&self) -> bool {
        self.event >= LIKELY.event
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

/// Terms that two sentences have in common, by their numbers here and there.
pub type Shared = [(u16, u16)];

/// Weighs whether two facts of one slot, whose sentences share some terms, are the same; `None` when something excludes it.
pub fn tie(here: Side<'_>, there: Side<'_>, story: &Story, both: &Shared) -> Option<Tie> {
    let (a, b) = (here.fact, there.fact);
    if a.slot == Slot::Age {
        return ages(here, there, story, both);
    }
    if a.slot == Slot::Place {
        return places(here, there, story);
    }
    let share = a.slot == Slot::Share;
    if !outlooks(a, b)
        || !periods(here, there)
        || !dated(a.slot) && !days(here, there)
        || two_leads(here, there)
        || !share && !parts(a, b)
    {
        return None;
    }
    if a.scope.differs(b.scope, APART) {
        return None;
    }
    let roles = kin::roles_of(a, b)?;
    if a.slot == Slot::Rank && ranks_of_two_times(here, there) {
        return None;
    }
    let counted = population(a, b, roles)?;
    let event = event(here, there, story, both)?;
    let subject = a.subject.is_some_and(|s| story.there(s).is_some() && story.there(s) == b.subject);
    // «the Alliance won 17», and its row in a table of seats.
    let bare = |f: &Fact| f.role.is_none() && f.population.is_empty();
    let own = |f: &Fact| f.role.is_some_and(|r| kin::SHARED_OUT.has(r));
    let share_of_one = subject && (bare(a) && own(b) || bare(b) && own(a));
    let subject = if subject && roles > 0.0 && a.slot != Slot::Count {
        0.2
    } else if subject {
        0.4
    } else {
        0.0
    };
    let forecast =
        a.outlook == Outlook::Forecast && a.slot == Slot::Money && a.period.is_some() && a.period == b.period;
    let matter = roles
        + counted
        + shared(here, there, story, both)
        + subject
        + leading(here, there, story, roles)
        + if share_of_one { SHARE_OF_ONE } else { 0.0 }
        + if a.scope.has(Scope::CHANGED) != b.scope.has(Scope::CHANGED) { CHANGED } else { 0.0 }
        + if forecast { SAME_FORECAST } else { 0.0 };
    Some(Tie { event, matter })
}

/// What it adds that both articles of one story put the same thing at their head.
const LEADING: f32 = 0.4;

/// What it says that the same role or noun is counted in headline and lead of both: there it is the story's own number.
fn leading(here: Side<'_>, there: Side<'_>, story: &Story, roles: f32) -> f32 {
    let head = here.fact.population.first();
    let alike = roles > 0.0 || head.is_some() && head == there.fact.population.first();
    let own = alike && !dated(here.fact.slot) && story.same >= story::SAME && leads(here) && leads(there);
    if own { LEADING } else { 0.0 }
}

/// Whether a fact stands in the article's headline or lead.
pub fn leads(side: Side<'_>) -> bool {
    let terms = &side.sheet.sentence(side.fact).terms;
    !terms.is_empty() && terms.iter().all(|t| side.sheet.main.terms.binary_search(t).is_ok())
}

/// Whether one of two ranks is told of days long past and the other is not («the first woman to …» left office in 2006).
fn ranks_of_two_times(here: Side<'_>, there: Side<'_>) -> bool {
    let back = |s: Side<'_>| {
        let since = s.fact.population.contains(&SINCE_KEY);
        s.fact.event_days.is_some_and(|d| !since && !near(d, s.sheet))
    };
    back(here) != back(there)
}

/// Homes are matched by person, settings by the word for the event, which must be what both articles are about.
fn places(here: Side<'_>, there: Side<'_>, story: &Story) -> Option<Tie> {
    let event = if story.same >= story::SAME { 1.2 } else { story.same * 0.6 };
    match (&here.fact.person, &there.fact.person) {
        (Some(p), Some(q)) => (p.is(q) && p.given.is_some() && q.given.is_some()).then_some(Tie { event, matter: 2.0 }),
        (None, None) => {
            let word = here.fact.population.first().copied()?;
            let main = |s: Side<'_>| {
                let number = s.sheet.terms.binary_search_by_key(&word, |t| t.key).ok();
                number.is_some_and(|t| s.sheet.main.terms.binary_search(&(t as u16)).is_ok())
                    && s.sheet.sentence(s.fact).background.is_none()
            };
            let one = there.fact.population.first() == Some(&word) && main(here) && main(there) && days(here, there);
            one.then_some(Tie { event, matter: 1.6 })
        }
        _ => None,
    }
}

/// Slots whose value is itself a time or a place in an order.
pub fn dated(slot: Slot) -> bool {
    matches!(slot, Slot::When | Slot::Clock | Slot::Length | Slot::Rank)
}

fn outlooks(a: &Fact, b: &Fact) -> bool {
    (a.outlook == Outlook::Forecast) == (b.outlook == Outlook::Forecast) || matches!(a.slot, Slot::When | Slot::Length)
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
    // «41 patients, 11 of them in critical condition», «nine are in critical condition»: the same part of all the hurt.
    let severe = a.scope.has(Scope::SEVERE) && b.scope.has(Scope::SEVERE) && a.role == b.role;
    severe || (a.part == Part::Included) == (b.part == Part::Included)
}

/// Whether days can be those of an article's own event.
pub fn near(days: DayInterval, sheet: &FactSheet) -> bool {
    let main = sheet.main.days.or(sheet.published.map(|(d, _)| DayInterval::day(d)));
    main.is_none_or(|m| story::gap(days, m) <= 60)
}

/// How surely both belong to one event: by the names of their clauses where these lead away from the articles' main
/// events, else by the main events.
fn event(here: Side<'_>, there: Side<'_>, story: &Story, both: &Shared) -> Option<f32> {
    if off_entity(here, there, story) {
        return None;
    }
    let (a, b) = (here.fact, there.fact);
    let dated = dated(a.slot);
    let off = !dated && (off_main(here, there, |t| story.there(t)) || off_main(there, here, |t| story.here(t)));
    let mut together = 0.0;
    for &(t, m) in both {
        if story.kind(t) != TermKind::Word {
            let near = a.near.binary_search(&t).is_ok() || b.near.binary_search(&m).is_ok();
            together += story.weight(t) * if near { 1.0 } else { 0.4 };
        }
    }
    let distinct = || {
        here.sheet.sentence(a).terms.iter().any(|&t| {
            let Some(m) = story.there(t) else { return false };
            let near = a.near.binary_search(&t).is_ok() && b.near.binary_search(&m).is_ok();
            let term = &here.sheet.terms[usize::from(t)];
            let telling = match term.kind {
                TermKind::Word => tells(term.key),
                kind => {
                    let place = kind == TermKind::Place || there.sheet.terms[usize::from(m)].kind == TermKind::Place;
                    anchors(kind) && !place
                }
            };
            near && telling
        })
    };
    let strangers = || match a.slot {
        Slot::Rank => 0,
        // What headline and lead say is of the article's own event, whomever they name.
        _ => {
            let plain = |s: Side<'_>| story.same >= PLAIN && leads(s);
            let here_only = if plain(here) { 0 } else { strangers(here, |t| story.there(t)) };
            here_only + if plain(there) { 0 } else { strangers(there, |t| story.here(t)) }
        }
    };
    if off {
        let strangers = strangers();
        let dated = a.event_days.zip(b.event_days).is_some_and(|(a, b)| a.meets(&b));
        let one = || told_alike(here, there, story) || one_looked_back_on(here, there);
        let alike = dated && one() && !places_apart(here, there, story);
        let lone = strangers == 0 && sole(here) && sole(there);
        if story.same >= story::SAME && (alike || lone) {
            return Some(1.0);
        }
        if strangers > 0 || together < 0.7 {
            return None;
        }
        let event = together * if dated { 1.0 } else { 0.7 };
        // A city and a year may have seen two bombings.
        return Some(if distinct() { event } else { event.min(0.8) });
    }
    let main = if story.same >= story::SAME { 1.2 } else { story.same * 0.6 };
    let running = a.role.is_some_and(|r| r.row().running);
    let (sa, sb) = (here.sheet.sentence(a), there.sheet.sentence(b));
    let local = !running && !dated && (local(here, |t| story.there(t), sb) != local(there, |t| story.here(t), sa));
    let unknown = match together >= 0.7 {
        true => 0.0,
        false => match strangers() {
            0 => 0.0,
            _ if story.same >= story::SAME && toll::tolls(here, there, story) => 0.0,
            n => 0.3 * n.min(3) as f32,
        },
    };
    let doubt = unknown + if local { 0.3 } else { 0.0 };
    Some(main.max(together.min(2.0) * 0.6) - doubt)
}

/// Whether two clauses share two telling words at least, names apart: both look back at the same days in the same words.
fn told_alike(here: Side<'_>, there: Side<'_>, story: &Story) -> bool {
    let telling = |t: &&u16| {
        let term = &here.sheet.terms[**t as usize];
        term.kind == TermKind::Word && tells(term.key)
    };
    let shared = |t: &&u16| story.there(**t).is_some_and(|m| there.fact.near.binary_search(&m).is_ok());
    here.fact.near.iter().filter(telling).filter(shared).count() >= 2
}

/// Whether two clauses that look back at the same days tell of one thing by its role or by several words for it («a fine»,
/// «three serious violations»), of which neither article has a second one. The victims of one year are many.
fn one_looked_back_on(here: Side<'_>, there: Side<'_>) -> bool {
    let (a, b) = (here.fact, there.fact);
    let phrase = a.population.iter().filter(|k| **k >= RESERVED && b.population.contains(k)).count() > 1;
    sole(here) && sole(there) && a.role == b.role || phrase && a.role.is_none() && b.role.is_none()
}

/// Whether the article has one value alone for the fact's role, which is one that says what it is of («a fine»).
fn sole(side: Side<'_>) -> bool {
    let Some(role) = side.fact.role.filter(|r| !r.row().running && !kin::is_general(*r)) else { return false };
    let mut alike = side.sheet.facts.iter().filter(|f| f.slot == side.fact.slot && f.role == Some(role));
    alike.all(|f| f.span == side.fact.span || same_number(f, side.fact))
}

pub fn same_number(a: &Fact, b: &Fact) -> bool {
    match (&a.value, &b.value) {
        (Value::Quantity { base: x, .. }, Value::Quantity { base: y, .. }) => x == y,
        _ => false,
    }
}

/// Whether either clause names a place or person that the other article does not have.
fn places_apart(here: Side<'_>, there: Side<'_>, story: &Story) -> bool {
    let alone = |s: Side<'_>, other: &dyn Fn(u16) -> Option<u16>| {
        s.fact.near.iter().any(|&t| {
            matches!(s.sheet.terms[t as usize].kind, TermKind::Place | TermKind::Person) && other(t).is_none()
        })
    };
    alone(here, &|t| story.there(t)) || alone(there, &|m| story.here(m))
}

/// Words that any report of victims has.
static VAGUE: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let words = ["people", "killed", "injured", "left", "person", "men", "women", "children", "man", "victims"];
    words.iter().filter_map(|w| key(w)).collect()
});

/// Whether sharing a word says that two sentences are of one thing.
pub fn tells(key: u32) -> bool {
    !VAGUE.contains(&key)
}

/// Whether the two are said of two entities: two parties, two companies, two towns.
fn off_entity(here: Side<'_>, there: Side<'_>, story: &Story) -> bool {
    let running = here.fact.role.is_some_and(|r| r.row().running);
    if let (Some(a), Some(b), false) = (here.fact.subject, there.fact.subject, running) {
        let place = |k: TermKind| k == TermKind::Place;
        let kinds = (here.sheet.terms[a as usize].kind, there.sheet.terms[b as usize].kind);
        let (sa, sb) = (&here.sheet.sentence(here.fact).terms, &there.sheet.sentence(there.fact).terms);
        let met = story.there(a).is_some_and(|m| sb.binary_search(&m).is_ok())
            && story.here(b).is_some_and(|t| sa.binary_search(&t).is_ok());
        if story.there(a) != Some(b) && !met && !place(kinds.0) && !place(kinds.1) {
            return true;
        }
    }
    // Places of the clauses that are not simply where both articles play.
    let common = |t: u16| {
        here.sheet.main.terms.binary_search(&t).is_ok()
            && story.there(t).is_some_and(|m| there.sheet.main.terms.binary_search(&m).is_ok())
    };
    let place = |sheet: &FactSheet, t: u16| sheet.terms[t as usize].kind == TermKind::Place;
    let mut own = here.fact.near.iter().copied().filter(|&t| place(here.sheet, t) && !common(t)).peekable();
    let of_both = |m: u16| story.here(m).is_some_and(common);
    let mut other = there.fact.near.iter().copied().filter(|&m| place(there.sheet, m) && !of_both(m)).peekable();
    let (sa, sb) = (&here.sheet.sentence(here.fact).terms, &there.sheet.sentence(there.fact).terms);
    // A name that one of the two articles has for an organisation puts nothing in a place.
    own.peek().is_some()
        && other.peek().is_some()
        && !own.any(|t| story.there(t).is_some_and(|m| place(there.sheet, m) && sb.binary_search(&m).is_ok()))
        && !other.any(|m| story.here(m).is_some_and(|t| place(here.sheet, t) && sa.binary_search(&t).is_ok()))
}

/// Whether the clause speaks of another event than the article's own: of days long past, or of places and people of
/// whom none is in headline and lead of either.
fn off_main(side: Side<'_>, other: Side<'_>, across: impl Fn(u16) -> Option<u16>) -> bool {
    if side.fact.event_days.is_some_and(|d| !near(d, side.sheet)) {
        return true;
    }
    let people = matches!(side.fact.slot, Slot::Length | Slot::Money | Slot::Share);
    let leads = |kind| anchors(kind) && (people || kind != TermKind::Person);
    let mut names = side.fact.near.iter().filter(|&&t| leads(side.sheet.terms[t as usize].kind)).peekable();
    let in_main = |t: u16| {
        side.sheet.main.terms.binary_search(&t).is_ok()
            || across(t).is_some_and(|m| other.sheet.main.terms.binary_search(&m).is_ok())
    };
    names.peek().is_some() && names.all(|&t| !in_main(t))
}

/// Whether the clause is limited to a place that is not the article's main one and that the other sentence has not.
fn local(side: Side<'_>, across: impl Fn(u16) -> Option<u16>, other: &Sentence) -> bool {
    side.fact.near.iter().any(|&t| {
        side.sheet.terms[t as usize].kind == TermKind::Place
            && side.sheet.main.terms.binary_search(&t).is_err()
            && across(t).is_none_or(|m| other.terms.binary_search(&m).is_err())
    })
}

/// How many names of the clause the other article does not have at all.
fn strangers(side: Side<'_>, other: impl Fn(u16) -> Option<u16>) -> usize {
    let terms = &side.sheet.terms;
    let names = || side.fact.near.iter().filter(|&&t| anchors(terms[t as usize].kind));
    // A given name that only one article has is no stranger.
    let known = |first: u32| names().any(|&t| terms[t as usize].first == first && other(t).is_some());
    let person = |t: u16| terms[t as usize].kind == TermKind::Person;
    let met = names().any(|&t| person(t) && other(t).is_some());
    // Who says it is not what it is said of.
    let says = |t: u16| {
        let word = |w: &str| key(&w.to_lowercase()) == Some(terms[t as usize].key);
        person(t) && side.fact.source.as_deref().is_some_and(|s| s.split_whitespace().any(word))
    };
    let of_event = |t: u16| !known(terms[t as usize].first) && !says(t);
    names().filter(|&&t| other(t).is_none() && !(met && person(t)) && of_event(t)).count()
}

/// Whether a name of this kind ties a clause to an event.
pub fn anchors(kind: TermKind) -> bool {
    matches!(kind, TermKind::Person | TermKind::Place | TermKind::Capital | TermKind::Organisation)
}

/// What the words around the two mentions have in common, names apart; for dates and lengths names too, since they have
/// no role.
pub fn shared(here: Side<'_>, there: Side<'_>, story: &Story, both: &Shared) -> f32 {
    let (a, b) = (here.fact, there.fact);
    let dated = dated(a.slot);
    let (mut near, mut far) = (0.0, 0.0);
    for &(t, m) in both {
        let kind = story.kind(t);
        let share = match kind {
            TermKind::Word => 1.6,
            TermKind::Event if dated => 1.6,
            TermKind::Event => 0.8,
            _ if a.slot == Slot::Length => 0.3,
            _ if dated => 0.1,
            _ => 0.2,
        };
        let key = here.sheet.terms[t as usize].key;
        if a.population.contains(&key) || b.population.contains(&key) {
            continue;
        }
        let w = story.weight(t) * share;
        if a.near.binary_search(&t).is_ok() && b.near.binary_search(&m).is_ok() {
            near += w;
        } else {
            far += w * 0.4;
        }
    }
    f32::min(near, 2.2) + f32::min(far, 0.5)
}
