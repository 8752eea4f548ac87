//! What a journalist reads in the editor, kept word for word; see `tests/printed` for how it is written anew.

use std::{fs, path::Path};

use insta::{Settings, assert_snapshot};
use serde_json::{Value, json};

use super::client::{Client, capable, uri};

/// Hovers over each of `words` and the messages of a draft, with the folder's name taken out.
fn told(capabilities: Value) -> String {
    let folder = tempfile::tempdir().unwrap();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/printed/corpus");
    for file in ["courier.md", "post.txt"] {
        fs::copy(corpus.join(file), folder.path().join(file)).unwrap();
    }
    let text = fs::read_to_string(corpus.join("courier.md")).unwrap();
    let mut client = Client::start(Some(folder.path()), capabilities, json!({"marks": "off"}));
    let draft = uri(&folder.path().join("courier.md"));
    client.open(&draft, &text);
    let published = client
        .diagnostics(&draft, |d| d["diagnostics"].as_array().unwrap().iter().any(|d| d["code"] == "quote-wording"));
    let mut out = String::new();
    for d in published["diagnostics"].as_array().unwrap() {
        out.push_str(&format!("{}: {}\n", d["code"].as_str().unwrap(), d["message"].as_str().unwrap()));
    }
    for words in ["14 people on", "Monday", "“We", "61", "$2.4"] {
        let at = text.find(words).unwrap();
        let line = text[..at].matches('\n').count() as u32;
        let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
        let hover = client.hover(&draft, line, text[start..at].encode_utf16().count() as u32 + 1);
        out.push_str(&format!("\n=== {words}\n{}\n", hover["contents"]["value"].as_str().unwrap()));
    }
    assert!(client.stop().success());
    out.replace(&uri(folder.path()), "file:///corpus")
}

fn kept(name: &str, text: &str) {
    let mut settings = Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| assert_snapshot!(name, text));
}

#[test]
fn in_markdown() {
    kept("markdown", &told(capable("utf-16")));
}

#[test]
fn in_plain_text() {
    kept("plain", &told(json!({"textDocument": {"hover": {"contentFormat": ["plaintext"]}}})));
}
