use super::{national::National, reckoning::Reckoning};

/// A named day, or some days.
pub struct Row {
    /// In small letters, without apostrophes and hyphens; «day» may follow each. A last «s» may be a possessive.
    pub names: &'static [&'static str],
    pub date: Reckoning,
    /// Days it touches.
    pub days: u8,
    /// Whether the word «day» must follow («Independence», «Labor»).
    pub needs_day: bool,
    /// The countries that keep it on dates of their own, where there are such.
    pub national: National,
    /// Whether it is one day from evening to evening, named by the first.
    pub evening: bool,
}

pub const fn row(names: &'static [&'static str], date: Reckoning) -> Row {
    Row { names, date, days: 1, needs_day: false, national: &[], evening: false }
}

pub const fn day(names: &'static [&'static str], date: Reckoning) -> Row {
    Row { needs_day: true, ..row(names, date) }
}

pub const fn span(names: &'static [&'static str], date: Reckoning, days: u8) -> Row {
    Row { days, ..row(names, date) }
}

pub const fn evening(names: &'static [&'static str], date: Reckoning) -> Row {
    Row { days: 2, evening: true, ..row(names, date) }
}

/// A day that countries keep on dates of their own; `date` is for a country that is not known.
pub const fn national(names: &'static [&'static str], date: Reckoning, national: National) -> Row {
    Row { national, ..day(names, date) }
}
