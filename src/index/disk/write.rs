use rusqlite::Transaction;

use super::{
    Merge, Stamp, Store, StoreError,
    block::{self, SLOTS},
    brief,
    codec::{seal, unseal},
    record,
    sql::{self, Run},
};
use crate::{
    fact::FactSheet,
    index::bucket::{Filed, filed},
};

/// Runs after which no more are added before some are merged, though nobody asked for it. The slots between are for what
/// other processes write in the meantime.
const MOST_RUNS: usize = SLOTS as usize / 2;

/// An article to be written, packed already, so that the one who writes has little to do.
pub struct Entry {
    path: String,
    stamp: Stamp,
    hash: [u8; 16],
    sheet: Vec<u8>,
    brief: Vec<u8>,
    filed: Vec<Filed>,
    /// Keys of its edition.
    editions: Vec<u64>,
}

impl Entry {
    /// `path` is the article's name in the corpus, unique in the index; `hash` that of the file's bytes and of what was
    /// known about it from outside.
    pub fn new(path: String, stamp: Stamp, hash: [u8; 16], sheet: &FactSheet) -> Entry {
        let editions = sheet.edition.keys().collect();
        let (record, brief) = (record::write(sheet), brief::write(sheet));
        Entry { path, stamp, hash, sheet: record, brief, filed: filed(sheet), editions }
    }
}

impl Store {
    /// Writes a batch of articles in one transaction, in place of what stood under their paths: all of it or nothing.
    ///
    /// What another process has written the same way since this one looked keeps its number: that process is looking
    /// things up by it.
    pub fn write(&self, mut batch: Vec<Entry>) -> Result<(), StoreError> {
        if batch.is_empty() {
            return Ok(());
        }
        if self.with(|db| sql::runs(db))?.len() >= MOST_RUNS {
            self.merge(Merge::Meanwhile)?;
        }
        let mut gone = Vec::new();
        self.with(|db| {
            let tx = sql::begin(db)?;
            let mut new = Vec::with_capacity(batch.len());
            for entry in batch.drain(..) {
                if !stands(&tx, &entry)? {
                    new.push(entry);
                }
            }
            batch = new;
            let Some(more) = batch.len().checked_sub(1) else { return tx.commit() };
            let first = sql::last_article(&tx)? + 1;
            let mut postings = Vec::with_capacity(batch.iter().map(|e| e.filed.len()).sum());
            for (article, entry) in (first..).zip(&mut batch) {
                gone.extend(sql::delete(&tx, &entry.path)?);
                seal(&[article.into()], &mut entry.sheet);
                seal(&[article.into()], &mut entry.brief);
                let (sheet, brief) = (&entry.sheet, &entry.brief);
                sql::insert_article(&tx, article, &entry.path, (entry.stamp, &entry.hash), (sheet, brief))?;
                for key in &entry.editions {
                    sql::insert_edition(&tx, *key, article)?;
                }
                postings.extend(entry.filed.iter().map(|&f| (f, article)));
            }
            postings.sort_unstable();
            let slot = free_slot(&sql::runs(&tx)?);
            let run = Run { id: 0, slot, articles: batch.len() as u32, first, last: first + more as u32 };
            sql::insert_run(&tx, run)?;
            block::pack(slot, &postings, |place, entries| sql::insert_block(&tx, place, entries))?;
            sql::changed(&tx, batch.len() as i64 - gone.len() as i64)?;
            tx.commit()
        })?;
        self.drop_sheets(&gone);
        Ok(())
    }

    /// Notes that files were touched but not changed.
    pub fn restamp(&self, files: &[(String, Stamp)]) -> Result<(), StoreError> {
        if files.is_empty() {
            return Ok(());
        }
        self.with(|db| {
            let tx = sql::begin(db)?;
            for (path, stamp) in files {
                sql::restamp(&tx, path, *stamp)?;
            }
            tx.commit()
        })
    }

    /// Lets articles go; how many there were. Their postings lead nowhere until the next merge.
    pub fn remove<'a>(&self, paths: impl IntoIterator<Item = &'a str>) -> Result<u64, StoreError> {
        let mut paths = paths.into_iter().peekable();
        if paths.peek().is_none() {
            return Ok(0);
        }
        let mut gone = Vec::new();
        self.with(|db| {
            let tx = sql::begin(db)?;
            for path in paths {
                gone.extend(sql::delete(&tx, path)?);
            }
            if !gone.is_empty() {
                sql::changed(&tx, -(gone.len() as i64))?;
            }
            tx.commit()
        })?;
        self.drop_sheets(&gone);
        Ok(gone.len() as u64)
    }
}

/// Whether the index has an entry as it is.
fn stands(tx: &Transaction<'_>, entry: &Entry) -> rusqlite::Result<bool> {
    let known = sql::known(tx, &entry.path)?.filter(|k| k.hash == entry.hash && k.stamp == entry.stamp);
    let Some(known) = known else { return Ok(false) };
    let sheet = sql::sheet(tx, known.article)?;
    Ok(sheet.is_some_and(|bytes| unseal(&[known.article.into()], &bytes) == Some(&entry.sheet)))
}

/// The lowest slot that no run has. Merging keeps the runs far fewer than the slots.
pub fn free_slot(runs: &[Run]) -> i64 {
    (0..SLOTS).find(|s| runs.iter().all(|r| r.slot != *s)).unwrap_or_default()
}
