//! Files: what is an article, what is its text, what the configuration says of it.

mod config;
mod decode;
mod load;
mod walk;

pub use config::{Config, ConfigError};
pub use decode::{Decoded, decode};
pub use load::{LoadError, Loaded, load, parse_date};
pub use walk::{Found, walk};
