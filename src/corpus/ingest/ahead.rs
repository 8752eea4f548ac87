//! Files are opened and read ahead of those who analyse them: with many small ones on a cold disk it is the disk that is
//! waited for, and who waits for several files at once waits less.

use std::{fs::Metadata, sync::mpsc::SyncSender};

use rayon::prelude::*;

use super::{File, Progress};
use crate::corpus::load;

/// Threads that wait for the disk, and do little else; fewer where only some of the machine may be taken.
const WAITING: usize = 8;
const WAITING_FEW: usize = 2;
/// Fewer files are read by those who analyse them.
const MANY: usize = 256;
/// Bytes of the largest file that is read ahead. Some pieces of the list of files wait at a time, so this bounds memory.
const LARGEST: u64 = 32 << 10;

/// A file's bytes, and what the system knew of it when it was opened.
pub type Fetched = (Vec<u8>, Metadata);

/// Reads files piece by piece into `out`, which bounds how far ahead. What is not read here (many articles in one file,
/// large files, those that can't be read) is left to those who come after.
pub fn fetch(files: &[File], piece: usize, progress: &Progress, out: &SyncSender<Vec<Option<Fetched>>>) {
    let threads = if progress.threads == 0 { WAITING } else { WAITING_FEW };
    let Some(pool) = Some(threads)
        .filter(|_| files.len() >= MANY)
        .and_then(|n| rayon::ThreadPoolBuilder::new().num_threads(n).build().ok())
    else {
        return;
    };
    for piece in files.chunks(piece) {
        let read = |(found, _): &File| load::small(&found.path, LARGEST).filter(|_| progress.wait());
        // One at a time, so that no thread sits on a row of files that another could wait for.
        let fetched = pool.install(|| piece.par_iter().with_max_len(1).map(read).collect());
        if out.send(fetched).is_err() {
            return;
        }
    }
}
