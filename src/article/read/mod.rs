//! Readers: from a decoded text to blocks, mask and metadata. One file a format, one line in [`Format::of_path`].

mod plain;

use jiff::civil::{Date, Time};

use super::{Article, DateSource, Published, Status};

/// A format of article files.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    Plain,
    Markdown,
}

impl Format {
    /// The format that a file's name calls for, `None` for a file that is no article.
    pub fn of_path(path: &str) -> Option<Format> {
        let extension = path.rsplit_once('.')?.1;
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Format::Plain),
            "md" | "markdown" => Some(Format::Markdown),
            _ => None,
        }
    }
}

/// What is known about an article from outside its text.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// The file's path as given, for a date or an outlet in its name.
    pub path: Option<String>,
    /// From `--date` or the configuration; wins over what the text says.
    pub date: Option<(Date, Option<Time>, DateSource)>,
    pub outlet: Option<String>,
    pub status: Option<Status>,
}

/// Reads an article. Never fails: what is not understood is prose.
pub fn read(text: &str, format: Format, hints: &Hints) -> Article {
    let mut article = match format {
        Format::Plain | Format::Markdown => plain::read(text),
    };
    if let Some((date, time, from)) = hints.date {
        article.meta.published = Some(Published { date, time, from });
    }
    if let Some(outlet) = &hints.outlet {
        article.meta.outlet = Some(outlet.clone());
    }
    if let Some(status) = hints.status {
        article.meta.status = status;
    }
    article
}
