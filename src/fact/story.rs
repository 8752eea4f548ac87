//! What it says of two articles to have a term in common, by where it stands in each. The index finds articles by these
//! sums, and the gate judges facts by them; so what the gate lets pass is found.

use super::TermKind;

/// What two articles of one event have in common is at least this much, for a fact that nothing else ties to them.
pub const STORY: f32 = 1.0;

/// What the names of two sentences say together is at least this much, where they alone tie two facts.
pub const TOGETHER: f32 = 0.7;

/// A name in headline or lead of both, of its weight.
pub const BOTH_LEADS: f32 = 1.0;

/// A name in headline or lead of one of them.
pub const ONE_LEAD: f32 = 0.5;

/// A name in neither.
pub const BODY: f32 = 0.12;

/// All such names together.
pub const MOST_BODY: f32 = 0.6;

/// A word that is no name in headline or lead of both.
pub const WORD: f32 = 0.6;

/// What becomes of the sum where no name stands in headline or lead of both.
pub const NO_NAME: f32 = 0.7;

/// Days within which two reports with something in common are of one event.
pub const SOON: i32 = 10;

/// Days after which only a lead that names the same people and places goes back to an event.
pub const LATE: i32 = 45;

/// Whether two reports that lie days apart can be of one event: most names of one's lead are in the other article, and after
/// months both leads name the same. A city has many shootings, and one mayor speaks of all of them. `known` is the greater
/// share of names in a lead that the other has, `both` what those in both leads say.
pub fn one_event(apart: i32, known: f32, both: f32) -> bool {
    apart <= SOON || if apart > LATE { known >= 0.6 && both >= 2.3 } else { known >= 0.5 }
}

/// What a name in a lead says of a kind, however rare; 0 for what is no name of anybody.
pub fn name_weight(kind: TermKind) -> f32 {
    match kind {
        TermKind::Person => 1.0,
        TermKind::Organisation | TermKind::Place => 0.8,
        TermKind::Capital => 0.4,
        TermKind::Broad | TermKind::Event | TermKind::Word => 0.0,
    }
}

/// A part of a whole that may be nothing.
pub fn share(part: f32, rest: f32) -> f32 {
    if part + rest > 0.0 { part / (part + rest) } else { 0.0 }
}

/// What is left of a likeness so many days later.
pub fn fading(apart: Option<i32>) -> f32 {
    match apart {
        Some(days) if days > 400 => 0.5,
        Some(days) if days > 60 => 0.8,
        _ => 1.0,
    }
}
