use std::ops::Range;

use super::{bearer, term};
use crate::annotate::{Annotated, Name, NameKind, Stance, View, WordList, lexicon::Class};

/// A person as far as an age can be matched to another article's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// The fullest name in the article.
    pub name: Box<str>,
    /// Keys of the surname and, where it is known, the given name.
    pub surname: u32,
    pub given: Option<u32>,
}

/// Ends of names that are no surname.
const SUFFIXES: &[&str] = &["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "v"];

impl Person {
    pub fn new(full: &str) -> Option<Person> {
        let mut words = words(full);
        let first = words.next()?;
        let (surname, given) = match words.next_back() {
            Some(last) => (key(last), Some(key(first))),
            None => (key(first), None),
        };
        Some(Person { name: full.into(), surname, given })
    }

    /// Keys of all words before the surname: with [`Person::is`], two people known by a given name have one of them in common.
    pub fn givens(&self) -> impl Iterator<Item = u32> {
        words(&self.name).rev().skip(1).map(key).filter(|_| self.given.is_some())
    }

    /// The terms that the name makes where it stands in a sentence, an end that is no surname among them.
    pub fn terms(&self) -> impl Iterator<Item = u32> {
        all_words(&self.name).filter_map(|w| term::key(&w.to_lowercase()))
    }

    /// Whether the two can be one person: the same surname, and no two given names that differ; a word before the whole of
    /// the other's name is what somebody is called («Boffin Dana Ruiz»).
    pub fn is(&self, other: &Person) -> bool {
        let called = |long: &str, short: &str| {
            let before = long.strip_suffix(short);
            short.contains(' ') && before.is_some_and(|b| b.ends_with(' ') && b.trim_end().len() >= 3)
        };
        self.surname == other.surname
            && (self.given.zip(other.given).is_none_or(|(a, b)| a == b)
                || called(&self.name, &other.name)
                || called(&other.name, &self.name))
    }
}

/// The words of a name, without what follows the surname.
fn words(name: &str) -> impl DoubleEndedIterator<Item = &str> {
    all_words(name).filter(|w| !SUFFIXES.iter().any(|s| w.eq_ignore_ascii_case(s)))
}

fn all_words(name: &str) -> impl DoubleEndedIterator<Item = &str> {
    name.split_whitespace().map(bare).filter(|w| !w.is_empty())
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    match word.as_bytes() {
        // Nearly every one.
        [first, .., last] if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() => word,
        _ => word.trim_matches(|c: char| !c.is_alphanumeric()),
    }
}

fn key(word: &str) -> u32 {
    term::hash(&word.to_lowercase())
}

/// Whose age the tokens `at` of a paragraph give. `names` are the article's, `shift` the paragraph's start.
pub fn of_age(view: &View<'_>, at: std::ops::Range<usize>, names: &[Name], shift: u32) -> Option<Person> {
    if let Some(died) = died(view, &at) {
        return dead(view, died, names, shift);
    }
    // «who was 17 at the time», «then 17»
    if view.starts(at.end, &["at", "the", "time"]) || at.start > 0 && view.is(at.start - 1, "then") {
        return None;
    }
    // «has worked here since he was 19», «until she turned 30», «at the age of 12 he»
    let then = |back: usize| {
        let i = at.start.wrapping_sub(back);
        view.is_any(i, few!["since", "when", "until", "till", "before", "after"])
            && view.is_any(i + 1, few!["he", "she", "they", "the", "age"])
    };
    if (2..=5).any(then) || view.starts(at.start.wrapping_sub(4), &["at", "the", "age", "of"]) {
        return None;
    }
    let start = view.token(at.start)?.start() + shift;
    let end = view.token(at.end.checked_sub(1)?)?.end() + shift;
    let after = names.partition_point(|n| n.span.start < end);
    // «Omar Reyes, 22-year-old Dana Ruiz»: the name right behind is meant.
    let behind = names.get(after).filter(|n| n.kind == NameKind::Person && n.span.start >= end);
    if let Some(n) = behind.filter(|n| at.len() > 1 && n.span.start - end <= 2 && n.full.contains(' ')) {
        // «six-year-old Omar Jr.» is another than Omar Reyes.
        let next = view.token_at(n.span.end.saturating_sub(shift));
        let junior = (0..3).any(|back| view.is_any(next - back.min(next), few!["jr", "sr"]))
            && !SUFFIXES.iter().any(|s| n.full.to_lowercase().split(' ').next_back() == Some(s));
        return if junior { None } else { Person::new(&n.full) };
    }
    // «Dana Ruiz, 41», «Dana Ruiz (41)», «Dana Ruiz, aged 41», «Dana Ruiz is 41»
    let before = names[..after].iter().rev().take(4).find(|n| person(n) && n.span.end <= start);
    if let Some(n) = before.filter(|n| n.span.start >= shift && (n.kind == NameKind::Person || n.full.contains(' '))) {
        let from = view.token_at(n.span.end - shift);
        let between = from..at.start;
        if between.len() <= 4 && between.clone().all(|i| joins(view, i)) {
            let first = view.token_at(n.span.start - shift);
            return nicknamed(view, first).or_else(|| bearer(view, n, names, shift));
        }
    }
    // «41-year-old Dana Ruiz», «41-year-old nurse Dana Ruiz»
    let next = names[after..].iter().take(3).find(|n| person(n));
    if let Some(n) = next.filter(|n| n.span.start >= end && (n.span.start - shift) < view.text.len() as u32) {
        let to = view.token_at(n.span.start - shift);
        let between = at.end..to;
        // «a 34-year-old nurse, Dana Ruiz, who …», but not «a 34-year-old nurse, Dana Ruiz said»
        let behind = view.token_at(n.span.end.saturating_sub(shift));
        let closed = view.mark(behind, ',') || view.mark(behind, '.') || view.is_any(behind, few!["who", "whose"]);
        let comma = to.checked_sub(1).filter(|&c| closed && view.mark(c, ','));
        let until = comma.unwrap_or(to);
        if between.len() <= 5 && (at.end..until).all(|i| view.token(i).is_some_and(|t| t.is_word())) {
            return Person::new(&n.full);
        }
    }
    // «He is 41.»
    let before = before.filter(|n| n.span.start >= shift && at.start - view.token_at(n.span.start - shift) < 30);
    let before = before.filter(|n| n.kind == NameKind::Person);
    let pronoun = (1..=2).any(|k| view.is_any(at.start.wrapping_sub(k), few!["he", "she", "he's", "she's"]));
    if pronoun { Person::new(&before?.full) } else { Person::new(capitals(view, at.start)?) }
}

/// Words that may stand between «died» and an age: the day and the place.
const DEATH: usize = 8;

/// Words by which what is said of a person goes on to another.
static OF_ANOTHER: WordList = WordList::new(&[
    "whose", "said", "says", "told", "tells", "father", "mother", "wife", "husband", "son", "daughter", "brother",
    "sister", "widow", "widower", "friend",
]);

/// The verb of «died at the age of 87», «died on Tuesday aged 87».
fn died(view: &View<'_>, at: &Range<usize>) -> Option<usize> {
    let word = at.start.checked_sub(1).filter(|&i| view.is(i, "aged"));
    let word = word.or_else(|| at.start.checked_sub(4).filter(|&i| view.starts(i, &["at", "the", "age", "of"])))?;
    let near = (word.saturating_sub(DEATH)..word).rev();
    let open = |i: &usize| view.token(*i).is_some_and(|t| t.is_word() || t.is_number());
    near.take_while(open).find(|&i| {
        view.is_any(i, few!["died", "dies", "dead"]) || view.is(i, "away") && view.is(i.wrapping_sub(1), "passed")
    })
}

/// Who died, by the verb: the name right before it («Henrik Vall has died») or before what is said of them between commas
/// («Henrik Vall, who won the prize, died»).
fn dead(view: &View<'_>, died: usize, names: &[Name], shift: u32) -> Option<Person> {
    let sentence = view.prose.sentence_of(died);
    let start = view.token(sentence.start)?.start() + shift;
    let mut verb = died;
    while view.is_any(verb.checked_sub(1)?, few!["has", "have", "had", "passed", "also", "was", "found"]) {
        verb -= 1;
    }
    let to = view.token(verb)?.start() + shift;
    let mut people = names[names.partition_point(|n| n.span.start < start)..]
        .iter()
        .take_while(|n| n.span.end <= to)
        .filter(|n| person(n) && n.full.contains(' '));
    let behind = |n: &Name| view.token_at(n.span.end.saturating_sub(shift + 1)) + 1;
    // «the widow of Henrik Vall died»
    let own = |n: &&Name| {
        let first = view.token_at(n.span.start - shift);
        !first
            .checked_sub(1)
            .is_some_and(|i| i >= sentence.start && view.has(i, Class::PREPOSITION.or(Class::CONJUNCTION)))
    };
    let one = match verb.checked_sub(1).filter(|&i| view.mark(i, ',')) {
        // «Henrik Vall, whose wife, a dentist, died»
        Some(comma) => people.find(|n| {
            let told = behind(n)..comma;
            view.mark(told.start, ',') && !told.is_empty() && !told.into_iter().any(|i| view.in_list(i, &OF_ANOTHER))
        }),
        None => people.find(|n| behind(n) == verb),
    };
    one.filter(own).and_then(|n| bearer(view, n, names, shift))
}

/// Whose age «the 41-year-old» is: the one person whom the sentence before names, where that is in this paragraph or ends
/// the one before it, and who is not merely quoted there. `since` is where that paragraph starts.
pub fn spoken_of(
    view: &View<'_>,
    open: &Range<usize>,
    at: &Range<usize>,
    a: &Annotated,
    shift: u32,
    since: Option<u32>,
) -> Option<Person> {
    let the = at.start.checked_sub(1).filter(|&i| view.is(i, "the") && open.contains(&i))?;
    let named = |from: u32, to: u32| {
        let first = a.names.partition_point(|n| n.span.start < from);
        a.names[first..].iter().take_while(move |n| n.span.end <= to)
    };
    // «the 41-year-old man» is anyone.
    let noun = (at.end..(at.end + 3).min(open.end))
        .any(|i| view.has(i, Class::PERSON_NOUN.or(Class::TITLE).or(Class::SOURCE_NOUN)));
    let (start, end) = (view.token(open.start)?.start() + shift, view.token(the)?.start() + shift);
    if noun || named(start, end).any(person) {
        return None;
    }
    let sentence = view
        .prose
        .sentences
        .iter()
        .map(|s| s.start as usize..s.end as usize)
        .take_while(|s| s.start < open.start)
        .last();
    let from = match sentence {
        Some(s) => view.token(s.start)?.start() + shift,
        None => since?,
    };
    let full = |kind: NameKind| named(from, start).filter(move |n| n.kind == kind && n.full.contains(' '));
    let one = full(NameKind::Person).next().or_else(|| full(NameKind::Other).next())?;
    let mut people = full(one.kind);
    let quoted = a.claims.iter().filter(|c| c.stance == Stance::Asserts).any(|c| {
        c.source.is_some_and(|s| s.start < start && s.end > from)
            && c.speaker.as_deref().is_none_or(|s| *s == *one.full)
    });
    (!quoted && people.all(|n| n.full == one.full)).then(|| Person::new(&one.full))?
}

/// The person of a name; nobody where it is a surname alone that two people of the article have.
fn bearer(view: &View<'_>, name: &Name, names: &[Name], shift: u32) -> Option<Person> {
    let alone = view.token_at(name.span.end.saturating_sub(shift + 1)) == view.token_at(name.span.start - shift);
    let person = Person::new(&name.full)?;
    let relative = |n: &Name| {
        self::person(n)
            && n.full != name.full
            && Person::new(&n.full)
                .is_some_and(|p| p.surname == person.surname && p.given.is_some() && p.given != person.given)
    };
    (!alone || person.given.is_none() || !names.iter().any(relative)).then_some(person)
}

/// The person whose surname is token `i`, behind a nickname between quotes («Steven “Todd” Dooley»).
fn nicknamed(view: &View<'_>, i: usize) -> Option<Person> {
    let quote = |k: usize| ['"', '”', '“', '’', '‘', '\''].iter().any(|&q| view.mark(k, q));
    let given = i.checked_sub(4)?;
    let capital = view.word(given).starts_with(char::is_uppercase);
    (quote(i - 1) && quote(i - 3) && capital).then(|| Person::new(&format!("{} {}", view.word(given), view.word(i))))?
}

/// The words with capitals before a comma and an age, two to four, where no name was found («Orla Quent Vashti, 41»).
fn capitals<'a>(view: &View<'a>, at: usize) -> Option<&'a str> {
    let mut end = at.checked_sub(1).filter(|&i| view.mark(i, ','))?;
    // «Luis Ortega, Jr., 32»
    while end > 0 && (view.mark(end, ',') || view.mark(end, '.') || SUFFIXES.iter().any(|s| view.is(end, s))) {
        end -= 1;
    }
    let capital = |i: usize| view.token(i).is_some_and(|t| t.is_word()) && view.word(i).starts_with(char::is_uppercase);
    let mut start = end + 1;
    while start > 0
        && end + 1 - start < 5
        && (capital(start - 1) || view.mark(start - 1, '.') && start > 1 && view.word(start - 2).len() == 1)
    {
        start -= 1;
    }
    let words = end + 1 - start;
    (2..=4).contains(&words).then(|| view.span(start, end).of(view.text))
}

/// An age makes a person of a name that nothing else is known of.
fn person(n: &Name) -> bool {
    matches!(n.kind, NameKind::Person | NameKind::Other)
}

fn joins(view: &View<'_>, i: usize) -> bool {
    view.mark(i, ',')
        || view.mark(i, '(')
        || view.is_any(
            i,
            few!["aged", "age", "is", "was", "who", "a", "an", "the", "then", "now", "turns", "jr", "sr", "iii", "ii"],
        )
        || view.mark(i, '.')
}

/// What somebody is whose age the tokens `at` give without a name, as a key: «a night guard, aged 58», «the 47-year-old
/// captain», «the steward who opened the gate is 32». Nothing for what anyone is («a man of 40»).
pub fn described(view: &View<'_>, sentence: &Range<usize>, at: &Range<usize>) -> Option<u32> {
    let noun = |i: usize| {
        let person = view.has(i, Class::PERSON_NOUN.or(Class::TITLE).or(Class::SOURCE_NOUN));
        (person && !view.word(i).ends_with('s')).then(|| bearer::title(view.word(i)))?
    };
    let word = |i: &usize| view.token(*i).is_some_and(|t| t.is_word());
    if let Some(key) = (at.end..(at.end + 3).min(sentence.end)).take_while(word).find_map(noun) {
        return Some(key);
    }
    let before = (at.start.saturating_sub(10).max(sentence.start)..at.start).rev();
    let i = before.take_while(|&i| !view.mark(i, '.') && !view.mark(i, ';')).find(|&i| noun(i).is_some())?;
    let one = (1..=4).any(|back| view.is_any(i.wrapping_sub(back), few!["a", "an", "the"]));
    noun(i).filter(|_| one)
}
