//! What can be told of an index of most versions, without changing what is in it.

use std::{fs, ops::ControlFlow, path::Path};

use super::{
    open::beside,
    sql::{self, Access},
};

/// Calls `each` with the paths of the articles in an index, in order, until it breaks; gives their number. `None` for a file
/// that is no index, or of a version that kept them otherwise.
pub fn peek(file: &Path, mut each: impl FnMut(&str) -> ControlFlow<()>) -> Option<u32> {
    let access = if is_whole(file) { Access::Read } else { Access::Write };
    let db = sql::connect(file, access).ok()?;
    let (_, analyser) = sql::identity(&db).ok()??;
    analyser?;
    sql::each_path(&db, "", |path, _| each(path)).ok()?;
    Some(sql::tally(&db).ok()?.1)
}

/// Whether nothing was written beside an index that is not in it yet.
pub fn is_whole(file: &Path) -> bool {
    fs::metadata(beside(file, "-wal")).map_or(true, |m| m.len() == 0)
}
