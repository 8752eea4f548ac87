use memchr::memmem;
use serde_json::{Map, Value};

use super::{Fault, Packed};
use crate::corpus::{Fields, decode};

/// Other names of the fields of a JSON line, where the configured ones are not there.
const TEXT: &[&str] = &["body", "body_text", "body_html", "content", "article", "maintext"];
const HEADLINE: &[&str] = &["title", "head"];
const DATE: &[&str] = &[
    "published",
    "published_at",
    "publishedAt",
    "datePublished",
    "date_published",
    "date_publish",
    "versioncreated",
    "publish_date",
    "pubDate",
    "pubdate",
    "pub_date",
    "created",
    "timestamp",
];
const OUTLET: &[&str] = &["source", "publisher", "publication", "newspaper"];
const STATUS: &[&str] = &["pubstatus"];
const EMBARGOED: &[&str] = &["embargoed", "embargo", "embargoed_until", "embargoedUntil", "embargo_until"];

/// JSON in whatever encoding it stands.
fn parse(bytes: &[u8]) -> Result<Value, Fault> {
    let value = decode(bytes).and_then(|d| serde_json::from_str(&d.text).ok());
    value.ok_or(Fault::Not("no JSON"))
}

/// An article in a line of JSON.
pub fn line(bytes: &[u8], fields: &Fields) -> Result<Option<Packed>, Fault> {
    let value = parse(bytes)?;
    let packed = line_value(&value, fields);
    let named =
        |object: &Map<String, Value>| object.contains_key(&fields.text) || TEXT.iter().any(|t| object.contains_key(*t));
    match value.as_object() {
        Some(object) if packed.is_none() && !named(object) => Err(Fault::Textless),
        _ => Ok(packed),
    }
}

fn line_value(value: &Value, fields: &Fields) -> Option<Packed> {
    let get = |name: &str, others: &[&str]| {
        std::iter::once(&name)
            .chain(others)
            .find_map(|n| value.get(*n).and_then(text_of))
            .filter(|v| !v.trim().is_empty())
    };
    let Some(text) = get(&fields.text, TEXT) else { return ninjs_value(value) };
    let headline = get(&fields.headline, HEADLINE);
    let mut packed = compose(headline, &text);
    for (key, name, others) in
        [("date", &fields.date, DATE), ("outlet", &fields.outlet, OUTLET), ("status", &fields.status, STATUS)]
    {
        packed.fields.extend(get(name, others).map(|v| (key.to_owned(), v)));
    }
    identity(value, &mut packed);
    packed.fields.extend(get("author", &["byline"]).map(|v| ("author".to_owned(), v)));
    Some(packed)
}

/// An article in IPTC ninjs (versions 1 to 3). Other JSON holds none; many articles in a list are told.
pub fn ninjs(bytes: &[u8]) -> Result<Option<Packed>, Fault> {
    if lists_articles(bytes) {
        return Err(Fault::Not("a list of articles, where a .json file has one (a .jsonl file has one a line)"));
    }
    let likely = ["\"body_text\"", "\"body_html\"", "\"bodies\""];
    if !likely.iter().any(|key| memmem::find(bytes, key.as_bytes()).is_some()) {
        return Ok(None);
    }
    Ok(ninjs_value(&parse(bytes)?))
}

/// Whether the first thing in a list is an article with text and headline.
fn lists_articles(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.trim_ascii_start().strip_prefix(b"[") else { return false };
    let first = serde_json::Deserializer::from_slice(rest).into_iter::<Value>().next();
    let article = first.and_then(Result::ok).and_then(|value| line_value(&value, &Fields::default()));
    article.is_some_and(|a| a.fields.iter().any(|f| f.0 == "title"))
}

fn ninjs_value(value: &Value) -> Option<Packed> {
    let get = |name: &str| value.get(name).and_then(text_of);
    // Version 2 and later have lists of bodies and headlines.
    let listed = |list: &str, kind: &str| {
        let items = value.get(list)?.as_array()?;
        let fits = |i: &&Value| i.get("contenttype").and_then(Value::as_str).is_none_or(|c| c.contains(kind));
        items.iter().find(fits).and_then(|i| i.get("value").and_then(text_of))
    };
    let body = get("body_text")
        .or_else(|| listed("bodies", "text/plain"))
        .or_else(|| get("body_html"))
        .or_else(|| get("body_xhtml"))
        .or_else(|| listed("bodies", "html"))?;
    let mut packed = compose(get("headline").or_else(|| listed("headlines", "")), &body);
    for (key, names) in [
        ("date", &["versioncreated", "versionCreated", "firstcreated"][..]),
        ("outlet", &["source", "provider", "infosource", "infosources", "copyrightholder"]),
        ("author", &["byline"]),
        ("status", &["pubstatus", "pubStatus"]),
    ] {
        packed.fields.extend(names.iter().find_map(|n| get(n)).map(|v| (key.to_owned(), v)));
    }
    identity(value, &mut packed);
    Some(packed)
}

/// By what its versions are known, and until when it is held back: whatever is told of that but nothing.
fn identity(value: &Value, packed: &mut Packed) {
    for (key, names) in
        [("uri", &["uri", "guid"][..]), ("url", &["url", "link"]), ("modified", &["modified", "updated"])]
    {
        let found = names.iter().find_map(|n| value.get(*n).and_then(Value::as_str));
        packed.fields.extend(found.map(|v| (key.to_owned(), v.to_owned())));
    }
    let number = value.get("version").and_then(|v| v.as_u64().map(|n| n.to_string()).or(v.as_str().map(str::to_owned)));
    packed.fields.extend(number.map(|n| ("version".to_owned(), n)));
    let nothing = |v: &&Value| v.is_null() || v.as_array().is_some_and(Vec::is_empty);
    let embargoes = EMBARGOED.iter().filter_map(|n| value.get(*n)).filter(|v| !nothing(v));
    let told = |v: &Value| ("embargoed".to_owned(), text_of(v).unwrap_or_else(|| v.to_string()));
    packed.fields.extend(embargoes.map(told));
}

/// Headline and body as one text.
pub(super) fn compose(headline: Option<String>, body: &str) -> Packed {
    let start = body.trim_start();
    let html = start.starts_with('<') || ["<p>", "<p ", "<br", "</p>", "<div"].iter().any(|t| body.contains(t));
    let headline = headline.map(|h| h.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|h| !h.is_empty());
    let text = match &headline {
        Some(h) if html => format!("<h1>{}</h1>\n{body}", h.replace('&', "&amp;").replace('<', "&lt;")),
        Some(h) if !start.starts_with(h.as_str()) => format!("{h}\n\n{body}"),
        _ => body.to_owned(),
    };
    Packed { text, html, fields: headline.map(|h| ("title".to_owned(), h)).into_iter().collect() }
}

/// A text, a number (seconds since 1970 are no text), or the name or literal of an object.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Object(map) => {
            ["name", "literal", "value"].iter().find_map(|k| map.get(*k)?.as_str().map(str::to_owned))
        }
        Value::Array(list) => list.first().and_then(text_of),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(p: &Packed, key: &str) -> Option<String> {
        p.fields.iter().find(|f| f.0 == key).map(|f| f.1.clone())
    }

    #[test]
    fn lines_with_names_of_their_own() {
        let fields = Fields { text: "inhalt".into(), ..Fields::default() };
        let p = line(br#"{"inhalt": "At least 64.\n\nFour.", "title": "Ferry  sinks", "date": "2025-03-14", "source": {"name": "Post"}}"#, &fields).unwrap().unwrap();
        assert_eq!(p.text, "Ferry sinks\n\nAt least 64.\n\nFour.");
        assert_eq!((field(&p, "date"), field(&p, "outlet")), (Some("2025-03-14".into()), Some("Post".into())));
        let p = line(br#"{"body": "<p>At least 64</p>", "headline": "A < B"}"#, &Fields::default()).unwrap().unwrap();
        assert_eq!((p.text.as_str(), p.html), ("<h1>A &lt; B</h1>\n<p>At least 64</p>", true));
        let held = br#"{"text": "Four.", "publishedAt": "2026-05-04", "embargoed": true, "embargo": null, "embargo_until": 1893456000}"#;
        let p = line(held, &Fields::default()).unwrap().unwrap();
        let fields = ["date: 2026-05-04", "embargoed: true", "embargoed: 1893456000"];
        assert_eq!(p.fields.iter().map(|(k, v)| format!("{k}: {v}")).collect::<Vec<_>>(), fields);
        for other in [&b"5"[..], b"{\"text\": 5}"] {
            assert_eq!(line(other, &Fields::default()), Ok(None));
        }
        assert_eq!(line(br#"{"inhalt": "At least 64."}"#, &Fields::default()), Err(Fault::Textless));
        for broken in [&b"{"[..], b"\xff", b"", b"\x00{}"] {
            assert_eq!(line(broken, &Fields::default()), Err(Fault::Not("no JSON")));
        }
    }

    #[test]
    fn lines_in_other_encodings() {
        for head in [&b"\xEF\xBB\xBF"[..], b""] {
            let bytes = [head, b"{\"text\": \"Four caf\xe9s burned.\"}"].concat();
            assert_eq!(line(&bytes, &Fields::default()).unwrap().unwrap().text, "Four cafés burned.");
        }
    }

    #[test]
    fn ninjs_of_two_versions() {
        let one = br#"{"uri": "x", "headline": "Ferry sinks", "body_text": "At least 64.", "versioncreated": "2025-03-14T16:40:00Z",
            "pubstatus": "canceled", "source": "Harbour Wire", "embargoed": "2025-03-15T00:00:00Z"}"#;
        let p = ninjs(one).unwrap().unwrap();
        assert_eq!(p.text, "Ferry sinks\n\nAt least 64.");
        assert_eq!(field(&p, "status").as_deref(), Some("canceled"));
        let two = br#"{"headlines": [{"value": "Ferry sinks"}], "bodies": [{"contenttype": "text/html", "value": "<p>64</p>"}],
            "infosources": [{"role": "origin", "name": "Harbour Wire"}]}"#;
        let p = ninjs(two).unwrap().unwrap();
        assert_eq!(p.text, "<h1>Ferry sinks</h1>\n<p>64</p>");
        assert_eq!(field(&p, "outlet").as_deref(), Some("Harbour Wire"));
        assert_eq!(ninjs(br#"{"dependencies": {"bodies": 5}}"#), Ok(None));
        for other in [&br#"{"name": "x"}"#[..], br#"[{"text": "a word"}, 5]"#, b"[5", b"["] {
            assert_eq!(ninjs(other), Ok(None));
        }
        assert!(ninjs(br#" [{"title": "Ferry sinks", "text": "At least 64."}, {}]"#).is_err());
        assert_eq!(ninjs(br#"{"body_text": "x""#), Err(Fault::Not("no JSON")));
    }
}
