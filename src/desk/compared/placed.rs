//! Findings that go with their text from version to version.

use std::sync::{Arc, OnceLock};

use crate::{
    base::Span,
    compare::{self, Check, Finding, Related},
    desk::reading::Change,
};

/// A finding where it stands now. The same `finding` goes from version to version, so that what was made of it can be
/// kept. A keystroke moves them all: what it must know of each stands here, beside one another.
#[derive(Clone, Debug)]
pub struct Placed {
    pub finding: Arc<Finding>,
    span: Span,
    rests: Rests,
}

/// What a finding rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Rests {
    /// Nothing beside its own passage.
    Alone,
    /// Passages of its own article, which move by themselves.
    OnItself,
    /// Other articles alone, and not on what its own paragraph says beside it.
    OnOthers,
}

impl Placed {
    pub(super) fn new(finding: Finding) -> Self {
        let rests = match &*finding.related {
            [] => Rests::Alone,
            related if related.iter().any(|r| r.article.is_none()) => Rests::OnItself,
            _ => Rests::OnOthers,
        };
        Placed { span: finding.span, rests, finding: Arc::new(finding) }
    }

    pub fn span(&self) -> Span {
        self.span
    }

    /// The finding at its place.
    pub fn to_finding(&self) -> Finding {
        Finding { span: self.span, ..(*self.finding).clone() }
    }

    /// Whether it rests on passages of its own article, which move by themselves.
    pub fn is_of_itself(&self) -> bool {
        self.rests == Rests::OnItself
    }

    /// The finding after a change that it outlives.
    fn after(self, change: &Change) -> Option<Placed> {
        let to = change.moved(self.span)?;
        if !self.is_of_itself() || to == self.span && self.lies_before(change) {
            return Some(Placed { span: to, ..self });
        }
        let moved = |r: &Related| match r.article {
            Some(_) => Some(r.clone()),
            None => Some(Related { span: change.moved(r.span)?, ..r.clone() }),
        };
        let related = self.finding.related.iter().map(moved).collect::<Option<_>>()?;
        Some(Placed::new(Finding { span: to, related, ..(*self.finding).clone() }))
    }

    /// Whether none of the passages of its own article lies behind a change.
    fn lies_before(&self, change: &Change) -> bool {
        let own = self.finding.related.iter().filter(|r| r.article.is_none());
        own.map(|r| r.span.end).all(|end| end <= change.splice.cut.start)
    }
}

/// The stretches of the old text that were looked at again after a change, so that what was found there is found anew.
#[derive(Clone, Copy, Debug)]
pub(super) struct Again {
    /// Whose facts were compared with other articles.
    pub others: Span,
    /// Which was compared with itself.
    pub own: Span,
}

/// What a change leaves of some findings; what was looked at again is found anew, where anything was.
pub(super) fn after(before: Vec<Placed>, change: &Change, again: Option<Again>) -> Vec<Placed> {
    let meets = |f: &Placed, gone: Span| f.span.end > gone.start && f.span.start < gone.end;
    let outlives = |f: &Placed| {
        let gone = again.map(|again| if f.rests == Rests::OnOthers { again.others } else { again.own });
        // What is said of the whole article is looked at again in the pause.
        gone.is_none_or(|gone| !meets(f, gone) || is_of_the_whole(&f.finding))
    };
    before.into_iter().filter(outlives).filter_map(|f| f.after(change)).collect()
}

pub(super) fn sorted(mut findings: Vec<Placed>) -> Vec<Placed> {
    let rest = |f: &Placed| compare::order(&f.finding, f.span);
    findings.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| rest(a).cmp(&rest(b))));
    findings
}

/// Whether a finding can hang on paragraphs far from its own.
fn is_of_the_whole(finding: &Finding) -> bool {
    compare::rule(finding.code).is_some_and(|r| matches!(r.check, Check::Article(_) | Check::Names))
}

/// Findings that nobody is told unasked: thousands in a long article, which are moved when someone asks, and not at every
/// keystroke.
#[derive(Debug)]
pub(super) struct Quiet {
    base: Arc<Vec<Placed>>,
    /// The changes since, each with what was looked at again, and what was found there.
    since: Vec<Arc<Since>>,
    list: OnceLock<Arc<Vec<Placed>>>,
}

type Since = (Change, Option<Again>, Vec<Placed>);

/// Changes that wait at most.
const WAITING: usize = 32;

impl Quiet {
    pub fn new(findings: Vec<Placed>) -> Quiet {
        Quiet { base: Arc::new(findings), since: Vec::new(), list: OnceLock::new() }
    }

    /// The findings where they stand now.
    pub fn list(&self) -> &[Placed] {
        self.list.get_or_init(|| {
            let step = |before: Vec<Placed>, then: &Arc<Since>| {
                let (change, again, new) = &**then;
                let mut now = after(before, change, *again);
                now.extend(new.iter().cloned());
                now
            };
            match self.since.as_slice() {
                [] => self.base.clone(),
                since => Arc::new(since.iter().fold(self.base.to_vec(), step)),
            }
        })
    }

    /// What a change leaves of them, and what is new in it.
    pub fn after(&self, change: Change, again: Option<Again>, new: Vec<Placed>) -> Quiet {
        if self.since.len() >= WAITING {
            self.list();
        }
        let (base, mut since) = match self.list.get() {
            Some(list) => (list.clone(), Vec::new()),
            None => (self.base.clone(), self.since.clone()),
        };
        since.push(Arc::new((change, again, new)));
        Quiet { base, since, list: OnceLock::new() }
    }
}
