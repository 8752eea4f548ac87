//! Readers: from a decoded text to blocks, mask and metadata. One file a format, one line in [`Format::of_path`].

mod byline;
mod dateline;
mod entries;
mod finish;
mod front_matter;
mod furniture;
mod lines;
mod linked_data;
mod markdown;
mod markup;
mod mask;
mod page;
mod pieces;
mod plain;
mod split;
mod status;
mod year;

use jiff::civil::{Date, Time};

use super::{Article, Block, DateSource, Status};
use front_matter::FrontMatter;

/// A format of article files.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    Plain,
    Markdown,
    Html,
    /// NITF and NewsML-G2.
    Xml,
}

impl Format {
    /// The format that a file's name calls for, `None` for a file that is no article.
    pub fn of_path(path: &str) -> Option<Format> {
        let extension = path.rsplit_once('.')?.1;
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Format::Plain),
            "md" | "markdown" => Some(Format::Markdown),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "xml" | "nitf" | "newsml" => Some(Format::Xml),
            _ => None,
        }
    }
}

/// What is known about an article from outside its text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Hints {
    /// The file's path as given, for a date in its name or its folders.
    pub path: Option<String>,
    /// From `--date` or the configuration; wins over what the text says.
    pub date: Option<(Date, Option<Time>, DateSource)>,
    pub outlet: Option<String>,
    pub status: Option<Status>,
    /// Dates of articles that lie beside it, for the year of a date that is written without one.
    pub near: Vec<Date>,
}

/// What a reader makes of a text, before headline, bylines and dates are looked for.
#[derive(Debug, Default)]
struct Draft {
    blocks: Vec<Block>,
    /// For each block, whether all of it is emphasised.
    emphasised: Vec<bool>,
    front: Option<FrontMatter>,
}

impl Draft {
    fn push(&mut self, block: Block, emphasised: bool) {
        self.blocks.push(block);
        self.emphasised.push(emphasised);
    }
}

/// Reads an article. Never fails: what is not understood is prose.
pub fn read(text: &str, format: Format, hints: &Hints) -> Article {
    let draft = match format {
        Format::Plain => plain::read(text),
        Format::Markdown => markdown::read(text),
        Format::Html => page::html(text),
        Format::Xml => page::xml(text),
    };
    let (mut blocks, meta) = finish::finish(text, draft, hints);
    split::split(text, &mut blocks);
    Article { text: text.into(), blocks, meta }
}
