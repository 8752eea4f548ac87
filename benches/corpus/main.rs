//! How the index grows with the corpus. Run with `cargo bench --bench corpus -- 1000 10000 100000` (1000000 takes some
//! minutes and 8 GB of disk). Articles are made up here and written to a temporary folder, which is removed again.
//!
//! For each size: articles indexed a second, bytes on disk a fact, time to open, one look-up (with its recall against the
//! same ranking over all of time, nothing cut off), one article compared, one changed article until it is visible, private
//! memory, and how many of the planted contradictions were found. `--svg FILE` draws the cost of a look-up against the size.

#[path = "../made/mod.rs"]
mod made;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use copydesk::{
    annotate::{Annotated, Cache, annotate},
    article::{Format, Hints, read},
    compare::{Verdict, check},
    corpus::{Progress, ingest, key},
    fact::{ANALYSER, FactSheet, Lookup, sheet},
    index::disk::Store,
};
use made::{Dice, article};

/// Facts in one look-up's answer.
const LIMIT: usize = 96;
const SAMPLES: u64 = 200;

/// One line of the table.
struct Row {
    articles: u64,
    rate: f64,
    bytes_a_fact: f64,
    open: Duration,
    lookup: [Duration; 2],
    recall: f64,
    compare: [Duration; 2],
    visible: Duration,
    memory_mb: f64,
    planted: (usize, usize),
}

fn main() {
    let mut sizes = Vec::new();
    let mut svg = None;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--svg" => svg = args.next().map(PathBuf::from),
            _ => sizes.extend(arg.parse::<u64>().ok()),
        }
    }
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000];
    }
    println!(
        "{:>9} {:>10} {:>8} {:>8} {:>16} {:>8} {:>16} {:>9} {:>8} {:>9}",
        "articles",
        "articles/s",
        "B/fact",
        "open ms",
        "look-up ms 50/99",
        "recall %",
        "article ms 50/99",
        "change ms",
        "MB",
        "planted"
    );
    let rows: Vec<Row> = sizes.into_iter().map(measure).collect();
    if let Some(file) = svg {
        fs::write(&file, picture(&rows)).unwrap_or_else(|e| eprintln!("{}: {e}", file.display()));
    }
}

fn measure(articles: u64) -> Row {
    let folder = std::env::temp_dir().join(format!("copydesk-bench-{}-{articles}", std::process::id()));
    let corpus = folder.join("corpus");
    let mut planted = Vec::new();
    for i in 0..articles {
        let made = article(i);
        let file = corpus.join(&made.path);
        if i % 1000 == 0 {
            fs::create_dir_all(file.parent().expect("a folder")).expect("the temporary folder can be written");
        }
        fs::write(&file, &made.text).expect("the temporary folder can be written");
        planted.extend(made.contradicts.map(|other| (i, key(&corpus.join(other)))));
    }
    let file = folder.join("index");
    let (store, _) = Store::open(&file, ANALYSER).expect("a store");
    let started = Instant::now();
    let report = ingest(&store, &corpus, &Progress::default()).expect("ingested");
    let rate = report.read as f64 / started.elapsed().as_secs_f64();
    let stats = store.stats().expect("stats");
    drop(store);
    let started = Instant::now();
    let (store, _) = Store::open(&file, ANALYSER).expect("a store");
    store.known("nothing").expect("a query");
    let open = started.elapsed();
    let (lookup, recall) = look_up(&store, articles);
    let (compare, found) = contradictions(&store, &planted);
    let row = Row {
        articles,
        rate,
        bytes_a_fact: stats.bytes as f64 / stats.facts.max(1) as f64,
        open,
        lookup,
        recall,
        compare,
        visible: change(&store, &corpus),
        memory_mb: private_memory() / 1e6,
        planted: (found, planted.len()),
    };
    let ms = |d: Duration| d.as_secs_f64() * 1e3;
    println!(
        "{:>9} {:>10.0} {:>8.0} {:>8.2} {:>8.3} {:>7.3} {:>8.2} {:>8.2} {:>7.2} {:>9.2} {:>8.1} {:>4}/{:<4}",
        row.articles,
        row.rate,
        row.bytes_a_fact,
        ms(row.open),
        ms(row.lookup[0]),
        ms(row.lookup[1]),
        row.recall * 100.0,
        ms(row.compare[0]),
        ms(row.compare[1]),
        ms(row.visible),
        row.memory_mb,
        row.planted.0,
        row.planted.1
    );
    drop(store);
    if let Err(e) = fs::remove_dir_all(&folder) {
        eprintln!("{}: {e}", folder.display());
    }
    row
}

fn analysed(i: u64) -> (Annotated, FactSheet) {
    let made = article(i);
    let hints = Hints { path: Some(made.path), ..Hints::default() };
    let annotated = annotate(Arc::new(read(&made.text, Format::Markdown, &hints)), &mut Cache::default());
    let sheet = sheet(&annotated);
    (annotated, sheet)
}

/// Median and 99th percentile of one fact's look-up, and the share of the unbounded answer that it holds.
fn look_up(store: &Store, articles: u64) -> ([Duration; 2], f64) {
    let mut dice = Dice::new(99);
    let mut times = Vec::new();
    let (mut found, mut all) = (0, 0);
    for n in 0..SAMPLES {
        let (_, sheet) = analysed(dice.below(articles));
        for fact in sheet.facts.iter().take(8) {
            let started = Instant::now();
            let answer = store.candidates(&sheet, fact, LIMIT);
            times.push(started.elapsed());
            if n % 10 == 0 {
                let exact: BTreeSet<_> = store.exact_candidates(&sheet, fact, LIMIT).facts.into_iter().collect();
                all += exact.len();
                found += answer.facts.iter().filter(|f| exact.contains(f)).count();
            }
        }
    }
    (percentiles(times), found as f64 / all.max(1) as f64)
}

/// Compares the articles with planted contradictions with the whole corpus: how long one takes, and how many were found.
fn contradictions(store: &Store, planted: &[(u64, String)]) -> ([Duration; 2], usize) {
    let mut times = Vec::new();
    let mut found = 0;
    for (i, other) in planted.iter().take(2000) {
        let (annotated, sheet) = analysed(*i);
        let there = store.known(other).expect("a query").map(|k| k.article);
        let started = Instant::now();
        let findings = check(u32::MAX, &annotated, &sheet, store);
        times.push(started.elapsed());
        let told = findings.iter().filter(|f| f.verdict == Verdict::Conflict).flat_map(|f| &f.related);
        found += usize::from(told.into_iter().any(|r| r.article == there));
    }
    (percentiles(times), found)
}

/// Changes one file and brings the index up to date with it.
fn change(store: &Store, corpus: &Path) -> Duration {
    let file = corpus.join(article(0).path);
    let before = store.known(&key(&file)).expect("a query").map(|k| k.article);
    fs::write(&file, article(3).text).expect("the temporary folder can be written");
    let started = Instant::now();
    copydesk::corpus::refresh(store, std::slice::from_ref(&file)).expect("refreshed");
    let took = started.elapsed();
    assert_ne!(store.known(&key(&file)).expect("a query").map(|k| k.article), before);
    took
}

fn percentiles(mut times: Vec<Duration>) -> [Duration; 2] {
    times.sort_unstable();
    let at = |p: usize| times.get(times.len().saturating_sub(1) * p / 100).copied().unwrap_or_default();
    [at(50), at(99)]
}

/// Bytes that this process alone holds; 0 where the system does not tell.
fn private_memory() -> f64 {
    let text = fs::read_to_string("/proc/self/smaps_rollup").unwrap_or_default();
    text.lines()
        .filter(|l| l.starts_with("Private_"))
        .filter_map(|l| l.split_whitespace().nth(1)?.parse::<f64>().ok())
        .sum::<f64>()
        * 1024.0
}

/// The median look-up against the size of the corpus, on a logarithmic axis.
fn picture(rows: &[Row]) -> String {
    let x = |n: u64| 60.0 + 120.0 * ((n.max(10) as f64).log10() - 2.0).max(0.0);
    let highest = rows.iter().map(|r| r.lookup[1].as_secs_f64() * 1e3).fold(0.1, f64::max);
    let y = |ms: f64| 260.0 - 220.0 * ms / highest;
    let line = |pick: usize, colour: &str| {
        let points: Vec<String> =
            rows.iter().map(|r| format!("{:.1},{:.1}", x(r.articles), y(r.lookup[pick].as_secs_f64() * 1e3))).collect();
        format!("<polyline points='{}' fill='none' stroke='{colour}' stroke-width='2'/>", points.join(" "))
    };
    let labels: String = rows
        .iter()
        .map(|r| format!("<text x='{:.1}' y='280' text-anchor='middle'>{}</text>", x(r.articles), r.articles))
        .collect();
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 600 300' font-family='sans-serif' font-size='12'>\
         <rect width='600' height='300' fill='white'/><text x='60' y='20'>one look-up, ms: median (blue), 99th percentile \
         (orange); highest {highest:.2}</text><line x1='50' y1='260' x2='590' y2='260' stroke='#888'/>{}{}{labels}</svg>\n",
        line(0, "#2563eb"),
        line(1, "#ea7317")
    )
}
