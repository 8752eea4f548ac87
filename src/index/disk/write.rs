use super::{
    Stamp, Store, StoreError,
    codec::seal,
    posting::{self, Bucket, Postings},
    record, sql,
};
use crate::fact::FactSheet;

/// An article to be written.
pub struct Entry<'a> {
    /// As the corpus names it; unique in the index.
    pub path: &'a str,
    pub stamp: Stamp,
    /// Of the file's bytes and of what was known about it from outside.
    pub hash: [u8; 16],
    pub sheet: &'a FactSheet,
}

/// Runs of postings that may stand side by side before they are merged: each costs a look-up one more step into the
/// tree.
const RUNS: usize = 6;

impl Store {
    /// Writes a batch of articles in one transaction, in place of what stood under their paths: all of it or nothing.
    pub fn write(&self, batch: &[Entry<'_>]) -> Result<(), StoreError> {
        if batch.is_empty() {
            return Ok(());
        }
        self.with(|db| {
            let tx = sql::begin(db)?;
            let mut postings = Postings::default();
            for entry in batch {
                let bytes = record::write(entry.sheet);
                let article = sql::insert_article(&tx, entry.path, entry.stamp, &entry.hash)?;
                sql::set_sheet(&tx, article, &seal(&[article.into()], bytes))?;
                postings.add(article, entry.sheet);
            }
            write_run(&tx, &postings, batch.len() as u32)?;
            tx.commit()
        })?;
        self.forget_cached();
        Ok(())
    }

    /// Notes that a file was touched but not changed.
    pub fn restamp(&self, path: &str, stamp: Stamp) -> Result<(), StoreError> {
        self.with(|db| {
            let tx = sql::begin(db)?;
            sql::restamp(&tx, path, stamp)?;
            tx.commit()
        })
    }

    /// Lets articles go. Their postings lead nowhere until the next merge.
    pub fn remove<'a>(&self, paths: impl IntoIterator<Item = &'a str>) -> Result<(), StoreError> {
        self.with(|db| {
            let tx = sql::begin(db)?;
            for path in paths {
                sql::delete(&tx, path)?;
            }
            tx.commit()
        })?;
        self.forget_cached();
        Ok(())
    }

    /// Merges the runs of postings when there are too many, the small ones first.
    pub fn merge(&self) -> Result<(), StoreError> {
        loop {
            let runs = self.with(|db| sql::runs(db))?;
            if runs.len() <= RUNS {
                return Ok(());
            }
            // The newest runs are the smallest; whatever is not much larger than all after it goes along.
            let mut from = runs.len() - 2;
            let mut sum = u64::from(runs[from].1) + u64::from(runs[from + 1].1);
            while from > 0 && (u64::from(runs[from - 1].1) <= 4 * sum || from + 1 > RUNS) {
                from -= 1;
                sum += u64::from(runs[from].1);
            }
            self.merge_runs(&runs[from..])?;
        }
    }

    fn merge_runs(&self, runs: &[(i64, u32)]) -> Result<(), StoreError> {
        self.with(|db| {
            let tx = sql::begin(db)?;
            let mut merged = Postings::default();
            let mut damaged = false;
            for (run, _) in runs {
                sql::each_posting(&tx, *run, |key, bucket, bytes| {
                    if bucket != Bucket::COUNT {
                        match posting::unpack(key, bucket, bytes) {
                            Some(articles) => merged.append(key, bucket, articles),
                            None => damaged = true,
                        }
                    }
                })?;
            }
            if damaged {
                return Err(rusqlite::Error::InvalidQuery);
            }
            merged.count();
            for (run, _) in runs {
                sql::delete_run(&tx, *run)?;
            }
            write_run(&tx, &merged, runs.iter().map(|r| r.1).sum())?;
            tx.commit()
        })
    }
}

fn write_run(tx: &rusqlite::Transaction<'_>, postings: &Postings, articles: u32) -> rusqlite::Result<()> {
    if postings.is_empty() {
        return Ok(());
    }
    let run = sql::insert_run(tx, articles)?;
    for (key, bucket, bytes) in postings.rows() {
        sql::insert_posting(tx, run, key, bucket, &bytes)?;
    }
    Ok(())
}
