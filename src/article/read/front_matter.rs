use std::collections::BTreeMap;

use serde_json::Value;

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
        let fields = match serde_saphyr::from_str::<BTreeMap<String, Value>>(span.of(text)) {
            Ok(map) => flatten(map),
            // Written by hand and not quite YAML: a line a field.
            Err(_) => by_line(span.of(text)),
        };
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

    pub fn get(&self, keys: &[&str]) -> Option<&str> {
        self.all(keys).first().copied()
    }

    /// Where a value stands in the text as it is.
    pub fn span_of(&self, text: &str, value: &str) -> Option<Span> {
        let at = self.span.of(text).find(value).filter(|_| !value.is_empty())? + self.span.start as usize;
        Some(Span::from(at..at + value.len()))
    }
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
