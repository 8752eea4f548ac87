//! Tags and text of HTML and XML, by their places in the bytes as they stand. No tree is built: readers want to know
//! what is text and which element it stands in, and a broken page must be read as far as it goes.

use memchr::{memchr, memmem};

use super::entity::unescape;
use crate::base::Span;

/// A piece of a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece<'t> {
    Open {
        /// Without the prefix of its namespace.
        name: &'t str,
        attributes: &'t str,
        empty: bool,
    },
    Close {
        name: &'t str,
    },
    Text(Span),
    /// The content of a script or a style sheet.
    Raw {
        name: &'t str,
        attributes: &'t str,
        span: Span,
    },
}

/// Elements whose content HTML does not read as markup.
const RAW: &[&str] = &["script", "style", "textarea", "noscript", "template", "iframe"];

/// Calls `piece` for every tag and every run of text. `html` reads scripts and style sheets as HTML does.
pub fn pieces<'t>(text: &'t str, html: bool, mut piece: impl FnMut(Piece<'t>)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let Some(open) = memchr(b'<', &bytes[at..]).map(|i| at + i) else {
            piece(Piece::Text(Span::from(at..bytes.len())));
            return;
        };
        let markup = bytes.get(open + 1).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?'));
        if !markup {
            piece(Piece::Text(Span::from(at..open + 1)));
            at = open + 1;
            continue;
        }
        if at < open {
            piece(Piece::Text(Span::from(at..open)));
        }
        at = match bytes[open + 1] {
            b'!' | b'?' => special(text, open, &mut piece),
            _ => tag(text, open, html, &mut piece),
        };
    }
}

/// A comment, a CDATA section, a declaration or a processing instruction; where the text goes on.
fn special<'t>(text: &'t str, open: usize, piece: &mut impl FnMut(Piece<'t>)) -> usize {
    let rest = &text[open..];
    let end = |mark: &str| memmem::find(rest.as_bytes(), mark.as_bytes()).map_or(text.len(), |i| open + i + mark.len());
    if rest.starts_with("<!--") {
        return end("-->");
    }
    if rest.starts_with("<![CDATA[") {
        let stop = end("]]>");
        let inner = if rest[..stop - open].ends_with("]]>") { stop - 3 } else { stop };
        if open + 9 < inner {
            piece(Piece::Text(Span::from(open + 9..inner)));
        }
        return stop;
    }
    end(">")
}

fn tag<'t>(text: &'t str, open: usize, html: bool, piece: &mut impl FnMut(Piece<'t>)) -> usize {
    let bytes = text.as_bytes();
    let Some(close) = tag_end(bytes, open + 1) else { return text.len() };
    let inner = &text[open + 1..close];
    if let Some(name) = inner.strip_prefix('/') {
        piece(Piece::Close { name: local(name.trim()) });
        return close + 1;
    }
    let split = inner.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inner.len());
    let name = local(&inner[..split]);
    let empty = inner.ends_with('/');
    let attributes = inner[split..].trim_end_matches('/');
    if html && !empty && RAW.iter().any(|r| r.eq_ignore_ascii_case(name)) {
        let end = raw_end(bytes, close + 1, name);
        piece(Piece::Raw { name, attributes, span: Span::from(close + 1..end) });
        return tag_end(bytes, end).map_or(text.len(), |e| e + 1);
    }
    piece(Piece::Open { name, attributes, empty });
    close + 1
}

/// The «>» of a tag, quotation marks of its attributes respected; without them where one is left open.
fn tag_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut quote = None;
    for (i, &b) in bytes[from..].iter().enumerate().take(1 << 16) {
        match (quote, b) {
            (None, b'>') => return Some(from + i),
            (None, b'"' | b'\'') => quote = Some(b),
            (Some(q), b) if q == b => quote = None,
            _ => {}
        }
    }
    memchr(b'>', &bytes[from..]).map(|i| from + i)
}

/// Where the closing tag of a raw element begins.
fn raw_end(bytes: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(i) = memmem::find(&bytes[at..], b"</") {
        let here = at + i;
        let found = bytes.get(here + 2..here + 2 + name.len());
        if found.is_some_and(|f| f.eq_ignore_ascii_case(name.as_bytes())) {
            return here;
        }
        at = here + 2;
    }
    bytes.len()
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |n| n.1)
}

/// The value of an attribute, its entities resolved.
pub fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        if end == 0 {
            return None;
        }
        let key = &rest[..end];
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quoted = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            match quoted {
                Some(q) => {
                    let inner = &after[1..];
                    let stop = inner.find(q).unwrap_or(inner.len());
                    value = &inner[..stop];
                    rest = inner.get(stop + 1..).unwrap_or_default();
                }
                None => {
                    let stop = after.find(char::is_whitespace).unwrap_or(after.len());
                    value = &after[..stop];
                    rest = &after[stop..];
                }
            }
        }
        if key.eq_ignore_ascii_case(name) || local(key).eq_ignore_ascii_case(name) {
            return Some(unescape(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut out = String::new();
        pieces(text, true, |p| match p {
            Piece::Open { name, empty, .. } => out += &format!("<{name}{}>", if empty { "/" } else { "" }),
            Piece::Close { name } => out += &format!("</{name}>"),
            Piece::Text(s) => out += s.of(text),
            Piece::Raw { name, span, .. } => out += &format!("[{name}:{}]", span.of(text)),
        });
        out
    }

    #[test]
    fn tags_comments_scripts_and_what_only_looks_like_them() {
        assert_eq!(shown("<p a='>' b=\"<\">5 < 6</p ><!-- <b> --><br/>"), "<p>5 < 6</p><br/>");
        assert_eq!(shown("<Script>if (a</b) {}</SCRIPT >x<nitf:p>y"), "[Script:if (a</b) {}]x<p>y");
        assert_eq!(shown("<![CDATA[a <b>]]>c<!DOCTYPE x><?xml?>"), "a <b>c");
        assert_eq!(shown("a <b c=\"d>e"), "a <b>e");
        assert_eq!(shown("<a"), "");
    }

    #[test]
    fn attributes_and_entities() {
        let a = " a=1 b = 'x &amp; y' xml:c=\"&#8217;&rdquo;&unknown;\" d";
        assert_eq!(attribute(a, "a").as_deref(), Some("1"));
        assert_eq!(attribute(a, "B").as_deref(), Some("x & y"));
        assert_eq!(attribute(a, "c").as_deref(), Some("’”&unknown;"));
        assert_eq!(attribute(a, "d").as_deref(), Some(""));
        assert_eq!(attribute(a, "e"), None);
    }
}
