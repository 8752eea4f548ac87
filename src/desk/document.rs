use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use crate::{
    annotate::{Annotated, Cache, NameKind, annotate},
    article::{Article, Format, Hints, Metadata, read},
    base::{LineIndex, Span},
    corpus::{self, Config, LEDGER_FILE, Ledger},
    fact::{self, FactSheet},
    index::Memory,
};

use super::{Text, compared::Compared, describe};

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
    pub house: House,
    cache: Arc<Mutex<Cache>>,
    /// How the version that was compared last stood to the others.
    pub(super) compared: Arc<Mutex<Option<Arc<Compared>>>>,
    analysis: Arc<OnceLock<Arc<Analysis>>>,
}

/// What is known about a document from outside its text: the house rules.
#[derive(Clone, Debug, Default)]
pub struct House {
    /// The project's folder: that of `copydesk.toml`, else of the workspace, else of the file.
    pub root: Option<PathBuf>,
    pub config: Arc<Config>,
    pub ledger: Arc<Ledger>,
    pub hints: Hints,
}

impl House {
    /// The rules for a file, or for a text without one, from the configuration that governs it and the ledger in the
    /// project's folder.
    pub fn of(path: Option<&Path>, config: Arc<Config>, root: Option<PathBuf>) -> Self {
        let ledger = root.as_ref().map(|r| Arc::new(Ledger::read(&r.join(LEDGER_FILE)))).unwrap_or_default();
        let beside = |p| Hints { near: corpus::neighbours(p), ..corpus::hints(p, &config, None) };
        let hints = path.map(beside).unwrap_or_default();
        House { root, config, ledger, hints }
    }
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
        house: House,
    ) -> Self {
        Document {
            uri,
            path,
            article,
            version,
            revision: 0,
            text,
            format,
            house,
            cache: Arc::default(),
            compared: Arc::default(),
            analysis: Arc::default(),
        }
    }

    /// The document with another text.
    pub fn with_text(&self, text: Text, version: i32) -> Self {
        Document { text, version, ..self.fresh() }
    }

    /// The document under other house rules.
    pub fn with_house(&self, house: House) -> Self {
        let analysis = if house.hints == self.house.hints { self.analysis.clone() } else { Arc::default() };
        Document { house, analysis, ..self.fresh() }
    }

    /// The document with nothing remembered of its analysis.
    pub fn forgotten(&self) -> Self {
        Document { cache: Arc::default(), compared: Arc::default(), ..self.fresh() }
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
            house: self.house.clone(),
            cache: self.cache.clone(),
            compared: self.compared.clone(),
            analysis: Arc::default(),
        }
    }

    /// What the text holds; worked out once, by whoever asks first. Costs the paragraphs that changed since the version
    /// analysed last, and a pass over the mentions.
    pub fn analysis(&self) -> &Arc<Analysis> {
        self.analysis.get_or_init(|| {
            let text = self.text.whole();
            // What no file of an article may have, no draft is read with.
            let readable = text.len() as u64 <= corpus::LARGEST_TEXT;
            let article = match self.format.filter(|_| readable) {
                Some(format) => read(&text, format, &self.house.hints),
                None => {
                    Article { text: text.clone(), prose: text.clone(), blocks: Vec::new(), meta: Metadata::default() }
                }
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

    /// The sentence that holds a passage, on one line.
    pub fn sentence(&self, span: Span) -> String {
        let text = self.text();
        let stated = self.sheet.facts.iter().find(|f| f.span.overlaps(span)).map(|f| self.sheet.sentence(f).span);
        let block = || {
            let i = self.annotated.article.block_at(span.start)?;
            let (block, prose) = (&self.annotated.article.blocks[i], &self.annotated.paragraphs.get(i)?.prose);
            let at = span.start.checked_sub(block.span.start)?;
            let token = prose.tokens.partition_point(|t| t.end <= at);
            let range = prose.sentence_of(token);
            let (first, last) = (prose.tokens.get(range.start)?, prose.tokens.get(range.end.checked_sub(1)?)?);
            Some(Span::new(first.start, last.end).shifted(block.span.start))
        };
        let span = stated.or_else(block).unwrap_or(span);
        describe::squeezed(text.get(span.range()).unwrap_or_default())
    }

    /// What a passage amounts to, with where and when, as far as the clause or its sentence say.
    pub(super) fn placed(&self, span: Span) -> String {
        let mut out = self.value(span);
        let Some(fact) = self.sheet.facts.iter().find(|f| f.span == span) else { return out };
        let sentence = self.sheet.sentence(fact).span;
        let a = &self.annotated;
        let places = [NameKind::Event, NameKind::Place];
        let place = places.iter().find_map(|kind| a.names.iter().find(|n| n.kind == *kind && sentence.covers(n.span)));
        let named = a.timexes.iter().filter(|t| sentence.covers(t.span)).find_map(|t| t.days);
        let days = fact.event_days.or(named).map(|d| describe::days(d.first, d.last));
        let place = place.map(|n| n.full.to_string());
        let around: Vec<String> = place.into_iter().chain(days).collect();
        if !around.is_empty() {
            out.push_str(" · ");
            out.push_str(&around.join(", "));
        }
        out
    }

    /// What a passage amounts to, in words.
    pub fn value(&self, span: Span) -> String {
        match describe::mention_at(&self.annotated, span.start) {
            Some(mention) => describe::mention(&self.annotated, mention),
            None => describe::squeezed(self.text().get(span.range()).unwrap_or_default()),
        }
    }

    pub(super) fn index(&self, article: u32) -> &Memory {
        self.index.get_or_init(|| {
            let mut index = Memory::default();
            index.insert(article, self.sheet.clone());
            index
        })
    }
}
