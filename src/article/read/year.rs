//! The year of a date that is written without one.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};

use crate::article::date::{Stamp, weekday};

/// What is known of the year in which an article was written.
pub struct Years<'a> {
    /// Dates that are given in full at the article's head or foot or in its file's name.
    full: Vec<Date>,
    /// Years that its text names.
    named: BTreeSet<i16>,
    /// The latest of them, where the text names it more than once.
    current: Option<i16>,
    /// The first weekday that the body names: of a report it is mostly the day itself or the one before.
    told: Option<Weekday>,
    /// The year of its copyright line.
    copyright: Option<i16>,
    /// Dates of the articles beside it.
    near: &'a [Date],
}

/// Bytes of the text that are searched for years.
const SEARCHED: usize = 40_000;

impl<'a> Years<'a> {
    pub fn new<'t>(
        text: &str,
        body: impl Iterator<Item = &'t str>,
        known: impl Iterator<Item = Stamp>,
        near: &'a [Date],
    ) -> Self {
        let full = known.filter_map(|s| s.date()).collect();
        let bytes = text.as_bytes();
        let years: Vec<i16> = bytes[..bytes.len().min(SEARCHED)]
            .windows(4)
            .enumerate()
            .filter(|(i, w)| {
                let alone = |k: Option<usize>| {
                    k.and_then(|k| bytes.get(k)).is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b',')
                };
                w.iter().all(u8::is_ascii_digit)
                    && alone(i.checked_sub(1))
                    && bytes.get(i + 4).is_none_or(|b| !b.is_ascii_alphanumeric())
            })
            .filter_map(|(_, w)| std::str::from_utf8(w).ok()?.parse().ok())
            .filter(|y| (1990..=2100).contains(y))
            .collect();
        let current = years.iter().max().filter(|y| years.iter().filter(|z| z == y).count() > 1).copied();
        let named = years.into_iter().collect();
        let told =
            body.take(3).flat_map(|p| p.split(|c: char| !c.is_alphabetic())).filter(|w| w.len() > 5).find_map(weekday);
        let copyright = text.rfind('©').and_then(|at| {
            text[at..].chars().skip(1).skip_while(|c| c.is_whitespace()).take(4).collect::<String>().parse().ok()
        });
        Years { full, named, copyright: copyright.filter(|y| (1990..=2100).contains(y)), near, current, told }
    }

    /// The date of a stamp: with its own year; else next to a date given in full; else in the copyright's year; else in the
    /// latest year that the text names and that gives the date its weekday; else next to the articles beside it; else in
    /// the latest year that the text names and names again, if the body begins with that day or the one before.
    pub fn date(&self, stamp: &Stamp) -> Option<Date> {
        if stamp.year.is_some() {
            return stamp.date();
        }
        self.full
            .iter()
            .find_map(|d| beside(stamp, *d))
            .or_else(|| stamp.in_year(self.copyright?))
            .or_else(|| self.named.iter().rev().filter(|_| stamp.weekday.is_some()).find_map(|&y| stamp.in_year(y)))
            .or_else(|| {
                // Neighbours of several years tell nothing.
                let mut dates = self.near.iter().filter_map(|d| beside(stamp, *d));
                let first = dates.next()?;
                dates.all(|d| d == first).then_some(first)
            })
            .or_else(|| {
                let (date, told) = (stamp.in_year(self.current?)?, self.told?);
                (date.weekday() == told || date.weekday().previous() == told).then_some(date)
            })
    }
}

/// The stamp's day that lies nearest to a date, if it lies within two months.
fn beside(stamp: &Stamp, known: Date) -> Option<Date> {
    let years = [known.year() - 1, known.year(), known.year() + 1];
    let days = |d: &Date| (*d - known).get_days().abs();
    years.into_iter().filter_map(|y| stamp.in_year(y)).min_by_key(days).filter(|d| days(d) <= 60)
}
