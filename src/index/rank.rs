//! Which articles are looked through for the facts of a sheet: those that can be of its event, or have the names of one of
//! its sentences or the words of one of its quotations. The same on disk and in memory.
//!
//! Two facts are one only where their articles tell of one event ([`STORY`]), or their sentences share names
//! ([`TOGETHER`]); both are sums over terms that the two have in common, so the articles that can come near enough are
//! found from the lists of the terms alone.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::{
    aged,
    brief::{Brief, Named},
    bucket::{ALWAYS, Bucket, Key, Window, near, window},
    nearby::{Nearby, Share},
    pool::{Asked, Pool, Ranked, Weighed, best, pool},
    scores::Spare,
};
use crate::{
    fact::{
        Candidate, Candidates, Fact, Person, Query, Quotation, STORY, TOGETHER, Term, TermKind, Value, rarity, story,
    },
    value::DayInterval,
};

/// In a corpus of so few articles all are looked through.
const FEW: u32 = 24;

/// Articles of the same event that are looked through.
const SAME_EVENT: usize = 48;

/// By how much an article may fall short for the kinds of its names: whose name is a town's here may be a person there, and
/// then says more.
const KINDS: f32 = 0.1;

/// Articles that are looked through for one sentence, and for one quotation.
const SAME_WORDS: usize = 32;

/// Articles that are looked through for a person's age.
const SAME_PERSON: usize = 64;

/// Names that are looked for one by one under a person; where they are more, all that is filed there is read.
const ONE_BY_ONE: usize = 8;

/// What the quoted words that two articles share must say: two rare words, or three of the more common ones.
const QUOTED: f32 = 1.5;

/// Lists of articles by key: what a home of fact sheets has to offer.
pub trait Home {
    /// How many articles there are.
    fn articles(&self) -> u32;

    /// The numbers of all of them; asked for only where there are at most [`FEW`].
    fn all(&self) -> Vec<u32>;

    /// What is known of an article beforehand.
    fn brief(&self, article: u32) -> Brief;

    /// In how many articles a key occurs.
    fn count(&self, key: Key) -> u32;

    /// Calls `each` with the articles that have a key in a window, some of them more than once.
    fn each(&self, key: Key, window: &Window, each: impl FnMut(u32));

    /// The articles that are not known to be published weeks before or after `here` ([`crate::fact::story::LATE`]).
    fn nearby(&self, here: Brief) -> Arc<Nearby>;

    /// The articles with a key of those in `nearby`, which are near `here`; `near` is the part of a window in which these are
    /// filed.
    fn near(&self, key: Key, near: &Window, nearby: (Brief, &Nearby)) -> Arc<Share>;

    /// Calls `each` with what is filed under a key in a stretch of buckets.
    fn each_filed(&self, key: Key, stretch: (Bucket, Bucket), each: impl FnMut(Bucket, u32));

    fn spare(&self) -> &Spare;

    /// What was found for an event that was asked for lately, by a hash of what was asked.
    fn known_pool(&self, _: u64) -> Option<Pool> {
        None
    }

    /// Keeps what was found for an event, for who asks next about the same.
    fn know_pool(&self, _: u64, _: &Pool) {}
}

/// [`crate::fact::Lookup::candidates`] for any home.
pub fn candidates(home: &impl Home, query: &Query<'_>, without: &[u32]) -> Candidates {
    let facts = &query.sheet.facts;
    if facts.is_empty() {
        return Candidates::default();
    }
    if home.articles() <= FEW {
        let mut all = home.all();
        all.sort_unstable();
        all.retain(|a| without.binary_search(a).is_err());
        return Candidates { articles: all.into_iter().map(Candidate::any).collect(), cut_off: 0 };
    }
    let main = window(query.sheet, None);
    let search = Search { home, query, without, here: Brief::of(query.sheet) };
    let story = if query.asks_for_event() { search.story(&main) } else { Pool::default() };
    let told = |(article, common)| Candidate { article, common, facts: Some(SmallVec::new()) };
    let of_event = story.articles.into_iter().map(|(article, common)| told((article, common + KINDS)));
    let mut found = Candidates { articles: of_event.collect(), cut_off: story.cut_off };
    let mut places: FxHashMap<u32, usize> = found.articles.iter().enumerate().map(|(i, c)| (c.article, i)).collect();
    let mut sentences: FxHashMap<(u32, Option<DayInterval>, bool), Pool> = FxHashMap::default();
    for (i, fact) in (0..).zip(facts).filter(|(_, f)| query.asks(f)) {
        let own;
        let pool = if let Value::Quotation(quotation) = &fact.value {
            own = search.quotation(quotation, &main);
            &own
        } else if let Some(person) = aged::person(fact).filter(|p| p.given.is_some()) {
            own = search.person(fact, person);
            &own
        } else {
            let days = fact.event_days.or(query.sheet.sentence(fact).background);
            let key = (fact.sentence, days, fact.person.is_some());
            sentences.entry(key).or_insert_with(|| search.sentence(fact, days))
        };
        found.cut_off += pool.cut_off;
        for &(article, _) in &pool.articles {
            let place = *places.entry(article).or_insert(found.articles.len());
            if place == found.articles.len() {
                found.articles.push(told((article, 0.0)));
            }
            found.articles[place].facts.get_or_insert_default().push(i);
        }
    }
    found
}

struct Search<'a, H> {
    home: &'a H,
    query: &'a Query<'a>,
    without: &'a [u32],
    here: Brief,
}

impl<H: Home> Search<'_, H> {
    fn term(&self, term: u16) -> &Term {
        &self.query.sheet.terms[usize::from(term)]
    }

    /// How much it says to share a term.
    fn weight(&self, term: u16) -> f32 {
        self.query.weight(term, self.term(term).kind)
    }

    fn weighed(&self, term: u16, share: f32, key: fn(u32) -> Key) -> Weighed {
        let weight = self.weight(term) * share;
        Weighed { key: key(self.term(term).key), weight, body: 0.0, leads: false, named: Named::default(), event: 0 }
    }

    /// Articles of the same event.
    fn story(&self, window: &Window) -> Pool {
        let sheet = self.query.sheet;
        let mut lists = Vec::with_capacity(2 * sheet.terms.len());
        for (term, t) in (0..).zip(&sheet.terms) {
            let leads = sheet.main.terms.binary_search(&term).is_ok();
            if !t.kind.is_name() {
                lists.extend(leads.then(|| self.weighed(term, story::WORD, Key::lead)));
                continue;
            }
            let body = if t.kind == TermKind::Broad { 0.0 } else { self.weight(term) * story::BODY };
            let (anywhere, lead) =
                if leads { (story::ONE_LEAD, story::BOTH_LEADS - story::ONE_LEAD) } else { (0.0, story::ONE_LEAD) };
            let plain = story::name_weight(t.kind);
            let weight = if plain > 0.0 { self.weight(term) } else { 0.0 };
            let known = Named { known: weight, plain, ..Named::default() };
            let led = Named { led: weight, met: 1.0, both: if leads { weight } else { 0.0 }, ..Named::default() };
            let known = if leads { known } else { Named::default() };
            lists.push(Weighed { body, named: known, ..self.weighed(term, anywhere, Key::term) });
            lists.push(Weighed { leads, named: led, ..self.weighed(term, lead, Key::lead) });
        }
        let (here, without) = (self.here, self.without);
        let near = &*near(sheet, window);
        let asked = Asked { window, near, least: STORY - KINDS, here, of_event: true, most: SAME_EVENT, without };
        // Each fact of a draft asks for the same event.
        let hash = asked.hash(&lists);
        self.home.known_pool(hash).unwrap_or_else(|| {
            let found = pool(self.home, lists, &asked);
            self.home.know_pool(hash, &found);
            found
        })
    }

    /// Articles that have enough of the names around a fact.
    fn sentence(&self, fact: &Fact, days: Option<DayInterval>) -> Pool {
        let sheet = self.query.sheet;
        let names = sheet.sentence(fact).terms.iter().filter(|&&t| sheet.terms[usize::from(t)].kind != TermKind::Word);
        let event = |t: u16| Brief::event(self.term(t).key);
        let lists = names.map(|&t| Weighed { event: event(t), ..self.weighed(t, 1.0, Key::term) }).collect();
        // People grow older whatever else happens.
        let window = if fact.person.is_some() { ALWAYS.to_vec() } else { window(sheet, days) };
        self.pool(lists, &window, TOGETHER, SAME_WORDS)
    }

    /// Articles that tell the age of one of that name: those whose sentences share enough names for the gate, and of these
    /// first the ones that have a further name beside the person's own, then those whose leads know most names that are here.
    /// People grow older whatever else happens.
    fn person(&self, fact: &Fact, person: &Person) -> Pool {
        let beside = aged::beside(self.query.sheet, fact, person, |t| self.weight(t));
        let least = TOGETHER - KINDS;
        let mut found: FxHashMap<u32, aged::Met> = FxHashMap::default();
        for key in aged::keys_of(person).into_iter().chain([aged::by_surname(person)]) {
            let mut meet = |bucket, article| {
                let told = beside.of.get(&bucket);
                if told.is_some() || beside.own >= least {
                    found.entry(article).or_default().add(told);
                }
            };
            // The article that has a common name by itself is not asked for.
            let wanted = beside.of.iter().filter(|(_, told)| beside.own >= least || !told.leads()).map(|(b, _)| *b);
            if beside.own < least && wanted.clone().count() <= ONE_BY_ONE {
                wanted.for_each(|b| self.home.each_filed(key, (b, b), &mut meet));
            } else {
                self.home.each_filed(key, (Bucket::FIRST, Bucket::LAST), &mut meet);
            }
        }
        let ranked = |(article, met): (u32, aged::Met)| {
            let there = self.home.brief(article);
            let said = met.said(beside.own, least, self.here.apart(there))?;
            Some(Ranked::new(article, (said, said), self.here, there))
        };
        found.retain(|article, _| self.without.binary_search(article).is_err());
        best(found.into_iter().filter_map(ranked).collect(), SAME_PERSON)
    }

    /// Articles that quote enough of the same words.
    fn quotation(&self, quotation: &Quotation, window: &Window) -> Pool {
        let articles = self.home.articles();
        let weigh = |key: Key| {
            let weight = rarity(articles, self.home.count(key));
            Weighed { key, weight, body: 0.0, leads: false, named: Named::default(), event: 0 }
        };
        let lists: Vec<Weighed> = quotation.keys().iter().map(|&k| weigh(Key::quoted(k))).collect();
        let all: f32 = lists.iter().map(|l| l.weight).sum();
        self.pool(lists, window, QUOTED.min(0.8 * all), SAME_WORDS)
    }

    fn pool(&self, lists: Vec<Weighed>, window: &Window, least: f32, most: usize) -> Pool {
        let asked =
            Asked { window, near: window, least, here: self.here, of_event: false, most, without: self.without };
        pool(self.home, lists, &asked)
    }
}
