//! The verb group around a reporting verb: its auxiliaries and adverbs, and whether the word is a verb at all.

use std::ops::Range;

use super::super::{
    View,
    lexicon::{Class, Trigger},
};
use super::scan::Scan;
use super::source;
use super::verb::{self, Form};
use crate::article::Case;

/// What stands before a verb and belongs to it.
pub struct Group {
    pub first: usize,
    pub be: bool,
    pub have: bool,
    pub modal: bool,
    pub to: bool,
    pub negated: bool,
}

impl Group {
    pub fn around(s: &Scan<'_>, head: usize, form: Form, unit: &Range<usize>) -> Self {
        let v = &s.v;
        let mut g = Group { first: head, be: false, have: false, modal: false, to: false, negated: false };
        while g.first > unit.start && head - g.first < 8 && !s.quoted(g.first - 1) {
            let i = g.first - 1;
            if v.has(i, Class::AUXILIARY) && v.token(i).is_some_and(|t| t.case() != Case::Upper) {
                match v.word(i) {
                    "is" | "are" | "was" | "were" | "be" | "been" | "being" | "Is" | "Are" => g.be = true,
                    "has" | "have" | "had" => g.have = true,
                    _ => g.modal = true,
                }
            } else if v.has(i, Class::NEGATION)
                && v.word(i).contains(['n', 'N'])
                && !v.is_any(i, few!["nobody", "nothing", "none", "without", "no"])
            {
                g.negated = true;
                // «isn’t», «hasn’t», «didn’t» are auxiliaries too.
                let w = v.word(i);
                if let Some(at) = w.find(['\'', '’']) {
                    match &w[..at] {
                        "isn" | "wasn" | "aren" | "weren" => g.be = true,
                        "hasn" | "haven" | "hadn" => g.have = true,
                        _ => g.modal = true,
                    }
                }
            } else if v.is(i, "to") {
                g.to = true;
                g.first = i;
                break;
            } else if v.is(i, "s")
                && v.possessive(i)
                && i >= 2
                && matches!(form, Form::Ing) | source::subject_pronoun(v, i - 2)
            {
                g.be |= form == Form::Ing;
                g.have |= form != Form::Ing;
                g.first = i - 1;
                break;
            } else if !v.adverb(i) {
                break;
            }
            g.first = i;
        }
        // «he’d», «they’ve», «she’ll»: the auxiliary is in the pronoun.
        if g.first > unit.start
            && v.lex.starts(g.first - 1, Trigger::APOSTROPHE)
            && source::subject_pronoun(v, g.first - 1)
        {
            let w = v.word(g.first - 1);
            let tail = w[source::bare(w).len()..].trim_start_matches(['\'', '’']);
            g.have |= matches!(tail, "ve" | "d");
            g.modal |= matches!(tail, "ll" | "d");
            g.be |= tail == "re";
        }
        g
    }

    pub fn aux(&self) -> bool {
        self.be || self.have || self.modal
    }
}

/// Whether the word is a noun or an adjective here («his claims», «the alleged gunman», «reports of»).
pub fn noun_here(v: &View<'_>, head: usize, form: Form, unit: &Range<usize>) -> bool {
    let next = head + 1;
    if head == unit.start {
        return form != Form::Ing && !v.has(head, Class::CUE) || matches!(form, Form::Base | Form::Third);
    }
    let prev = head - 1;
    if v.has(prev, Class::DETERMINER) && !v.is_any(prev, few!["that", "this", "her", "those"])
        || v.possessive(prev)
        || v.mark(prev, '-')
    {
        return true;
    }
    let preposition = v.has(prev, Class::PREPOSITION) && !v.is_any(prev, few!["to"]);
    match form {
        Form::Third | Form::Base => {
            preposition
                || v.has(next, Class::AUXILIARY)
                || v.has(head, Class::VERB_NOUN)
                    && (v.word(next).ends_with("ing")
                        || v.has(next, Class::PREPOSITION) && !v.is_any(next, few!["for", "against"])
                        || !(source::subject_pronoun(v, prev)
                            || v.capitalised(prev)
                            || subject_noun(v, prev)
                            || v.is(prev, "and") && v.is_any(next, few!["to", "that", "the", "a", "it"])))
                || v.token(prev).is_some_and(|t| t.is_number())
                || v.is_any(next, few!["of", "from", "by"])
                || v.is(prev, "to") && form == Form::Third
                || next < unit.end
                    && matches!(verb::of(v.lex.at(next).entry().cue), Some((_, Form::Past)))
                    && v.has(head, Class::VERB_NOUN)
                || v.is_any(
                    prev,
                    few!["no", "any", "such", "other", "more", "new", "fresh", "many", "several", "few", "these"],
                )
        }
        Form::Past | Form::Participle => {
            preposition
                || v.is_any(prev, few!["more", "most", "newly", "so", "other"])
                || (v.token(prev).is_some_and(|t| t.is_number()) || v.has(prev, Class::NUMBER)) && v.nominal(next)
        }
        Form::Ing => false,
    }
}

/// Whether the lower-case word at `i` can end a subject: a plural, or a noun with its determiner.
fn subject_noun(v: &View<'_>, i: usize) -> bool {
    v.word(i).ends_with('s') || v.has(i, Class::SOURCE_NOUN) || i > 0 && v.has(i - 1, Class::DETERMINER)
}
