use std::{
    fs,
    path::{self, Component, Path, PathBuf},
    sync::mpsc::channel,
};

use ignore::{
    DirEntry, Error, WalkBuilder, WalkState,
    overrides::{Override, OverrideBuilder},
};
use rayon::prelude::*;

use super::{CONFIG_FILE, Config, LoadError, container};
use crate::article::Format;

/// An article file of a corpus.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    pub path: PathBuf,
    pub format: Format,
}

/// What a walk found: article files in order of their paths, and what could not be looked at.
#[derive(Debug, Default)]
pub struct Walked {
    pub files: Vec<Found>,
    pub errors: Vec<LoadError>,
}

/// The article files under `root`: those whose name has a known ending, or is written in `include`, that neither
/// `.gitignore`, `.copydeskignore` nor the configuration's `include` and `exclude` leave out. Hidden files, links and the
/// locks of open documents are passed over. A `root` that is a file is
/// an article whatever its name, as plain text when nothing else is known.
pub fn walk(root: &Path, config: &Config) -> Walked {
    walk_for(root, config, &|_| true)
}

/// As [`walk`] without the articles that `keeps` says no to; it is asked on several threads as the files are met, of what is in
/// files of many afterwards.
pub fn walk_for(root: &Path, config: &Config, keeps: &Keeps<'_>) -> Walked {
    let mut out = Walked::default();
    if root.is_file() || container::address(root).is_some() {
        let format = Format::of_path(&root.to_string_lossy()).unwrap_or(Format::Plain);
        let found = Found { path: root.to_owned(), format };
        if !is_article(&found) || keeps(&found) {
            out.add(found, keeps);
        }
        return out;
    }
    out.look(root, config, &WalkBuilder::new(root), keeps);
    out
}

/// Whether an article is wanted.
pub type Keeps<'a> = dyn Fn(&Found) -> bool + Sync + 'a;

/// Whether something found is one article, and no file of many.
fn is_article(found: &Found) -> bool {
    !found.format.holds_many() || container::address(&found.path).is_some()
}

/// As [`walk`] for some files or folders only, by the same rules: what lies neither in them nor on the way to them is passed
/// over unread.
pub fn walk_some(root: &Path, config: &Config, some: &[&Path]) -> Walked {
    let mut out = Walked::default();
    let some: Vec<PathBuf> = some.iter().map(|p| p.to_path_buf()).collect();
    let mut builder = WalkBuilder::new(root);
    builder.filter_entry(move |e| some.iter().any(|p| p.starts_with(e.path()) || e.path().starts_with(p)));
    out.look(root, config, &builder, &|_| true);
    out
}

/// A file that may be an article, or why something could not be looked at.
type Sighting = Result<Found, LoadError>;

impl Walked {
    /// Folders are read on several threads: with many small ones that, and not what is done with the names, takes the time.
    fn look(&mut self, root: &Path, config: &Config, builder: &WalkBuilder, keeps: &Keeps<'_>) {
        let mut builder = builder.clone();
        builder.require_git(false).add_custom_ignore_filename(".copydeskignore").threads(rayon::current_num_threads());
        let (globs, naming) = (globs(config), naming(config));
        let wanted = |path: &Path| config.relative(path).is_none_or(|p| !globs.matched(p, false).is_ignore());
        let sighted = |entry: Result<DirEntry, Error>| -> Option<Sighting> {
            let entry = match entry {
                Ok(entry) => entry,
                Err(e) => return Some(Err(error(root, &e))),
            };
            let name = entry.file_name().to_string_lossy();
            // Word locks an open document by a small file «~$name.docx».
            if !entry.file_type().is_some_and(|t| t.is_file()) || name == CONFIG_FILE || name.starts_with("~$") {
                return None;
            }
            let known = Format::of_path(&name);
            let format = known.or_else(|| is_named(config, &naming, entry.path()).then_some(Format::Plain));
            let format = format.filter(|_| wanted(entry.path()))?;
            // A copy takes as much room as it has letters, which counts where all paths of an archive are held.
            let found = Found { path: entry.path().to_owned(), format };
            (!is_article(&found) || keeps(&found)).then_some(Ok(found))
        };
        let (seen, sightings) = channel();
        builder.build_parallel().run(|| {
            let (seen, sighted) = (seen.clone(), &sighted);
            Box::new(move |entry| {
                // The other end waits until all are through.
                let told = sighted(entry).map_or(Ok(()), |sighting| seen.send(sighting));
                if told.is_ok() { WalkState::Continue } else { WalkState::Quit }
            })
        });
        drop(seen);
        let mut files = Vec::new();
        for sighting in sightings {
            match sighting {
                Ok(found) => files.push(found),
                Err(error) => self.errors.push(error),
            }
        }
        // Which thread saw them first must not show.
        files.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
        self.errors.sort_by_cached_key(LoadError::to_string);
        self.files.reserve(files.len());
        files.into_iter().for_each(|found| self.add(found, keeps));
    }

    /// Adds an article that is wanted, or those of a file of many that are.
    fn add(&mut self, found: Found, keeps: &Keeps<'_>) {
        if is_article(&found) {
            return self.files.push(found);
        }
        let article = |n| {
            let mut path = found.path.clone().into_os_string();
            path.push(format!("#{n}"));
            Found { path: path.into(), format: found.format }
        };
        match container::count(&found.path, found.format) {
            Ok(count) => self.files.par_extend((1..=count).into_par_iter().map(article).filter(keeps)),
            Err(source) => self.errors.push(LoadError::Unreadable { path: found.path, source }),
        }
    }
}

/// The configuration's globs.
fn globs(config: &Config) -> Override {
    let excluded: Vec<String> = config.exclude.iter().map(|glob| format!("!{glob}")).collect();
    overrides(config.include.iter().chain(&excluded))
}

/// Those of them that tell how files are called, and not only in which folder they lie.
fn naming(config: &Config) -> Override {
    overrides(config.include.iter().filter(|glob| !glob.ends_with('*')))
}

/// Globs for paths relative to the configuration's folder. Those that are no globs were told when it was read.
fn overrides<'a>(globs: impl Iterator<Item = &'a String>) -> Override {
    let mut builder = OverrideBuilder::new("");
    for glob in globs {
        let _ = builder.add(glob);
    }
    builder.build().unwrap_or_else(|_| Override::empty())
}

fn is_named(config: &Config, naming: &Override, path: &Path) -> bool {
    config.relative(path).is_some_and(|p| naming.matched(p, false).is_whitelist())
}

/// Whether `include` tells how a file is called: it is an article then, though its name has no known ending.
pub fn names(config: &Config, path: &Path) -> bool {
    is_named(config, &naming(config), path)
}

fn error(root: &Path, e: &Error) -> LoadError {
    fn path(e: &Error) -> Option<&Path> {
        match e {
            Error::WithPath { path, .. } => Some(path),
            Error::WithDepth { err, .. } | Error::WithLineNumber { err, .. } => path(err),
            Error::Loop { child, .. } => Some(child),
            _ => None,
        }
    }
    let path = path(e).unwrap_or(root).to_owned();
    let message = match e.io_error() {
        Some(io) => format!("cannot be read: {io}"),
        None => e.to_string(),
    };
    LoadError::Walk { path, message }
}

/// The path under which an index knows a folder: absolute, the same however the folder was named on the command line.
pub fn root(folder: &Path) -> PathBuf {
    let absolute = path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    if absolute.components().any(|c| c == Component::ParentDir) {
        return identity(&absolute);
    }
    // Without a slash at the end.
    absolute.components().collect()
}

/// One name for one file, or one article in a file of many, however it was reached: by `.`, `..` or a link.
pub fn identity(path: &Path) -> PathBuf {
    let within = || {
        let (file, number) = container::address(path)?;
        let mut name = fs::canonicalize(file).ok()?.into_os_string();
        name.push(format!("#{number}"));
        Some(PathBuf::from(name))
    };
    let known = fs::canonicalize(path).ok().or_else(within);
    known.or_else(|| path::absolute(path).ok()).unwrap_or_else(|| path.to_owned())
}
