//! Articles made up deterministically: events of several articles each, with agreeing, overtaken and conflicting figures,
//! and names whose frequency falls as Zipf has it. In 5 kB they have some forty facts, as news of such events has (reports
//! of shootings in local papers have 45, of business 30). Shared by all benchmarks, of which each uses a part.
#![allow(dead_code)] // see above

pub mod dense;
pub mod echo;
pub mod everything;
mod plain;
pub mod session;

use std::fmt::Write;

use jiff::{ToSpan, civil::date};

/// A small generator of numbers that is the same in every run (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x2545_F491_4F6C_DD1D) ^ 0x9E37_79B9)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }

    /// A rank below `n` whose chance falls as one over itself.
    fn zipf(&mut self, n: u64) -> u64 {
        let unit = (self.below(1 << 30) + 1) as f64 / (1u64 << 30) as f64;
        ((n as f64).powf(unit) as u64).saturating_sub(1).min(n - 1)
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len() as u64) as usize]
    }
}

// No two of these, nor of the middles, are near enough to be told for a slip of the pen.
const HEADS: &[&str] = &[
    "Brax", "Vind", "Tolm", "Mirk", "Kesh", "Dunf", "Gelt", "Sawb", "Ravi", "Hoyc", "Pemt", "Quin", "Ospr", "Wexl",
    "Ardo", "Ullb",
];
const MIDDLES: &[&str] =
    &["anda", "esto", "oril", "ungu", "ithe", "olma", "evra", "isko", "arbe", "undo", "ella", "ottri"];
const TAILS: &[&str] =
    &["bury", "ford", "wick", "mouth", "dale", "stead", "holm", "gate", "brook", "field", "ley", "ton"];
const GIVEN: &[&str] =
    &["Anna", "Peter", "Maria", "John", "Elena", "David", "Sofia", "Paul", "Laura", "Martin", "Nina", "Oscar"];
const KINDS: &[&str] =
    &["fire", "flood", "train crash", "explosion", "bridge collapse", "ferry accident", "landslide", "shooting"];
const SITES: &[&str] = &["mill", "market hall", "hospital", "station", "harbour", "school", "warehouse", "theatre"];
const OFFICES: &[&str] = &["mayor", "fire chief", "police chief", "hospital director", "governor"];
const THINGS: &[&str] = &[
    "households",
    "buses",
    "shops",
    "trees",
    "classrooms",
    "pensioners",
    "taxis",
    "lamps",
    "boats",
    "farms",
    "roads",
    "gardens",
    "flats",
    "bakeries",
    "tenants",
    "pupils",
    "nurses",
    "trams",
    "wells",
    "stalls",
    "cows",
    "books",
    "pipes",
    "benches",
];
const STATES: &[&str] = &[
    "without power",
    "out of use",
    "under water",
    "on sale",
    "in need of repair",
    "on strike",
    "cut off",
    "at risk",
    "on the move",
    "behind schedule",
    "free of charge",
    "for rent",
];
const WORDS: &[&str] = &[
    "river", "paint", "letter", "window", "engine", "harvest", "ladder", "winter", "kitchen", "signal", "market",
    "violin", "bridge", "pocket", "summer", "basket", "doctor", "hammer", "island", "jacket", "candle", "mirror",
    "ticket", "garden", "lesson", "copper", "thunder", "saddle", "orchard", "pencil", "barrel", "tunnel", "feather",
    "button", "stable", "sermon", "carpet", "bottle", "cousin", "danger", "effort", "finger", "ghost", "honour",
    "insect", "jungle", "kettle", "lemon", "meadow", "needle", "oyster", "parcel", "quarrel", "rubber", "sister",
    "tailor", "uncle", "valley", "wagon", "yard",
];

/// A place or family name by rank.
fn name(rank: u64) -> String {
    let (h, m, t) = (HEADS.len() as u64, MIDDLES.len() as u64, TAILS.len() as u64);
    format!(
        "{}{}{}{}",
        HEADS[(rank % h) as usize],
        MIDDLES[(rank / h % m) as usize],
        if rank >= h * m * t { MIDDLES[(rank / (h * m * t) % m) as usize] } else { "" },
        TAILS[(rank / (h * m) % t) as usize]
    )
}

/// One article.
pub struct Made {
    pub path: String,
    pub text: String,
    /// The path of an article of the same event that gives another number of arrests.
    pub contradicts: Option<String>,
}

/// Articles of one event.
pub const PER_EVENT: u64 = 5;

/// Article `i` of about 5,000 bytes: articles come in events of five, days apart; in every tenth event the last contradicts
/// the one before: it has fewer people arrested.
pub fn article(i: u64) -> Made {
    sized(i, 5000)
}

/// What each person who speaks in an article adds to it, in bytes.
const ROUND: usize = 1100;

/// Article `i` with about so many bytes.
pub fn sized(i: u64, bytes: usize) -> Made {
    let (event, part) = (i / PER_EVENT, i % PER_EVENT);
    let conflict = event % 10 == 0 && part == PER_EVENT - 1;
    let twist = Twist { held: if conflict { -3 } else { 0 }, ..Twist::default() };
    Made { path: path(i), text: text(event, part, &twist, i, bytes), contradicts: conflict.then(|| path(i - 1)) }
}

/// A draft of about so many bytes on an event of the corpus, which contradicts its articles in the numbers of injured and
/// arrested and in an age.
pub fn draft(event: u64, bytes: usize) -> String {
    text(event, PER_EVENT - 1, &Twist { hurt: 31, held: 4, age: 2 }, 1 << 40 | event, bytes)
}

/// By how much an article is off in what all articles of its event tell.
#[derive(Default)]
struct Twist {
    hurt: u64,
    held: i64,
    age: u64,
}

fn text(event: u64, part: u64, twist: &Twist, seed: u64, bytes: usize) -> String {
    let mut e = Dice::new(event + 1);
    // Each event has a place and a family of its own; all else is shared.
    let (town, family) = (name(e.zipf(4000)), name(5000 + event % 40_000));
    let (kind, site, given) = (e.of(KINDS), e.of(SITES), e.of(GIVEN));
    let day = date(2016, 1, 4) + (e.below(3600) as i64).days();
    let (dead, hurt, held) = (3 + e.below(60), 20 + e.below(300) + twist.hurt, 5 + e.below(9) as i64 + twist.held);
    let age = 20 + e.below(60);
    let published = day + (1 + part as i64 / 2).days();
    let toll = if part < 2 { dead } else { dead + 2 };
    let mut d = Dice::new(seed + 7_000_000);
    let mut text = format!(
        "---\ntitle: {toll} dead in {kind} at {family} {site} in {town}\ndate: {published}\noutlet: {} {}\n---\n\n\
         At least {toll} people were killed in a {kind} at the {family} {site} in {town} on {}, officials said.\n\n\
         Another {hurt} people were injured. Police arrested {held} people after the {kind} at the {family} {site}.\n\n\
         Among the dead is {given} {family}, {}, who had run the {site} in {town} for {} years.\n\n",
        name(seed % 23),
        ["Post", "Courier", "Gazette", "Wire"][(seed % 4) as usize],
        day.strftime("%-d %B %Y"),
        age + twist.age,
        3 + age / 4,
    );
    while text.len() + ROUND / 2 < bytes {
        let (surname, where_) = (d.zipf(30_000), name(d.zipf(4000)));
        let given = d.below(GIVEN.len() as u64);
        // A person is of the same age wherever they speak.
        let (who, years) = (name(surname), 25 + (surname * 7 + given * 13) % 50);
        let _ = write!(
            text,
            "The {} of {where_}, {} {who}, {years}, said the town had spent ${} million on its {} since {}.",
            d.of(OFFICES),
            GIVEN[given as usize],
            1 + d.below(90),
            d.of(SITES),
            1990 + d.below(30),
        );
        plain::sentences(&mut d, 2, &mut text);
        text.push_str("\n\n“");
        // Nobody says the same as another: with few words to draw from, many would say nearly the same.
        for i in 0..9 {
            let _ = write!(text, "{}{} ", d.of(WORDS), if i % 3 == 0 { "" } else { d.of(WORDS) });
        }
        let _ = write!(text, "for {} more {},” {who} said.", 2 + d.below(20), d.of(THINGS));
        for _ in 0..2 {
            plain::sentences(&mut d, 2, &mut text);
            text.push_str("\n\n");
        }
        let _ = write!(
            text,
            "About {} per cent of the {} {} in {where_} were {} for {} hours.",
            1 + d.below(99),
            1000 + d.below(90_000),
            d.of(THINGS),
            d.of(STATES),
            2 + d.below(40),
        );
        plain::sentences(&mut d, 2, &mut text);
        text.push_str("\n\n");
    }
    text
}

fn path(i: u64) -> String {
    format!("{:03}/{:06}.md", i / 1000, i)
}
