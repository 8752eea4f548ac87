//! Articles that can be of one event with another, by what they share: lists are read from what says most on; those that
//! could bring in nothing more only weigh what has come, and the longest of them are left unread (as in MaxScore, but
//! against a fixed least).

use rustc_hash::FxHashMap;

use super::{
    bucket::{ALWAYS, Key, Window},
    rank::Home,
};
use crate::fact::story::{MOST_BODY, NO_NAME};

/// A key that at most so many articles have is followed through all of time: it costs little and misses nothing.
pub const RARE: u32 = 256;

/// Entries of lists that are read for one pool.
const BUDGET: usize = 20_000;

/// Lists with at most so many articles are still read to tell those that have come apart.
const PROBED: u32 = 2048;

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
}

/// What is asked of a pool.
pub struct Asked<'a> {
    pub window: &'a Window,
    /// What the lists of an article must say together.
    pub least: f32,
    /// Without a name in both leads all says less.
    pub named: bool,
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
    /// One more than the list that was counted last.
    turn: u32,
}

impl Score {
    fn total(&self) -> f32 {
        self.sum + self.body.min(MOST_BODY)
    }

    fn with(&self, list: &Weighed, turn: u32) -> Score {
        Score { turn, ..self.and(&Score { sum: list.weight, body: list.body, leads: list.leads, turn }) }
    }

    fn and(&self, other: &Score) -> Score {
        let (sum, body) = (self.sum + other.sum, self.body + other.body);
        Score { sum, body, leads: self.leads | other.leads, turn: self.turn }
    }
}

/// What the articles of a pool have come to; kept for the next pool, since making room costs more than many pools.
pub type Scores = FxHashMap<u32, Score>;

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
    let (mut read, mut cut_off, mut unread) = (0, 0, Score::default());
    for ((turn, list), rest) in (1..).zip(&lists).zip(&rests) {
        // Who comes only now gets no more than the rest.
        let more = rest.total() >= asked.least;
        let open = more && read < BUDGET;
        if !more && (scores.is_empty() || rest.total() < LITTLE) {
            unread = unread.and(rest);
            break;
        }
        let count = home.count(list.key);
        cut_off += u32::from(more && !open && count > 0);
        if !open && count > PROBED {
            unread = unread.with(list, turn);
            continue;
        }
        if count == 0 {
            continue;
        }
        home.each(list.key, if count <= RARE { ALWAYS } else { asked.window }, |article| {
            read += 1;
            let score = if open { Some(scores.entry(article).or_default()) } else { scores.get_mut(&article) };
            // An article is filed once for each time it tells of.
            if let Some(score) = score.filter(|s| s.turn != turn) {
                *score = score.with(list, turn);
            }
        });
    }
    let most = |s: &Score| {
        let all = s.and(&unread);
        let named = !asked.named || all.leads;
        all.total() * if named { 1.0 } else { NO_NAME }
    };
    let mut best: Vec<(f32, u32)> = scores.iter().map(|(a, s)| (most(s), *a)).collect();
    best.retain(|(most, article)| *most >= asked.least && asked.without.binary_search(article).is_err());
    let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    let left_out = best.len().saturating_sub(asked.most);
    if left_out > 0 {
        best.select_nth_unstable_by(asked.most, order);
        best.truncate(asked.most);
    }
    best.sort_unstable_by(order);
    Pool { articles: best.into_iter().map(|(most, a)| (a, most)).collect(), cut_off: cut_off + left_out as u32 }
}
