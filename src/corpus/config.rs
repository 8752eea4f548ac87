//! `copydesk.toml`: the nearest one upward of a file governs it; paths in it are relative to it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::Deserialize;

/// What a `copydesk.toml` says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The folder that holds the file; paths in it are relative to this.
    #[serde(skip)]
    pub root: PathBuf,
    /// Keyed by path relative to `root`, with `/`.
    pub articles: BTreeMap<String, ArticleConfig>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ArticleConfig {
    pub date: Option<String>,
    pub outlet: Option<String>,
    pub status: Option<String>,
}

#[derive(Debug, thiserror::Error)]
#[error("{}: {message}", path.display())]
pub struct ConfigError {
    pub path: PathBuf,
    pub message: String,
}

impl Config {
    /// Reads the nearest `copydesk.toml` at or above `folder`; the default where there is none.
    pub fn nearest(folder: &Path) -> Result<Config, ConfigError> {
        for dir in folder.ancestors() {
            let path = dir.join("copydesk.toml");
            if let Ok(text) = std::fs::read_to_string(&path) {
                let mut config: Config =
                    toml::from_str(&text).map_err(|e| ConfigError { path: path.clone(), message: e.to_string() })?;
                config.root = dir.to_owned();
                return Ok(config);
            }
        }
        Ok(Config::default())
    }

    /// What it says of one file.
    pub fn article(&self, path: &Path) -> Option<&ArticleConfig> {
        let relative = path.strip_prefix(&self.root).ok()?;
        self.articles.get(&relative.to_string_lossy().replace('\\', "/"))
    }
}
