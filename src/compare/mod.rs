//! Two facts in, a verdict with its reasons out. [`RULES`] is every rule, in the order they are asked.

mod check;
mod finding;
mod rule;

pub use check::check;
pub use finding::{Finding, Related, Severity, Verdict};
pub use rule::{Check, Judgement, Pair, Rule};

/// Every rule, in the order in which a pair of facts is shown to them: the first that judges decides.
pub const RULES: &[&Rule] = &[];

/// The rule of a code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|r| r.code == code)
}
