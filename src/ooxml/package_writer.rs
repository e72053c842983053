//! Writes zip packages: compressed parts with a fixed date and in a fixed order, so that equal parts
//! give equal bytes. Used for Word documents and OFD. Must not know what is in a part.

use std::io::{Cursor, Write as _};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// Why a package cannot be written.
pub(crate) type PackageWriteError = zip::result::ZipError;

/// A package while it is written into memory.
pub(crate) struct PackageWriter(ZipWriter<Cursor<Vec<u8>>>);

impl PackageWriter {
    /// An empty package.
    pub(crate) fn new() -> PackageWriter {
        PackageWriter(ZipWriter::new(Cursor::new(Vec::new())))
    }

    /// An empty package with room for so many bytes: a package of many megabytes that grows is in memory twice.
    pub(crate) fn with_room(bytes: usize) -> PackageWriter {
        PackageWriter(ZipWriter::new(Cursor::new(Vec::with_capacity(bytes))))
    }

    /// Adds a part.
    ///
    /// # Errors
    ///
    /// The archive does not accept the name, or the part cannot be compressed.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) -> ZipResult<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            // "Made by" is otherwise the system that the program runs on.
            .system(System::Unix)
            .unix_permissions(0o644);
        self.0.start_file(name, options)?;
        Ok(self.0.write_all(bytes)?)
    }

    /// The bytes of the package.
    ///
    /// # Errors
    ///
    /// The directory of the archive cannot be written.
    pub(crate) fn finish(self) -> ZipResult<Vec<u8>> {
        Ok(self.0.finish()?.into_inner())
    }
}
