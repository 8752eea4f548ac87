//! Attributed claims: source, cue and content (PARC's scheme), direct, indirect and mixed.
//!
//! A block is read in this order: the reporting verbs with their subjects ([`cue`]); quotations with an attribution after
//! or inside them ([`direct`]); the clauses that other cues lead to or follow ([`indirect`]); «according to» and
//! «reportedly» ([`according`]); reporting nouns ([`nominal`]). The second pass ([`speaker`]) knows the article: it joins
//! quotations over several paragraphs and finds out who «he» is.

mod according;
mod content;
mod coreference;
mod cue;
mod direct;
mod group;
mod indirect;
mod nominal;
mod noun;
mod phrase;
mod scan;
mod source;
mod speaker;
mod verb;

pub use cue::Cue;
pub use speaker::resolve;

use smallvec::{SmallVec, smallvec};

use super::{
    Rule, View,
    lexicon::{Builder, Class, Trigger},
    mention::{Attribution, Mode, Stance},
};
use crate::{
    article::{BlockKind, QuoteEnd},
    base::Span,
};
use content::Pieces;
use cue::Subject;
use scan::Scan;
use source::Source;

/// An attribution as found in its block, before its speaker is resolved.
#[derive(Clone, PartialEq, Debug)]
pub struct Candidate {
    /// Spans relative to the block; `speaker` still empty.
    pub attribution: Attribution,
    pub join: Join,
    /// Worth telling inside another claim.
    reports: bool,
}

/// How a candidate hangs together with the blocks around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Join {
    /// Complete in itself.
    None,
    /// «He said:», its content in the next block.
    LeadIn,
    /// A block that is nothing but quotation.
    Orphan { continued: bool },
    /// Complete, and its last quotation goes on in the next block.
    Continued,
}

/// A claim in tokens.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pieces: Pieces,
    /// Both inclusive.
    cue: Option<(usize, usize)>,
    source: Option<Source>,
    stance: Stance,
    rule: Rule,
    /// A state of mind or a mere mention is not worth telling inside another claim.
    reports: bool,
}

pub fn words(b: &mut Builder) {
    verb::words(b);
    noun::words(b);
    source::words(b);
    b.classes(&["according", "reportedly", "allegedly", "supposedly", "purportedly"], Class::CUE_NOUN);
}

/// The reporting verbs of a block with their subjects.
pub fn cues(view: &View<'_>) -> Vec<Cue> {
    if view.kind == BlockKind::Byline || view.lex.next(0, Trigger::CUE).is_none() {
        return Vec::new();
    }
    cue::find(&Scan::new(*view))
}

/// The attributions of a block, by its [`cues`].
pub fn find(view: &View<'_>, cues: Box<[Cue]>) -> Vec<Candidate> {
    let bare = view.prose.quotes.is_empty() && cues.is_empty() && view.lex.next(0, Trigger::CUE_NOUN).is_none();
    if bare || view.kind == BlockKind::Byline {
        return Vec::new();
    }
    let mut out = all(&Scan::new(*view), &cues);
    drop(cues);
    // Sorting takes as much room again: what they were found with has been let go of.
    let place = |c: &Candidate| (c.attribution.span.start, std::cmp::Reverse(c.attribution.span.end));
    if !out.is_sorted_by_key(place) {
        out.sort_by_key(place);
    }
    without_echoes(view, out)
}

/// The attributions of a block by the ways they are found.
fn all(s: &Scan<'_>, cues: &[Cue]) -> Vec<Candidate> {
    let view = &s.v;
    let tags = direct::tags(s, cues);
    let mut used_quotes: SmallVec<[bool; 16]> = smallvec![false; s.quotes.len()];
    let mut used_cues: SmallVec<[bool; 16]> = smallvec![false; cues.len()];
    let mut out: Vec<Candidate> = Vec::new();
    quotations(s, cues, &tags, &mut used_quotes, &mut used_cues, &mut out);
    // Most verbs make one.
    out.reserve_exact(used_cues.iter().filter(|used| !**used).count());
    for n in 0..cues.len() {
        if used_cues[n] {
            continue;
        }
        if let Some(found) = clause(s, cues, &tags, n, &mut used_quotes) {
            out.extend(candidate(s, &found));
        } else if let Some(lead) = lead_in(s, &cues[n]) {
            out.push(lead);
        }
    }
    for i in view.lex.with(Trigger::CUE_NOUN) {
        if cues.binary_search_by_key(&i, |c| c.head).is_ok() {
            continue;
        }
        let used = tags.iter().flatten().any(|t| t.words.0 == i);
        let found = if used { None } else { according::at(s, cues, i).or_else(|| nominal::at(s, cues, i)) };
        out.extend(found.and_then(|f| candidate(s, &f)));
    }
    out.extend(orphans(s, &used_quotes));
    out
}

/// Leaves out claims inside another claim, but for what another speaker says there: «he said that the minister had
/// called it “…”».
fn without_echoes(view: &View<'_>, mut found: Vec<Candidate>) -> Vec<Candidate> {
    let mut outer: Option<Span> = None;
    found.retain(|c| {
        let a = &c.attribution;
        let nested = outer.is_some_and(|o| o.covers(a.span) && o != a.span);
        if nested {
            return c.join != Join::None || c.reports && a.source.is_some_and(|x| names_someone(view, x));
        }
        outer = Some(outer.filter(|o| o.end > a.span.end).unwrap_or(a.span));
        true
    });
    found
}

fn names_someone(view: &View<'_>, source: Span) -> bool {
    let i = view.token_at(source.start);
    !source::subject_pronoun(view, i) && !view.is_any(i, few!["his", "her", "their", "its"])
}

/// The quotations whose attribution follows.
fn quotations(
    s: &Scan<'_>,
    cues: &[Cue],
    tags: &[Option<direct::Tag>],
    used: &mut [bool],
    used_cues: &mut [bool],
    out: &mut Vec<Candidate>,
) {
    for q in 0..s.quotes.len() {
        let Some(tag) = tags[q] else { continue };
        if used[q] {
            continue;
        }
        let pieces = direct::pieces(s, cues, tags, q, used);
        let stance = tag.cue.map_or(Stance::Asserts, |n| cues[n].stance);
        if let Some(n) = tag.cue {
            used_cues[n] = true;
        }
        let found = Found { pieces, cue: Some(tag.words), source: tag.source, stance, rule: tag.rule, reports: true };
        out.extend(candidate(s, &found));
    }
}

/// The clause that cue `n` leads to, follows or interrupts.
fn clause(s: &Scan<'_>, cues: &[Cue], tags: &[Option<direct::Tag>], n: usize, used: &mut [bool]) -> Option<Found> {
    let c = &cues[n];
    let mut source = c.source;
    let (mut pieces, rule) = match indirect::complement(s, cues, n) {
        Some((r, rule))
            if !r.is_empty()
                && (source.is_some() || rule == Rule::QuotationAfter || rule == Rule::AddresseeQuotation) =>
        {
            (smallvec![r], rule)
        }
        _ => indirect::trailing(s, cues, n)?,
    };
    if c.subject == Subject::Open {
        source = source::after(s, c.last + 1, s.units.get(c.unit)?.end);
        source?;
    }
    let last = pieces.last()?.clone();
    if let Some(q) = s.quote_at(last.end - 1) {
        let from_quote = s.opening(pieces[0].start).is_some();
        for (k, quote) in s
            .quotes
            .iter()
            .enumerate()
            .skip(s.quote_at(pieces[0].start).unwrap_or(q))
            .take_while(|(_, x)| x.open < last.end)
        {
            used[k] |= pieces.iter().any(|p| p.contains(&quote.open));
        }
        if from_quote && s.quotes[q].close + 1 == last.end {
            direct::extend(s, cues, tags, q + 1, last.end, &mut pieces, used);
        }
    }
    let reports = !c.frames.has('m')
        && !matches!(rule, Rule::Object | Rule::Infinitive | Rule::AddresseeInfinitive | Rule::Gerund);
    Some(Found { pieces, cue: Some((c.first, c.last)), source, stance: c.stance, rule, reports })
}

/// A cue at the end of its block, before a colon: the next block is what was said.
fn lead_in(s: &Scan<'_>, c: &Cue) -> Option<Candidate> {
    let n = s.v.len();
    if !c.frames.has('q') || !s.v.mark(n.checked_sub(1)?, ':') || s.units.get(c.unit)?.end != n || n - c.last > 24 {
        return None;
    }
    let found = Found {
        pieces: std::iter::once(n - 1..n).collect(),
        cue: Some((c.first, c.last)),
        source: c.source,
        stance: c.stance,
        rule: Rule::QuotationBelow,
        reports: true,
    };
    candidate(s, &found).map(|c| Candidate { join: Join::LeadIn, ..c })
}

/// The quotations of a block that is nothing but quotation, as one candidate without source.
fn orphans(s: &Scan<'_>, used: &[bool]) -> Option<Candidate> {
    let (first, last) = (s.quotes.first()?, s.quotes.last()?);
    let whole =
        first.open == 0 && last.close + 2 >= s.v.len() && s.quotes.windows(2).all(|w| w[1].open <= w[0].close + 2);
    if !whole || used.contains(&true) || s.words_in(*first, 4) < 4 || s.title(*first) {
        return None;
    }
    let pieces = s.quotes.iter().map(|q| q.open..q.close + 1).collect();
    let found =
        Found { pieces, cue: None, source: None, stance: Stance::Asserts, rule: Rule::QuotationAlone, reports: true };
    let continued = s.v.prose.quotes.last().is_some_and(|q| q.end == QuoteEnd::Open);
    candidate(s, &found).map(|c| Candidate { join: Join::Orphan { continued }, ..c })
}

/// Spans and mode of what was found.
fn candidate(s: &Scan<'_>, f: &Found) -> Option<Candidate> {
    let v = &s.v;
    let pieces: SmallVec<[Span; 2]> =
        f.pieces.iter().filter(|p| p.start < p.end && p.end <= v.len()).map(|p| v.span(p.start, p.end - 1)).collect();
    let span = pieces.iter().copied().reduce(Span::hull)?;
    let tokens = || f.pieces.iter().flat_map(|p| p.clone().take(400));
    // Inside another's quotation the words are reported once more.
    let inner = f.pieces.first().is_some_and(|p| {
        s.quoted(p.start)
            && s.opening(p.start).is_none()
            && s.quote_at(p.start).is_some_and(|q| s.quotes[q].close >= p.end)
    });
    let mode = if inner {
        Mode::Indirect
    } else if tokens().all(|i| s.quoted(i) || !v.token(i).is_some_and(|t| t.is_word())) {
        Mode::Direct
    } else if !s.quotes.is_empty() && tokens().any(|i| s.quoted(i)) {
        Mode::Mixed
    } else {
        Mode::Indirect
    };
    let words = |p: super::chunk::NounPhrase| v.span(p.first, p.last);
    let continued = f.pieces.last().is_some_and(|p| p.end == v.len())
        && v.prose.quotes.last().is_some_and(|q| q.end == QuoteEnd::Open);
    Some(Candidate {
        attribution: Attribution {
            span,
            pieces,
            mode,
            cue: f.cue.map(|(a, b)| v.span(a, b)),
            source: f.source.map(|x| words(x.name)),
            speaker: None,
            description: f.source.and_then(|x| x.description).filter(|d| d.first <= d.last).map(words),
            stance: f.stance,
            rule: f.rule,
        },
        reports: f.reports,
        join: if continued { Join::Continued } else { Join::None },
    })
}
