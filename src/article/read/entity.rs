//! Entities of HTML and XML: what they stand for, and a text read with them.

use crate::{article::FILLER, base::Span};

/// The entities of U+00A0 to U+00FF, in their order (HTML 4, Latin-1).
const LATIN_1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
    micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig \
    Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash \
    Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute \
    ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc \
    uuml yacute thorn yuml";

/// The other ones that news pages have (HTML 5, «Named character references»).
#[rustfmt::skip]
const OTHERS: &[(&str, char)] = &[
    ("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("num", '#'), ("dollar", '$'), ("percnt", '%'),
    ("lpar", '('), ("rpar", ')'), ("plus", '+'), ("comma", ','), ("period", '.'), ("colon", ':'), ("semi", ';'),
    ("sol", '/'), ("excl", '!'), ("quest", '?'), ("commat", '@'), ("equals", '='), ("ast", '*'), ("lowbar", '_'),
    ("lsqb", '['), ("rsqb", ']'), ("Tab", '\t'), ("NewLine", '\n'),
    ("lsquo", '‘'), ("rsquo", '’'), ("rsquor", '’'), ("sbquo", '‚'), ("lsquor", '‚'), ("ldquo", '“'), ("rdquo", '”'), ("rdquor", '”'),
    ("bdquo", '„'), ("ldquor", '„'), ("lsaquo", '‹'), ("rsaquo", '›'), ("prime", '′'), ("Prime", '″'),
    ("ndash", '–'), ("mdash", '—'), ("horbar", '―'), ("hyphen", '‐'), ("dash", '‐'), ("minus", '−'), ("hellip", '…'),
    ("bull", '•'), ("dagger", '†'), ("Dagger", '‡'), ("trade", '™'), ("permil", '‰'), ("euro", '€'), ("numero", '№'),
    ("frac13", '⅓'), ("frac23", '⅔'), ("frac15", '⅕'), ("frac18", '⅛'), ("asymp", '≈'), ("ne", '≠'), ("le", '≤'), ("ge", '≥'),
    ("larr", '←'), ("rarr", '→'), ("uarr", '↑'), ("darr", '↓'),
    ("ensp", '\u{2002}'), ("emsp", '\u{2003}'), ("numsp", '\u{2007}'), ("thinsp", '\u{2009}'), ("hairsp", '\u{200a}'),
    ("zwnj", '\u{200c}'), ("zwj", '\u{200d}'), ("lrm", '\u{200e}'), ("rlm", '\u{200f}'), ("NoBreak", '\u{2060}'),
    ("OElig", 'Œ'), ("oelig", 'œ'), ("Scaron", 'Š'), ("scaron", 'š'), ("Yuml", 'Ÿ'), ("fnof", 'ƒ'), ("Ccaron", 'Č'), ("ccaron", 'č'),
    ("Cacute", 'Ć'), ("cacute", 'ć'), ("Zcaron", 'Ž'), ("zcaron", 'ž'), ("Zacute", 'Ź'), ("zacute", 'ź'), ("Zdot", 'Ż'), ("zdot", 'ż'),
    ("Lstrok", 'Ł'), ("lstrok", 'ł'), ("Nacute", 'Ń'), ("nacute", 'ń'), ("Sacute", 'Ś'), ("sacute", 'ś'), ("Aogon", 'Ą'), ("aogon", 'ą'),
    ("Eogon", 'Ę'), ("eogon", 'ę'), ("Rcaron", 'Ř'), ("rcaron", 'ř'), ("ecaron", 'ě'), ("ncaron", 'ň'), ("uring", 'ů'), ("dcaron", 'ď'),
    ("tcaron", 'ť'), ("Dstrok", 'Đ'), ("dstrok", 'đ'), ("gbreve", 'ğ'), ("Idot", 'İ'), ("imath", 'ı'), ("Scedil", 'Ş'), ("scedil", 'ş'),
    ("odblac", 'ő'), ("udblac", 'ű'), ("abreve", 'ă'), ("amacr", 'ā'), ("omacr", 'ō'), ("umacr", 'ū'),
];

/// What the numbers 128 to 159 stand for on the web: the characters of Windows-1252 (HTML 5, «Numeric character
/// reference end state»). A full stop where there is none.
const WINDOWS: [char; 32] = [
    '€', '.', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '.', 'Ž', '.', '.', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '.', 'ž', 'Ÿ',
];

/// The length of the entity that a text begins with, and what it stands for where that is known.
pub fn entity(text: &str) -> Option<(usize, Option<char>)> {
    let end = text.bytes().take(32).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    if let Some(digits) = name.strip_prefix('#') {
        let code = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => digits.parse(),
        };
        let c = match char::from_u32(code.ok()?)? {
            c @ '\u{80}'..='\u{9f}' => WINDOWS[c as usize - 0x80],
            c => c,
        };
        return Some((end + 1, Some(c)));
    }
    let known = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric());
    known.then(|| (end + 1, named(name)))
}

fn named(name: &str) -> Option<char> {
    let other = OTHERS.iter().find(|e| e.0 == name).map(|e| e.1);
    other.or_else(|| {
        let place = LATIN_1.split(' ').position(|n| n == name)?;
        char::from_u32(0xa0 + place as u32)
    })
}

/// A text with its entities resolved.
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match entity(rest) {
            Some((len, Some(value))) => {
                out.push(value);
                rest = &rest[len..];
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// A text in which each of these entities is its character and filler, as long as it was. `None` where there is none.
pub fn resolved(text: &str, entities: &[(Span, char)]) -> Option<String> {
    if entities.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for &(span, c) in entities {
        let fits = span.start >= at && c.len_utf8() <= span.len() as usize;
        if !fits {
            continue;
        }
        out.push_str(&text[at as usize..span.start as usize]);
        out.push(c);
        out.extend(std::iter::repeat_n(FILLER, span.len() as usize - c.len_utf8()));
        at = span.end;
    }
    out.push_str(&text[at as usize..]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers() {
        let of = |t| entity(t).and_then(|e| e.1);
        for (text, c) in [
            ("&nbsp;", '\u{a0}'),
            ("&yuml;", 'ÿ'),
            ("&pound;", '£'),
            ("&eacute;", 'é'),
            ("&times;", '×'),
            ("&#8217;", '’'),
            ("&#x2019;", '’'),
            ("&#146;", '’'),
            ("&euro;", '€'),
            ("&amp;lt;", '&'),
        ] {
            assert_eq!(of(text), Some(c), "{text}");
        }
        assert_eq!(entity("&bogus; x"), Some((7, None)));
        for no in ["&", "& 5;", "&;", "&#;", "&#xZ;", "&#1114112;", "AT&T and a word; then", "&no such;"] {
            assert_eq!(of(no), None, "{no}");
        }
    }

    #[test]
    fn a_text_keeps_its_length() {
        let text = "é &pound;2m &ne; 3";
        let at = |s: &str| Span::from(text.find(s).unwrap()..text.find(s).unwrap() + s.len());
        let read = resolved(text, &[(at("&pound;"), '£'), (at("&ne;"), '≠')]).unwrap();
        assert_eq!(read, "é £\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}2m ≠\u{7f} 3");
        assert_eq!(read.len(), text.len());
        assert_eq!(resolved(text, &[]), None);
    }
}
