//! An edit costs what it touches in comparing too: what was found for the facts outside the paragraphs that changed is
//! kept. That is right except where one paragraph bears on another («he», a total, a better match elsewhere), so
//! whoever has time asks for the whole comparison afterwards ([`Compared::exact`]).

use std::sync::Arc;

use super::Analysis;
use crate::{
    article::Article,
    base::Span,
    compare::{Finding, across},
    fact::{FactSheet, Lookup},
};

/// How an article stood to a library at one version.
#[derive(Debug)]
pub struct Compared {
    analysis: Arc<Analysis>,
    /// Tells one state of the library from another.
    library: u64,
    pub findings: Vec<Finding>,
    /// Whether every fact was compared as it stands now.
    pub exact: bool,
}

impl Compared {
    /// Compares an article with a library, with the help of what was found for an earlier version of it.
    pub fn new(
        before: Option<Arc<Compared>>,
        article: u32,
        here: &Arc<Analysis>,
        library: &dyn Lookup,
        state: u64,
    ) -> Arc<Compared> {
        let before = before.filter(|b| b.library == state && same_ground(&b.analysis.sheet, &here.sheet));
        let (findings, exact) = match before {
            Some(before) if Arc::ptr_eq(&before.analysis, here) => return before,
            Some(before) => (edited(&before, article, here, library), false),
            None => (across(article, &here.annotated, &here.sheet, library), true),
        };
        Arc::new(Compared { analysis: here.clone(), library: state, findings, exact })
    }
}

/// Whether the two versions are told at the same time and by the same outlet. The main event may shift with every key
/// typed in the headline; what that does to the other facts shows when everything is compared anew.
fn same_ground(a: &FactSheet, b: &FactSheet) -> bool {
    a.published == b.published && a.status == b.status && a.outlet == b.outlet
}

fn edited(before: &Compared, article: u32, here: &Analysis, library: &dyn Lookup) -> Vec<Finding> {
    let (old, new) = (&before.analysis.annotated.article, &here.annotated.article);
    let (gone, come) = changed(old, new);
    let mut out = Vec::with_capacity(before.findings.len() + 8);
    for f in &before.findings {
        if f.span.end <= gone.start {
            out.push(f.clone());
        } else if f.span.start >= gone.end {
            let start = f.span.start - gone.end + come.end;
            out.push(Finding { span: Span::new(start, start + f.span.len()), ..f.clone() });
        }
    }
    let part = here.sheet.part(|f| f.span.start < come.end && come.start < f.span.end);
    if !part.facts.is_empty() {
        out.extend(across(article, &here.annotated, &part, library));
    }
    out
}

/// The stretches of the old and of the new text that differ, each widened to whole blocks: what lies before them is the
/// same in both, and what lies behind them.
fn changed(old: &Article, new: &Article) -> (Span, Span) {
    let (a, b) = (old.text.as_bytes(), new.text.as_bytes());
    let prefix = common_prefix(a, b);
    let shortest = a.len().min(b.len());
    let suffix = common_suffix(&a[prefix..], &b[prefix..]).min(shortest - prefix);
    let widened = |article: &Article, end: usize| {
        let (mut from, mut to) = (prefix as u32, end as u32);
        let first = article.blocks.partition_point(|x| x.span.end < from);
        for block in article.blocks[first..].iter().take_while(|x| x.span.start <= end as u32) {
            from = from.min(block.span.start);
            to = to.max(block.span.end);
        }
        (from, article.text.len() as u32 - to)
    };
    let ((from_a, behind_a), (from_b, behind_b)) = (widened(old, a.len() - suffix), widened(new, b.len() - suffix));
    let (from, behind) = (from_a.min(from_b), behind_a.min(behind_b));
    (Span::new(from, a.len() as u32 - behind), Span::new(from, b.len() as u32 - behind))
}

/// Bytes compared at once.
const STRIDE: usize = 64;

fn common_prefix(a: &[u8], b: &[u8]) -> usize {
    let strides = a.chunks_exact(STRIDE).zip(b.chunks_exact(STRIDE)).take_while(|(x, y)| x == y).count();
    let at = strides * STRIDE;
    at + a[at..].iter().zip(&b[at..]).take_while(|(x, y)| x == y).count()
}

fn common_suffix(a: &[u8], b: &[u8]) -> usize {
    let strides = a.rchunks_exact(STRIDE).zip(b.rchunks_exact(STRIDE)).take_while(|(x, y)| x == y).count();
    let at = strides * STRIDE;
    let (a, b) = (&a[..a.len() - at], &b[..b.len() - at]);
    at + a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Format, Hints, read};

    fn difference(old: &str, new: &str) -> (String, String) {
        let [a, b] = [old, new].map(|t| read(t, Format::Plain, &Hints::default()));
        let (gone, come) = changed(&a, &b);
        assert_eq!(old[..gone.start as usize], new[..come.start as usize]);
        assert_eq!(old[gone.end as usize..], new[come.end as usize..]);
        (gone.of(old).to_owned(), come.of(new).to_owned())
    }

    #[test]
    fn a_change_is_widened_to_its_paragraphs() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(difference("one\n\ntwo two\n\nthree", "one\n\ntwo 7two\n\nthree"), pair("two two", "two 7two"));
        assert_eq!(difference("one\n\ntwo\n\nthree", "one\n\nthree"), pair("two\n\nthree", "three"));
        assert_eq!(difference("one\n\ntwo", "one\ntwo"), pair("one\n\ntwo", "one\ntwo"));
        assert_eq!(difference("aaa", "aaaa"), pair("aaa", "aaaa"));
        let long = "word ".repeat(100);
        assert_eq!(difference(&format!("{long}\n\nx"), &format!("{long}\n\ny")), pair("x", "y"));
    }
}
