//! Postings: for each key and bucket of event dates, the articles that have it. A keystroke reads the window in which
//! its event can lie, and not the whole history of a common word.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use rustc_hash::FxHashMap;

use super::codec::{Reader, Writer, seal, unseal};
use crate::{
    fact::{Fact, FactSheet},
    value::DayInterval,
};

/// A month, a year, or no date at all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Bucket(pub i64);

impl Bucket {
    /// The number of articles that have the key, before the first bucket.
    pub const COUNT: Bucket = Bucket(-1);
    const UNDATED: Bucket = Bucket(0);

    const fn month(year: i16, month: i8) -> Bucket {
        Bucket(year as i64 * 12 + month as i64)
    }

    /// Years come after all months.
    const fn year(year: i16) -> Bucket {
        Bucket(1_000_000 + year as i64)
    }

    /// Where something of these days is filed: under its month, or its year when it is longer than a season, or among
    /// the undated when it is longer than that.
    fn of(days: Option<DayInterval>) -> Bucket {
        match days {
            Some(d) if length(d) <= SEASON => Bucket::month(d.first.year(), d.first.month()),
            Some(d) if d.first.year() == d.last.year() => Bucket::year(d.first.year()),
            _ => Bucket::UNDATED,
        }
    }
}

const SEASON: i64 = 100;

fn length(d: DayInterval) -> i64 {
    day_number(d.last) - day_number(d.first)
}

/// The buckets in which the event of a fact can lie, as ranges; all of them for a fact without a date.
pub fn window(sheet: &FactSheet, fact: &Fact) -> Vec<(Bucket, Bucket)> {
    let said = fact.event_days.or(sheet.sentence(fact).background).or(sheet.main.days);
    // An event whose day is not told lies somewhat before the article, and is told of for some time after.
    let (days, slack) = match said {
        Some(d) => (d, 1),
        None => match sheet.published {
            Some((d, _)) => (DayInterval::day(d), 3),
            None => return vec![(Bucket::UNDATED, Bucket(i64::MAX))],
        },
    };
    if days.last.year() - days.first.year() > 1 {
        return vec![(Bucket::UNDATED, Bucket(i64::MAX))];
    }
    let (first, last) = (days.first, days.last);
    vec![
        (Bucket::UNDATED, Bucket::UNDATED),
        (
            Bucket(Bucket::month(first.year(), first.month()).0 - slack),
            Bucket(Bucket::month(last.year(), last.month()).0 + slack),
        ),
        (Bucket::year(first.year()), Bucket::year(last.year())),
    ]
}

/// Postings that wait to be written: key and bucket to articles, ascending.
#[derive(Debug, Default)]
pub struct Postings(BTreeMap<(u32, Bucket), Vec<u32>>);

impl Postings {
    /// Files an article, whose number must be higher than any before.
    pub fn add(&mut self, article: u32, sheet: &FactSheet) {
        let published = sheet.published.map(|(d, _)| DayInterval::day(d));
        let main = Bucket::of(sheet.main.days.or(published));
        let mut filed: FxHashMap<u16, Vec<Bucket>> = FxHashMap::default();
        let mut file = |term: u16, bucket: Bucket| {
            let buckets = filed.entry(term).or_default();
            if !buckets.contains(&bucket) {
                buckets.push(bucket);
            }
        };
        for s in &sheet.sentences {
            let bucket = if s.background.is_some() { Bucket::of(s.background) } else { main };
            s.terms.iter().for_each(|&t| file(t, bucket));
        }
        sheet.main.terms.iter().for_each(|&t| file(t, main));
        for (term, buckets) in filed {
            let key = sheet.terms[usize::from(term)].key;
            for bucket in buckets.into_iter().chain([Bucket::COUNT]) {
                let articles = self.0.entry((key, bucket)).or_default();
                if articles.last() != Some(&article) {
                    articles.push(article);
                }
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes over a row of another run, whose articles come after those already here.
    pub fn append(&mut self, key: u32, bucket: Bucket, articles: impl IntoIterator<Item = u32>) {
        self.0.entry((key, bucket)).or_default().extend(articles);
    }

    /// Files anew how many articles each key has, from its other rows.
    pub fn count(&mut self) {
        let mut all: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (&(key, _), articles) in &self.0 {
            all.entry(key).or_default().extend(articles);
        }
        for (key, mut articles) in all {
            articles.sort_unstable();
            articles.dedup();
            self.0.insert((key, Bucket::COUNT), articles);
        }
    }

    /// The rows to write, in order of key and bucket. The row of [`Bucket::COUNT`] holds only how many there are.
    pub fn rows(&self) -> impl Iterator<Item = (u32, Bucket, Vec<u8>)> + '_ {
        self.0.iter().map(|(&(key, bucket), articles)| (key, bucket, pack(key, bucket, articles)))
    }
}

fn pack(key: u32, bucket: Bucket, articles: &[u32]) -> Vec<u8> {
    let mut w = Writer::default();
    if bucket == Bucket::COUNT {
        w.uint(articles.len() as u64);
    } else {
        w.ascending(articles.iter().map(|&a| a.into()));
    }
    seal(&[key.into(), bucket.0 as u64], w.0)
}

/// The articles of a row, ascending; `None` when the row is damaged.
pub fn unpack(key: u32, bucket: Bucket, bytes: &[u8]) -> Option<Vec<u32>> {
    let mut r = Reader(unseal(&[key.into(), bucket.0 as u64], bytes)?);
    Some(r.ascending()?.into_iter().map(|a| a as u32).collect())
}

/// The number in a row of [`Bucket::COUNT`].
pub fn unpack_count(key: u32, bytes: &[u8]) -> Option<u32> {
    let mut r = Reader(unseal(&[key.into(), Bucket::COUNT.0 as u64], bytes)?);
    u32::try_from(r.uint()?).ok()
}

const EPOCH: Date = date(2000, 1, 1);

/// Days since 1 January 2000.
pub fn day_number(d: Date) -> i64 {
    // Civil dates are far fewer than i64 holds, so the span in days is exact.
    d.duration_since(EPOCH).as_hours() / 24
}

pub fn date_of(number: i64) -> Option<Date> {
    let hours = number.checked_mul(24)?;
    EPOCH.checked_add(jiff::SignedDuration::try_from_hours(hours)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_go_both_ways() {
        for d in [date(1999, 12, 31), date(2024, 2, 29), date(1066, 10, 14), date(9999, 12, 31)] {
            assert_eq!(date_of(day_number(d)), Some(d));
        }
        assert_eq!(date_of(i64::MAX), None);
    }

    #[test]
    fn a_month_a_year_and_a_decade_are_filed_apart() {
        let of = |a, b| Bucket::of(Some(DayInterval { first: a, last: b }));
        assert_eq!(of(date(2024, 3, 22), date(2024, 3, 22)), Bucket::month(2024, 3));
        assert_eq!(of(date(2017, 1, 1), date(2017, 12, 31)), Bucket::year(2017));
        assert_eq!(of(date(1990, 1, 1), date(1999, 12, 31)), Bucket::UNDATED);
        assert!(Bucket::month(9999, 12) < Bucket::year(1));
    }
}
