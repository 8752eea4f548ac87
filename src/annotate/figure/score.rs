//! Scores and counts of votes: «3–1», «by 52 votes to 35», «a 6-3 ruling».

use super::{
    super::{FigureKind, Rule, View, WordList},
    amount::Amount,
};
use crate::value::{Bound, Decimal, Unit};

/// Words near two numbers that make them the two sides of a game or a vote.
static CONTEXT: WordList = WordList::new(&[
    "won", "win", "wins", "beat", "beaten", "beats", "lost", "lose", "defeat", "defeated", "draw", "drew", "score",
    "scored", "lead", "leading", "led", "vote", "voted", "votes", "passed", "approved", "ruled", "ruling", "decision",
    "victory", "loss", "final", "opinion", "margin", "majority", "tie", "triumph", "rejected", "survived", "survives",
    "motion", "ballot",
]);

/// The score of two plain whole numbers: the larger first, or a word near them that says so. Its value runs from the
/// smaller to the larger, since «won 3–1» and «lost 1–3» are one score.
pub fn read(view: &View<'_>, a: &Amount, b: &Amount) -> Option<Amount> {
    let whole = |x: &Amount| {
        x.unit == Unit::Item && x.low.scale() == 0 && x.low >= Decimal::ZERO && x.low <= Decimal::from(999)
    };
    if !whole(a) || !whole(b) {
        return None;
    }
    let around = (a.start.saturating_sub(6)..a.start).chain(b.end..b.end + 3);
    let context = around.into_iter().any(|i| view.in_list(i, &CONTEXT));
    let dash = !view.token(a.end).is_some_and(|t| t.is_word());
    if !(context || dash && a.low >= b.low && a.low <= Decimal::from(200)) || !dash && a.low < b.low {
        return None;
    }
    // «three-nought-four» spells digits.
    let joined = a.start > 1 && view.mark(a.start - 1, '-') && !view.token(a.start).is_some_and(|t| t.spaced());
    if joined {
        return None;
    }
    if view.mark(b.end, '-')
        && view.token(b.end + 1).is_some_and(|t| !t.spaced())
        && super::number::parse_at(view, b.end + 1).is_some()
    {
        return None;
    }
    let (low, high) = if a.low < b.low { (a.low, b.low) } else { (b.low, a.low) };
    Some(Amount {
        low,
        high,
        bound: Bound::Range,
        kind: FigureKind::Score,
        rule: Rule::FigureScore,
        end: b.end,
        ..a.clone()
    })
}
