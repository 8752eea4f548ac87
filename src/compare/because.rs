use std::borrow::Cow;

use super::{
    Pair,
    quote::{Voices, voices},
    words,
};
use crate::{
    annotate::Annotated,
    article::without_filler,
    base::Span,
    fact::{Fact, Slot, TermKind, Value},
};

/// Why the two passages of a pair are taken for one fact, in words that a journalist can judge.
pub fn reasons(pair: &Pair<'_>, annotated: &Annotated) -> Vec<String> {
    let mut out = Vec::new();
    if let (Value::Quotation(a), Value::Quotation(b), Some(c)) = (&pair.here.value, &pair.there.value, pair.quoted) {
        if let (Some(x), Voices::One) = (&a.speaker, voices(a, b)) {
            out.push(format!("Both quote {}", x.name));
        }
        out.push(format!("{} of {} words are the same", c.matched, c.laid()));
        out.extend(event(pair, annotated).map(|e| format!("Both speak of {e}")));
        return out;
    }
    let what = matter(pair, annotated);
    let event = event(pair, annotated);
    out.push(match (what, event) {
        (Some(what), Some(event)) => format!("Both {} {what} of {event}", verb(pair.here)),
        (Some(what), None) => format!("Both {} {what}", verb(pair.here)),
        (None, Some(event)) => format!("Both speak of {event}"),
        (None, None) => "Both passages share their words".to_owned(),
    });
    let words = shared_words(pair, annotated);
    if !words.is_empty() {
        out.push(format!("Both sentences have {}", words.join(", ")));
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
        return Some(format!("the age of {}", p.name));
    }
    if let Some(role) = pair.here.role {
        return Some(role_noun(role.id()));
    }
    let head = pair.here.population.first()?;
    let term = pair.sheet_here.terms.iter().find(|t| t.key == *head)?;
    Some(format!("the {}", text(annotated, term.first, term.len)))
}

/// «the dead», «the injured», «the people arrested».
pub fn role_noun(id: &str) -> String {
    match id {
        "killed" => "the dead".to_owned(),
        "injured" | "missing" | "rescued" => format!("the {id}"),
        "arrested" | "evacuated" | "displaced" | "hospitalised" | "hospitalized" => format!("the people {id}"),
        _ => format!("the {}", id.replace('-', " ")),
    }
}

/// The event as the words that both articles use for it: year, places and names, event word.
fn event(pair: &Pair<'_>, annotated: &Annotated) -> Option<String> {
    let sheet = pair.sheet_here;
    let there = pair.sheet_there.sentence(pair.there);
    let sentence = &sheet.sentence(pair.here).terms;
    let in_both = |t: u16| pair.story.there(t).is_some_and(|m| there.terms.binary_search(&m).is_ok());
    let mut terms: Vec<u16> = sentence.iter().copied().filter(|&t| in_both(t)).collect();
    let names = |terms: &[u16]| terms.iter().any(|&t| sheet.terms[t as usize].kind.is_name());
    if !names(&terms) {
        let lead = &pair.sheet_there.main.terms;
        let shared = |t: &u16| pair.story.there(*t).is_some_and(|m| lead.binary_search(&m).is_ok());
        terms = sheet.main.terms.iter().copied().filter(shared).collect();
    }
    terms.retain(|&t| {
        let kind = sheet.terms[t as usize].kind;
        kind == TermKind::Event || kind.is_name()
    });
    terms.sort_by_key(|&t| sheet.terms[t as usize].first);
    let mut out: Vec<String> = Vec::new();
    let mut last: Option<Span> = None;
    let mut event_word = None;
    for t in terms.into_iter().take(8) {
        let term = &sheet.terms[t as usize];
        let span = Span::new(term.first, term.first + u32::from(term.len));
        let word = text(annotated, term.first, term.len);
        if term.kind == TermKind::Event {
            event_word.get_or_insert(word.to_lowercase());
            continue;
        }
        // Two keys of one place in the text are one name.
        if last.is_some_and(|l| l.covers(span)) {
            continue;
        }
        // Words of one name that stand side by side are one.
        let joined = last.is_some_and(|l| span.start <= l.end + 2);
        match out.pop() {
            Some(name) if joined => out.push(format!("{name} {word}")),
            name => {
                out.extend(name);
                if out.len() == 3 {
                    continue;
                }
                out.push(word.into_owned());
            }
        }
        last = Some(span);
    }
    let year = pair.here.event_days.zip(pair.there.event_days).and_then(|(a, b)| {
        let same = a.first.year() == b.first.year() && pair.sheet_here.sentence(pair.here).background.is_some();
        same.then(|| a.first.year())
    });
    let name = out.join(", ");
    Some(match (year, name.is_empty(), event_word) {
        (Some(y), false, Some(e)) => format!("the {y} {e} ({name})"),
        (Some(y), true, Some(e)) => format!("the {y} {e}"),
        (None, false, Some(e)) => format!("one {e} ({name})"),
        (Some(y), false, None) => format!("{name} in {y}"),
        (None, false, None) => name,
        (None, true, Some(e)) => format!("one {e}"),
        (Some(y), true, None) => format!("{y}"),
        (None, true, None) => return None,
    })
}

/// Words of the clause, beside names, that both have.
fn shared_words<'a>(pair: &Pair<'_>, annotated: &'a Annotated) -> Vec<Cow<'a, str>> {
    let sheet = pair.sheet_here;
    pair.here
        .near
        .iter()
        .filter(|&&t| !sheet.terms[t as usize].kind.is_name())
        .filter(|&&t| pair.story.there(t).is_some_and(|m| pair.there.near.binary_search(&m).is_ok()))
        .map(|&t| text(annotated, sheet.terms[t as usize].first, sheet.terms[t as usize].len))
        .filter(|w| w.len() > 2)
        .take(3)
        .collect()
}

fn text(annotated: &Annotated, start: u32, len: u8) -> Cow<'_, str> {
    without_filler(annotated.article.prose.get(start as usize..start as usize + len as usize).unwrap_or_default())
}

/// «here 15, Evening Post, 27 March 2024: 14».
pub fn against(pair: &Pair<'_>, here: &str, there: &str) -> String {
    format!("{here} here, {there} in {}", words::article(pair.sheet_there))
}
