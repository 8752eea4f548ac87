//! What English news knows of names.

pub mod country;
pub mod given;
pub mod organisation;
pub mod place;
pub mod spelling;
pub mod stop;
pub mod title;
