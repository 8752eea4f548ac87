//! What a keystroke must know of a document: its text with its parts, and what each part holds by itself. Parts that an
//! edit does not touch are carried from one version to the next; an excerpt with them is enough to say what the others
//! state.

use std::{ops::Range, sync::Arc};

use crate::{
    annotate::{Annotated, Paragraph, resolve},
    article::{Article, Block, BlockKind},
    base::{LineIndex, Span, Splice, differing},
    fact::LEAD,
};

/// A version of a document after the first pass.
#[derive(Debug)]
pub struct Reading {
    pub article: Arc<Article>,
    pub lines: Arc<LineIndex>,
    /// One for each block.
    pub paragraphs: Vec<Arc<Paragraph>>,
}

/// How one version of a document differs from another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The stretches of the old and of the new text that differ, widened to whole blocks, a table being one: what lies
    /// before them is the same in both, and what lies behind them.
    pub gone: Span,
    pub come: Span,
    /// The bytes themselves that differ.
    pub splice: Splice,
    /// The blocks in `come`.
    pub blocks: Range<usize>,
    /// The blocks that must be read: those of `blocks` but for the untouched rows of a table.
    fresh: Range<usize>,
}

/// The stretches of the old and of the new text of which the facts can have changed by themselves: those of the touched
/// sentences, where one paragraph was edited, else of the touched blocks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Touched {
    pub gone: Span,
    pub come: Span,
}

/// Blocks before the touched ones that a pronoun may point to.
const BEFORE: usize = 2;
/// Blocks that are looked up for the full names of those a paragraph calls by one word.
const INTRODUCING: usize = 8;

impl Reading {
    pub fn new(article: Article) -> Self {
        let paragraphs = Paragraph::all(&article, &article.blocks);
        let lines = Arc::new(LineIndex::new(&article.text));
        Reading { article: Arc::new(article), lines, paragraphs }
    }

    /// Reads a later version of a document.
    pub fn after(article: Article, before: &Reading) -> Self {
        let change = Change::between(&before.article, &article);
        let behind = article.blocks.len() - change.fresh.end;
        let mut paragraphs = Vec::with_capacity(article.blocks.len());
        paragraphs.extend_from_slice(&before.paragraphs[..change.fresh.start]);
        paragraphs.extend(Paragraph::all(&article, &article.blocks[change.fresh]));
        paragraphs.extend_from_slice(&before.paragraphs[before.paragraphs.len() - behind..]);
        let lines = Arc::new(LineIndex::new(&article.text));
        Reading { article: Arc::new(article), lines, paragraphs }
    }

    /// Whether an edit since an earlier version left all that its one paragraph holds by itself as it was, but for what is
    /// said in quotations and claims.
    pub fn says_the_same(&self, before: &Reading, change: &Change) -> bool {
        let Some((old, new)) = change.paragraph(before, self) else { return false };
        let i = change.blocks.start;
        let edit = change.splice.within(old.span.start).filter(|_| old.span.start == new.span.start);
        edit.is_some_and(|edit| before.paragraphs[i].says_the_same(&self.paragraphs[i], &edit))
    }

    /// The article with nothing in it but some blocks and what they are understood from: headline and lead, the blocks
    /// next to them, the date they count from and the places where their people are named in full.
    pub fn excerpt(&self, blocks: &Range<usize>) -> Annotated {
        let mut kept = vec![false; self.paragraphs.len()];
        let mut keep = |i: usize| {
            if let Some(kept) = kept.get_mut(i) {
                *kept = true;
            }
        };
        self.lead().for_each(&mut keep);
        (blocks.start.saturating_sub(BEFORE)..blocks.end + 1).for_each(&mut keep);
        let dated = |i: &usize| self.paragraphs[*i].found.as_ref().is_some_and(|found| !found.timexes.is_empty());
        (0..blocks.start).rev().find(dated).into_iter().for_each(&mut keep);
        self.introducing(blocks).into_iter().for_each(&mut keep);
        let blank = Arc::new(Paragraph::default());
        let paragraphs =
            self.paragraphs.iter().zip(kept).map(|(p, kept)| if kept { p.clone() } else { blank.clone() }).collect();
        resolve(self.article.clone(), paragraphs)
    }

    /// Headline, standfirst and at least as much of the first paragraphs as a sheet takes its main event from.
    fn lead(&self) -> impl Iterator<Item = usize> {
        let mut left = LEAD;
        let mut others = 4;
        self.article
            .blocks
            .iter()
            .zip(&self.paragraphs)
            .enumerate()
            .map_while(move |(i, (block, paragraph))| {
                match block.kind {
                    BlockKind::Headline | BlockKind::Standfirst => Some(Some(i)),
                    BlockKind::Paragraph if left == 0 => None,
                    BlockKind::Paragraph => {
                        let first = paragraph.prose.sentences.first().map_or(0, |s| s.end as usize);
                        left = left.saturating_sub(first.max(8));
                        Some(Some(i))
                    }
                    BlockKind::Byline => Some(None),
                    // Of an article that is nothing else, the first must do.
                    _ => {
                        let some = others > 0;
                        others -= usize::from(some);
                        Some(some.then_some(i))
                    }
                }
            })
            .flatten()
    }

    /// The blocks in which those are first named by several words whom `blocks` name by one, and do not introduce themselves.
    fn introducing(&self, blocks: &Range<usize>) -> Vec<usize> {
        let named = |i: usize| {
            let text = self.article.slice(self.article.blocks[i].span);
            let found = self.paragraphs[i].found.iter();
            found.flat_map(|found| &found.names).filter_map(move |n| text.get(n.span.range()))
        };
        let from = blocks.start.saturating_sub(BEFORE);
        let mut short: Vec<&str> =
            (from..blocks.end.min(self.paragraphs.len())).flat_map(named).filter(|n| !n.contains(' ')).collect();
        short.sort_unstable();
        short.dedup();
        let introduce = |i: usize, short: &mut Vec<&str>| {
            for name in named(i).filter(|n| n.contains(' ')) {
                short.retain(|s| !name.split(' ').any(|word| word == *s));
            }
        };
        (from..blocks.end.min(self.paragraphs.len())).for_each(|i| introduce(i, &mut short));
        let mut out = Vec::new();
        for i in 0..self.paragraphs.len() {
            if short.is_empty() || out.len() == INTRODUCING {
                break;
            }
            let before = short.len();
            introduce(i, &mut short);
            if short.len() < before {
                out.push(i);
            }
        }
        out
    }

    /// The sentence that holds a passage.
    pub fn sentence(&self, span: Span) -> Option<Span> {
        sentence(&self.article, &self.paragraphs, span)
    }
}

/// The sentence of an article that holds a passage.
pub fn sentence(article: &Article, paragraphs: &[Arc<Paragraph>], span: Span) -> Option<Span> {
    let i = article.block_at(span.start)?;
    let (block, prose) = (&article.blocks[i], &paragraphs.get(i)?.prose);
    let at = span.start.checked_sub(block.span.start)?;
    let token = prose.tokens.partition_point(|t| t.end() <= at);
    let range = prose.sentence_of(token);
    let (first, last) = (prose.tokens.get(range.start)?, prose.tokens.get(range.end.checked_sub(1)?)?);
    Some(Span::new(first.start(), last.end()).shifted(block.span.start))
}

impl Change {
    pub fn between(old: &Article, new: &Article) -> Self {
        let (a, b) = (old.text.as_bytes(), new.text.as_bytes());
        let (cut, typed) = differing(a, b);
        let suffix = a.len() - cut.end as usize;
        let shortest = old.blocks.len().min(new.blocks.len());
        let pairs = old.blocks.iter().zip(&new.blocks);
        let mut front = pairs.take_while(|(x, y)| x.span.end <= cut.start && x.span == y.span && same(x, y)).count();
        let pairs = old.blocks.iter().rev().zip(new.blocks.iter().rev()).take(shortest - front);
        let level = |x: &Block, y: &Block| a.len() - x.span.end as usize == b.len() - y.span.end as usize;
        let mut back = pairs.take_while(|(x, y)| x.span.start >= cut.end && level(x, y) && same(x, y)).count();
        let fresh = front..new.blocks.len() - back;
        // A row of a table is understood from the others.
        let table = |i: usize| match new.blocks.get(i)?.kind {
            BlockKind::TableRow { table, .. } => Some(table),
            _ => None,
        };
        let (first, last) = (table(fresh.start), fresh.end.checked_sub(1).and_then(table));
        while front > 0 && first.is_some() && table(front - 1) == first {
            front -= 1;
        }
        while back > 0 && last.is_some() && table(new.blocks.len() - back) == last {
            back -= 1;
        }
        let blocks = front..new.blocks.len() - back;
        let ends = |article: &Article, blocks: Range<usize>| {
            let touched = &article.blocks[blocks];
            let start = touched.first().map_or(cut.start, |b| b.span.start);
            let end = touched.last().map(|b| b.span.end);
            (start, end.map_or(suffix as u32, |end| article.text.len() as u32 - end))
        };
        let (of_old, of_new) = (ends(old, front..old.blocks.len() - back), ends(new, blocks.clone()));
        let from = cut.start.min(of_old.0).min(of_new.0);
        let behind = (suffix as u32).min(of_old.1).min(of_new.1);
        let (gone, come) = (Span::new(from, a.len() as u32 - behind), Span::new(from, b.len() as u32 - behind));
        Change { gone, come, splice: Splice { cut, typed }, blocks, fresh }
    }

    /// Where an untouched passage of the old text lies in the new; `None` for one that was touched.
    pub fn moved(&self, span: Span) -> Option<Span> {
        self.splice.moved(span)
    }

    /// The block that was edited, in the old and in the new version, where it was one paragraph and stayed one.
    fn paragraph<'a>(&self, old: &'a Reading, new: &'a Reading) -> Option<(&'a Block, &'a Block)> {
        let (old, new) = (&old.article.blocks, &new.article.blocks);
        let one = self.blocks.len() == 1 && old.len() == new.len();
        let both = old.get(self.blocks.start).zip(new.get(self.blocks.start)).filter(|_| one)?;
        let alike = |(a, b): &(&Block, &Block)| {
            a.kind == BlockKind::Paragraph && b.kind == BlockKind::Paragraph && a.entry == b.entry
        };
        Some(both).filter(alike)
    }
}

impl Touched {
    pub fn between(old: &Reading, new: &Reading, change: &Change) -> Self {
        let all = Touched { gone: change.gone, come: change.come };
        let i = change.blocks.start;
        let Some((a, b)) = change.paragraph(old, new) else { return all };
        let (before, now) = (sentences(a, &old.paragraphs[i]), sentences(b, &new.paragraphs[i]));
        let (ends_a, ends_b) = (old.article.text.len() as u32, new.article.text.len() as u32);
        let front = before.iter().zip(&now).take_while(|(x, y)| x == y && x.end <= change.splice.cut.start).count();
        let left = before.len().min(now.len()) - front;
        let level = |x: &Span, y: &Span| ends_a - x.start == ends_b - y.start && ends_a - x.end == ends_b - y.end;
        let pairs = before.iter().rev().zip(now.iter().rev()).take(left);
        let back = pairs.take_while(|(x, y)| x.start >= change.splice.cut.end && level(x, y)).count();
        let stretch = |sentences: &[Span], all: Span| {
            let start = front.checked_sub(1).map_or(all.start, |k| sentences[k].end);
            let end = if back > 0 { sentences[sentences.len() - back].start } else { all.end };
            Span::new(start, end)
        };
        Touched { gone: stretch(&before, all.gone), come: stretch(&now, all.come) }
    }

    /// Widens both over whatever of some passages of the new text, in order, reaches into them: a quotation may have
    /// several sentences.
    pub fn widen(&mut self, passages: impl Iterator<Item = Span> + Clone) {
        loop {
            let reaching = passages.clone().filter(|p| p.overlaps(self.come));
            let come = reaching.fold(self.come, Span::hull);
            if come == self.come {
                return;
            }
            let (front, back) = (self.come.start - come.start, come.end - self.come.end);
            self.gone = Span::new(self.gone.start - front, self.gone.end + back);
            self.come = come;
        }
    }
}

/// The sentences of a block.
fn sentences(block: &Block, paragraph: &Paragraph) -> Vec<Span> {
    let prose = &paragraph.prose;
    let span = |range: &Range<u32>| {
        let (first, last) =
            (prose.tokens.get(range.start as usize)?, prose.tokens.get(range.end.checked_sub(1)? as usize)?);
        Some(Span::new(first.start(), last.end()).shifted(block.span.start))
    };
    prose.sentences.iter().filter_map(span).collect()
}

/// Whether two blocks with the same text hold the same by themselves.
fn same(a: &Block, b: &Block) -> bool {
    let alike = |x: &[Span], y: &[Span]| {
        x.len() == y.len()
            && x.iter().zip(y).all(|(x, y)| x.start - a.span.start == y.start - b.span.start && x.len() == y.len())
    };
    a.kind == b.kind
        && a.span.len() == b.span.len()
        && a.entry == b.entry
        && alike(&a.masked, &b.masked)
        && alike(&a.cells, &b.cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Format, Hints, read};

    fn difference(old: &str, new: &str) -> (String, String) {
        let [a, b] = [old, new].map(|t| read(t, Format::Plain, &Hints::default()));
        let Change { gone, come, .. } = Change::between(&a, &b);
        assert_eq!(old[..gone.start as usize], new[..come.start as usize]);
        assert_eq!(old[gone.end as usize..], new[come.end as usize..]);
        (gone.of(old).to_owned(), come.of(new).to_owned())
    }

    #[test]
    fn a_change_is_widened_to_its_paragraphs() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(difference("one\n\ntwo two\n\nthree", "one\n\ntwo 7two\n\nthree"), pair("two two", "two 7two"));
        assert_eq!(difference("one\n\ntwo\n\nthree", "one\n\nthree"), pair("two\n\nthree", "three"));
        assert_eq!(difference("one\n\ntwo", "one\ntwo"), pair("one\n\ntwo", "one\ntwo"));
        assert_eq!(difference("aaa", "aaaa"), pair("aaa", "aaaa"));
        let long = "word ".repeat(100);
        assert_eq!(difference(&format!("{long}\n\nx"), &format!("{long}\n\ny")), pair("x", "y"));
    }

    #[test]
    fn of_one_paragraph_only_the_touched_sentences_are_compared() {
        let text =
            "Head\n\nSome 20 were hurt. “It was early. Nobody slept,” she said. The rain came.\n\nOn Monday it ended.";
        let reading = |t: &str| Reading::new(read(t, Format::Plain, &Hints::default()));
        let before = reading(text);
        let touched = |old: &str, new: &str| {
            let text = text.replace(old, new);
            let after = reading(&text);
            let change = Change::between(&before.article, &after.article);
            (Touched::between(&before, &after, &change), text)
        };
        let of = |(t, new): (Touched, String)| (t.gone.of(text).trim().to_owned(), t.come.of(&new).trim().to_owned());
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(of(touched("20", "210")), pair("Some 20 were hurt.", "Some 210 were hurt."));
        assert_eq!(of(touched("rain", "snow")), pair("The rain came.", "The snow came."));
        assert_eq!(of(touched("20 were", "20. Others were")).1, "Some 20. Others were hurt.");
        assert_eq!(of(touched("hurt.", "hurt. It rained.")), pair("", "It rained."));
        // More than a paragraph is taken as it is.
        assert_eq!(of(touched("came.\n\nOn", "came. On")).0, text[6..]);
        let (mut quoted, new) = touched("early", "late");
        let from = new.find('“').expect("a quotation") as u32;
        let to = new.find('”').expect("its end") as u32;
        quoted.widen([Span::new(0, 4), Span::new(from, to)].into_iter());
        assert!(quoted.come.of(&new).trim().starts_with("“It was late. Nobody slept,"));
        assert!(quoted.gone.of(text).trim().starts_with("“It was early. Nobody slept,"));
    }

    #[test]
    fn parts_are_carried_from_version_to_version() {
        let text = "Fire kills 14\n\n“We heard it on the quay,” said Ines Okafor, the mayor of Karvia, in the morning.\n\n\
            Some 20 of them were hurt in the night.\n\nThen the wind turned at last.\n\nThe rain came.\n\n\
            On Monday Okafor said that 7 people were missing.";
        let read = |t: &str| read(t, Format::Plain, &Hints::default());
        let before = Reading::new(read(text));
        let after = Reading::after(read(&text.replace("20", "21")), &before);
        let fresh = Reading::new(read(&text.replace("20", "21")));
        let touched = after.article.block_at(text.find("20").unwrap() as u32);
        for (i, (carried, fresh)) in after.paragraphs.iter().zip(&fresh.paragraphs).enumerate() {
            assert_eq!(Arc::ptr_eq(carried, &before.paragraphs[i]), Some(i) != touched, "block {i}");
            let found = |p: &Paragraph| p.found.clone().map(|f| (f.figures, f.names));
            assert_eq!(found(carried), found(fresh));
        }
        let last = after.paragraphs.len() - 1;
        let excerpt = after.excerpt(&(last..last + 1));
        let whole = resolve(after.article.clone(), after.paragraphs.clone());
        let of_last = |a: &Annotated| a.claims.iter().rfind(|c| c.span.start > 150).and_then(|c| c.speaker.clone());
        assert_eq!(
            (of_last(&excerpt).as_deref(), of_last(&whole).as_deref()),
            (Some("Ines Okafor"), Some("Ines Okafor"))
        );
    }
}
