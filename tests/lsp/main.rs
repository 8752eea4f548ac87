//! The server through its standard input and output, as an editor sees it.

mod client;
mod corpus;
mod edits;
mod features;
mod lifecycle;
mod order;
mod reading;
mod stand;
mod told;
