use std::process::ExitCode;

use super::Outcome;
use crate::lsp;

/// List the settings that an editor can offer, as JSON
#[derive(clap::Args)]
pub struct Args {}

pub fn run(_: &Args) -> Outcome {
    anstream::println!("{:#}", lsp::schema());
    Ok(ExitCode::SUCCESS)
}
