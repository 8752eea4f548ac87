use std::{io::Write, process::ExitCode};

use clap::CommandFactory;
use clap_complete::Shell;

use super::Outcome;

/// Print completions for a shell
///
/// For bash:  copydesk completions bash > ~/.local/share/bash-completion/completions/copydesk
#[derive(clap::Args)]
pub struct Args {
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run<C: CommandFactory>(args: &Args) -> Outcome {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut C::command(), "copydesk", &mut out);
    std::io::stdout().write_all(&out)?;
    Ok(ExitCode::SUCCESS)
}
