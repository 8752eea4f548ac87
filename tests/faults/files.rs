//! Files that nobody would write.

use std::{
    fs::{self, File},
    io::{BufWriter, Seek, SeekFrom, Write},
    time::{Duration, Instant},
};

use super::{corpus, folders, index, report, run, said, stat};

/// Lines that name a file.
fn named(text: &str, file: &str) -> usize {
    text.lines().filter(|l| l.contains(file)).count()
}

#[test]
fn very_large_files_are_named_once_and_cost_nothing() {
    let (_folder, [root, place]) = folders(["c", "ix"]);
    corpus(&root, 3);
    File::create(root.join("huge.txt")).unwrap().set_len(1 << 30).unwrap();
    let mut line = BufWriter::new(File::create(root.join("line.txt")).unwrap());
    let words = "A fire in the mill of Garrow killed 64 people. ".repeat(1000);
    for _ in 0..200_000_000 / words.len() {
        line.write_all(words.as_bytes()).unwrap();
    }
    line.into_inner().unwrap();
    let started = Instant::now();
    for output in [
        index(&root, &place, &[]).output().unwrap(),
        run(&root, &["check", "."]),
        run(&root, &["annotate", "--format", "jsonl", "."]),
    ] {
        let text = said(&output);
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert_eq!((named(&text, "huge.txt"), named(&text, "line.txt")), (1, 1), "{text}");
    }
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
    assert_eq!(stat(&root, &place, "articles"), "3");
}

#[test]
fn twenty_thousand_empty_files() {
    let (_folder, [root, place]) = folders(["c", "ix"]);
    corpus(&root, 1);
    for i in 0..20_000 {
        File::create(root.join(format!("e{i}.txt"))).unwrap();
    }
    let output = index(&root, &place, &[]).output().unwrap();
    assert!(output.status.success() && said(&output).starts_with("20001 read"), "{}", said(&output));
    let again = index(&root, &place, &[]).output().unwrap();
    assert!(said(&again).starts_with("0 read, 20001 unchanged"), "{}", said(&again));
}

#[cfg(unix)]
#[test]
fn names_that_are_not_utf_8_are_named_once() {
    use std::os::unix::ffi::OsStrExt;
    let (_folder, [root, place]) = folders(["c", "ix"]);
    corpus(&root, 2);
    for name in [&b"caf\xe9.txt"[..], b"caf\xe8.txt"] {
        // Some file systems have no such names.
        if fs::write(root.join(std::ffi::OsStr::from_bytes(name)), report(1, 5)).is_err() {
            return;
        }
    }
    for _ in 0..2 {
        let output = index(&root, &place, &[]).output().unwrap();
        let text = said(&output);
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert_eq!(named(&text, "its name is not UTF-8"), 2, "{text}");
        assert_eq!((named(&text, r"caf\xE9.txt"), named(&text, r"caf\xE8.txt")), (1, 1), "{text}");
        assert!(text.contains("0 removed"), "{text}");
        assert_eq!(stat(&root, &place, "articles"), "2");
    }
    let output = run(&root, &["annotate", "--format", "jsonl", "."]);
    assert_eq!(said(&output).lines().count(), 4, "{}", said(&output));
}

/// A file of many articles may be of any size: it is read article by article.
#[test]
fn large_files_of_many_articles_are_read_one_by_one() {
    let (_folder, [root, place]) = folders(["c", "ix"]);
    fs::create_dir(&root).unwrap();
    let line = |i: usize| serde_json::json!({"text": report(i, 3 + i), "date": "2025-03-14"}).to_string();
    let mut wire = File::create(root.join("wire.jsonl")).unwrap();
    writeln!(wire, "{}", line(1)).unwrap();
    // A hole of 300 MB is one line that is far too long.
    wire.seek(SeekFrom::Current(300 << 20)).unwrap();
    writeln!(wire, "\n{}", line(2)).unwrap();
    drop(wire);
    let output = index(&root, &place, &[]).output().unwrap();
    let text = said(&output);
    assert_eq!(named(&text, "wire.jsonl#2: has 300 MB"), 1, "{text}");
    assert_eq!(stat(&root, &place, "articles"), "2");
    let output = run(&root, &["annotate", "--format", "jsonl", "wire.jsonl#3"]);
    assert!(said(&output).contains("mill 2 of"), "{}", said(&output));
}

/// A little more than what is allowed is told as that.
#[test]
fn a_file_a_little_too_large_is_told_as_that() {
    let (_folder, [root, place]) = folders(["c", "ix"]);
    corpus(&root, 1);
    for (name, size) in [("a.txt", 17_000_000), ("b.txt", (16 << 20) + 1), ("c.txt", 1 << 30)] {
        File::create(root.join(name)).unwrap().set_len(size).unwrap();
    }
    let text = said(&index(&root, &place, &[]).output().unwrap());
    for told in ["a.txt: has 16.2 MB, more than the 16 MB", "b.txt: has 16.1 MB", "c.txt: has 1024 MB"] {
        assert_eq!(named(&text, told), 1, "{text}");
    }
}

/// Whoever writes the name or the ending of files into the configuration means them.
#[test]
fn files_that_are_named_are_read_whatever_their_ending() {
    let (_folder, [root, place]) = folders(["c", "ix"]);
    for name in ["a.story", "deep/b.story", "noext", "deep/c.txt", "other"] {
        fs::create_dir_all(root.join("deep")).unwrap();
        fs::write(root.join(name), report(1, 7)).unwrap();
    }
    fs::write(root.join("deep/picture.jpg"), [0xff, 0xd8, 0, 1, 2]).unwrap();
    fs::write(root.join("copydesk.toml"), "include = [\"**/*.story\", \"noext\", \"deep/**\"]\n").unwrap();
    let output = index(&root, &place, &[]).output().unwrap();
    assert!(output.status.success() && said(&output).starts_with("4 read"), "{}", said(&output));
    assert_eq!(said(&run(&root, &["annotate", "--format", "jsonl", "."])).lines().count(), 4);
    fs::write(root.join("copydesk.toml"), "include = [\"*.jpg\"]\n").unwrap();
    assert_eq!(named(&said(&index(&root, &place, &[]).output().unwrap()), "picture.jpg: is not text"), 1);
}

#[test]
fn mistakes_in_the_configuration_are_told_when_a_folder_is_indexed() {
    let (_folder, [root, place]) = folders(["c", "ix"]);
    corpus(&root.join("deep"), 2);
    fs::write(root.join("deep/copydesk.toml"), "oops = 1\n").unwrap();
    for _ in 0..2 {
        let output = index(&root, &place, &[]).output().unwrap();
        let text = said(&output);
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert_eq!(named(&text, "deep/copydesk.toml:1:1: «oops» is not a key of this file"), 1, "{text}");
    }
    // Each in a line of its own.
    fs::write(root.join("copydesk.toml"), "oops = 1\nalas = 2\n").unwrap();
    let told = [said(&run(&root, &["check", "."])), said(&index(&root, &place, &[]).output().unwrap())];
    for text in told {
        assert!(
            named(&text, "copydesk.toml:1:1: «oops»") == 2 && named(&text, "copydesk.toml:2:1: «alas»") == 1,
            "{text}"
        );
        assert!(!text.contains('␊'), "{text}");
    }
    fs::remove_file(root.join("copydesk.toml")).unwrap();
    fs::remove_file(root.join("deep/copydesk.toml")).unwrap();
    assert!(index(&root, &place, &[]).output().unwrap().status.success());
}
