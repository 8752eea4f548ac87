//! Lengths of time as TIMEX3 writes them (ISO 8601 durations, with `X` for an amount that is left open).

use std::fmt::Write;

use smallvec::SmallVec;

use super::{
    expression::{Amount, Duration, Unit},
    stretch::push_padded,
};
use crate::value::Length;

/// A unit's letter, whether it belongs behind the `T`, and how many of them make one of it.
fn letter(unit: Unit) -> (&'static str, bool, i64) {
    match unit {
        Unit::Second => ("S", true, 1),
        Unit::Minute => ("M", true, 1),
        Unit::Hour => ("H", true, 1),
        Unit::Day => ("D", false, 1),
        Unit::Weekend => ("WE", false, 1),
        Unit::Week => ("W", false, 1),
        Unit::Fortnight => ("W", false, 2),
        Unit::Month => ("M", false, 1),
        Unit::Quarter => ("Q", false, 1),
        Unit::Year => ("Y", false, 1),
        Unit::Decade => ("Y", false, 10),
        Unit::Century => ("Y", false, 100),
    }
}

/// The next smaller unit and how many of it make one, for writing fractions.
fn smaller(unit: Unit) -> Option<(Unit, i64)> {
    Some(match unit {
        Unit::Minute => (Unit::Second, 60),
        Unit::Hour => (Unit::Minute, 60),
        Unit::Day => (Unit::Hour, 24),
        Unit::Year => (Unit::Month, 12),
        Unit::Decade => (Unit::Year, 10),
        Unit::Century => (Unit::Year, 100),
        _ => return None,
    })
}

impl Duration {
    /// The TIMEX3 value: `P7Y4M`, `PT20M`, `PXY`, `PXDE`.
    pub fn value(&self) -> String {
        let mut date = String::with_capacity(8);
        date.push('P');
        let mut time = String::new();
        for (amount, unit) in self.merged() {
            let (symbol, clock, times) = letter(unit);
            let out = if clock { &mut time } else { &mut date };
            match amount {
                Amount::Vague => {
                    let symbol = match unit {
                        Unit::Decade => "DE",
                        Unit::Century => "CE",
                        _ => symbol,
                    };
                    let _ = write!(out, "X{symbol}");
                }
                Amount::Exact(hundredths) => {
                    let n = hundredths * times;
                    let _ = match n % 100 {
                        0 => {
                            push_padded(out, n / 100, 1);
                            out.write_str(symbol)
                        }
                        r if r % 10 == 0 => write!(out, "{}.{}{symbol}", n / 100, r / 10),
                        r => write!(out, "{}.{r:02}{symbol}", n / 100),
                    };
                }
            }
        }
        if !time.is_empty() {
            date.push('T');
            date.push_str(&time);
        }
        date
    }

    /// The amounts with those of one unit added up («an hour and a half») and fractions in a smaller unit.
    fn merged(&self) -> SmallVec<[(Amount, Unit); 2]> {
        let mut out: SmallVec<[(Amount, Unit); 2]> = SmallVec::new();
        for &(amount, unit) in &self.0 {
            match (out.last_mut(), amount) {
                (Some((Amount::Exact(sum), last)), Amount::Exact(n)) if *last == unit => *sum += n,
                _ => out.push((amount, unit)),
            }
        }
        if let [(Amount::Exact(n), unit)] = out[..]
            && n % 100 != 0
            && let Some((small, times)) = smaller(unit)
            && (n * times) % 100 == 0
        {
            out[0] = (Amount::Exact(n * times), small);
        }
        out
    }

    /// How long it is, where every amount is given.
    pub fn length(&self) -> Option<Length> {
        let mut length = Length::default();
        for &(amount, unit) in &self.0 {
            let Amount::Exact(hundredths) = amount else { return None };
            let seconds = |each: i64| hundredths.checked_mul(each).map(|s| s / 100);
            match unit {
                Unit::Second => length.seconds += seconds(1)?,
                Unit::Minute => length.seconds += seconds(60)?,
                Unit::Hour => length.seconds += seconds(3600)?,
                Unit::Day => length.seconds += seconds(86_400)?,
                Unit::Weekend => length.seconds += seconds(2 * 86_400)?,
                Unit::Week => length.seconds += seconds(7 * 86_400)?,
                Unit::Fortnight => length.seconds += seconds(14 * 86_400)?,
                Unit::Month => length.centimonths += hundredths,
                Unit::Quarter => length.centimonths += hundredths.checked_mul(3)?,
                Unit::Year => length.centimonths += hundredths.checked_mul(12)?,
                Unit::Decade => length.centimonths += hundredths.checked_mul(120)?,
                Unit::Century => length.centimonths += hundredths.checked_mul(1200)?,
            }
        }
        Some(length)
    }
}
