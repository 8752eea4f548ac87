use std::ops::Range;

use smallvec::SmallVec;

use super::{
    Fact, FactSheet, Fingerprint, MainEvent, NameForm, Outlook, Quotation, Sentence, Speaker, TermKind, Value, clause,
    concept, outlook, person, population, row, slot,
    slot::Slot,
    superlative::{self, Superlative},
    term::{self, Terms},
    when,
};
use crate::{
    annotate::{
        Annotated, Attribution, Figure, Mode, Name, NameKind, Part, Timex, TimexKind, View, figure::role::Role,
        lexicon::Class, name,
    },
    article::{BlockKind, Quote, QuoteEnd, TokenKind},
    base::Span,
    value::{DayInterval, Decimal, Quantity, Unit},
};

/// Tokens that a sentence has at most; a longer one is read in pieces, so that a text without full stops stays cheap.
const LONGEST: usize = 160;

/// Tokens that are read as the lead, beside the headline.
const LEAD: usize = 90;

/// Names that one article's sheet lists at most.
const MOST_NAMES: usize = 2000;

/// Places an article's mentions in the world.
pub fn sheet(annotated: &Annotated) -> FactSheet {
    let article = &annotated.article;
    let published = article.meta.published.map(|p| (p.date, p.time));
    let mut builder = Builder {
        a: annotated,
        terms: Terms::default(),
        sentences: Vec::new(),
        facts: Vec::new(),
        main: MainEvent::default(),
        figure: 0,
        timex: 0,
        name: 0,
    };
    builder.lead();
    for block in 0..article.blocks.len() {
        builder.block(block);
    }
    let Builder { mut facts, mut sentences, mut main, terms, .. } = builder;
    facts.sort_by_key(|f| (f.span.start, f.span.end));
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
        headline: article.headline().map(Into::into),
        status: article.meta.status,
        facts,
        sentences,
        terms,
        main,
        fingerprint: fingerprint(annotated),
        names: names(annotated),
    }
}

fn fingerprint(a: &Annotated) -> Fingerprint {
    let words =
        a.article.blocks.iter().zip(&a.paragraphs).filter(|(b, _)| b.kind != BlockKind::Byline).flat_map(|(b, p)| {
            let view = p.view(&a.article, b);
            p.prose
                .tokens
                .iter()
                .filter(|t| t.kind != TokenKind::Mark('"'))
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
                out.push(NameForm { form: form.into(), full: (&*n.full).into(), kind: n.kind, span: n.span, count: 0 });
            }
            out.len().saturating_sub(1)
        });
        if let Some(name) = out.get_mut(i) {
            name.count += 1;
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
    /// What stands before the colon at its head, where that is a place or a date of its own.
    label: Option<Range<usize>>,
}

impl<'a> Builder<'a> {
    fn view(&self, block: usize) -> View<'a> {
        self.a.paragraphs[block].view(&self.a.article, &self.a.article.blocks[block])
    }

    /// The article's main event, from headline, standfirst and the first sentences.
    fn lead(&mut self) {
        let a = self.a;
        let mut left = LEAD;
        let mut name = 0;
        for (i, block) in a.article.blocks.iter().enumerate() {
            let view = self.view(i);
            let end = match block.kind {
                BlockKind::Headline | BlockKind::Standfirst => view.len().min(LONGEST),
                BlockKind::Paragraph if left > 0 => {
                    // Whole sentences as long as the allowance lasts, at least one.
                    let sentences = &view.prose.sentences;
                    let fits = sentences.iter().take_while(|s| s.end as usize <= left).last().or(sentences.first());
                    let end = fits.map_or(0, |s| s.end as usize).min(LONGEST);
                    left = left.saturating_sub(end.max(8));
                    end
                }
                BlockKind::Paragraph => break,
                _ => continue,
            };
            let terms = self.collect(&view, block.span.start, &(0..end), &mut name);
            self.main.terms.extend(terms);
            let until = view.token(end.wrapping_sub(1)).map_or(block.span.start, |t| t.end + block.span.start);
            let days = a.timexes[a.timexes.partition_point(|t| t.span.end <= block.span.start)..]
                .iter()
                .take_while(|t| t.span.start < until);
            for t in days {
                let near = |d: DayInterval| match a.article.meta.published {
                    Some(p) => d.first <= p.date && days_between(d.first, p.date) <= 45,
                    None => true,
                };
                if let Some(d) = t.days.filter(|&d| days_between(d.first, d.last) <= 3 && near(d)) {
                    self.main.days.get_or_insert(d);
                }
            }
            self.main.period = self.main.period.or_else(|| outlook::period(&view, &(0..end), 0));
        }
        if self.main.terms.is_empty() {
            // Nothing but captions and lists: the first of them must do.
            for (i, block) in a.article.blocks.iter().enumerate().filter(|(_, b)| b.kind != BlockKind::Byline).take(4) {
                let view = self.view(i);
                let mut name = a.names.partition_point(|n| n.span.end <= block.span.start);
                let terms = self.collect(&view, block.span.start, &(0..view.len().min(LEAD)), &mut name);
                self.main.terms.extend(terms);
            }
        }
        self.main.terms.sort_unstable();
        self.main.terms.dedup();
    }

    /// The terms of a range of tokens, ascending. `name` is how far the article's names have been passed.
    fn collect(&mut self, view: &View<'_>, shift: u32, tokens: &Range<usize>, name: &mut usize) -> Vec<u16> {
        let a = self.a;
        let mut out: Vec<u16> = Vec::new();
        let mut lower = String::new();
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
            lower.clear();
            lower.extend(t.span().of(view.text).chars().flat_map(char::to_lowercase));
            let Some(key) = term::key(&lower) else { continue };
            let kind = if concept::is_event(key) { TermKind::Event } else { TermKind::Word };
            out.extend(self.terms.add(key, at, t.span().len() as usize, kind));
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    fn block(&mut self, block: usize) {
        let a = self.a;
        let info = &a.article.blocks[block];
        let view = self.view(block);
        let mut background: Option<DayInterval> = None;
        let ranges = self.pieces(&view);
        for tokens in ranges {
            let (Some(first), Some(last)) = (view.token(tokens.start), view.token(tokens.end - 1)) else { continue };
            let span = Span::new(first.start + info.span.start, last.end + info.span.start);
            let open = Open {
                view,
                block,
                shift: info.span.start,
                tokens,
                span,
                index: 0,
                inherited: background,
                label: None,
            };
            background = self.sentence(open);
        }
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
        let timexes = &a.timexes[self.timex..];
        let timexes = &timexes[..timexes.partition_point(|t| t.span.start < span.end)];
        let superlatives = superlative::find(&open.view, &open.tokens);
        let quotes = &open.view.prose.quotes;
        let quoted = quotes.iter().filter(|q| q.depth == 0 && span.contains(q.span.start + open.shift));
        if figures.is_empty() && timexes.is_empty() && superlatives.is_empty() && quoted.clone().next().is_none() {
            return None;
        }
        let mut name = self.name;
        let mut terms = self.collect(&open.view, open.shift, &open.tokens, &mut name);
        self.name = name;
        self.row_labels(&open, &mut terms);
        self.terms.count(&terms);
        let background = self.background(&open, &terms, timexes);
        if !timexes.is_empty() {
            open.inherited = None;
        } else {
            open.inherited = background;
        }
        open.index = self.sentences.len() as u32;
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
        stand_beside(&mut self.facts[first..]);
        include(&mut self.facts[first..], &open.view, open.shift);
        self.repeated(&open, first);
        for t in timexes {
            self.timex_fact(&open, t, &placed);
        }
        for q in quoted {
            self.quotation_fact(&open, q);
        }
        for s in superlatives {
            self.rank_fact(&open, &s, figures, &placed);
        }
        background
    }

    /// A table's cell means what the head of its row and of its column say.
    fn row_labels(&mut self, open: &Open<'_>, terms: &mut Vec<u16>) {
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

    /// The days that a sentence speaks of when it looks back, from its own dates or from those of the sentence before
    /// it («That was …») when it names nothing of the main event.
    fn background(&self, open: &Open<'_>, terms: &[u16], timexes: &[Timex]) -> Option<DayInterval> {
        let mut own = timexes
            .iter()
            .filter(|t| matches!(t.kind, TimexKind::Date | TimexKind::Time))
            .filter_map(|t| t.days)
            .filter(when::one_event)
            .peekable();
        if let Some(&first) = own.peek() {
            return own.all(|d| self.far(d)).then_some(first);
        }
        let back = open.inherited?;
        let of_main = terms.iter().any(|t| self.terms.kind(*t).is_name() && self.main.terms.binary_search(t).is_ok());
        (!of_main).then_some(back)
    }

    /// Whether days lie away from the main event and the time of writing.
    fn far(&self, days: DayInterval) -> bool {
        let now = self.main.days.map(|d| d.first).or(self.a.article.meta.published.map(|p| p.date));
        now.is_some_and(|now| days_between(days.last, now) > 60 && days_between(now, days.first).abs() > 60)
    }

    fn figure_fact(&mut self, open: &Open<'a>, f: &Figure, timexes: &[(usize, &Timex)]) {
        let Some((slot, base)) = slot::of(f.kind, &f.quantity) else { return };
        let at = self.tokens(open, f.span);
        let value = Value::Quantity { written: f.quantity, base };
        let mut fact = self.fact(open, f.span, &at, value, slot, timexes, f.rule);
        fact.role = f.role.or_else(|| row::role(self.a, open.block, f.span));
        // «26 of the 187 aboard have died» counts all who died.
        let of_number = open.view.is(at.end, "of")
            && (at.end + 1..at.end + 4)
                .any(|i| open.view.has(i, Class::NUMBER) || open.view.token(i).is_some_and(|t| t.is_number()));
        let of_those = open.view.is(at.end, "of")
            && open.view.is_any(at.end + 1, &["those", "the"])
            && open.view.is_any(at.end + 2, &["on", "aboard", "in", "who", "people"]);
        let part_of = open.view.is(at.start.wrapping_sub(1), "of")
            && open.view.is_any(
                at.start.wrapping_sub(2),
                &[
                    "identities",
                    "names",
                    "families",
                    "friends",
                    "relatives",
                    "photos",
                    "funerals",
                    "one",
                    "two",
                    "some",
                ],
            );
        fact.part = if part_of {
            Part::Included
        } else if of_number || of_those {
            Part::Whole
        } else {
            f.part
        };
        fact.hedge = f.hedge;
        if let Some(counted) = f.counted.filter(|c| open.span.covers(*c)) {
            let local = Span::new(counted.start - open.shift, counted.end - open.shift);
            fact.population = population::of(&open.view, local);
            // «claimed 130 lives», «left 15 dead»
            let dead = term::key("killed");
            let lives = counted.of(&self.a.article.text).ends_with("lives");
            if lives || fact.population.first().copied() == dead {
                fact.role = Role::of("killed");
                fact.population.retain(|k| Some(*k) != dead);
            }
        }
        if slot == Slot::Count && row::is_part(self.a, open.block, f.span) {
            let place = fact.subject.is_some_and(|s| self.terms.kind(s) == TermKind::Place);
            // The seats of one party are no part of the same thing.
            if place || fact.role.is_some_and(|r| r.row().running) {
                fact.part = Part::Included;
            }
        }
        // «61 of the 150 seats»: the whole is another thing than its part.
        let before = if open.view.is(at.start.wrapping_sub(1), "the") { 2 } else { 1 };
        let of = at.start.wrapping_sub(before);
        let number = |i: usize| open.view.token(i).is_some_and(|t| t.is_number()) || open.view.has(i, Class::NUMBER);
        if slot == Slot::Count && open.view.is(of, "of") && number(of.wrapping_sub(1)) {
            fact.population.insert(0, term::hash("of all"));
        }
        if slot == Slot::Rank {
            fact.population = population::after(&open.view, at.end, open.tokens.end);
        }
        // «a shooting that left 16 people injured»
        let after = f.counted.map_or(at.end, |c| open.view.token_at(c.end.saturating_sub(open.shift)));
        if slot == Slot::Count && fact.role.is_none() {
            fact.role = open.view.lex.get(after).and_then(Role::of_word).filter(|r| r.row().running);
        }
        if fact.outlook == Outlook::Plan && fact.role.is_some_and(|r| r.row().running) {
            fact.outlook = Outlook::Result;
        }
        // «Luis Ortega Jr., 32, and …»
        let senior = (1..=3).any(|k| open.view.is_any(at.start.wrapping_sub(k), &["jr", "sr", "iii", "ii"]));
        if slot == Slot::Count && fact.role.is_none() && senior && open.view.mark(at.start.wrapping_sub(1), ',') {
            (fact.slot, fact.role) = (Slot::Age, Role::of("age"));
        }
        if fact.slot == Slot::Age {
            fact.person = person::of_age(&open.view, at, &self.a.names, open.shift).map(Box::new);
        }
        self.facts.push(fact);
    }

    /// «Some of the eleven»: a bare number with an article repeats the last such number of its paragraph.
    fn repeated(&mut self, open: &Open<'_>, first: usize) {
        for i in first..self.facts.len() {
            let f = &self.facts[i];
            if f.role.is_some() || f.slot != Slot::Count || !f.population.is_empty() {
                continue;
            }
            let at = open.view.token_at(f.span.start.saturating_sub(open.shift));
            let Value::Quantity { written, .. } = &f.value else { continue };
            if !open.view.is_any(at.wrapping_sub(1), &["the", "all", "those", "these"]) {
                continue;
            }
            let same = |g: &&Fact| {
                let near = self.sentences[g.sentence as usize].block == open.block as u32;
                near && matches!(&g.value, Value::Quantity { written: w, .. } if w.low == written.low)
            };
            if let Some(g) = self.facts[..i].iter().rev().take(12).find(same) {
                let (role, population, inclusive) = (g.role, g.population.clone(), g.inclusive);
                self.facts[i].role = role;
                self.facts[i].inclusive = inclusive;
                self.facts[i].population = population;
            }
        }
    }

    /// A rank without a number, unless a figure has its words.
    fn rank_fact(&mut self, open: &Open<'a>, s: &Superlative, figures: &[Figure], timexes: &[(usize, &Timex)]) {
        let local = open.view.span(s.tokens.start, s.tokens.end - 1);
        let span = local.shifted(open.shift);
        if figures.iter().any(|f| f.span.overlaps(span)) {
            return;
        }
        let written = Quantity::exact(Decimal::from(s.rank), Unit::Rank);
        let value = Value::Quantity { written, base: written.interval() };
        let mut fact = self.fact(open, span, &s.tokens, value, Slot::Rank, timexes, "rank-superlative");
        fact.population = population::after(&open.view, s.tokens.end, open.tokens.end);
        self.facts.push(fact);
    }

    fn timex_fact(&mut self, open: &Open<'a>, t: &Timex, timexes: &[(usize, &Timex)]) {
        let (value, slot) = match t.kind {
            TimexKind::Duration => match t.length {
                Some(length) => (Value::Length(length), Slot::Length),
                None => return,
            },
            TimexKind::Set => return,
            _ if t.clock.is_some() => (Value::When { days: t.days, clock: t.clock }, Slot::Clock),
            _ if t.days.is_some() => (Value::When { days: t.days, clock: None }, Slot::When),
            _ => return,
        };
        let at = self.tokens(open, t.span);
        let mut fact = self.fact(open, t.span, &at, value, slot, timexes, t.rule);
        if let Value::When { days, .. } = fact.value {
            fact.event_days = days;
        }
        self.facts.push(fact);
    }

    /// A pair of quotation marks: its words are compared, attributed or not.
    fn quotation_fact(&mut self, open: &Open<'a>, quote: &Quote) {
        let a = self.a;
        let inner = Span::new(
            open.view.token(quote.open as usize).map_or(quote.span.start, |t| t.end),
            open.view
                .token(quote.close as usize)
                .filter(|_| quote.end == QuoteEnd::Closed)
                .map_or(quote.span.end, |t| t.start),
        );
        if inner.start >= inner.end {
            return;
        }
        // An opening mark inside straight ones shows that the straight one before it closed another quotation.
        let inside = open.view.mark(quote.open as usize, '"').then(|| inner.of(open.view.text).rfind('“')).flatten();
        let (outer, inner) = match inside {
            Some(at) => {
                let start = inner.start + at as u32;
                (Span::new(start, quote.span.end), Span::new(start + '“'.len_utf8() as u32, inner.end))
            }
            None => (quote.span, inner),
        };
        let span = outer.shifted(open.shift);
        let claim = self.claim_of(span);
        let speaker = claim.and_then(|c| Speaker::of(c, a));
        let mode = claim.map_or(Mode::Direct, |c| c.mode);
        let Some(quotation) = Quotation::new(inner.of(open.view.text), speaker, mode) else { return };
        let at = self.tokens(open, span);
        let rule = claim.map_or("quotation-marks", |c| c.rule);
        let value = Value::Quotation(Box::new(quotation));
        let mut fact = self.fact(open, span, &at, value, Slot::Quotation, &[], rule);
        fact.source = claim.and_then(|c| c.speaker.as_deref()).map(Into::into);
        self.facts.push(fact);
    }

    /// The innermost claim that a quotation is the content of, or a part of it.
    fn claim_of(&self, span: Span) -> Option<&'a Attribution> {
        let claims = &self.a.claims;
        let end = claims.partition_point(|c| c.span.start < span.end);
        let near = claims[..end].iter().rev().take(8);
        near.filter(|c| c.pieces.iter().any(|p| p.overlaps(span)) || c.span.covers(span)).min_by_key(|c| c.span.len())
    }

    /// What all facts have in common.
    #[allow(clippy::too_many_arguments)] // one call a kind of mention
    fn fact(
        &mut self,
        open: &Open<'a>,
        span: Span,
        at: &Range<usize>,
        value: Value,
        slot: Slot,
        timexes: &[(usize, &Timex)],
        rule: &'static str,
    ) -> Fact {
        let clause = clause::around(&open.view, &open.tokens, at);
        let mut near: SmallVec<[u16; 8]> = SmallVec::new();
        let attached = clause::attached(&open.view, &open.tokens, &clause);
        let own = [clause.start..at.start, at.end..clause.end];
        let label = open.label.as_ref().filter(|l| l.end <= at.start);
        for range in own.iter().chain(&attached).chain(label) {
            let mut name = self.a.names.partition_point(|n| n.span.end <= open.span.start);
            near.extend(self.collect(&open.view, open.shift, range, &mut name));
        }
        near.sort_unstable();
        near.dedup();
        let subject = self.subject(open, &clause, at);
        let meta = &self.a.article.meta;
        let entry = self.a.article.blocks[open.block].entry.and_then(|e| meta.entries.get(e as usize));
        let as_of = entry.or(meta.published.as_ref()).map(|p| (p.date, p.time));
        Fact {
            span,
            sentence: open.index,
            value,
            slot,
            role: None,
            population: SmallVec::new(),
            part: Part::Whole,
            beside: None,
            inclusive: false,
            near,
            subject,
            person: None,
            event_days: when::event_days(&open.view, &open.tokens, &clause, at, label, timexes).or(open.inherited),
            as_of,
            source: self.source(span),
            hedge: None,
            outlook: if slot == Slot::Quotation { Outlook::Result } else { outlook::of(&open.view, &clause) },
            period: outlook::period(&open.view, &clause, at.start),
            rule,
        }
    }

    /// The last name before the mention in its clause that is no source's.
    fn subject(&mut self, open: &Open<'_>, clause: &Range<usize>, at: &Range<usize>) -> Option<u16> {
        let a = self.a;
        // The label of a table's row is its subject.
        let row = matches!(a.article.blocks[open.block].kind, BlockKind::TableRow { .. });
        let start = if row { open.tokens.start } else { clause.start };
        let from = open.view.token(start.max(at.start.saturating_sub(12)))?.start + open.shift;
        let to = open.view.token(at.start)?.start + open.shift;
        let last = a.names.partition_point(|n| n.span.end <= to);
        let name = a.names[..last].iter().rev().take_while(|n| n.span.start >= from).find(|n| {
            let claims = &a.claims[a.claims.partition_point(|c| c.span.end < open.span.start)..];
            n.kind != NameKind::Demonym && !claims.iter().take(8).any(|c| c.source.is_some_and(|s| s.covers(n.span)))
        })?;
        let text = a.article.slice(name.span);
        let key = name::key(text);
        let word = key.rsplit(' ').next()?;
        let word = if name.kind == NameKind::Person { word } else { land(word) };
        self.terms.add(term::key(word)?, name.span.start, name.span.len() as usize, kind_of(name))
    }

    /// The speaker of the innermost claim that holds the mention.
    fn source(&self, span: Span) -> Option<Box<str>> {
        let claims = &self.a.claims;
        let end = claims.partition_point(|c| c.span.start <= span.start);
        let holding = claims[..end].iter().rev().take(6).find(|c| c.span.covers(span) && c.span != span)?;
        holding.speaker.as_deref().map(Into::into)
    }

    fn tokens(&self, open: &Open<'_>, span: Span) -> Range<usize> {
        let start = open.view.token_at(span.start.saturating_sub(open.shift)).max(open.tokens.start);
        let end = open.view.token_at(span.end.saturating_sub(open.shift + 1)) + 1;
        let start = start.min(open.tokens.end.saturating_sub(1));
        start..end.clamp(start + 1, open.tokens.end.max(start + 1))
    }
}

/// Marks counts whose parts stand after them: as «including …», or as two numbers that add up to them.
fn include(facts: &mut [Fact], view: &View<'_>, shift: u32) {
    let count = |f: &Fact| match &f.value {
        Value::Quantity { written, .. } if f.slot == Slot::Count => Some(written.low),
        _ => None,
    };
    for i in 0..facts.len() {
        let Some(whole) = count(&facts[i]) else { continue };
        let rest = &facts[i + 1..];
        let named = |f: &Fact| {
            let (from, to) = (view.token_at(facts[i].span.end - shift), view.token_at(f.span.start - shift));
            to.saturating_sub(from) < 20 && (from..to).any(|k| view.is_any(k, &["including", "among", "included"]))
        };
        let part =
            rest.iter().take(2).any(|f| (f.part == Part::Included || named(f)) && count(f).is_some_and(|n| n < whole));
        let sum = rest.windows(2).take(2).any(|w| count(&w[0]).zip(count(&w[1])).is_some_and(|(a, b)| a + b == whole));
        facts[i].inclusive = part || sum;
    }
}

/// Gives each «others» of a sentence the number it stands beside: the count before it of the same role, or of none.
fn stand_beside(facts: &mut [Fact]) {
    for i in 1..facts.len() {
        if facts[i].part != Part::Besides || facts[i].slot != Slot::Count {
            continue;
        }
        let role = facts[i].role;
        let sibling = facts[..i].iter().rev().take(2).find_map(|f| match &f.value {
            Value::Quantity { written, .. } if f.slot == Slot::Count && f.part != Part::Besides => {
                (f.role == role || role.is_none()).then_some(written.low)
            }
            _ => None,
        });
        facts[i].beside = sibling;
        // «one dead, three others wounded»: all who were wounded.
        let wounded = role.is_some_and(|r| matches!(r.id(), "injured" | "hospitalised" | "shot"));
        let of_another =
            facts[..i].iter().rev().take(2).any(|f| f.slot == Slot::Count && f.role.is_some() && f.role != role);
        if sibling.is_none() && (wounded || of_another) {
            facts[i].part = Part::Whole;
        }
        if sibling.is_some() && role.is_none() {
            facts[i].role = facts[..i].iter().rev().take(2).find_map(|f| f.role);
        }
    }
}

/// The part that a country shares with its people («Kestria», «Kestrian»), for names that no table knows.
fn land(word: &str) -> &str {
    ["ians", "ian", "ans", "an", "ia", "a"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .filter(|w| w.len() > 3)
        .unwrap_or(word)
}

fn kind_of(n: &Name) -> TermKind {
    match n.kind {
        NameKind::Person => TermKind::Person,
        NameKind::Organisation => TermKind::Organisation,
        NameKind::Place => TermKind::Place,
        NameKind::Demonym => TermKind::Broad,
        NameKind::Event | NameKind::Other => TermKind::Capital,
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
