//! Numbers that are no figures: in names and addresses, on lists, of telephones and versions, idioms.

use super::{
    super::{
        View,
        lexicon::{Builder, Class},
    },
    amount::Amount,
    role,
};
use crate::{
    article::{BlockKind, Case},
    value::{Decimal, Unit},
};

/// Words that a number after them names: «Flight 370», «page 12», «No. 10».
const NAMED: &str = "\
    no nos nr flight route highway interstate article section chapter room page pages channel radio level type \
    phase group act figure fig table volume vol building gate platform pier terminal line apartment apt suite \
    boeing airbus iphone galaxy windows android playstation xbox apollo area district ward zone precinct \
    division battalion brigade resolution directive regulation title amendment proposition prop psalm verse isbn \
    ftse s&p cac dax nikkei fortune euro formula fifa stage tier grade class category version item exhibit \
    clause paragraph rule unit bloc model lot junction exit bus hangar warehouse schedule appendix annex issue \
    season episode image photo slide picture day week year round game heat match pixel nr. p pp i war bowl agenda studio";

const STREETS: &str = "\
    street st avenue ave road rd boulevard blvd lane ln drive way court terrace place highway parkway block \
    circuit precinct congress amendment floor arrondissement brigade division regiment battalion infantry fleet \
    district ward";

/// The second part of a compound whose number counts nothing: «two-way», «one-time».
const COMPOUNDS: &str = "\
    way faced fold time sided legged piece dimensional tier step pronged wheel wheeled door star something off \
    stop size and on letter horse to up liner wood ply part";

pub fn words(b: &mut Builder) {
    for word in NAMED.split_whitespace() {
        b.class(word, Class::NAMED);
    }
    for word in STREETS.split_whitespace() {
        b.class(word, Class::STREET);
    }
    for word in COMPOUNDS.split_whitespace() {
        b.class(word, Class::COMPOUND);
    }
}

/// Whether letters hang on the number of tokens `first..end` that are no unit: «A330», «737s», «24703L202».
pub fn glued(view: &View<'_>, first: usize, end: usize) -> bool {
    let Some(t) = view.token(first) else { return false };
    if !t.is_number() {
        return false;
    }
    let tight = !t.spaced();
    if let Some(before) = first.checked_sub(1).and_then(|p| view.token(p)) {
        if tight && (before.is_word() || before.is('_') || before.is('#') || before.is('@') || before.is('&')) {
            return true;
        }
        // «F-16», «Covid-19», «A330-200»
        if tight
            && (before.is('-') || before.is('/'))
            && !before.spaced()
            && first.checked_sub(2).and_then(|p| view.token(p)).is_some_and(|w| {
                // «3km-5km», «5k-20k»
                let unit = !w.spaced() && first >= 3 && view.token(first - 3).is_some_and(|n| n.is_number());
                w.is_word() && !unit && (before.is('/') || w.case() != Case::Lower || !magnitude(view, first - 2))
            })
        {
            return true;
        }
        if tight
            && before.is(':')
            && first.checked_sub(2).and_then(|p| view.token(p)).is_some_and(|w| w.is_number() && !before.spaced())
        {
            return true;
        }
    }
    if view.mark(end, ':') && view.token(end + 1).is_some_and(|n| n.is_number() && !n.spaced()) {
        return true;
    }
    // «777-200LR», «1-222-2222»
    if chain(view, first, end) || lettered(view, first, end) || is_update(view, first, end) {
        return true;
    }
    let Some(after) = view.token(end).filter(|n| !n.spaced()) else { return false };
    if after.is_word() {
        let known =
            view.has(end, Class::UNIT.or(Class::SCALE).or(Class::CURRENCY)) || super::measure::at(view, end).is_some();
        return !known
            || view
                .token(end + 1)
                .is_some_and(|n| n.is_number() && !n.spaced() && super::measure::at(view, end).is_none());
    }
    false
}

fn magnitude(view: &View<'_>, i: usize) -> bool {
    view.is_any(i, few!["magnitude", "under", "over", "and", "to", "sub", "mid"])
}

/// Three numbers or more joined by hyphens, or two like a telephone number.
pub fn chain(view: &View<'_>, first: usize, end: usize) -> bool {
    let joined = |i: usize| {
        view.token(i).is_some_and(|t| !t.spaced() && (t.is('-') || t.is('/')))
            && view.token(i + 1).is_some_and(|t| t.is_number() && !t.spaced())
    };
    let before = first >= 2 && joined(first - 1) && view.token(first - 2).is_some_and(|t| t.is_number());
    if !view.mark(end, '-') || !joined(end) {
        let local = before && view.word(first - 2).len() == 3 && view.word(first).len() == 4;
        return before && view.mark(first.wrapping_sub(3), '-') || local && super::measure::at(view, end).is_none();
    }
    let telephone = view.word(first).len() == 3
        && view.word(end + 1).len() == 4
        && super::measure::at(view, end + 2).is_none()
        && !view.has(end + 2, Class::PERSON_NOUN);
    joined(end + 2)
        || before
        || telephone
        || view.token(end + 2).is_some_and(|t| {
            t.is_word()
                && !t.spaced()
                && !view.has(end + 2, Class::UNIT.or(Class::SCALE))
                && super::measure::at(view, end + 2).is_none()
                && super::number::letter(view.word(end + 2), false).is_none()
                && view.word(end + 2).len() < 4
        })
}

/// «866-845-TIPS», «1-800-FLOWERS»: a telephone number that ends with a word.
fn lettered(view: &View<'_>, first: usize, end: usize) -> bool {
    let tight = |i: usize| view.token(i).filter(|t| !t.spaced());
    let hyphen = |i: usize| tight(i).is_some_and(|t| t.is('-'));
    // The three digits before the word at `i + 2`.
    let exchange = |i: usize| {
        tight(i).is_some_and(|t| t.is_number())
            && view.word(i).len() == 3
            && hyphen(i + 1)
            && tight(i + 2).is_some_and(|t| t.is_word() && t.case() == Case::Upper)
            && view.word(i + 2).len() >= 4
            && super::measure::at(view, i + 2).is_none()
    };
    let number = |i: usize| view.token(i).is_some_and(|t| t.is_number());
    hyphen(end) && exchange(end + 1) || first >= 2 && number(first - 2) && hyphen(first - 1) && exchange(first)
}

/// «UPDATE 1-Deadly fire»: an agency counts the versions of its report.
fn is_update(view: &View<'_>, first: usize, end: usize) -> bool {
    let Some(p) = first.checked_sub(1).filter(|&p| view.is_any(p, few!["update", "wrapup"])) else { return false };
    view.token(p).is_some_and(|t| t.case() == Case::Upper)
        && view.token(end).is_some_and(|t| t.is('-') && !t.spaced())
        && view.token(end + 1).is_some_and(|t| t.is_word() && !t.spaced() && t.case() != Case::Lower)
}

/// Whether the amount names or orders something instead of counting it.
pub fn is_name(view: &View<'_>, a: &Amount) -> bool {
    let bare = a.unit == Unit::Item;
    if !bare {
        return false;
    }
    if let Some(p) = a.start.checked_sub(1) {
        let stop = usize::from(view.mark(p, '.'));
        let word = p.wrapping_sub(stop);
        let digits = view.token(a.start).is_some_and(|t| t.is_number());
        if view.has(word, Class::NAMED)
            && !view.word(a.start).contains(',')
            && (digits || view.token(word).is_some_and(|t| t.case() != Case::Lower))
            // «at the junction. Four dead»: only what is shortened has a stop of its own.
            && (stop == 0 || view.word(word).len() <= 4)
            && !(digits
                && view.is_any(word, few!["no", "i"])
                && stop == 0
                && view.token(word).is_some_and(|t| t.case() == Case::Lower))
        {
            let cell = matches!(view.kind, BlockKind::TableRow { .. });
            // «the class of 22», «War 2», but not «at this level 22 people».
            // «Precinct 5 constables»: between capitals it is a name whatever follows.
            let called = digits
                && view.token(word).is_some_and(|t| t.case() == Case::Title)
                && view.prose.sentence_of(word).start != word;
            let counts = view.has(a.end, Class::PERSON_NOUN) && !called || cell;
            if !counts {
                return true;
            }
        }
        // «Image 2 of 9», «page 3 of 12»
        if digits && view.is(p, "of") && view.has(p.wrapping_sub(2), Class::NAMED) {
            return true;
        }
        // «Standard & Poor’s 500»
        if view.is(p, "s") && view.is(p.wrapping_sub(2), "poor") {
            return true;
        }
        if view.mark(p, '#') || view.mark(p, '№') || view.mark(p, '§') {
            return true;
        }
        if digits
            && view.token(p).is_some_and(|t| t.is_word() && t.case() == Case::Mixed)
            && !view.token(a.start).is_some_and(|t| view.word(a.start).contains('.') && t.is_number())
        {
            return true;
        }
        // «Boeing 787 Dreamliners», «Studio 54 in»: a number between capitals.
        let titled = |i: usize| view.token(i).is_some_and(|t| t.is_word() && t.case() != Case::Lower);
        let start = view.prose.sentence_of(p).start == p;
        if digits
            && titled(p)
            && titled(a.end)
            && !start
            && !view.has(a.end, Class::PERSON_NOUN.or(Class::DEMONYM))
            && view.token(p).is_some_and(|t| t.case() == Case::Title)
        {
            let verb = view.has(p, Class::CUE.or(Class::BOUND).or(Class::ROLE).or(Class::AUXILIARY));
            if !verb && !view.word(a.start).contains([',', '.']) {
                return true;
            }
        }
    }
    jet(view, a) || address(view, a) || year(view, a) || list_number(view, a) || slashed(view, a)
}

/// «a new 787», «the 737-800»: Boeing’s airliners are called by number.
fn jet(view: &View<'_>, a: &Amount) -> bool {
    let text = view.word(a.start).as_bytes();
    matches!(text, [b'7', b'0'..=b'8', b'7']) && !view.has(a.end, Class::PERSON_NOUN) && jet_near(view, a)
}

/// Whether the sentence speaks of aircraft.
fn jet_near(view: &View<'_>, a: &Amount) -> bool {
    let sentence = view.prose.sentence_of(a.start);
    let around = a.start.saturating_sub(12).max(sentence.start)..(a.end + 12).min(sentence.end);
    around.into_iter().any(|i| {
        view.is_any(
            i,
            few![
                "boeing",
                "jet",
                "jets",
                "aircraft",
                "airliner",
                "airline",
                "plane",
                "planes",
                "dreamliner",
                "flight",
                "airbus",
                "fuselage",
                "dreamliners",
                "airlines",
            ],
        )
    })
}

fn address(view: &View<'_>, a: &Amount) -> bool {
    if a.low.scale() > 0 || a.low > Decimal::from(99_999) {
        return false;
    }
    for k in 0..4 {
        let i = a.end + k;
        let Some(t) = view.token(i).filter(|t| t.is_word()) else { return false };
        if view.has(i, Class::STREET) {
            return k > 0 || view.is(i, "block");
        }
        if t.case() == Case::Lower {
            return false;
        }
    }
    false
}

/// A bare number that can only be a year.
fn year(view: &View<'_>, a: &Amount) -> bool {
    let text = view.word(a.start);
    if a.end != a.start + 1 || text.len() != 4 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let counted =
        view.has(a.end, Class::PERSON_NOUN) || view.has(a.end, Class::ROLE) && !view.has(a.end, Class::AUXILIARY);
    let recent = ("1900".."2100").contains(&text);
    let before = a.start > 0
        && view.is_any(
            a.start - 1,
            few![
                "in", "since", "of", "by", "from", "until", "till", "during", "after", "before", "year", "the", "to",
                "and", "early", "late", "for", "a",
            ],
        );
    if recent {
        !counted || before
    } else {
        ("1500".."1900").contains(&text)
            && before
            && !counted
            && view.is_any(a.start - 1, few!["in", "since", "year", "until"])
    }
}

/// «1. First of all», «2) Then».
fn list_number(view: &View<'_>, a: &Amount) -> bool {
    a.start == 0
        && a.end == 1
        && a.low < Decimal::from(100)
        && view.token(1).is_some_and(|t| !t.spaced() && (t.is('.') || t.is(')')))
        && view.token(2).is_some_and(|t| t.spaced())
}

/// «9/11», «24/7», «50/50»: numbers beside a slash that are no fraction.
fn slashed(view: &View<'_>, a: &Amount) -> bool {
    let tight = |i: usize| view.token(i).is_some_and(|t| t.is('/') && !t.spaced());
    tight(a.end) && view.token(a.end + 1).is_some_and(|t| t.is_number() && !t.spaced())
        || a.start >= 2
            && tight(a.start - 1)
            && view.token(a.start - 2).is_some_and(|t| t.is_number())
            && !view.token(a.start).is_some_and(|t| t.spaced())
}

/// Whether a number in words is an idiom: «one of the», «on the one hand», «two-way».
pub fn is_idiom(view: &View<'_>, a: &Amount) -> bool {
    if !view.token(a.start).is_some_and(|t| t.is_word()) {
        return false;
    }
    // «the second half», «her better half»
    if a.unit == Unit::Fraction && a.end == a.start + 1 && a.start > 0 && view.is(a.start, "half") {
        return view.has(a.start - 1, Class::ORDINAL)
            || view.is_any(a.start - 1, few!["other", "better", "latter", "former", "this", "its", "each"]);
    }
    if a.unit != Unit::Item {
        return false;
    }
    if view.mark(a.end, '-') && !view.token(a.end).is_some_and(|t| t.spaced()) && view.has(a.end + 1, Class::COMPOUND) {
        return true;
    }
    let one = a.end == a.start + 1 && view.is(a.start, "one");
    if a.end == a.start + 1 && view.is_any(a.start, few!["zero", "nil", "nought", "naught"]) {
        return !(view.has(a.end, Class::PERSON_NOUN.or(Class::ROLE)) || view.len() < 6);
    }
    if !one {
        // «Ocean’s Eleven», «Group of Seven»
        return a.start > 0
            && a.end == a.start + 1
            && view.token(a.start).is_some_and(|t| t.case() == Case::Title)
            && view.prose.sentence_of(a.start).start != a.start
            && !view.has(a.end, Class::PERSON_NOUN.or(Class::ROLE))
            && view
                .token(a.start - 1)
                .is_some_and(|t| t.is_word() && t.case() != Case::Lower || view.is(a.start - 1, "of"));
    }
    let next = view.token(a.end);
    let verb = a.start > 0 && role::at(view, a.start - 1).is_some_and(|h| h.form == role::Form::Verb);
    let counted = view.has(a.end, Class::PERSON_NOUN)
        || view.has(a.end, Class::ROLE) && !view.has(a.end, Class::AUXILIARY)
        || verb && !view.is(a.end, "of");
    if counted {
        return false;
    }
    if a.start > 0
        && (view.has(a.start - 1, Class::DETERMINER.or(Class::PRONOUN))
            || view.is_any(
                a.start - 1,
                few!["no", "any", "some", "every", "each", "which", "another", "last", "only", "number", "day", "not"],
            ))
    {
        return true;
    }
    let bounded = a.start > 1 && view.is(a.start - 1, "least") || a.bound != crate::value::Bound::Exact;
    if bounded {
        return false;
    }
    // By itself «one» counts only where it is all there is to read.
    !(view.len() < 4 && next.is_none_or(|t| !t.is_word() && !t.is('-')))
}
