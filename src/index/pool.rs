//! Articles that can be of one event with another, by what they share: lists are read from what says most on; those that
//! could bring in nothing more only weigh what has come, and the longest of them are left unread (as in MaxScore, but
//! against a fixed least).

use std::{
    cmp::Ordering,
    hash::{Hash, Hasher},
};

use rustc_hash::FxHasher;

use super::{
    brief::{Brief, Named},
    bucket::{ALWAYS, Key, Window},
    near,
    rank::Home,
    scores::{Score, Scores},
};

/// A key that at most so many articles have is followed through all of time: it costs little and misses nothing.
pub const RARE: u32 = 256;

/// Entries of lists that are passed over for one pool, and how many of these cost as much as one that is counted.
const BUDGET: usize = 20_000 * PASSED;
const PASSED: usize = 8;

/// Lists with at most so many articles are still read to tell those that have come apart; where these are of one event, and
/// so of one time, as long as not one article in so many has the key.
pub const PROBED: u32 = 2048;
const COMMON: u32 = 3;

/// What the lists left unread may say together; and where an event is asked for, since the longest lists, of names that half the
/// corpus has, say that much of many thousand articles and tell none of them apart.
const LITTLE: f32 = 0.15;
pub const LITTLE_OF_EVENT: f32 = 0.45;

/// As many articles of an event are sooner looked through than told apart by lists of more than [`PROBED`] articles.
pub const FEW: usize = 48;

/// By how much less the lists to come must say before articles are let go again that can't be enough any more.
pub const LESS: f32 = 0.1;

/// What it says to be in a list.
#[derive(Clone, Copy, Debug)]
pub struct Weighed {
    pub key: Key,
    pub weight: f32,
    /// What it says besides, up to [`crate::fact::story::MOST_BODY`] for all lists together.
    pub body: f32,
    /// It is of a name in headline or lead of both.
    pub leads: bool,
    /// What it says of the names in the leads.
    pub named: Named,
    /// The bit by which briefs tell whether an article may be in it ([`Brief::has`]); none where they don't.
    pub event: u32,
}

/// A list in its turn.
pub struct Listed {
    /// How many articles are in it.
    pub count: u32,
    pub list: Weighed,
    /// What it and the lists behind it say together.
    pub rest: Score,
}

/// What is asked of a pool.
pub struct Asked<'a> {
    pub window: &'a Window,
    /// The part of it in which what is published near is filed.
    pub near: &'a Window,
    /// What the lists of an article must say together.
    pub least: f32,
    /// The article that asks.
    pub here: Brief,
    /// Others of its event are asked for: without a name in both leads all says less, and weeks later only those can be of
    /// it whose leads know each other's names.
    pub of_event: bool,
    /// Articles at most.
    pub most: usize,
    /// Articles that are left out, ascending.
    pub without: &'a [u32],
}

impl Asked<'_> {
    /// A hash of all that is asked with some lists.
    pub fn hash(&self, lists: &[Weighed]) -> u64 {
        let mut hash = FxHasher::default();
        (self.window, self.here.bytes(), self.of_event, self.most, self.without).hash(&mut hash);
        for l in lists {
            (l.key, l.weight.to_bits(), l.body.to_bits(), l.leads, l.named.plain.to_bits()).hash(&mut hash);
        }
        hash.finish()
    }

    fn event(&self) -> Option<Brief> {
        self.of_event.then_some(self.here)
    }
}

/// Articles, best first; of those that share as much, the nearest in time.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    /// With what each can say at most.
    pub articles: Vec<(u32, f32)>,
    /// How many articles and lists were left out though they could belong to it.
    pub cut_off: u32,
}

/// All articles of a home that share enough of some keys, as far as that can be known; of these the best.
pub fn pool(home: &impl Home, lists: Vec<Weighed>, asked: &Asked<'_>) -> Pool {
    home.spare().with(|scores| pool_with(home, lists, asked, scores))
}

fn pool_with(home: &impl Home, lists: Vec<Weighed>, asked: &Asked<'_>, scores: &mut Scores) -> Pool {
    let all = |l: &Weighed| l.weight + l.body;
    let counted = |list: Weighed| (home.count(list.key), list);
    let mut lists: Vec<(u32, Weighed)> = lists.into_iter().map(counted).filter(|(count, _)| *count > 0).collect();
    let probed = if asked.of_event { PROBED.max(home.articles() / COMMON) } else { PROBED };
    // What nearly all articles have comes last, when it brings in none of them.
    let last = |count: u32| asked.of_event && count > probed;
    lists.sort_unstable_by(|(m, a), (n, b)| {
        last(*m).cmp(&last(*n)).then_with(|| all(b).total_cmp(&all(a))).then(a.key.cmp(&b.key))
    });
    let mut rest = Score::default();
    let mut listed: Vec<Listed> = lists
        .into_iter()
        .rev()
        .map(|(count, list)| {
            rest = rest.with(&list, 0);
            Listed { count, list, rest }
        })
        .collect();
    listed.reverse();
    let little = if asked.of_event { LITTLE_OF_EVENT } else { LITTLE };
    let (mut work, mut cut_off, mut unread) = (0, 0, Unread::default());
    // The articles near in time, once only these count.
    let mut near = None;
    // What could still come when articles were let go last.
    let mut left = f32::INFINITY;
    for (turn, Listed { count, list, rest }) in (1..).zip(&listed) {
        // Who comes only now gets no more than the rest.
        let more = rest.total() >= asked.least;
        let open = more && work < BUDGET;
        let left_over = &listed[turn as usize - 1..];
        if !more && (scores.of.is_empty() || rest.total() < little) {
            unread.add_all(left_over);
            break;
        }
        cut_off += u32::from(more && !open);
        if !open && *count > probed {
            unread.add(list);
            continue;
        }
        if !more && (left.is_infinite() || *count > PROBED && rest.total() < left - LESS) {
            left = rest.total();
            let rest = rest.and(&unread.all);
            scores.retain(|article, score| {
                let most = score.and(&rest);
                most.total() >= asked.least && most.most(asked.event(), || home.brief(article)) >= asked.least
            });
        }
        if !more && asked.of_event && *count > PROBED && scores.of.len() <= FEW {
            unread.add_all(left_over);
            break;
        }
        let comes = asked.event().map(|here| rest.named.comes(here));
        if let Some(here) = asked.event().filter(|_| comes.as_ref().is_some_and(|c| !c.lets_far()))
            && scores.leave_far(here, &rest.and(&unread.all), |a| home.brief(a))
        {
            let nearby = home.nearby(here);
            scores.renumber(|article| nearby.number(article));
            cut_off += near::count(home, asked, &nearby, left_over, scores, &mut unread);
            near = Some(nearby);
            break;
        }
        let lets = |article| comes.as_ref().is_none_or(|comes| comes.lets(home.brief(article)));
        let each = |article: u32| {
            work += 1;
            let score = match scores.get(article) {
                Some(score) => score,
                // Most of what common words have lies too far off.
                None if open && lets(article) => scores.add(article),
                None => return,
            };
            // An article is filed once for each time it tells of.
            if !score.has(turn) {
                *score = score.with(list, turn);
                work += PASSED - 1;
            }
        };
        home.each(list.key, if *count <= RARE { ALWAYS } else { asked.window }, each);
    }
    let weigh = |(number, s): &(u32, Score)| {
        if s.and(&unread.all).total() < asked.least {
            return None;
        }
        let article = near.as_ref().map_or(*number, |near| near.article(*number));
        let there = home.brief(article);
        let (known, all) = unread.told(s, there);
        let most = all.most(asked.event(), || there);
        // What was not read says nothing of the order.
        let said = || (known.most(asked.event(), || there), most);
        (most >= asked.least).then(|| Ranked::new(article, said(), asked.here, there))
    };
    let mut ranked: Vec<Ranked> = scores.of.iter().filter_map(weigh).collect();
    ranked.retain(|r| asked.without.binary_search(&r.article).is_err());
    let best = best(ranked, asked.most);
    Pool { cut_off: cut_off + best.cut_off, ..best }
}

/// Lists that are not read.
#[derive(Default)]
pub struct Unread {
    /// What they say together.
    pub all: Score,
    /// The same of those of which an article's brief says nothing, and the others.
    silent: Score,
    told: Vec<Weighed>,
}

impl Unread {
    pub fn add(&mut self, list: &Weighed) {
        self.all = self.all.with(list, 0);
        match list.event {
            0 => self.silent = self.silent.with(list, 0),
            _ => self.told.push(*list),
        }
    }

    pub fn add_all(&mut self, lists: &[Listed]) {
        lists.iter().for_each(|l| self.add(&l.list));
    }

    /// What is known of an article beside what was read, and what it comes to at most.
    fn told(&self, score: &Score, there: Brief) -> (Score, Score) {
        let told = self.told.iter().filter(|l| there.has(l.event));
        let known = told.fold(*score, |score, list| score.with(list, 0));
        (known, known.and(&self.silent))
    }
}

/// An article to be put in order.
pub struct Ranked {
    article: u32,
    /// What it says by all that was read of it, and at most.
    said: (f32, f32),
    /// Days between it and the article that asks.
    apart: i32,
}

impl Ranked {
    pub fn new(article: u32, said: (f32, f32), here: Brief, there: Brief) -> Ranked {
        Ranked { article, said, apart: here.apart(there).unwrap_or(i32::MAX) }
    }

    fn order(&self, other: &Ranked) -> Ordering {
        let near = || (self.apart, self.article).cmp(&(other.apart, other.article));
        other.said.0.total_cmp(&self.said.0).then_with(near)
    }
}

/// The best of some articles.
pub fn best(mut ranked: Vec<Ranked>, most: usize) -> Pool {
    let left_out = ranked.len().saturating_sub(most);
    if left_out > 0 {
        ranked.select_nth_unstable_by(most, Ranked::order);
        ranked.truncate(most);
    }
    ranked.sort_unstable_by(Ranked::order);
    Pool { articles: ranked.into_iter().map(|r| (r.article, r.said.1)).collect(), cut_off: left_out as u32 }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        fact::{STORY, story::NO_NAME},
        index::{
            bucket::Bucket,
            nearby::{Nearby, Share},
            scores::Spare,
        },
    };

    /// Lists and briefs as such.
    #[derive(Debug)]
    struct Plain {
        briefs: Vec<Brief>,
        lists: Vec<(Weighed, Vec<u32>)>,
        spare: Spare,
    }

    impl Plain {
        fn list(&self, key: Key) -> &[u32] {
            self.lists.iter().find(|(l, _)| l.key == key).map_or(&[], |(_, list)| list)
        }

        /// What an article comes to by all lists it is in.
        fn most(&self, article: u32, event: Option<Brief>) -> f32 {
            let has = self.lists.iter().filter(|(_, list)| list.contains(&article));
            let score = has.fold(Score::default(), |score, (list, _)| score.with(list, 1));
            score.most(event, || self.brief(article))
        }
    }

    impl Home for Plain {
        fn articles(&self) -> u32 {
            self.briefs.len() as u32
        }

        fn all(&self) -> Vec<u32> {
            (0..self.articles()).collect()
        }

        fn brief(&self, article: u32) -> Brief {
            self.briefs[article as usize]
        }

        fn count(&self, key: Key) -> u32 {
            let mut list = self.list(key).to_vec();
            list.sort_unstable();
            list.dedup();
            list.len() as u32
        }

        fn each(&self, key: Key, _: &Window, each: impl FnMut(u32)) {
            self.list(key).iter().copied().for_each(each);
        }

        fn nearby(&self, _: Brief) -> Arc<Nearby> {
            Nearby::all(self.articles()).into()
        }

        fn near(&self, key: Key, _: &Window, (here, nearby): (Brief, &Nearby)) -> Arc<Share> {
            let near = self.list(key).iter().filter(|a| here.is_near(self.brief(**a)));
            nearby.share(|share| near.for_each(|&a| share.add(a))).into()
        }

        fn each_filed(&self, _: Key, _: (Bucket, Bucket), _: impl FnMut(Bucket, u32)) {}

        fn spare(&self) -> &Spare {
            &self.spare
        }
    }

    /// A list: what it says, whether of names, and of names in both leads; and how many of a thousand articles have it.
    fn list() -> impl Strategy<Value = (f32, bool, bool, u64, u64)> {
        (0.02f32..0.6, any::<bool>(), any::<bool>(), 1u64..900, any::<u64>())
    }

    fn weighed(key: u32, weight: f32, name: bool, leads: bool) -> Weighed {
        let named = match (name, leads) {
            (false, _) => Named::default(),
            (true, false) => Named { known: weight, plain: 0.8, ..Named::default() },
            (true, true) => Named { led: weight, met: 1.0, both: weight, ..Named::default() },
        };
        let body = if name && !leads { weight * 0.12 } else { 0.0 };
        Weighed { key: Key::term(key), weight, body, leads: leads && name, named, event: 0 }
    }

    #[test]
    fn what_a_long_list_would_say_is_told_by_briefs() {
        let has = |n: u32| n % 50 == 7 || n >= 100;
        let briefs = (0..3000).map(|n| Brief::of_bytes([0, 0, 0, u8::from(has(n)), 0, 0, 0])).collect();
        let rare = (weighed(1, 0.8, true, false), (0..100).collect());
        let common = (Weighed { event: 1, ..weighed(2, 0.12, false, false) }, (0..3000).filter(|&n| has(n)).collect());
        let plain = Plain { briefs, lists: vec![rare, common], spare: Spare::default() };
        let here = Brief::default();
        let asked = Asked { window: ALWAYS, near: ALWAYS, least: 0.7, here, of_event: false, most: 2, without: &[] };
        let found = pool(&plain, plain.lists.iter().map(|l| l.0).collect(), &asked);
        assert_eq!(found.articles.iter().map(|a| a.0).collect::<Vec<_>>(), [7, 57]);
    }

    #[test]
    fn of_many_that_are_near_the_best_are_found() {
        let briefs = vec![Brief::of_bytes([100, 0, 0, 0, 0, 0, 0]); 6000];
        let all = |key, weight| (weighed(key, weight, false, false), (0..6000).collect());
        let some = (weighed(3, 0.5, false, false), (5000..5010).collect());
        let plain = Plain { lists: vec![all(1, 0.9), all(2, 0.8), some], spare: Spare::default(), briefs };
        let here = plain.briefs[0];
        let asked = Asked { window: ALWAYS, near: ALWAYS, least: STORY, here, of_event: true, most: 10, without: &[] };
        let found = pool(&plain, plain.lists.iter().map(|l| l.0).collect(), &asked);
        assert_eq!(found.articles.iter().map(|a| a.0).collect::<Vec<_>>(), (5000..5010).collect::<Vec<_>>());
        assert_eq!(found.cut_off, 5990);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn who_shares_enough_is_found(
            lists in prop::collection::vec(list(), 1..30),
            briefs in prop::collection::vec((0u16..500, 0u8..80), 400..1500),
            here in (0u16..500, 0u8..80),
            of_event: bool,
        ) {
            let brief = |(day, names): (u16, u8)| {
                let [low, high] = day.to_le_bytes();
                Brief::of_bytes([low, high, names, 0, 0, 0, 0])
            };
            let briefs: Vec<Brief> = briefs.into_iter().map(brief).collect();
            let lists = (0..).zip(lists).map(|(key, (weight, name, leads, share, seed))| {
                let mut articles: Vec<u32> = (0..briefs.len() as u32).filter(|&a| {
                    let dice = (u64::from(a) + 1).wrapping_mul(seed | 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
                    dice % 1000 < share
                }).collect();
                // Filed for two times.
                articles.extend_from_within(..articles.len() / 3);
                (weighed(key, weight, name, leads), articles)
            });
            let plain = Plain { lists: lists.collect(), briefs, spare: Spare::default() };
            let here = brief(here);
            let event = of_event.then_some(here);
            let asked = Asked { window: ALWAYS, near: ALWAYS, least: STORY, here, of_event, most: usize::MAX, without: &[] };
            // The second time with what the first left behind.
            for _ in 0..2 {
                let found = pool(&plain, plain.lists.iter().map(|l| l.0).collect(), &asked);
                let mut of: Vec<Option<f32>> = vec![None; plain.briefs.len()];
                found.articles.iter().for_each(|&(a, most)| of[a as usize] = Some(most));
                // Of few nobody asks which are the nearest.
                let few = found.articles.len() <= FEW && of_event;
                for (article, found) in (0..).zip(of) {
                    let most = plain.most(article, event);
                    match found {
                        // The order of a sum changes its last digit.
                        None => prop_assert!(most < STORY + 1e-4, "{article} has {most}"),
                        // What is not read may be of names in both leads.
                        Some(found) => prop_assert!(
                            found > most - 1e-4 && (few || found < (most + LITTLE_OF_EVENT) / NO_NAME + 1e-4 || most == 0.0),
                            "{article} has {most}, not {found}"
                        ),
                    }
                }
            }
        }
    }
}
