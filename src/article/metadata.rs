use jiff::civil::{Date, Time};

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
    /// The entries of a live blog, in text order, each with its own moment.
    pub entries: Vec<Published>,
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
