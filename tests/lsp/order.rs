//! Edits, requests and cancellations keep their order.

use serde_json::json;

use super::client::{Client, capable};

#[test]
fn every_hover_sees_the_text_of_its_arrival() {
    let mut client = Client::start(None, capable("utf-16"), json!({}));
    let uri = "untitled:a";
    client.open(uri, "1001 people were killed.\n");
    let mut asked = Vec::new();
    for n in 1002..3002 {
        client.change(uri, n, Some([0, 0, 0, 4]), &n.to_string());
        let at = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 2}});
        asked.push((n, client.send_request("textDocument/hover", at)));
    }
    for (n, id) in asked {
        let answer = client.answer(id);
        let told = answer["result"]["contents"]["value"].as_str().unwrap_or_default();
        let wanted = format!("{},{:03}", n / 1000, n % 1000);
        assert!(told.contains(&wanted), "the hover after edit {n} says {told}");
    }
    // The last version is always told; those that were overtaken need not be.
    client.diagnostics(uri, |d| d["version"] == 3001);
    assert!(client.stop().success());
}

#[test]
fn stuck_requests_hold_up_nothing_and_can_be_cancelled() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(Some(folder.path()), capable("utf-16"), json!({}));
    let uri = super::client::uri(&folder.path().join("a.txt"));
    client.open(&uri, "1 people were killed.\n");
    client.facts(&uri);
    // Each asks the person for a reason, and this person never answers.
    client.polite = false;
    let about = json!({"uri": uri, "code": "figure-conflict", "scope": "here",
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}}});
    let stuck: Vec<u64> = (0..8)
        .map(|_| {
            client.send_request("workspace/executeCommand", json!({"command": "copydesk.stet", "arguments": [about]}))
        })
        .collect();
    for n in 2..=401 {
        client.change(&uri, n, Some([0, 0, 0, (n - 1).to_string().len() as u32]), &n.to_string());
    }
    let facts = client.facts(&uri);
    assert_eq!((&facts["version"], &facts["groups"][0]["facts"][0]["text"]), (&json!(401), &json!("401")));
    for id in &stuck {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    for id in stuck {
        assert_eq!(client.answer(id)["error"]["code"], -32800);
    }
    assert!(client.stop().success());
}
