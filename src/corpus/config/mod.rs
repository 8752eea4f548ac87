//! `copydesk.toml`: the nearest one upward of a file governs it; paths in it are relative to it.

mod parse;
mod problem;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use jiff::civil::{Date, Time};

pub(super) use parse::alike;
pub use parse::parse;
pub use problem::{ConfigError, Problem, until_mended};

use crate::{article::Status, compare::Severity};

/// The name of the configuration file.
pub const CONFIG_FILE: &str = "copydesk.toml";

/// What a `copydesk.toml` says. [`parse`] makes it from text, [`Config::nearest`] finds it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Config {
    /// The folder that holds the file; paths in it are relative to this.
    pub root: PathBuf,
    /// `[articles."relative/path.txt"]`, keyed by path relative to `root`, with `/`.
    pub articles: BTreeMap<String, ArticleConfig>,
    /// `[rules]`: severity by code, `None` for `"off"`. A rule that is not named keeps its own.
    pub rules: BTreeMap<String, Option<Severity>>,
    /// `include`: when not empty, only files that match one of these globs are articles.
    pub include: Vec<String>,
    /// `exclude`: files that match one of these globs are left out.
    pub exclude: Vec<String>,
    /// `[[archive]]`: folders elsewhere that are compared with and never written to.
    pub archives: Vec<Archive>,
    /// `[outlets]`: the outlet of all articles in a folder, keyed by folder relative to `root`, with `/`.
    pub outlets: BTreeMap<String, String>,
    /// `marks`: how an editor shows figures, dates and claims; `None` leaves it to the editor’s setting.
    pub marks: Option<Marks>,
    /// `index`: the folder for the index, made absolute; `None` for the user’s cache folder.
    pub index: Option<PathBuf>,
    /// `[fields]`: the names of the fields in files of JSON lines.
    pub fields: Fields,
}

/// What is said of one article.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ArticleConfig {
    pub date: Option<(Date, Option<Time>)>,
    pub outlet: Option<String>,
    pub status: Option<Status>,
}

/// A folder of articles that is only read.
#[derive(Clone, PartialEq, Debug)]
pub struct Archive {
    /// Absolute, or relative to the working directory as `Config::root` is.
    pub path: PathBuf,
    pub outlet: Option<String>,
    pub status: Option<Status>,
}

/// How an editor shows what was found.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Marks {
    Hints,
    Tokens,
    Both,
    Off,
}

/// Which fields of a JSON object hold an article’s text and what is known about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fields {
    pub text: String,
    pub headline: String,
    pub date: String,
    pub outlet: String,
    pub status: String,
    pub id: String,
}

impl Default for Fields {
    fn default() -> Self {
        let [text, headline, date, outlet, status, id] =
            ["text", "headline", "date", "outlet", "status", "id"].map(str::to_owned);
        Fields { text, headline, date, outlet, status, id }
    }
}

impl Config {
    /// Reads the nearest `copydesk.toml` at or above `folder` (a file counts as its folder); the default where there is
    /// none. The error holds what could be read.
    pub fn nearest(folder: &Path) -> Result<Config, ConfigError> {
        let folder = if folder.is_relative() { Path::new(".").join(folder) } else { folder.to_owned() };
        // A relative path is followed upward to the root as well.
        let absolute = std::path::absolute(&folder).unwrap_or(folder);
        for dir in absolute.ancestors() {
            let path = dir.join(CONFIG_FILE);
            if path.is_file() {
                return Config::read(&path);
            }
        }
        Ok(Config::default())
    }

    /// Reads one `copydesk.toml`.
    pub fn read(path: &Path) -> Result<Config, ConfigError> {
        let root = path.parent().unwrap_or(Path::new("")).to_owned();
        let text = std::fs::read(path)
            .map_err(|e| ConfigError::unreadable(path, e.to_string()))
            .and_then(|b| String::from_utf8(b).map_err(|_| ConfigError::unreadable(path, "is not UTF-8".to_owned())))?;
        let (config, problems) = parse(&text, &root);
        if problems.is_empty() {
            Ok(config)
        } else {
            Err(ConfigError { path: path.to_owned(), text, problems, config: Box::new(config) })
        }
    }

    /// What it says of one file. Paths may be absolute, or relative to the working directory.
    pub fn article(&self, path: &Path) -> Option<&ArticleConfig> {
        if self.articles.is_empty() {
            return None;
        }
        self.articles.get(&self.relative(path)?)
    }

    /// The outlet of a file by its own entry, its archive or the nearest folder that has one.
    pub fn outlet(&self, path: &Path) -> Option<&str> {
        if let Some(outlet) = self.article(path).and_then(|a| a.outlet.as_deref()) {
            return Some(outlet);
        }
        if let Some(outlet) = self.archive(path).and_then(|a| a.outlet.as_deref()) {
            return Some(outlet);
        }
        let relative = self.relative(path)?;
        Path::new(&relative)
            .ancestors()
            .skip(1)
            .find_map(|a| self.outlets.get(a.to_str().filter(|a| !a.is_empty()).unwrap_or(".")))
            .map(String::as_str)
    }

    /// The status of a file by its own entry or its archive.
    pub fn status(&self, path: &Path) -> Option<Status> {
        self.article(path).and_then(|a| a.status).or_else(|| self.archive(path)?.status)
    }

    /// The archive that holds a file.
    pub fn archive(&self, path: &Path) -> Option<&Archive> {
        self.archives.iter().find(|a| path.starts_with(&a.path))
    }

    /// How loudly a rule speaks here: `None` when it is switched off.
    pub fn severity(&self, code: &str, default: Severity) -> Option<Severity> {
        self.rules.get(code).copied().unwrap_or(Some(default))
    }

    /// A path as the configuration’s keys have it; `None` for a file that is not under its folder.
    pub fn relative(&self, path: &Path) -> Option<String> {
        let strip = |p: &Path| p.strip_prefix(&self.root).ok().map(|r| r.to_string_lossy().replace('\\', "/"));
        strip(path).or_else(|| strip(&std::path::absolute(path).ok()?))
    }
}
