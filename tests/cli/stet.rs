//! What was let stand in the editor holds on the command line.

use std::fs;

use serde_json::Value;

use super::{conflicting, lines, run, stderr, stdout};

const DECIDED: &str = "# ours\n\
    figure-conflict | courier.md | 😀 A fire at the Lindqvist hospital in Tolmouth killed 14 people on Monday night, \
    the police said. | Checked with the source | 2025-03-13 anna\n";

#[test]
fn what_was_let_stand_is_counted_and_shown_on_request() {
    let folder = conflicting();
    let check = |args: &[&str]| run(folder.path(), &[&["check", "courier.md", "--corpus", "."], args].concat());
    assert_eq!(check(&[]).status.code(), Some(1));
    fs::write(folder.path().join("copydesk.stet"), DECIDED).expect("written");
    let output = check(&[]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    let closing = "Nothing to report in 1 article. 1 let stand (--show all shows them).";
    assert!(stdout(&output).contains(closing), "{}", stdout(&output));
    assert!(stderr(&output).is_empty());
    let all = stdout(&check(&["--show", "all"]));
    for part in
        ["let stand[figure-conflict]", "Checked with the source, 2025-03-13 anna (copydesk.stet)", "1 let stand."]
    {
        assert!(all.contains(part), "{part} is missing in:\n{all}");
    }
    assert_eq!(check(&["--show", "all"]).status.code(), Some(0));
    let stands = |f: &&Value| f["stands"] == "Checked with the source, 2025-03-13 anna";
    assert_eq!(lines(&check(&["--show", "all", "--format", "jsonl"])).iter().filter(stands).count(), 1);
    assert!(stdout(&check(&["--show", "all", "--format", "sarif"])).contains("suppressions"));
    // The other article is told, since nobody decided about it.
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("1 warning in 2 articles. 1 let stand"), "{}", stdout(&output));
    assert!(stdout(&output).contains("(let stand)"), "{}", stdout(&output));
}

#[test]
fn a_decision_holds_from_any_folder_and_everywhere() {
    let folder = conflicting();
    let sub = folder.path().join("fires");
    fs::create_dir(&sub).expect("made");
    fs::rename(folder.path().join("courier.md"), sub.join("courier.md")).expect("moved");
    fs::write(folder.path().join("copydesk.stet"), DECIDED.replace("courier.md", "fires/courier.md")).expect("written");
    assert_eq!(run(&sub, &["check", "courier.md", "--corpus", ".."]).status.code(), Some(0));
    let everywhere = "figure-conflict | * | 14 people killed\nfigure-conflict | * | 15 people killed\n";
    fs::write(folder.path().join("copydesk.stet"), everywhere).expect("written");
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
}

#[test]
fn a_line_that_is_no_decision_is_told_with_its_place() {
    let folder = conflicting();
    fs::write(folder.path().join("copydesk.stet"), format!("{DECIDED}14 is right\n")).expect("written");
    let output = run(folder.path(), &["check", "courier.md", "--corpus", "."]);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        stderr(&output).contains("copydesk.stet:3:1: this line is no decision and is passed over"),
        "{}",
        stderr(&output)
    );
}
