//! What goes on while the articles of a workspace are read for the first time.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{
    client::{Client, PATIENCE, capable},
    corpus::{FIRST, OTHER, articles, leads_to, write},
};

fn progress(kind: &'static str) -> impl Fn(&Value) -> bool {
    move |m| m["method"] == "$/progress" && m["params"]["value"]["kind"] == kind
}

/// A client whose server has begun to read four thousand articles, and what it said of that.
fn reading(folder: &Path) -> (Client, Value) {
    let root = folder.join("corpus");
    fs::create_dir(&root).unwrap();
    for n in 0..4_000 {
        write(&root, &format!("{n:05}.txt"), &"A mill by the river, with some 12 wheels.\n".repeat(40));
    }
    let mut client = Client::spawn_in(folder);
    let mut capabilities = capable("utf-16");
    capabilities["window"]["workDoneProgress"] = json!(true);
    client.initialize(Some(&root), capabilities, json!({}));
    let begun = client.wait(PATIENCE, progress("begin")).expect("progress");
    (client, begun)
}

#[test]
fn the_first_reading_can_be_cancelled() {
    let folder = tempfile::tempdir().unwrap();
    let (mut client, begun) = reading(folder.path());
    assert_eq!(begun["params"]["value"]["cancellable"], true);
    client.notify("window/workDoneProgress/cancel", json!({"token": begun["params"]["token"]}));
    client.wait(PATIENCE, progress("end")).expect("an end");
    // What was read is kept, the rest is left for another time, and all else goes on.
    let before = articles(&mut client);
    assert!(before < 4_000, "{before}");
    client.open("untitled:a", FIRST);
    client.diagnostics("untitled:a", |_| true);
    client.command("copydesk.reindex", json!([]));
    let started = Instant::now();
    while articles(&mut client) < 4_000 {
        assert!(started.elapsed() < Duration::from_secs(120));
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(client.stop().success());
}

#[test]
fn what_is_written_meanwhile_does_not_wait_for_all_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let (mut client, _) = reading(folder.path());
    client.open("untitled:a", FIRST);
    client.diagnostics("untitled:a", |_| true);
    write(&folder.path().join("corpus"), "z.txt", OTHER);
    client.diagnostics("untitled:a", |d| leads_to(d, "/z.txt"));
    assert!(articles(&mut client) < 4_001);
    client.wait(PATIENCE, progress("end")).expect("an end");
    assert!(client.stop().success());
}

#[test]
fn the_draft_comes_first() {
    let folder = tempfile::tempdir().unwrap();
    let (mut client, _) = reading(folder.path());
    client.open("untitled:a", FIRST);
    client.diagnostics("untitled:a", |_| true);
    let mut times = Vec::new();
    for version in 2..42 {
        let started = Instant::now();
        client.change("untitled:a", version, Some([0, 0, 0, 0]), "x");
        client.diagnostics("untitled:a", |d| d["version"] == version);
        times.push(started.elapsed());
    }
    // Forty edits are answered before the others are read, of which each is read in a few milliseconds.
    times.sort_unstable();
    assert!(articles(&mut client) < 4_000, "{times:?}");
    assert!(times[20] < Duration::from_millis(200), "{times:?}");
    client.wait(PATIENCE, progress("end")).expect("an end");
    assert_eq!(articles(&mut client), 4_000);
    assert!(client.stop().success());
}
