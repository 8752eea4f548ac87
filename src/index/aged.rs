//! Under what ages are filed. The given names and the surnames of people are common, and the two together are not; so an age
//! is filed under its person's full name, and there, where other keys have the time, under each name beside it: those of its
//! sentence, and of the article's headline and lead. These are what the gate goes by, before it takes two ages of one name
//! for one person's.

use rustc_hash::FxHashMap;
use smallvec::{SmallVec, smallvec};

use super::bucket::{Bucket, Key};
use crate::fact::{Fact, FactSheet, Person, Slot, TermKind, story};

/// Where a name stands that is beside an age.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Sentence,
    Lead,
}

impl Place {
    fn bucket(self, name: u32) -> Bucket {
        Bucket::name(mixed(name, self as u32))
    }
}

/// The person whose age a fact gives.
pub fn person(fact: &Fact) -> Option<&Person> {
    fact.person.as_deref().filter(|_| fact.slot == Slot::Age)
}

/// The key of a person: a surname alone is one of its own.
fn key_of(person: &Person) -> Key {
    Key::person(mixed(person.surname, person.given.unwrap_or_default()))
}

/// The keys of a person, one for each word before the surname: the first may be what somebody is called.
pub fn keys_of(person: &Person) -> SmallVec<[Key; 2]> {
    let mut out: SmallVec<[Key; 2]> = smallvec![key_of(person)];
    for given in person.givens() {
        let key = Key::person(mixed(person.surname, given));
        if !out.contains(&key) {
            out.push(key);
        }
    }
    out
}

/// The key of those who are called by the surname alone, any of whom may be this one.
pub fn by_surname(person: &Person) -> Key {
    Key::person(mixed(person.surname, 0))
}

/// Under what a person's age is filed.
pub fn buckets(sheet: &FactSheet, fact: &Fact, person: &Person) -> Vec<Bucket> {
    let own: SmallVec<[u32; 4]> = person.terms().collect();
    let key = |t: u16| sheet.terms[usize::from(t)].key;
    let with = sheet.sentence(fact).terms.iter().filter(|&&t| told(sheet, t) && !own.contains(&key(t)));
    let leads = sheet.main.terms.iter().filter(|&&t| sheet.terms[usize::from(t)].kind.is_name());
    let mut out: Vec<Bucket> = with.map(|&t| Place::Sentence.bucket(key(t))).collect();
    out.extend(leads.map(|&t| Place::Lead.bucket(key(t))));
    if out.is_empty() {
        out.push(Bucket::UNDATED);
    }
    out
}

/// Whether the gate counts a term where it asks what two sentences have in common.
fn told(sheet: &FactSheet, term: u16) -> bool {
    sheet.terms[usize::from(term)].kind != TermKind::Word
}

/// What is beside an age.
pub struct Beside {
    /// What the person's own names say.
    pub own: f32,
    /// What it says of another article to tell an age of that person beside a name.
    pub of: FxHashMap<Bucket, Told>,
}

/// What one name beside an age says.
pub enum Told {
    /// In its sentence; whether it is a name by which a person is known from one of the same name.
    Sentence(f32, bool),
    Lead(f32),
}

impl Told {
    pub fn leads(&self) -> bool {
        matches!(self, Told::Lead(_))
    }
}

/// The names beside an age; `weight` is that of a term.
pub fn beside(sheet: &FactSheet, fact: &Fact, person: &Person, weight: impl Fn(u16) -> f32) -> Beside {
    let names: SmallVec<[u32; 4]> = person.terms().collect();
    let mut out = Beside { own: 0.0, of: FxHashMap::default() };
    for (t, term) in (0..).zip(&sheet.terms) {
        if term.kind.is_name() {
            let leads = sheet.main.terms.binary_search(&t).is_ok();
            let share = if leads { story::BOTH_LEADS } else { story::ONE_LEAD };
            out.of.insert(Place::Lead.bucket(term.key), Told::Lead(weight(t) * share));
        }
        if told(sheet, t) && sheet.sentence(fact).terms.binary_search(&t).is_ok() {
            if names.contains(&term.key) {
                out.own += weight(t);
            } else {
                let known = story::name_weight(term.kind) > 0.0;
                out.of.insert(Place::Sentence.bucket(term.key), Told::Sentence(weight(t), known));
            }
        }
    }
    out
}

/// What another article that tells an age of the same person has of the names beside it.
#[derive(Default)]
pub struct Met {
    sentence: f32,
    known: bool,
    leads: f32,
}

impl Met {
    pub fn add(&mut self, told: Option<&Told>) {
        match told {
            Some(Told::Sentence(weight, known)) => {
                self.sentence += weight;
                self.known |= known;
            }
            Some(Told::Lead(weight)) => self.leads += weight,
            None => {}
        }
    }

    /// What all of it says, with what the person's `own` names do; `None` where the sentences have less than `least` in
    /// common. A further name beside both makes one person of two of a name, whatever their articles are about.
    pub fn said(&self, own: f32, least: f32, apart: Option<i32>) -> Option<f32> {
        let together = own + self.sentence;
        let leads = self.leads * story::fading(apart);
        (together >= least).then_some(if self.known { KNOWN + together + leads } else { leads })
    }
}

/// More than leads say.
const KNOWN: f32 = 10.0;

/// Two hashes as one.
fn mixed(a: u32, b: u32) -> u32 {
    let both = u64::from(a) << 32 | u64::from(b);
    (both.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        annotate::{Cache, annotate},
        article::{DateSource, Format, Hints, parse_date, read},
        fact::{Lookup, Query, sheet},
        index::Memory,
    };

    const GIVEN: &[&str] = &["Anna", "Peter", "Maria", "John", "Elena", "David"];

    /// Article `n` tells the age of one of six people of one surname, each time in another town.
    fn told(n: usize, town: &str, year: u32) -> FactSheet {
        let text = format!(
            "Bakery number {n} opens\n\nA bakery opened in Orlec{n} on Sunday.\n\nIt was blessed by {} Lindqvist, 47, a \
             priest from {town}.\n",
            GIVEN[n % GIVEN.len()]
        );
        let (date, time) = parse_date(&format!("{year}-03-08")).expect("a date");
        let hints = Hints { date: Some((date, time, DateSource::Flag)), ..Hints::default() };
        sheet(&annotate(Arc::new(read(&text, Format::Plain, &hints)), &mut Cache::default()))
    }

    #[test]
    fn an_age_leads_to_its_person_and_to_no_namesake() {
        let mut home = Memory::default();
        for n in 0..60 {
            home.insert(n as u32, Arc::new(told(n, if n % 10 == 2 { "Garrow" } else { "Tessaly" }, 2010)));
        }
        // Maria Lindqvist, years later: she was in Garrow in articles 2, 32.
        let draft = told(62, "Garrow", 2024);
        let age = draft.facts.iter().position(|f| person(f).is_some()).expect("an age") as u32;
        let found = home.candidates(&Query::new(&draft, &home), &[]).articles;
        let mut of_age: Vec<u32> = found.iter().filter(|c| c.has(age)).map(|c| c.article).collect();
        assert_eq!(of_age[..2], [2, 32]);
        of_age.sort_unstable();
        assert_eq!(of_age, (0..60).filter(|n| n % 6 == 2).collect::<Vec<_>>());
    }

    #[test]
    fn a_surname_alone_may_be_the_one_of_a_fuller_name() {
        let (full, half, other) = ("Maria Lindqvist", "Lindqvist", "Anna Lindqvist");
        let [full, half, other] = [full, half, other].map(|n| Person::new(n).expect("a person"));
        assert_eq!(key_of(&half), by_surname(&full));
        assert!(key_of(&full) != key_of(&other) && key_of(&full) != key_of(&half));
    }

    #[test]
    fn who_can_be_one_person_has_a_key_in_common() {
        let names = [
            "Dana Ruiz",
            "Boffin Dana Ruiz",
            "Ruiz",
            "Dana M. Ruiz",
            "Maria Ruiz",
            "Maria Dana Ruiz",
            "Old Tom Hale",
            "Tom Hale",
            "Hale",
            "Tom Hale Jr.",
            "Old Tom Hale Jr.",
            "Foreman Hale",
        ];
        let people: Vec<Person> = names.iter().filter_map(|n| Person::new(n)).collect();
        for a in &people {
            for b in people.iter().filter(|b| a.is(b)) {
                let alone = a.given.is_none() || b.given.is_none();
                let one = alone && by_surname(a) == by_surname(b) || keys_of(a).iter().any(|k| keys_of(b).contains(k));
                assert!(one, "{} and {}", a.name, b.name);
            }
        }
        assert!(people[0].is(&people[1]) && !people[0].is(&people[4]) && people[6].is(&people[7]));
        assert_eq!(keys_of(&people[1]).len(), 2);
    }
}
