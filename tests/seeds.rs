//! The corpus that comes with the project shows every rule at work.

use std::{collections::BTreeSet, path::Path};

use copydesk::{
    compare::{Severity, Verdict},
    desk::Collection,
};

#[test]
fn every_rule_finds_something_in_the_seeds() {
    let mut collection = Collection::default();
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    collection.add(&seeds, true, None, &|| {});
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
