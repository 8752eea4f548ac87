//! How an open document stands to the others, version by version. A keystroke costs its paragraph: what was found for
//! the others is kept, moved with the text, and the facts of the touched paragraph alone are compared, read from an
//! excerpt ([`Reading::excerpt`]). That is right except where one paragraph bears on another from far («he», a total, a
//! better match elsewhere), so in the pause the whole is compared ([`Compared::whole`]).

use std::sync::Arc;

use super::{
    Analysis, Document,
    document::House,
    marked::{self, Marked},
    reading::{Change, Reading},
};
use crate::{
    base::Span,
    compare::{self, Check, Finding, Related, Severity, Stories},
    fact::{self, FactSheet, Lookup},
};

/// What was found for one version of a document.
#[derive(Debug)]
pub struct Compared {
    pub reading: Arc<Reading>,
    /// In order of place, agreeing passages included.
    pub findings: Vec<Placed>,
    /// Its figures, dates and claims, in order of place.
    pub marked: Vec<Marked>,
    /// Every fact was compared as it stands.
    pub exact: bool,
    /// What it was compared with.
    pub against: Against,
    /// From the last comparison of the whole.
    sheet: Arc<FactSheet>,
    stories: Arc<Stories>,
}

/// Tells one state of all that a document is compared with from another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Against {
    /// The articles on disk and the house rules.
    pub ground: u64,
    /// The other open documents.
    pub drafts: u64,
}

/// A finding where it stands now. The same `finding` goes from version to version, so that what was made of it can be
/// kept.
#[derive(Clone, Debug)]
pub struct Placed {
    pub finding: Arc<Finding>,
    /// Bytes by which the passage has moved.
    shift: i32,
}

impl Placed {
    fn new(finding: Finding) -> Self {
        Placed { finding: Arc::new(finding), shift: 0 }
    }

    pub fn span(&self) -> Span {
        let Span { start, end } = self.finding.span;
        Span::new(start.wrapping_add_signed(self.shift), end.wrapping_add_signed(self.shift))
    }

    /// The finding at its place.
    pub fn to_finding(&self) -> Finding {
        Finding { span: self.span(), ..(*self.finding).clone() }
    }

    /// Whether it rests on passages of its own article, which move by themselves.
    pub fn is_of_itself(&self) -> bool {
        self.finding.related.iter().any(|r| r.article.is_none())
    }

    /// The finding after a change that it outlives.
    fn after(&self, change: &Change) -> Option<Placed> {
        let (from, to) = (self.span(), change.moved(self.span())?);
        if !self.is_of_itself() {
            let shift = self.shift + (to.start as i32 - from.start as i32);
            return Some(Placed { finding: self.finding.clone(), shift });
        }
        let moved = |r: &Related| match r.article {
            Some(_) => Some(r.clone()),
            None => Some(Related { span: change.moved(r.span)?, ..r.clone() }),
        };
        let related = self.finding.related.iter().map(moved).collect::<Option<_>>()?;
        Some(Placed::new(Finding { span: to, related, ..(*self.finding).clone() }))
    }
}

impl Compared {
    /// Compares all of a document.
    pub fn whole(document: &Document, library: &dyn Lookup, against: Against) -> Compared {
        let here = document.analysis();
        let (mut findings, stories) =
            compare::across_knowing(None, document.article, &here.annotated, &here.sheet, library);
        findings.extend(compare::within(&here.annotated, &here.sheet));
        house_rules(document, here, &mut findings);
        Compared {
            reading: document.reading().clone(),
            findings: sorted(findings.into_iter().map(Placed::new).collect()),
            marked: marked::of(&here.annotated),
            exact: true,
            against,
            sheet: here.sheet.clone(),
            stories: Arc::new(stories),
        }
    }

    /// Compares what an edit touched.
    pub fn after(before: &Compared, document: &Document, library: &dyn Lookup) -> Compared {
        let reading = document.reading();
        let change = Change::between(&before.reading.article, &reading.article);
        let outlives = |f: &&Placed| {
            let span = f.span();
            // What is said of the whole article is looked at again in the pause.
            span.end <= change.gone.start || span.start >= change.gone.end || is_of_the_whole(&f.finding)
        };
        let mut findings: Vec<Placed> =
            before.findings.iter().filter(outlives).filter_map(|f| f.after(&change)).collect();
        let mut marked = None;
        if !change.blocks.is_empty() {
            let annotated = reading.excerpt(&change.blocks);
            let sheet = Arc::new(fact::excerpt(&annotated, change.blocks.clone(), &before.sheet));
            let here = Analysis::of(annotated, sheet, reading.lines.clone());
            let (mut new, _) =
                compare::across_knowing(Some(&before.stories), document.article, &here.annotated, &here.sheet, library);
            let own = compare::within_passages(&here.annotated, &here.sheet);
            new.extend(own.into_iter().filter(|f| change.come.covers(f.span)));
            house_rules(document, &here, &mut new);
            findings.extend(new.into_iter().map(Placed::new));
            marked = Some(marked::after(&before.marked, &change, Some(&here.annotated)));
        }
        Compared {
            reading: reading.clone(),
            findings: sorted(findings),
            marked: marked.unwrap_or_else(|| marked::after(&before.marked, &change, None)),
            exact: false,
            against: before.against,
            sheet: before.sheet.clone(),
            stories: before.stories.clone(),
        }
    }
}

fn sorted(mut findings: Vec<Placed>) -> Vec<Placed> {
    findings.sort_by_key(|f| compare::order(&f.finding, f.span()));
    findings
}

/// Whether a finding can hang on paragraphs far from its own.
fn is_of_the_whole(finding: &Finding) -> bool {
    compare::rule(finding.code).is_some_and(|r| matches!(r.check, Check::Article(_) | Check::Names))
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

#[cfg(test)]
mod tests;
