//! Content outside quotation marks, or with only some of its words in them: the complement of a cue, or the clause that
//! an attribution follows or interrupts.

use std::ops::Range;

use smallvec::smallvec;

use super::super::{Rule, View, lexicon::Class};
use super::content::{self, Tokens};
use super::cue::{Cue, Subject};
use super::scan::Scan;
use super::source;

/// The content to the right of cue `n`, with the rule that found it.
pub fn complement(s: &Scan<'_>, cues: &[Cue], n: usize) -> Option<(Tokens, Rule)> {
    let v = &s.v;
    let c = &cues[n];
    let unit = s.units.get(c.unit)?;
    let mut p = c.last + 1;
    if c.subject == Subject::Agent {
        p = c.source?.hull.last + 1;
        if v.is_any(p, few!["of", "as", "to", "for"]) {
            p += 1;
        }
    } else if c.subject == Subject::Open
        && let Some(own) = source::after(s, p, unit.end).filter(|_| c.frames.has('q'))
    {
        // «Said the mayor: “…”»
        p = own.hull.last + 1;
    }
    if s.ends(p, unit) {
        return None;
    }
    let f = c.frames;
    if f.has('r') {
        // «claimed responsibility for the attack»
        let at = (p..unit.end.min(p + 4)).find(|&i| v.is_any(i, few!["responsibility", "credit"]))?;
        let more = if v.is(at + 1, "for") { v.noun_phrase_at(at + 2, unit.end) } else { None };
        return Some((at..more.map_or(at, |np| np.last) + 1, Rule::Responsibility));
    }
    // The content begins after «that».
    let clause = |first: usize| {
        let first = if v.is(first, "that") && first + 1 < unit.end { first + 1 } else { first };
        let first = if v.mark(first, ',') && s.opening(first + 1).is_some() { first + 1 } else { first };
        let end = content::clause_end(s, cues, first, unit);
        Some(first..content::subordinate_end(s, unit, c.start(), first, end))
    };
    let phrase = |first: usize| {
        let end = content::clause_end(s, cues, first, unit);
        let end = content::subordinate_end(s, unit, c.start(), first, end);
        Some(first..content::phrase_end(s, first, end))
    };
    let quote = |i: usize| quote_start(s, i, unit);
    if f.has('a') || f.has('o') {
        if let Some(to) = addressee(s, p, unit) {
            let after = content::skip_adjuncts(s, to, unit.end);
            for at in [to, after] {
                let at = if v.mark(at, ',') && v.is(at + 1, "that") { at + 1 } else { at };
                if f.has('t') && v.is_any(at, few!["that", "how", "why", "what", "whether", "if", "when"]) {
                    return Some((clause(at)?, Rule::AddresseeClause));
                }
                if v.is(at, "to") && (f.has('o') || f.has('a')) {
                    let first = if f.has('o') && !object_pronoun(v, p) { p } else { at };
                    return Some((clause(first)?, Rule::AddresseeInfinitive));
                }
                if let Some(q) = quote(at) {
                    return Some((clause(q)?, Rule::AddresseeQuotation));
                }
            }
            if f.has('a')
                && !c.negated
                && !s.ends(after, unit)
                && !v.is_any(to, few!["this", "last", "the", "a"])
                && (source::subject_pronoun(v, to) || v.has(to, Class::DETERMINER) || v.is_any(to, few!["there"]))
            {
                return Some((clause(to)?, Rule::AddresseeClause));
            }
        }
        if f.has('t') && v.is_any(p, few!["that", "how", "why", "what", "whether", "if"]) {
            return Some((clause(p)?, Rule::Clause));
        }
    }
    let after = content::skip_adjuncts(s, p, unit.end);
    if after > p && s.ends(after, unit) {
        return None;
    }
    if f.has('t') {
        for at in [p, after] {
            let at = if v.mark(at, ',') && v.is_any(at + 1, few!["that", "though"]) { at + 1 } else { at };
            if v.is(at, "that") && !s.ends(at + 1, unit) {
                return Some((clause(at)?, Rule::ThatClause));
            }
        }
        if v.is_any(p, few!["how", "why", "what", "whether", "if", "who", "where", "when"]) {
            return clause(p).filter(|r| r.len() > 1).map(|r| (r, Rule::WhClause));
        }
    }
    if f.has('q') || f.has('t') {
        for at in [p, after] {
            if let Some(q) = quote(at) {
                return Some((clause(q)?, Rule::QuotationAfter));
            }
        }
    }
    if f.has('i') && after > p && v.is(after, "to") {
        return Some((clause(after)?, Rule::Infinitive));
    }
    // «said Friday, as …», «told me this week»: no content to the right.
    if after > p && (v.mark(after, ',') || v.is_any(after, few!["as", "before", "after", "when", "while"])) {
        return None;
    }
    if v.is(p, "to") {
        return (f.has('i') || f.has('t') && c.verb.base == "say")
            .then(|| clause(p))
            .flatten()
            .map(|r| (r, Rule::Infinitive));
    }
    if f.has('f') && c.subject == Subject::Agent {
        return Some((clause(p)?, Rule::Accusation));
    }
    if f.has('f') {
        let (of, _) = (p..unit.end.min(p + 20))
            .map(|i| (i, v.word(i)))
            .find(|(i, w)| {
                !s.quoted(*i)
                    && matches!(*w, "of" | "for")
                    && v.is(*i, if c.verb.base == "accuse" { "of" } else { "for" })
            })
            .unzip();
        if c.verb.base == "accuse" {
            return of.and_then(|i| clause(i + 1)).map(|r| (r, Rule::Accusation));
        }
        if let Some(i) = of.filter(|_| c.verb.base == "credit") {
            return clause(i + 1).map(|r| (r, Rule::Accusation));
        }
    }
    if f.has('g') && v.word(p).ends_with("ing") {
        return Some((clause(p)?, Rule::Gerund));
    }
    let free = !v.has(p, Class::PREPOSITION) && !v.has(p, Class::CONJUNCTION) && !v.mark(p, ',') && !v.mark(p, ':');
    if f.has('t') {
        let at = if after > p && content::clause_start(s, after) { after } else { p };
        let says = matches!(c.verb.base, "say" | "add");
        if (at > p || free)
            && (f.has('p') || f.has('m'))
            && (says || clause_like(s, at, unit))
            && !v.is_any(at, few!["so", "goodbye", "nothing", "hello"])
        {
            let r = clause(at)?;
            if r.len() >= 2 || s.quoted(at) {
                return Some((r, Rule::BareClause));
            }
        }
    }
    if f.has('z') && v.is(p, "as") && c.subject != Subject::Shared {
        // «which it regards as a threat»
        return phrase(p + 1).map(|r| (r, Rule::Predication));
    }
    if !free {
        return None;
    }
    if v.is(p, "it") && c.verb.base == "deny" && s.ends(p + 1, unit) {
        return Some((p..p + 1, Rule::Object));
    }
    let object = f.has('n') && !v.is_any(p, few!["it", "out", "up", "off", "down", "him", "her", "them", "me", "us"]);
    if f.has('s') || f.has('z') {
        let r = phrase(p)?;
        let object_end = addressee(s, p, unit).unwrap_or(p + 1);
        let as_ = f.has('z') && (p + 1..r.end.min(p + 30)).any(|i| v.is(i, "as") && !s.quoted(i));
        let quoted = (p..r.end).any(|i| s.opening(i).is_some());
        let complement = f.has('s')
            && object_end < r.end
            && (v.has(object_end, Class::DETERMINER)
                || v.capitalised(object_end)
                || v.is_any(object_end, few!["unfit", "false", "baseless", "unacceptable", "absurd"]));
        if as_ || quoted || complement {
            return Some((r, Rule::Predication));
        }
    }
    // What is denied to have been said is no claim («did not mention»), nor are lives that a disaster «claimed».
    let object =
        object && !c.negated && !(p..unit.end.min(p + 6)).any(|i| v.is_any(i, few!["lives", "victims", "life"]));
    (object && nounish(s, p)).then(|| phrase(p)).flatten().map(|r| (r, Rule::Object))
}

/// A quotation that begins at `i`, or after a comma or colon there.
fn quote_start(s: &Scan<'_>, i: usize, unit: &Range<usize>) -> Option<usize> {
    let i = if s.v.mark(i, ',') || s.v.mark(i, ':') { i + 1 } else { i };
    (i < unit.end && s.opening(i).is_some()).then_some(i)
}

fn nounish(s: &Scan<'_>, i: usize) -> bool {
    s.opening(i).is_some() || s.v.nominal(i) || s.v.is_any(i, few!["what", "any", "all", "some", "many"])
}

/// Whether a clause without «that» begins at `i`: a noun phrase and soon a finite verb after it.
fn clause_like(s: &Scan<'_>, i: usize, unit: &Range<usize>) -> bool {
    let v = &s.v;
    let end = unit.end.min(i + 24);
    if source::subject_pronoun(v, i) && !s.ends(i + 1, unit) || v.is(i, "there") {
        return true;
    }
    (i + 1..end).take_while(|&j| !s.ends(j, unit) && !v.is_any(j, few!["that", "which", "who", "to"])).any(|j| {
        v.has(j, Class::AUXILIARY)
            || !s.quoted(j) && v.word(j).ends_with("ed") && !v.has(j - 1, Class::DETERMINER.or(Class::PREPOSITION))
            || v.has(j, Class::CUE) && v.word(j).ends_with('s') && !v.has(j, Class::VERB_NOUN)
    })
}

fn object_pronoun(v: &View<'_>, p: usize) -> bool {
    v.is_any(p, few!["him", "us", "them", "me", "you", "it"]) || v.is(p, "her") && !v.nominal(p + 1)
}

/// The token after the addressee that begins at `p` («reporters», «the BBC», «“Morning Joe”», «him»).
fn addressee(s: &Scan<'_>, p: usize, unit: &Range<usize>) -> Option<usize> {
    let v = &s.v;
    if object_pronoun(v, p) {
        return Some(p + 1);
    }
    if v.is_any(p, few!["he", "she", "they", "that", "there", "we", "i"]) {
        return None;
    }
    let mut end = v.noun_phrase_at(p, unit.end)?.last + 1;
    if let Some(q) = s.opening(end).filter(|&q| v.possessive(end - 1) && s.words_in(s.quotes[q], 6) < 6) {
        end = s.quotes[q].close + 1;
    }
    Some(end)
}

/// The content that a trailing or inserted attribution follows: «the road is closed, he said», «the road, he said, is
/// closed».
pub fn trailing(s: &Scan<'_>, cues: &[Cue], n: usize) -> Option<(content::Pieces, Rule)> {
    let v = &s.v;
    let c = &cues[n];
    let unit = s.units.get(c.unit)?;
    let open = c.subject == Subject::Open;
    if !c.frames.has('p') || !matches!(c.subject, Subject::Own | Subject::Open) {
        return None;
    }
    let mut start = c.start();
    if start <= unit.start + 1 {
        return None;
    }
    // «…, as the minister put it»
    if v.is(start - 1, "as") {
        start -= 1;
    }
    let comma = start.checked_sub(1)?;
    let dashed = v.mark(comma, '—') || v.mark(comma, '–');
    if !(v.mark(comma, ',') || dashed) || s.quoted(comma) || comma <= unit.start {
        return None;
    }
    let mut right = c.last + 1;
    if open {
        right = source::after(s, right, unit.end)?.hull.last + 1;
    } else if c.frames.has('a')
        && let Some(end) = addressee(s, right, unit)
    {
        right = end;
    }
    right = content::skip_adjuncts(s, right, unit.end);
    let first = content::lead(v, unit);
    if comma > first + content::LONGEST {
        return None;
    }
    // A leading phrase («On Friday, he said») is no content; «About 20 came, he said» is.
    let bound = v.is_any(first, few!["about", "around", "over", "under", "between"])
        && (v.has(first + 1, Class::NUMBER) || v.token(first + 1).is_some_and(|t| t.is_number()));
    if comma <= first
        || v.has(first, Class::PREPOSITION)
            && !bound
            && !(first..comma.min(first + 60)).any(|i| v.mark(i, ',') || v.has(i, Class::AUXILIARY) && !s.quoted(i))
            && !v.mark(right, ',')
    {
        return None;
    }
    let left = first..content::trim(s, first, comma);
    if s.ends(right, unit) || v.is_any(right, few!["before", "after", "when", "while"]) {
        return (left.len() > 2 || s.quoted(first)).then(|| (smallvec![left], Rule::Trailing));
    }
    if !(v.mark(right, ',') || dashed && (v.mark(right, '—') || v.mark(right, '–'))) {
        return None;
    }
    let mut rest = right + 1;
    // What the cue itself leads on to is another claim: «…, he said, adding that».
    if cues[n + 1..].iter().take(2).any(|d| d.subject == Subject::Shared && d.first == rest)
        || v.is_any(rest, few!["but", "as", "while", "although", "though", "who", "which", "after"])
        || v.is(rest, "and") && cues.get(n + 1).is_some_and(|d| d.start() <= rest + 2)
    {
        return (left.len() > 2).then(|| (smallvec![left], Rule::Trailing));
    }
    if v.is(rest, "that") {
        rest += 1;
    }
    let end = content::clause_end(s, cues, rest.min(unit.end - 1), unit);
    (rest < end).then(|| (smallvec![left, rest..end], Rule::Inserted))
}
