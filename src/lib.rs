//! Copydesk: a language server for facts.
//!
//! The library knows articles, mentions, facts and verdicts; it knows no editor, no terminal, no clock and no
//! environment. Its layers, each importing only from those above it in this list:
//!
//! | layer | holds |
//! |---|---|
//! | [`base`] | byte spans, and the one place that turns them into lines and columns |
//! | [`value`] | pure values with algebra: quantities, intervals, units, calendar |
//! | [`article`] | an article's text, prose mask and metadata; one reader a format; tokens, sentences, quotations |
//! | [`annotate`] | rules from tokens to mentions: figures, timexes, attributions, names |
//! | [`fact`] | mentions placed in the world: roles, anchors, the article's main event |
//! | [`compare`] | two facts in, a verdict with its reasons out; one file a rule |
//! | [`index`] | candidates by shared keys, in memory and on disk |
//! | [`corpus`] | files: walk, decode, configure, watch, ingest |
//! | [`desk`] | what an editor or a command asks: findings, hovers, actions |
//!
//! `tests/layers.rs` fails on an import that points the other way.
#![forbid(unsafe_code)]

// First, for its `few!`.
#[macro_use]
pub mod annotate;
pub mod article;
pub mod base;
pub mod compare;
pub mod corpus;
pub mod desk;
pub mod fact;
pub mod index;
pub mod value;
