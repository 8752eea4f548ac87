use std::{
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock, PoisonError},
};

use rustc_hash::FxHasher;

use super::{Analysis, Archive, Document, House, archive::FIRST_DRAFT, compared::Compared, overlay::Overlay};
use crate::{
    base::{LineIndex, Span},
    compare::{self, Finding, Related, Severity},
    fact::{FactSheet, Lookup, Standing},
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
    findings: OnceLock<(Arc<Vec<Finding>>, bool)>,
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
    pub lines: Arc<LineIndex>,
    pub sheet: Arc<FactSheet>,
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
        let mut open = vec![Arc::new(Open { document, findings: OnceLock::new() })];
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
            *open = Arc::new(Open { document, findings: OnceLock::new() });
        }
    }

    /// Everything that can be said of an open document in this world, agreeing passages included.
    pub fn findings(&self, open: &Open) -> Arc<Vec<Finding>> {
        self.found(open).0.clone()
    }

    /// Whether [`Desk::findings`] rests on a comparison of every fact, or some were kept from before an edit.
    pub fn is_exact(&self, open: &Open) -> bool {
        self.found(open).1
    }

    fn found<'a>(&self, open: &'a Open) -> &'a (Arc<Vec<Finding>>, bool) {
        open.findings.get_or_init(|| {
            let here = open.document.analysis();
            let before = open.document.compared.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let compared = self.compared(open, before);
            *open.document.compared.lock().unwrap_or_else(PoisonError::into_inner) = Some(compared.clone());
            let mut findings = compare::within(&here.annotated, &here.sheet);
            findings.extend(compared.findings.iter().cloned());
            house_rules(&open.document, here, &mut findings);
            compare::sort(&mut findings);
            (Arc::new(findings), compared.exact)
        })
    }

    fn compared(&self, open: &Open, before: Option<Arc<Compared>>) -> Arc<Compared> {
        let article = open.document.article;
        let mut drafts: Vec<(u32, Arc<Analysis>)> =
            self.open.iter().map(|o| (o.document.article, o.document.analysis().clone())).collect();
        drafts.sort_unstable_by_key(|d| d.0);
        let library = Overlay { base: &*self.archive, drafts, asking: article };
        Compared::new(before, article, open.document.analysis(), &library, self.others(open))
    }

    /// Tells one state of all that a document is compared with from another.
    fn others(&self, open: &Open) -> u64 {
        let mut hasher = FxHasher::default();
        self.archived.hash(&mut hasher);
        for other in self.open.iter().filter(|o| o.document.uri != open.document.uri) {
            // The order is that of the last change, which is part of the state.
            (&other.document.uri, other.document.revision).hash(&mut hasher);
        }
        hasher.finish()
    }

    /// Compares every fact of the open documents for which some were kept from before an edit. Takes its time; what it
    /// gives is for [`Desk::settle`].
    pub fn exactly(&self) -> Settled {
        let inexact = self.open.iter().filter(|o| !self.is_exact(o));
        Settled(inexact.map(|o| (o.document.revision, self.compared(o, None))).collect())
    }

    /// Takes in a full comparison, where the document is still the one that was compared.
    pub fn settle(&mut self, settled: Settled) {
        self.revision += 1;
        for (revision, compared) in settled.0 {
            if let Some(open) = self.open.iter_mut().find(|o| o.document.revision == revision) {
                *open.document.compared.lock().unwrap_or_else(PoisonError::into_inner) = Some(compared);
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
                let analysis = open.document.analysis();
                Passage {
                    article,
                    place: Place::Uri(open.document.uri.clone()),
                    span,
                    text: analysis.text().clone(),
                    lines: analysis.lines.clone(),
                    sheet: analysis.sheet.clone(),
                    standing: Standing::Current,
                }
            }
            None => {
                let source = self.archive.source(article)?;
                Passage {
                    article,
                    place: Place::File(self.archive.path(article)?),
                    span,
                    text: source.text.clone(),
                    lines: source.lines.clone(),
                    sheet: self.archive.sheet(article)?,
                    standing: Standing::Current,
                }
            }
        };
        passage.text.get(span.range()).is_some().then_some(passage)
    }
}

/// Applies what the configuration says of each rule, and what a person let stand: that is no longer told, but kept for
/// the hover.
fn house_rules(document: &Document, here: &Analysis, findings: &mut Vec<Finding>) {
    let House { config, ledger, root, .. } = &document.house;
    findings.retain_mut(|f| match config.severity(f.code, f.severity) {
        None => false,
        Some(severity) => {
            // Agreement stays quiet whatever a rule's conflicts are.
            f.severity = if f.severity > Severity::Hint { severity } else { f.severity };
            true
        }
    });
    if ledger.is_empty() {
        return;
    }
    let article = document.path.as_deref().zip(root.as_deref()).and_then(|(p, r)| p.strip_prefix(r).ok());
    let article = article.map(|p| p.to_string_lossy().replace('\\', "/"));
    for f in findings.iter_mut().filter(|f| f.severity > Severity::Hint) {
        let (sentence, value) = (here.sentence(f.span), here.value(f.span));
        if let Some(entry) = ledger.stands(f.code, article.as_deref(), &sentence, &value) {
            f.severity = Severity::Hint;
            f.message = match entry.reason.as_str() {
                "" => format!("{} Let stand.", f.message),
                reason => format!("{} Let stand: {reason}.", f.message),
            };
        }
    }
}

impl Passage {
    pub fn words(&self) -> &str {
        self.text.get(self.span.range()).unwrap_or_default()
    }
}

impl Open {
    fn again(&self) -> Arc<Open> {
        self.numbered(self.document.article)
    }

    fn numbered(&self, article: u32) -> Arc<Open> {
        Arc::new(Open { document: self.document.numbered(article), findings: OnceLock::new() })
    }
}
