use std::ops::Range;

use super::{
    inside::{Passage, conflict, exact, passages, plain},
    listed, table,
};
use crate::{
    annotate::{Annotated, Figure, Part, lexicon::Class},
    base::Span,
    compare::{Check, Finding, rule},
    fact::FactSheet,
    value::{Bound, Decimal, Unit},
};

rule! {
    /// The parts do not add up to the total.
    ///
    /// A sum is the one thing in a story that every reader can check. When it fails, a part was updated and the total
    /// was not, or a part is missing.
    ///
    /// Found: «12 passengers and 4 crew, 18 people in all»; a table whose last row, «Total», is not the sum above it;
    /// «aboard 26, killed 3, missing 2, safe 20» in a box; «nine people, including eleven children».
    /// Not found: sums that are right or differ only by rounding; parts that are not said to be all.
    ///
    /// To settle it: ask the source for the parts and the total of one moment.
    TOTAL_MISMATCH = "total-mismatch", Warning, Check::Passage(find)
}

fn find(a: &Annotated, _: &FactSheet) -> Vec<Finding> {
    let mut out = table::totals(a);
    out.extend(listed::totals(a));
    for p in passages(a) {
        for k in 0..p.figures.len() {
            out.extend(in_all(&p, k).or_else(|| split(&p, k)).or_else(|| itemised(&p, k)).or_else(|| included(&p, k)));
        }
    }
    out
}

/// How many tokens may stand between two parts of one sum.
const REACH: usize = 8;

/// «171 passengers and 18 crew, 187 people in all»: figure `k` is the total.
fn in_all(p: &Passage<'_>, k: usize) -> Option<Finding> {
    let total = p.figures.get(k).filter(|f| exact(f))?;
    let (a, b) = p.tokens(total.span);
    let v = &p.view;
    let after = (b + 1..b + 5).any(|i| {
        v.starts(i, &["in", "all"])
            || v.starts(i, &["in", "total"])
            || v.is(i, "altogether")
            || v.starts(i, &["all", "told"])
    });
    let before = (a.saturating_sub(4)..a)
        .any(|i| v.starts(i, &["total", "of"]) || v.is(i, "making") || v.starts(i, &["total", "to"]));
    if !after && !before {
        return None;
    }
    let sentence = p.sentence(total.span);
    let mut parts: Vec<&Figure> = Vec::new();
    let mut next = a;
    for f in p.figures[..k].iter().rev() {
        let (first, last) = p.tokens(f.span);
        let same = p.sentence(f.span) == sentence && next.saturating_sub(last) <= REACH;
        let kind = f.quantity.unit == total.quantity.unit || parts.is_empty();
        if !same || !exact(f) || !kind || stops(p, last + 1..next) {
            break;
        }
        parts.push(f);
        next = first;
    }
    // The parts must be a list of their own: «in March, 12 and 4, 18 in all».
    if parts.len() < 2 || parts.iter().any(|f| f.quantity.low > total.quantity.low) && parts.len() < 3 {
        return None;
    }
    let listed = (next..a).any(|i| v.is(i, "and") || v.mark(i, ','));
    let sum: Decimal = parts.iter().map(|f| f.quantity.low).sum();
    if !listed || sum == total.quantity.low {
        return None;
    }
    Some(made(total, &parts, sum))
}

/// Whether something between two parts shows that they are not one list.
fn stops(p: &Passage<'_>, range: Range<usize>) -> bool {
    range.into_iter().any(|i| {
        p.view.mark(i, ';')
            || p.view
                .is_any(i, &["from", "than", "of", "per", "to", "after", "before", "since", "by", "at", "while", "but"])
    })
}

/// «27 people have it. Nineteen are children, six are teenagers and three are adults»: figure `k` is the total, the next
/// sentence splits it.
fn split(p: &Passage<'_>, k: usize) -> Option<Finding> {
    let total = p.figures.get(k).filter(|f| exact(f) && people(f))?;
    let sentence = p.sentence(total.span);
    let range = p.view.prose.sentences.get(sentence + 1)?;
    let parts: Vec<&Figure> = p.figures[k + 1..]
        .iter()
        .skip_while(|f| p.sentence(f.span) == sentence)
        .take_while(|f| p.sentence(f.span) == sentence + 1)
        .collect();
    let alone = p.figures.iter().filter(|f| p.sentence(f.span) == sentence && exact(f)).count() == 1;
    let starts = parts.first().is_some_and(|f| p.tokens(f.span).0 == range.start as usize);
    let says = |f: &Figure| {
        let next = p.tokens(f.span).1 + 1;
        p.view.is_any(next, &["are", "were", "is", "was"])
    };
    // «Twenty-one, the ministry says»: people only if the parts are.
    let counted = total.quantity.unit == Unit::Person
        || parts.iter().all(|f| p.view.has(p.tokens(f.span).1 + 2, Class::PERSON_NOUN));
    if !counted || !alone || !starts || parts.len() < 3 || !parts.iter().all(|f| exact(f) && says(f)) {
        return None;
    }
    let sum: Decimal = parts.iter().map(|f| f.quantity.low).sum();
    let over = sum - total.quantity.low;
    // Groups that overlap add up to far more; a slip adds up to a little more.
    let slip = over > Decimal::ZERO && over * Decimal::TEN <= total.quantity.low * Decimal::TWO;
    slip.then(|| made(total, &parts, sum))
}

/// A count of people, or of what is not named.
fn people(f: &Figure) -> bool {
    f.quantity.unit == Unit::Person || f.quantity.unit == Unit::Item && f.counted.is_none()
}

/// «21 people died: twelve men, seven women and three minors», or the parts in a sentence of their own: figure `k` is the
/// total, behind it stands nothing but its parts to the end of a sentence.
fn itemised(p: &Passage<'_>, k: usize) -> Option<Finding> {
    let total = p.figures.get(k).filter(|f| exact(f) && people(f))?;
    let first = p.figures.get(k + 1)?;
    let (home, sentence) = (p.sentence(total.span), p.sentence(first.span));
    let opens = p.tokens(first.span).0;
    let set_off = if home == sentence {
        opens > 0 && (p.view.mark(opens - 1, ':') || p.view.mark(opens - 1, '—') || p.view.mark(opens - 1, '–'))
    } else {
        sentence == home + 1 && p.view.prose.sentences.get(sentence)?.start as usize == opens
    };
    // The total must be the only number before them.
    if !set_off || k > 0 && p.sentence(p.figures[k - 1].span) == home {
        return None;
    }
    let parts: Vec<&Figure> = p.figures[k + 1..].iter().take_while(|f| p.sentence(f.span) == sentence).collect();
    let mut next = opens;
    for f in &parts {
        let (a, b) = p.tokens(f.span);
        let joins = (next..a).all(|i| p.view.mark(i, ',') || p.view.is(i, "and"));
        let named = f.counted.filter(|_| exact(f) && f.quantity.unit == Unit::Person).map(|s| p.tokens(s));
        let (noun, last) = named?;
        if !joins || noun > b + 2 {
            return None;
        }
        next = last + 1;
    }
    let end = p.view.prose.sentences.get(sentence)?.end as usize;
    let closed = (next..end).all(|i| p.view.token(i).is_some_and(|t| !t.is_word() && !t.is_number()));
    let sum: Decimal = parts.iter().map(|f| f.quantity.low).sum();
    let off = (sum - total.quantity.low).abs();
    let slip = !off.is_zero() && off * Decimal::from(5) <= total.quantity.low;
    (closed && parts.len() >= 3 && slip).then(|| made(total, &parts, sum))
}

/// «nine people, including eleven children»: a part that is more than its whole.
fn included(p: &Passage<'_>, k: usize) -> Option<Finding> {
    let part = p.figures.get(k).filter(|f| f.part == Part::Included && exact(f))?;
    let whole = p.figures[..k].iter().rev().find(|f| f.quantity.unit == part.quantity.unit)?;
    let (a, b) = (p.tokens(whole.span).1, p.tokens(part.span).0);
    let including = (a..b).any(|i| p.view.is_any(i, &["including", "among", "of"]) && p.view.is(i, "including"));
    let most = match whole.quantity.bound {
        Bound::Exact | Bound::AtMost => whole.quantity.low,
        _ => return None,
    };
    if !including
        || b - a > 10
        || p.sentence(whole.span) != p.sentence(part.span)
        || !exact(whole)
        || part.quantity.low <= most
    {
        return None;
    }
    let message = format!("{} are counted in, but there are only {} in all", plain(part.quantity.low), plain(most));
    Some(conflict(
        "total-mismatch",
        part.span,
        message,
        vec!["«including» makes it a part of the number before".into()],
        vec![whole.span],
    ))
}

fn made(total: &Figure, parts: &[&Figure], sum: Decimal) -> Finding {
    let mut numbers: Vec<(Span, Decimal)> = parts.iter().map(|f| (f.span, f.quantity.low)).collect();
    numbers.sort_by_key(|(s, _)| s.start);
    addition("total-mismatch", total.span, total.quantity.low, &numbers, sum)
}

/// The finding for a sum that fails.
pub fn addition(code: &'static str, span: Span, total: Decimal, parts: &[(Span, Decimal)], sum: Decimal) -> Finding {
    let terms: Vec<String> = parts.iter().map(|(_, n)| plain(*n)).collect();
    let message = format!("{} add up to {}, not {}", terms.join(" + "), plain(sum), plain(total));
    conflict(
        code,
        span,
        message,
        vec!["It is given as the total of these parts".into()],
        parts.iter().map(|p| p.0).collect(),
    )
}
