//! A folder of some dozen articles, of one story or of many.

use std::fs;

use tempfile::TempDir;

use super::{lines, run, stdout};

const PAPERS: [&str; 14] = [
    "Post", "Courier", "Gazette", "Herald", "Wire", "Times", "Echo", "Star", "Mail", "Record", "Tribune", "Argus",
    "Press", "Journal",
];

/// What each says after its first sentence, so that none is a copy of another.
const ASIDES: [&str; 14] = [
    "Nurses carried patients down the stairs in the dark.",
    "Smoke hung over the harbour until the morning.",
    "Neighbours brought blankets to the school hall.",
    "Why the alarm was silent is being looked into.",
    "Relatives waited outside the gates through the night.",
    "A choir sang beside the church on the square.",
    "Ferries were held back to let the engines pass.",
    "The kitchens had been rebuilt only last year.",
    "Volunteers with torches searched the gardens.",
    "Schools in the old town stayed closed.",
    "The bridge was shut to all but ambulances.",
    "Shops on the quay handed out water and bread.",
    "Flags on the harbour office flew at half mast.",
    "A crane lifted the roof beams into the yard.",
];

const STREETS: [&str; 14] = [
    "Mill", "Linden", "Abbey", "Chapel", "Meadow", "Baker", "Tanner", "Castle", "Orchard", "Market", "Station",
    "Cooper", "Weaver", "Saddler",
];

fn folder(article: impl Fn(usize) -> String) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (n, paper) in PAPERS.iter().enumerate() {
        let text = format!("{}\n\n{}\n", article(n).replace("{paper}", paper), ASIDES[n]);
        fs::write(folder.path().join(format!("a{n:02}.txt")), text).expect("written");
    }
    folder
}

#[test]
fn what_all_articles_of_one_story_have_says_that_it_is_one() {
    let one = folder(|n| {
        let dead = if n == 9 { 13 } else { 15 };
        format!(
            "Tolmouth hospital fire\n\nThe Tolmouth {{paper}}, March 11, 2025\n\nA fire at the Lindqvist hospital in Tolmouth \
             killed {dead} people on Monday night, said Petra Lindqvist, its director."
        )
    });
    let told = lines(&run(one.path(), &["check", "--format", "jsonl", "."]));
    assert!(told.iter().any(|f| f["code"] == "figure-conflict" && f["text"] == "13"), "{told:?}");
}

#[test]
fn fires_of_one_town_and_fire_chief_are_many() {
    let many = folder(|n| {
        let dead = 2 + n;
        format!(
            "Tolmouth fire kills {dead}\n\nThe Tolmouth {{paper}}, March {}, 2025\n\nA fire in {} Street in Tolmouth killed \
             {dead} people on March {}, said fire chief Petra Lindqvist.",
            2 * n + 2,
            STREETS[n],
            2 * n + 1
        )
    });
    let told = lines(&run(many.path(), &["check", "--format", "jsonl", "."]));
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn a_folder_under_two_names_has_each_article_once_also_those_of_a_file_of_many() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("sub")).expect("a folder");
    let record = |dead: u8| {
        format!(
            "{{\"headline\": \"Fire at Tolmouth\", \"text\": \"A fire in Tolmouth killed {dead} people, police said.\"}}\n"
        )
    };
    fs::write(folder.path().join("wire.jsonl"), record(4) + &record(5)).expect("written");
    let told = stdout(&run(folder.path(), &["check", ".", "sub/.."]));
    assert!(told.contains("in 2 articles"), "{told}");
}

#[test]
fn what_a_text_says_thousands_of_times_is_told_some_hundred_times() {
    let folder = tempfile::tempdir().expect("a folder");
    let says = |dead: u8, times| {
        let again =
            format!("The fire in the port of Karvia on Tuesday killed {dead} people, police said.\n\n").repeat(times);
        format!("Fire at Karvia port\n\nMay 3, 2023\n\n{again}")
    };
    fs::write(folder.path().join("short.txt"), says(14, 1)).expect("written");
    fs::write(folder.path().join("long.txt"), says(15, 3000)).expect("written");
    let found = lines(&run(folder.path(), &["check", "--format", "jsonl", "."]));
    let of = |file: &str| found.iter().filter(|f| f["file"] == file && f["code"] == "figure-conflict").count();
    assert_eq!((of("short.txt"), of("long.txt")), (1, 256));
}
