//! What limits a value beyond role and population: how badly hurt, counted from when, in one event or in several.

use std::ops::Range;

use super::cue::{Cue, Cues};
use crate::annotate::{Few, HAPPENINGS, View, WordList};

/// A set of limits that a clause sets to its value.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Scope(u16);

impl Scope {
    /// «in critical condition», «seriously hurt»
    pub const SEVERE: Scope = Scope(1);
    /// «in stable condition», «non-life-threatening injuries»
    pub const LIGHT: Scope = Scope(2);
    /// A length that says when something came, not how long it was («20 minutes after the call»).
    pub const OFFSET: Scope = Scope(4);
    /// A number that goes up with every case («the 83rd homicide this year»).
    pub const RUNNING: Scope = Scope(8);
    /// Counted in several events together («in separate shootings across the city»).
    pub const EVENTS: Scope = Scope(16);
    /// Of an event of its own, which is said to be another («in an unrelated shooting», «an earlier crash there»).
    pub const OTHER: Scope = Scope(32);
    /// Put in the place of an earlier value («has now found 63», «raised its offer to 6 per cent», «moved to 20 October»).
    pub const CHANGED: Scope = Scope(64);
    /// The event has its day beside it («a shooting early Sunday», «Friday’s crash»).
    pub const DATED: Scope = Scope(128);

    /// Told as the state of an earlier report («raising the toll from 28», «on Monday the county had reported three»).
    pub const FORMER: Scope = Scope(256);
    /// A penalty that somebody asks for («prosecutors sought 18 years»).
    pub const SOUGHT: Scope = Scope(512);
    /// A penalty that may come («faces up to 20 years»).
    pub const POSSIBLE: Scope = Scope(1024);
    /// The part of a term that is served («parole after nine years»).
    pub const SERVED: Scope = Scope(2048);
    /// By how much something rose.
    pub const ROSE: Scope = Scope(4096);
    /// By how much something fell.
    pub const FELL: Scope = Scope(8192);

    /// The set whose bits these are, of [`Scope::bits`].
    pub const fn of_bits(bits: u16) -> Scope {
        Scope(bits)
    }

    pub const fn bits(self) -> u16 {
        self.0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub const fn has(self, limit: Scope) -> bool {
        self.0 & limit.0 != 0
    }

    pub const fn has_all(self, limits: Scope) -> bool {
        self.0 & limits.0 == limits.0
    }

    pub(super) fn add(&mut self, limit: Scope) {
        self.0 |= limit.0;
    }

    /// Whether the two differ in one of `limits`.
    pub const fn differs(self, other: Scope, limits: Scope) -> bool {
        (self.0 ^ other.0) & limits.0 != 0
    }

    pub const fn or(self, other: Scope) -> Scope {
        Scope(self.0 | other.0)
    }
}

/// Conditions of the hurt, by the adjective before «condition».
const CONDITIONS: &[(&str, Scope)] = &[
    ("critical", Scope::SEVERE),
    ("serious", Scope::SEVERE),
    ("grave", Scope::SEVERE),
    ("stable", Scope::LIGHT),
    ("good", Scope::LIGHT),
    ("fair", Scope::LIGHT),
    ("satisfactory", Scope::LIGHT),
];

/// Adverbs before «injured», and adjectives before «injuries».
const HURT: &[(&str, Scope)] = &[
    ("critically", Scope::SEVERE),
    ("seriously", Scope::SEVERE),
    ("gravely", Scope::SEVERE),
    ("severely", Scope::SEVERE),
    ("badly", Scope::SEVERE),
    ("serious", Scope::SEVERE),
    ("severe", Scope::SEVERE),
    ("critical", Scope::SEVERE),
    ("slightly", Scope::LIGHT),
    ("lightly", Scope::LIGHT),
    ("minor", Scope::LIGHT),
    ("light", Scope::LIGHT),
    ("threatening", Scope::LIGHT),
];

const INJURIES: &Few =
    few!["injured", "hurt", "wounded", "ill", "sick", "burned", "burnt", "injuries", "wounds", "burns", "injury"];

/// Words that go on to count others.
const OTHERS: &Few = few!["and", "but", "while", "some", "many", "several", "most", "others", "one", "two", "three"];

/// How badly those are hurt whom the clause counts at token `at`: said behind the number, within a few words of it.
pub fn severity(view: &View<'_>, clause: &Range<usize>, at: &Range<usize>) -> Scope {
    let mut out = Scope::default();
    let end = clause.end.min(at.end + 14);
    for i in at.end..end {
        if view.mark(i, ',')
            || view.mark(i, ';')
            || view.is_any(i, OTHERS)
            || view.token(i).is_some_and(|t| t.is_number())
        {
            break;
        }
        let of = |rows: &[(&str, Scope)]| rows.iter().find(|(w, _)| view.is(i, w)).map(|r| r.1);
        let found = if view.is_any(i + 1, few!["condition", "conditions"]) {
            of(CONDITIONS)
        } else if view.is_any(i + 1, INJURIES) {
            of(HURT).map(|s| if view.is(i, "threatening") && !minor(view, i) { Scope::SEVERE } else { s })
        } else {
            None
        };
        if let Some(s) = found {
            out.add(s);
            break;
        }
    }
    out
}

/// «six others with gunshot wounds», «six others had burns»
pub fn wounded(view: &View<'_>, at: &Range<usize>) -> bool {
    let having = &["with", "had", "have", "received", "suffered", "sustained"];
    let wounds = &["wounds", "injuries", "burns", "fractures"];
    (at.end..at.end + 3).any(|i| view.is_any(i, having) && (i + 1..i + 5).any(|k| view.is_any(k, wounds)))
}

/// «non-life-threatening», where `i` is its last word.
fn minor(view: &View<'_>, i: usize) -> bool {
    (1..=5).any(|back| view.is_any(i.wrapping_sub(back), few!["non", "not", "nonlife", "no"]))
}

/// Whether a length stands beside a word that makes a moment of it.
pub fn offset(view: &View<'_>, at: &Range<usize>) -> bool {
    let lasting = ["for", "lasted", "took", "spent"];
    view.is_any(at.end, few!["after", "before", "later", "earlier", "ago", "beforehand", "afterwards"])
        && !view.is_any(at.start.wrapping_sub(1), &lasting)
}

/// Whether an ordinal counts the cases of a year or season so far.
pub fn running(view: &View<'_>, clause: &Range<usize>, at: &Range<usize>) -> bool {
    let end = clause.end.min(at.end + 14);
    (at.end..end).any(|i| {
        view.is_any(i, few!["this", "the", "that"])
            && view.is_any(i + 1, few!["year", "season", "month", "week"])
            && (view.is(i, "this") || view.is(i.wrapping_sub(1), "of"))
            || view.is(i, "so") && view.is(i + 1, "far")
            || view.is(i, "since") && !view.is(i + 1, "the")
            || view.is(i, "in") && year(view, i + 1)
    })
}

fn year(view: &View<'_>, i: usize) -> bool {
    view.token(i).is_some_and(|t| t.is_number() && t.span().len() == 4)
}

/// Nouns for events in the plural, of which a report may add up several.
static PLURALS: WordList = WordList::new(&[
    "shootings",
    "stabbings",
    "crashes",
    "accidents",
    "incidents",
    "collisions",
    "fires",
    "robberies",
    "killings",
    "homicides",
    "drownings",
    "avalanches",
    "explosions",
    "raids",
    "attacks",
]);

/// Words by which several events are added up.
static ADDED: WordList = WordList::new(&[
    "separate",
    "across",
    "throughout",
    "citywide",
    "statewide",
    "nationwide",
    "unrelated",
    "spate",
    "string",
    "series",
    "wave",
    "rash",
    "multiple",
    "several",
    "dozens",
    "weekend",
    "since",
    "various",
    "around",
]);

/// Tokens on either side of a count in which words for other events are looked for.
const REACH: usize = 16;

/// Whether the sentence adds up events of a kind that others report one by one («in separate shootings across the city»).
pub fn adds_up(view: &View<'_>, sentence: &Range<usize>, at: &Range<usize>) -> bool {
    let near = at.start.saturating_sub(REACH).max(sentence.start)..(at.end + REACH).min(sentence.end);
    let everywhere =
        |i: usize| view.is_any(i, few!["across", "around", "throughout"]) && view.starts(i + 1, &["the", "city"]);
    // «four wounded in overnight shootings»
    let in_several = |i: usize| {
        view.is_any(i, few!["shootings", "stabbings", "crashes", "accidents", "homicides"])
            && (1..=3).any(|back| view.is(i.wrapping_sub(back), "in"))
            && !(1..=3).any(|back| view.is(i.wrapping_sub(back), "the"))
    };
    // «the third time that four people were shot in a single incident»
    let single = |i: usize| view.starts(i, &["in", "a", "single"]);
    near.clone().any(|i| single(i) || everywhere(i))
        || near.clone().any(|i| view.in_list(i, &PLURALS))
            && near.clone().any(|i| view.in_list(i, &ADDED) || in_several(i))
}

/// Whether token `i` is a word for one event.
pub(super) fn event(view: &View<'_>, i: usize) -> bool {
    view.in_list(i, &HAPPENINGS) || view.is_any(i, few!["outbreak", "strike"])
}

/// Whether the clause says of its event that it is another one («in an earlier shooting there»).
pub fn other_event(view: &View<'_>, clause: &Range<usize>) -> bool {
    clause.clone().any(|i| {
        view.is_any(i, few!["unrelated", "earlier", "previous", "similar", "another"])
            && (event(view, i + 1) || event(view, i + 2))
    })
}

/// Words behind which a count, measure or sum is the newer one of two, and «so far».
pub const NEWER: &[&str] = &["now", "latest", "updated", "revised", "upwards", "upward", "so"];

/// What it does that is not over: «has risen».
pub const GROWN: &[&str] =
    &["risen", "grown", "climbed", "swelled", "swollen", "doubled", "tripled", "fallen", "dropped"];

static GROWING: WordList = WordList::new(GROWN);

/// Whether a count, measure or sum is said to be the newer one of two: «now has 450», «has risen to 52 million».
pub fn updated(view: &View<'_>, cues: &Cues, sentence: &Range<usize>, at: &Range<usize>) -> bool {
    let before = at.start.saturating_sub(8).max(sentence.start)..at.start;
    let after = at.end..(at.end + 6).min(sentence.end);
    let so_far = |i: usize| view.is(i, "so") && view.is(i + 1, "far");
    cues.within(before, Cue::NEWER).any(|i| {
        let back = i.wrapping_sub(1);
        if view.is(i, "so") {
            so_far(i)
        } else if view.in_list(i, &GROWING) {
            view.is_any(back, few!["has", "have", "had"])
        } else {
            !view.is_any(back, few!["until", "by"])
        }
    }) || cues.within(after, Cue::NEWER).any(so_far)
        || set_anew(view, sentence, at, &OFFERS)
}

/// Words that may make a count the older one of two.
pub const OLDER: &[&str] = &["from", "had", "earlier", "previous", "previously", "initial", "initially", "originally"];

/// What goes from one count to the next.
static COUNTED: WordList = WordList::new(&[
    "toll",
    "count",
    "number",
    "figure",
    "tally",
    "total",
    "estimate",
    "estimates",
    "figures",
    "report",
    "reports",
]);

/// How it goes there.
static CHANGES: WordList = WordList::new(&[
    "up",
    "down",
    "rose",
    "rise",
    "rises",
    "rising",
    "risen",
    "increase",
    "increased",
    "grew",
    "grown",
    "climbed",
    "jumped",
    "revised",
    "raised",
]);

/// Verbs by which somebody gives a count.
static GIVEN: WordList = WordList::new(&[
    "reported",
    "said",
    "spoken",
    "put",
    "given",
    "counted",
    "confirmed",
    "announced",
    "estimated",
    "stated",
    "stood",
    "listed",
    "recorded",
]);

/// Whether a count is told as the one that an earlier report had. `before`: its clause speaks of a day before the article's.
pub fn former(view: &View<'_>, cues: &Cues, sentence: &Range<usize>, at: &Range<usize>, before: bool) -> bool {
    let near = at.start.saturating_sub(8).max(sentence.start)..at.start;
    cues.within(near, Cue::OLDER).any(|i| {
        let given = || (i + 1..i + 4).any(|k| view.in_list(k, &GIVEN));
        if view.is(i, "from") {
            let changes = |k: usize| view.in_list(k, &CHANGES) || view.in_list(k, &COUNTED);
            i + 1 == at.start && changes(i.wrapping_sub(1))
        } else if view.is(i, "had") {
            before && given()
        } else {
            given() || view.in_list(i + 1, &COUNTED) || view.in_list(i + 2, &COUNTED)
        }
    })
}

/// What somebody sets and may set anew.
pub const SET_ANEW: &[&str] = &[
    "offer", "bid", "reward", "forecast", "estimate", "guidance", "odds", "chance", "target", "cost", "alert", "toll",
    "limit",
];

static OFFERS: WordList = WordList::new(SET_ANEW);

/// Whether the value is what one of some things, such as an offer or a forecast, was raised or cut to.
pub(super) fn set_anew(view: &View<'_>, sentence: &Range<usize>, at: &Range<usize>, things: &WordList) -> bool {
    let verbs = [
        "raised",
        "lifted",
        "increased",
        "cut",
        "lowered",
        "revised",
        "upgraded",
        "downgraded",
        "doubled",
        "tripled",
        "improved",
        "trimmed",
        "extended",
        "raises",
        "lifts",
        "cuts",
        "lowers",
        "doubles",
        "reduced",
        "shortened",
        "lengthened",
        "commuted",
        "halved",
    ];
    let to = (1..=2).any(|back| view.is(at.start.wrapping_sub(back), "to"));
    let before = at.start.saturating_sub(14).max(sentence.start)..at.start;
    to && before.clone().any(|i| view.is_any(i, &verbs)) && before.into_iter().any(|i| view.in_list(i, things))
}

/// Whether a day is put in the place of an earlier one: «moved to Monday», «now on 30 June», «17 July instead of 10 July».
pub fn postponed(view: &View<'_>, sentence: &Range<usize>, at: &Range<usize>) -> bool {
    let before = at.start.saturating_sub(10).max(sentence.start)..at.start;
    let after = at.end..(at.end + 6).min(sentence.end);
    let verb = |i: usize| {
        view.is_any(i, few!["postponed", "rescheduled", "adjourned", "delayed", "deferred"])
            || view.is(i, "moved") && view.is_any(i + 1, few!["to", "back", "forward"])
            || view.is_any(i, few!["put", "pushed", "brought"]) && view.is_any(i + 1, few!["off", "back", "forward"])
            || view.is(i, "new") && view.is_any(i + 1, few!["date", "day", "deadline"])
            || view.is(i, "now")
    };
    let instead = |i: usize| {
        view.is(i, "instead") && view.is(i + 1, "of")
            || view.is(i, "later") && view.is(i + 1, "than")
            || view.is(i, "not") && view.is(i + 1, "on")
            || view.is(i, "rather") && view.is(i + 1, "than")
    };
    before.into_iter().any(verb) || after.into_iter().any(instead)
}
