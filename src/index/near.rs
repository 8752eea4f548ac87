//! The articles near in time that can be of one event with another. What each comes to at most is one number, added up for
//! all of them; most come to far too little, and only the few others are counted in full.

use super::{
    bucket::ALWAYS,
    nearby::{Nearby, Share},
    pool::{Asked, FEW, LESS, LITTLE_OF_EVENT, Listed, PROBED, RARE, Unread, Weighed},
    rank::Home,
    scores::{Score, Scores},
};
use crate::fact::story::NO_NAME;

/// Entries of articles near in time that are read from lists: five times what a draft needs among a million articles of ten
/// years.
const READ: usize = 400_000;

/// Articles of which it is asked together whether any can be enough.
const ROW: usize = 64;

/// The order of a sum changes its last digits.
const ROUNDING: f32 = 1e-4;

/// Counts lists for the articles in `nearby`, of which some have come already, by their numbers there; those of them come that
/// can. What is not read for its little worth is added to `unread`; how many lists were not read though articles could have
/// come by them, as there was too much to do.
pub fn count(
    home: &impl Home,
    asked: &Asked<'_>,
    nearby: &Nearby,
    lists: &[Listed],
    scores: &mut Scores,
    unread: &mut Unread,
) -> u32 {
    let (mut cut_off, mut entries) = (0, 0);
    let mut most = Most::of(asked.least, nearby.end(), scores);
    let mut read = Vec::with_capacity(lists.len());
    // What could still come when it was asked last how many can be enough.
    let mut left = f32::INFINITY;
    for (at, Listed { count, list, rest }) in lists.iter().enumerate() {
        let (more, is_long) = (rest.total() >= asked.least, *count > PROBED);
        if entries >= READ && is_long {
            cut_off += u32::from(more);
            unread.add(list);
            continue;
        }
        let asks = !more && is_long && rest.total() < left - LESS;
        let are_few = asks && most.reaching(&rest.and(&unread.all)).nth(FEW).is_none();
        if are_few || !more && rest.total() < LITTLE_OF_EVENT {
            unread.add_all(&lists[at..]);
            break;
        }
        left = if asks { rest.total() } else { left };
        let window = if *count <= RARE { ALWAYS } else { asked.near };
        let share = home.near(list.key, window, (asked.here, nearby));
        let many = most.add(&share, list);
        entries += many;
        read.push((list, share, many));
    }
    for number in most.reaching(&unread.all) {
        if scores.get(number).is_none() {
            scores.add(number);
        }
    }
    for (list, share, many) in read {
        // Through the articles that have come, unless these are many more than are in the list.
        if 8 * many < scores.of.len() {
            share.each(|number| scores.get(number).into_iter().for_each(|score| *score = score.with(list, 0)));
            continue;
        }
        for (_, score) in scores.of.iter_mut().filter(|(number, _)| share.has(*number)) {
            *score = score.with(list, 0);
        }
    }
    scores.most = most.of;
    cut_off
}

/// What each article comes to at most, by its number.
struct Most {
    of: Vec<f32>,
    least: f32,
}

impl Most {
    /// Of those that have come, by numbers below `end`; the others come to nothing yet.
    fn of(least: f32, end: usize, scores: &mut Scores) -> Most {
        let mut of = std::mem::take(&mut scores.most);
        of.clear();
        of.resize(end, 0.0);
        let mut most = Most { of, least };
        for (number, score) in &scores.of {
            most.of[*number as usize] = score.total() + most.spared(score.leads());
        }
        most
    }

    /// How much less it takes with a name in headline or lead of both.
    fn spared(&self, leads: bool) -> f32 {
        if leads { self.least / NO_NAME - self.least } else { 0.0 }
    }

    /// Adds what a list says of those that are in it; how many they are.
    fn add(&mut self, share: &Share, list: &Weighed) -> usize {
        let all = list.weight + list.body + self.spared(list.leads);
        let mut many = 0;
        share.each(|number| {
            self.of[number as usize] += all;
            many += 1;
        });
        many
    }

    /// The numbers of those that can be enough with what some lists say.
    fn reaching(&self, rest: &Score) -> impl Iterator<Item = u32> {
        let least = self.least / NO_NAME - self.spared(rest.leads()) - rest.total() - ROUNDING;
        // Who is in none of the lists has nothing in common with it.
        let least = least.max(f32::MIN_POSITIVE);
        let reaches = move |most: &&f32| **most >= least;
        // Few are enough: all of a row are looked at together, without a step aside.
        let has_any = move |(_, row): &(u32, &[f32])| row.iter().map(|most| u32::from(reaches(&most))).sum::<u32>() > 0;
        let rows = (0..).step_by(ROW).zip(self.of.chunks(ROW)).filter(has_any);
        rows.flat_map(move |(first, row)| (first..).zip(row).filter(move |(_, most)| reaches(most)).map(|(n, _)| n))
    }
}
