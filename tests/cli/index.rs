//! `index`, and commands that compare with one.

use std::fs;

use copydesk::index::disk::{Existing, Store};
use serde_json::Value;

use super::{conflicting, lines, run, stderr, stdout};

#[test]
fn an_index_is_built_once_and_brought_up_to_date() {
    let folder = conflicting();
    let index = |args: &[&str]| {
        let output = run(folder.path(), &[&["index", ".", "--index", ".index"], args].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stdout(&output)
    };
    assert!(index(&[]).starts_with("2 read, 0 unchanged"));
    assert!(index(&[]).starts_with("0 read, 2 unchanged"));
    fs::remove_file(folder.path().join("post.txt")).unwrap();
    assert!(index(&[]).starts_with("0 read, 1 unchanged, 1 removed"));
    assert!(index(&["--stats"]).contains("articles       1"));
    assert!(index(&["--verify"]).contains("sound"));
    assert!(index(&["--clear"]).contains("cleared"));
    assert_eq!(fs::read_dir(folder.path().join(".index")).unwrap().count(), 0);
    for none in ["--clear", "--stats", "--verify"] {
        let output = run(folder.path(), &["index", ".", "--index", ".index", none]);
        assert!(output.status.code() == Some(2) && stderr(&output).contains("no index of it"), "{}", stderr(&output));
    }
}

#[test]
fn the_index_of_a_folder_that_is_gone_can_be_thrown_away() {
    let folder = conflicting();
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).unwrap();
    fs::rename(folder.path().join("post.txt"), corpus.join("post.txt")).unwrap();
    let index = |args: &[&str]| run(folder.path(), &[&["index", "corpus", "--index", "place"], args].concat());
    assert_eq!(index(&[]).status.code(), Some(0));
    fs::remove_dir_all(&corpus).unwrap();
    assert!(stderr(&index(&[])).contains("no such folder"));
    assert!(stdout(&index(&["--clear"])).contains("cleared"));
    let never = run(folder.path(), &["index", "never", "--index", "place", "--clear"]);
    assert!(never.status.code() == Some(2) && stderr(&never).contains("no index"), "{}", stderr(&never));
}

#[test]
fn an_outlet_with_its_article_is_one_outlet() {
    let folder = tempfile::tempdir().unwrap();
    for (i, outlet) in ["The Calder Herald", "Calder Herald", "Calder Herald", "The Post"].iter().enumerate() {
        let text = format!("---\noutlet: {outlet}\n---\n\n# Fire {i}\n\nA fire killed {i} people in Calder.\n");
        fs::write(folder.path().join(format!("{i}.md")), text).unwrap();
    }
    run(folder.path(), &["index", ".", "--index", "place"]);
    let stats = stdout(&run(folder.path(), &["index", ".", "--index", "place", "--stats"]));
    assert!(stats.contains("Calder Herald 3, The Post 1"), "{stats}");
}

#[test]
fn one_folder_has_one_index_where_its_configuration_wants_it() {
    let folder = conflicting();
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).unwrap();
    fs::rename(folder.path().join("post.txt"), corpus.join("post.txt")).unwrap();
    fs::write(corpus.join("copydesk.toml"), "index = \"../place\"\n").unwrap();
    let index = |folder_named: &str| stdout(&run(folder.path(), &["index", folder_named]));
    assert!(index("corpus").starts_with("1 read"));
    for same in ["corpus/", "./corpus", "corpus/../corpus"] {
        assert!(index(same).starts_with("0 read, 1 unchanged"), "{same}");
    }
    let files = || fs::read_dir(folder.path().join("place")).unwrap().map(|f| f.unwrap().path()).collect::<Vec<_>>();
    assert_eq!(files().len(), 1, "{:?}", files());
    let stats = stdout(&run(folder.path(), &["index", "corpus", "--stats"]));
    let today = jiff::Zoned::now().date();
    assert!(stats.contains("articles       1") && stats.contains(&format!("last update    {today}")), "{stats}");

    // Looking changes nothing: neither an index of another version, nor where there is none.
    let file = files().remove(0);
    Store::renew(&file, "another").unwrap();
    for look in ["--stats", "--verify"] {
        let output = run(folder.path(), &["index", "corpus", look]);
        assert!(output.status.code() == Some(1) && stdout(&output).contains("another version"), "{}", stdout(&output));
        assert!(matches!(Store::existing(&file, "another"), Ok(Existing::Index(_))), "{look}");
    }
    fs::remove_dir_all(folder.path().join("place")).unwrap();
    let output = run(folder.path(), &["index", "corpus", "--stats"]);
    assert!(output.status.code() == Some(2) && stderr(&output).contains("no index"), "{}", stderr(&output));
    assert!(!folder.path().join("place").exists());
}

#[test]
fn check_compares_with_an_index_as_with_the_articles() {
    let folder = conflicting();
    let archive = folder.path().join("archive");
    fs::create_dir(&archive).expect("a folder");
    let there = archive.join("post.txt");
    fs::rename(folder.path().join("post.txt"), &there).expect("moved");
    for i in 0..40 {
        let text =
            format!("Harvest {i} in Braddek\n\n2025-02-11\n\nFarmers of Braddek brought in {i}{i} tons of rye.\n");
        fs::write(archive.join(format!("a{i}.txt")), text).expect("written");
    }
    let post = fs::read_to_string(&there).expect("the other article");
    // Earlier, and last by its name.
    let earlier = "Hospital fire in Tolmouth\n\nThe Karvia Post\n\nMarch 11, 2025\n\nSixteen people died in the fire at the \
                   Lindqvist hospital in Tolmouth on Monday night.\n";
    fs::write(archive.join("zeb.txt"), earlier).expect("written");
    // An article of the archive that is checked itself is the same one, not another.
    for paths in [&["courier.md"] as &[&str], &["courier.md", "archive/post.txt"]] {
        let args = [&["check", "--format", "jsonl", "--corpus", "archive"], paths].concat();
        fs::remove_dir_all(folder.path().join(".cache")).unwrap_or_default();
        let read = run(folder.path(), &args);
        assert_eq!(run(folder.path(), &["index", "archive"]).status.code(), Some(0));
        let indexed = run(folder.path(), &args);
        let conflicts: Vec<Value> = lines(&indexed).into_iter().filter(|f| f["code"] == "figure-conflict").collect();
        assert_eq!(conflicts.len(), paths.len(), "{conflicts:?}");
        let of_draft = conflicts.iter().find(|f| f["file"] == "courier.md").expect("a conflict");
        let related = of_draft["related"].as_array().expect("passages");
        assert_eq!(related.iter().map(|r| &r["file"]).collect::<Vec<_>>(), ["archive/post.txt", "archive/zeb.txt"]);
        assert_eq!((stdout(&read), stderr(&read)), (stdout(&indexed), stderr(&indexed)));
        // What changed since the index was made is read again.
        fs::write(&there, post.replace("15", "14")).expect("written");
        fs::write(archive.join("zeb.txt"), earlier.replace("Sixteen", "Fourteen")).expect("written");
        let changed = run(folder.path(), &args);
        assert!(!stdout(&changed).contains("figure-conflict"), "{}", stdout(&changed));
        fs::write(&there, &post).expect("written");
        fs::write(archive.join("zeb.txt"), earlier).expect("written");
    }
}

/// An article that is checked and in the index too counts once: in a small folder its names would be too common else.
#[test]
fn check_of_an_indexed_article_is_what_it_is_without_the_index() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).expect("written");
    for (name, paper, dead) in [("one.txt", "Karvia Courier", 14), ("two.txt", "Harbour Post", 19)] {
        let text = format!(
            "Fire in Karvia port kills {dead}\n\n{paper}\n\n2025-05-03\n\nA fire in the port of Karvia killed {dead} \
             people on Friday, the fire service of Karvia said.\n"
        );
        write(name, text);
    }
    for (i, town) in ["Garrow", "Tessaly", "Petherby", "Merriton"].iter().cycle().take(20).enumerate() {
        let text = format!(
            "Fire in {town} mill\n\n2025-03-{:02}\n\nA fire in mill {i} of {town} killed {} people, police said.\n",
            1 + i,
            3 + i
        );
        write(&format!("a{i}.txt"), text);
    }
    let check = |paths: &[&str]| {
        let mut found = lines(&run(folder.path(), &[&["check", "--corpus", ".", "--format", "jsonl"], paths].concat()));
        found.retain(|f| f["code"] == "figure-conflict");
        found
    };
    for paths in [&["one.txt"] as &[&str], &["."]] {
        fs::remove_dir_all(folder.path().join(".cache")).unwrap_or_default();
        let read = check(paths);
        assert!(!read.is_empty());
        assert!(run(folder.path(), &["index", "."]).status.success());
        assert_eq!(check(paths), read);
    }
}

#[test]
fn check_finds_an_index_where_it_is_told_to_look() {
    let folder = conflicting();
    let archive = folder.path().join("archive");
    fs::create_dir(&archive).expect("a folder");
    fs::rename(folder.path().join("post.txt"), archive.join("post.txt")).expect("moved");
    let index = || stdout(&run(folder.path(), &["index", "archive", "--index", "place"]));
    assert!(index().starts_with("1 read"));
    fs::write(archive.join("more.txt"), "Harvest in Braddek\n\nFarmers brought in 44 tons of rye.\n").expect("written");
    let check = ["check", "courier.md", "--corpus", "archive", "--index"];
    let [with, without] =
        ["place", "nowhere"].map(|place| stdout(&run(folder.path(), &[&check[..], &[place]].concat())));
    assert!(with.contains("figure-conflict") && with == without, "{with}\n{without}");
    // It was brought up to date on the way, and no other was made.
    assert!(index().starts_with("0 read, 2 unchanged"));
    assert!(!folder.path().join("nowhere").exists());
}

#[test]
fn check_compares_with_the_archives_of_the_configuration() {
    let folder = conflicting();
    let archive = tempfile::tempdir().expect("a folder");
    fs::rename(folder.path().join("post.txt"), archive.path().join("post.txt")).expect("moved");
    assert_eq!(run(folder.path(), &["check", "."]).status.code(), Some(0));
    let config = format!("[[archive]]\npath = {:?}\noutlet = \"The Evening Post\"\n", archive.path().to_str().unwrap());
    fs::write(folder.path().join("copydesk.toml"), config).expect("written");
    for path in [".", "courier.md"] {
        let output = run(folder.path(), &["check", path]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        assert!(stdout(&output).contains("1 warning in 1 article."), "{}", stdout(&output));
        assert!(stdout(&output).contains("The Evening Post, 12 March 2025"), "{}", stdout(&output));
    }
    let read = run(folder.path(), &["check", "--format", "jsonl", "."]);
    assert_eq!(run(folder.path(), &["index", "."]).status.code(), Some(0));
    let indexed = run(folder.path(), &["check", "--format", "jsonl", "."]);
    assert_eq!((stdout(&read), stderr(&read)), (stdout(&indexed), stderr(&indexed)));
    assert!(!stdout(&run(folder.path(), &["annotate", "."])).contains("post.txt"));
    fs::remove_dir_all(archive.path()).expect("removed");
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    assert!(stderr(&output).contains("the archive is not there"), "{}", stderr(&output));
}

#[test]
fn a_folder_without_an_index_is_told_and_none_is_made() {
    let folder = conflicting();
    for flag in ["--stats", "--verify", "--clear"] {
        let output = run(folder.path(), &["index", flag]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("there is no index of it"), "{}", stderr(&output));
    }
    assert!(!folder.path().join(".cache").exists());
    assert!(stderr(&run(folder.path(), &["index", "post.txt"])).contains("is a file"));
}

/// What is being worked on stays in its place, and whoever works on it finds nothing in it.
#[test]
fn an_index_in_use_is_emptied() {
    let folder = conflicting();
    let index = |args: &[&str]| stdout(&run(folder.path(), &[&["index", ".", "--index", "place"], args].concat()));
    assert!(index(&[]).starts_with("2 read"));
    let file = fs::read_dir(folder.path().join("place")).unwrap().next().unwrap().unwrap().path();
    let used = Store::open(&file, copydesk::fact::ANALYSER).unwrap().0;
    assert_eq!(used.count().unwrap(), 2);
    assert!(index(&["--clear"]).contains("emptied; the file stays while another process uses it"));
    assert!(used.count().unwrap() == 0 && file.exists());
    drop(used);
    assert!(index(&["--clear"]).contains("cleared") && !file.exists());
}

/// Looking changes nothing, and a file that is no index yet is none.
#[test]
fn an_empty_file_is_no_index() {
    let folder = conflicting();
    let index = |args: &[&str]| run(folder.path(), &[&["index", ".", "--index", "place"], args].concat());
    assert!(index(&[]).status.success());
    let file = fs::read_dir(folder.path().join("place")).unwrap().next().unwrap().unwrap().path();
    fs::write(&file, "").unwrap();
    for look in ["--stats", "--verify"] {
        assert!(stderr(&index(&[look])).contains("no index of it yet"), "{look}");
        assert_eq!(fs::metadata(&file).unwrap().len(), 0, "{look}");
    }
    assert!(stdout(&index(&[])).starts_with("2 read"));
    let listed = run(folder.path(), &["index", "post.txt", "--list"]);
    assert!(stderr(&listed).contains("cannot be used with"), "{}", stderr(&listed));
}

/// The index of a folder that is gone stays, since its disk may come back; whoever looks is told.
#[test]
fn indexes_are_listed_and_those_of_folders_that_are_gone_are_told() {
    let folder = conflicting();
    let at = |name: &str| folder.path().join(name);
    let list = || stdout(&run(folder.path(), &["index", "--list"]));
    assert!(list().starts_with("There is no index in "), "{}", list());
    for name in ["one", "two"] {
        fs::create_dir(at(name)).expect("made");
    }
    fs::rename(at("post.txt"), at("one/post.txt")).expect("moved");
    fs::rename(at("courier.md"), at("two/courier.md")).expect("moved");
    // Of one folder's articles the first lie elsewhere.
    fs::create_dir(at("archive")).expect("made");
    fs::copy(at("one/post.txt"), at("archive/post.txt")).expect("copied");
    fs::write(at("two/copydesk.toml"), "[[archive]]\npath = \"../archive\"\n").expect("written");
    for name in ["one", "two"] {
        assert!(run(folder.path(), &["index", name]).status.success());
    }
    // An empty one, and what is none.
    let cache = at(".cache/copydesk");
    Store::renew(&cache.join("0123456789abcdef.index"), "another").expect("made");
    fs::write(cache.join("notes.index"), "not an index").expect("written");
    let line = |name: &str| {
        let start = format!("{}: ", at(name).display());
        list().lines().find_map(|l| Some(l.strip_prefix(&start)?.to_owned())).unwrap_or_else(|| panic!("{}", list()))
    };
    assert!(line("one").starts_with("1 article, ") && line("two").starts_with("2 articles, "), "{}", list());
    assert!(list().lines().count() == 2 && !list().contains("not there"), "{}", list());
    fs::rename(at("one"), at("away")).expect("moved");
    assert!(line("one").ends_with(" kB, not there") && !line("two").contains("not there"), "{}", list());
    assert!(list().contains("index --clear DIR»"), "{}", list());
    let elsewhere = stdout(&run(folder.path(), &["index", "--list", "--index", ".cache/copydesk"]));
    assert!(elsewhere.contains("index --clear DIR --index .cache/copydesk»"), "{elsewhere}");
    // It has lost nothing.
    fs::rename(at("away"), at("one")).expect("moved");
    assert!(stdout(&run(folder.path(), &["index", "one"])).starts_with("0 read, 1 unchanged"));
    fs::remove_dir_all(at("one")).expect("removed");
    assert!(run(folder.path(), &["index", "one", "--clear"]).status.success());
    assert!(!list().contains("not there") && list().lines().count() == 1, "{}", list());
    // Indexes of another version are told as well.
    for file in
        fs::read_dir(&cache).expect("read").map(|f| f.expect("a file").path()).filter(|f| !f.ends_with("notes.index"))
    {
        let db = rusqlite::Connection::open(file).expect("opened");
        db.execute("UPDATE meta SET value = 'another'", []).expect("written");
    }
    assert!(line("two").starts_with("2 articles, "), "{}", list());
    // And one that is broken.
    fs::write(cache.join("0123456789abcdef.index"), "not an index").expect("written");
    assert!(list().contains("0123456789abcdef.index: cannot be read, 1 kB"), "{}", list());
}

/// Two articles of one day contradict a draft: which one the message names must not hang on the order of reading.
#[test]
fn a_message_does_not_hang_on_the_history_of_the_index() {
    let folder = conflicting();
    let at = |name: &str| folder.path().join(name);
    let post = fs::read_to_string(at("post.txt")).expect("read");
    fs::write(at("star.txt"), post.replace("Harbour Post", "Evening Star").replace("15", "19")).expect("written");
    let told = || {
        assert!(run(folder.path(), &["index", "."]).status.success());
        lines(&run(folder.path(), &["check", "courier.md", "--corpus", ".", "--format", "jsonl"]))[0]["message"].clone()
    };
    let before = told();
    for name in ["post.txt", "star.txt"] {
        let text = fs::read_to_string(at(name)).expect("read");
        fs::write(at(name), format!("{text}\nMore soon.\n")).expect("written");
        assert_eq!(told(), before, "after {name} was read again");
    }
}

#[test]
fn an_index_follows_the_year_of_the_files_beside() {
    let folder = conflicting();
    let at = |name: &str| folder.path().join(name);
    let post = fs::read_to_string(at("post.txt")).expect("read");
    fs::create_dir(at("wire")).expect("made");
    let beside = |year: u16| format!("Council meets\n\nThe Harbour Post\n\nMarch 10, {year}\n\nThe council met.\n");
    fs::write(at("wire/post.txt"), post.replace("March 12, 2025", "TOLMOUTH, March 12 (Wire) —")).expect("written");
    let date = |year: u16| {
        fs::write(at("wire/council.txt"), beside(year)).expect("written");
        assert!(run(folder.path(), &["index", "wire"]).status.success());
        let found = lines(&run(
            folder.path(),
            &["check", "courier.md", "--corpus", "wire", "--show", "all", "--format", "jsonl"],
        ));
        found.iter().filter_map(|f| f["related"][0]["date"].as_str().map(|d| d[..4].to_owned())).next()
    };
    assert_eq!((date(2025).as_deref(), date(2024).as_deref()), (Some("2025"), Some("2024")));
}
