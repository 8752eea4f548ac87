use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::{
    brief::{Brief, Briefs},
    bucket::{Bucket, Key, Window, filed},
    nearby::{Nearby, Share},
    rank::{self, Home},
    scores::Spare,
};
use crate::fact::{Candidates, FactSheet, Lookup, Query};

/// Fact sheets in memory, with postings from keys to articles.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    sheets: FxHashMap<u32, Arc<FactSheet>>,
    /// By number, which are small therefore.
    briefs: Vec<Brief>,
    /// The same in order of their days, made when it is first asked for.
    by_day: OnceLock<Briefs>,
    postings: FxHashMap<Key, Posting>,
    /// The articles that have a key of their edition.
    editions: FxHashMap<u64, SmallVec<[u32; 2]>>,
    spare: Spare,
    /// What time it is, for what is held back until some moment.
    pub now: Option<Timestamp>,
}

/// The articles that have a key, in order of their buckets.
#[derive(Clone, Debug, Default)]
struct Posting {
    filed: SmallVec<[(Bucket, u32); 2]>,
    articles: u32,
}

impl Memory {
    /// Adds an article, in place of what stood under its number. Numbers are to be given in order: there is room for as
    /// many articles as the highest.
    pub fn insert(&mut self, article: u32, sheet: Arc<FactSheet>) {
        self.remove(article);
        let number = article as usize;
        if self.briefs.len() <= number {
            self.briefs.resize(number + 1, Brief::default());
        }
        self.briefs[number] = Brief::of(&sheet);
        self.by_day = OnceLock::new();
        for under in filed(&sheet).chunk_by(|a, b| a.key() == b.key()) {
            let posting = self.postings.entry(under[0].key()).or_default();
            for new in under.iter().map(|f| (f.bucket(), article)) {
                let at = posting.filed.partition_point(|old| *old < new);
                posting.filed.insert(at, new);
            }
            posting.articles += 1;
        }
        for key in sheet.edition.keys() {
            self.editions.entry(key).or_default().push(article);
        }
        self.sheets.insert(article, sheet);
    }

    pub fn remove(&mut self, article: u32) {
        let Some(sheet) = self.sheets.remove(&article) else { return };
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
        for key in sheet.edition.keys() {
            if let Some(ids) = self.editions.get_mut(&key) {
                ids.retain(|id| *id != article);
                if ids.is_empty() {
                    self.editions.remove(&key);
                }
            }
        }
    }
}

impl Lookup for Memory {
    fn candidates(&self, query: &Query<'_>, without: &[u32]) -> Candidates {
        rank::candidates(self, query, without)
    }

    fn sheet(&self, article: u32) -> Option<Arc<FactSheet>> {
        self.sheets.get(&article).cloned()
    }

    fn frequency(&self, key: u32) -> u32 {
        self.count(Key::term(key))
    }

    fn articles(&self) -> u32 {
        self.sheets.len() as u32
    }

    fn versions(&self, sheet: &FactSheet) -> Vec<(u32, Arc<FactSheet>)> {
        let mut ids: Vec<u32> = sheet.edition.keys().filter_map(|k| self.editions.get(&k)).flatten().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().filter_map(|id| Some((id, self.sheet(id)?))).collect()
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

    fn brief(&self, article: u32) -> Brief {
        self.briefs.get(article as usize).copied().unwrap_or_default()
    }

    fn count(&self, key: Key) -> u32 {
        self.postings.get(&key).map_or(0, |p| p.articles)
    }

    fn spare(&self) -> &Spare {
        &self.spare
    }

    fn nearby(&self, here: Brief) -> Arc<Nearby> {
        self.by_day.get_or_init(|| Briefs::new(self.briefs.clone())).nearby(here, &[]).into()
    }

    fn near(&self, key: Key, near: &Window, (_, nearby): (Brief, &Nearby)) -> Arc<Share> {
        nearby.share(|share| self.each(key, near, |article| share.add(article))).into()
    }

    fn each_filed(&self, key: Key, (from, to): (Bucket, Bucket), mut each: impl FnMut(Bucket, u32)) {
        let filed = self.postings.get(&key).map(|p| &*p.filed).unwrap_or_default();
        let start = filed.partition_point(|(b, _)| *b < from);
        filed[start..].iter().take_while(|(b, _)| *b <= to).for_each(|&(bucket, article)| each(bucket, article));
    }

    fn each(&self, key: Key, window: &Window, mut each: impl FnMut(u32)) {
        let Some(Posting { filed, .. }) = self.postings.get(&key) else { return };
        for (from, to) in window {
            // Most lists begin within the first stretch, or end before the last: then nothing need be searched.
            let Some(((first, _), (last, _))) = filed.first().zip(filed.last()) else { return };
            let start = match () {
                _ if first >= from => 0,
                _ if last < from => continue,
                _ => filed.partition_point(|(b, _)| b < from),
            };
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
    fn articles_go_without_a_trace() {
        let (mut all, mut some) = (Memory::default(), Memory::default());
        for n in 0..40 {
            all.insert(n, made(n));
            if n % 3 == 0 {
                some.insert(n, made(n));
            }
        }
        for n in (0..40).filter(|n| n % 3 != 0) {
            all.remove(n);
        }
        let draft = made(7);
        let asked = |home: &Memory| home.candidates(&Query::new(&draft, home), &[3]);
        assert!(!asked(&some).articles.is_empty());
        assert_eq!(asked(&all), asked(&some));
        assert!(all.postings.len() == some.postings.len() && all.editions == some.editions);
        assert!(all.postings.iter().all(|(k, p)| some.postings[k].articles == p.articles));
    }
}
