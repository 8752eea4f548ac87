use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use jiff::civil::{Date, Time};

use super::{Config, decode};
use crate::article::{Article, DateSource, Format, Hints, read};

/// Bytes of the largest file that is read.
pub const LARGEST_FILE: u64 = 64 << 20;

/// A file read as an article.
#[derive(Debug)]
pub struct Loaded {
    pub path: PathBuf,
    pub article: Article,
    /// The encoding's name when it had to be guessed.
    pub fallback: Option<&'static str>,
}

/// Why a file was left out. The message names it and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("{}: is not text; left out", path.display())]
    Binary { path: PathBuf },
    #[error("{}: has {} MB, more than the {} MB that an article may have; left out", path.display(), size >> 20,
        LARGEST_FILE >> 20)]
    TooLarge { path: PathBuf, size: u64 },
    #[error("{}: {message}", path.display())]
    Walk { path: PathBuf, message: String },
}

/// Reads one file. `date` is the `--date` of the command line and wins over all.
pub fn load(
    path: &Path,
    format: Format,
    config: &Config,
    date: Option<(Date, Option<Time>)>,
) -> Result<Loaded, LoadError> {
    let bytes = bytes(path)?;
    let decoded = decode(&bytes).ok_or_else(|| LoadError::Binary { path: path.to_owned() })?;
    let article = read(&decoded.text, format, &hints(path, config, date));
    Ok(Loaded { path: path.to_owned(), article, fallback: decoded.fallback })
}

/// What the command line, the configuration and the file's name say of an article, for [`read`].
pub fn hints(path: &Path, config: &Config, date: Option<(Date, Option<Time>)>) -> Hints {
    let configured = || config.article(path)?.date;
    Hints {
        path: Some(path.to_string_lossy().into_owned()),
        date: date
            .map(|(d, t)| (d, t, DateSource::Flag))
            .or_else(|| configured().map(|(d, t)| (d, t, DateSource::Config))),
        outlet: config.outlet(path).map(str::to_owned),
        status: config.status(path),
    }
}

/// A file's bytes, refused when there are too many.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, LoadError> {
    let unreadable = |source| LoadError::Unreadable { path: path.to_owned(), source };
    let file = File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    if size > LARGEST_FILE {
        return Err(LoadError::TooLarge { path: path.to_owned(), size });
    }
    let mut bytes = Vec::with_capacity(size as usize);
    // A file that grows while it is read is cut off at the limit.
    file.take(LARGEST_FILE).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}
