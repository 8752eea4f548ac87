//! What a journalist asks of the server, one request each.

use std::fs;

use serde_json::{Value, json};

use super::client::{Client, capable, uri, width};

const ARTICLE: &str = "# Fire at Karvia port\n\nKARVIA, May 3, 2023 — 😀 A fire in the port of Karvia killed 14 people on \
    Tuesday.\n\n## Reactions\n\n“We counted 300 people on the quay,” said Anna Berg, a spokeswoman. “Nobody slept.”\n";
const OTHER: &str = "# Karvia port fire\n\nKARVIA, May 2, 2023 — A fire in the port of Karvia killed 19 people on \
    Tuesday.\n";

/// The position of `words` in the article.
fn place(words: &str, encoding: &str) -> (u32, u32, u32) {
    let at = ARTICLE.find(words).unwrap();
    let start = ARTICLE[..at].rfind('\n').map_or(0, |n| n + 1);
    let line = ARTICLE[..at].matches('\n').count() as u32;
    let column = width(&ARTICLE[start..at], encoding);
    (line, column, column + width(words, encoding))
}

fn session(encoding: &str, settings: Value) -> (tempfile::TempDir, Client, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("other.md"), OTHER).unwrap();
    fs::write(folder.path().join("one.md"), ARTICLE).unwrap();
    let mut client = Client::start(Some(folder.path()), capable(encoding), settings);
    let one = uri(&folder.path().join("one.md"));
    client.open(&one, ARTICLE);
    client.diagnostics(&one, |d| d["diagnostics"].as_array().unwrap().iter().any(|d| d["source"] == "copydesk"));
    (folder, client, one)
}

#[test]
fn ranges_are_exact_in_every_encoding() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let (_folder, mut client, one) = session(encoding, json!({}));
        let (line, start, end) = place("14", encoding);
        let range = json!({"start": {"line": line, "character": start}, "end": {"line": line, "character": end}});
        let hover = client.hover(&one, line, start + 1);
        assert_eq!(hover["range"], range, "{encoding}");
        let told = hover["contents"]["value"].as_str().unwrap();
        assert!(told.contains("14 people killed") && told.contains("other.md"), "{told}");
        let facts = client.facts(&one);
        let figures = facts["groups"][0]["facts"].as_array().unwrap();
        assert!(figures.iter().any(|f| f["range"] == range && f["state"] != "alone"), "{facts}");
        assert!(client.stop().success());
    }
}

/// The articles that come with the project, one of them open: the client, its URI and its text.
fn seeds(open: &str) -> (tempfile::TempDir, Client, String, String) {
    let folder = tempfile::tempdir().unwrap();
    for file in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds")).unwrap().map(Result::unwrap) {
        fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
    }
    let text = fs::read_to_string(folder.path().join(open)).unwrap();
    let mut client = Client::start(Some(folder.path()), capable("utf-16"), json!({"marks": "off"}));
    let uri = uri(&folder.path().join(open));
    client.open(&uri, &text);
    client.diagnostics(&uri, |d| !d["diagnostics"].as_array().unwrap().is_empty());
    (folder, client, uri, text)
}

#[test]
fn what_is_merely_likely_comes_last_and_leads_nowhere() {
    let (_folder, mut client, uri, text) = seeds("capital-desk-live.md");
    let line = text[..text.find("At least 93").unwrap()].matches('\n').count() as u32;
    let hover = client.hover(&uri, line, 1);
    let told = hover["contents"]["value"].as_str().unwrap();
    let rows: Vec<&str> = told.lines().filter(|l| l.starts_with("| ")).skip(1).collect();
    let first =
        |label: &str| rows.iter().position(|r| r.starts_with(label)).unwrap_or_else(|| panic!("{label}: {told}"));
    assert!(told.starts_with("**Outdated**"), "{told}");
    // Of the same day, nobody knows which is the newer.
    assert!(first("| Newer") < first("| Differs") && first("| Differs") < first("| Perhaps"), "{told}");
    assert!(!rows.iter().any(|r| r.starts_with("| Outdated")), "{told}");
    let at = json!({"position": {"line": line, "character": 1}, "context": {"includeDeclaration": true}});
    let all = client.ask("textDocument/references", &uri, at);
    let clear = rows.iter().filter(|r| !r.starts_with("| Perhaps")).count();
    assert_eq!(all.as_array().unwrap().len(), clear + 1, "{told}\n{all}");
    let lenses = client.ask("textDocument/codeLens", &uri, json!({}));
    let of_line = lenses.as_array().unwrap().iter().find(|l| l["range"]["start"]["line"] == line).unwrap();
    assert_eq!(of_line["command"]["title"], "4 other articles have newer figures");
    assert!(client.stop().success());
}

#[test]
fn from_one_statement_to_the_others() {
    let (_folder, mut client, one) = session("utf-16", json!({}));
    let (line, character, _) = place("14", "utf-16");
    let position = json!({"line": line, "character": character});
    let all = client.ask(
        "textDocument/references",
        &one,
        json!({"position": position, "context": {"includeDeclaration": true}}),
    );
    assert_eq!(all.as_array().unwrap().len(), 2, "{all}");
    let earliest = client.ask("textDocument/definition", &one, json!({"position": position}));
    assert!(earliest["uri"].as_str().unwrap().ends_with("other.md"), "{earliest}");
    let marks = client.ask("textDocument/documentHighlight", &one, json!({"position": position}));
    assert!(!marks.as_array().unwrap().is_empty());
    let symbols = client.request("workspace/symbol", json!({"query": "19 killed"}));
    assert!(symbols["result"].as_array().unwrap().iter().any(|s| s["name"] == "19 killed"), "{symbols}");
    let articles = client.request("workspace/symbol", json!({"query": "karvia fire"}));
    let heads: Vec<&Value> = articles["result"].as_array().unwrap().iter().filter(|s| s["kind"] == 1).collect();
    assert!(heads.len() == 2 && heads.iter().any(|s| s["name"] == "Karvia port fire"), "{articles}");
    assert!(client.stop().success());
}

#[test]
fn the_outline_has_sections_and_speakers() {
    let (_folder, mut client, one) = session("utf-16", json!({}));
    let outline = client.ask("textDocument/documentSymbol", &one, json!({}));
    let reactions = outline.as_array().unwrap().iter().find(|s| s["name"] == "Reactions").expect("a section");
    let inside = reactions["children"].as_array().unwrap();
    assert!(
        inside.iter().any(|s| s["name"] == "Anna Berg" && !s["children"].as_array().unwrap().is_empty()),
        "{outline}"
    );
    assert!(client.stop().success());
}

#[test]
fn tokens_by_delta_are_the_tokens_in_full() {
    let (_folder, mut client, one) = session("utf-16", json!({}));
    let numbers = |v: &Value| -> Vec<u64> { v.as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect() };
    let first = client.ask("textDocument/semanticTokens/full", &one, json!({}));
    let mut data = numbers(&first["data"]);
    assert!(!data.is_empty() && data.len() % 5 == 0);
    client.change(&one, 2, Some([4, 0, 4, 0]), "Some 50 people were hurt.\n\n");
    let delta =
        client.ask("textDocument/semanticTokens/full/delta", &one, json!({"previousResultId": first["resultId"]}));
    for edit in delta["edits"].as_array().expect("a delta") {
        let (start, gone) = (edit["start"].as_u64().unwrap() as usize, edit["deleteCount"].as_u64().unwrap() as usize);
        data.splice(start..start + gone, edit.get("data").map(&numbers).unwrap_or_default());
    }
    let full = client.ask("textDocument/semanticTokens/full", &one, json!({}));
    assert_eq!(data, numbers(&full["data"]));
    assert!(client.stop().success());
}

#[test]
fn actions_are_chosen_never_applied() {
    let (_folder, mut client, one) = session("utf-16", json!({}));
    let (line, character, _) = place("14", "utf-16");
    let range = json!({"start": {"line": line, "character": character}, "end": {"line": line, "character": character}});
    let ask = |client: &mut Client, only: Value| {
        client.ask(
            "textDocument/codeAction",
            &one,
            json!({"range": range, "context": {"diagnostics": [], "only": only}}),
        )
    };
    let all = ask(&mut client, Value::Null);
    let all = all.as_array().unwrap();
    assert!(all.iter().all(|a| a["isPreferred"] != true && a.get("edit").is_none()), "{all:?}");
    let using = all.iter().find(|a| a["title"].as_str().unwrap().starts_with("Use «19»")).expect("the other value");
    let resolved = client.request("codeAction/resolve", using.clone());
    let edits = &resolved["result"]["edit"]["changes"][&one];
    assert_eq!(edits[0]["newText"], "19", "{resolved}");
    assert!(all.iter().any(|a| a["title"].as_str().unwrap().starts_with("Open ")));
    assert_eq!(ask(&mut client, json!(["source.fixAll"])), json!([]));
    // An action that the text has outrun does nothing.
    client.change(&one, 2, Some([0, 0, 0, 0]), "x");
    let outrun = client.request("codeAction/resolve", using.clone());
    assert!(outrun["result"].get("edit").is_none(), "{outrun}");
    assert!(client.stop().success());
}

#[test]
fn an_older_count_is_not_offered() {
    let folder = tempfile::tempdir().unwrap();
    let text = |day: u32, dead: &str| {
        format!(
            "Fire at Karvia port\n\nKARVIA, May {day}, 2023 — {dead} people died in the fire in the port of Karvia on Monday, police said.\n"
        )
    };
    fs::write(folder.path().join("older.txt"), text(2, "Seven")).unwrap();
    fs::write(folder.path().join("newer.txt"), text(4, "Ten")).unwrap();
    let draft = uri(&folder.path().join("draft.txt"));
    let mut client = Client::start(Some(folder.path()), capable("utf-16"), json!({"marks": "off"}));
    client.open(&draft, &text(3, "Eight"));
    let told = |d: &Value| d["diagnostics"].as_array().unwrap().iter().any(|d| d["code"] == "figure-superseded");
    let found = client.diagnostics(&draft, told)["diagnostics"][0].clone();
    assert_eq!(found["message"], "The dead: a later article has 10 (4 May 2023)");
    let range = &found["range"];
    let all = client.ask("textDocument/codeAction", &draft, json!({"range": range, "context": {"diagnostics": []}}));
    let offered = |start: &str| all.as_array().unwrap().iter().any(|a| a["title"].as_str().unwrap().starts_with(start));
    assert!(offered("Use «Ten»") && !offered("Use «Seven»") && !offered("Use «seven»"), "{all}");
    assert!(client.stop().success());
}

#[test]
fn lenses_and_hints_follow_the_settings() {
    let (_folder, mut client, one) = session("utf-16", json!({"codeLens": false}));
    let whole = json!({"range": {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}});
    assert!(client.ask("textDocument/codeLens", &one, json!({})).is_null());
    assert!(client.ask("textDocument/inlayHint", &one, whole.clone()).is_null());
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"codeLens": true, "inlayHints": true}}));
    while client.ask("textDocument/codeLens", &one, json!({})).is_null() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let lenses = client.ask("textDocument/codeLens", &one, json!({}));
    assert!(lenses[0]["command"]["title"].as_str().unwrap().contains("1 article"), "{lenses}");
    let hints = client.ask("textDocument/inlayHint", &one, whole);
    assert!(hints.as_array().unwrap().iter().any(|h| h["label"] == "= Tuesday 2 May 2023"), "{hints}");
    assert!(client.stop().success());
}

#[test]
fn rules_are_explained() {
    let (_folder, mut client, _) = session("utf-16", json!({}));
    let page = client.command("copydesk.explain", json!(["figure-conflict"]));
    assert!(page.as_str().unwrap().starts_with("# figure-conflict"));
    assert!(client.command("copydesk.explain", json!(["no-such-rule"])).is_null());
    assert_eq!(client.request("workspace/executeCommand", json!({"command": "rm"}))["error"]["code"], -32602);
    assert!(client.stop().success());
}

#[test]
fn a_name_in_two_spellings_leads_to_the_other_and_places_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let text = |name: &str| {
        format!(
            "Fire at Karvia port\n\nKARVIA, May 3, 2023 — A fire burned in the port of Karvia on Tuesday. The captain was {name}, the coast guard said. He left on Monday, May 2.\n"
        )
    };
    fs::write(folder.path().join("other.txt"), text("Pavel Orlec")).unwrap();
    let draft = uri(&folder.path().join("draft.txt"));
    let mut client = Client::start(Some(folder.path()), capable("utf-16"), json!({"marks": "off"}));
    client.open(&draft, &text("Pavel Orlek"));
    let all = |d: &Value| d["diagnostics"].as_array().unwrap().clone();
    let told = client.diagnostics(&draft, |d| all(d).iter().any(|d| d["code"] == "name-variant"));
    let place = |code: &str| {
        let found = all(&told).iter().find(|d| d["code"] == code).unwrap()["range"]["start"].clone();
        json!({"position": found, "context": {"includeDeclaration": true}})
    };
    let named = client.ask("textDocument/references", &draft, place("name-variant"));
    let other = |l: &&Value| l["uri"].as_str().unwrap().ends_with("other.txt");
    assert_eq!(named.as_array().unwrap().iter().filter(other).count(), 1, "{named}");
    // The weekday beside a date is a part of it.
    let dated = client.ask("textDocument/references", &draft, place("weekday-mismatch"));
    let own = dated.as_array().unwrap().iter().filter(|l| !other(l)).count();
    assert_eq!(own, 1, "{dated}");
    let about = json!({"range": all(&told).iter().find(|d| d["code"] == "weekday-mismatch").unwrap()["range"],
        "context": {"diagnostics": []}});
    let actions = client.ask("textDocument/codeAction", &draft, about).to_string();
    assert!(actions.contains("Change the weekday") && !actions.contains("Open «Monday"), "{actions}");
    assert!(!actions.contains("everywhere"), "{actions}");
    let symbols = client.request("workspace/symbol", json!({"query": "Karvia"}));
    assert!(symbols["result"].as_array().unwrap().iter().any(|s| s["name"] == "Karvia"), "{symbols}");
    assert!(client.stop().success());
}
