//! Days with names of their own: «Christmas», «Good Friday», «Martin Luther King Day», «Eid al-Fitr», «Diwali».

mod civil;
mod feasts;
mod hebrew;
mod lunar;
mod moon;
mod national;
mod reckoning;
mod row;

use std::sync::LazyLock;

use jiff::{ToSpan, civil::Date};
use rustc_hash::FxHashMap;

use self::row::Row;
use super::{
    Item,
    expression::{Place, When, Year},
    month, number,
    words::{Lead, Word},
};
use crate::{
    annotate::{Rule, View, lexicon::lookup, name},
    article::Case,
};

fn rows() -> impl Iterator<Item = &'static Row> {
    civil::ROWS.iter().chain(feasts::ROWS)
}

/// The first words of all names: where a search starts.
pub fn trigger_words() -> impl Iterator<Item = &'static str> {
    let first = rows().flat_map(|r| r.names).filter_map(|n| n.split(' ').next()).filter(|w| *w != "april");
    // «King’s» begins «kings».
    first.flat_map(|w| [Some(w), w.strip_suffix('s')]).flatten()
}

/// A row's number, the row, and one of its names.
type Named = (u8, &'static Row, &'static str);

/// Rows and names by the lexicon's number of the first word, with and without a last «s».
static BY_WORD: LazyLock<FxHashMap<u16, Vec<Named>>> = LazyLock::new(|| {
    let mut words: FxHashMap<u16, Vec<Named>> = FxHashMap::default();
    for (n, row) in rows().enumerate() {
        for name in row.names {
            let first = name.split(' ').next().unwrap_or_default();
            for word in [Some(first), first.strip_suffix('s')].into_iter().flatten() {
                words.entry(lookup(word).id).or_default().push((n as u8, row, *name));
            }
        }
    }
    words
});

/// Rows and names that can start with token `i`.
fn starting(view: &View<'_>, i: usize) -> &'static [Named] {
    let word = view.word(i);
    // «Valentine’s» in one word is «valentines».
    let id = match word.contains(['\'', '’', '‘']) {
        true => lookup(&word.replace(['\'', '’', '‘'], "")).id,
        false => view.lex.get(i).map_or(0, |lex| lex.id),
    };
    BY_WORD.get(&id).map_or(&[], |names| names)
}

/// The token after the name that starts at `i`: apostrophes, hyphens and possessive «s» are passed over.
fn name_end(view: &View<'_>, i: usize, name: &str) -> Option<usize> {
    let mut at = i;
    for (k, word) in name.split(' ').enumerate() {
        if k > 0 {
            at = number::hop(view, past_possessive(view, at));
        }
        if !same(view, at, word) {
            // «King’s» for «kings»
            let stem = word.strip_suffix('s').filter(|stem| view.is(at, stem))?;
            let end = past_possessive(view, at + 1);
            if end == at + 1 || stem.is_empty() {
                return None;
            }
            at = end;
            continue;
        }
        at += 1 + usize::from(matches!(word, "st" | "jr") && view.mark(at + 1, '.'));
    }
    Some(at)
}

/// Whether a token is a word, apostrophes in it left out («b’av»).
fn same(view: &View<'_>, i: usize, word: &str) -> bool {
    view.is(i, word) || {
        let text = view.word(i);
        let mut bare = text.chars().filter(|c| !matches!(c, '\'' | '’' | '‘'));
        text.len() > word.len()
            && word.chars().all(|w| bare.next().is_some_and(|c| c.eq_ignore_ascii_case(&w)))
            && bare.next().is_none()
    }
}

fn past_possessive(view: &View<'_>, at: usize) -> usize {
    let mark = view.token(at).is_some_and(|t| !t.spaced() && (t.is('\'') || t.is('’')));
    let at = at + usize::from(mark);
    at + usize::from(mark && view.is(at, "s") && view.token(at).is_some_and(|t| !t.spaced()))
}

/// Names of everyday words, which need their capitals in a sentence («a night of power cuts»).
fn everyday(name: &str) -> bool {
    ["night", "feast", "sacrifice", "ascension", "moon", "holy", "great", "white", "branch", "prophet", "lent"]
        .contains(&name.split(' ').next().unwrap_or_default())
}

pub fn find(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let mut best: Option<(u8, &Row, &str, usize)> = None;
    for &(n, row, name) in starting(view, i) {
        let Some(mut end) = name_end(view, i, name) else { continue };
        let day = past_possessive(view, end);
        if view.is(day, "day") {
            end = day + 1;
        } else if row.needs_day && !name.ends_with("sunday") {
            continue;
        }
        if best.is_none_or(|(.., b)| end > b) {
            best = Some((n, row, name, end));
        }
    }
    let (row, _, name, mut b) = best?;
    let t = view.token(i)?;
    // Names are written with capitals, but for those that are nothing else.
    let feast = usize::from(row) >= civil::ROWS.len();
    let sole = feast || view.is_any(i, few!["christmas", "xmas", "easter", "thanksgiving", "halloween", "valentine"]);
    let entry = view.len() < 8;
    if t.case() == Case::Lower && !entry && (everyday(name) || !sole && !view.is(b - 1, "day") && b == i + 1) {
        return None;
    }
    // «in the new year» is no day.
    if name == "new year" && b == i + 2 && !view.is_any(i.wrapping_sub(1), few!["before", "after", "until", "till"]) {
        return None;
    }
    // «Lent money», «Great Lent»
    if name == "lent" && !entry && !view.is_any(i.wrapping_sub(1), few!["of", "for", "during", "in", "before", "after"])
    {
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
    // «the Day of Ashura»
    if a == i && i >= floor + 2 && view.is(i - 1, "of") && view.is_any(i - 2, few!["day", "feast"]) {
        a = i - 2;
    }
    // «Christmas tree», «Easter eggs», «Easter Island»: a thing, not a day.
    let day = view.is(b - 1, "day") || year != Year::Open || place != Place::Open;
    let island = t.case() == Case::Title && view.is_any(b, few!["Island", "Islands", "Rising", "Carol", "Eve"]);
    let thing = view.token(b).is_some_and(|t| t.is_word() && (t.case() == Case::Lower || island))
        && !view.has(b, super::GRAMMAR)
        && number::word(view, b).is_none()
        && !number::amount(view, b).is_some_and(|(_, at)| matches!(number::word(view, at), Some(Word::Unit(..))));
    if !day && thing && view.len() > 3 {
        return None;
    }
    let home = if is_national(row) { home_before(view, i, row) } else { 0 };
    Some(Item { a, b, what: When::Holiday { row, home, year, place }.into(), rule: Rule::DateHoliday })
}

/// First and last day of a holiday in a year, as a country keeps it ([`home`]).
pub fn days(row: u8, home: u8, year: i16) -> Option<(Date, Date)> {
    let row = rows().nth(row as usize)?;
    let national = (home as usize).checked_sub(1).and_then(|n| row.national.get(n));
    let first = reckoning::day(national.map_or(row.date, |(_, date)| *date), year)?;
    let last = first.checked_add((row.days as i64 - 1).days()).ok()?;
    Some((first, last))
}

/// The number of a country, from 1 on, among those that keep a holiday on a date of their own, 0 for any other.
pub fn home(row: u8, country: &str) -> u8 {
    let countries = rows().nth(row as usize).map_or(&[][..], |r| r.national);
    countries.iter().position(|(name, _)| *name == country).map_or(0, |n| n as u8 + 1)
}

/// Whether a holiday's date depends on the country.
pub fn is_national(row: u8) -> bool {
    rows().nth(row as usize).is_some_and(|r| !r.national.is_empty())
}

/// The number of the country named before a holiday at `i` («Ukraine’s Independence Day», «Canadian Thanksgiving»).
fn home_before(view: &View<'_>, i: usize, row: u8) -> u8 {
    let possessive = i > 2 && view.is(i - 1, "s") && (view.mark(i - 2, '’') || view.mark(i - 2, '\''));
    let Some(end) = i.checked_sub(1 + 2 * usize::from(possessive)) else { return 0 };
    let one = name::country(view.word(end));
    let two = || name::country(&format!("{} {}", view.word(end.checked_sub(1)?), view.word(end)));
    one.or_else(two).map_or(0, |country| home(row, country))
}

/// Whether a holiday is one day from evening to evening, whose value is the first.
pub fn evening(row: u8) -> bool {
    rows().nth(row as usize).is_some_and(|r| r.evening)
}
