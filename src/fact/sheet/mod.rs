//! From mentions to facts: an article's sentences are opened one after the other, and then their mentions are read, one kind
//! after the other. Each file here reads one thing: the lead, the terms of a stretch of text, and each kind of mention.

mod background;
mod collect;
mod common;
mod figure;
mod lead;
mod parts;
mod place;
mod quotation;
mod timex;
mod translated;

pub(super) use collect::land;
pub use lead::LEAD;
pub(super) use parts::MISTAKES;

use std::ops::Range;

use collect::Gathered;
use place::Setting;
use rustc_hash::FxHashMap;

use super::{
    Edition, Fact, FactSheet, Fingerprint, MainEvent, NameForm, Names, Sentence, bearer,
    clause::{self, Clauses},
    cue::Cues,
    outlook::Views,
    superlative::{self, Superlative},
    term::Terms,
    when,
};
use crate::{
    annotate::{Annotated, Figure, NameKind, Timex, View},
    article::{BlockKind, Case, Quote},
    base::Span,
    value::DayInterval,
};

/// Tokens that a sentence has at most; a longer one is read in pieces, so that a text without full stops stays cheap.
const LONGEST: usize = 160;

/// Tokens of a line that names paper and day at most.
const DATELINE: usize = 14;

/// Names that one article's sheet lists at most.
const MOST_NAMES: usize = 2000;

/// Places an article's mentions in the world.
pub fn sheet(annotated: &Annotated) -> FactSheet {
    let mut one = sheets(std::slice::from_ref(annotated));
    one.swap_remove(0)
}

/// [`sheet`] for several articles, each step for all of them before the next, as they are annotated
/// ([`annotate_all`](crate::annotate::annotate_all)).
pub fn sheets(articles: &[Annotated]) -> Vec<FactSheet> {
    let mut sheets = placed(articles.iter().map(|a| (a, 0..a.article.blocks.len())));
    sheets.iter_mut().zip(articles).for_each(|(sheet, a)| sheet.fingerprint = fingerprint(a));
    sheets.iter_mut().zip(articles).for_each(|(sheet, a)| sheet.names = names(a).into());
    sheets
}

/// The facts of some blocks of an article and what it is about, without its names; `whole` is a sheet of the whole article,
/// or of an earlier version of it.
pub fn excerpt(annotated: &Annotated, blocks: Range<usize>, whole: &FactSheet) -> FactSheet {
    let mut one = placed(std::iter::once((annotated, blocks)));
    FactSheet { fingerprint: whole.fingerprint, ..one.swap_remove(0) }
}

fn placed<'a>(articles: impl Iterator<Item = (&'a Annotated, Range<usize>)>) -> Vec<FactSheet> {
    let mut builders: Vec<_> = articles.map(|(a, blocks)| (Builder::new(a, blocks.len()), blocks)).collect();
    builders.iter_mut().for_each(|(builder, _)| builder.lead());
    let mut open: Vec<_> = builders.iter_mut().map(|(builder, blocks)| builder.open(blocks.clone())).collect();
    // One kind of mention after the other: the code of a kind fills the nearest cache.
    for read in [Builder::figures, Builder::timexes, Builder::quotations, Builder::places, Builder::superlatives] {
        for ((builder, _), open) in builders.iter_mut().zip(&mut open) {
            for open in open {
                builder.terms.sentence = open.index + 1;
                read(builder, open);
            }
        }
    }
    drop(open);
    builders.into_iter().map(|(builder, _)| builder.finish()).collect()
}

fn fingerprint(a: &Annotated) -> Fingerprint {
    let words =
        a.article.blocks.iter().zip(&a.paragraphs).filter(|(b, _)| b.kind != BlockKind::Byline).flat_map(|(b, p)| {
            let text = p.view(&a.article, b).text.as_bytes();
            p.prose.tokens.iter().filter(|t| !t.is_mark()).filter_map(move |t| text.get(t.span().range()))
        });
    Fingerprint::of(words)
}

fn names(a: &Annotated) -> Vec<NameForm> {
    let mut seen = FxHashMap::with_capacity_and_hasher(a.names.len(), Default::default());
    let mut out: Vec<NameForm> = Vec::with_capacity(a.names.len().min(MOST_NAMES));
    for n in &a.names {
        let form = a.article.slice(n.span);
        let i = *seen.entry((form, &*n.full)).or_insert_with(|| {
            if out.len() < MOST_NAMES {
                out.push(NameForm {
                    form: a.article.words(n.span).as_ref().into(),
                    full: (&*n.full).into(),
                    kind: n.kind,
                    span: n.span,
                    count: 0,
                    roles: Default::default(),
                });
            }
            out.len().saturating_sub(1)
        });
        if let Some(name) = out.get_mut(i) {
            name.count += 1;
            let bears = name.count <= 3 && matches!(n.kind, NameKind::Person | NameKind::Other);
            if let Some(block) = a.article.block_at(n.span.start).filter(|_| bears) {
                let info = &a.article.blocks[block];
                bearer::roles(&a.paragraphs[block].view(&a.article, info), info.span.start, n.span, &mut name.roles);
            }
        }
    }
    out
}

struct Builder<'a> {
    a: &'a Annotated,
    terms: Terms,
    sentences: Vec<Sentence>,
    facts: Vec<Fact>,
    main: MainEvent,
    /// The terms of headline and lead, by their blocks.
    lead: Vec<(usize, Gathered)>,
    // How far each list of mentions has been used.
    figure: usize,
    timex: usize,
}

/// A sentence that has mentions, while they are read.
struct Open<'a> {
    view: View<'a>,
    block: usize,
    /// Start of the block.
    shift: u32,
    tokens: Range<usize>,
    span: Span,
    index: u32,
    /// Days far back that the sentence before spoke of, when this one goes on with them.
    inherited: Option<DayInterval>,
    /// Days far back that a part of this one speaks of, and a part behind «and» goes on with.
    joined: Option<DayInterval>,
    /// What stands before the colon at its head, where that is a place or a date of its own.
    label: Option<Range<usize>>,
    gathered: Gathered,
    cues: Cues,
    clauses: Clauses,
    views: Views,
    figures: &'a [Figure],
    /// With the token that each begins at.
    timexes: Vec<(usize, &'a Timex)>,
    superlatives: Vec<Superlative>,
    settings: Vec<Setting>,
}

impl<'a> Builder<'a> {
    fn new(a: &'a Annotated, blocks: usize) -> Self {
        Builder {
            a,
            terms: Terms::default(),
            sentences: Vec::with_capacity(blocks),
            facts: Vec::with_capacity(a.figures.len() + a.timexes.len() + a.claims.len()),
            main: MainEvent::default(),
            lead: Vec::new(),
            figure: 0,
            timex: 0,
        }
    }

    fn view(&self, block: usize) -> View<'a> {
        self.a.paragraphs[block].view(&self.a.article, &self.a.article.blocks[block])
    }

    /// The sentences of blocks that have mentions.
    fn open(&mut self, blocks: Range<usize>) -> Vec<Open<'a>> {
        let mut out = Vec::with_capacity(blocks.len());
        blocks.for_each(|block| self.open_block(block, &mut out));
        out
    }

    fn open_block(&mut self, block: usize, out: &mut Vec<Open<'a>>) {
        if self.dateline(block) {
            return;
        }
        let view = self.view(block);
        let mut background: Option<DayInterval> = None;
        for tokens in self.pieces(&view) {
            let open = self.sentence(view, block, tokens, background);
            background = open.as_ref().and_then(|o| self.sentences[o.index as usize].background);
            out.extend(open);
        }
    }

    /// Whether a block says no more than where and when the article stood: «Marsh Gazette, 3 May 2024».
    fn dateline(&self, block: usize) -> bool {
        let a = self.a;
        let (info, view) = (&a.article.blocks[block], self.view(block));
        let own = |t: &Timex| {
            t.days.zip(a.article.meta.published.as_ref()).is_some_and(|(d, p)| d == DayInterval::day(p.date))
        };
        if view.len() > DATELINE
            || !matches!(info.kind, BlockKind::Paragraph | BlockKind::Standfirst | BlockKind::Byline)
        {
            return false;
        }
        let first = a.timexes.partition_point(|t| t.span.end <= info.span.start);
        let Some(t) = a.timexes.get(first).filter(|t| t.span.end <= info.span.end && own(t)) else { return false };
        let (from, to) = (t.span.start - info.span.start, t.span.end - info.span.start);
        view.prose.tokens.iter().all(|w| {
            let dated = w.start() >= from && w.end() <= to;
            dated || !w.is_word() && !w.is_number() || w.is_word() && w.case() != Case::Lower
        })
    }

    /// The sentences of a block, long ones cut.
    fn pieces(&self, view: &View<'_>) -> Vec<Range<usize>> {
        let mut out = Vec::with_capacity(view.prose.sentences.len());
        for s in &view.prose.sentences {
            let (mut start, end) = (s.start as usize, s.end as usize);
            while end - start > LONGEST {
                out.push(start..start + LONGEST);
                start += LONGEST;
            }
            if start < end {
                out.push(start..end);
            }
        }
        out
    }

    /// What must be known of a sentence before its mentions are read; `None` where it has none. `before` are the background
    /// days of the one before it.
    fn sentence(
        &mut self,
        view: View<'a>,
        block: usize,
        tokens: Range<usize>,
        before: Option<DayInterval>,
    ) -> Option<Open<'a>> {
        let a = self.a;
        let shift = a.article.blocks[block].span.start;
        let (first, last) = (view.token(tokens.start)?, view.token(tokens.end - 1)?);
        let span = Span::new(first.start() + shift, last.end() + shift);
        skip(&mut self.figure, &a.figures, |f| f.span.end <= span.start);
        skip(&mut self.timex, &a.timexes, |t| t.span.end <= span.start);
        let figures = &a.figures[self.figure..];
        let figures = &figures[..figures.partition_point(|f| f.span.start < span.end)];
        let timexes = &a.timexes[self.timex..];
        let timexes = &timexes[..timexes.partition_point(|t| t.span.start < span.end)];
        let cues = Cues::of(&view, &tokens);
        let mut open = Open {
            // What a correction withdraws is nobody's number.
            figures: if parts::withdraws(&view, &tokens, &cues) { &[] } else { figures },
            superlatives: superlative::find(&view, &cues),
            view,
            block,
            shift,
            tokens,
            span,
            index: self.sentences.len() as u32,
            inherited: before,
            joined: None,
            label: None,
            gathered: Gathered::default(),
            cues,
            clauses: Clauses::default(),
            views: Views::default(),
            timexes: Vec::new(),
            settings: Vec::new(),
        };
        open.settings = self.settings(&open);
        let quiet = open.figures.is_empty()
            && timexes.is_empty()
            && open.superlatives.is_empty()
            && open.settings.is_empty()
            && open.quotes().next().is_none();
        if quiet {
            return None;
        }
        self.terms.sentence = open.index + 1;
        open.gathered = self.gathered(&open);
        let mut terms = open.gathered.list();
        self.row_labels(&open, &mut terms);
        self.terms.count(&terms);
        let background = self.background(&open, &terms, timexes);
        (open.inherited, open.joined) = if timexes.is_empty() { (background, None) } else { (None, background) };
        open.clauses = Clauses::of(&view, &open.tokens, &open.cues);
        open.views = Views::of(&view, &open.cues);
        open.timexes = timexes.iter().map(|t| (view.token_at(t.span.start.saturating_sub(shift)), t)).collect();
        open.label = clause::label(&view, &open.tokens).filter(|label| {
            let item = a.article.blocks[block].kind == BlockKind::ListItem;
            item || open.timexes.iter().any(|(i, t)| label.contains(i) && when::places(t))
        });
        self.sentences.push(Sentence { span, block: block as u32, terms: terms.into(), background });
        Some(open)
    }

    fn finish(self) -> FactSheet {
        let Builder { a, mut facts, mut sentences, mut main, terms, .. } = self;
        let article = &a.article;
        let published = article.meta.published.map(|p| (p.date, p.time));
        // Facts are large: what is sorted is their places, and each is moved once.
        facts.sort_by_cached_key(|f| (f.span.start, f.span.end));
        let (terms, number) = terms.finish();
        let renumber = |list: &mut [u16]| {
            list.iter_mut().for_each(|t| *t = number[*t as usize]);
            list.sort_unstable();
        };
        facts.iter_mut().for_each(|f| {
            renumber(&mut f.near);
            f.subject = f.subject.map(|s| number[s as usize]);
        });
        sentences.iter_mut().for_each(|s| renumber(&mut s.terms));
        renumber(&mut main.terms);
        FactSheet {
            published,
            outlet: article.meta.outlet.as_deref().map(Into::into),
            headline: article.headline().map(|h| h.as_ref().into()),
            status: article.meta.status,
            edition: Edition::of(article),
            facts,
            sentences,
            terms,
            main,
            fingerprint: Fingerprint::default(),
            names: Names::default(),
        }
    }
}

impl<'a> Open<'a> {
    /// The quotations that begin in it.
    fn quotes(&self) -> impl Iterator<Item = &'a Quote> + use<'a> {
        let (span, shift) = (self.span, self.shift);
        self.view.prose.quotes.iter().filter(move |q| q.depth == 0 && span.contains(q.span.start + shift))
    }
}

fn skip<T>(at: &mut usize, list: &[T], passed: impl Fn(&T) -> bool) {
    while list.get(*at).is_some_and(&passed) {
        *at += 1;
    }
}

/// Days from `a` to `b`, negative when `b` is earlier.
fn days_between(a: jiff::civil::Date, b: jiff::civil::Date) -> i32 {
    a.until(b).map_or(i32::MAX, |s| s.get_days())
}
