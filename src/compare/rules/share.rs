//! A share with its part and its whole in other orders: «three-quarters of the passengers, 20 of 31», «of 31 passengers 20, or
//! 75 per cent», «20 of the 31, or half», «20 (75 per cent) of 31», «one in five (40 per cent)».

use super::{
    inside::{Passage, conflict, counts},
    percent::{made, share_of},
};
use crate::{
    annotate::{Figure, FigureKind},
    compare::{Finding, words},
    value::{Bound, Decimal},
};

/// Figure `k` is the share.
pub fn told(p: &Passage<'_>, k: usize) -> Option<Finding> {
    let share = p.figures.get(k)?;
    share_of(share)?;
    twice(p, k).or_else(|| {
        let (part, whole) = before_both(p, k).or_else(|| after_both(p, k)).or_else(|| between(p, k))?;
        off(share, part, whole)
    })
}

/// The finding where a share is not that of its two numbers.
fn off(share: &Figure, part: &Figure, whole: &Figure) -> Option<Finding> {
    let exact = |f: &Figure| counts(f) && f.quantity.bound == Bound::Exact && f.hedge.is_none();
    if !exact(part) || !exact(whole) || whole.quantity.low <= Decimal::ZERO || part.quantity.low > whole.quantity.low {
        return None;
    }
    let real = part.quantity.low.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.quantity.low)?;
    ((real - share_of(share)?).abs() > slack(share)).then(|| made(share, part, whole, real))
}

/// Points by which a share may miss: fractions in words are coarse.
fn slack(share: &Figure) -> Decimal {
    let vague = if share.quantity.bound == Bound::Exact { Decimal::ZERO } else { Decimal::from(4) };
    match share.kind {
        FigureKind::Fraction => Decimal::from(5) + vague,
        _ => share.quantity.place.min(Decimal::ONE) * Decimal::new(6, 1) + vague,
    }
}

/// «three-quarters of the passengers, 20 of 31,», «75 per cent, or 20 of the 31 passengers», «65 per cent of pupils (20 of 31)».
fn before_both<'a>(p: &Passage<'a>, k: usize) -> Option<(&'a Figure, &'a Figure)> {
    let (share, part, whole) = (p.figures.get(k)?, p.figures.get(k + 1)?, p.figures.get(k + 2)?);
    let (end, start) = (p.tokens(share.span).1 + 1, p.tokens(part.span).0);
    let link = link(p, start)?;
    // Between them «of» and those whom the share is of, nothing that goes on.
    let plain = |i: usize| p.view.token(i).is_some_and(|t| t.is_word()) || p.view.mark(i, '’') || p.view.mark(i, '-');
    let named = end..link;
    let owned = named.is_empty()
        || p.view.is(end, "of")
            && named.len() <= 8
            && named.clone().all(plain)
            && !named.clone().any(|i| goes_on(p, i));
    let after = p.tokens(whole.span).1 + 1;
    let noun = (after..after + 3).take_while(|&i| p.view.token(i).is_some_and(|t| t.is_word())).count();
    // The whole is of the same people, or of those alone that stand behind it.
    let same =
        named.is_empty() || (after..after + noun).all(|i| named.clone().any(|j| p.view.word(i) == p.view.word(j)));
    let closed = ends(p, after + noun) && (after..after + noun).all(|i| !goes_on(p, i));
    (owned && same && closed && of(p, part, whole)).then_some((part, whole))
}

/// «20 of the 31 passengers, or half,», «20 of 31 passengers — 75 per cent —»; «of 31 passengers 20, or 75 per cent,».
fn after_both<'a>(p: &Passage<'a>, k: usize) -> Option<(&'a Figure, &'a Figure)> {
    let [.., first, second] = &p.figures[..k] else { return None };
    let share = p.figures.get(k)?;
    let (start, after) = p.tokens(share.span);
    let link = link(p, start)?;
    let end = p.tokens(second.span).1 + 1;
    let noun = end <= link && link - end <= 3 && (end..link).all(|i| p.view.token(i).is_some_and(|t| t.is_word()));
    // «…, or half of all the town’s» is a share of something else.
    if !noun || (end..link).any(|i| goes_on(p, i)) || !ends(p, after + 1) {
        return None;
    }
    if of(p, first, second) {
        return Some((first, second));
    }
    let (at, last) = p.tokens(first.span);
    let opens = (1..=2).any(|back| {
        at.checked_sub(back).is_some_and(|i| p.view.is(i, "of") && (opens_clause(p, i)))
            && (back == 1 || p.view.is_any(at - 1, &["the", "its", "their", "his", "her"]))
    });
    let next = p.tokens(second.span).0;
    let plain = |i: usize| p.view.token(i).is_some_and(|t| t.is_word()) && !goes_on(p, i) || p.view.mark(i, ',');
    let near = next > last && next - last <= 5 && (last + 1..next).all(plain);
    (opens && near).then_some((second, first))
}

/// «20 (75 per cent) of the 31 passengers», «20, or 75 per cent, of the 31».
fn between<'a>(p: &Passage<'a>, k: usize) -> Option<(&'a Figure, &'a Figure)> {
    let (part, share, whole) = (p.figures.get(k.checked_sub(1)?)?, p.figures.get(k)?, p.figures.get(k + 1)?);
    let (start, end) = p.tokens(share.span);
    let link = link(p, start)?;
    let closed = p.view.mark(end + 1, ')') || p.view.mark(end + 1, ',');
    let next = p.tokens(whole.span).0;
    let of = p.view.is(end + 2, "of")
        && (next == end + 3 || next == end + 4 && p.view.is_any(end + 3, &["the", "its", "their"]));
    (link == p.tokens(part.span).1 + 1 && closed && of).then_some((part, whole))
}

/// «one in five (40 per cent)», «two-thirds, or 50 per cent,»: one share told twice.
fn twice(p: &Passage<'_>, k: usize) -> Option<Finding> {
    let (first, second) = (p.figures.get(k.checked_sub(1)?)?, p.figures.get(k)?);
    let (start, end) = p.tokens(second.span);
    let link = link(p, start)?;
    let comma = p.view.mark(start - 1, ',');
    let one = first.kind == FigureKind::Fraction && second.kind == FigureKind::Percent;
    if !one || comma || link != p.tokens(first.span).1 + 1 || !ends(p, end + 1) {
        return None;
    }
    let (a, b) = (share_of(first)?, share_of(second)?);
    ((a - b).abs() > slack(first)).then(|| {
        let message = format!("{} is not {}", words::capital(p.text(first.span)), words::quantity(&second.quantity));
        let because = vec!["Both are given as one share".into()];
        conflict("percent-mismatch", second.span, message, because, vec![first.span])
    })
}

/// What leads from one of the numbers to token `start`, so that both say one thing: «(», «, or», a dash, a comma. Gives its
/// first token.
fn link(p: &Passage<'_>, start: usize) -> Option<usize> {
    let v = &p.view;
    let mut at = start.checked_sub(1)?;
    if v.is_any(at, &["about", "around", "roughly", "just", "over", "under", "some", "only"]) {
        at = at.checked_sub(1)?;
    }
    if v.is(at, "or") {
        let comma = at.checked_sub(1).filter(|&i| v.mark(i, ',') || v.mark(i, '('));
        return Some(comma.unwrap_or(at));
    }
    (v.mark(at, '(') || v.mark(at, ',') || v.mark(at, '—') || v.mark(at, '–')).then_some(at)
}

/// «20 of 31», «20 of the 31», «20 out of its 31».
fn of(p: &Passage<'_>, part: &Figure, whole: &Figure) -> bool {
    let (a, b) = (p.tokens(part.span).1 + 1, p.tokens(whole.span).0);
    b > a
        && b - a <= 3
        && (a..b).any(|i| p.view.is(i, "of"))
        && (a..b).all(|i| p.view.is_any(i, &["of", "out", "the", "its", "their", "all"]))
}

/// Whether token `i` ends what is said of a number.
fn ends(p: &Passage<'_>, i: usize) -> bool {
    p.view.token(i).is_none_or(|t| !t.is_word() && !t.is_number() && !p.view.mark(i, '-'))
}

/// Whether a sentence or clause opens at token `i`.
fn opens_clause(p: &Passage<'_>, i: usize) -> bool {
    p.view.prose.sentence_of(i).start == i || i > 0 && (p.view.mark(i - 1, ',') || p.view.mark(i - 1, ';'))
}

/// Whether a word goes on to something else.
fn goes_on(p: &Passage<'_>, i: usize) -> bool {
    p.view.is_any(
        i,
        &[
            "and", "but", "while", "were", "was", "are", "is", "had", "have", "has", "who", "that", "which", "than",
            "from", "in", "to", "said", "by", "with", "at", "on", "or",
        ],
    )
}
