//! By what the versions of an article are known as one story's, and when it may be told.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::{TimeZone, offset},
};

use super::front_matter::FrontMatter;
use crate::article::{
    Identity,
    date::{parse_date, stamps},
};

const URI: &[&str] = &["uri", "guid", "urn", "docid"];
const URL: &[&str] = &["canonical", "canonicalurl", "url", "permalink", "link", "sourceurl"];
const VERSION: &[&str] = &["version", "versionnumber", "revision"];
const MODIFIED: &[&str] = &["modified", "updated", "lastmod", "lastupdated", "datemodified", "versioncreated"];
pub const EMBARGOED: &[&str] = &["embargoed", "embargo", "embargoeduntil"];

/// What the fields around an article tell of it.
pub fn identity(front: Option<&FrontMatter>) -> Identity {
    let get = |keys| front.and_then(|f| f.get(keys)).map(str::trim).filter(|v| !v.is_empty());
    Identity {
        uri: get(URI).map(str::to_owned),
        url: get(URL).and_then(plain_url),
        version: get(VERSION).and_then(|v| v.trim_start_matches(['v', 'V']).parse().ok()),
        modified: get(MODIFIED).and_then(moment),
        embargo: get(EMBARGOED).and_then(instant),
    }
}

fn moment(value: &str) -> Option<(Date, Option<Time>)> {
    parse_date(value).or_else(|| stamps(value, false).first().and_then(|s| Some((s.date()?, s.time))))
}

/// The instant that a text names. One without a zone counts as passed when it has passed everywhere (UTC−12); one without
/// a time of day when its day has.
pub fn instant(value: &str) -> Option<Timestamp> {
    if let Ok(exact) = value.trim().replacen(' ', "T", 1).parse::<Timestamp>() {
        return Some(exact);
    }
    let (date, time) = moment(value)?;
    let civil = match time {
        Some(time) => DateTime::from_parts(date, time),
        None => DateTime::from_parts(date.tomorrow().ok()?, Time::midnight()),
    };
    let greenwich = value.split(|c: char| !c.is_ascii_alphabetic()).any(|w| matches!(w, "GMT" | "UTC" | "Z"));
    let zone = if greenwich { TimeZone::UTC } else { TimeZone::fixed(offset(-12)) };
    zone.to_timestamp(civil).ok()
}

/// An address without what differs between links to one page: scheme, «www.», the parameters of campaigns, the fragment.
/// `None` for the address of a whole site.
fn plain_url(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |u| u.1);
    let rest = rest.split('#').next()?;
    let (page, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = page.split_once('/')?;
    let path = path.trim_end_matches('/');
    let campaign = |p: &&str| p.is_empty() || ["utm_", "fbclid", "gclid", "ref="].iter().any(|c| p.starts_with(c));
    let query: Vec<&str> = query.split('&').filter(|p| !campaign(p)).collect();
    if path.is_empty() && query.is_empty() {
        return None;
    }
    let host = host.to_ascii_lowercase();
    let mut out = format!("{}/{path}", host.strip_prefix("www.").unwrap_or(&host));
    if !query.is_empty() {
        out.push('?');
        out.push_str(&query.join("&"));
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_page() {
        let wanted = Some("x.example/a/ferry?id=5".to_owned());
        for url in ["https://www.x.example/a/ferry?id=5", "http://X.example/a/ferry/?utm_source=y&id=5#top"] {
            assert_eq!(plain_url(url), wanted, "{url}");
        }
        assert_eq!(plain_url("https://x.example/"), None);
        assert_eq!(plain_url("https://x.example"), None);
    }

    #[test]
    fn instants_with_and_without_a_zone() {
        let shown = |t: &str| instant(t).map(|t| t.to_string());
        assert_eq!(shown("2025-03-15T00:00:00+01:00").as_deref(), Some("2025-03-14T23:00:00Z"));
        assert_eq!(shown("2025-03-15 06:00:00Z").as_deref(), Some("2025-03-15T06:00:00Z"));
        assert_eq!(shown("2025-03-15T06:00").as_deref(), Some("2025-03-15T18:00:00Z"));
        assert_eq!(shown("18:00 GMT, 15 March 2025").as_deref(), Some("2025-03-15T18:00:00Z"));
        assert_eq!(shown("2025-03-15").as_deref(), Some("2025-03-16T12:00:00Z"));
        assert_eq!(shown("6 p.m. on Friday"), None);
    }
}
