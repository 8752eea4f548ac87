//! Which facts of two articles are weighed against each other at all.

use smallvec::SmallVec;

use super::{Story, ages::nearly, quote, story::Common};
use crate::fact::{Candidate, Fact, FactSheet, Query, STORY, Sentence, Slot, TOGETHER, TermKind, Value, akin};

/// What an article can tell of the facts of another.
pub struct Reach<'a> {
    here: &'a FactSheet,
    there: &'a FactSheet,
    story: &'a Story,
    candidate: &'a Candidate,
    /// They may tell of one event: any fact may be told there.
    whole: bool,
    /// Of the facts there, which are large, and most of which are passed over for each fact here.
    slots: Vec<Slot>,
    /// The sentence here that was looked at last, and the sentences there that have enough of its names.
    sentence: Option<u32>,
    near: Vec<u32>,
    found: Vec<u32>,
}

impl<'a> Reach<'a> {
    pub fn new(here: &'a FactSheet, there: &'a FactSheet, story: &'a Story, candidate: &'a Candidate) -> Self {
        let whole = story.same >= STORY;
        let (slots, near, found) = Default::default();
        Reach { here, there, story, candidate, whole, slots, sentence: None, near, found }
    }

    /// The facts there, by number, that could be the one here, which is number `i`; all are of its slot.
    pub fn facts(&mut self, i: u32, fact: &Fact) -> &[u32] {
        self.found.clear();
        if !self.whole && !self.candidate.has(i) {
            return &[];
        }
        if self.whole || fact.slot == Slot::Quotation {
            if self.slots.is_empty() {
                self.slots.extend(self.there.facts.iter().map(|f| f.slot));
            }
            self.found.extend((0..).zip(&self.slots).filter(|(_, s)| **s == fact.slot).map(|(k, _)| k));
            return &self.found;
        }
        if self.sentence != Some(fact.sentence) {
            self.look(fact);
        }
        for &sentence in &self.near {
            let facts = self.there.facts_of(sentence);
            self.found.extend(facts.filter(|&k| self.there.facts[k].slot == fact.slot).map(|k| k as u32));
        }
        &self.found
    }

    /// Finds the sentences there that share enough names with the fact's one.
    fn look(&mut self, fact: &Fact) {
        self.sentence = Some(fact.sentence);
        self.near.clear();
        let names = names(self.here, fact, self.story.common());
        if all(&names) >= TOGETHER {
            let sentences = (0..).zip(&self.there.sentences);
            self.near.extend(sentences.filter(|(_, s)| together(&names, s)).map(|(n, _)| n));
        }
    }
}

/// Whether an article is worth a closer look: it can be of the same event, has enough of the names of a sentence, or the
/// words of a quotation.
pub fn worthwhile(query: &Query<'_>, there: &FactSheet, common: &Common, candidate: &Candidate) -> bool {
    let Some(facts) = &candidate.facts else { return true };
    if candidate.common >= STORY {
        return true;
    }
    let mut seen = None;
    facts.iter().any(|&i| {
        let fact = &query.sheet.facts[i as usize];
        if let Value::Quotation(said) = &fact.value {
            return there
                .facts
                .iter()
                .any(|f| matches!(&f.value, Value::Quotation(q) if quote::compare(said, q).is_some()));
        }
        seen.replace(fact.sentence) != Some(fact.sentence) && names_meet(query.sheet, there, common, fact)
    })
}

/// Whether a sentence there has enough of the names of a fact's one.
fn names_meet(here: &FactSheet, there: &FactSheet, common: &Common, fact: &Fact) -> bool {
    let names = names(here, fact, common);
    all(&names) >= TOGETHER && there.sentences.iter().any(|s| together(&names, s))
}

/// Names of a sentence by their numbers in another article, and what it says to share each.
type Names = SmallVec<[(u16, f32); 16]>;

/// The names of a fact's sentence that another article has, in order.
fn names(sheet: &FactSheet, fact: &Fact, common: &Common) -> Names {
    let names = sheet.sentence(fact).terms.iter().filter(|&&t| sheet.terms[usize::from(t)].kind != TermKind::Word);
    names.filter_map(|&t| Some((common.there(t)?, common.weight(t)))).collect()
}

/// Whether a sentence has enough of some names, which are in order.
fn together(names: &Names, sentence: &Sentence) -> bool {
    let mut terms = sentence.terms.iter().copied().peekable();
    let mut sum = 0.0;
    for &(m, weight) in names {
        while terms.next_if(|t| *t < m).is_some() {}
        sum += if terms.peek() == Some(&m) { weight } else { 0.0 };
    }
    sum >= TOGETHER
}

/// What it says to share all of some names.
fn all(names: &Names) -> f32 {
    names.iter().map(|n| n.1).sum()
}

/// How little two facts of one slot are alike by role and words, 0 to 2; `None` when they can't be the same.
pub fn unlikeness(a: &Fact, b: &Fact) -> Option<usize> {
    let (meet, bare) = match (&a.value, &b.value, &a.person, &b.person) {
        (Value::Quotation(x), Value::Quotation(y), _, _) => {
            return x.keys().iter().any(|k| y.keys().binary_search(k).is_ok()).then_some(0);
        }
        (_, _, Some(p), Some(q)) => (p.surname == q.surname || nearly(p, q), false),
        // What somebody is may be told of a name as well.
        (_, _, p, q) if a.slot == Slot::Age => (false, p.is_none() && q.is_none()),
        (_, _, p, q) => {
            let meet = a.population.iter().any(|k| b.population.contains(k));
            (meet, p.is_none() && q.is_none() && a.population.is_empty() && b.population.is_empty())
        }
    };
    if a.person.is_some() && b.person.is_some() && !meet {
        return None;
    }
    let noun = a.slot == Slot::Count && a.population.first().is_some_and(|n| b.population.first() == Some(n));
    if a.slot != Slot::Age && !noun && a.role.zip(b.role).is_some_and(|(x, y)| !akin(x, y)) {
        return None;
    }
    Some(2 - usize::from(a.role == b.role) - usize::from(meet || bare))
}
