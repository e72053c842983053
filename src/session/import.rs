//! Reads another program's file into a report, with the list of all that was lost on the way.

use std::path::Path;

use crate::exchange::{self, ReadError, Reading};
use crate::report::Report;
use crate::store::{self, Cause, Disk, DraftError, StoreError};

/// The most bytes of a source that are read.
pub const LIMIT: usize = exchange::limits::Limit::File.most();

/// Any file that is understood; which kind it is, its bytes say.
pub fn import(bytes: &[u8]) -> Result<Reading, ReadError> {
    exchange::read(bytes)
}

/// A file that is neither a draft nor anything that can be imported.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It could not be read from the disk, or is a broken draft.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It could not be understood.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// The report in the file at `path`, be it a draft or anything that can be imported; what an
/// import loses is not told. For a report that is only compared with.
pub fn open_any(disk: &dyn Disk, path: &Path) -> Result<Report, OpenError> {
    match store::load(disk, path) {
        Err(StoreError { cause: Cause::Draft(DraftError::Foreign | DraftError::NotUtf8 { .. }), .. }) => {
            let bytes = store::read(disk, path, u64::try_from(LIMIT).unwrap_or(u64::MAX))?;
            Ok(import(&bytes)?.report)
        }
        loaded => Ok(loaded?),
    }
}
