use jiff::{
    Timestamp,
    civil::{Date, Time},
};

use crate::base::Span;

/// What is known about an article beside its prose.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Metadata {
    pub published: Option<Published>,
    /// Whether it is dated only by day and month, so that nothing tells the year: then `published` is `None`.
    pub lacks_year: bool,
    pub headline: Option<Span>,
    pub outlet: Option<String>,
    pub authors: Vec<String>,
    /// Where it was written, from the dateline («PORTO VELA, March 4 (Wire) —»).
    pub place: Option<String>,
    pub status: Status,
    pub identity: Identity,
    /// The entries of a live blog, in text order, each with its own moment.
    pub entries: Vec<Published>,
    /// How many blocks from the first, beside short ones and the last few, say what stands here: all of them, where the year
    /// was looked for in the text.
    pub told_by: u32,
}

/// By what an article is known as a version of a story.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Identity {
    /// The agency's name for the story in all its versions (ninjs `uri`, NewsML-G2 `guid`).
    pub uri: Option<String>,
    /// Its address, without what differs between links to one page.
    pub url: Option<String>,
    pub version: Option<u32>,
    /// When it was last changed.
    pub modified: Option<(Date, Option<Time>)>,
    /// Until when it is held back, where that is told.
    pub embargo: Option<Timestamp>,
}

/// When an article, or an entry of a live blog, was published: TimeML's document creation time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Published {
    pub date: Date,
    pub time: Option<Time>,
    pub from: DateSource,
}

/// Where a date of publication was found. Earlier ones win.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DateSource {
    Flag,
    Config,
    FrontMatter,
    /// A byline, a line of its own, or the place line before the first sentence.
    Dateline,
    FileName,
    /// In a picture’s caption: the day of the picture, which is the weakest sign.
    Caption,
}

impl DateSource {
    pub const fn name(self) -> &'static str {
        match self {
            DateSource::Flag => "flag",
            DateSource::Config => "config",
            DateSource::FrontMatter => "front-matter",
            DateSource::Dateline => "dateline",
            DateSource::FileName => "file-name",
            DateSource::Caption => "dateline",
        }
    }
}

/// Whether an article may be quoted as current (IPTC ninjs `pubstatus` and what newsrooms add to it).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Status {
    #[default]
    Usable,
    Embargoed,
    Withdrawn,
    Corrected,
}
