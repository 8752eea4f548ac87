use std::ops::Range;

use smallvec::SmallVec;

use super::cue::{Cue, Cues};
use crate::annotate::View;

/// Whether the value is a result or still to come.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Outlook {
    #[default]
    Result,
    /// Somebody expects it, or did.
    Forecast,
    /// Somebody means to do it.
    Plan,
}

pub(super) const FORECAST: &[&str] = &[
    "forecast",
    "forecasts",
    "expect",
    "expects",
    "expected",
    "expecting",
    "predict",
    "predicts",
    "predicted",
    "prediction",
    "projected",
    "projection",
    "projects",
    "analysts",
    "outlook",
    "guidance",
    "sees",
    "consensus",
    "pencilled",
    "anticipates",
    "anticipated",
    "poll",
    "polls",
    "implies",
];
pub(super) const PLAN: &[&str] = &[
    "plan", "plans", "planned", "planning", "target", "targets", "aims", "aim", "goal", "proposed", "proposes",
    "intends",
];

/// What a value does that somebody looks ahead to («unemployment will peak at 5.5 per cent»).
const MOVES: &[&str] = &[
    "peak", "rise", "fall", "reach", "average", "grow", "climb", "drop", "hit", "slow", "shrink", "exceed", "expand",
    "decline", "increase", "contract",
];

pub(super) const MODALS: &[&str] = &["will", "would", "could", "should"];

/// What the word at `i`, with its cues, says of it.
fn told(view: &View<'_>, i: usize, cue: Cue) -> Option<Outlook> {
    if cue.has(Cue::FORECAST) || cue.has(Cue::MODAL) && view.is_any(i + 1, MOVES) {
        return Some(Outlook::Forecast);
    }
    cue.has(Cue::PLAN).then_some(Outlook::Plan)
}

/// The words of a sentence that say what its values are of, with their tokens, in order.
#[derive(Default)]
pub struct Views {
    outlooks: SmallVec<[(usize, Outlook); 4]>,
    periods: SmallVec<[(usize, Period); 4]>,
}

impl Views {
    pub fn of(view: &View<'_>, cues: &Cues) -> Views {
        let ahead = cues.with(Cue::FORECAST.or(Cue::MODAL).or(Cue::PLAN));
        Views {
            outlooks: ahead.filter_map(|(i, cue)| Some((i, told(view, i, cue)?))).collect(),
            periods: cues.with(Cue::PERIOD).filter_map(|(i, _)| Some((i, named(view, i)?))).collect(),
        }
    }

    /// Of a value in a clause of the sentence.
    pub fn outlook(&self, clause: &Range<usize>) -> Outlook {
        self.outlooks.iter().find(|(i, _)| clause.contains(i)).map_or(Outlook::Result, |o| o.1)
    }

    /// The period that the words of a clause name, the one nearest to token `at`.
    pub fn period(&self, clause: &Range<usize>, at: usize) -> Option<Period> {
        let inside = self.periods.iter().filter(|(i, _)| clause.contains(i));
        inside.min_by_key(|(i, _)| i.abs_diff(at)).map(|p| p.1)
    }
}

/// The stretch of a business or school year that a value is of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Period {
    Quarter(u8),
    Half(u8),
    NineMonths,
    Year,
    /// The same stretch of the year before.
    YearBefore,
}

/// The last words of periods.
pub(super) const PERIODS: &[&str] =
    &["earlier", "ago", "previous", "last", "quarter", "half", "q", "months", "year", "fy", "whole"];

/// The period whose last word is token `i`, one of [`PERIODS`].
fn named(view: &View<'_>, i: usize) -> Option<Period> {
    if view.is(i, "earlier") && view.is(i.wrapping_sub(1), "year")
        || view.is(i, "ago") && (view.is(i.wrapping_sub(1), "year") || view.is(i.wrapping_sub(1), "yr"))
        || view.is(i, "previous") && view.is(i + 1, "year")
        || view.is(i, "last") && view.is(i + 1, "year")
    {
        return Some(Period::YearBefore);
    }
    let ordinal = |i| match view.word(i).to_ascii_lowercase().as_str() {
        "first" | "1st" | "opening" => Some(1),
        "second" | "2nd" => Some(2),
        "third" | "3rd" => Some(3),
        "fourth" | "4th" | "final" => Some(4),
        _ => None,
    };
    if view.is(i, "quarter") {
        let hyphen = view.mark(i.wrapping_sub(1), '-');
        if let Some(n) = ordinal(i.wrapping_sub(if hyphen { 2 } else { 1 })) {
            return Some(Period::Quarter(n));
        }
    }
    if view.is(i, "half")
        && i > 0
        && let Some(n) = ordinal(i - 1).filter(|&n| n < 3)
    {
        return Some(Period::Half(n));
    }
    if (view.is(i, "Q") || view.is(i, "q"))
        && view.token(i + 1).is_some_and(|t| t.is_number() && !t.spaced())
        && let Ok(n @ 1..=4) = view.word(i + 1).parse::<u8>()
    {
        return Some(Period::Quarter(n));
    }
    if view.is(i, "months") && (view.is(i.wrapping_sub(1), "nine") || view.is(i.wrapping_sub(1), "9")) {
        return Some(Period::NineMonths);
    }
    // «full year», «full-year», «the year as a whole», «the whole of 2025»
    let hyphen = usize::from(view.mark(i.wrapping_sub(1), '-'));
    if view.is(i, "year")
        && (view.is_any(i.wrapping_sub(1 + hyphen), few!["full", "whole"]) || view.starts(i + 1, &["as", "a", "whole"]))
        || view.is(i, "FY")
        || view.is(i, "whole")
            && view.is(i + 1, "of")
            && view.token(i + 2).is_some_and(|t| t.is_number() && t.span().len() == 4)
    {
        return Some(Period::Year);
    }
    None
}
