//! Candidates by shared keys. The index knows keys and records, not what they mean.

mod memory;

pub use memory::Memory;
