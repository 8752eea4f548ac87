//! Places where an index cannot be written.

use std::{path::Path, process::Command};

use super::{client::Client, conflict, corpus, finds_the_conflict, folders, index, said, verify};

/// Once, in one line, without a way out of a panic.
fn told_once(text: &str, words: &str) {
    assert_eq!(text.lines().filter(|l| l.contains(words)).count(), 1, "{text}");
    assert!(!text.contains("panicked"), "{text}");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let (folder, [root]) = folders(["c"]);
    corpus(&root, 3);
    std::fs::write(folder.path().join("plain"), "").unwrap();
    let place = folder.path().join("plain/ix");
    let output = index(&root, &place, &[]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    told_once(&said(&output), "plain/ix: the folder of the index cannot be made");
}

#[test]
fn a_server_without_a_cache_folder_compares_all_the_same() {
    let (folder, [root]) = folders(["c"]);
    conflict(&root);
    std::fs::write(folder.path().join("plain"), "").unwrap();
    let client = Client::spawn_in(&folder.path().join("plain/cache"));
    finds_the_conflict(client, &root);
}

/// The program where no file can have more than so many blocks of 512 bytes: a disk that is full. The signal that comes with
/// the limit is ignored, so that the write itself fails, as on a full disk.
#[cfg(unix)]
fn limited(blocks: u32) -> Command {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\""));
    shell.arg(env!("CARGO_BIN_EXE_copydesk")).env("NO_COLOR", "1");
    shell
}

#[cfg(unix)]
#[test]
fn a_server_on_a_full_disk_keeps_its_index_in_memory() {
    let (folder, [root]) = folders(["c"]);
    corpus(&root, 200);
    conflict(&root);
    // Full before the index is made, and while it is filled.
    for blocks in [100, 350] {
        let mut command = limited(blocks);
        command.arg("lsp").env("XDG_CACHE_HOME", folder.path().join("cache"));
        let client = Client::spawn_by(command);
        finds_the_conflict(client, &root);
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_what_was_written_is_sound() {
    let (_folder, [root, place]) = folders(["c", "ix"]);
    corpus(&root, 700);
    for blocks in [1, 40, 400] {
        let output = limited(blocks).arg("index").arg(&root).arg("--index").arg(&place).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{blocks}: {}", said(&output));
        told_once(&said(&output), "the disk is full, or fails. Make room");
        let output = verify(&root, &place);
        let none = said(&output).contains("no index of it yet");
        assert!(output.status.success() || none && blocks < 400, "{blocks}: {}", said(&output));
    }
    let output = index(&root, &place, &[]).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert!(verify(&root, &place).status.success());
    assert_eq!(super::stat(&root, &place, "articles"), "700");
}

/// What has changed since the index was made is read all the same.
#[cfg(unix)]
#[test]
fn on_a_full_disk_articles_are_checked_against_an_indexed_folder() {
    let (_folder, [root, place]) = folders(["c", "ix"]);
    corpus(&root, 300);
    assert!(index(&root, &place, &[]).output().unwrap().status.success());
    conflict(&root);
    corpus(&root.join("more"), 300);
    for blocks in [1, 70, 200] {
        let mut command = limited(blocks);
        command.current_dir(&root).args(["check", "one.txt", "--corpus", ".", "--index"]).arg(&place);
        let output = command.output().unwrap();
        let text = said(&output);
        assert!(output.status.code() == Some(1) && text.contains("19 in Harbour Post"), "{blocks}: {text}");
        told_once(&text, "Until then its articles are read anew every time");
        assert!(verify(&root, &place).status.success(), "{blocks}");
    }
}

/// A shell in which a folder can only be read; `None` where making one takes rights that are lacking.
#[cfg(target_os = "linux")]
fn read_only(folder: &Path, script: &str) -> Option<Command> {
    let mount = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\"";
    let shell = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--map-root-user", "--mount", "sh", "-c", &format!("{mount} && {script}")]).arg(folder);
        command.env("NO_COLOR", "1").env("COPYDESK", env!("CARGO_BIN_EXE_copydesk"));
        command
    };
    let can = shell("true").output().is_ok_and(|o| o.status.success());
    if !can {
        eprintln!("not tried: nothing can be mounted here");
    }
    can.then(|| shell(script))
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_read_only_mount_an_index_is_used_and_none_is_made() {
    let (folder, [disk, root]) = folders(["disk", "disk/c"]);
    corpus(&root, 30);
    conflict(&root);
    std::fs::write(root.join("copydesk.toml"), "index = \"../ix 5%3f #é?\"\n").unwrap();
    // SQLite takes the path in a URI.
    let place = disk.join("ix 5%3f #é?");
    std::fs::create_dir(&place).unwrap();
    let on_disk = |script: &str| {
        let script = format!("cd \"$0\" && {script}");
        Some(read_only(&disk, &script)?.output().unwrap())
    };
    // First without an index, then with one.
    for indexed in [false, true] {
        if indexed {
            assert!(index(&root, &place, &[]).output().unwrap().status.success());
        }
        let Some(checked) = on_disk("$COPYDESK check c/one.txt --corpus c") else { return };
        assert!(
            checked.status.code() == Some(1) && said(&checked).contains("19 in Harbour Post"),
            "{}",
            said(&checked)
        );
        let mut server = read_only(&disk, "exec $COPYDESK lsp").unwrap();
        server.env("XDG_CACHE_HOME", folder.path().join("cache"));
        finds_the_conflict(Client::spawn_by(server), &root);
        let [again, verified] = ["", "--verify"].map(|how| on_disk(&format!("$COPYDESK index c {how}")).unwrap());
        if indexed {
            assert!(said(&again).starts_with("0 read, 32 unchanged"), "{}", said(&again));
            assert!(verified.status.success(), "{}", said(&verified));
        } else {
            assert_eq!(again.status.code(), Some(2));
            told_once(&said(&again), "the index cannot be written there; move it");
            assert_eq!(said(&again).matches(".index").count(), 1, "{}", said(&again));
            told_once(&said(&verified), "no index of it yet");
        }
    }
    // What has changed since is read all the same, and where the index would have to change, that is said.
    std::fs::write(root.join("new.txt"), super::report(1, 2)).unwrap();
    let checked = on_disk("$COPYDESK check c/one.txt --corpus c").unwrap();
    assert!(checked.status.code() == Some(1) && said(&checked).contains("19 in Harbour Post"), "{}", said(&checked));
    let again = on_disk("$COPYDESK index c").unwrap();
    assert_eq!(again.status.code(), Some(2));
    told_once(&said(&again), "cannot be written there");
}
