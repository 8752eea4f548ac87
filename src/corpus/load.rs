use std::{
    fs::{File, Metadata},
    io::Read,
    path::{Path, PathBuf},
};

use jiff::civil::{Date, Time};

use super::{
    Config,
    container::{self, Fault},
    decode,
};
use crate::article::{Article, DateSource, Format, Hints, date_of_path, read};

/// Bytes of the largest file that is read: a Word document or a mail may hold pictures.
pub const LARGEST_FILE: u64 = 64 << 20;

/// Bytes of the largest file that is text through and through. The longest novels have a quarter of it.
pub const LARGEST_TEXT: u64 = 16 << 20;

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
    #[error("{}: is {what}; left out. Save it again or take it out of the corpus", path.display())]
    Not { path: PathBuf, what: &'static str },
    #[error("{}: has {} MB, more than the {} MB that an article may have; left out", path.display(),
        megabytes((*size).max(limit + (1 << 20) / 10)), megabytes(*limit))]
    TooLarge { path: PathBuf, size: u64, limit: u64 },
    #[error("{}: no field of its first article is known to hold the text; name it under [fields] in copydesk.toml",
        path.display())]
    Textless { path: PathBuf },
    #[error("{}: its name is not UTF-8; left out. Rename it to have it read", escaped(path))]
    Name { path: PathBuf },
    #[error("{}: the archive is not there; its articles are left out until it is", path.display())]
    Archive { path: PathBuf },
    #[error("{}: {message}", path.display())]
    Walk { path: PathBuf, message: String },
}

/// Megabytes, with a tenth where there is one.
fn megabytes(bytes: u64) -> String {
    let tenths = (10 * bytes + (1 << 19)) >> 20;
    if tenths.is_multiple_of(10) { format!("{}", tenths / 10) } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

/// A path with the bytes that are no text as numbers, so that two such names are not alike.
fn escaped(path: &Path) -> String {
    let mut out = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        out.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| out.push_str(&format!("\\x{byte:02X}")));
    }
    out
}

/// Reads one file. `date` is the `--date` of the command line and wins over all.
pub fn load(
    path: &Path,
    format: Format,
    config: &Config,
    date: Option<(Date, Option<Time>)>,
) -> Result<Loaded, LoadError> {
    let Parsed { article, fallback, .. } = article(&bytes(path)?.0, path, format, config, date)?;
    Ok(Loaded { path: path.to_owned(), article, fallback })
}

/// What [`article`] made of a file's bytes.
pub(super) struct Parsed {
    pub article: Article,
    /// The encoding's name when it had to be guessed.
    pub fallback: Option<&'static str>,
    /// Whether the files beside it were asked for its year.
    pub asked_beside: bool,
}

/// The article in the bytes that [`bytes`] gave for `path`.
pub(super) fn article(
    bytes: &[u8],
    path: &Path,
    format: Format,
    config: &Config,
    date: Option<(Date, Option<Time>)>,
) -> Result<Parsed, LoadError> {
    if format.is_container() {
        let too_large = |size, limit| LoadError::TooLarge { path: path.to_owned(), size, limit };
        let packed = container::unpack(bytes, format, &config.fields)
            .or_else(|fault| match fault {
                Fault::Not(what) => Err(LoadError::Not { path: path.to_owned(), what }),
                Fault::TooLarge(size) => Err(too_large(size, container::LARGEST_DOCUMENT)),
                // Told once a file.
                Fault::Textless => match container::address(path) {
                    Some((path, 1)) => Err(LoadError::Textless { path }),
                    _ => Ok(None),
                },
            })?
            // What holds no article (a JSON file of something else) is an empty one.
            .unwrap_or_default();
        if packed.text.len() as u64 > LARGEST_TEXT {
            return Err(too_large(packed.text.len() as u64, LARGEST_TEXT));
        }
        let hints = Hints { fields: packed.fields, ..hints(path, config, date) };
        let inner = if packed.html { Format::Html } else { Format::Plain };
        return Ok(Parsed { article: read(&packed.text, inner, &hints), fallback: None, asked_beside: false });
    }
    let decoded = decode(bytes).ok_or_else(|| LoadError::Binary { path: path.to_owned() })?;
    let mut hints = hints(path, config, date);
    let mut article = read(&decoded.text, format, &hints);
    let asked_beside = article.meta.lacks_year;
    if asked_beside {
        hints.near = neighbours(path);
        if !hints.near.is_empty() {
            article = read(&decoded.text, format, &hints);
        }
    }
    Ok(Parsed { article, fallback: decoded.fallback, asked_beside })
}

/// How many files a folder may have for their names to be looked at.
const NEIGHBOURS: usize = 400;

/// How many files a folder may have for their first lines to be looked at, and how many bytes of each.
const NEIGHBOURS_READ: usize = 64;
const FIRST_LINES: u64 = 2048;

/// The dates in the names of the files beside one, and in a small folder those at the head of their texts, for
/// [`Hints::near`]; none where the folder has very many files.
pub fn neighbours(path: &Path) -> Vec<Date> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let names: Vec<_> = entries.take(NEIGHBOURS + 1).filter_map(|e| Some(e.ok()?.file_name())).collect();
    if names.len() > NEIGHBOURS {
        return Vec::new();
    }
    let readable = names.iter().filter_map(|n| n.to_str().filter(|n| Format::of_path(n).is_some()));
    let few = names.len() <= NEIGHBOURS_READ;
    let mut dates: Vec<Date> = readable
        .filter_map(|n| date_of_path(n).or_else(|| few.then(|| first_lines_date(&folder.join(n))).flatten()))
        .collect();
    dates.sort_unstable();
    dates.dedup();
    dates
}

/// The date that an article gives in full in its first lines.
fn first_lines_date(path: &Path) -> Option<Date> {
    let format = Format::of_path(path.to_str()?).filter(|f| !f.is_container())?;
    let mut bytes = Vec::with_capacity(FIRST_LINES as usize);
    File::open(path).ok()?.take(FIRST_LINES).read_to_end(&mut bytes).ok()?;
    // The cut may have split a character.
    let text = String::from_utf8_lossy(&bytes);
    Some(read(&text, format, &Hints::default()).meta.published?.date)
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
        ..Hints::default()
    }
}

/// The bytes of a file, with what the system knew of it when it was opened, or of one article in a file of many; refused
/// when there are too many.
pub(super) fn bytes(path: &Path) -> Result<(Vec<u8>, Option<Metadata>), LoadError> {
    let Some((file, number)) = container::address(path) else { return file_bytes(path) };
    let unreadable = |source| LoadError::Unreadable { path: path.to_owned(), source };
    let Some(range) = container::place(&file, number).map_err(unreadable)? else {
        return Err(unreadable(std::io::Error::new(std::io::ErrorKind::NotFound, "the file has fewer articles")));
    };
    let size = range.end - range.start;
    if size > LARGEST_TEXT {
        return Err(LoadError::TooLarge { path: path.to_owned(), size, limit: LARGEST_TEXT });
    }
    Ok((container::read(&file, range).map_err(unreadable)?, None))
}

/// As [`bytes`] for a file of one article that has at most `largest` bytes; `None` for any other and where it fails.
pub(super) fn small(path: &Path, largest: u64) -> Option<(Vec<u8>, Metadata)> {
    if container::address(path).is_some() {
        return None;
    }
    let file = File::open(path).ok()?;
    let metadata = file.metadata().ok().filter(|m| (1..=largest).contains(&m.len()))?;
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    file.take(metadata.len()).read_to_end(&mut bytes).ok()?;
    Some((bytes, metadata))
}

fn file_bytes(path: &Path) -> Result<(Vec<u8>, Option<Metadata>), LoadError> {
    let unreadable = |source| LoadError::Unreadable { path: path.to_owned(), source };
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    let size = metadata.len();
    let limit = match Format::of_path(&path.to_string_lossy()) {
        Some(format) if format.is_container() => LARGEST_FILE,
        _ => LARGEST_TEXT,
    };
    if size > limit {
        return Err(LoadError::TooLarge { path: path.to_owned(), size, limit });
    }
    let mut bytes = Vec::with_capacity(size as usize);
    // A file that grows while it is read is cut off where it ended; some systems don't tell where that is.
    file.take(if size == 0 { limit } else { size }).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok((bytes, Some(metadata)))
}
