use std::ops::Range;

use super::{Builder, LONGEST, Open};
use crate::{
    annotate::{Name, NameKind, View, name},
    article::BlockKind,
    fact::{TermKind, concept, term},
};

impl<'a> Builder<'a> {
    /// The terms of a range of tokens, ascending. `name` is how far the article's names have been passed.
    pub(super) fn collect(&mut self, view: &View<'_>, shift: u32, tokens: &Range<usize>, name: &mut usize) -> Vec<u16> {
        let a = self.a;
        let mut out: Vec<u16> = Vec::new();
        let mut passed = 0;
        for i in tokens.clone() {
            let Some(t) = view.token(i).filter(|t| t.is_word()) else { continue };
            let at = t.start + shift;
            if at < passed {
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
                    out.extend(term::key(word).and_then(|k| self.terms.add(k, at, len, kind_of(n))));
                }
                passed = n.span.end;
                continue;
            }
            let Some(key) = term::key_of(t.span().of(view.text)) else { continue };
            let kind = if concept::is_event(key) { TermKind::Event } else { TermKind::Word };
            out.extend(self.terms.add(key, at, t.span().len() as usize, kind));
        }
        out.sort_unstable();
        out.dedup();
        out
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
pub(super) fn land(word: &str) -> &str {
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
