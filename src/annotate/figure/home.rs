//! What only the whole article tells of a figure: whose dollars these are, and which degrees.

use std::sync::Arc;

use super::super::{Figure, FigureKind, Rule, home};
use crate::{
    article::Article,
    base::Span,
    value::{Currency, Unit},
};

/// The dollar of each country that has one.
const DOLLARS: &[(&str, &str)] = &[
    ("canada", "CAD"),
    ("australia", "AUD"),
    ("new zealand", "NZD"),
    ("singapore", "SGD"),
    ("hong kong", "HKD"),
    ("taiwan", "TWD"),
    ("united states", "USD"),
];

/// The dollar of the place an article was written in or for.
fn dollar(article: &Article) -> Option<Currency> {
    let country = home::listed(article)?;
    DOLLARS.iter().find(|(name, _)| *name == country).map(|(_, code)| Currency::new(code))
}

/// The scale of an article's bare degrees: the one it names elsewhere, if it names one only.
fn degrees(figures: &[Figure]) -> Option<Unit> {
    let named = |symbol: &'static str| {
        let unit = Unit::Measure(symbol);
        figures.iter().any(|f| f.quantity.unit == unit).then_some(unit)
    };
    match (named("Cel"), named("[degF]")) {
        (Some(unit), None) | (None, Some(unit)) => Some(unit),
        _ => None,
    }
}

/// Verbs and adjectives whose number is money, where the scale word shows that it is large.
const PRICED: &[&str] = &[
    "insured for",
    "sold for",
    "bought for",
    "worth",
    "valued at",
    "cost",
    "costs",
    "costing",
    "paid",
    "pays",
    "fined",
    "fetched",
    "raised",
    "spent",
    "priced at",
    "assessed at",
    "estimated at",
    "put at",
    "made",
    "earned",
    "owes",
    "owed",
];

/// Bytes before a figure in which its currency may stand.
const BEFORE: u32 = 240;

/// «… at 18 million euros. They are insured for 12 million.»: the currency of the sum before it.
fn currency_before(article: &Article, figures: &mut [Figure]) {
    for k in 1..figures.len() {
        let f = &figures[k];
        if f.kind != FigureKind::Count || f.quantity.unit != Unit::Item || f.counted.is_some() || f.role.is_some() {
            continue;
        }
        let text = article.slice(f.span);
        if !["million", "billion", "bn", "thousand"].iter().any(|w| text.ends_with(w)) {
            continue;
        }
        let block = article.block_at(f.span.start).map_or(f.span, |b| article.blocks[b].span);
        let from = block.start.max(f.span.start.saturating_sub(BEFORE));
        let before = article.prose.get(from as usize..f.span.start as usize).unwrap_or_default().trim_end();
        let after = article.slice(Span::new(f.span.end, block.end.max(f.span.end)));
        let stops = after.is_empty()
            || after.starts_with(['.', ',', ';', ')', '—', '–', '!', '?', '\n'])
            || after.starts_with(" a ");
        let priced = PRICED.iter().any(|p| before.strip_suffix(p).is_some_and(|b| b.ends_with(char::is_whitespace)));
        if !stops || !priced {
            continue;
        }
        let sums = || figures[..k].iter().rev().take_while(|g| g.span.start >= from);
        let mut currencies = sums().filter_map(|g| match g.quantity.unit {
            Unit::Money(c) => Some(c),
            _ => None,
        });
        let Some(first) = currencies.next() else { continue };
        if currencies.all(|c| c == first) {
            let f = &mut figures[k];
            (f.quantity.unit, f.kind, f.rule) = (Unit::Money(first), FigureKind::Money, Rule::FigureMoney);
        }
    }
}

/// Settles the units that a figure leaves open.
pub fn settle(article: &Article, figures: &mut [Figure]) {
    currency_before(article, figures);
    let unsettled = |f: &Figure| matches!(f.quantity.unit, Unit::Money(c) | Unit::Subunit(c) if c == Currency::DOLLAR);
    let dollar = figures.iter().any(unsettled).then(|| dollar(article)).flatten();
    let degrees = degrees(figures);
    if dollar.is_none() && degrees.is_none() {
        return;
    }
    let settled = |unit: Unit| match unit {
        Unit::Money(c) if c == Currency::DOLLAR => dollar.map_or(unit, Unit::Money),
        Unit::Subunit(c) if c == Currency::DOLLAR => dollar.map_or(unit, Unit::Subunit),
        Unit::Measure("deg") => degrees.unwrap_or(unit),
        _ => unit,
    };
    for f in figures {
        // An angle is no temperature.
        if f.quantity.unit == Unit::Measure("deg") && f.role.is_none_or(|r| r.id() != "temperature") {
            continue;
        }
        f.quantity.unit = settled(f.quantity.unit);
        if let Some((_, change)) = &mut f.change {
            // The figures of a change that is settled have one each.
            let change = Arc::make_mut(change);
            for q in [&mut change.from, &mut change.to, &mut change.by].into_iter().flatten() {
                q.unit = settled(q.unit);
            }
        }
    }
}
