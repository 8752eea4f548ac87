//! The articles near in time to one, and those of them that are in a list.

/// Some articles, numbered anew in their order: they are few enough that all that is counted of them lies in a near cache,
/// and so does what numbers them. Articles lie in groups, of which those with none of them are left out; in the others each
/// keeps its place, since to count those before it would cost as much again as to find its group.
#[derive(Debug)]
pub struct Nearby {
    /// By group, its place; the first one is that of all that are left out.
    places: Vec<u32>,
    /// By place, which group it is, and a bit for each of its articles that is among them.
    groups: Vec<(u32, u64)>,
}

/// Articles in a group.
pub const GROUP: u32 = u64::BITS;

impl Nearby {
    /// Of articles by the bits of their groups.
    pub fn new(bits: Vec<u64>) -> Nearby {
        let mut groups = vec![(0, 0)];
        let place = |(group, bits): (u32, u64)| {
            if bits == 0 {
                return 0;
            }
            groups.push((group, bits));
            groups.len() as u32 - 1
        };
        let places = (0..).zip(bits).map(place).collect();
        Nearby { places, groups }
    }

    /// All of so many articles, or some more.
    #[cfg(test)]
    pub fn all(articles: u32) -> Nearby {
        Nearby::new(vec![u64::MAX; articles.div_ceil(GROUP) as usize])
    }

    /// Above all numbers.
    pub fn end(&self) -> usize {
        GROUP as usize * self.groups.len()
    }

    /// The new number of an article that is among them.
    pub fn number(&self, article: u32) -> Option<u32> {
        let place = self.places.get((article / GROUP) as usize)?;
        let is_near = self.groups[*place as usize].1 >> (article % GROUP) & 1 == 1;
        is_near.then_some(GROUP * place + article % GROUP)
    }

    /// The article of a number.
    pub fn article(&self, number: u32) -> u32 {
        GROUP * self.groups[(number / GROUP) as usize].0 + number % GROUP
    }

    /// Those of them that `tell` adds; it may add others and some more than once.
    pub fn share(&self, tell: impl FnOnce(&mut Adding<'_>)) -> Share {
        let mut bits = vec![0; self.groups.len()];
        tell(&mut Adding { places: &self.places, bits: &mut bits });
        bits.iter_mut().zip(&self.groups).for_each(|(bits, (_, all))| *bits &= all);
        // Nearly all of an archive is near where its articles have no dates.
        let are_few = || bits.iter().map(|bits| bits.count_ones() as usize).sum::<usize>() < 2 * bits.len();
        if bits.len() <= LIGHT || !are_few() {
            return Share::Bits(bits);
        }
        let mut few = Vec::new();
        Share::Bits(bits).each(|number| few.push(number));
        Share::Few(few)
    }
}

/// A share to which articles are added.
pub struct Adding<'a> {
    places: &'a [u32],
    bits: &'a mut [u64],
}

impl Adding<'_> {
    /// Whatever is left out goes to the first place: a step aside for some of many would cost more.
    #[inline]
    pub fn add(&mut self, article: u32) {
        let place = self.places.get((article / GROUP) as usize).copied().unwrap_or_default();
        self.bits[place as usize] |= 1 << (article % GROUP);
    }
}

/// Groups whose bits take no more than is soon gone through: what is near in a dated archive of millions has fewer.
const LIGHT: usize = 4096;

/// Some of the articles that are near.
#[derive(Clone, Debug)]
pub enum Share {
    /// A bit for each number.
    Bits(Vec<u64>),
    /// The numbers in order, where these take less.
    Few(Vec<u32>),
}

impl Share {
    pub fn has(&self, number: u32) -> bool {
        match self {
            Share::Bits(all) => {
                all.get((number / GROUP) as usize).is_some_and(|bits| bits >> (number % GROUP) & 1 == 1)
            }
            Share::Few(few) => few.binary_search(&number).is_ok(),
        }
    }

    /// Calls `each` with their numbers, in order.
    pub fn each(&self, mut each: impl FnMut(u32)) {
        let all = match self {
            Share::Bits(all) => all,
            Share::Few(few) => return few.iter().copied().for_each(each),
        };
        for (first, bits) in (0..).step_by(GROUP as usize).zip(all) {
            let mut bits = *bits;
            while bits != 0 {
                each(first + bits.trailing_zeros());
                bits &= bits - 1;
            }
        }
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        match self {
            Share::Bits(all) => size_of_val(&**all),
            Share::Few(few) => size_of_val(&**few),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_share_is_what_was_added_and_is_near(
            near in prop::collection::btree_set(0u32..2000, 0..300),
            added in prop::collection::vec(0u32..2400, 0..300),
            undated: bool,
        ) {
            let mut bits = vec![0; 32];
            near.iter().for_each(|a| bits[(a / GROUP) as usize] |= 1 << (a % GROUP));
            // So many others that what is few is told by its numbers.
            bits.resize(if undated { 2 * LIGHT } else { 38 }, if undated { u64::MAX } else { 0 });
            let near: BTreeSet<u32> = if undated { near.into_iter().chain(2048..2400).collect() } else { near };
            let nearby = Nearby::new(bits);
            let share = nearby.share(|share| added.iter().for_each(|&a| share.add(a)));
            prop_assert_eq!(matches!(share, Share::Few(_)), undated);
            let mut articles = Vec::new();
            share.each(|number| articles.push(nearby.article(number)));
            let mut wanted: Vec<u32> = added.iter().copied().filter(|a| near.contains(a)).collect();
            wanted.sort_unstable();
            wanted.dedup();
            prop_assert_eq!(&articles, &wanted);
            for article in 0..2400 {
                let number = nearby.number(article);
                prop_assert_eq!(number.is_some(), near.contains(&article));
                prop_assert!(number.is_none_or(|n| (n as usize) < nearby.end() && nearby.article(n) == article));
                prop_assert_eq!(number.is_some_and(|n| share.has(n)), wanted.contains(&article));
            }
        }
    }
}
