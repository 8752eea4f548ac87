//! What must not go wrong when something else does: processes that die, disks that fill, files that break, and inputs
//! that nobody would write.

#[path = "../lsp/client.rs"]
#[allow(dead_code)]
mod client;

mod archives;
mod damage;
mod files;
mod killed;
mod leaving;
mod places;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use client::{Client, capable, uri};
use serde_json::{Value, json};
use tempfile::TempDir;

const TOWNS: &[&str] = &["Garrow", "Tessaly", "Petherby", "Merriton", "Ashgrove", "Braddek", "Orlec", "Halden"];

/// A short report of a fire.
fn report(i: usize, dead: usize) -> String {
    let (town, day) = (TOWNS[i % TOWNS.len()], 1 + i % 28);
    format!(
        "Fire in {town} mill\n\n2025-03-{day:02}\n\nA fire in mill {i} of {town} killed {dead} people, police said.\n"
    )
}

/// A folder with this many reports.
fn corpus(folder: &Path, articles: usize) {
    fs::create_dir_all(folder).unwrap();
    for i in 0..articles {
        fs::write(folder.join(format!("a{i:05}.txt")), report(i, 3 + i)).unwrap();
    }
}

/// Two reports of one fire that contradict each other.
fn conflict(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let text = |paper: &str, dead: u32| {
        format!(
            "Fire in Karvia port kills {dead}\n\n{paper}\n\n2025-05-03\n\nA fire in the port of Karvia killed {dead} people \
             on Friday, the fire service of Karvia said.\n"
        )
    };
    fs::write(folder.join("one.txt"), text("Karvia Courier", 14)).unwrap();
    fs::write(folder.join("two.txt"), text("Harbour Post", 19)).unwrap();
}

/// A folder that lasts as long as its test, and paths in it by their names.
fn folders<const N: usize>(names: [&str; N]) -> (TempDir, [PathBuf; N]) {
    let folder = tempfile::tempdir().unwrap();
    let paths = names.map(|name| folder.path().join(name));
    (folder, paths)
}

/// Begins a session over the corpus of `root` with the one of the reports in [`conflict`]; gives its address and its text.
fn open(client: &mut Client, root: &Path) -> (String, String) {
    client.initialize(Some(root), capable("utf-16"), json!({}));
    let (draft, text) = (uri(&root.join("one.txt")), fs::read_to_string(root.join("one.txt")).unwrap());
    client.open(&draft, &text);
    (draft, text)
}

/// Whether diagnostics tell that two reports contradict each other.
fn is_contradicted(diagnostics: &Value) -> bool {
    diagnostics["diagnostics"].to_string().contains("figure-")
}

/// A session over the corpus of `root` that tells the conflict in it.
fn finds_the_conflict(mut client: Client, root: &Path) {
    let (draft, _) = open(&mut client, root);
    client.diagnostics(&draft, is_contradicted);
    assert!(client.stop().success());
}

/// `copydesk index` of `root`, its index in `place`.
fn index(root: &Path, place: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.arg("index").arg(root).arg("--index").arg(place).args(more);
    command.env("NO_COLOR", "1").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Any other command in a folder.
fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .expect("the binary runs")
}

/// What a command said, on both streams.
fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn verify(root: &Path, place: &Path) -> Output {
    index(root, place, &["--verify"]).output().unwrap()
}

/// A line of `copydesk index --stats`.
fn stat(root: &Path, place: &Path, name: &str) -> String {
    let output = index(root, place, &["--stats"]).output().unwrap();
    let text = said(&output);
    let line = text.lines().find(|l| l.starts_with(name)).unwrap_or_else(|| panic!("no {name} in {text}"));
    line[name.len()..].trim().to_owned()
}

/// The index's file in a folder of its own.
fn index_file(place: &Path) -> PathBuf {
    let mut files = fs::read_dir(place).unwrap().map(|e| e.unwrap().path());
    files.find(|p| p.extension().is_some_and(|e| e == "index")).expect("an index")
}
