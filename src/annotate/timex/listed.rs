//! Days of one month that are listed: «June 18 and 19», «18 and 19 June», «on May 3, 4 and 5».

use super::{
    Item,
    expression::{When, Year},
    number,
};
use crate::annotate::{Rule, View, lexicon::Class};

/// Gives each listed day an item of its own, with the month, and the year, of the one that has them.
pub fn days(view: &View<'_>, items: &mut Vec<Item>) {
    let mut k = 0;
    while k < items.len() {
        let limit = items.get(k + 1).filter(|n| n.rule != Rule::DateYear).map_or(view.len(), |n| n.a);
        let floor = k.checked_sub(1).map_or(0, |p| items[p].b);
        let item = &items[k];
        let When::Date { year, month: 1.., day: last @ 1.., .. } = item.what.when else {
            k += 1;
            continue;
        };
        let month_first = view.has(item.a, Class::MONTH);
        if month_first && year == Year::Open {
            let found = after(view, item, last, limit);
            let year = found.last().and_then(|l| l.3);
            if let (Some(y), When::Date { year, .. }) = (year, &mut items[k].what.when) {
                *year = y;
            }
            let made: Vec<Item> = found.iter().map(|&(a, b, day, _)| of_day(&items[k], a, b, day)).collect();
            let end = made.last().map_or(0, |m| m.b);
            let taken = items[k + 1..].iter().take_while(|x| x.a < end).count();
            items.splice(k + 1..k + 1 + taken, made);
            k += found.len();
        } else if !month_first {
            let found = before(view, item, last, floor);
            let made: Vec<Item> = found.iter().rev().map(|&(a, b, day)| of_day(item, a, b, day)).collect();
            items.splice(k..k, made);
            k += found.len();
        }
        k += 1;
    }
}

/// The most days of one list.
const MOST: usize = 8;

fn of_day(item: &Item, a: usize, b: usize, n: u8) -> Item {
    let mut listed = Item { a, b, ..item.clone() };
    listed.what.weekday = None;
    if let When::Date { day, .. } = &mut listed.what.when {
        *day = n;
    }
    listed
}

/// A day of the month in digits, plain or an ordinal, and the token after it.
fn number(view: &View<'_>, i: usize) -> Option<(u8, usize)> {
    view.token(i).filter(|t| t.is_number() && t.spaced())?;
    let found = number::ordinal(view, i).or_else(|| Some((view.word(i).parse().ok()?, i + 1)))?;
    (view.word(i).len() < 3 && (1..=31).contains(&found.0)).then_some(found)
}

fn and(view: &View<'_>, i: usize) -> bool {
    view.is_any(i, few!["and", "or"]) || view.mark(i, '&')
}

/// The days after «June 18»: «and 19», «, 19 and 20», which end in «and»: tokens, day, and a year behind them.
fn after(view: &View<'_>, item: &Item, mut last: u8, limit: usize) -> Vec<(usize, usize, u8, Option<Year>)> {
    let mut out = Vec::new();
    let mut at = item.b;
    while out.len() < MOST && at + 1 < limit && (view.mark(at, ',') || and(view, at)) {
        let closing = and(view, at);
        let Some((day, b)) = number(view, at + 1).filter(|&(day, _)| day > last) else { break };
        let year = super::month::year_after(view, b, true).filter(|_| closing);
        let (year, end) = year.map_or((None, b), |(y, end)| (Some(Year::Given(y)), end));
        // «May 5 and 6 people»
        let stands = if closing {
            view.token(b).is_none_or(|t| !t.is_word() && !t.is_number() && !t.is('%') && t.spaced() | !t.is('-'))
                || view.has(b, Class::AUXILIARY)
                || view.is_any(
                    b,
                    few!["in", "at", "with", "when", "for", "to", "as", "but", "before", "after", "from", "by"],
                )
                || year.is_some()
        } else {
            view.mark(b, ',') || and(view, b)
        };
        if !stands || super::clock_colon(view, b) || view.has(b, Class::MERIDIEM) {
            break;
        }
        out.push((at + 1, end, day, year));
        (at, last) = (end, day);
        if closing {
            return out;
        }
    }
    Vec::new()
}

/// The days before «19 June»: «18 and», «17, 18 and», the nearest first.
fn before(view: &View<'_>, item: &Item, mut next: u8, floor: usize) -> Vec<(usize, usize, u8)> {
    let mut out = Vec::new();
    let mut at = item.a;
    while out.len() < MOST && at >= floor + 2 && (and(view, at - 1) && out.is_empty() || view.mark(at - 1, ',')) {
        let end = at - 1;
        let start = end - if view.is_any(end - 1, few!["st", "nd", "rd", "th"]) && end > floor + 1 { 2 } else { 1 };
        let Some((day, _)) = number(view, start).filter(|&(day, b)| b == end && day < next) else { break };
        if out.is_empty() && !and(view, at - 1) {
            break;
        }
        out.push((start, end, day));
        (at, next) = (start, day);
    }
    let first = out.last().map_or(item.a, |x| x.0);
    let led = first.checked_sub(1).is_none_or(|k| {
        view.is_any(k, few!["on", "of", "from", "between", "the", "at", "for", "until", "by", "dates"])
            || view.has(k, Class::WEEKDAY)
            || !view.token(k).is_some_and(|t| t.is_word() || t.is_number())
    });
    if led { out } else { Vec::new() }
}
