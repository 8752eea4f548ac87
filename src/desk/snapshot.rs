use std::{
    borrow::Cow,
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use rustc_hash::FxHasher;

use super::{
    Archive, Document,
    archive::FIRST_DRAFT,
    compared::{Against, Compared, Placed},
    describe,
    overlay::Overlay,
};
use crate::{
    article::without_filler,
    base::{LineIndex, Span},
    compare::{Finding, Related},
    fact::{Lookup, Standing},
};

/// Everything known at one moment: the open documents and the articles on disk. A change makes a new one; whoever
/// holds an old one sees the old world to the end.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    open: Vec<Arc<Open>>,
    archive: Arc<Archive>,
    drafts: u32,
    revision: u64,
    /// The revision at which the archive came.
    archived: u64,
}

/// An open document and what was found out about it in one world.
#[derive(Debug)]
pub struct Open {
    pub document: Document,
    compared: OnceLock<Arc<Compared>>,
    findings: OnceLock<Arc<Vec<Finding>>>,
}

/// Full comparisons of open documents, each with the document's revision.
#[derive(Debug)]
pub struct Settled(Vec<(u64, Arc<Compared>)>);

/// A passage of some article, with what is needed to show it and to go there.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The article's number in the corpus.
    pub article: u32,
    pub place: Place,
    pub span: Span,
    pub text: Arc<str>,
    /// [`Article::shown`](crate::article::Article::shown).
    pub shown: Arc<str>,
    pub lines: Arc<LineIndex>,
    /// The sentence that holds it.
    pub sentence: Span,
    /// When its article was published, and by whom.
    pub published: Option<(Date, Option<Time>)>,
    pub outlet: Option<String>,
    /// How its article stands, where it is the passage of a finding.
    pub standing: Standing,
}

/// Where an article is found.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    Uri(Arc<str>),
    File(PathBuf),
}

impl Desk {
    pub fn archive(&self) -> &Arc<Archive> {
        &self.archive
    }

    /// A number that grows with every change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The open documents, the one changed last in front.
    pub fn open(&self) -> &[Arc<Open>] {
        &self.open
    }

    pub fn get(&self, uri: &str) -> Option<&Arc<Open>> {
        self.open.iter().find(|o| &*o.document.uri == uri)
    }

    /// The corpus's number for a path, or a new one for what is no file of the corpus.
    pub fn number_for(&mut self, path: Option<&Path>) -> u32 {
        match path.and_then(|p| self.archive.number(p)) {
            Some(number) => number,
            None => {
                self.drafts += 1;
                FIRST_DRAFT + self.drafts - 1
            }
        }
    }

    /// Puts a document on the desk, in place of the one of the same URI.
    pub fn put(&mut self, mut document: Document) {
        self.revision += 1;
        document.revision = self.revision;
        let uri = document.uri.clone();
        let mut open = vec![Open::new(document)];
        open.extend(self.open.iter().filter(|o| o.document.uri != uri).map(|o| o.again()));
        self.open = open;
    }

    /// Takes a document off the desk; whether it was there.
    pub fn remove(&mut self, uri: &str) -> bool {
        let before = self.open.len();
        self.revision += 1;
        self.open = self.open.iter().filter(|o| &*o.document.uri != uri).map(|o| o.again()).collect();
        self.open.len() < before
    }

    /// Replaces what is known of the disk. Documents that are files of it take their numbers from it.
    pub fn set_archive(&mut self, archive: Arc<Archive>) {
        if Arc::ptr_eq(&archive, &self.archive) {
            return;
        }
        self.revision += 1;
        self.archived = self.revision;
        self.archive = archive;
        self.open = self
            .open
            .iter()
            .map(|o| {
                let number = o.document.path.as_deref().and_then(|p| self.archive.number(p));
                o.numbered(number.unwrap_or(o.document.article))
            })
            .collect();
    }

    /// Replaces every open document by what `change` makes of it.
    pub fn map(&mut self, mut change: impl FnMut(&Document) -> Document) {
        self.revision += 1;
        for open in &mut self.open {
            let mut document = change(&open.document);
            document.revision = self.revision;
            *open = Open::new(document);
        }
    }

    /// Everything that can be said of an open document in this world, agreeing passages included. While someone types,
    /// what hangs on more than the paragraph is from before, until the pause ([`Desk::settle`]).
    pub fn findings(&self, open: &Open) -> Arc<Vec<Finding>> {
        let list = || Arc::new(self.compared(open).findings().iter().map(Placed::to_finding).collect());
        open.findings.get_or_init(list).clone()
    }

    /// The same as it goes from version to version.
    pub fn compared<'a>(&self, open: &'a Open) -> &'a Arc<Compared> {
        open.compared.get_or_init(|| {
            let document = &open.document;
            let against = self.against(open);
            let fits = |before: &Arc<Compared>| before.against.ground == against.ground;
            let compared = match document.compared().filter(fits) {
                Some(before) if Arc::ptr_eq(&before.reading, document.reading()) => return before,
                Some(before) => Compared::after(&before, document, &self.library(open)),
                None => Compared::whole(document, &self.library(open), against),
            };
            let compared = Arc::new(compared);
            document.set_compared(compared.clone());
            compared
        })
    }

    /// All that a document is compared with.
    fn library(&self, open: &Open) -> Overlay<'_> {
        let others = self.open.iter().filter(|o| o.document.uri != open.document.uri);
        let drafts = others.map(|o| (o.document.article, o.document.analysis().clone())).collect();
        Overlay::new(&*self.archive, drafts, open.document.article)
    }

    fn against(&self, open: &Open) -> Against {
        let (mut ground, mut drafts) = (FxHasher::default(), FxHasher::default());
        (self.archived, open.document.house_turn, open.document.article).hash(&mut ground);
        for other in self.open.iter().filter(|o| o.document.uri != open.document.uri) {
            // The order is that of the last change, which is part of the state.
            (&other.document.uri, other.document.revision).hash(&mut drafts);
        }
        Against { ground: ground.finish(), drafts: drafts.finish() }
    }

    /// Whether what was found for a document rests on a comparison of every fact of it with all others as they are.
    fn is_settled(&self, open: &Open) -> bool {
        open.document.compared().is_some_and(|c| {
            c.exact && c.against == self.against(open) && Arc::ptr_eq(&c.reading, open.document.reading())
        })
    }

    /// Whether [`Desk::exactly`] has nothing to do.
    pub fn all_settled(&self) -> bool {
        self.open.iter().all(|o| self.is_settled(o))
    }

    /// When the first embargo ends of an article that something was found of: then it is told otherwise.
    pub fn held_until(&self) -> Option<Timestamp> {
        let related = self.open.iter().flat_map(|o| self.compared(o).related());
        let held = related.filter(|r| r.standing == Standing::Embargoed);
        held.filter_map(|r| self.archive.sheet(r.article?)?.edition.embargo).min()
    }

    /// Compares every fact of the open documents for which only what was edited has been compared. Takes its time; what
    /// it gives is for [`Desk::settle`].
    pub fn exactly(&self) -> Settled {
        let unsettled = self.open.iter().filter(|o| !self.is_settled(o));
        let whole = |o: &Arc<Open>| Arc::new(Compared::whole(&o.document, &self.library(o), self.against(o)));
        Settled(unsettled.map(|o| (o.document.revision, whole(o))).collect())
    }

    /// Takes in a full comparison, where the document is still the one that was compared.
    pub fn settle(&mut self, settled: Settled) {
        self.revision += 1;
        for (revision, compared) in settled.0 {
            if let Some(open) = self.open.iter_mut().find(|o| o.document.revision == revision) {
                open.document.set_compared(compared);
                *open = open.again();
            }
        }
    }

    /// A passage that a finding of `open` rests on, `None` where it cannot be shown any more.
    pub fn related(&self, open: &Open, r: &Related) -> Option<Passage> {
        let passage = self.passage(r.article.unwrap_or(open.document.article), r.span)?;
        Some(Passage { standing: r.standing, ..passage })
    }

    /// A passage of an article, from the editor where it is open, else from the disk; `None` when the article is gone
    /// or has changed so that the passage is no longer there.
    pub fn passage(&self, article: u32, span: Span) -> Option<Passage> {
        let passage = match self.open.iter().find(|o| o.document.article == article) {
            Some(open) => {
                let reading = open.document.reading();
                let meta = &reading.article.meta;
                Passage {
                    article,
                    place: Place::Uri(open.document.uri.clone()),
                    span,
                    text: reading.article.text.clone(),
                    shown: reading.article.shown(),
                    lines: reading.lines.clone(),
                    sentence: reading.sentence(span).unwrap_or(span),
                    published: meta.published.map(|p| (p.date, p.time)),
                    outlet: meta.outlet.clone(),
                    standing: Standing::Current,
                }
            }
            None => {
                let source = self.archive.source(article)?;
                let sheet = self.archive.sheet(article)?;
                let stated = sheet.facts.iter().find(|f| f.span.overlaps(span));
                Passage {
                    article,
                    place: Place::File(self.archive.path(article)?),
                    span,
                    text: source.text.clone(),
                    shown: source.shown.clone(),
                    lines: source.lines.clone(),
                    sentence: stated.map_or(span, |f| sheet.sentence(f).span),
                    published: sheet.published,
                    outlet: sheet.outlet.as_deref().map(Into::into),
                    standing: Standing::Current,
                }
            }
        };
        passage.text.get(span.range()).is_some().then_some(passage)
    }
}

impl Passage {
    /// What is said there, without markup.
    pub fn words(&self) -> Cow<'_, str> {
        self.read(self.span)
    }

    /// The same of the sentence that holds it.
    pub fn told(&self) -> Cow<'_, str> {
        self.read(self.sentence.hull(self.span))
    }

    /// What its sentence has before it and after it, at most so many characters of each, cut between words.
    pub fn beside(&self, limit: usize) -> (String, String) {
        let whole = self.sentence.hull(self.span);
        let before = self.read(Span::new(whole.start, self.span.start));
        let after = self.read(Span::new(self.span.end, whole.end));
        (describe::end_of(&before, limit), describe::start_of(&after, limit))
    }

    fn read(&self, span: Span) -> Cow<'_, str> {
        without_filler(self.shown.get(span.range()).unwrap_or_default())
    }
}

impl Open {
    fn new(document: Document) -> Arc<Open> {
        Arc::new(Open { document, compared: OnceLock::new(), findings: OnceLock::new() })
    }

    fn again(&self) -> Arc<Open> {
        self.numbered(self.document.article)
    }

    fn numbered(&self, article: u32) -> Arc<Open> {
        Open::new(self.document.numbered(article))
    }
}
