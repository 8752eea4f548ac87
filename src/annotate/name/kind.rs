//! Cuts a capitalised run into titles, what goes before them, and the name, and tells what the name names.

use super::{find::name, key, run, table::Flag};
use crate::{
    annotate::{
        Few, NameKind, View,
        lexicon::{self, Class},
        mention::Name,
    },
    article::{Case, TokenKind},
};

/// Adds the names of the run from token `a` through `b`.
pub fn cut(view: &View<'_>, a: usize, b: usize, initial: bool, out: &mut Vec<Name>) {
    let a = if a < b { without_office(view, a, b, initial) } else { a };
    if a == b {
        single(view, a, initial, out);
        return;
    }
    if let Some(t) = title(view, a, b) {
        let mut start = t;
        while start > a && belongs_to_title(view, start - 1) {
            start -= 1;
        }
        if start > a {
            let before = last_word(view, a, start - 1);
            cut_plain(view, a, before, initial, out);
        }
        let mut from = t + 1;
        while from < b && !view.prose.tokens.at(from).is_word() {
            from += 1;
        }
        out.push(name(view, from, trim(view, from, b), NameKind::Person, true));
        return;
    }
    cut_plain(view, a, b, initial, out);
}

/// «Secretary of State John Hale»: «State» ends the office. «Reach Anna Berg at …»: a sentence's first word before a
/// given name is none, unless it is known to go with one.
fn without_office(view: &View<'_>, a: usize, b: usize, initial: bool) -> usize {
    let next = next_word(view, a, b);
    if next == b || !view.has(next, Class::GIVEN_NAME) {
        return a;
    }
    let office = a >= 2 && view.is(a - 1, "of") && view.has(a - 2, Class::TITLE) && !view.has(a, Class::PLACE);
    let opener = initial
        && view.lex.at(a).id == 0
        && next == a + 1
        && view.word(a).is_ascii()
        && view.has(b, Class::GIVEN_NAME.or(Class::PLACE));
    // «Boss Peter Lomas said»
    let epithet = initial && next == a + 1 && b == next + 1 && view.is_any(a, EPITHETS);
    if office || opener || epithet { next } else { a }
}

/// Words that papers put before a name at the start of a sentence.
#[rustfmt::skip]
const EPITHETS: &[&str] = &[
    "boss", "brave", "busy", "cheeky", "convicted", "crooked", "disgraced", "evil", "fellow", "furious", "gran", "grandad", "grandma", "grandpa",
    "greedy", "heartbroken", "heroic", "injured", "jailed", "little", "local", "millionaire", "mum", "nan", "pensioner", "plucky", "popular", "poor",
    "proud", "retired", "shamed", "shaken", "shocked", "stunned", "tearful", "tragic", "trucker", "vile", "widow", "widower", "wounded",
    "donor", "rancher", "campaigner", "organiser", "organizer", "ringleader", "promoter", "rapper", "jockey", "fraudster", "cleaner", "trader", "banker",
];

/// The last title of the run, where what follows it is a person's name.
fn title(view: &View<'_>, a: usize, b: usize) -> Option<usize> {
    if view.has(b, Class::ORG_NOUN) || Flag::PLACE_NOUN.of(view.lex.at(b)) || Flag::EVENT_NOUN.of(view.lex.at(b)) {
        // «General Motors», «King County», «Queen Elizabeth Hospital»; but «Judge Marcus Hall».
        let given = (a + 1..b).any(|i| {
            view.has(i - 1, Class::TITLE) && (view.has(i, Class::GIVEN_NAME) || i + 1 == b && view.lex.at(i).id == 0)
        });
        if !given || view.has(b, Class::ORG_NOUN) {
            return None;
        }
    }
    let t = (a..b).rev().find(|&i| {
        view.has(i, Class::TITLE)
            && view.prose.tokens.at(i).is_word()
            && view.prose.tokens.at(i).case() == Case::Title
            && !(view.has(i, Class::GIVEN_NAME) && i > a)
    })?;
    let mut words = 0;
    if !view.prose.tokens.at(t + 1).is_word() && !view.mark(t + 1, '.') {
        return None;
    }
    for i in t + 1..=b {
        let tok = view.prose.tokens.at(i);
        if tok.is_word() {
            words += 1;
            if tok.case() == Case::Lower && !Flag::PARTICLE.of(view.lex.at(i))
                || view.lex.at(i).classes.has(Class::DEMONYM)
            {
                return None;
            }
        }
    }
    // A title among first names («Dean Smith», «Earl Warren») is a title only where the rest is more than a surname.
    let doubtful = view.has(t, Class::GIVEN_NAME) && words < 2 && t == a;
    ((1..=5).contains(&words) && !doubtful).then_some(t)
}

fn belongs_to_title(view: &View<'_>, i: usize) -> bool {
    let l = view.lex.at(i);
    !view.prose.tokens.at(i).is_word() && view.mark(i, '-')
        || l.classes.has(Class::TITLE)
        || Flag::TITLE_MODIFIER.of(l)
        || view.mark(i, '.')
}

/// The last word or number at or before `b`.
fn last_word(view: &View<'_>, a: usize, mut b: usize) -> usize {
    while b > a && !view.prose.tokens.at(b).is_word() {
        b -= 1;
    }
    b
}

/// A run without a title: a nationality before it, or the whole.
fn cut_plain(view: &View<'_>, mut a: usize, b: usize, initial: bool, out: &mut Vec<Name>) {
    if a == b {
        single(view, a, initial, out);
        return;
    }
    // A sentence's first word that the tables know as no name's part, before a known one: «Former Putin ally».
    if initial && view.lex.at(a).classes.has(Class::TITLE.or(Class::STOP)) && !view.has(a, Class::GIVEN_NAME) {
        a = next_word(view, a, b);
        if a == b {
            single(view, a, false, out);
            return;
        }
    }
    if let Some(kind) = run::phrase(view, a, b) {
        out.push(name(view, a, b, kind, true));
        return;
    }
    let head_is = |c: Class| view.has(b, c);
    let noun_last =
        head_is(Class::ORG_NOUN) || Flag::PLACE_NOUN.of(view.lex.at(b)) || Flag::EVENT_NOUN.of(view.lex.at(b));
    if split(view, a, b, initial, out) {
        return;
    }
    let nation = view.has(a, Class::DEMONYM) || Flag::COUNTRY.of(view.lex.at(a));
    if nation && !noun_last {
        let rest = next_word(view, a, b);
        if view.has(rest, Class::GIVEN_NAME) && rest < b || rest == b && view.has(rest, Class::TITLE) {
            single(view, a, initial, out);
            cut_plain(view, rest, b, false, out);
            return;
        }
    }
    // «Prime Minister», «Chief Executive»: a role without a name.
    if (a..=b).all(|i| {
        let l = view.lex.at(i);
        !view.prose.tokens.at(i).is_word() || l.classes.has(Class::TITLE) || Flag::TITLE_MODIFIER.of(l)
    }) && view.has(b, Class::TITLE)
        && !view.has(a, Class::GIVEN_NAME)
    {
        return;
    }
    let b = trim(view, a, b);
    let kind = several(view, a, b);
    out.push(name(view, a, b, kind, true));
}

/// Cuts a run that is two names side by side: a people after a name or before a known one («Syrian Kurdish», «Muslim
/// North Caucasus»), a full name after another («Getty Images Joshua Keating»).
fn split(view: &View<'_>, a: usize, b: usize, initial: bool, out: &mut Vec<Name>) -> bool {
    let rest = next_word(view, a, b);
    let lone =
        Flag::ORGANISATION.of(view.lex.at(b)) || view.has(b, Class::PLACE) && !Flag::PLACE_NOUN.of(view.lex.at(b));
    let mut at = None;
    if view.has(a, Class::DEMONYM)
        && (rest == b && lone || rest < b && run::phrase(view, rest, b) == Some(NameKind::Place))
    {
        at = Some(rest);
    } else if view.has(b, Class::DEMONYM) && !Flag::GENERIC.of(view.lex.at(b)) {
        at = Some(b);
    } else if !view.has(a, Class::GIVEN_NAME)
        && view.prose.tokens.at(a).is_word()
        && !view.has(b, Class::ORG_NOUN)
        && !Flag::PLACE_NOUN.of(view.lex.at(b))
    {
        at = (a..b)
            .take_while(|&i| view.prose.tokens.at(i).is_word() && view.prose.tokens.at(i).case() != Case::Lower)
            .skip(2)
            .find(|&i| view.has(i, Class::GIVEN_NAME) && view.lex.at(b).id == 0);
    }
    let Some(at) = at.filter(|&at| at > a) else { return false };
    let before = last_word(view, a, at - 1);
    cut_plain(view, a, before, initial, out);
    cut_plain(view, at, b, false, out);
    true
}

fn next_word(view: &View<'_>, a: usize, b: usize) -> usize {
    let mut i = a + 1;
    while i < b && !view.prose.tokens.at(i).is_word() {
        i += 1;
    }
    i.min(b)
}

/// Leaves out what cannot end a name.
fn trim(view: &View<'_>, a: usize, mut b: usize) -> usize {
    while b > a && (!view.prose.tokens.at(b).is_word() || view.has(b, Class::MONTH.or(Class::WEEKDAY))) {
        b -= 1;
    }
    b
}

fn preposition_of_place(view: &View<'_>, a: usize) -> bool {
    let Some(before) = a.checked_sub(1) else { return false };
    let before = if view.is(before, "the") { before.wrapping_sub(1) } else { before };
    view.is_any(before, few!["in", "near", "outside", "inside", "across", "around", "throughout", "off"])
        || view.is(before, "of")
            && before > 0
            && view.is_any(
                before - 1,
                few![
                    "north",
                    "south",
                    "east",
                    "west",
                    "northwest",
                    "northeast",
                    "southwest",
                    "southeast",
                    "outskirts",
                    "centre",
                    "center",
                    "suburb",
                    "town",
                    "city",
                    "village",
                    "port",
                    "district",
                    "region",
                    "province",
                    "island",
                    "streets",
                    "coast",
                ],
            )
}

/// Whether what follows makes the name a place: «the Kaluga region», «Paris-based».
fn place_after(view: &View<'_>, b: usize) -> bool {
    let Some(next) = view.token(b + 1) else { return false };
    if next.is('-') && view.is(b + 2, "based") {
        return true;
    }
    next.spaced()
        && next.case() == Case::Lower
        && view.is_any(
            b + 1,
            few![
                "region",
                "district",
                "province",
                "city",
                "town",
                "village",
                "county",
                "area",
                "peninsula",
                "valley",
                "airport",
                "river",
                "border",
                "neighborhood",
                "neighbourhood",
                "suburb",
                "oblast",
                "island",
            ],
        )
}

/// Whether what stands around the name makes it a person: a role before it, an age or description after it, a verb of
/// saying on either side.
fn person_around(view: &View<'_>, a: usize, b: usize) -> bool {
    if a > 0 {
        let before = view.token(a - 1).filter(|t| t.is_word() && t.case() == Case::Lower);
        if before.is_some() && view.has(a - 1, Class::TITLE) {
            return true;
        }
    }
    // «The minister, Lia Stone, was not there»
    let role = |i: usize| view.token(i).is_some_and(|t| t.case() == Case::Lower) && view.has(i, Class::TITLE);
    if a > 2 && view.mark(a - 1, ',') && role(a - 2) && (view.mark(b + 1, ',') || view.mark(b + 1, '.')) {
        return true;
    }
    if view.mark(b + 1, ',') {
        let n = b + 2;
        if view.token(n).is_some_and(|t| t.is_number())
            && (view.mark(n + 1, ',') || view.is_any(n + 1, few!["of", "from", "and"]))
        {
            return view.token(n).is_some_and(|t| t.end() - t.start() <= 2);
        }
        // «, the minister», «, the education minister,»
        let plain = |i: usize| view.token(i).is_some_and(|t| t.is_word() && t.case() == Case::Lower);
        let office = |i: usize| {
            (n + 1..i).all(plain) && plain(i) && view.has(i, Class::TITLE) && {
                let after = view.token(i + 1);
                i == n + 1 || after.is_none_or(|t| t.is(',') || t.is('.') || t.is(';'))
            }
        };
        return view.is(n, "who") || view.is_any(n, few!["a", "an", "the"]) && (n + 1..n + 4).any(office);
    }
    if view.is(b + 1, "who") {
        return true;
    }
    let says = |i: usize| {
        view.is_any(i, few!["said", "says", "told", "added", "tweeted", "wrote", "argued", "believes", "recalled"])
    };
    says(b + 1) || a > 0 && says(a - 1) && view.token(b + 1).is_none_or(|t| t.is_mark())
}

fn single(view: &View<'_>, i: usize, initial: bool, out: &mut Vec<Name>) {
    let t = view.prose.tokens.at(i);
    let l = view.lex.at(i);
    let c = l.classes;
    let upper = t.case() == Case::Upper;
    let clash = c.has(Class::PRONOUN.or(Class::AUXILIARY).or(Class::CONJUNCTION).or(Class::STOP));
    let mut sure = true;
    let kind = if Flag::ORGANISATION.of(l) && (upper || !clash) {
        NameKind::Organisation
    } else if clash && !(upper && Flag::COUNTRY.of(l)) {
        return;
    } else if c.has(Class::DEMONYM) {
        NameKind::Demonym
    } else if c.has(Class::PLACE) {
        let person = c.has(Class::GIVEN_NAME) && !preposition_of_place(view, i) && person_around(view, i, i);
        if person { NameKind::Person } else { NameKind::Place }
    } else if c.has(Class::GIVEN_NAME) && !c.has(Class::TITLE) || Flag::FAMOUS.of(l) {
        NameKind::Person
    } else if c.has(Class::TITLE.or(Class::ORG_NOUN))
        || Flag::PLACE_NOUN.of(l)
        || Flag::EVENT_NOUN.or(Flag::TITLE_MODIFIER).or(Flag::GENERIC).of(l)
    {
        // «the Ministry», «the President»: no name by itself, but perhaps the short form of one.
        sure = false;
        if c.has(Class::ORG_NOUN) { NameKind::Organisation } else { NameKind::Other }
    } else if t.end() - t.start() < 2 {
        return;
    } else if place_after(view, i) || preposition_of_place(view, i) && !upper {
        NameKind::Place
    } else if person_around(view, i, i) && !upper {
        // «Officers said»: what opens a sentence must be a name elsewhere.
        sure = !initial;
        NameKind::Person
    } else if upper {
        sure = t.end() - t.start() <= 5 || t.end() - t.start() == 6 && !initial;
        NameKind::Organisation
    } else {
        let owned = view.token(i + 1).is_some_and(|n| n.is_one_of(['’', '\'']) && !n.spaced());
        sure = !initial || owned || t.case() == Case::Mixed;
        NameKind::Other
    };
    out.push(name(view, i, i, kind, sure));
}

/// Words that begin the names of places.
const PLACE_FIRST: &Few = few![
    "lake", "mount", "mt", "fort", "ft", "port", "cape", "camp", "san", "santa", "saint", "st", "new", "gulf", "isle",
    "river", "north", "south", "east", "west", "upper", "lower", "el", "los", "las", "point", "loch", "rio", "puerto",
];

/// A given name with an accent («José»), which the lexicon has without.
fn accented_given(view: &View<'_>, i: usize) -> bool {
    let word = view.word(i);
    !word.is_ascii() && lexicon::lookup(&key::fold(word)).classes.has(Class::GIVEN_NAME)
}

fn several(view: &View<'_>, a: usize, b: usize) -> NameKind {
    let last = view.lex.at(b);
    let given = view.has(a, Class::GIVEN_NAME) || accented_given(view, a);
    let (mut words, mut initial, mut particle, mut of, mut acronym, mut ampersand) =
        (0, false, false, None, false, false);
    for i in a..=b {
        let t = view.prose.tokens.at(i);
        match t.kind() {
            TokenKind::Word if t.case() == Case::Lower => match view.word(i) {
                "of" | "for" => of = of.or(Some(i)),
                _ => particle |= Flag::PARTICLE.of(view.lex.at(i)),
            },
            TokenKind::Word => {
                words += 1;
                initial |= i > a && t.end() - t.start() == 1;
                acronym |= t.case() == Case::Upper && t.end() - t.start() > 1 && !Flag::SUFFIX.of(view.lex.at(i));
            }
            TokenKind::Mark('&') => ampersand = true,
            _ => {}
        }
    }
    let suffix = Flag::SUFFIX.of(last);
    if let Some(of) = of {
        let head = view.lex.at(of - 1);
        return if head.classes.has(Class::ORG_NOUN)
            && (!Flag::PLACE_NOUN.of(head) || view.is_any(of - 1, few!["court", "bank", "state"]))
        {
            NameKind::Organisation
        } else if Flag::EVENT_NOUN.of(head) {
            NameKind::Event
        } else if Flag::PLACE_NOUN.of(head) {
            NameKind::Place
        } else {
            NameKind::Other
        };
    }
    if suffix || initial && words <= 4 && !last.classes.has(Class::ORG_NOUN) {
        return NameKind::Person;
    }
    if last.classes.has(Class::ORG_NOUN) && !(given && words == 2 && person_around(view, a, b)) {
        return NameKind::Organisation;
    }
    if Flag::PLACE_NOUN.of(last) && !(given && words == 2 && person_around(view, a, b)) {
        return NameKind::Place;
    }
    if Flag::EVENT_NOUN.of(last) {
        return NameKind::Event;
    }
    if ampersand || acronym {
        return NameKind::Organisation;
    }
    if given && words <= 4 && !view.has(b, Class::PLACE.or(Class::DEMONYM)) {
        return NameKind::Person;
    }
    if (a..=b).any(|i| view.has(i, Class::ORG_NOUN)) && !given {
        return NameKind::Organisation;
    }
    if view.is_any(a, PLACE_FIRST) {
        return NameKind::Place;
    }
    if place_after(view, b) {
        return NameKind::Place;
    }
    let surname = words == 2 && Flag::SURNAME.of(last) && view.lex.at(a).id == 0;
    if (particle || given) && words <= 4 || surname || person_around(view, a, b) {
        return NameKind::Person;
    }
    if preposition_of_place(view, a) {
        return NameKind::Place;
    }
    NameKind::Other
}
