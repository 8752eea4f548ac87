//! Feasts by the moon: the Islamic, Chinese and Hindu calendars, reckoned astronomically. Where a month begins when the
//! crescent is seen, a country's day can be one off.

use jiff::{ToSpan, civil::Date};

use super::moon::{ahead, day, height, julian, latitude, lunation, moon, new_moon, sun};

/// A lunar day: the month counted from Chaitra (0), the tithi from the new moon (1 to 30), and the hour in India at which
/// it must run.
#[derive(Clone, Copy)]
pub struct Tithi {
    pub month: u8,
    pub day: u8,
    pub hour: u8,
}

const MECCA: f64 = 3.0;
const CHINA: f64 = 8.0;
const INDIA: f64 = 5.5;

/// Years for which the moon is reckoned.
fn within(year: i16) -> bool {
    (1800..2200).contains(&year)
}

/// The first such day of the Islamic calendar in a year, as the Umm al-Qura calendar of Saudi Arabia has it (R. H. van
/// Gent). A month begins on the day after a conjunction before sunset in Mecca, but for the moonset; from 1973 to 1999
/// the conjunction had to be before three in the morning of the month's first day.
pub fn hijri(month: u8, day_of_month: u8, year: i16) -> Option<Date> {
    if !within(year) {
        return None;
    }
    // The new moon of 20 September 2017 began the year 1439.
    const MUHARRAM: i32 = 219;
    let first = lunation(julian(Date::new(year, 1, 1).ok()?)) - 2;
    (first..first + 16).filter(|k| (k - MUHARRAM).rem_euclid(12) == month as i32 - 1).find_map(|k| {
        let conjunction = new_moon(k);
        // Six hours later the day has turned where the sun was down.
        let hours = if (1973..1999).contains(&year) { 0.0 } else { MECCA + 6.0 };
        let mut eve = day(conjunction, hours)?;
        if year >= 2002 && !outlasts_sun(eve) {
            eve = eve.tomorrow().ok()?;
        }
        eve.checked_add((day_of_month as i64).days()).ok().filter(|d| d.year() == year)
    })
}

/// Whether the moon sets after the sun in Mecca on a day, the conjunction being before that.
fn outlasts_sun(date: Date) -> bool {
    const LATITUDE: f64 = 21.4225;
    const LONGITUDE: f64 = 39.826;
    let noon = julian(date) + 0.5 - LONGITUDE / 360.0;
    // When the sun's upper edge is at the horizon: its height falls by some 14° an hour.
    let sunset = (0..6).fold(noon + 0.25, |t, _| t + (height(t, sun(t), 0.0, LATITUDE, LONGITUDE) + 0.833) / 330.0);
    // The moon's parallax outweighs refraction and half its breadth by an eighth of a degree.
    height(sunset, moon(sunset), latitude(sunset), LATITUDE, LONGITUDE) > 0.125
}

/// A day of the Chinese calendar: a month holds the sun's entry into its sign (330° for the first, 0° for the second).
pub fn chinese(month: u8, day_of_month: u8, year: i16) -> Option<Date> {
    if !within(year) {
        return None;
    }
    let sign = (330.0 + 30.0 * (month as f64 - 1.0)).rem_euclid(360.0);
    let first = lunation(julian(Date::new(year, 1, 1).ok()?)) - 1;
    (first..first + 15).find_map(|k| {
        let (start, end) = (day(new_moon(k), CHINA)?, day(new_moon(k + 1), CHINA)?);
        // Degrees to the sign at both ends, as seen at midnight.
        let to = |d: Date| (sign - sun(julian(d) - CHINA / 24.0) + 180.0).rem_euclid(360.0) - 180.0;
        let holds = to(start) > 0.0 && to(start) < 40.0 && to(end) <= 0.0;
        holds.then(|| start.checked_add((day_of_month as i64 - 1).days()).ok()).flatten().filter(|d| d.year() == year)
    })
}

/// The sun's longitude from the first point of the sidereal Aries (Lahiri's ayanamsa).
fn sidereal(t: f64) -> f64 {
    let precession = 23.853 + (t - 2_451_545.0) / 365.25 * 0.013_968_8;
    (sun(t) - precession).rem_euclid(360.0)
}

/// The day on which a lunar day of a Hindu month is kept. Months are named by the sign that the sun enters in them; the
/// first of two with one name is passed over.
pub fn hindu(tithi: Tithi, year: i16) -> Option<Date> {
    if !within(year) {
        return None;
    }
    let expected = |y: i16| Some(lunation(julian(Date::new(y, 3, 24).ok()?) + 29.53 * tithi.month as f64));
    [year - 1, year].into_iter().filter_map(expected).flat_map(|k| k - 2..k + 3).find_map(|k| {
        let (start, end) = (new_moon(k), new_moon(k + 1));
        let sign = |t: f64| (sidereal(t) / 30.0) as u8;
        if (sign(start) + 1) % 12 != tithi.month || sign(start) == sign(end) {
            return None;
        }
        let at = |n: u8| {
            let degrees = 12.0 * n as f64;
            if n == 30 { end } else { ahead(start + degrees / 12.190_749, degrees) }
        };
        let (from, to) = (at(tithi.day - 1), at(tithi.day));
        let first = day(from, INDIA)?;
        let runs = |d: Date| {
            let moment = julian(d) + (tithi.hour as f64 - INDIA) / 24.0;
            (from..to).contains(&moment)
        };
        let next = first.tomorrow().ok()?;
        let kept = if !runs(first) && runs(next) { next } else { first };
        (kept.year() == year).then_some(kept)
    })
}

/// The day on which the sun enters a sidereal sign (0 is Aries), the next one when that is after sunset in India.
pub fn enters(sign: u8, year: i16) -> Option<Date> {
    if !within(year) {
        return None;
    }
    let first = julian(Date::new(year, 1, 1).ok()?);
    let degrees = 30.0 * sign as f64;
    let wanted = (degrees - sidereal(first)).rem_euclid(360.0);
    let entry = (0..6).fold(first + wanted * 365.25 / 360.0, |t, _| {
        let off = (sidereal(t) - degrees + 180.0).rem_euclid(360.0) - 180.0;
        t - off * 365.25 / 360.0
    });
    day(entry, INDIA + 6.0)
}
