use std::ops::Range;

use smallvec::SmallVec;

use super::{Builder, LONGEST, Open};
use crate::{
    annotate::{Name, NameKind, View, name},
    article::BlockKind,
    fact::{TermKind, concept, term},
};

/// The terms of some tokens where they stand.
#[derive(Default)]
pub(super) struct Gathered {
    /// Behind the last token.
    end: usize,
    /// In order of their tokens.
    terms: Vec<Placed>,
    /// Names of several words, as tokens.
    names: Vec<Range<usize>>,
}

#[derive(Clone, Copy)]
struct Placed {
    /// Of a name its first.
    token: u32,
    term: u16,
    /// By what the article had said when the sentence ended ([`Builder::gathered`]); until then a word.
    kind: TermKind,
}

impl Gathered {
    fn put(&mut self, token: usize, term: Option<u16>) {
        self.terms.extend(term.map(|term| Placed { token: token as u32, term, kind: TermKind::Word }));
    }

    /// Those of some of the tokens; `None` where these go on with a name, or with more tokens.
    fn of(&self, tokens: &Range<usize>) -> Option<Gathered> {
        let cut = |n: &Range<usize>| n.start < tokens.start && tokens.start < n.end;
        if tokens.end > self.end || self.names.iter().any(cut) {
            return None;
        }
        let before = |token: usize| self.terms.partition_point(|t| (t.token as usize) < token);
        let terms = self.terms[before(tokens.start)..before(tokens.end)].to_vec();
        let names = self.names.iter().filter(|n| tokens.contains(&n.start)).cloned().collect();
        Some(Gathered { end: tokens.end, terms, names })
    }

    /// All of them, ascending, each once.
    pub(super) fn list(&self) -> Vec<u16> {
        let mut out: Vec<u16> = self.terms.iter().map(|t| t.term).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Whether a term of the sentence is of some kind, as far as the article had been read.
    pub(super) fn is(&self, term: u16, kind: TermKind) -> bool {
        self.terms.iter().any(|t| t.term == term && t.kind == kind)
    }
}

impl<'a> Builder<'a> {
    /// The terms of a range of tokens of a block that starts at `shift`.
    pub(super) fn gather(&mut self, view: &View<'_>, shift: u32, tokens: &Range<usize>) -> Gathered {
        let a = self.a;
        let mut out = Gathered { end: tokens.end, terms: Vec::with_capacity(tokens.len()), names: Vec::new() };
        let start = view.token(tokens.start).map_or(0, |t| t.start() + shift);
        let mut names = &a.names[a.names.partition_point(|n| n.span.end <= start)..];
        let (mut passed, mut first) = (0, 0);
        for i in tokens.clone() {
            let Some(t) = view.token(i).filter(|t| t.is_word()) else { continue };
            let at = t.start() + shift;
            if at < passed {
                match out.names.last_mut() {
                    Some(n) if n.start == first => n.end = i + 1,
                    _ => out.names.push(first..i + 1),
                }
                continue;
            }
            while names.first().is_some_and(|n| n.span.end <= at) {
                names = &names[1..];
            }
            if let Some(n) = names.first().filter(|n| n.span.start == at) {
                // A name gives the words of the form that other articles know it by.
                let text = a.article.slice(n.span);
                for word in name::key(text).split(' ') {
                    let len = n.span.len() as usize;
                    let word = if n.kind == NameKind::Person { word } else { land(word) };
                    let term = term::key(word).and_then(|k| self.terms.add(k, at, len, kind_of(n)));
                    out.put(i, term);
                }
                (passed, first) = (n.span.end, i);
                continue;
            }
            out.put(i, self.word(view, shift, i));
        }
        out
    }

    /// The terms of a sentence: what the lead has of them is known already.
    pub(super) fn gathered(&mut self, open: &Open<'_>) -> Gathered {
        let lead = self.lead.iter().find(|l| l.0 == open.block).and_then(|l| l.1.of(&open.tokens));
        let mut out = lead.unwrap_or_else(|| self.gather(&open.view, open.shift, &open.tokens));
        out.terms.iter_mut().for_each(|t| t.kind = self.terms.kind(t.term));
        out
    }

    /// The term of a word that is no name.
    fn word(&mut self, view: &View<'_>, shift: u32, i: usize) -> Option<u16> {
        let t = view.token(i).filter(|t| t.is_word())?;
        let key = term::key_in(view.text, t.span())?;
        let kind = if concept::is_event(key) { TermKind::Event } else { TermKind::Word };
        self.terms.add(key, t.start() + shift, t.span().len() as usize, kind)
    }

    /// Adds the terms of a part of a sentence. Of a name that begins before the part only its words count.
    pub(super) fn part(&mut self, open: &Open<'_>, part: &Range<usize>, out: &mut SmallVec<[u16; 8]>) {
        let mut start = part.start;
        let cut = open.gathered.names.iter().find(|n| n.start < start && start < n.end).map(|n| n.end);
        if let Some(end) = cut.map(|end| end.min(part.end)) {
            for i in start..end {
                out.extend(self.word(&open.view, open.shift, i));
            }
            start = end;
        }
        let terms = &open.gathered.terms;
        let first = terms.partition_point(|t| (t.token as usize) < start);
        out.extend(terms[first..].iter().take_while(|t| (t.token as usize) < part.end).map(|t| t.term));
    }

    /// A table's cell means what the head of its row and of its column say.
    pub(super) fn row_labels(&mut self, open: &Open<'_>, terms: &mut Vec<u16>) {
        let a = self.a;
        let BlockKind::TableRow { table, header: false } = a.article.blocks[open.block].kind else { return };
        let head = a.article.blocks[..open.block]
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, b)| matches!(b.kind, BlockKind::TableRow { table: t, .. } if t == table));
        if let Some((i, block)) = head.last() {
            let view = self.view(i);
            terms.extend(self.gather(&view, block.span.start, &(0..view.len().min(LONGEST))).list());
            terms.sort_unstable();
            terms.dedup();
        }
    }
}

/// The part that a country shares with its people («Kestria», «Kestrian»), for names that no table knows.
pub(in crate::fact) fn land(word: &str) -> &str {
    ["ians", "ian", "ans", "an", "ia", "a"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .filter(|w| w.len() > 3)
        .unwrap_or(word)
}

pub(super) fn kind_of(n: &Name) -> TermKind {
    match n.kind {
        NameKind::Person => TermKind::Person,
        NameKind::Organisation => TermKind::Organisation,
        NameKind::Place => TermKind::Place,
        NameKind::Demonym => TermKind::Broad,
        NameKind::Event | NameKind::Other => TermKind::Capital,
    }
}
