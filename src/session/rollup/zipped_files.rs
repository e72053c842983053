//! Reports in zip archives, as units send them: the web page of a package that was handed in, or each file that
//! somebody has packed. Nothing is unpacked onto a disk. Must not know what is in a file.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::export::rollup_workbook;
use crate::ooxml::package::Package;
use crate::session::hand_in;
use crate::session::import::{self, ImportOpenError};
use crate::storage::{self, Disk, PathKind};

/// A file in an archive: its name there, and its bytes.
pub(super) type ZippedFile = (String, Vec<u8>);

/// What a part has that makes an archive a document of its own.
const DOCUMENTS: [&str; 2] = ["[Content_Types].xml", "mimetype"];

/// The files in the archive at `path`; `None` for any other file, and for an archive that cannot be read. The page of
/// a package has no name of its own.
///
/// # Errors
/// The file cannot be read.
pub(super) fn files(disk: &dyn Disk, path: &Path) -> Result<Option<Vec<ZippedFile>>, ImportOpenError> {
    if !is_zip(path) {
        return Ok(None);
    }
    let bytes = storage::read(disk, path, u64::try_from(import::LIMIT).unwrap_or(u64::MAX))?;
    if let Some(page) = hand_in::page_in_archive(&bytes) {
        return Ok(Some(vec![(String::new(), page)]));
    }
    let Ok(mut package) = Package::open(&bytes) else { return Ok(None) };
    if DOCUMENTS.iter().any(|part| package.has(part)) {
        return Ok(None);
    }
    let mut files = Vec::new();
    for (part, name) in package.files() {
        let mut own = Vec::new();
        // One that cannot be unpacked is named, as an empty file is.
        let read = package.part(&part).map(|mut part| part.read_to_end(&mut own));
        if !matches!(read, Ok(Ok(_))) {
            own.clear();
        }
        files.push((name, own));
    }
    Ok(Some(files))
}

/// The bytes of the report at `path`, which may lead into an archive; `None` where it does not.
///
/// # Errors
/// The archive cannot be read.
pub fn zipped(disk: &dyn Disk, path: &Path) -> Result<Option<Vec<u8>>, ImportOpenError> {
    let is_file = |path: &Path| matches!(storage::kind(disk, path), Ok(Some(PathKind::File | PathKind::ReadOnlyFile)));
    let Some(archive) = path.ancestors().find(|above| is_zip(above) && is_file(above)) else { return Ok(None) };
    let within = path.strip_prefix(archive).unwrap_or(Path::new(""));
    let name = within.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    let found = files(disk, archive)?.into_iter().flatten().find(|(file, _)| *file == name);
    Ok(found.map(|(_, bytes)| bytes))
}

/// Whether the file at `path` is the workbook of a sum: such a one lies in the folder of a former run, and is no
/// report of a unit.
pub fn is_sum_workbook(disk: &dyn Disk, path: &Path) -> bool {
    if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx")) {
        return false;
    }
    let bytes = storage::read(disk, path, u64::try_from(import::LIMIT).unwrap_or(u64::MAX)).unwrap_or_default();
    let Ok(mut package) = Package::open(&bytes) else { return false };
    let mut properties = String::new();
    let read = package.part("docProps/core.xml").map(|mut part| part.read_to_string(&mut properties));
    matches!(read, Ok(Ok(_))) && properties.contains(rollup_workbook::MARK)
}

/// The file on the disk that a report of a folder is in, by the report's name there.
pub fn file_on_disk(folder: &Path, name: &str) -> PathBuf {
    let lower = name.to_ascii_lowercase();
    let archive = lower.find(".zip/").and_then(|at| name.get(..at + 4));
    folder.join(archive.unwrap_or(name))
}

fn is_zip(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}
