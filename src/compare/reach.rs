//! Which facts of two articles are weighed against each other at all.

use smallvec::SmallVec;

use super::{
    Story, quote,
    story::{Common, apart, fading},
};
use crate::fact::{Candidate, Fact, FactSheet, Query, STORY, Sentence, Slot, TOGETHER, TermKind, Value, akin};

/// What an article can tell of the facts of another.
pub struct Reach<'a> {
    here: &'a FactSheet,
    there: &'a FactSheet,
    story: &'a Story,
    candidate: &'a Candidate,
    /// They may tell of one event: any fact may be told there.
    whole: bool,
    /// The sentence here that was looked at last, and which sentences there have enough of its names.
    sentence: Option<u32>,
    near: Vec<bool>,
}

impl<'a> Reach<'a> {
    pub fn new(here: &'a FactSheet, there: &'a FactSheet, story: &'a Story, candidate: &'a Candidate) -> Self {
        let whole = story.same >= STORY;
        Reach { here, there, story, candidate, whole, sentence: None, near: Vec::new() }
    }

    /// Whether any fact there could be the one here, which is number `i`.
    pub fn has(&mut self, i: u32, fact: &Fact) -> bool {
        if self.whole {
            return true;
        }
        if !self.candidate.has(i) {
            return false;
        }
        if fact.slot != Slot::Quotation && self.sentence != Some(fact.sentence) {
            self.look(fact);
        }
        fact.slot == Slot::Quotation || !self.near.is_empty()
    }

    /// Whether a fact there of such a slot and sentence is near enough to the one that [`Reach::has`] was asked of last.
    pub fn covers(&self, slot: Slot, sentence: u32) -> bool {
        self.whole || slot == Slot::Quotation || self.near.get(sentence as usize) == Some(&true)
    }

    /// Finds the sentences there that share enough names with the fact's one: none, or whether each does.
    fn look(&mut self, fact: &Fact) {
        self.sentence = Some(fact.sentence);
        self.near.clear();
        let names = names(self.here, fact, self.story.common());
        if all(&names) < TOGETHER {
            return;
        }
        self.near.extend(self.there.sentences.iter().map(|s| together(&names, s)));
        if !self.near.contains(&true) {
            self.near.clear();
        }
    }
}

/// Whether an article is worth a closer look: it can be of the same event, has enough of the names of a sentence, or the
/// words of a quotation.
pub fn worthwhile(query: &Query<'_>, there: &FactSheet, common: &Common, candidate: &Candidate) -> bool {
    let Some(facts) = &candidate.facts else { return true };
    let faded = candidate.common * fading(apart(query.sheet, there));
    if faded >= STORY {
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
        (_, _, Some(p), Some(q)) => (p.surname == q.surname, false),
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
    if a.slot != Slot::Age && a.role.zip(b.role).is_some_and(|(x, y)| !akin(x, y)) {
        return None;
    }
    Some(2 - usize::from(a.role == b.role) - usize::from(meet || bare))
}
