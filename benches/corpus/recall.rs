//! Of everything that comparing a draft with every article of the corpus finds, the share that looking up finds as well.

use std::{collections::BTreeSet, ops::ControlFlow};

use copydesk::{
    annotate::Annotated,
    base::Span,
    compare::{Severity, check},
    fact::{FactSheet, Lookup},
    index::disk::Store,
};
use rayon::prelude::*;

use crate::made::everything::Everything;

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
        let everything = Everything { base: store, sheets };
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
