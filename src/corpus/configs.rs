use std::{
    mem,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rustc_hash::FxHashMap;

use super::{Config, ConfigError};

/// The configurations that govern files, each read once.
#[derive(Default)]
pub struct Configs(Mutex<Known>);

#[derive(Default)]
struct Known {
    /// By the folder of the files.
    configs: FxHashMap<PathBuf, Arc<Config>>,
    faults: Vec<ConfigError>,
}

impl Configs {
    /// The configuration that governs a file: the nearest `copydesk.toml` upward of it. Of a faulty one, what can be used.
    pub fn of(&self, file: &Path) -> Arc<Config> {
        self.of_folder(file.parent().unwrap_or(file))
    }

    /// The one that governs a folder's files.
    pub fn of_folder(&self, folder: &Path) -> Arc<Config> {
        if let Some(config) = self.lock().configs.get(folder) {
            return config.clone();
        }
        let read = Config::nearest(folder);
        let mut known = self.lock();
        let config = Arc::new(read.unwrap_or_else(|mut fault| {
            let config = mem::take(&mut *fault.config);
            // It governs the folders below it, too.
            if !known.faults.iter().any(|f| f.path == fault.path) {
                known.faults.push(fault);
            }
            config
        }));
        known.configs.insert(folder.to_owned(), config.clone());
        config
    }

    /// The faulty ones among those read since this was asked last.
    pub fn faults(&self) -> Vec<ConfigError> {
        mem::take(&mut self.lock().faults)
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
