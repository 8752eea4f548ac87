//! Candidates by shared keys. The index knows keys and records, not what they mean.

pub mod disk;
mod memory;
mod rank;

pub use memory::Memory;
