use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use super::{
    Configs, Look, Missing, Reader, Report,
    away::{each_in, lies_in},
    key, pile, places,
};
use crate::{
    corpus::walk::walk_some,
    index::disk::{Merge, Store, StoreError},
};

/// Brings the index of `root` and its archives up to date with some files or folders that were written, renamed or deleted.
pub fn refresh(store: &Store, root: &Path, changed: &[PathBuf]) -> Result<Report, StoreError> {
    let configs = Configs::default();
    let mut report = Report::default();
    let (mut files, mut seen) = (Vec::new(), HashSet::new());
    let places = places(root, &configs);
    for place in &places {
        let some: Vec<&Path> = changed.iter().map(PathBuf::as_path).filter(|p| p.starts_with(&place.folder)).collect();
        if some.is_empty() || !place.folder.exists() {
            continue;
        }
        let walked = walk_some(&place.folder, &place.walked_by, &some);
        report.problems.extend(walked.errors);
        for found in &walked.files {
            // What lies in two of the folders is one article.
            if seen.insert(found.path.clone()) {
                let config = place.read_by.clone().unwrap_or_else(|| configs.of(&found.path));
                files.push((found.clone(), config));
            }
        }
    }
    let away: Vec<PathBuf> = places.into_iter().map(|p| p.folder).filter(|f| !f.exists()).collect();
    let mut missing = missing(store, changed, &away, &files.iter().map(|f| key(&f.0.path)).collect())?;
    let reader = Reader::new(store);
    let look = |k: usize, missing: &Missing| pile::look(&reader, &files[k].0, &files[k].1, missing);
    let looks: Vec<Look> = (0..files.len()).map(|k| look(k, &missing)).collect();
    let work = report.take_in(missing.found_again(looks, look));
    store.restamp(&work.touched)?;
    store.rename(&work.moved)?;
    store.write(work.ready)?;
    report.removed = missing.forget(store)?;
    store.merge(Merge::Settled)?;
    Ok(report)
}

/// What the index has of some files or folders and is neither `present` nor `away`: the files themselves, articles inside
/// them, and files below them.
fn missing(
    store: &Store,
    changed: &[PathBuf],
    away: &[PathBuf],
    present: &HashSet<String>,
) -> Result<Missing, StoreError> {
    let mut gone = Vec::new();
    for path in changed {
        each_in(store, path, |path, _| gone.push(path.to_owned()))?;
    }
    gone.retain(|path| !present.contains(path) && !lies_in(away, path));
    Missing::of(store, gone)
}
