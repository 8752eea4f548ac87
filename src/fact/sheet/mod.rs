//! From mentions to facts: an article's mentions are read sentence by sentence, in one walk over its blocks. Each file
//! here reads one thing: the lead, the terms of a stretch of text, and each kind of mention.

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

use super::{
    Edition, Fact, FactSheet, Fingerprint, MainEvent, NameForm, Names, Sentence, bearer,
    clause::{self, Clauses},
    cue::Cues,
    outlook::Views,
    superlative,
    term::Terms,
    when,
};
use crate::{
    annotate::{Annotated, NameKind, Timex, View},
    article::{BlockKind, Case, TokenKind},
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
    let placed = placed(annotated, 0..annotated.article.blocks.len());
    FactSheet { fingerprint: fingerprint(annotated), names: names(annotated).into(), ..placed }
}

/// The facts of some blocks of an article and what it is about, without its names; `whole` is a sheet of the whole article,
/// or of an earlier version of it.
pub fn excerpt(annotated: &Annotated, blocks: Range<usize>, whole: &FactSheet) -> FactSheet {
    FactSheet { fingerprint: whole.fingerprint, ..placed(annotated, blocks) }
}

fn placed(annotated: &Annotated, blocks: Range<usize>) -> FactSheet {
    let article = &annotated.article;
    let published = article.meta.published.map(|p| (p.date, p.time));
    let mut builder = Builder {
        a: annotated,
        terms: Terms::default(),
        gathered: Gathered::default(),
        sentences: Vec::new(),
        facts: Vec::new(),
        main: MainEvent::default(),
        figure: 0,
        timex: 0,
        name: 0,
    };
    builder.lead();
    for block in blocks {
        builder.block(block);
    }
    let Builder { mut facts, mut sentences, mut main, terms, .. } = builder;
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

fn fingerprint(a: &Annotated) -> Fingerprint {
    let words =
        a.article.blocks.iter().zip(&a.paragraphs).filter(|(b, _)| b.kind != BlockKind::Byline).flat_map(|(b, p)| {
            let view = p.view(&a.article, b);
            p.prose
                .tokens
                .iter()
                .filter(|t| t.kind() != TokenKind::Mark('"'))
                .filter(|t| t.is_word() || t.is_number())
                .map(move |t| t.span().of(view.text))
        });
    Fingerprint::of(words)
}

fn names(a: &Annotated) -> Vec<NameForm> {
    let mut seen = rustc_hash::FxHashMap::default();
    let mut out: Vec<NameForm> = Vec::new();
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
    /// The terms of the sentence at hand.
    gathered: Gathered,
    sentences: Vec<Sentence>,
    facts: Vec<Fact>,
    main: MainEvent,
    // How far each list of mentions has been used.
    figure: usize,
    timex: usize,
    name: usize,
}

/// A sentence while its mentions are read.
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
    cues: Cues,
    clauses: Clauses,
    views: Views,
}

impl<'a> Builder<'a> {
    fn view(&self, block: usize) -> View<'a> {
        self.a.paragraphs[block].view(&self.a.article, &self.a.article.blocks[block])
    }

    fn block(&mut self, block: usize) {
        let a = self.a;
        let info = &a.article.blocks[block];
        let view = self.view(block);
        if self.dateline(block) {
            return;
        }
        let mut background: Option<DayInterval> = None;
        let ranges = self.pieces(&view);
        for tokens in ranges {
            let (Some(first), Some(last)) = (view.token(tokens.start), view.token(tokens.end - 1)) else { continue };
            let span = Span::new(first.start() + info.span.start, last.end() + info.span.start);
            let open = Open {
                cues: Cues::of(&view, &tokens),
                view,
                block,
                shift: info.span.start,
                tokens,
                span,
                index: 0,
                inherited: background,
                joined: None,
                label: None,
                clauses: Clauses::default(),
                views: Views::default(),
            };
            background = self.sentence(open);
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

    /// Reads one sentence; returns the background days that the next one may go on with.
    fn sentence(&mut self, mut open: Open<'a>) -> Option<DayInterval> {
        let a = self.a;
        let span = open.span;
        skip(&mut self.figure, &a.figures, |f| f.span.end <= span.start);
        skip(&mut self.timex, &a.timexes, |t| t.span.end <= span.start);
        let figures = &a.figures[self.figure..];
        let figures = &figures[..figures.partition_point(|f| f.span.start < span.end)];
        // What a correction withdraws is nobody's number.
        let figures = if parts::withdraws(&open.view, &open.tokens, &open.cues) { &[] } else { figures };
        let timexes = &a.timexes[self.timex..];
        let timexes = &timexes[..timexes.partition_point(|t| t.span.start < span.end)];
        let superlatives = superlative::find(&open.view, &open.cues);
        let quotes = &open.view.prose.quotes;
        let quoted = quotes.iter().filter(|q| q.depth == 0 && span.contains(q.span.start + open.shift));
        let settings = self.settings(&open);
        let quiet = figures.is_empty() && timexes.is_empty() && superlatives.is_empty() && settings.is_empty();
        if quiet && quoted.clone().next().is_none() {
            return None;
        }
        let mut name = self.name;
        let mut gathered = std::mem::take(&mut self.gathered);
        self.gather(&open.view, open.shift, &open.tokens, &mut name, &mut gathered);
        let mut terms = gathered.list();
        (self.name, self.gathered) = (name, gathered);
        self.row_labels(&open, &mut terms);
        self.terms.count(&terms);
        let background = self.background(&open, &terms, timexes);
        (open.inherited, open.joined) = if timexes.is_empty() { (background, None) } else { (None, background) };
        open.index = self.sentences.len() as u32;
        open.clauses = Clauses::of(&open.view, &open.tokens, &open.cues);
        open.views = Views::of(&open.view, &open.cues);
        let block = open.block as u32;
        self.sentences.push(Sentence { span, block, terms: terms.into(), background });
        let placed: Vec<(usize, &Timex)> =
            timexes.iter().map(|t| (open.view.token_at(t.span.start.saturating_sub(open.shift)), t)).collect();
        open.label = clause::label(&open.view, &open.tokens).filter(|label| {
            let item = a.article.blocks[open.block].kind == BlockKind::ListItem;
            item || placed.iter().any(|(i, t)| label.contains(i) && when::places(t))
        });
        let first = self.facts.len();
        for f in figures {
            self.figure_fact(&open, f, &placed);
        }
        let elsewhere = |f: &Fact| self.sentences[f.sentence as usize].block != block;
        let paragraph = self.facts[..first].iter().rposition(elsewhere).map_or(0, |i| i + 1);
        parts::stand_beside(&mut self.facts[paragraph..], first - paragraph);
        parts::include(&mut self.facts[first..], &open.view, open.shift);
        self.repeated(&open, first);
        for t in timexes {
            self.timex_fact(&open, t, &placed);
        }
        for q in quoted {
            self.quotation_fact(&open, q);
        }
        self.place_facts(&open, settings);
        for s in superlatives {
            self.rank_fact(&open, &s, figures, &placed);
        }
        background
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
