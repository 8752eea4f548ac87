//! Files: what is an article, what is its text, what the configuration says of it.

mod config;
mod configs;
mod container;
mod decode;
mod ingest;
pub mod ledger;
mod load;
mod walk;
mod watch;

pub use crate::article::parse_date;
pub use config::{
    Archive, ArticleConfig, CONFIG_FILE, Config, ConfigError, Fields, Marks, Problem, parse as parse_config,
    until_mended,
};
pub use configs::Configs;
pub use container::address;
pub use decode::{Decoded, decode};
pub use ingest::{Progress, Report, away, each_in, governing, ingest, is_sound, key, refresh, stamp};
pub use ledger::{LEDGER_FILE, Ledger, Ledgers};
pub use load::{LARGEST_FILE, LARGEST_TEXT, LoadError, Loaded, hints, load, neighbours};
pub use walk::{Found, Walked, identity, names, root, walk};
pub use watch::{Changes, WatchError, Watcher};
