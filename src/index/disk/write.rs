use rusqlite::Transaction;

use super::{
    Known, Merge, Stamp, Store, StoreError,
    block::{self, SLOTS},
    codec::{SUM, seal, unseal},
    record,
    sql::{self, Run},
};
use crate::{
    fact::FactSheet,
    index::{
        brief::Brief,
        bucket::{Filed, filed},
    },
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
    filed: Vec<Filed>,
    brief: Brief,
    /// Keys of its edition.
    editions: Vec<u64>,
}

impl Entry {
    /// `path` is the article's name in the corpus, unique in the index; `hash` that of the file's bytes and of what was
    /// known about it from outside.
    pub fn new(path: String, stamp: Stamp, hash: [u8; 16], sheet: &FactSheet) -> Entry {
        let editions = sheet.edition.keys().collect();
        Entry { path, stamp, hash, sheet: record::write(sheet), filed: filed(sheet), brief: Brief::of(sheet), editions }
    }

    /// How much it will take on disk, nearly.
    pub fn bytes(&self) -> usize {
        self.sheet.len() + 2 * self.filed.len()
    }
}

/// An article whose file has another path now.
pub struct Moved {
    pub from: String,
    pub to: String,
    pub stamp: Stamp,
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
        // What lies near in time is asked for together: its numbers, and so its places, lie near each other too.
        batch.sort_by_key(|entry| entry.brief.day());
        if self.with(|db| sql::runs(db))?.len() >= MOST_RUNS {
            self.merge(Merge::Meanwhile)?;
        }
        let mut gone = Vec::new();
        self.with(|db| {
            let tx = sql::begin(db)?;
            let first = sql::last_article(&tx)? + 1;
            let mut article = first;
            let mut postings = Vec::with_capacity(batch.iter().map(|e| e.filed.len()).sum());
            let (mut editions, mut briefs) = (Vec::new(), Vec::with_capacity(Brief::BYTES * batch.len() + SUM));
            for mut entry in batch {
                if let Some(known) = sql::known(&tx, &entry.path)? {
                    if stands(&tx, &entry, &known)? {
                        continue;
                    }
                    gone.extend(sql::delete(&tx, &entry.path)?);
                }
                seal(&[article.into()], &mut entry.sheet);
                sql::insert_article(&tx, article, &entry.path, (entry.stamp, &entry.hash), &entry.sheet)?;
                editions.extend(entry.editions.iter().map(|&key| (key as i64, article)));
                postings.extend(entry.filed.iter().map(|&f| (f, article)));
                briefs.extend(entry.brief.bytes());
                article += 1;
            }
            if article == first {
                return tx.commit();
            }
            // In order, so that each page of the table is taken once.
            editions.sort_unstable();
            for (key, article) in editions {
                sql::insert_edition(&tx, key, article)?;
            }
            postings.sort_unstable();
            let slot = free_slot(&sql::runs(&tx)?);
            let articles = article - first;
            seal(&[first.into()], &mut briefs);
            sql::insert_run(&tx, Run { id: 0, slot, articles, first, last: article - 1 }, &briefs)?;
            block::pack(slot, &postings, |place, entries| sql::insert_block(&tx, place, entries))?;
            sql::changed(&tx, i64::from(articles) - gone.len() as i64)?;
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

    /// Gives articles the new paths of their files; they keep their numbers, and all that is known of them.
    pub fn rename(&self, files: &[Moved]) -> Result<(), StoreError> {
        if files.is_empty() {
            return Ok(());
        }
        let mut gone = Vec::new();
        self.with(|db| {
            let tx = sql::begin(db)?;
            for file in files {
                // Another process may have seen the same.
                if sql::known(&tx, &file.from)?.is_some() {
                    gone.extend(sql::delete(&tx, &file.to)?);
                    sql::rename(&tx, &file.from, &file.to, file.stamp)?;
                }
            }
            sql::changed(&tx, -(gone.len() as i64))?;
            tx.commit()
        })?;
        self.drop_sheets(&gone);
        Ok(())
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
fn stands(tx: &Transaction<'_>, entry: &Entry, known: &Known) -> rusqlite::Result<bool> {
    if (known.hash, known.stamp) != (entry.hash, entry.stamp) {
        return Ok(false);
    }
    let sheet = sql::sheet(tx, known.article)?;
    Ok(sheet.is_some_and(|bytes| unseal(&[known.article.into()], &bytes) == Some(&entry.sheet)))
}

/// The lowest slot that no run has. Merging keeps the runs far fewer than the slots.
pub fn free_slot(runs: &[Run]) -> i64 {
    (0..SLOTS).find(|s| runs.iter().all(|r| r.slot != *s)).unwrap_or_default()
}
