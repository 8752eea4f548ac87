use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use rustc_hash::FxHashMap;

use super::{Config, ConfigError};

/// The configurations that govern files, each read once.
#[derive(Default)]
pub struct Configs(Mutex<FxHashMap<PathBuf, Arc<Config>>>);

impl Configs {
    /// The configuration that governs a file: the nearest `copydesk.toml` upward of it.
    pub fn of(&self, file: &Path) -> Result<Arc<Config>, ConfigError> {
        let folder = file.parent().unwrap_or(file);
        if let Some(config) = self.known(folder) {
            return Ok(config);
        }
        let config = Arc::new(Config::nearest(folder)?);
        Ok(self.keep(folder, config))
    }

    /// As [`Configs::of`]; of a faulty one, what can be used.
    pub fn lenient(&self, file: &Path) -> Arc<Config> {
        self.of(file).unwrap_or_else(|error| self.keep(file.parent().unwrap_or(file), Arc::new(*error.config)))
    }

    fn known(&self, folder: &Path) -> Option<Arc<Config>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(folder).cloned()
    }

    fn keep(&self, folder: &Path, config: Arc<Config>) -> Arc<Config> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned(), config.clone());
        config
    }
}
