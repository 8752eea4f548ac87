use std::{
    path::PathBuf,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use crate::{
    annotate::{Annotated, Cache, annotate},
    article::{Article, Format, Hints, Metadata, read},
    base::LineIndex,
    fact::{self, FactSheet},
    index::Memory,
};

use super::Text;

/// An open document at one version. Immutable: an edit makes a new one, which shares what it can.
#[derive(Debug)]
pub struct Document {
    /// The client's name for it.
    pub uri: Arc<str>,
    pub path: Option<PathBuf>,
    /// Its number in the corpus.
    pub article: u32,
    /// The client's version.
    pub version: i32,
    /// Grows with every change to any document; never repeats.
    pub revision: u64,
    pub text: Text,
    /// `None` for what is open but is no article.
    pub format: Option<Format>,
    pub hints: Hints,
    cache: Arc<Mutex<Cache>>,
    analysis: Arc<OnceLock<Arc<Analysis>>>,
}

/// What a text holds by itself.
#[derive(Debug)]
pub struct Analysis {
    pub annotated: Annotated,
    pub sheet: Arc<FactSheet>,
    pub lines: Arc<LineIndex>,
    /// The sheet's facts by their keys, for the other open documents; made when first asked for.
    index: OnceLock<Memory>,
}

impl Document {
    pub fn new(
        uri: Arc<str>,
        path: Option<PathBuf>,
        article: u32,
        version: i32,
        text: Text,
        format: Option<Format>,
        hints: Hints,
    ) -> Self {
        Document {
            uri,
            path,
            article,
            version,
            revision: 0,
            text,
            format,
            hints,
            cache: Arc::default(),
            analysis: Arc::default(),
        }
    }

    /// The document with another text.
    pub fn with_text(&self, text: Text, version: i32) -> Self {
        Document { text, version, ..self.fresh() }
    }

    /// The document with other outside knowledge.
    pub fn with_hints(&self, hints: Hints) -> Self {
        Document { hints, ..self.fresh() }
    }

    /// The document with nothing remembered of its analysis.
    pub fn forgotten(&self) -> Self {
        Document { cache: Arc::default(), ..self.fresh() }
    }

    /// The same document, analysis and all, under a number of the corpus.
    pub fn numbered(&self, article: u32) -> Self {
        let analysis = if article == self.article { self.analysis.clone() } else { Arc::default() };
        Document { article, analysis, ..self.fresh() }
    }

    fn fresh(&self) -> Self {
        Document {
            uri: self.uri.clone(),
            path: self.path.clone(),
            article: self.article,
            version: self.version,
            revision: self.revision,
            text: self.text.clone(),
            format: self.format,
            hints: self.hints.clone(),
            cache: self.cache.clone(),
            analysis: Arc::default(),
        }
    }

    /// What the text holds; worked out once, by whoever asks first. Costs the paragraphs that changed since the version
    /// analysed last, and a pass over the mentions.
    pub fn analysis(&self) -> &Arc<Analysis> {
        self.analysis.get_or_init(|| {
            let text = self.text.whole();
            let article = match self.format {
                Some(format) => read(&text, format, &self.hints),
                None => Article { text: text.clone(), blocks: Vec::new(), meta: Metadata::default() },
            };
            let mut cache = self.cache.lock().unwrap_or_else(|poisoned| {
                // A rule panicked with it in hand: what it holds is whole paragraphs, but start clean all the same.
                let mut cache = PoisonError::into_inner(poisoned);
                *cache = Cache::default();
                cache
            });
            cache.turn();
            Arc::new(Analysis::new(annotate(Arc::new(article), &mut cache)))
        })
    }
}

impl Analysis {
    pub fn new(annotated: Annotated) -> Self {
        let sheet = Arc::new(fact::sheet(&annotated));
        let lines = Arc::new(LineIndex::new(&annotated.article.text));
        Analysis { annotated, sheet, lines, index: OnceLock::new() }
    }

    pub fn text(&self) -> &Arc<str> {
        &self.annotated.article.text
    }

    pub(super) fn index(&self, article: u32) -> &Memory {
        self.index.get_or_init(|| {
            let mut index = Memory::default();
            index.insert(article, self.sheet.clone());
            index
        })
    }
}
