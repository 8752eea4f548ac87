//! Versions of one story: which articles are, and which of them is the newest.

use std::cmp::Ordering;

use jiff::{
    Timestamp,
    civil::{Date, Time},
};

use super::FactSheet;
use crate::article::{Article, Status};

/// By what an article is known as a version of a story.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Edition {
    /// Of the agency's name for the story (ninjs `uri`, NewsML-G2 `guid`).
    pub uri: Option<u64>,
    /// Of its address.
    pub url: Option<u64>,
    /// Of outlet and headline.
    pub title: Option<u64>,
    /// The version's number, as its agency counts.
    pub number: Option<u32>,
    /// When it was written or last changed.
    pub moment: Option<(Date, Option<Time>)>,
    /// Until when it is held back.
    pub embargo: Option<Timestamp>,
}

/// How an article stands at the moment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Standing {
    #[default]
    Current,
    /// There is a newer version of it.
    Earlier,
    Embargoed,
    Withdrawn,
}

impl Standing {
    /// As machines read it, and people too.
    pub const fn name(self) -> &'static str {
        match self {
            Standing::Current => "current",
            Standing::Earlier => "earlier version",
            Standing::Embargoed => "embargoed",
            Standing::Withdrawn => "withdrawn",
        }
    }
}

/// Words in front of a headline that tell of a new version and belong to no story.
const MARKERS: &[&str] =
    &["update", "updated", "wrapup", "corrected", "correction", "refile", "rpt", "lead", "urgent", "breaking"];

/// Words that a headline has at least by which a story is known: «Weather» is every day's.
const WORDS: usize = 4;

impl Edition {
    pub fn of(article: &Article) -> Edition {
        let meta = &article.meta;
        let known = &meta.identity;
        let title = article.headline().and_then(|h| {
            let headline = headline(&h)?;
            // «Calder Herald» and «The Calder Herald» are one paper.
            let outlet = folded(meta.outlet.as_deref()?);
            let the = usize::from(outlet.first().is_some_and(|w| w == "the"));
            let outlet = outlet[the..].join(" ");
            (!outlet.is_empty()).then(|| hash("title", &format!("{outlet}: {headline}")))
        });
        let published = meta.published.map(|p| (p.date, p.time));
        Edition {
            uri: known.uri.as_deref().map(|u| hash("uri", u)),
            url: known.url.as_deref().map(|u| hash("url", u)),
            title,
            number: known.version,
            moment: known.modified.max(published),
            embargo: known.embargo,
        }
    }

    /// The keys that versions of a story may share.
    pub fn keys(&self) -> impl Iterator<Item = u64> {
        [self.uri, self.url, self.title].into_iter().flatten()
    }
}

/// How `a` stands to `b` as a version of the same story: `Greater` when it is the newer one. `None` for two stories, and
/// where nothing tells which is newer.
pub fn order(a: &FactSheet, b: &FactSheet) -> Option<Ordering> {
    let (x, y) = (&a.edition, &b.edition);
    let same = |x: Option<u64>, y: Option<u64>| x.is_some() && x == y;
    let both = |x: Option<u64>, y: Option<u64>| x.is_some() && y.is_some();
    if same(x.uri, y.uri)
        && let (Some(m), Some(n)) = (x.number, y.number)
        && m != n
    {
        return Some(m.cmp(&n));
    }
    let ((d, s), (e, t)) = (x.moment?, y.moment?);
    let near = || (d.duration_until(e).as_hours()).abs() <= 24;
    // A headline may come again for another story; its own name or address would tell, and so does its text.
    let retold = || {
        let known = both(x.uri, y.uri) || both(x.url, y.url);
        same(x.title, y.title) && !known && near() && a.fingerprint.akin(&b.fingerprint)
    };
    if !(same(x.uri, y.uri) || same(x.url, y.url) || retold()) {
        return None;
    }
    let by_time = || s.zip(t).map_or(Ordering::Equal, |(s, t)| s.cmp(&t));
    Some(d.cmp(&e).then_with(by_time)).filter(|o| o.is_ne())
}

/// How an article stands, given the articles that share a key with it. Without a `now` nothing that was held back is out.
pub fn standing<S: std::ops::Deref<Target = FactSheet>>(
    sheet: &FactSheet,
    now: Option<Timestamp>,
    others: impl Iterator<Item = S>,
) -> Standing {
    match sheet.status {
        Status::Withdrawn => return Standing::Withdrawn,
        Status::Embargoed if sheet.edition.embargo.zip(now).is_none_or(|(until, now)| until > now) => {
            return Standing::Embargoed;
        }
        _ => {}
    }
    // A newer version that may not be told yet, or was taken back, leaves the older one standing, but for one by which an
    // agency takes back the story that it knows by that name.
    let killed = |o: &FactSheet| {
        o.status == Status::Withdrawn && sheet.edition.uri.is_some() && o.edition.uri == sheet.edition.uri
    };
    let mut out = Standing::Current;
    for o in others.filter(|o| order(o, sheet) == Some(Ordering::Greater)) {
        if standing(&o, now, std::iter::empty::<S>()) == Standing::Current {
            return Standing::Earlier;
        }
        if killed(&o) {
            out = Standing::Withdrawn;
        }
    }
    out
}

/// A headline without case, marks and what tells of a new version; `None` for a short one.
fn headline(text: &str) -> Option<String> {
    let words = folded(text);
    let mut words = &words[..];
    // «REFILE-UPDATE 2-Ferry sinks»
    while let Some((_, rest)) = words.split_first().filter(|(first, _)| MARKERS.contains(&first.as_str())) {
        let number = rest.first().is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()));
        words = &rest[usize::from(number)..];
    }
    (words.len() >= WORDS).then(|| words.join(" "))
}

fn folded(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// The same in every run, so that it can be kept on disk.
fn hash(kind: &str, text: &str) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(kind.as_bytes());
    hasher.update(text.trim().as_bytes());
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        annotate::{Cache, annotate},
        article::{Format, Hints, read},
    };

    fn sheet(front: &str, dead: u32) -> FactSheet {
        let text = format!(
            "---\ntitle: Ferry sinks off Orsay coast\noutlet: Harbour Post\n{front}\n---\n\nA ferry with {dead} people on \
             board sank off the coast of Orsay in the night to Friday, the harbour master of Orsay said in the morning.\n"
        );
        let article = read(&text, Format::Markdown, &Hints::default());
        super::super::sheet(&annotate(Arc::new(article), &mut Cache::default()))
    }

    #[test]
    fn versions_are_known_by_number_address_or_headline() {
        let first = sheet("date: 2025-03-14T08:00\nuri: tag:x,5\nversion: 1", 64);
        let second = sheet("date: 2025-03-14T08:00\nuri: tag:x,5\nversion: 2", 66);
        assert_eq!(order(&second, &first), Some(Ordering::Greater));
        assert_eq!(order(&first, &second), Some(Ordering::Less));
        let page = |m: &str| sheet(&format!("date: 2025-03-14\nmodified: {m}\nurl: https://x.example/ferry"), 64);
        assert_eq!(order(&page("2025-03-16"), &page("2025-03-15")), Some(Ordering::Greater));
        let (early, late) = (sheet("date: 2025-03-14T08:00", 64), sheet("date: 2025-03-14T18:00", 66));
        assert_eq!(order(&late, &early), Some(Ordering::Greater));
    }

    #[test]
    fn other_stories_are_no_versions() {
        let one = sheet("date: 2025-03-14T08:00\nurl: https://x.example/ferry", 64);
        for front in
            ["date: 2025-03-14T18:00\nurl: https://x.example/other", "date: 2025-03-18T18:00", "date: 2025-03-14T08:00"]
        {
            assert_eq!(order(&sheet(front, 64), &one), None, "{front}");
        }
        assert_eq!(headline("Weather today"), None);
        for marked in ["UPDATE 2-", "REFILE-UPDATE 2-", "RPT-", "Breaking: update: "] {
            assert_eq!(headline(&format!("{marked}Ferry sinks off Orsay")), headline("Ferry sinks off Orsay"));
        }
        assert!(headline("UPDATE 2-Ferry with 12 aboard sinks") != headline("Ferry with 14 aboard sinks"));
    }

    #[test]
    fn a_story_is_killed_by_its_name() {
        let version = |n: u32, more: &str| sheet(&format!("date: 2025-03-14\nuri: tag:x,5\nversion: {n}\n{more}"), 64);
        let (first, killed) = (version(1, ""), version(2, "status: withdrawn"));
        assert_eq!(standing(&first, None, [&killed].into_iter()), Standing::Withdrawn);
        assert_eq!(standing(&first, None, [&killed, &version(3, "")].into_iter()), Standing::Earlier);
        assert_eq!(standing(&version(3, ""), None, [&killed].into_iter()), Standing::Current);
    }

    #[test]
    fn what_is_held_back_or_taken_back_supersedes_nothing() {
        let first = sheet("date: 2025-03-14T08:00", 64);
        let held = sheet("date: 2025-03-14T18:00\nembargoed: 2025-03-15T06:00:00Z", 66);
        let gone = sheet("date: 2025-03-14T18:00\nstatus: withdrawn", 66);
        let at = |t: &str| Some(t.parse::<Timestamp>().unwrap());
        let of = |s: &FactSheet, o: &FactSheet, now| standing(s, now, [o].into_iter());
        assert_eq!(of(&held, &first, at("2025-03-15T05:00:00Z")), Standing::Embargoed);
        assert_eq!(of(&held, &first, None), Standing::Embargoed);
        assert_eq!(of(&held, &first, at("2025-03-15T06:00:00Z")), Standing::Current);
        assert_eq!(of(&first, &held, at("2025-03-15T05:00:00Z")), Standing::Current);
        assert_eq!(of(&first, &held, at("2025-03-15T07:00:00Z")), Standing::Earlier);
        assert_eq!(of(&gone, &first, at("2025-03-15T07:00:00Z")), Standing::Withdrawn);
        assert_eq!(of(&first, &gone, at("2025-03-15T07:00:00Z")), Standing::Current);
    }
}
