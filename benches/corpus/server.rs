//! The server on a corpus that is indexed already.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::made::{
    self,
    session::{Session, Typed, told, uri},
};

/// What was measured through standard input and output.
pub struct Served {
    /// From the start to the first diagnostics.
    pub first: Duration,
    /// From the start to the first that rest on the corpus.
    pub compared: Duration,
    pub typed: Typed,
    /// Private memory in MB: all of it, and without what only mirrors a file.
    pub memory: [f64; 2],
    /// From a change on disk to diagnostics of another article that show it.
    pub changed: Duration,
}

/// The event that is written about.
const EVENT: u64 = 7;
const EDITS: usize = 300;

pub fn measure(corpus: &Path) -> Served {
    let command = &[env!("CARGO_BIN_EXE_copydesk"), "lsp"];
    let mut session = Session::start(command, corpus);
    let start = uri(&corpus.join("start.md"));
    session.open(&start, &made::draft(EVENT, 2_000));
    let first = session.diagnostics(&start, |_| true);
    let first_at = session.started.elapsed();
    if !rests_on_corpus(&first) {
        session.diagnostics(&start, rests_on_corpus);
    }
    let compared = session.started.elapsed();
    session.notify("textDocument/didClose", &json!({"textDocument": {"uri": start}}));
    // Until the folder is looked through.
    std::thread::sleep(Duration::from_secs(3));
    let typed = session.typing(corpus, &made::draft(EVENT, 10_000), EDITS);
    let memory = memory(session.process.id());
    let changed = change(&mut session, corpus);
    session.stop();
    Served { first: first_at, compared, typed, memory, changed }
}

fn rests_on_corpus(params: &Value) -> bool {
    told(params).iter().any(|d| d["relatedInformation"].is_array())
}

/// An article of the event gets the numbers of a draft that contradicts it: how long until the draft shows that.
fn change(session: &mut Session, corpus: &Path) -> Duration {
    let file = corpus.join(made::article(EVENT * made::PER_EVENT).path);
    let draft = uri(&corpus.join("draft.md"));
    session.open(&draft, &made::draft(EVENT, 2_000));
    let of_file = |params: &Value| params.to_string().contains(&uri(&file));
    session.diagnostics(&draft, of_file);
    let started = Instant::now();
    fs::write(&file, made::draft(EVENT, 5_000)).expect("the folder can be written");
    session.diagnostics(&draft, |params| rests_on_corpus(params) && !of_file(params));
    let took = started.elapsed();
    fs::write(&file, made::article(EVENT * made::PER_EVENT).text).expect("the folder can be written");
    took
}

/// Private memory in MB of a process (proc(5), smaps_rollup); NaN where there is no such thing.
fn memory(pid: u32) -> [f64; 2] {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let pages = |names: &[&str]| {
        let lines = rollup.lines().filter(|l| names.iter().any(|n| l.starts_with(n)));
        let kilobytes: Vec<f64> = lines.filter_map(|l| l.split_whitespace().nth(1)?.parse().ok()).collect();
        if kilobytes.is_empty() { f64::NAN } else { kilobytes.iter().sum::<f64>() / 1024.0 }
    };
    [pages(&["Private_Clean", "Private_Dirty"]), pages(&["Private_Dirty"])]
}
