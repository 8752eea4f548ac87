//! How long it takes to compare one article with ten thousand others in memory. Run with `cargo bench --bench compare`;
//! the corpus is made up here, so that it needs no file.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use copydesk::{
    annotate::{Annotated, Cache, annotate},
    article::{DateSource, Format, Hints, read},
    compare::check,
    fact::{FactSheet, sheet},
    index::Memory,
};
use jiff::civil::Date;

const ARTICLES: u32 = 10_000;
const WANTED: Duration = Duration::from_millis(1);

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

const SYLLABLES: &[&str] =
    &["bar", "ven", "tol", "mir", "kes", "dan", "ora", "lun", "sel", "rav", "hol", "mer", "quin", "tas", "wex", "ard"];
const EVENTS: &[&str] = &["fire", "flood", "crash", "strike", "election", "outbreak", "festival", "trial"];
const THINGS: &[&str] = &["houses", "buses", "schools", "bridges", "farms", "patients", "workers", "voters", "tickets"];
const DONE: &[&str] = &["killed", "injured", "arrested", "rescued", "evacuated"];

fn name(dice: &mut Dice) -> String {
    let mut word = format!("{}{}", dice.of(SYLLABLES), dice.of(SYLLABLES));
    if dice.below(2) == 0 {
        word.push_str(dice.of(SYLLABLES));
    }
    word[..1].to_uppercase() + &word[1..]
}

/// An article of about thirty facts on one event.
fn article(dice: &mut Dice) -> String {
    let (place, event) = (name(dice), dice.of(EVENTS));
    let (first, last) = (name(dice), name(dice));
    let mut out = format!("{event} in {place} leaves {} people {}\n\n", 2 + dice.below(90), dice.of(DONE));
    for i in 0..10 {
        out.push_str(&format!(
            "At least {} people were {} in the {event} near {place}, and {} {} were damaged on {} March. ",
            2 + dice.below(400),
            dice.of(DONE),
            10 + dice.below(9000),
            dice.of(THINGS),
            1 + dice.below(28),
        ));
        if i % 3 == 0 {
            out.push_str(&format!("{first} {last}, {}, a teacher, saw it from her window.\n\n", 18 + dice.below(70)));
        }
    }
    out
}

fn made(dice: &mut Dice) -> (Annotated, Arc<FactSheet>) {
    let date = Date::constant(2025, 3, 1 + dice.below(28) as i8);
    let hints = Hints { date: Some((date, None, DateSource::Flag)), ..Hints::default() };
    let annotated = annotate(Arc::new(read(&article(dice), Format::Plain, &hints)), &mut Cache::default());
    let sheet = Arc::new(sheet(&annotated));
    (annotated, sheet)
}

fn main() {
    let mut dice = Dice(7);
    let mut library = Memory::default();
    let start = Instant::now();
    for number in 0..ARTICLES {
        let (_, sheet) = made(&mut dice);
        library.insert(number, sheet);
    }
    println!("{ARTICLES} articles read, annotated and placed: {:?}", start.elapsed());
    let drafts: Vec<_> = (0..100).map(|_| made(&mut dice)).collect();
    let facts: usize = drafts.iter().map(|d| d.1.facts.len()).sum();
    let mut times: Vec<Duration> = Vec::new();
    let mut findings = 0;
    for round in 0..10 {
        for (annotated, sheet) in &drafts {
            let start = Instant::now();
            findings += check(u32::MAX, annotated, sheet, &library).len();
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
