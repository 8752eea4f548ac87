use std::ops::Range;

use crate::{
    annotate::{Timex, TimexKind, View, WordList, lexicon::Class},
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
pub fn origin(view: &View<'_>, i: usize) -> bool {
    (1..=3).any(|back| {
        view.is_any(i.wrapping_sub(back), few!["built", "born", "founded", "established", "completed", "blt"])
    })
}

/// Whether the timex at token `i` bounds a state that lasts («has run the firm since 2018», «closed until Easter»), not
/// where what happened then is told behind it («since 2008, when four died»).
pub fn lasting(view: &View<'_>, i: usize) -> bool {
    let behind =
        |k: usize| (i + 1..i + 4).any(|j| view.mark(j, ',') && view.is_any(j + k, few!["when", "which", "in"]));
    view.is_any(i.wrapping_sub(1), few!["since", "until", "till"]) && !behind(1)
}

/// Words of a sentence that speaks of what is so now, or will be.
static PRESENT: WordList = WordList::new(&[
    "is", "are", "has", "have", "will", "stands", "lies", "holds", "carries", "employs", "runs", "costs", "remains",
    "makes", "works", "lives", "owns", "supplies", "serves", "handles", "produces", "plans", "expects", "wants",
    "must",
]);

/// Whether a sentence speaks of what is so now, so that it goes on with no days long past.
pub fn of_now(view: &View<'_>, sentence: &Range<usize>) -> bool {
    sentence.clone().any(|i| view.in_list(i, &PRESENT))
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
