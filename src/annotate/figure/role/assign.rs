//! Which role a figure has: the verb or noun that governs it, the nearest one first.
//!
//! A participle right after the figure wins («15 dead», «four men injured»), then the noun counted where it names an
//! event («23 deaths»), a verb right before («killing four people»), a verb further on («12 people in the car died»),
//! a noun that heads the statement («the death toll rose to 23»), and last the thing counted («18 crew»).

use super::{
    super::{
        super::{FigureKind, View, lexicon::Class},
        amount::Amount,
        counted::Phrase,
    },
    Form, Hit, Role, Set, Takes, at, ending, refine,
};
use crate::value::Unit;

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
pub(super) const REACH: usize = 16;

/// A figure among those of its block.
pub struct Site<'v, 'a> {
    pub view: &'v View<'a>,
    pub amounts: &'v [Amount],
    pub phrases: &'v [Option<Phrase>],
    pub index: usize,
}

impl Site<'_, '_> {
    pub(super) fn amount(&self) -> &Amount {
        &self.amounts[self.index]
    }

    pub(super) fn phrase(&self) -> Option<Phrase> {
        self.phrases[self.index]
    }

    /// The start of the first figure at or after token `i`.
    pub(super) fn figure_after(&self, i: usize) -> usize {
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
                return self.after(self.counted()).map(|(f, _)| f).or_else(|| self.of_value());
            }
            FigureKind::Count | FigureKind::Vague => {}
        }
        if matches!(a.unit, Unit::Money(_)) {
            return self.of_value();
        }
        let counted = self.counted();
        let after = self.after(counted);
        let object = self.object(counted);
        // «killed two teens is now in custody»: what follows a finite verb is of the clause, not of its object.
        let bare = after.filter(|(f, gap)| *gap == 0 && !self.finite(f.start)).map(|(f, _)| f);
        let near = bare.or(if object.is_some() { None } else { after.filter(|(_, gap)| *gap == 0).map(|(f, _)| f) });
        let strong = counted.filter(|h| h.form == Form::Noun).map(|h| self.found(h, Way::Counted));
        let label = object.filter(|_| a.start > 0 && self.view.mark(a.start - 1, ':'));
        // «took», «won»: a verb that says nothing of a role unless what is counted refines it.
        let telling = |f: &Found| !LIGHT.has(f.role);
        [label, near, strong, object, after.map(|(f, _)| f)]
            .into_iter()
            .flatten()
            .map(|f| self.refined(f, counted))
            .find(telling)
            .or_else(|| self.subject())
            .or(counted.map(|h| self.found(h, Way::Counted)))
    }

    /// Whether an auxiliary stands between what is counted and the verb at token `verb`.
    pub(super) fn finite(&self, verb: usize) -> bool {
        let start = self.phrase().map_or(self.amount().end, |p| p.end);
        (start..verb).any(|i| self.view.has(i, Class::AUXILIARY))
    }

    pub(super) fn by_unit(&self, id: &str) -> Option<Found> {
        let a = self.amount();
        Some(Found { role: Role::of(id)?, start: a.start, end: a.end, way: Way::Unit })
    }

    pub(super) fn found(&self, h: Hit, way: Way) -> Found {
        let way = if way == Way::Counted && h.form == Form::Thing { Way::Thing } else { way };
        Found { role: h.role, start: h.start, end: h.end, way }
    }

    pub(super) fn refined(&self, f: Found, counted: Option<Hit>) -> Found {
        match counted.and_then(|h| refine(f.role, h.role)) {
            Some(role) => Found { role, ..f },
            None => f,
        }
    }

    /// Whether this figure can have `role`.
    pub(super) fn takes(&self, role: Role) -> bool {
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
    pub(super) fn counted(&self) -> Option<Hit> {
        let p = self.phrase()?;
        // «three wounded people»: the adjective says it.
        let adjective = at(self.view, p.start)
            .filter(|h| h.form == Form::Verb && h.end < p.end && self.takes(h.role))
            .map(|h| Hit { form: Form::Noun, ..h });
        if adjective.is_some() {
            return adjective;
        }
        // A thing that only tells one loan from another is not what is counted («home loans»).
        let head = |h: &Hit| h.form == Form::Noun || h.end >= p.end || self.view.has(h.end, Class::PREPOSITION);
        (p.start..p.end).rev().find_map(|i| {
            ending(self.view, i).filter(|h| h.form != Form::Verb && h.start >= p.start && self.takes(h.role) && head(h))
        })
    }
}

/// Roles that need a counted noun to mean something.
pub(super) static LIGHT: Set = Set::new(&["took", "won", "lost", "cut", "created"]);
