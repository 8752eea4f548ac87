//! Files on disk: what is found, what is read, what is left out and how that is told.

use std::{fs, path::Path};

use copydesk::{
    article::{Format, Status},
    corpus::{Config, Loaded, load, walk},
};

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Names found under a folder, relative to it.
fn names(folder: &Path, config: &Config) -> Vec<String> {
    let walked = walk(folder, config);
    assert!(walked.errors.is_empty(), "{:?}", walked.errors);
    let name = |p: &Path| p.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    walked.files.iter().map(|f| name(&f.path)).collect()
}

fn loaded(folder: &Path, name: &str, config: &Config) -> Loaded {
    let path = folder.join(name);
    load(&path, Format::of_path(name).unwrap(), config, None).unwrap()
}

#[test]
fn a_walk_respects_ignore_files_globs_and_hidden_files() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    for name in [
        "one.txt",
        "two.md",
        "deep/three.html",
        "old/four.txt",
        "draft/five.txt",
        "six.pdf",
        ".hidden/seven.txt",
        "~$eight.docx",
    ] {
        write(root, name, "At least 64 people.");
    }
    write(root, ".copydeskignore", "draft/\n");
    write(root, "copydesk.toml", "exclude = [\"old/**\"]\n");
    let config = Config::nearest(root).unwrap();
    assert_eq!(names(root, &config), ["deep/three.html", "one.txt", "two.md"]);
    write(root, "copydesk.toml", "include = [\"**/*.txt\"]\n");
    let config = Config::nearest(&root.join("deep")).unwrap();
    assert_eq!(names(root, &config), ["old/four.txt", "one.txt"]);
}

#[test]
fn every_line_and_message_has_an_address_of_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    let line = |n: u32| {
        format!("{{\"body\": \"At least {n} people.\", \"title\": \"Ferry {n}\", \"date\": \"2025-03-{n}\"}}\n")
    };
    write(root, "wire.jsonl", (10..22).map(line).collect::<String>());
    write(
        root,
        "story.json",
        r#"{"headline": "Ferry", "body_text": "Four.", "pubstatus": "canceled", "versioncreated": "2025-03-14"}"#,
    );
    write(root, "other.json", r#"{"private": true}"#);
    write(
        root,
        "mail.mbox",
        "From a Fri Mar 14 16:40:00 2025\nSubject: One\n\nFour.\n\nFrom a Fri Mar 14 16:41:00 2025\nSubject: Two\n\nFive.\n",
    );
    let config = Config::default();
    let names = names(root, &config);
    assert_eq!(names[..3], ["mail.mbox#1", "mail.mbox#2", "other.json"]);
    assert_eq!((names[4].as_str(), names[13].as_str(), names.len()), ("wire.jsonl#1", "wire.jsonl#10", 16));
    let tenth = loaded(root, "wire.jsonl#10", &config).article;
    assert_eq!(&*tenth.text, "Ferry 19\n\nAt least 19 people.");
    assert_eq!(tenth.headline().as_deref(), Some("Ferry 19"));
    assert_eq!(tenth.meta.published.unwrap().date.to_string(), "2025-03-19");
    assert_eq!(loaded(root, "story.json", &config).article.meta.status, Status::Withdrawn);
    assert!(loaded(root, "other.json", &config).article.blocks.is_empty());
    assert_eq!(loaded(root, "mail.mbox#2", &config).article.text.trim_end(), "Two\n\nFive.");
    let gone = load(&root.join("wire.jsonl#99"), Format::JsonLines, &config, None).unwrap_err();
    assert!(gone.to_string().contains("wire.jsonl#99"), "{gone}");
    // What has no known text is told once, of the first article.
    write(root, "odd.jsonl", "{\"inhalt\": \"Four.\"}\n".repeat(2));
    let odd = load(&root.join("odd.jsonl#1"), Format::JsonLines, &config, None).unwrap_err().to_string();
    assert!(odd.contains("odd.jsonl: no field of its first article is known to hold the text"), "{odd}");
    assert!(loaded(root, "odd.jsonl#2", &config).article.blocks.is_empty());
    write(root, "copydesk.toml", "[fields]\ntext = \"inhalt\"\n");
    assert_eq!(&*loaded(root, "odd.jsonl#1", &Config::nearest(root).unwrap()).article.text, "Four.");
    // A changed file is read anew.
    write(root, "wire.jsonl", "{\"body\": \"None.\"}\n");
    assert_eq!(&*loaded(root, "wire.jsonl#1", &config).article.text, "None.");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    write(root, "data.txt", b"\x00\x01\x02\x03");
    write(root, "latin.txt", b"Caf\xe9: 64 dead");
    write(root, "fine.txt", "64 dead");
    let error = load(&root.join("data.txt"), Format::Plain, &Config::default(), None).unwrap_err();
    assert!(error.to_string().contains("data.txt: is not text"), "{error}");
    let error = load(&root.join("none.txt"), Format::Plain, &Config::default(), None).unwrap_err();
    assert!(error.to_string().contains("none.txt: cannot be read"), "{error}");
    assert_eq!(loaded(root, "latin.txt", &Config::default()).fallback, Some("windows-1252"));
    assert_eq!(names(root, &Config::default()).len(), 3);
    let large = fs::File::create(root.join("large.txt")).unwrap();
    large.set_len(17 << 20).unwrap();
    let error = load(&root.join("large.txt"), Format::Plain, &Config::default(), None).unwrap_err();
    assert!(error.to_string().contains("has 17 MB, more than the 16 MB"), "{error}");
}

#[cfg(unix)]
#[test]
fn circles_of_links_and_names_that_are_not_utf8() {
    use std::os::unix::ffi::OsStrExt;
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    write(root, "a/one.txt", "64 dead");
    std::os::unix::fs::symlink(root, root.join("a/circle")).unwrap();
    std::os::unix::fs::symlink(root.join("nowhere"), root.join("a/dangling.txt")).unwrap();
    let odd = root.join(std::ffi::OsStr::from_bytes(b"caf\xe9 2025-03-14.txt"));
    fs::write(&odd, "64 dead").unwrap();
    let walked = walk(root, &Config::default());
    assert_eq!(walked.files.len(), 2);
    let article = load(&odd, Format::Plain, &Config::default(), None).unwrap().article;
    assert_eq!(article.meta.published.unwrap().date.to_string(), "2025-03-14");
}

#[test]
fn the_year_of_a_date_line_comes_from_the_files_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    let text = "ORSAY, Nov 12 (Harbour Wire) - A ferry sank with 64 people on board.\n\nFour are missing.\n";
    write(root, "wire.txt", text);
    assert_eq!(loaded(root, "wire.txt", &Config::default()).article.meta.published, None);
    write(root, "2025-11-13-live.md", "# Live\n");
    let date = || loaded(root, "wire.txt", &Config::default()).article.meta.published.map(|p| p.date.to_string());
    assert_eq!(date().as_deref(), Some("2025-11-12"));
    // Neighbours of two years tell nothing.
    write(root, "2023-11-13-live.md", "# Live\n");
    assert_eq!(date(), None);
}

#[test]
fn the_configuration_names_date_outlet_and_status() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    write(root, "wire/one.txt", "4 May 2020\n\nA ferry sank with 64 people on board.\n");
    let toml =
        "[articles.\"wire/one.txt\"]\ndate = 2025-03-14\nstatus = \"embargoed\"\n[outlets]\nwire = \"Harbour Wire\"\n";
    write(root, "copydesk.toml", toml);
    let config = Config::nearest(&root.join("wire/one.txt")).unwrap();
    let meta = loaded(root, "wire/one.txt", &config).article.meta;
    let published = meta.published.unwrap();
    assert_eq!((published.date.to_string().as_str(), published.from.name()), ("2025-03-14", "config"));
    assert_eq!((meta.outlet.as_deref(), meta.status), (Some("Harbour Wire"), Status::Embargoed));
    write(root, "copydesk.toml", "[articles.\"wire/one.txt\"]\ndate = \"14 March\"\n");
    let error = Config::nearest(root).unwrap_err().to_string();
    assert!(error.contains("copydesk.toml:2:8: «14 March» is no date"), "{error}");
}

#[test]
fn a_date_line_without_a_year_takes_that_of_the_articles_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    let config = Config::nearest(root).unwrap();
    let dated = |name: &str| loaded(root, name, &config).article.meta.published.map(|p| p.date.to_string());
    let body =
        "The harbour wall broke and 64 people had to leave their homes at once, the fire brigade told reporters.";
    write(root, "wire.txt", format!("Wall breaks\n\nORSAY, Sept 15 (Harbour Wire) - {body}"));
    assert_eq!(dated("wire.txt"), None);
    write(root, "paper.txt", format!("Wall breaks\n\nTuesday, September 16, 2025\n\n{body}"));
    assert_eq!(dated("wire.txt").as_deref(), Some("2025-09-15"));
    // Neighbours of two years tell nothing.
    write(root, "old.md", format!("---\ndate: 2019-09-20\n---\n\n# Regatta opens\n\n{body}"));
    assert_eq!(dated("wire.txt"), None);
}
