//! Pure values with algebra. Nothing here ever sees a word of an article.

mod calendar;
mod interval;
pub mod measure;
mod quantity;
mod unit;

pub use calendar::{ClockInterval, DayInterval, Length};
pub use interval::{Endpoint, Interval};
pub(crate) use quantity::noughts;
pub use quantity::{Bound, Quantity};
pub use rust_decimal::Decimal;
pub use unit::{Currency, Dimension, Unit};
