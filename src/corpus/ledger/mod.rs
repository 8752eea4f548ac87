//! `copydesk.stet`: what a person let stand, beside `copydesk.toml`. («Stet», let it stand, is what an editor writes next
//! to a correction that was wrong.) One decision a line, sorted, so that two people's decisions merge:
//!
//! ```text
//! figure-conflict | drafts/fire.txt | About 40 people were hurt. | counted again on Monday | 2026-11-21 anna
//! figure-conflict | * | at least 137 people killed | the ministry corrected itself | 2026-11-21 anna
//! ```
//!
//! The code of the finding; the article, or `*` for every article of the project; the sentence, or for `*` what is stated
//! (`desk::Analysis::decided`); why; when and by whom. A sentence that is edited is a new statement, for which the decision no longer holds.

mod write;

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use rustc_hash::FxHashMap;

use super::{Config, ConfigError, Problem, config::alike};
use crate::{base::Span, compare::RULES};
pub use write::{record, rename, withdraw};

/// The name of the file.
pub const LEDGER_FILE: &str = "copydesk.stet";

/// The decisions that hold for the articles of one project.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    entries: Vec<Entry>,
    /// What is wrong in the file: such lines are passed over.
    pub fault: Option<Box<ConfigError>>,
}

/// One decision. Its fields hold no line breaks and no «|».
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Entry {
    /// The code of the finding that is let stand.
    pub code: String,
    /// The article, relative to the ledger's folder with `/`; `None` for every article.
    pub article: Option<String>,
    /// The sentence; for every article, what is stated.
    pub passage: String,
    pub reason: String,
    /// When and by whom.
    pub signed: String,
}

impl Ledger {
    /// Reads what is there; a file that is missing holds no decisions.
    pub fn read(path: &Path) -> Ledger {
        let fault =
            |text, problems| Box::new(ConfigError { path: path.to_owned(), text, problems, config: Box::default() });
        match fs::read_to_string(path) {
            Ok(text) => {
                let (ledger, problems) = Ledger::parse(&text);
                Ledger { fault: (!problems.is_empty()).then(|| fault(text, problems)), ..ledger }
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ledger::default(),
            Err(e) => {
                let message = format!("cannot be read, so that no decision in it holds: {e}");
                let problem = Problem { span: Span::new(0, 0), message };
                Ledger { entries: Vec::new(), fault: Some(fault(String::new(), vec![problem])) }
            }
        }
    }

    /// The decisions of a text, and what is wrong in it.
    pub fn parse(text: &str) -> (Ledger, Vec<Problem>) {
        let (mut entries, mut problems) = (Vec::new(), Vec::new());
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let told = line.trim();
            let at = start + (line.len() - line.trim_start().len());
            start += line.len();
            if told.is_empty() || told.starts_with('#') {
                continue;
            }
            let entry = Entry::parse(told);
            if let Some(message) = fault(entry.as_ref()) {
                problems.push(Problem { span: Span::from(at..at + told.len()), message });
            }
            entries.extend(entry);
        }
        (Ledger { entries, fault: None }, problems)
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The decision that lets a finding stand: one for its sentence in this article, or for what it states everywhere.
    pub fn stands(&self, code: &str, article: Option<&str>, sentence: &str, stated: &str) -> Option<&Entry> {
        // As they are written down.
        let (article, sentence, stated) = (article.map(clean), clean(sentence), clean(stated));
        self.entries.iter().filter(|e| e.code == code).find(|e| match &e.article {
            Some(_) => e.article == article && e.passage == sentence,
            None => e.passage == stated,
        })
    }
}

/// What is wrong with a line, if anything is.
fn fault(entry: Option<&Entry>) -> Option<String> {
    let Some(entry) = entry else {
        let form = "finding | article, or * for all | passage | why | when and by whom";
        return Some(format!("this line is no decision and is passed over; a decision has: {form}"));
    };
    let codes: Vec<&str> = RULES.iter().map(|r| r.code).collect();
    (!codes.contains(&&*entry.code)).then(|| {
        let alike = alike(&entry.code, &codes).unwrap_or_else(|| "; «copydesk explain» lists them all".to_owned());
        format!("there is no finding «{}»{alike}", entry.code)
    })
}

/// The ledgers that a command meets, each read once.
#[derive(Default)]
pub struct Ledgers {
    roots: FxHashMap<PathBuf, Option<PathBuf>>,
    known: FxHashMap<PathBuf, Arc<Ledger>>,
}

impl Ledgers {
    /// The folder of the ledger that holds for a file, and the ledger; no folder where there is none.
    pub fn of(&mut self, file: &Path, config: &Config) -> (Option<PathBuf>, Arc<Ledger>) {
        let folder = file.parent().unwrap_or(file);
        let root = match self.roots.get(folder) {
            Some(root) => root.clone(),
            None => self.roots.entry(folder.to_owned()).or_insert_with(|| root(file, config)).clone(),
        };
        let read = |root: &PathBuf| Arc::new(Ledger::read(&root.join(LEDGER_FILE)));
        let ledger =
            root.as_ref().map(|r| self.known.entry(r.clone()).or_insert_with(|| read(r)).clone()).unwrap_or_default();
        (root, ledger)
    }
}

/// The folder whose ledger holds for a file: that of `copydesk.toml`, else the nearest upward that has one.
pub fn root(file: &Path, config: &Config) -> Option<PathBuf> {
    if !config.root.as_os_str().is_empty() {
        return Some(config.root.clone());
    }
    let absolute = std::path::absolute(file).ok()?;
    absolute.ancestors().skip(1).find(|a| a.join(LEDGER_FILE).is_file()).map(Path::to_owned)
}

impl Entry {
    /// Why it may stand, when and by whom: «Checked with the source, 2026-11-21 anna».
    pub fn told(&self) -> String {
        let parts = [self.reason.trim_end_matches('.'), &self.signed];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
    }

    fn parse(line: &str) -> Option<Entry> {
        if line.trim_start().starts_with('#') {
            return None;
        }
        let mut fields = line.split('|').map(|f| f.trim().to_owned());
        let (code, article, passage) = (fields.next()?, fields.next()?, fields.next()?);
        let reason = fields.next().unwrap_or_default();
        let signed = fields.next().unwrap_or_default();
        if code.is_empty() || passage.is_empty() {
            return None;
        }
        Some(Entry { code, article: (article != "*").then_some(article), passage, reason, signed })
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let article = self.article.as_deref().unwrap_or("*");
        let fields = [&self.code, article, &self.passage, &self.reason, &self.signed].map(clean);
        f.write_str(fields.join(" | ").trim_end_matches([' ', '|']))
    }
}

/// A field on one line, without the mark that divides fields.
fn clean(field: &str) -> String {
    field.replace('|', "¦").split_whitespace().collect::<Vec<_>>().join(" ")
}
