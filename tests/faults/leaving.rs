//! Beginnings and ends of sessions, and what they leave behind.

use std::fs;

use serde_json::Value;

use super::{client::Client, conflict, corpus, finds_the_conflict, folders, index, index_file, is_contradicted, open};

/// What lies in the folder of an index, by the ends of the names.
fn beside(file: &std::path::Path) -> Vec<String> {
    let names = fs::read_dir(file.parent().unwrap()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let mut ends: Vec<String> = names.filter_map(|n| Some(n.split_once(".index")?.1.to_owned())).collect();
    ends.sort();
    ends
}

/// How a session can end, by name.
type End = (&'static str, &'static dyn Fn(&mut Client));

/// Without what was written beside it, an index that is copied or put on a read-only disk would be half of one.
#[test]
fn a_server_that_leaves_leaves_one_file() {
    let (folder, [root]) = folders(["c"]);
    corpus(&root, 20);
    conflict(&root);
    let ends: &[End] = &[
        ("shutdown and exit", &|c: &mut Client| {
            c.request("shutdown", Value::Null);
            c.notify("exit", Value::Null);
        }),
        ("exit", &|c: &mut Client| c.notify("exit", Value::Null)),
        ("the end of the input", &Client::hang_up),
        #[cfg(unix)]
        ("SIGTERM", &|c: &mut Client| c.signal("TERM")),
        #[cfg(unix)]
        ("SIGINT", &|c: &mut Client| c.signal("INT")),
    ];
    for (k, (end, leave)) in ends.iter().enumerate() {
        // At once, while the articles are still being read, and when they have been.
        for wait in [false, true] {
            let cache = folder.path().join(format!("cache{k}{wait}"));
            let mut client = Client::spawn_in(&cache);
            let (draft, _) = open(&mut client, &root);
            client.diagnostics(&draft, |d| !wait || is_contradicted(d));
            leave(&mut client);
            client.left();
            if let Ok(mut files) = fs::read_dir(cache.join("copydesk"))
                && files.next().is_some()
            {
                assert_eq!(beside(&index_file(&cache.join("copydesk"))), [""], "{end}, having waited: {wait}");
            } else {
                assert!(!wait, "{end}: there is no index");
            }
        }
    }
}

/// An editor that crashes says nothing, and what it has started may keep the server's input open.
#[cfg(unix)]
#[test]
fn a_server_whose_editor_is_gone_leaves_one_file() {
    let (_folder, [root, cache]) = folders(["c", "cache"]);
    conflict(&root);
    let mut editor = std::process::Command::new("sleep").arg("600").spawn().unwrap();
    let mut client = Client::spawn_in(&cache);
    client.editor = editor.id();
    let (draft, _) = open(&mut client, &root);
    client.diagnostics(&draft, is_contradicted);
    assert_ne!(beside(&index_file(&cache.join("copydesk"))), [""]);
    editor.kill().unwrap();
    editor.wait().unwrap();
    assert_eq!(client.left().code(), Some(1));
    assert_eq!(beside(&index_file(&cache.join("copydesk"))), [""]);
}

/// While another still works on the index, what it writes stays where it looks for it.
#[test]
fn the_last_of_two_servers_leaves_one_file() {
    let (_folder, [root, cache]) = folders(["c", "cache"]);
    conflict(&root);
    let both = [(), ()].map(|()| {
        let mut client = Client::spawn_in(&cache);
        let (draft, text) = open(&mut client, &root);
        client.diagnostics(&draft, is_contradicted);
        (client, draft, text)
    });
    let [(one, ..), (mut two, draft, text)] = both;
    assert!(one.stop().success());
    two.change(&draft, 2, None, &text.replace("14", "19"));
    two.diagnostics(&draft, |d| !is_contradicted(d));
    assert!(two.stop().success());
    assert_eq!(beside(&index_file(&cache.join("copydesk"))), [""]);
}

/// On a cold start the disk is waited for once, and not for each fact of the draft.
#[test]
fn what_an_open_draft_needs_of_a_large_archive_is_read_ahead() {
    let (_folder, [root, cache, log]) = folders(["c", "cache", "log"]);
    conflict(&root);
    // As many as make it large; there is nothing in them to be looked up.
    for i in 0..4001 {
        fs::write(root.join(format!("e{i}.txt")), "").unwrap();
    }
    assert!(index(&root, &cache.join("copydesk"), &[]).output().unwrap().status.success());
    // Of it and of the other. What opens after the index does is looked up at once instead.
    let ahead = (0..5).any(|_| {
        let client = Client::spawn_with(&cache, &["--log", log.to_str().unwrap()]);
        finds_the_conflict(client, &root);
        fs::read_to_string(&log).unwrap().contains("read ahead articles=2")
    });
    assert!(ahead, "{}", fs::read_to_string(&log).unwrap());
}
