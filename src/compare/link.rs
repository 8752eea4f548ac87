//! Which facts of other articles a fact is compared with: candidates from the library, the gate, and the competition
//! between facts that look alike.

use std::{collections::hash_map::Entry, sync::Arc};

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::{
    Stories, Story, Stretch,
    counted::one_noun,
    gate::{Shared, Side, Tie, dated, days, tells, tie},
    kin, names,
    quote::{self, Compared},
    reach::{Reach, unlikeness, worthwhile},
    relation::{Relation, middle, relate},
    slip,
    story::{Common, SAME, gap},
    threads,
};
use crate::{
    fact::{Candidate, Fact, FactSheet, Lookup, Query, STORY, Slot, TermKind, Value},
    value::{Bound, DayInterval, Decimal, Dimension, Quantity, Unit},
};

/// Facts of one article that a fact is weighed against at most, by how little they are like it: of the least like, the
/// fewest.
const WEIGHED: [usize; 3] = [64, 32, 16];

/// As many articles are looked through sooner than another thread wakes up: what a keystroke mostly asks for.
const ALONE: usize = 32;

/// Two facts that the gate lets pass.
#[derive(Debug)]
pub struct Link {
    /// Index in the sheet here.
    pub here: u32,
    pub article: u32,
    pub there: u32,
    pub tie: Tie,
    /// Another fact of the other article says the same as the one here, or the other way round, so that a difference
    /// between these two shows that they are two facts.
    pub explained: bool,
    /// How the words of two quotations stand to each other.
    pub quoted: Option<Box<Compared>>,
    /// One of the two articles has several numbers for what both count.
    pub ambiguous: bool,
}

/// An article that facts here are linked with.
#[derive(Debug)]
pub struct Other {
    pub sheet: Arc<FactSheet>,
    pub story: Story,
}

/// How an article stands to the others.
pub struct Linked {
    /// In order of its facts, the surest first.
    pub links: Vec<Link>,
    /// The articles that links lead to, and where names are compared, those of [`names::compared`].
    pub others: FxHashMap<u32, Other>,
    /// Of all that were looked through.
    pub stories: Stories,
}

/// All links of an article, or of a stretch of it.
pub fn links(stretch: Option<Stretch<'_>>, here: u32, sheet: &FactSheet, library: &dyn Lookup) -> Linked {
    let query = match stretch {
        Some(stretch) => Query::of_stretch(sheet, stretch.span, library),
        None => Query::new(sheet, library),
    };
    let known = stretch.map(|s| &s.known.stories);
    let mut found = library.candidates(&query, &[here]).articles;
    let of_event = |article: &u32| known.and_then(|k| k.get(article)).is_some_and(|&same| same >= STORY);
    found.retain(|c| !of_event(&c.article));
    found.extend(known.into_iter().flat_map(|k| k.keys().filter(|a| of_event(a)).map(|&a| Candidate::any(a))));
    let look = |candidate: &Candidate| {
        let there = library.sheet(candidate.article)?;
        let common = Common::new(&query, &there);
        if !worthwhile(&query, &there, &common, candidate) {
            return None;
        }
        let mut story = Story::of(common, &query, &there);
        story.same = known.and_then(|k| k.get(&candidate.article).copied()).unwrap_or(story.same);
        let other = Other { sheet: there, story };
        let (links, same) = (between(&query, candidate, &other), other.story.same);
        // A long draft is looked for in hundreds of articles, which need not all be at hand at once.
        let other = (!links.is_empty()).then_some(other);
        Some((links, candidate.article, same, other))
    };
    let looked: Vec<_> = match found.len() <= ALONE {
        true => found.iter().filter_map(look).collect(),
        false => threads::each(&found, look),
    };
    let (mut others, mut stories, mut out) = (FxHashMap::default(), Stories::default(), Vec::new());
    for (links, article, same, other) in looked {
        out.extend(links);
        stories.insert(article, same);
        others.extend(other.map(|other| (article, other)));
    }
    // Names are compared whatever the facts; an excerpt has none.
    let named = if sheet.names.is_empty() { Vec::new() } else { names::compared(&stories) };
    for article in named {
        if let Entry::Vacant(vacant) = others.entry(article)
            && let Some(there) = library.sheet(article)
        {
            let mut story = Story::new(&query, &there);
            story.same = stories[&article];
            vacant.insert(Other { sheet: there, story });
        }
    }
    out.sort_by(|a, b| {
        let surest = || b.tie.sum().total_cmp(&a.tie.sum());
        a.here.cmp(&b.here).then_with(surest).then((a.article, a.there).cmp(&(b.article, b.there)))
    });
    singular(sheet, &mut out, &others);
    Linked { links: out, others, stories }
}

/// Links facts of a sheet with those of one other article.
fn between(query: &Query<'_>, candidate: &Candidate, other: &Other) -> Vec<Link> {
    let sheet = query.sheet;
    let mut out = Vec::new();
    let mut reach = Reach::new(sheet, &other.sheet, &other.story, candidate);
    let mut both = Both::new(sheet, other);
    for (i, fact) in (0..).zip(&sheet.facts).filter(|(_, f)| query.asks(f)) {
        let mut weighed = [0; 3];
        for &k in reach.facts(i, fact) {
            let there = &other.sheet.facts[k as usize];
            let Some(how) = unlikeness(fact, there) else { continue };
            weighed[how] += 1;
            if weighed[how] > WEIGHED[how] {
                continue;
            }
            let link = |(tie, quoted)| Link {
                here: i,
                article: candidate.article,
                there: k,
                tie,
                explained: false,
                ambiguous: false,
                quoted,
            };
            let (a, b) = (Side { fact, sheet }, Side { fact: there, sheet: &other.sheet });
            out.extend(weigh(a, b, &other.story, &mut both).map(link));
        }
    }
    compete(sheet, &other.sheet, &mut out);
    quote::compete(&mut out);
    out
}

/// The terms that a sentence here shares with those of another article, found out where they are first asked for: each is
/// asked for by many pairs of facts.
struct Both<'a> {
    here: &'a FactSheet,
    other: &'a Other,
    sentence: u32,
    /// For each sentence there, with that one.
    shared: Vec<Option<Terms>>,
}

type Terms = SmallVec<[(u16, u16); 8]>;

impl<'a> Both<'a> {
    fn new(here: &'a FactSheet, other: &'a Other) -> Self {
        Both { here, other, sentence: 0, shared: Vec::new() }
    }

    fn of(&mut self, here: u32, there: u32) -> &Shared {
        let Both { here: sheet, other: Other { sheet: other, story }, .. } = *self;
        if self.shared.is_empty() || self.sentence != here {
            self.sentence = here;
            self.shared.clear();
            self.shared.resize(other.sentences.len(), None);
        }
        self.shared[there as usize].get_or_insert_with(|| {
            let there = &other.sentences[there as usize].terms;
            let met = |&t: &u16| story.there(t).filter(|m| there.binary_search(m).is_ok()).map(|m| (t, m));
            sheet.sentences[here as usize].terms.iter().filter_map(met).collect()
        })
    }
}

/// How surely two facts of a slot are one, and how their words stand where they are quotations; `None` when they are not
/// linked.
fn weigh(a: Side<'_>, b: Side<'_>, story: &Story, both: &mut Both<'_>) -> Option<(Tie, Option<Box<Compared>>)> {
    if let (Value::Quotation(x), Value::Quotation(y)) = (&a.fact.value, &b.fact.value) {
        return quote::compare(x, y).map(|c| (Tie { event: story.same, matter: 0.0 }, Some(Box::new(c))));
    }
    let shared = both.of(a.fact.sentence, b.fact.sentence);
    let mut tie = tie(a, b, story, shared).or_else(|| by_value(a, b, story))?;
    // Costly to find out, and of no use where the event is not one.
    if tie.of_one_event() && slip::likely(a.fact, b.fact) {
        tie.matter += match dated(a.fact.slot) {
            true => SLIP_IN_TIME,
            false if slip::odd(a.fact, b.fact) => ODD_SLIP,
            false => SLIP,
        };
    }
    if tie.likely() || tie.carries(a.fact.slot) || same_odd_value(a, b, &tie) || same_moment(a, b, &tie) {
        return Some((tie, None));
    }
    // What each of the two articles has one number for needs less.
    let alone = || alike(a.fact, b.fact) && !several(a.sheet, a.fact) && !several(b.sheet, b.fact);
    let nearly = Tie { matter: tie.matter + SINGLE, ..tie };
    if story.same >= SAME && nearly.likely() && alone() {
        return Some((tie, None));
    }
    by_value(a, b, story).map(|tie| (tie, None))
}

/// The same number of three digits or more, or its rounding, in one unit, is a sign by itself where the event is the same.
fn same_odd_value(a: Side<'_>, b: Side<'_>, tie: &Tie) -> bool {
    let (Value::Quantity { written: x, base: ix }, Value::Quantity { written: y, base: iy }) =
        (&a.fact.value, &b.fact.value)
    else {
        return false;
    };
    let digits = |q: &Quantity| q.low.normalize().mantissa().unsigned_abs() >= 100;
    let kinship = tie.matter > -0.3;
    tie.event >= 0.9
        && kinship
        && same_unit(x, y)
        && (digits(x) || digits(y))
        && x.bound == Bound::Exact
        && y.bound == Bound::Exact
        && matches!(relate((x, ix), (y, iy), false), Relation::Equal | Relation::Meets)
}

/// The same day, time or length in two reports of one event needs little more to be one fact.
fn same_moment(a: Side<'_>, b: Side<'_>, tie: &Tie) -> bool {
    let least = match &a.fact.value {
        Value::Length(_) => 0.35,
        Value::When { days: Some(d), .. } if d.first == d.last => 0.15,
        _ => 0.2,
    };
    dated(a.fact.slot)
        && a.fact.slot != Slot::Rank
        && agrees(&a.fact.value, &b.fact.value)
        && tie.event >= 0.9
        && tie.matter >= least
}

/// Two reports of one event that have the same number of three digits or more in one unit mean the same by it, whatever
/// their words, as long as it is not told of another event.
fn by_value(a: Side<'_>, b: Side<'_>, story: &Story) -> Option<Tie> {
    if matches!(a.fact.slot, Slot::When | Slot::Clock | Slot::Length) {
        let same = story.same >= SAME && agrees(&a.fact.value, &b.fact.value);
        if !same || one_thing(a, b, story, false) {
            return same.then_some(BY_VALUE);
        }
        return (telling_moment(a) && telling_moment(b) && can_be_one(a, b, story)).then_some(VALUE_ALONE);
    }
    let (Value::Quantity { written: x, .. }, Value::Quantity { written: y, .. }) = (&a.fact.value, &b.fact.value)
    else {
        return None;
    };
    let equal = x.low == y.low && x.high == y.high && same_unit(x, y);
    let same = story.same >= SAME && a.fact.outlook == b.fact.outlook;
    if !same {
        return None;
    }
    if !equal {
        if rounded(a, b, false) && one_thing(a, b, story, true) {
            return Some(BY_VALUE);
        }
        return (rounded(a, b, true) && can_be_one(a, b, story)).then_some(VALUE_ALONE);
    }
    if a.fact.slot == Slot::Age {
        return lone_age(a, b).then_some(BY_VALUE);
    }
    let unit = matches!(a.fact.slot, Slot::Money | Slot::Measure(_) | Slot::Count);
    let roles = a.fact.slot != Slot::Count || a.fact.role == b.fact.role;
    let long = x.low >= Decimal::ONE_HUNDRED && unit;
    if long && roles || (long || telling(x)) && one_thing(a, b, story, telling(x)) {
        return Some(BY_VALUE);
    }
    let alone = || distinctive(a.fact.slot, x) && can_be_one(a, b, story) && sparse(a) && sparse(b);
    alone().then_some(VALUE_ALONE)
}

/// What it says that two reports of one event have the same value, and a word beside it.
const BY_VALUE: Tie = Tie { event: 0.9, matter: 0.9 };

/// The same where nothing but the value is shared: it is dropped where either has a better match.
const VALUE_ALONE: Tie = Tie { event: 0.7, matter: 0.9 };

/// Percentages that an article has at most for one of them to tell by itself: in a report full of them two are the same by
/// chance.
const SPARSE: usize = 8;

fn sparse(side: Side<'_>) -> bool {
    let alike = side.sheet.facts.iter().filter(|f| f.slot == side.fact.slot);
    side.fact.slot != Slot::Share || alike.take(SPARSE + 1).count() <= SPARSE
}

/// Whether a number is so odd that two reports of one event rarely have it for two things.
fn distinctive(slot: Slot, x: &Quantity) -> bool {
    match slot {
        Slot::Count => x.low >= Decimal::ONE_THOUSAND || x.low >= Decimal::ONE_HUNDRED && telling(x),
        Slot::Share => !(x.low % Decimal::from(5)).is_zero(),
        Slot::Measure(_) => x.low >= Decimal::TEN && telling(x),
        _ => false,
    }
}

/// Times of an article's own event are told for many reasons; what is left are dates, hours and lengths that it gives
/// for one thing.
fn telling_moment(side: Side<'_>) -> bool {
    let (fact, sheet) = (side.fact, side.sheet);
    let telling = match &fact.value {
        Value::Length(l) => slip::number(l).0 > 2,
        Value::When { clock: Some(c), .. } => c.first == c.last && c.first % 30 != 0,
        Value::When { days: Some(d), .. } => {
            let days = d.first.until(d.last).map_or(i32::MAX, |s| s.get_days());
            let near = if days > 31 { 366 } else { 3 };
            let own = sheet.main.days.into_iter().chain(sheet.published.map(|p| DayInterval::day(p.0)));
            days <= 366 && own.into_iter().all(|o| gap(o, *d) > near)
        }
        _ => false,
    };
    telling && sheet.facts.iter().filter(|f| f.slot == fact.slot && agrees(&f.value, &fact.value)).count() <= 2
}

/// Whether two numbers are in one unit; «62 people» and «62 of us» are both counted.
fn same_unit(x: &Quantity, y: &Quantity) -> bool {
    let currency = matches!((x.unit, y.unit), (Unit::Money(c), Unit::Money(d)) if c.meets(d));
    currency || x.unit == y.unit || x.unit.dimension() == Dimension::Count && y.unit.dimension() == Dimension::Count
}

/// Whether one of two counts of the same thing is the other in round words, at most a tenth off («more than 300»).
/// `long` ones are written to three digits at least, and need not be called the same.
fn rounded(a: Side<'_>, b: Side<'_>, long: bool) -> bool {
    let (Value::Quantity { written: x, base: ix }, Value::Quantity { written: y, base: iy }) =
        (&a.fact.value, &b.fact.value)
    else {
        return false;
    };
    let alike = || {
        a.fact.role.is_some() && a.fact.role == b.fact.role
            || a.fact.population.first().is_some_and(|p| b.fact.population.first() == Some(p))
    };
    let digits = |q: &Quantity| q.low >= Decimal::ONE_THOUSAND && q.low.normalize().mantissa().unsigned_abs() >= 100;
    let same = if long { a.fact.slot == Slot::Count && digits(x) && digits(y) } else { alike() };
    let near = || (middle(ix) - middle(iy)).abs() * Decimal::TEN <= middle(ix).abs();
    same && x.low >= Decimal::TEN
        && near()
        && matches!(relate((x, ix), (y, iy), false), Relation::Equal | Relation::Meets)
}

/// Whether an age that one article gives to nobody by name is the only one of its value in either («the 47-year-old», and
/// a name with 47).
fn lone_age(a: Side<'_>, b: Side<'_>) -> bool {
    let owners = |s: Side<'_>| {
        let same = |f: &&Fact| f.slot == Slot::Age && agrees(&f.value, &s.fact.value);
        let mut people: Vec<_> = s.sheet.facts.iter().filter(same).filter_map(|f| f.person.as_deref()).collect();
        people.dedup_by(|p, q| p.is(q));
        people.len()
    };
    (a.fact.person.is_none() || b.fact.person.is_none()) && owners(a) <= 1 && owners(b) <= 1
}

/// Whether a number is no round one and has two digits at least.
fn telling(q: &Quantity) -> bool {
    q.low >= Decimal::TEN && !(q.low % Decimal::TEN).is_zero() || !q.low.fract().is_zero() && q.low > Decimal::ONE
}

/// Whether the clauses of two mentions share a telling word or name, and neither names another subject, role or day. That
/// both name a place counts where `places` has it.
fn one_thing(a: Side<'_>, b: Side<'_>, story: &Story, places: bool) -> bool {
    let (near, far) = (&a.fact.near, &b.sheet.sentence(b.fact).terms);
    let (far_here, near_there) = (&a.sheet.sentence(a.fact).terms, &b.fact.near);
    let says = |sheet: &FactSheet, t: u16| {
        let term = &sheet.terms[t as usize];
        tells(term.key) && (places || !matches!(term.kind, TermKind::Place | TermKind::Broad))
    };
    let shared =
        near.iter().any(|&t| story.there(t).is_some_and(|m| far.binary_search(&m).is_ok()) && says(a.sheet, t))
            || near_there
                .iter()
                .any(|&m| story.here(m).is_some_and(|t| far_here.binary_search(&t).is_ok()) && says(b.sheet, m));
    shared && can_be_one(a, b, story)
}

/// Whether two mentions name no two subjects, roles or days.
fn can_be_one(a: Side<'_>, b: Side<'_>, story: &Story) -> bool {
    let slot = !matches!(a.fact.slot, Slot::Age | Slot::Rank | Slot::Times | Slot::Quotation);
    let roles = kin::roles(a.fact.role, b.fact.role).is_some_and(|r| r >= 0.0);
    let subjects = a.fact.subject.zip(b.fact.subject).is_none_or(|(s, t)| story.there(s) == Some(t));
    slot && roles && subjects && a.fact.part == b.fact.part && days(a, b)
}

/// Marks links with one other article that a better one explains away: one of the two facts agrees with another fact of the
/// other article, or is much more surely another.
fn compete(sheet: &FactSheet, there: &FactSheet, links: &mut Vec<Link>) {
    let mut best_here: FxHashMap<u32, Best> = FxHashMap::default();
    let mut best_there: FxHashMap<u32, Best> = FxHashMap::default();
    let value_here = |l: &Link| &sheet.facts[l.here as usize].value;
    let value_there = |l: &Link| &there.facts[l.there as usize].value;
    for (n, l) in links.iter().enumerate() {
        let agrees = agrees(value_here(l), value_there(l));
        best_here.entry(l.here).or_default().see(n, l.tie.sum(), agrees);
        best_there.entry(l.there).or_default().see(n, l.tie.sum(), agrees);
    }
    let explained = |l: &Link| {
        let mine = l.tie.sum();
        let (a, b) = (best_here.get(&l.here), best_there.get(&l.there));
        // A rival that says the same as the one linked here is no rival.
        let rival_a =
            a.filter(|x| x.sum > mine + RIVAL).is_some_and(|x| !agrees(value_there(&links[x.link]), value_there(l)));
        let rival_b =
            b.filter(|x| x.sum > mine + RIVAL).is_some_and(|x| !agrees(value_here(&links[x.link]), value_here(l)));
        let agreed = a.into_iter().chain(b).any(|x| x.agreeing.is_some_and(|s| s + 0.3 >= mine));
        // One person's age is not explained by a second one that the article also gives.
        sheet.facts[l.here as usize].slot != Slot::Age && (rival_a || rival_b || agreed)
    };
    let explained: Vec<bool> = links.iter().map(explained).collect();
    for (l, e) in links.iter_mut().zip(explained) {
        l.explained = e;
    }
    let surer = |best: Option<&Best>| best.and_then(|b| b.agreeing).is_some_and(|sum| sum > VALUE_ALONE.sum());
    links.retain(|l| l.tie != VALUE_ALONE || !(surer(best_here.get(&l.here)) || surer(best_there.get(&l.there))));
}

/// What it adds to a tie that one number looks like the other mistyped.
const SLIP: f32 = 0.5;

/// The same where the number has three digits or more.
const ODD_SLIP: f32 = 0.9;

/// The same of days, times and lengths.
const SLIP_IN_TIME: f32 = 0.6;

/// What a role that each article gives one number for adds to a tie.
const SINGLE: f32 = 0.5;

/// Finds out for each link whether one of its articles has several numbers for the same role and thing; where neither
/// has, the role says more.
fn singular(sheet: &FactSheet, links: &mut [Link], others: &FxHashMap<u32, Other>) {
    let mut known: FxHashMap<(Option<u32>, u32), bool> = FxHashMap::default();
    for l in links {
        let there = &others[&l.article].sheet;
        let mut several = |article: Option<u32>, sheet: &FactSheet, fact: u32| {
            let find = || several(sheet, &sheet.facts[fact as usize]);
            *known.entry((article, fact)).or_insert_with(find)
        };
        l.ambiguous = several(None, sheet, l.here) | several(Some(l.article), there, l.there);
        let (a, b) = (&sheet.facts[l.here as usize], &there.facts[l.there as usize]);
        let odd = (matches!(a.slot, Slot::Measure(_)) || slip::odd(a, b)) && slip::likely(a, b);
        if !l.ambiguous && (alike(a, b) || odd) {
            // Two measures or odd numbers alike but for a digit, each the only one of its kind, are hardly of two things.
            l.tie.matter += if odd { 2.0 * SINGLE } else { SINGLE };
        }
    }
}

/// Whether both have a role, or count the same thing, so that it says something when they are the only ones.
fn alike(a: &Fact, b: &Fact) -> bool {
    a.slot != Slot::Age && (a.role.is_some() && b.role.is_some() || one_noun(a, b))
}

/// Whether an article has another number for the role and thing of one of its facts.
fn several(sheet: &FactSheet, fact: &Fact) -> bool {
    let back = |f: &Fact| sheet.sentence(f).background.is_some();
    let own = !back(fact);
    let alike = |g: &&Fact| {
        g.slot == fact.slot
            && g.role == fact.role
            && g.population.first() == fact.population.first()
            && g.subject == fact.subject
            // What was long ago is another event's.
            && !(own && back(g))
    };
    sheet.facts.iter().filter(alike).any(|g| !agrees(&fact.value, &g.value))
}

/// How much surer a rival must be.
const RIVAL: f32 = 0.4;

/// The best link of a fact, and the best of those that agree.
#[derive(Default)]
struct Best {
    link: usize,
    sum: f32,
    agreeing: Option<f32>,
}

impl Best {
    fn see(&mut self, link: usize, sum: f32, agrees: bool) {
        if sum > self.sum {
            (self.link, self.sum) = (link, sum);
        }
        if agrees {
            self.agreeing = Some(self.agreeing.map_or(sum, |s| s.max(sum)));
        }
    }
}

fn agrees(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Quantity { written: x, base: ix }, Value::Quantity { written: y, base: iy }) => {
            let currencies = match (x.unit, y.unit) {
                (Unit::Money(c), Unit::Money(d)) => c.meets(d),
                _ => true,
            };
            currencies && matches!(relate((x, ix), (y, iy), false), Relation::Equal | Relation::Meets)
        }
        (Value::When { clock: Some(c), .. }, Value::When { clock: Some(d), .. }) => c == d,
        (Value::When { days: a, .. }, Value::When { days: b, .. }) => a == b,
        (Value::Length(a), Value::Length(b)) => a == b,
        (Value::Place(a), Value::Place(b)) => a.key == b.key,
        _ => false,
    }
}
