//! The SQL, all of it: what another database would have to replace.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, OptionalExtension, Result, Transaction, TransactionBehavior, params};

use super::{Known, Stamp, posting::Bucket};

/// «Cdsk», so that `file` and others can tell whose it is.
const APPLICATION: i32 = 0x4364_736b;

const SCHEMA: &str = "
    CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE article(
        id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE,
        size INTEGER NOT NULL, modified INTEGER NOT NULL, hash BLOB NOT NULL, sheet BLOB NOT NULL);
    CREATE TABLE run(id INTEGER PRIMARY KEY AUTOINCREMENT, articles INTEGER NOT NULL);
    CREATE TABLE posting(run INTEGER, key INTEGER, bucket INTEGER, articles BLOB NOT NULL,
        PRIMARY KEY(run, key, bucket)) WITHOUT ROWID;
";

pub fn connect(file: &Path, create: bool) -> Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let db = Connection::open_with_flags(file, flags)?;
    db.busy_timeout(Duration::from_secs(20))?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "NORMAL")?;
    // Each connection's own pages; the operating system keeps the rest.
    db.pragma_update(None, "cache_size", -4096)?;
    db.pragma_update(None, "mmap_size", 1i64 << 32)?;
    // Checkpoints run when nobody waits (`checkpoint`), not in the middle of a commit.
    db.pragma_update(None, "wal_autocheckpoint", 20_000)?;
    db.set_prepared_statement_cache_capacity(32);
    Ok(db)
}

/// Whether the file is an index of this format and analyser; `None` for a new one.
pub fn identity(db: &Connection) -> Result<Option<(i32, Option<String>)>> {
    let application: i32 = db.query_row("PRAGMA application_id", [], |r| r.get(0))?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_master", [], |r| r.get(0))?;
    if tables == 0 {
        return Ok(None);
    }
    let analyser = if application == APPLICATION {
        db.query_row("SELECT value FROM meta WHERE key = 'analyser'", [], |r| r.get(0)).optional()?
    } else {
        None
    };
    Ok(Some((db.query_row("PRAGMA user_version", [], |r| r.get(0))?, analyser)))
}

pub fn create(db: &mut Connection, format: i32, analyser: &str) -> Result<()> {
    let tx = begin(db)?;
    let tables: i64 = tx.query_row("SELECT count(*) FROM sqlite_master", [], |r| r.get(0))?;
    if tables == 0 {
        tx.execute_batch(SCHEMA)?;
        tx.pragma_update(None, "application_id", APPLICATION)?;
        tx.pragma_update(None, "user_version", format)?;
        tx.execute("INSERT INTO meta VALUES('analyser', ?1)", [analyser])?;
    }
    tx.commit()
}

pub fn begin(db: &mut Connection) -> Result<Transaction<'_>> {
    db.transaction_with_behavior(TransactionBehavior::Immediate)
}

pub fn known(db: &Connection, path: &str) -> Result<Option<Known>> {
    db.prepare_cached("SELECT id, size, modified, hash FROM article WHERE path = ?1")?
        .query_row([path], |r| {
            Ok(Known { article: r.get(0)?, stamp: Stamp { size: r.get(1)?, modified: r.get(2)? }, hash: r.get(3)? })
        })
        .optional()
}

/// Makes the row of an article, its sheet still to come, since it is sealed with the article's number.
pub fn insert_article(tx: &Transaction<'_>, path: &str, stamp: Stamp, hash: &[u8; 16]) -> Result<u32> {
    delete(tx, path)?;
    tx.prepare_cached("INSERT INTO article(path, size, modified, hash, sheet) VALUES(?1, ?2, ?3, ?4, x'')")?
        .insert(params![path, stamp.size, stamp.modified, hash])
        .map(|id| id as u32)
}

pub fn set_sheet(tx: &Transaction<'_>, article: u32, sheet: &[u8]) -> Result<()> {
    tx.prepare_cached("UPDATE article SET sheet = ?2 WHERE id = ?1")?.execute(params![article, sheet])?;
    Ok(())
}

pub fn restamp(tx: &Transaction<'_>, path: &str, stamp: Stamp) -> Result<()> {
    tx.prepare_cached("UPDATE article SET size = ?2, modified = ?3 WHERE path = ?1")?.execute(params![
        path,
        stamp.size,
        stamp.modified
    ])?;
    Ok(())
}

pub fn delete(tx: &Transaction<'_>, path: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM article WHERE path = ?1")?.execute([path])?;
    Ok(())
}

pub fn sheet(db: &Connection, article: u32) -> Result<Option<Vec<u8>>> {
    db.prepare_cached("SELECT sheet FROM article WHERE id = ?1")?.query_row([article], |r| r.get(0)).optional()
}

pub fn path(db: &Connection, article: u32) -> Result<Option<String>> {
    db.prepare_cached("SELECT path FROM article WHERE id = ?1")?.query_row([article], |r| r.get(0)).optional()
}

pub fn articles(db: &Connection) -> Result<u32> {
    db.prepare_cached("SELECT count(*) FROM article")?.query_row([], |r| r.get(0))
}

/// Calls `each` with every article: number, path and sheet.
pub fn each_article(db: &Connection, mut each: impl FnMut(u32, &str, &[u8])) -> Result<()> {
    let mut statement = db.prepare("SELECT id, path, sheet FROM article ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(row.get(0)?, row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_blob()?);
    }
    Ok(())
}

/// Calls `each` with every article's path and number.
pub fn each_path(db: &Connection, mut each: impl FnMut(&str, u32)) -> Result<()> {
    let mut statement = db.prepare("SELECT path, id FROM article ORDER BY path")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(row.get_ref(0)?.as_str()?, row.get(1)?);
    }
    Ok(())
}

/// The runs of postings with how many articles each has, oldest first.
pub fn runs(db: &Connection) -> Result<Vec<(i64, u32)>> {
    db.prepare_cached("SELECT id, articles FROM run ORDER BY id")?
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect()
}

pub fn insert_run(tx: &Transaction<'_>, articles: u32) -> Result<i64> {
    tx.prepare_cached("INSERT INTO run(articles) VALUES(?1)")?.insert([articles])
}

pub fn insert_posting(tx: &Transaction<'_>, run: i64, key: u32, bucket: Bucket, articles: &[u8]) -> Result<()> {
    tx.prepare_cached("INSERT INTO posting VALUES(?1, ?2, ?3, ?4)")?.execute(params![run, key, bucket.0, articles])?;
    Ok(())
}

pub fn delete_run(tx: &Transaction<'_>, run: i64) -> Result<()> {
    tx.execute("DELETE FROM posting WHERE run = ?1", [run])?;
    tx.execute("DELETE FROM run WHERE id = ?1", [run])?;
    Ok(())
}

/// Calls `each` with the rows of a key in a run whose buckets lie between two, both included.
pub fn postings(
    db: &Connection,
    run: i64,
    key: u32,
    from: Bucket,
    to: Bucket,
    mut each: impl FnMut(Bucket, &[u8]),
) -> Result<()> {
    let mut statement = db.prepare_cached(
        "SELECT bucket, articles FROM posting WHERE run = ?1 AND key = ?2 AND bucket BETWEEN ?3 AND ?4 ORDER BY bucket",
    )?;
    let mut rows = statement.query(params![run, key, from.0, to.0])?;
    while let Some(row) = rows.next()? {
        each(Bucket(row.get(0)?), row.get_ref(1)?.as_blob()?);
    }
    Ok(())
}

/// Calls `each` with every row of a run, in order.
pub fn each_posting(db: &Connection, run: i64, mut each: impl FnMut(u32, Bucket, &[u8])) -> Result<()> {
    let mut statement = db.prepare("SELECT key, bucket, articles FROM posting WHERE run = ?1 ORDER BY key, bucket")?;
    let mut rows = statement.query([run])?;
    while let Some(row) = rows.next()? {
        each(row.get(0)?, Bucket(row.get(1)?), row.get_ref(2)?.as_blob()?);
    }
    Ok(())
}

pub fn clear(db: &mut Connection) -> Result<()> {
    let tx = begin(db)?;
    tx.execute_batch("DELETE FROM posting; DELETE FROM run; DELETE FROM article;")?;
    tx.commit()?;
    db.execute_batch("VACUUM")
}

/// Moves what was written into the main file, as far as readers let it.
pub fn checkpoint(db: &Connection) -> Result<()> {
    db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
}

/// What SQLite finds wrong with the file.
pub fn integrity(db: &Connection) -> Result<Vec<String>> {
    let lines: Vec<String> =
        db.prepare("PRAGMA integrity_check(20)")?.query_map([], |r| r.get(0))?.collect::<Result<_>>()?;
    Ok(lines.into_iter().filter(|l| l != "ok").collect())
}

pub fn bytes(db: &Connection) -> Result<u64> {
    let pages: i64 = db.query_row("PRAGMA page_count", [], |r| r.get(0))?;
    let size: i64 = db.query_row("PRAGMA page_size", [], |r| r.get(0))?;
    Ok((pages * size) as u64)
}
