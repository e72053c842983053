//! Zip packages, as Word and Excel write them, under limits (ISO/IEC 29500-2). A part's name is
//! only compared with other names and never becomes a path; parts are decompressed one by one as
//! they are read, and nothing is written to a disk.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read, Seek};

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::base64;
use crate::limits::{Limit, ReadError};

/// An open package.
pub struct Package<'a> {
    source: PackageSource<'a>,
    names: BTreeSet<String>,
    /// What names mean that are no UTF-8.
    meant: BTreeMap<String, String>,
    /// Bytes that were unpacked so far, all parts together.
    inflated: u64,
}

/// What can be read from any place.
trait ReadFromAnywhere: Read + Seek {}

impl<T: Read + Seek> ReadFromAnywhere for T {}

/// Where the parts of a package come from.
enum PackageSource<'a> {
    /// A zip archive that came in.
    Archive(ZipArchive<Box<dyn ReadFromAnywhere + 'a>>),
    /// Parts in memory, by name.
    Parts(BTreeMap<String, PartBytes<'a>>),
}

/// A part in memory.
pub(super) enum PartBytes<'a> {
    /// Its bytes.
    Own(Vec<u8>),
    /// Its bytes in Base64, decoded when they are asked for: all pictures of a document together are large.
    Base64(&'a [u8]),
}

/// A part while it is decompressed. Beyond a limit, reading fails with a [`ReadError`] as the
/// source of the error; [`refusal`] takes it out again.
pub struct PackagePart<'p> {
    unpacked: Box<dyn Read + 'p>,
    name: String,
    packed: u64,
    declared: u64,
    own: u64,
    all: &'p mut u64,
}

/// The signature of an entry in the central directory of a zip archive.
const DIRECTORY_ENTRY: &[u8; 4] = b"PK\x01\x02";
/// So many bytes of a source are read at once.
const PIECE: usize = 1 << 18;

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    ///
    /// The archive is damaged, encrypted or exceeds a limit.
    pub fn open(bytes: &'a [u8]) -> Result<Package<'a>, ReadError> {
        // The central directory is read into memory as a whole, so its entries are counted first.
        Limit::Entries.check(entry_marks(bytes))?;
        Package::of_archive(Box::new(Cursor::new(bytes)))
    }

    /// Opens a package that is too large to be in memory as a whole.
    ///
    /// # Errors
    ///
    /// As [`Package::open`], and where the source cannot be read.
    pub fn open_source(mut source: impl Read + Seek + 'a) -> Result<Package<'a>, ReadError> {
        let mut scan = || {
            let (mut piece, mut kept, mut marks) = (vec![0; PIECE], 0, 0_usize);
            source.rewind()?;
            loop {
                let count = source.read(piece.get_mut(kept..).unwrap_or_default())?;
                let read = piece.get(..kept + count).unwrap_or_default();
                marks = marks.saturating_add(entry_marks(read));
                if count == 0 || marks > Limit::Entries.most() {
                    return Ok(marks);
                }
                // A mark may begin in one piece and end in the next.
                let rest = read.len().min(DIRECTORY_ENTRY.len() - 1);
                let from = read.len() - rest;
                kept = rest;
                piece.copy_within(from..from + rest, 0);
            }
        };
        let marks = scan().map_err(|error: io::Error| refusal("", &error))?;
        Limit::Entries.check(marks)?;
        Package::of_archive(Box::new(source))
    }

    fn of_archive(source: Box<dyn ReadFromAnywhere + 'a>) -> Result<Package<'a>, ReadError> {
        let mut archive = ZipArchive::new(source).map_err(|error| from_zip("", error))?;
        Limit::Entries.check(archive.len())?;
        archive.validate_header_consistency().map_err(|error| from_zip("", error))?;
        let (mut names, mut meant) = (BTreeSet::new(), BTreeMap::new());
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
            Limit::Inflated.check_u64(sum)?;
            Limit::check_ratio(entry.size(), entry.compressed_size(), Limit::PART_RATIO_FROM)?;
            if std::str::from_utf8(entry.name_raw()).is_err() {
                // Programs of Chinese Windows write their own encoding, and do not say so.
                let (own, _) = encoding_rs::GB18030.decode_without_bom_handling(entry.name_raw());
                meant.insert(name.clone(), own.into_owned());
            }
            names.insert(name);
        }
        Ok(Package { source: PackageSource::Archive(archive), names, meant, inflated: 0 })
    }

    /// A package of parts in memory: those that a writer of this program makes, or of a flat package.
    /// Nothing is compressed, so only the sum of the sizes is limited.
    pub fn of_parts<N: Into<String>>(parts: impl IntoIterator<Item = (N, Vec<u8>)>) -> Package<'static> {
        Package::of_part_bytes(parts.into_iter().map(|(name, bytes)| (name.into(), PartBytes::Own(bytes))))
    }

    /// The same of parts that may be encoded.
    pub(super) fn of_part_bytes(parts: impl IntoIterator<Item = (String, PartBytes<'a>)>) -> Package<'a> {
        let parts: BTreeMap<String, PartBytes<'a>> = parts.into_iter().collect();
        let names = parts.keys().cloned().collect();
        Package { source: PackageSource::Parts(parts), names, meant: BTreeMap::new(), inflated: 0 }
    }

    /// The names of all entries in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The files in an archive that is no document, in order: the name of each part, and the name that was meant.
    pub fn files(&self) -> Vec<(String, String)> {
        let files = self.names().filter(|name| !name.ends_with('/'));
        files.map(|name| (name.to_owned(), self.meant.get(name).map_or(name, String::as_str).to_owned())).collect()
    }

    /// Whether there is a part of exactly this name.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The part of exactly this name, to be decompressed as it is read.
    ///
    /// # Errors
    ///
    /// The archive is damaged, encrypted or exceeds a limit.
    pub fn part(&mut self, name: &str) -> Result<PackagePart<'_>, ReadError> {
        let (unpacked, packed, declared): (Box<dyn Read + '_>, u64, u64) = match &mut self.source {
            PackageSource::Archive(archive) => {
                let entry = archive.by_name(name).map_err(|error| from_zip(name, error))?;
                let (packed, declared) = (entry.compressed_size(), entry.size());
                (Box::new(entry), packed, declared)
            }
            PackageSource::Parts(parts) => {
                let Some(bytes) = parts.get(name) else { return Err(from_zip(name, ZipError::FileNotFound)) };
                let bytes: Cow<'_, [u8]> = match bytes {
                    PartBytes::Own(bytes) => bytes.into(),
                    PartBytes::Base64(text) => base64::decoded(text).into(),
                };
                let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                (Box::new(Cursor::new(bytes)), size, size)
            }
        };
        Ok(PackagePart { unpacked, name: name.to_owned(), packed, declared, own: 0, all: &mut self.inflated })
    }
}

impl PackagePart<'_> {
    /// Its name in the package.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All its bytes, of which there may be `most`; one more than those of a longer part.
    ///
    /// # Errors
    ///
    /// The part is damaged, or the package exceeds a limit.
    pub fn bytes(self, most: usize) -> Result<Vec<u8>, ReadError> {
        let most = most.saturating_add(1);
        let mut bytes = Vec::with_capacity(usize::try_from(self.declared).unwrap_or(usize::MAX).min(most));
        let name = self.name.clone();
        let mut part = self.take(u64::try_from(most).unwrap_or(u64::MAX));
        part.read_to_end(&mut bytes).map_err(|error| refusal(&name, &error))?;
        Ok(bytes)
    }
}

impl Read for PackagePart<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.unpacked.read(buffer)?;
        // The zip library fails on more bytes than declared, but not on fewer.
        if count == 0 && !buffer.is_empty() && self.own != self.declared {
            return Err(io::Error::other(ReadError::broken(&self.name, "smaller than its declared size")));
        }
        let more = u64::try_from(count).unwrap_or(u64::MAX);
        self.own = self.own.saturating_add(more);
        *self.all = self.all.saturating_add(more);
        Limit::Inflated.check_u64(*self.all).map_err(io::Error::other)?;
        Limit::check_ratio(self.own, self.packed, Limit::PART_RATIO_FROM).map_err(io::Error::other)?;
        Ok(count)
    }
}

/// How often an entry of a central directory may begin in `bytes`.
fn entry_marks(bytes: &[u8]) -> usize {
    bytes.array_windows().filter(|window| *window == DIRECTORY_ENTRY).count()
}

/// The reason for which reading a part failed: the limit that it exceeds, else that it is damaged.
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
