//! The command line and the language server over the library.
#![forbid(unsafe_code)]

mod cli;
mod lsp;

fn main() -> std::process::ExitCode {
    cli::run()
}
