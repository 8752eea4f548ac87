//! What an editor or a command asks of a set of articles. Plain structs: neither the protocol nor the terminal shows.

mod collection;

pub use collection::{Collection, Member, Problem};
