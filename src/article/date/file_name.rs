use super::stamp::{Stamp, stamps};

/// The date in a file's name, or in the folders it lies in («2025/11/12/ferry.txt»). One with a year is preferred.
pub fn file_name_stamp(path: &str) -> Option<Stamp> {
    let mut parts = path.rsplit(['/', '\\']);
    let name = parts.next()?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut found = stamps(stem, true);
    // Years and numbers of articles run together in long names; a date stands near the start or the end.
    let best = found.iter().position(|s| s.year.is_some()).unwrap_or(0);
    if best < found.len() && found[best].year.is_some() {
        return Some(found.swap_remove(best));
    }
    let mut folders: Vec<&str> = parts.take(3).collect();
    folders.reverse();
    let folders = stamps(&folders.join("-"), true).into_iter().find(|s| s.year.is_some());
    folders.or_else(|| found.into_iter().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_folders() {
        let shown = |p: &str| file_name_stamp(p).and_then(|s| s.date()).map(|d| d.to_string());
        assert_eq!(shown("/a/2025/11/12/ferry.txt").as_deref(), Some("2025-11-12"));
        assert_eq!(shown("a\\2025-11-12\\ferry.txt").as_deref(), Some("2025-11-12"));
        assert_eq!(shown("2024-01-01/2025-11-12-live.md").as_deref(), Some("2025-11-12"));
        assert_eq!(shown("reports/2025/issue-12.txt"), None);
        assert_eq!(shown("ferry.txt"), None);
    }
}
