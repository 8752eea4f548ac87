//! Two times of day and the minutes said to lie between them: «at 7.15 p.m. … at 7.24 p.m., that is, nine minutes later».

use super::inside::{Passage, conflict, passages};
use crate::{
    annotate::{Annotated, Timex, TimexKind},
    compare::{Finding, words},
    value::ClockInterval,
};

/// The lengths of time of an article that its clock times belie.
pub fn times(a: &Annotated) -> Vec<Finding> {
    let mut out = Vec::new();
    for p in passages(a) {
        for k in 2..p.timexes.len() {
            let three = &p.timexes[k - 2..=k];
            let (length, second) = match three {
                [_, second, last] if later(last) && said_again(&p, second, last) => (last, second),
                [_, middle, last] if later(middle) && told_next(&p, middle, last) => (middle, last),
                _ => continue,
            };
            out.extend(check(&three[0], second, length));
        }
    }
    out
}

/// «nine minutes later», stated exactly.
fn later(t: &Timex) -> bool {
    t.kind == TimexKind::Time && t.clock.is_none() && t.modifier.is_none() && t.length.is_some()
}

/// «…, that is, nine minutes later»: right behind the second time, so that it can only lead to that.
fn said_again(p: &Passage<'_>, second: &Timex, length: &Timex) -> bool {
    let range = p.tokens(second.span).1 + 1..p.tokens(length.span).0;
    (1..=4).contains(&range.len())
        && range.clone().all(|i| {
            p.view.token(i).is_some_and(|t| !t.is_word())
                || p.view.is_any(i, &["that", "is", "or", "i.e", "i.e.", "just", "only", "exactly", "some"])
        })
        && !range.into_iter().any(|i| p.view.mark(i, '.') || p.view.mark(i, ';'))
}

/// «nine minutes later, at 7.24»: the second time right behind.
fn told_next(p: &Passage<'_>, length: &Timex, second: &Timex) -> bool {
    let (a, b) = (p.tokens(length.span).1 + 1, p.tokens(second.span).0);
    b == a + 1 && p.view.is(a, "at") || b == a + 2 && p.view.mark(a, ',') && p.view.is(a + 1, "at")
}

/// Minutes that a length may miss what its clock times give, by the unit it is told in.
fn slack(seconds: i64) -> i64 {
    match seconds {
        s if s % 3600 == 0 => 30,
        s if s % 60 == 0 => 1,
        _ => 2,
    }
}

fn check(first: &Timex, second: &Timex, length: &Timex) -> Option<Finding> {
    let exact = |t: &Timex| t.clock.filter(|c| c.first == c.last && t.modifier.is_none());
    let (from, to): (ClockInterval, ClockInterval) = (exact(first)?, exact(second)?);
    let same_day = first.days.zip(second.days).is_none_or(|(a, b)| a == b);
    let seconds = length.length.filter(|l| l.centimonths == 0)?.seconds;
    let passed = i64::from(to.first) - i64::from(from.first);
    let off = (passed * 60 - seconds).abs();
    // Times in another order, or far apart, are of other things.
    if !same_day || passed <= 0 || passed > 6 * 60 || off <= slack(seconds) * 60 {
        return None;
    }
    let message = format!(
        "From {} to {} is {}, not {}",
        words::clock(from, first.rule.id()),
        words::clock(to, second.rule.id()),
        minutes(passed),
        minutes(seconds / 60)
    );
    let because = vec!["It is given as the time between the two".into()];
    Some(conflict("change-mismatch", length.span, message, because, vec![first.span, second.span]))
}

fn minutes(n: i64) -> String {
    match (n / 60, n % 60) {
        (0, 1) => "1 minute".into(),
        (0, m) => format!("{m} minutes"),
        (1, 0) => "1 hour".into(),
        (h, 0) => format!("{h} hours"),
        (h, m) => format!("{h} h {m} min"),
    }
}
