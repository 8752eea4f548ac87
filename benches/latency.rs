//! How fast the server answers a keystroke, through standard input and output, with a corpus of 1,000 articles:
//! p50 and p99 from `didChange` to the last byte of that version's `publishDiagnostics` over 200 edits, the time from start
//! to the first diagnostics that rest on the corpus, and private memory. A bare echo of a hundred diagnostics is measured
//! beside it, and other prose servers when they are on the PATH or in the folder `--others`. Two corpora: «events» has five
//! articles on each event, as a newsroom may; in «dense» every fact is in dispute with dozens of articles, as nowhere.
//!
//!     cargo bench --bench latency [-- --articles 1000 --edits 200 --others FOLDER]

mod made;

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use made::{
    dense, echo,
    session::{Session, Typed, private_memory, told, uri},
};
use serde_json::json;

/// What is typed in: an event of the corpus of which the draft gives other numbers.
const EVENT: u64 = 7;

const OWN: &str = env!("CARGO_BIN_EXE_copydesk");

/// What makes this program the server that only echoes.
const ECHO: &str = "--echo";

/// Other servers that read prose, each with what it must be told.
const OTHERS: [[&str; 2]; 2] = [["typos-lsp", ""], ["harper-ls", "--stdio"]];

/// A corpus, and drafts that contradict it.
struct Corpus {
    name: &'static str,
    article: fn(u64) -> String,
    draft: fn(usize) -> String,
}

const CORPORA: &[Corpus] = &[
    Corpus { name: "events", article: |i| made::article(i).text, draft: |bytes| made::draft(EVENT, bytes) },
    Corpus { name: "dense", article: dense::article, draft: dense::draft },
];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.iter().any(|a| a == ECHO) {
        return echo::serve();
    }
    let after = |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1));
    let number = |name: &str, default: u64| after(name).and_then(|n| n.parse().ok()).unwrap_or(default);
    let (articles, edits) = (number("--articles", 1000), number("--edits", 200));
    println!("{articles} articles, {edits} edits, p50 and p99 in ms; in brackets the diagnostics told\n");
    println!("{:<18}{:>24}{:>24}{:>10}{:>10}", "", "10 kB p50 p99", "100 kB p50 p99", "start ms", "MB");
    for corpus in CORPORA {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("corpus");
        fs::create_dir(&root).expect("a folder for the corpus");
        for i in 0..articles {
            fs::write(root.join(format!("{i:06}.md")), (corpus.article)(i)).expect("an article");
        }
        measure(&[OWN, "lsp"], corpus, &root, edits as usize);
        let this = std::env::current_exe().expect("this program has a path");
        measure(&[&this.to_string_lossy(), ECHO], corpus, &root, edits as usize);
        for [program, argument] in OTHERS {
            if let Some(path) = found(program, after("--others")) {
                let command = [&*path.to_string_lossy(), argument];
                let given = if argument.is_empty() { 1 } else { 2 };
                measure(&command[..given], corpus, &root, edits as usize);
            }
        }
    }
}

fn measure(command: &[&str], corpus: &Corpus, root: &Path, edits: usize) {
    // Others compare with nothing.
    let compares = command[0] == OWN;
    let start = |compared: bool| {
        let mut session = Session::start(command, root);
        let uri = uri(&root.join("start.md"));
        session.open(&uri, &(corpus.draft)(2_000));
        session.diagnostics(&uri, |d| !compared || told(d).iter().any(|d| d["relatedInformation"].is_array()));
        let took = session.started.elapsed();
        session.notify("textDocument/didClose", &json!({"textDocument": {"uri": uri}}));
        (session, took)
    };
    // The first start makes whatever a server keeps for the next.
    let (first, _) = start(compares);
    std::thread::sleep(Duration::from_secs(10));
    first.stop();
    let (mut session, start) = start(compares);
    std::thread::sleep(Duration::from_secs(2));
    let small = session.typing(root, &(corpus.draft)(10_000), edits);
    let large = session.typing(root, &(corpus.draft)(100_000), edits);
    let memory = private_memory(session.process.id());
    session.stop();
    let name =
        if command.contains(&ECHO) { "echo".as_ref() } else { Path::new(command[0]).file_name().unwrap_or_default() };
    let name = format!("{} {}", name.display(), corpus.name);
    let typed = |t: Typed| format!("{:.2} {:>6.2} ({})", ms(t.p50), ms(t.p99), t.told);
    println!("{name:<18}{:>24}{:>24}{:>10.0}{memory:>10.1}", typed(small), typed(large), ms(start));
}

fn ms(d: Duration) -> f64 {
    d.as_secs_f64() * 1000.0
}

/// Where a program is: in the given folder, or on the PATH.
fn found(program: &str, folder: Option<&String>) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = folder.map(PathBuf::from).into_iter().chain(std::env::split_paths(&path));
    folders.map(|folder| folder.join(program)).find(|file| file.is_file())
}
