use super::{
    Story,
    story::{Common, SAME},
};
use crate::fact::{Candidate, FactSheet, Lookup, Query};

/// Articles of a folder so small that each is compared with all others to find out what it is of.
const SMALL: usize = 24;

/// So few articles tell nothing of what their folder is of.
const FEW: usize = 3;

/// From here on two reports are so surely of one event that what is of an event with one is with the other.
const PLAINLY: f32 = 1.7;

/// What a folder too small to tell what is rare is of, as one of its articles sees it.
#[derive(Default, Debug)]
pub struct Folder {
    /// Two thirds of the articles are plainly of one story: little is needed to tell that another is, too.
    pub of_one_story: bool,
    /// The articles of the event of the one that asks, by themselves or because a third report is plainly of one event with
    /// both.
    pub of_its_event: Vec<u32>,
}

impl Folder {
    /// A folder of so many articles, among them those `found` for one that asks.
    pub fn of(query: &Query<'_>, articles: u32, found: &[Candidate], library: &dyn Lookup) -> Folder {
        let same = |query: &Query<'_>, there: &FactSheet| Story::of(Common::new(query, there), query, there).same;
        let known: Vec<_> = found.iter().filter_map(|c| Some((c.article, library.sheet(c.article)?))).collect();
        let own: Vec<f32> = known.iter().map(|(_, sheet)| same(query, sheet)).collect();
        let direct = |n: usize| own[n] >= SAME;
        if known.len() > SMALL {
            let of_its_event: Vec<u32> = (0..known.len()).filter(|&n| direct(n)).map(|n| known[n].0).collect();
            return Folder { of_one_story: of_its_event.len() * 3 >= known.len() * 2, of_its_event };
        }
        // The article that asks is the last.
        let mut groups: Vec<usize> = (0..=known.len()).collect();
        let mut join = |a: usize, b: usize| {
            let (from, to) = (groups[a], groups[b]);
            groups.iter_mut().filter(|g| **g == from).for_each(|g| *g = to);
        };
        for (n, (_, sheet)) in known.iter().enumerate() {
            if own[n] >= PLAINLY {
                join(n, known.len());
            }
            let query = Query::of(sheet, None, articles, library);
            for (m, (_, other)) in known.iter().enumerate().skip(n + 1) {
                if same(&query, other) >= PLAINLY {
                    join(n, m);
                }
            }
        }
        let size = |group: usize| groups.iter().filter(|g| **g == group).count();
        let largest = groups.iter().map(|&g| size(g)).max().unwrap_or_default();
        let one = |n: usize| direct(n) || groups[n] == groups[known.len()];
        Folder {
            of_one_story: groups.len() <= FEW || largest * 3 >= groups.len() * 2,
            of_its_event: (0..known.len()).filter(|&n| one(n)).map(|n| known[n].0).collect(),
        }
    }
}
