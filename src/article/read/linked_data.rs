use serde_json::Value;

/// What JSON-LD (schema.org) on a page says of its article: date, outlet, authors, headline.
pub fn fields(json: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    if let Ok(value) = serde_json::from_str::<Value>(json) {
        look(&value, 0, &mut out);
    }
    out
}

fn look(value: &Value, depth: u8, out: &mut Vec<(String, String)>) {
    match value {
        Value::Array(list) if depth < 4 => list.iter().for_each(|v| look(v, depth + 1, out)),
        Value::Object(map) => {
            if let Some(graph) = map.get("@graph").filter(|_| depth < 4) {
                look(graph, depth + 1, out);
            }
            if !is_article(map.get("@type")) {
                return;
            }
            for (key, field) in [
                ("datePublished", "date"),
                ("dateModified", "modified"),
                ("headline", "title"),
                ("articleStatus", "status"),
                ("url", "url"),
                ("mainEntityOfPage", "url"),
            ] {
                out.extend(map.get(key).and_then(Value::as_str).map(|v| (field.to_owned(), v.to_owned())));
            }
            for (key, field) in [("publisher", "outlet"), ("author", "author")] {
                for name in map.get(key).into_iter().flat_map(names) {
                    out.push((field.to_owned(), name));
                }
            }
        }
        _ => {}
    }
}

fn is_article(kind: Option<&Value>) -> bool {
    let named =
        |v: &Value| v.as_str().is_some_and(|s| s.ends_with("Article") || s.ends_with("Posting") || s == "Report");
    kind.is_some_and(|k| named(k) || k.as_array().is_some_and(|l| l.iter().any(named)))
}

/// The names of people or organisations, however they are given.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(s) => vec![s.clone()],
        Value::Array(list) => list.iter().flat_map(names).collect(),
        Value::Object(map) => map.get("name").and_then(Value::as_str).map(str::to_owned).into_iter().collect(),
        _ => Vec::new(),
    }
}
