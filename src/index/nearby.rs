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
        Share(bits)
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

/// Some of the articles that are near, a bit for each number.
#[derive(Clone, Default, Debug)]
pub struct Share(Vec<u64>);

impl Share {
    pub fn has(&self, number: u32) -> bool {
        self.0.get((number / GROUP) as usize).is_some_and(|bits| bits >> (number % GROUP) & 1 == 1)
    }

    /// Calls `each` with their numbers, in order.
    pub fn each(&self, mut each: impl FnMut(u32)) {
        for (first, bits) in (0..).step_by(GROUP as usize).zip(&self.0) {
            let mut bits = *bits;
            while bits != 0 {
                each(first + bits.trailing_zeros());
                bits &= bits - 1;
            }
        }
    }

    /// Words of memory.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_share_is_what_was_added_and_is_near(
            near in prop::collection::btree_set(0u32..2000, 0..300),
            added in prop::collection::vec(0u32..2400, 0..300),
        ) {
            let mut bits = vec![0; 32];
            near.iter().for_each(|a| bits[(a / GROUP) as usize] |= 1 << (a % GROUP));
            let nearby = Nearby::new(bits);
            let share = nearby.share(|share| added.iter().for_each(|&a| share.add(a)));
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
