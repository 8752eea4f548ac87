use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::decision::Stating;
use crate::{
    article::Hints,
    base::Span,
    compare::{Finding, Related, Severity, Verdict},
    corpus::{self, Config, LEDGER_FILE, Ledger, ledger::Entry},
};

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

    /// A file as decisions name it; `None` for one outside the project's folder.
    pub fn name(&self, path: &Path) -> Option<String> {
        let root = self.root.as_deref()?;
        let strip = |p: &Path| p.strip_prefix(root).ok().map(|p| p.to_string_lossy().replace('\\', "/"));
        strip(path).or_else(|| strip(&std::path::absolute(path).ok()?))
    }

    /// Applies what the configuration says of each rule, and what a person let stand: that is no longer told, but kept
    /// for who asks.
    pub fn apply(&self, path: Option<&Path>, here: Stating<'_>, findings: &mut Vec<Finding>) {
        findings.retain_mut(|f| match self.config.severity(f.code, f.severity) {
            None => false,
            Some(severity) => {
                // Agreement stays quiet whatever a rule's conflicts are.
                f.severity = if f.severity > Severity::Hint { severity } else { f.severity };
                true
            }
        });
        told_once(findings);
        if self.ledger.is_empty() {
            return;
        }
        let article = path.and_then(|p| self.name(p));
        for f in findings.iter_mut().filter(|f| f.severity > Severity::Hint) {
            if let Some(entry) = self.decision(f, article.as_deref(), here) {
                f.severity = Severity::Hint;
                f.stands = Some(entry.told().into());
            }
        }
    }

    /// The decision that lets a finding of an article stand.
    pub fn decision(&self, f: &Finding, article: Option<&str>, here: Stating<'_>) -> Option<&Entry> {
        self.ledger.stands(f.code, article, &here.sentence(f.span), &here.decided(f.code, f.span))
    }
}

/// What differs because the words of a quotation do («three letters», «two letters») is told with the quotation alone.
fn told_once(findings: &mut [Finding]) {
    let contradicts = |f: &Finding| f.verdict == Verdict::Conflict && f.severity > Severity::Hint;
    let worded = |f: &&Finding| f.code == "quote-wording" && contradicts(f);
    let quotations: Vec<(Span, Vec<Related>)> =
        findings.iter().filter(worded).map(|f| (f.span, f.related.clone())).collect();
    if quotations.is_empty() {
        return;
    }
    for f in findings.iter_mut().filter(|f| contradicts(f) && !f.code.starts_with("quote")) {
        let around: Vec<&Related> =
            quotations.iter().filter(|q| q.0.covers(f.span)).flat_map(|(_, related)| related).collect();
        let within = |r: &Related| around.iter().any(|q| q.article == r.article && q.span.covers(r.span));
        if !f.related.is_empty() && f.related.iter().all(within) {
            f.severity = Severity::Hint;
        }
    }
}
