//! Years by themselves, decades and centuries: «2019», «1994-96», «79 AD», «the 1980s», «’82», «the 20th century».

use super::{
    Item,
    expression::{Place, When, Year},
    number::{self, year},
    numeric::{glued_mark, two},
};
use crate::{
    annotate::{Few, Rule, View, lexicon::Class},
    article::Case,
};

/// «the 1980s», «2000s», «the 80s», «the ’60s».
pub(super) fn decade(view: &View<'_>, i: usize) -> Option<Item> {
    let text = view.word(i);
    if !text.ends_with('0') || text.contains(['.', ',']) {
        return None;
    }
    let next = view.token(i + 1).filter(|t| !t.spaced())?;
    let mut b = i + 1;
    if next.is('\'') || next.is('’') {
        b += 1;
    }
    if !view.is(b, "s") || view.token(b).is_some_and(|t| t.spaced()) {
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
            let lead = (0..3).find(|n| !(a > *n && view.is_any(a - 1 - n, few!["mid", "early", "late", "-"])));
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
    Some(Item { a, b, what: When::Decade(first).into(), rule: Rule::DateDecade })
}

/// «in nineteen ninety-six», «since two thousand and five»: `i` is «nineteen» or «thousand».
pub fn spoken_year(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    let a = i - usize::from(view.is(i, "thousand") && i > floor && view.is(i - 1, "two"));
    let called = a.checked_sub(1).is_some_and(|k| {
        view.is_any(k, few!["in", "since", "until", "by", "from", "before", "after", "of", "year", "late", "early"])
    });
    let (y, b) = number::year_in_words(view, a).filter(|_| called && a >= floor)?;
    let counted = view.token(b).is_some_and(|t| t.is_word()) && !view.has(b, super::GRAMMAR) || view.mark(b, '-');
    let when = When::Date { year: Year::Given(y), month: 0, day: 0, place: Place::Open };
    (!counted).then(|| Item { a, b, what: when.into(), rule: Rule::DateYear })
}

/// Whether the sentence of the token speaks of degrees or rates.
fn measured(view: &View<'_>, i: usize) -> bool {
    view.prose.sentence_of(i).any(|k| {
        view.is_any(
            k,
            few![
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

/// Whether one of the names of an era stands at `i`, in capitals or with dots («ad» is another word).
fn era_name(view: &View<'_>, i: usize, names: &Few) -> bool {
    view.is_any(i, names) && (view.word(i).contains('.') || view.token(i).is_some_and(|t| t.case() == Case::Upper))
}

/// Names of our era, and of the time before it.
const OURS: &Few = few!["ad", "a.d", "a.d.", "ce", "c.e."];
const BEFORE: &Few = few!["bc", "b.c", "b.c.", "bce", "b.c.e."];

/// Whether an era is named after a year, at token `i`.
pub(super) fn era_of(view: &View<'_>, i: usize) -> bool {
    era_name(view, i, OURS) || era_name(view, i, BEFORE)
}

/// Whether our era is named before the year at token `i`.
pub(super) fn era_before(view: &View<'_>, i: usize) -> bool {
    i > 0 && era_name(view, i - 1, few!["ad", "a.d", "a.d."])
}

/// «79 AD», «AD 79», «44 BC»: a year that says how it is counted. Those before our era are negative.
pub(super) fn era(view: &View<'_>, i: usize) -> Option<Item> {
    let n: i16 = view.word(i).parse().ok().filter(|n| (1..3000).contains(n))?;
    let (a, b, year) = if era_name(view, i + 1, OURS) {
        (i, i + 2, n)
    } else if era_name(view, i + 1, BEFORE) {
        (i, i + 2, -n)
    } else {
        let k = i.checked_sub(1).filter(|_| era_before(view, i) && view.word(i).len() < 5)?;
        let free = view.token(i + 1).is_none_or(|t| t.is('.') || t.is(',') || t.is_word() && t.case() == Case::Lower);
        (free && view.is_any(k.wrapping_sub(1), few!["in", "of", "by", "from", "since", "until", "around", "about"]))
            .then_some((k, i + 1, n))?
    };
    let when = When::Date { year: Year::Given(year), month: 0, day: 0, place: Place::Open };
    Some(Item { a, b, what: when.into(), rule: Rule::DateYear })
}

/// A year, or two with a dash between.
pub(super) fn years(view: &View<'_>, i: usize) -> Option<Item> {
    let y = year(view, i)?;
    let year_of = |y| When::Date { year: Year::Given(y), month: 0, day: 0, place: Place::Open };
    if let Some(mark) = glued_mark(view, i + 1, &['-', '–', '—', '/', '~']) {
        let text = view.word(i + 2);
        let second = year(view, i + 2).or_else(|| {
            (text.len() == 2 && view.token(i + 2)?.is_number())
                .then(|| text.parse::<i16>().ok())?
                .map(|n| y / 100 * 100 + n)
        });
        let closed = view.token(i + 3).is_none_or(|t| t.spaced() || !(t.is_number() || t.is('-') || t.is('/')));
        match second {
            Some(z) if z > y && z - y < 200 && closed => {
                // «2014-10» is a month unless it could be a season's two years.
                let month = z % 100;
                if text.len() == 2 && (1..=12).contains(&month) && z != y + 1 && mark != '–' {
                    let when = When::Date { year: Year::Given(y), month: month as u8, day: 0, place: Place::Open };
                    return Some(Item { a: i, b: i + 3, what: when.into(), rule: Rule::DateIso });
                }
                let range = When::Range(Box::new((year_of(y).into(), year_of(z).into())));
                return Some(Item { a: i, b: i + 3, what: range.into(), rule: Rule::DateYears });
            }
            _ if mark != '—' && view.token(i + 2).is_some_and(|t| t.is_number()) => {
                // «2014-10», «2015/3»
                let month = two(view, i + 2, 12).filter(|_| closed && mark != '–')?;
                let when = When::Date { year: Year::Given(y), month, day: 0, place: Place::Open };
                return Some(Item { a: i, b: i + 3, what: when.into(), rule: Rule::DateIso });
            }
            _ => {}
        }
    }
    plausible(view, i, y).then(|| Item { a: i, b: i + 1, what: year_of(y).into(), rule: Rule::DateYear })
}

/// Whether four digits are a year and not a count, a number of a thing or a price.
fn plausible(view: &View<'_>, i: usize, y: i16) -> bool {
    let before = i.wrapping_sub(1);
    if view.token(i + 1).is_some_and(|t| {
        !t.spaced() && (t.is_word() || ['%', '°', '/', '$', '€', '£', '_', '@'].iter().any(|&c| t.is(c)))
    }) || super::clock_colon(view, i + 1)
    {
        return false;
    }
    if view.mark(before, '$') || view.mark(before, '£') || view.mark(before, '€') || view.mark(before, '#') {
        return false;
    }
    if view
        .is_any(before, few!["no", "number", "flight", "room", "page", "route", "highway", "least", "than", "nearly"])
        || view.is_any(before, few!["almost", "about", "some", "over", "approximately", "roughly", "p", "pp", "up"])
        || view.is_any(before, few!["another", "additional", "extra", "these", "those", "worth", "model"])
        || view.is(before, "around") && super::counted(view, i + 1)
        || view.mark(before, '.') && i >= 2 && view.is(i - 2, "No")
    {
        return false;
    }
    // «in the 1900 block of Mill Street»
    let block = view.is_any(i + 1, few!["block", "blocks"]);
    // «In 2021 inspectors came»: people in such number are not written without a comma after «in».
    let people = view.has(i + 1, Class::PERSON_NOUN) && view.is_any(before, few!["in", "since"]);
    if super::counted(view, i + 1) && !people || view.has(i + 1, Class::TIME_UNIT) || block {
        return false;
    }
    if view.is_any(
        i + 1,
        few!["percent", "per", "km", "metres", "meters", "feet", "miles", "acres", "hectares", "degrees"],
    ) || view
        .is_any(i + 1, few!["tons", "tonnes", "points", "votes", "dollars", "euros", "pounds", "homes", "others"])
        || view.is_any(i + 1, few!["words", "square", "hours", "copies", "times", "feet", "calories", "kg"])
    {
        return false;
    }
    let led = view.is_any(
        before,
        few![
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
            && t.case() == crate::article::Case::Lower
            && view.word(i + 1).ends_with('s')
            && !view.is_any(i + 1, few!["was", "is", "has", "as", "its", "this", "his", "s", "elections", "olympics"])
    });
    if round && plural {
        return false;
    }
    match y {
        1900..2100 => !round || led || !plural,
        // «dates back to 1865»
        _ if view.is(before, "to") && view.is(before.wrapping_sub(1), "back") => !plural,
        _ => led && !plural && !view.is_any(before, few!["to", "and", "for", "of", "the", "from"]),
    }
}

/// «’82» after a word that calls for a year.
pub fn apostrophe(view: &View<'_>, i: usize) -> Option<Item> {
    let t = view.token(i + 1).filter(|t| t.is_number() && !t.spaced())?;
    if view.word(i + 1).len() != 2 || t.end() - t.start() != 2 || !view.token(i)?.spaced() {
        return None;
    }
    if view.is(i + 2, "s") && view.token(i + 2).is_some_and(|t| !t.spaced()) {
        return decade(view, i + 1);
    }
    let led = i.checked_sub(1).is_some_and(|p| {
        view.is_any(p, few!["in", "since", "of", "from", "until", "by", "before", "after", "to", "during"])
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
    Some(Item { a: i, b: i + 2, what: when.into(), rule: Rule::DateYear })
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
    let mut b = i + 1;
    let mut nth = n as i16;
    if era_name(view, b, BEFORE) {
        nth = -nth;
        b += 1;
    } else if era_name(view, b, OURS) {
        b += 1;
    }
    Some(Item { a, b, what: When::Century(nth).into(), rule: Rule::DateCentury })
}
