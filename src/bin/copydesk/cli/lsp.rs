use std::{io::Write, path::PathBuf};

use super::{Failure, Outcome};
use crate::lsp;

/// Serve an editor over standard input and output (the Language Server Protocol)
#[derive(clap::Args)]
pub struct Args {
    /// Write what the server does to this file; without it, warnings go to standard error.
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// How much to write: error, warn, info, debug or trace.
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    log_level: tracing::Level,
    /// Print the settings that editors can offer, as JSON, and leave.
    #[arg(long)]
    settings: bool,
    /// Taken for granted; some editors pass it.
    #[arg(long, hide = true)]
    stdio: bool,
    /// The editor's process; the server leaves when it is gone.
    #[arg(long = "clientProcessId", hide = true, value_name = "PID")]
    client_process_id: Option<u32>,
}

pub fn run(args: &Args) -> Outcome {
    if args.settings {
        writeln!(std::io::stdout(), "{:#}", lsp::schema())?;
        return Ok(std::process::ExitCode::SUCCESS);
    }
    let level = args.log_level;
    let plain = tracing_subscriber::fmt().with_ansi(false).with_target(false);
    match &args.log {
        Some(path) => {
            let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
            let file = file.map_err(|e| Failure::Told(format!("{}: cannot be written: {e}", path.display())))?;
            plain.with_max_level(level).with_writer(std::sync::Mutex::new(file)).init();
        }
        // Many editors show all of standard error to the writer: only what needs a person goes there.
        None => plain.with_max_level(level.min(tracing::Level::WARN)).with_writer(std::io::stderr).init(),
    }
    Ok(lsp::run(args.client_process_id))
}
