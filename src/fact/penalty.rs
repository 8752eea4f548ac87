//! What stands behind a penalty: a court imposed it, somebody asks for it, the law allows it, or it is the part that is
//! served. Only those of one kind can be the same.

use std::ops::Range;

use super::{
    cue::{Cue, Cues},
    scope::{self, Scope},
};
use crate::annotate::{View, WordList};

/// What somebody does who asks a court for a penalty.
pub const SOUGHT: &[&str] = &[
    "sought",
    "seek",
    "seeks",
    "seeking",
    "demand",
    "demands",
    "demanded",
    "demanding",
    "ask",
    "asks",
    "asked",
    "asking",
    "request",
    "requests",
    "requested",
    "requesting",
    "recommend",
    "recommends",
    "recommended",
    "recommending",
    "urged",
    "want",
    "wants",
    "wanted",
    "proposed",
    "called",
    "calling",
];

/// What says that it may come.
pub const POSSIBLE: &[&str] = &[
    "face",
    "faces",
    "faced",
    "facing",
    "could",
    "may",
    "might",
    "can",
    "carry",
    "carries",
    "carried",
    "carrying",
    "punishable",
    "risk",
    "risks",
    "risked",
    "risking",
    "liable",
    "threatened",
];

/// The most that the law allows, unless it is imposed: «up to».
pub const LIMIT: &[&str] = &["maximum", "up"];

/// What a court does, and what comes to the convicted.
pub const IMPOSED: &[&str] = &[
    "sentenced",
    "resentenced",
    "jailed",
    "imprisoned",
    "fined",
    "banned",
    "imposed",
    "ordered",
    "gave",
    "given",
    "gets",
    "got",
    "handed",
    "receives",
    "received",
    "upheld",
    "confirmed",
    "reduced",
    "cut",
    "cuts",
    "lowered",
    "shortened",
    "commuted",
    "halved",
    "increased",
    "raised",
    "lengthened",
    "extended",
];

/// What ends the part that is served.
pub const SERVED: &[&str] = &["parole", "paroled", "release", "released", "freed", "free", "served", "serving"];

static SEEKERS: WordList = WordList::new(SOUGHT);
static CHANCES: WordList = WordList::new(POSSIBLE);
static VERDICTS: WordList = WordList::new(IMPOSED);

/// Words of which a sentence on a penalty has one.
static COURT: WordList = WordList::new(&[
    "prison",
    "jail",
    "jailed",
    "imprisoned",
    "imprisonment",
    "sentence",
    "sentences",
    "sentenced",
    "resentenced",
    "bars",
    "custody",
    "parole",
    "penalty",
    "conviction",
    "convicted",
    "prosecutor",
    "prosecutors",
    "prosecution",
    "fine",
    "fined",
    "fines",
    "ban",
    "banned",
]);

/// Penalties that may be set anew.
static PENALTIES: WordList =
    WordList::new(&["sentence", "sentences", "term", "punishment", "penalty", "fine", "ban", "imprisonment"]);

/// Words of a second hearing.
static AGAIN: WordList = WordList::new(&["retrial", "resentenced", "resentencing", "appellate"]);

/// Words after a penalty in which it may be told what it is.
const BEHIND: usize = 6;

/// What limits a term or fine that stands at some tokens of a clause.
pub fn limits(
    view: &View<'_>,
    cues: &Cues,
    clause: &Range<usize>,
    sentence: &Range<usize>,
    at: &Range<usize>,
) -> Scope {
    let told = cues.within(sentence.clone(), Cue::PENALTY).next().is_some();
    if !told || !sentence.clone().any(|i| view.in_list(i, &COURT)) {
        return Scope::default();
    }
    if served(view, cues, clause, at) {
        return Scope::SERVED;
    }
    let kind = kind(view, cues, clause, sentence, at);
    let anew = || scope::set_anew(view, sentence, at, &PENALTIES) || reheard(view, cues, sentence, at);
    if kind.is_empty() && anew() { Scope::CHANGED } else { kind }
}

/// Whether it is asked for or possible, by the verb that leads to it.
fn kind(view: &View<'_>, cues: &Cues, clause: &Range<usize>, sentence: &Range<usize>, at: &Range<usize>) -> Scope {
    let before: Vec<usize> = cues.within(sentence.start..at.end, Cue::PENALTY).collect();
    let (mut hangs, mut most) = (false, false);
    for &i in before.iter().rev() {
        // A verb that hangs on another may do so across a comma: «could, if convicted, be jailed for 20 years».
        if i < clause.start && !hangs {
            break;
        }
        if view.in_list(i, &VERDICTS) {
            if !infinitive(view, i) {
                return Scope::default();
            }
            hangs = true;
        } else if view.in_list(i, &SEEKERS) && (!view.is_any(i, few!["called", "calling"]) || view.is(i + 1, "for")) {
            return Scope::SOUGHT;
        } else if view.in_list(i, &CHANCES) && view.word(i).starts_with(char::is_lowercase) {
            return Scope::POSSIBLE;
        }
        most |= view.is(i, "maximum") || view.starts(i, &["up", "to"]);
    }
    if most {
        return Scope::POSSIBLE;
    }
    // «the 18 years sought by prosecutors»
    let behind = at.end..(at.end + BEHIND).min(clause.end);
    let own = |i: &usize| !view.is_any(*i, few!["for", "after", "who", "because", "and"]);
    let asked = |i: usize| view.is_any(i, few!["sought", "demanded", "requested", "recommended"]);
    if behind.take_while(own).any(asked) { Scope::SOUGHT } else { Scope::default() }
}

/// Whether the verb at token `i` hangs on another: «be jailed», «to be fined», «could have been given».
fn infinitive(view: &View<'_>, i: usize) -> bool {
    let back = |n: usize| i.wrapping_sub(n);
    view.is_any(back(1), few!["be", "being", "to"]) || view.is(back(1), "been") && view.is(back(2), "have")
}

/// Whether it is the part of a term that is served: «parole after nine years», «nine years before he can be released».
fn served(view: &View<'_>, cues: &Cues, clause: &Range<usize>, at: &Range<usize>) -> bool {
    let ends = |i: usize| view.is_any(i, few!["parole", "paroled", "release", "released", "freed", "free"]);
    let after = (1..=3).any(|back| view.is(at.start.wrapping_sub(back), "after"));
    let before = (at.end..at.end + 3).any(|i| view.is(i, "before"));
    let spent = |i: usize| {
        view.is(i, "served") && view.is_any(i.wrapping_sub(1), few!["has", "have", "had", "having", "already"])
            || view.is(i, "serving") && view.is(i.wrapping_sub(1), "after")
    };
    cues.within(clause.start..at.start, Cue::PENALTY).any(|i| after && ends(i) || spent(i) && i + 4 > at.start)
        || before && cues.within(at.end..clause.end, Cue::PENALTY).any(ends)
        || view.starts(at.start.wrapping_sub(3), &["parole", "period", "of"])
}

/// Whether a court gave or left the penalty when it heard a case again.
fn reheard(view: &View<'_>, cues: &Cues, sentence: &Range<usize>, at: &Range<usize>) -> bool {
    let court = |i: usize| {
        view.in_list(i, &AGAIN)
            || view.is_any(i, few!["appeal", "appeals"])
                && view.is_any(i + 1, few!["court", "judge", "judges", "panel"])
            || view.starts(i, &["court", "of"]) && view.is_any(i + 2, few!["appeal", "appeals"])
    };
    let again = (sentence.start..at.start).any(court)
        || sentence.clone().any(|i| view.starts(i, &["on", "appeal"]) || view.starts(i, &["at", "retrial"]));
    again && cues.within(sentence.clone(), Cue::PENALTY).any(|i| view.in_list(i, &VERDICTS) && !infinitive(view, i))
}
