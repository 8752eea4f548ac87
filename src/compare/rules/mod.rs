//! One file a rule.

mod age;
mod figure;
mod superseded;

pub use age::AGE_CONFLICT;
pub use figure::FIGURE_CONFLICT;
pub use superseded::FIGURE_SUPERSEDED;
