use jiff::civil::Date;
use smallvec::SmallVec;

use crate::{
    fact::{
        FactSheet, Query, TermKind, is_common_name, is_common_noun,
        story::{self, BODY, BOTH_LEADS, MOST_BODY, NO_NAME, ONE_LEAD, SOON, WORD, fading, name_weight, share},
    },
    value::DayInterval,
};

/// What two articles have in common: the ground on which their facts are compared.
#[derive(Debug)]
pub struct Story {
    common: Common,
    /// How surely both are about one event.
    pub same: f32,
    /// Days between the two publications, absolute, where both are known.
    pub apart: Option<i32>,
}

/// From here on two articles are taken to report one event.
pub const SAME: f32 = 1.4;

/// What articles have in common at most that are weeks apart and whose leads name others.
const DOUBT: f32 = 0.85;

/// The terms that two articles have in common.
#[derive(Debug)]
pub struct Common {
    /// By the number of a term of the article here.
    there: Vec<Met>,
    /// For each term there the number of the same term here.
    here: Vec<Option<u16>>,
}

/// What another article has of a term.
#[derive(Clone, Copy, Debug)]
struct Met {
    /// The number of the same term there.
    term: Option<u16>,
    /// How much sharing it says.
    weight: f32,
    /// What it is in both.
    kind: TermKind,
    /// It is a name in both that tells something.
    name: bool,
    /// Both have other words of the name, too.
    whole: bool,
}

impl Met {
    const NONE: Met = Met { term: None, weight: 0.0, kind: TermKind::Word, name: false, whole: false };
}

impl Common {
    pub fn new(query: &Query<'_>, other: &FactSheet) -> Self {
        let terms = &query.sheet.terms;
        let (mut there, mut here) = (vec![Met::NONE; terms.len()], vec![None; other.terms.len()]);
        for (m, term) in (0..).zip(&other.terms) {
            let Some(t) = query.term(term.key) else { continue };
            let own = terms[usize::from(t)].kind;
            let names = own.is_name() && term.kind.is_name();
            let kind = if names || query.is_of_one_story() { own.max(term.kind) } else { own.min(term.kind) };
            let telling = names && kind != TermKind::Broad && !query.is_common_noun(t);
            let name = if query.is_of_one_story() { own.is_name() } else { telling };
            there[usize::from(t)] = Met {
                term: Some(m),
                weight: query.weight(t, kind),
                kind: if query.is_of_one_story() { own } else { kind },
                name,
                whole: false,
            };
            here[usize::from(m)] = Some(t);
        }
        Common { there, here }
    }

    /// The number there of a term here.
    pub fn there(&self, term: u16) -> Option<u16> {
        self.there[usize::from(term)].term
    }

    /// What a term is in both articles: «the church» is no «Church Street».
    pub fn kind(&self, term: u16) -> TermKind {
        self.there[usize::from(term)].kind
    }

    /// Whether a term is a name in both that tells something.
    pub fn names(&self, term: u16) -> bool {
        self.there[usize::from(term)].name
    }

    /// What it says to share a term of the article here.
    pub fn weight(&self, term: u16) -> f32 {
        self.there[usize::from(term)].weight
    }

    /// Makes little of words of which each article makes a name of its own: «Alder County» and «Birch County», «Jane Alder»
    /// and «Alder County».
    /// Where all articles are of one story, people's are taken as they are: one may be a slip of the other.
    fn tell_names_apart(&mut self, here: &FactSheet, there: &FactSheet, one_story: bool) {
        let kinds = |t: u16, m: u16| (here.terms[usize::from(t)].kind, there.terms[usize::from(m)].kind);
        let shared: Shared = (0..)
            .zip(&self.there)
            .filter_map(|(t, met)| Some((t, met.term?)))
            .filter(|&(t, m)| kinds(t, m).0.is_name() && kinds(t, m).1.is_name())
            .filter(|&(t, m)| !one_story || firm(kinds(t, m).0) && firm(kinds(t, m).1))
            .collect();
        let mut doubtful = Shared::new();
        for &(t, m) in &shared {
            // Another telling word of the same name.
            let fellow = |sheet: &FactSheet, own: u16, of: &dyn Fn(&(u16, u16)) -> u16| {
                let first = sheet.terms[usize::from(own)].first;
                let beside = |s| of(s) != own && sheet.terms[usize::from(of(s))].first == first;
                shared.iter().any(|s| beside(s) && !is_common_noun(sheet.terms[usize::from(of(s))].key))
            };
            match (fellow(here, t, &|s| s.0), fellow(there, m, &|s| s.1)) {
                (true, true) => self.there[usize::from(t)].whole = true,
                (false, false) => doubtful.push((t, m)),
                _ => {}
            }
        }
        let (own, other) = (longer(here, doubtful.iter().map(|s| s.0)), longer(there, doubtful.iter().map(|s| s.1)));
        for ((&(t, m), own), other) in doubtful.iter().zip(own).zip(other) {
            if !own || !other {
                continue;
            }
            let key = here.terms[usize::from(t)].key;
            // «Ives Lambert», «Yves Lambert»
            let people = kinds(t, m) == (TermKind::Person, TermKind::Person);
            let rare = people && !is_common_name(key) && !is_common_noun(key);
            let met = &mut self.there[usize::from(t)];
            let share = if rare { RARE_NAMESAKE } else { NAMESAKE };
            *met = Met { weight: met.weight * share, name: rare && met.name, ..*met };
        }
    }
}

/// Whether a name can be a company's.
fn firm(kind: TermKind) -> bool {
    matches!(kind, TermKind::Organisation | TermKind::Capital)
}

/// For each of some terms whether the name in which an article first has it has another telling word.
fn longer(sheet: &FactSheet, terms: impl Iterator<Item = u16>) -> SmallVec<[bool; 32]> {
    let starts: SmallVec<[(u32, u16); 32]> = terms.map(|t| (sheet.terms[usize::from(t)].first, t)).collect();
    let mut out: SmallVec<[bool; 32]> = SmallVec::from_elem(false, starts.len());
    // Most terms of an article stand elsewhere.
    let places = starts.iter().fold(0u64, |places, s| places | 1 << (s.0 & 63));
    for (t, term) in (0..).zip(&sheet.terms) {
        if places & 1 << (term.first & 63) == 0 || !term.kind.is_name() {
            continue;
        }
        for (longer, &(start, own)) in out.iter_mut().zip(&starts) {
            *longer |= start == term.first && own != t && !is_common_noun(term.key);
        }
    }
    out
}

/// Names that two articles share, by their numbers here and there.
type Shared = SmallVec<[(u16, u16); 32]>;

/// What is left of a word of two names that are not one.
const NAMESAKE: f32 = 0.1;

/// The same of a name of people that is not known to be common: one of its other words may be a slip.
const RARE_NAMESAKE: f32 = 0.5;

impl Story {
    pub fn new(query: &Query<'_>, there: &FactSheet) -> Self {
        Story::of(Common::new(query, there), query, there)
    }

    pub fn of(mut common: Common, query: &Query<'_>, there: &FactSheet) -> Self {
        let here = query.sheet;
        common.tell_names_apart(here, there, query.is_of_one_story());
        let mut story = Story { common, same: 0.0, apart: apart(here, there) };
        story.same =
            story.sameness(here, there, if query.is_few() && !query.is_of_one_story() { &IN_FEW } else { &IN_MANY });
        if !query.is_few() && !story.one_event(here, there) {
            story.same = story.same.min(DOUBT);
        }
        story
    }

    pub fn common(&self) -> &Common {
        &self.common
    }

    /// The number there of a term here.
    pub fn there(&self, term: u16) -> Option<u16> {
        self.common.there(term)
    }

    /// The number here of a term there.
    pub fn here(&self, term: u16) -> Option<u16> {
        self.common.here[usize::from(term)]
    }

    pub fn weight(&self, term: u16) -> f32 {
        self.common.weight(term)
    }

    /// What a shared term is in both articles.
    pub fn kind(&self, term: u16) -> TermKind {
        self.common.kind(term)
    }

    /// Whether a term is a name in both that tells something.
    pub fn names(&self, term: u16) -> bool {
        self.common.names(term)
    }

    /// [`story::one_event`] of two articles.
    fn one_event(&self, here: &FactSheet, there: &FactSheet) -> bool {
        let apart = match self.apart {
            None => return self.known_names(here, there) >= KNOWN_UNDATED,
            Some(soon) if soon <= SOON => return true,
            Some(days) => days,
        };
        let (mut known, mut strange, mut both) = ([0.0; 2], [0.0; 2], 0.0);
        for &t in &here.main.terms {
            let weight = name_weight(here.terms[t as usize].kind);
            match self.there(t) {
                _ if weight == 0.0 => {}
                Some(m) => {
                    known[0] += self.weight(t);
                    both += if there.main.terms.binary_search(&m).is_ok() { self.weight(t) } else { 0.0 };
                }
                None => strange[0] += weight,
            }
        }
        for &m in &there.main.terms {
            let weight = name_weight(there.terms[m as usize].kind);
            match self.here(m) {
                _ if weight == 0.0 => {}
                Some(t) => known[1] += self.weight(t),
                None => strange[1] += weight,
            }
        }
        story::one_event(apart, share(known[0], strange[0]).max(share(known[1], strange[1])), both)
    }

    /// The greater share of the telling names of a lead that the other article has.
    fn known_names(&self, here: &FactSheet, there: &FactSheet) -> f32 {
        let strange = |sheet: &FactSheet, t: u16| {
            let term = &sheet.terms[usize::from(t)];
            let weight = name_weight(term.kind);
            if weight > 0.0 && is_common_noun(term.key) { 0.0 } else { weight }
        };
        let (mut known, mut unknown) = ([0.0; 2], [0.0; 2]);
        for &t in &here.main.terms {
            let met = self.common.there[usize::from(t)];
            known[0] += if met.name { met.weight } else { 0.0 };
            unknown[0] += if met.term.is_none() { strange(here, t) } else { 0.0 };
        }
        for &m in &there.main.terms {
            let met = self.here(m).map(|t| self.common.there[usize::from(t)]);
            known[1] += met.map_or(0.0, |met| if met.name { met.weight } else { 0.0 });
            unknown[1] += if met.is_none() { strange(there, m) } else { 0.0 };
        }
        share(known[0], unknown[0]).max(share(known[1], unknown[1]))
    }

    fn sameness(&self, here: &FactSheet, there: &FactSheet, says: &Says) -> f32 {
        let mut sum = 0.0;
        let mut names = 0;
        for &t in &here.main.terms {
            let Some(m) = self.there(t) else { continue };
            let in_lead = there.main.terms.binary_search(&m).is_ok();
            let met = self.common.there[usize::from(t)];
            if met.name {
                names += u32::from(in_lead);
                sum += met.weight * if in_lead { BOTH_LEADS } else { ONE_LEAD };
            } else if in_lead {
                sum += met.weight * says.word;
            }
        }
        for &m in &there.main.terms {
            let Some(t) = self.here(m) else { continue };
            if self.common.there[usize::from(t)].name && here.main.terms.binary_search(&t).is_err() {
                sum += self.weight(t) * ONE_LEAD;
            }
        }
        let names_of = |whole: bool| {
            self.common.there.iter().filter(move |met| met.name && met.kind != TermKind::Broad && (!whole || met.whole))
        };
        let body: f32 = names_of(false).map(|met| met.weight * says.body).sum();
        let whole: f32 = names_of(true).map(|met| met.weight * says.whole).sum();
        sum += body.min(says.most_body) + whole.min(says.most_whole);
        if names == 0 {
            sum *= says.no_name;
        }
        sum * says.all * fading(self.apart)
    }
}

/// What it says to share a term, by where it stands.
struct Says {
    /// A word in both leads.
    word: f32,
    /// A name anywhere, beside what it says in a lead, and all of them at most.
    body: f32,
    most_body: f32,
    /// A word of a name of several that both have, and all of them at most.
    whole: f32,
    most_whole: f32,
    /// What becomes of all where no name stands in both leads.
    no_name: f32,
    all: f32,
}

/// As the index adds it up.
const IN_MANY: Says =
    Says { word: WORD, body: BODY, most_body: MOST_BODY, whole: 0.0, most_whole: 0.0, no_name: NO_NAME, all: 1.0 };

/// In a folder too small to tell what is rare, where words that any report of such an event has must not make two events one:
/// the names tell. Found on folders of a few reports of one event each, and of as many of different ones.
const IN_FEW: Says =
    Says { word: 0.3, body: 0.25, most_body: 1.2, whole: 0.5, most_whole: 1.0, no_name: 1.0, all: 0.78 };

/// Of the names of one of two leads as much is in the other article where it is not known when either was written.
const KNOWN_UNDATED: f32 = 0.4;

/// Days between two publications.
pub fn apart(here: &FactSheet, there: &FactSheet) -> Option<i32> {
    let ((a, _), (b, _)) = (here.published?, there.published?);
    Some(days(a, b).abs())
}

/// Days between two stretches, 0 when they meet.
pub fn gap(a: DayInterval, b: DayInterval) -> i32 {
    if a.meets(&b) {
        0
    } else if a.last < b.first {
        days(a.last, b.first)
    } else {
        days(b.last, a.first)
    }
}

/// Days from one to another, negative when the second is earlier.
fn days(from: Date, to: Date) -> i32 {
    // Civil dates are far fewer than an i32 holds, so the hours of whole days are exact.
    (to.duration_since(from).as_hours() / 24) as i32
}
