use super::{
    inside::{Passage, conflict, counts, passages, plain},
    share,
};
use crate::{
    annotate::{Annotated, Figure, FigureKind},
    compare::{Check, Finding, rule, words},
    fact::FactSheet,
    value::{Bound, Decimal, Unit},
};

rule! {
    /// A percentage does not fit its numbers.
    ///
    /// Percentages are worked out in a hurry, or kept when the numbers beside them were changed.
    ///
    /// Found: «30 of the 120 pupils (20 per cent)»; «60 per cent of €380,000, or €288,000»; «160 of 400 jobs. That means
    /// nearly half»; «three-quarters of the passengers, 20 of 31»; shares that add up to more than a hundred.
    /// Not found: «30 of the 120 pupils, 25 per cent»; percentages of another whole.
    ///
    /// To settle it: work it out from the two numbers, and ask which of the three was changed last.
    PERCENT_MISMATCH = "percent-mismatch", Warning, Check::Passage(find)
}

fn find(a: &Annotated, _: &FactSheet) -> Vec<Finding> {
    let mut out = Vec::new();
    for p in passages(a) {
        for k in 0..p.figures.len() {
            out.extend(
                beside(&p, k).or_else(|| share::told(&p, k)).or_else(|| of_sum(&p, k)).or_else(|| concluded(&p, k)),
            );
        }
    }
    out
}

/// The percentage a figure states, `None` for what is no share.
pub fn share_of(f: &Figure) -> Option<Decimal> {
    match f.kind {
        FigureKind::Percent if f.quantity.unit == Unit::Percent && f.change.is_none() => Some(f.quantity.low),
        FigureKind::Fraction => Some(f.quantity.low * Decimal::ONE_HUNDRED),
        _ => None,
    }
}

/// «30 of the 120 pupils (25 per cent)», «30 of 120 voters, or 25 per cent»: figure `k` is the percentage.
fn beside(p: &Passage<'_>, k: usize) -> Option<Finding> {
    let percent = p.figures.get(k).filter(|f| f.kind == FigureKind::Percent)?;
    let stated = share_of(percent)?;
    let [.., part, whole] = &p.figures[..k] else { return None };
    let (of_a, of_b) = (p.tokens(part.span).1, p.tokens(whole.span).0);
    let (end, start) = (p.tokens(whole.span).1, p.tokens(percent.span).0);
    let of = of_b > of_a && of_b - of_a <= 4 && (of_a + 1..of_b).any(|i| p.view.is(i, "of"));
    let near = start > end && start - end <= 5;
    let linked = (end + 1..start).any(|i| p.view.mark(i, '(') || p.view.is_any(i, &["or", "i.e."]))
        && p.view.mark(start.wrapping_sub(1), '(')
            | p.view.is(start.wrapping_sub(1), "or")
            | p.view.is(start.wrapping_sub(1), "about");
    let plain_counts =
        counts(part) && counts(whole) && part.quantity.bound == Bound::Exact && whole.quantity.bound == Bound::Exact;
    if !of || !near || !linked || !plain_counts || whole.quantity.low <= Decimal::ZERO {
        return None;
    }
    let real = part.quantity.low.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.quantity.low)?;
    let slack = percent.quantity.place.min(Decimal::ONE) * Decimal::new(6, 1)
        + if percent.quantity.bound == Bound::Exact { Decimal::ZERO } else { Decimal::TWO };
    ((real - stated).abs() > slack).then(|| made(percent, part, whole, real))
}

/// «60 per cent of €380,000, or €288,000», «It cost €380,000. The town paid 60 per cent of that sum, or €288,000»:
/// figure `k` is the percentage.
fn of_sum(p: &Passage<'_>, k: usize) -> Option<Finding> {
    let percent = p.figures.get(k).filter(|f| f.kind == FigureKind::Percent && f.quantity.bound == Bound::Exact)?;
    let stated = share_of(percent)?;
    let v = &p.view;
    let end = p.tokens(percent.span).1 + 1;
    if !v.is(end, "of") {
        return None;
    }
    let next = p.figures.get(k + 1)?;
    let sentence = p.sentence(percent.span);
    let sums = ["sum", "amount", "total", "cost", "figure", "price", "bill", "money", "budget"];
    let back = v.is_any(end + 1, &["that", "this", "the"]) && v.is_any(end + 2, &sums)
        || v.is_any(end + 1, &["it", "that"]) && v.mark(end + 2, ',');
    let (whole, part) = if back {
        // The sum before it, if there is but one.
        let alike = |f: &&Figure| f.quantity.unit == next.quantity.unit && p.sentence(f.span) + 1 >= sentence;
        let mut before = p.figures[..k].iter().filter(alike);
        let whole = before.next_back().filter(|_| before.next().is_none())?;
        (whole, next)
    } else {
        let (a, _) = p.tokens(next.span);
        let behind = a > end && a <= end + 3 && (end + 1..a).all(|i| v.is_any(i, &["the", "its", "their"]));
        (Some(next).filter(|_| behind)?, p.figures.get(k + 2)?)
    };
    let start = p.tokens(part.span).0;
    let from = if back { end } else { p.tokens(whole.span).1 };
    let linked = v.is(start.wrapping_sub(1), "or")
        || v.starts(start.wrapping_sub(2), &["that", "is"])
        || v.mark(start.wrapping_sub(1), '(');
    let plain = |f: &Figure| {
        matches!(f.kind, FigureKind::Count | FigureKind::Money | FigureKind::Measure)
            && f.quantity.bound == Bound::Exact
    };
    if p.sentence(part.span) != sentence
        || start.saturating_sub(from) > 8
        || !linked
        || !plain(whole)
        || !plain(part)
        || whole.quantity.unit != part.quantity.unit
        || whole.quantity.low <= Decimal::ZERO
    {
        return None;
    }
    let real = part.quantity.low.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.quantity.low)?;
    // What rounding of the three leaves possible, generously.
    let spread = |f: &Figure| f.quantity.place.checked_div(f.quantity.low.max(Decimal::ONE)).unwrap_or(Decimal::ONE);
    let slack = percent.quantity.place.min(Decimal::ONE)
        + real.checked_mul((spread(whole) + spread(part)) / Decimal::TWO).unwrap_or(Decimal::ONE_HUNDRED);
    ((real - stated).abs() > slack).then(|| made(percent, part, whole, real))
}

/// «420 people will go. The plant has 1,150. That means nearly half»: figure `k` is what the sentence concludes.
fn concluded(p: &Passage<'_>, k: usize) -> Option<Finding> {
    let found = p.figures.get(k)?;
    let stated = share_of(found)?;
    let sentence = p.sentence(found.span);
    let range = p.view.prose.sentences.get(sentence)?;
    let at = range.start as usize;
    let concludes = p.view.is_any(at, &["that", "this", "it"])
        && (p.view.is_any(at + 1, &["means", "is", "makes", "amounts"])
            || p.view.is_any(at + 2, &["is", "s"]) && p.view.mark(at + 1, '’'));
    if !concludes || p.tokens(found.span).0 > at + 6 {
        return None;
    }
    let numbers: Vec<&Figure> = p.figures[..k]
        .iter()
        .filter(|f| counts(f) && f.quantity.bound == Bound::Exact && p.sentence(f.span) + 2 >= sentence)
        .collect();
    let [x, y] = numbers[..] else { return None };
    let (part, whole) = if x.quantity.low <= y.quantity.low { (x, y) } else { (y, x) };
    if part.quantity.low <= Decimal::ZERO || part.quantity.low == whole.quantity.low {
        return None;
    }
    let real = part.quantity.low.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.quantity.low)?;
    let slack =
        Decimal::from(if found.quantity.bound == Bound::Exact && found.kind == FigureKind::Percent { 2 } else { 8 });
    // Something far off is of other numbers.
    let off = (real - stated).abs();
    (off > slack && off < Decimal::from(30)).then(|| made(found, part, whole, real))
}

pub fn made(percent: &Figure, part: &Figure, whole: &Figure, real: Decimal) -> Finding {
    let message = format!(
        "{} of {} is {} per cent, not {}",
        words::quantity(&part.quantity),
        words::quantity(&whole.quantity),
        plain(real.round_dp(1)),
        words::quantity(&percent.quantity),
    );
    let because = vec!["It is given as the share of these two numbers".into()];
    conflict("percent-mismatch", percent.span, message, because, vec![part.span, whole.span])
}
