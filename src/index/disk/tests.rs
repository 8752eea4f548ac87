use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    sync::Arc,
};

use super::*;
use crate::{
    annotate::{Cache, annotate},
    article::{DateSource, Format, Hints, parse_date, read},
    fact::{self, Candidates, FactSheet, Lookup, Query, Standing},
    index::{
        Memory,
        bucket::{Filed, Key, filed},
    },
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

fn candidates(home: &dyn Lookup, draft: &FactSheet) -> Candidates {
    home.candidates(&Query::new(draft, home), &[])
}

/// The articles to compare a draft with.
fn articles(home: &dyn Lookup, draft: &FactSheet) -> BTreeSet<u32> {
    candidates(home, draft).articles.iter().map(|c| c.article).collect()
}

const STAMP: Stamp = Stamp { size: 1, modified: 2 };

fn entry(path: &str, sheet: &FactSheet) -> Entry {
    Entry::new(path.to_owned(), STAMP, [7; 16], sheet)
}

fn filled(folder: &Path, articles: std::ops::Range<usize>) -> Store {
    let (store, _) = Store::open(&folder.join("index.db"), "one").expect("a store");
    for chunk in articles.collect::<Vec<_>>().chunks(16) {
        store.write(chunk.iter().map(|&i| entry(&format!("a{i}.txt"), &sheet(i))).collect()).expect("written");
        store.merge(Merge::Settled).expect("merged");
    }
    store
}

/// Article `i` of a corpus in which every kind of fact occurs, in towns that several articles share.
fn varied(i: usize) -> FactSheet {
    let town = TOWNS[i % 7 % TOWNS.len()];
    let (n, word) = (3 + i * 7 % 90, ["harbour", "bridge", "school", "mill"][i % 4]);
    let text = format!(
        "Fire at {town} {word} kills {n}\n\nPORTO, March {day}, 20{year:02} (Wire) — At least {n} people were killed and {m} \
         were hurt when a fire broke out at the {word} in {town} on Sunday at 4:{n:02} p.m. “Nobody told the {word} keepers \
         about {n} doors,” said Marta Lind{i}, {age}, the mayor. It cost ${n}.5 million, or {n} per cent of the budget, {n} \
         times as much as in 2017, after three weeks of work on {n} km of road.\n\nThe {word} was the second largest of \
         {town}. Smoke had risen for {n} hours since January 2016, the worst fire in {town} since 1990.",
        day = 1 + i % 28,
        year = 14 + i / 40 % 10,
        m = 10 + i % 13,
        age = 20 + i % 60,
    );
    fact::sheet(&annotate(Arc::new(read(&text, Format::Plain, &Hints::default())), &mut Cache::default()))
}

/// Article `i` of those that appeared nobody knows when; what it looks back to has a time.
fn undated(i: usize) -> FactSheet {
    let town = TOWNS[i % 5];
    let text = format!(
        "Fire at {town} mill kills {n}\n\nAt least {n} people were killed in {town} on 4 May 2021, said Marta Lind, {age}, the mayor. \
         The mill in {town} had burned in January 2016, when {n} were hurt, and in {town} in {year}.",
        n = 3 + i % 90,
        age = 20 + i % 60,
        year = 1990 + i % 9,
    );
    fact::sheet(&annotate(Arc::new(read(&text, Format::Plain, &Hints::default())), &mut Cache::default()))
}

/// Both homes with the same articles, in batches that are merged in between, some articles gone again; the last ones saved
/// by themselves and a few together, as runs of their own.
fn both(folder: &Path, articles: usize) -> (Store, Memory) {
    let (store, _) = Store::open(&folder.join("index.db"), "one").expect("a store");
    let numbers: Vec<usize> = (0..articles).collect();
    for (turn, chunk) in numbers.chunks(37).enumerate() {
        store.write(chunk.iter().map(|&i| entry(&format!("a{i}.txt"), &varied(i))).collect()).expect("written");
        if turn % 3 == 2 {
            store.merge(if turn % 2 == 0 { Merge::Settled } else { Merge::Whole }).expect("merged");
        }
    }
    for i in (0..articles).step_by(11) {
        store.write(vec![entry(&format!("a{i}.txt"), &varied(i + 1))]).expect("written");
    }
    store.remove(["a3.txt", "a5.txt", "none.txt"]).expect("removed");
    store.merge(Merge::Whole).expect("merged");
    for last in
        [articles..articles + 1, articles + 1..articles + 2, articles + 2..articles + 5, articles + 5..articles + 30]
    {
        store.write(last.map(|i| entry(&format!("a{i}.txt"), &varied(i))).collect()).expect("written");
    }
    let mut memory = Memory::default();
    for i in 0..articles + 30 {
        if let Some(known) = store.known(&format!("a{i}.txt")).unwrap() {
            memory.insert(known.article, Arc::new(varied(if i % 11 == 0 && i < articles { i + 1 } else { i })));
        }
    }
    (store, memory)
}

/// All lists of an index, and of how many articles it says that they have a key.
fn postings(store: &Store) -> (BTreeMap<Filed, Vec<u32>>, BTreeMap<Key, u32>) {
    let (mut lists, mut counts) = (BTreeMap::<Filed, Vec<u32>>::new(), BTreeMap::new());
    let read = store.with(|db| {
        for run in sql::runs(db)? {
            let (first, last) = block::Place::run(run.slot);
            sql::blocks(db, first, last, |place, bytes| {
                let read = block::entries(place, bytes, |key, entry| {
                    match entry {
                        block::Entry::Count(n, _) => *counts.entry(key).or_default() += n,
                        block::Entry::List(bucket, list) => {
                            list.read(lists.entry(Filed::new(key, bucket)).or_default()).expect("a list");
                        }
                    }
                    ControlFlow::Continue(())
                });
                assert!(read.is_some());
                ControlFlow::Continue(())
            })?;
        }
        Ok(())
    });
    read.expect("postings");
    (lists, counts)
}

/// With three threads, where there can be any.
fn made_one(store: &Store) -> Result<(), StoreError> {
    rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap().install(|| store.merge(Merge::Whole))
}

#[test]
fn what_is_damaged_is_not_joined() {
    let folder = tempfile::tempdir().unwrap();
    let (on_disk, _) = Store::open(&folder.path().join("index.db"), "one").unwrap();
    for store in [on_disk, Store::in_memory("damaged", "one").unwrap()] {
        for first in [0, 150] {
            store.write((first..first + 150).map(|i| entry(&format!("a{i}.txt"), &varied(i))).collect()).unwrap();
        }
        let damage =
            "UPDATE block SET entries = zeroblob(length(entries)) WHERE place = (SELECT max(place) FROM block)";
        let (before, _) = store.with(|db| Ok((sql::runs(db)?, db.execute_batch(damage)?))).unwrap();
        assert!(matches!(made_one(&store), Err(StoreError::Damaged { .. })));
        assert!(store.is_damaged() && before.len() == 2);
        assert_eq!(store.with(|db| sql::runs(db)).unwrap(), before);
    }
}

#[test]
fn joined_runs_have_what_their_articles_are_filed_under() {
    let folder = tempfile::tempdir().unwrap();
    // One is joined by several threads, and one that lies in memory by one.
    let (on_disk, _) = Store::open(&folder.path().join("index.db"), "one").unwrap();
    for store in [on_disk, Store::in_memory("joined", "one").unwrap()] {
        let sheets: Vec<FactSheet> = (0..600).map(|i| if i % 4 == 0 { undated(i) } else { varied(i) }).collect();
        for first in [0, 40, 340, 440, 441, 560] {
            let batch = sheets[first..].iter().zip(first..).take(300);
            store.write(batch.map(|(sheet, i)| entry(&format!("a{i}.txt"), sheet)).collect()).unwrap();
        }
        for gone in [None, Some("a7.txt"), Some("a441.txt")] {
            store.remove(gone).unwrap();
            store.write(vec![entry("last.txt", &undated(gone.map_or(3, str::len)))]).unwrap();
            made_one(&store).unwrap();
            let mut lists = BTreeMap::<Filed, Vec<u32>>::new();
            for article in store.with(|db| sql::articles(db)).unwrap() {
                for filed in filed(&store.sheet(article).unwrap()) {
                    lists.entry(filed).or_default().push(article);
                }
            }
            let mut keys = BTreeMap::<Key, (usize, BTreeSet<u32>)>::new();
            for (filed, articles) in &lists {
                let (lists, all) = keys.entry(filed.key()).or_default();
                *lists += 1;
                all.extend(articles);
            }
            // A key of one list has no count before it.
            keys.retain(|_, (lists, _)| *lists > 1);
            assert!(keys.len() > 100);
            let (found, counts) = postings(&store);
            assert_eq!(found, lists);
            assert_eq!(counts, keys.into_iter().map(|(key, (_, all))| (key, all.len() as u32)).collect());
        }
    }
}

#[test]
fn what_a_draft_will_ask_for_is_read_ahead() {
    let folder = tempfile::tempdir().unwrap();
    let (made, _) = both(folder.path(), 700);
    let draft = varied(9);
    let expected = candidates(&made, &draft);
    assert!(expected.articles.len() > 3);
    let (store, opened) = Store::open(made.file(), "one").unwrap();
    assert_eq!(opened, Opened::Existing);
    store.read_ahead(&draft);
    // Nothing that lies on the disk can be read any more.
    let ruin = "UPDATE block SET entries = x'00'; UPDATE article SET sheet = x'00'; UPDATE run SET briefs = x'00'";
    Connection::open(made.file()).unwrap().execute_batch(ruin).unwrap();
    assert_eq!(candidates(&store, &draft), expected);
    for found in &expected.articles {
        assert!(store.sheet(found.article).is_some());
    }
    assert!(!store.is_damaged());
    let (cold, _) = Store::open(made.file(), "one").unwrap();
    assert!(candidates(&cold, &draft) != expected && cold.is_damaged());
}

#[test]
fn damage_in_a_run_of_few_articles_hides_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let (made, _) = both(folder.path(), 150);
    let ruin = format!(
        "UPDATE block SET entries = x'00' WHERE place >> {} IN (SELECT slot FROM run WHERE articles = 1)",
        Filed::BITS
    );
    assert!(Connection::open(made.file()).unwrap().execute(&ruin, []).unwrap() > 1);
    let (cold, _) = Store::open(made.file(), "one").unwrap();
    assert!(!cold.is_damaged());
    assert!(articles(&cold, &varied(9)).len() > 3 && cold.is_damaged());
}

#[test]
fn an_index_where_nothing_can_be_written_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("50 % «of» a?b#c");
    fs::create_dir(&place).unwrap();
    let written = filled(&place, 0..40);
    let expected = candidates(&written, &sheet(7));
    let file = written.file().to_owned();
    let refused = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CANTOPEN), None);
    // As long as someone has it open, part of it lies beside it.
    assert!(Store::frozen(&file, "one", &refused).is_none());
    drop(written);
    assert!(Store::frozen(&file, "another", &refused).is_none());
    let store = Store::frozen(&file, "one", &refused).expect("an index");
    assert!(!expected.articles.is_empty() && candidates(&store, &sheet(7)) == expected);
    assert!(store.verify().unwrap().is_empty());
    store.merge(Merge::Settled).unwrap();
    let written = store.write(vec![entry("new.txt", &sheet(50))]);
    assert!(matches!(written, Err(StoreError::ReadOnly { .. })), "{written:?}");
    assert_eq!(store.count().unwrap(), 40);
}

#[test]
fn disk_and_memory_give_the_same_candidates_for_facts_of_every_kind() {
    // Few articles, all of which are looked through; many; and so many that common words are read in a window only.
    for articles in [20, 150, 700] {
        let folder = tempfile::tempdir().unwrap();
        let (store, memory) = both(folder.path(), articles);
        let mut slots = std::collections::HashSet::new();
        for i in (0..articles).step_by(articles / 10) {
            let draft = varied(i + 2);
            let (there, here) = (candidates(&store, &draft), candidates(&memory, &draft));
            assert_eq!(there, here, "{articles}");
            for (i, fact) in (0..).zip(&draft.facts) {
                if there.articles.iter().any(|c| c.common >= fact::STORY || c.has(i)) {
                    slots.insert(std::mem::discriminant(&fact.slot));
                }
            }
            for term in &draft.terms {
                assert_eq!(store.frequency(term.key), memory.frequency(term.key));
            }
        }
        assert!(slots.len() >= 9, "facts of {} kinds had candidates", slots.len());
        assert_eq!(store.articles(), memory.articles());
        assert!(store.verify().unwrap().is_empty());
    }
}

#[test]
fn a_quotation_is_found_by_its_words_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = both(folder.path(), 300);
    let told = |text: &str| {
        fact::sheet(&annotate(Arc::new(read(text, Format::Plain, &Hints::default())), &mut Cache::default()))
    };
    let words = "“Cormorants nested under our lighthouse until quarrying began,” said Ilse Brandt.";
    store.write(vec![entry("old.txt", &told(&format!("Old tales\n\nOSLO, May 3, 2011 — {words}")))]).unwrap();
    let draft = told(&format!("Something else\n\nLIMA, July 9, 2024 — {words}"));
    let quotation = draft.facts.iter().position(|f| f.slot == fact::Slot::Quotation).expect("a quotation") as u32;
    let old = store.known("old.txt").unwrap().expect("known").article;
    let found = candidates(&store, &draft).articles;
    let quoted: Vec<u32> = found.iter().filter(|c| c.has(quotation)).map(|c| c.article).collect();
    assert_eq!(quoted, [old]);
}

#[test]
fn what_another_process_wrote_is_seen_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let ours = filled(folder.path(), 0..40);
    let draft = sheet(41);
    assert!(!articles(&ours, &draft).is_empty());
    let (theirs, _) = Store::open(&folder.path().join("index.db"), "one").unwrap();
    theirs.write(vec![entry("new.txt", &sheet(41))]).unwrap();
    let new = theirs.known("new.txt").unwrap().expect("known").article;
    assert!(articles(&ours, &draft).contains(&new));
    theirs.remove(["new.txt"]).unwrap();
    assert!(!articles(&ours, &draft).contains(&new));
    assert_eq!(ours.articles(), 40);
}

#[test]
fn an_article_saved_many_times_does_not_push_others_out() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), 0..60);
    let draft = sheet(8);
    for _ in 0..100 {
        store.write(vec![entry("a0.txt", &sheet(8))]).unwrap();
    }
    let articles = articles(&store, &draft);
    let same_town = (0..60).filter(|i| i % 8 == 0).count();
    assert!(articles.len() >= same_town, "{} articles", articles.len());
    store.merge(Merge::Settled).unwrap();
    assert!(store.verify().unwrap().is_empty());
}

#[test]
fn a_changed_article_takes_the_place_of_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), 0..20);
    let before = store.known("a3.txt").unwrap().expect("known").article;
    let new = sheet(4);
    store.write(vec![entry("a3.txt", &new)]).unwrap();
    let after = store.known("a3.txt").unwrap().expect("known");
    assert_ne!(before, after.article);
    assert!(store.sheet(before).is_none());
    assert_eq!(store.articles(), 20);
    store.remove(["a3.txt"]).unwrap();
    assert!(store.known("a3.txt").unwrap().is_none());
}

#[test]
fn a_batch_is_numbered_in_order_of_its_days() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(&folder.path().join("index.db"), "one").expect("a store");
    store.write([20, 3, 11].map(|i| entry(&format!("a{i}.txt"), &sheet(i))).into()).unwrap();
    let numbers = [3, 11, 20].map(|i| store.known(&format!("a{i}.txt")).unwrap().expect("known").article);
    assert_eq!(numbers, [1, 2, 3]);
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
                    store.write(vec![entry(&path, &sheet)]).unwrap();
                }
            });
        }
        let file = &file;
        s.spawn(move || {
            let (store, _) = Store::open(file, "one").unwrap();
            let draft = sheet(1);
            for _ in 0..50 {
                candidates(&store, &draft);
            }
        });
    });
    let (store, _) = Store::open(&file, "one").unwrap();
    assert_eq!(store.articles(), 40);
    assert!(store.verify().unwrap().is_empty());
}

#[test]
fn versions_of_a_story_are_found_on_disk_as_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(&folder.path().join("index.db"), "one").expect("a store");
    let version = |n: usize| {
        let text = format!("---\nguid: tag:x,5\nversion: {n}\ndate: 2025-03-14\n---\n\nThe fire killed {n} people.\n");
        fact::sheet(&annotate(Arc::new(read(&text, Format::Markdown, &Hints::default())), &mut Cache::default()))
    };
    let write = |path: &str, sheet: &FactSheet| {
        store.write(vec![Entry::new(path.into(), STAMP, [7; 16], sheet)]).unwrap();
    };
    for n in 1..=3 {
        write(&format!("v{n}.md"), &version(n));
    }
    write("other.txt", &sheet(4));
    let standing = |store: &Store, n: usize| {
        let sheet = version(n);
        fact::edition::standing(&sheet, None, store.versions(&sheet).iter().map(|v| &*v.1))
    };
    assert_eq!(store.versions(&version(1)).len(), 3);
    assert_eq!((standing(&store, 2), standing(&store, 3)), (Standing::Earlier, Standing::Current));
    // Written anew or gone, an article leaves nothing behind.
    write("v3.md", &sheet(5));
    assert_eq!(standing(&store, 2), Standing::Current);
    store.remove(["v2.md"]).unwrap();
    assert_eq!(store.versions(&version(1)).len(), 1);
}

/// What no seal is on is told by what else stands there.
#[test]
fn rows_that_do_not_fit_together_are_found() {
    let faults = [
        "UPDATE article SET path = path || 'x' WHERE id = 2",
        "UPDATE file SET article = 3 WHERE article = 2",
        "UPDATE file SET path = path || 'x' WHERE article = 2",
        "DELETE FROM file WHERE article = 2",
        "INSERT INTO gone VALUES(2)",
        "UPDATE edition SET key = key + 1 WHERE article = 2",
        "DELETE FROM edition WHERE article = 2",
        "UPDATE run SET slot = slot + 7",
        "UPDATE run SET last = last + (1 << 30)",
        "UPDATE run SET first = last + 1",
        "UPDATE tally SET articles = articles + 1",
    ];
    for fault in faults {
        let folder = tempfile::tempdir().unwrap();
        let store = filled(folder.path(), 0..9);
        let edited = Entry::new("v.md".to_owned(), STAMP, [7; 16], &{
            let text = "---\nguid: tag:x,5\nversion: 2\n---\n\nThe fire killed 4 people.\n";
            let article = Arc::new(read(text, Format::Markdown, &Hints::default()));
            fact::sheet(&annotate(article, &mut Cache::default()))
        });
        store.write(vec![edited]).unwrap();
        assert!(store.verify().unwrap().is_empty() && !store.is_damaged());
        let fault =
            fault.replace("= 2", "= (SELECT max(id) FROM article)").replace("(2)", "((SELECT max(id) FROM article))");
        store.with(|db| db.execute_batch(&fault)).unwrap();
        assert!(store.verify().map_or(true, |faults| !faults.is_empty()), "{fault}");
        assert!(store.is_damaged(), "{fault}");
    }
}
