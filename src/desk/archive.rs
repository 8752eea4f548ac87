use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use rustc_hash::FxHashMap;

use crate::{
    annotate::{Cache, annotate},
    article::Format,
    base::LineIndex,
    corpus::{self, Config, Stamp},
    fact::{self, FactSheet},
    index::Memory,
};

/// Numbers from here on belong to open documents that are not files of the corpus.
pub const FIRST_DRAFT: u32 = 1 << 31;

/// How many texts of closed articles are kept at hand.
const TEXTS: usize = 32;

/// The articles on disk, as last read.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    records: FxHashMap<u32, Arc<Record>>,
    numbers: FxHashMap<PathBuf, u32>,
    index: Memory,
    next: u32,
    texts: Arc<Mutex<Texts>>,
}

/// Texts of closed articles, the one asked for last at the end.
type Texts = Vec<(u32, Arc<Source>)>;

/// One article on disk.
#[derive(Debug)]
pub struct Record {
    pub path: PathBuf,
    pub format: Format,
    pub sheet: Arc<FactSheet>,
    /// Of the file when it was read.
    pub stamp: Option<Stamp>,
}

/// An article's text with its lines, for showing a passage of it.
#[derive(Debug)]
pub struct Source {
    pub text: Arc<str>,
    pub lines: Arc<LineIndex>,
}

/// A file read for the archive; `None` when it is gone or is no article.
#[derive(Debug)]
pub struct Reading {
    pub path: PathBuf,
    pub record: Option<Record>,
}

impl Reading {
    /// Reads and annotates one file.
    pub fn of(path: &Path, format: Format, config: &Config, cache: &mut Cache) -> Self {
        let mut read = || {
            let stamp = Stamp::of(path);
            let loaded = corpus::load(path, format, config, None).ok()?;
            cache.turn();
            let annotated = annotate(Arc::new(loaded.article), cache);
            Some(Record { path: path.to_owned(), format, sheet: Arc::new(fact::sheet(&annotated)), stamp })
        };
        Reading { path: path.to_owned(), record: read() }
    }
}

impl Archive {
    /// Takes in what was read, in place of what was known of those paths.
    pub fn update(&mut self, readings: impl IntoIterator<Item = Reading>) {
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        for Reading { path, record } in readings {
            match record {
                Some(record) => {
                    let number = *self.numbers.entry(path).or_insert_with(|| {
                        self.next += 1;
                        self.next - 1
                    });
                    texts.retain(|t| t.0 != number);
                    self.index.insert(number, record.sheet.clone());
                    self.records.insert(number, Arc::new(record));
                }
                // Its number stays its own, should it come back.
                None => {
                    if let Some(&number) = self.numbers.get(&path) {
                        texts.retain(|t| t.0 != number);
                        self.index.remove(number);
                        self.records.remove(&number);
                    }
                }
            }
        }
    }

    pub fn index(&self) -> &Memory {
        &self.index
    }

    pub fn number(&self, path: &Path) -> Option<u32> {
        self.numbers.get(path).copied()
    }

    pub fn record(&self, article: u32) -> Option<&Arc<Record>> {
        self.records.get(&article)
    }

    pub fn records(&self) -> impl Iterator<Item = (u32, &Arc<Record>)> {
        self.records.iter().map(|(n, r)| (*n, r))
    }

    pub fn len(&self) -> usize {
        self.records.len()
    }

    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// An article's text from the disk, kept for the next who asks.
    pub fn source(&self, article: u32) -> Option<Arc<Source>> {
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(i) = texts.iter().position(|t| t.0 == article) {
            let found = texts.remove(i);
            let source = found.1.clone();
            texts.push(found);
            return Some(source);
        }
        let record = self.records.get(&article)?;
        let loaded = corpus::load(&record.path, record.format, &Config::default(), None).ok()?;
        let text = loaded.article.text;
        let source = Arc::new(Source { lines: Arc::new(LineIndex::new(&text)), text });
        if texts.len() == TEXTS {
            texts.remove(0);
        }
        texts.push((article, source.clone()));
        Some(source)
    }
}
