//! The day of a time that names none («at 5:40 p.m.», «shortly before midnight»): the one its story tells of, which is
//! seldom the article's own.

use jiff::{
    SignedDuration,
    civil::{Date, DateTime},
};

use super::{
    expression::{Part, Saying, Unit},
    words::Tense,
};
use crate::annotate::TimexMod;

/// A single day that the article has named.
#[derive(Clone, Copy, Debug)]
struct Named {
    day: Date,
    /// Its evening or night was told of, so that small hours are the next day's.
    late: bool,
    block: usize,
}

/// The single days that an article has named so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Story {
    now: Option<Date>,
    block: usize,
    /// The last one of the block.
    here: Option<Named>,
    /// The last one of the block on which something was only said.
    said: Option<Date>,
    /// The last one that had come when the article appeared.
    past: Option<Named>,
    /// The last one still to come.
    coming: Option<Named>,
    /// The last moment that was told of, in minutes of its day, with its block, and whether it lies before the one told
    /// before it.
    moment: Option<(Date, u16, usize)>,
    falling: bool,
}

/// Days back from the article's that news tells of without naming them again.
const FRESH: i32 = 7;
/// Blocks after a day in which a time may still be of it: after one that lies further back, and in a sentence without a
/// tense.
const OLD: usize = 1;
const NEAR: usize = 3;

impl Story {
    /// Begins a block of an article, or of its entry, that appeared on `now`.
    pub fn begin(&mut self, block: usize, now: Option<Date>) {
        (self.block, self.now) = (block, now);
        (self.here, self.said) = (None, None);
    }

    /// Takes in a named day, with what else its expression says.
    pub fn tell(&mut self, day: Date, what: &Saying, tense: Tense, said: bool) {
        if said {
            self.said = Some(day);
            return;
        }
        if let Some(minutes) = what.clock.filter(|c| c.sure).map(|c| c.minutes()) {
            self.falling = self.moment.is_some_and(|(d, m, _)| (day, minutes) < (d, m));
            self.moment = Some((day, minutes, self.block));
        } else if what.clock.is_some() || self.moment.is_some_and(|(d, ..)| d != day) {
            self.moment = None;
        }
        let again = self.here.or(self.past).filter(|n| n.day == day);
        let named = Named { day, late: late(what) || again.is_some_and(|n| n.late), block: self.block };
        self.here = Some(named);
        if self.now.is_some_and(|now| day > now) || tense == Tense::Future && self.now == Some(day) {
            self.coming = Some(named);
        } else {
            self.past = Some(named);
        }
    }

    /// The moment from which «an hour later» counts: the last one, in this block or the one before.
    pub fn moment(&self) -> Option<DateTime> {
        let (day, minutes, _) = self.moment.filter(|m| self.block - m.2 <= 1)?;
        Some(day.at((minutes / 60 % 24) as i8, (minutes % 60) as i8, 0, 0))
    }

    /// Goes on to what was counted from the last moment («two minutes later»).
    pub fn elapse(&mut self, unit: Unit, offset: i32) {
        let seconds = i64::from(offset) * unit.seconds();
        let then = self.moment().and_then(|m| m.checked_add(SignedDuration::from_secs(seconds)).ok());
        self.moment = then.map(|m| (m.date(), m.hour() as u16 * 60 + m.minute() as u16, self.block));
    }

    /// The last day named in the block.
    pub fn here(&self) -> Option<Date> {
        self.here.map(|n| n.day).or(self.said)
    }

    /// The day of a bare time in a sentence of that tense.
    pub fn day(&self, what: &Saying, tense: Tense) -> Option<Date> {
        let fits = |n: &Named| match (tense, self.now) {
            (Tense::Past, Some(now)) => n.day <= now,
            (Tense::Future, Some(now)) => n.day >= now,
            _ => true,
        };
        let told = || match tense {
            Tense::Past => self.past.filter(|p| self.block - p.block <= OLD || self.fresh(p.day)),
            Tense::Future => self.coming,
            Tense::Unknown | Tense::Near => self.past.filter(|p| self.block - p.block <= NEAR && self.fresh(p.day)),
        };
        let Some(named) = self.here.filter(fits).or_else(told) else { return self.here() };
        if self.night_before(what, named.day) {
            return named.day.yesterday().ok();
        }
        let next = named.day.tomorrow().ok().filter(|&d| tense == Tense::Future || self.now.is_none_or(|now| d <= now));
        Some(next.filter(|_| after_midnight(what, named.late)).unwrap_or(named.day))
    }

    /// Whether a list that goes back in time has passed midnight: in the evening of the article's own day, after two
    /// times of its morning, the later one first.
    fn night_before(&self, what: &Saying, day: Date) -> bool {
        let evening = what.clock.is_some_and(|c| c.sure && c.hour >= 18);
        let morning = self.moment.is_some_and(|(d, minutes, _)| d == day && minutes < 12 * 60);
        evening && morning && self.falling && self.now == Some(day)
    }

    fn fresh(&self, day: Date) -> bool {
        self.now.is_none_or(|now| day.until(now).is_ok_and(|s| s.get_days() <= FRESH))
    }
}

/// Whether a saying is of the evening or the night.
fn late(what: &Saying) -> bool {
    matches!(what.part, Some(Part::Evening | Part::Night)) || what.clock.is_some_and(|c| c.sure && c.hour >= 18)
}

/// Whether a time is of the night that follows its day, told of until late or not: small hours, or midnight.
fn after_midnight(what: &Saying, late: bool) -> bool {
    let Some(clock) = what.clock else {
        return late && what.part == Some(Part::Morning) && what.modifier == Some(TimexMod::Start);
    };
    let midnight = clock.hour == 0 && clock.minute.is_none();
    midnight && what.modifier == Some(TimexMod::Before) || late && (midnight || clock.sure && clock.hour < 6)
}
