mod list;

use std::{
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{
        atomic::Ordering,
        mpsc::{RecvTimeoutError, channel},
    },
    time::{Duration, Instant},
};

use copydesk::{
    corpus::{self, CONFIG_FILE, ConfigError, Configs, LoadError, Progress, Report},
    fact::ANALYSER,
    index::disk::{Existing, Opened, Stats, Store, StoreError},
};
use etcetera::BaseStrategy;
use indicatif::ProgressBar;
use jiff::{Timestamp, Zoned, tz::TimeZone};

use super::{Failure, Outcome, output, progress};

/// Build, update or look into the index of a folder of articles
///
/// The index lies in your cache folder, one for each corpus, never in the project. It can be thrown away at any time.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of articles
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
    /// Where the index lies, instead of the cache folder
    #[arg(long, value_name = "DIR")]
    index: Option<PathBuf>,
    /// Check every record, and change nothing
    #[arg(long, conflicts_with_all = ["stats", "clear", "list"])]
    verify: bool,
    /// Tell what the index holds, and change nothing
    #[arg(long, conflicts_with_all = ["clear", "list"])]
    stats: bool,
    /// Throw the index away, also that of a folder that is gone
    #[arg(long, conflicts_with = "list")]
    clear: bool,
    /// Tell which folders have an index there, and which of these are gone
    #[arg(long, conflicts_with = "folder")]
    list: bool,
}

pub fn run(args: &Args) -> Outcome {
    // What is left of a folder that is gone can be thrown away still.
    if !args.folder.is_dir() && (args.folder.exists() || !args.clear && !args.list) {
        let what = if args.folder.exists() { "is a file; name its folder" } else { "there is no such folder" };
        return Err(Failure::Told(format!("{}: {what}", args.folder.display())));
    }
    let root = corpus::root(&args.folder);
    let file = file(&root, args.index.as_deref())?;
    if args.list {
        return list::run(file.parent().unwrap_or(&file));
    }
    if args.verify || args.stats {
        return look(args, &file);
    }
    if args.clear && !file.exists() {
        return Err(Failure::Told(format!("{}: there is no index of it", args.folder.display())));
    }
    let (mut store, opened) = Store::open(&file, ANALYSER)?;
    if args.clear {
        let left = if store.discard()? { "cleared" } else { "emptied; the file stays while another process uses it" };
        writeln!(anstream::stdout(), "{}: {left}", file.display())?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut anew = opened == Opened::Rebuilt;
    if opened == Opened::Existing && !corpus::is_sound(&store)? {
        store = Store::renew(&file, ANALYSER)?;
        anew = true;
    }
    let started = Instant::now();
    let mut report = with_progress(|progress| corpus::ingest(&store, &root, progress));
    if matches!(report, Err(StoreError::Damaged { .. })) || report.is_ok() && store.is_damaged() {
        store = Store::renew(&file, ANALYSER)?;
        anew = true;
        report = with_progress(|progress| corpus::ingest(&store, &root, progress));
    }
    if anew {
        anstream::eprintln!("{}: the index was of another version or damaged, and is made anew", file.display());
    }
    let report = report?;
    told(&report, started.elapsed())?;
    Ok(if report.problems.is_empty() && report.faults.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(super::FAILED)
    })
}

/// The file of a corpus's index: in `folder`, else where `copydesk.toml` says, else in the user's cache folder.
pub fn file(root: &Path, folder: Option<&Path>) -> Result<PathBuf, Failure> {
    let configured = || Configs::default().of(&root.join(CONFIG_FILE)).index.clone();
    let folder = match folder.map(Path::to_owned).or_else(configured) {
        Some(folder) => folder,
        None => etcetera::choose_base_strategy()
            .map_err(|e| Failure::Told(format!("no cache folder is known ({e}); name one with --index")))?
            .cache_dir()
            .join("copydesk"),
    };
    Ok(folder.join(format!("{}.index", name(root))))
}

/// What the index of a corpus is called.
fn name(root: &Path) -> String {
    blake3::hash(root.to_string_lossy().as_bytes()).to_hex()[..NAME].to_owned()
}

/// Hexadecimal digits of it.
const NAME: usize = 16;

/// Looks into an index that is there, and changes nothing.
fn look(args: &Args, file: &Path) -> Outcome {
    let folder = args.folder.display();
    let store = match Store::existing(file, ANALYSER)? {
        Existing::Index(store) => store,
        Existing::Nothing => {
            let told = format!("{folder}: there is no index of it yet. «copydesk index {folder}» makes one");
            return Err(Failure::Told(told));
        }
        Existing::OtherVersion => {
            let file = file.display();
            writeln!(
                anstream::stdout(),
                "{file}: the index is of another version. «copydesk index {folder}» makes it anew."
            )?;
            return Ok(ExitCode::from(1));
        }
    };
    if args.stats {
        print(&store.stats()?, file)?;
        return Ok(ExitCode::SUCCESS);
    }
    let faults = match store.verify() {
        Err(StoreError::Damaged { .. }) => vec![format!("{}: the file is damaged", file.display())],
        faults => faults?,
    };
    let mut out = anstream::stdout();
    for fault in &faults {
        writeln!(out, "{fault}")?;
    }
    let told = if faults.is_empty() {
        "The index is sound."
    } else {
        "«copydesk index --clear», then «copydesk index», makes it anew."
    };
    writeln!(out, "{told}")?;
    Ok(ExitCode::from(u8::from(!faults.is_empty())))
}

/// Runs an ingest on a thread while this one shows how far it is.
fn with_progress<T: Send>(work: impl FnOnce(&Progress) -> T + Send) -> T {
    let progress = Progress::default();
    let bar = if std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
    bar.set_style(progress::style("{msg}"));
    bar.set_message("Looking through the folder …");
    let indexing = "Indexing {bar:20} {human_pos} of {human_len}{pace}";
    let mut counted = Some(progress::style(indexing));
    std::thread::scope(|scope| {
        let (working, over) = channel::<()>();
        let progress = &progress;
        let worker = scope.spawn(move || {
            let _working = working;
            work(progress)
        });
        // Nothing is ever sent: the line ends with the work.
        while over.recv_timeout(Duration::from_millis(100)) == Err(RecvTimeoutError::Timeout) {
            let total = progress.total.load(Ordering::Relaxed);
            if total == 0 {
                continue;
            }
            if let Some(style) = counted.take() {
                bar.set_style(style);
                bar.reset_elapsed();
                bar.reset_eta();
            }
            bar.set_length(total);
            bar.set_position(progress.done.load(Ordering::Relaxed));
        }
        bar.finish_and_clear();
        worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn told(report: &Report, took: Duration) -> io::Result<()> {
    let faults = report.faults.iter().flat_map(ConfigError::told);
    for problem in report.problems.iter().map(LoadError::to_string).chain(faults) {
        anstream::eprintln!("{}: {problem}", output::bold("copydesk"));
    }
    let rate = report.read as f64 / took.as_secs_f64().max(1e-9);
    let line = format!(
        "{} read, {} unchanged, {} removed, {} moved, {} left out, in {:.1} s ({rate:.0} a second).",
        report.read,
        report.unchanged,
        report.removed,
        report.moved,
        report.problems.len(),
        took.as_secs_f64()
    );
    writeln!(anstream::stdout(), "{}", output::bold(&line))
}

/// When something was last written to an index; what was written last stands in a file beside it for a while.
fn last_update(file: &Path) -> Option<Zoned> {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    let files = [std::fs::metadata(file).ok(), std::fs::metadata(log).ok().filter(|m| m.len() > 0)];
    let written = files.into_iter().flatten().filter_map(|m| m.modified().ok()).max()?;
    Some(Timestamp::try_from(written).ok()?.to_zoned(TimeZone::system()))
}

fn print(stats: &Stats, file: &Path) -> io::Result<()> {
    let mut out = anstream::stdout();
    let mut row = |name: &str, value: String| writeln!(out, "{name:14} {value}");
    row("index", file.display().to_string())?;
    row("articles", stats.articles.to_string())?;
    row("facts", stats.facts.to_string())?;
    let per_fact = stats.bytes.checked_div(stats.facts).unwrap_or(0);
    row("bytes", format!("{} ({per_fact} a fact)", stats.bytes))?;
    if let (Some(oldest), Some(newest)) = (stats.oldest, stats.newest) {
        row("dates", format!("{oldest} to {newest}"))?;
    }
    let kinds: Vec<(String, u64)> = stats.kinds.iter().map(|(k, n)| (kind(k).to_owned(), *n)).collect();
    for (name, items) in [("facts by kind", &kinds), ("facts by role", &stats.roles), ("outlets", &stats.outlets)] {
        if !items.is_empty() {
            row(name, list(items))?;
        }
    }
    match last_update(file) {
        Some(time) => row("last update", time.strftime("%Y-%m-%d %H:%M").to_string()),
        None => Ok(()),
    }
}

/// The first of what was counted, and how many more there are.
fn list(items: &[(String, u64)]) -> String {
    let mut shown: Vec<String> = items.iter().take(LISTED).map(|(name, n)| format!("{name} {n}")).collect();
    if items.len() > LISTED {
        shown.push(format!("and {} more", items.len() - LISTED));
    }
    shown.join(", ")
}

const LISTED: usize = 12;

/// A slot as `copydesk facts` calls it.
fn kind(slot: &str) -> &str {
    match slot {
        "when" => "date",
        "clock" => "time",
        "length" => "duration",
        other => other,
    }
}
