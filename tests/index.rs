//! An index of a folder: brought up to date file by file, and compared with by the server's archive as memory is.

#[path = "../benches/made/mod.rs"]
mod made;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use copydesk::{
    annotate::{Cache, annotate},
    article::{Format, Hints, read},
    compare::{Severity, Verdict, check},
    corpus::{Progress, Report, ingest, key, refresh},
    desk::Archive,
    fact::{ANALYSER, Lookup, Query, STORY, sheet},
    index::{Memory, disk::Store},
};
use made::everything::Everything;

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
fn what_is_read_ahead_is_what_is_read_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("corpus");
    for i in 0..1200 {
        write(&root, &format!("{}/{i}.txt", i % 7), &report(i, 3 + i % 40));
    }
    write(&root, "3/long.txt", &(0..900).map(|i| report(i, 5)).collect::<String>());
    write(&root, "4/empty.txt", "");
    write(&root, "5/picture.txt", "\0\0\0");
    let line = |n: usize| format!("{{\"body\": \"A fire killed {n} people in Garrow.\", \"title\": \"Fire\"}}\n");
    write(&root, "6/wire.jsonl", &(3..9).map(line).collect::<String>());
    let (ahead, _) = Store::open(&folder.path().join("ahead"), ANALYSER).unwrap();
    let (alone, _) = Store::open(&folder.path().join("alone"), ANALYSER).unwrap();
    let report = ingest(&ahead, &root, &Progress::default()).unwrap();
    assert_eq!((told(&report), report.problems.len()), ([1208, 0, 0, 0], 1), "{report:?}");
    refresh(&alone, &root, std::slice::from_ref(&root)).unwrap();
    assert_eq!(names(&ahead, &root), names(&alone, &root));
    for name in names(&ahead, &root) {
        let [a, b] = [&ahead, &alone].map(|store| {
            let known = store.known(&key(&root.join(&name))).unwrap().unwrap();
            (known.hash, known.stamp, format!("{:?}", store.sheet(known.article).unwrap()))
        });
        assert_eq!(a, b, "{name}");
    }
}

#[test]
fn who_is_held_reads_no_further() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("corpus");
    (0..600).for_each(|i| drop(write(&root, &format!("{i}.txt"), &report(i, 3))));
    let (store, _) = Store::open(&folder.path().join("index"), ANALYSER).unwrap();
    let progress = Progress { threads: 1, ..Progress::default() };
    progress.hold.store(true, Ordering::Relaxed);
    std::thread::scope(|scope| {
        let reading = scope.spawn(|| ingest(&store, &root, &progress).unwrap());
        std::thread::sleep(Duration::from_millis(300));
        assert!(!reading.is_finished() && progress.done.load(Ordering::Relaxed) == 0);
        progress.hold.store(false, Ordering::Relaxed);
        while progress.done.load(Ordering::Relaxed) == 0 {
            std::thread::sleep(Duration::from_millis(1));
        }
        progress.hold.store(true, Ordering::Relaxed);
        // The articles in hand are read to their end, and no others.
        std::thread::sleep(Duration::from_millis(200));
        let done = progress.done.load(Ordering::Relaxed);
        std::thread::sleep(Duration::from_millis(200));
        assert_eq!(progress.done.load(Ordering::Relaxed), done);
        progress.hold.store(false, Ordering::Relaxed);
        assert_eq!(told(&reading.join().unwrap()), [600, 0, 0, 0]);
    });
}

/// What became of the files: read, unchanged, moved, removed.
fn told(report: &Report) -> [u64; 4] {
    [report.read, report.unchanged, report.moved, report.removed]
}

#[test]
fn what_lies_in_two_folders_is_counted_once_however_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("corpus");
    write(&root, "copydesk.toml", "[[archive]]\npath = \"old\"\n");
    let (same, changed) = (write(&root, "old/1.txt", &report(1, 3)), write(&root, "old/2.txt", &report(2, 3)));
    write(&root, "old/deep/3.txt", &report(3, 3));
    let wire = write(
        &root,
        "old/wire.jsonl",
        "{\"body\": \"A fire killed 4 people in Garrow.\"}\n{\"body\": \"Six came.\"}\n",
    );
    let store = indexed(folder.path(), &root);
    let again = || told(&ingest(&store, &root, &Progress::default()).unwrap());
    assert_eq!((store.articles(), again()), (5, [0, 5, 0, 0]));
    fs::write(&changed, report(2, 14)).unwrap();
    write(&root, "old/4.txt", &report(4, 3));
    assert_eq!(again(), [2, 4, 0, 0]);
    fs::write(&changed, report(2, 15)).unwrap();
    assert_eq!(told(&refresh(&store, &root, std::slice::from_ref(&changed)).unwrap()), [1, 0, 0, 0]);
    fs::write(&wire, "{\"body\": \"A fire killed 4 people in Garrow.\"}\n").unwrap();
    fs::remove_file(&same).unwrap();
    assert_eq!(again(), [0, 4, 0, 2]);
    assert_eq!(names(&store, &root), ["old/2.txt", "old/4.txt", "old/deep/3.txt", "old/wire.jsonl#1"]);
}

/// A walk that was stopped has met few files: the others are not gone.
#[test]
fn a_cancelled_reading_lets_nothing_go() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("corpus");
    (0..8).for_each(|i| drop(write(&root, &format!("{i}.txt"), &report(i, 3))));
    let store = indexed(folder.path(), &root);
    let stopped = Progress { cancelled: true.into(), ..Progress::default() };
    let report = ingest(&store, &root, &stopped).unwrap();
    assert_eq!((report.cancelled, told(&report), store.articles()), (true, [0, 0, 0, 0], 8));
}

#[test]
fn a_renamed_file_keeps_its_facts() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("corpus");
    write(&root, "copydesk.toml", "[outlets]\npost = \"Harbour Post\"\n");
    for i in 0..6 {
        write(&root, &format!("a/{i}.txt"), &report(i, 3 + i));
    }
    // Three of the same content, and one in a file of many.
    ["x.txt", "y.txt", "z.txt"].iter().for_each(|name| drop(write(&root, name, &report(9, 9))));
    write(&root, "wire.jsonl", "{\"body\": \"A fire killed 4 people in Garrow.\"}\n{\"body\": \"Six came.\"}\n");
    let store = indexed(folder.path(), &root);
    let number = |name: &str| store.known(&key(&root.join(name))).unwrap().map(|k| k.article);
    let again = || {
        let report = ingest(&store, &root, &Progress::default()).unwrap();
        assert!(report.problems.is_empty() && store.verify().unwrap().is_empty(), "{report:?}");
        told(&report)
    };
    let rename = |from: &str, to: &str| {
        fs::create_dir_all(root.join(to).parent().unwrap()).unwrap();
        fs::rename(root.join(from), root.join(to)).unwrap();
    };

    // A file, a folder, and a file of many.
    let before = [number("a/1.txt"), number("a/2.txt"), number("wire.jsonl#2")];
    rename("a/1.txt", "one.txt");
    rename("a", "b/c");
    rename("wire.jsonl", "old.jsonl");
    assert_eq!(again(), [0, 3, 8, 0]);
    assert_eq!([number("one.txt"), number("b/c/2.txt"), number("old.jsonl#2")], before);
    assert_eq!(store.path(before[0].unwrap()), Some(key(&root.join("one.txt"))));
    assert_eq!((number("a/1.txt"), store.articles()), (None, 11));
    // Names that changed places are files that changed.
    rename("one.txt", "tmp.txt");
    rename("b/c/2.txt", "one.txt");
    rename("tmp.txt", "b/c/2.txt");
    assert_eq!(again(), [2, 9, 0, 0]);

    // A copy is another article; of three alike one is gone and two came.
    fs::copy(root.join("one.txt"), root.join("copy.txt")).unwrap();
    assert_eq!(again(), [1, 11, 0, 0]);
    let alike = number("y.txt");
    rename("y.txt", "v.txt");
    fs::copy(root.join("v.txt"), root.join("w.txt")).unwrap();
    assert_eq!(again(), [1, 11, 1, 0]);
    assert_eq!(number("v.txt"), alike);

    // Its outlet, its date and its format are read from the path.
    for to in ["post/one.txt", "post/2024-05-06 one.txt", "post/2024-05-06 one.md"] {
        let from = names(&store, &root).into_iter().find(|n| n.contains("one.")).unwrap();
        rename(&from, to);
        assert_eq!(again(), [1, 12, 0, 1], "{to}");
    }
    // A file that was changed as well is another.
    write(&root, "d/v.txt", &report(9, 10));
    fs::remove_file(root.join("v.txt")).unwrap();
    assert_eq!(again(), [1, 12, 0, 1]);
}

#[test]
fn an_article_that_has_its_year_from_the_files_beside_it_is_read_again_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("corpus");
    let text = "ORSAY, Nov 12 (Harbour Wire) - A ferry sank with 64 people on board.\n\nFour are missing.\n";
    write(&root, "a/wire.txt", text);
    write(&root, "a/2025-11-13 live.txt", "Live.\n");
    write(&root, "b/2023-11-13 live.txt", "Live.\n");
    let store = indexed(folder.path(), &root);
    let move_to = |from: &str, to: &str| {
        fs::rename(root.join(from), root.join(to)).unwrap();
        told(&ingest(&store, &root, &Progress::default()).unwrap())
    };
    assert_eq!(move_to("a/wire.txt", "a/ferry.txt"), [0, 2, 1, 0]);
    assert_eq!(move_to("a/ferry.txt", "b/ferry.txt"), [1, 2, 0, 1]);
}

#[test]
fn a_renamed_file_among_those_that_were_told_of_keeps_its_facts() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("corpus");
    let one = write(&root, "a/one.txt", &report(1, 3));
    write(&root, "a/two.txt", &report(2, 4));
    let store = indexed(folder.path(), &root);
    let number = |path: &Path| store.known(&key(path)).unwrap().map(|k| k.article);
    let (before, new) = (number(&one), root.join("three.txt"));
    fs::rename(&one, &new).unwrap();
    let report = refresh(&store, &root, &[one, new.clone()]).unwrap();
    assert_eq!((told(&report), number(&new)), ([0, 0, 1, 0], before));
    let (old, new) = (root.join("a"), root.join("b"));
    fs::rename(&old, &new).unwrap();
    let report = refresh(&store, &root, &[new, old]).unwrap();
    assert_eq!((told(&report), names(&store, &root)), ([0, 0, 1, 0], vec!["b/two.txt".into(), "three.txt".into()]));
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
    let disk = Archive::of(&shelves, &Arc::default());
    let mut memory = Memory::default();
    for number in disk.numbers() {
        memory.insert(number, disk.sheet(number).unwrap());
    }
    assert_eq!((Lookup::articles(&memory), disk.len()), (60, 60));
    assert_eq!(disk.folders(), roots);
    // The draft says of the fire of article 42 what that does not.
    let text = "Fire at Tolmouth hospital\n\nTolmouth Courier\n\nMarch 12, 2025\n\nA fire at the Lindqvist hospital in \
                Tolmouth killed 14 people on Monday night, the police said.\n";
    let annotated = annotate(Arc::new(read(text, Format::Plain, &Hints::default())), &mut Cache::default());
    let draft = sheet(&annotated);
    let other = roots[0].join("a42.txt");
    let number = disk.number(&other).unwrap();
    assert_eq!(disk.path(number), Some(other));
    assert!(disk.source(number).unwrap().text.contains("left 15 people"));
    let homes: [&dyn Lookup; 2] = [&memory, &disk];
    for archive in homes {
        let found = check(u32::MAX, &annotated, &draft, archive);
        let conflict = found.iter().find(|f| f.code == "figure-conflict" && f.verdict == Verdict::Conflict);
        let conflict = conflict.unwrap_or_else(|| panic!("a conflict in {found:?}"));
        assert!(conflict.related.iter().any(|r| r.article == Some(number)), "{conflict:?}");
    }
    let asked = |a: &dyn Lookup| a.candidates(&Query::new(&draft, a), &[]);
    assert!(
        asked(&disk).articles.first().is_some_and(|c| c.article == number && c.common >= STORY),
        "{:?}",
        asked(&disk)
    );
    assert_eq!(asked(&memory).articles.first(), asked(&disk).articles.first());
    let term = draft.terms.iter().find(|t| disk.frequency(t.key) > 1).unwrap();
    assert_eq!(memory.frequency(term.key), disk.frequency(term.key));

    // What changes on disk is seen through the same archive.
    let path = write(&roots[0], "a42.txt", &post.replace("15", "14"));
    refresh(&shelves[0], &roots[0], &[path]).unwrap();
    let found = check(u32::MAX, &annotated, &draft, &disk);
    let told = found.iter().filter(|f| f.verdict == Verdict::Conflict).flat_map(|f| &f.related);
    assert!(told.into_iter().all(|r| r.article != disk.number(&roots[0].join("a42.txt"))), "{found:?}");
}

#[test]
fn nothing_is_told_that_a_look_up_does_not_find() {
    let analysed = |i| {
        let made = made::sized(i, 4000);
        let hints = Hints { path: Some(made.path), ..Hints::default() };
        let annotated = annotate(Arc::new(read(&made.text, Format::Markdown, &hints)), &mut Cache::default());
        (Arc::new(sheet(&annotated)), annotated)
    };
    let sheets: Vec<_> = (0..300).map(|i| (i as u32, analysed(i).0)).collect();
    let mut memory = Memory::default();
    sheets.iter().for_each(|(i, sheet)| memory.insert(*i, sheet.clone()));
    let everything = Everything { base: &memory, sheets };
    let mut all = 0;
    for i in (0..300).step_by(13) {
        let (sheet, annotated) = analysed(i);
        let told = |library: &dyn Lookup| -> Vec<_> {
            let mut found = check(i as u32, &annotated, &sheet, library);
            // Names are compared with the nearest articles alone.
            found.retain(|f| f.severity > Severity::Hint && f.code != "name-variant");
            found.into_iter().map(|f| (f.span, f.message, f.related)).collect()
        };
        let (found, exact) = (told(&memory), told(&everything));
        assert_eq!(found, exact, "article {i}");
        all += exact.len();
    }
    assert!(all > 20, "{all} findings");
}
