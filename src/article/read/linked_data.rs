use serde_json::{Map, Value};

/// What JSON-LD (schema.org) on a page says of its article: date, outlet, authors, headline.
pub fn fields(json: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    if let Ok(value) = serde_json::from_str::<Value>(json) {
        let mut nodes = Vec::new();
        look(&value, 0, &mut nodes);
        nodes.iter().filter(|n| is_article(n.get("@type"))).for_each(|n| tell(n, &nodes, &mut out));
    }
    out
}

type Node = Map<String, Value>;

/// The things that are described, of a list or a graph each.
fn look<'v>(value: &'v Value, depth: u8, out: &mut Vec<&'v Node>) {
    match value {
        Value::Array(list) if depth < 4 => list.iter().for_each(|v| look(v, depth + 1, out)),
        Value::Object(node) => {
            if let Some(graph) = node.get("@graph").filter(|_| depth < 4) {
                look(graph, depth + 1, out);
            }
            out.push(node);
        }
        _ => {}
    }
}

/// What an article says of itself.
fn tell(article: &Node, nodes: &[&Node], out: &mut Vec<(String, String)>) {
    for (key, field) in [
        ("datePublished", "date"),
        ("dateModified", "modified"),
        ("headline", "title"),
        ("articleStatus", "status"),
        ("url", "url"),
        ("mainEntityOfPage", "url"),
    ] {
        out.extend(article.get(key).and_then(Value::as_str).map(|v| (field.to_owned(), v.to_owned())));
    }
    for (key, field) in [("publisher", "outlet"), ("author", "author")] {
        for name in article.get(key).into_iter().flat_map(|v| names(v, nodes)) {
            out.push((field.to_owned(), name));
        }
    }
}

fn is_article(kind: Option<&Value>) -> bool {
    let named =
        |v: &Value| v.as_str().is_some_and(|s| s.ends_with("Article") || s.ends_with("Posting") || s == "Report");
    kind.is_some_and(|k| named(k) || k.as_array().is_some_and(|l| l.iter().any(named)))
}

/// The names of people or organisations, however they are given: also as the `@id` of another node.
fn names(value: &Value, nodes: &[&Node]) -> Vec<String> {
    match value {
        Value::String(s) => vec![s.clone()],
        Value::Array(list) => list.iter().flat_map(|v| names(v, nodes)).collect(),
        Value::Object(map) => {
            let meant = || nodes.iter().find(|n| n.contains_key("name") && n.get("@id") == map.get("@id"));
            let name = map.get("name").or_else(|| map.get("@id").and_then(|_| meant()?.get("name")));
            name.and_then(Value::as_str).map(str::to_owned).into_iter().collect()
        }
        _ => Vec::new(),
    }
}
