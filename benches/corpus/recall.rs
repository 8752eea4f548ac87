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
    let mut numbers = Vec::new();
    store
        .each_path("", |_, article| {
            numbers.push(article);
            ControlFlow::Continue(())
        })
        .expect("a query");
    numbers.sort_unstable();
    let mut all = vec![[const { Said::new() }; 2]; drafts.len()];
    for chunk in numbers.chunks(CHUNK) {
        let sheets = chunk.par_iter().filter_map(|&a| Some((a, store.sheet_once(a)?.into()))).collect();
        let everything = Everything { base: store, sheets };
        all.par_iter_mut().zip(drafts).for_each(|(all, draft)| {
            let said = said(draft, &everything);
            all.iter_mut().zip(said).for_each(|(all, mut said)| all.append(&mut said));
        });
    }
    let found: Vec<[Said; 2]> = drafts.iter().map(|draft| said(draft, store)).collect();
    [0, 1].map(|least| {
        let both: usize = all.iter().zip(&found).map(|(a, f)| a[least].intersection(&f[least]).count()).sum();
        both as f64 / all.iter().map(|a| a[least].len()).sum::<usize>().max(1) as f64
    })
}

/// What is found for the facts of a draft and told unasked, and all that is found; names apart: these are compared with the
/// nearest articles alone.
fn said((here, annotated, sheet): &(u32, Annotated, FactSheet), library: &dyn Lookup) -> [Said; 2] {
    let findings = check(*here, annotated, sheet, library);
    [Severity::Info, Severity::Hint].map(|least| {
        let facts = findings.iter().filter(|f| f.code != "name-variant" && f.severity >= least);
        facts.flat_map(|f| f.related.iter().filter_map(|r| Some((f.span, r.article?, r.span)))).collect()
    })
}
