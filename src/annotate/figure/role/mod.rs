//! What a figure counts or measures. A role is a row of the tables in this folder; its words give it to the figures
//! beside them ([`assign`]).

mod after;
pub mod assign;
mod before;
mod beside;
mod business;
mod casualty;
pub mod coordinate;
mod disaster;
mod justice;
mod politics;
mod refine;
mod society;

use std::sync::{LazyLock, OnceLock};

use rustc_hash::FxHashMap;

use super::super::{
    View,
    lexicon::{self, Builder, Class, Lex},
};
use crate::value::Dimension;
pub use beside::direction;
pub use refine::refine;

/// A row of [`TABLES`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Role(u16);

/// How a role is worded and how its figures behave.
#[derive(Debug)]
pub struct Row {
    /// The normalised name («killed»), `measure` in machine output.
    pub id: &'static str,
    /// Which figures can have it.
    pub takes: Takes,
    /// For measures: the dimensions it is measured in; empty for any.
    pub dimensions: &'static [Dimension],
    /// Verb forms, participles and adjectives that say what became of those counted («killed», «died», «dead»).
    pub verbs: &'static [&'static str],
    /// Nouns that name the figure («death toll», «fatalities»).
    pub nouns: &'static [&'static str],
    /// Nouns for what is counted, which a verb beside them overrides («seats», «crew»).
    pub things: &'static [&'static str],
    /// Whether the figure grows while an event is under way, so that a later, higher one supersedes.
    pub running: bool,
}

/// A set of kinds of figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Takes(u8);

impl Takes {
    pub const PEOPLE: Takes = Takes(1);
    pub const ITEMS: Takes = Takes(2);
    pub const COUNT: Takes = Takes(3);
    pub const MONEY: Takes = Takes(4);
    pub const SHARE: Takes = Takes(8);
    pub const MEASURE: Takes = Takes(16);
    pub const POINTS: Takes = Takes(32);

    pub const fn or(self, other: Takes) -> Takes {
        Takes(self.0 | other.0)
    }

    pub const fn has(self, any_of: Takes) -> bool {
        self.0 & any_of.0 != 0
    }
}

/// The rows of all tables.
static ROWS: LazyLock<Vec<&Row>> = LazyLock::new(|| rows().map(|(_, row)| row).collect());

type Words = &'static [&'static str];

const fn row(id: &'static str, takes: Takes, verbs: Words, nouns: Words, things: Words) -> Row {
    Row { id, takes, dimensions: &[], verbs, nouns, things, running: false }
}

/// A count that grows while its event is under way.
const fn running(id: &'static str, takes: Takes, verbs: Words, nouns: Words, things: Words) -> Row {
    Row { id, takes, dimensions: &[], verbs, nouns, things, running: true }
}

const fn measured(id: &'static str, dimensions: &'static [Dimension], verbs: Words, nouns: Words) -> Row {
    Row { id, takes: Takes::MEASURE, dimensions, verbs, nouns, things: &[], running: false }
}

/// Every role, by desk. Where two rows share a word, the later one has it.
const TABLES: &[&[Row]] =
    &[society::ROWS, business::ROWS, politics::ROWS, disaster::ROWS, justice::ROWS, casualty::ROWS];

/// Every row with its number.
pub fn rows() -> impl Iterator<Item = (Role, &'static Row)> {
    TABLES.iter().flat_map(|t| t.iter()).enumerate().map(|(i, r)| (Role(i as u16), r))
}

impl Role {
    pub fn row(self) -> &'static Row {
        ROWS[usize::from(self.0)]
    }

    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// The role of a normalised name.
    pub fn of(id: &str) -> Option<Role> {
        static IDS: LazyLock<FxHashMap<&str, Role>> = LazyLock::new(|| rows().map(|(role, r)| (r.id, role)).collect());
        IDS.get(id).copied()
    }

    /// The role that a word names by itself.
    pub fn of_word(word: Lex) -> Option<Role> {
        decode(word.entry().role).map(|(role, _)| role)
    }

    pub fn index(self) -> u16 {
        self.0
    }

    /// The role of an index, `None` past the last.
    pub fn of_index(index: u16) -> Option<Role> {
        (usize::from(index) < ROWS.len()).then_some(Role(index))
    }
}

impl std::fmt::Debug for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}

/// Some of the roles, for a rule about just these.
pub struct Set {
    ids: &'static [&'static str],
    /// For each role whether it is one of them.
    members: OnceLock<Box<[bool]>>,
}

impl Set {
    pub const fn new(ids: &'static [&'static str]) -> Set {
        Set { ids, members: OnceLock::new() }
    }

    pub fn has(&self, role: Role) -> bool {
        let members = self.members.get_or_init(|| {
            debug_assert!(self.ids.iter().all(|id| Role::of(id).is_some()), "an id that no role has");
            rows().map(|(_, row)| self.ids.contains(&row.id)).collect()
        });
        members[usize::from(role.0)]
    }
}

/// What kind of word gave a role.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Verb,
    Noun,
    Thing,
}

/// A role's words in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hit {
    pub role: Role,
    pub form: Form,
    pub start: usize,
    pub end: usize,
}

fn code(role: Role, form: Form) -> u16 {
    role.0 * 4 + form as u16 + 1
}

fn decode(code: u16) -> Option<(Role, Form)> {
    let n = code.checked_sub(1)?;
    Some((
        Role(n / 4),
        match n % 4 {
            0 => Form::Verb,
            1 => Form::Noun,
            _ => Form::Thing,
        },
    ))
}

fn worded(row: &'static Row) -> impl Iterator<Item = (&'static str, Form)> {
    let with = |words: Words, form: Form| words.iter().map(move |w| (*w, form));
    with(row.things, Form::Thing).chain(with(row.nouns, Form::Noun)).chain(with(row.verbs, Form::Verb))
}

/// A phrase of several words.
struct Phrase {
    /// Its words but the first.
    rest: Box<[&'static str]>,
    role: Role,
    form: Form,
}

/// Phrases by the lexicon's number of their first word, longest first.
static PHRASES: LazyLock<FxHashMap<u16, Vec<Phrase>>> = LazyLock::new(|| {
    let mut map: FxHashMap<u16, Vec<Phrase>> = FxHashMap::default();
    for (role, row) in rows() {
        for (words, form) in worded(row) {
            if let Some((first, rest)) = words.split_once(' ') {
                let rest = rest.split(' ').collect();
                map.entry(lexicon::lookup(first).id).or_default().push(Phrase { rest, role, form });
            }
        }
    }
    let letters = |p: &Phrase| p.rest.iter().map(|w| w.len() + 1).sum::<usize>();
    map.values_mut().for_each(|list| list.sort_by_key(|p| std::cmp::Reverse(letters(p))));
    map
});

impl Phrase {
    /// Whether the words from token `start` on are the phrase, the first of them aside.
    fn stands(&self, view: &View<'_>, start: usize) -> bool {
        self.rest.iter().enumerate().all(|(k, w)| view.is(start + 1 + k, w))
    }

    fn hit(&self, start: usize) -> Hit {
        Hit { role: self.role, form: self.form, start, end: start + 1 + self.rest.len() }
    }
}

pub fn words(b: &mut Builder) {
    for (role, row) in rows() {
        for (words, form) in worded(row) {
            match words.split_once(' ') {
                Some((first, _)) => b.class(first, Class::ROLE_PHRASE),
                None => {
                    b.class(words, Class::ROLE);
                    b.word(words).role = code(role, form);
                }
            }
        }
    }
}

/// The role words that start at token `i`, the longest phrase first.
pub fn at(view: &View<'_>, i: usize) -> Option<Hit> {
    let lex = view.lex.get(i)?;
    if lex.classes.has(Class::ROLE_PHRASE)
        && let Some(list) = PHRASES.get(&lex.id)
        && let Some(phrase) = list.iter().find(|p| p.stands(view, i))
    {
        return Some(phrase.hit(i));
    }
    if !lex.classes.has(Class::ROLE) {
        return None;
    }
    // «safe-deposit boxes»
    if view.is(i, "safe") && (view.mark(i + 1, '-') || view.is(i + 1, "deposit")) {
        return None;
    }
    let (role, form) = decode(lex.entry().role)?;
    Some(Hit { role, form, start: i, end: i + 1 })
}

/// The role words from token `start` to `end`.
#[inline(never)]
fn exactly(view: &View<'_>, start: usize, end: usize) -> Option<Hit> {
    let lex = view.lex.get(start)?;
    if end == start + 1 {
        let (role, form) = decode(lex.entry().role).filter(|_| lex.classes.has(Class::ROLE))?;
        return Some(Hit { role, form, start, end });
    }
    let list = PHRASES.get(&lex.id).filter(|_| lex.classes.has(Class::ROLE_PHRASE))?;
    list.iter().find(|p| start + 1 + p.rest.len() == end && p.stands(view, start)).map(|p| p.hit(start))
}

/// The role words that end with token `i`, the longest phrase first.
pub fn ending(view: &View<'_>, i: usize) -> Option<Hit> {
    for start in i.saturating_sub(4)..=i {
        let class = if start == i { Class::ROLE } else { Class::ROLE_PHRASE };
        if view.has(start, class)
            && let Some(hit) = exactly(view, start, i + 1)
        {
            return Some(hit);
        }
    }
    None
}

/// Whether token `i` says what became of someone («killed», «missing»), not what they are.
pub fn is_state(view: &View<'_>, i: usize) -> bool {
    at(view, i).is_some_and(|h| h.form == Form::Verb)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_many() {
        let ids: Vec<_> = rows().map(|(_, r)| r.id).collect();
        assert!(ids.len() >= 80, "{}", ids.len());
        for (i, id) in ids.iter().enumerate() {
            assert!(!ids[..i].contains(id), "{id} twice");
            assert_eq!(Role::of(id).map(|r| r.id()), Some(*id));
        }
    }
}
