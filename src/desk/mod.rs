//! What an editor or a command asks. Plain structs and byte spans: neither the protocol nor the terminal shows.
//!
//! A [`Collection`] is a set of articles read for one command. A [`Desk`] is one moment of an editing session, immutable
//! and cheap to copy: open documents over the articles on disk. An edit makes a new one, and answers come from the one
//! that stood when the question arrived.

mod actions;
mod archive;
mod collection;
mod compared;
mod decision;
mod describe;
mod document;
mod facts;
mod hints;
mod house;
mod hover;
mod indexed;
mod lens;
mod marked;
mod navigate;
mod overlay;
mod reading;
mod snapshot;
mod symbols;
mod text;
mod tokens;
mod twice;

pub use actions::{Action, Deed};
pub use archive::{Archive, FEW, Source};
pub use collection::{Collection, Member, Problem};
pub use compared::{Against, Compared, Placed};
pub use decision::Stating;
pub use describe::{figure, mention as describe, moment, quantity, resolved, shortened, squeezed};
pub use document::{Analysis, Document};
pub use facts::{Group, GroupKind, Stated};
pub use hints::Hint;
pub use house::House;
pub use hover::{Hover, Row, byline, told};
pub use lens::{Counts, Lens};
pub use marked::Marked;
pub use overlay::Overlay;
pub use reading::Reading;
pub use snapshot::{Desk, Open, Passage, Place, Settled};
pub use symbols::{CorpusSymbol, Symbol, SymbolKind};
pub use text::{Applied, Edit, Text};
pub use tokens::{Mark, MarkKind};
