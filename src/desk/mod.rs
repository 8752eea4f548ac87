//! What an editor or a command asks. Plain structs and byte spans: neither the protocol nor the terminal shows.
//!
//! A [`Collection`] is a set of articles read for one command. A [`Desk`] is one moment of an editing session, immutable
//! and cheap to copy: open documents over the articles on disk. An edit makes a new one, and answers come from the one
//! that stood when the question arrived.

mod archive;
mod collection;
mod describe;
mod document;
mod hover;
mod overlay;
mod snapshot;
mod text;

pub use archive::{Archive, Reading, Record, Source};
pub use collection::{Collection, Member, Problem};
pub use describe::{mention as describe, shortened};
pub use document::{Analysis, Document};
pub use hover::{Hover, Row, byline, told};
pub use overlay::Overlay;
pub use snapshot::{Desk, Open, Passage, Place};
pub use text::{Applied, Edit, Text};
