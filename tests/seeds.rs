//! The corpus that comes with the project shows every rule at work.

use std::{collections::BTreeSet, path::Path};

use copydesk::{
    annotate::{Annotated, Cache, annotate, annotate_all},
    compare::{Severity, Verdict},
    desk::Collection,
    fact::{FactSheet, sheet, sheets},
};

fn seeds() -> Collection {
    let mut collection = Collection::default();
    collection.add(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"), true, None, &|| {});
    collection
}

#[test]
fn every_rule_finds_something_in_the_seeds() {
    let collection = seeds();
    assert!(collection.problems.is_empty(), "{:?}", collection.problems);
    assert!(collection.members.iter().all(|m| m.sheet.published.is_some()), "every article has a date");
    let told: BTreeSet<&str> = (0..collection.members.len())
        .flat_map(|n| collection.check(n))
        .filter(|f| matches!(f.verdict, Verdict::Conflict | Verdict::Superseded) || f.severity > Severity::Hint)
        .map(|f| f.code)
        .collect();
    let silent: Vec<&str> = copydesk::compare::RULES.iter().map(|r| r.code).filter(|c| !told.contains(c)).collect();
    assert!(silent.is_empty(), "no finding of {silent:?}");
}

#[test]
fn articles_that_are_read_together_say_what_each_says_alone() {
    let said = |a: &Annotated, sheet: &FactSheet| {
        format!("{:#?}", (&a.article.blocks, &a.figures, &a.timexes, &a.claims, &a.names, sheet))
    };
    let articles: Vec<_> = seeds().members.iter().map(|m| m.annotated.article.clone()).collect();
    assert!(articles.len() > 5);
    let together = annotate_all(articles.clone());
    let of_all = sheets(&together);
    assert_eq!((together.len(), of_all.len()), (articles.len(), articles.len()));
    for ((article, a), of_it) in articles.iter().zip(&together).zip(&of_all) {
        let alone = annotate(article.clone(), &mut Cache::default());
        assert_eq!(said(a, of_it), said(&alone, &sheet(&alone)));
        let views = |a: &Annotated| format!("{:?}", a.paragraphs.iter().map(|p| &p.prose).collect::<Vec<_>>());
        assert_eq!(views(a), views(&alone));
    }
    assert!(annotate_all(Vec::new()).is_empty() && sheets(&[]).is_empty());
}
