//! Archives that go away.

use std::{fs, time::Duration};

use super::{client::Client, conflict, corpus, folders, index, is_contradicted, open, run, said, stat, verify};

#[test]
fn an_archive_that_disappears_is_named_once_and_comes_back() {
    let (folder, [root, place]) = folders(["c", "ix"]);
    corpus(&root, 4);
    corpus(&folder.path().join("old"), 10);
    fs::write(root.join("copydesk.toml"), "[[archive]]\npath = \"../old\"\n").unwrap();
    assert!(index(&root, &place, &[]).output().unwrap().status.success());
    assert_eq!(stat(&root, &place, "articles"), "14");
    fs::rename(folder.path().join("old"), folder.path().join("gone")).unwrap();
    let output = index(&root, &place, &[]).output().unwrap();
    let text = said(&output);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text.lines().filter(|l| l.contains("the archive is not there")).count(), 1, "{text}");
    assert!(text.contains("0 read, 4 unchanged, 0 removed"), "{text}");
    fs::rename(folder.path().join("gone"), folder.path().join("old")).unwrap();
    // Nothing of it is read again.
    let output = index(&root, &place, &[]).output().unwrap();
    assert!(output.status.success() && said(&output).starts_with("0 read, 14 unchanged"), "{}", said(&output));
    assert_eq!(stat(&root, &place, "articles"), "14");
    assert!(verify(&root, &place).status.success());
}

#[test]
fn an_archive_inside_the_folder_is_read_once() {
    let (_folder, [root, place]) = folders(["c", "ix"]);
    corpus(&root, 4);
    corpus(&root.join("old"), 3);
    fs::write(root.join("copydesk.toml"), "[[archive]]\npath = \"old\"\n").unwrap();
    let output = index(&root, &place, &[]).output().unwrap();
    assert!(said(&output).starts_with("7 read"), "{}", said(&output));
    assert_eq!(stat(&root, &place, "articles"), "7");
}

/// What an index has of an archive that is away is compared with no more until it is back. What lies beside it is.
#[test]
fn a_check_does_without_an_archive_that_is_away() {
    let (folder, [root, old, away, place]) = folders(["c", "old", "away", "ix"]);
    conflict(&root);
    conflict(&old);
    corpus(&folder.path().join("older"), 20);
    fs::remove_file(root.join("two.txt")).unwrap();
    fs::remove_file(old.join("one.txt")).unwrap();
    fs::write(root.join("copydesk.toml"), "[[archive]]\npath = \"../old\"\n[[archive]]\npath = \"../older\"\n")
        .unwrap();
    assert!(index(&root, &place, &[]).output().unwrap().status.success());
    let check = || run(folder.path(), &["check", "c/one.txt", "--corpus", "c", "--index", place.to_str().unwrap()]);
    for _ in 0..2 {
        let there = check();
        assert!(there.status.code() == Some(1) && said(&there).contains("19 in Harbour Post"), "{}", said(&there));
        fs::rename(&old, &away).unwrap();
        let gone = check();
        let text = said(&gone);
        assert_eq!(gone.status.code(), Some(2), "{text}");
        assert!(text.contains("old: the archive is not there") && !text.contains("Harbour Post"), "{text}");
        assert_eq!(stat(&root, &place, "articles"), "22");
        fs::rename(&away, &old).unwrap();
    }
    // One that is named no longer is let go.
    fs::remove_file(root.join("copydesk.toml")).unwrap();
    let output = index(&root, &place, &[]).output().unwrap();
    assert!(said(&output).contains("1 unchanged, 21 removed"), "{}", said(&output));
}

/// A warning without its other passage is no warning.
#[test]
fn an_archive_that_disappears_under_a_server_takes_its_warnings_along() {
    let (folder, [root, old]) = folders(["c", "old"]);
    conflict(&root);
    fs::create_dir(&old).unwrap();
    fs::rename(root.join("two.txt"), old.join("two.txt")).unwrap();
    fs::write(root.join("copydesk.toml"), "[[archive]]\npath = \"../old\"\n").unwrap();
    let mut client = Client::spawn_in(&folder.path().join("cache"));
    let (draft, text) = open(&mut client, &root);
    client.diagnostics(&draft, is_contradicted);
    fs::remove_dir_all(&old).unwrap();
    client.change(&draft, 2, None, &format!("{text}\nMore follows.\n"));
    client.diagnostics(&draft, |d| !is_contradicted(d));
    assert!(client.stop().success());
}

/// Nothing tells of a disk that is taken out or put in.
#[test]
fn an_archive_on_a_disk_that_is_taken_out_is_told_of_and_comes_back_with_it() {
    let (folder, [root, disk, away, log]) = folders(["c", "disk", "away", "log"]);
    conflict(&root);
    fs::create_dir_all(disk.join("old")).unwrap();
    fs::rename(root.join("two.txt"), disk.join("old/two.txt")).unwrap();
    fs::write(root.join("copydesk.toml"), "[[archive]]\npath = \"../disk/old\"\n").unwrap();
    let begin = || {
        let mut client = Client::spawn_with(&folder.path().join("cache"), &["--log", log.to_str().unwrap()]);
        let (draft, _) = open(&mut client, &root);
        (client, draft)
    };
    let told = |client: &mut Client| {
        let message = client.wait(Duration::from_secs(30), |m| m["method"] == "window/showMessage");
        assert!(message.unwrap()["params"]["message"].as_str().unwrap().contains("disk/old: the archive is not there"));
    };
    let compared = |client: &mut Client, draft: &str, wanted: bool| {
        let found = client.diagnostics_within(Duration::from_secs(30), draft, |d| is_contradicted(d) == wanted);
        assert!(found.is_some(), "wanted: {wanted}\n{}", fs::read_to_string(&log).unwrap());
    };
    let (mut client, draft) = begin();
    for _ in 0..2 {
        compared(&mut client, &draft, true);
        client.forget();
        fs::rename(&disk, &away).unwrap();
        told(&mut client);
        compared(&mut client, &draft, false);
        client.forget();
        fs::rename(&away, &disk).unwrap();
    }
    compared(&mut client, &draft, true);
    assert!(client.stop().success());
    // From the start.
    fs::rename(&disk, &away).unwrap();
    let (mut client, draft) = begin();
    told(&mut client);
    fs::rename(&away, &disk).unwrap();
    compared(&mut client, &draft, true);
    assert!(client.stop().success());
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_are_passed_over() {
    let (_folder, [root, place]) = folders(["c", "ix"]);
    corpus(&root.join("deep"), 3);
    std::os::unix::fs::symlink("..", root.join("deep/up")).unwrap();
    std::os::unix::fs::symlink("self", root.join("self")).unwrap();
    std::os::unix::fs::symlink("gone.txt", root.join("dangling.txt")).unwrap();
    let output = index(&root, &place, &[]).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(stat(&root, &place, "articles"), "3");
    assert_eq!(said(&run(&root, &["annotate", "--format", "jsonl", "."])).lines().count(), 3);
}
