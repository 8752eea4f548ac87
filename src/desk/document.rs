use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use crate::{
    annotate::{Annotated, NameKind, resolve},
    article::{Article, Format, Metadata, read, read_again},
    base::{LineIndex, Span},
    corpus,
    fact::{self, FactSheet},
};

use super::{Text, compared::Compared, decision::Stating, describe, house::House, reading::Reading};

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
    /// Counts the changes of the house rules.
    pub(super) house_turn: u32,
    /// The version read last.
    read: Arc<Mutex<Option<Arc<Reading>>>>,
    /// How the version that was compared last stood to the others.
    compared: Arc<Mutex<Option<Arc<Compared>>>>,
    reading: Arc<OnceLock<Arc<Reading>>>,
    analysis: Arc<OnceLock<Arc<Analysis>>>,
}

/// What a text holds by itself.
#[derive(Debug)]
pub struct Analysis {
    pub annotated: Annotated,
    pub sheet: Arc<FactSheet>,
    pub lines: Arc<LineIndex>,
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
            house_turn: 0,
            read: Arc::default(),
            compared: Arc::default(),
            reading: Arc::default(),
            analysis: Arc::default(),
        }
    }

    /// The document with another text.
    pub fn with_text(&self, text: Text, version: i32) -> Self {
        Document { text, version, ..self.fresh() }
    }

    /// The document under other house rules.
    pub fn with_house(&self, house: House) -> Self {
        let same = house.hints == self.house.hints;
        // What was read with other hints says nothing of how it is read now.
        let fresh = if same { self.as_read() } else { Document { read: Arc::default(), ..self.fresh() } };
        Document { house, house_turn: self.house_turn + 1, ..fresh }
    }

    /// The document with nothing remembered of its analysis.
    pub fn forgotten(&self) -> Self {
        Document { read: Arc::default(), compared: Arc::default(), ..self.fresh() }
    }

    /// The same document, analysis and all, under a number of the corpus.
    pub fn numbered(&self, article: u32) -> Self {
        // The facts are looked up under the number.
        let analysis = if article == self.article { self.analysis.clone() } else { Arc::default() };
        Document { article, analysis, ..self.as_read() }
    }

    fn as_read(&self) -> Self {
        Document { reading: self.reading.clone(), analysis: self.analysis.clone(), ..self.fresh() }
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
            house_turn: self.house_turn,
            read: self.read.clone(),
            compared: self.compared.clone(),
            reading: Arc::default(),
            analysis: Arc::default(),
        }
    }

    /// The text's parts and what each holds by itself; worked out once, by whoever asks first. Costs the parts that
    /// changed since the version read last.
    pub fn reading(&self) -> &Arc<Reading> {
        self.reading.get_or_init(|| {
            let text = self.text.whole();
            // What no file of an article may have, no draft is read with.
            let readable = text.len() as u64 <= corpus::LARGEST_TEXT;
            let before = lock(&self.read).clone();
            let article = match self.format.filter(|_| readable) {
                Some(format) => before
                    .as_ref()
                    .and_then(|before| read_again(&before.article, &text, format))
                    .unwrap_or_else(|| read(&text, format, &self.house.hints)),
                None => Article { prose: text.clone(), text, blocks: Vec::new(), meta: Metadata::default() },
            };
            let reading = Arc::new(match before {
                Some(before) => Reading::after(article, &before),
                None => Reading::new(article),
            });
            *lock(&self.read) = Some(reading.clone());
            reading
        })
    }

    /// What the text holds; worked out once, by whoever asks first.
    pub fn analysis(&self) -> &Arc<Analysis> {
        self.analysis.get_or_init(|| {
            let reading = self.reading();
            let annotated = resolve(reading.article.clone(), reading.paragraphs.clone());
            let sheet = Arc::new(fact::sheet(&annotated));
            Arc::new(Analysis::of(annotated, sheet, reading.lines.clone()))
        })
    }

    pub(super) fn compared(&self) -> Option<Arc<Compared>> {
        lock(&self.compared).clone()
    }

    pub(super) fn set_compared(&self, compared: Arc<Compared>) {
        *lock(&self.compared) = Some(compared);
    }
}

/// Nothing is done under these locks that could leave things half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Analysis {
    pub(super) fn of(annotated: Annotated, sheet: Arc<FactSheet>, lines: Arc<LineIndex>) -> Self {
        Analysis { annotated, sheet, lines }
    }

    pub fn text(&self) -> &Arc<str> {
        &self.annotated.article.text
    }

    /// The sentence that holds a passage, on one line.
    pub fn sentence(&self, span: Span) -> String {
        self.stating().sentence(span)
    }

    /// What a finding's passage states, in words that name nothing else ([`Stating::decided`]).
    pub fn decided(&self, code: &str, span: Span) -> String {
        self.stating().decided(code, span)
    }

    pub fn stating(&self) -> Stating<'_> {
        Stating { annotated: &self.annotated, sheet: &self.sheet }
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
    fn value(&self, span: Span) -> String {
        match describe::mention_at(&self.annotated, span.start) {
            Some(mention) => describe::mention(&self.annotated, mention),
            None => describe::squeezed(self.text().get(span.range()).unwrap_or_default()),
        }
    }
}
