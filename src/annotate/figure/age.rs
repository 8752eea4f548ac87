//! Ages: «53-year-old», «aged 53», «the mayor, 53,», «Deborah Cole (54)», «She’s 47», «in his 30s».

use super::{
    super::{
        FigureKind, Rule, View, WordList,
        lexicon::{Builder, Class},
    },
    amount::Amount,
    number::{Form, Number},
};
use crate::{
    article::Case,
    value::{Bound, Decimal, Unit},
};

pub fn words(b: &mut Builder) {
    b.classes(&["aged", "age", "ages", "old", "olds", "yo"], Class::NONE);
}

/// The age whose number, `n`, starts at token `i`.
pub fn at(view: &View<'_>, i: usize, n: Number) -> Option<Amount> {
    if !(view.token(i)?.is_number() || view.has(i, Class::NUMBER)) || n.value.scale() != 0 && n.form == Form::Digits {
        return None;
    }
    if let Some((unit, end)) = old(view, n.end) {
        let mut a = age(i, end, n.value, unit);
        a.over_dates = true;
        return Some(a);
    }
    let years = n.value.mantissa();
    if n.value.scale() > 0 || !(1..=115).contains(&years) || n.form == Form::Fraction {
        return None;
    }
    let found = after_word(view, i, n.end)
        || of_person(view, i, n.end)
        || apposition(view, i, n.end)
        || bracketed(view, i, n.end)
        || view.is_any(n.end, few!["or", "and"]) && view.is_any(n.end + 1, few!["younger", "older"])
        || predicate(view, i, n.end)
        || years >= 14 && stated(view, i, n.end);
    found.then(|| age(i, n.end, n.value, Unit::YearOld))
}

fn age(start: usize, end: usize, value: Decimal, unit: Unit) -> Amount {
    Amount::new(start, end, value, unit, FigureKind::Age, Rule::FigureAge)
}

/// «-year-old», «years old», «years of age», «months old», «yo» at token `i`.
fn old(view: &View<'_>, i: usize) -> Option<(Unit, usize)> {
    if view.is(i, "yo") || view.is(i, "y") && view.mark(i + 1, '/') && view.is(i + 2, "o") {
        return Some((Unit::YearOld, if view.is(i, "yo") { i + 1 } else { i + 3 }));
    }
    let hyphen = |at: usize| usize::from(view.mark(at, '-') || view.mark(at, '‐') || view.mark(at, '–'));
    let mut at = i + hyphen(i);
    let unit = match () {
        _ if view.is_any(at, few!["year", "years", "yr", "yrs"]) => Unit::YearOld,
        _ if view.is_any(at, few!["month", "months"]) => Unit::Measure("month-old"),
        _ if view.is_any(at, few!["week", "weeks"]) => Unit::Measure("week-old"),
        _ if view.is_any(at, few!["day", "days"]) => Unit::Measure("day-old"),
        _ => return None,
    };
    at += 1;
    if view.starts(at, &["of", "age"]) {
        return Some((unit, at + 2));
    }
    at += hyphen(at);
    view.is_any(at, few!["old", "olds"]).then_some((unit, at + 1))
}

/// «aged 53», «age 53», «age of 53», «ages 5».
fn after_word(view: &View<'_>, i: usize, end: usize) -> bool {
    let Some(p) = i.checked_sub(1) else { return false };
    let free = !view.token(end).is_some_and(|t| t.is_word() && view.has(end, Class::PERSON_NOUN.or(Class::TIME_UNIT)));
    let of = view.is(p, "of") && p > 0 && view.is_any(p - 1, few!["age", "ages"]);
    let of = of
        || view.is_any(p, few!["to", "and", "over", "under"])
            && p > 0
            && view.is_any(p - 1, few!["age", "ages", "aged"]);
    let turned = view.is_any(p, few!["turned", "turns", "turning"]) && ends(view, end);
    free && (view.is_any(p, few!["aged", "age", "ages"]) || of || turned || listed(view, p))
        || view.is(p, "than") && p > 0 && view.is_any(p - 1, few!["younger", "older"])
}

/// Whether an age stands before the comma or «and» at `p`: «aged 19 and 22», «aged 3, 5 and 8».
fn listed(view: &View<'_>, mut p: usize) -> bool {
    for _ in 0..6 {
        let number = |k: usize| view.token(k).is_some_and(|t| t.is_number()) || view.has(k, Class::NUMBER);
        if p < 2 || !(view.is(p, "and") || view.mark(p, ',')) || !number(p - 1) {
            return false;
        }
        p -= 2;
        if view.is_any(p, few!["aged", "ages"]) {
            return true;
        }
    }
    false
}

/// Nouns for people whose «of» counts others («a mother of three», «a crew of 12») or says whose they are.
static OTHERS: WordList = WordList::new(&[
    "mother",
    "father",
    "parent",
    "parents",
    "grandmother",
    "grandfather",
    "crew",
    "staff",
    "police",
    "family",
    "families",
    "households",
    "couple",
    "people",
    "men",
    "women",
    "children",
    "members",
    "member",
    "leader",
    "captain",
    "president",
    "director",
    "minister",
    "mayor",
    "governor",
    "troops",
    "others",
    "other",
    "personnel",
    "winner",
    "owner",
]);

/// «a guard of 58», «a girl of fourteen», «a woman of about 50».
fn of_person(view: &View<'_>, i: usize, end: usize) -> bool {
    let about =
        usize::from(i > 0 && view.is_any(i - 1, few!["about", "around", "some", "only", "just", "nearly", "almost"]));
    let Some(of) = i.checked_sub(1 + about).filter(|&k| k > 1 && view.is(k, "of")) else { return false };
    let noun = of - 1;
    let one = (noun.saturating_sub(3)..noun).any(|k| view.is_any(k, few!["a", "an", "the", "another", "young", "old"]));
    let goes_on =
        ends(view, end) || view.is_any(end, few!["who", "called", "named", "from", "was", "had", "has", "whose"]);
    view.has(noun, Class::PERSON_NOUN)
        && !view.in_list(noun, &OTHERS)
        && !view.word(noun).ends_with('s')
        && one
        && goes_on
}

/// «Karl Imre, 60, the mate», «the mayor, 53,», «Brittany Thomas, 21.»
fn apposition(view: &View<'_>, i: usize, end: usize) -> bool {
    // «Jordan Hale, one of the men»
    if view.is(end, "of") && view.token(i).is_some_and(|t| t.is_word()) {
        return false;
    }
    let then = usize::from(i > 0 && view.is_any(i - 1, few!["then", "now"]));
    let Some(comma) = i.checked_sub(1 + then).filter(|&c| c > 0 && view.mark(c, ',')) else { return false };
    // «Norris Hale Jr., 23,»
    let noun =
        comma - 1 - usize::from(view.mark(comma - 1, '.') && comma > 1 && view.is_any(comma - 2, few!["jr", "sr"]));
    let Some(t) = view.token(noun).filter(|t| t.is_word()) else { return false };
    let person = view.has(noun, Class::PERSON_NOUN.or(Class::GIVEN_NAME));
    let not_person = view.has(noun, Class::MONTH.or(Class::WEEKDAY).or(Class::PLACE));
    // A name of two words, or one that something else shows to be a person’s.
    let titled = |k: usize| {
        view.token(k).is_some_and(|t| t.is_word() && matches!(t.case(), Case::Title | Case::Mixed | Case::Upper))
    };
    let name = titled(noun) && (noun > 0 && titled(noun - 1) || t.case() != Case::Upper);
    if !(name && !not_person || person) {
        return false;
    }
    let closed = view.mark(end, ',') || view.mark(end, ';') || view.mark(end, ')');
    let followed = name
        && noun > 0
        && titled(noun - 1)
        && (closed
            || view.is_any(end, few!["of", "from", "who", "and", "with", "was", "has"])
            || sentence_ends(view, end));
    let next_number = closed && view.token(end + 1).is_some_and(|t| t.is_number()) && !person;
    (followed || closed && !view.mark(end, ')')) && !next_number || person && sentence_ends(view, end)
}

/// «Deborah Cole (54)».
fn bracketed(view: &View<'_>, i: usize, end: usize) -> bool {
    let titled = |k: usize| view.token(k).is_some_and(|t| t.is_word() && t.case() == Case::Title);
    i >= 3
        && view.mark(i - 1, '(')
        && view.mark(end, ')')
        && titled(i - 2)
        && titled(i - 3)
        && !view.has(i - 2, Class::ORG_NOUN)
}

/// «She’s 47», «He was twenty-eight», «who is 81», «who, at 47, has».
fn predicate(view: &View<'_>, i: usize, end: usize) -> bool {
    if i >= 2 && view.is(i - 1, "at") && view.mark(i - 2, ',') && view.mark(end, ',') {
        return true;
    }
    if !ends(view, end) && !view.is_any(end, few!["now", "today"]) {
        return false;
    }
    let mut at = i - usize::from(i > 0 && view.is_any(i - 1, few!["now", "only", "just", "still", "then"]));
    let be = at > 0
        && (view.is_any(at - 1, few!["is", "was", "he's", "she's", "i'm", "am"])
            || view.is(at - 1, "s") && at > 1 && view.token(at - 2).is_some_and(|t| t.is('’') || t.is('\'')));
    if !be || at < 2 {
        return be && at == 1;
    }
    at -= if view.is(at - 1, "s") { 3.min(at) } else { 2 };
    let child =
        view.has(at, Class::PERSON_NOUN) && at > 0 && (view.has(at - 1, Class::DETERMINER) || view.mark(at - 1, '\''));
    view.is_any(at, few!["he", "she", "i", "who"]) || child
}

/// «The steward who opened the gate is 32», «Malcolm Orr, the governor since 2019, is 63», «Maria Orr is 50 now»: a person
/// opens the sentence, and what is said of them is a number.
fn stated(view: &View<'_>, i: usize, end: usize) -> bool {
    let Some(be) = i.checked_sub(1).filter(|&k| k > 1 && view.is_any(k, few!["is", "was"])) else { return false };
    let start = view.prose.sentence_of(i).start;
    let start = start + usize::from(view.token(start).is_some_and(|t| !t.is_word()));
    let goes_on = ends(view, end) || view.is_any(end, few!["now", "today"]);
    if start + 2 > be || be - start > 24 || !goes_on {
        return false;
    }
    let name = |k: usize| {
        view.token(k).is_some_and(|t| t.is_word() && t.case() == Case::Title)
            && !view.has(k, Class::PLACE.or(Class::ORG_NOUN).or(Class::MONTH).or(Class::WEEKDAY).or(Class::DETERMINER))
    };
    if name(start) && name(start + 1) {
        let given = view.has(start, Class::GIVEN_NAME) || view.is_any(end, few!["now", "today"]);
        // An apposition that is a person: «Malcolm Orr, the governor since 2019, is 63».
        let person = view.mark(start + 2, ',')
            && view.mark(be - 1, ',')
            && (start + 3..(start + 8).min(be)).any(|k| view.has(k, Class::PERSON_NOUN));
        return be == start + 2 && given || person;
    }
    let noun = (start + 1..(start + 4).min(be)).find(|&k| view.has(k, Class::PERSON_NOUN));
    view.has(start, Class::DETERMINER)
        && noun.is_some_and(|k| {
            view.is(k + 1, "who") && !view.word(k).ends_with('s') && !view.is_any(k, few!["people", "men", "women"])
        })
}

/// Whether nothing that could be counted stands at token `i`.
fn ends(view: &View<'_>, i: usize) -> bool {
    view.token(i).is_none_or(|t| !t.is_word() && !t.is_number() && !t.is('-') && !t.is('%') && !t.is('–'))
        || view.has(i, Class::CONJUNCTION)
        || view.is_any(i, few!["at", "in", "on"])
}

fn sentence_ends(view: &View<'_>, i: usize) -> bool {
    view.token(i).is_none_or(|t| t.is('.') || t.is('!') || t.is('?'))
}

/// «in his 30s», «in her late 40s», «in their early twenties».
pub fn decade(view: &View<'_>, i: usize) -> Option<Amount> {
    let t = view.token(i).filter(|t| t.is_number())?;
    let text = t.span().of(view.text);
    if text.len() != 2 || !text.ends_with('0') || !view.is(i + 1, "s") || view.token(i + 1)?.spaced() {
        return None;
    }
    let late = i.checked_sub(1).filter(|&p| view.is_any(p, few!["late", "early", "mid"]) || view.mark(p, '-'));
    let mut owner = late.unwrap_or(i).checked_sub(1)?;
    if view.is_any(owner, few!["late", "early", "mid"]) {
        owner = owner.checked_sub(1)?;
    }
    if !view.is_any(owner, few!["his", "her", "their", "my"]) {
        return None;
    }
    let low = Decimal::from(text.parse::<u32>().ok()?);
    let mut a = age(i, i + 2, low, Unit::YearOld);
    (a.high, a.bound, a.over_dates) = (low + Decimal::from(9), Bound::Range, true);
    Some(a)
}
