//! Positions in a text. Every offset in the library is a byte offset into the article's UTF-8 text; only
//! [`LineIndex`] turns it into what editors and files count in.

mod difference;
mod line_index;
mod span;
mod splice;

pub use difference::differing;
pub use line_index::{Encoding, LineIndex, Position};
pub use span::Span;
pub use splice::Splice;
