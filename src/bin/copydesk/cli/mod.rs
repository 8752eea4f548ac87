//! The command line: one file a command.

mod annotate;
mod check;
mod completions;
mod explain;
mod facts;
mod index;
mod lsp;
mod output;
mod progress;

use std::{
    collections::HashSet,
    io::ErrorKind,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use copydesk::{
    corpus,
    desk::{Collection, Problem},
    fact::ANALYSER,
    index::disk::{Existing, Store},
};
use jiff::civil::{Date, Time};

/// The command could not be carried out.
const FAILED: u8 = 2;

const NOT_STDIN: &str = "articles are read from files here; «copydesk annotate -» reads standard input";

/// A language server for facts.
///
/// Copydesk marks every figure, date and attributed claim in your articles, and tells where two of them state something
/// conflicting about the same fact. Nothing leaves this machine.
#[derive(Parser)]
#[command(version, about, max_term_width = 100, after_help = "Start with:  copydesk check FOLDER")]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// When to use colours. NO_COLOR is respected.
    #[arg(long, global = true, value_enum, default_value_t = clap::ColorChoice::Auto, value_name = "WHEN")]
    color: clap::ColorChoice,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Args),
    Annotate(annotate::Args),
    Facts(facts::Args),
    Index(index::Args),
    Explain(explain::Args),
    Lsp(lsp::Args),
    Completions(completions::Args),
}

/// The date of publication on the command line.
#[derive(Clone, Copy)]
struct Day(Date, Option<Time>);

impl std::str::FromStr for Day {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        let (d, t) = corpus::parse_date(s).ok_or("write it as 2024-03-24, or 2024-03-24T15:30")?;
        Ok(Day(d, t))
    }
}

/// Why a command could not be carried out.
enum Failure {
    /// Told on standard error.
    Told(String),
    /// Whoever reads the output has enough of it, as `head` has.
    Closed,
}

type Outcome = Result<ExitCode, Failure>;

impl<E: std::error::Error + 'static> From<E> for Failure {
    fn from(e: E) -> Self {
        let io = (&e as &(dyn std::error::Error + 'static)).downcast_ref::<std::io::Error>();
        match io.map(std::io::Error::kind) {
            Some(ErrorKind::BrokenPipe) => Failure::Closed,
            _ => Failure::Told(e.to_string()),
        }
    }
}

pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match cli.color {
        clap::ColorChoice::Auto => {}
        clap::ColorChoice::Always => anstream::ColorChoice::Always.write_global(),
        clap::ColorChoice::Never => anstream::ColorChoice::Never.write_global(),
    }
    let outcome = match cli.command {
        Command::Check(args) => check::run(&args),
        Command::Annotate(args) => annotate::run(&args),
        Command::Facts(args) => facts::run(&args),
        Command::Index(args) => index::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Lsp(args) => lsp::run(&args),
        Command::Completions(args) => completions::run::<Cli>(&args),
    };
    match outcome {
        Ok(code) => code,
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(Failure::Told(message)) => {
            let lines: Vec<_> = message.split('\n').map(output::shown).collect();
            anstream::eprintln!("{}: {}", output::bold("copydesk"), lines.join("\n"));
            ExitCode::from(FAILED)
        }
    }
}

/// Reads what the command was given, with progress, and tells of what could not be read. `archives`: those that the
/// configuration names belong to it. `place`: where indexes lie, instead of the cache folder.
fn collect(
    paths: &[PathBuf],
    with: &[PathBuf],
    archives: bool,
    date: Option<Day>,
    place: Option<&Path>,
) -> Result<Collection, Failure> {
    let mut collection = Collection::default();
    collection.library.now = Some(jiff::Timestamp::now());
    let bar = progress::Bar::new("Reading articles");
    let date = date.map(|Day(d, t)| (d, t));
    for (path, checked) in paths.iter().map(|p| (p, true)).chain(with.iter().map(|p| (p, false))) {
        if !path.exists() && corpus::address(path).is_none() {
            let what = if path == Path::new("-") { NOT_STDIN } else { "there is no such file or folder" };
            let message = format!("{}: {what}", path.display());
            collection.problems.push(Problem { message, fatal: true });
            continue;
        }
        if !checked && date.is_none() && add_indexed(&mut collection, path, place)? {
            continue;
        }
        collection.add(path, checked, date, &|| bar.tick());
        if archives && collection.has_archives(path) && (date.is_some() || !add_indexed(&mut collection, path, place)?)
        {
            collection.add_archives(path, &|| bar.tick());
        }
    }
    bar.done();
    tell(&collection.problems);
    if collection.members.is_empty() && !collection.problems.iter().any(|p| p.fatal) {
        let names: Vec<_> = paths.iter().map(|p| p.display().to_string()).collect();
        return Err(Failure::Told(format!("{}: no articles found (files such as .txt and .md)", names.join(", "))));
    }
    Ok(collection)
}

/// Says on standard error what could not be read, each once.
fn tell(problems: &[Problem]) {
    let mut told = HashSet::new();
    for p in problems.iter().filter(|p| told.insert(p.message.as_str())) {
        anstream::eprintln!("{}: {}", output::bold("copydesk"), output::shown(&p.message));
    }
}

/// Adds the articles of a folder from its index, where there is one of this version of the analysis; whether it was.
fn add_indexed(collection: &mut Collection, folder: &Path, place: Option<&Path>) -> Result<bool, Failure> {
    if !folder.is_dir() {
        return Ok(false);
    }
    let file = index::file(&corpus::root(folder), place).ok();
    // One that cannot be opened is as good as none here.
    let existing = file.and_then(|file| Store::existing(&file, ANALYSER).ok());
    let Some(Existing::Index(store)) = existing else { return Ok(false) };
    collection.add_indexed(folder, store)?;
    Ok(true)
}

/// 0 with nothing to report, 1 with findings, 2 when something could not be read.
fn exit_code(collection: &Collection, findings: bool) -> ExitCode {
    match (collection.problems.iter().any(|p| p.fatal), findings) {
        (true, _) => ExitCode::from(FAILED),
        (_, true) => ExitCode::from(1),
        _ => ExitCode::SUCCESS,
    }
}
