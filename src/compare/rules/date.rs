use crate::{
    compare::{Check, Judgement, Pair, Verdict, rule, story::gap, words},
    fact::{Slot, Value},
    value::DayInterval,
};

rule! {
    /// Two articles put the same thing on different days.
    ///
    /// Usually «yesterday» was carried over into the next day's paper, or a weekday was reckoned from the wrong date.
    ///
    /// Found: a hearing fixed for 6 June here, for 9 June there.
    /// Not found: «2022» and «September 2022», since one contains the other; the day of the fire and the day of the
    /// funeral.
    ///
    /// To settle it: look the day up at its source, and write the date beside the weekday.
    DATE_CONFLICT = "date-conflict", Warning, Check::Pair(judge)
}

/// Days that two dates of one thing lie apart at most; what is farther apart is rather two things.
const FAR: i32 = 120;

fn judge(pair: &Pair<'_>) -> Option<Judgement> {
    if pair.here.slot != Slot::When {
        return None;
    }
    let (Value::When { days: Some(a), .. }, Value::When { days: Some(b), .. }) = (&pair.here.value, &pair.there.value)
    else {
        return None;
    };
    let verdict = match gap(*a, *b) {
        0 if a == b => Verdict::Agree,
        0 if a.covers(b) || b.covers(a) => {
            // «2024» says nothing of a day in it unless more than the year is shared.
            if narrow(a) || narrow(b) && pair.tie.matter >= 1.0 { Verdict::Compatible } else { Verdict::Unresolved }
        }
        0 => Verdict::Unresolved,
        days if days <= FAR && exact(a) && exact(b) && pair.tie.sure() && !pair.explained => Verdict::Conflict,
        _ => Verdict::Unresolved,
    };
    let there = words::days(*b);
    let message = match verdict {
        Verdict::Conflict => format!("{} here, {there} in {}", words::days(*a), words::article(pair.sheet_there)),
        _ => format!("{there} in {}", words::article(pair.sheet_there)),
    };
    Some(Judgement { code: "date-conflict", verdict, message, spans: None })
}

/// A day, or the last days of a month or quarter.
fn exact(d: &DayInterval) -> bool {
    d.first.until(d.last).is_ok_and(|s| s.get_days() <= 1)
}

fn narrow(d: &DayInterval) -> bool {
    d.first.until(d.last).is_ok_and(|s| s.get_days() <= 31)
}
