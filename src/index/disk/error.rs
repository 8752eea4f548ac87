use std::path::{Path, PathBuf};

use rusqlite::{Error, ErrorCode};

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{}: the folder of the index cannot be made ({source}); move it with --index, or with «index» in copydesk.toml",
        path.display())]
    Folder { path: PathBuf, source: std::io::Error },
    #[error("{}: the index cannot be used now ({source}); try again later", path.display())]
    Database { path: PathBuf, source: Error },
    #[error("{}: the index cannot be written there; move it with --index, or with «index» in copydesk.toml", path.display())]
    ReadOnly { path: PathBuf },
    #[error("{}: the index cannot be written: the disk is full, or fails. Make room, or move it with --index, or with \
        «index» in copydesk.toml", path.display())]
    Full { path: PathBuf },
    #[error("{}: the index is closed", path.display())]
    Closed { path: PathBuf },
    #[error("{}: the index is damaged; clear it with «copydesk index --clear», it is then made anew", path.display())]
    Damaged { path: PathBuf },
}

impl StoreError {
    pub(super) fn of(path: &Path, source: Error) -> Self {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly) => StoreError::ReadOnly { path },
            Some(ErrorCode::DiskFull | ErrorCode::SystemIoFailure) => StoreError::Full { path },
            _ => StoreError::Database { path, source },
        }
    }
}

/// Whether an error tells of a broken file: any that is not the system's doing, nor that of another process at work. Broken
/// bytes may show as anything, a schema that names no such column among them.
pub fn is_damage(e: &Error) -> bool {
    use ErrorCode::{
        CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, FileLockingProtocolFailed, NoLargeFileSupport,
        OperationAborted, OperationInterrupted, OutOfMemory, PermissionDenied, ReadOnly, SchemaChanged,
        SystemIoFailure,
    };
    match e.sqlite_error_code() {
        Some(
            CannotOpen | DiskFull | NoLargeFileSupport | OutOfMemory | PermissionDenied | ReadOnly | SystemIoFailure,
        ) => false,
        Some(DatabaseBusy | DatabaseLocked | FileLockingProtocolFailed | SchemaChanged) => false,
        Some(OperationAborted | OperationInterrupted) => false,
        Some(_) => true,
        // Rows that hold what no one has written there; a path can't be blamed on the file.
        None => !matches!(e, Error::InvalidPath(_) | Error::NulError(_)),
    }
}
