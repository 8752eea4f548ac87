use std::borrow::Cow;

use super::{
    Pair,
    quote::{Voices, voices},
    words,
};
use crate::{
    annotate::{Annotated, figure::role::Takes},
    article::without_filler,
    base::Span,
    fact::{Fact, Slot, TermKind, Value, key},
};

/// Why the two passages of a pair are taken for one fact, in words that a journalist can judge.
pub fn reasons(pair: &Pair<'_>, annotated: &Annotated) -> Vec<String> {
    let mut out = Vec::new();
    if let (Value::Quotation(a), Value::Quotation(b), Some(c)) = (&pair.here.value, &pair.there.value, pair.quoted) {
        if let (Some(x), Voices::One) = (&a.speaker, voices(a, b)) {
            out.push(format!("Both quote {}", x.name));
        }
        out.push(format!("{} of {} words are the same", c.matched, c.laid()));
        let setting = setting(pair, annotated);
        out.extend(setting.occasion().map(|o| format!("Both speak of {o}")));
        out.extend(setting.named());
        return out;
    }
    let setting = setting(pair, annotated);
    out.extend(match (matter(pair, annotated), setting.occasion()) {
        (Some(what), Some(occasion)) => Some(format!("Both {} {what} of {occasion}", verb(pair.here))),
        (Some(what), None) => Some(format!("Both {} {what}", verb(pair.here))),
        (None, occasion) => occasion.map(|o| format!("Both speak of {o}")),
    });
    out.extend(setting.named());
    let words = shared_words(pair, annotated);
    if !words.is_empty() {
        let quoted: Vec<String> = words.iter().map(|w| format!("“{w}”")).collect();
        // They are compared by what they mean: the other may say “killed” for “died”.
        out.push(format!(
            "Both sentences have {}, or words like {}",
            listed(&quoted),
            if words.len() > 1 { "them" } else { "it" }
        ));
    }
    if out.is_empty() {
        out.push("Both passages share their words".to_owned());
    }
    out
}

fn verb(fact: &Fact) -> &'static str {
    match fact.slot {
        Slot::Count => "count",
        Slot::Age => "give",
        Slot::When | Slot::Clock => "date",
        _ => "give",
    }
}

/// What is counted: the role's noun, the person whose age it is, or the counted noun as written here.
fn matter(pair: &Pair<'_>, annotated: &Annotated) -> Option<String> {
    if let Some(p) = &pair.here.person {
        let what = if pair.here.slot == Slot::Place { "home" } else { "age" };
        return Some(format!("the {what} of {}", p.name));
    }
    match pair.here.slot {
        Slot::Place => return Some("the place".to_owned()),
        // What is ranked is told by its setting: «the rank of the same attack».
        Slot::Rank => return Some("the rank".to_owned()),
        _ => {}
    }
    if let Some(label) = label(pair.here) {
        return Some(label);
    }
    let head = pair.here.population.first()?;
    let term = pair.sheet_here.terms.iter().find(|t| t.key == *head)?;
    Some(format!("the {}", text(annotated, term.first, term.len)))
}

/// What a fact gives, by the role that its own article has for it; none where the role is of another kind of value («42 per
/// cent of residents» are no population).
pub fn label(fact: &Fact) -> Option<String> {
    let role = fact.role?;
    let takes = role.row().takes;
    let fits = match fact.slot {
        Slot::Count => takes.has(Takes::COUNT),
        // «42 per cent of residents»
        Slot::Share => takes.has(Takes::SHARE) && role.id() != "population",
        _ => true,
    };
    fits.then(|| words::role::noun(role.id(), fact.slot))
}

/// A message that begins with what the fact gives, where that is known: «The dead: 15 here, 14 there».
pub fn headed(fact: &Fact, message: &str) -> String {
    words::capital(&label(fact).map_or_else(|| message.to_owned(), |l| format!("{l}: {message}")))
}

/// A message about a count that begins with what is counted, in the article's own word, where no role has told it: «The
/// men: 7 here, 2 in …».
pub fn counting(pair: &Pair<'_>, annotated: &Annotated, message: String) -> String {
    let bare = pair.here.slot == Slot::Count && label(pair.here).is_none() && pair.here.person.is_none();
    if !bare || !message.starts_with(|c: char| c.is_ascii_digit()) {
        return message;
    }
    let head = pair.here.population.first();
    let term = head.and_then(|head| pair.sheet_here.terms.iter().find(|t| t.key == *head && !t.kind.is_name()));
    match term {
        Some(t) => format!("The {}: {message}", text(annotated, t.first, t.len).to_lowercase()),
        None => message,
    }
}

/// Where and when both passages are, in words that both articles use.
struct Setting {
    year: Option<i16>,
    event: Option<String>,
    names: Vec<String>,
}

impl Setting {
    /// «Both name Tver and Crocus City Hall».
    fn named(&self) -> Option<String> {
        (!self.names.is_empty()).then(|| format!("Both name {}", listed(&self.names)))
    }

    /// «the 2017 bombing», «the same fire», «2017».
    fn occasion(&self) -> Option<String> {
        match (&self.event, self.year) {
            (Some(event), Some(year)) => Some(format!("the {year} {event}")),
            (Some(event), None) => Some(format!("the same {event}")),
            (None, year) => year.map(|y| y.to_string()),
        }
    }
}

fn setting(pair: &Pair<'_>, annotated: &Annotated) -> Setting {
    let sheet = pair.sheet_here;
    let there = pair.sheet_there.sentence(pair.there);
    let sentence = &sheet.sentence(pair.here).terms;
    let in_both = |t: u16| pair.story.there(t).is_some_and(|m| there.terms.binary_search(&m).is_ok());
    let mut terms: Vec<u16> = sentence.iter().copied().filter(|&t| in_both(t)).collect();
    if !terms.iter().any(|&t| sheet.terms[t as usize].kind.is_name()) {
        let lead = &pair.sheet_there.main.terms;
        let shared = |t: &u16| pair.story.there(*t).is_some_and(|m| lead.binary_search(&m).is_ok());
        terms = sheet.main.terms.iter().copied().filter(shared).collect();
    }
    terms.sort_by_key(|&t| sheet.terms[t as usize].first);
    let role = pair.here.role.and_then(|r| key(r.id()));
    let event =
        terms.iter().map(|&t| &sheet.terms[t as usize]).find(|t| t.kind == TermKind::Event && Some(t.key) != role);
    let year = pair.here.event_days.zip(pair.there.event_days).and_then(|(a, b)| {
        let same = a.first.year() == b.first.year() && sheet.sentence(pair.here).background.is_some();
        same.then(|| a.first.year())
    });
    Setting {
        year,
        event: event.map(|t| text(annotated, t.first, t.len).to_lowercase()).filter(|e| !is_verb(e)),
        names: names(pair, annotated, &terms),
    }
}

/// Past forms that tell of an event and do not name it.
const PAST: &[&str] = &[
    "sank", "sunk", "shot", "struck", "fell", "fallen", "burnt", "blew", "won", "lost", "met", "hit", "held", "spoke",
];

/// Whether a word tells what happened, as headlines do («Ferry sinks»), and does not name it: «the same sinks» is no English.
fn is_verb(word: &str) -> bool {
    word.ends_with("ed")
        || word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("is")
        || PAST.contains(&word)
}

/// The names among terms that are in order, at most three: words that stand side by side are one name, and a name is
/// left out where a longer one or the fact itself has its words.
fn names(pair: &Pair<'_>, annotated: &Annotated, terms: &[u16]) -> Vec<String> {
    let mut found: Vec<Span> = Vec::new();
    // «Tanner’s Mill»
    let owned = |a: u32, b: u32| matches!(annotated.article.prose.get(a as usize..b as usize), Some("'s " | "’s "));
    for term in terms.iter().filter(|&&t| pair.story.names(t)).map(|&t| &pair.sheet_here.terms[t as usize]) {
        let span = Span::new(term.first, term.first + u32::from(term.len));
        // «mill», in an article that names one
        let word = annotated.article.prose.get(span.range()).unwrap_or_default();
        // Where two places are in dispute, the place is no reason.
        let disputed =
            pair.here.slot == Slot::Place && pair.here.span.start < span.end && span.start < pair.here.span.end;
        if disputed || word.chars().all(char::is_lowercase) {
            continue;
        }
        match found.last_mut() {
            Some(last) if span.start <= last.end + 1 || owned(last.end, span.start) => *last = last.hull(span),
            _ => found.push(span),
        }
    }
    let words = |s: Span| without_filler(annotated.article.prose.get(s.range()).unwrap_or_default());
    let told = match (&pair.here.person, &pair.here.value) {
        (Some(person), _) => Some(&*person.name),
        (None, Value::Quotation(q)) => q.speaker.as_ref().map(|s| &*s.name),
        _ => None,
    };
    let within = |s: &str, whole: &str| {
        s.len() < whole.len() && s.split(' ').all(|w| whole.split(' ').any(|x| x.eq_ignore_ascii_case(w)))
    };
    let all: Vec<Cow<'_, str>> = found.iter().map(|&s| words(s)).collect();
    let mut out: Vec<String> = Vec::new();
    for name in &all {
        let known = told.is_some_and(|p| p == name || within(name, p)) || out.iter().any(|o| o == name);
        if !known && !all.iter().any(|whole| within(name, whole)) && out.len() < 3 {
            out.push(name.to_string());
        }
    }
    out
}

/// «a», «a and b», «a, b and c».
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Words of the clause, beside names, that both have, in small letters.
fn shared_words(pair: &Pair<'_>, annotated: &Annotated) -> Vec<String> {
    let sheet = pair.sheet_here;
    pair.here
        .near
        .iter()
        .filter(|&&t| !sheet.terms[t as usize].kind.is_name())
        .filter(|&&t| pair.story.there(t).is_some_and(|m| pair.there.near.binary_search(&m).is_ok()))
        .map(|&t| text(annotated, sheet.terms[t as usize].first, sheet.terms[t as usize].len).to_lowercase())
        .filter(|w| w.len() > 2)
        .take(3)
        .collect()
}

fn text(annotated: &Annotated, start: u32, len: u8) -> Cow<'_, str> {
    without_filler(annotated.article.prose.get(start as usize..start as usize + len as usize).unwrap_or_default())
}

/// «15 here, 14 in Evening Post, 27 March 2024».
pub fn against(pair: &Pair<'_>, here: &str, there: &str) -> String {
    format!("{here} here, {there} in {}", words::article(pair.sheet_there))
}
