//! Dates, times, durations and sets (TIMEX3). [`items`] and [`find`] read a block by itself; [`resolve`] places relative
//! expressions against the article's date, the tense and the dates before them.
//!
//! A rule starts at a token whose class triggers it and may reach to its left; [`join`] then puts together what stands
//! together, [`modifier`] takes bounds in, [`tense`] reads the verbs around. [`place`] is the calendar.

mod alone;
mod clock;
mod counted;
mod deictic;
mod duration;
mod expression;
mod holiday;
mod join;
mod listed;
mod modifier;
mod month;
mod number;
mod numeric;
mod part;
mod place;
mod range;
mod resolve;
mod season;
mod span;
mod spoken;
mod story;
mod stretch;
mod tense;
mod unit;
mod verbs;
mod weekday;
mod which;
mod within;
mod words;
mod year;

pub use expression::Expression;
pub use resolve::resolve;
pub use words::words;

use self::{
    expression::{Open, Saying, When},
    words::{Tense, Word},
};
use super::{
    Rule, TimexKind, View,
    lexicon::{Class, Trigger},
};
use crate::article::{Case, TokenKind};

/// A temporal expression while its block is read: the tokens `a..b`.
#[derive(Clone, Debug)]
pub struct Item {
    a: usize,
    b: usize,
    what: Saying,
    rule: Rule,
}

/// Words that no noun is.
const GRAMMAR: Class = Class::DETERMINER
    .or(Class::PREPOSITION)
    .or(Class::CONJUNCTION)
    .or(Class::AUXILIARY)
    .or(Class::PRONOUN)
    .or(Class::NEGATION);

/// Whether the token at `i` is something that is counted, so that a number before it is no date.
fn counted(view: &View<'_>, i: usize) -> bool {
    view.has(i, Class::PERSON_NOUN.or(Class::SCALE).or(Class::CURRENCY).or(Class::UNIT))
        && view.token(i).is_some_and(|t| t.case() == Case::Lower)
        && !view.has(i, GRAMMAR.or(Class::MONTH).or(Class::CUE))
        && !view.is_any(i, few!["won", "second", "quarter"])
}

/// The classes whose words start a rule.
pub const TRIGGERS: Class = Class::MONTH
    .or(Class::WEEKDAY)
    .or(Class::TIME_UNIT)
    .or(Class::DAY_PART)
    .or(Class::DEICTIC)
    .or(Class::TIME_MOD)
    .or(Class::SEASON)
    .or(Class::MERIDIEM)
    .or(Class::HOLIDAY);

/// Whether a colon stands at `i` with digits glued to both sides («3:15»), and not one that introduces what follows
/// («August 2021: about 170 dead»).
fn clock_colon(view: &View<'_>, i: usize) -> bool {
    let glued = |k: usize| view.token(k).is_some_and(|t| !t.spaced());
    view.mark(i, ':') && glued(i) && glued(i + 1) && view.token(i + 1).is_some_and(|t| t.is_number())
}

/// What the tokens of a block start, in order, without overlaps.
pub fn items(view: &View<'_>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut from = 0;
    while let Some(i) = view.lex.next(from, Trigger::TIMEX) {
        let floor = items.last().map_or(0, |x| x.b);
        match at(view, i, floor) {
            Some(item) => {
                from = item.b.max(i + 1);
                // A rule may start further left than what a number alone was taken for.
                while items.last().is_some_and(|last| last.b > item.a) {
                    items.pop();
                }
                items.push(item);
            }
            None => from = i + 1,
        }
    }
    items
}

/// The temporal expressions of a block, in order, without overlaps, of its [`items`].
pub fn find(view: &View<'_>, mut items: Vec<Item>) -> Vec<Expression> {
    if items.is_empty() {
        return Vec::new();
    }
    listed::days(view, &mut items);
    join::join(view, &mut items);
    let mut floor = 0;
    for item in &mut items {
        modifier::extend(view, item, floor);
        floor = item.b;
    }
    clock::halves(view, &mut items);
    clock::stamps(view, &mut items);
    range::ranges(view, &mut items);
    let alone = alone(view, &items);
    // Collected in place, they would keep the room of the items, which are larger.
    let mut out = Vec::with_capacity(items.len());
    out.extend(items.into_iter().filter(|x| x.a < x.b && x.b <= view.len()).map(|x| Expression {
        span: view.span(x.a, x.b - 1),
        tense: match x.what.when.needs_tense().then(|| tense::tense(view, x.a, x.b)) {
            // A day of a month may as well be the line that dates the article.
            Some(Tense::Unknown) if alone && !matches!(x.what.when, When::Date { month: 1.., .. }) => Tense::Future,
            tense => tense.unwrap_or_default(),
        },
        alone,
        said: x.what.is_day() && tense::said(view, x.a, x.b),
        open: if alone { open(view, &x) } else { None },
        what: x.what,
        rule: x.rule,
    }));
    out
}

/// The longest block that can be an entry of a calendar, in tokens.
const ENTRY: usize = 16;

/// Whether nothing but small words stands beside the expressions of a block.
fn alone(view: &View<'_>, items: &[Item]) -> bool {
    if view.len() > ENTRY {
        return false;
    }
    let mut next = 0;
    let mut free = true;
    for item in items {
        free &= small_words(view, next, item.a);
        next = item.b;
    }
    free && small_words(view, next, view.len())
}

/// Whether the word before an entry makes it a beginning or an end.
fn open(view: &View<'_>, item: &Item) -> Option<Open> {
    let before = item.a.checked_sub(1)?;
    if !matches!(item.what.kind(), TimexKind::Date | TimexKind::Time) || matches!(item.what.when, When::Range(_)) {
        None
    } else if view.is_any(before, few!["after", "since", "from"]) {
        Some(Open::From)
    } else {
        view.is_any(before, few!["before", "until", "till", "through"]).then_some(Open::Until)
    }
}

fn small_words(view: &View<'_>, a: usize, b: usize) -> bool {
    (a..b).all(|i| {
        view.token(i).is_some_and(|t| !t.is_word() && !t.is_number())
            || view.has(i, Class::PREPOSITION.or(Class::DETERMINER).or(Class::CONJUNCTION))
            || view.is_any(i, few!["approximately", "exactly", "sharp", "anytime", "sometime", "sometimes", "starting"])
    })
}

/// The expression that the token at `i` triggers.
fn at(view: &View<'_>, i: usize, floor: usize) -> Option<Item> {
    match view.token(i)?.kind() {
        TokenKind::Number => return numeric::find(view, i),
        TokenKind::Mark(_) => return year::apostrophe(view, i),
        TokenKind::Word => {}
    }
    let classes = view.lex.get(i)?.classes;
    let mut found = None;
    let fools = classes.has(Class::MONTH) && view.is_any(i + 1, few!["fools", "fool"]);
    if classes.has(Class::HOLIDAY) || fools {
        found = holiday::find(view, i, floor);
    }
    if classes.has(Class::TIME_MOD) {
        found = found
            .or_else(|| if view.is(i, "past") { spoken::past(view, i, floor) } else { None })
            .or_else(|| spoken::to(view, i, floor))
            .or_else(|| spoken::after(view, i))
            .or_else(|| spoken::in_words(view, i, floor))
            .or_else(|| deictic::phrase(view, i, floor));
    }
    found.or_else(|| match number::word(view, i)? {
        Word::Month(_) => month::find(view, i, floor),
        Word::Weekday(_) => weekday::find(view, i, floor),
        Word::Part(..) => part::find(view, i, floor),
        Word::Unit(..) => unit::find(view, i, floor),
        Word::Season(_) => season::find(view, i, floor),
        Word::Meridiem(_) => spoken::before_meridiem(view, i, floor),
        Word::Deictic(_) | Word::Frequency(_) => deictic::find(view, i, floor),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::{
        annotate::{Cache, annotate},
        article::{DateSource, Format, Hints, read},
    };

    const WORDS: &[&str] = &[
        "Friday",
        "the",
        "last",
        "March",
        "may",
        "22",
        "2024",
        "’82",
        "1980s",
        "of",
        "two",
        "and a half",
        "days",
        "ago",
        "-",
        "–",
        "/",
        ":",
        ",",
        ".",
        "15",
        "3.30",
        "p.m.",
        "GMT",
        "night",
        "this",
        "every",
        "quarter",
        "first",
        "to",
        "from",
        "between",
        "Easter",
        "Q3",
        "FY",
        "half past",
        "o’clock",
        "later",
        "before",
        "on",
        "at",
        "in",
        "summer",
        "early",
        "mid",
        "decades",
        "century",
        "second",
        "twenty-first",
        "999999999",
        "31",
        "€",
        "é",
        "’s",
        "\u{300}",
        "½",
        "h",
        "a",
        "p",
        "m",
        "ish",
        "for",
        "until",
        "closest",
        "weekend",
        "next",
        "ago",
        "Diwali",
        "Ramadan",
        "Passover",
        "Lunar New Year",
        "King’s Day",
        "2/15",
        "date",
        "nights",
    ];

    /// Whatever the words, expressions are in order, apart from each other and inside the text.
    #[test]
    fn any_words_of_time_are_survived() {
        let mut seed = 9u64;
        let mut dice = || {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) as usize
        };
        for round in 0..3000 {
            let text: Vec<&str> = (0..1 + dice() % 14).map(|_| WORDS[dice() % WORDS.len()]).collect();
            let text = text.join(if round % 5 == 0 { "" } else { " " });
            let date = jiff::civil::Date::new(2024, 2, 29).ok().filter(|_| round % 3 > 0);
            let hints = Hints { date: date.map(|d| (d, None, DateSource::Flag)), ..Hints::default() };
            let annotated = annotate(Arc::new(read(&text, Format::Plain, &hints)), &mut Cache::default());
            let mut end = 0;
            for t in &annotated.timexes {
                assert!(t.span.start >= end && t.span.end as usize <= text.len(), "{text:?}: {:?}", annotated.timexes);
                assert!(text.is_char_boundary(t.span.start as usize) && text.is_char_boundary(t.span.end as usize));
                assert!(!t.value.is_empty(), "{text:?}: {t:?}");
                end = t.span.end;
            }
        }
    }
}
