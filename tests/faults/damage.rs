//! An index that was cut off or in which bits turned.

use std::fs;

use serde_json::json;

use super::{
    client::{Client, capable, uri},
    conflict, corpus, index, index_file, said, stat, verify,
};

/// After any damage `copydesk index` ends with a sound and whole index, told in at most one line.
#[test]
fn a_damaged_index_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let (root, place) = (folder.path().join("c"), folder.path().join("ix"));
    corpus(&root, 60);
    assert!(index(&root, &place, &[]).output().unwrap().status.success());
    let file = index_file(&place);
    let sound = fs::read(&file).unwrap();
    let facts = stat(&root, &place, "facts");
    let cuts = [0, 1, 50, 100, 4096, 5000, sound.len() / 2, sound.len() - 10].map(|n| sound[..n].to_vec());
    let flips =
        (0..12).map(|k| (k * 7919 + 31) * sound.len() / (12 * 7919 + 31)).chain([0, 17, 28, 60, 100, 105, 8300]);
    let flips = flips.map(|at| {
        let mut bytes = sound.clone();
        bytes[at] ^= 4;
        bytes
    });
    for (k, bytes) in cuts.into_iter().chain(flips).enumerate() {
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{suffix}", file.display()));
        }
        fs::write(&file, bytes).unwrap();
        let output = index(&root, &place, &[]).output().unwrap();
        let text = said(&output);
        assert!(output.status.success(), "damage {k}: {text}");
        assert!(text.lines().count() <= 2 && !text.contains("panicked"), "damage {k}: {text}");
        let output = verify(&root, &place);
        assert!(output.status.success(), "damage {k}: {}", said(&output));
        assert_eq!(stat(&root, &place, "articles"), "60", "damage {k}");
        let now = stat(&root, &place, "facts");
        assert_eq!(now.split(' ').next(), facts.split(' ').next(), "damage {k}");
    }
}

#[test]
fn a_server_finds_what_it_should_over_a_damaged_index() {
    let folder = tempfile::tempdir().unwrap();
    let (root, cache) = (folder.path().join("c"), folder.path().join("cache"));
    conflict(&root);
    corpus(&root, 20);
    let place = cache.join("copydesk");
    assert!(index(&root, &place, &[]).output().unwrap().status.success());
    let file = index_file(&place);
    let sound = fs::read(&file).unwrap();
    // The middle of the file and its end hold records and postings.
    for from in [sound.len() / 3, sound.len() / 2, sound.len() * 4 / 5] {
        let mut bytes = sound.clone();
        bytes[from..].iter_mut().step_by(97).for_each(|b| *b ^= 0x10);
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{suffix}", file.display()));
        }
        fs::write(&file, bytes).unwrap();
        let mut client = Client::spawn_in(&cache);
        client.initialize(Some(&root), capable("utf-16"), json!({}));
        let draft = root.join("one.txt");
        client.open(&uri(&draft), &fs::read_to_string(&draft).unwrap());
        client.diagnostics(&uri(&draft), |d| d["diagnostics"].to_string().contains("figure-"));
        assert!(client.stop().success());
    }
}
