//! Of everything that comparing a draft with every article of the corpus finds, the share that looking up finds as well.

use std::{collections::BTreeSet, ops::ControlFlow, sync::Arc};

use copydesk::{
    annotate::Annotated,
    base::Span,
    compare::{Severity, check},
    fact::{Candidate, Candidates, FactSheet, Lookup, Query},
    index::disk::Store,
};
use rayon::prelude::*;

/// Articles that lie in memory at a time.
const CHUNK: usize = 2_000;

/// What is said of a passage and one elsewhere.
type Said = BTreeSet<(Span, u32, Span)>;

/// The share found of what a person is told unasked, and of all, with what is only shown on hover.
pub fn measure(store: &Store, drafts: &[(u32, Annotated, FactSheet)]) -> [f64; 2] {
    [Severity::Info, Severity::Hint].map(|least| share(store, drafts, least))
}

fn share(store: &Store, drafts: &[(u32, Annotated, FactSheet)], least: Severity) -> f64 {
    let mut numbers = Vec::new();
    store
        .each_path("", |_, article| {
            numbers.push(article);
            ControlFlow::Continue(())
        })
        .expect("a query");
    let mut all = vec![Said::new(); drafts.len()];
    numbers.sort_unstable();
    for chunk in numbers.chunks(CHUNK) {
        let sheets = chunk.par_iter().filter_map(|&a| Some((a, store.sheet(a)?))).collect();
        let everything = Everything { store, sheets };
        all.par_iter_mut().zip(drafts).for_each(|(all, draft)| all.append(&mut said(draft, &everything, least)));
    }
    let found: Vec<Said> = drafts.iter().map(|draft| said(draft, store, least)).collect();
    let both: usize = all.iter().zip(&found).map(|(all, found)| all.intersection(found).count()).sum();
    both as f64 / all.iter().map(Said::len).sum::<usize>().max(1) as f64
}

/// What is found for the facts of a draft, names apart: these are compared with the nearest articles alone.
fn said((here, annotated, sheet): &(u32, Annotated, FactSheet), library: &dyn Lookup, least: Severity) -> Said {
    let findings = check(*here, annotated, sheet, library);
    let facts = findings.iter().filter(|f| f.code != "name-variant" && f.severity >= least);
    facts.flat_map(|f| f.related.iter().filter_map(|r| Some((f.span, r.article?, r.span)))).collect()
}

/// Some articles of a store, all of which are candidates.
struct Everything<'a> {
    store: &'a Store,
    sheets: Vec<(u32, Arc<FactSheet>)>,
}

impl Lookup for Everything<'_> {
    fn candidates(&self, _: &Query<'_>, without: &[u32]) -> Candidates {
        let others = self.sheets.iter().map(|s| s.0).filter(|article| !without.contains(article));
        Candidates { articles: others.map(Candidate::any).collect(), cut_off: 0 }
    }

    fn sheet(&self, article: u32) -> Option<Arc<FactSheet>> {
        let i = self.sheets.binary_search_by_key(&article, |s| s.0).ok()?;
        Some(self.sheets[i].1.clone())
    }

    fn frequency(&self, key: u32) -> u32 {
        self.store.frequency(key)
    }

    fn articles(&self) -> u32 {
        self.store.articles()
    }

    fn versions(&self, sheet: &FactSheet) -> Vec<(u32, Arc<FactSheet>)> {
        self.store.versions(sheet)
    }

    fn now(&self) -> Option<jiff::Timestamp> {
        None
    }
}
