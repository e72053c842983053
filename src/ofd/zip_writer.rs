//! The zip package around the parts: fixed dates and one order, so that equal parts give equal
//! bytes.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::OfdError;

/// A package while it is written.
pub(super) struct OfdPackage(ZipWriter<Cursor<Vec<u8>>>);

impl OfdPackage {
    pub(super) fn new() -> OfdPackage {
        OfdPackage(ZipWriter::new(Cursor::new(Vec::new())))
    }

    /// Adds a part.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), OfdError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        self.0.start_file(name, options)?;
        Ok(self.0.write_all(bytes)?)
    }

    /// The whole.
    pub(super) fn finish(self) -> Result<Vec<u8>, OfdError> {
        Ok(self.0.finish()?.into_inner())
    }
}
