//! Words that limit a number: «at least», «up to», «nearly», «or more».

use std::sync::LazyLock;

use super::super::{
    View, WordList,
    lexicon::{Builder, Class},
    phrases::Phrases,
};
use crate::{article::TokenKind, value::Bound};

/// Words before a number, with what they say of it. The longest that fits counts.
const BEFORE: &[(Bound, &[&str])] = &[
    (
        Bound::Nearly,
        &[
            "nearly",
            "almost",
            "close to",
            "just under",
            "just below",
            "just short of",
            "just shy of",
            "a little under",
            "a little below",
            "a little less than",
            "slightly under",
            "slightly below",
            "slightly less than",
            "slightly fewer than",
            "just less than",
            "approaching",
            "not quite",
            "virtually",
            "fractionally under",
            "a shade under",
            "close on",
            "getting on for",
        ],
    ),
    (
        Bound::JustOver,
        &[
            "just over",
            "just above",
            "just more than",
            "a little over",
            "a little more than",
            "a little above",
            "slightly over",
            "slightly more than",
            "slightly above",
            "barely over",
            "a bit more than",
            "a bit over",
            "a shade over",
            "fractionally over",
        ],
    ),
    (
        Bound::AtLeast,
        &[
            "at least",
            "no fewer than",
            "no less than",
            "not less than",
            "not fewer than",
            "a minimum of",
            "minimum of",
            "minimum",
            "greater than or equal to",
            "bigger than or equal to",
            "at least or equal to",
            "more than or equal to",
            "larger than or equal to",
            "bigger or equal than",
            "upwards of",
            "upward of",
            "at the very least",
        ],
    ),
    (
        Bound::AtMost,
        &[
            "up to",
            "as many as",
            "as much as",
            "as high as",
            "at most",
            "no more than",
            "not more than",
            "no greater than",
            "no higher than",
            "a maximum of",
            "maximum of",
            "less than or equal to",
            "smaller than or equal to",
            "fewer than or equal to",
            "at the most",
            "capped at",
            "no later than",
        ],
    ),
    (
        Bound::MoreThan,
        &[
            "more than",
            "well over",
            "well above",
            "far more than",
            "much more than",
            "greater than",
            "in excess of",
            "higher than",
            "larger than",
            "bigger than",
            "longer than",
            "older than",
            "north of",
            "over",
            "above",
            "exceeding",
            "exceed",
            "exceeds",
            "exceeded",
            "topping",
            "surpassing",
            "beyond",
            "far above",
            "well in excess of",
        ],
    ),
    (
        Bound::LessThan,
        &[
            "fewer than",
            "less than",
            "well under",
            "well below",
            "far fewer than",
            "far less than",
            "lower than",
            "smaller than",
            "shorter than",
            "younger than",
            "under",
            "below",
            "south of",
            "short of",
            "shy of",
        ],
    ),
    (
        Bound::About,
        &[
            "about",
            "around",
            "some",
            "roughly",
            "approximately",
            "approx",
            "an estimated",
            "estimated",
            "circa",
            "in the region of",
            "in the order of",
            "on the order of",
            "somewhere around",
            "somewhere in the region of",
            "somewhere near",
            "thereabouts",
            "give or take",
            "aproximately",
        ],
    ),
    (Bound::Exact, &["exactly", "precisely", "equal to", "equaling to"]),
];

/// Words after a number.
const AFTER: &[(Bound, &[&str])] = &[
    (
        Bound::AtLeast,
        &[
            "or more",
            "and more",
            "or above",
            "or higher",
            "or greater",
            "or over",
            "and over",
            "and above",
            "and up",
            "or older",
            "and older",
            "or upwards",
            "plus",
            "or even more",
        ],
    ),
    (
        Bound::AtMost,
        &[
            "or less",
            "or fewer",
            "or below",
            "or lower",
            "or under",
            "or younger",
            "and younger",
            "and under",
            "at most",
        ],
    ),
    (Bound::About, &["or so", "odd", "or thereabouts", "give or take"]),
];

/// Verbs and nouns after which «about» says what they are about.
static TOPIC: WordList = WordList::new(&[
    "talk",
    "talks",
    "talked",
    "talking",
    "speak",
    "spoke",
    "think",
    "worried",
    "concerned",
    "concerns",
    "asked",
    "told",
    "know",
    "knew",
    "read",
    "wrote",
    "hear",
    "heard",
    "story",
    "stories",
    "questions",
    "information",
    "complaints",
    "fears",
    "complained",
    "learn",
    "learned",
    "happy",
    "angry",
    "film",
    "book",
    "article",
    "thing",
    "what",
    "how",
    "all",
]);

pub fn words(b: &mut Builder) {
    for (_, phrases) in BEFORE {
        for p in *phrases {
            b.class(p.rsplit(' ').next().unwrap_or(p), Class::BOUND);
        }
    }
    for (_, phrases) in AFTER {
        for p in *phrases {
            // «and» and «or» are known by another class.
            if !p.contains(' ') {
                b.class(p, Class::BOUND);
            }
        }
    }
    b.classes(&["between", "from"], Class::BOUND);
}

/// The bound written before token `first`, and the token it starts at; nothing before `floor` is looked at.
pub fn before(view: &View<'_>, first: usize, floor: usize) -> Option<(Bound, usize)> {
    let (inner, start) = one_before(view, first, floor)?;
    // «up to about 40», «at least around 12»: the firmer one counts.
    match one_before(view, start, floor) {
        Some((outer, start)) if inner == Bound::About && outer != Bound::Exact => Some((outer, start)),
        _ => Some((inner, start)),
    }
}

fn one_before(view: &View<'_>, first: usize, floor: usize) -> Option<(Bound, usize)> {
    let last = first.checked_sub(1).filter(|&l| l >= floor)?;
    if let TokenKind::Mark(c) = view.token(last)?.kind() {
        let equals = c == '=';
        let previous = if equals { first.checked_sub(2).filter(|&p| p >= floor) } else { None };
        let bound = match c {
            '>' => Bound::MoreThan,
            '<' => Bound::LessThan,
            '≥' => Bound::AtLeast,
            '≤' => Bound::AtMost,
            '~' | '≈' | '∼' => Bound::About,
            '=' if previous.is_some_and(|p| view.mark(p, '>')) => return Some((Bound::AtLeast, first - 2)),
            '=' if previous.is_some_and(|p| view.mark(p, '<')) => return Some((Bound::AtMost, first - 2)),
            _ => return None,
        };
        // «<>30» and «x->30» are no bounds.
        let odd = last > 0 && (view.mark(last - 1, '<') || view.mark(last - 1, '-'));
        return (!odd).then_some((bound, last));
    }
    if !view.has(last, Class::BOUND) {
        return None;
    }
    let (start, bound) = BY_LAST.ending(view, last).filter(|(at, _)| *at >= floor).min_by_key(|(at, _)| *at)?;
    let alone = start + 1 == first;
    let other = alone
        && start > 0
        && (view.is(start, "about") && view.in_list(start - 1, &TOPIC)
            || view.is_any(start, few!["over", "under", "above", "below"])
                && view.is_any(start - 1, few!["victory", "win", "won", "turned", "ran", "triumph", "row"]));
    // «the number has gone up to 27»
    let gone = view.is(start, "up") && start > 0 && view.is_any(start - 1, few!["gone", "went"]);
    (!other && !gone).then_some((bound, start))
}

static BY_LAST: LazyLock<Phrases<Bound>> = LazyLock::new(|| Phrases::by_last(listed(BEFORE).map(|(b, p)| (p, b))));

static BY_FIRST: LazyLock<Phrases<(Bound, &str)>> =
    LazyLock::new(|| Phrases::by_first(listed(AFTER).map(|(b, p)| (p, (b, p)))));

fn listed(table: &'static [(Bound, &[&str])]) -> impl Iterator<Item = (Bound, &'static str)> {
    table.iter().flat_map(|(bound, phrases)| phrases.iter().map(|p| (*bound, *p)))
}

/// The bound written after token `end - 1`, and the token after it.
pub fn after(view: &View<'_>, end: usize) -> Option<(Bound, usize)> {
    if view.mark(end, '+') && !view.token(end).is_some_and(|t| t.spaced()) {
        return Some((Bound::AtLeast, end + 1));
    }
    let at = if view.mark(end, '-') { end + 1 } else { end };
    if !(view.has(at, Class::BOUND) || view.has(at, Class::CONJUNCTION)) {
        return None;
    }
    BY_FIRST.starting(view, at).find_map(|(next, (bound, phrase))| {
        let other = match phrase {
            "odd" => at == end,
            // «60 plus 20» adds.
            "plus" => view.token(next).is_some_and(|t| t.is_number() || view.has(next, Class::DETERMINER)),
            "or more" => view.is(next, "than"),
            // «40 and more would follow» goes on.
            "and more" => view.token(next).is_some_and(|t| t.is_word()) && !view.has(next, Class::PREPOSITION),
            _ => false,
        };
        (!other).then_some((bound, next))
    })
}
