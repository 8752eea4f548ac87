//! Which facts of other articles a fact is compared with: candidates from the library, the gate, and the competition
//! between facts that look alike.

use std::{collections::hash_map::Entry, sync::Arc};

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::{
    Stories, Story, Stretch,
    by_value::{VALUE_ALONE, agrees, by_value, same_moment, same_odd_value},
    counted::one_noun,
    folder::Folder,
    gate::{Shared, Side, Tie, dated, tie},
    names,
    quote::{self, Compared},
    reach::{Reach, unlikeness, worthwhile},
    slip,
    story::{Common, SAME},
    threads,
};
use crate::fact::{Candidate, Fact, FactSheet, Lookup, Query, STORY, Scope, Slot, Value};

/// Facts of one article that a fact is weighed against at most, by how little they are like it: of the least like, the
/// fewest.
const WEIGHED: [usize; 3] = [64, 32, 16];

/// Facts here that one fact of another article is linked with at most: who says a thing more often than that need not hear
/// of each time, and the work would grow with the square of a text's length.
const OFTEN: u16 = 256;

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
    /// How many articles there are.
    pub articles: u32,
    /// All are of one story, as it seems.
    pub of_one_story: bool,
}

/// All links of an article, or of a stretch of it.
pub fn links(stretch: Option<Stretch<'_>>, here: u32, sheet: &FactSheet, library: &dyn Lookup) -> Linked {
    let articles = stretch.map_or_else(|| library.articles(), |s| s.known.articles);
    let mut query = Query::of(sheet, stretch.map(|s| s.span), articles, library);
    let known = stretch.map(|s| &s.known.stories);
    let mut found = library.candidates(&query, &[here]).articles;
    let of_event = |article: &u32| known.and_then(|k| k.get(article)).is_some_and(|&same| same >= STORY);
    found.retain(|c| !of_event(&c.article));
    found.extend(known.into_iter().flat_map(|k| k.keys().filter(|a| of_event(a)).map(|&a| Candidate::any(a))));
    let mut of_its_event = Vec::new();
    if let Some(stretch) = stretch {
        query.set_of_one_story(stretch.known.of_one_story);
    } else if query.is_few() {
        let folder = Folder::of(&query, articles, &found, library);
        query.set_of_one_story(folder.of_one_story);
        of_its_event = folder.of_its_event;
    }
    let look = |candidate: &Candidate| {
        let there = library.sheet(candidate.article)?;
        let common = Common::new(&query, &there);
        if !worthwhile(&query, &there, &common, candidate) {
            return None;
        }
        let mut story = Story::of(common, &query, &there);
        if of_its_event.contains(&candidate.article) {
            story.same = story.same.max(SAME);
        }
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
    Linked { links: out, others, stories, articles, of_one_story: query.is_of_one_story() }
}

/// Links facts of a sheet with those of one other article.
fn between(query: &Query<'_>, candidate: &Candidate, other: &Other) -> Vec<Link> {
    let sheet = query.sheet;
    let mut out = Vec::new();
    let mut reach = Reach::new(sheet, &other.sheet, &other.story, candidate);
    let mut both = Both::new(sheet, other);
    let mut linked: FxHashMap<u32, u16> = FxHashMap::default();
    for (i, fact) in (0..).zip(&sheet.facts).filter(|(_, f)| query.asks(f)) {
        let mut weighed = [0; 3];
        for &k in reach.facts(i, fact) {
            let there = &other.sheet.facts[k as usize];
            let Some(how) = unlikeness(fact, there) else { continue };
            weighed[how] += 1;
            if weighed[how] > WEIGHED[how] || linked.get(&k).is_some_and(|&n| n == OFTEN) {
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
            if let Some(link) = weigh(a, b, &other.story, &mut both).map(link) {
                *linked.entry(k).or_default() += 1;
                out.push(link);
            }
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
            false if slip::unlikely_chance(a.fact, b.fact) => TURNED,
            false if slip::odd(a.fact, b.fact) || slip::swapped(a.fact, b.fact) && few(a) && few(b) => ODD_SLIP,
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

/// Values of one kind that an article has at most for two of them alike to say something.
const FEW: usize = 5;

/// Whether an article has few values of a fact's kind and unit, so that another's digits are rarely in it by chance.
fn few(side: Side<'_>) -> bool {
    let unit = |f: &Fact| match &f.value {
        Value::Quantity { written, .. } => Some(written.unit),
        _ => None,
    };
    let alike = side.sheet.facts.iter().filter(|f| f.slot == side.fact.slot && unit(f) == unit(side.fact));
    alike.take(FEW + 1).count() <= FEW
}

/// What it adds to a tie that one number looks like the other mistyped.
const SLIP: f32 = 0.5;

/// The same where it has the same three digits or more in another order, or in another scale.
const TURNED: f32 = 1.2;

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
            // What was long ago is another event's, and what was told before is no second number.
            && !(own && back(g))
            && (!g.scope.has(Scope::FORMER) || fact.scope.has(Scope::FORMER))
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
