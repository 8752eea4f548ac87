//! Capitalised runs in a block, cut into names.

use super::{kind, run, table::Flag};
use crate::{
    annotate::{
        NameKind, View,
        lexicon::{Class, Trigger},
        mention::Name,
    },
    article::{BlockKind, Case, TokenKind},
    base::Span,
};

/// Words that a capital at the start of a sentence says nothing of.
const OPENERS: Class = Class(
    Class::STOP.0
        | Class::DETERMINER.0
        | Class::PREPOSITION.0
        | Class::CONJUNCTION.0
        | Class::PRONOUN.0
        | Class::AUXILIARY.0
        | Class::NEGATION.0
        | Class::CUE.0
        | Class::NUMBER.0
        | Class::ORDINAL.0
        | Class::VAGUE.0
        | Class::BOUND.0
        | Class::HEDGE.0
        | Class::TIME_UNIT.0
        | Class::DAY_PART.0
        | Class::DEICTIC.0
        | Class::SEASON.0
        | Class::MONTH.0
        | Class::WEEKDAY.0,
);

/// Words that never start a name, wherever they stand.
const NEVER: Class = Class(
    Class::STOP.0
        | Class::PRONOUN.0
        | Class::DETERMINER.0
        | Class::PREPOSITION.0
        | Class::CONJUNCTION.0
        | Class::AUXILIARY.0
        | Class::MONTH.0
        | Class::WEEKDAY.0,
);

/// What the capitals of a sentence tell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Capitals {
    /// A capital means a name, or a sentence's first word.
    Plain,
    /// Nothing: the sentence is in title case or all capitals.
    Everywhere,
}

/// The names of a block, in order; `full` and `entity` are still to be resolved. Names that rest on a capital alone
/// where every sentence has one are not `sure`.
pub fn find(view: &View<'_>) -> Vec<Name> {
    let mut out = Vec::new();
    for s in &view.prose.sentences {
        let (from, to) = (s.start as usize, (s.end as usize).min(view.len()));
        if capitals(view, from, to) == Capitals::Plain {
            plain(view, from, to, &mut out);
        } else {
            everywhere(view, from, to, &mut out);
        }
    }
    out
}

/// A sentence whose longer words all have capitals tells nothing by them. Only headings and lines without a stop are
/// counted.
fn capitals(view: &View<'_>, from: usize, to: usize) -> Capitals {
    let stopped = to > from && view.prose.tokens.range(from..to).rev().take(2).any(|t| t.is_one_of(['.', '!', '?']));
    if stopped && view.kind == BlockKind::Paragraph {
        return Capitals::Plain;
    }
    let (mut small, mut large) = (0u32, 0u32);
    for t in view.prose.tokens.range(from..to) {
        if t.is_word() && t.end() - t.start() >= 4 {
            if t.case() == Case::Lower { small += 1 } else { large += 1 }
        }
    }
    if large >= 3 && large > small * 4 { Capitals::Everywhere } else { Capitals::Plain }
}

fn plain(view: &View<'_>, from: usize, to: usize, out: &mut Vec<Name>) {
    let mut next = from;
    while let Some(i) = view.lex.first(next..to, Trigger::CAPITAL) {
        next = i + 1;
        let initial = initial(view, i, from);
        if !may_start(view, i, initial) {
            continue;
        }
        let start = particle_before(view, i, from);
        let end = run::end(view, i, to);
        if let Some((start, end, kind)) = compass_before(view, i, end, from) {
            out.push(name(view, start, end, kind, true));
            next = end + 1;
            continue;
        }
        kind::cut(view, start, end, initial, out);
        next = end + 1;
    }
}

/// Whether no word stands between token `i` and the start of its sentence, or a mark after which one may begin anew.
fn initial(view: &View<'_>, i: usize, from: usize) -> bool {
    for t in view.prose.tokens.range(from..i).rev() {
        match t.kind() {
            TokenKind::Mark('“' | '"' | '‘' | '«' | ':' | '•' | '—' | '…' | '!' | '?') => return true,
            TokenKind::Mark(_) => {}
            TokenKind::Number | TokenKind::Word => return false,
        }
    }
    true
}

/// «al-» before the capital belongs to the name.
fn particle_before(view: &View<'_>, i: usize, from: usize) -> usize {
    let glued = i >= from + 2 && view.mark(i - 1, '-') && !view.prose.tokens.at(i).spaced();
    if glued && Flag::PARTICLE.of(view.lex.at(i - 2)) && view.prose.tokens.at(i - 2).case() == Case::Lower {
        i - 2
    } else {
        i
    }
}

/// «central Asia», «north Korea»: a part of the world whose first word stands without its capital.
fn compass_before(view: &View<'_>, i: usize, end: usize, from: usize) -> Option<(usize, usize, NameKind)> {
    const COMPASS: &[&str] = &["central", "north", "south", "east", "west", "middle", "latin"];
    let before = i.checked_sub(1).filter(|b| *b >= from && view.prose.tokens.at(i).spaced())?;
    if !view.lex.at(i).classes.has(Class::PLACE.or(Class::DEMONYM)) || !COMPASS.contains(&view.word(before)) {
        return None;
    }
    // The run may go on with another name's words: only its first is looked at then.
    [end, i].into_iter().find_map(|e| run::phrase(view, before, e).map(|kind| (before, e, kind)))
}

/// Whether a capitalised word can be the first of a name.
fn may_start(view: &View<'_>, i: usize, initial: bool) -> bool {
    let t = view.prose.tokens.at(i);
    let lex = view.lex.at(i);
    if t.case() == Case::Upper && (Flag::ORGANISATION.of(lex) || Flag::COUNTRY.of(lex)) {
        return true;
    }
    let next_capital = view.token(i + 1).is_some_and(|n| n.is_word() && n.spaced() && n.case() != Case::Lower);
    // «April Jones», «Will Smith», «May Li».
    if next_capital && lex.classes.has(Class::GIVEN_NAME) && !initial {
        return true;
    }
    if lex.classes.has(if initial { OPENERS } else { NEVER }) {
        return next_capital && !lex.classes.has(Class::DETERMINER) && run::phrase_from(view, i).is_some();
    }
    if initial && next_capital && lex.id == 0 && t.case() == Case::Title {
        let w = view.word(i);
        return !(w.ends_with("ing") || w.ends_with("ly"));
    }
    true
}

/// In a headline in capitals only what the tables know is a name; every other word is a guess that the article's body
/// may confirm.
fn everywhere(view: &View<'_>, from: usize, to: usize, out: &mut Vec<Name>) {
    let mut i = from;
    while i < to {
        let t = view.prose.tokens.at(i);
        if !t.is_word() || t.case() == Case::Lower {
            i += 1;
            continue;
        }
        if let Some((end, kind)) = run::phrase_from(view, i) {
            out.push(name(view, i, end, kind, true));
            i = end + 1;
            continue;
        }
        let lex = view.lex.at(i);
        let next_unknown = view.token(i + 1).is_some_and(|n| n.is_word() && n.case() != Case::Lower && n.spaced())
            && view.lex.at(i + 1).id == 0;
        if lex.classes.has(Class::GIVEN_NAME) && !lex.classes.has(NEVER) && next_unknown {
            out.push(name(view, i, i + 1, NameKind::Person, true));
            i += 2;
            continue;
        }
        if !lex.classes.has(OPENERS.or(Class::TITLE)) {
            let (kind, sure) = if lex.classes.has(Class::PLACE) {
                (NameKind::Place, true)
            } else if lex.classes.has(Class::DEMONYM) {
                (NameKind::Demonym, true)
            } else if Flag::ORGANISATION.of(lex) {
                (NameKind::Organisation, true)
            } else {
                (NameKind::Other, false)
            };
            if sure || !lex.classes.has(Class::ORG_NOUN) && !Flag::PLACE_NOUN.or(Flag::GENERIC).of(lex) {
                out.push(name(view, i, i, kind, sure));
            }
        } else if t.case() == Case::Upper
            && (Flag::ORGANISATION.of(lex) || Flag::COUNTRY.of(lex))
            && t.end() - t.start() <= 3
        {
            let kind = if Flag::COUNTRY.of(lex) { NameKind::Place } else { NameKind::Organisation };
            // «US» in a headline with small letters elsewhere; in one of capitals only, «us» and «is» are words.
            if view.prose.tokens.range(from..to).any(|t| t.case() == Case::Title) {
                out.push(name(view, i, i, kind, true));
            }
        }
        i += 1;
    }
}

pub(super) fn name(view: &View<'_>, a: usize, b: usize, kind: NameKind, sure: bool) -> Name {
    let span: Span = view.span(a, b);
    Name { span, kind, entity: 0, full: Default::default(), sure }
}
