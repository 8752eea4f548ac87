//! The command line and the language server over the library.
#![forbid(unsafe_code)]

mod cli;
mod lsp;

/// An analysis makes many small things: with the system's allocator it takes some 6 % longer (`benches/annotate`).
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
