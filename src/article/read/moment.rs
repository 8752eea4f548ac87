use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::{Offset, TimeZone, offset},
};

use crate::article::date::{parse_date, stamps};

/// The day, and the time of day, that a text names.
pub fn day_and_time(value: &str) -> Option<(Date, Option<Time>)> {
    let stamp = |file| stamps(value, file).first().and_then(|s| Some((s.date()?, s.time)));
    // «20250314T164000», as NITF has it, else reads like a file name.
    let packed = || value.trim().parse::<DateTime>().ok().filter(|_| value.contains('T'));
    let packed = || packed().map(|d| (d.date(), Some(d.time())));
    parse_date(value).or_else(|| stamp(false)).or_else(packed).or_else(|| stamp(true))
}

/// The instant that a text names. One without a zone counts as passed when it has passed everywhere (UTC−12); one without
/// a time of day when its day has.
pub fn instant(value: &str) -> Option<Timestamp> {
    Moment::of(value)?.last(offset(-12))
}

/// A moment as exactly as it is written.
#[derive(PartialEq)]
pub struct Moment {
    date: Date,
    time: Option<Time>,
    zone: Option<Offset>,
}

impl Moment {
    pub fn of(value: &str) -> Option<Moment> {
        let exact = value.trim().replacen(' ', "T", 1).parse::<Timestamp>().ok().or_else(|| since_1970(value.trim()));
        if let Some(exact) = exact {
            let civil = Offset::UTC.to_datetime(exact);
            return Some(Moment { date: civil.date(), time: Some(civil.time()), zone: Some(Offset::UTC) });
        }
        let (date, time) = day_and_time(value)?;
        let greenwich = |w: &str| matches!(w, "GMT" | "UTC" | "Z");
        let zone = value.split(|c: char| !c.is_ascii_alphabetic()).any(greenwich).then_some(Offset::UTC);
        Some(Moment { date, time, zone })
    }

    /// Whether it had come at another moment, wherever and whenever on its day that was. Where both are written without a
    /// zone, they are of one.
    pub fn had_come(&self, at: &Moment) -> bool {
        let (west, east) = if self.zone.is_some() || at.zone.is_some() { (-12, 14) } else { (0, 0) };
        let (until, at_first) = (self.last(offset(west)), at.first(offset(east)));
        self == at || until.zip(at_first).is_some_and(|(until, at)| until <= at)
    }

    /// Without a zone of its own it is of `zone`.
    fn at(&self, date: Date, time: Time, zone: Offset) -> Option<Timestamp> {
        TimeZone::fixed(self.zone.unwrap_or(zone)).to_timestamp(DateTime::from_parts(date, time)).ok()
    }

    fn first(&self, zone: Offset) -> Option<Timestamp> {
        self.at(self.date, self.time.unwrap_or(Time::midnight()), zone)
    }

    fn last(&self, zone: Offset) -> Option<Timestamp> {
        match self.time {
            Some(time) => self.at(self.date, time, zone),
            None => self.at(self.date.tomorrow().ok()?, Time::midnight(), zone),
        }
    }
}

/// Seconds or milliseconds since 1970, of this century.
fn since_1970(value: &str) -> Option<Timestamp> {
    let number = value.parse::<i64>().ok()?;
    match value.len() {
        10 => Timestamp::from_second(number).ok(),
        13 => Timestamp::from_millisecond(number).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_with_and_without_a_zone() {
        let shown = |t: &str| instant(t).map(|t| t.to_string());
        assert_eq!(shown("2025-03-15T00:00:00+01:00").as_deref(), Some("2025-03-14T23:00:00Z"));
        assert_eq!(shown("2025-03-15 06:00:00Z").as_deref(), Some("2025-03-15T06:00:00Z"));
        assert_eq!(shown("20250315T060000Z").as_deref(), Some("2025-03-15T06:00:00Z"));
        assert_eq!(shown("20250315T060000").as_deref(), Some("2025-03-15T18:00:00Z"));
        assert_eq!(shown("2025-03-15T06:00").as_deref(), Some("2025-03-15T18:00:00Z"));
        assert_eq!(shown("18:00 GMT, 15 March 2025").as_deref(), Some("2025-03-15T18:00:00Z"));
        assert_eq!(shown("1742018400").as_deref(), Some("2025-03-15T06:00:00Z"));
        assert_eq!(shown("1742018400000").as_deref(), Some("2025-03-15T06:00:00Z"));
        for day in ["2025-03-15", "20250315", "15 March 2025"] {
            assert_eq!(shown(day).as_deref(), Some("2025-03-16T12:00:00Z"), "{day}");
        }
        for none in ["6 p.m. on Friday", "18:00", "true", "17", "02/01/2030"] {
            assert_eq!(shown(none), None, "{none}");
        }
    }

    #[test]
    fn a_moment_that_had_come_at_another() {
        let had_come = |until, at| Moment::of(until).unwrap().had_come(&Moment::of(at).unwrap());
        for (until, at) in [
            ("2026-05-04T06:00:00Z", "4 May 2026, 18:00 GMT"),
            ("2026-05-04T18:00:00Z", "2026-05-04T20:00:00+02:00"),
            ("2026-05-04", "2026-05-04"),
            ("3 May 2026", "2026-05-04"),
            ("2026-05-04T06:00", "2026-05-04 18:00"),
            ("01/01/2020", "May 4, 2026"),
        ] {
            assert!(had_come(until, at), "{until}, {at}");
        }
        for (until, at) in [
            ("2030-01-01T06:00:00Z", "4 May 2026"),
            ("1 January 2030", "2026-05-04"),
            ("2026-05-04T18:00:00Z", "2026-05-04"),
            ("2026-05-04T18:00:00Z", "2026-05-04T19:00:00+02:00"),
            // Its zone may be an eastern one.
            ("2026-05-04T06:00:00Z", "2026-05-04T18:00"),
        ] {
            assert!(!had_come(until, at), "{until}, {at}");
        }
    }
}
