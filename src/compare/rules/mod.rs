//! One file a rule.

mod age;
mod date;
mod duration;
mod figure;
mod including;
mod name_variant;
mod quote_speaker;
mod quote_wording;
mod rank;
mod source;
mod superseded;
mod time;

pub use age::AGE_CONFLICT;
pub use date::DATE_CONFLICT;
pub use duration::DURATION_CONFLICT;
pub use figure::FIGURE_CONFLICT;
pub use including::COUNTED_IN;
pub use name_variant::NAME_VARIANT;
pub use quote_speaker::QUOTE_SPEAKER;
pub use quote_wording::QUOTE_WORDING;
pub use rank::RANK_CONFLICT;
pub use source::SOURCE_DIFFERS;
pub use superseded::FIGURE_SUPERSEDED;
pub use time::TIME_CONFLICT;
