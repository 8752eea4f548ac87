use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    time::Duration,
};

use jiff::civil::{Date, Time};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::{
    annotate::{Annotated, annotate_once},
    article::Format,
    compare::{self, Finding},
    corpus::{self, CONFIG_FILE, Config, ConfigError, Configs, Found, Ledgers, LoadError, Progress, Walked},
    fact::{self, ANALYSER, FactSheet, Lookup, Standing, edition},
    index::{
        Memory,
        disk::{Store, StoreError},
    },
};

use super::{
    House,
    decision::Stating,
    indexed::{Both, Hidden, Indexed},
};

/// Articles that are read before they are taken in: what is read and not taken in yet takes room of its own.
const CHUNK: usize = 1024;

/// Articles read from disk to be compared with one another.
#[derive(Default)]
pub struct Collection {
    /// In the order in which they were given; a member's place is its number in `library`.
    pub members: Vec<Member>,
    pub library: Memory,
    /// What could not be read, or was read with a guess.
    pub problems: Vec<Problem>,
    numbers: FxHashMap<PathBuf, usize>,
    configs: Configs,
    ledgers: Ledgers,
    indexed: Indexed,
    /// Those of its articles that are members as well.
    hidden: OnceLock<Hidden>,
}

/// One article of a [`Collection`].
pub struct Member {
    /// As given, or relative to what was given, with `/`.
    pub name: String,
    pub path: PathBuf,
    pub annotated: Arc<Annotated>,
    pub sheet: Arc<FactSheet>,
    pub house: House,
    /// Whether findings are wanted for it, or it is only compared with.
    pub checked: bool,
}

/// Something to tell the user about a file that was left out or read with a guess.
#[derive(Clone, Debug)]
pub struct Problem {
    /// One sentence: which file, what is wrong, what to do.
    pub message: String,
    /// Whether the file was left out, so that the command could not be carried out in full.
    pub fatal: bool,
}

impl Collection {
    /// Adds the articles at or under `root`. `date` wins over what they say; `tick` is called once for each article
    /// read, from several threads.
    pub fn add(&mut self, root: &Path, checked: bool, date: Option<(Date, Option<Time>)>, tick: &(dyn Fn() + Sync)) {
        let walked = corpus::walk(root, &self.configs.of(&governed(root)));
        self.add_walked(&walked, None, checked, date, tick);
    }

    /// Whether the configuration of `root` names archives.
    pub fn has_archives(&self, root: &Path) -> bool {
        !self.configs.of(&governed(root)).archives.is_empty()
    }

    /// Adds the articles of the archives that the configuration of `root` names, to be compared with and not checked.
    pub fn add_archives(&mut self, root: &Path, tick: &(dyn Fn() + Sync)) {
        let governing = self.configs.of(&governed(root));
        for archive in &governing.archives {
            if !archive.path.exists() {
                let message = LoadError::Archive { path: archive.path.clone() }.to_string();
                self.problems.push(Problem { message, fatal: true });
                continue;
            }
            self.add_walked(&corpus::walk(&archive.path, &governing), Some(&governing), false, None, tick);
        }
    }

    fn add_walked(
        &mut self,
        walked: &Walked,
        governing: Option<&Arc<Config>>,
        checked: bool,
        date: Option<(Date, Option<Time>)>,
        tick: &(dyn Fn() + Sync),
    ) {
        self.problems.extend(walked.errors.iter().map(|e| Problem { message: e.to_string(), fatal: true }));
        let first = self.problems.len();
        self.members.reserve(walked.files.len());
        for chunk in walked.files.chunks(CHUNK) {
            let configs = &self.configs;
            let read = |found: &Found| {
                let config = governing.cloned().unwrap_or_else(|| configs.of(&found.path));
                let member = self::read(found, &config, date);
                tick();
                member
            };
            let read: Vec<_> = chunk.par_iter().map(read).collect();
            for result in read {
                match result {
                    Ok((member, fallback)) => self.take_in(Member { checked, ..member }, fallback),
                    Err(message) => self.problems.push(Problem { message, fatal: true }),
                }
            }
        }
        self.problems.splice(first..first, faults(&self.configs.faults()));
    }

    /// Adds the articles under `root` from their index, which is first brought up to date, to be compared with and not
    /// checked. Members must have been added before. An index that is damaged is made anew; where one cannot be written, it
    /// lies in memory.
    pub fn add_indexed(&mut self, root: &Path, store: Arc<Store>) -> Result<(), StoreError> {
        let absolute = corpus::root(root);
        let brought =
            |store: Arc<Store>| corpus::ingest(&store, &absolute, &Progress::default()).map(|report| (store, report));
        let file = store.file().to_owned();
        let mut added = match corpus::is_sound(&store) {
            Ok(true) => brought(store.clone()),
            Ok(false) => Err(StoreError::Damaged { path: file.clone() }),
            Err(error) => Err(error),
        };
        if matches!(added, Err(StoreError::Damaged { .. })) {
            let message = format!("{}: its index was damaged, and is made anew", root.display());
            self.problems.push(Problem { message, fatal: false });
            store.close(Duration::ZERO);
            added = Store::renew(&file, ANALYSER).map(Arc::new).and_then(brought);
        }
        if let Err(error) = &added {
            let message = format!("{error}. Until then its articles are read anew every time");
            self.problems.push(Problem { message, fatal: false });
            let name = file.file_stem().unwrap_or_default().to_string_lossy();
            added = Store::in_memory(&name, ANALYSER).map(Arc::new).and_then(brought);
        }
        let (store, report) = added?;
        self.problems.extend(report.problems.iter().map(|e| Problem { message: e.to_string(), fatal: true }));
        self.problems.extend(faults(&report.faults));
        self.indexed.add(root, &absolute, store);
        Ok(())
    }

    /// Makes those indexes anew in which damage was found while they were asked; whether there were any. What was found until
    /// then is to be looked for again.
    pub fn renew_damaged(&mut self) -> Result<bool, StoreError> {
        let damaged = self.indexed.take_damaged();
        for (root, store) in &damaged {
            self.hidden = OnceLock::new();
            self.add_indexed(root, store.clone())?;
        }
        Ok(!damaged.is_empty())
    }

    /// Makes members of the indexed articles that findings lead to, and gives the findings their numbers. An article that
    /// can no longer be read is left out of them.
    pub fn bring_in(&mut self, findings: &mut [Finding]) {
        for finding in findings {
            finding.related.retain_mut(|related| {
                let Some(path) = related.article.and_then(|n| self.indexed.path(n)) else { return true };
                related.article = self.bring_in_one(path);
                related.article.is_some()
            });
        }
    }

    fn bring_in_one(&mut self, path: PathBuf) -> Option<u32> {
        let identity = corpus::identity(&path);
        if let Some(&number) = self.numbers.get(&identity) {
            return Some(number as u32);
        }
        let format = Format::of_path(&path.to_string_lossy()).unwrap_or(Format::Plain);
        let found = Found { path, format };
        let (member, _) = read(&found, &self.configs.of(&found.path), None).ok()?;
        self.numbers.insert(identity, self.members.len());
        self.members.push(member);
        Some(self.members.len() as u32 - 1)
    }

    fn take_in(&mut self, mut member: Member, fallback: Option<&'static str>) {
        if member.checked {
            let house = &mut member.house;
            (house.root, house.ledger) = self.ledgers.of(&member.path, &house.config);
            let fault = house.ledger.fault.iter().flat_map(|f| f.lines());
            self.problems.extend(fault.map(|message| Problem { message, fatal: false }));
        }
        if let Some(encoding) = fallback {
            let message =
                format!("{}: is not UTF-8; read as {encoding}. Save it as UTF-8 if letters look wrong.", member.name);
            self.problems.push(Problem { message, fatal: false });
        }
        let number = *self.numbers.entry(corpus::identity(&member.path)).or_insert(self.members.len());
        match self.members.get_mut(number) {
            Some(old) if member.checked && !old.checked => (old.checked, old.house) = (true, member.house),
            Some(_) => {}
            None => {
                self.library.insert(number as u32, member.sheet.clone());
                self.members.push(member);
            }
        }
    }

    /// Asks all that there is to compare with.
    fn among<T>(&self, ask: impl FnOnce(&dyn Lookup) -> T) -> T {
        if self.indexed.is_empty() {
            return ask(&self.library);
        }
        let hidden = self.hidden.get_or_init(|| {
            // Those that were brought in are not in the library.
            let read = self.members.iter().zip(0..).filter(|(_, number)| self.library.sheet(*number).is_some());
            self.indexed.hidden(read.map(|(member, _)| &*member.path))
        });
        ask(&Both { read: &self.library, indexed: &self.indexed, hidden })
    }

    /// How one member stands among the others.
    pub fn standing(&self, number: usize) -> Standing {
        let sheet = &*self.members[number].sheet;
        self.among(|library| edition::standing(sheet, library.now(), library.versions(sheet).iter().map(|v| &*v.1)))
    }

    /// The findings of one member under its house rules, agreeing ones included. What they say of indexed articles is to be
    /// brought in ([`Collection::bring_in`]).
    pub fn check(&self, number: usize) -> Vec<Finding> {
        let Member { annotated, sheet, house, path, .. } = &self.members[number];
        let mut findings = self.among(|library| compare::check(number as u32, annotated, sheet, library));
        house.apply(Some(path), Stating { annotated, sheet }, &mut findings);
        findings
    }
}

/// What is to be told of mistakes in configuration files.
fn faults(faults: &[ConfigError]) -> impl Iterator<Item = Problem> {
    faults.iter().flat_map(ConfigError::told).map(|message| Problem { message, fatal: true })
}

/// The file whose configuration governs a root.
fn governed(root: &Path) -> PathBuf {
    if root.is_dir() { root.join(CONFIG_FILE) } else { root.to_owned() }
}

fn read(
    found: &Found,
    config: &Arc<Config>,
    date: Option<(Date, Option<Time>)>,
) -> Result<(Member, Option<&'static str>), String> {
    let loaded = corpus::load(&found.path, found.format, config, date).map_err(|e| e.to_string())?;
    let annotated = Arc::new(annotate_once(Arc::new(loaded.article)));
    let sheet = Arc::new(fact::sheet(&annotated));
    let name = found.path.to_string_lossy().replace('\\', "/");
    let name = name.strip_prefix("./").unwrap_or(&name).to_owned();
    let house = House { config: config.clone(), ..House::default() };
    let member = Member { name, path: found.path.clone(), annotated, sheet, house, checked: false };
    Ok((member, loaded.fallback))
}
