//! One file a command.

mod annotate;
mod check;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

/// Marks figures, dates and attributed claims in articles, and tells where articles conflict.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Show every figure, date and attributed claim.
    Annotate(annotate::Args),
    /// Tell where articles state something conflicting.
    Check(check::Args),
}

#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Default)]
enum Format {
    #[default]
    Text,
    Jsonl,
}

#[derive(clap::Args)]
struct Inputs {
    /// Articles, or folders of articles.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Annotate(args) => annotate::run(&args),
        Command::Check(args) => check::run(&args),
    }
}
