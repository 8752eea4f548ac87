//! How far a name reaches: the words, particles and connectors that belong to one capitalised run.

use super::{key, table, table::Flag};
use crate::{
    annotate::{NameKind, View, lexicon::Class},
    article::{Case, TokenKind},
};

/// Tokens that a name may have at most.
const LONGEST: usize = 16;

/// Nouns that «for» joins to what they are for.
const FOR_HEADS: &[&str] = &[
    "centers",
    "centres",
    "centre",
    "center",
    "institute",
    "fund",
    "campaign",
    "department",
    "agency",
    "office",
    "society",
    "council",
    "association",
    "coalition",
    "committee",
    "commission",
    "foundation",
    "movement",
    "alliance",
    "union",
];

/// Words whose possessive goes on in a name («Sheriff’s Office», «King’s College»).
const OWNERS: &[&str] = &[
    "sheriff",
    "king",
    "queen",
    "people",
    "children",
    "women",
    "men",
    "mayor",
    "governor",
    "attorney",
    "director",
    "coroner",
    "marshal",
    "bishop",
    "lloyd",
    "mcdonald",
    "sainsbury",
    "prince",
    "princess",
    "st",
    "mary",
    "james",
    "paul",
    "george",
    "peter",
    "john",
    "andrew",
    "patrick",
    "thomas",
    "luke",
    "mark",
];

/// Second halves of Korean given names, which a hyphen joins.
const SYLLABLES: &[&str] = &[
    "moon", "hye", "un", "il", "jong", "hee", "wook", "soo", "young", "ho", "jin", "kyu", "yeol", "jae", "woo", "seok",
    "hyun", "suk",
];

/// Abbreviations that a full stop follows inside a name.
const STOPPED: &[&str] = &[
    "mr", "mrs", "ms", "dr", "st", "sgt", "lt", "col", "gen", "capt", "maj", "gov", "sen", "rep", "rev", "prof", "jr",
    "sr", "cmdr", "cpl", "adm", "ft", "mt", "hon", "supt", "det", "insp", "dep", "pvt", "msgr", "fr",
];

/// The last token of the run that starts at the capitalised word `i`; before `to`.
pub fn end(view: &View<'_>, i: usize, to: usize) -> usize {
    let mut end = i;
    let mut connected = false;
    while end - i < LONGEST {
        let next = end + 1;
        if next >= to {
            break;
        }
        let t = view.prose.tokens.at(next);
        let step = match t.kind() {
            TokenKind::Word if t.case() != Case::Lower && t.spaced() => takes_word(view, next).then_some(next),
            TokenKind::Word if t.spaced() => connector(view, i, end, next, to, &mut connected),
            TokenKind::Mark('.') if !t.spaced() && stopped(view, end) => capital(view, next + 1, to),
            TokenKind::Mark('-' | '–' | '‑' | '‐') if !t.spaced() => hyphen(view, end, next, to),
            TokenKind::Mark('&') => capital(view, next + 1, to),
            TokenKind::Mark('\'' | '’') if !t.spaced() => possessive(view, i, end, next, to),
            _ => None,
        };
        match step {
            Some(e) => end = e,
            None => break,
        }
    }
    end
}

fn takes_word(view: &View<'_>, i: usize) -> bool {
    let c = view.lex.at(i).classes;
    if view.word(i) == "I" || c.has(Class::WEEKDAY.or(Class::DETERMINER).or(Class::PRONOUN).or(Class::AUXILIARY)) {
        // «US» and «WHO» share their letters with «us» and «who».
        return view.prose.tokens.at(i).case() == Case::Upper && c.has(Class::PLACE);
    }
    if c.has(Class::MONTH) || c.has(Class::CONJUNCTION) || c.has(Class::PREPOSITION) {
        return false;
    }
    true
}

fn capital(view: &View<'_>, i: usize, to: usize) -> Option<usize> {
    let t = view.token(i)?;
    (i < to && t.is_word() && t.case() != Case::Lower && takes_word(view, i)).then_some(i)
}

/// Whether a full stop after token `i` belongs to it: an initial, or «St.».
fn stopped(view: &View<'_>, i: usize) -> bool {
    let w = view.word(i);
    (w.len() == 1 && w.as_bytes()[0].is_ascii_uppercase()) || STOPPED.iter().any(|s| w.eq_ignore_ascii_case(s))
}

fn hyphen(view: &View<'_>, end: usize, mark: usize, to: usize) -> Option<usize> {
    let next = view.token(mark + 1).filter(|t| mark + 1 < to && t.is_word() && !t.spaced())?;
    // «D-N.C.»: a party and a state.
    if matches!(view.word(end), "D" | "R" | "I") {
        return None;
    }
    // «Ban Ki-moon», «Park Geun-hye».
    if SYLLABLES.contains(&view.word(mark + 1)) && view.word(end).len() <= 5 {
        return Some(mark + 1);
    }
    if next.case() != Case::Lower {
        let national = |i: usize| view.has(i, Class::DEMONYM) || Flag::COUNTRY.of(view.lex.at(i));
        let two = (national(end) && national(mark + 1)) || view.has(mark + 1, Class::MONTH);
        return (!two).then_some(mark + 1);
    }
    // «Tehrik-e Taliban», «Anwar-ul-Haq», «Bani-al Asad».
    if next.end() - next.start() <= 3 {
        let after = mark + 2;
        let glued = view.token(after).is_some_and(|t| t.is('-') && !t.spaced());
        return capital(view, if glued { after + 1 } else { after }, to);
    }
    None
}

fn possessive(view: &View<'_>, start: usize, end: usize, mark: usize, to: usize) -> Option<usize> {
    let s = view.token(mark + 1)?;
    if s.spaced() || !view.is(mark + 1, "s") {
        return None;
    }
    let after = capital(view, mark + 2, to)?;
    if !OWNERS.iter().any(|o| view.is(end, o)) {
        // «Tanner’s Mill», «St Anne’s Hall»: someone’s by name only, a place by its noun.
        let saint = end == start + 1 && view.is_any(start, few!["st", "saint"]);
        let nobody = end == start && view.lex.at(end).id == 0;
        let place = view
            .is_any(after, few!["mill", "hall", "farm", "wharf", "quay", "lane", "yard", "bridge", "church", "cross"]);
        return ((saint || nobody) && place).then_some(after);
    }
    let heads =
        view.has(after, Class::ORG_NOUN) || Flag::PLACE_NOUN.of(view.lex.at(after)) || view.is(after, "republic");
    heads.then_some(after)
}

/// «of», «for», «and», «de», «van der» and the like where they join the run to a capital that follows.
fn connector(view: &View<'_>, start: usize, end: usize, i: usize, to: usize, connected: &mut bool) -> Option<usize> {
    let skip_article = |j: usize| if view.is(j, "the") { j + 1 } else { j };
    if Flag::PARTICLE.of(view.lex.at(i)) {
        let mut j = i + 1;
        let glued = view.token(j).is_some_and(|t| t.is('-') && !t.spaced());
        let second = || view.lex.get(j).is_some_and(|l| Flag::PARTICLE.of(l));
        if glued || second() && view.token(j).is_some_and(|t| t.case() == Case::Lower) {
            j += 1;
        }
        return capital(view, j, to);
    }
    match view.word(i) {
        "of" if head(view, end) => {
            *connected = true;
            capital(view, skip_article(i + 1), to)
        }
        "for" if FOR_HEADS.iter().any(|h| view.is(end, h)) => {
            *connected = true;
            capital(view, skip_article(i + 1), to)
        }
        "in" if view.is(end, "State") && view.is(start, "Islamic") => {
            *connected = true;
            capital(view, skip_article(i + 1), to)
        }
        "and" => {
            let next = capital(view, skip_article(i + 1), to)?;
            let c = view.lex.at(next).classes;
            if c.has(Class::TITLE.or(Class::DEMONYM).or(Class::GIVEN_NAME)) {
                return None;
            }
            if *connected && (!c.has(Class::PLACE) || view.is(start, "Islamic")) {
                return Some(next);
            }
            // «Food and Drug Administration».
            let organisation = !*connected
                && end == start
                && view.lex.at(start).id == 0
                && capital(view, next + 1, to).is_some_and(|o| view.has(o, Class::ORG_NOUN));
            organisation.then_some(next)
        }
        _ => None,
    }
}

/// Whether the word can have «of» and a name after it inside one name.
fn head(view: &View<'_>, i: usize) -> bool {
    let l = view.lex.at(i);
    (l.classes.has(Class::ORG_NOUN) || Flag::PLACE_NOUN.of(l) || Flag::EVENT_NOUN.of(l)) && !l.classes.has(Class::TITLE)
}

/// The longest name of the tables, of two words or more, that starts at token `i`: its last token and kind.
pub fn phrase_from(view: &View<'_>, i: usize) -> Option<(usize, NameKind)> {
    let mut found = None;
    let mut words = 1;
    let mut j = i;
    while words < 4 {
        j += 1;
        let t = view.token(j)?;
        if t.is_one_of(['.', '-', '–']) && !t.spaced() {
            continue;
        }
        if !t.is_word() || (t.case() == Case::Lower && t.end() - t.start() > 3) {
            break;
        }
        words += 1;
        if t.case() != Case::Lower
            && let Some(kind) = phrase(view, i, j)
        {
            found = Some((j, kind));
        }
        if view.token(j + 1).is_none() {
            break;
        }
    }
    found
}

/// The kind of the tokens `a` to `b` as a name of several words that the tables know.
pub fn phrase(view: &View<'_>, a: usize, b: usize) -> Option<NameKind> {
    let span = view.span(a, b);
    if span.end - span.start > 40 {
        return None;
    }
    let text = span.of(view.text);
    if table::may_be_phrase(text) { table::phrase(&key::fold(text)) } else { None }
}
