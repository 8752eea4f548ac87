//! The verb or participle after a figure and what it counts: «12 people in the car were killed», «15 dead».

use super::{
    super::super::{View, WordList, lexicon::Class},
    Form, Hit, Role,
    assign::{Found, REACH, Site, Way},
    at, refine,
};
use crate::article::{BlockKind, Case};

impl Site<'_, '_> {
    /// A verb after what is counted, in the same clause, with the number of other words before it. `counted` as
    /// [`Site::counted`] has it.
    pub(super) fn after(&self, counted: Option<Hit>) -> Option<(Found, usize)> {
        let (v, a) = (self.view, self.amount());
        // «3 of the 12 suspects were held»: that is said of the three.
        let whole = self
            .index
            .checked_sub(1)
            .and_then(|p| self.phrases[p])
            .is_some_and(|p| p.part && p.start > a.start && p.start <= self.phrase().map_or(a.end, |own| own.end));
        if whole {
            return None;
        }
        let mut start = self.phrase().map_or(a.end, |p| p.end);
        // «two of the injured later died»
        if self.phrase().is_none() && v.is(a.end, "of") && v.has(a.end + 1, Class::DETERMINER) {
            start = at(v, a.end + 2).filter(|h| h.form == Form::Verb).map_or(start, |h| h.end);
        }
        let last = v.prose.sentence_of(a.start).end.min(start + REACH);
        let mut next = self.figure_after(start);
        let (mut i, mut gap, mut passive, mut auxiliary) = (start, 0, false, false);
        // «26 of the 187 people who sailed in her have died»: the clause is about the whole.
        let mut relative_of_whole = false;
        while i < last && i < next {
            let t = v.token(i)?;
            if t.is(',') {
                // «12 people, including three children, were killed»
                if i != start
                    || !v.is_any(i + 1, few!["including", "among", "most", "many", "all", "some", "mostly", "mainly"])
                {
                    return None;
                }
                i = (i + 1..(i + 12).min(last)).find(|&k| v.mark(k, ','))? + 1;
                next = self.figure_after(i);
                continue;
            }
            if !t.is_word() {
                if t.is('-') && !t.spaced() || t.is('’') || t.is('\'') {
                    i += 1;
                    continue;
                }
                return None;
            }
            if let Some(h) = at(v, i).filter(|h| h.form == Form::Verb) {
                let fits = self.takes(h.role) || counted.is_some_and(|c| refine(h.role, c.role).is_some());
                if fits && !relative_of_whole && self.is_state(h, passive, auxiliary, next) {
                    return Some((self.found(h, Way::After), gap));
                }
                if !relative_of_whole && !self.passes(h) {
                    return None;
                }
                relative_of_whole = false;
                i = h.end;
                gap += 1;
                continue;
            }
            if v.is_any(
                i,
                few![
                    "was", "were", "is", "are", "been", "be", "being", "got", "left", "remain", "remained", "remains",
                    "re",
                ],
            ) {
                (passive, auxiliary) = (true, true);
            } else if v.has(i, Class::AUXILIARY) {
                auxiliary = true;
            } else if v.has(i, Class::CONJUNCTION) {
                let relative = v.is_any(i, few!["who", "which", "that"]);
                relative_of_whole |= relative && self.phrase().is_some_and(|p| p.part);
                let and = v.is(i, "and")
                    && !auxiliary
                    && !at(v, i + 1).is_some_and(|h| h.form == Form::Verb)
                    && next != i + 1;
                if !(relative || and) {
                    return None;
                }
                gap += 1;
            } else if v.is(i, "to") && v.is_any(i + 1, few!["flee", "leave", "evacuate"]) {
                let h = at(v, i + 1).or_else(|| {
                    Some(Hit { role: Role::of("evacuated")?, form: Form::Verb, start: i + 1, end: i + 2 })
                })?;
                return self.takes(h.role).then(|| (self.found(h, Way::After), gap));
            } else if v.is(i, "to") && auxiliary {
                // «are known to have died»
            } else if v.is_any(i, few!["than", "to"]) || v.has(i, Class::PREPOSITION) && !v.in_list(i, &PLACES) {
                return None;
            } else if !(adverb(v.word(i)) || v.has(i, Class::DETERMINER) && v.is(i + 1, "dead")) {
                gap += 1;
            }
            i += 1;
        }
        None
    }

    /// Whether the verb says what happened to those counted, not what they did to others.
    pub(super) fn is_state(&self, h: Hit, passive: bool, auxiliary: bool, next: usize) -> bool {
        let v = self.view;
        let word = v.word(h.end - 1);
        if passive {
            return true;
        }
        if word.ends_with("ing") && !v.is(h.end - 1, "missing") {
            return v
                .is_any(h.start, few!["attending", "fleeing", "gathering", "dying", "marching", "carrying", "living"])
                || auxiliary;
        }
        if v.in_list(h.start, &INTRANSITIVE) || h.end - h.start > 1 {
            return true;
        }
        // «11 gunmen killed 137», «the four have killed at least»
        let object = h.end == next
            || v.has(h.end, Class::DETERMINER.or(Class::PRONOUN).or(Class::BOUND)) && !v.has(h.end, Class::PREPOSITION)
            || named_object(v, h.end)
            || v.is_any(h.end, few!["at", "more", "as", "up"])
                && v.is_any(h.end + 1, few!["least", "than", "many", "to"])
            || v.has(h.end, Class::PERSON_NOUN);
        !(object || auxiliary)
    }

    /// Whether a search may go on past a verb that this figure cannot have: «28 said to be missing».
    pub(super) fn passes(&self, h: Hit) -> bool {
        self.view.is_any(
            h.start,
            few!["reported", "confirmed", "feared", "believed", "said", "found", "taken", "held", "covering"],
        ) || !self.takes(h.role)
    }
}

/// Whether a name stands at token `i`, to which something is done; a day or a preposition of a headline is none.
fn named_object(v: &View<'_>, i: usize) -> bool {
    let other = Class::WEEKDAY
        .or(Class::MONTH)
        .or(Class::PREPOSITION)
        .or(Class::CONJUNCTION)
        .or(Class::DAY_PART)
        .or(Class::DEICTIC)
        .or(Class::AUXILIARY);
    v.kind != BlockKind::Headline
        && v.token(i).is_some_and(|t| t.is_word() && t.case() == Case::Title)
        && !v.has(i, other)
}

pub(super) fn adverb(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ly")
        || ADVERBS.has(word.as_bytes()) && !word.bytes().any(|b| b.is_ascii_uppercase())
}

static ADVERBS: WordList = WordList::new(&[
    "still",
    "also",
    "now",
    "already",
    "since",
    "so",
    "far",
    "later",
    "not",
    "yet",
    "then",
    "reported",
    "confirmed",
    "feared",
    "believed",
    "known",
    "thought",
    "said",
    "presumed",
    "have",
    "has",
    "had",
    "to",
]);

/// Verbs that take no object, so that what stands before them is what they are about.
static INTRANSITIVE: WordList = WordList::new(&[
    "died",
    "die",
    "dies",
    "dying",
    "dead",
    "perished",
    "perish",
    "drowned",
    "missing",
    "alive",
    "safe",
    "survived",
    "disappeared",
    "vanished",
    "fled",
    "escaped",
    "gathered",
    "marched",
    "rallied",
    "attended",
    "attend",
    "sick",
    "ill",
    "aboard",
    "onboard",
    "protested",
    "trapped",
    "stranded",
    "unvaccinated",
    "homeless",
    "live",
    "deep",
    "high",
    "long",
    "wide",
    "tall",
    "away",
]);

/// Prepositions that say where those counted were, so that a search for their verb goes on.
static PLACES: WordList =
    WordList::new(&["of", "in", "on", "at", "aboard", "from", "near", "inside", "outside", "off", "among"]);
