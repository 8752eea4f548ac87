//! Runs of postings become one where there are too many.

use rusqlite::{Connection, Result, Transaction};
use rustc_hash::FxHashSet;

use super::{
    Store, StoreError,
    codec::{SUM, seal, unseal},
    join::Join,
    sql::{self, Run},
    write::free_slot,
};
use crate::index::brief::Brief;

/// Runs that may stand side by side: each of more than a few articles costs a look-up one more step into the tree.
const RUNS: usize = 4;
/// Runs that may stand side by side while an archive is being read, when merging them would only be done again.
const RUNS_MEANWHILE: usize = 28;

/// How thoroughly runs are merged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Merge {
    /// More articles are to come.
    Meanwhile,
    /// So that look-ups take few steps.
    Settled,
    /// All in one, on as many threads as the pool has that it is called in.
    Whole,
}

impl Store {
    /// Merges the runs of postings where there are too many, the small ones first.
    pub fn merge(&self, how: Merge) -> Result<(), StoreError> {
        // Up to how many runs, and how many times as large as all that are newer one may be to go along with them.
        let (most, larger) = match how {
            // A posting that was merged once waits for the end: an archive of any size is written three times.
            Merge::Meanwhile => (RUNS_MEANWHILE, 1),
            Merge::Settled => (RUNS, 4),
            Merge::Whole => (1, 4),
        };
        let threads = if how == Merge::Whole { rayon::current_num_threads() - 1 } else { 0 };
        loop {
            let merged = self.with(|db| {
                // Mostly there is nothing to do, and no need of writing, which may not be possible.
                if sql::runs(db)?.len() <= most {
                    return Ok(false);
                }
                let tx = sql::begin(db)?;
                let runs = sql::runs(&tx)?;
                if runs.len() <= most {
                    return Ok(false);
                }
                // The newest runs are the smallest; whatever is not much larger than all after it goes along.
                let mut from = runs.len() - 2;
                let mut sum = u64::from(runs[from].articles) + u64::from(runs[from + 1].articles);
                while from > 0 && (u64::from(runs[from - 1].articles) <= larger * sum || from + 1 > most) {
                    from -= 1;
                    sum += u64::from(runs[from].articles);
                }
                merge(self, &tx, &runs, from, threads)?;
                tx.commit()?;
                Ok(true)
            })?;
            if !merged {
                return Ok(());
            }
        }
    }
}

/// Puts one run in the place of those from the `from`th on.
fn merge(store: &Store, tx: &Transaction<'_>, runs: &[Run], from: usize, threads: usize) -> Result<()> {
    let gone: FxHashSet<u32> = sql::gone(tx)?.into_iter().collect();
    let slot = free_slot(runs);
    let old = &runs[from..];
    Join { runs: old, slot, gone: &gone }.write(tx, threads, || sql::connect(&store.file, store.access))?;
    let mut known = Vec::new();
    for run in old {
        known.push((run.first, briefs(tx, *run)?.ok_or_else(damaged)?));
        sql::delete_run(tx, *run)?;
    }
    let first = old.iter().map(|r| r.first).min().unwrap_or_default();
    let last = old.iter().map(|r| r.last).max().unwrap_or_default();
    let articles = old.iter().map(|r| r.articles).sum();
    let mut briefs = Vec::with_capacity(Brief::BYTES * (last - first + 1) as usize + SUM);
    for of_run in &known {
        // Numbers that no article has lie between.
        briefs.resize(Brief::BYTES * (of_run.0 - first) as usize, 0);
        briefs.extend_from_slice(&of_run.1);
    }
    seal(&[first.into()], &mut briefs);
    sql::insert_run(tx, Run { id: 0, slot, articles, first, last }, &briefs)?;
    sql::forget_gone(tx, first, last)?;
    sql::changed(tx, 0)
}

/// What is known of a run's articles; `None` when it is damaged.
pub fn briefs(db: &Connection, run: Run) -> Result<Option<Vec<u8>>> {
    let bytes = sql::briefs(db, run)?;
    let sound = unseal(&[run.first.into()], &bytes).map(<[u8]>::to_vec);
    let articles = run.last.checked_sub(run.first).map(|n| n as usize + 1);
    Ok(sound.filter(|b| articles.is_some_and(|n| b.len() == Brief::BYTES * n)))
}

/// What tells that a record does not fit its seal.
pub fn damaged() -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Blob, "the record does not fit its seal".into())
}
