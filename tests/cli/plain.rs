//! What people read in the terminal has no markup, no machine's words and no place that is none.

use std::{fs, path::Path};

use super::{conflicting, run, stderr, stdout};

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("written");
}

#[test]
fn pages_are_quoted_as_they_are_read_and_what_is_taken_out_of_a_file_has_no_line() {
    let folder = conflicting();
    let page = "<html><body><h1>Fire at Tolmouth hospital</h1><p>March 12, 2025</p>\n  <p>Monday&#8217;s <b>fire</b> at the \
        Lindqvist hospital in Tolmouth left 16 people dead.</p></body></html>";
    write(folder.path(), "page.html", page);
    let wire = "{\"headline\": \"Fire at Tolmouth hospital\", \"versioncreated\": \"2025-03-12T08:00:00Z\", \"body_text\": \
        \"The fire at the Lindqvist hospital in Tolmouth on Monday night left 17 people dead.\"}";
    write(folder.path(), "wire.ninjs.json", wire);
    let text = stdout(&run(folder.path(), &["check", "."]));
    assert!(text.contains("2 | Monday’s fire at the"), "{text}");
    assert!(text.contains("page.html:2:"), "{text}");
    assert!(text.contains("wire.ninjs.json\n") && !text.contains("wire.ninjs.json:"), "{text}");
    assert!(!text.contains("<p>") && !text.contains("&#"), "{text}");
    let github = ["check", "--show", "all", "--format", "github", "wire.ninjs.json", "--corpus", "."];
    let github = stdout(&run(folder.path(), &github));
    assert!(github.contains("file=wire.ninjs.json,title="), "{github}");
}

#[test]
fn headline_and_text_of_one_article_are_one_finding() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = |n| {
        format!(
            "Rents in Karvia up {n} per cent\n\nMay 3, 2023\n\nRents in Karvia rose by {n} per cent in April, the city said.\n"
        )
    };
    write(folder.path(), "one.txt", &text("4.4"));
    write(folder.path(), "two.txt", &text("4.9"));
    let told = stdout(&run(folder.path(), &["check", "."]));
    assert!(told.contains("1 warning in 2 articles."), "{told}");
}

#[test]
fn what_fits_joins_nothing_to_a_finding() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let told = stdout(&run(project, &["check", "seeds"]));
    let all = stdout(&run(project, &["check", "seeds", "--show", "all"]));
    let (findings, _) = told.trim_end().rsplit_once("\n\n").expect("a closing line");
    for finding in findings.split("\n\n") {
        assert!(all.contains(finding), "it is told otherwise beside what agrees:\n{finding}");
    }
    assert!(told.contains("29 | Total | 110\n") && told.contains("26 | Krasnogorsk | 52\n"), "{told}");
}

#[test]
fn a_number_that_a_quotation_changes_is_told_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = |n| {
        format!(
            "Fire at the Brennan works in Karvia\n\nMay 3, 2023\n\n\"We had asked for sprinklers in {n} letters,\" said \
            Helen Marsh, the union secretary at the Brennan works in Karvia.\n"
        )
    };
    write(folder.path(), "one.txt", &text("three"));
    write(folder.path(), "two.txt", &text("two"));
    let told = stdout(&run(folder.path(), &["check", "."]));
    assert!(told.starts_with("warning[quote-wording]") && told.contains("1 warning in 2 articles."), "{told}");
    // Who is not told of wordings is told of the number.
    write(folder.path(), "copydesk.toml", "[rules]\nquote-wording = \"off\"\n");
    let told = stdout(&run(folder.path(), &["check", "."]));
    assert!(told.starts_with("warning[figure-conflict]") && told.contains("1 warning in 2 articles."), "{told}");
}

#[test]
fn values_are_told_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let text =
        "The rink had 198 residents beside it for years. Now it is closed, said Ines Okafor. Karvia beat Lorn 3-1.\n";
    write(folder.path(), "a.txt", text);
    let told = stdout(&run(folder.path(), &["annotate", "a.txt"]));
    for part in ["3–1", "198 residents · population", "not said how long", "the present, no day"] {
        assert!(told.contains(part), "{part} is missing in:\n{told}");
    }
    for part in ["PXY", "_REF", "1 to 3"] {
        assert!(!told.contains(part), "{part} in:\n{told}");
    }
}

#[test]
fn facts_have_a_heading_times_and_what_was_asked_for_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "Blaze in Karvia\n\nMay 3, 2023\n\nThe alarm was raised at 11.40 pm on Tuesday, two hours before the roof fell. \
        The fire killed **14** people on Tuesday.\n";
    write(folder.path(), "a.md", text);
    let told = stdout(&run(folder.path(), &["facts", "killed"]));
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines[0].starts_with("what") && lines[0].contains("published"), "{told}");
    assert!(lines[1].starts_with("killed") && !told.contains("**"), "{told}");
    let told = stdout(&run(folder.path(), &["facts"]));
    assert!(told.contains("2 May 2023, 23:40") && told.contains('…'), "{told}");
    let nowhere = run(folder.path(), &["facts", "--corpus", "nosuch"]);
    assert_eq!((nowhere.status.code(), stdout(&nowhere).as_str()), (Some(2), ""));
}

#[test]
fn files_without_an_article_are_not_counted_as_articles() {
    let folder = conflicting();
    write(folder.path(), "settings.json", "{\"tabs\": 4}");
    let output = run(folder.path(), &["check", "."]);
    assert!(stdout(&output).contains("1 warning in 2 articles. 1 file holds no article."), "{}", stdout(&output));
    assert!(stderr(&output).is_empty());
}

#[test]
fn a_share_that_does_not_fit_is_told_with_what_was_written() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "a.txt", "The school said 30 of its 120 pupils (20 per cent) had missed a day.\n");
    let told = stdout(&run(folder.path(), &["check", "a.txt"]));
    assert!(told.contains("30 of 120 is 25 per cent, not 20 per cent"), "{told}");
}

#[test]
fn of_two_versions_the_newer_one_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let version = |head: &str, hour: u32, dead: u32| {
        format!(
            "---\ntitle: {head}Deadly fire rages in Tolmouth hospital\ndate: 2025-03-12T{hour:02}:00:00Z\noutlet: Globe\n---\n\n\
             A fire in the Lindqvist hospital of Tolmouth killed {dead} people on Monday night, the fire service said.\n"
        )
    };
    write(
        folder.path(),
        "draft.md",
        &version("", 5, 14).replace("Globe", "Tolmouth Courier").replace("rages", "burns"),
    );
    write(folder.path(), "old.md", &version("", 6, 25));
    write(folder.path(), "new.md", &version("Update: ", 9, 26));
    let told = stdout(&run(folder.path(), &["check", "draft.md", "--corpus", "."]));
    assert!(told.contains("26 (Globe, 12 March 2025)") && told.contains("earlier version"), "{told}");
    assert!(!told.lines().any(|l| l.starts_with("info") && l.contains("25 ")), "{told}");
}

#[test]
fn nothing_in_a_text_or_a_name_steers_the_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let text =
        "Fire at \u{1b}]0;x\u{7}Karvia\r\rKARVIA, May 3, 2023 - It burned\u{1b}[2J on Monday, May 3, 14 people say.\r";
    let name = if cfg!(windows) { "one.txt" } else { "o\u{1b}[31m\nne.txt" };
    write(folder.path(), name, text);
    for command in [["check", "."], ["annotate", "."], ["facts", "--corpus=."]] {
        let output = run(folder.path(), &[&command[..], &["--color", "always"]].concat());
        let told = stdout(&output);
        let rest = ["\u{1b}]", "\u{1b}[2J", "\u{1b}[31m", "\u{7}", "\r", "o\n"].map(|c| told.contains(c));
        assert_eq!(rest, [false; 6], "{told:?}");
        assert!(told.contains("␛[2J") && (cfg!(windows) || told.contains("o␛[31m␊ne.txt")), "{told:?}");
    }
    let checked = stdout(&run(folder.path(), &["check", "."]));
    assert!(checked.contains(":3:40\n"), "{checked}");
}
