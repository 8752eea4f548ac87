use std::ops::Range;

use super::{Builder, Open, parts};
use crate::{
    annotate::{
        ChangeEnd, Figure, FigureKind, Part, Timex, View,
        figure::role::{self, Role, Set},
        lexicon::Class,
    },
    article::BlockKind,
    base::Span,
    fact::{
        EVER_KEY, Fact, Outlook, Person, SINCE_KEY, Scope, Slot, TermKind, Value, dated, moment, penalty, person,
        population, rate, row, scope, slot,
        superlative::{self, Reach, Superlative},
        term,
    },
    value::{Bound, Decimal, Dimension, Quantity, Unit},
};

/// Roles of which a range is what a poll expects.
static POLLED: Set = Set::new(&["seats", "votes", "vote-share", "support", "turnout", "majority", "lead"]);

/// «118 votes to 109»: the two sides of a vote.
fn tally(view: &View<'_>, f: &Figure, at: &Range<usize>) -> Option<Quantity> {
    let votes = view.is_any(at.end, few!["votes", "seats"]) && view.is_any(at.end + 1, few!["to", "against"]);
    if !votes || f.kind != FigureKind::Count {
        return None;
    }
    let against: Decimal = view.word(at.end + 2).parse().ok()?;
    let (low, high) = (against.min(f.quantity.low), against.max(f.quantity.low));
    Some(Quantity { low, high, bound: Bound::Range, ..f.quantity })
}

/// «Image 1 of 5»
fn gallery(view: &View<'_>, at: &Range<usize>) -> bool {
    let of = at.start.wrapping_sub(if view.mark(at.start.wrapping_sub(1), '/') { 2 } else { 1 });
    view.is(of, "of") && view.is_any(of.wrapping_sub(2), few!["image", "photo", "picture", "slide", "page"])
}

/// «two men, one 17 and the other 21, were hurt»: an age.
fn other_age(view: &View<'_>, at: &Range<usize>) -> bool {
    let (other, the) = (at.start.wrapping_sub(1), at.start.wrapping_sub(2));
    view.is(other, "other") && view.is(the, "the") && (view.mark(at.end, ',') || view.mark(at.end, '.'))
}

/// «one shot in the arm and the other in the foot»: each is told by itself.
fn one_and_other(view: &View<'_>, at: &Range<usize>) -> bool {
    let rest = at.end..at.end + 12;
    view.is(at.start, "one")
        && rest.take_while(|&i| !view.mark(i, '.')).any(|i| view.is(i, "another") || view.starts(i, &["the", "other"]))
}

impl<'a> Builder<'a> {
    /// The figures of a sentence.
    pub(super) fn figures(&mut self, open: &Open<'a>) {
        let first = self.facts.len();
        for f in open.figures {
            self.figure_fact(open, f);
        }
        let elsewhere = |f: &Fact| self.sentences[f.sentence as usize].block != open.block as u32;
        let paragraph = self.facts[..first].iter().rposition(elsewhere).map_or(0, |i| i + 1);
        parts::stand_beside(&mut self.facts[paragraph..], first - paragraph);
        parts::include(&mut self.facts[first..], &open.view, open.shift);
        self.repeated(open, first);
    }

    fn figure_fact(&mut self, open: &Open<'a>, f: &Figure) {
        let headed = row::headed(self.a, open.block, f);
        let written = headed.or_else(|| self.percent(open, f)).unwrap_or(f.quantity);
        let at = self.tokens(open, f.span);
        if gallery(&open.view, &at) || other_age(&open.view, &at) {
            return;
        }
        let votes = tally(&open.view, f, &at);
        let written = votes.unwrap_or(written);
        let kind = if votes.is_some() { FigureKind::Score } else { f.kind };
        let Some((slot, base)) = slot::of(kind, &written) else { return };
        let value = Value::Quantity { written, base };
        let rule = if headed.is_some() { row::HEADED } else { f.rule.id() };
        let mut fact = self.fact(open, f.span, &at, value, slot, &open.timexes, rule);
        fact.role = f.role.or_else(|| row::role(self.a, open.block, f.span));
        if slot == Slot::Score {
            fact.role = Role::of("score");
        }
        // «26 of the 187 aboard have died» counts all who died.
        let of_number = open.view.is(at.end, "of")
            && (at.end + 1..at.end + 4)
                .any(|i| open.view.has(i, Class::NUMBER) || open.view.token(i).is_some_and(|t| t.is_number()));
        let of_those = open.view.is(at.end, "of")
            && open.view.is_any(at.end + 1, few!["those", "the"])
            && open.view.is_any(at.end + 2, few!["on", "aboard", "in", "who", "people"]);
        let part_of = open.view.is(at.start.wrapping_sub(1), "of")
            && open.view.is_any(
                at.start.wrapping_sub(2),
                few![
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
        // «the first four shots»
        let some_of = open.view.is_any(at.start.wrapping_sub(1), few!["first", "last"])
            && open.view.is(at.start.wrapping_sub(2), "the")
            && slot == Slot::Count;
        // «Of the price, 27 million goes to the school»
        let first = open.tokens.start;
        let of_the = open.view.is(first, "of")
            && open.view.is_any(first + 1, few!["the", "these", "those"])
            && (1..=2).any(|back| at.start > first + 2 && open.view.mark(at.start.wrapping_sub(back), ','))
            && at.start < first + 10;
        fact.part = if of_the || part_of || some_of || slot == Slot::Count && one_and_other(&open.view, &at) {
            Part::Included
        } else if of_number || of_those || self.of_others(open, &fact, &at) {
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
            // But not «one lives in the town».
            let lives = counted.of(&self.a.article.prose).ends_with("lives") && written.low > Decimal::ONE;
            if lives || fact.population.first().copied() == dead {
                fact.role = Role::of("killed");
                fact.population.retain(|k| Some(*k) != dead);
            }
        }
        // «All 22 crew were safe»: nobody is left out, so it is the size of the crew.
        let safe = fact.role.is_some_and(|r| r.id() == "rescued") && open.view.is(at.start.wrapping_sub(1), "all");
        if let Some(counted) = f.counted.filter(|_| safe) {
            let head = open.view.token_at(counted.end.saturating_sub(open.shift + 1));
            let thing = role::at(&open.view, head).filter(|hit| hit.form == role::Form::Thing);
            fact.role = thing.map_or(fact.role, |hit| Some(hit.role));
        }
        // «five children are among the dead», «three of them children»
        let counted_end = f.counted.map_or(at.end, |c| open.view.token_at(c.end.saturating_sub(open.shift)));
        if open.view.is_any(counted_end, few!["are", "were", "was", "is"])
            && open.view.starts(counted_end + 1, &["among", "the"])
        {
            fact.part = Part::Included;
        }
        if open.view.is(at.end, "of")
            && open.view.is_any(at.end + 1, few!["them", "whom"])
            && fact.population.is_empty()
        {
            let noun = open.view.token(at.end + 2).filter(|t| t.is_word());
            let last = open.view.token(at.end + 3).is_none_or(|t| !t.is_word() && !t.is_number());
            if let Some(t) = noun.filter(|_| last) {
                fact.population = population::of(&open.view, t.span());
            }
        }
        if slot == Slot::Count && row::is_part(self.a, open.block, f.span) {
            let place = fact.subject.is_some_and(|s| open.gathered.is(s, TermKind::Place));
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
            let s = Superlative { tokens: at.clone(), rank: 0 };
            if let Some(measure) = superlative::measure(&open.view, &s) {
                self.reaches(open, &mut fact, &s);
                fact.population.push(measure);
            }
        }
        // «310 tonnes of fuel oil»
        if matches!(slot, Slot::Measure(_)) && open.view.is(at.end, "of") {
            fact.population = population::stuff(&open.view, at.end + 1, open.tokens.end);
        }
        if fact.slot == Slot::Measure(Dimension::Length) && fact.population.is_empty() {
            fact.population.extend(population::bearer(&open.view, at.start, open.tokens.start));
        }
        rate::apply(&mut fact, &open.view, at.end);
        // «a shooting that left 16 people injured»
        let after = f.counted.map_or(at.end, |c| open.view.token_at(c.end.saturating_sub(open.shift)));
        if slot == Slot::Count && fact.role.is_none() {
            fact.role = open.view.lex.get(after).and_then(Role::of_word).filter(|r| r.row().running);
        }
        // A count has no range: of seats and votes it is a poll's.
        let polled = match fact.role {
            Some(role) => POLLED.has(role),
            None => fact.population.is_empty() && fact.subject.is_some(),
        };
        if written.bound == Bound::Range && matches!(slot, Slot::Count | Slot::Share) && polled {
            fact.outlook = Outlook::Forecast;
        }
        if fact.outlook == Outlook::Plan && fact.role.is_some_and(|r| r.row().running) {
            fact.outlook = Outlook::Result;
        }
        // «Luis Ortega Jr., 32, and …»
        let senior = (1..=3).any(|k| open.view.is_any(at.start.wrapping_sub(k), few!["jr", "sr", "iii", "ii"]));
        if slot == Slot::Count && fact.role.is_none() && senior && open.view.mark(at.start.wrapping_sub(1), ',') {
            (fact.slot, fact.role) = (Slot::Age, Role::of("age"));
        }
        self.and_one(open, &mut fact, &at, f);
        self.limit(open, &mut fact, &at);
        if let Some((ChangeEnd::By, change)) = &f.change {
            fact.scope.add(if change.up { Scope::ROSE } else { Scope::FELL });
        }
        let arrests = fact.role.is_some_and(|r| r.id() == "arrested");
        let own = |&(i, t): &(usize, &Timex)| {
            let dated = if arrests { dated::dated_arrest(&open.view, i) } else { dated::dated_event(&open.view, i) };
            t.days == fact.event_days && dated
        };
        if fact.slot == Slot::Count && fact.event_days.is_some() && open.timexes.iter().any(own) {
            fact.scope.add(Scope::DATED);
        }
        if fact.slot == Slot::Age {
            let near = person::of_age(&open.view, at.clone(), &self.a.names, open.shift);
            fact.person = near.or_else(|| self.spoken_of(open, &at)).map(Box::new);
            let thing = fact.person.is_none().then(|| moment::old(&open.view, &open.tokens, at.start)).flatten();
            if let Some(noun) = thing {
                self.made(&fact, &written, noun);
            }
            if fact.person.is_none() {
                fact.population = person::described(&open.view, &open.tokens, &at).into_iter().collect();
            }
        }
        self.facts.push(fact);
    }

    /// The years in which a thing was made, by its age.
    fn made(&mut self, age: &Fact, years: &Quantity, noun: u32) {
        let made = age.as_of.zip(i16::try_from(years.low).ok()).and_then(|((day, _), n)| moment::years_ago(day, n));
        let Some(days) = made else { return };
        let value = Value::When { days: Some(days), clock: None };
        let population = [moment::MADE_KEY, noun].into_iter().collect();
        self.facts.push(Fact { value, slot: Slot::When, role: None, population, ..age.clone() });
    }

    /// Whose age «the 41-year-old» is by the sentence before.
    fn spoken_of(&self, open: &Open<'_>, at: &Range<usize>) -> Option<Person> {
        let blocks = &self.a.article.blocks[..open.block];
        let before = blocks.last().filter(|b| b.kind == BlockKind::Paragraph);
        person::spoken_of(&open.view, &open.tokens, at, self.a, open.shift, before.map(|b| b.span.start))
    }

    /// «Four were shot, and three of them died»: all who died, where the number before is of something else.
    fn of_others(&self, open: &Open<'_>, fact: &Fact, at: &Range<usize>) -> bool {
        let view = &open.view;
        if !view.is(at.end, "of") || !view.is_any(at.end + 1, few!["them", "whom", "those", "which"]) {
            return false;
        }
        let says = |i: usize| {
            let verb = |hit: role::Hit| hit.form == role::Form::Verb && fact.role == Some(hit.role);
            !view.has(i, Class::PREPOSITION) && role::at(view, i).is_some_and(verb)
        };
        let aux = usize::from(view.has(at.end + 2, Class::AUXILIARY));
        let before = self.facts.iter().rev().take_while(|f| f.sentence == fact.sentence);
        says(at.end + 2 + aux) && before.into_iter().all(|f| f.slot != Slot::Count || f.role != fact.role)
    }

    /// «Four men and a woman were hurt», «a woman and four men»: one more stands beside the number, not counted in it.
    fn and_one(&self, open: &Open<'_>, fact: &mut Fact, at: &Range<usize>, f: &Figure) {
        let view = &open.view;
        if fact.slot != Slot::Count || fact.part != Part::Whole || !fact.role.is_some_and(|r| r.row().running) {
            return;
        }
        let one = |i: usize| view.is_any(i, few!["a", "an", "his", "her", "their"]);
        let person = |i: usize| view.has(i, Class::PERSON_NOUN) && !view.word(i).ends_with(['s', 'S']);
        let end = f.counted.map_or(at.end, |c| view.token_at(c.end.saturating_sub(open.shift)));
        let behind =
            view.is(end, "and") && one(end + 1) && (end + 2..end + 8).take_while(|&i| !view.mark(i, ',')).any(person);
        let and =
            (1..=5).filter_map(|back| at.start.checked_sub(back)).find(|&i| i > open.tokens.start && view.is(i, "and"));
        let before = and.is_some_and(|and| {
            person(and - 1)
                && (2..=8).filter_map(|back| and.checked_sub(back)).take_while(|&i| !view.mark(i, ',')).any(one)
        });
        if behind || before {
            (fact.part, fact.beside) = (Part::Besides, Some(Decimal::ONE));
        }
    }

    /// Finds out what limits a count or a rank.
    fn limit(&self, open: &Open<'_>, fact: &mut Fact, at: &Range<usize>) {
        let clause = || open.clauses.around(at);
        let counts = matches!(fact.slot, Slot::Count | Slot::Measure(_) | Slot::Money | Slot::Share);
        if counts && scope::updated(&open.view, &open.cues, &open.tokens, at) {
            fact.scope.add(Scope::CHANGED);
        }
        let before = || fact.event_days.zip(fact.as_of).is_some_and(|(days, (day, _))| days.last < day);
        if fact.slot == Slot::Count && scope::former(&open.view, &open.cues, &open.tokens, at, before()) {
            fact.scope.add(Scope::FORMER);
        }
        if fact.slot == Slot::Money && fact.role.is_some_and(|r| r.id() == "fine") {
            fact.scope.add(penalty::limits(&open.view, &open.cues, &clause(), &open.tokens, at));
        }
        // «Four are in critical condition»
        let bare = fact.slot == Slot::Count && fact.role.is_none() && fact.population.is_empty();
        if bare && (scope::wounded(&open.view, at) || !scope::severity(&open.view, &clause(), at).is_empty()) {
            fact.role = Role::of("injured");
        }
        let running = fact.role.is_some_and(|r| r.row().running);
        if fact.slot == Slot::Rank && scope::running(&open.view, &clause(), at) {
            fact.scope.add(Scope::RUNNING);
        } else if fact.slot == Slot::Count && running {
            let clause = clause();
            if fact.role.is_some_and(|r| r.id() != "killed") {
                fact.scope.add(scope::severity(&open.view, &clause, at));
            }
            if scope::adds_up(&open.view, &open.tokens, at) {
                fact.scope.add(Scope::EVENTS);
            }
            if scope::other_event(&open.view, &clause) {
                fact.scope.add(Scope::OTHER);
            }
        }
    }

    /// «Harbour Union has 36.8 per cent, the League 31.2»; «34 per cent, down from 41»: a bare number after a percentage of
    /// its sentence is one too, when it has decimals or is its earlier state.
    fn percent(&self, open: &Open<'_>, f: &Figure) -> Option<Quantity> {
        let bare = f.kind == FigureKind::Count && f.quantity.unit == Unit::Item && f.counted.is_none();
        if !bare {
            return None;
        }
        let at = open.view.token_at(f.span.start.saturating_sub(open.shift));
        let earlier = open.view.is(at.wrapping_sub(1), "from")
            && open.view.is_any(at.wrapping_sub(2), few!["up", "down", "rise", "fall", "rose", "fell"]);
        if f.quantity.low.fract().is_zero() && !earlier {
            return None;
        }
        let before = self.a.figures.partition_point(|g| g.span.start < f.span.start);
        let mut siblings =
            self.a.figures[..before].iter().rev().take(6).take_while(|g| g.span.start >= open.span.start);
        siblings.any(|g| g.quantity.unit == Unit::Percent).then_some(Quantity { unit: Unit::Percent, ..f.quantity })
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
            if !open.view.is_any(at.wrapping_sub(1), few!["the", "all", "those", "these"]) {
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
    pub(super) fn superlatives(&mut self, open: &Open<'a>) {
        for s in &open.superlatives {
            self.rank_fact(open, s);
        }
    }

    fn rank_fact(&mut self, open: &Open<'a>, s: &Superlative) {
        let local = open.view.span(s.tokens.start, s.tokens.end - 1);
        let span = local.shifted(open.shift);
        if open.figures.iter().any(|f| f.span.overlaps(span)) {
            return;
        }
        let written = Quantity::exact(Decimal::from(s.rank), Unit::Rank);
        let value = Value::Quantity { written, base: written.interval() };
        let mut fact = self.fact(open, span, &s.tokens, value, Slot::Rank, &open.timexes, "rank-superlative");
        fact.population = population::after(&open.view, s.tokens.end, open.tokens.end);
        self.reaches(open, &mut fact, s);
        fact.population.extend(superlative::measure(&open.view, s));
        self.facts.push(fact);
    }

    /// Notes how far back a rank holds.
    fn reaches(&self, open: &Open<'_>, fact: &mut Fact, s: &Superlative) {
        let published = self.a.article.meta.published.map(|p| p.date);
        match superlative::reach(&open.view, s, open.tokens.end, &open.timexes, published) {
            Reach::Since(days) => {
                fact.event_days = Some(days);
                fact.population.retain(|k| *k != SINCE_KEY);
                fact.population.push(SINCE_KEY);
            }
            Reach::Ever => {
                fact.population.retain(|k| *k != SINCE_KEY);
                fact.population.push(EVER_KEY);
            }
            Reach::Open => {}
        }
    }
}
