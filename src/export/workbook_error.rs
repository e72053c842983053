//! Why a workbook cannot be written. Must not know what is in it.

use rust_xlsxwriter::XlsxError;

use crate::ooxml::package_writer::PackageWriteError;

/// Why no workbook could be made.
#[derive(Debug, thiserror::Error)]
pub enum XlsxWriteError {
    /// It cannot be put together.
    #[error(transparent)]
    Workbook(#[from] XlsxError),
    /// It cannot be sealed.
    #[error(transparent)]
    Seal(#[from] PackageWriteError),
}
