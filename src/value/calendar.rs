use jiff::civil::Date;

/// The days from `first` to `last`, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct DayInterval {
    pub first: Date,
    pub last: Date,
}

impl DayInterval {
    pub fn day(date: Date) -> Self {
        DayInterval { first: date, last: date }
    }

    pub fn meets(&self, other: &DayInterval) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    pub fn covers(&self, other: &DayInterval) -> bool {
        self.first <= other.first && other.last <= self.last
    }
}

/// Minutes of the day from `first` to `last`, both included; a clock time has both equal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClockInterval {
    pub first: u16,
    pub last: u16,
}

/// A length of time. Months and seconds are kept apart, since no fixed number of one makes the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Length {
    /// In hundredths of a month, so that half a year and a quarter are exact.
    pub centimonths: i64,
    pub seconds: i64,
}
