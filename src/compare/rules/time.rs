use crate::{
    compare::{Check, Judgement, Pair, Verdict, counted::begun, rule, slip, story::gap, words},
    fact::{FactSheet, Slot, Value},
    value::{ClockInterval, DayInterval},
};

rule! {
    /// Two articles give different times of day for the same thing.
    ///
    /// A distress call, a vote, the first shot: the minute is what an inquiry will turn on.
    ///
    /// Found: «the alarm was raised at 9.52 pm» here, «at 10.25pm» there.
    /// Not found: «shortly before 10 pm» and 9.52; times that lie a few minutes apart; the time of the warning and the
    /// time of the call.
    ///
    /// To settle it: ask whoever keeps the log, and mind the time zone.
    TIME_CONFLICT = "time-conflict", Warning, Check::Pair(judge)
}

/// Minutes that two times of one thing lie apart at most; what is farther apart is rather two things.
const FAR: i32 = 150;

/// The same of two times at which one thing is said to have begun.
const QUARTER: i32 = 360;

fn both_begun(pair: &Pair<'_>) -> bool {
    begun(pair.here) && begun(pair.there) && !pair.ambiguous
}

/// Minutes that two times of one thing may differ by: people round to the nearest ten.
const SLACK: i32 = 10;

fn judge(pair: &Pair<'_>) -> Option<Judgement> {
    let (Value::When { days: d, clock: Some(a) }, Value::When { days: e, clock: Some(b) }) =
        (&pair.here.value, &pair.there.value)
    else {
        return None;
    };
    // A time told without its day stands on the day of its article.
    let own = |d: DayInterval, s: &FactSheet| s.published.is_some_and(|p| d == DayInterval::day(p.0));
    let nights_apart =
        d.zip(*e).is_some_and(|(d, e)| gap(d, e) > 1 && !own(d, pair.sheet_here) && !own(e, pair.sheet_there));
    let minutes = apart(*a, *b);
    let hour = |c: &ClockInterval| c.last.saturating_sub(c.first) <= 60;
    let verdict = match minutes {
        _ if nights_apart => Verdict::Unresolved,
        0 if a == b => Verdict::Agree,
        m if m <= SLACK => {
            if hour(a) || hour(b) || pair.tie.matter >= 1.0 {
                Verdict::Compatible
            } else {
                Verdict::Unresolved
            }
        }
        m if (m <= FAR || slip::likely(pair.here, pair.there) || m <= QUARTER && both_begun(pair))
            && hour(a)
            && hour(b)
            && pair.tie.carries(pair.here.slot)
            && !pair.explained =>
        {
            Verdict::Conflict
        }
        _ => Verdict::Unresolved,
    };
    let (x, y) = (words::clock(*a, pair.here.rule), words::clock(*b, pair.there.rule));
    let message = match verdict {
        Verdict::Conflict => format!("{x} here, {y} in {}", words::article(pair.sheet_there)),
        _ => format!("{y} in {}", words::article(pair.sheet_there)),
    };
    let message = words::capital(&message);
    Some(Judgement { code: "time-conflict", verdict, message, spans: None }).filter(|_| pair.here.slot == Slot::Clock)
}

/// Minutes between two times, across midnight where that is nearer.
fn apart(a: ClockInterval, b: ClockInterval) -> i32 {
    let (a1, a2, b1, b2) = (i32::from(a.first), i32::from(a.last), i32::from(b.first), i32::from(b.last));
    if a1 <= b2 && b1 <= a2 {
        return 0;
    }
    let plain = if a2 < b1 { b1 - a2 } else { a1 - b2 };
    plain.min((1440 - plain).abs())
}
