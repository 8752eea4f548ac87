//! How long it takes to compare one article with ten thousand others in memory. Run with `cargo bench --bench compare`;
//! the corpus is made up here, so that it needs no file.

mod made;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use copydesk::{
    annotate::{Annotated, Cache, annotate},
    article::{Format, Hints, read},
    compare::check,
    fact::{FactSheet, sheet},
    index::Memory,
};
use made::sized;

/// As in the program.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

const ARTICLES: u64 = 10_000;
const WANTED: Duration = Duration::from_millis(1);

/// Bytes of an article of about thirty facts.
const BYTES: usize = 4_000;

fn analysed(i: u64) -> (Annotated, Arc<FactSheet>) {
    let made = sized(i, BYTES);
    let hints = Hints { path: Some(made.path), ..Hints::default() };
    let annotated = annotate(Arc::new(read(&made.text, Format::Markdown, &hints)), &mut Cache::default());
    let sheet = Arc::new(sheet(&annotated));
    (annotated, sheet)
}

fn main() {
    let mut library = Memory::default();
    let start = Instant::now();
    for number in 0..ARTICLES {
        let (_, sheet) = analysed(number);
        library.insert(number as u32, sheet);
    }
    println!("{ARTICLES} articles read, annotated and placed: {:?}", start.elapsed());
    // Each is compared with all but itself; four others tell of its event.
    let drafts: Vec<_> = (0..100).map(|n| (n * 97) as u32).map(|i| (i, analysed(i.into()))).collect();
    let facts: usize = drafts.iter().map(|(_, d)| d.1.facts.len()).sum();
    let mut times: Vec<Duration> = Vec::new();
    let mut findings = 0;
    for round in 0..10 {
        for (i, (annotated, sheet)) in &drafts {
            let start = Instant::now();
            findings += check(*i, annotated, sheet, &library).len();
            if round > 0 {
                times.push(start.elapsed());
            }
        }
    }
    times.sort_unstable();
    let (median, slowest) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    println!("one article of {} facts: median {median:?}, 99th percentile {slowest:?}", facts / drafts.len());
    println!("{findings} findings; wanted under {WANTED:?}: {}", if median < WANTED { "yes" } else { "NO" });
}
