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
    /// Each with its token, in order; those of a name with its first.
    terms: Vec<(usize, u16)>,
    /// Names of several words, as tokens.
    names: Vec<Range<usize>>,
}

impl Gathered {
    /// All of them, ascending, each once.
    pub(super) fn list(&self) -> Vec<u16> {
        let mut out: Vec<u16> = self.terms.iter().map(|t| t.1).collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}

impl<'a> Builder<'a> {
    /// The terms of a range of tokens, ascending. `name` is how far the article's names have been passed.
    pub(super) fn collect(&mut self, view: &View<'_>, shift: u32, tokens: &Range<usize>, name: &mut usize) -> Vec<u16> {
        let mut gathered = Gathered::default();
        self.gather(view, shift, tokens, name, &mut gathered);
        gathered.list()
    }

    /// As [`Builder::collect`], with the token of each; what `out` held before is dropped.
    pub(super) fn gather(
        &mut self,
        view: &View<'_>,
        shift: u32,
        tokens: &Range<usize>,
        name: &mut usize,
        out: &mut Gathered,
    ) {
        let a = self.a;
        out.terms.clear();
        out.names.clear();
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
            while a.names.get(*name).is_some_and(|n| n.span.end <= at) {
                *name += 1;
            }
            if let Some(n) = a.names.get(*name).filter(|n| n.span.start == at) {
                // A name gives the words of the form that other articles know it by.
                let text = a.article.slice(n.span);
                for word in name::key(text).split(' ') {
                    let len = n.span.len() as usize;
                    let word = if n.kind == NameKind::Person { word } else { land(word) };
                    let term = term::key(word).and_then(|k| self.terms.add(k, at, len, kind_of(n)));
                    out.terms.extend(term.map(|t| (i, t)));
                }
                (passed, first) = (n.span.end, i);
                continue;
            }
            out.terms.extend(self.word(view, shift, i).map(|t| (i, t)));
        }
    }

    /// The term of a word that is no name.
    fn word(&mut self, view: &View<'_>, shift: u32, i: usize) -> Option<u16> {
        let t = view.token(i).filter(|t| t.is_word())?;
        let key = term::key_in(view.text, t.span())?;
        let kind = if concept::is_event(key) { TermKind::Event } else { TermKind::Word };
        self.terms.add(key, t.start() + shift, t.span().len() as usize, kind)
    }

    /// Adds the terms of a part of the sentence at hand, whose own have been gathered. Of a name that begins before the
    /// part only its words count.
    pub(super) fn part(&mut self, open: &Open<'_>, part: &Range<usize>, out: &mut SmallVec<[u16; 8]>) {
        let mut start = part.start;
        let cut = self.gathered.names.iter().find(|n| n.start < start && start < n.end).map(|n| n.end);
        if let Some(end) = cut.map(|end| end.min(part.end)) {
            for i in start..end {
                out.extend(self.word(&open.view, open.shift, i));
            }
            start = end;
        }
        let terms = &self.gathered.terms;
        let first = terms.partition_point(|t| t.0 < start);
        out.extend(terms[first..].iter().take_while(|t| t.0 < part.end).map(|t| t.1));
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
            let mut name = a.names.partition_point(|n| n.span.end <= block.span.start);
            let more = self.collect(&view, block.span.start, &(0..view.len().min(LONGEST)), &mut name);
            terms.extend(more);
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
