//! Articles that can be of one event with another, by what they share: lists are read from what says most on; those that
//! could bring in nothing more only weigh what has come, and the longest of them are left unread (as in MaxScore, but
//! against a fixed least).

use rustc_hash::FxHashMap;

use super::{
    brief::{Brief, Named},
    bucket::{ALWAYS, Key, Window},
    rank::Home,
};
use crate::fact::story::{MOST_BODY, NO_NAME, fading};

/// A key that at most so many articles have is followed through all of time: it costs little and misses nothing.
pub const RARE: u32 = 256;

/// Entries of lists that are counted for one pool, and how many cost as much that are only passed over.
const BUDGET: usize = 20_000;
const PASSED: usize = 8;

/// Lists with at most so many articles are still read to tell those that have come apart; where these are of one event, and
/// so of one time, as long as not one article in so many has the key.
const PROBED: u32 = 2048;
const COMMON: u32 = 3;

/// What the lists left unread may say together.
const LITTLE: f32 = 0.15;

/// What it says to be in a list.
#[derive(Clone, Copy, Debug)]
pub struct Weighed {
    pub key: Key,
    pub weight: f32,
    /// What it says besides, up to [`MOST_BODY`] for all lists together.
    pub body: f32,
    /// It is of a name in headline or lead of both.
    pub leads: bool,
    /// What it says of the names in the leads.
    pub named: Named,
}

/// What is asked of a pool.
pub struct Asked<'a> {
    pub window: &'a Window,
    /// What the lists of an article must say together.
    pub least: f32,
    /// The article that asks, where others of its event are asked for: without a name in both leads all says less, and
    /// weeks later only those can be of it whose leads know each other's names.
    pub event: Option<Brief>,
    /// Articles at most.
    pub most: usize,
    /// Articles that are left out, ascending.
    pub without: &'a [u32],
}

/// Articles, best first.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    /// With what each can say at most.
    pub articles: Vec<(u32, f32)>,
    /// How many articles and lists were left out though they could belong to it.
    pub cut_off: u32,
}

/// What lists say of one article together.
#[derive(Clone, Copy, Default)]
pub struct Score {
    sum: f32,
    body: f32,
    leads: bool,
    named: Named,
    /// One more than the list that was counted last.
    turn: u32,
}

impl Score {
    fn total(&self) -> f32 {
        self.sum + self.body.min(MOST_BODY)
    }

    fn with(&self, list: &Weighed, turn: u32) -> Score {
        let Weighed { weight, body, leads, named, .. } = *list;
        Score { turn, ..self.and(&Score { sum: weight, body, leads, named, turn }) }
    }

    fn and(&self, other: &Score) -> Score {
        Score {
            sum: self.sum + other.sum,
            body: self.body + other.body,
            leads: self.leads | other.leads,
            named: self.named.and(&other.named),
            turn: self.turn,
        }
    }

    /// What an article with so much in common comes to at most.
    fn most(&self, event: Option<Brief>, there: impl Fn() -> Brief) -> f32 {
        let Some(here) = event else { return self.total() };
        let all = self.total() * if self.leads { 1.0 } else { NO_NAME };
        let there = there();
        match here.apart(there) {
            Some(apart) if !self.named.can_be_of_event(here, there, apart) => 0.0,
            apart => all * fading(apart),
        }
    }
}

/// What the articles of a pool have come to; kept for the next pool, since making room costs more than many pools.
#[derive(Default)]
pub struct Scores {
    of: FxHashMap<u32, Score>,
    /// A bit for each article there, by the last digits of its number: most are passed over by these.
    bits: Vec<u64>,
}

impl Scores {
    const BITS: u32 = 16;

    fn clear(&mut self) {
        self.of.clear();
        self.bits.clear();
        self.bits.resize(1 << (Self::BITS - 6), 0);
    }

    fn bit(article: u32) -> (usize, u64) {
        let n = article & ((1 << Self::BITS) - 1);
        ((n >> 6) as usize, 1 << (n & 63))
    }

    fn get(&mut self, article: u32) -> Option<&mut Score> {
        let (word, bit) = Self::bit(article);
        if self.bits[word] & bit == 0 { None } else { self.of.get_mut(&article) }
    }

    fn add(&mut self, article: u32) -> &mut Score {
        let (word, bit) = Self::bit(article);
        self.bits[word] |= bit;
        self.of.entry(article).or_default()
    }
}

/// All articles of a home that share enough of some keys, as far as that can be known; of these the best.
pub fn pool(home: &impl Home, mut lists: Vec<Weighed>, asked: &Asked<'_>, scores: &mut Scores) -> Pool {
    let all = |l: &Weighed| l.weight + l.body;
    lists.sort_unstable_by(|a, b| all(b).total_cmp(&all(a)).then(a.key.cmp(&b.key)));
    // What the lists from each on say together.
    let mut rests: Vec<Score> = lists
        .iter()
        .rev()
        .scan(Score::default(), |rest, list| {
            *rest = rest.with(list, 0);
            Some(*rest)
        })
        .collect();
    rests.reverse();
    rests.push(Score::default());
    scores.clear();
    let probed = if asked.event.is_some() { PROBED.max(home.articles() / COMMON) } else { PROBED };
    let (mut work, mut cut_off, mut unread) = (0, 0, Score::default());
    for ((turn, list), rest) in (1..).zip(&lists).zip(&rests) {
        // Who comes only now gets no more than the rest.
        let more = rest.total() >= asked.least;
        let open = more && work < PASSED * BUDGET;
        if !more && (scores.of.is_empty() || rest.total() < LITTLE) {
            unread = unread.and(rest);
            break;
        }
        let count = home.count(list.key);
        cut_off += u32::from(more && !open && count > 0);
        if !open && count > probed {
            unread = unread.with(list, turn);
            continue;
        }
        if count == 0 {
            continue;
        }
        let comes = asked.event.map(|here| rest.named.comes(here));
        home.each(list.key, if count <= RARE { ALWAYS } else { asked.window }, |article| {
            work += 1;
            // Most of what common words have lies too far off.
            let new = open && comes.as_ref().is_none_or(|c| c.lets(home.brief(article)));
            let score = if new { Some(scores.add(article)) } else { scores.get(article) };
            // An article is filed once for each time it tells of.
            if let Some(score) = score.filter(|s| s.turn != turn) {
                *score = score.with(list, turn);
                work += PASSED - 1;
            }
        });
    }
    let weigh = |(&article, s): (&u32, &Score)| {
        let brief = || home.brief(article);
        let most = s.and(&unread).most(asked.event, brief);
        // What was not read says nothing of the order.
        (most >= asked.least).then(|| (s.most(asked.event, brief), article, most))
    };
    let mut best: Vec<(f32, u32, f32)> = scores.of.iter().filter_map(weigh).collect();
    best.retain(|b| asked.without.binary_search(&b.1).is_err());
    let order = |a: &(f32, u32, f32), b: &(f32, u32, f32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    let left_out = best.len().saturating_sub(asked.most);
    if left_out > 0 {
        best.select_nth_unstable_by(asked.most, order);
        best.truncate(asked.most);
    }
    best.sort_unstable_by(order);
    Pool { articles: best.into_iter().map(|(_, a, most)| (a, most)).collect(), cut_off: cut_off + left_out as u32 }
}
