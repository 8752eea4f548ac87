//! An index that was cut off or in which bits turned.

use std::{fs, io::Write, sync::Arc};

use super::{
    client::Client, conflict, corpus, finds_the_conflict, folders, index, index_file, run, said, stat, verify,
};
use copydesk::{desk::Collection, fact::ANALYSER, index::disk::Store};

/// After any damage `copydesk index` ends with a sound and whole index, told in at most one line.
#[test]
fn a_damaged_index_is_made_anew() {
    let (_folder, [root, place]) = folders(["c", "ix"]);
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
    let (_folder, [root, cache]) = folders(["c", "cache"]);
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
        let client = Client::spawn_in(&cache);
        finds_the_conflict(client, &root);
    }
}

/// Whatever bit turns, an article that is checked against an indexed folder gets the same findings as ever.
#[test]
fn a_check_over_a_damaged_index_says_what_it_should() {
    let (folder, [root, place]) = folders(["c", "ix"]);
    corpus(&root, 20);
    conflict(&root);
    for name in ["one.txt", "two.txt"] {
        let text = fs::read_to_string(root.join(name)).unwrap();
        fs::write(root.join(name), text.replace(" on Friday", " of Lindqvist Brothers on Friday")).unwrap();
    }
    // Of another article two versions.
    let text = fs::read_to_string(root.join("one.txt")).unwrap().replace("Karvia Courier", "Mill Mail");
    for n in 1..=2 {
        let version = format!("---\nguid: tag:x,1\nversion: {n}\n---\n\n{}", text.replace("14", &format!("2{n}")));
        fs::write(root.join(format!("v{n}.md")), version).unwrap();
    }
    fs::rename(root.join("one.txt"), folder.path().join("one.txt")).unwrap();
    let check = || {
        let place = place.to_str().unwrap();
        let show = ["--show", "all", "--format", "jsonl", "--index", place];
        let output = run(folder.path(), &[&["check", "one.txt", "--corpus", "c"][..], &show].concat());
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    assert!(index(&root, &place, &[]).output().unwrap().status.success());
    let file = index_file(&place);
    let sound = fs::read(&file).unwrap();
    let (expected, silence) = check();
    assert!(expected.contains("two.txt") && expected.contains("earlier version") && silence.is_empty(), "{expected}");
    let mut told = 0;
    for step in 0..100 {
        let mut bytes = sound.clone();
        let at = (step * 7919 + 13) % bytes.len();
        bytes[at] ^= 1 << (step % 8);
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{suffix}", file.display()));
        }
        fs::write(&file, bytes).unwrap();
        let (found, text) = check();
        assert_eq!(found, expected, "bit {} of byte {at}: {text}", step % 8);
        assert!(text.lines().count() <= 1, "{text}");
        told += text.lines().filter(|l| l.contains("its index was damaged, and is made anew")).count();
    }
    assert!(told > 10, "{told}");
}

/// What SQLite then says of its tables is no damage to it, nor is a number that is none of ours.
#[test]
fn an_index_whose_schema_is_damaged_is_made_anew() {
    let (folder, [root, cache, draft]) = folders(["c", "cache", "one.txt"]);
    conflict(&root);
    let place = cache.join("copydesk");
    let ruined = |word: &[u8]| {
        let output = index(&root, &place, &[]).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        let file = index_file(&place);
        let mut bytes = fs::read(&file).unwrap();
        let at = bytes.windows(word.len()).position(|w| w == word).expect("a word of the schema");
        bytes[at] ^= 128;
        fs::write(&file, bytes).unwrap();
    };
    fs::copy(root.join("one.txt"), &draft).unwrap();
    for word in [&b"first INTEGER"[..], b"article(id", b"place INTEGER", b"CREATE TABLE block", b"changes"] {
        let named = String::from_utf8_lossy(word);
        ruined(word);
        let output = index(&root, &place, &[]).output().unwrap();
        let text = said(&output);
        assert!(output.status.success() && text.contains("damaged, and is made anew"), "{named}: {text}");
        assert!(verify(&root, &place).status.success(), "{named}");
        ruined(word);
        let check = ["check", "one.txt", "--corpus", "c", "--index", place.to_str().unwrap()];
        let text = said(&run(folder.path(), &check));
        assert_eq!(text.matches("its index was damaged, and is made anew").count(), 1, "{named}: {text}");
        assert!(text.contains("19 in Harbour Post") && !text.contains("SELECT"), "{named}: {text}");
        assert!(verify(&root, &place).status.success(), "{named}");
        ruined(word);
        assert!(index(&root, &place, &["--clear"]).output().unwrap().status.success(), "{named}");
        assert!(said(&verify(&root, &place)).contains("no index of it yet"), "{named}");
        // Which mends it when it has nothing else to do.
        ruined(word);
        finds_the_conflict(Client::spawn_in(&cache), &root);
    }
}

/// As in an index that is too large to be looked through before it is asked.
#[test]
fn damage_that_shows_while_an_index_is_asked_is_mended_and_it_is_asked_again() {
    let (folder, [root, draft]) = folders(["c", "one.txt"]);
    corpus(&root, 20);
    conflict(&root);
    fs::rename(root.join("one.txt"), &draft).unwrap();
    let file = folder.path().join("x.index");
    let asked = || {
        let store = Arc::new(Store::open(&file, ANALYSER).unwrap().0);
        let mut collection = Collection::default();
        collection.add(&draft, true, None, &|| {});
        collection.add_indexed(&root, store.clone()).unwrap();
        store.checkpoint().unwrap();
        (collection, store)
    };
    let found = |collection: &mut Collection| {
        let mut findings = collection.check(0);
        collection.bring_in(&mut findings);
        findings.iter().map(|f| format!("{:?} {} {:?}", f.span, f.message, f.related)).collect::<Vec<_>>()
    };
    let (mut collection, _) = asked();
    let expected = found(&mut collection);
    assert!(expected.iter().any(|f| f.contains("19 in Harbour Post")) && !collection.renew_damaged().unwrap());
    drop(collection);
    let (mut collection, store) = asked();
    let mut bytes = fs::read(&file).unwrap();
    let from = bytes.len() / 3;
    bytes[from..].iter_mut().step_by(97).for_each(|b| *b ^= 0x10);
    fs::OpenOptions::new().write(true).open(&file).unwrap().write_all(&bytes).unwrap();
    // What it keeps of the file it reads again.
    store.release();
    assert_ne!(found(&mut collection), expected);
    assert!(collection.renew_damaged().unwrap());
    assert_eq!(found(&mut collection), expected);
    assert_eq!(collection.problems.len(), 1, "{:?}", collection.problems);
    assert!(!collection.renew_damaged().unwrap());
}
