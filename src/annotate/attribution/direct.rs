//! Quotations with an attribution after or inside them: «“…,” she said», «“…,” said the mayor, “…”», and the sentences
//! that go on quoting.

use smallvec::SmallVec;

use super::super::{Rule, View, lexicon::Class};
use super::content;
use super::cue::{Cue, Subject};
use super::scan::{Quoted, Scan};
use super::source::{self, Source};

/// What follows a quotation and says whose it is.
#[derive(Clone, Copy, Debug)]
pub struct Tag {
    /// Index of the cue, none for a dash or «according to».
    pub cue: Option<usize>,
    /// Tokens of the cue, both inclusive.
    pub words: (usize, usize),
    pub source: Option<Source>,
    /// The token after the attribution.
    pub end: usize,
    pub rule: Rule,
}

/// The attribution right after quotation `q`.
pub fn tag(s: &Scan<'_>, cues: &[Cue], q: Quoted) -> Option<Tag> {
    let v = &s.v;
    if !q.closed {
        return None;
    }
    let mut p = q.close + 1;
    let ended = match s.last_mark(q) {
        Some(',' | '?' | '!' | '…' | '—' | '–' | '-') => Ended::Open,
        Some('.') => Ended::Stop,
        _ if v.mark(p, ',') => Ended::Open,
        _ => Ended::No,
    };
    if v.mark(p, ',') {
        p += 1;
    }
    if let Some(t) = dash(s, p) {
        return Some(t);
    }
    // A work's title before a clause of its own: «In his book, “A River’s Name,” Mr. Orme suggested».
    let named = s.title(q) && s.words_in(q, 3) >= 3 && q.open > s.unit_of(q.open).1.start;
    if ended == Ended::No || named && s.last_mark(q) == Some(',') {
        return None;
    }
    let unit = s.unit_of(p).1;
    if v.is(p, "according") && v.is(p + 1, "to") {
        let source = source::after(s, p + 2, unit.end)?;
        return Some(Tag {
            cue: None,
            words: (p, p + 1),
            source: Some(source),
            end: source.hull.last + 1,
            rule: Rule::QuotationAccording,
        });
    }
    let from = cues.partition_point(|c| c.last < p);
    for (n, c) in cues.iter().enumerate().skip(from).take(4) {
        if c.head > p + 60 {
            break;
        }
        if !c.frames.has('q') || c.subject == Subject::Agent {
            continue;
        }
        let (source, end) = if c.first == p {
            let own = if c.subject == Subject::Shared { c.source } else { source::after(s, c.last + 1, unit.end) };
            let end = match own {
                Some(o) if c.subject != Subject::Shared => o.hull.last + 1,
                _ => c.last + 1,
            };
            (own, end)
        } else if c.subject == Subject::Own && c.source.is_some_and(|o| adverbs_between(v, p, o.hull.first)) {
            (c.source, c.last + 1)
        } else {
            continue;
        };
        if s.quoted(end) && ended == Ended::Stop {
            return None;
        }
        // After a full stop only a bare «Mr. Orme said.» is a tag.
        if ended == Ended::Stop || s.last_mark(q) != Some(',') {
            let right = content::skip_adjuncts(s, end, unit.end);
            let stops = s.ends(right, &unit) || v.mark(right, ',') || s.opening(right).is_some() || v.mark(right, ':');
            if !stops && (ended == Ended::Stop || v.is(end, "that") || !c.frames.has('a')) && c.first != p {
                return None;
            }
        }
        return Some(Tag { cue: Some(n), words: (c.first, c.last), source, end, rule: Rule::QuotationBefore });
    }
    None
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ended {
    Open,
    Stop,
    No,
}

/// Between a quotation and the source of its tag only «later» or «however» may stand.
fn adverbs_between(v: &View<'_>, p: usize, first: usize) -> bool {
    p <= first && first - p <= 2 && (p..first).all(|i| v.adverb(i) || v.mark(i, ','))
}

/// «“…” — Ada Orme»
fn dash(s: &Scan<'_>, p: usize) -> Option<Tag> {
    let v = &s.v;
    if !v.token(p)?.is_one_of(['—', '–', '―']) || !v.capitalised(p + 1) {
        return None;
    }
    let np = v.noun_phrase_at(p + 1, p + 12)?;
    let end = np.last + 1;
    let unit = s.unit_of(p).1;
    if np.last - np.first > 7 || !(s.ends(end, &unit) || v.mark(end, ',') || s.opening(end).is_some()) {
        return None;
    }
    Some(Tag { cue: None, words: (p, p), source: Some(Source::new(np.first, np.last)), end, rule: Rule::QuotationDash })
}

/// Tags of all quotations of the block.
pub fn tags(s: &Scan<'_>, cues: &[Cue]) -> SmallVec<[Option<Tag>; 4]> {
    s.quotes.iter().map(|&q| tag(s, cues, q)).collect()
}

/// The pieces of the claim whose quotation `q` is tagged: with the words before it in its sentence, and with what goes on
/// quoting. Marks the quotations used.
pub fn pieces(s: &Scan<'_>, cues: &[Cue], tags: &[Option<Tag>], q: usize, used: &mut [bool]) -> content::Pieces {
    let v = &s.v;
    let Some(tag) = tags[q] else { return SmallVec::new() };
    let quote = s.quotes[q];
    let unit = s.unit_of(quote.open).1;
    let mut first = content::lead(v, &unit).max(quote.open.saturating_sub(content::LONGEST));
    let governed = cues[..cues.partition_point(|c| c.head < quote.open)]
        .iter()
        .rev()
        .take_while(|c| c.head >= unit.start && c.head + 60 > quote.open)
        .any(|c| c.source.is_some() && Some(c.head) != tag.cue.map(|n| cues[n].head));
    let mut k = q;
    // Quotations of the same sentence before this one: several marks in a row are one utterance.
    while k > 0 && q - k < 6 && !used[k - 1] && tags[k - 1].is_none() && s.quotes[k - 1].open >= unit.start {
        k -= 1;
        used[k] = !governed;
    }
    if governed || first > quote.open || tags[..q].iter().rev().take(6).flatten().next().is_some_and(|t| t.end > first)
    {
        first = quote.open;
        for u in &mut used[k..q] {
            *u = false;
        }
    }
    used[q] = true;
    let mut out = SmallVec::new();
    out.push(first..quote.close + 1);
    extend(s, cues, tags, q + 1, tag.end, &mut out, used);
    out
}

/// Adds the quotations that go on where an attribution ended at token `end`.
pub fn extend(
    s: &Scan<'_>,
    cues: &[Cue],
    tags: &[Option<Tag>],
    mut next: usize,
    end: usize,
    out: &mut content::Pieces,
    used: &mut [bool],
) {
    let v = &s.v;
    let (mut k, unit) = s.unit_of(end.max(1) - 1);
    // The rest of a broken quotation, in the same sentence.
    if let Some(&n) = s.quotes.get(next)
        && n.open < unit.end
        && tags[next].is_none()
        && !used[next]
    {
        let gap = end..n.open;
        // «“The plan,” she said, had been “going on for years.”»
        if v.mark(end, ',') && v.has(end + 1, Class::AUXILIARY) && s.last_mark(s.quotes[next.max(1) - 1]) == Some(',') {
            let stop = content::clause_end(s, cues, end + 1, &unit);
            out.push(end + 1..stop);
            while next < s.quotes.len() && s.quotes[next].open < stop {
                used[next] = true;
                next += 1;
            }
            return;
        }
        let other = cues
            .iter()
            .skip(cues.partition_point(|c| c.head < end))
            .take_while(|c| c.head < n.open)
            .any(|c| !c.frames.is_empty());
        if s.title(n) && !s.ends(n.close + 1, &unit) && gap.len() <= 30 && !other {
            // «…, she said in her book, “A River’s Name,” on Sunday. “…”»
            return extend(s, cues, tags, next + 1, n.close + 1, out, used);
        }
        if gap.len() > 30 || other || !(v.mark(n.open - 1, ',') || v.mark(n.open - 1, ':')) {
            return;
        }
        out.push(n.open..n.close + 1);
        used[next] = true;
        next += 1;
        if s.unit_of(n.close).1.end > n.close + 2 {
            return;
        }
        k = s.unit_of(n.close).0;
    } else if !s.ends(content::skip_adjuncts(s, end, unit.end), &unit)
        && s.quotes.get(next).is_some_and(|n| n.open < unit.end)
    {
        return;
    }
    // Sentences after it that are nothing but quotation.
    while let (Some(&n), Some(u)) = (s.quotes.get(next), s.units.get(k + 1)) {
        if n.open != u.start || tags[next].is_some() || used[next] || !(n.close + 1 >= u.end || s.ends(n.close + 1, u))
        {
            break;
        }
        out.push(n.open..n.close + 1);
        used[next] = true;
        next += 1;
        k = s.unit_of(n.close).0;
    }
}
