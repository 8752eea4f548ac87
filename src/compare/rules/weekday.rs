use jiff::{ToSpan, civil::Date};

use super::inside::conflict;
use crate::{
    annotate::Annotated,
    compare::{Check, Finding, rule},
    fact::FactSheet,
};

rule! {
    /// A weekday is not that of its date.
    ///
    /// One of the two is wrong, and the reader who turns up on the wrong day can't tell which. The calendar settles that
    /// something is wrong, not what: both repairs are named.
    ///
    /// Found: «on Friday, April 10» in an article of 2025, when 10 April is a Thursday.
    /// Not found: «on Thursday, April 10»; a date without a year that fits another year nearby as well.
    ///
    /// To settle it: look in the invitation, the court list or the recording for the day, then change the one or the
    /// other.
    WEEKDAY_MISMATCH = "weekday-mismatch", Warning, Check::Passage(find)
}

const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Days from the article's date within which a date without a year is surely of that year.
const NEAR: i32 = 120;

fn find(a: &Annotated, _: &FactSheet) -> Vec<Finding> {
    let mut out = Vec::new();
    for timex in &a.timexes {
        let (Some((written, day)), Some(days)) = (timex.weekday, timex.days) else { continue };
        let date = days.first;
        if days.first != days.last || number(date) == day {
            continue;
        }
        let text = a.article.slice(timex.span);
        if !names_year(text) && may_be_another_year(a, date, day) {
            continue;
        }
        let Some(name) = NAMES.get(day as usize - 1) else { continue };
        let is = NAMES[number(date) as usize - 1];
        let nearest = nearest(date, day);
        let message = format!(
            "{} is a {is}, not a {name}: write «{is}», or the {name} nearby, {}",
            date.strftime("%-d %B %Y"),
            nearest.strftime("%-d %B"),
        );
        let because = vec![format!("«{text}» gives both a weekday and a date")];
        out.push(conflict("weekday-mismatch", timex.span, message, because, vec![written]));
    }
    out
}

/// 1 is Monday.
fn number(date: Date) -> u8 {
    date.weekday().to_monday_one_offset() as u8
}

fn names_year(text: &str) -> bool {
    text.as_bytes().windows(4).any(|w| w.iter().all(u8::is_ascii_digit))
}

/// Whether the year was only supposed, and the weekday is right in the year before or after.
fn may_be_another_year(a: &Annotated, date: Date, day: u8) -> bool {
    let far = a.article.meta.published.is_none_or(|p| p.date.until(date).is_ok_and(|s| s.get_days().abs() > NEAR));
    far && [-1, 1].iter().any(|&n: &i64| date.checked_add(n.years()).is_ok_and(|d| number(d) == day))
}

/// The day nearest to `date` that falls on a weekday.
fn nearest(date: Date, day: u8) -> Date {
    let forward = (day as i64 - number(date) as i64).rem_euclid(7);
    let step = if forward <= 3 { forward } else { forward - 7 };
    date.checked_add(step.days()).unwrap_or(date)
}
