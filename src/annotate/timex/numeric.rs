//! Dates and years in digits: «2024-03-22», «22/03/2024», «10.31.74», «2019», «1994-96», «the 1980s», «’82».

use super::{
    Item, clock,
    expression::{NthOf, Origin, Place, Saying, Unit, When, Year},
    number::{self, short_year, year},
    words::{Lead, Word},
};
use crate::annotate::{View, lexicon::Class};

/// The date, year or clock time that starts at the number `i`.
pub fn find(view: &View<'_>, i: usize) -> Option<Item> {
    // «3-4pm», «10/1/2018-10/7/2018»: the end of a range may be glued to its start.
    if glued_to_number_before(view, i) {
        let dash = i > 0 && (view.mark(i - 1, '-') || view.mark(i - 1, '–'));
        let found = || full_date(view, i).or_else(|| clock::find(view, i)).or_else(|| day_and_month(view, i));
        return if dash { found() } else { None };
    }
    if view.token(i).is_some_and(|t| !t.spaced) && code_before(view, i) {
        return None;
    }
    full_date(view, i)
        .or_else(|| clock::find(view, i))
        .or_else(|| decade(view, i))
        .or_else(|| years(view, i))
        .or_else(|| day_and_month(view, i))
        .or_else(|| nth_day(view, i))
}

/// «on the 15th», «by the 21st»: a day of the month by itself.
fn nth_day(view: &View<'_>, i: usize) -> Option<Item> {
    let a = i.checked_sub(1).filter(|&a| view.is(a, "the"))?;
    let (n, b) = number::ordinal(view, i).filter(|&(n, _)| (1..=31).contains(&n))?;
    let led = a == 0
        || view.is_any(a - 1, &["on", "by", "until", "till", "since", "from", "before", "after", "of", "around"]);
    // «the 21st this month»
    if let Some(Word::Lead(lead @ (Lead::This | Lead::Next | Lead::Last))) = number::word(view, b)
        && view.is(b + 1, "month")
    {
        let offset = match lead {
            Lead::This => 0,
            Lead::Next => 1,
            _ => -1,
        };
        let within = Box::new(When::Shift { unit: Unit::Month, offset, from: Origin::Now });
        let when = When::Nth { nth: n as i8, of: NthOf::Unit(Unit::Day), within };
        return Some(Item { a, b: b + 2, what: when.into(), rule: "date-nth" });
    }
    let noun = view.token(b).is_some_and(|t| t.is_word() || t.is('-') || t.is_number())
        && !view.has(b, super::GRAMMAR)
        && !view.has(b, Class::DEICTIC);
    if !led || noun || a == 0 && view.len() > 4 || view.is(b, "of") {
        return None;
    }
    let when = When::Date { year: Year::Open, month: 0, day: n, place: Place::Open };
    Some(Item { a, b, what: when.into(), rule: "date-day" })
}

/// Whether the number goes on one before it, as in telephone numbers.
fn glued_to_number_before(view: &View<'_>, i: usize) -> bool {
    let Some(at) = i.checked_sub(2) else { return false };
    view.token(i).is_some_and(|t| !t.spaced)
        && view.token(at + 1).is_some_and(|t| !t.spaced && !t.is_word())
        && view.token(at).is_some_and(|t| t.is_number())
        && !view.mark(at + 1, '—')
        && !view.mark(at + 1, '(')
}

/// Whether the token before is glued to this number and makes it a code («A320», «$2000», «#12», «x_3»).
fn code_before(view: &View<'_>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else { return false };
    let Some(t) = view.token(before) else { return false };
    t.is_word() || ['$', '£', '€', '¥', '#', '@', '+', '=', '&', '_', '.'].iter().any(|&c| t.is(c))
}

/// A number of one or two digits within `1..=max`.
fn two(view: &View<'_>, i: usize, max: u8) -> Option<u8> {
    let t = view.token(i)?;
    let text = view.word(i);
    if !t.is_number() || text.len() > 2 {
        return None;
    }
    text.parse().ok().filter(|n| (1..=max).contains(n))
}

fn glued_mark(view: &View<'_>, i: usize, marks: &[char]) -> Option<char> {
    let t = view.token(i).filter(|t| !t.spaced)?;
    view.token(i + 1).filter(|t| !t.spaced)?;
    marks.iter().copied().find(|&c| t.is(c))
}

fn date(year: Year, month: u8, day: u8) -> Option<When> {
    let probe = match year {
        Year::Given(y) => y,
        _ => 2024,
    };
    jiff::civil::Date::new(probe, month as i8, day.max(1) as i8).ok()?;
    Some(When::Date { year, month, day, place: Place::Open })
}

/// The order of day and month: «22/03» is day first, «03/22» month first, «03/04» month first (the American way).
fn order(a: u8, b: u8) -> Option<(u8, u8)> {
    match (a, b) {
        (1..=12, 1..=31) => Some((a, b)),
        (13..=31, 1..=12) => Some((b, a)),
        _ => None,
    }
}

fn full_date(view: &View<'_>, i: usize) -> Option<Item> {
    if let Some(y) = year(view, i) {
        let sep = glued_mark(view, i + 1, &['-', '/', '.'])?;
        let month = two(view, i + 2, 12)?;
        glued_mark(view, i + 3, &[sep])?;
        let day = two(view, i + 4, 31)?;
        let mut what = Saying::from(date(Year::Given(y), month, day)?);
        let mut b = i + 5;
        // «2015-03-28T17:00»
        let t = usize::from(view.is(b, "T") && view.token(b).is_some_and(|t| !t.spaced));
        if let Some((clock, next)) = clock::digital(view, b + t) {
            what.clock = Some(clock);
            b = next;
        }
        return Some(Item { a: i, b, what, rule: "date-iso" });
    }
    let text = view.word(i);
    if text.bytes().filter(|&b| b == b'.').count() == 2 {
        let mut parts = text.split('.').map(str::parse::<u16>);
        let (a, b, y) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
        let y = if y >= 1000 { y as i16 } else { short_year(y as i64)? };
        let (a, b) = (u8::try_from(a).ok()?, u8::try_from(b).ok()?);
        // With dots the day comes first, unless it can't.
        let (month, day) = if b <= 12 { (b, a) } else { (a, b) };
        let when = date(Year::Given(y), month, day)?;
        return Some(Item { a: i, b: i + 1, what: when.into(), rule: "date-dots" });
    }
    let a = two(view, i, 31)?;
    let sep = glued_mark(view, i + 1, &['/', '-'])?;
    let b = two(view, i + 2, 31)?;
    glued_mark(view, i + 3, &[sep])?;
    let y = match year(view, i + 4) {
        Some(y) => y,
        None if view.word(i + 4).len() == 2 => short_year(view.word(i + 4).parse().ok()?)?,
        None => return None,
    };
    let (month, day) = order(a, b)?;
    let when = date(Year::Given(y), month, day)?;
    Some(Item { a: i, b: i + 5, what: when.into(), rule: "date-slashes" })
}

/// «22/04» after a word that calls for a date.
fn day_and_month(view: &View<'_>, i: usize) -> Option<Item> {
    let a = two(view, i, 31)?;
    // Nothing else in the block: «2/15», «2-15», «2 / 15».
    let entry = |mark: &[char]| {
        view.len() == 3 && view.token(i + 1).is_some_and(|t| mark.iter().any(|&c| t.is(c)))
            || view.len() == 4 && i == 1 && view.has(0, Class::PREPOSITION)
    };
    if !entry(&['-', '/']) {
        glued_mark(view, i + 1, &['/'])?;
    }
    // «2/2013»
    if let Some(y) = year(view, i + 2) {
        let called = i.checked_sub(1).map_or(view.len() == 3, |p| {
            view.is_any(p, &["in", "since", "by", "until", "from", "before", "after", "for"])
        });
        let when = When::Date { year: Year::Given(y), month: a, day: 0, place: Place::Open };
        let free = view.token(i + 3).is_none_or(|t| t.spaced || !t.is_number() && !t.is('/'));
        return (called && free && a <= 12).then(|| Item { a: i, b: i + 3, what: when.into(), rule: "date-month" });
    }
    let b = two(view, i + 2, 31)?;
    if view.token(i + 3).is_some_and(|t| !t.spaced && (t.is('/') || t.is_word() || t.is_number())) {
        return None;
    }
    let item = |a: usize, place: Place, month: u8, day: u8| {
        let when = match date(Year::Open, month, day)? {
            When::Date { year, month, day, .. } => When::Date { year, month, day, place },
            other => other,
        };
        Some(Item { a, b: i + 3, what: when.into(), rule: "date-day-month" })
    };
    let (month, day) = order(a, b)?;
    if entry(&['-', '/']) {
        return item(i, Place::Open, month, day);
    }
    // «next 5/12»
    if i > 0
        && let Some(Word::Lead(lead @ (Lead::Next | Lead::This | Lead::Last))) = number::word(view, i - 1)
    {
        let place = match lead {
            Lead::Next => Place::Next,
            Lead::This => Place::This,
            _ => Place::Last,
        };
        return item(i - 1, place, month, day);
    }
    // «4/25 at 4:00pm»
    let timed = view.is_any(i + 3, &["at", "before", "after", "by", "from"]) && clock::digital(view, i + 4).is_some();
    // «on 11/20, 11/22 or 11/25»
    let listed = i > 3
        && (view.mark(i - 1, ',') || view.is_any(i - 1, &["or", "and"]))
        && view.mark(i - 3, '/')
        && listed_before(view, i - 4);
    let called = i.checked_sub(1).is_some_and(|p| {
        view.is_any(p, &["on", "by", "until", "till", "since", "from", "before", "after", "dated", "to"])
            || view.has(p, Class::WEEKDAY)
            || view.is(p, "between")
            || view.mark(p, ',') && p > 0 && view.has(p - 1, Class::WEEKDAY)
    });
    // «between 10/1-11/7»
    let ranged = i > 4 && (view.mark(i - 1, '-') || view.mark(i - 1, '–')) && day_and_month(view, i - 4).is_some();
    let idiom = (a, b) == (9, 11) || (a, b) == (24, 7);
    if timed || listed || ranged {
        return item(i, Place::Open, month, day);
    }
    if !called || idiom || a < 3 && b < 5 && !view.word(i).starts_with('0') {
        return None;
    }
    item(i, Place::Open, month, day)
}

/// Whether a list of days such as «on 11/20, 11/22» has its first at or before `i`.
fn listed_before(view: &View<'_>, i: usize) -> bool {
    let mut i = i;
    for _ in 0..6 {
        if view.is_any(i.wrapping_sub(1), &["on", "by", "dates"]) {
            return true;
        }
        match i.checked_sub(4) {
            Some(k) if view.mark(i - 1, ',') && view.mark(k + 1, '/') => i = k,
            _ => return false,
        }
    }
    false
}

/// «the 1980s», «2000s», «the 80s», «the ’60s».
fn decade(view: &View<'_>, i: usize) -> Option<Item> {
    let text = view.word(i);
    if !text.ends_with('0') || text.contains(['.', ',']) {
        return None;
    }
    let next = view.token(i + 1).filter(|t| !t.spaced)?;
    let mut b = i + 1;
    if next.is('\'') || next.is('’') {
        b += 1;
    }
    if !view.is(b, "s") || view.token(b).is_some_and(|t| t.spaced) {
        return None;
    }
    b += 1;
    let mut a = i;
    let first = match year(view, i) {
        Some(y) => y,
        None if text.len() == 2 => {
            let quote = a > 0 && (view.mark(a - 1, '\'') || view.mark(a - 1, '’') || view.mark(a - 1, '‘'));
            a -= usize::from(quote);
            // «the mid-80s», not «in their mid-20s»
            let lead = (0..3).find(|n| !(a > *n && view.is_any(a - 1 - n, &["mid", "early", "late", "-"])));
            let the = lead.is_some_and(|n| a > n && view.is(a - 1 - n, "the"));
            // «unemployment in the mid-30s», «highs in the mid-80s»: a measure
            let measure = !quote && lead.is_some_and(|n| n > 0) && (text < "60" || measured(view, i));
            if !the && !quote || measure {
                return None;
            }
            // In newspapers «the 20s» to «the 90s» are the last century's.
            1900 + text.parse::<i16>().ok()?
        }
        None => return None,
    };
    if a > 0 && view.is(a - 1, "the") {
        a -= 1;
    }
    Some(Item { a, b, what: When::Decade(first).into(), rule: "date-decade" })
}

/// «in nineteen ninety-six», «since two thousand and five»: `i` is «nineteen» or «thousand».
pub fn spoken_year(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let a = i - usize::from(view.is(i, "thousand") && i > floor && view.is(i - 1, "two"));
    let called = a.checked_sub(1).is_some_and(|k| {
        view.is_any(k, &["in", "since", "until", "by", "from", "before", "after", "of", "year", "late", "early"])
    });
    let (y, b) = number::year_in_words(view, a).filter(|_| called && a >= floor)?;
    let counted = view.token(b).is_some_and(|t| t.is_word()) && !view.has(b, super::GRAMMAR) || view.mark(b, '-');
    let when = When::Date { year: Year::Given(y), month: 0, day: 0, place: Place::Open };
    (!counted).then(|| Item { a, b, what: when.into(), rule: "date-year" })
}

/// Whether the sentence of the token speaks of degrees or rates.
fn measured(view: &View<'_>, i: usize) -> bool {
    view.prose.sentence_of(i).any(|k| {
        view.is_any(
            k,
            &[
                "degrees",
                "temperatures",
                "temperature",
                "highs",
                "lows",
                "high",
                "low",
                "percent",
                "cent",
                "rate",
                "rates",
            ],
        )
    })
}

/// A year, or two with a dash between.
fn years(view: &View<'_>, i: usize) -> Option<Item> {
    let y = year(view, i)?;
    let year_of = |y| When::Date { year: Year::Given(y), month: 0, day: 0, place: Place::Open };
    if let Some(mark) = glued_mark(view, i + 1, &['-', '–', '—', '/', '~']) {
        let text = view.word(i + 2);
        let second = year(view, i + 2).or_else(|| {
            (text.len() == 2 && view.token(i + 2)?.is_number())
                .then(|| text.parse::<i16>().ok())?
                .map(|n| y / 100 * 100 + n)
        });
        let closed = view.token(i + 3).is_none_or(|t| t.spaced || !(t.is_number() || t.is('-') || t.is('/')));
        match second {
            Some(z) if z > y && z - y < 200 && closed => {
                // «2014-10» is a month unless it could be a season's two years.
                let month = z % 100;
                if text.len() == 2 && (1..=12).contains(&month) && z != y + 1 && mark != '–' {
                    let when = When::Date { year: Year::Given(y), month: month as u8, day: 0, place: Place::Open };
                    return Some(Item { a: i, b: i + 3, what: when.into(), rule: "date-iso" });
                }
                let range = When::Range(Box::new((year_of(y).into(), year_of(z).into())));
                return Some(Item { a: i, b: i + 3, what: range.into(), rule: "date-years" });
            }
            _ if mark != '—' && view.token(i + 2).is_some_and(|t| t.is_number()) => {
                // «2014-10», «2015/3»
                let month = two(view, i + 2, 12).filter(|_| closed && mark != '–')?;
                let when = When::Date { year: Year::Given(y), month, day: 0, place: Place::Open };
                return Some(Item { a: i, b: i + 3, what: when.into(), rule: "date-iso" });
            }
            _ => {}
        }
    }
    plausible(view, i, y).then(|| {
        let mut b = i + 1;
        if view.is_any(b, &["AD", "CE", "A.D.", "A.D", "a.d", "a.d."]) {
            b += 1;
        }
        Item { a: i, b, what: year_of(y).into(), rule: "date-year" }
    })
}

/// Whether four digits are a year and not a count, a number of a thing or a price.
fn plausible(view: &View<'_>, i: usize, y: i16) -> bool {
    let before = i.wrapping_sub(1);
    if view.token(i + 1).is_some_and(|t| {
        !t.spaced && (t.is_word() || ['%', '°', '/', '$', '€', '£', '_', '@'].iter().any(|&c| t.is(c)))
    }) || super::clock_colon(view, i + 1)
    {
        return false;
    }
    if view.mark(before, '$') || view.mark(before, '£') || view.mark(before, '€') || view.mark(before, '#') {
        return false;
    }
    if view.is_any(before, &["no", "number", "flight", "room", "page", "route", "highway", "least", "than", "nearly"])
        || view.is_any(before, &["almost", "about", "some", "over", "approximately", "roughly", "p", "pp", "up"])
        || view.is_any(before, &["another", "additional", "extra", "these", "those", "worth", "model"])
        || view.is(before, "around") && super::counted(view, i + 1)
        || view.mark(before, '.') && i >= 2 && view.is(i - 2, "No")
    {
        return false;
    }
    // «in the 1900 block of Mill Street»
    let block = view.is_any(i + 1, &["block", "blocks"]);
    if super::counted(view, i + 1) || view.has(i + 1, Class::TIME_UNIT) || block {
        return false;
    }
    if view
        .is_any(i + 1, &["percent", "per", "km", "metres", "meters", "feet", "miles", "acres", "hectares", "degrees"])
        || view.is_any(i + 1, &["tons", "tonnes", "points", "votes", "dollars", "euros", "pounds", "homes", "others"])
        || view.is_any(i + 1, &["words", "square", "hours", "copies", "times", "feet", "calories", "kg"])
    {
        return false;
    }
    let led = view.is_any(
        before,
        &[
            "in",
            "since",
            "by",
            "from",
            "until",
            "till",
            "of",
            "to",
            "before",
            "after",
            "during",
            "early",
            "late",
            "mid",
            "between",
            "year",
            "through",
            "and",
            "for",
            "circa",
            "the",
            "'s",
            "s",
            "fiscal",
            "summer",
            "winter",
            "spring",
            "autumn",
            "fall",
            "throughout",
            "around",
            "to",
            "back",
        ],
    );
    let round = y % 50 == 0;
    let plural = view.token(i + 1).is_some_and(|t| {
        t.is_word()
            && t.case == crate::article::Case::Lower
            && view.word(i + 1).ends_with('s')
            && !view.is_any(i + 1, &["was", "is", "has", "as", "its", "this", "his", "s", "elections", "olympics"])
    });
    if round && plural {
        return false;
    }
    match y {
        1900..2100 => !round || led || !plural,
        // «dates back to 1865»
        _ if view.is(before, "to") && view.is(before.wrapping_sub(1), "back") => !plural,
        _ => led && !plural && !view.is_any(before, &["to", "and", "for", "of", "the", "from"]),
    }
}

/// «’82» after a word that calls for a year.
pub fn apostrophe(view: &View<'_>, i: usize) -> Option<Item> {
    let t = view.token(i + 1).filter(|t| t.is_number() && !t.spaced)?;
    if view.word(i + 1).len() != 2 || t.end - t.start != 2 || !view.token(i)?.spaced {
        return None;
    }
    if view.is(i + 2, "s") && view.token(i + 2).is_some_and(|t| !t.spaced) {
        return decade(view, i + 1);
    }
    let led = i.checked_sub(1).is_some_and(|p| {
        view.is_any(p, &["in", "since", "of", "from", "until", "by", "before", "after", "to", "during"])
            || view.has(p, Class::SEASON)
    });
    if !led {
        return None;
    }
    let y = match view.word(i + 1).parse::<i64>().ok()? {
        n @ 0..=29 => 2000 + n,
        n => 1900 + n,
    };
    let when = When::Date { year: Year::Given(y as i16), month: 0, day: 0, place: Place::Open };
    Some(Item { a: i, b: i + 2, what: when.into(), rule: "date-year" })
}

/// «20th century», «the twenty-first century»: the ordinal before the word at `i`.
pub fn century(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let (n, mut a) = number::ordinal_before(view, i, floor)?;
    if !(1..=30).contains(&n) {
        return None;
    }
    if a > floor && view.is(a - 1, "the") {
        a -= 1;
    }
    Some(Item { a, b: i + 1, what: When::Century(n as i16).into(), rule: "date-century" })
}
