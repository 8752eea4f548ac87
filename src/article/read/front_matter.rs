use std::collections::BTreeMap;

use serde_json::Value;
use smallvec::SmallVec;

use crate::base::Span;

/// The fields at the head of a Markdown file, in YAML between «---» or TOML between «+++».
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// Where it stands in the text, without its fences.
    pub span: Span,
    /// Keys in small letters without «-», «_» and spaces, with their values as text; lists are several fields.
    pub fields: Vec<(String, String)>,
}

/// Keys of the date of publication, the first that is there wins; of outlet, author, headline, place and status.
pub const DATE: &[&str] = &[
    "date",
    "published",
    "publishdate",
    "pubdate",
    "publicationdate",
    "datepublished",
    "publishedat",
    "publishedtime",
    "dateline",
    "dated",
    "day",
    "dateofpublication",
    "publishedon",
    "firstpublished",
    "posted",
    "postedon",
    "postdate",
    "issued",
    "issuedate",
    "created",
    "datetime",
    "timestamp",
    "updated",
    "modified",
    "lastmod",
    "lastupdated",
    "datemodified",
    "edition",
    "issue",
];
/// When an agency lets an article be released (NITF). It dates what has no other date; no front matter has such a key.
pub const RELEASED: &str = "date.release";
pub const OUTLET: &[&str] = &[
    "outlet",
    "paper",
    "newspaper",
    "publication",
    "publisher",
    "station",
    "agency",
    "magazine",
    "site",
    "sitename",
    "source",
    "provider",
    "channel",
    "wire",
];
pub const AUTHOR: &[&str] = &["author", "authors", "byline", "by", "reporter", "writer"];
pub const TITLE: &[&str] = &["title", "headline", "heading"];
pub const PLACE: &[&str] = &["place", "location", "city", "dateline"];
pub const STATUS: &[&str] = &["status", "pubstatus"];

impl FrontMatter {
    pub fn yaml(text: &str, span: Span) -> Self {
        let fields = plain(span.of(text)).unwrap_or_else(|| parsed(span.of(text)));
        FrontMatter { span, fields }
    }

    pub fn toml(text: &str, span: Span) -> Self {
        let fields = match toml::from_str::<BTreeMap<String, toml::Value>>(span.of(text)) {
            Ok(map) => {
                let json = |v: toml::Value| match v {
                    toml::Value::Datetime(d) => Value::String(d.to_string()),
                    v => serde_json::to_value(v).unwrap_or(Value::Null),
                };
                flatten(map.into_iter().map(|(k, v)| (k, json(v))).collect())
            }
            Err(_) => by_line(span.of(text)),
        };
        FrontMatter { span, fields }
    }

    /// The values of those of `keys` that are there, in the order of `keys`.
    pub fn each<'a>(&'a self, keys: &'a [&str]) -> impl Iterator<Item = &'a str> {
        keys.iter().flat_map(|k| self.fields.iter().filter(move |f| f.0 == *k).map(|f| f.1.as_str()))
    }

    /// The values of the first of `keys` that is there.
    pub fn all(&self, keys: &[&str]) -> Vec<&str> {
        let found = keys.iter().find(|k| self.fields.iter().any(|f| f.0 == **k));
        self.fields.iter().filter(|f| Some(&f.0.as_str()) == found).map(|f| f.1.as_str()).collect()
    }

    pub fn get<'a>(&'a self, keys: &'a [&str]) -> Option<&'a str> {
        self.each(keys).next()
    }

    /// Where a value stands in the text as it is.
    pub fn span_of(&self, text: &str, value: &str) -> Option<Span> {
        let at = self.span.of(text).find(value).filter(|_| !value.is_empty())? + self.span.start as usize;
        Some(Span::from(at..at + value.len()))
    }
}

fn parsed(yaml: &str) -> Vec<(String, String)> {
    match serde_saphyr::from_str::<BTreeMap<String, Value>>(yaml) {
        Ok(map) => flatten(map),
        // Written by hand and not quite YAML: a line a field.
        Err(_) => by_line(yaml),
    }
}

/// Words that YAML takes for something other than text.
const TYPED: &[&str] = &["true", "false", "yes", "no", "on", "off", "null", "y", "n", "inf", "nan"];

/// What [`parsed`] makes of YAML in which each line is a key and plain words or a day, as nearly all front matter is;
/// `None` for any other. A parser takes longer for these lines than all else that is read of an article.
fn plain(yaml: &str) -> Option<Vec<(String, String)>> {
    let mut lines: SmallVec<[(&str, &str); 8]> = SmallVec::new();
    for line in yaml.strip_suffix('\n').unwrap_or(yaml).split('\n') {
        let (key, value) = line.split_once(": ")?;
        let typed = |word: &str| TYPED.iter().any(|t| t.eq_ignore_ascii_case(word));
        let named = key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
        let odd = |c: char| c.is_control() || matches!(c, '#' | ':' | '\u{2028}' | '\u{2029}' | '\u{feff}');
        let words = value.starts_with(|c: char| c.is_ascii_alphabetic()) && !typed(value);
        let counted = value.split_once(' ').is_some_and(|(number, rest)| {
            number.bytes().all(|b| b.is_ascii_digit()) && rest.starts_with(|c: char| c.is_ascii_alphabetic())
        });
        let day = value.len() == 10
            && value.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        let twice = lines.iter().any(|l| l.0 == key);
        if !named || typed(key) || twice || value.ends_with(' ') || value.contains(odd) || !(words || counted || day) {
            return None;
        }
        lines.push((key, value));
    }
    lines.sort_unstable();
    Some(lines.into_iter().map(|(key, value)| (plain_key(key), value.to_owned())).collect())
}

fn flatten(map: BTreeMap<String, Value>) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (key, value) in map {
        let key = plain_key(&key);
        match value {
            Value::String(s) => out.push((key, s)),
            Value::Number(n) => out.push((key, n.to_string())),
            Value::Bool(b) => out.push((key, b.to_string())),
            Value::Array(list) => {
                out.extend(list.into_iter().filter_map(|v| Some((key.clone(), v.as_str()?.to_owned()))));
            }
            Value::Object(_) | Value::Null => {}
        }
    }
    out
}

fn by_line(text: &str) -> Vec<(String, String)> {
    text.lines()
        .filter(|l| !l.starts_with([' ', '\t', '#', '-']))
        .filter_map(|l| l.split_once([':', '=']))
        .map(|(k, v)| (plain_key(k), unquoted(v.trim()).to_owned()))
        .filter(|(_, v)| !v.is_empty())
        .collect()
}

fn unquoted(value: &str) -> &str {
    let inner = |q: char| value.strip_prefix(q)?.strip_suffix(q);
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}

fn plain_key(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_lines_are_read_as_the_parser_reads_them() {
        for yaml in [
            "title: 12 hurt as crane falls in Harrowmere\ndate: 2024-12-25\noutlet: Harbour Post\n",
            "outlet: Tessaly’s “Courier”, evening\nPub-Date: 2023-01-09\nby_line: Ann O'Dell [staff] & {more}",
            "status: usable",
        ] {
            assert_eq!(plain(yaml), Some(parsed(yaml)), "{yaml:?}");
        }
    }

    #[test]
    fn anything_else_is_left_to_the_parser() {
        for yaml in [
            "",
            "title: Fire: two dead\n",
            "draft: yes\n",
            "title: Fire # old\n",
            "title: \"Fire\"\n",
            "title: Fire\n  in the mill\n",
            "title: Fire\ntitle: Flood\n",
            "tags:\n- fire\n",
            "year: 2024\n",
            "date: 2024-12-25T08:00\n",
            "title: 1e3 tonnes\n",
            "title: Fire \n",
            "title: Fire\r\n",
        ] {
            assert_eq!(plain(yaml), None, "{yaml:?}");
        }
    }
}
