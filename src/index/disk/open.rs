//! Opening an index, making one anew, and throwing one away.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, atomic::AtomicBool},
};

use rusqlite::{Connection, ErrorCode};

use super::{Connections, SHEETS, Store, StoreError, error::is_damage, peek, recent, record, sql};

/// How an index was found when it was opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Opened {
    Existing,
    Fresh,
    /// It was of another version, or damaged, and starts anew.
    Rebuilt,
}

/// What there is where an index is looked for.
pub enum Existing {
    /// Or an empty file: somebody died before it became an index.
    Nothing,
    OtherVersion,
    /// Which may be damaged ([`Store::is_damaged`]).
    Index(Arc<Store>),
}

/// What a file is to an analyser.
enum Is {
    Empty,
    Other,
    Index,
}

impl Store {
    /// Opens or makes the index `file`. `analyser` names the version of the analysis: an index of another one is made
    /// anew, never misread.
    pub fn open(file: &Path, analyser: &str) -> Result<(Store, Opened), StoreError> {
        if let Some(folder) = file.parent().filter(|_| !sql::is_in_memory(file)) {
            fs::create_dir_all(folder).map_err(|source| StoreError::Folder { path: folder.to_owned(), source })?;
        }
        let fail = |source| StoreError::of(file, source);
        let found = Self::try_open(file, analyser, sql::Access::Create).and_then(|(mut db, is)| match is {
            Is::Index => Ok(Some((db, Opened::Existing))),
            Is::Empty => {
                sql::create(&mut db, record::FORMAT as i32, analyser)?;
                Ok(Some((db, Opened::Fresh)))
            }
            Is::Other => Ok(None),
        });
        let (db, opened) = match found {
            Ok(Some((db, opened))) => (db, opened),
            Ok(None) => (Self::anew(file, analyser).map_err(fail)?, Opened::Rebuilt),
            Err(e) if is_damage(&e) => (Self::anew(file, analyser).map_err(fail)?, Opened::Rebuilt),
            Err(e) => {
                let frozen = Self::frozen(file, analyser, &e).ok_or_else(|| fail(e))?;
                return Ok((frozen, Opened::Existing));
            }
        };
        Ok((Self::of(file, sql::Access::Write, Some(db)), opened))
    }

    /// Opens an index that lies where nothing can be written, on a read-only mount or a full disk say, which is why it could
    /// not be `opened`. It is of use for as long as nothing is to be written.
    pub(super) fn frozen(file: &Path, analyser: &str, opened: &rusqlite::Error) -> Option<Store> {
        use ErrorCode::{CannotOpen, DiskFull, ReadOnly, SystemIoFailure};
        if !matches!(opened.sqlite_error_code(), Some(CannotOpen | ReadOnly | DiskFull | SystemIoFailure)) {
            return None;
        }
        // Without what was written beside it, it may be half of two states.
        let file = Some(file).filter(|f| peek::is_whole(f) && f.is_file())?;
        let Ok((db, Is::Index)) = Self::try_open(file, analyser, sql::Access::Read) else { return None };
        let full = matches!(opened.sqlite_error_code(), Some(DiskFull | SystemIoFailure));
        Some(Store { full, ..Self::of(file, sql::Access::Read, Some(db)) })
    }

    /// Throws the index `file` away and makes a new one in its place. Who has the old one open goes on with that.
    pub fn renew(file: &Path, analyser: &str) -> Result<Store, StoreError> {
        let fail = |source| StoreError::of(file, source);
        Ok(Self::of(file, sql::Access::Write, Some(Self::anew(file, analyser).map_err(fail)?)))
    }

    /// An index that lies in memory and goes with the process, for where none can be written. `name` tells it from others.
    pub fn in_memory(name: &str, analyser: &str) -> Result<Store, StoreError> {
        Ok(Self::open(Path::new(&format!("{}{name}?vfs=memdb", sql::IN_MEMORY)), analyser)?.0)
    }

    /// Opens the index `file` where there is one; makes no file, and changes nothing in one.
    pub fn existing(file: &Path, analyser: &str) -> Result<Existing, StoreError> {
        if !fs::metadata(file).is_ok_and(|m| m.is_file() && m.len() > 0) {
            return Ok(Existing::Nothing);
        }
        match Self::try_open(file, analyser, sql::Access::Write) {
            Ok((_, Is::Empty)) => Ok(Existing::Nothing),
            Ok((_, Is::Other)) => Ok(Existing::OtherVersion),
            Ok((db, Is::Index)) => Ok(Existing::Index(Arc::new(Self::of(file, sql::Access::Write, Some(db))))),
            Err(e) if is_damage(&e) => {
                let store = Self::of(file, sql::Access::Write, None);
                store.found_damage();
                Ok(Existing::Index(Arc::new(store)))
            }
            Err(e) => Self::frozen(file, analyser, &e)
                .map(|store| Existing::Index(Arc::new(store)))
                .ok_or_else(|| StoreError::of(file, e)),
        }
    }

    /// Throws the index away; whether nothing is left of it. Where another process works on it, that one finds it empty.
    pub fn discard(self) -> Result<bool, StoreError> {
        let is_damaged = match self.clear() {
            Err(StoreError::Damaged { .. }) => true,
            cleared => cleared.map(|()| false)?,
        };
        let file = self.file.clone();
        drop(self);
        // The last connection of all processes takes the log along.
        if is_damaged || !beside(&file, "-wal").exists() {
            remove(&file);
        }
        Ok(!file.exists())
    }

    fn of(file: &Path, access: sql::Access, db: Option<Connection>) -> Store {
        Store {
            file: file.to_owned(),
            access,
            connections: Mutex::new(Connections { idle: db.into_iter().collect(), ..Connections::default() }),
            returned: Condvar::new(),
            view: Mutex::default(),
            cache: recent::Recent::new(SHEETS),
            spare: Default::default(),
            damaged: AtomicBool::new(false),
            full: false,
        }
    }

    fn try_open(file: &Path, analyser: &str, access: sql::Access) -> rusqlite::Result<(Connection, Is)> {
        let db = sql::connect(file, access)?;
        let is = match sql::identity(&db)? {
            None => Is::Empty,
            Some((format, Some(a))) if format == record::FORMAT as i32 && a == analyser => Is::Index,
            Some(_) => Is::Other,
        };
        Ok((db, is))
    }

    /// Throws the file away and makes a new one.
    fn anew(file: &Path, analyser: &str) -> rusqlite::Result<Connection> {
        remove(file);
        let mut db = sql::connect(file, sql::Access::Create)?;
        sql::create(&mut db, record::FORMAT as i32, analyser)?;
        Ok(db)
    }
}

/// Removes the file of an index and what lies beside it. Who has it open goes on with it.
fn remove(file: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        // A file that is not there is as good as removed; one that stays shows itself to who comes next.
        let _ = fs::remove_file(beside(file, suffix));
    }
}

/// What SQLite keeps beside a file.
pub fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
