//! Two facts in, a verdict with its reasons out. [`RULES`] is every rule, in the order they are asked.

mod ages;
mod because;
mod by_value;
mod check;
mod counted;
mod days;
mod finding;
mod folder;
mod gate;
mod kin;
mod link;
mod names;
mod quote;
mod reach;
mod relation;
mod rule;
mod rules;
mod slip;
mod story;
mod threads;
mod toll;
pub mod words;

pub use check::{Known, Stories, Stretch, across, across_knowing, check, order, sort, within, within_passages};
pub use finding::{Finding, Related, Severity, Verdict};
pub use gate::{Side, Tie, tie};
pub use quote::{Change, Compared, Relation as QuoteRelation, Weight};
pub(crate) use rule::rule;
pub use rule::{Check, Judgement, Pair, Rule};
pub use story::Story;

/// Every rule, in the order in which a pair of facts is shown to them: the first that judges decides.
pub const RULES: &[&Rule] = &[
    &rules::QUOTE_SPEAKER,
    &rules::QUOTE_TRANSLATION,
    &rules::QUOTE_WORDING,
    &rules::NAME_VARIANT,
    &rules::AGE_CONFLICT,
    &rules::RANK_CONFLICT,
    &rules::COUNTED_IN,
    &rules::UNIT_MISMATCH,
    &rules::FIGURE_SUPERSEDED,
    &rules::SOURCE_DIFFERS,
    &rules::FIGURE_CONFLICT,
    &rules::DATE_CONFLICT,
    &rules::TIME_CONFLICT,
    &rules::DURATION_CONFLICT,
    &rules::PLACE_CONFLICT,
    &rules::WEEKDAY_MISMATCH,
    &rules::TOTAL_MISMATCH,
    &rules::PERCENT_MISMATCH,
    &rules::HEADLINE_MISMATCH,
    &rules::COUNT_MISMATCH,
    &rules::AGE_MISMATCH,
    &rules::CHANGE_MISMATCH,
];

/// The rule of a code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|r| r.code == code)
}
