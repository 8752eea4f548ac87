//! Mentions placed in the world. A [`Fact`] is the unit of the index and of comparison; a [`FactSheet`] is all that
//! comparison needs of one article, without its text.

mod bearer;
mod clause;
mod common_noun;
mod concept;
mod cue;
mod dated;
pub mod edition;
mod fingerprint;
mod kin;
mod lookup;
mod moment;
mod names;
mod outlook;
mod penalty;
mod perpetrator;
mod person;
mod place;
mod population;
mod query;
mod quotation;
pub mod rate;
mod recent;
mod row;
mod scope;
mod sheet;
mod slot;
pub mod story;
mod superlative;
mod term;
mod when;

pub use common_noun::{is_common_name, is_common_noun};
pub use concept::is_event;
pub use edition::{Edition, Standing};
pub use fingerprint::Fingerprint;
pub use kin::akin;
pub use lookup::{Candidate, Candidates, Lookup};
pub use moment::{BEGAN_KEY, MADE_KEY};
pub use names::{NameForm, Names};
pub use outlook::{Outlook, Period};
pub use perpetrator::{is_attack_key, is_attacker, is_by_own_hand, is_own_hand_key};
pub use person::Person;
pub use place::{Place, PlaceKind};
pub use population::{EVER_KEY, RESERVED, SINCE_KEY};
pub use query::{Query, rarity};
pub use quotation::{LONGEST as LONGEST_QUOTATION, Quotation, Sex, Speaker, Word, words};
pub use row::HEADED;
pub use scope::{SET_ANEW, Scope};
pub use sheet::{LEAD, excerpt, sheet, sheets};
pub use slot::Slot;
pub use story::{STORY, TOGETHER};
pub use term::{Term, TermKind, key};

use std::ops::Range;

use jiff::civil::{Date, Time};
use smallvec::SmallVec;

use crate::{
    annotate::{Hedge, Part, figure::role::Role},
    article::Status,
    base::Span,
    value::{ClockInterval, DayInterval, Decimal, Interval, Length, Quantity},
};

/// The version of the analysis that makes fact sheets: sheets of another one can't be compared with these.
pub const ANALYSER: &str = env!("COPYDESK_ANALYSER");

/// A mention with its role, its event and its provenance.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The mention, absolute in its article.
    pub span: Span,
    /// Index of its sentence in [`FactSheet::sentences`].
    pub sentence: u32,
    pub value: Value,
    /// What kind of value it is; facts of different slots never meet.
    pub slot: Slot,
    pub role: Option<Role>,
    /// What is counted or dated, as keys of stems, its head first, beyond what the role says; general words such as
    /// «people» left out.
    pub population: SmallVec<[u32; 3]>,
    pub part: Part,
    /// Of a figure for what is left («four gunmen and eleven others»): the number it stands beside.
    pub beside: Option<Decimal>,
    /// The sentence names parts that belong to it («eleven, including the four gunmen»).
    pub inclusive: bool,
    /// What else limits the value.
    pub scope: Scope,
    /// Terms of the clause around the mention: indices into [`FactSheet::terms`], ascending.
    pub near: SmallVec<[u16; 8]>,
    /// The name that the clause puts before the mention («Green Alliance won 17»), as its last word: an index into
    /// [`FactSheet::terms`].
    pub subject: Option<u16>,
    /// Whose age it is.
    pub person: Option<Box<Person>>,
    /// When the event was, where the clause says.
    pub event_days: Option<DayInterval>,
    /// The moment the value holds for: the article's, or its live-blog entry's.
    pub as_of: Option<(Date, Option<Time>)>,
    /// The named source of the value.
    pub source: Option<Box<str>>,
    pub hedge: Option<Hedge>,
    pub outlook: Outlook,
    /// «third quarter», «nine months»: what stretch the value is of.
    pub period: Option<Period>,
    /// The id of the annotation rule that found the mention.
    pub rule: &'static str,
}

/// What a fact states.
#[derive(Clone, Debug)]
pub enum Value {
    /// As written, and the numbers it leaves possible in its slot's base unit.
    Quantity {
        written: Quantity,
        base: Interval,
    },
    /// A day or a longer stretch of the calendar, perhaps with a time of day.
    When {
        days: Option<DayInterval>,
        clock: Option<ClockInterval>,
    },
    Length(Length),
    /// Where something was, or where someone lives.
    Place(Box<Place>),
    /// Quoted words and who is said to have spoken them.
    Quotation(Box<Quotation>),
}

/// A sentence that holds facts, or one of the headline and lead.
#[derive(Clone, Debug)]
pub struct Sentence {
    pub span: Span,
    pub block: u32,
    /// Indices into [`FactSheet::terms`], ascending.
    pub terms: Box<[u16]>,
    /// It speaks of an event of other days than the article's main one.
    pub background: Option<DayInterval>,
}

/// What the article is about, from headline and lead.
#[derive(Clone, Debug, Default)]
pub struct MainEvent {
    /// Indices into [`FactSheet::terms`], ascending.
    pub terms: Vec<u16>,
    pub days: Option<DayInterval>,
    pub period: Option<Period>,
}

/// The facts of one article and what comparison must know of it.
#[derive(Clone, Debug, Default)]
pub struct FactSheet {
    pub published: Option<(Date, Option<Time>)>,
    pub outlet: Option<Box<str>>,
    pub headline: Option<Box<str>>,
    pub status: Status,
    pub edition: Edition,
    /// In order of their spans' starts, so that those of a sentence lie together.
    pub facts: Vec<Fact>,
    pub sentences: Vec<Sentence>,
    /// Each term of the sentences once, by ascending key.
    pub terms: Vec<Term>,
    pub main: MainEvent,
    /// Tells copies of one wire text.
    pub fingerprint: Fingerprint,
    /// Names as written, each once with its first place.
    pub names: Names,
}

impl FactSheet {
    pub fn sentence(&self, fact: &Fact) -> &Sentence {
        &self.sentences[fact.sentence as usize]
    }

    /// Where the facts of a sentence lie.
    pub fn facts_of(&self, sentence: u32) -> Range<usize> {
        let start = self.facts.partition_point(|f| f.sentence < sentence);
        start..start + self.facts[start..].iter().take_while(|f| f.sentence == sentence).count()
    }

    /// The facts of a fact's sentence, itself among them.
    pub fn beside(&self, fact: &Fact) -> &[Fact] {
        &self.facts[self.facts_of(fact.sentence)]
    }
}
