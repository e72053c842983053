//! A file that is read piece by piece, for what is too large to be in memory as a whole. Knows the disk only through
//! [`Disk`].

use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::file_read::must_be_file;
use super::store_error::{at, system};
use super::{StoreCause, StoreError};

/// So many bytes are read at once.
const PIECE: usize = 1 << 18;

/// A file of a disk, to be read from any place.
pub struct FileReader<'a> {
    disk: &'a dyn Disk,
    path: PathBuf,
    length: u64,
    /// Where the next byte is read.
    place: u64,
    /// Bytes that were read, and where they begin.
    piece: Vec<u8>,
    start: u64,
}

impl<'a> FileReader<'a> {
    /// The file at `path`, which has up to `limit` bytes.
    ///
    /// # Errors
    /// It is missing, is longer than `limit`, or is no file.
    pub fn open(disk: &'a dyn Disk, path: &Path, limit: u64) -> Result<FileReader<'a>, StoreError> {
        must_be_file(disk, path)?;
        let length = disk.length(path).map_err(|error| system(path, &error))?;
        if length > limit {
            return Err(at(path, StoreCause::TooLarge { limit }));
        }
        Ok(FileReader { disk, path: path.to_owned(), length, place: 0, piece: Vec::new(), start: 0 })
    }
}

impl Read for FileReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let within = |reader: &Self| usize::try_from(reader.place.checked_sub(reader.start)?).ok();
        let has = |reader: &Self| within(reader).is_some_and(|from| from < reader.piece.len());
        if self.place < self.length && !has(self) {
            self.piece = self.disk.read_part(&self.path, self.place, PIECE)?;
            self.start = self.place;
        }
        let from = within(self).unwrap_or(usize::MAX);
        // A file that was cut meanwhile ends sooner.
        let rest = self.piece.get(from..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        if let (Some(to), Some(of)) = (buffer.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(of);
        }
        self.place = self.place.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        Ok(count)
    }
}

impl Seek for FileReader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.place.checked_add_signed(offset),
        };
        self.place = place.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.place)
    }
}
