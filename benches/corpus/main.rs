//! How the index and the server bear a growing corpus. Run with `cargo bench --bench corpus -- 1000 10000 100000` (1000000
//! takes some minutes and 20 GB of disk). Articles of 5 kB are made up here and written to a temporary folder, which is
//! removed again; with `--keep DIR` they are written there and stay with their index, and the next run uses both, so that
//! all but the reading is measured again in a short time; with `--look-up` nothing but the look-up and its recall is.
//! `--svg FILE` draws what a keystroke and a look-up cost against the size of the corpus. What is known already of a line is
//! told on the standard error, since the recall of a million articles takes a quarter of an hour.
//!
//! `copydesk index` reads them. Then each line says:
//!
//! - articles indexed a second by the clock, and how many it would be on two cores that do nothing else, from the time the
//!   processor spent; a dash where the index was there already;
//! - bytes on disk a fact, and milliseconds to open the index;
//! - from the start of the server, its index being there, to the first diagnostics of a draft, and to those that rest on the
//!   corpus;
//! - p50 and p99 of one look-up of a fact of an article drawn at random, nothing of which was looked up before; and of all
//!   that is found by comparing some drafts with every single article, the share that is found by looking up: of what one
//!   is told unasked, and with what is only shown on hover;
//! - p50 and p99 from a `didChange` in a draft of 10 kB to the diagnostics of that version, without debounce;
//! - private memory of the server, and of it what is no page of a file;
//! - one article changed on disk until the server's diagnostics of another show it;
//! - the planted contradictions that were found.

mod kept;
#[path = "../made/mod.rs"]
mod made;
mod picture;
mod recall;
mod server;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use copydesk::{
    annotate::{Annotated, Cache, annotate},
    article::{Format, Hints, read},
    compare::{Verdict, check},
    corpus::key,
    fact::{ANALYSER, Fact, FactSheet, Lookup, Query, sheet},
    index::disk::{Opened, Store},
};
use made::{Dice, article};
use rayon::prelude::*;

/// As in the program.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

const SAMPLES: u64 = 250;
/// Articles that are compared with every other one.
const DRAFTS: u64 = 12;

/// One line of the table.
pub struct Row {
    pub articles: u64,
    pub lookup: [Duration; 2],
    pub keystroke: [Duration; 2],
}

fn main() {
    let mut sizes = Vec::new();
    let (mut svg, mut keep, mut look_up_alone) = (None, None, false);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--svg" => svg = args.next().map(PathBuf::from),
            "--keep" => keep = args.next().map(PathBuf::from),
            "--look-up" => look_up_alone = true,
            _ => sizes.extend(arg.parse::<u64>().ok()),
        }
    }
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000];
    }
    if look_up_alone {
        return sizes.into_iter().for_each(|articles| look_ups(&made_folder(articles, keep.as_deref()), articles));
    }
    println!(
        "{:>8} {:>14} {:>6} {:>6} {:>11} {:>11} {:>11} {:>11} {:>10} {:>7} {:>10}",
        "articles", "read/s", "B", "open", "start ms", "look-up ms", "recall %", "typing ms", "MB", "change", "planted"
    );
    println!(
        "{:>8} {:>14} {:>6} {:>6} {:>11} {:>11} {:>11} {:>11} {:>10} {:>7} {:>10}",
        "",
        "clock, 2 cores",
        "a fact",
        "ms",
        "any, corpus",
        "p50, p99",
        "told, all",
        "p50, p99",
        "all, own",
        "ms",
        "found"
    );
    let rows: Vec<Row> = sizes.into_iter().map(|articles| measure(articles, keep.as_deref())).collect();
    if let Some(file) = svg {
        fs::write(&file, picture::draw(&rows)).unwrap_or_else(|e| eprintln!("{}: {e}", file.display()));
    }
}

/// Where the articles and their index lie.
fn made_folder(articles: u64, keep: Option<&Path>) -> PathBuf {
    match keep {
        Some(keep) => std::path::absolute(keep).expect("a folder").join(articles.to_string()),
        None => std::env::temp_dir().join(format!("copydesk-bench-{}-{articles}", std::process::id())),
    }
}

/// Looks up in an index that was kept: median and 99th percentile of all facts, of the first ones of an article, for which
/// all of its lists are read, and of those after them; and the recall.
fn look_ups(folder: &Path, articles: u64) {
    // Another version of the analysis may have made it.
    let analyser = fs::read_to_string(folder.join("analyser")).expect("an index that was kept");
    let (store, opened) = Store::open(&index_file(folder), &analyser).expect("the index");
    assert_eq!(opened, Opened::Existing);
    let times = look_up(&store, articles);
    let all = percentiles(times.iter().flatten().copied().collect());
    let first = percentiles(times.iter().filter_map(|t| t.first().copied()).collect());
    let rest = percentiles(times.iter().filter_map(|t| t.get(1..)).flatten().copied().collect());
    let said = [("all", all), ("first", first), ("rest", rest)]
        .map(|(what, [p50, p99])| format!("{what} {:.3} {:.3}", ms(p50), ms(p99)));
    println!("{articles:>8} look-up ms p50, p99: {}", said.join("; "));
    let [told, all] = recall::measure(&store, &drafts(&store, &folder.join("corpus"), articles));
    println!("{articles:>8} recall told {:.1}, all {:.1}", told * 100.0, all * 100.0);
}

fn measure(articles: u64, keep: Option<&Path>) -> Row {
    let folder = made_folder(articles, keep);
    let corpus = folder.join("corpus");
    let planted = kept::corpus(&corpus, articles);
    let indexed = index(&corpus, articles);
    fs::write(folder.join("analyser"), ANALYSER).expect("the folder can be written");
    let started = Instant::now();
    let (store, opened) = Store::open(&index_file(&folder), ANALYSER).expect("the index");
    store.known("nothing").expect("a query");
    let open = started.elapsed();
    assert_eq!((opened, store.articles() as u64), (Opened::Existing, articles));
    let stats = store.stats().expect("stats");
    let per_second = |time: Duration| format!("{:.0}", articles as f64 / time.as_secs_f64());
    let [clock, processor] = match indexed {
        Some((took, processor)) => [per_second(took), per_second(processor / 2)],
        None => ["–", "–"].map(str::to_owned),
    };
    eprintln!("{articles:>8} read/s {clock}, {processor} on two cores; {} B, {} facts", stats.bytes, stats.facts);
    let lookup = percentiles(look_up(&store, articles).into_iter().flatten().collect());
    eprintln!("{articles:>8} look-up ms {:.3} {:.3}", ms(lookup[0]), ms(lookup[1]));
    let found = contradictions(&store, &planted);
    eprintln!("{articles:>8} planted {found}/{}", planted.len());
    let drafts = drafts(&store, &corpus, articles);
    drop(store);
    let served = server::measure(&corpus);
    let typed = &served.typed;
    eprintln!("{articles:>8} typing ms {:.2} {:.2}, MB {:.0}", ms(typed.p50), ms(typed.p99), served.memory[0]);
    let (store, _) = Store::open(&index_file(&folder), ANALYSER).expect("the index");
    let recall = recall::measure(&store, &drafts);
    println!(
        "{articles:>8} {clock:>7} {processor:>6} {:>6.0} {:>6.1} {:>5.0} {:>5.0} {:>5.2} {:>5.2} {:>5.1} {:>5.1} {:>5.1} {:>5.1} {:>5.0} {:>4.0} {:>7.0} {:>5}/{}",
        stats.bytes as f64 / stats.facts.max(1) as f64,
        ms(open),
        ms(served.first),
        ms(served.compared),
        ms(lookup[0]),
        ms(lookup[1]),
        recall[0] * 100.0,
        recall[1] * 100.0,
        ms(served.typed.p50),
        ms(served.typed.p99),
        served.memory[0],
        served.memory[1],
        ms(served.changed),
        found,
        planted.len()
    );
    if keep.is_none()
        && let Err(e) = fs::remove_dir_all(&folder)
    {
        eprintln!("{}: {e}", folder.display());
    }
    Row { articles, lookup, keystroke: [served.typed.p50, served.typed.p99] }
}

fn ms(d: Duration) -> f64 {
    d.as_secs_f64() * 1e3
}

/// Runs `copydesk index`: time by the clock, and time of the processor; `None` where not all articles were read, since the
/// index had them.
fn index(corpus: &Path, articles: u64) -> Option<(Duration, Duration)> {
    let before = children_time();
    let started = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args([Path::new("index"), corpus])
        .env("XDG_CACHE_HOME", corpus.with_file_name("cache"))
        .stderr(Stdio::inherit())
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "the articles can be indexed");
    let took = started.elapsed();
    let processor = children_time().map_or(took * 2, |after| after - before.unwrap_or_default());
    String::from_utf8_lossy(&output.stdout).contains(&format!("{articles} read")).then_some((took, processor))
}

/// Time of the processor that children of this process took that have ended (proc(5), in hundredths of a second); `None`
/// where there is no such thing.
fn children_time() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(13..15)?.iter().filter_map(|f| f.parse::<u64>().ok()).sum();
    Some(Duration::from_millis(ticks * 10))
}

/// The one index in the cache folder.
fn index_file(folder: &Path) -> PathBuf {
    let entries = fs::read_dir(folder.join("cache/copydesk")).expect("the cache folder");
    let mut files = entries.filter_map(|e| Some(e.ok()?.path()));
    files.find(|p| p.extension().is_some_and(|e| e == "index")).expect("an index")
}

fn analysed(i: u64) -> (Annotated, FactSheet) {
    let made = article(i);
    let hints = Hints { path: Some(made.path), ..Hints::default() };
    let annotated = annotate(Arc::new(read(&made.text, Format::Markdown, &hints)), &mut Cache::default());
    let sheet = sheet(&annotated);
    (annotated, sheet)
}

/// How long it takes to look up the first facts of articles drawn at random, article by article.
fn look_up(store: &Store, articles: u64) -> Vec<Vec<Duration>> {
    let mut dice = Dice::new(99);
    let time = |_| {
        let (_, sheet) = analysed(dice.below(articles));
        let time = |fact: &Fact| {
            let one = FactSheet { facts: vec![fact.clone()], ..sheet.clone() };
            let started = Instant::now();
            std::hint::black_box(store.candidates(&Query::new(&one, store), &[]));
            started.elapsed()
        };
        sheet.facts.iter().take(8).map(time).collect()
    };
    (0..SAMPLES).map(time).collect()
}

/// Articles that are compared with all others: their numbers, and what they say.
fn drafts(store: &Store, corpus: &Path, articles: u64) -> Vec<(u32, Annotated, FactSheet)> {
    let mut dice = Dice::new(7);
    let draw = |_: u64| {
        let i = dice.below(articles);
        let known = store.known(&key(&corpus.join(article(i).path))).expect("a query").expect("an indexed article");
        let (annotated, sheet) = analysed(i);
        (known.article, annotated, sheet)
    };
    (0..DRAFTS).map(draw).collect()
}

/// Compares the articles with planted contradictions with the whole corpus: how many were found.
fn contradictions(store: &Store, planted: &[(u64, String)]) -> usize {
    let is_found = |(i, other): &&(u64, String)| {
        let (annotated, sheet) = analysed(*i);
        let there = store.known(other).expect("a query").map(|k| k.article);
        let findings = check(u32::MAX, &annotated, &sheet, store);
        let told = findings.iter().filter(|f| f.verdict == Verdict::Conflict).flat_map(|f| &f.related);
        told.into_iter().any(|r| r.article == there)
    };
    planted.par_iter().filter(is_found).count()
}

fn percentiles(mut times: Vec<Duration>) -> [Duration; 2] {
    times.sort_unstable();
    let at = |p: usize| times.get(times.len().saturating_sub(1) * p / 100).copied().unwrap_or_default();
    [at(50), at(99)]
}
