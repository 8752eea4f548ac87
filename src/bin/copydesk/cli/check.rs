use std::{path::PathBuf, process::ExitCode};

use copydesk::{
    compare::{Finding, Severity},
    desk::Collection,
};

use super::{
    Day, Outcome, collect, exit_code,
    output::{self, Report},
};

/// Tell where articles state something conflicting about the same fact
///
/// Each article is checked by itself, against all the others given, and against those under --corpus.
/// Exit status: 0 nothing to report, 1 findings, 2 something could not be read.
#[derive(clap::Args)]
pub struct Args {
    /// Articles, or folders of articles
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// More articles to compare with, not checked themselves. A folder that «copydesk index» has read is not read again.
    /// The archives that copydesk.toml names are compared with in any case
    #[arg(long, value_name = "DIR")]
    corpus: Vec<PathBuf>,
    /// Where «copydesk index --index» has put the indexes of these folders, instead of the cache folder
    #[arg(long, value_name = "DIR")]
    index: Option<PathBuf>,
    /// What to show
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    show: Show,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The mildest finding that makes the exit status 1
    #[arg(long, value_enum, default_value_t = Level::Warning, value_name = "SEVERITY")]
    fail_on: Level,
    /// The date of publication of every article given (2024-03-24)
    #[arg(long)]
    date: Option<Day>,
}

#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Default)]
pub enum Show {
    /// What a person should look at: errors, warnings and notes
    #[default]
    Warnings,
    /// Also what was let stand (copydesk.stet), and passages that agree, fit or are merely likely to conflict
    All,
}

#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people
    #[default]
    Text,
    /// One object a finding and line
    Jsonl,
    /// One array
    Json,
    /// SARIF 2.1.0, for code hosting sites
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
}

#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Error,
    Warning,
    Info,
    Hint,
    Never,
}

pub fn run(args: &Args) -> Outcome {
    let mut collection = collect(&args.paths, &args.corpus, true, args.date, args.index.as_deref())?;
    let (mut reports, mut stood) = found(&mut collection, args.show);
    let told = collection.problems.len();
    // What is damaged in an index shows when it is asked.
    if collection.renew_damaged()? {
        super::tell(&collection.problems[told..]);
        (reports, stood) = found(&mut collection, args.show);
    }
    reports.sort_by(|a, b| collection.members[a.0].name.cmp(&collection.members[b.0].name));
    match args.format {
        Format::Text => output::text::print(&collection, &reports, &stood)?,
        Format::Jsonl => output::json::lines(&collection, &reports)?,
        Format::Json => output::json::array(&collection, &reports)?,
        Format::Sarif => output::sarif::print(&collection, &reports)?,
        Format::Github => output::github::print(&collection, &reports)?,
    }
    let fails = |f: &Finding| is_for_people(f) && floor(args.fail_on).is_some_and(|l| f.severity >= l);
    Ok::<ExitCode, _>(exit_code(&collection, reports.iter().any(|(_, fs)| fs.iter().any(fails))))
}

/// What is to be shown of the articles that are checked, and what was let stand.
fn found(collection: &mut Collection, show: Show) -> (Vec<Report>, Vec<Report>) {
    let (mut reports, mut stood): (Vec<Report>, Vec<Report>) = Default::default();
    for (number, member) in collection.members.iter().enumerate().filter(|(_, m)| m.checked) {
        let mut findings = collection.check(number);
        findings.sort_by_key(|f| (f.span, f.code));
        if show == Show::Warnings {
            stood.push((number, findings.extract_if(.., |f| f.stands.is_some()).collect()));
            findings.retain(is_for_people);
        }
        if !findings.is_empty() {
            debug_assert!(findings.iter().all(|f| f.span.end as usize <= member.annotated.article.text.len()));
            reports.push((number, findings));
        }
    }
    for (_, findings) in &mut reports {
        collection.bring_in(findings);
    }
    (reports, stood)
}

/// Whether a finding asks something of a person, rather than saying that all is well.
fn is_for_people(f: &Finding) -> bool {
    f.severity > Severity::Hint
}

fn floor(level: Level) -> Option<Severity> {
    match level {
        Level::Error => Some(Severity::Error),
        Level::Warning => Some(Severity::Warning),
        Level::Info => Some(Severity::Info),
        Level::Hint => Some(Severity::Hint),
        Level::Never => None,
    }
}
