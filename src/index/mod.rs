//! Candidates by shared keys. The index knows keys and records, not what they mean.

mod brief;
mod bucket;
pub mod disk;
mod memory;
mod pool;
mod rank;

pub use memory::Memory;
