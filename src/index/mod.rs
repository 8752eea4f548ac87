//! Candidates by shared keys. The index knows keys and records, not what they mean.

mod aged;
mod brief;
mod bucket;
pub mod disk;
mod memory;
mod near;
mod nearby;
mod pool;
mod rank;
mod scores;

pub use bucket::terms;
pub use memory::Memory;
