//! What it says of two articles to have a term in common, by where it stands in each. The index finds articles by these
//! sums, and the gate judges facts by them; so what the gate lets pass is found.

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
