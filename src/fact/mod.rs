//! Mentions placed in the world. A [`Fact`] is the unit of the index and of comparison; a [`FactSheet`] is all that
//! comparison needs of one article, without its text.

mod anchor;
mod lookup;

pub use anchor::{Anchor, AnchorKind, Reach};
pub use lookup::{Candidates, FactId, Lookup};

use jiff::civil::{Date, Time};
use smallvec::SmallVec;

use crate::{
    annotate::{Annotated, Hedge, Mode, Part, figure::role::Role},
    article::Status,
    base::Span,
    value::{ClockInterval, DayInterval, Length, Quantity},
};

/// A mention with its role, its event and its provenance.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The mention, absolute in its article.
    pub span: Span,
    /// The sentence that holds it.
    pub sentence: Span,
    pub value: Value,
    pub role: Option<Role>,
    /// Who or what is counted, as stems («american», «child»), beyond what the role says.
    pub population: SmallVec<[Box<str>; 2]>,
    pub part: Part,
    /// What places it: names, places, event words, nearest first.
    pub anchors: Vec<Anchor>,
    /// When the event was, where the text says.
    pub event_days: Option<DayInterval>,
    /// The moment the value holds for: the article's, or its live-blog entry's.
    pub as_of: Option<(Date, Option<Time>)>,
    /// The named source of the value.
    pub source: Option<Box<str>>,
    pub hedge: Option<Hedge>,
    pub outlook: Outlook,
    /// The id of the annotation rule that found the mention.
    pub rule: &'static str,
}

/// What a fact states.
#[derive(Clone, Debug)]
pub enum Value {
    Quantity(Quantity),
    /// A day or a longer stretch of the calendar, perhaps with a time of day.
    When {
        days: Option<DayInterval>,
        clock: Option<ClockInterval>,
    },
    Length(Length),
    /// Quoted words and who is said to have spoken them.
    Quotation {
        words: Box<str>,
        speaker: Option<Box<str>>,
        mode: Mode,
    },
}

/// Whether the value is a result or still to come.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Outlook {
    #[default]
    Result,
    Forecast,
    Plan,
}

/// The facts of one article and what comparison must know of it.
#[derive(Clone, Debug, Default)]
pub struct FactSheet {
    pub published: Option<(Date, Option<Time>)>,
    pub outlet: Option<Box<str>>,
    pub headline: Option<Box<str>>,
    pub status: Status,
    /// In order of their spans' starts.
    pub facts: Vec<Fact>,
    /// Names as written, each once with its first place.
    pub names: Vec<NameForm>,
}

/// One way in which an article writes a name.
#[derive(Clone, Debug)]
pub struct NameForm {
    pub form: Box<str>,
    pub full: Box<str>,
    pub kind: crate::annotate::NameKind,
    pub span: Span,
    pub count: u32,
}

/// Places an article's mentions in the world.
pub fn sheet(_annotated: &Annotated) -> FactSheet {
    FactSheet::default()
}
