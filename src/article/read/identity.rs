//! By what the versions of an article are known as one story's.

use super::{front_matter::FrontMatter, moment::day_and_time};
use crate::article::Identity;

const URI: &[&str] = &["uri", "guid", "urn", "docid"];
const URL: &[&str] = &["canonical", "canonicalurl", "url", "permalink", "link", "sourceurl"];
const VERSION: &[&str] = &["version", "versionnumber", "revision"];
const MODIFIED: &[&str] = &["modified", "updated", "lastmod", "lastupdated", "datemodified", "versioncreated"];

/// What the fields around an article tell of it.
pub fn identity(front: Option<&FrontMatter>) -> Identity {
    let get = |keys| front.and_then(|f| f.get(keys)).map(str::trim).filter(|v| !v.is_empty());
    Identity {
        uri: get(URI).map(str::to_owned),
        url: get(URL).and_then(plain_url),
        version: get(VERSION).and_then(|v| v.trim_start_matches(['v', 'V']).parse().ok()),
        modified: get(MODIFIED).and_then(day_and_time),
        embargo: None,
    }
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
}
