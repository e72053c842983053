//! An old file through the office program of the computer, and the import of what comes of it. Must not know a window.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::office_converter::{ConversionError, OfficeConverter};
use crate::import::{self, Imported, ReadError};
use crate::storage::Disk;

/// Why an old file is not imported.
#[derive(Debug, thiserror::Error)]
pub enum ConvertedReadError {
    /// It was not converted.
    #[error(transparent)]
    NotConverted(#[from] ConversionError),
    /// It was converted, and what came of it cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// What the bytes of an old file say, converted in a folder within `temporary`. Where `stop` becomes true the program
/// that converts is ended; nothing is left in the folder.
///
/// # Errors
///
/// It cannot be converted, or read after that.
pub fn convert_and_read(
    converter: &OfficeConverter,
    disk: &dyn Disk,
    bytes: &[u8],
    temporary: &Path,
    stop: &AtomicBool,
) -> Result<Imported, ConvertedReadError> {
    let converted = converter.convert(disk, bytes, temporary, stop)?;
    Ok(import::read(&converted)?)
}
