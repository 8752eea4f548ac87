//! Beginning and end of a session (LSP 3.17, Lifecycle Messages).

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::{Client, capable};

#[test]
fn requests_before_initialize_and_after_shutdown_are_errors() {
    let mut client = Client::spawn();
    let hover = json!({"textDocument": {"uri": "untitled:a"}, "position": {"line": 0, "character": 0}});
    assert_eq!(client.request("textDocument/hover", hover.clone())["error"]["code"], -32002);
    client.open("untitled:a", "12 people");
    client.initialize(None, json!({}), json!({}));
    // What was sent too early was dropped.
    assert!(client.hover("untitled:a", 0, 0).is_null());
    assert_eq!(client.request("initialize", json!({"capabilities": {}}))["error"]["code"], -32600);
    assert_eq!(client.request("textDocument/noSuchThing", json!({}))["error"]["code"], -32601);
    assert_eq!(client.request("$/noSuchThing", json!({}))["error"]["code"], -32601);
    assert_eq!(client.request("textDocument/hover", json!({"position": 3}))["error"]["code"], -32602);
    assert!(client.request("shutdown", Value::Null)["result"].is_null());
    assert_eq!(client.request("textDocument/hover", hover)["error"]["code"], -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.left().code(), Some(0));
}

#[test]
fn leaving_without_shutdown_is_an_error() {
    let mut client = Client::start(None, json!({}), json!({}));
    client.notify("exit", Value::Null);
    assert_eq!(client.left().code(), Some(1));
}

#[cfg(unix)]
#[test]
fn the_server_leaves_when_the_system_asks_it_to() {
    for signal in ["TERM", "INT", "HUP"] {
        let mut client = Client::start(None, json!({}), json!({}));
        client.signal(signal);
        assert_eq!(client.left().code(), Some(1), "{signal}");
    }
}

#[test]
fn the_server_leaves_with_its_editor() {
    let mut editor = std::process::Command::new("sleep").arg("600").spawn().unwrap();
    let mut client = Client::spawn();
    client.request("initialize", json!({"processId": editor.id(), "capabilities": {}}));
    editor.kill().unwrap();
    editor.wait().unwrap();
    assert_eq!(client.left().code(), Some(1));
}

/// A client that leaves what the server asks of it unanswered.
fn rude() -> Client {
    let mut client = Client::spawn();
    client.polite = false;
    let mut capabilities = capable("utf-16");
    capabilities["workspace"] = json!({"didChangeWatchedFiles": {"dynamicRegistration": true}, "configuration": true});
    client.initialize(None, capabilities, json!({}));
    let asked = client.wait(Duration::from_secs(30), |m| m["method"] == "client/registerCapability");
    assert!(asked.is_some());
    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    client
}

#[test]
fn the_server_leaves_a_client_that_never_answers() {
    let mut client = rude();
    client.request("shutdown", Value::Null);
    let asked = Instant::now();
    client.notify("exit", Value::Null);
    assert_eq!(client.left().code(), Some(0));
    assert!(asked.elapsed() < Duration::from_secs(10));
    let mut client = rude();
    client.hang_up();
    let asked = Instant::now();
    assert_eq!(client.left().code(), Some(1));
    assert!(asked.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_question_to_the_person_keeps_no_server() {
    let folder = tempfile::tempdir().unwrap();
    let uri = super::client::uri(&folder.path().join("a.txt"));
    for orderly in [true, false] {
        let mut client = Client::start(Some(folder.path()), capable("utf-16"), json!({}));
        client.open(&uri, "1 person was killed.\n");
        client.polite = false;
        let about = json!({"uri": uri, "code": "figure-conflict", "scope": "here",
            "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}}});
        let command = json!({"command": "copydesk.stet", "arguments": [about]});
        client.send_request("workspace/executeCommand", command);
        let asked = client.wait(Duration::from_secs(30), |m| m["method"] == "window/showMessageRequest");
        assert!(asked.is_some());
        if orderly {
            client.request("shutdown", Value::Null);
            client.notify("exit", Value::Null);
        }
        client.hang_up();
        let left = Instant::now();
        assert_eq!(client.left().code(), Some(i32::from(!orderly)));
        assert!(left.elapsed() < Duration::from_secs(15));
    }
}

#[test]
fn the_first_known_encoding_is_taken() {
    for (offered, taken) in [
        (json!(["utf-8", "utf-16"]), "utf-8"),
        (json!(["utf-32"]), "utf-32"),
        (json!(["utf-7", "utf-16", "utf-8"]), "utf-16"),
        (json!([]), "utf-16"),
    ] {
        let mut client = Client::spawn();
        let capabilities = json!({"general": {"positionEncodings": offered}});
        let answer = client.initialize(None, capabilities, json!({}));
        assert_eq!(answer["capabilities"]["positionEncoding"], taken);
        assert!(client.stop().success());
    }
}

#[test]
fn a_client_that_can_do_nothing_is_served() {
    let mut client = Client::start(None, json!({}), json!({}));
    client.open("untitled:a", "😀 About 40 people were hurt.\n");
    let told = client.diagnostics("untitled:a", |_| true);
    assert_eq!(told["version"], 1);
    // It has no semantic tokens, so that figures are marked as hints, here after a character of two UTF-16 units.
    let mark = &told["diagnostics"][0];
    assert_eq!((&mark["severity"], &mark["range"]["start"]["character"]), (&json!(4), &json!(3)));
    let hover = client.hover("untitled:a", 0, 10);
    assert_eq!(hover["contents"]["kind"], "plaintext");
    assert!(client.stop().success());
}

#[test]
fn settings_change_while_it_runs() {
    let mut client = Client::start(None, capable("utf-16"), json!({"marks": "off"}));
    client.open("untitled:a", "About 40 people were hurt.\n");
    client.diagnostics("untitled:a", |d| d["diagnostics"].as_array().unwrap().is_empty());
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"copydesk": {"marks": "hints"}}}));
    client.diagnostics("untitled:a", |d| d["diagnostics"].as_array().unwrap().len() == 1);
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"copydesk": {"marks": "shrill"}}}));
    let complaint = client.wait(std::time::Duration::from_secs(10), |m| m["method"] == "window/showMessage");
    assert!(complaint.unwrap()["params"]["message"].as_str().unwrap().contains("copydesk.marks"));
    assert!(client.stop().success());
}
