use std::ops::Range;

use crate::{
    annotate::{Timex, TimexKind, View, lexicon::Class},
    value::DayInterval,
};

/// The days of the event that a mention in `clause` belongs to, where the clause, one `attached` to it, the one behind
/// its address or the `label` before them says.
/// `timexes` are those of the sentence; `tokens` gives the first token of each.
pub fn event_days(
    view: &View<'_>,
    clause: &Range<usize>,
    attached: &[Range<usize>],
    at: &Range<usize>,
    behind: Option<&Range<usize>>,
    label: Option<&Range<usize>>,
    timexes: &[(usize, &Timex)],
) -> Option<DayInterval> {
    let nearest = |range: &Range<usize>| {
        timexes
            .iter()
            .filter(|(i, t)| {
                range.contains(i) && !at.contains(i) && places(t) && !origin(view, *i) && !of_earlier(view, at.end, *i)
            })
            .min_by_key(|(i, _)| i.abs_diff(at.start))
            .and_then(|(_, t)| t.days)
    };
    nearest(clause)
        .or_else(|| attached.iter().find_map(nearest))
        .or_else(|| nearest(behind?))
        .or_else(|| nearest(label?))
}

/// Whether the timex at token `i` says when a thing or person came to be («built in 2009»), not when something happened to it.
fn origin(view: &View<'_>, i: usize) -> bool {
    (1..=3).any(|back| {
        view.is_any(i.wrapping_sub(back), few!["built", "born", "founded", "established", "completed", "blt"])
    })
}

/// Whether the timex at token `i` is that of an earlier value between it and the one that ends at token `end` («to 24 per
/// cent from 25 per cent in 2019», «up from 33 in 2022»).
fn of_earlier(view: &View<'_>, end: usize, i: usize) -> bool {
    let number = |k: usize| view.token(k).is_some_and(|t| t.is_number()) || view.has(k, Class::NUMBER);
    let earlier = |k: usize| {
        view.is_any(k, few!["from", "than", "against"]) || view.is(k, "with") && view.is(k.wrapping_sub(1), "compared")
    };
    end < i && i - end < 16 && (end..i).any(|k| earlier(k) && (k + 1..k + 3).any(|n| n < i && number(n)))
}

/// Whether a timex can say when something happened.
pub fn places(t: &Timex) -> bool {
    matches!(t.kind, TimexKind::Date | TimexKind::Time) && t.days.is_some_and(|d| one_event(&d))
}

/// Whether a stretch of days is short enough to date one event: a year at most.
pub fn one_event(days: &DayInterval) -> bool {
    days.first.until(days.last).is_ok_and(|s| s.get_days() <= 366)
}
