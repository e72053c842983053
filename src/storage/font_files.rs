//! Font files on a computer: which there are and what their headers say. Reads the few bytes that
//! name a font, never the whole file, and understands none of it: names and permissions are for
//! the layout room to read.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::Disk;

/// Folders of fonts are searched to this depth.
const DEPTH: usize = 4;
/// No more files than this are read.
const FILES: usize = 8_000;
/// No more fonts than this are in one collection.
const COLLECTION: usize = 64;
/// The most bytes of a table that names a font.
const TABLE: usize = 256 * 1024;
/// The most bytes of a font file.
const LIMIT: u64 = 128 * 1024 * 1024;

/// What the header of a font says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontHead {
    /// The file.
    pub path: PathBuf,
    /// The font's number in the file: 0 but in a collection.
    pub index: u32,
    /// Its table `name`, as the file has it.
    pub name: Vec<u8>,
    /// Its table `OS/2`; empty where it has none.
    pub os2: Vec<u8>,
    /// Whether its outlines are TrueType's.
    pub is_truetype: bool,
}

/// The fonts in `folders` and the folders in these, in the order of their paths. What cannot be
/// read is passed over: a broken font is no reason not to print.
pub fn font_heads(disk: &dyn Disk, folders: &[PathBuf]) -> Vec<FontHead> {
    let mut files = Vec::new();
    folders.iter().for_each(|folder| collect(disk, folder, DEPTH, &mut files));
    files.truncate(FILES);
    files.iter().flat_map(|file| heads(disk, file).unwrap_or_default()).collect()
}

/// The whole of a font file.
///
/// # Errors
/// It is missing, too long, or cannot be read.
pub fn read_font(disk: &dyn Disk, path: &Path) -> Result<Vec<u8>, super::StoreError> {
    super::read(disk, path, LIMIT)
}

fn collect(disk: &dyn Disk, folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let is_font = |path: &PathBuf| {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        ["ttf", "ttc", "otf", "otc"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    };
    files.extend(disk.list(folder).unwrap_or_default().into_iter().filter(is_font));
    if depth > 0 {
        for inner in disk.folders(folder).unwrap_or_default() {
            collect(disk, &inner, depth - 1, files);
        }
    }
}

/// The fonts of one file: one, or those of a collection.
fn heads(disk: &dyn Disk, path: &Path) -> io::Result<Vec<FontHead>> {
    let start = disk.read_part(path, 0, 12 + 4 * COLLECTION)?;
    if !start.starts_with(b"ttcf") {
        return Ok(head(disk, path, 0, 0)?.into_iter().collect());
    }
    let count = number(&start, 8, 4).and_then(|count| usize::try_from(count).ok()).unwrap_or(0).min(COLLECTION);
    let mut heads = Vec::new();
    for index in 0..count {
        let Some(offset) = number(&start, 12 + 4 * index, 4) else { break };
        heads.extend(head(disk, path, u32::try_from(index).unwrap_or(0), offset)?);
    }
    Ok(heads)
}

/// The font whose directory of tables begins at `offset`; `None` where there is no such thing.
fn head(disk: &dyn Disk, path: &Path, index: u32, offset: u64) -> io::Result<Option<FontHead>> {
    let directory = disk.read_part(path, offset, 12 + 16 * 64)?;
    let is_font = [&[0, 1, 0, 0], b"true", b"OTTO"].iter().any(|kind| directory.starts_with(*kind));
    let tables = number(&directory, 4, 2).and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
    if !is_font || tables == 0 {
        return Ok(None);
    }
    let find = |tag: &[u8]| {
        let record = (0..tables).map(|at| 12 + 16 * at).find(|at| directory.get(*at..at + 4) == Some(tag))?;
        Some((number(&directory, record + 8, 4)?, number(&directory, record + 12, 4)?))
    };
    let read = |tag: &[u8]| -> io::Result<Vec<u8>> {
        let Some((offset, length)) = find(tag) else { return Ok(Vec::new()) };
        disk.read_part(path, offset, usize::try_from(length).unwrap_or(TABLE).min(TABLE))
    };
    let (name, os2) = (read(b"name")?, read(b"OS/2")?);
    let head = FontHead { path: path.to_owned(), index, name, os2, is_truetype: find(b"glyf").is_some() };
    Ok((!head.name.is_empty()).then_some(head))
}

/// The number of `length` bytes at `at`, the highest byte first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    Some(bytes.get(at..at + length)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
