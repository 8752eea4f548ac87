use std::path::{Path, PathBuf};

use jiff::civil::{Date, DateTime, Time};

use super::{Config, decode};
use crate::article::{Article, DateSource, Format, Hints, read};

/// A file read as an article.
#[derive(Debug)]
pub struct Loaded {
    pub path: PathBuf,
    pub article: Article,
    /// The encoding's name when it was not UTF-8.
    pub fallback: Option<&'static str>,
}

#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("{}: is not text; left out", path.display())]
    Binary { path: PathBuf },
}

/// Reads one file. `date` is the `--date` of the command line and wins over all.
pub fn load(
    path: &Path,
    format: Format,
    config: &Config,
    date: Option<(Date, Option<Time>)>,
) -> Result<Loaded, LoadError> {
    let bytes = std::fs::read(path).map_err(|source| LoadError::Unreadable { path: path.to_owned(), source })?;
    let decoded = decode(&bytes).ok_or_else(|| LoadError::Binary { path: path.to_owned() })?;
    let entry = config.article(path);
    let configured = entry.and_then(|e| parse_date(e.date.as_deref()?));
    let hints = Hints {
        path: Some(path.to_string_lossy().into_owned()),
        date: date.map(|(d, t)| (d, t, DateSource::Flag)).or(configured.map(|(d, t)| (d, t, DateSource::Config))),
        outlet: entry.and_then(|e| e.outlet.clone()),
    };
    Ok(Loaded { path: path.to_owned(), article: read(&decoded.text, format, &hints), fallback: decoded.fallback })
}

/// An ISO date, with or without a time.
pub fn parse_date(text: &str) -> Option<(Date, Option<Time>)> {
    let text = text.trim();
    if text.len() > 10 {
        let dt: DateTime = text.parse().ok()?;
        return Some((dt.date(), Some(dt.time())));
    }
    Some((text.parse().ok()?, None))
}
