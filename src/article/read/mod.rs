//! Readers: from a decoded text to blocks, mask and metadata. One file a format, one line in [`Format::of_path`].

mod again;
mod byline;
mod dateline;
mod entity;
mod entries;
mod finish;
mod front_matter;
mod furniture;
mod identity;
mod lines;
mod linked_data;
mod markdown;
mod markup;
mod mask;
mod moment;
mod page;
mod pieces;
mod plain;
mod split;
mod status;
mod teaser;
mod word;
mod year;

use std::sync::Arc;

use jiff::civil::{Date, Time};

use super::{Article, Block, DateSource, Status};
pub use again::read_again;
use front_matter::FrontMatter;
pub use word::word_text;

/// A format of article files.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    Plain,
    Markdown,
    Html,
    /// NITF and NewsML-G2.
    Xml,
    /// The articles of the formats below are taken out of their files first: see `corpus`.
    JsonLines,
    /// IPTC ninjs.
    Json,
    Docx,
    Mail,
    Mailbox,
}

impl Format {
    /// How the names of files end that hold articles, in lower case.
    pub const EXTENSIONS: &[(&str, Format)] = &[
        ("txt", Format::Plain),
        ("text", Format::Plain),
        ("md", Format::Markdown),
        ("markdown", Format::Markdown),
        ("html", Format::Html),
        ("htm", Format::Html),
        ("xhtml", Format::Html),
        ("xml", Format::Xml),
        ("nitf", Format::Xml),
        ("newsml", Format::Xml),
        ("jsonl", Format::JsonLines),
        ("ndjson", Format::JsonLines),
        ("json", Format::Json),
        ("docx", Format::Docx),
        ("eml", Format::Mail),
        ("mbox", Format::Mailbox),
    ];

    /// The format that a file's name calls for, `None` for a file that is no article.
    pub fn of_path(path: &str) -> Option<Format> {
        // An article in a file of many: «wire.jsonl#123».
        let path = match path.rsplit_once('#') {
            Some((file, number)) if number.bytes().all(|b| b.is_ascii_digit()) => file,
            _ => path,
        };
        let extension = path.rsplit_once('.')?.1;
        Format::EXTENSIONS.iter().find(|e| e.0.eq_ignore_ascii_case(extension)).map(|e| e.1)
    }

    /// Whether a file of this format holds many articles, each with an address of its own.
    pub const fn holds_many(self) -> bool {
        matches!(self, Format::JsonLines | Format::Mailbox)
    }

    /// Whether the text of its articles must be taken out of the file, and is not the file's own.
    pub const fn is_container(self) -> bool {
        matches!(self, Format::JsonLines | Format::Json | Format::Docx | Format::Mail | Format::Mailbox)
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
    /// What the file around it says of it, keyed as front matter is: `date`, `title`, `outlet`, `author`, `status`.
    pub fields: Vec<(String, String)>,
}

/// What a reader makes of a text, before headline, bylines and dates are looked for.
#[derive(Debug, Default)]
struct Draft {
    blocks: Vec<Block>,
    /// For each block, whether all of it is emphasised.
    emphasised: Vec<bool>,
    front: Option<FrontMatter>,
    /// The text with its entities resolved, as long as it was; `None` where there are none.
    prose: Option<String>,
}

impl Draft {
    fn push(&mut self, block: Block, emphasised: bool) {
        self.blocks.push(block);
        self.emphasised.push(emphasised);
    }
}

/// Reads an article. Never fails: what is not understood is prose.
pub fn read(text: &str, format: Format, hints: &Hints) -> Article {
    let mut draft = match format {
        Format::Plain => plain::read(text),
        Format::Markdown => markdown::read(text),
        Format::Html => page::html(text),
        Format::Xml => page::xml(text),
        _ => Draft::default(),
    };
    if !hints.fields.is_empty() {
        let front = draft.front.get_or_insert_default();
        front.fields.splice(0..0, hints.fields.iter().cloned());
    }
    let prose = draft.prose.take();
    let (mut blocks, meta) = finish::finish(prose.as_deref().unwrap_or(text), draft, hints);
    split::split(prose.as_deref().unwrap_or(text), &mut blocks);
    let text: Arc<str> = text.into();
    Article { prose: prose.map_or_else(|| text.clone(), Into::into), text, blocks, meta }
}
