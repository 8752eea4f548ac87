//! The verb, label or noun before a figure: «killing four», «Missing: 28», «the death toll rose to 23».

use super::{
    super::super::lexicon::Class,
    Form, Hit,
    after::adverb,
    assign::{Found, REACH, Site, Way},
    ending, refine,
};
use crate::{annotate::WordList, article::BlockKind, value::Unit};

impl Site<'_, '_> {
    /// A verb right before the figure, or a label («Missing: 28»).
    pub(super) fn object(&self, counted: Option<Hit>) -> Option<Found> {
        let (v, a) = (self.view, self.amount());
        let floor = v.prose.sentence_of(a.start).start;
        let mut i = a.start;
        for _ in 0..5 {
            let p = i.checked_sub(1).filter(|&p| p >= floor)?;
            let t = v.token(p)?;
            let cell = matches!(v.kind, BlockKind::TableRow { .. });
            if t.is(':') || t.is('|') || cell && !t.is_word() {
                return self.label(p, floor);
            }
            if let Some(h) = ending(v, p).filter(|h| h.start >= floor) {
                if cell {
                    return self.label(i, floor);
                }
                // «population 3,200», «deaths 23»
                let label = h.form == Form::Noun && i == a.start && self.phrase().is_none() && self.takes(h.role);
                let governed = h.form == Form::Verb && self.governs(h, counted);
                return (label || governed).then(|| self.found(h, if label { Way::Subject } else { Way::Object }));
            }
            let skip = v.has(p, Class::DETERMINER)
                || v.is_any(
                    p,
                    few![
                        "another",
                        "other",
                        "additional",
                        "further",
                        "extra",
                        "total",
                        "of",
                        "lives",
                        "also",
                        "off",
                        "only",
                        "just",
                        "up",
                        "out",
                        "all",
                        "net",
                        "some",
                        "a",
                        "record",
                        "still",
                        "on",
                        "for",
                        "with",
                        "by",
                    ],
                )
                || adverb(v.word(p));
            if !skip {
                return if cell { self.label(i, floor) } else { None };
            }
            if v.is_any(p, few!["of", "on", "for", "with", "by", "off", "up", "out"])
                && !ending(v, p.wrapping_sub(1)).is_some_and(|h| h.form == Form::Verb && self.light(h))
                && !v.is_any(p.wrapping_sub(1), few!["total"])
                && !v.is_any(p.wrapping_sub(1), few!["lives"])
            {
                return None;
            }
            i = p;
        }
        None
    }

    pub(super) fn light(&self, h: Hit) -> bool {
        self.view.is_any(h.end - 1, few!["laid", "laying", "let", "rounded", "mowed", "gunned", "pulled"])
    }

    /// Whether a verb before the figure has it for its object.
    pub(super) fn governs(&self, h: Hit, counted: Option<Hit>) -> bool {
        let v = self.view;
        if h.end - h.start == 1 && v.in_list(h.end - 1, &ADJECTIVES) {
            return false;
        }
        // «was fined £5,000» has its object all the same.
        let money = matches!(self.amount().unit, Unit::Money(_) | Unit::Subunit(_));
        let passive = !money
            && h.start.checked_sub(1).is_some_and(|p| v.is_any(p, few!["was", "were", "been", "being", "is", "are"]))
            && !v.word(h.end - 1).ends_with("ing");
        let fits = self.takes(h.role) || counted.is_some_and(|c| refine(h.role, c.role).is_some());
        fits && !passive && !v.in_list(h.end - 1, &INTRANSITIVE_ONLY)
    }

    /// The role of a label before a colon or in the cell before: any form will do.
    pub(super) fn label(&self, end: usize, floor: usize) -> Option<Found> {
        let v = self.view;
        for p in (floor.max(end.saturating_sub(6))..end).rev() {
            let t = v.token(p)?;
            if t.is_number() || t.is('.') || t.is(';') {
                return None;
            }
            if let Some(h) = ending(v, p).filter(|h| self.takes(h.role)) {
                return Some(self.found(h, Way::Subject));
            }
        }
        None
    }

    /// A noun that heads the statement: «the death toll rose to 23», «the dead numbered 852».
    pub(super) fn subject(&self) -> Option<Found> {
        let (v, a) = (self.view, self.amount());
        let floor = v.prose.sentence_of(a.start).start.max(a.start.saturating_sub(REACH));
        let link = a.start.checked_sub(1).filter(|&p| p >= floor)?;
        let linked = v.in_list(link, &LINKS);
        // «sales more than doubled to», «deaths 23» in a headline
        if !linked {
            return None;
        }
        self.noun_before(link + 1, floor, false)
    }

    pub(super) fn noun_before(&self, from: usize, floor: usize, loose: bool) -> Option<Found> {
        let v = self.view;
        let mut commas = 0;
        let mut i = from;
        while i > floor {
            i -= 1;
            let t = v.token(i)?;
            if t.is(';') || t.is('.') || t.is(':') || (t.is('(') || t.is(')')) && !loose {
                return None;
            }
            if t.is(',') || t.is('–') || t.is('—') {
                commas += 1;
                // An aside has two commas: «costs, borne by the province, are put at».
                let aside = loose && from > 0 && v.in_list(from - 1, &LINKS);
                if commas > usize::from(loose) + usize::from(aside) {
                    return None;
                }
                continue;
            }
            if v.is_any(i, few!["while", "but", "after", "when", "although"]) {
                return None;
            }
            let Some(h) = ending(v, i).filter(|h| h.start >= floor) else { continue };
            let nominal = h.form == Form::Verb
                && h.start > floor
                && (v.is_any(h.start - 1, few!["the", "of", "confirmed", "those", "and"])
                    || v.has(h.start - 1, Class::PERSON_NOUN))
                && !v.word(h.end - 1).ends_with("ing");
            let noun = h.form == Form::Noun || h.form == Form::Thing && loose && self.takes(h.role);
            if (noun || nominal) && self.takes(h.role) {
                return Some(self.found(h, Way::Subject));
            }
            // What was done to something else says nothing of this figure.
            if h.form == Form::Verb && !loose && self.takes(h.role) {
                return None;
            }
        }
        None
    }
}

/// Verbs that nothing can be the object of.
static INTRANSITIVE_ONLY: WordList =
    WordList::new(&["died", "die", "dies", "dying", "perished", "perish", "vanished", "disappeared"]);

/// States that no one does to anyone.
static ADJECTIVES: WordList = WordList::new(&[
    "dead",
    "missing",
    "safe",
    "alive",
    "sick",
    "ill",
    "aboard",
    "onboard",
    "board",
    "unvaccinated",
    "hospital",
    "deep",
    "high",
    "long",
    "wide",
    "away",
]);

/// Words between a noun and the figure it is said to be.
pub(super) static LINKS: WordList = WordList::new(&[
    "to",
    "at",
    "of",
    "is",
    "was",
    "were",
    "are",
    "reached",
    "reaching",
    "hit",
    "hits",
    "hitting",
    "numbered",
    "numbering",
    "stood",
    "totalled",
    "totaled",
    "totalling",
    "totaling",
    "exceeds",
    "topped",
    "passed",
    "had",
    "has",
    "as",
    "by",
    "from",
    "be",
    "been",
    "being",
    "now",
]);
