//! The role of money, shares and measures: the noun beside them, or the one that heads the statement.

use super::{
    super::{
        super::{FigureKind, View, lexicon::Class},
        amount::Amount,
        change,
    },
    Form, Role,
    after::adverb,
    assign::{Found, LIGHT, REACH, Site, Way},
    at, ending,
};
use crate::value::{Dimension, Unit};

impl Site<'_, '_> {
    /// The role of money, per cent and measures: the noun beside them, or the one that heads the statement.
    pub(super) fn of_value(&self) -> Option<Found> {
        let (v, a) = (self.view, self.amount());
        let sentence = v.prose.sentence_of(a.start);
        let floor = sentence.start.max(a.start.saturating_sub(REACH));
        let verb = self.object(None);
        let money = matches!(a.kind, FigureKind::Money);
        let default = || match a.unit.dimension() {
            Dimension::Temperature | Dimension::Degrees => self.by_unit("temperature"),
            Dimension::Magnitude => self.by_unit("magnitude"),
            Dimension::Speed => self.by_unit("speed"),
            _ => None,
        };
        let loss = || verb.filter(|f| f.role.id() == "lost" && money).and_then(|_| Role::of("loss"));
        let telling = |f: &Found| !LIGHT.has(f.role);
        // «buy back $750 million of stock»: what is done says more than what it is of.
        let done = verb.filter(|_| money && v.is(a.end, "of")).filter(telling);
        // The first that tells something; what comes after it need not be looked for.
        done.or_else(|| self.beside(sentence.end).filter(telling))
            .or_else(|| loss().and_then(|role| verb.map(|f| Found { role, ..f })).filter(telling))
            .or(verb.filter(telling))
            .or_else(|| self.noun_before_any(a.start, floor).filter(telling))
            .or_else(|| self.after(self.counted()).map(|(f, _)| f).filter(telling))
            .or_else(|| default().filter(telling))
            // «had taken £2m»: of money, such a verb is better than none.
            .or(verb.filter(|_| money))
            .map(|f| self.a_share(f))
    }

    /// Profit «a share» is a figure of its own.
    pub(super) fn a_share(&self, f: Found) -> Found {
        let per = self.amount().per.is_some_and(|(start, _)| self.view.is_any(start + 1, few!["share"]));
        if !per || !["net-profit", "revenue"].contains(&f.role.id()) {
            return f;
        }
        Role::of("eps").map_or(f, |role| Found { role, ..f })
    }

    /// «$418 million in profit», «a $3bn loss», «34 per cent of the vote», «ten miles long».
    pub(super) fn beside(&self, last: usize) -> Option<Found> {
        let (v, a) = (self.view, self.amount());
        let mut i = a.end;
        let of = v.is_any(i, few!["of", "in", "worth"]);
        if of {
            i += 1;
        }
        let stop = (i + 5).min(last).min(self.figure_after(a.end));
        let changed = change::at(v, a.end).is_some() || change::at(v, a.end + 1).is_some();
        while i < stop {
            let t = v.token(i)?;
            if !t.is_word() {
                let possessive = t.is('’') || t.is('\'') || t.is('-') && !t.spaced();
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
            if link && !(changed && v.is_any(i, few!["in", "of"])) {
                return None;
            }
            i += 1;
        }
        None
    }

    pub(super) fn noun_before_any(&self, from: usize, floor: usize) -> Option<Found> {
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
        if !(v.is_any(p, few!["by", "of", "a", "an", "another"]) || adverb(v.word(p))) {
            break;
        }
    }
    let next = a.end + usize::from(v.mark(a.end, '-'));
    let nominal = |i: usize| change::at(v, i).filter(|_| !v.is_any(i, few!["off", "cut"]));
    if a.start > 0 && (v.has(a.start - 1, Class::DETERMINER) || v.mark(a.start - 1, '’'))
        || matches!(a.unit, Unit::Percent)
    {
        return nominal(next);
    }
    v.is_any(next, few!["higher", "lower", "up", "down", "more"]).then(|| v.is_any(next, few!["higher", "up", "more"]))
}
