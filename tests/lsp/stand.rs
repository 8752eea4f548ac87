//! What a person lets stand: that, and nothing else, is no longer told.

use std::{fs, path::Path};

use serde_json::{Value, json};

use super::client::{Client, capable, uri};

const HEAD: &str = "Fire at Karvia port\n\nKARVIA, May 3, 2023 — A fire burned in the port of Karvia on Tuesday. ";

/// A session over an article and a draft that contradicts it, with what is told of the draft.
struct Desk {
    folder: tempfile::TempDir,
    client: Client,
    draft: String,
    told: Vec<Value>,
}

fn told(params: &Value) -> Vec<Value> {
    params["diagnostics"].as_array().unwrap().clone()
}

fn codes(told: &[Value], code: &str) -> usize {
    told.iter().filter(|d| d["code"] == code).count()
}

/// `name` is the draft's, or none for one without a file.
fn desk(there: &str, here: &str, name: Option<&str>, code: &str, count: usize) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("other.txt"), format!("{HEAD}{there}\n")).unwrap();
    let draft = name.map_or("untitled:draft".to_owned(), |n| address(&folder.path().join(n)));
    let mut client = Client::start(Some(folder.path()), capable("utf-16"), json!({"marks": "off"}));
    client.open(&draft, &format!("{HEAD}{here}\n"));
    let params = client.diagnostics(&draft, |d| codes(&told(d), code) == count);
    Desk { folder, client, draft, told: told(&params) }
}

/// The URI of a file whose name may have anything in it (RFC 3986, section 2.1).
fn address(path: &Path) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/._-".contains(&b);
    let one = |b: u8| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") };
    uri(Path::new(&path.to_str().unwrap().bytes().map(one).collect::<String>()))
}

impl Desk {
    fn stet(&mut self, finding: &Value, scope: &str) -> Value {
        let about = json!({"uri": self.draft, "range": finding["range"], "code": finding["code"], "scope": scope,
            "reason": "checked"});
        // What was told before is not what is told then.
        self.client.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
        self.client.command("copydesk.stet", json!([about]))
    }

    fn ledger(&self) -> String {
        fs::read_to_string(self.folder.path().join("copydesk.stet")).unwrap_or_default()
    }

    /// Titles of what can be done about a finding.
    fn actions(&mut self, finding: &Value) -> Vec<String> {
        let about = json!({"range": finding["range"], "context": {"diagnostics": []}});
        let all = self.client.ask("textDocument/codeAction", &self.draft.clone(), about);
        all.as_array().unwrap().iter().map(|a| a["title"].as_str().unwrap().to_owned()).collect()
    }

    /// Lets the first finding of a code stand everywhere; what is told then.
    fn first_everywhere(&mut self, code: &str) -> Vec<Value> {
        let first = self.told.iter().find(|d| d["code"] == code).unwrap().clone();
        let left = codes(&self.told, code) - 1;
        assert_eq!(self.stet(&first, "project"), true);
        let draft = self.draft.clone();
        told(&self.client.diagnostics(&draft, |d| codes(&told(d), code) == left))
    }
}

#[test]
fn one_quotation_of_a_speaker_is_not_all_of_them() {
    let text = |word: &str| {
        format!(
            "“The pier had {word} been inspected since it was built,” said Ines Okafor, the harbour master.\n\n\
             “The company {word} answered our letters of last autumn,” said Ines Okafor, the harbour master."
        )
    };
    let mut desk = desk(&text("often"), &text("never"), Some("draft.txt"), "quote-wording", 2);
    let second = desk.told.iter().rfind(|d| d["code"] == "quote-wording").unwrap().clone();
    let titles = desk.actions(&second);
    assert!(titles.iter().any(|t| t.starts_with("Let it stand everywhere: «“The company never")), "{titles:?}");
    let left = desk.first_everywhere("quote-wording");
    assert_eq!(codes(&left, "quote-wording"), 1, "{}", desk.ledger());
    assert!(desk.ledger().contains("quote-wording | * | “The pier had never been"), "{}", desk.ledger());
    assert!(desk.client.stop().success());
}

#[test]
fn one_name_in_a_claim_is_not_all_that_its_source_says() {
    let text = |first: &str, second: &str| {
        format!("The captain was {first}, the coast guard said. The mate was {second}, the coast guard said.")
    };
    let (there, here) = (text("Pavel Orlec", "Teodor Wallenburg"), text("Pavel Orlek", "Teodor Wallenberg"));
    let mut desk = desk(&there, &here, Some("draft.txt"), "name-variant", 2);
    let left = desk.first_everywhere("name-variant");
    assert_eq!(codes(&left, "name-variant"), 1, "{}", desk.ledger());
    assert!(desk.ledger().contains("name-variant | * | Pavel Orlek |"), "{}", desk.ledger());
    assert!(desk.client.stop().success());
}

#[test]
fn one_age_is_not_everyones() {
    let text =
        |age: u32| format!("Ines Okafor, {age}, saw it from the pier. Her brother Teodor Wallenberg, {age}, slept.");
    let mut desk = desk(&text(41), &text(14), Some("draft.txt"), "age-conflict", 2);
    let left = desk.first_everywhere("age-conflict");
    assert_eq!(codes(&left, "age-conflict"), 1, "{}", desk.ledger());
    assert!(desk.ledger().contains("age-conflict | * | Ines Okafor: 14 years old |"), "{}", desk.ledger());
    assert!(desk.client.stop().success());
}

const DEAD: &str = "The fire in the port of Karvia killed 19 people, the fire service said.";

#[test]
fn a_draft_without_a_file_keeps_no_decision_of_its_own() {
    let mut desk = desk(DEAD, &DEAD.replace("19", "14"), None, "figure-conflict", 1);
    let conflict = desk.told.iter().find(|d| d["code"] == "figure-conflict").unwrap().clone();
    assert!(desk.actions(&conflict).iter().all(|t| !t.contains("stand here")));
    assert_eq!(desk.stet(&conflict, "here"), false);
    let asked = desk.client.wait(std::time::Duration::from_secs(10), |m| m["method"] == "window/showMessage");
    assert!(asked.unwrap()["params"]["message"].as_str().unwrap().contains("Save the article first"));
    assert_eq!(desk.ledger(), "");
    // What stands everywhere needs no name.
    let left = desk.first_everywhere("figure-conflict");
    assert_eq!(codes(&left, "figure-conflict"), 0);
    assert!(desk.client.stop().success());
}

#[test]
fn decisions_hold_whatever_the_file_is_called() {
    for name in ["fire  two.txt", " lead.txt", if cfg!(windows) { "a¦b.txt" } else { "a|b\t.txt" }] {
        let mut desk = desk(DEAD, &DEAD.replace("19", "14"), Some(name), "figure-conflict", 1);
        let conflict = desk.told.iter().find(|d| d["code"] == "figure-conflict").unwrap().clone();
        assert_eq!(desk.stet(&conflict, "here"), true);
        let draft = desk.draft.clone();
        desk.client.diagnostics(&draft, |d| codes(&told(d), "figure-conflict") == 0);
        assert!(desk.client.stop().success());
    }
}

#[test]
fn headline_and_text_are_decided_once_and_a_decision_is_taken_back() {
    let text = |n: u32| {
        format!(
            "Ferry fire kills {n}\n\nKARVIA, May 3, 2023 — A fire on a ferry in the port of Karvia killed {n} people on Tuesday.\n"
        )
    };
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("other.txt"), text(19)).unwrap();
    let mut client = Client::start(Some(folder.path()), capable("utf-16"), json!({"marks": "off"}));
    let draft = address(&folder.path().join("draft.txt"));
    client.open(&draft, &text(14));
    let told = told(&client.diagnostics(&draft, |d| codes(&self::told(d), "figure-conflict") == 2));
    let mut desk = Desk { folder, client, draft: draft.clone(), told };
    let first = desk.told.iter().find(|d| d["code"] == "figure-conflict").unwrap().clone();
    assert_eq!(desk.stet(&first, "here"), true);
    desk.client.diagnostics(&draft, |d| codes(&self::told(d), "figure-conflict") == 0);
    assert_eq!(desk.ledger().matches("figure-conflict | draft.txt |").count(), 2, "{}", desk.ledger());
    let about = json!({"position": first["range"]["start"]});
    let hover = desk.client.ask("textDocument/hover", &draft, about)["contents"]["value"].to_string();
    assert!(hover.contains("Let stand:") && hover.contains("checked") && !hover.contains("| Conflict"), "{hover}");
    let titles = desk.actions(&first);
    assert!(titles.iter().any(|t| t.starts_with("Take the decision back (checked, ")), "{titles:?}");
    assert_eq!(desk.stet(&first, "back"), true);
    desk.client.diagnostics(&draft, |d| codes(&self::told(d), "figure-conflict") == 2);
    assert!(!desk.ledger().contains("figure-conflict |"), "{}", desk.ledger());
    assert!(desk.client.stop().success());
}

#[test]
fn what_is_wrong_in_the_ledger_or_the_configuration_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("copydesk.stet"), "figure-conflict is fine\n").unwrap();
    fs::write(folder.path().join("copydesk.toml"), "[rules]\nname-variant = \"of\"\n").unwrap();
    let mut client = Client::start(Some(folder.path()), capable("utf-16"), json!({}));
    let mut messages = String::new();
    for _ in 0..2 {
        let asked = client.wait(std::time::Duration::from_secs(10), |m| m["method"] == "window/showMessage");
        messages += &asked.unwrap()["params"]["message"].to_string();
    }
    for part in ["copydesk.stet:1:1: this line is no decision", "copydesk.toml:2:16", "did you mean «off»?", "mended"]
    {
        assert!(messages.contains(part), "{part}: {messages}");
    }
    assert!(client.stop().success());
}
