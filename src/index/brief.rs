use jiff::civil::Date;

use super::{
    bucket::day_number,
    nearby::{GROUP, Nearby},
};
use crate::fact::{
    FactSheet, is_event,
    story::{self, name_weight, share},
};

/// What is known of an article without its sheet, for the order in which articles are looked through: seven bytes, so that
/// it is at hand for all of them.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Brief {
    /// Days from [`FIRST`] to its publication; 0 where that is not known or too far off.
    day: u16,
    /// What the names in its lead say as such ([`name_weight`]), in sixteenths; no more than it is.
    names: u8,
    /// A bit for each word for an event that it has (a signature file: Faloutsos and Christodoulakis, 1984).
    events: u32,
}

/// The day before 1 January 1900, as [`day_number`] counts: days reach to the year 2079.
const FIRST: i64 = -36_525;

/// What a kind of name says may differ by as much in the other article, which may know more of who bears it.
const KINDS: f32 = 1.25;

impl Brief {
    pub const BYTES: usize = 7;

    pub fn of(sheet: &FactSheet) -> Brief {
        let names: f32 = sheet.main.terms.iter().map(|&t| name_weight(sheet.terms[usize::from(t)].kind)).sum();
        // A float too large becomes the largest number.
        let events = sheet.terms.iter().fold(0, |events, t| events | Brief::event(t.key));
        Brief { day: day(sheet.published.map(|p| p.0)), names: (names * 16.0) as u8, events }
    }

    pub fn bytes(self) -> [u8; Self::BYTES] {
        let ([low, high], [a, b, c, d]) = (self.day.to_le_bytes(), self.events.to_le_bytes());
        [low, high, self.names, a, b, c, d]
    }

    pub fn of_bytes([low, high, names, a, b, c, d]: [u8; Self::BYTES]) -> Brief {
        Brief { day: u16::from_le_bytes([low, high]), names, events: u32::from_le_bytes([a, b, c, d]) }
    }

    /// The bit of a key that is of an event, none for another.
    pub fn event(key: u32) -> u32 {
        if is_event(key) { 1 << (key % u32::BITS) } else { 0 }
    }

    /// Whether it may have the key of an event's bit: one in some has another with the same bit.
    pub fn has(self, event: u32) -> bool {
        self.events & event != 0
    }

    /// The day of its publication, in a count of days of our own; 0 where that is not known.
    pub fn day(self) -> u16 {
        self.day
    }

    /// Whether its publication is not known to lie more than [`story::LATE`] days off.
    #[cfg(test)]
    pub fn is_near(self, other: Brief) -> bool {
        self.day.abs_diff(other.day) <= story::LATE as u16 || other.day == 0 || self.day == 0
    }

    /// Days between the two publications, where both are known.
    pub fn apart(self, other: Brief) -> Option<i32> {
        let known = self.day != 0 && other.day != 0;
        known.then(|| (i32::from(self.day) - i32::from(other.day)).abs())
    }
}

/// The number of a day from 1900 to 2079, from 1 on; 0 for others and where it is not known.
pub fn day(published: Option<Date>) -> u16 {
    published.and_then(|d| u16::try_from(day_number(d) - FIRST).ok()).unwrap_or_default()
}

/// The briefs of all articles, and the articles in order of their days.
#[derive(Clone, Default, Debug)]
pub struct Briefs {
    /// By article.
    all: Vec<Brief>,
    by_day: Vec<u32>,
    /// By day, where its articles begin.
    days: Vec<u32>,
}

impl Briefs {
    /// Of the articles by number; those that are none have an empty one.
    pub fn new(all: Vec<Brief>) -> Briefs {
        let last = all.iter().map(|b| usize::from(b.day)).max().unwrap_or_default();
        let mut days = vec![0u32; last + 2];
        all.iter().for_each(|brief| days[usize::from(brief.day) + 1] += 1);
        (1..days.len()).for_each(|day| days[day] += days[day - 1]);
        let (mut by_day, mut next) = (vec![0; all.len()], days.clone());
        for (article, brief) in (0..).zip(&all) {
            let place = &mut next[usize::from(brief.day)];
            by_day[*place as usize] = article;
            *place += 1;
        }
        Briefs { all, by_day, days }
    }

    pub fn of(&self, article: u32) -> Brief {
        self.all.get(article as usize).copied().unwrap_or_default()
    }

    /// Those that are not known to be published more than [`story::LATE`] days before or after one, without some that are gone.
    pub fn nearby<'a>(&self, here: Brief, gone: impl IntoIterator<Item = &'a u32>) -> Nearby {
        let mut bits = vec![0; self.all.len().div_ceil(GROUP as usize)];
        let (first, last) = match here.day {
            0 => (0, u16::MAX),
            day => (day.saturating_sub(story::LATE as u16), day.saturating_add(story::LATE as u16)),
        };
        let begins = |day: usize| self.days.get(day).copied().unwrap_or(self.by_day.len() as u32) as usize;
        for days in [0..1, usize::from(first)..usize::from(last) + 1] {
            for article in &self.by_day[begins(days.start)..begins(days.end)] {
                bits[(article / GROUP) as usize] |= 1 << (article % GROUP);
            }
        }
        for article in gone {
            if let Some(word) = bits.get_mut((article / GROUP) as usize) {
                *word &= !(1 << (article % GROUP));
            }
        }
        Nearby::new(bits)
    }
}

/// What the leads of two articles have of each other's names, as far as [`story::one_event`] asks for it.
#[derive(Clone, Copy, Default, Debug)]
pub struct Named {
    /// Names of the lead here that the other has, by how much sharing each says, and as such.
    pub known: f32,
    pub plain: f32,
    /// Names of the other's lead that are here, and how many.
    pub led: f32,
    pub met: f32,
    /// Names in both leads.
    pub both: f32,
}

impl Named {
    pub fn and(&self, other: &Named) -> Named {
        Named {
            known: self.known + other.known,
            plain: self.plain + other.plain,
            led: self.led + other.led,
            met: self.met + other.met,
            both: self.both + other.both,
        }
    }

    /// Which articles that have no more than these names can be of one event with `here`.
    pub fn comes(&self, here: Brief) -> Comes {
        let late = story::one_event(i32::MAX, 1.0, self.both * KINDS);
        let within = if late || here.day == 0 { u16::MAX } else { story::LATE as u16 };
        let soon = if here.day == 0 { u16::MAX } else { story::SOON as u16 };
        let known = share(self.known * KINDS, self.unknown(here, self.plain));
        let any = story::one_event(story::SOON + 1, known, 0.0);
        // As many names in their leads as those that are here can be the greater part of; a float too large becomes the
        // largest number.
        let names = if any { u8::MAX } else { (16.0 * (self.led * KINDS + self.met)) as u8 };
        Comes { day: here.day, soon, within, names }
    }

    /// What the names of a lead say that are not among those of which `known` ones are known.
    fn unknown(&self, all: Brief, known: f32) -> f32 {
        (f32::from(all.names) / 16.0 - known).max(0.0)
    }

    /// Whether an article `there` that has these names and no others could be of one event with the one `here`, so many
    /// days apart.
    pub fn can_be_of_event(&self, here: Brief, there: Brief, apart: i32) -> bool {
        let of_here = share(self.known * KINDS, self.unknown(here, self.plain));
        let of_there = share(self.led * KINDS, self.unknown(there, self.met));
        story::one_event(apart, of_here.max(of_there), self.both * KINDS)
    }
}

/// Which articles can be of an event by their day.
pub struct Comes {
    day: u16,
    /// Days within which all can be.
    soon: u16,
    /// Days within which those can be that have so few names in their leads.
    within: u16,
    names: u8,
}

impl Comes {
    /// Whether articles more than [`story::LATE`] days off can be.
    pub fn lets_far(&self) -> bool {
        i32::from(self.within) > story::LATE
    }

    /// Whether an article can be; asked for each entry of each list.
    pub fn lets(&self, there: Brief) -> bool {
        let apart = there.day.abs_diff(self.day);
        apart <= self.soon || apart <= self.within && there.names <= self.names || there.day == 0
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_counted_from_1900_to_2079() {
        assert_eq!(day(Some(date(1900, 1, 1))), 1);
        assert_eq!(day(Some(date(1899, 12, 31))), 0);
        assert_eq!(day(Some(date(2079, 6, 5))), u16::MAX);
        assert_eq!(day(Some(date(2080, 1, 1))), 0);
        let brief = |d| Brief { day: day(Some(d)), names: 40, events: 1 << 31 };
        let (a, b) = (brief(date(2024, 2, 27)), brief(date(2024, 3, 8)));
        assert_eq!((a.apart(b), b.apart(a), a.apart(Brief::default())), (Some(10), Some(10), None));
        assert_eq!(Brief::of_bytes(a.bytes()), a);
    }

    #[test]
    fn who_is_near_is_numbered_in_order() {
        let brief = |day: u16| Brief { day, ..Brief::default() };
        let days = [0, 900, 955, 1000, 1010, 1011, 1045, 1046, 1000, 0, u16::MAX];
        let all: Vec<Brief> = (0..40).flat_map(|_| days).map(brief).collect();
        let briefs = Briefs::new(all.clone());
        let gone = [3, 9, 300, 4000];
        for here in [0, 3, 900, 1000, 1046, 40_000, u16::MAX].map(brief) {
            let nearby = briefs.nearby(here, &gone);
            let is_near = |n: &u32| here.is_near(all[*n as usize]) && !gone.contains(n);
            let near: Vec<u32> = (0..all.len() as u32).filter(is_near).collect();
            let numbers: Vec<u32> = (0..all.len() as u32 + 90).filter_map(|a| nearby.number(a)).collect();
            assert_eq!(numbers.iter().map(|n| nearby.article(*n)).collect::<Vec<_>>(), near, "{here:?}");
            assert!(numbers.is_sorted() && numbers.last().is_none_or(|n| (*n as usize) < nearby.end()), "{here:?}");
        }
        assert_eq!(Briefs::default().nearby(brief(1000), &gone).number(0), None);
        // Where none is near, no numbers are.
        let years: Vec<Brief> = (1..=8).flat_map(|year| vec![brief(365 * year); 400]).collect();
        let nearby = Briefs::new(years).nearby(brief(1100), &gone);
        let numbered = |article| Some(nearby.article(nearby.number(article)?));
        assert_eq!((0..3200).filter_map(numbered).collect::<Vec<_>>(), (800..1200).collect::<Vec<_>>());
        assert!(nearby.end() < 600);
    }

    #[test]
    fn after_weeks_most_names_of_a_lead_must_be_known() {
        let brief = |names| Brief { day: 1, names, events: 0 };
        let (here, there) = (brief(32), brief(48));
        let one = Named { known: 0.8, plain: 0.8, led: 0.8, met: 1.0, both: 0.8 };
        assert!(one.can_be_of_event(here, there, 10));
        assert!(!one.can_be_of_event(here, there, 11));
        let two = one.and(&Named { known: 1.1, plain: 1.0, ..one });
        assert!(two.can_be_of_event(here, there, 11) && !two.can_be_of_event(here, there, 46));
        assert!(two.and(&one).can_be_of_event(here, there, 46));
    }
}
