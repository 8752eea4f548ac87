use jiff::civil::{Date, Time, Weekday};

use super::clock::clock;
use crate::{
    article::{Case, Token, scan::tokens},
    base::Span,
};

/// A date as a byline, a date line or a file name gives it. The year may be missing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// Bytes of the text that was searched: weekday and date, without the time.
    pub span: Span,
    pub year: Option<i16>,
    pub month: i8,
    pub day: i8,
    pub weekday: Option<Weekday>,
    pub time: Option<Time>,
}

impl Stamp {
    pub fn date(&self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }

    /// The date in a year, `None` where that year has no such day or gives it another weekday.
    pub fn in_year(&self, year: i16) -> Option<Date> {
        let date = Date::new(year, self.month, self.day).ok()?;
        self.weekday.is_none_or(|w| w == date.weekday()).then_some(date)
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: &[(&str, Weekday)] = &[
    ("monday", Weekday::Monday),
    ("mon", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("tue", Weekday::Tuesday),
    ("tues", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("wed", Weekday::Wednesday),
    ("weds", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("thu", Weekday::Thursday),
    ("thur", Weekday::Thursday),
    ("thurs", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("fri", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sat", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
    ("sun", Weekday::Sunday),
];

pub fn month(word: &str) -> Option<i8> {
    let word = if word.eq_ignore_ascii_case("sept") { "sep" } else { word };
    let is = |m: &&str| m.eq_ignore_ascii_case(word) || m[..3].eq_ignore_ascii_case(word);
    MONTHS.iter().position(is).map(|i| i as i8 + 1)
}

pub fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|w| w.0.eq_ignore_ascii_case(word)).map(|w| w.1)
}

/// The dates in a short text, in order, each with the time of day that stands nearest to it. `file` reads as file names
/// are written: small letters, «_» and «-» between the parts, «20251112», «11Aug25», «1640» for a time.
pub fn stamps(text: &str, file: bool) -> Vec<Stamp> {
    // Most lines that are asked about have no digit, and every date does.
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    stamps_in(text, &tokens(text), file)
}

/// [`stamps`] of a text whose tokens are at hand.
pub fn stamps_in(text: &str, tokens: &[Token], file: bool) -> Vec<Stamp> {
    let scan = Scan { text, tokens, file };
    let mut found: Vec<(usize, usize, Stamp)> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match scan.numeric(i).or_else(|| scan.written(i)) {
            Some((start, end, mut stamp)) => {
                let floor = found.last().map_or(0, |f| f.1);
                let mut start = start.max(floor);
                if let Some((k, w)) = scan.weekday_before(start).filter(|w| w.0 >= floor) {
                    start = k;
                    stamp.weekday = Some(w);
                }
                stamp.span = tokens[start].span().hull(tokens[end - 1].span());
                found.push((start, end, stamp));
                i = end;
            }
            None => i += 1,
        }
    }
    for k in 0..found.len() {
        let before = if k == 0 { 0 } else { found[k - 1].1 };
        let after = found.get(k + 1).map_or(tokens.len(), |f| f.0);
        let (start, end, stamp) = &mut found[k];
        let after = (*end..after.min(*end + 8)).find_map(|i| scan.time(i, *end));
        let before = || (before..*start).rev().take(8).filter_map(|i| scan.time(i, *start)).next_back();
        stamp.time = stamp.time.or(after).or_else(before);
    }
    found.into_iter().map(|f| f.2).collect()
}

struct Scan<'a> {
    text: &'a str,
    tokens: &'a [Token],
    file: bool,
}

type Found = (usize, usize, Stamp);

impl Scan<'_> {
    fn word(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| t.span().of(self.text))
    }

    fn number(&self, i: usize) -> Option<i16> {
        self.tokens.get(i).filter(|t| t.is_number() && t.end() - t.start() <= 4)?;
        self.word(i).parse().ok()
    }

    fn year(&self, i: usize) -> Option<i16> {
        self.number(i).filter(|y| (1900..=2100).contains(y))
    }

    fn day(&self, i: usize) -> Option<i8> {
        self.number(i).filter(|d| (1..=31).contains(d) && self.word(i).len() <= 2).map(|d| d as i8)
    }

    fn month(&self, i: usize) -> Option<i8> {
        let t = self.tokens.get(i).filter(|t| t.is_word() && (self.file || t.case() != Case::Lower))?;
        month(t.span().of(self.text))
    }

    fn mark(&self, i: usize, c: char) -> bool {
        self.tokens.get(i).is_some_and(|t| t.is(c))
    }

    /// Past what may stand between the parts of a date.
    fn past(&self, mut i: usize) -> usize {
        for _ in 0..2 {
            let joins = self.mark(i, '.') || self.mark(i, ',') || self.mark(i, '-');
            i += usize::from(joins || self.file && self.mark(i, '_'));
        }
        i
    }

    fn stamp(&self, year: Option<i16>, month: i8, day: i8) -> Option<Stamp> {
        // 2024 has every day that any year has.
        Date::new(year.unwrap_or(2024), month, day).ok()?;
        Some(Stamp { span: Span::default(), year, month, day, weekday: None, time: None })
    }

    /// «2024-03-24», «24.03.2024», «24/03/2024», in file names also «20240324».
    fn numeric(&self, i: usize) -> Option<Found> {
        let first = self.tokens.get(i).filter(|t| t.is_number())?;
        let text = self.word(i);
        if self.file && matches!(text.len(), 8 | 12 | 14) && text.bytes().all(|b| b.is_ascii_digit()) {
            let part = |a: usize, b: usize| text.get(a..b).and_then(|p| p.parse::<i16>().ok());
            let year = part(0, 4).filter(|y| (1900..=2100).contains(y))?;
            let mut stamp = self.stamp(Some(year), part(4, 6)? as i8, part(6, 8)? as i8)?;
            stamp.time = part(8, 10).zip(part(10, 12)).and_then(|(h, m)| Time::new(h as i8, m as i8, 0, 0).ok());
            return Some((i, i + 1, stamp));
        }
        let mut parts = text.split('.');
        if let (Some(d), Some(m), Some(y), None) = (parts.next(), parts.next(), parts.next(), parts.next()) {
            let (d, m, y) = (d.parse::<i16>().ok()?, m.parse::<i16>().ok()?, y.parse::<i16>().ok()?);
            let (d, y) = if d > 31 { (y, d) } else { (d, y) };
            let year = Some(y).filter(|y| (1900..=2100).contains(y))?;
            return Some((i, i + 1, self.stamp(Some(year), i8::try_from(m).ok()?, i8::try_from(d).ok()?)?));
        }
        if let Some(found) = self.day_and_month(i) {
            return Some(found);
        }
        let separator = ['-', '/', '_'].into_iter().find(|&c| self.mark(i + 1, c) && self.mark(i + 3, c))?;
        if separator == '_' && !self.file
            || [i + 1, i + 2, i + 3, i + 4].iter().any(|&k| self.tokens.get(k).is_none_or(|t| t.spaced()))
        {
            return None;
        }
        let (a, b, c) = (self.number(i)?, self.number(i + 2)?, self.number(i + 4)?);
        let (year, month, day) = if self.year(i).is_some() {
            (a, b, c)
        } else {
            let year = self.year(i + 4)?;
            match (a, b) {
                (d, m) if d > 12 || d == m => (year, m, d),
                (m, d) if d > 12 => (year, m, d),
                // Day and month can't be told apart.
                _ => return None,
            }
        };
        let _ = (first, c);
        Some((i, i + 5, self.stamp(Some(year), i8::try_from(month).ok()?, i8::try_from(day).ok()?)?))
    }

    /// «Tue 16-09» in a file's name: day and month, where a weekday before them shows that they are a date and only one
    /// of the two can be the month.
    fn day_and_month(&self, i: usize) -> Option<Found> {
        let joined = self.file && ['-', '.', '_'].into_iter().any(|c| self.mark(i + 1, c));
        let (a, b) = match self.word(i).split_once('.') {
            Some((a, b)) if self.file && a.len() <= 2 && b.len() <= 2 => (a.parse().ok()?, b.parse().ok()?),
            _ if joined && !self.mark(i + 3, '-') => (self.day(i)?, self.day(i + 2)?),
            _ => return None,
        };
        let end = if self.word(i).contains('.') { i + 1 } else { i + 3 };
        let (month, day) = match (a, b) {
            (13.., 1..=12) => (b, a),
            (1..=12, 13..) => (a, b),
            _ if a == b => (a, b),
            _ => return None,
        };
        self.weekday_before(i)?;
        Some((i, end, self.stamp(None, month, day)?))
    }

    /// «24 March 2024», «March 24, 2024», «Nov. 4», «8–9 June 2025» (the last day counts).
    fn written(&self, i: usize) -> Option<Found> {
        let month = self.month(i)?;
        if let Some((start, day)) = self.day_before(i) {
            let (year, end) = self.year_after(i + 1);
            return Some((start, end, self.stamp(year, month, day)?));
        }
        let mut at = self.past(i + 1);
        let mut day = self.day(at)?;
        if matches!(self.word(at + 1), "–" | "-" | "—")
            && !self.file
            && let Some(last) = self.day(at + 2)
        {
            (at, day) = (at + 2, last);
        }
        at += 1 + usize::from(self.ordinal(at + 1));
        let (year, end) = self.year_after(at);
        Some((i, end, self.stamp(year, month, day)?))
    }

    /// The day before the month at `i`, with the index where it (or a range that it ends) begins.
    fn day_before(&self, i: usize) -> Option<(usize, i8)> {
        let mut k = i.checked_sub(1)?;
        if self.word(k).eq_ignore_ascii_case("of") || self.mark(k, '-') || self.file && self.mark(k, '_') {
            k = k.checked_sub(1)?;
        }
        if self.ordinal(k) {
            k = k.checked_sub(1)?;
        }
        let day = self.day(k)?;
        let range = k >= 2 && matches!(self.word(k - 1), "–" | "-" | "—") && !self.file && self.day(k - 2).is_some();
        Some((if range { k - 2 } else { k }, day))
    }

    fn ordinal(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| !t.spaced()) && matches!(self.word(i), "st" | "nd" | "rd" | "th")
    }

    /// The year from `i` on, and the index after it.
    fn year_after(&self, i: usize) -> (Option<i16>, usize) {
        let at = self.past(i);
        if let Some(year) = self.year(at) {
            return (Some(year), at + 1);
        }
        let short = |k: usize| self.number(k).filter(|_| self.word(k).len() == 2).map(|y| 2000 + y);
        let glued = |k: usize| self.tokens.get(k).is_some_and(|t| !t.spaced());
        if self.file
            && glued(i)
            && glued(at)
            && let Some(year) = short(at)
        {
            return (Some(year), at + 1);
        }
        if matches!(self.word(i), "’" | "'")
            && glued(i + 1)
            && let Some(year) = short(i + 1)
        {
            return (Some(year), i + 2);
        }
        (None, i)
    }

    fn weekday_before(&self, start: usize) -> Option<(usize, Weekday)> {
        let mut k = start.checked_sub(1)?;
        for _ in 0..2 {
            if self.mark(k, ',') || self.mark(k, '.') || self.file && (self.mark(k, '-') || self.mark(k, '_')) {
                k = k.checked_sub(1)?;
            }
        }
        Some((k, weekday(self.word(k))?))
    }

    /// A time at token `i`; in file names also four digits right after the date that ends at `end`.
    fn time(&self, i: usize, end: usize) -> Option<Time> {
        if let Some((_, time)) = clock(self.text, self.tokens, i, false) {
            return Some(time);
        }
        if !self.file || i > end + 1 || i < end || !matches!(self.word(i).len(), 4 | 6) {
            return None;
        }
        let digits: i16 = self.word(i)[..4].parse().ok().filter(|_| self.tokens[i].is_number())?;
        Time::new((digits / 100) as i8, (digits % 100) as i8, 0, 0).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, file: bool) -> Vec<String> {
        stamps(text, file)
            .iter()
            .map(|s| {
                let year = s.year.map_or("XXXX".to_owned(), |y| y.to_string());
                let weekday = s.weekday.map_or(String::new(), |w| format!(" {w:?}"));
                let time = s.time.map_or(String::new(), |t| format!(" {:02}:{:02}", t.hour(), t.minute()));
                format!("{year}-{:02}-{:02}{weekday}{time}", s.month, s.day)
            })
            .collect()
    }

    #[test]
    fn dates_of_bylines_and_date_lines() {
        for (text, wanted) in [
            ("March 23 2024", &["2024-03-23"][..]),
            ("date 2024-03-24", &["2024-03-24"]),
            ("Updated 3:15 p.m. ET, Nov. 4, 2025", &["2025-11-04 15:15"]),
            ("Published: 14 March 2025", &["2025-03-14"]),
            ("18:22, 14 March 2025", &["2025-03-14 18:22"]),
            ("FRI 14 MAR 2025 16:40", &["2025-03-14 Friday 16:40"]),
            ("Aug. 14, 2025 at 11:02 AM PDT", &["2025-08-14 11:02"]),
            ("Wed. Aug. 13, 6 p.m.", &["XXXX-08-13 Wednesday 18:00"]),
            ("Wed, 09 Apr 2025 06:31:00 -0500", &["2025-04-09 Wednesday 06:31"]),
            ("Election Night, 8–9 June 2025", &["2025-06-09"]),
            ("2025-11-13T18:40:00", &["2025-11-13 18:40"]),
            ("the 3rd of May, 2021 and June 4th", &["2021-05-03", "XXXX-06-04"]),
            ("24.03.2024, 13/11/2025, 11/13/2025", &["2024-03-24", "2025-11-13", "2025-11-13"]),
            ("5-Mar-2024", &["2024-03-05"]),
        ] {
            assert_eq!(shown(text, false), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_or_may_be_two() {
        for text in [
            "03/04/2025",
            "31 February",
            "2025-13-40",
            "they may 5 times",
            "1.2.3",
            "March of the 12 Kings",
            "24/7",
            "9/11",
            "the May sun",
            "2024-25",
            "Vol. 119, No. 14",
            "12 people on 7 May 2999",
        ] {
            let found = shown(text, false);
            assert!(found.is_empty() || text.starts_with("12 people") && found == ["XXXX-05-07"], "{text}: {found:?}");
        }
    }

    #[test]
    fn dates_of_file_names() {
        for (text, wanted) in [
            ("2025-11-12-live", &["2025-11-12"][..]),
            ("bell_13-11-2025_p1", &["2025-11-13"]),
            ("20251023_X", &["2025-10-23"]),
            ("20251023T184500", &["2025-10-23 18:45"]),
            ("20251023184500", &["2025-10-23 18:45"]),
            ("wire 11Aug25", &["2025-08-11"]),
            ("COURTS 14 Mar 1640", &["XXXX-03-14 16:40"]),
            ("KS_2025-04-08_2110", &["2025-04-08 21:10"]),
            ("memo_sat-apr-12", &["XXXX-04-12 Saturday"]),
            ("Courier p4 Tue 16-09", &["XXXX-09-16 Tuesday"]),
            ("courier_fri_24.10_late", &["XXXX-10-24 Friday"]),
            ("courier Tue 09-10", &[]),
            ("courier 16-09", &[]),
            ("issue-212", &[]),
            ("0a2025110b", &[]),
        ] {
            assert_eq!(shown(text, true), wanted, "{text}");
        }
    }
}
