use std::{
    collections::HashSet,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use super::{Configs, Reader, Report, key, places};
use crate::{
    corpus::walk::walk_some,
    index::disk::{Merge, Store, StoreError},
};

/// Brings the index of `root` and its archives up to date with some files or folders that were written, renamed or deleted.
pub fn refresh(store: &Store, root: &Path, changed: &[PathBuf]) -> Result<Report, StoreError> {
    let configs = Configs::default();
    let mut report = Report::default();
    let (mut outcomes, mut present) = (Vec::new(), HashSet::new());
    let reader = Reader::new(store);
    for place in places(root, &configs) {
        let some: Vec<&Path> = changed.iter().map(PathBuf::as_path).filter(|p| p.starts_with(&place.folder)).collect();
        if some.is_empty() || !place.folder.exists() {
            continue;
        }
        let walked = walk_some(&place.folder, &place.walked_by, &some);
        report.problems.extend(walked.errors);
        for found in &walked.files {
            let config = place.read_by.clone().unwrap_or_else(|| configs.lenient(&found.path));
            outcomes.push(reader.look(found, &config));
            present.insert(key(&found.path));
        }
    }
    let ready = report.take_in(store, outcomes)?;
    store.write(ready)?;
    report.removed = forget_missing(store, changed, &present)?;
    store.merge(Merge::Settled)?;
    Ok(report)
}

/// Lets go of what the index has of some files or folders and is not `present`: the files themselves, articles inside them,
/// and files below them.
fn forget_missing(store: &Store, changed: &[PathBuf], present: &HashSet<String>) -> Result<u64, StoreError> {
    let mut gone = Vec::new();
    for path in changed.iter().map(|p| key(p)) {
        for inside in ["#", "/"] {
            store.each_path(&format!("{path}{inside}"), |path, _| {
                gone.push(path.to_owned());
                ControlFlow::Continue(())
            })?;
        }
        gone.push(path);
    }
    gone.retain(|path| !present.contains(path));
    store.remove(gone.iter().map(String::as_str))
}
