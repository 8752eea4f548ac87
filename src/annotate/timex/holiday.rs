//! Days with names of their own: «Christmas», «Good Friday», «the Fourth of July», «Martin Luther King Day».

use jiff::{ToSpan, civil::Date};

use super::{
    Item,
    expression::{Place, When, Year},
    month, number,
    words::{Lead, Word},
};
use crate::{annotate::View, article::Case};

struct Row {
    /// In small letters, an apostrophe and its «s» left out; «day» may follow each.
    names: &'static [&'static str],
    date: Reckoning,
    /// Days it lasts.
    days: u8,
    /// Whether the word «day» must follow («Independence», «Labor»).
    needs_day: bool,
}

/// How the day is found in a year.
#[derive(Clone, Copy)]
enum Reckoning {
    Fixed(i8, i8),
    /// Month, weekday (1 is Monday), which one; negative from the end.
    Weekday(i8, i8, i8),
    /// Days from Western Easter Sunday.
    Easter(i16),
    /// Days from Orthodox Easter Sunday.
    Orthodox(i16),
    /// Days from Thanksgiving.
    Thanksgiving(i16),
}

use Reckoning::{Easter, Fixed, Orthodox, Thanksgiving, Weekday};

const fn row(names: &'static [&'static str], date: Reckoning) -> Row {
    Row { names, date, days: 1, needs_day: false }
}

const fn day(names: &'static [&'static str], date: Reckoning) -> Row {
    Row { names, date, days: 1, needs_day: true }
}

const ROWS: &[Row] = &[
    row(&["new year eve", "new years eve"], Fixed(12, 31)),
    day(&["new year", "new years"], Fixed(1, 1)),
    row(&["christmas eve", "xmas eve"], Fixed(12, 24)),
    row(&["christmas", "xmas"], Fixed(12, 25)),
    day(&["boxing"], Fixed(12, 26)),
    row(&["halloween", "hallowe'en"], Fixed(10, 31)),
    day(&["all saints"], Fixed(11, 1)),
    day(&["all souls"], Fixed(11, 2)),
    day(&["valentine", "valentines", "st valentine", "saint valentine"], Fixed(2, 14)),
    day(&["st patrick", "saint patrick", "st patricks", "saint patricks", "st paddy", "saint paddy"], Fixed(3, 17)),
    day(&["st george", "saint george"], Fixed(4, 23)),
    day(&["st andrew", "saint andrew"], Fixed(11, 30)),
    day(&["st david", "saint david"], Fixed(3, 1)),
    day(&["april fools", "april fool"], Fixed(4, 1)),
    day(&["earth"], Fixed(4, 22)),
    day(&["anzac"], Fixed(4, 25)),
    day(&["independence"], Fixed(7, 4)),
    day(&["canada"], Fixed(7, 1)),
    day(&["australia"], Fixed(1, 26)),
    day(&["bastille"], Fixed(7, 14)),
    day(&["veterans", "veteran", "armistice"], Fixed(11, 11)),
    day(&["groundhog"], Fixed(2, 2)),
    row(&["guy fawkes night", "bonfire night"], Fixed(11, 5)),
    row(&["juneteenth"], Fixed(6, 19)),
    row(&["cinco de mayo"], Fixed(5, 5)),
    day(&["international women", "international womens"], Fixed(3, 8)),
    day(&["victory in europe"], Fixed(5, 8)),
    day(&["world vegan"], Fixed(11, 1)),
    day(&["martin luther king", "martin luther king jr", "martin luther kings", "mlk", "mlk jr"], Weekday(1, 1, 3)),
    day(&["presidents", "president", "washington birthday"], Weekday(2, 1, 3)),
    day(&["memorial"], Weekday(5, 1, -1)),
    day(&["labor"], Weekday(9, 1, 1)),
    day(&["columbus", "indigenous peoples"], Weekday(10, 1, 2)),
    day(&["mother", "mothers"], Weekday(5, 7, 2)),
    day(&["father", "fathers"], Weekday(6, 7, 3)),
    day(&["remembrance sunday"], Weekday(11, 7, 2)),
    row(&["thanksgiving"], Thanksgiving(0)),
    row(&["black friday"], Thanksgiving(1)),
    row(&["cyber monday"], Thanksgiving(4)),
    row(&["super tuesday"], Weekday(3, 2, 1)),
    row(&["shrove tuesday", "mardi gras", "fat tuesday"], Easter(-47)),
    day(&["pancake"], Easter(-47)),
    row(&["ash wednesday"], Easter(-46)),
    row(&["palm sunday"], Easter(-7)),
    row(&["maundy thursday", "holy thursday"], Easter(-3)),
    row(&["good friday"], Easter(-2)),
    row(&["holy saturday", "easter saturday"], Easter(-1)),
    row(&["easter sunday", "easter"], Easter(0)),
    row(&["easter monday"], Easter(1)),
    day(&["ascension"], Easter(39)),
    row(&["pentecost", "whit sunday"], Easter(49)),
    row(&["whit monday", "pentecost monday"], Easter(50)),
    row(&["trinity sunday"], Easter(56)),
    row(&["corpus christi"], Easter(60)),
    row(&["orthodox good friday", "orthodox great friday"], Orthodox(-2)),
    row(&["orthodox easter", "orthodox easter sunday"], Orthodox(0)),
    row(&["orthodox easter monday"], Orthodox(1)),
];

/// The first words of all names: where a search starts.
pub fn trigger_words() -> impl Iterator<Item = &'static str> {
    ROWS.iter().flat_map(|r| r.names).filter_map(|n| n.split(' ').next()).filter(|w| *w != "april")
}

/// Tokens of the name at `i`, and the token after them: apostrophes and possessive «s» are passed over.
fn name_end(view: &View<'_>, i: usize, name: &str) -> Option<usize> {
    let mut at = i;
    for (k, word) in name.split(' ').enumerate() {
        if k > 0 {
            at = past_possessive(view, at);
        }
        if !view.is(at, word) {
            return None;
        }
        at += 1 + usize::from(matches!(word, "st") && view.mark(at + 1, '.'));
    }
    Some(at)
}

fn past_possessive(view: &View<'_>, at: usize) -> usize {
    let mark = view.token(at).is_some_and(|t| !t.spaced && (t.is('\'') || t.is('’')));
    let at = at + usize::from(mark);
    at + usize::from(mark && view.is(at, "s") && view.token(at).is_some_and(|t| !t.spaced))
}

pub fn find(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let mut best: Option<(usize, usize)> = None;
    for (r, row) in ROWS.iter().enumerate() {
        for name in row.names {
            let Some(mut end) = name_end(view, i, name) else { continue };
            let day = past_possessive(view, end);
            if view.is(day, "day") {
                end = day + 1;
            } else if row.needs_day && !name.ends_with("sunday") {
                continue;
            }
            if best.is_none_or(|(_, b)| end > b) {
                best = Some((r, end));
            }
        }
    }
    let (row, mut b) = best?;
    let t = view.token(i)?;
    // Names are written with capitals, but for those that are nothing else.
    let sole = view.is_any(i, &["christmas", "xmas", "easter", "thanksgiving", "halloween", "valentine"]);
    if t.case == Case::Lower && !sole && !view.is(b - 1, "day") && b == i + 1 {
        return None;
    }
    let mut year = Year::Open;
    let mut place = Place::Open;
    let mut a = i;
    if let Some((y, end)) = month::year_after(view, b, false) {
        year = Year::Given(y);
        b = end;
    }
    if i > floor
        && let Some(Word::Lead(lead)) = number::word(view, i - 1)
    {
        place = match lead {
            Lead::Last | Lead::Past | Lead::Previous => Place::Last,
            Lead::Next | Lead::Coming | Lead::Following => Place::Next,
            Lead::This => Place::This,
            _ => Place::Open,
        };
        a -= usize::from(place != Place::Open);
    }
    // «Christmas tree», «Easter eggs»: a thing, not a day.
    let day = view.is(b - 1, "day") || year != Year::Open || place != Place::Open;
    let thing = view.token(b).is_some_and(|t| t.is_word() && t.case == Case::Lower)
        && !view.has(b, super::GRAMMAR)
        && number::word(view, b).is_none();
    if !day && thing && view.len() > 3 {
        return None;
    }
    Some(Item { a, b, what: When::Holiday { row: row as u8, year, place }.into(), rule: "date-holiday" })
}

/// First and last day of a holiday in a year.
pub fn days(row: u8, year: i16) -> Option<(Date, Date)> {
    let row = ROWS.get(row as usize)?;
    let first = match row.date {
        Fixed(m, d) => Date::new(year, m, d).ok()?,
        Weekday(m, weekday, nth) => nth_weekday(year, m, weekday, nth)?,
        Easter(offset) => easter(year)?.checked_add((offset as i64).days()).ok()?,
        Orthodox(offset) => orthodox_easter(year)?.checked_add((offset as i64).days()).ok()?,
        Thanksgiving(offset) => nth_weekday(year, 11, 4, 4)?.checked_add((offset as i64).days()).ok()?,
    };
    let last = first.checked_add((row.days as i64 - 1).days()).ok()?;
    Some((first, last))
}

fn nth_weekday(year: i16, month: i8, weekday: i8, nth: i8) -> Option<Date> {
    let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

/// Western Easter Sunday, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let y = year as i32;
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let n = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

/// Orthodox Easter Sunday in the Gregorian calendar: Meeus's Julian computus, and the days between the calendars.
fn orthodox_easter(year: i16) -> Option<Date> {
    let y = year as i32;
    let d = (19 * (y % 19) + 15) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    let n = d + e + 114;
    let julian = Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()?;
    let apart = y / 100 - y / 400 - 2;
    julian.checked_add((apart as i64).days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn movable_feasts() {
        assert_eq!(easter(2024), Date::new(2024, 3, 31).ok());
        assert_eq!(easter(2025), Date::new(2025, 4, 20).ok());
        assert_eq!(orthodox_easter(2024), Date::new(2024, 5, 5).ok());
        assert_eq!(orthodox_easter(2025), Date::new(2025, 4, 20).ok());
    }
}
