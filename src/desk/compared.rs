//! How an open document stands to the others, version by version. A keystroke costs its paragraph: what was found for
//! the others is kept, moved with the text; it is read again in an excerpt ([`Reading::excerpt`]), and the facts of its
//! touched sentences alone are compared. Where an edit leaves all mentions of its paragraph as they were and nothing is told
//! of its sentence, not even that: words by themselves can add a finding, but mend none. All this is right except where one
//! sentence bears on another («he», a total, a better match elsewhere), so in the pause the whole is compared
//! ([`Compared::whole`]).

mod placed;

use std::sync::{Arc, OnceLock};

pub use placed::Placed;
use placed::{Again, Quiet};

use super::{
    Analysis, Document,
    marked::{self, Marked},
    reading::{Change, Reading, Touched},
};
use crate::{
    base::Span,
    compare::{self, Finding, Known, Related, Severity, Stretch},
    fact::{self, FactSheet, Lookup},
};

/// What was found for one version of a document.
#[derive(Debug)]
pub struct Compared {
    pub reading: Arc<Reading>,
    /// What is told unasked, in order of place.
    pub told: Vec<Placed>,
    /// The rest: what agrees, and what is only likely.
    quiet: Quiet,
    /// Of clients that are told marks as hints: see [`Compared::marked`].
    marked: OnceLock<Vec<Marked>>,
    /// Every fact was compared as it stands.
    pub exact: bool,
    /// What it was compared with.
    pub against: Against,
    /// From the last comparison of the whole.
    sheet: Arc<FactSheet>,
    known: Arc<Known>,
}

/// Tells one state of all that a document is compared with from another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Against {
    /// The articles on disk and the house rules.
    pub ground: u64,
    /// The other open documents.
    pub drafts: u64,
}

impl Compared {
    /// Compares all of a document.
    pub fn whole(document: &Document, library: &dyn Lookup, against: Against) -> Compared {
        let here = document.analysis();
        let (mut findings, known) =
            compare::across_knowing(None, document.article, &here.annotated, &here.sheet, library);
        findings.extend(compare::within(&here.annotated, &here.sheet));
        house_rules(document, here, &mut findings);
        let (told, quiet) = parted(findings);
        let told_as_hints = document.compared().is_some_and(|before| before.marked.get().is_some());
        Compared {
            reading: document.reading().clone(),
            told: placed::sorted(told),
            quiet: Quiet::new(quiet),
            marked: if told_as_hints { marked::of(&here.annotated).into() } else { OnceLock::new() },
            exact: true,
            against,
            sheet: here.sheet.clone(),
            known: Arc::new(known),
        }
    }

    /// Compares what an edit touched.
    pub fn after(before: &Compared, document: &Document, library: &dyn Lookup) -> Compared {
        let reading = document.reading();
        let change = Change::between(&before.reading.article, &reading.article);
        let mut touched = Touched::between(&before.reading, reading, &change);
        if let Some(kept) = before.kept(reading, &change, touched.gone) {
            return kept;
        }
        let mut new = Vec::new();
        let mut excerpt = None;
        if !change.blocks.is_empty() {
            let annotated = reading.excerpt(&change.blocks);
            let sheet = Arc::new(fact::excerpt(&annotated, change.blocks.clone(), &before.sheet));
            let here = Analysis::of(annotated, sheet, reading.lines.clone());
            touched.widen(here.sheet.facts.iter().map(|f| f.span));
            // Mostly there is nothing to compare in a sentence.
            if here.sheet.facts.iter().any(|f| f.span.overlaps(touched.come)) {
                let stretch = Some(Stretch { span: touched.come, known: &before.known });
                (new, _) = compare::across_knowing(stretch, document.article, &here.annotated, &here.sheet, library);
            }
            let own = compare::within_passages(&here.annotated, &here.sheet);
            new.extend(own.into_iter().filter(|f| change.come.covers(f.span)));
            house_rules(document, &here, &mut new);
            excerpt = Some(here.annotated);
        }
        let (loud, quiet) = parted(new);
        let again = Some(Again { others: touched.gone, own: change.gone });
        let mut told = placed::after(before.told.clone(), &change, again);
        told.extend(loud);
        Compared {
            reading: reading.clone(),
            told: placed::sorted(told),
            marked: before.marked_by(|marked| marked::after(marked, &change, excerpt.as_ref())),
            quiet: before.quiet.after(change, again, quiet),
            exact: false,
            against: before.against,
            sheet: before.sheet.clone(),
            known: before.known.clone(),
        }
    }

    /// What was found as it is carried over an edit that changed no mention and of whose sentences, in `touched`, nothing is
    /// told; `None` where it is to be looked at again.
    fn kept(&self, reading: &Arc<Reading>, change: &Change, touched: Span) -> Option<Compared> {
        if self.told.iter().any(|f| f.span().overlaps(touched)) || !reading.says_the_same(&self.reading, change) {
            return None;
        }
        let told = placed::after(self.told.clone(), change, None);
        (told.len() == self.told.len()).then(|| Compared {
            reading: reading.clone(),
            told,
            marked: self.marked_by(|marked| marked::moved(marked, &change.splice)),
            quiet: self.quiet.after(change.clone(), None, Vec::new()),
            exact: false,
            against: self.against,
            sheet: self.sheet.clone(),
            known: self.known.clone(),
        })
    }

    /// All that was found, in order of place, agreeing passages included.
    pub fn findings(&self) -> Vec<Placed> {
        placed::sorted(self.told.iter().chain(self.quiet.list()).cloned().collect())
    }

    /// The passages that it all rests on.
    pub(super) fn related(&self) -> impl Iterator<Item = &Related> {
        self.told.iter().chain(self.quiet.list()).flat_map(|p| &p.finding.related)
    }

    /// The figures, dates and claims of `document`, which is what was compared, in order of place. From when they are first
    /// asked for they are carried from version to version.
    pub fn marked(&self, document: &Document) -> &[Marked] {
        self.marked.get_or_init(|| marked::of(&document.analysis().annotated))
    }

    /// The marks as `carry` takes them on, where anyone asked for them.
    fn marked_by(&self, carry: impl FnOnce(&[Marked]) -> Vec<Marked>) -> OnceLock<Vec<Marked>> {
        self.marked.get().map_or_else(OnceLock::new, |marked| carry(marked).into())
    }
}

/// What is told unasked, and what is not.
fn parted(findings: Vec<Finding>) -> (Vec<Placed>, Vec<Placed>) {
    findings.into_iter().map(Placed::new).partition(|p| p.finding.severity > Severity::Hint)
}

/// Applies the house rules that hold for a document.
fn house_rules(document: &Document, here: &Analysis, findings: &mut Vec<Finding>) {
    document.house.apply(document.path.as_deref(), here.stating(), findings);
}

#[cfg(test)]
mod tests;
