//! Open drafts and articles on disk, compared with one another.

use std::{
    ffi::OsString,
    fs,
    path::Path,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::client::{Client, capable, uri};

pub(super) const FIRST: &str = "Fire at Karvia port kills 14\n\nKARVIA, May 3, 2023 — A fire in the port of Karvia killed 14 people on \
    Tuesday, the fire service of Karvia said.\n";
pub(super) const OTHER: &str = "Karvia port fire: 19 dead\n\nKARVIA, May 3, 2023 — A fire in the port of Karvia killed 19 people on \
    Tuesday, the fire service of Karvia said.\n";

pub(super) fn conflicts(params: &Value) -> Vec<&Value> {
    let all = params["diagnostics"].as_array().unwrap();
    all.iter().filter(|d| d["code"].as_str().is_some_and(|c| c.starts_with("figure-"))).collect()
}

/// Whether the conflicts lead to a file of this name.
pub(super) fn leads_to(params: &Value, file: &str) -> bool {
    let uri = |d: &&Value| d["relatedInformation"][0]["location"]["uri"].as_str().is_some_and(|u| u.ends_with(file));
    conflicts(params).iter().any(uri)
}

pub(super) fn write(folder: &Path, name: &str, text: &str) -> String {
    fs::write(folder.join(name), text).unwrap();
    uri(&folder.join(name))
}

#[test]
fn two_unsaved_drafts_contradict_each_other() {
    let mut client = Client::start(None, capable("utf-16"), json!({}));
    client.open("untitled:one", FIRST);
    client.diagnostics("untitled:one", |d| d["version"] == 1);
    client.open("untitled:two", OTHER);
    for draft in ["untitled:one", "untitled:two"] {
        let told = client.diagnostics(draft, |d| !conflicts(d).is_empty());
        let related = &conflicts(&told)[0]["relatedInformation"][0];
        assert!(related["location"]["uri"].as_str().unwrap().starts_with("untitled:"), "{related}");
        assert_ne!(related["location"]["uri"], draft);
    }
    // An edit of one settles both.
    client.change("untitled:two", 2, None, &OTHER.replace("19", "14"));
    for draft in ["untitled:one", "untitled:two"] {
        client.diagnostics(draft, |d| conflicts(d).is_empty());
    }
    assert!(client.stop().success());
}

#[test]
fn an_open_file_shadows_the_one_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (write(folder.path(), "one.txt", FIRST), write(folder.path(), "two.txt", OTHER));
    let mut client = Client::start(Some(folder.path()), capable("utf-16"), json!({}));
    client.open(&one, FIRST);
    client.diagnostics(&one, |d| !conflicts(d).is_empty());
    client.open(&two, &OTHER.replace("19", "14"));
    client.diagnostics(&two, |d| d["version"] == 1);
    client.diagnostics(&one, |d| conflicts(d).is_empty());
    client.close(&two);
    client.diagnostics(&two, |d| d["diagnostics"].as_array().unwrap().is_empty());
    client.diagnostics(&one, |d| !conflicts(d).is_empty());
    assert!(client.stop().success());
}

/// How long diagnostics took to come after a change on disk, not counting how long the server stood in line for a processor
/// behind other programs.
fn after_a_change(
    client: &mut Client,
    uri: &str,
    what: &str,
    wanted: fn(&Value) -> bool,
    change: impl FnOnce(),
) -> Duration {
    let (before, started) = (client.queued(), Instant::now());
    change();
    assert!(client.diagnostics_within(Duration::from_secs(20), uri, wanted).is_some(), "{what}");
    let took = started.elapsed();
    let waited =
        |(thread, time): (OsString, Duration)| time.saturating_sub(before.get(&thread).copied().unwrap_or_default());
    let queued: Duration = client.queued().into_iter().map(waited).sum();
    took.saturating_sub(queued)
}

#[test]
fn changes_on_disk_are_seen_without_the_client() {
    let folder = tempfile::tempdir().unwrap();
    let one = write(folder.path(), "one.txt", FIRST);
    let mut client = Client::start(Some(folder.path()), capable("utf-16"), json!({}));
    client.open(&one, FIRST);
    client.diagnostics(&one, |_| true);
    // The watcher is set up by the time the corpus is read.
    while !client.command("copydesk.status", json!([])).as_str().unwrap().starts_with("1 article") {
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut took = Vec::new();
    for n in 0..4 {
        let name = format!("two-{n}.txt");
        took.push(after_a_change(
            &mut client,
            &one,
            "a file that came",
            |d| !conflicts(d).is_empty(),
            || {
                write(folder.path(), &name, OTHER);
            },
        ));
        took.push(after_a_change(
            &mut client,
            &one,
            "a file that went",
            |d| conflicts(d).is_empty(),
            || {
                fs::rename(folder.path().join(&name), folder.path().join("gone.bak")).unwrap();
            },
        ));
    }
    // One stall of the disk is no fault of the server: the middle of eight counts.
    took.sort();
    assert!(took[4] < Duration::from_secs(1), "{took:?}");
    assert!(client.stop().success());
}

#[test]
fn a_file_that_is_renamed_is_not_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let (root, log) = (folder.path().join("corpus"), folder.path().join("log"));
    fs::create_dir(&root).unwrap();
    write(&root, "two.txt", OTHER);
    let mut client = Client::spawn_with(folder.path(), &["--log", log.to_str().unwrap(), "--log-level", "info"]);
    client.initialize(Some(&root), capable("utf-16"), json!({}));
    client.open("untitled:one", FIRST);
    client.diagnostics("untitled:one", |d| leads_to(d, "/two.txt"));
    let read = || fs::read_to_string(&log).unwrap();
    // The watcher is set up by then.
    while !read().contains("left out") {
        std::thread::sleep(Duration::from_millis(20));
    }
    fs::rename(root.join("two.txt"), root.join("three.txt")).unwrap();
    client.diagnostics("untitled:one", |d| leads_to(d, "/three.txt"));
    assert!(read().contains("read=0 moved=1 removed=0"), "{}", read());
    assert!(client.stop().success());
}

pub(super) fn articles(client: &mut Client) -> usize {
    let status = client.command("copydesk.status", json!([]));
    status.as_str().unwrap().split(' ').next().unwrap().parse().unwrap()
}

#[test]
fn ten_thousand_files_changed_at_once_are_one_batch() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let root = folder.path().join("corpus");
    fs::create_dir(&root).unwrap();
    let mut client = Client::spawn_with(folder.path(), &["--log", log.to_str().unwrap(), "--log-level", "info"]);
    // The client watches, as editors do, and tells all at once.
    let mut capabilities = capable("utf-16");
    capabilities["workspace"]["didChangeWatchedFiles"]["dynamicRegistration"] = json!(true);
    client.initialize(Some(&root), capabilities, json!({}));
    let one = uri(&root.join("one.txt"));
    client.open(&one, FIRST);
    client.diagnostics(&one, |_| true);
    let read = || fs::read_to_string(&log).unwrap();
    while !read().contains("left out") {
        std::thread::sleep(Duration::from_millis(20));
    }
    let files: Vec<String> = (0..10_000).map(|n| write(&root, &format!("{n:05}.txt"), "Some 12 came.\n")).collect();
    let changes: Vec<Value> = files.iter().map(|f| json!({"uri": f, "type": 1})).collect();
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": changes}));
    let started = Instant::now();
    while articles(&mut client) < 10_000 {
        assert!(started.elapsed() < Duration::from_secs(120), "{}", read());
        // A person goes on writing all the while.
        assert_eq!(client.hover(&one, 0, 26)["range"]["start"]["line"], 0);
        std::thread::sleep(Duration::from_millis(50));
    }
    while !read().contains("changes on disk") {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(read().matches("changes on disk").count(), 1, "{}", read());
    assert!(client.stop().success());
}

#[test]
fn a_mistake_in_the_configuration_is_told_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let config = write(folder.path(), "copydesk.toml", "[rules]\nfigure-conflict = \"of\"\n");
    let mut client = Client::start(Some(folder.path()), capable("utf-16"), json!({}));
    let told = client.diagnostics(&config, |d| !d["diagnostics"].as_array().unwrap().is_empty());
    assert_eq!(told["diagnostics"][0]["range"]["start"]["line"], 1);
    write(folder.path(), "copydesk.toml", "[rules]\nfigure-conflict = \"off\"\n");
    client.diagnostics(&config, |d| d["diagnostics"].as_array().unwrap().is_empty());
    assert!(client.stop().success());
}

#[test]
fn an_archive_named_while_it_runs_is_followed() {
    let folder = tempfile::tempdir().unwrap();
    let (root, archive) = (folder.path().join("desk"), folder.path().join("archive"));
    fs::create_dir(&root).unwrap();
    fs::create_dir(&archive).unwrap();
    let one = write(&root, "one.txt", FIRST);
    write(&archive, "two.txt", &OTHER.replace("19", "14"));
    let mut capabilities = capable("utf-16");
    capabilities["workspace"]["didChangeWatchedFiles"]["dynamicRegistration"] = json!(true);
    let mut client = Client::start(Some(&root), capabilities, json!({}));
    client.open(&one, FIRST);
    client.diagnostics(&one, |_| true);
    let config = write(&root, "copydesk.toml", "[[archive]]\npath = \"../archive\"\n");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": config, "type": 1}]}));
    while articles(&mut client) < 2 {
        std::thread::sleep(Duration::from_millis(20));
    }
    write(&archive, "two.txt", OTHER);
    client.diagnostics(&one, |d| !conflicts(d).is_empty());
    assert!(client.stop().success());
}

/// A draft that differs from its own saved copy and from nothing else, in a workspace of these folders, opened by this name.
fn own_copy_is_no_other(folders: &[&Path], draft: &Path, count: usize) {
    let mut client = Client::spawn();
    client.initialize_in(Some(folders), capable("utf-16"), json!({}));
    let draft = uri(draft);
    client.open(&draft, OTHER);
    while articles(&mut client) != count {
        std::thread::sleep(Duration::from_millis(20));
    }
    // Every reading of the corpus is over then, and what it means for the draft told.
    client.change(&draft, 2, None, &OTHER.replace("19", "23"));
    client.diagnostics(&draft, |d| d["version"] == 2);
    let later = client.diagnostics_within(Duration::from_millis(1500), &draft, |d| !conflicts(d).is_empty());
    assert_eq!(later, None, "{folders:?}");
    assert!(client.stop().success());
}

#[test]
fn an_article_that_is_indexed_twice_is_one_article() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, part, archive) = (folder.path(), folder.path().join("part"), folder.path().join("archive"));
    for folder in [&part, &archive] {
        fs::create_dir(folder).unwrap();
    }
    write(&part, "one.txt", FIRST);
    // Folders that lie in each other, in either order.
    own_copy_is_no_other(&[whole, &part], &part.join("one.txt"), 1);
    own_copy_is_no_other(&[&part, whole], &part.join("one.txt"), 1);
    // An archive that is a folder of the workspace too.
    write(&part, "copydesk.toml", "[[archive]]\npath = \"../archive\"\n");
    write(&archive, "two.txt", FIRST);
    fs::remove_file(part.join("one.txt")).unwrap();
    own_copy_is_no_other(&[&part, &archive], &archive.join("two.txt"), 1);
    // Two folders that name one archive: it says one thing once.
    let other = folder.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::copy(part.join("copydesk.toml"), other.join("copydesk.toml")).unwrap();
    let mut client = Client::spawn();
    client.initialize_in(Some(&[&part, &other]), capable("utf-16"), json!({}));
    while articles(&mut client) != 1 {
        std::thread::sleep(Duration::from_millis(20));
    }
    let draft = uri(&part.join("draft.txt"));
    client.open(&draft, OTHER);
    let told = client.diagnostics(&draft, |d| !conflicts(d).is_empty());
    assert_eq!(conflicts(&told)[0]["relatedInformation"].as_array().unwrap().len(), 1, "{told}");
    assert!(client.stop().success());
}

#[cfg(unix)]
#[test]
fn a_file_behind_a_link_is_the_one_the_workspace_has() {
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real"), folder.path().join("link"));
    fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    write(&real, "one.txt", FIRST);
    own_copy_is_no_other(&[&link], &real.join("one.txt"), 1);
    own_copy_is_no_other(&[&real], &link.join("one.txt"), 1);
}

#[test]
fn an_embargo_that_ends_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let ends = jiff::Timestamp::now().as_second() + 4;
    let ends = jiff::Timestamp::from_second(ends).unwrap();
    let head = format!("---\ndate: 2023-05-03\nstatus: embargoed\nembargoed: {ends}\n---\n\n");
    write(folder.path(), "two.md", &format!("{head}{OTHER}"));
    let one = write(folder.path(), "one.txt", FIRST);
    let mut client = Client::start(Some(folder.path()), capable("utf-16"), json!({}));
    client.open(&one, FIRST);
    let told = client.diagnostics(&one, |_| true);
    assert!(conflicts(&told).is_empty() || jiff::Timestamp::now() > ends, "{told}");
    // Nobody types, and nothing changes on disk.
    client.diagnostics(&one, |d| !conflicts(d).is_empty());
    assert!(jiff::Timestamp::now() >= ends);
    assert!(client.stop().success());
}

/// An open file that another contradicts: the folder, the file, its client, and what that was told.
fn contradicted() -> (tempfile::TempDir, String, Client, Value) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "two.txt", OTHER);
    let one = write(folder.path(), "one.txt", FIRST);
    let mut client = Client::start(Some(folder.path()), capable("utf-16"), json!({}));
    client.open(&one, FIRST);
    let told = client.diagnostics(&one, |d| !conflicts(d).is_empty());
    (folder, one, client, told)
}

#[test]
fn what_is_let_stand_is_no_longer_told() {
    let (folder, one, mut client, told) = contradicted();
    for conflict in conflicts(&told) {
        let about = json!({"uri": one, "range": conflict["range"], "code": conflict["code"], "scope": "here",
            "reason": "counted twice | by hand"});
        assert_eq!(client.command("copydesk.stet", json!([about])), true);
    }
    client.diagnostics(&one, |d| conflicts(d).is_empty());
    let ledger = fs::read_to_string(folder.path().join("copydesk.stet")).unwrap();
    assert!(ledger.contains("| one.txt |") && ledger.contains("counted twice ¦ by hand"), "{ledger}");
    assert!(client.stop().success());
}

#[test]
fn what_was_found_and_what_was_let_stand_follow_a_renamed_file() {
    let (folder, _, mut client, told) = contradicted();
    let rename = |client: &mut Client, from: &str, to: &str| {
        fs::rename(folder.path().join(from), folder.path().join(to)).unwrap();
        let (from, to) = (uri(&folder.path().join(from)), uri(&folder.path().join(to)));
        client.close(&from);
        client.open(&to, FIRST);
        client.notify("workspace/didRenameFiles", json!({"files": [{"oldUri": from, "newUri": to}]}));
        to
    };
    fs::create_dir(folder.path().join("fires")).unwrap();
    let new = rename(&mut client, "one.txt", "fires/first.txt");
    let places = |d: &Value| conflicts(d).iter().map(|c| c["range"].clone()).collect::<Vec<_>>();
    let again = client.diagnostics(&new, |d| !conflicts(d).is_empty());
    assert_eq!(places(&again), places(&told));
    // The index follows, and with it nothing is told otherwise.
    let about = |d: &Value| places(d) == places(&told);
    while articles(&mut client) != 2 {
        std::thread::sleep(Duration::from_millis(20));
    }
    if let Some(later) = client.diagnostics_within(Duration::from_millis(500), &new, |_| true) {
        assert!(about(&later), "{later}");
    }
    for conflict in conflicts(&told) {
        let about = json!({"uri": new, "range": conflict["range"], "code": conflict["code"], "scope": "here",
            "reason": "counted twice"});
        assert_eq!(client.command("copydesk.stet", json!([about])), true);
    }
    client.diagnostics(&new, |d| conflicts(d).is_empty());
    let newest = rename(&mut client, "fires/first.txt", "fires/last.txt");
    client.diagnostics(&newest, |d| conflicts(d).is_empty());
    let ledger = fs::read_to_string(folder.path().join("copydesk.stet")).unwrap();
    assert!(ledger.contains("| fires/last.txt |") && !ledger.contains("first.txt"), "{ledger}");
    assert!(client.stop().success());
}

#[test]
fn a_client_that_asks_is_not_told_twice() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "two.txt", OTHER);
    let one = write(folder.path(), "one.txt", FIRST);
    let mut capabilities = capable("utf-16");
    capabilities["textDocument"]["diagnostic"] = json!({});
    capabilities["workspace"] = json!({"diagnostics": {"refreshSupport": true}});
    let mut client = Client::start(Some(folder.path()), capabilities, json!({}));
    client.open(&one, FIRST);
    let ten = Duration::from_secs(10);
    assert!(client.wait(ten, |m| m["method"] == "workspace/diagnostic/refresh").is_some());
    let report = client.ask("textDocument/diagnostic", &one, json!({}));
    assert_eq!(report["kind"], "full");
    assert!(!report["items"].as_array().unwrap().is_empty());
    let again = client.ask("textDocument/diagnostic", &one, json!({"previousResultId": report["resultId"]}));
    assert_eq!((&again["kind"], &again["resultId"]), (&json!("unchanged"), &report["resultId"]));
    let pushed = client.diagnostics_within(Duration::from_millis(300), &one, |_| true);
    assert_eq!(pushed, None);
    assert!(client.stop().success());
}

/// An article inside a file of many: shown as a document of its own where the client can, else its file is opened.
#[test]
fn articles_inside_a_file_open_as_text() {
    let folder = tempfile::tempdir().unwrap();
    let line = |text: &str| json!({"text": text, "date": "2023-05-03", "headline": "Wire"}).to_string();
    let wire = format!("{}\n{}\n", line("The ferry to Orsay leaves at noon."), line(OTHER));
    fs::write(folder.path().join("wire.jsonl"), wire).unwrap();
    let one = write(folder.path(), "one.txt", FIRST);
    for documents in [true, false] {
        let mut capabilities = capable("utf-16");
        if documents {
            capabilities["workspace"]["textDocumentContent"] = json!({"dynamicRegistration": true});
        }
        let mut client = Client::start(Some(folder.path()), capabilities, json!({}));
        client.open(&one, FIRST);
        let told = client.diagnostics(&one, |d| !conflicts(d).is_empty());
        let place = &conflicts(&told)[0]["relatedInformation"][0]["location"];
        let there = place["uri"].as_str().unwrap();
        let asked = client.request("workspace/textDocumentContent", json!({"uri": there}));
        if documents {
            assert!(there.starts_with("copydesk:///") && there.ends_with("/wire.jsonl%232"), "{there}");
            let text = asked["result"]["text"].as_str().expect("a text");
            let (line, at) = (&place["range"]["start"]["line"], &place["range"]["start"]["character"]);
            let line = text.lines().nth(line.as_u64().unwrap() as usize).unwrap();
            assert!(line[at.as_u64().unwrap() as usize..].starts_with("19"), "{place} in {text}");
        } else {
            assert!(there.starts_with("file:///") && there.ends_with("/wire.jsonl"), "{there}");
            assert!(asked.get("error").is_some(), "{asked}");
        }
        let other = client.request("workspace/textDocumentContent", json!({"uri": "copydesk:///etc/passwd"}));
        assert!(other.get("error").is_some(), "nothing but articles is served: {other}");
        assert!(client.stop().success());
    }
}

#[test]
fn a_corpus_too_large_for_memory_is_compared_with_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    for i in 0..copydesk::desk::FEW + 20 {
        let text = format!("Mill {i}\n\n2023-05-03\n\nFire in mill {i} of Karvia.\n");
        fs::write(folder.path().join(format!("a{i}.txt")), text).unwrap();
    }
    write(folder.path(), "two.txt", OTHER);
    let mut client = Client::start(Some(folder.path()), capable("utf-16"), json!({}));
    client.open("untitled:one", FIRST);
    let minute = Duration::from_secs(60);
    let told = client.diagnostics_within(minute, "untitled:one", |d| !conflicts(d).is_empty()).expect("a conflict");
    let related = &conflicts(&told)[0]["relatedInformation"][0]["location"]["uri"];
    assert!(related.as_str().unwrap().ends_with("two.txt"), "{related}");
    // Until the watcher is set up and everything is read.
    while !client.command("copydesk.status", json!([])).as_str().unwrap().starts_with("4021 articles") {
        std::thread::sleep(Duration::from_millis(50));
    }
    write(folder.path(), "two.txt", &OTHER.replace("19", "14"));
    assert!(client.diagnostics_within(minute, "untitled:one", |d| conflicts(d).is_empty()).is_some(), "a changed file");
    write(folder.path(), "three.txt", OTHER);
    assert!(client.diagnostics_within(minute, "untitled:one", |d| !conflicts(d).is_empty()).is_some(), "a new file");
    fs::rename(folder.path().join("three.txt"), folder.path().join("four.txt")).unwrap();
    assert!(client.diagnostics_within(minute, "untitled:one", |d| leads_to(d, "/four.txt")).is_some(), "a new name");
    assert!(client.stop().success());
}
