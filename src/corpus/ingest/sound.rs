use crate::index::disk::{Store, StoreError};

/// Bytes of an index that is looked through before it is used: a moment's work. Damage in a larger one shows when it is
/// asked, or to [`Store::verify`].
const SMALL: u64 = 64 << 20;

/// Whether nothing is wrong with an index, as far as it can soon be told.
pub fn is_sound(store: &Store) -> Result<bool, StoreError> {
    if store.is_damaged() {
        return Ok(false);
    }
    if std::fs::metadata(store.file()).is_ok_and(|m| m.len() > SMALL) {
        return Ok(true);
    }
    match store.verify() {
        Ok(faults) => Ok(faults.is_empty()),
        Err(StoreError::Damaged { .. }) => Ok(false),
        Err(other) => Err(other),
    }
}
