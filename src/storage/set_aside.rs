//! Keeps a file that cannot be understood under another name, so that it can be replaced. Knows no content.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, FileAccess};
use super::draft_file::LIMIT;
use super::file_read::read;
use super::store_error::{at, system};
use super::{StoreCause, StoreError};

/// So many files are kept aside at most; then the newest one stays where it is.
const MOST: usize = 1_000;

/// Moves the file at `path` to a name beside it that nobody has, `NAME.bad` or `NAME.bad2` and so on, and
/// gives that name. What was kept aside earlier stays.
///
/// # Errors
/// It cannot be kept aside, and is where it was.
pub fn set_aside(disk: &dyn Disk, path: &Path) -> Result<PathBuf, StoreError> {
    // A new file is created where that is possible: only then nothing that appears meanwhile is replaced.
    let bytes = read(disk, path, LIMIT).ok();
    for number in 1..=MOST {
        let aside = name(path, number);
        if disk.kind(&aside).map_err(|error| system(&aside, &error))?.is_some() {
            continue;
        }
        let Some(bytes) = &bytes else {
            return disk.rename(path, &aside).map(|()| aside).map_err(|error| system(path, &error));
        };
        match disk.create(&aside, bytes, FileAccess::Private) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            Err(error) => {
                // Half a file may be there; the first error is the one to report.
                let _ = disk.remove(&aside);
                return Err(system(&aside, &error));
            }
        }
        return disk.remove(path).map(|()| aside).map_err(|error| system(path, &error));
    }
    Err(at(path, StoreCause::Exists))
}

fn name(path: &Path, number: usize) -> PathBuf {
    let mut name = OsString::from(path.file_name().unwrap_or_default());
    name.push(if number == 1 { ".bad".to_owned() } else { format!(".bad{number}") });
    path.with_file_name(name)
}
