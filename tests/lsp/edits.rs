//! Random edits in each encoding, against a plain text that is edited by other means.

use std::time::Duration;

use copydesk::{
    base::{Encoding, Position},
    desk::{Applied, Edit, Text},
};

use serde_json::{Value, json};

use super::client::{Client, Random, capable, width};

const PIECES: &[&str] = &[
    "7",
    "a",
    "é",
    "😀",
    "e\u{301}",
    "\u{202e}",
    " ",
    "\n",
    "\r\n",
    "\r",
    "“",
    "12 people were killed. ",
    "שלום",
    "$3.5m ",
];

/// A place in a text as character index, with its position in an encoding. Between CR and LF there is none.
fn place(text: &[char], encoding: &str, random: &mut Random) -> (usize, [u32; 2]) {
    loop {
        let at = random.below(text.len() + 1);
        if at > 0 && text[at - 1] == '\r' && text.get(at) == Some(&'\n') {
            continue;
        }
        let (mut line, mut start) = (0, 0);
        for i in 0..at {
            let ends = text[i] == '\n' || text[i] == '\r' && text.get(i + 1) != Some(&'\n');
            if ends {
                line += 1;
                start = i + 1;
            }
        }
        let before: String = text[start..at].iter().collect();
        return (at, [line, width(&before, encoding)]);
    }
}

/// A random edit of the plain text: its range as positions and its new text.
fn edit(text: &mut Vec<char>, encoding: &str, random: &mut Random) -> ([u32; 4], &'static str) {
    let mut ends = [place(text, encoding, random), place(text, encoding, random)];
    if random.below(3) > 0 {
        ends[1] = ends[0];
    }
    ends.sort();
    let new = if text.len() > 400 && random.below(2) > 0 { "" } else { PIECES[random.below(PIECES.len())] };
    text.splice(ends[0].0..ends[1].0, new.chars());
    let ([a, b], [c, d]) = (ends[0].1, ends[1].1);
    ([a, b, c, d], new)
}

#[test]
fn edits_in_every_encoding_make_the_same_text() {
    for (name, encoding) in [("utf-8", Encoding::Utf8), ("utf-16", Encoding::Utf16), ("utf-32", Encoding::Utf32)] {
        let mut random = Random(11 + name.len() as u64);
        let mut plain: Vec<char> = "One.\r\nTwo 😀.\rThree.\n".chars().collect();
        let mut text = Text::new(&plain.iter().collect::<String>());
        for step in 0..5_000 {
            let ([a, b, c, d], new) = edit(&mut plain, name, &mut random);
            let range = Some((Position { line: a, column: b }, Position { line: c, column: d }));
            assert_eq!(text.apply(Edit { range, text: new }, encoding), Applied::Exactly, "{name}, step {step}");
            assert_eq!(*text.whole(), *plain.iter().collect::<String>(), "{name}, step {step}");
        }
    }
}

/// What is stated where, without what the other document says of it.
fn stated(facts: &Value) -> Vec<[&Value; 3]> {
    let groups = facts["groups"].as_array().unwrap().iter();
    groups.flat_map(|g| g["facts"].as_array().unwrap()).map(|f| [&f["range"], &f["text"], &f["value"]]).collect()
}

#[test]
fn a_document_edited_is_the_document_opened() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut random = Random(23 + encoding.len() as u64);
        let mut client = Client::start(None, capable(encoding), serde_json::json!({}));
        let mut plain: Vec<char> = "About 40 people were hurt.\n\nIt cost $2m.\n".chars().collect();
        client.open("untitled:edited", &plain.iter().collect::<String>());
        for version in 2..400 {
            let (range, new) = edit(&mut plain, encoding, &mut random);
            client.change("untitled:edited", version, Some(range), new);
            if version % 50 == 0 {
                let opened = format!("untitled:{version}");
                client.open(&opened, &plain.iter().collect::<String>());
                let (a, b) = (client.facts("untitled:edited"), client.facts(&opened));
                assert_eq!(stated(&a), stated(&b), "{encoding}, version {version}");
                assert_eq!(a["version"], version);
                client.close(&opened);
            }
        }
        assert!(client.stop().success());
    }
}

#[test]
fn bad_ranges_and_versions_are_survived() {
    let mut client = Client::start(None, capable("utf-16"), serde_json::json!({}));
    let uri = "untitled:a";
    client.open(uri, "About 40 people were hurt.\n");
    client.change(uri, 1, Some([7, 3, 2, 9]), "More: 41 people. ");
    client.change(uri, -5, Some([0, 4_000_000_000, 0, 2]), "");
    client.change("untitled:never-opened", 2, None, "x");
    client.notify("textDocument/didChange", serde_json::json!({"textDocument": {"uri": uri, "version": 9}}));
    client.notify("textDocument/didChange", serde_json::json!([1, 2]));
    client.close("untitled:never-opened");
    client.open(uri, "Opened again with 12 people.\n");
    assert!(client.facts(uri)["groups"][0]["facts"][0]["value"].as_str().unwrap().contains("12"));
    assert!(client.hover(uri, 99, 0).is_null());
    assert!(client.hover("untitled:never-opened", 0, 0).is_null());
    client.change(uri, 3, None, "Whole: 13 people.\n");
    assert!(client.facts(uri)["groups"][0]["facts"][0]["value"].as_str().unwrap().contains("13"));
    assert!(client.stop().success());
}

/// A character beyond the first plane, typed as its two UTF-16 units.
#[test]
fn half_characters_are_edits_too() {
    let mut client = Client::start(None, capable("utf-16"), json!({}));
    let uri = "untitled:a";
    client.open(uri, "Some 12 people died.\n");
    for (version, at, text) in [(2, 0, "\\ud83d"), (3, 1, "\\ude00"), (4, 8, "3")] {
        let range = format!(
            r#"{{"start":{{"line":0,"character":{at}}},"end":{{"line":0,"character":{}}}}}"#,
            if text == "3" { at + 1 } else { at }
        );
        client.send_body(&format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri":"{uri}","version":{version}}},"contentChanges":[{{"range":{range},"text":"{text}"}}]}}}}"#
        ));
    }
    let facts = client.facts(uri);
    let stated = &facts["groups"][0]["facts"][0];
    assert_eq!((&stated["text"], &stated["range"]["start"]["character"]), (&json!("Some 13"), &json!(2)), "{facts}");
    assert!(client.stop().success());
}

/// After an edit that nobody can read the next ones have no place, until all of the text is sent.
#[test]
fn an_edit_that_is_not_understood_is_told_once() {
    let mut client = Client::start(None, capable("utf-16"), json!({}));
    let uri = "untitled:a";
    client.open(uri, "Some 12 people died.\n");
    let figure = |client: &mut Client| client.facts(uri)["groups"][0]["facts"][0]["text"].clone();
    assert_eq!(figure(&mut client), "Some 12");
    let change = |text: &str| {
        format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri": "{uri}","version":2}},"contentChanges":[{text}]}}}}"#
        )
    };
    let told = |m: &Value| m["method"] == "window/showMessage";
    for (n, unreadable) in [r#"{"text":"\ud8"}"#, r#"{"range":5,"text":"x"}"#, r#"{"text":7}"#].iter().enumerate() {
        client.send_body(&change(unreadable));
        let message = client.wait(if n == 0 { Duration::from_secs(10) } else { Duration::from_millis(300) }, told);
        let says = message.is_some_and(|m| m["params"]["message"].as_str().unwrap().contains("an edit of a and"));
        assert_eq!(says, n == 0, "{unreadable}");
        client.change(uri, 3, Some([0, 6, 0, 7]), "9");
        assert_eq!(figure(&mut client), "Some 12", "{unreadable}");
    }
    client.change(uri, 4, None, "Some 15 people died.\n");
    client.change(uri, 5, Some([0, 6, 0, 7]), "6");
    assert_eq!(figure(&mut client), "Some 16");
    assert!(client.stop().success());
}

#[test]
fn an_article_that_is_too_long_is_told_once() {
    let mut client = Client::start(None, capable("utf-16"), json!({}));
    let line = "Nine people were killed in Karvia on 3 May 2023. ";
    client.open("untitled:long.txt", &line.repeat((16 << 20) / line.len() + 1));
    client.change("untitled:long.txt", 2, Some([0, 0, 0, 0]), "Later. ");
    let told =
        |m: &Value| m["params"]["message"].as_str().is_some_and(|m| m.starts_with("long.txt is longer than 16 MB"));
    assert!(client.wait(Duration::from_secs(60), told).is_some());
    assert!(client.hover("untitled:long.txt", 0, 9).is_null());
    assert!(client.wait(Duration::from_millis(100), told).is_none());
    assert!(client.stop().success());
}
