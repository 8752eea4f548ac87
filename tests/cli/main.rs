//! The commands as a user runs them: what they print, and how they end.

mod folder;
mod index;
mod plain;
mod stet;

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// Runs the binary in a folder, without colours and with a cache folder of its own.
fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env("XDG_CACHE_HOME", folder.join(".cache"))
        .stdin(Stdio::null())
        .output()
        .expect("the binary runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn lines(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|l| serde_json::from_str(l).expect("one JSON object a line")).collect()
}

/// Two articles about one fire that disagree about the dead, with an emoji before the figure.
fn conflicting() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    write(
        "courier.md",
        "---\ntitle: Fire at Tolmouth hospital\ndate: 2025-03-12\noutlet: Tolmouth Courier\n---\n\n😀 A fire at the \
         Lindqvist hospital in Tolmouth killed 14 people on Monday night, the police said.\n",
    );
    write(
        "post.txt",
        "Fire at Tolmouth hospital\n\nThe Harbour Post\n\nMarch 12, 2025\n\nThe fire at the Lindqvist hospital in \
         Tolmouth on Monday night left 15 people dead.\n",
    );
    folder
}

#[test]
fn check_shows_both_passages_and_why() {
    let folder = conflicting();
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let text = stdout(&output);
    for part in [
        "figure-conflict",
        "killed 14 people",
        "left 15 people dead",
        "courier.md",
        "post.txt",
        "because",
        "1 warning in 2 articles.",
    ] {
        assert!(text.contains(part), "{part} is missing in:\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "colours in spite of NO_COLOR");
}

#[test]
fn a_message_says_what_is_counted_and_in_what_stretch_of_time() {
    let told = |first: &str, second: &str| -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in [("a.txt", first), ("b.txt", second)] {
            fs::write(folder.path().join(name), text).expect("written");
        }
        let found = lines(&run(folder.path(), &["check", "--format", "jsonl", "."]));
        found.iter().filter_map(|f| f["message"].as_str()).map(str::to_owned).collect()
    };
    let fair = |n: u32| {
        format!(
            "The fair\n\nThe fair at Orrin House has {n} lanterns, Helena Crane of Orrin House in Pellworth said.\n"
        )
    };
    let messages = told(&fair(15), &fair(18));
    assert!(messages.iter().any(|m| m.starts_with("The lanterns: 15 here, 18 in ")), "{messages:?}");
    let strike = |stretch: &str| {
        format!("Strike at Port Carrow\n\nThe strike at Port Carrow costs £28 million {stretch}, Dana Holm said.\n")
    };
    let messages = told(&strike("a day"), &strike("a week"));
    assert!(messages.iter().any(|m| m.contains("£28 million a day here, £28 million a week in ")), "{messages:?}");
}

#[test]
fn json_lines_keep_the_contract() {
    let folder = conflicting();
    let output = run(folder.path(), &["check", "--format", "jsonl", "."]);
    let found = lines(&output);
    let conflicts: Vec<&Value> = found.iter().filter(|f| f["code"] == "figure-conflict").collect();
    assert_eq!(conflicts.len(), 2, "a pair is reported from both sides: {found:?}");
    let here = conflicts[0];
    assert_eq!(here["file"], "courier.md");
    assert_eq!(here["text"], "14");
    let text = fs::read_to_string(folder.path().join("courier.md")).unwrap();
    let start = here["start"].as_u64().expect("a number") as usize;
    let by_code_points: String = text.chars().skip(start).take(2).collect();
    assert_eq!(by_code_points, "14", "offsets count code points");
    assert_eq!((&here["severity"], &here["verdict"]), (&"warning".into(), &"conflict".into()));
    assert!(!here["because"].as_array().expect("a list").is_empty());
    let there = &here["related"][0];
    assert_eq!(
        (&there["file"], &there["text"], &there["date"]),
        (&"post.txt".into(), &"15".into(), &"2025-03-12".into())
    );
    assert_eq!(
        stdout(&run(folder.path(), &["check", "--format", "jsonl", "."])),
        stdout(&output),
        "the same bytes again"
    );
}

#[test]
fn other_formats_are_well_formed() {
    let folder = conflicting();
    let sarif: Value =
        serde_json::from_str(&stdout(&run(folder.path(), &["check", "--format", "sarif", "."]))).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(2));
    let array: Value =
        serde_json::from_str(&stdout(&run(folder.path(), &["check", "--format", "json", "."]))).expect("JSON");
    assert_eq!(array.as_array().map(Vec::len), Some(2));
    let github = stdout(&run(folder.path(), &["check", "--format", "github", "."]));
    assert!(github.starts_with("::warning file=courier.md,line=7,"), "{github}");
}

#[test]
fn the_exit_status_tells_how_it_went() {
    let folder = conflicting();
    let code = |args: &[&str]| run(folder.path(), args).status.code();
    assert_eq!(code(&["check", "courier.md"]), Some(0));
    assert_eq!(code(&["check", "."]), Some(1));
    assert_eq!(code(&["check", "--fail-on", "never", "."]), Some(0));
    assert_eq!(code(&["check", "courier.md", "--corpus", "."]), Some(1));
    assert_eq!(code(&["check", "nowhere"]), Some(2));
    assert_eq!(code(&["check", "--date", "yesterday", "."]), Some(2));
    assert_eq!(code(&["nonsense"]), Some(2));
}

#[test]
fn a_rule_can_be_turned_off_or_down() {
    let folder = conflicting();
    let config = folder.path().join("copydesk.toml");
    fs::write(&config, "[rules]\nfigure-conflict = \"off\"\n").unwrap();
    assert_eq!(run(folder.path(), &["check", "."]).status.code(), Some(0));
    fs::write(&config, "[rules]\nfigure-conflict = \"info\"\n").unwrap();
    let output = run(folder.path(), &["check", "--format", "jsonl", "."]);
    assert_eq!(output.status.code(), Some(0));
    assert!(lines(&output).iter().all(|f| f["severity"] == "info"));
}

#[test]
fn a_mistake_in_the_configuration_is_told_with_its_place_and_all_else_goes_on() {
    let folder = conflicting();
    let config = "[rules]\nfigure-conflcit = \"off\"\nfigure-conflict = \"error\"\n";
    fs::write(folder.path().join("copydesk.toml"), config).unwrap();
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(output.status.code(), Some(2));
    let message = stderr(&output);
    assert!(message.contains("copydesk.toml:2:1") && message.contains("figure-conflict"), "{message}");
    assert_eq!(message.matches("copydesk.toml").count(), 1, "{message}");
    assert!(stdout(&output).starts_with("error[figure-conflict]"), "{}", stdout(&output));
}

#[test]
fn one_bad_file_never_stops_the_rest() {
    let folder = conflicting();
    fs::write(folder.path().join("picture.txt"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0").unwrap();
    fs::write(folder.path().join("old.txt"), b"He paid \x80 40 in K\xf6ln.\n").unwrap();
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("picture.txt"), "{}", stderr(&output));
    assert!(stderr(&output).contains("old.txt"), "the guessed encoding is told: {}", stderr(&output));
    assert!(stdout(&output).contains("figure-conflict"));
}

#[test]
fn annotate_reads_standard_input_and_prints_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["annotate", "--format", "jsonl", "--date", "2024-03-24", "-"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let text = "“They killed at least 137 people on Friday,” said Irina Volkova, a nurse.";
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let record: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(record["date"], serde_json::json!({"value": "2024-03-24", "from": "flag"}));
    let of = |kind: &str| {
        let all = record["annotations"].as_array().unwrap();
        all.iter().find(|a| a["kind"] == kind).unwrap_or_else(|| panic!("no {kind} in {record}")).clone()
    };
    let figure = of("figure");
    assert_eq!(
        (&figure["text"], &figure["value"], &figure["bound"]),
        (&"at least 137".into(), &137.into(), &">=".into())
    );
    assert_eq!((&figure["unit"], &figure["measure"]), (&"person".into(), &"killed".into()));
    assert_eq!(of("date")["value"], "2024-03-22");
    let claim = of("claim");
    assert_eq!((&claim["mode"], &claim["speaker_name"]), (&"direct".into(), &"Irina Volkova".into()));
    assert_eq!(claim["cue"][0]["text"], "said");
}

#[test]
fn explain_knows_every_code_and_helps_with_a_slip() {
    let folder = tempfile::tempdir().unwrap();
    let list = stdout(&run(folder.path(), &["explain"]));
    for rule in copydesk::compare::RULES {
        assert!(list.contains(rule.code), "{} is not listed", rule.code);
        let text = stdout(&run(folder.path(), &["explain", rule.code]));
        assert!(text.len() > 200, "{} says too little: {text}", rule.code);
        assert!(rule.remedy().is_some(), "{} does not say how to settle it", rule.code);
    }
    let output = run(folder.path(), &["explain", "figure-conflit"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("figure-conflict"), "{}", stderr(&output));
}

#[test]
fn facts_lists_what_a_word_selects() {
    let folder = conflicting();
    let text = stdout(&run(folder.path(), &["facts", "killed"]));
    assert!(text.contains("14") && text.contains("15") && text.contains("courier.md"), "{text}");
    assert!(stdout(&run(folder.path(), &["facts", "volcano"])).starts_with("0 facts"));
}

#[test]
fn every_command_has_help_and_completions_are_printed() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["check", "annotate", "facts", "explain", "index", "lsp", "completions"] {
        let output = run(folder.path(), &[command, "--help"]);
        assert_eq!(output.status.code(), Some(0));
        assert!(stdout(&output).contains("Usage: copydesk"), "{command}");
    }
    assert!(stdout(&run(folder.path(), &["completions", "bash"])).contains("_copydesk"));
    assert!(stdout(&run(folder.path(), &["--version"])).starts_with("copydesk "));
}

#[test]
fn earlier_versions_and_withdrawn_articles_are_told_as_such() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, front: &str, dead: u32| {
        let text = format!(
            "---\ntitle: Bomb on a Lodvar tram in the morning\noutlet: Evening Post\n{front}\n---\n\nThe Lodvar tram bombing \
             killed {dead} people on Monday morning, the city police of Lodvar said in a statement.\n"
        );
        fs::write(folder.path().join(name), text).expect("written");
    };
    write("one.md", "date: 2025-03-04\nguid: tag:5\nversion: 1", 15);
    write("two.md", "date: 2025-03-04\nguid: tag:5\nversion: 2", 19);
    write("gone.md", "date: 2025-03-06\nguid: tag:6\nstatus: withdrawn", 23);
    let found = lines(&run(folder.path(), &["facts", "Lodvar", "killed", "--format", "jsonl"]));
    let standing = |file: &str| found.iter().find(|f| f["file"] == file).expect(file)["standing"].clone();
    assert_eq!(standing("one.md"), "earlier version");
    assert_eq!(standing("two.md"), Value::Null);
    assert_eq!(standing("gone.md"), "withdrawn");
    // Nothing to warn of: the one differs from what is outdated, the other from what it replaces.
    let output = run(folder.path(), &["check", "two.md", "--corpus", ".", "--show", "all", "--format", "jsonl"]);
    let found = lines(&output);
    assert!(found.iter().all(|f| f["verdict"] != "conflict"), "{found:?}");
    let old = found.iter().flat_map(|f| f["related"].as_array().unwrap()).find(|r| r["file"] == "one.md");
    assert_eq!(old.expect("the earlier version")["standing"], "earlier version");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn what_is_there_is_checked_though_another_path_is_not() {
    let folder = conflicting();
    let output = run(folder.path(), &["check", "nowhere.txt", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("nowhere.txt: there is no such file"), "{}", stderr(&output));
    assert!(stdout(&output).contains("figure-conflict"), "{}", stdout(&output));
    let output = run(folder.path(), &["check", "nowhere.txt"]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
    assert!(stderr(&run(folder.path(), &["check", "-"])).contains("copydesk annotate -"));
}

/// Runs a command whose reader leaves after a few bytes, as `head` does.
#[cfg(unix)]
fn run_cut_short(folder: &Path, args: &[&str]) -> Output {
    use std::io::Read;
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(args)
        .current_dir(folder)
        .env("XDG_CACHE_HOME", folder.join(".cache"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut few = [0; 8];
    child.stdout.take().expect("a pipe").read_exact(&mut few).expect("some output");
    child.wait_with_output().expect("it ends")
}

#[test]
#[cfg(unix)]
fn a_reader_that_leaves_ends_the_command_without_a_word() {
    let folder = conflicting();
    // More than a pipe holds.
    let many = "Police in Tolmouth said on Sunday, 3 May 2024 that 17 people were hurt by the storm.\n\n".repeat(1000);
    fs::write(folder.path().join("many.txt"), many).expect("written");
    let commands: &[&[&str]] = &[
        &["annotate", "many.txt"],
        &["annotate", "--format", "jsonl", "many.txt"],
        &["facts"],
        &["facts", "--format", "jsonl"],
        &["check", "--format", "jsonl", "many.txt"],
        &["check", "--format", "github", "many.txt"],
        &["check", "many.txt"],
    ];
    for args in commands {
        let output = run_cut_short(folder.path(), args);
        assert_ne!(output.status.code(), Some(101), "{args:?}");
        assert_eq!(stderr(&output), "", "{args:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_no_panic() {
    let folder = conflicting();
    for args in [&["check", "."] as &[&str], &["check", "--format", "github", "."], &["facts"], &["explain"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("the device");
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(args).current_dir(folder.path()).env("XDG_CACHE_HOME", folder.path().join(".cache"));
        let output = command.stdout(full).output().expect("the binary runs");
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
        assert!(stderr(&output).contains("No space left"), "{args:?}: {}", stderr(&output));
    }
}

#[test]
fn sarif_names_files_as_references_and_says_each_reason_apart() {
    let folder = conflicting();
    fs::rename(folder.path().join("post.txt"), folder.path().join("the post 12%.txt")).expect("renamed");
    let sarif: Value =
        serde_json::from_str(&stdout(&run(folder.path(), &["check", "--format", "sarif", "."]))).expect("JSON");
    let result = &sarif["runs"][0]["results"][0];
    let related = &result["relatedLocations"][0];
    assert_eq!(related["physicalLocation"]["artifactLocation"]["uri"], "the%20post%2012%25.txt");
    assert_eq!(related["message"]["text"], "The Harbour Post, 12 March 2025: conflict");
    assert!(result["message"]["text"].as_str().expect("a text").contains('\n'), "{result}");
    let github = stdout(&run(folder.path(), &["check", "--format", "github", "courier.md", "--corpus", "."]));
    assert_eq!(github.lines().count(), 1, "{github}");
    assert!(github.contains("%0A"), "{github}");
}

#[test]
fn explain_takes_capitals_and_a_part_of_a_code() {
    let folder = tempfile::tempdir().unwrap();
    assert!(stdout(&run(folder.path(), &["explain", "Figure-Conflict"])).starts_with("figure-conflict"));
    let output = run(folder.path(), &["explain", "figure"]);
    assert!(stderr(&output).contains("figure-counted-in, "), "{}", stderr(&output));
}

#[test]
fn what_is_not_of_its_format_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("written");
    write("torn.docx", b"PK\x03\x04 no archive");
    write("empty.docx", b"");
    write("note.eml", b"Four are missing.");
    write("wire.jsonl", b"{\"text\": \"Four are missing.\"}\n{\"text\": \n");
    write("settings.json", b"{\"tabs\": 4}");
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    for part in
        ["torn.docx: is no Word document", "empty.docx: is no", "note.eml: is no mail", "wire.jsonl#2: is no JSON"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(!told.contains("wire.jsonl#1") && !told.contains("settings"), "{told}");
}
