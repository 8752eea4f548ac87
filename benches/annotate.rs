//! How fast articles are annotated on one core, beside a bare tokenizer with a table of key words measured in the same
//! run; what that costs in memory; and whether either grows faster than the article. Run with `cargo bench --bench
//! annotate`; the text is made up here, so that it needs no file. With `-- loop` it annotates for twenty seconds and
//! prints nothing, for a profiler; with `-- loop sheet` it makes fact sheets.

use std::{
    alloc::{GlobalAlloc, Layout},
    fmt::Write,
    hint::black_box,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use copydesk::{
    annotate::{
        Annotated, View, annotate_once, attribution, figure, lexicon, name,
        timex::{self, Expression},
    },
    article::{Article, Block, Format, Hints, Prose, read},
    fact::sheet,
};
use rustc_hash::FxHashMap;
#[cfg(target_env = "msvc")]
use std::alloc::System as Program;
#[cfg(not(target_env = "msvc"))]
use tikv_jemallocator::Jemalloc as Program;

/// Megabytes of text in all, and how often each pass is timed; the fastest counts.
const MEGABYTES: usize = 4;
const ROUNDS: usize = 5;
const WANTED: f64 = 60.0;
/// Bytes of memory for each byte of text that annotation may take at its peak.
const WANTED_MEMORY: f64 = 5.0;

/// The program's allocator, counting what is allocated. The bench runs on one thread, so plain loads and stores do.
struct Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

fn grown(by: usize, from: usize) {
    let live = (LIVE.load(Relaxed) + by).wrapping_sub(from);
    LIVE.store(live, Relaxed);
    if live > PEAK.load(Relaxed) {
        PEAK.store(live, Relaxed);
    }
}

// SAFETY: every call is passed on to the program's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        grown(layout.size(), 0);
        unsafe { Program.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        LIVE.store(LIVE.load(Relaxed).wrapping_sub(layout.size()), Relaxed);
        unsafe { Program.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        grown(size, layout.size());
        unsafe { Program.realloc(at, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// A small generator of numbers that is the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const PEOPLE: &[&str] = &["Dana Ruiz", "Tomas Hale", "Ines Okafor", "Mayor Lund", "Peter Quine", "Farid Amani"];
const PLACES: &[&str] = &["Porto Vela", "Harrowmere", "the Kestrian capital", "Ashgrove", "Lake Corran", "Tessaly"];
const BODIES: &[&str] =
    &["the port authority", "Meridian Ferries", "the interior ministry", "police", "the health board"];
const PLAIN: &[&str] = &[
    "The old road along the coast had been closed to lorries, and most of the shops on the square kept their shutters down.",
    "Neighbours brought blankets and tea to the school hall, where the chairs had been pushed against the walls.",
    "It was the kind of morning on which the fog does not so much lift as wear thin, and nobody hurried.",
    "The inquiry is expected to look at how the warning was passed on, who received it and what was done with it.",
    "Critics of the plan argue that the money would be better spent on drains, while its friends point to the harbour.",
    "A choir sang outside the church, and the crowd, which had grown through the afternoon, joined in at the refrain.",
];

/// One sentence of news, a third of them with figures, dates or speech in it, as in print.
fn sentence(dice: &mut Dice, out: &mut String) {
    let (who, place, body) = (dice.of(PEOPLE), dice.of(PLACES), dice.of(BODIES));
    let n = 2 + dice.below(400);
    let _ = match dice.below(18) {
        0 => write!(
            out,
            "At least {n} people were killed and {} injured in {place} on Friday night, {body} said. ",
            n / 2 + 3
        ),
        1 => write!(
            out,
            "“We had no warning at all,” {who} told reporters on Tuesday. “It took them {} minutes.” ",
            n % 50 + 2
        ),
        2 => write!(
            out,
            "The company said revenue rose {} per cent to ${}.4 billion in the third quarter of 2024. ",
            n % 30,
            n % 9 + 1
        ),
        3 => {
            write!(out, "According to {body}, some {n},000 residents had left {place} by March {}, 2024. ", n % 28 + 1)
        }
        4 => write!(
            out,
            "{who}, {}, who has lived in {place} since 1998, denied that the bridge was unsafe. ",
            n % 60 + 20
        ),
        5 => write!(out, "{who} warned that it could take two years before {body} repaired the damage. "),
        _ => write!(out, "{} ", dice.of(PLAIN)),
    };
}

/// An article of about `size` bytes, in paragraphs of a few sentences or all in one.
fn article(dice: &mut Dice, size: usize, one_paragraph: bool) -> String {
    let end = if one_paragraph { " " } else { "\n\n" };
    let mut text = format!("Fire closes harbour in {}\n\n", dice.of(PLACES));
    while text.len() < size {
        for _ in 0..3 + dice.below(3) {
            sentence(dice, &mut text);
        }
        text.truncate(text.trim_end().len());
        text.push_str(end);
    }
    text
}

fn articles() -> Vec<String> {
    let mut dice = Dice(7);
    let mut out = Vec::new();
    let mut size = 0;
    while size < MEGABYTES * 1_000_000 {
        let text = article(&mut dice, 6_000, false);
        size += text.len();
        out.push(text);
    }
    out
}

/// Time that this thread has had a core to itself, so that a busy machine does not make it look slow; where the system
/// does not tell, time as it passes.
fn own_time(since: Instant) -> Duration {
    // The system adds up what a thread had when it lets go of its core, else only every four milliseconds.
    std::thread::yield_now();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.as_deref().and_then(|s| s.split(' ').next()).and_then(|n| n.parse().ok());
    nanoseconds.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

/// The fastest of some rounds.
fn fastest(mut run: impl FnMut()) -> Duration {
    let begin = Instant::now();
    (0..ROUNDS)
        .map(|_| {
            let start = own_time(begin);
            run();
            own_time(begin).saturating_sub(start)
        })
        .min()
        .unwrap_or_default()
}

/// Words between bytes that are no letters or digits, each looked up in a table: the least that any annotation does.
fn bare(texts: &[String], words: &FxHashMap<&[u8], u32>) -> u32 {
    let mut sum = 0;
    for text in texts {
        for word in text.as_bytes().split(|b| !b.is_ascii_alphanumeric()) {
            if !word.is_empty() && word.len() < 16 {
                sum += words.get(word).copied().unwrap_or(1);
            }
        }
    }
    sum
}

fn main() {
    let texts = articles();
    let bytes: usize = texts.iter().map(String::len).sum();
    let rate = |t: Duration| bytes as f64 / 1e6 / t.as_secs_f64();
    let list: Vec<Arc<Article>> = texts.iter().map(|t| parse(t)).collect();
    let annotate_all = || list.iter().map(|a| annotate_once(a.clone()));
    let annotated: Vec<Annotated> = annotate_all().collect();

    let arguments: Vec<String> = std::env::args().collect();
    if arguments.iter().any(|a| a == "loop") {
        let sheets = arguments.iter().any(|a| a == "sheet");
        let begin = Instant::now();
        while begin.elapsed() < Duration::from_secs(20) {
            if sheets {
                annotated.iter().for_each(|a| drop(black_box(sheet(a))));
            } else {
                annotate_all().for_each(|a| drop(black_box(a)));
            }
        }
        return;
    }

    let words: FxHashMap<&[u8], u32> =
        PLAIN.iter().flat_map(|s| s.split(' ')).enumerate().map(|(i, w)| (w.as_bytes(), i as u32)).collect();
    let tokenizer = fastest(|| {
        black_box(bare(&texts, &words));
    });
    let reading = fastest(|| texts.iter().for_each(|t| drop(black_box(parse(t)))));
    let whole = fastest(|| annotate_all().for_each(|a| drop(black_box(a))));
    let sheets = fastest(|| annotated.iter().for_each(|a| drop(black_box(sheet(a)))));
    println!("{:.1} MB of news text, one core", bytes as f64 / 1e6);
    println!("whole annotation       {:7.1} MB/s (wanted: {WANTED:.0})", rate(whole));
    println!("bare tokenizer, table  {:7.1} MB/s, {:.1} times as fast", rate(tokenizer), rate(tokenizer) / rate(whole));
    println!("reading plain text     {:7.1} MB/s", rate(reading));
    println!("fact sheets            {:7.1} MB/s", rate(sheets));
    println!("all three              {:7.1} MB/s", rate(reading + whole + sheets));
    parts(&list, whole);
    growth();
    if rate(whole) < WANTED {
        println!("below what is wanted");
    }
}

fn parse(text: &str) -> Arc<Article> {
    Arc::new(read(text, Format::Plain, &Hints::default()))
}

/// Time and memory for each byte, as articles grow.
fn growth() {
    println!(
        "{:24} {:>10} {:>12} {:>14} {:>14}",
        "one article of", "annotation", "fact sheet", "memory, peak", "memory, kept"
    );
    for one_paragraph in [false, true] {
        for size in [10_000, 100_000, 1_000_000] {
            let article = parse(&article(&mut Dice(11), size, one_paragraph));
            let bytes = article.text.len() as f64;
            let before = LIVE.load(Relaxed);
            PEAK.store(before, Relaxed);
            let annotated = annotate_once(article.clone());
            let memory = |total: usize| total.saturating_sub(before) as f64 / bytes;
            let (peak, kept) = (memory(PEAK.load(Relaxed)), memory(LIVE.load(Relaxed)));
            let repeats = 1_000_000 / size;
            let each = |t: Duration| t.as_nanos() as f64 / bytes / repeats as f64;
            let time = fastest(|| (0..repeats).for_each(|_| drop(black_box(annotate_once(article.clone())))));
            let facts = fastest(|| (0..repeats).for_each(|_| drop(black_box(sheet(&annotated)))));
            let shape = if one_paragraph { "one paragraph" } else { "paragraphs" };
            println!(
                "{:>8} kB, {shape:13} {:7.1} ns/B {:8.1} ns/B {peak:10.1} B/B {kept:10.1} B/B{}",
                size / 1000,
                each(time),
                each(facts),
                if peak > WANTED_MEMORY { ", too much" } else { "" },
            );
        }
    }
}

/// The share of each family in the first pass, each over all blocks of an article; the rest is the second.
fn parts(list: &[Arc<Article>], whole: Duration) {
    let mut times: [(&str, Duration); 5] =
        ["words, sentences, quotations", "dates", "names", "figures", "claims"].map(|n| (n, Duration::MAX));
    for _ in 0..ROUNDS {
        let mut round = [Duration::ZERO; 5];
        for article in list {
            let mut clock = Instant::now();
            let mut lap = |k: usize| {
                let now = Instant::now();
                round[k] += now - clock;
                clock = now;
            };
            let blocks = &article.blocks;
            let texts: Vec<&str> = blocks.iter().map(|b| article.slice(b.span)).collect();
            let read = |(text, block): (&&str, &Block)| {
                let mut starts = Vec::new();
                (lexicon::read(text, &block.masks(), &mut starts), starts)
            };
            let words: Vec<(Prose, Vec<u8>)> = texts.iter().zip(blocks).map(read).collect();
            lap(0);
            let view = |i: usize| View::new(texts[i], blocks[i].kind, &words[i].0, &words[i].1);
            let views: Vec<View<'_>> = (0..blocks.len()).map(view).collect();
            let items: Vec<_> = views.iter().map(timex::items).collect();
            let timexes: Vec<Vec<Expression>> =
                views.iter().zip(items).map(|(v, items)| timex::find(v, items)).collect();
            lap(1);
            views.iter().for_each(|v| drop(black_box(name::find(v))));
            lap(2);
            let amounts: Vec<_> =
                views.iter().zip(&timexes).map(|(v, t)| figure::amounts(v, figure::numbers(v), t)).collect();
            views.iter().zip(&amounts).for_each(|(v, a)| drop(black_box(figure::find(v, a))));
            lap(3);
            views.iter().for_each(|v| drop(black_box(attribution::find(v, attribution::cues(v).into()))));
            lap(4);
        }
        for (best, this) in times.iter_mut().zip(round) {
            best.1 = best.1.min(this);
        }
    }
    let share = |t: Duration| 100.0 * t.as_secs_f64() / whole.as_secs_f64();
    for (name, t) in times {
        println!("  {name:30} {:5.1} %", share(t));
    }
    let first: Duration = times.iter().map(|t| t.1).sum();
    println!("  {:30} {:5.1} %", "second pass", share(whole.saturating_sub(first)));
}
