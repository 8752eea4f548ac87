use super::{
    entity::unescape,
    markup::{Piece, attribute, pieces},
};

/// The text of a Word document's `document.xml`, its paragraphs parted by empty lines, and its title where a paragraph has
/// that style.
pub fn word_text(xml: &str) -> (String, Option<String>) {
    let mut out = String::new();
    let mut title = None;
    let mut start = 0;
    let (mut words, mut styled) = (false, false);
    // Open elements of text that was deleted, or moved to another place, where it stands again.
    let mut gone = 0u32;
    pieces(xml, false, |piece| match piece {
        Piece::Open { name: "del" | "moveFrom", empty: false, .. } => gone += 1,
        Piece::Close { name: "del" | "moveFrom" } => gone = gone.saturating_sub(1),
        Piece::Open { name: "p", .. } => {
            while out.ends_with([' ', '\t', '\n']) {
                out.pop();
            }
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            start = out.len();
            styled = false;
        }
        Piece::Open { name: "pStyle", attributes, .. } => {
            styled = attribute(attributes, "val").is_some_and(|v| v.eq_ignore_ascii_case("title"));
        }
        Piece::Open { name: "t", empty, .. } => words = !empty,
        Piece::Open { name, .. } if gone == 0 => match name {
            "tab" => out.push('\t'),
            "br" | "cr" => out.push('\n'),
            "noBreakHyphen" => out.push('-'),
            _ => {}
        },
        Piece::Close { name: "t" } => words = false,
        Piece::Close { name: "p" } if styled && title.is_none() => title = Some(out[start..].trim().to_owned()),
        Piece::Text(span) if words && gone == 0 => out.push_str(&unescape(span.of(xml))),
        _ => {}
    });
    out.truncate(out.trim_end().len());
    (out, title.filter(|t| !t.is_empty()))
}
