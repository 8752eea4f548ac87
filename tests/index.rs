//! An index of a folder: brought up to date file by file, and compared with by the server's archive as memory is.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use copydesk::{
    annotate::{Cache, annotate},
    article::{Format, Hints, read},
    compare::{CANDIDATES, Verdict, check},
    corpus::{Progress, ingest, key, refresh},
    desk::Archive,
    fact::{ANALYSER, Lookup, sheet},
    index::disk::Store,
};

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

const TOWNS: &[&str] = &["Garrow", "Tessaly", "Petherby", "Merriton", "Ashgrove", "Braddek", "Orlec", "Halden"];

fn report(i: usize, dead: usize) -> String {
    let (town, day) = (TOWNS[i % TOWNS.len()], 1 + i % 28);
    format!(
        "Fire in {town} mill kills {dead}\n\nHarbour Wire\n\n2025-03-{day:02}\n\nA fire in the Lindqvist{i} mill of {town} \
         killed {dead} people on Sunday, the fire service of {town} said.\n"
    )
}

/// The articles in an index, in order.
fn names(store: &Store, folder: &Path) -> Vec<String> {
    let mut out = Vec::new();
    let root = format!("{}/", key(folder));
    store
        .each_path("", |path, _| {
            out.push(path.trim_start_matches(&root).to_owned());
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    out
}

fn indexed(folder: &Path, corpus: &Path) -> Store {
    let (store, _) = Store::open(&folder.join("index"), ANALYSER).unwrap();
    let report = ingest(&store, corpus, &Progress::default()).unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    store
}

#[test]
fn single_files_and_folders_are_brought_up_to_date_as_the_whole_is() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("corpus");
    write(&root, ".copydeskignore", "draft/\n");
    write(&root, "copydesk.toml", "exclude = [\"old/**\"]\n");
    write(&root, "a/one.txt", &report(1, 3));
    write(&root, "a/two.txt", &report(2, 4));
    let line = |n: usize| format!("{{\"body\": \"A fire killed {n} people in Garrow.\", \"title\": \"Fire\"}}\n");
    let wire = write(&root, "wire.jsonl", &(3..7).map(line).collect::<String>());
    let store = indexed(folder.path(), &root);
    assert_eq!(
        names(&store, &root),
        ["a/one.txt", "a/two.txt", "wire.jsonl#1", "wire.jsonl#2", "wire.jsonl#3", "wire.jsonl#4"]
    );

    // A file of many that has fewer, a folder that came, one that went, and files that no rule lets in.
    write(&root, "wire.jsonl", &(3..5).map(line).collect::<String>());
    write(&root, "b/c/three.txt", &report(3, 5));
    fs::remove_dir_all(root.join("a")).unwrap();
    let (draft, old) = (write(&root, "draft/four.txt", "Four."), write(&root, "old/five.txt", "Five."));
    let report = refresh(&store, &root, &[wire.clone(), root.join("a"), root.join("b"), draft, old]).unwrap();
    assert_eq!((report.read, report.unchanged, report.removed), (1, 2, 4), "{report:?}");
    assert_eq!(names(&store, &root), ["b/c/three.txt", "wire.jsonl#1", "wire.jsonl#2"]);

    // A file of many that is gone, and one that never was an article.
    fs::remove_file(&wire).unwrap();
    let report = refresh(&store, &root, &[wire, root.join("none.txt")]).unwrap();
    assert_eq!((report.read, report.removed), (0, 2), "{report:?}");
    assert_eq!(names(&store, &root), ["b/c/three.txt"]);
    // The whole finds nothing that was missed.
    let report = ingest(&store, &root, &Progress::default()).unwrap();
    assert_eq!((report.read, report.unchanged, report.removed), (0, 1, 0));
    assert!(store.verify().unwrap().is_empty());
}

#[test]
fn an_archive_on_disk_answers_as_one_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let roots = [folder.path().join("one"), folder.path().join("two")];
    for i in 0..60 {
        write(&roots[i % 2], &format!("a{i:02}.txt"), &report(i, 3 + i));
    }
    let post = "Fire at Tolmouth hospital\n\nThe Harbour Post\n\nMarch 12, 2025\n\nThe fire at the Lindqvist hospital in \
                Tolmouth on Monday night left 15 people dead.\n";
    write(&roots[0], "a42.txt", post);
    let shelves: Vec<Arc<Store>> =
        roots.iter().zip(["x", "y"]).map(|(r, place)| Arc::new(indexed(&folder.path().join(place), r))).collect();
    let memory = Archive::of(&shelves, &Archive::default(), 60).unwrap();
    let disk = Archive::of(&shelves, &Archive::default(), 59).unwrap();
    assert_eq!((memory.len(), disk.len()), (60, 60));
    assert_eq!(memory.numbers(), disk.numbers());
    // The draft says of the fire of article 42 what that does not.
    let text = "Fire at Tolmouth hospital\n\nTolmouth Courier\n\nMarch 12, 2025\n\nA fire at the Lindqvist hospital in \
                Tolmouth killed 14 people on Monday night, the police said.\n";
    let annotated = annotate(Arc::new(read(text, Format::Plain, &Hints::default())), &mut Cache::default());
    let draft = sheet(&annotated);
    let other = roots[0].join("a42.txt");
    let number = disk.number(&other).unwrap();
    assert_eq!(memory.number(&other), Some(number));
    assert_eq!((memory.path(number), disk.path(number)), (Some(other.clone()), Some(other)));
    assert!(disk.source(number).unwrap().text.contains("left 15 people"));
    for archive in [&memory, &disk] {
        let found = check(u32::MAX, &annotated, &draft, archive);
        let conflict = found.iter().find(|f| f.code == "figure-conflict" && f.verdict == Verdict::Conflict);
        let conflict = conflict.unwrap_or_else(|| panic!("a conflict in {found:?}"));
        assert!(conflict.related.iter().any(|r| r.article == Some(number)), "{conflict:?}");
    }
    for fact in &draft.facts {
        let first = |a: &Archive| a.candidates(&draft, fact, CANDIDATES, &[]).facts.first().copied();
        assert!(first(&disk).is_some_and(|id| id.article == number), "{fact:?}");
        assert_eq!(first(&memory), first(&disk));
    }
    let term = draft.terms.iter().find(|t| disk.frequency(t.key) > 1).unwrap();
    assert_eq!(memory.frequency(term.key), disk.frequency(term.key));

    // What changes on disk is seen through the same archive.
    let path = write(&roots[0], "a42.txt", &post.replace("15", "14"));
    refresh(&shelves[0], &roots[0], &[path]).unwrap();
    let found = check(u32::MAX, &annotated, &draft, &disk);
    let told = found.iter().filter(|f| f.verdict == Verdict::Conflict).flat_map(|f| &f.related);
    assert!(told.into_iter().all(|r| r.article != disk.number(&roots[0].join("a42.txt"))), "{found:?}");
}
