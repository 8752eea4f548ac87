//! What the rules find. Spans are relative to the block in a [`super::Paragraph`], absolute in [`super::Annotated`].

use std::sync::Arc;

use smallvec::SmallVec;

use super::{Rule, figure::role::Role};
use crate::{
    base::Span,
    value::{ClockInterval, DayInterval, Length, Quantity},
};

/// Any mention, for what treats all alike.
#[derive(Clone, Copy, Debug)]
pub enum Mention<'a> {
    Figure(&'a Figure),
    Timex(&'a Timex),
    Claim(&'a Attribution),
    Name(&'a Name),
}

/// A quantity in the text.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// Bound, number and unit or scale word, with a currency sign; not the counted noun.
    pub span: Span,
    pub quantity: Quantity,
    pub kind: FigureKind,
    /// The noun phrase that is counted («concert-goers», «people»).
    pub counted: Option<Span>,
    /// What the figure measures, from the verbs and nouns around it.
    pub role: Option<Role>,
    /// The words that gave the role («killed», «death toll»).
    pub role_span: Option<Span>,
    /// The figure is named as a part of another («including four children») or as what is left («eleven others»).
    pub part: Part,
    pub hedge: Option<Hedge>,
    /// What a rate is counted in («per 100,000», «a share»).
    pub per: Option<Span>,
    /// The figure's place in a change («up 12 % to 3.42», «from 50 to 60»), and that change.
    pub change: Option<(ChangeEnd, Arc<Change>)>,
    pub rule: Rule,
}

/// A change that two or three figures of one statement describe and share.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    pub up: bool,
    pub from: Option<Quantity>,
    pub to: Option<Quantity>,
    /// The difference, as a number or in per cent of `from`.
    pub by: Option<Quantity>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ChangeEnd {
    From,
    To,
    By,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FigureKind {
    Count,
    Percent,
    Money,
    Measure,
    Age,
    Rank,
    Fraction,
    Vague,
    Score,
    Rate,
}

impl FigureKind {
    /// `type` in machine output.
    pub const fn name(self) -> &'static str {
        match self {
            FigureKind::Count | FigureKind::Score | FigureKind::Rate => "count",
            FigureKind::Percent => "percent",
            FigureKind::Money => "money",
            FigureKind::Measure => "measure",
            FigureKind::Age => "age",
            FigureKind::Rank => "rank",
            FigureKind::Fraction => "fraction",
            FigureKind::Vague => "vague",
        }
    }
}

/// How a figure stands to a whole.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Part {
    #[default]
    Whole,
    /// «including four children», «four of them».
    Included,
    /// «eleven others», «another 20».
    Besides,
}

/// Words that keep the article from vouching for a value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Hedge {
    Reportedly,
    Feared,
    Believed,
    Expected,
    Estimated,
}

/// A temporal expression (TimeML's TIMEX3).
#[derive(Clone, PartialEq, Debug)]
pub struct Timex {
    /// Bound and the whole expression, without its preposition.
    pub span: Span,
    pub kind: TimexKind,
    /// The TIMEX3 value: `2024-03-22TNI`, `2022-09`, `PT20H`, `A/B` for a range, `XXXX-WXX-5` when underspecified.
    pub value: String,
    pub modifier: Option<TimexMod>,
    /// The days it covers, where the value can be placed on the calendar.
    pub days: Option<DayInterval>,
    /// The minutes of the day it names, for a clock time.
    pub clock: Option<ClockInterval>,
    /// The length of a duration, or of what lies between a time and the one before it («nine minutes later»).
    pub length: Option<Length>,
    /// A weekday written next to a full date, for the check of one against the other: 1 is Monday.
    pub weekday: Option<(Span, u8)>,
    pub rule: Rule,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TimexKind {
    Date,
    Time,
    Duration,
    Set,
}

impl TimexKind {
    pub const fn name(self) -> &'static str {
        match self {
            TimexKind::Date => "DATE",
            TimexKind::Time => "TIME",
            TimexKind::Duration => "DURATION",
            TimexKind::Set => "SET",
        }
    }
}

/// TIMEX3 `mod`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TimexMod {
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
    Start,
    Mid,
    End,
    Approx,
}

impl TimexMod {
    pub const fn name(self) -> &'static str {
        match self {
            TimexMod::Before => "BEFORE",
            TimexMod::After => "AFTER",
            TimexMod::OnOrBefore => "ON_OR_BEFORE",
            TimexMod::OnOrAfter => "ON_OR_AFTER",
            TimexMod::LessThan => "LESS_THAN",
            TimexMod::MoreThan => "MORE_THAN",
            TimexMod::EqualOrLess => "EQUAL_OR_LESS",
            TimexMod::EqualOrMore => "EQUAL_OR_MORE",
            TimexMod::Start => "START",
            TimexMod::Mid => "MID",
            TimexMod::End => "END",
            TimexMod::Approx => "APPROX",
        }
    }
}

/// Speech or belief given to a source (PARC's source, cue, content).
#[derive(Clone, PartialEq, Debug)]
pub struct Attribution {
    /// The content, quotation marks included; the hull of `pieces`.
    pub span: Span,
    /// The content where the attribution breaks it, else one span.
    pub pieces: SmallVec<[Span; 2]>,
    pub mode: Mode,
    /// The reporting words («said», «according to»).
    pub cue: Option<Span>,
    /// The source as written next to the content.
    pub source: Option<Span>,
    /// The source's fullest name in the article, pronouns and surnames resolved.
    pub speaker: Option<Arc<str>>,
    /// The description that goes with the name («an associate fellow at Chatham House»).
    pub description: Option<Span>,
    pub stance: Stance,
    pub rule: Rule,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Mode {
    Direct,
    Indirect,
    Mixed,
}

impl Mode {
    pub const fn name(self) -> &'static str {
        match self {
            Mode::Direct => "direct",
            Mode::Indirect => "indirect",
            Mode::Mixed => "mixed",
        }
    }
}

/// Where the source stands to the content.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Stance {
    #[default]
    Asserts,
    Denies,
    Doubts,
    Commits,
    Asks,
}

/// A proper name.
#[derive(Clone, PartialEq, Debug)]
pub struct Name {
    /// Without title and possessive.
    pub span: Span,
    pub kind: NameKind,
    /// Index of the entity in the article: mentions of one person, or of an organisation and its abbreviation, share it.
    pub entity: u32,
    /// The entity's fullest form in the article; empty until resolved.
    pub full: Arc<str>,
    /// False for a word that only its capital makes a name where every word would have one (the start of a sentence, a
    /// headline); resolving keeps such a word only if the article names it elsewhere.
    pub sure: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum NameKind {
    Person,
    Organisation,
    Place,
    /// A nationality or people («Russian», «Americans»).
    Demonym,
    /// An event with a name of its own.
    Event,
    #[default]
    Other,
}
