use super::{
    elapsed,
    inside::{conflict, plain, slack},
    multiplied, table,
};
use crate::{
    annotate::{Annotated, Change, ChangeEnd, Figure},
    base::Span,
    compare::{Check, Finding, rule, words},
    fact::FactSheet,
    value::{Bound, Decimal, Quantity, Unit},
};

rule! {
    /// A change does not lead from the one number to the other.
    ///
    /// «Up 12 per cent from 50 to 60» has three numbers of which any two give the third.
    ///
    /// Found: «rose 12 per cent, from 50 to 60»: that is 20 per cent; «fell from 40 to 45»; «from 6.92 to 7.12, a rise of
    /// 0.25»; «made £3.2 million, up 20 per cent from £2.4 million»; «doubled from 40 to 100»; «fell by half, from 40 to
    /// 25»; a row of a table whose change is not that of its two numbers; «at 7.15 … at 7.24, that is, six minutes later».
    /// Not found: «rose 20 per cent, from 50 to 60»; differences that rounding explains.
    ///
    /// To settle it: take the two numbers from the source and work the change out.
    CHANGE_MISMATCH = "change-mismatch", Warning, Check::Passage(find)
}

fn find(a: &Annotated, _: &FactSheet) -> Vec<Finding> {
    let mut out = elapsed::times(a);
    out.extend(table::changes(a));
    out.extend(multiplied::changes(a));
    out.extend((0..a.figures.len()).filter_map(|k| named(a, k)));
    for (k, f) in a.figures.iter().enumerate() {
        let Some((end, change)) = &f.change else { continue };
        let ends =
            change.from.zip(change.to).and_then(alike).map(|e| (e, None)).or_else(|| range_after(a, k, change.up));
        let ends = ends.or_else(|| ended(a, k, change));
        let Some(((from, to), range)) = ends else { continue };
        let told = match change.by {
            Some(by) if *end == ChangeEnd::By => difference(&from, &to, &by, change.up),
            None if *end == ChangeEnd::To => direction(&from, &to, change.up),
            _ => continue,
        };
        let Some(message) = told else { continue };
        let others = siblings(a, f).map(|s| s.span).chain(range).collect();
        out.push(conflict("change-mismatch", f.span, message, vec!["It is given as one change".into()], others));
    }
    out
}

/// The other figures of the same change.
fn siblings<'a>(a: &'a Annotated, f: &'a Figure) -> impl Iterator<Item = &'a Figure> {
    let same = |g: &&Figure| match (&g.change, &f.change) {
        (Some((_, x)), Some((_, y))) => x == y,
        _ => false,
    };
    a.figures.iter().filter(same).filter(move |g| g.span != f.span && g.span.start.abs_diff(f.span.start) < 400)
}

/// «12 per cent, from 50 to 60 euros»: the range after figure `k` as the two ends of its change, and its span.
fn range_after(a: &Annotated, k: usize, up: bool) -> Option<((Quantity, Quantity), Option<Span>)> {
    let (by, range) = (a.figures.get(k)?, a.figures.get(k + 1)?);
    let near = range.span.start >= by.span.end && range.span.start - by.span.end <= 3;
    if !near || range.quantity.bound != Bound::Range || !a.article.slice(range.span).starts_with("from ") {
        return None;
    }
    let q = range.quantity;
    let low = Quantity { high: q.low, bound: Bound::Exact, place: q.place.min(q.low.max(Decimal::ONE)), ..q };
    let high = Quantity { low: q.high, bound: Bound::Exact, ..q };
    Some((if up { (low, high) } else { (high, low) }, Some(range.span)))
}

/// «made £3.2 million, up 20 per cent from £2.4 million», «… on the £2.4 million of last year»: the two ends of the change
/// of figure `k`, of which one stands before it, and the span of that.
fn ended(a: &Annotated, k: usize, change: &Change) -> Option<((Quantity, Quantity), Option<Span>)> {
    let (to, by, from) = (a.figures.get(k.checked_sub(1)?)?, a.figures.get(k)?, a.figures.get(k + 1)?);
    let gap = |x: &Figure, y: &Figure| a.article.prose.get(x.span.end as usize..y.span.start as usize);
    let behind = gap(by, from)?.trim();
    if change.to.is_some() || !matches!(behind, "from" | "from the" | "on" | "on the" | "compared with" | "against") {
        return None;
    }
    // Between the result and its change: its noun and its time, then a comma and «up».
    let (told, word) = gap(to, by)?.trim_end().rsplit_once([',', '(', '—', '–'])?;
    let word = word.trim();
    let noun =
        |w: &str| word.strip_suffix(" of").and_then(|w| w.split_once(' ')).is_some_and(|(a, n)| n == w && a.len() < 3);
    if !matches!(word, "up" | "down") && !UP.iter().chain(DOWN).any(|w| noun(w)) {
        return None;
    }
    let start = to.span.end as usize;
    let mut at = start;
    let quiet = told.split_inclusive(char::is_whitespace).all(|w| {
        let here = at as u32;
        at += w.len();
        let covered = to.counted.is_some_and(|c| c.start <= here && here < c.end)
            || a.timexes.iter().any(|t| t.span.start <= here && here < t.span.end);
        let w = w.trim().trim_end_matches(',');
        covered || matches!(w, "" | "in" | "for" | "on" | "during" | "the" | "last" | "this" | "that" | "a" | "year")
    });
    let lone = |f: &Figure| f.per.is_none() && f.change.as_ref().is_none_or(|(end, _)| *end == ChangeEnd::To);
    // Of two sums before it, either may be meant.
    let other = k.checked_sub(2).and_then(|j| a.figures.get(j)).is_some_and(|f| {
        f.quantity.unit == to.quantity.unit && gap(f, to).is_some_and(|g| g.len() < 80 && !g.contains(['.', ';']))
    });
    let ends = alike((from.quantity, to.quantity)).filter(|_| quiet && !other && lone(to) && from.per.is_none())?;
    Some((ends, Some(to.span)))
}

/// «from 6.92 to 7.12 per cent, a rise of 0.25»: figure `k` is what the noun of change names, the two ends stand before it.
fn named(a: &Annotated, k: usize) -> Option<Finding> {
    let by = a
        .figures
        .get(k)
        .filter(|f| f.change.is_none() || f.change.as_ref().is_some_and(|(end, _)| *end == ChangeEnd::By))?;
    let last = a.figures.get(k.checked_sub(1)?)?;
    let between = Span::new(last.span.end, by.span.start.max(last.span.end));
    if between.len() > 40 {
        return None;
    }
    let told = a.article.slice(between).trim_start_matches([',', ' ', '—', '–']).to_lowercase();
    let mut told = told.split_whitespace();
    let (article, noun, of) = (told.next()?, told.next()?, told.next()?);
    let up = UP.contains(&noun);
    if !matches!(article, "a" | "an") || !(up || DOWN.contains(&noun)) || of != "of" || told.next().is_some() {
        return None;
    }
    let one = last.quantity;
    let (ends, others) = if one.bound == Bound::Range && a.article.slice(last.span).starts_with("from ") {
        let low = Quantity { high: one.low, bound: Bound::Exact, ..one };
        let high = Quantity { low: one.high, bound: Bound::Exact, ..one };
        ((low, high), vec![last.span])
    } else {
        let first = a.figures.get(k.checked_sub(2)?)?;
        let (_, change) = last.change.as_ref().filter(|(_, c)| c.by.is_none())?;
        let (x, y) = change.from.zip(change.to).filter(|_| siblings(a, last).any(|s| s.span == first.span))?;
        ((if x.low < y.low { x } else { y }, if x.low < y.low { y } else { x }), vec![first.span, last.span])
    };
    let (low, high) = alike(ends)?;
    let (from, to) = if up { (low, high) } else { (high, low) };
    let mut change = by.quantity;
    // «a rise of 0.25» of per cents is one of points.
    let points = matches!(change.unit, Unit::Item | Unit::Measure("point"));
    if points && from.unit == Unit::Percent {
        change.unit = Unit::PercentagePoint;
    }
    let message = difference(&from, &to, &change, up)?;
    Some(conflict("change-mismatch", by.span, message, vec!["It is given as one change".into()], others))
}

const UP: &[&str] = &["rise", "increase", "gain", "jump", "growth", "climb", "surge"];
const DOWN: &[&str] = &["fall", "drop", "decrease", "decline", "loss", "cut", "reduction", "dip"];

/// «from 50 to 60 euros»: both are euros. Numbers far apart may lack a scale word: «from 1.2 to 950,000».
pub(super) fn alike((mut from, mut to): (Quantity, Quantity)) -> Option<(Quantity, Quantity)> {
    if from.unit == Unit::Item {
        from.unit = to.unit;
    } else if to.unit == Unit::Item {
        to.unit = from.unit;
    }
    let far = Decimal::from(50);
    let near = from.low <= to.low.checked_mul(far)? && to.low <= from.low.checked_mul(far)?;
    near.then_some((from, to))
}

fn usable(q: &Quantity) -> bool {
    !matches!(q.bound, Bound::Range | Bound::AtLeast | Bound::AtMost | Bound::MoreThan | Bound::LessThan)
}

fn direction(from: &Quantity, to: &Quantity, up: bool) -> Option<String> {
    let wrong =
        from.unit == to.unit && usable(from) && usable(to) && if up { to.low < from.low } else { to.low > from.low };
    let (said, is) = if up { ("rise", "fall") } else { ("fall", "rise") };
    wrong.then(|| format!("From {} to {} is a {is}, not a {said}", words::quantity(from), words::quantity(to)))
}

pub(super) fn difference(from: &Quantity, to: &Quantity, by: &Quantity, up: bool) -> Option<String> {
    if !usable(from) || !usable(to) || !usable(by) || from.unit != to.unit || from.low <= Decimal::ZERO {
        return None;
    }
    if let Some(wrong) = direction(from, to, up) {
        return Some(wrong);
    }
    let hundred = Decimal::ONE_HUNDRED;
    let sign = if up { Decimal::ONE } else { -Decimal::ONE };
    // What rounding of the two ends leaves possible.
    let (f, t) = (spread(from), spread(to));
    let vague = by.bound != Bound::Exact;
    let (least, most, real, what) = match by.unit {
        // Percentages that change by «2 per cent» often mean points.
        Unit::Percent if from.unit == Unit::Percent => return None,
        Unit::Percent => {
            let grow = |a: Decimal, b: Decimal| (b - a).checked_mul(hundred)?.checked_div(a).map(|g| g * sign);
            let (x, y) = (grow(f.1, t.0)?, grow(f.0, t.1)?);
            (x.min(y), x.max(y), grow(from.low, to.low)?, " per cent")
        }
        // «by half», «by a third»: as coarse as it is said.
        Unit::Fraction => {
            let share = |a: Decimal, b: Decimal| (b - a).checked_div(a).map(|g| g * sign);
            let (f, t) = (near(from, f), near(to, t));
            let (x, y, rough) = (share(f.1, t.0)?, share(f.0, t.1)?, Decimal::new(4, 2));
            (x.min(y) - rough, x.max(y) + rough, share(from.low, to.low)? * hundred, " per cent")
        }
        Unit::Times => {
            let ratio = |a: Decimal, b: Decimal| if up { b.checked_div(a) } else { a.checked_div(b) };
            let (f, t) = (near(from, f), near(to, t));
            let (x, y) = (ratio(f.1, t.0)?, ratio(f.0, t.1)?);
            (
                x.min(y) * (Decimal::ONE - ROUGH),
                x.max(y) * (Decimal::ONE + ROUGH),
                ratio(from.low, to.low)?,
                if up { " times" } else { " times less" },
            )
        }
        unit if unit == from.unit || unit == Unit::PercentagePoint && from.unit == Unit::Percent => {
            let (x, y) = ((t.0 - f.1) * sign, (t.1 - f.0) * sign);
            (x.min(y), x.max(y), (to.low - from.low) * sign, "")
        }
        _ => return None,
    };
    // How coarse a word is stands above.
    let rounding = match by.unit {
        Unit::Fraction | Unit::Times => Decimal::ZERO,
        _ => slack(by).min(by.low.abs()),
    };
    let loose = rounding + if vague { by.low.abs() / Decimal::TEN } else { Decimal::ZERO };
    let fits = by.low + loose >= least && by.low - loose <= most;
    (!fits).then(|| {
        format!(
            "From {} to {} is {}{what}, not {}",
            words::quantity(from),
            words::quantity(to),
            plain(real.round_dp(1)),
            words::quantity(by)
        )
    })
}

/// The part of a number that may be rounding where a change is told in words: nobody writes 400,000 for 355,000 then.
const ROUGH: Decimal = Decimal::from_parts(7, 0, 0, false, 2);

/// What rounding leaves possible of a number, [`ROUGH`] at most.
fn near(q: &Quantity, (low, high): (Decimal, Decimal)) -> (Decimal, Decimal) {
    let most = q.low.abs() * ROUGH;
    (low.max(q.low - most), high.min(q.low + most))
}

/// The numbers that rounding may hide behind one; a whole number below a thousand is taken as it stands.
fn spread(q: &Quantity) -> (Decimal, Decimal) {
    let whole = q.low.normalize().scale() == 0 && q.low.abs() < Decimal::ONE_THOUSAND;
    let half = if whole { Decimal::ZERO } else { slack(q) };
    (q.low - half, q.low + half)
}
