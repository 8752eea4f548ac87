//! Under what an article is filed: keys of words and quoted words, each with the time of the event it is told of. A look-up
//! reads the window in which its event can lie, and not the whole history of a common word.

use std::ops::Range;

use jiff::civil::{Date, date};
use smallvec::SmallVec;

use super::{aged, brief};
use crate::{
    fact::{FactSheet, Value, story::LATE},
    value::DayInterval,
};

/// What articles are found by: a term of a sentence, the same in headline or lead, a content word of a quotation, or a person
/// whose age is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key(u64);

impl Key {
    pub const BITS: u32 = 34;

    pub const fn term(key: u32) -> Key {
        Key((key as u64) << 2)
    }

    /// Next to the term itself, since who asks for one asks for both.
    pub const fn lead(key: u32) -> Key {
        Key((key as u64) << 2 | 1)
    }

    /// The term whose key it is.
    const fn as_term(self) -> Option<u32> {
        if self.0 & 3 == 0 { Some((self.0 >> 2) as u32) } else { None }
    }

    pub const fn quoted(key: u32) -> Key {
        Key((key as u64) << 2 | 2)
    }

    pub const fn person(key: u32) -> Key {
        Key((key as u64) << 2 | 3)
    }

    /// The `n`th of so `many` stretches of all keys, which are spread evenly.
    pub fn stretch(n: u64, many: u64) -> Range<Key> {
        let at = |n: u64| Key((n << Self::BITS) / many);
        at(n)..at(n + 1)
    }

    /// The keys that are asked for together with this one: a term's anywhere and in leads, or this one alone.
    pub const fn family(self) -> (Key, Key) {
        if self.0 & 2 == 0 { (Key(self.0 & !1), Key(self.0 | 1)) } else { (self, self) }
    }
}

/// A month, a year, or no date at all; for people, a name beside theirs.
///
/// There are four rows of these. In the first are the months in which articles appeared: who looks among those of a few weeks
/// need read no other. In the second is what articles tell of whose event is of another month than they are. In the third is
/// what the others, the most, look back to. In the fourth is all of articles that appeared nobody knows when.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Bucket(u32);

impl Bucket {
    pub const BITS: u32 = 24;
    /// Stands before all others; no article is filed under it.
    pub const FIRST: Bucket = Bucket(0);
    pub const UNDATED: Bucket = Bucket(1);
    pub const LAST: Bucket = Bucket((1 << Self::BITS) - 1);
    /// Buckets in one row.
    const ROW: u32 = 270_000;

    const fn month(year: i16, month: i8) -> Bucket {
        Bucket(((year as i32 + 10_000) * 12 + month as i32) as u32)
    }

    /// Years come after all months.
    const fn year(year: i16) -> Bucket {
        Bucket((250_200 + year as i32) as u32)
    }

    /// The same of an article of an event of another month than its own.
    const fn late(self) -> Bucket {
        Bucket(self.0 + Self::ROW)
    }

    /// The same of what an article of an event of its own month looks back to.
    const fn past(self) -> Bucket {
        Bucket(self.0 + 2 * Self::ROW)
    }

    /// The same of an article that appeared nobody knows when.
    const fn dayless(self) -> Bucket {
        Bucket(self.0 + 3 * Self::ROW)
    }

    /// A name by its hash.
    pub const fn name(hash: u32) -> Bucket {
        Bucket(Self::UNDATED.0 + 1 + hash % (Self::LAST.0 - Self::UNDATED.0))
    }

    /// Where something of these days is filed: under its month, or its year when it is longer than a season, or among
    /// the undated when it is longer than that.
    fn of(days: Option<DayInterval>) -> Bucket {
        match days {
            Some(d) if day_number(d.last) - day_number(d.first) <= SEASON => {
                Bucket::month(d.first.year(), d.first.month())
            }
            Some(d) if d.first.year() == d.last.year() => Bucket::year(d.first.year()),
            _ => Bucket::UNDATED,
        }
    }

    const fn is_month(self) -> bool {
        self.0 % Self::ROW > Self::UNDATED.0 && self.0 % Self::ROW < Self::year(-9999).0
    }

    /// A bit for its row and what it is in it, one for all of the last row; none in the first row, where most keys have all
    /// they have, nor for names.
    const fn kind(self) -> u8 {
        let (row, place) = (self.0 / Self::ROW, self.0 % Self::ROW);
        let in_row = if place <= Self::UNDATED.0 { 0 } else { 2 - self.is_month() as u32 };
        match row {
            1 | 2 => 1 << (3 * (row - 1) + in_row),
            3 => 1 << 6,
            _ => 0,
        }
    }

    const fn before(self, months: u32) -> Bucket {
        Bucket(self.0 - months)
    }

    const fn after(self, months: u32) -> Bucket {
        Bucket(self.0 + months)
    }
}

const SEASON: i64 = 100;

/// A key with a bucket in one number, in order of the key and then of the bucket.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Filed(pub u64);

impl Filed {
    pub const BITS: u32 = Key::BITS + Bucket::BITS;

    pub const fn new(key: Key, bucket: Bucket) -> Filed {
        Filed(key.0 << Bucket::BITS | bucket.0 as u64)
    }

    pub const fn key(self) -> Key {
        Key(self.0 >> Bucket::BITS)
    }

    pub const fn bucket(self) -> Bucket {
        Bucket((self.0 & Bucket::LAST.0 as u64) as u32)
    }

    /// What a list tells of how many articles have its key.
    pub const fn tells(self) -> Tells {
        match (self.key().0 & 3, self.bucket().0 / Bucket::ROW) {
            // The ages of a person are filed beside each name.
            (3, _) | (_, 3..) => Tells::Some,
            (_, 0) => Tells::All,
            _ => Tells::Nothing,
        }
    }
}

/// What a list tells of how many articles have its key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tells {
    /// Its articles are in no other list that tells of them: they appeared in one month.
    All,
    /// Some of them may be in other such lists.
    Some,
    /// They are all in other lists too.
    Nothing,
}

/// The day on which an article appeared, where that is one by which others are told to be near.
fn published(sheet: &FactSheet) -> Option<Date> {
    sheet.published.map(|(day, _)| day).filter(|&day| brief::day(Some(day)) > 0)
}

/// All that a sheet is filed under, ascending, each once.
pub fn filed(sheet: &FactSheet) -> Vec<Filed> {
    let month = published(sheet).map(|day| Bucket::of(Some(DayInterval::day(day))));
    // Of an event of no known time its article tells soon.
    let event = sheet.main.days.map(|days| Bucket::of(Some(days))).or(month).unwrap_or(Bucket::UNDATED);
    let main = month.unwrap_or(event.dayless());
    let of_event = month.filter(|&month| month != event).map(|_| event.late());
    let past = |bucket: Bucket| match (month, of_event) {
        (None, _) => bucket.dayless(),
        (_, None) => bucket.past(),
        (_, Some(_)) => bucket.late(),
    };
    let mut out = Vec::with_capacity(sheet.terms.len() + sheet.main.terms.len() + 32);
    let mut of_main = vec![false; sheet.terms.len()];
    let mut mark = |terms: &[u16]| terms.iter().for_each(|&t| of_main[usize::from(t)] = true);
    mark(&sheet.main.terms);
    let file = |out: &mut Vec<Filed>, key| {
        out.push(Filed::new(key, main));
        out.extend(of_event.map(|event| Filed::new(key, event)));
    };
    sheet.main.terms.iter().for_each(|&t| file(&mut out, Key::lead(sheet.terms[usize::from(t)].key)));
    for s in &sheet.sentences {
        // Whatever it looks back to, the names are those of an article of this event.
        mark(&s.terms);
        if let Some(bucket) = s.background.map(|days| past(Bucket::of(Some(days)))).filter(|b| *b != past(event)) {
            out.extend(s.terms.iter().map(|&t| Filed::new(Key::term(sheet.terms[usize::from(t)].key), bucket)));
        }
    }
    let marked = sheet.terms.iter().zip(&of_main).filter(|(_, marked)| **marked);
    marked.for_each(|(t, _)| file(&mut out, Key::term(t.key)));
    for fact in &sheet.facts {
        if let Value::Quotation(q) = &fact.value {
            out.extend(
                q.keys().iter().map(|&k| Filed::new(Key::quoted(k), month.unwrap_or(Bucket::UNDATED.dayless()))),
            );
        }
        if let Some(person) = aged::person(fact) {
            let buckets = aged::buckets(sheet, fact, person);
            for key in aged::keys_of(person) {
                out.extend(buckets.iter().map(|&bucket| Filed::new(key, bucket)));
            }
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The keys of the terms that a sheet is filed under, each once: it counts for their frequencies.
pub fn terms(sheet: &FactSheet) -> Vec<u32> {
    let mut out: Vec<u32> = filed(sheet).iter().filter_map(|f| f.key().as_term()).collect();
    out.dedup();
    out
}

/// Which lists a key has beside those of the first row: most have few, and they need not be looked for.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Beside(pub u8);

impl Beside {
    pub fn of(buckets: impl Iterator<Item = Bucket>) -> Beside {
        buckets.fold(Beside::default(), |all, bucket| all.or(Beside(bucket.kind())))
    }

    pub fn or(self, other: Beside) -> Beside {
        Beside(self.0 | other.0)
    }

    /// The stretches of a window in which something can lie.
    pub fn of_window(self, window: &Window) -> SmallVec<[(Bucket, Bucket); 8]> {
        window.iter().copied().filter(|&stretch| self.has(stretch)).collect()
    }

    fn has(self, (first, last): (Bucket, Bucket)) -> bool {
        let kind = first.kind();
        kind == 0 || kind != last.kind() || self.0 & kind != 0
    }
}

/// Stretches of buckets, both ends included.
pub type Window = [(Bucket, Bucket)];

/// All of time.
pub const ALWAYS: &Window = &[(Bucket::UNDATED, Bucket::LAST)];

/// The buckets in which the main event of an article can be filed, and an event of other `days` where it speaks of one;
/// all of them where it says nothing of when.
pub fn window(sheet: &FactSheet, days: Option<DayInterval>) -> Vec<(Bucket, Bucket)> {
    let mut out = vec![(Bucket::UNDATED, Bucket::UNDATED)];
    let mut add = |d: DayInterval, slack| {
        let (first, last) = (d.first, d.last);
        let months = (Bucket::month(first.year(), first.month()), Bucket::month(last.year(), last.month()));
        out.push((months.0.before(slack), months.1.after(slack)));
        out.push((Bucket::year(first.year()), Bucket::year(last.year())));
        // Of a long stretch anything can be said.
        last.year() - first.year() <= 1
    };
    let told = days.into_iter().chain(sheet.main.days).all(|d| add(d, 1));
    // An event is told of for some time after, and by most articles without its day.
    let printed = sheet.published.map(|(d, _)| add(DayInterval::day(d), 3));
    if !told || printed.or(sheet.main.days.map(|_| true)).is_none() {
        return ALWAYS.to_vec();
    }
    out.sort_unstable();
    out.dedup_by(|next, last| {
        let meets = next.0.0 <= last.1.0 + 1;
        last.1 = if meets { last.1.max(next.1) } else { last.1 };
        meets
    });
    let row = out.clone();
    // Nothing but months is in the first row.
    out.retain(|(first, _)| first.is_month());
    out.extend(row.iter().map(|(first, last)| (first.late(), last.late())));
    out.extend(row.iter().map(|(first, last)| (first.past(), last.past())));
    out.extend(row.iter().map(|(first, last)| (first.dayless(), last.dayless())));
    out
}

/// The part of a window in which what is published within [`LATE`] days of a sheet is filed: of the first row the months of
/// these days, and all of the last, of which nobody knows.
pub fn near(sheet: &FactSheet, window: &Window) -> Vec<(Bucket, Bucket)> {
    let Some(day) = published(sheet) else { return window.to_vec() };
    let month = |days| Bucket::of(Some(DayInterval::day(date_of(day_number(day) + days).unwrap_or(day))));
    let late = i64::from(LATE);
    let dayless = |(first, last): &(Bucket, Bucket)| ((*first).max(Bucket::FIRST.dayless()), *last);
    let rest = window.iter().map(dayless).filter(|(first, last)| first <= last);
    [(month(-late), month(late))].into_iter().chain(rest).collect()
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
    use std::sync::Arc;

    use super::*;
    use crate::{
        annotate::{Cache, annotate},
        article::{DateSource, Format, Hints, read},
        fact::sheet,
        index::brief::Brief,
    };

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
        assert!(Bucket::month(9999, 12).after(3) < Bucket::year(-9999));
        assert!(Bucket::month(-9999, 1).before(3) > Bucket::UNDATED);
        let last = Bucket::year(9999).dayless();
        assert!(last < Bucket::LAST && Bucket::year(9999).0 < Bucket::ROW);
        assert!(!Bucket::UNDATED.past().is_month() && Bucket::month(-9999, 1).late().is_month() && !last.is_month());
    }

    fn told(published: Option<Date>, text: &str) -> FactSheet {
        let date = published.map(|d| (d, None, DateSource::Flag));
        let hints = Hints { date, ..Hints::default() };
        sheet(&annotate(Arc::new(read(text, Format::Plain, &hints)), &mut Cache::default()))
    }

    /// Which of its terms' keys an article has in a window.
    fn terms_in(sheet: &FactSheet, window: &Window) -> Vec<Key> {
        let is_in = |bucket| window.iter().any(|(first, last)| (*first..=*last).contains(&bucket));
        let mut keys: Vec<Key> = filed(sheet).iter().filter(|f| is_in(f.bucket())).map(|f| f.key()).collect();
        keys.dedup();
        keys
    }

    #[test]
    fn what_is_published_near_is_filed_near() {
        let texts = [
            "Fire in Karvia kills 3\n\nA fire in Karvia killed 3 people, the worst since 2023.",
            "Fire in Karvia kills 3\n\nA fire in Karvia killed 3 people on 2 March 2024, the mayor said. It had 9 in May 2023.",
            "Fire in Karvia kills 3\n\nA fire in Karvia killed 3 people on 20 December 2021. Ann Lee, 30, had built it in 2024.",
        ];
        let mut met = [0; 2];
        let days =
            [(2023, 12, 20), (2024, 1, 31), (2024, 2, 29), (2024, 3, 10), (2024, 4, 30), (2024, 8, 1), (2099, 12, 31)];
        let days = days.map(|(y, m, d)| Some(date(y, m, d))).into_iter().chain([None]);
        for here in days.clone().flat_map(|day| texts.map(|text| told(day, text))) {
            let window = window(&here, None);
            let near = near(&here, &window);
            for there in days.clone().flat_map(|day| texts.map(|text| told(day, text))) {
                let [all, some] = [&*window, &*near].map(|window| terms_in(&there, window));
                assert!(some.iter().all(|key| all.contains(key)));
                if Brief::of(&here).is_near(Brief::of(&there)) {
                    assert_eq!(some, all, "{:?} {:?}", here.published, there.published);
                    met[0] += usize::from(!all.is_empty());
                } else {
                    met[1] += usize::from(some.len() < all.len());
                }
            }
        }
        assert!(met[0] > 50 && met[1] > 20, "{met:?}");
    }

    #[test]
    fn what_is_quoted_nobody_knows_when_is_looked_for_at_any_time() {
        let text = "Fire in Karvia kills 3\n\n“Nobody told the keepers about the doors of the mill,” said Ann Lee.";
        let there = told(None, text);
        let quoted = |keys: Vec<Key>| keys.into_iter().filter(|key| key.0 & 3 == 2).count();
        assert!(quoted(terms_in(&there, ALWAYS)) > 2);
        for day in [date(1990, 1, 1), date(2024, 3, 10)] {
            let here = told(Some(day), text);
            assert_eq!(terms_in(&there, &window(&here, None)), terms_in(&there, ALWAYS));
            let other = told(Some(date(2007, 7, 7)), text);
            assert_eq!(quoted(terms_in(&other, &window(&here, None))), 0);
        }
    }

    #[test]
    fn stretches_where_a_key_has_nothing_are_left_out() {
        let month = |b: Bucket| (b, b.after(2));
        let (news, late) = (Bucket::month(2024, 3), Bucket::month(2024, 3).late());
        let (year, undated) = (Bucket::year(2024).past(), Bucket::UNDATED.late());
        let window = [month(news), (undated, undated), month(late), (year, year)];
        assert_eq!(*Beside::of([news].into_iter()).of_window(&window), window[..1]);
        assert_eq!(*Beside::of([late, year].into_iter()).of_window(&window), [window[0], window[2], window[3]]);
        assert_eq!(*Beside::of([undated].into_iter()).of_window(&window), window[..2]);
        let dayless = month(Bucket::month(2024, 3).dayless());
        let window = [month(news), month(late), dayless];
        assert_eq!(*Beside::of([Bucket::UNDATED.dayless()].into_iter()).of_window(&window), [window[0], dayless]);
        assert_eq!(*Beside::default().of_window(ALWAYS), *ALWAYS);
    }

    #[test]
    fn a_key_and_its_bucket_are_one_number() {
        let filed = Filed::new(Key::quoted(u32::MAX), Bucket::year(2024));
        assert_eq!((filed.key(), filed.bucket()), (Key::quoted(u32::MAX), Bucket::year(2024)));
        assert!(filed.0 < 1 << Filed::BITS);
        assert!(Filed::new(Key::term(7), Bucket::LAST) < Filed::new(Key::term(8), Bucket::FIRST));
    }
}
