//! Lengths of time between two amounts: «five to seven years», «between two and three hours», «a day or two».

use super::{
    Item,
    expression::{Amount, Duration, Origin, Saying, Unit, When},
    number,
    words::{Lead, Word},
};
use crate::annotate::{Rule, View};

/// The two amounts of which the second, or the only one with its unit at `i`, is the tokens `a..b`.
pub fn of(view: &View<'_>, i: usize, floor: usize, a: usize, b: usize, length: &Duration) -> Option<Item> {
    let [(Amount::Exact(last), unit)] = length.0[..] else { return None };
    let (first, last, a, b) = match before(view, a, floor) {
        Some((first, a)) => (first, last, a, b),
        None => {
            let (n, end) = after(view, i, b)?;
            (last, n, a, end)
        }
    };
    if first >= last {
        return None;
    }
    let length = |n: i64| Saying::from(When::Length(Duration::of(Amount::Exact(n), unit)));
    // «two to three weeks ago»
    let whole = first % 100 == 0 && last % 100 == 0;
    if view.is(b, "ago") && whole && last < 1_000_000 && !matches!(unit, Unit::Decade | Unit::Century) {
        let back = |n: i64| Saying::from(When::Shift { unit, offset: -(n / 100) as i32, from: Origin::Now });
        let when = When::Range(Box::new((back(last), back(first))));
        return Some(Item { a, b: b + 1, what: when.into(), rule: Rule::DateAgo });
    }
    let when = When::Range(Box::new((length(first), length(last))));
    Some(Item { a: led(view, a, floor), b, what: when.into(), rule: Rule::DurationRange })
}

/// «five to», «3–», «two or», «between two and» before an amount at `a`: the smaller one and its first token.
fn before(view: &View<'_>, a: usize, floor: usize) -> Option<(i64, usize)> {
    let link = a.checked_sub(1).filter(|&k| k > floor)?;
    let dash = ['-', '–'].iter().any(|&c| view.mark(link, c)) && view.token(a)?.is_number();
    let and = view.is(link, "and");
    if !dash && !and && !view.is_any(link, few!["to", "or"]) {
        return None;
    }
    let (first, start) = (floor.max(link.saturating_sub(3))..link).find_map(|s| match number::amount(view, s) {
        Some((Amount::Exact(n), next)) if next == link && !view.is_any(s, few!["a", "an"]) => Some((n, s)),
        _ => None,
    })?;
    let before = start.checked_sub(1).filter(|&k| k >= floor);
    let word = |words: &[&str]| before.is_some_and(|k| view.is_any(k, words));
    // «raised from three to five years», a score («won 3-5 days later»), a date («May 3 to 5 days»)
    if and && !word(&["between"])
        || word(&["from", "won", "lost"])
        || before.is_some_and(|k| {
            matches!(number::word(view, k), Some(Word::Month(_)))
                || view.token(k).is_some_and(|t| t.is_number() || ['$', '£', '€', '-', '–'].iter().any(|&c| t.is(c)))
        })
    {
        return None;
    }
    Some((first, if and { start - 1 } else { start }))
}

/// «a day or two»: the larger amount after the unit at `i`, and the token after it.
fn after(view: &View<'_>, i: usize, b: usize) -> Option<(i64, usize)> {
    if b != i + 1 || !view.is(b, "or") {
        return None;
    }
    let (n, end) = number::integer(view, b + 1)?;
    let free = view.token(end).is_none_or(|t| !t.is_word() && !t.is_number() && !t.is('%'))
        || view.has(end, super::GRAMMAR)
        || view.is_any(end, few!["ago", "later", "earlier"]);
    free.then_some((n * 100, end))
}

/// «the next two to three weeks»: from its first word.
fn led(view: &View<'_>, a: usize, floor: usize) -> usize {
    let lead = a.checked_sub(1).filter(|&k| k >= floor).filter(|&k| {
        matches!(number::word(view, k), Some(Word::Lead(Lead::Last | Lead::Past | Lead::Next | Lead::Coming)))
    });
    lead.map_or(a, |k| k - usize::from(k > floor && view.is(k - 1, "the")))
}
