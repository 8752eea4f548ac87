//! Which role a figure has: the verb or noun that governs it, the nearest one first.
//!
//! A participle right after the figure wins («15 dead», «four men injured»), then the noun counted where it names an
//! event («23 deaths»), a verb right before («killing four people»), a verb further on («12 people in the car died»),
//! a noun that heads the statement («the death toll rose to 23»), and last the thing counted («18 crew»).

use super::{
    super::{
        super::{FigureKind, View, lexicon::Class},
        amount::Amount,
        change,
        counted::Phrase,
    },
    Form, Hit, Role, Takes, at, ending, refine,
};
use crate::{
    article::BlockKind,
    value::{Dimension, Unit},
};

/// A role with the tokens that gave it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    pub role: Role,
    pub start: usize,
    pub end: usize,
    pub way: Way,
}

/// How a role was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// By a participle or verb after what is counted.
    After,
    /// By a verb before the figure, whose object it is.
    Object,
    /// By the noun counted, which names what happened («23 deaths»).
    Counted,
    /// By the noun counted, which only names the thing («18 crew»): any verb beside it would say more.
    Thing,
    /// By a noun that heads the statement.
    Subject,
    /// By the figure’s own unit.
    Unit,
}

/// Most tokens looked at on either side.
const REACH: usize = 16;

/// A figure among those of its block.
pub struct Site<'v, 'a> {
    pub view: &'v View<'a>,
    pub amounts: &'v [Amount],
    pub phrases: &'v [Option<Phrase>],
    pub index: usize,
}

impl Site<'_, '_> {
    fn amount(&self) -> &Amount {
        &self.amounts[self.index]
    }

    fn phrase(&self) -> Option<Phrase> {
        self.phrases[self.index]
    }

    /// The start of the first figure at or after token `i`.
    fn figure_after(&self, i: usize) -> usize {
        self.amounts[self.index + 1..].iter().map(|a| a.start).find(|&s| s >= i).unwrap_or(usize::MAX)
    }

    /// The role of this figure by itself.
    pub fn role(&self) -> Option<Found> {
        let a = self.amount();
        match a.kind {
            FigureKind::Age => return self.by_unit("age"),
            FigureKind::Rank => return self.by_unit("rank"),
            FigureKind::Score => return self.by_unit("score"),
            FigureKind::Money | FigureKind::Percent | FigureKind::Measure | FigureKind::Rate => return self.of_value(),
            FigureKind::Fraction => {
                return self.after().map(|(f, _)| f).or_else(|| self.of_value());
            }
            FigureKind::Count | FigureKind::Vague => {}
        }
        if matches!(a.unit, Unit::Money(_)) {
            return self.of_value();
        }
        let counted = self.counted();
        let after = self.after();
        let object = self.object(counted);
        // «killed two teens is now in custody»: what follows a finite verb is of the clause, not of its object.
        let bare = after.filter(|(f, gap)| *gap == 0 && !self.finite(f.start)).map(|(f, _)| f);
        let near = bare.or(if object.is_some() { None } else { after.filter(|(_, gap)| *gap == 0).map(|(f, _)| f) });
        let strong = counted.filter(|h| h.form == Form::Noun).map(|h| self.found(h, Way::Counted));
        let label = object.filter(|_| a.start > 0 && self.view.mark(a.start - 1, ':'));
        // «took», «won»: a verb that says nothing of a role unless what is counted refines it.
        let telling = |f: &Found| !LIGHT.contains(&f.role.id());
        [label, near, strong, object, after.map(|(f, _)| f)]
            .into_iter()
            .flatten()
            .map(|f| self.refined(f, counted))
            .find(telling)
            .or_else(|| self.subject())
            .or(counted.map(|h| self.found(h, Way::Counted)))
    }

    /// Whether an auxiliary stands between what is counted and the verb at token `verb`.
    fn finite(&self, verb: usize) -> bool {
        let start = self.phrase().map_or(self.amount().end, |p| p.end);
        (start..verb).any(|i| self.view.has(i, Class::AUXILIARY))
    }

    fn by_unit(&self, id: &str) -> Option<Found> {
        let a = self.amount();
        Some(Found { role: Role::of(id)?, start: a.start, end: a.end, way: Way::Unit })
    }

    fn found(&self, h: Hit, way: Way) -> Found {
        let way = if way == Way::Counted && h.form == Form::Thing { Way::Thing } else { way };
        Found { role: h.role, start: h.start, end: h.end, way }
    }

    fn refined(&self, f: Found, counted: Option<Hit>) -> Found {
        match counted.and_then(|h| refine(f.role, h.role)) {
            Some(role) => Found { role, ..f },
            None => f,
        }
    }

    /// Whether this figure can have `role`.
    fn takes(&self, role: Role) -> bool {
        let row = role.row();
        let a = self.amount();
        match a.unit {
            Unit::Item | Unit::Person | Unit::Times => {
                let whole = a.low.normalize().scale() == 0;
                row.takes.has(Takes::COUNT) && whole || row.takes.has(Takes::SHARE) && !whole
            }
            Unit::Percent | Unit::Fraction => row.takes.has(Takes::SHARE),
            Unit::PercentagePoint => row.takes.has(Takes::SHARE.or(Takes::POINTS)),
            Unit::Money(_) | Unit::Subunit(_) => row.takes.has(Takes::MONEY),
            Unit::Measure("point") => {
                row.takes.has(Takes::POINTS) || row.takes.has(Takes::MEASURE) && row.dimensions.is_empty()
            }
            Unit::Measure(_) => {
                let d = a.unit.dimension();
                row.takes.has(Takes::MEASURE) && (row.dimensions.is_empty() || row.dimensions.contains(&d))
            }
            Unit::YearOld | Unit::Rank => false,
        }
    }

    /// The role word in the noun phrase that is counted, its last one.
    fn counted(&self) -> Option<Hit> {
        let p = self.phrase()?;
        // «three wounded people»: the adjective says it.
        let adjective = at(self.view, p.start)
            .filter(|h| h.form == Form::Verb && h.end < p.end && self.takes(h.role))
            .map(|h| Hit { form: Form::Noun, ..h });
        if adjective.is_some() {
            return adjective;
        }
        (p.start..p.end).rev().find_map(|i| {
            ending(self.view, i).filter(|h| h.form != Form::Verb && h.start >= p.start && self.takes(h.role))
        })
    }

    /// A verb after what is counted, in the same clause, with the number of other words before it.
    fn after(&self) -> Option<(Found, usize)> {
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
        let counted = self.counted();
        while i < last && i < next {
            let t = v.token(i)?;
            if t.is(',') {
                // «12 people, including three children, were killed»
                if i != start
                    || !v.is_any(i + 1, &["including", "among", "most", "many", "all", "some", "mostly", "mainly"])
                {
                    return None;
                }
                i = (i + 1..(i + 12).min(last)).find(|&k| v.mark(k, ','))? + 1;
                next = self.figure_after(i);
                continue;
            }
            if !t.is_word() {
                if t.is('-') && !t.spaced || t.is('’') || t.is('\'') {
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
                &[
                    "was", "were", "is", "are", "been", "be", "being", "got", "left", "remain", "remained", "remains",
                    "re",
                ],
            ) {
                (passive, auxiliary) = (true, true);
            } else if v.has(i, Class::AUXILIARY) {
                auxiliary = true;
            } else if v.has(i, Class::CONJUNCTION) {
                let relative = v.is_any(i, &["who", "which", "that"]);
                relative_of_whole |= relative && self.phrase().is_some_and(|p| p.part);
                let and = v.is(i, "and")
                    && !auxiliary
                    && !at(v, i + 1).is_some_and(|h| h.form == Form::Verb)
                    && next != i + 1;
                if !(relative || and) {
                    return None;
                }
                gap += 1;
            } else if v.is(i, "to") && v.is_any(i + 1, &["flee", "leave", "evacuate"]) {
                let h = at(v, i + 1).or_else(|| {
                    Some(Hit { role: Role::of("evacuated")?, form: Form::Verb, start: i + 1, end: i + 2 })
                })?;
                return self.takes(h.role).then(|| (self.found(h, Way::After), gap));
            } else if v.is(i, "to") && auxiliary {
                // «are known to have died»
            } else if v.is_any(i, &["than", "to"]) || v.has(i, Class::PREPOSITION) && !v.is_any(i, PLACES) {
                return None;
            } else if !(adverb(v.word(i)) || v.has(i, Class::DETERMINER) && v.is(i + 1, "dead")) {
                gap += 1;
            }
            i += 1;
        }
        None
    }

    /// Whether the verb says what happened to those counted, not what they did to others.
    fn is_state(&self, h: Hit, passive: bool, auxiliary: bool, next: usize) -> bool {
        let v = self.view;
        let word = v.word(h.end - 1);
        if passive {
            return true;
        }
        if word.ends_with("ing") && !v.is(h.end - 1, "missing") {
            return v
                .is_any(h.start, &["attending", "fleeing", "gathering", "dying", "marching", "carrying", "living"])
                || auxiliary;
        }
        if INTRANSITIVE.iter().any(|w| v.is(h.start, w)) || h.end - h.start > 1 {
            return true;
        }
        // «11 gunmen killed 137», «the four have killed at least»
        let object = h.end == next
            || v.has(h.end, Class::DETERMINER.or(Class::PRONOUN).or(Class::BOUND)) && !v.has(h.end, Class::PREPOSITION)
            || named_object(v, h.end)
            || v.is_any(h.end, &["at", "more", "as", "up"]) && v.is_any(h.end + 1, &["least", "than", "many", "to"])
            || v.has(h.end, Class::PERSON_NOUN);
        !(object || auxiliary)
    }

    /// Whether a search may go on past a verb that this figure cannot have: «28 said to be missing».
    fn passes(&self, h: Hit) -> bool {
        self.view.is_any(
            h.start,
            &["reported", "confirmed", "feared", "believed", "said", "found", "taken", "held", "covering"],
        ) || !self.takes(h.role)
    }

    /// A verb right before the figure, or a label («Missing: 28»).
    fn object(&self, counted: Option<Hit>) -> Option<Found> {
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
                    &[
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
            if v.is_any(p, &["of", "on", "for", "with", "by", "off", "up", "out"])
                && !ending(v, p.wrapping_sub(1)).is_some_and(|h| h.form == Form::Verb && self.light(h))
                && !v.is_any(p.wrapping_sub(1), &["total"])
                && !v.is_any(p.wrapping_sub(1), &["lives"])
            {
                return None;
            }
            i = p;
        }
        None
    }

    fn light(&self, h: Hit) -> bool {
        self.view.is_any(h.end - 1, &["laid", "laying", "let", "rounded", "mowed", "gunned", "pulled"])
    }

    /// Whether a verb before the figure has it for its object.
    fn governs(&self, h: Hit, counted: Option<Hit>) -> bool {
        let v = self.view;
        if h.end - h.start == 1 && ADJECTIVES.iter().any(|w| v.is(h.end - 1, w)) {
            return false;
        }
        // «was fined £5,000» has its object all the same.
        let money = matches!(self.amount().unit, Unit::Money(_) | Unit::Subunit(_));
        let passive = !money
            && h.start.checked_sub(1).is_some_and(|p| v.is_any(p, &["was", "were", "been", "being", "is", "are"]))
            && !v.word(h.end - 1).ends_with("ing");
        let fits = self.takes(h.role) || counted.is_some_and(|c| refine(h.role, c.role).is_some());
        fits && !passive && !INTRANSITIVE_ONLY.iter().any(|w| v.is(h.end - 1, w))
    }

    /// The role of a label before a colon or in the cell before: any form will do.
    fn label(&self, end: usize, floor: usize) -> Option<Found> {
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
    fn subject(&self) -> Option<Found> {
        let (v, a) = (self.view, self.amount());
        let floor = v.prose.sentence_of(a.start).start.max(a.start.saturating_sub(REACH));
        let link = a.start.checked_sub(1).filter(|&p| p >= floor)?;
        let linked = v.is_any(link, LINKS);
        // «sales more than doubled to», «deaths 23» in a headline
        if !linked {
            return None;
        }
        self.noun_before(link + 1, floor, false)
    }

    fn noun_before(&self, from: usize, floor: usize, loose: bool) -> Option<Found> {
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
                let aside = loose && from > 0 && v.is_any(from - 1, LINKS);
                if commas > usize::from(loose) + usize::from(aside) {
                    return None;
                }
                continue;
            }
            if v.is_any(i, &["while", "but", "after", "when", "although"]) {
                return None;
            }
            let Some(h) = ending(v, i).filter(|h| h.start >= floor) else { continue };
            let nominal = h.form == Form::Verb
                && h.start > floor
                && (v.is_any(h.start - 1, &["the", "of", "confirmed", "those", "and"])
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

    /// The role of money, per cent and measures: the noun beside them, or the one that heads the statement.
    fn of_value(&self) -> Option<Found> {
        let (v, a) = (self.view, self.amount());
        let sentence = v.prose.sentence_of(a.start);
        let beside = self.beside(sentence.end);
        let floor = sentence.start.max(a.start.saturating_sub(REACH));
        let verb = self.object(None);
        let before = self.noun_before_any(a.start, floor);
        let after = self.after().map(|(f, _)| f);
        let default = match a.unit.dimension() {
            Dimension::Temperature | Dimension::Degrees => self.by_unit("temperature"),
            Dimension::Magnitude => self.by_unit("magnitude"),
            Dimension::Speed => self.by_unit("speed"),
            _ => None,
        };
        let loss = verb.filter(|f| f.role.id() == "lost" && matches!(a.kind, FigureKind::Money));
        let loss = loss.and_then(|f| Some(Found { role: Role::of("loss")?, ..f }));
        let telling = |f: &Found| !LIGHT.contains(&f.role.id());
        // «buy back $750 million of stock»: what is done says more than what it is of.
        let done = verb.filter(|f| telling(f) && matches!(a.kind, FigureKind::Money) && v.is(a.end, "of"));
        [done, beside, loss, verb, before, after, default].into_iter().flatten().find(telling).map(|f| self.a_share(f))
    }

    /// Profit «a share» is a figure of its own.
    fn a_share(&self, f: Found) -> Found {
        let per = self.amount().per.is_some_and(|(start, _)| self.view.is_any(start + 1, &["share"]));
        match Role::of("eps") {
            Some(role) if per && ["net-profit", "revenue"].contains(&f.role.id()) => Found { role, ..f },
            _ => f,
        }
    }

    /// «$418 million in profit», «a $3bn loss», «34 per cent of the vote», «ten miles long».
    fn beside(&self, last: usize) -> Option<Found> {
        let (v, a) = (self.view, self.amount());
        let mut i = a.end;
        let of = v.is_any(i, &["of", "in", "worth"]);
        if of {
            i += 1;
        }
        let stop = (i + 5).min(last).min(self.figure_after(a.end));
        let changed = change::at(v, a.end).is_some() || change::at(v, a.end + 1).is_some();
        while i < stop {
            let t = v.token(i)?;
            if !t.is_word() {
                let possessive = t.is('’') || t.is('\'') || t.is('-') && !t.spaced;
                if !possessive {
                    return None;
                }
                i += 1;
                continue;
            }
            if let Some(h) = at(v, i) {
                let measure =
                    matches!(a.kind, FigureKind::Measure | FigureKind::Percent) && h.form == Form::Verb && i == a.end;
                if (h.form != Form::Verb || measure) && (self.takes(h.role) || changed && change::at(v, i).is_none()) {
                    // «$5 per barrel price», but not «$5 million for a stake of»
                    return Some(self.found(h, Way::Counted));
                }
                if h.form == Form::Verb {
                    return None;
                }
                i = h.end;
                continue;
            }
            let link = v.has(i, Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::AUXILIARY).or(Class::PRONOUN));
            if link && !(changed && v.is_any(i, &["in", "of"])) {
                return None;
            }
            i += 1;
        }
        None
    }

    fn noun_before_any(&self, from: usize, floor: usize) -> Option<Found> {
        let changed = self.changes();
        if !changed {
            return self.noun_before(from, floor, true);
        }
        // A change of anything: «revenue rose 12 per cent».
        let v = self.view;
        let mut i = from;
        let mut commas = 0;
        while i > floor {
            i -= 1;
            if v.mark(i, ';') || v.mark(i, ':') {
                return None;
            }
            if v.mark(i, ',') {
                commas += 1;
                if commas > 1 {
                    return None;
                }
            }
            if let Some(h) =
                ending(v, i).filter(|h| h.start >= floor && h.form != Form::Verb && change::at(v, h.end - 1).is_none())
            {
                return Some(self.found(h, Way::Subject));
            }
        }
        None
    }

    /// Whether the figure says by how much something changed.
    pub fn changes(&self) -> bool {
        let (v, a) = (self.view, self.amount());
        if !matches!(a.unit, Unit::Percent | Unit::PercentagePoint | Unit::Fraction | Unit::Measure(_) | Unit::Money(_))
        {
            return false;
        }
        direction(v, a).is_some()
    }
}

/// The direction of a change whose size the amount gives: «rose 12 per cent», «up by 8 points», «a 4 per cent fall».
pub fn direction(v: &View<'_>, a: &Amount) -> Option<bool> {
    let mut p = a.start;
    for _ in 0..3 {
        p = p.checked_sub(1)?;
        if let Some(up) = change::at(v, p) {
            return Some(up);
        }
        if !(v.is_any(p, &["by", "of", "a", "an", "another"]) || adverb(v.word(p))) {
            break;
        }
    }
    let next = a.end + usize::from(v.mark(a.end, '-'));
    let nominal = |i: usize| change::at(v, i).filter(|_| !v.is_any(i, &["off", "cut"]));
    if a.start > 0 && (v.has(a.start - 1, Class::DETERMINER) || v.mark(a.start - 1, '’'))
        || matches!(a.unit, Unit::Percent)
    {
        return nominal(next);
    }
    v.is_any(next, &["higher", "lower", "up", "down", "more"]).then(|| v.is_any(next, &["higher", "up", "more"]))
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
        && v.token(i).is_some_and(|t| t.is_word() && t.case == crate::article::Case::Title)
        && !v.has(i, other)
}

fn adverb(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ly")
        || [
            "still",
            "also",
            "now",
            "already",
            "since",
            "so",
            "far",
            "later",
            "since",
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
        ]
        .contains(&word)
}

/// Verbs that take no object, so that what stands before them is what they are about.
const INTRANSITIVE: &[&str] = &[
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
];

/// Verbs that nothing can be the object of.
const INTRANSITIVE_ONLY: &[&str] = &["died", "die", "dies", "dying", "perished", "perish", "vanished", "disappeared"];

/// States that no one does to anyone.
const ADJECTIVES: &[&str] = &[
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
];

/// Prepositions that say where those counted were, so that a search for their verb goes on.
const PLACES: &[&str] = &["of", "in", "on", "at", "aboard", "from", "near", "inside", "outside", "off", "among"];

/// Roles that need a counted noun to mean something.
const LIGHT: &[&str] = &["took", "won", "lost", "cut", "created"];

/// Words between a noun and the figure it is said to be.
const LINKS: &[&str] = &[
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
];

/// Roles over all figures of a block: first each by itself, then by coordination and «respectively».
pub fn assign(view: &View<'_>, amounts: &[Amount], phrases: &[Option<Phrase>]) -> Vec<Option<Found>> {
    let mut found: Vec<Option<Found>> =
        (0..amounts.len()).map(|index| Site { view, amounts, phrases, index }.role()).collect();
    for i in 0..amounts.len().saturating_sub(1) {
        let (a, b) = (&amounts[i], &amounts[i + 1]);
        let same = a.unit.dimension() == b.unit.dimension();
        let gap = phrases[i].map_or(a.end, |p| p.end)..b.start;
        let joined = same
            && gap.len() <= 3
            && !gap.is_empty()
            && gap
                .clone()
                .all(|k| view.mark(k, ',') || view.is_any(k, &["and", "or", "plus"]) || view.has(k, Class::BOUND));
        if !joined {
            continue;
        }
        if let Some(pair) = respectively(view, a, b) {
            (found[i], found[i + 1]) = (Some(pair.0), Some(pair.1));
            continue;
        }
        let weak = |f: Option<Found>| f.is_none_or(|f| f.way == Way::Thing);
        match (found[i], found[i + 1]) {
            // «11 men and two boys were killed»
            (x, Some(f)) if weak(x) && f.way == Way::After => found[i] = Some(f),
            // «killed four men and two boys»
            (Some(f), y) if weak(y) && f.way == Way::Object && phrases[i].is_some() => found[i + 1] = Some(f),
            _ => {}
        }
    }
    for i in 1..amounts.len() {
        let weak = found[i].is_some_and(|f| f.way == Way::Thing);
        if (found[i].is_none() || weak && included(view, &amounts[i]))
            && let Some(f) = found[i - 1]
            && f.way != Way::Unit
            && inherits(view, &amounts[i - 1], &amounts[i], phrases[i])
        {
            found[i] = Some(f);
        }
    }
    found
}

/// Whether `b` says the same as `a` of something else: «4,300 jobs in France, 3,700 in Spain», «up from 27», «three of
/// them children».
fn inherits(view: &View<'_>, a: &Amount, b: &Amount, phrase: Option<Phrase>) -> bool {
    let money = |x: &Amount| matches!(x.unit, Unit::Money(_) | Unit::Subunit(_));
    if a.unit.dimension() != b.unit.dimension() && !(money(a) && money(b))
        || !view.prose.sentence_of(a.start).contains(&b.start)
    {
        return false;
    }
    let back = |n: usize| b.start.checked_sub(n).unwrap_or(usize::MAX);
    let part = included(view, b);
    let before = view.is(back(1), "from") && view.is_any(back(2), &["up", "down"])
        || view.is_any(back(1), &["with", "to"]) && view.is(back(2), "compared")
        || view.is_any(back(1), &["vs", "versus", "against"]);
    if part && b.start - a.end <= 12 || before && b.start - a.end <= 16 {
        return true;
    }
    let gap = a.end..b.start;
    // «8,450 ha (about 20,900 acres)»
    if gap.len() <= 4 && view.mark(a.end, '(') {
        return true;
    }
    // The thing counted is not said again.
    let said = phrase.is_some_and(|p| {
        !p.part && (p.start..p.end).any(|i| view.token(i).is_some_and(|t| t.case == crate::article::Case::Lower))
    });
    let listed = (a.end..b.start).any(|k| view.mark(k, ',') || view.is(k, "and"));
    gap.len() <= 8
        && !said
        && listed
        && gap
            .skip(usize::from(view.token(a.end).is_some_and(|t| t.is_word() && t.case == crate::article::Case::Lower)))
            .all(|k| {
                view.mark(k, ',')
                    || view.token(k).is_some_and(|t| t.is_word() && t.case != crate::article::Case::Lower)
                    || view.is_any(k, &["and", "in", "at", "the", "for", "from", "with"])
                    || view.has(k, Class::BOUND)
            })
}

/// «three of them», «including 13 marines», «among them two boys»: part of the figure before.
fn included(view: &View<'_>, b: &Amount) -> bool {
    let back = |n: usize| b.start.checked_sub(n).unwrap_or(usize::MAX);
    view.is(b.end, "of") && view.is_any(b.end + 1, &["them", "whom"])
        || view.is(back(1), "including")
        || view.is_any(back(1), &["them", "whom"]) && view.is_any(back(2), &["among", "of"])
}

/// «the dead and wounded at about 70,000 and 280,000 respectively»: the roles of two joined figures in order.
fn respectively(view: &View<'_>, a: &Amount, b: &Amount) -> Option<(Found, Found)> {
    let end = phrase_end(view, b.end);
    if !(b.end..end).any(|k| view.is(k, "respectively")) {
        return None;
    }
    let start = view.prose.sentence_of(a.start).start;
    let hits: Vec<Hit> =
        (start..a.start).filter_map(|k| at(view, k).filter(|h| h.form != Form::Thing && h.end <= a.start)).collect();
    let pair = hits.windows(2).rev().find(|w| {
        (w[0].end..w[1].start).len() <= 3 && (w[0].end..w[1].start).any(|k| view.is(k, "and")) && w[0].role != w[1].role
    })?;
    let found = |h: Hit| Found { role: h.role, start: h.start, end: h.end, way: Way::Subject };
    Some((found(pair[0]), found(pair[1])))
}

fn phrase_end(view: &View<'_>, i: usize) -> usize {
    view.prose.sentence_of(i.min(view.len().saturating_sub(1))).end.min(i + 6)
}
