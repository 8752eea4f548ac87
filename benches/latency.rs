//! How fast the server answers a keystroke, through standard input and output, with a corpus of 1,000 articles:
//! p50 and p99 from `didChange` to the `publishDiagnostics` of that version over 200 edits, the time from start to the first
//! diagnostics that rest on the corpus, and private memory. Other prose servers are measured beside it when they are on the
//! PATH. Two corpora: «events» has five articles on each event, as a newsroom may; in «dense» every fact is in dispute with
//! dozens of articles, as nowhere.
//!
//!     cargo bench --bench latency [-- --articles 1000 --edits 200]

mod made;

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use made::{
    dense,
    session::{Session, Typed, private_memory, told, uri},
};
use serde_json::json;

/// What is typed in: an event of the corpus of which the draft gives other numbers.
const EVENT: u64 = 7;

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
    let number = |name: &str, default: u64| {
        let at = arguments.iter().position(|a| a == name);
        at.and_then(|i| arguments.get(i + 1)?.parse().ok()).unwrap_or(default)
    };
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
        let own: &[&str] = &[env!("CARGO_BIN_EXE_copydesk"), "lsp"];
        for command in [own, &["typos-lsp"], &["harper-ls", "--stdio"]] {
            if Path::new(command[0]).is_absolute() || on_path(command[0]) {
                measure(command, corpus, &root, edits as usize);
            }
        }
    }
}

fn measure(command: &[&str], corpus: &Corpus, root: &Path, edits: usize) {
    // Others compare with nothing.
    let compares = command[0] == env!("CARGO_BIN_EXE_copydesk");
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
    let name = format!("{} {}", Path::new(command[0]).file_name().unwrap_or_default().display(), corpus.name);
    let typed = |t: Typed| format!("{:.2} {:>6.2} ({})", ms(t.p50), ms(t.p99), t.told);
    println!("{name:<18}{:>24}{:>24}{:>10.0}{memory:>10.1}", typed(small), typed(large), ms(start));
}

fn ms(d: Duration) -> f64 {
    d.as_secs_f64() * 1000.0
}

fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder: PathBuf| folder.join(program).is_file())
}
