use std::sync::Arc;

use jiff::Timestamp;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::{
    bucket::{Bucket, Filed, Key, Window, filed},
    rank::{self, Home},
};
use crate::fact::{Candidates, Edition, FactSheet, Lookup, Query};

/// Fact sheets in memory, or what finds them, with postings from keys to articles.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    sheets: FxHashMap<u32, Kept>,
    postings: FxHashMap<Key, Posting>,
    /// The articles that have a key of their edition.
    editions: FxHashMap<u64, SmallVec<[u32; 2]>>,
    /// What time it is, for what is held back until some moment.
    pub now: Option<Timestamp>,
}

/// What is kept of an article.
#[derive(Clone, Debug)]
struct Kept {
    /// `None` where whoever asks has it from elsewhere.
    sheet: Option<Arc<FactSheet>>,
    edition: Edition,
}

/// Enough of a sheet to find it by, for [`Memory::add`].
pub struct Outline {
    filed: Vec<Filed>,
    edition: Edition,
}

impl Outline {
    pub fn of(sheet: &FactSheet) -> Self {
        Outline { filed: filed(sheet), edition: sheet.edition }
    }
}

/// The articles that have a key, in order of their buckets.
#[derive(Clone, Debug, Default)]
struct Posting {
    filed: SmallVec<[(Bucket, u32); 2]>,
    articles: u32,
}

impl Memory {
    /// Adds an article, in place of what stood under its number.
    pub fn insert(&mut self, article: u32, sheet: Arc<FactSheet>) {
        let outline = Outline::of(&sheet);
        self.put(article, outline, Some(sheet));
    }

    /// Adds an article whose sheet is kept elsewhere: [`Lookup::sheet`] does not give it.
    pub fn add(&mut self, article: u32, outline: Outline) {
        self.put(article, outline, None);
    }

    fn put(&mut self, article: u32, Outline { filed, edition }: Outline, sheet: Option<Arc<FactSheet>>) {
        self.remove(article);
        for under in filed.chunk_by(|a, b| a.key() == b.key()) {
            let posting = self.postings.entry(under[0].key()).or_default();
            for new in under.iter().map(|f| (f.bucket(), article)) {
                let at = posting.filed.partition_point(|old| *old < new);
                posting.filed.insert(at, new);
            }
            posting.articles += 1;
        }
        for key in edition.keys() {
            self.editions.entry(key).or_default().push(article);
        }
        self.sheets.insert(article, Kept { sheet, edition });
    }

    pub fn remove(&mut self, article: u32) {
        let Some(kept) = self.sheets.remove(&article) else { return };
        self.unversion(&kept.edition, article);
        let Some(sheet) = kept.sheet else { return self.sweep(|a| a == article) };
        for under in filed(&sheet).chunk_by(|a, b| a.key() == b.key()) {
            let key = under[0].key();
            if let Some(posting) = self.postings.get_mut(&key) {
                for old in under.iter().map(|f| (f.bucket(), article)) {
                    if let Ok(at) = posting.filed.binary_search(&old) {
                        posting.filed.remove(at);
                    }
                }
                posting.articles -= 1;
                if posting.filed.is_empty() {
                    self.postings.remove(&key);
                }
            }
        }
    }

    /// Lets many articles go at once.
    pub fn remove_all(&mut self, gone: &FxHashSet<u32>) {
        for &article in gone {
            if let Some(kept) = self.sheets.remove(&article) {
                self.unversion(&kept.edition, article);
            }
        }
        self.sweep(|article| gone.contains(&article));
    }

    fn unversion(&mut self, edition: &Edition, article: u32) {
        for key in edition.keys() {
            if let Some(ids) = self.editions.get_mut(&key) {
                ids.retain(|id| *id != article);
                if ids.is_empty() {
                    self.editions.remove(&key);
                }
            }
        }
    }

    /// Goes through all postings for what is gone.
    fn sweep(&mut self, gone: impl Fn(u32) -> bool) {
        self.postings.retain(|_, posting| {
            let mut left: SmallVec<[u32; 8]> = SmallVec::new();
            posting.filed.retain(|&mut (_, article)| {
                let leaves = gone(article);
                if leaves {
                    left.push(article);
                }
                !leaves
            });
            left.sort_unstable();
            left.dedup();
            posting.articles -= left.len() as u32;
            !posting.filed.is_empty()
        });
    }

    /// The articles that [`Lookup::versions`] tells of, ascending.
    pub fn editions(&self, sheet: &FactSheet) -> Vec<u32> {
        let mut ids: Vec<u32> = sheet.edition.keys().filter_map(|k| self.editions.get(&k)).flatten().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

impl Lookup for Memory {
    fn candidates(&self, query: &Query<'_>, without: &[u32]) -> Candidates {
        rank::candidates(self, query, without)
    }

    fn sheet(&self, article: u32) -> Option<Arc<FactSheet>> {
        self.sheets.get(&article)?.sheet.clone()
    }

    fn frequency(&self, key: u32) -> u32 {
        self.count(Key::term(key))
    }

    fn articles(&self) -> u32 {
        self.sheets.len() as u32
    }

    fn versions(&self, sheet: &FactSheet) -> Vec<(u32, Arc<FactSheet>)> {
        self.editions(sheet).into_iter().filter_map(|id| Some((id, self.sheet(id)?))).collect()
    }

    fn now(&self) -> Option<Timestamp> {
        self.now
    }
}

impl Home for Memory {
    fn articles(&self) -> u32 {
        self.sheets.len() as u32
    }

    fn all(&self) -> Vec<u32> {
        self.sheets.keys().copied().collect()
    }

    fn count(&self, key: Key) -> u32 {
        self.postings.get(&key).map_or(0, |p| p.articles)
    }

    fn each(&self, key: Key, window: &Window, mut each: impl FnMut(u32)) {
        let Some(Posting { filed, .. }) = self.postings.get(&key) else { return };
        for (from, to) in window {
            let start = filed.partition_point(|(b, _)| b < from);
            filed[start..].iter().take_while(|(b, _)| b <= to).for_each(|(_, article)| each(*article));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        annotate::{Cache, annotate},
        article::{Format, Hints, read},
        fact::sheet,
    };

    fn made(n: u32) -> Arc<FactSheet> {
        let text =
            format!("Fire in Karvia kills {n}\n\nA fire in Karvia killed {n} people. “We saw it all,” said Ann Lee.\n");
        let article = read(&text, Format::Plain, &Hints::default());
        Arc::new(sheet(&annotate(Arc::new(article), &mut Cache::default())))
    }

    #[test]
    fn outlines_find_what_sheets_find_and_go_without_a_trace() {
        let (mut whole, mut outlined) = (Memory::default(), Memory::default());
        for n in 0..40 {
            whole.insert(n, made(n));
            outlined.add(n, Outline::of(&made(n)));
        }
        let draft = made(7);
        let same = |a: &Memory, b: &Memory| {
            let asked = |home: &Memory| home.candidates(&Query::new(&draft, home), &[3]);
            assert!(!asked(a).articles.is_empty());
            assert_eq!(asked(a), asked(b));
        };
        same(&whole, &outlined);
        assert!(outlined.sheet(3).is_none());
        for n in (0..40).filter(|n| n % 3 != 0) {
            whole.remove(n);
        }
        outlined.remove(1);
        outlined.remove_all(&(0..40).filter(|n| n % 3 != 0).collect());
        same(&whole, &outlined);
        assert!(whole.postings.iter().all(|(k, p)| outlined.postings[k].articles == p.articles));
        outlined.remove_all(&(0..40).collect());
        assert!(outlined.postings.is_empty());
    }
}
