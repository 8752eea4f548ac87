//! What articles have come to while lists are counted: a dense row for each, found by its number.

use std::sync::{Mutex, PoisonError};

use super::{
    brief::{Brief, Named},
    pool::Weighed,
};
use crate::fact::story::{LATE, MOST_BODY, NO_NAME, fading};

/// What lists say of one article together.
#[derive(Clone, Copy, Default, Debug)]
pub struct Score {
    sum: f32,
    body: f32,
    pub named: Named,
    /// Twice the number of the list that was counted last, and one more where a name is in headline or lead of both.
    mark: u32,
}

impl Score {
    /// What is said of it, no name in both leads notwithstanding.
    pub fn total(&self) -> f32 {
        self.sum + self.body.min(MOST_BODY)
    }

    /// Whether the list of this number was counted last.
    pub fn has(&self, turn: u32) -> bool {
        self.mark >> 1 == turn
    }

    pub fn with(&self, list: &Weighed, turn: u32) -> Score {
        let Weighed { weight, body, leads, named, .. } = *list;
        Score {
            sum: self.sum + weight,
            body: self.body + body,
            named: self.named.and(&named),
            mark: turn << 1 | self.mark & 1 | u32::from(leads),
        }
    }

    pub fn and(&self, other: &Score) -> Score {
        Score {
            sum: self.sum + other.sum,
            body: self.body + other.body,
            named: self.named.and(&other.named),
            mark: self.mark | other.mark & 1,
        }
    }

    /// Whether a name is in headline or lead of both.
    pub fn leads(&self) -> bool {
        self.mark & 1 == 1
    }

    /// What an article with so much in common comes to at most.
    pub fn most(&self, event: Option<Brief>, there: impl Fn() -> Brief) -> f32 {
        let Some(here) = event else { return self.total() };
        let all = self.total() * if self.leads() { 1.0 } else { NO_NAME };
        let there = there();
        match here.apart(there) {
            Some(apart) if !self.named.can_be_of_event(here, there, apart) => 0.0,
            apart => all * fading(apart),
        }
    }
}

/// Articles in one word of bits.
const BITS: usize = u64::BITS as usize;

/// The articles that have come, with their scores.
#[derive(Default)]
pub struct Scores {
    /// A bit for each article: lists are long, few of their articles have come, and these bits lie in the nearest cache.
    come: Vec<u64>,
    /// By article, where its score lies; of those that have come.
    places: Vec<u32>,
    pub of: Vec<(u32, Score)>,
    /// Room for what each article near the one that asks comes to at most.
    pub most: Vec<f32>,
}

impl Scores {
    fn clear(&mut self) {
        for (article, _) in self.of.drain(..) {
            self.come[article as usize / BITS] = 0;
        }
    }

    pub fn get(&mut self, article: u32) -> Option<&mut Score> {
        let number = article as usize;
        let bits = self.come.get(number / BITS).copied().unwrap_or_default();
        if bits >> (number % BITS) & 1 == 0 {
            return None;
        }
        let (_, score) = self.of.get_mut(self.places[number] as usize)?;
        Some(score)
    }

    /// Adds an article that is not among them.
    pub fn add(&mut self, article: u32) -> &mut Score {
        let number = article as usize;
        if self.places.len() <= number {
            self.places.resize(number + 1, 0);
            self.come.resize(number / BITS + 1, 0);
        }
        let last = self.of.len();
        self.come[number / BITS] |= 1 << (number % BITS);
        self.places[number] = last as u32;
        self.of.push((article, Score::default()));
        &mut self.of[last].1
    }

    /// Lets go of all articles but some.
    pub fn retain(&mut self, mut is_kept: impl FnMut(u32, &Score) -> bool) {
        let (come, places) = (&mut self.come, &mut self.places);
        let mut kept = 0;
        self.of.retain(|(article, score)| {
            let (number, stays) = (*article as usize, is_kept(*article, score));
            if stays {
                places[number] = kept;
                kept += 1;
            } else {
                come[number / BITS] &= !(1 << (number % BITS));
            }
            stays
        });
    }

    /// Lets go of the articles that are too far off in time from `here` to be of its event, whatever the lists to come, `rest`,
    /// say of them; whether none is left of those from which it would ask more than that they come near in time.
    pub fn leave_far(&mut self, here: Brief, rest: &Score, brief: impl Fn(u32) -> Brief) -> bool {
        let mut far = false;
        self.retain(|article, score| {
            let there = brief(article);
            let Some(apart) = here.apart(there).filter(|&d| d > LATE) else { return true };
            let stays = score.named.and(&rest.named).can_be_of_event(here, there, apart);
            far |= stays;
            stays
        });
        !far
    }

    /// Gives articles other numbers, and lets go of those that have none.
    pub fn renumber(&mut self, number: impl Fn(u32) -> Option<u32>) {
        let old = std::mem::take(&mut self.of);
        old.iter().for_each(|(article, _)| self.come[*article as usize / BITS] = 0);
        for (article, score) in old {
            if let Some(number) = number(article) {
                *self.add(number) = score;
            }
        }
    }
}

/// Scores that are not in use: room for as many numbers as there are articles, which is not made for each look-up anew.
#[derive(Default)]
pub struct Spare(Mutex<Vec<Scores>>);

impl Spare {
    /// How many are kept.
    const MOST: usize = 2;

    /// Does something with scores of no article.
    pub fn with<T>(&self, work: impl FnOnce(&mut Scores) -> T) -> T {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scores = lock().pop().unwrap_or_default();
        let done = work(&mut scores);
        scores.clear();
        let mut spare = lock();
        if spare.len() < Self::MOST {
            spare.push(scores);
        }
        done
    }
}

// What is at hand is no part of what a home holds.
impl Clone for Spare {
    fn clone(&self) -> Self {
        Spare::default()
    }
}

impl std::fmt::Debug for Spare {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Spare")
    }
}
