//! Dates of publication: what stands in front matter, bylines, date lines and file names. Small and exact: what may be
//! read in two ways is not read.

mod clock;
mod file_name;
mod stamp;

pub(super) use clock::{ZONES, leading_clock};
pub(super) use file_name::file_name_stamp;
pub(super) use stamp::{Stamp, stamps, stamps_in, weekday};

use jiff::civil::{Date, Time};

/// The day that a file's name (or the folders it lies in) gives with its year.
pub fn date_of_path(path: &str) -> Option<Date> {
    file_name_stamp(path)?.date()
}

/// What a path says of when its article was published: the same words for paths that say the same, empty for nothing.
pub fn told_by_path(path: &str) -> String {
    let told = |s: Stamp| format!("{:?} {} {} {:?} {:?}", s.year, s.month, s.day, s.weekday, s.time);
    file_name_stamp(path).map_or_else(String::new, told)
}

/// An ISO 8601 date with or without a time of day: «2024-03-24», «2024-03-24T15:30», «2024-03-24 15:30:05Z». A zone is
/// passed over: the time stays as written.
pub fn parse_date(text: &str) -> Option<(Date, Option<Time>)> {
    let text = text.trim();
    let date: Date = text.get(..10)?.parse().ok()?;
    let rest = text.get(10..)?;
    if rest.is_empty() {
        return Some((date, None));
    }
    let clock = rest.strip_prefix(['T', 't', ' '])?.trim_start();
    let end = clock.find(|c: char| !(c.is_ascii_digit() || c == ':')).unwrap_or(clock.len());
    let mut parts = clock[..end].split(':').map(|p| if p.len() == 2 { p.parse::<i8>().ok() } else { None });
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    let zone = &clock[end..];
    let fine = zone.is_empty() || zone.starts_with(['.', ',', 'Z', 'z', '+', '-', ' ', '[']);
    Some((date, Some(Time::new(hour, minute, second.min(59), 0).ok()?))).filter(|_| fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_dates_and_nothing_else() {
        let shown = |t: &str| parse_date(t).map(|(d, t)| (d.to_string(), t.map(|t| t.to_string())));
        let some = |d: &str, t: Option<&str>| Some((d.to_owned(), t.map(str::to_owned)));
        assert_eq!(shown("2024-03-24"), some("2024-03-24", None));
        assert_eq!(shown(" 2024-03-24T15:30 "), some("2024-03-24", Some("15:30:00")));
        assert_eq!(shown("2024-03-24 15:30:05.250+02:00"), some("2024-03-24", Some("15:30:05")));
        assert_eq!(shown("2024-03-24T15:30:60Z"), some("2024-03-24", Some("15:30:59")));
        for bad in [
            "",
            "24 March",
            "2024-02-30",
            "2024-03-24x",
            "2024-03-24T25:00",
            "2024-3-4",
            "2024-03-24T15",
            "ä".repeat(9).as_str(),
        ] {
            assert_eq!(parse_date(bad), None, "{bad}");
        }
    }
}
