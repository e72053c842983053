//! Zip packages, as Word and Excel write them, under limits. A name is only ever compared with
//! another name and never becomes a path; parts are read one by one as they unpack, and nothing is
//! unpacked to a disk.

use std::collections::BTreeSet;
use std::io::{self, Cursor, Read};

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::limits::Limit;
use crate::limits::ReadError;

/// An open package.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: BTreeSet<String>,
    inflated: u64,
}

/// A part while it unpacks. Reading fails with a [`ReadError`] inside the error once it goes
/// beyond a limit; [`refusal`] takes it out again.
pub struct PackagePart<'p> {
    unpacked: Box<dyn Read + 'p>,
    name: String,
    packed: u64,
    declared: u64,
    own: u64,
    all: &'p mut u64,
}

/// Marks the beginning of an entry in a package's directory.
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";

impl<'a> Package<'a> {
    /// Opens a package: refuses too many entries, entries that share bytes or a name, headers
    /// that contradict the directory, methods other than Office's, passwords, and sizes that are
    /// beyond the limits by their own account.
    pub fn open(bytes: &'a [u8]) -> Result<Package<'a>, ReadError> {
        // The directory is read whole into memory, so its entries are counted before.
        let marks = bytes.windows(DIRECTORY_ENTRY.len()).filter(|window| *window == DIRECTORY_ENTRY);
        Limit::Entries.hold(marks.count())?;
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| from_zip("", error))?;
        Limit::Entries.hold(archive.len())?;
        archive.validate_header_consistency().map_err(|error| from_zip("", error))?;
        let mut names = BTreeSet::new();
        let mut sum = 0_u64;
        for index in 0..archive.len() {
            let entry = archive.by_index_data(index).map_err(|error| from_zip("", error))?;
            let name = entry.name().map_err(|error| from_zip("", error))?.into_owned();
            if entry.encrypted() {
                return Err(ReadError::Encrypted);
            }
            if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
                return Err(ReadError::broken(&name, entry.compression()));
            }
            sum = sum.saturating_add(entry.size());
            Limit::Inflated.hold_u64(sum)?;
            Limit::hold_ratio(entry.size(), entry.compressed_size())?;
            names.insert(name);
        }
        Ok(Package { archive, names, inflated: 0 })
    }

    /// The names of all entries in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Whether a part of this very name is there.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The part of this very name, to be read as it unpacks.
    pub fn part(&mut self, name: &str) -> Result<PackagePart<'_>, ReadError> {
        let unpacked = self.archive.by_name(name).map_err(|error| from_zip(name, error))?;
        let (packed, declared) = (unpacked.compressed_size(), unpacked.size());
        Ok(PackagePart {
            unpacked: Box::new(unpacked),
            name: name.to_owned(),
            packed,
            declared,
            own: 0,
            all: &mut self.inflated,
        })
    }

    /// A small part whole; `None` where it is not there.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        if !self.has(name) {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        self.part(name)?.read_to_end(&mut bytes).map_err(|error| refusal(name, &error))?;
        Ok(Some(bytes))
    }
}

impl PackagePart<'_> {
    /// Its name in the package.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Read for PackagePart<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.unpacked.read(buffer)?;
        // More than declared fails by itself; less would pass.
        if count == 0 && !buffer.is_empty() && self.own != self.declared {
            return Err(io::Error::other(ReadError::broken(&self.name, "smaller than its declared size")));
        }
        let more = u64::try_from(count).unwrap_or(u64::MAX);
        self.own = self.own.saturating_add(more);
        *self.all = self.all.saturating_add(more);
        Limit::Inflated.hold_u64(*self.all).map_err(io::Error::other)?;
        Limit::hold_ratio(self.own, self.packed).map_err(io::Error::other)?;
        Ok(count)
    }
}

/// What a failed read of a part means: the limit that it went beyond, else that it is damaged.
pub fn refusal(part: &str, error: &io::Error) -> ReadError {
    let own = error.get_ref().and_then(|inner| inner.downcast_ref::<ReadError>());
    own.cloned().unwrap_or_else(|| ReadError::broken(part, error))
}

fn from_zip(part: &str, error: ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Encrypted,
        ZipError::FileNotFound => ReadError::MissingPart { part: part.to_owned() },
        ZipError::Io(error) => refusal(part, &error),
        other => ReadError::broken(part, other),
    }
}
