//! The SQL, all of it: what another database would have to replace.

use std::{ops::ControlFlow, path::Path, time::Duration};

use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Result, Statement, Transaction, TransactionBehavior, params};

use super::{Known, Stamp, block::Place};
use crate::index::bucket::Filed;

/// «Cdsk», so that `file` and others can tell whose it is.
const APPLICATION: i32 = 0x4364_736b;

/// `file` is apart from `article`, so that looking whether files changed reads little; `gone` holds articles that postings
/// still name; `tally` one row that every change of the index changes.
const SCHEMA: &str = "
    CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE tally(changes INTEGER NOT NULL, articles INTEGER NOT NULL);
    INSERT INTO tally VALUES(0, 0);
    CREATE TABLE file(
        path TEXT PRIMARY KEY, article INTEGER NOT NULL,
        size INTEGER NOT NULL, modified INTEGER NOT NULL, hash BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE article(id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL, sheet BLOB NOT NULL);
    CREATE TABLE edition(key INTEGER, article INTEGER, PRIMARY KEY(key, article)) WITHOUT ROWID;
    CREATE INDEX edition_article ON edition(article);
    CREATE TABLE gone(article INTEGER PRIMARY KEY);
    CREATE TABLE run(
        id INTEGER PRIMARY KEY AUTOINCREMENT, slot INTEGER NOT NULL UNIQUE,
        articles INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, briefs BLOB NOT NULL);
    CREATE TABLE block(place INTEGER PRIMARY KEY, entries BLOB NOT NULL);
";

/// The postings of a batch of articles.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Run {
    pub id: i64,
    /// Where its blocks lie.
    pub slot: i64,
    pub articles: u32,
    /// The lowest and the highest number of an article in it.
    pub first: u32,
    pub last: u32,
}

/// What the names of indexes in memory begin with (SQLite's «memdb»).
pub const IN_MEMORY: &str = "file:/";

pub fn is_in_memory(file: &Path) -> bool {
    file.as_os_str().as_encoded_bytes().starts_with(IN_MEMORY.as_bytes())
}

/// What is to be done with a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// It may not be there yet.
    Create,
    Write,
    /// Nothing can be written, not even beside it, and nobody else writes it.
    Read,
}

pub fn connect(file: &Path, access: Access) -> Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    match access {
        Access::Create => flags |= OpenFlags::SQLITE_OPEN_CREATE,
        Access::Write => {}
        Access::Read => return connect_to_read(file),
    }
    if is_in_memory(file) {
        flags |= OpenFlags::SQLITE_OPEN_URI;
    }
    let db = Connection::open_with_flags(file, flags)?;
    db.busy_timeout(Duration::from_secs(20))?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "NORMAL")?;
    // The operating system keeps the pages. Mapped, the whole file would sooner or later count as this process's memory.
    keep_pages(&db, READING)?;
    db.pragma_update(None, "mmap_size", 0)?;
    // Checkpoints run when nobody waits (`checkpoint`), not in the middle of a commit.
    db.pragma_update(None, "wal_autocheckpoint", 0)?;
    db.set_prepared_statement_cache_capacity(32);
    Ok(db)
}

/// A log beside the file, and the memory that goes with it, are not looked for (SQLite's «immutable»).
fn connect_to_read(file: &Path) -> Result<Connection> {
    let path = percent_encode(file.as_os_str().as_encoded_bytes(), NON_ALPHANUMERIC);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let db = Connection::open_with_flags(format!("file:{path}?immutable=1"), flags)?;
    keep_pages(&db, READING)?;
    db.pragma_update(None, "mmap_size", 0)?;
    db.set_prepared_statement_cache_capacity(32);
    Ok(db)
}

/// Pages in kB that a connection keeps while it reads: what lies in a near cache of the processor, as ten times as much made no
/// look-up faster among a million articles. And while it writes, when those that change must not be written twice. There are
/// as many connections as threads at work.
const READING: i32 = 1024;
const WRITING: i32 = 4096;

fn keep_pages(db: &Connection, kilobytes: i32) -> Result<()> {
    db.pragma_update(None, "cache_size", -kilobytes)
}

/// Whether what is written goes into a log first, so that others read what was before.
pub fn has_log(db: &Connection) -> Result<bool> {
    db.query_row("PRAGMA journal_mode", [], |r| Ok(r.get_ref(0)?.as_str()? == "wal"))
}

/// Whether the file is an index of this format and analyser; `None` for a new one.
pub fn identity(db: &Connection) -> Result<Option<(i32, Option<String>)>> {
    // One state of it: another process may be making it.
    let db = db.unchecked_transaction()?;
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
    keep_pages(db, WRITING)?;
    db.transaction_with_behavior(TransactionBehavior::Immediate)
}

/// A transaction that sees one state of the index to its end.
pub fn begin_reading(db: &mut Connection) -> Result<Transaction<'_>> {
    db.transaction_with_behavior(TransactionBehavior::Deferred)
}

/// A number that every change of the index changes, and how many articles there are.
pub fn tally(db: &Connection) -> Result<(i64, u32)> {
    db.prepare_cached("SELECT changes, articles FROM tally")?.query_row([], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Notes a change of the index, and by how many the articles became more.
pub fn changed(tx: &Transaction<'_>, articles: i64) -> Result<()> {
    tx.prepare_cached("UPDATE tally SET changes = changes + 1, articles = articles + ?1")?.execute([articles])?;
    Ok(())
}

pub fn known(db: &Connection, path: &str) -> Result<Option<Known>> {
    db.prepare_cached("SELECT article, size, modified, hash FROM file WHERE path = ?1")?
        .query_row([path], |r| {
            Ok(Known { article: r.get(0)?, stamp: Stamp { size: r.get(1)?, modified: r.get(2)? }, hash: r.get(3)? })
        })
        .optional()
}

/// The highest number that an article ever had.
pub fn last_article(db: &Connection) -> Result<u32> {
    let seq = "SELECT seq FROM sqlite_sequence WHERE name = 'article'";
    Ok(db.prepare_cached(seq)?.query_row([], |r| r.get(0)).optional()?.unwrap_or(0))
}

pub fn insert_article(
    tx: &Transaction<'_>,
    article: u32,
    path: &str,
    (stamp, hash): (Stamp, &[u8; 16]),
    sheet: &[u8],
) -> Result<()> {
    tx.prepare_cached("INSERT INTO file VALUES(?1, ?2, ?3, ?4, ?5)")?.execute(params![
        path,
        article,
        stamp.size,
        stamp.modified,
        hash
    ])?;
    tx.prepare_cached("INSERT INTO article VALUES(?1, ?2, ?3)")?.execute(params![article, path, sheet])?;
    Ok(())
}

pub fn restamp(tx: &Transaction<'_>, path: &str, stamp: Stamp) -> Result<()> {
    tx.prepare_cached("UPDATE file SET size = ?2, modified = ?3 WHERE path = ?1")?.execute(params![
        path,
        stamp.size,
        stamp.modified
    ])?;
    Ok(())
}

/// Gives the article of one path another, which no article has.
pub fn rename(tx: &Transaction<'_>, from: &str, to: &str, stamp: Stamp) -> Result<()> {
    tx.prepare_cached("UPDATE article SET path = ?2 WHERE id = (SELECT article FROM file WHERE path = ?1)")?
        .execute([from, to])?;
    tx.prepare_cached("UPDATE file SET path = ?2, size = ?3, modified = ?4 WHERE path = ?1")?.execute(params![
        from,
        to,
        stamp.size,
        stamp.modified
    ])?;
    Ok(())
}

/// Lets an article go; its number, `None` when there was none.
pub fn delete(tx: &Transaction<'_>, path: &str) -> Result<Option<u32>> {
    let gone: Option<u32> = tx
        .prepare_cached("DELETE FROM file WHERE path = ?1 RETURNING article")?
        .query_row([path], |r| r.get(0))
        .optional()?;
    if let Some(article) = gone {
        tx.prepare_cached("DELETE FROM article WHERE id = ?1")?.execute([article])?;
        tx.prepare_cached("DELETE FROM edition WHERE article = ?1")?.execute([article])?;
        tx.prepare_cached("INSERT INTO gone VALUES(?1)")?.execute([article])?;
    }
    Ok(gone)
}

/// Files an article under a key of its edition.
pub fn insert_edition(tx: &Transaction<'_>, key: i64, article: u32) -> Result<()> {
    tx.prepare_cached("INSERT OR IGNORE INTO edition VALUES(?1, ?2)")?.execute(params![key, article])?;
    Ok(())
}

/// The articles under a key of an edition, at most so many that a headline of every day stays cheap, the last ones.
pub fn editions(db: &Connection, key: u64) -> Result<Vec<u32>> {
    db.prepare_cached("SELECT article FROM edition WHERE key = ?1 ORDER BY article DESC LIMIT 64")?
        .query_map([key as i64], |r| r.get(0))?
        .collect()
}

/// Calls `each` with every key of an edition and the articles under it.
pub fn each_edition(db: &Connection, mut each: impl FnMut(u64, u32)) -> Result<()> {
    let mut statement = db.prepare("SELECT key, article FROM edition")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(row.get::<_, i64>(0)? as u64, row.get(1)?);
    }
    Ok(())
}

pub fn sheet(db: &Connection, article: u32) -> Result<Option<Vec<u8>>> {
    db.prepare_cached("SELECT sheet FROM article WHERE id = ?1")?.query_row([article], |r| r.get(0)).optional()
}

/// The path of an article, and whether its file is known by it.
pub fn path(db: &Connection, article: u32) -> Result<Option<(String, bool)>> {
    let both = "SELECT path, EXISTS(SELECT 1 FROM file WHERE file.path = article.path AND file.article = id)
        FROM article WHERE id = ?1";
    db.prepare_cached(both)?.query_row([article], |r| Ok((r.get(0)?, r.get(1)?))).optional()
}

/// How many articles have not one file, how many are gone and there, and how many blocks are of no run.
pub fn loose(db: &Connection) -> Result<u64> {
    let all = "SELECT (SELECT count(*) FROM article WHERE NOT EXISTS(
            SELECT 1 FROM file WHERE file.path = article.path AND file.article = id))
        + abs((SELECT count(*) FROM article) - (SELECT count(*) FROM file))
        + (SELECT count(*) FROM gone JOIN article ON id = gone.article)
        + (SELECT count(*) FROM block WHERE place >> ?1 NOT IN (SELECT slot FROM run))";
    db.query_row(all, [Filed::BITS], |r| r.get::<_, i64>(0)).map(|n| n as u64)
}

/// The numbers of all articles, ascending.
pub fn articles(db: &Connection) -> Result<Vec<u32>> {
    db.prepare_cached("SELECT article FROM file ORDER BY article")?.query_map([], |r| r.get(0))?.collect()
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

/// Calls `each` with the paths that begin with `prefix` and their articles' numbers, in order of path, until it breaks.
pub fn each_path(db: &Connection, prefix: &str, mut each: impl FnMut(&str, u32) -> ControlFlow<()>) -> Result<()> {
    let mut statement = db.prepare_cached("SELECT path, article FROM file WHERE path >= ?1 ORDER BY path")?;
    let mut rows = statement.query([prefix])?;
    while let Some(row) = rows.next()? {
        let path = row.get_ref(0)?.as_str()?;
        if !path.starts_with(prefix) || each(path, row.get(1)?).is_break() {
            break;
        }
    }
    Ok(())
}

/// The runs of postings, oldest first.
pub fn runs(db: &Connection) -> Result<Vec<Run>> {
    db.prepare_cached("SELECT id, slot, articles, first, last FROM run ORDER BY first")?
        .query_map([], |r| {
            Ok(Run { id: r.get(0)?, slot: r.get(1)?, articles: r.get(2)?, first: r.get(3)?, last: r.get(4)? })
        })?
        .collect()
}

/// Articles that postings still name.
pub fn gone(db: &Connection) -> Result<Vec<u32>> {
    db.prepare_cached("SELECT article FROM gone")?.query_map([], |r| r.get(0))?.collect()
}

/// Notes that no posting names what is gone of these articles any more.
pub fn forget_gone(tx: &Transaction<'_>, first: u32, last: u32) -> Result<()> {
    tx.prepare_cached("DELETE FROM gone WHERE article BETWEEN ?1 AND ?2")?.execute([first, last])?;
    Ok(())
}

/// Writes down a run with the briefs of its articles; the run's number comes back, `run.id` is not looked at.
pub fn insert_run(tx: &Transaction<'_>, run: Run, briefs: &[u8]) -> Result<i64> {
    tx.prepare_cached("INSERT INTO run(slot, articles, first, last, briefs) VALUES(?1, ?2, ?3, ?4, ?5)")?
        .insert(params![run.slot, run.articles, run.first, run.last, briefs])
}

/// The briefs of a run's articles, from the first to the last.
pub fn briefs(db: &Connection, run: Run) -> Result<Vec<u8>> {
    db.prepare_cached("SELECT briefs FROM run WHERE id = ?1")?.query_row([run.id], |r| r.get(0))
}

pub fn insert_block(tx: &Transaction<'_>, place: Place, entries: &[u8]) -> Result<()> {
    tx.prepare_cached("INSERT INTO block VALUES(?1, ?2)")?.execute(params![place.0, entries])?;
    Ok(())
}

pub fn delete_run(tx: &Transaction<'_>, run: Run) -> Result<()> {
    let (first, last) = Place::run(run.slot);
    tx.prepare_cached("DELETE FROM block WHERE place BETWEEN ?1 AND ?2")?.execute([first.0, last.0])?;
    tx.prepare_cached("DELETE FROM run WHERE id = ?1")?.execute([run.id])?;
    Ok(())
}

const BLOCKS: &str = "SELECT place, entries FROM block WHERE place BETWEEN ?1 AND ?2 ORDER BY place";

/// Calls `each` with the blocks of a run, from the one that has what is filed first, up to the one that has `last`, until it
/// breaks.
pub fn blocks(
    db: &Connection,
    first: Place,
    last: Place,
    mut each: impl FnMut(Place, &[u8]) -> ControlFlow<()>,
) -> Result<()> {
    let mut statement = db.prepare_cached(BLOCKS)?;
    each_block(&mut statement, first, Place::run(first.slot()).1, |place, bytes| {
        if each(place, bytes).is_break() || place >= last { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
}

/// For [`each_block`].
pub fn select_blocks(db: &Connection) -> Result<Statement<'_>> {
    db.prepare(BLOCKS)
}

/// Calls `each` with the blocks from the first at or behind a place, up to another, until it breaks.
pub fn each_block(
    select: &mut Statement<'_>,
    from: Place,
    last: Place,
    mut each: impl FnMut(Place, &[u8]) -> ControlFlow<()>,
) -> Result<()> {
    let mut rows = select.query([from.0, last.0])?;
    while let Some(row) = rows.next()? {
        if each(Place(row.get(0)?), row.get_ref(1)?.as_blob()?).is_break() {
            break;
        }
    }
    Ok(())
}

pub fn clear(db: &mut Connection) -> Result<()> {
    let tx = begin(db)?;
    tx.execute_batch(
        "DELETE FROM block; DELETE FROM run; DELETE FROM gone; DELETE FROM edition; DELETE FROM article;
         DELETE FROM file;
         UPDATE tally SET changes = changes + 1, articles = 0;",
    )?;
    tx.commit()?;
    db.execute_batch("VACUUM")
}

/// Moves what was written into the main file, as far as readers let it.
pub fn checkpoint(db: &Connection) -> Result<()> {
    db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
}

/// Lets go of the pages that a connection keeps.
pub fn release(db: &Connection) -> Result<()> {
    keep_pages(db, READING)?;
    db.execute_batch("PRAGMA shrink_memory")
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
