use std::process::ExitCode;

use super::{Format, Inputs};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    inputs: Inputs,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(args: &Args) -> ExitCode {
    let _ = (&args.inputs.paths, args.format == Format::Text);
    ExitCode::SUCCESS
}
