//! Reports in zip archives, as units send them: the web page of a package that was handed in, or each file that
//! somebody has packed. Nothing is unpacked onto a disk. Must not know what is in a file.

use std::path::{Path, PathBuf};

use crate::session::hand_in::{self, PackageError};
use crate::session::import::{self, ImportOpenError};
use crate::storage::{self, Disk, PathKind};

/// What a part has that makes an archive a document of its own.
const DOCUMENTS: [&str; 2] = ["[Content_Types].xml", "mimetype"];

/// Shows `see` the files in the archive at `path` one after the other, with their names and bytes, as far as they are
/// wanted: only one of them is in memory at a time. `None` for any other file, for an archive that cannot be read, and
/// where none is wanted. The page of a package has no name of its own, and is always wanted.
///
/// # Errors
/// The file cannot be read.
pub(super) fn each<T>(
    disk: &dyn Disk,
    path: &Path,
    is_wanted: impl Fn(&str) -> bool,
    mut see: impl FnMut(String, &[u8]) -> T,
) -> Result<Option<Vec<T>>, ImportOpenError> {
    if !is_zip(path) {
        return Ok(None);
    }
    let open = || match hand_in::archive(disk, path) {
        Ok(package) => Ok(Some(package)),
        Err(PackageError::Store(error)) => Err(error),
        // What it is instead, its importer says.
        Err(_) => Ok(None),
    };
    let Some(mut package) = open()? else { return Ok(None) };
    if package.has(hand_in::MANIFEST) {
        if let Some(page) = hand_in::page_in_archive(&mut package) {
            return Ok(Some(vec![see(String::new(), &page)]));
        }
        // What was unpacked to compare it counts no more.
        let Some(anew) = open()? else { return Ok(None) };
        package = anew;
    }
    if DOCUMENTS.iter().any(|part| package.has(part)) {
        return Ok(None);
    }
    let wanted: Vec<_> = package.files().into_iter().filter(|(_, name)| is_wanted(name)).collect();
    let mut seen = Vec::new();
    for (part, name) in wanted {
        // One that cannot be unpacked is named, as an empty file is.
        let own = package.part(&part).and_then(|part| part.bytes(import::LIMIT)).unwrap_or_default();
        seen.push(see(name, &own));
    }
    Ok(Some(seen).filter(|seen| !seen.is_empty()))
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
    let own = |file: String, bytes: &[u8]| (file == name).then(|| bytes.to_owned());
    Ok(each(disk, archive, |file| file == name, own)?.into_iter().flatten().flatten().next())
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
