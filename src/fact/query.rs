use super::{Fact, FactSheet, Lookup, TermKind, is_common_noun};
use crate::base::Span;

/// A corpus of fewer articles is taken for one story's: nothing can be said of what is rare in it.
const FEW: u32 = 12;

/// Articles that somebody may have put into one folder for a story that runs.
const FOLDER: u32 = 100;

/// Places for each term, so that one looked for in vain mostly costs a look at an empty one.
const SPACE: usize = 4;

/// A sheet that is asked about, with how much each of its terms says in the corpus: what [`Lookup::candidates`] goes by
/// to find articles, and the gate to judge them.
pub struct Query<'a> {
    pub sheet: &'a FactSheet,
    /// Of an excerpt the stretch of which the facts are asked about; which articles are of its event is known already.
    stretch: Option<Span>,
    /// By term.
    rarity: Vec<f32>,
    /// By term, whether it is a word that many names have.
    common: Vec<bool>,
    /// The numbers of the terms, each at the place of its key or behind: most terms of another article meet none.
    places: Box<[Option<u16>]>,
    few: bool,
    /// All articles are of one story.
    of_one_story: bool,
}

impl<'a> Query<'a> {
    /// All of a sheet.
    pub fn new(sheet: &'a FactSheet, library: &dyn Lookup) -> Self {
        Query::of(sheet, None, library.articles(), library)
    }

    /// All of a sheet, or the facts in a stretch of an excerpt, but not its event; `articles` are in the library, or were when
    /// the whole was asked about.
    pub fn of(sheet: &'a FactSheet, stretch: Option<Span>, articles: u32, library: &dyn Lookup) -> Self {
        let keys: Vec<u32> = sheet.terms.iter().map(|t| t.key).collect();
        let frequencies = if articles < FEW { Vec::new() } else { library.frequencies(&keys) };
        let few = articles < FEW || articles < FOLDER && is_of_one_story(sheet, &frequencies, articles);
        let rarity = match few {
            true => vec![1.0; keys.len()],
            false => frequencies.into_iter().map(|n| rarity(articles, n)).collect(),
        };
        let mut places = vec![None; (SPACE * sheet.terms.len()).next_power_of_two()].into_boxed_slice();
        for (n, t) in (0..).zip(&sheet.terms) {
            let mut place = t.key as usize & (places.len() - 1);
            while places[place].is_some() {
                place = (place + 1) & (places.len() - 1);
            }
            places[place] = Some(n);
        }
        let common = sheet.terms.iter().map(|t| t.kind.is_name() && is_common_noun(t.key)).collect();
        Query { sheet, stretch, rarity, common, places, few, of_one_story: false }
    }

    /// Whether articles of the same event are asked for.
    pub fn asks_for_event(&self) -> bool {
        self.stretch.is_none()
    }

    /// Whether a fact of the sheet is asked about.
    pub fn asks(&self, fact: &Fact) -> bool {
        self.stretch.is_none_or(|s| s.overlaps(fact.span))
    }

    /// The number of the sheet's term with a key.
    pub fn term(&self, key: u32) -> Option<u16> {
        let mut place = key as usize & (self.places.len() - 1);
        while let Some(t) = self.places[place] {
            if self.sheet.terms[usize::from(t)].key == key {
                return Some(t);
            }
            place = (place + 1) & (self.places.len() - 1);
        }
        None
    }

    /// Whether the corpus is too small to say what is rare.
    pub fn is_few(&self) -> bool {
        self.few
    }

    /// Whether all articles are known to be of the sheet's own story, so that little is needed to tell that one of them is.
    pub fn is_of_one_story(&self) -> bool {
        self.of_one_story
    }

    /// Takes all articles to be of the sheet's own story, or some not to be.
    pub fn set_of_one_story(&mut self, of_one_story: bool) {
        self.of_one_story = of_one_story;
    }

    /// How much it says to share a term, taken for one of a kind: names more than words, rare ones more than common ones.
    pub fn weight(&self, term: u16, kind: TermKind) -> f32 {
        let kind = if self.is_common_noun(term) { kind.min(TermKind::Broad) } else { kind };
        kind.weight() * self.rarity[usize::from(term)]
    }

    /// Whether a term of the sheet is a word that many names have.
    pub fn is_common_noun(&self, term: u16) -> bool {
        !self.of_one_story && self.common[usize::from(term)]
    }
}

/// Whether a few dozen articles are all of the story of one: most have two names of its headline and lead, not both of places.
fn is_of_one_story(sheet: &FactSheet, frequencies: &[u32], articles: u32) -> bool {
    let leading = |kinds: &[TermKind]| {
        let is = |t: &usize| kinds.contains(&sheet.terms[*t].kind) && frequencies[*t] * 4 >= articles * 3;
        sheet.main.terms.iter().map(|&t| usize::from(t)).filter(is).count()
    };
    let people = leading(&[TermKind::Person, TermKind::Organisation]);
    people > 0 && people + leading(&[TermKind::Place]) > 1
}

/// How much rarity adds to what a key says: 1.2 for one that a single article has, 0.1 for one that all have.
pub fn rarity(articles: u32, frequency: u32) -> f32 {
    let n = articles as f32 + 1.0;
    0.1 + 1.1 * ((n / frequency.max(1) as f32).ln() / n.ln()).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rarer_key_says_more() {
        assert!((1..1000).all(|n| rarity(1000, n) > rarity(1000, n + 1)));
        assert!(rarity(1_000_000, 2) > rarity(1000, 2));
        assert_eq!((rarity(1000, 0), rarity(1000, 1)), (1.2, 1.2));
        assert!((rarity(1000, 1000) - 0.1).abs() < 0.001);
    }
}
