//! Where something was: «the explosion in Tessaly», and where someone lives: «Mira Oldane, 41, of Mill Lane, Petherby».

use std::sync::LazyLock;

use super::{Builder, Open};
use crate::{
    annotate::{Name, NameKind, lexicon::Class, name},
    article::{BlockKind, without_filler},
    base::Span,
    fact::{Person, Place, PlaceKind, Slot, Value, term},
};

/// Words for what happens at one place only, however many towns feel it. Not «protest», «flood», «election».
const EVENTS: &[&str] = &[
    "attack",
    "shooting",
    "explosion",
    "bombing",
    "blast",
    "crash",
    "collision",
    "collapse",
    "stabbing",
    "derailment",
    "stampede",
    "siege",
    "robbery",
    "murder",
];

static KEYS: LazyLock<Vec<u32>> = LazyLock::new(|| EVENTS.iter().filter_map(|w| term::key(w)).collect());

/// Tokens between the word for an event and the «in» of its place at most.
const REACH: usize = 6;

/// A place that was found, before it is a fact.
pub(super) struct Setting {
    span: Span,
    place: Place,
    of: Of,
}

enum Of {
    /// The key of the word for the event.
    Event(u32),
    Person(Person),
}

impl<'a> Builder<'a> {
    /// The places that a sentence puts an event or a person in.
    pub(super) fn settings(&self, open: &Open<'a>) -> Vec<Setting> {
        let a = self.a;
        if !matches!(
            a.article.blocks[open.block].kind,
            BlockKind::Headline | BlockKind::Standfirst | BlockKind::Paragraph | BlockKind::ListItem
        ) {
            return Vec::new();
        }
        let first = a.names.partition_point(|n| n.span.end <= open.span.start);
        let names = &a.names[first..];
        let names = &names[..names.partition_point(|n| n.span.start < open.span.end)];
        let mut out = Vec::new();
        for (k, n) in names.iter().enumerate() {
            if !matches!(n.kind, NameKind::Place | NameKind::Other) {
                continue;
            }
            let Some(i) = open.view.token_at(n.span.start.saturating_sub(open.shift)).checked_sub(1) else { continue };
            let of = if n.kind == NameKind::Place && open.view.is_any(i, few!["in", "near"]) {
                self.event_before(open, i).map(Of::Event)
            } else if open.view.is_any(i, few!["of", "from"]) {
                resident(open, names, k, i).map(Of::Person)
            } else {
                None
            };
            let Some(of) = of else { continue };
            let (place, span) = self.place(open, n, names.get(k + 1));
            out.push(Setting { span, place, of });
        }
        out
    }

    pub(super) fn places(&mut self, open: &Open<'a>) {
        for s in &open.settings {
            let at = self.tokens(open, s.span);
            let place = Value::Place(Box::new(s.place.clone()));
            let mut fact = self.fact(open, s.span, &at, place, Slot::Place, &[], "place");
            match &s.of {
                Of::Event(key) => fact.population.push(*key),
                Of::Person(p) => fact.person = Some(Box::new(p.clone())),
            }
            self.facts.push(fact);
        }
    }

    /// The word for one event before the preposition at token `i`, with nothing between them that another place, number
    /// or clause could hang on.
    fn event_before(&self, open: &Open<'_>, i: usize) -> Option<u32> {
        let from = i.saturating_sub(REACH).max(open.tokens.start);
        for k in (from..i).rev() {
            let t = open.view.token(k)?;
            if !t.is_word() {
                return None;
            }
            if open.view.has(k, Class::PREPOSITION) && !open.view.is_any(k, few!["on", "at", "of"]) {
                return None;
            }
            if let Some(key) = term::key_in(open.view.text, t.span()).filter(|key| KEYS.contains(key)) {
                let plural = without_filler(open.view.word(k)).ends_with(['s', 'S']);
                return (!plural).then_some(key);
            }
        }
        None
    }

    /// The place of a name, with the one named right behind it, and the span of both.
    fn place(&self, open: &Open<'_>, name: &Name, next: Option<&Name>) -> (Place, Span) {
        let view = &open.view;
        let written = self.a.article.slice(name.span);
        let last = view.token_at((name.span.end - 1).saturating_sub(open.shift));
        let word = |text: &str| term::hash(&name::key(text));
        let kind = if view.has(last, Class::STREET) {
            PlaceKind::Street
        } else if name::is_country(&name::key(written)) || view.lex.get(last).is_some_and(name::is_place_noun) {
            PlaceKind::Area
        } else if name::is_city(&written.to_lowercase()) || called_town(open, name) {
            PlaceKind::Town
        } else {
            PlaceKind::Unknown
        };
        let behind = next.filter(|n| open.span.covers(n.span)).filter(|n| {
            if matches!(n.kind, NameKind::Person | NameKind::Demonym) {
                return false;
            }
            let to = view.token_at(n.span.start - open.shift);
            let between = last + 1..to;
            (1..=4).contains(&between.len())
                && view.mark(last + 1, ',')
                && between
                    .skip(1)
                    .all(|i| view.is_any(i, few!["near", "outside", "in", "on", "the", "outskirts", "of"]))
        });
        let within = behind.filter(|n| !name::is_country(&name::key(self.a.article.slice(n.span))));
        let span = within.map_or(name.span, |n| name.span.hull(n.span));
        let within = within.map(|n| word(self.a.article.slice(n.span)));
        (Place { name: written.into(), key: word(written), kind, within }, span)
    }
}

/// «the town of Tessaly», «Tessaly, a village»
fn called_town(open: &Open<'_>, name: &Name) -> bool {
    const TOWNS: &[&str] = &["town", "village", "city"];
    let (view, start) = (&open.view, open.view.token_at(name.span.start - open.shift));
    let end = view.token_at((name.span.end - 1) - open.shift) + 1;
    view.is(start.wrapping_sub(1), "of") && view.is_any(start.wrapping_sub(2), TOWNS)
        || view.mark(end, ',') && view.is_any(end + 1, few!["a", "the"]) && view.is_any(end + 2, TOWNS)
}

/// Whose home follows the «of» at token `i`: «Mira Oldane, 41, of …», «Mira Oldane (41), of …». An age makes a person of
/// a name that nothing else is known of.
fn resident(open: &Open<'_>, names: &[Name], k: usize, i: usize) -> Option<Person> {
    let view = &open.view;
    if !view.mark(i.checked_sub(1)?, ',') {
        return None;
    }
    let person = names[..k]
        .iter()
        .rev()
        .take(2)
        .find(|n| n.kind == NameKind::Person || n.kind == NameKind::Other && n.full.contains(' '))?;
    let end = view.token_at((person.span.end - 1).saturating_sub(open.shift)) + 1;
    let between = end..i;
    let age = |i: usize| view.token(i).is_some_and(|t| !t.is_word()) || view.is(i, "aged");
    (between.len() <= 5 && between.clone().all(age)).then(|| Person::new(&person.full))?
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::{
        annotate::{Cache, annotate},
        article::{Format, Hints, read},
        fact::{Slot, sheet},
    };

    fn places(text: &str) -> usize {
        let page = format!("<article><h1>Mill news</h1><p>Police spoke of an inquiry.</p><p>{text}</p></article>");
        let article = Arc::new(read(&page, Format::Html, &Hints::default()));
        let facts = sheet(&annotate(article, &mut Cache::default())).facts;
        facts.iter().filter(|f| f.slot == Slot::Place).count()
    }

    #[test]
    fn one_event_is_in_one_place_however_its_word_is_written() {
        for event in ["attack", "att&#97;ck"] {
            assert_eq!(places(&format!("The {event} in Tessaly killed 3 people.")), 1, "{event}");
        }
        for events in ["attacks", "att&#97;cks", "att&#97;ck&#115;"] {
            assert_eq!(places(&format!("The {events} in Tessaly killed 3 people.")), 0, "{events}");
        }
    }
}
