//! Whether a sentence tells of the past or of what is to come, by the verb nearest to an expression. News prefers the past.

use super::words::{Tense, Word};
use crate::{
    annotate::{HAPPENINGS, View, WordList, lexicon::Class},
    article::{Case, TokenKind},
};

/// What is fixed for a day to come.
static MEETINGS: WordList = WordList::new(&[
    "hearing",
    "trial",
    "sentencing",
    "arraignment",
    "meeting",
    "vote",
    "funeral",
    "vigil",
    "appearance",
    "election",
    "rally",
]);

/// «the Fourth of July slaying», «a serious crash Wednesday morning»: the day of something that has happened.
fn of_event(view: &View<'_>, a: usize, b: usize) -> bool {
    let lower = |k: usize| view.token(k).is_some_and(|t| t.case() == Case::Lower);
    let event = |k: usize| view.in_list(k, &HAPPENINGS) && lower(k);
    let before = a.checked_sub(1).filter(|&k| event(k));
    // «a fire drill», «a fire Friday could»
    event(b) && !view.is(b + 1, "drill") || before.is_some() && !view.is_any(b, few!["will", "could", "may", "would"])
}

/// Words for what was decided, which «to» follows.
static DECIDED: WordList = WordList::new(&[
    "voted",
    "agreed",
    "decided",
    "approved",
    "proposed",
    "plan",
    "plans",
    "planned",
    "vote",
    "votes",
    "decision",
    "proposal",
    "proposals",
    "move",
    "ordered",
    "wants",
    "want",
    "agree",
    "agrees",
    "resolved",
    "pledged",
    "promised",
    "vowed",
]);

/// Whether the words before «from April» tell of something that was decided on and not yet done: «voted to raise», «voted by
/// 31 votes to 24 on Thursday to raise».
fn decided(view: &View<'_>, before: std::ops::Range<usize>) -> bool {
    let start = before.start;
    before.rev().find(|&i| view.is(i, "to")).is_some_and(|to| {
        let verb = view.token(to + 1).is_some_and(|t| t.is_word() && t.case() == Case::Lower);
        let noun = view.has(to + 1, Class::DETERMINER.or(Class::PRONOUN));
        verb && !noun && (start.max(to.saturating_sub(DISTANCE))..to).any(|i| view.in_list(i, &DECIDED))
    })
}

/// Tokens between a decision and what it is to do.
const DISTANCE: usize = 9;

/// How many tokens to either side are read.
const REACH: usize = 14;

/// The tense around the tokens `a..b`: what stands right before them decides («expected on Friday»), then the verb
/// nearest to them within the sentence and outside of other quotations.
pub fn tense(view: &View<'_>, a: usize, b: usize) -> Tense {
    let sentence = view.prose.sentence_of(a);
    // «fixed for June 6», «set for Monday», «a hearing due on Friday»
    let arranged = a > sentence.start + 1 && view.is(a - 1, "for") && {
        let w = view.word(a - 2);
        w.ends_with("ed") && w.len() > 4
            || view.is_any(a - 2, few!["set", "due", "on"])
            || view.in_list(a - 2, &MEETINGS)
    };
    if arranged
        && !view.is_any(a - 2, few!["jailed", "killed", "arrested", "detained", "closed", "accused", "reported"])
    {
        return Tense::Future;
    }
    if of_event(view, a, b) {
        return Tense::Past;
    }
    // «voted to raise council tax from April»
    if a > sentence.start
        && view.is(a - 1, "from")
        && decided(view, sentence.start.max(a.saturating_sub(2 * REACH))..a - 1)
    {
        return Tense::Future;
    }
    // «sold out ahead of Easter»
    if a > sentence.start + 1 && view.is(a - 1, "of") && view.is(a - 2, "ahead") && !view.has(a, Class::WEEKDAY) {
        return Tense::Future;
    }
    for i in (a.saturating_sub(3)..a).rev() {
        if i < sentence.start {
            break;
        }
        if view.is_any(i, few!["since", "ago"]) && i + 1 == a {
            return Tense::Past;
        }
        if view.is_any(i, few!["until", "till", "by"]) && i + 1 == a {
            // «By Friday they had fled» is past all the same.
            return match nearest(view, a, b, sentence.clone()) {
                Tense::Past => Tense::Past,
                _ => Tense::Future,
            };
        }
    }
    nearest(view, a, b, sentence)
}

/// Verbs of reports, and the nouns they are made in.
static REPORTS: WordList = WordList::new(&[
    "said",
    "says",
    "say",
    "told",
    "tells",
    "announced",
    "announces",
    "confirmed",
    "confirms",
    "reported",
    "added",
    "stated",
    "wrote",
    "tweeted",
    "disclosed",
    "revealed",
    "statement",
    "release",
    "briefing",
    "interview",
    "conference",
]);

/// Tokens between a verb of report and its day («told reporters at the scene on Friday»).
const BESIDE: usize = 6;

/// Whether the day `a..b` is only that of a report: «police said Friday», «On Friday, officials announced».
pub fn said(view: &View<'_>, a: usize, b: usize) -> bool {
    let sentence = view.prose.sentence_of(a);
    // «said Tuesday’s fire»
    if view.is(b + 1, "s") && (view.mark(b, '’') || view.mark(b, '\'')) {
        return false;
    }
    for i in (sentence.start.max(a.saturating_sub(BESIDE))..a).rev() {
        if view.in_list(i, &REPORTS) {
            return true;
        }
        if view.mark(i, ';') || view.mark(i, ',') && i + 1 < a || verb(view, i).is_some() {
            return false;
        }
    }
    // «who on Friday said»
    if a > sentence.start + 1 {
        return view.is(a - 1, "on") && view.in_list(b, &REPORTS);
    }
    for i in b..sentence.end.min(b + BESIDE) {
        if view.in_list(i, &REPORTS) {
            return true;
        }
        if verb(view, i).is_some() {
            return false;
        }
    }
    false
}

fn nearest(view: &View<'_>, a: usize, b: usize, sentence: std::ops::Range<usize>) -> Tense {
    let mut left = a;
    let mut right = b;
    // To the left first: English puts a time behind its verb. A step to the right weighs as two to the left.
    for step in 0..2 * REACH {
        let reading_right = step % 3 == 2;
        if reading_right {
            if right < sentence.end {
                if let Some(t) = verb(view, right) {
                    return t;
                }
                right += 1;
            }
        } else if left > sentence.start {
            left -= 1;
            if let Some(t) = verb(view, left) {
                return t;
            }
        } else if right < sentence.end {
            if let Some(t) = verb(view, right) {
                return t;
            }
            right += 1;
        }
    }
    Tense::Unknown
}

/// What the word at `i` says of the time, if it is a finite verb.
fn verb(view: &View<'_>, i: usize) -> Option<Tense> {
    let token = view.token(i)?;
    if token.kind() != TokenKind::Word {
        return None;
    }
    let lex = view.lex.get(i)?;
    if lex.id != 0 {
        match Word::decode(lex.entry().timex) {
            Some(Word::Verb(tense)) => return finite(view, i, tense),
            // «may have had a dispute» looks back.
            Some(Word::Month(_)) if token.case() == Case::Lower && view.is(i, "may") => {
                return Some(if view.is(i + 1, "have") { Tense::Past } else { Tense::Future });
            }
            Some(_) => return None,
            None => {}
        }
        // «takes over», «take effect»: a thing that is still to come.
        if view.is_any(i, few!["take", "takes", "come", "comes"]) {
            let next = view.is_any(i + 1, few!["effect", "over", "office"]) || view.starts(i + 1, &["into", "force"]);
            return (next || view.starts(i + 1, &["into", "effect"])).then_some(Tense::Future);
        }
        if view.is(i, "to") && i > 0 {
            // «is to meet», «are to vote», «set to open», «an event to be held»
            let bound = view.is_any(i - 1, few!["is", "are", "set", "due", "about", "ready", "likely"])
                || view.is(i + 1, "be")
                || view.is_any(
                    i - 1,
                    few!["pace", "track", "course", "poised", "vowed", "pledged", "promised", "hoping", "aims"],
                );
            return bound.then_some(Tense::Future);
        }
    }
    let text = view.word(i);
    let regular = token.case() == Case::Lower
        && text.len() > 4
        && text.ends_with("ed")
        && !matches!(text, "united" | "indeed" | "hundred" | "speed" | "exceed");
    // «to be held», «will be signed»: the word before decides.
    (regular && !after_be(view, i) && !adjective(view, i) && !ahead(view, i)).then_some(Tense::Past)
}

/// Whether the participle at `i` describes a noun («a designated day»).
fn adjective(view: &View<'_>, i: usize) -> bool {
    i > 0
        && view.is_any(i - 1, few!["a", "an", "the", "its", "his", "her", "their", "our", "no"])
        && view.token(i + 1).is_some_and(|t| t.is_word())
}

/// Whether the participle at `i` is of what is still to come: «before it is officially reported».
fn ahead(view: &View<'_>, i: usize) -> bool {
    let adverb = i > 0 && view.word(i - 1).ends_with("ly");
    let Some(be) = i.checked_sub(1 + usize::from(adverb)).filter(|&k| view.is_any(k, few!["is", "are"])) else {
        return false;
    };
    (be.saturating_sub(4)..be).any(|k| view.is_any(k, few!["before", "until", "unless", "once", "if"]))
}

fn participle(view: &View<'_>, i: usize) -> bool {
    view.is_any(i, few!["planned", "scheduled", "expected", "due", "slated"])
}

fn after_be(view: &View<'_>, i: usize) -> bool {
    i > 0 && view.is(i - 1, "be")
}

fn finite(view: &View<'_>, i: usize, tense: Tense) -> Option<Tense> {
    if after_be(view, i) {
        return None;
    }
    // «have» is past only with a participle («have a plan» is not).
    if view.is_any(i, few!["have", "has"]) {
        let after = view.has(i + 1, Class::DETERMINER) || view.token(i + 1).is_some_and(|t| t.is_number());
        let modal = i > 0 && view.is_any(i - 1, few!["will", "would", "to", "shall"]);
        return if after || modal { None } else { Some(Tense::Past) };
    }
    // «could not be reached»
    if view.is(i, "could") && view.is_any(i + 1, few!["not", "n't"]) {
        return Some(Tense::Past);
    }
    // «an event was planned there»
    if tense == Tense::Future && participle(view, i) && i > 0 && view.is_any(i - 1, few!["was", "were", "been"]) {
        return Some(Tense::Near);
    }
    // «would have sailed» looks back.
    if tense == Tense::Future && view.is(i + 1, "have") {
        let participle = view.word(i + 2).ends_with("ed")
            || view.is(i + 2, "been")
            || matches!(view.lex.get(i + 2).map(|l| (l.id, l)), Some((id, l)) if id != 0
                && matches!(Word::decode(l.entry().timex), Some(Word::Verb(Tense::Past))));
        return Some(if participle { Tense::Past } else { Tense::Future });
    }
    Some(tense)
}
