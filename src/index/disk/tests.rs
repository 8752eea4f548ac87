use std::sync::Arc;

use super::*;
use crate::{
    annotate::{Cache, annotate},
    article::{DateSource, Format, Hints, parse_date, read},
    fact::{self, FactSheet, Lookup},
    index::Memory,
};

const TOWNS: &[&str] = &["Garrow", "Tessaly", "Petherby", "Merriton", "Ashgrove", "Braddek", "Orlec", "Halden"];

/// Article `i`: one of eight towns, its own toll.
fn sheet(i: usize) -> FactSheet {
    let town = TOWNS[i % TOWNS.len()];
    let text = format!(
        "Fire in {town} mill\n\nA fire in the Lindqvist mill in {town} killed {} people on Sunday, the mayor of \
         {town} said. More than {} workers were hurt.",
        3 + i,
        10 + i
    );
    let date = format!("20{:02}-03-{:02}", 10 + i / 28 % 15, 1 + i % 28);
    let (date, time) = parse_date(&date).expect("a date");
    let hints = Hints { date: Some((date, time, DateSource::Flag)), ..Hints::default() };
    fact::sheet(&annotate(Arc::new(read(&text, Format::Plain, &hints)), &mut Cache::default()))
}

const STAMP: Stamp = Stamp { size: 1, modified: 2 };

fn filled(folder: &Path, articles: std::ops::Range<usize>) -> Store {
    let (store, _) = Store::open(&folder.join("index.db"), "one").expect("a store");
    for chunk in articles.collect::<Vec<_>>().chunks(16) {
        let sheets: Vec<_> = chunk.iter().map(|&i| (format!("a{i}.txt"), sheet(i))).collect();
        let batch: Vec<_> =
            sheets.iter().map(|(path, sheet)| Entry { path, stamp: STAMP, hash: [7; 16], sheet }).collect();
        store.write(&batch).expect("written");
        store.merge().expect("merged");
    }
    store
}

#[test]
fn disk_and_memory_give_the_same_candidates() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), 0..200);
    let mut memory = Memory::default();
    for i in 0..200 {
        let known = store.known(&format!("a{i}.txt")).unwrap().expect("known");
        memory.insert(known.article, Arc::new(sheet(i)));
    }
    let draft = sheet(42);
    assert!(!draft.facts.is_empty());
    for fact in &draft.facts {
        let (there, here) = (store.candidates(&draft, fact, 500), memory.candidates(&draft, fact, 500));
        assert!(!there.facts.is_empty());
        assert_eq!(there.facts.first(), here.facts.first());
    }
    assert_eq!(store.articles(), 200);
    assert!(store.verify().unwrap().is_empty());
}

#[test]
fn a_changed_article_takes_the_place_of_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), 0..20);
    let before = store.known("a3.txt").unwrap().expect("known").article;
    let new = sheet(4);
    store.write(&[Entry { path: "a3.txt", stamp: STAMP, hash: [8; 16], sheet: &new }]).unwrap();
    let after = store.known("a3.txt").unwrap().expect("known");
    assert_ne!(before, after.article);
    assert!(store.sheet(before).is_none());
    assert_eq!(store.articles(), 20);
    store.remove(["a3.txt"]).unwrap();
    assert!(store.known("a3.txt").unwrap().is_none());
}

#[test]
fn another_analyser_starts_anew() {
    let folder = tempfile::tempdir().unwrap();
    drop(filled(folder.path(), 0..10));
    let file = folder.path().join("index.db");
    let (store, opened) = Store::open(&file, "one").unwrap();
    assert_eq!((opened, store.articles()), (Opened::Existing, 10));
    drop(store);
    let (store, opened) = Store::open(&file, "two").unwrap();
    assert_eq!((opened, store.articles()), (Opened::Rebuilt, 0));
}

#[test]
fn a_truncated_or_foreign_file_starts_anew() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("index.db");
    fs::write(&file, "this is no index, but somebody's text of some length, longer than a header").unwrap();
    assert_eq!(Store::open(&file, "one").unwrap().1, Opened::Rebuilt);
    drop(filled(folder.path(), 0..50));
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..50]).unwrap();
    assert_eq!(Store::open(&file, "one").unwrap().1, Opened::Rebuilt);
}

#[test]
fn flipped_bits_are_never_read_as_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), 0..60);
    store.checkpoint().unwrap();
    let expected: Vec<String> = (1..=60).map(|a| format!("{:?}", store.sheet(a))).collect();
    drop(store);
    let file = folder.path().join("index.db");
    let sound = fs::read(&file).unwrap();
    for step in 0..200usize {
        let mut bytes = sound.clone();
        let at = 100 + step * (bytes.len() - 100) / 200;
        bytes[at] ^= 1 << (step % 8);
        fs::write(&file, &bytes).unwrap();
        let Ok((store, _)) = Store::open(&file, "one") else { continue };
        for (a, expected) in (1..=60).zip(&expected) {
            if let Some(sheet) = store.sheet(a) {
                assert_eq!(&format!("{:?}", Some(sheet)), expected, "bit {} of byte {at}", step % 8);
            }
        }
    }
}

#[test]
fn two_writers_and_a_reader_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("index.db");
    std::thread::scope(|s| {
        for half in 0..2 {
            let file = &file;
            s.spawn(move || {
                let (store, _) = Store::open(file, "one").unwrap();
                for i in 0..20 {
                    let (path, sheet) = (format!("{half}-{i}.txt"), sheet(i));
                    store.write(&[Entry { path: &path, stamp: STAMP, hash: [1; 16], sheet: &sheet }]).unwrap();
                }
            });
        }
        let file = &file;
        s.spawn(move || {
            let (store, _) = Store::open(file, "one").unwrap();
            let draft = sheet(1);
            for _ in 0..50 {
                for fact in &draft.facts {
                    store.candidates(&draft, fact, 50);
                }
            }
        });
    });
    let (store, _) = Store::open(&file, "one").unwrap();
    assert_eq!(store.articles(), 40);
    assert!(store.verify().unwrap().is_empty());
}
