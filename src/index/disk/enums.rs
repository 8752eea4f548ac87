//! The closed enums of a record, each variant with its code. A new variant goes to the end of its list, or the format's
//! number goes up.

use std::{collections::BTreeSet, sync::Mutex};

use super::codec::{Reader, Writer};
use crate::{
    annotate::{Hedge, Mode, NameKind, Part, figure::role::Role},
    article::Status,
    fact::{Outlook, Period, PlaceKind, Sex, Slot, TermKind},
    value::{Bound, Currency, Dimension, Unit},
};

/// An enum whose variants have a byte each.
pub trait Code: Copy + 'static {
    const ALL: &'static [Self];

    fn code(self) -> u8;

    fn of(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    fn write(self, w: &mut Writer) {
        w.byte(self.code());
    }

    fn read(r: &mut Reader<'_>) -> Option<Self> {
        Self::of(r.byte()?)
    }
}

/// Lists an enum's variants; the compiler refuses a list that leaves one out.
macro_rules! codes {
    ($name:ident: $($variant:ident),* $(,)?) => {
        impl Code for $name {
            const ALL: &'static [Self] = &[$($name::$variant),*];

            fn code(self) -> u8 {
                match self {
                    $($name::$variant => {})*
                }
                Self::ALL.iter().position(|v| *v == self).unwrap_or_default() as u8
            }
        }
    };
}

codes!(Status: Usable, Embargoed, Withdrawn, Corrected);
codes!(TermKind: Word, Event, Broad, Capital, Organisation, Place, Person);
codes!(NameKind: Person, Organisation, Place, Demonym, Event, Other);
codes!(Mode: Direct, Indirect, Mixed);
codes!(Sex: Unknown, Female, Male);
codes!(PlaceKind: Town, Street, Area, Unknown);
codes!(Part: Whole, Included, Besides);
codes!(Hedge: Reportedly, Feared, Believed, Expected, Estimated);
codes!(Outlook: Result, Forecast, Plan);
codes!(Bound: Exact, AtLeast, MoreThan, AtMost, LessThan, About, Nearly, JustOver, Range);

pub fn period(w: &mut Writer, p: Period) {
    w.byte(match p {
        Period::Quarter(n) => 10 + n,
        Period::Half(n) => 20 + n,
        Period::NineMonths => 0,
        Period::Year => 1,
        Period::YearBefore => 2,
    });
}

pub fn read_period(r: &mut Reader<'_>) -> Option<Period> {
    Some(match r.byte()? {
        0 => Period::NineMonths,
        1 => Period::Year,
        2 => Period::YearBefore,
        n @ 11..=14 => Period::Quarter(n - 10),
        n @ 21..=22 => Period::Half(n - 20),
        _ => return None,
    })
}

pub fn slot(w: &mut Writer, s: Slot) {
    let plain = PLAIN_SLOTS.iter().position(|p| *p == s);
    match s {
        Slot::Measure(Dimension::Money(c)) => {
            w.byte(MONEY);
            c.0.iter().for_each(|&b| w.byte(b));
        }
        Slot::Measure(d) => {
            w.byte(MEASURE);
            w.byte(DIMENSIONS.iter().position(|x| *x == d).unwrap_or_default() as u8);
        }
        _ => w.byte(plain.unwrap_or_default() as u8),
    }
}

pub fn read_slot(r: &mut Reader<'_>) -> Option<Slot> {
    Some(match r.byte()? {
        MONEY => Slot::Measure(Dimension::Money(Currency([r.byte()?, r.byte()?, r.byte()?]))),
        MEASURE => Slot::Measure(*DIMENSIONS.get(usize::from(r.byte()?))?),
        n => *PLAIN_SLOTS.get(usize::from(n))?,
    })
}

const MONEY: u8 = 100;
const MEASURE: u8 = 101;

const PLAIN_SLOTS: &[Slot] = &[
    Slot::Count,
    Slot::Share,
    Slot::Points,
    Slot::Money,
    Slot::Age,
    Slot::Rank,
    Slot::Times,
    Slot::When,
    Slot::Clock,
    Slot::Length,
    Slot::Quotation,
    Slot::Place,
    Slot::Score,
];

/// Every dimension but money, which carries its currency.
const DIMENSIONS: &[Dimension] = Dimension::MEASURED;

pub fn unit(w: &mut Writer, u: Unit) {
    match u {
        Unit::Money(c) => {
            w.byte(MONEY);
            c.0.iter().for_each(|&b| w.byte(b));
        }
        Unit::Measure(symbol) => {
            w.byte(MEASURE);
            w.str(symbol);
        }
        _ => w.byte(PLAIN_UNITS.iter().position(|p| *p == u).unwrap_or_default() as u8),
    }
}

pub fn read_unit(r: &mut Reader<'_>) -> Option<Unit> {
    Some(match r.byte()? {
        MONEY => Unit::Money(Currency([r.byte()?, r.byte()?, r.byte()?])),
        MEASURE => Unit::measure(r.str()?)?,
        n => *PLAIN_UNITS.get(usize::from(n))?,
    })
}

const PLAIN_UNITS: &[Unit] = &[
    Unit::Item,
    Unit::Person,
    Unit::Percent,
    Unit::PercentagePoint,
    Unit::Fraction,
    Unit::YearOld,
    Unit::Times,
    Unit::Rank,
];

pub fn role(index: u64) -> Option<Role> {
    Role::of_index(u16::try_from(index).ok()?)
}

/// The id of an annotation rule for good. There are a few dozen, and the index holds none but those of this analyser.
pub fn rule(id: &str) -> &'static str {
    static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut known = KNOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(known) = known.get(id) {
        return known;
    }
    let id: &'static str = String::from(id).leak();
    known.insert(id);
    id
}
