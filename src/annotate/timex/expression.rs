//! What a temporal expression says, before it is placed on the calendar.

use smallvec::SmallVec;

use super::{holiday, words::Tense};
use crate::{
    annotate::{Rule, TimexKind, TimexMod},
    base::Span,
};

/// A temporal expression as recognised in its block. Its span is relative to the block.
#[derive(Clone, PartialEq, Debug)]
pub struct Expression {
    pub span: Span,
    pub(in crate::annotate) what: Saying,
    pub(super) tense: Tense,
    /// Whether its block says nothing but times («Thursday, 9:30»): a calendar's entry, which looks ahead.
    pub(super) alone: bool,
    /// A day on which something was only reported («police said Friday»).
    pub(super) said: bool,
    /// An entry that only begins or ends («after 5 p.m.», «until Friday»).
    pub(super) open: Option<Open>,
    pub(super) rule: Rule,
}

/// Which end of a stretch of time is given. The other is `..`, as in ISO 8601-2.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Open {
    From,
    Until,
}

/// A day or longer stretch with, perhaps, a time of day.
#[derive(Clone, PartialEq, Debug)]
pub struct Saying {
    pub when: When,
    pub part: Option<Part>,
    pub clock: Option<Clock>,
    pub modifier: Option<TimexMod>,
    /// A weekday written beside a full date.
    pub weekday: Option<(Span, u8)>,
}

impl From<When> for Saying {
    fn from(when: When) -> Self {
        Saying { when, part: None, clock: None, modifier: None, weekday: None }
    }
}

#[derive(Clone, PartialEq, Debug)]
pub enum When {
    /// A time of day alone: its day is the context's.
    Day,
    /// `month` and `day` are 0 where they are not given.
    Date {
        year: Year,
        month: u8,
        day: u8,
        place: Place,
    },
    /// 1 is Monday.
    Weekday {
        day: u8,
        place: Place,
    },
    /// The unit that lies `offset` units from another: «last month», «yesterday», «two days later».
    Shift {
        unit: Unit,
        offset: i32,
        from: Origin,
    },
    /// «three days before Easter»: an amount counted from another expression.
    Offset {
        unit: Unit,
        amount: i32,
        from: Box<When>,
    },
    /// The nth unit or weekday (counted from the end when negative) within another.
    Nth {
        nth: i8,
        of: NthOf,
        within: Box<When>,
    },
    /// The nth weekday after a day, or before it when negative: «the first Monday after Easter».
    Counted {
        nth: i8,
        day: u8,
        from: Box<When>,
    },
    /// The one nearest to another: «March two years ago».
    Near {
        what: Box<When>,
        to: Box<When>,
    },
    /// The nth nearest of many to a day: «the Sunday closest to 11 November», «the second closest Monday to May 5».
    Closest {
        nth: u8,
        what: Box<When>,
        to: Box<When>,
    },
    /// First year of the decade.
    Decade(i16),
    /// 20 is the 20th century.
    Century(i16),
    /// 0 is spring.
    Season {
        season: u8,
        year: Year,
        place: Place,
    },
    Quarter {
        nth: u8,
        year: Year,
    },
    Half {
        nth: u8,
        year: Year,
    },
    Fiscal(Year),
    /// The ISO week of a year.
    Week {
        nth: u8,
        year: Year,
    },
    /// The week, or weekend, that holds a day.
    Around {
        unit: Unit,
        day: Box<When>,
    },
    Holiday {
        row: u8,
        /// The country named with it, by its number among those that keep it on a date of their own, or 0.
        home: u8,
        year: Year,
        place: Place,
    },
    Refers(Reference),
    Length(Duration),
    Every(Set),
    Range(Box<(Saying, Saying)>),
}

/// Which year a day or month belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Year {
    /// Not said: the tense decides.
    Open,
    Given(i16),
    /// Counted from the article's.
    Relative(i8),
}

/// Which one of the many Fridays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Not said: the tense decides.
    Open,
    Last,
    /// In the unit before this one.
    Previous,
    Next,
    /// The one after the next.
    AfterNext,
    /// The nearest one that is still to come.
    Coming,
    /// So many of them from now: the third one to come, or the second one past when negative.
    Count(i8),
    This,
    /// In the week that many weeks from this one.
    Week(i8),
    /// The first one before, or after, the date before.
    Before,
    After,
    /// The one nearest to the date before.
    Near,
}

/// What a relative expression is counted from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The article's date.
    Now,
    /// The date before it in the text.
    Anchor,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NthOf {
    Unit(Unit),
    Weekday(u8),
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Morning,
    Midday,
    Noon,
    Afternoon,
    Evening,
    Night,
    Midnight,
}

/// A clock time as written: minutes and seconds only where they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Clock {
    pub hour: u8,
    pub minute: Option<u8>,
    pub second: Option<u8>,
    /// Whether it is known which half of the day is meant.
    pub sure: bool,
    /// Stated in universal time.
    pub utc: bool,
}

/// TIMEX3's values for what has no place on the calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reference {
    Past,
    Present,
    Future,
}

/// How much of a unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Amount {
    /// In hundredths.
    Exact(i64),
    /// «several», or none at all («hours»).
    Vague,
}

/// Amounts of units, largest first: «seven years and four months».
/// Nearly all have one, and every expression is as large as the largest: room for two made moving them a tenth of the work
/// of finding dates.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Duration(pub SmallVec<[(Amount, Unit); 1]>);

impl Duration {
    pub fn of(amount: Amount, unit: Unit) -> Self {
        Duration(SmallVec::from_slice(&[(amount, unit)]))
    }
}

/// What recurs.
#[derive(Clone, PartialEq, Debug)]
pub enum Set {
    Each(Duration),
    Weekday(u8),
    Weekend,
    Weekdays,
    /// A month, or a day of it where that is not 0, of each year.
    Date {
        month: u8,
        day: u8,
    },
    /// A part of each day.
    Day,
}

impl When {
    /// Whether it depends on the article's country.
    pub fn is_national(&self) -> bool {
        match self {
            When::Holiday { row, .. } => holiday::is_national(*row),
            When::Offset { from: inner, .. }
            | When::Counted { from: inner, .. }
            | When::Near { what: inner, .. }
            | When::Closest { to: inner, .. }
            | When::Around { day: inner, .. } => inner.is_national(),
            When::Range(ends) => ends.0.when.is_national() || ends.1.when.is_national(),
            _ => false,
        }
    }

    /// Whether the verbs around it say which day or year is meant.
    pub fn needs_tense(&self) -> bool {
        match self {
            When::Day | When::Shift { unit: Unit::Day | Unit::Weekend, offset: 0, from: Origin::Now } => true,
            When::Date { year, place, .. } => *year == Year::Open && *place == Place::Open,
            When::Weekday { place, .. } => matches!(place, Place::Open | Place::This),
            When::Season { year, .. } | When::Quarter { year, .. } | When::Holiday { year, .. } => *year == Year::Open,
            When::Offset { from: inner, .. }
            | When::Counted { from: inner, .. }
            | When::Near { what: inner, .. }
            | When::Closest { to: inner, .. }
            | When::Nth { within: inner, .. }
            | When::Around { day: inner, .. } => inner.needs_tense(),
            When::Range(ends) => ends.0.when.needs_tense() || ends.1.when.needs_tense(),
            _ => false,
        }
    }
}

impl Unit {
    /// Whether it is shorter than a day.
    pub fn of_clock(self) -> bool {
        self < Unit::Day
    }

    /// Its length, where it is shorter than a day; else 0.
    pub fn seconds(self) -> i64 {
        match self {
            Unit::Hour => 3600,
            Unit::Minute => 60,
            Unit::Second => 1,
            _ => 0,
        }
    }
}

impl Saying {
    pub fn kind(&self) -> TimexKind {
        match self.when {
            When::Every(_) => TimexKind::Set,
            When::Length(_) => TimexKind::Duration,
            When::Range(ref ends) => ends.0.kind(),
            When::Shift { unit, .. } if unit.of_clock() => TimexKind::Time,
            _ if self.clock.is_some() || self.part.is_some() => TimexKind::Time,
            _ => TimexKind::Date,
        }
    }

    /// Whether it names one day (and no time in it yet), so that a time of day can join it.
    pub fn is_day(&self) -> bool {
        match &self.when {
            When::Date { day, .. } => *day > 0,
            When::Weekday { .. } | When::Offset { .. } => true,
            When::Holiday { .. } | When::Counted { .. } | When::Closest { .. } => true,
            When::Near { what, .. } => matches!(**what, When::Date { day: 1.., .. } | When::Holiday { .. }),
            When::Shift { unit, .. } => *unit == Unit::Day,
            When::Nth { of, .. } => matches!(of, NthOf::Weekday(_) | NthOf::Unit(Unit::Day)),
            When::Every(Set::Weekday(_) | Set::Day) => true,
            When::Every(Set::Each(d)) => matches!(d.0[..], [(Amount::Exact(100), Unit::Day)]),
            _ => false,
        }
    }
}
