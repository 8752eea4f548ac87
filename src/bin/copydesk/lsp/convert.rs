//! Between the desk's byte spans and the protocol's positions.

use std::{
    path::{Path, PathBuf},
    str::FromStr,
};

use copydesk::{
    article::Format,
    base::{self, Encoding, LineIndex, Span},
    desk::{Analysis, Passage, Place},
};
use tower_lsp::ls_types::{Location, Position, PositionEncodingKind, Range, Uri};

use super::{article_text, session::Session};

/// The encoding to count columns in: the client's first that we know, UTF-16 when it names none (LSP 3.17).
pub fn negotiate(offered: Option<&[PositionEncodingKind]>) -> Encoding {
    let known = |kind: &PositionEncodingKind| match kind.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    };
    offered.unwrap_or_default().iter().find_map(known).unwrap_or_default()
}

pub fn encoding_kind(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

pub fn position(text: &str, lines: &LineIndex, offset: u32, encoding: Encoding) -> Position {
    let at = lines.position(text, offset, encoding);
    Position { line: at.line, character: at.column }
}

pub fn range(text: &str, lines: &LineIndex, span: Span, encoding: Encoding) -> Range {
    Range { start: position(text, lines, span.start, encoding), end: position(text, lines, span.end, encoding) }
}

/// The byte offset of a client's position; `None` for a line that the text does not have.
pub fn offset(analysis: &Analysis, at: Position, encoding: Encoding) -> Option<u32> {
    analysis.lines.offset(analysis.text(), from_client(at), encoding)
}

/// The bytes of a client's range, which may be reversed or reach past the end.
pub fn span(analysis: &Analysis, range: Range, encoding: Encoding) -> Span {
    let end = analysis.text().len() as u32;
    let at = |p| offset(analysis, p, encoding).unwrap_or(end);
    let (a, b) = (at(range.start), at(range.end));
    Span::new(a.min(b), a.max(b))
}

pub fn from_client(at: Position) -> base::Position {
    base::Position { line: at.line, column: at.character }
}

pub fn location(passage: &Passage, session: &Session) -> Option<Location> {
    let packed = matches!(&passage.place, Place::File(path)
        if inside(path).is_some() || Format::of_path(&path.to_string_lossy()).is_some_and(Format::is_container));
    if packed && session.documents {
        let range = range(&passage.text, &passage.lines, passage.span, session.encoding);
        return Some(Location { uri: article_text::uri(&passage.place)?, range });
    }
    // The text of an article that was taken out of a file has no place in it: its file is opened at the top.
    let range =
        if packed { Range::default() } else { range(&passage.text, &passage.lines, passage.span, session.encoding) };
    Some(Location { uri: uri(&passage.place)?, range })
}

pub fn uri(place: &Place) -> Option<Uri> {
    match place {
        Place::Uri(uri) => Uri::from_str(uri).ok(),
        Place::File(path) => match inside(path) {
            Some(file) => Uri::from_file_path(file),
            None => Uri::from_file_path(path),
        },
    }
}

/// The file of an article that is one of many in it: «wire.jsonl» of «wire.jsonl#123».
fn inside(path: &Path) -> Option<&Path> {
    let (file, number) = path.to_str()?.rsplit_once('#')?;
    let many = Format::of_path(file).is_some_and(Format::holds_many);
    (many && number.bytes().all(|b| b.is_ascii_digit())).then_some(Path::new(file))
}

/// The file a URI names, `None` for untitled buffers and other schemes.
pub fn path(uri: &str) -> Option<PathBuf> {
    let parsed = Uri::from_str(uri).ok()?;
    if !parsed.scheme().as_str().eq_ignore_ascii_case("file") {
        return None;
    }
    parsed.to_file_path().map(|p| p.into_owned())
}

/// The name of a place as a person knows it: the path from the nearest workspace folder on.
pub fn short_name(place: &Place, folders: &[PathBuf]) -> String {
    let path = match place {
        Place::File(path) => path.clone(),
        Place::Uri(uri) => match path(uri) {
            Some(path) => path,
            None => return uri.rsplit(['/', ':']).next().unwrap_or(uri).to_owned(),
        },
    };
    let relative = folders.iter().find_map(|f| path.strip_prefix(f).ok()).map(Path::to_path_buf);
    let name = relative.or_else(|| path.file_name().map(PathBuf::from)).unwrap_or(path);
    name.to_string_lossy().replace('\\', "/")
}
