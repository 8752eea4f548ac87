//! Seasons, quarters, halves and fiscal years: «last summer», «spring 2023», «the third quarter of 2009», «Q3», «FY2024».

use super::{
    Item,
    expression::{Place, Unit, When, Year},
    month, number,
    words::{Deictic, Lead, Word},
};
use crate::annotate::{Rule, View};

pub fn find(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let Some(Word::Season(season)) = number::word(view, i) else { return None };
    let mut a = i;
    let mut b = i + 1;
    let mut year = Year::Open;
    let mut place = Place::Open;
    let mut named = false;
    if let Some((y, end)) = month::year_after(view, b, false) {
        year = Year::Given(y);
        b = end;
        named = true;
        // «winter 2010-11»
        let dash = (view.mark(b, '-') || view.mark(b, '–')) && view.token(b).is_some_and(|t| !t.spaced());
        if dash && view.word(b + 1).parse::<i16>().ok() == Some((y + 1) % 100) {
            b += 2;
        }
    }
    let before = i.checked_sub(1).filter(|&k| k >= floor);
    if let Some(k) = before {
        if let Some(Word::Lead(lead)) = number::word(view, k) {
            place = match lead {
                Lead::Last | Lead::Past | Lead::Previous => Place::Last,
                Lead::Next | Lead::Coming => Place::Next,
                Lead::Following => Place::After,
                Lead::This | Lead::Current => Place::This,
                Lead::That | Lead::Same => Place::Open,
                Lead::Early | Lead::Mid | Lead::Late => Place::Open,
                Lead::Every => return None,
            };
            named = true;
            if !matches!(lead, Lead::Early | Lead::Mid | Lead::Late) {
                a = k;
                a -= usize::from(k > floor && view.is(k - 1, "the"));
            }
        } else if view.is(k, "the") {
            // «the fall of the wall» is none; «in the spring», «by the summer» are.
            let called = k > 0
                && view.is_any(
                    k - 1,
                    few![
                        "in",
                        "by",
                        "during",
                        "over",
                        "since",
                        "until",
                        "before",
                        "of",
                        "for",
                        "throughout",
                        "through"
                    ],
                );
            let other = view.is(i + 1, "of") && !named;
            if called && !other && !view.is_any(i, few!["fall"]) || named {
                a = k;
                named = true;
            }
        } else if view.is_any(k, few!["in", "since", "by", "until", "before", "during", "through"]) {
            named |= !view.is(i, "fall")
                && !view.token(i + 1).is_some_and(|t| {
                    t.is_word() && view.is_any(i + 1, few!["water", "training", "break", "camp", "games", "school"])
                });
        }
    }
    named.then(|| Item { a, b, what: When::Season { season, year, place }.into(), rule: Rule::DateSeason })
}

/// «the third quarter of 2009», «final quarter», «first half»: the unit is at `i`.
pub fn quarter(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let half = view.is(i, "half");
    if !half && !matches!(number::word(view, i), Some(Word::Unit(Unit::Quarter, _))) {
        return None;
    }
    let end = if i > floor && view.mark(i - 1, '-') { i - 1 } else { i };
    let k = end.checked_sub(1).filter(|&k| k >= floor)?;
    let (nth, mut a) = if view.is_any(k, few!["final"]) {
        (if half { 2 } else { 4 }, k)
    } else {
        number::ordinal_before(view, end, floor)?
    };
    if nth > if half { 2 } else { 4 } {
        return None;
    }
    let (year, b) = year_of(view, i + 1);
    // «the first quarter» and «half» of a game are none; a half needs its year.
    if half && year == Year::Open {
        return None;
    }
    a -= usize::from(a > floor && view.is(a - 1, "the"));
    let when = if half { When::Half { nth, year } } else { When::Quarter { nth, year } };
    Some(Item { a, b, what: when.into(), rule: Rule::DateQuarter })
}

/// The year after a quarter: «2009», «of 2009», «of last year», «of the year».
fn year_of(view: &View<'_>, i: usize) -> (Year, usize) {
    if let Some((y, b)) = month::year_after(view, i, false) {
        return (Year::Given(y), b);
    }
    if view.mark(i, '-')
        && let Some(y) = number::year(view, i + 1)
    {
        return (Year::Given(y), i + 2);
    }
    let k = i + usize::from(view.is_any(i, few!["of", "in"]));
    let the = usize::from(k > i && view.is(k, "the"));
    if view.is(k + the + 1, "year") {
        let offset = match number::word(view, k + the) {
            Some(Word::Lead(Lead::Last | Lead::Previous)) => -1,
            Some(Word::Lead(Lead::This | Lead::Current)) => 0,
            Some(Word::Lead(Lead::Next | Lead::Coming)) => 1,
            _ => return (Year::Open, i),
        };
        return (Year::Relative(offset), k + the + 2);
    }
    if the == 1 && view.is(k + 1, "year") {
        return (Year::Relative(0), k + 2);
    }
    (Year::Open, i)
}

/// «Q3 2024», «2024 Q3», «H1», «FY2024», «fiscal year 2008», «the first half of 2024».
pub fn short(view: &View<'_>, i: usize, floor: usize, what: Deictic) -> Option<Item> {
    let glued = |k: usize| view.token(k).is_some_and(|t| t.is_number() && !t.spaced());
    let number = |k: usize| view.word(k).parse::<i64>().ok();
    match what {
        Deictic::Quarter | Deictic::Half => {
            let most = if what == Deictic::Quarter { 4 } else { 2 };
            let nth = number(i + 1).filter(|n| glued(i + 1) && (1..=most).contains(n))? as u8;
            let inside = |k: usize| view.token(k).is_some_and(|t| !t.spaced() && t.is_word());
            if view.word(i + 1).len() > 1 || inside(i + 2) {
                return None;
            }
            let (mut year, b) = year_of(view, i + 2);
            let small = view.token(i)?.case() == crate::article::Case::Lower;
            if small && year == Year::Open && !view.token(i.wrapping_sub(1)).is_some_and(|t| t.is_number()) {
                return None;
            }
            let mut a = i;
            if year == Year::Open
                && i > 0
                && let Some(y) = number::year(view, i - 1)
            {
                year = Year::Given(y);
                a = i - 1;
            } else if year == Year::Open
                && i > 1
                && view.mark(i - 1, '-')
                && let Some(y) = number::year(view, i - 2)
            {
                year = Year::Given(y);
                a = i - 2;
            } else if year == Year::Open
                && glued(i.wrapping_sub(1)) | (i == 1)
                && !view.token(i)?.spaced()
                && view.word(i - 1).len() == 2
                && let Some(y) = number(i - 1).filter(|n| (10..60).contains(n))
            {
                // «18q4»
                year = Year::Given(2000 + y as i16);
                a = i - 1;
            }
            if what == Deictic::Half
                && year == Year::Open
                && !(view.is_any(i.wrapping_sub(1), few!["in", "for", "the"]))
            {
                return None;
            }
            let when = if what == Deictic::Quarter { When::Quarter { nth, year } } else { When::Half { nth, year } };
            Some(Item { a, b, what: when.into(), rule: Rule::DateQuarter })
        }
        Deictic::Fiscal => {
            let fy = view.is(i, "fy");
            let mut k = i + 1;
            k += usize::from(!fy && view.is_any(k, few!["year", "yr"]));
            if !fy && k == i + 1 && number::year(view, k).is_none() {
                return None;
            }
            let a = i - usize::from(i > floor && view.is(i - 1, "the"));
            let year = if let Some(y) = number::year(view, k) {
                k += 1;
                Year::Given(y)
            } else if fy {
                let y = number(k).filter(|n| glued(k) && (10..60).contains(n))?;
                k += 1;
                Year::Given(2000 + y as i16)
            } else {
                match number::word(view, i.wrapping_sub(1)) {
                    Some(Word::Lead(Lead::Last | Lead::Previous | Lead::Past)) => Year::Relative(-1),
                    Some(Word::Lead(Lead::This | Lead::Current)) => Year::Relative(0),
                    Some(Word::Lead(Lead::Next | Lead::Coming)) => Year::Relative(1),
                    _ => return None,
                }
            };
            let a = if matches!(year, Year::Relative(_)) {
                i - 1 - usize::from(i > floor + 1 && view.is(i - 2, "the"))
            } else {
                a
            };
            Some(Item { a, b: k, what: When::Fiscal(year).into(), rule: Rule::DateFiscal })
        }
        _ => None,
    }
}
