use std::path::{Path, PathBuf};

use crate::article::Format;

/// An article file of a corpus.
#[derive(Clone, Debug)]
pub struct Found {
    pub path: PathBuf,
    pub format: Format,
}

/// The article files under `root` (or `root` itself), in order of their paths, `.gitignore` respected.
pub fn walk(root: &Path) -> Vec<Found> {
    let mut out: Vec<Found> = ignore::WalkBuilder::new(root)
        .require_git(false)
        .add_custom_ignore_filename(".copydeskignore")
        .build()
        .filter_map(Result::ok)
        .filter(|e| e.file_type().is_some_and(|t| t.is_file()))
        .filter_map(|e| {
            let format = Format::of_path(&e.path().to_string_lossy())?;
            Some(Found { path: e.into_path(), format })
        })
        .collect();
    out.sort_by(|a, b| a.path.cmp(&b.path));
    out
}
