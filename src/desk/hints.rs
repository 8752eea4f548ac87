use super::{Open, describe};
use crate::{
    annotate::{Figure, Timex},
    base::Span,
    value::{Decimal, Quantity, Unit, measure},
};

/// A few words to show after a mention while writing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// After which byte.
    pub after: u32,
    pub text: String,
}

/// Units that readers elsewhere don't know, with what to convert them to.
const METRIC: &[(&str, &str)] = &[
    ("in", "cm"),
    ("ft", "m"),
    ("yd", "m"),
    ("mi", "km"),
    ("nmi", "km"),
    ("ft2", "m2"),
    ("mi2", "km2"),
    ("acr", "ha"),
    ("acre", "ha"),
    ("oz", "g"),
    ("lb", "kg"),
    ("st", "kg"),
    ("gal", "L"),
    ("mph", "km/h"),
    ("kn", "km/h"),
];

impl Open {
    /// What dates come to, and units converted, for the mentions inside `window`.
    pub fn hints(&self, window: Span) -> Vec<Hint> {
        let a = &self.document.analysis().annotated;
        let text = &a.article.text;
        let within = |s: Span| s.overlaps(window);
        let dates = a.timexes.iter().filter(|t| within(t.span)).filter_map(|t| date(text, t));
        let figures = a.figures.iter().filter(|f| within(f.span)).filter_map(figure);
        let mut out: Vec<Hint> = dates.chain(figures).collect();
        out.sort_by_key(|h| h.after);
        out
    }
}

/// What a date comes to, when the text leaves any of it open.
fn date(text: &str, t: &Timex) -> Option<Hint> {
    let days = t.days?;
    let words = text.get(t.span.range())?;
    let year = days.first.year().to_string();
    let complete = words.contains(&year) && (days.first != days.last || words.contains(&days.first.day().to_string()));
    (!complete).then(|| Hint { after: t.span.end, text: describe::resolved(t).unwrap_or_default() })
}

fn figure(f: &Figure) -> Option<Hint> {
    let text = describe::quantity(&converted(&f.quantity)?);
    Some(Hint { after: f.span.end, text })
}

/// The quantity in metric units, rounded to three significant figures.
fn converted(q: &Quantity) -> Option<Quantity> {
    let Unit::Measure(symbol) = q.unit else { return None };
    let (_, metric) = METRIC.iter().find(|m| m.0 == symbol)?;
    let target = measure::of(metric)?;
    let one = target.to_base(Decimal::ONE)?;
    let convert = |d: Decimal| Some(q.unit.to_base(d)?.checked_div(one)?.round_sf(3)?.normalize());
    Some(Quantity { low: convert(q.low)?, high: convert(q.high)?, unit: Unit::Measure(target.symbol), ..*q })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn miles_become_kilometres() {
        let miles = Quantity::exact(Decimal::from(100), Unit::Measure("mi"));
        assert_eq!(describe::quantity(&converted(&miles).unwrap()), "161 km");
        assert!(converted(&Quantity::exact(Decimal::from(100), Unit::Measure("km"))).is_none());
    }

    #[test]
    fn every_unit_of_the_table_is_known() {
        for (from, to) in METRIC {
            assert!(measure::of(to).is_some(), "{to}");
            if let Some(from) = measure::of(from) {
                assert_eq!(from.dimension, measure::of(to).unwrap().dimension);
            }
        }
    }
}
