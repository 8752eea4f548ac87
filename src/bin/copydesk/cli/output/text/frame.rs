use copydesk::{
    article::{FILLER, Format},
    base::LineIndex,
    desk::Collection,
};

use super::{
    super::{is_taken_out, provenance, shown as printable},
    Passage,
};

/// What the renderer is given of a line before and after the marked words, in bytes; it cuts to the width itself.
const CONTEXT: usize = 4000;

/// The line that holds a passage as people read it, cut around the passage.
pub struct Frame {
    pub path: String,
    /// The path with line and column (in characters) in the file, from 1; without where the article's text was taken out
    /// of its file.
    pub place: String,
    pub source: String,
    pub line: usize,
    /// In bytes of `source`.
    pub mark: std::ops::Range<usize>,
    pub label: String,
}

impl Frame {
    /// `stands` is how the passage stands to the one that the finding is about.
    pub fn new(collection: &Collection, (number, span): Passage, stands: Option<&str>) -> Self {
        let member = &collection.members[number];
        let article = &member.annotated.article;
        let (text, shown) = (&*article.text, &*article.shown());
        let range = span.range();
        let line_start = text[..range.start].rfind(['\n', '\r']).map_or(0, |i| i + 1);
        let line_end = text[range.end..].find(['\n', '\r']).map_or(text.len(), |i| range.end + i);
        let line = LineIndex::new(&text[..line_start]).lines() as usize;
        let format = Format::of_path(&member.path.to_string_lossy());
        // Around the prose of such formats is markup.
        let block = article.block_at(span.start).map(|b| article.blocks[b].span.range());
        let prose = match (format, block) {
            (Some(Format::Plain), _) | (_, None) => line_start..line_end,
            (_, Some(block)) => line_start.max(block.start)..line_end.min(block.end).max(range.end),
        };
        let from = cut(shown, prose.start, range.start, true);
        let to = cut(shown, range.end, prose.end, false);
        let readable = |r: std::ops::Range<usize>| shown[r].replace(FILLER, "");
        let mut source = String::from(if from > prose.start { "… " } else { "" });
        source.push_str(readable(from..range.start).trim_start());
        let start = source.len();
        source.push_str(&readable(range.clone()));
        let mark = start..source.len();
        source.push_str(&readable(range.end..to));
        if to < prose.end {
            source.push_str(" …");
        }
        let path = printable(&member.name).into_owned();
        let column = text[line_start..range.start].chars().count() + 1;
        let place = if is_taken_out(&member.path) { path.clone() } else { format!("{path}:{line}:{column}") };
        let mut label = provenance(collection, number);
        if let Some(stands) = stands {
            label = format!("{label} ({stands})");
        }
        Frame { path, place, source, line, mark, label }
    }

    /// The place as it is in `source`.
    pub fn place_shown(&self) -> String {
        format!("{}:{}:{}", self.path, self.line, self.source[..self.mark.start].chars().count() + 1)
    }
}

/// Where to cut between `from` and `to` so that at most [`CONTEXT`] bytes stay next to the mark, at a space.
fn cut(text: &str, from: usize, to: usize, keep_end: bool) -> usize {
    let part = &text[from..to];
    if part.len() <= CONTEXT {
        return if keep_end { from } else { to };
    }
    if keep_end {
        let at = text.ceil_char_boundary(to - CONTEXT);
        text[at..to].find(' ').map_or(at, |i| at + i + 1)
    } else {
        let at = text.floor_char_boundary(from + CONTEXT);
        text[from..at].rfind(' ').map_or(at, |i| from + i)
    }
}
