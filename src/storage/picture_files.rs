//! The pictures of recovery files and former versions, in files of their own beside them: what is written every few
//! seconds, or kept fifty times, has the words alone, and each picture is there once. A picture's file is known by the
//! SHA-256 in its name and believed only where that is what it holds. Knows the disk only through [`Disk`].

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::StoreError;
use super::atomic_save::write_private_file;
use super::disk::Disk;
use super::file_read::read;
use super::side_files::{PARTIAL, is_any_partial_file};
use super::store_error::system;
use crate::limits::Limit;
use crate::raster::{HeldPicture, PictureId};
use crate::report::Report;

/// What the names of picture files end with.
const EXTENSION: &str = ".picture";

/// How many digits name a picture.
const DIGITS: usize = 64;

/// Writes pictures into `folder`, where they are not there already; their names begin with `prefix`.
///
/// # Errors
/// One of them cannot be written.
pub(super) fn write_pictures<'a>(
    disk: &dyn Disk,
    folder: &Path,
    prefix: &str,
    pictures: impl IntoIterator<Item = &'a HeldPicture>,
) -> Result<(), StoreError> {
    for picture in pictures {
        let file = folder.join(format!("{prefix}{}{EXTENSION}", picture.id()));
        if disk.kind(&file).map_err(|error| system(&file, &error))?.is_none() {
            write_private_file(disk, &file, picture.bytes())?;
        }
    }
    Ok(())
}

/// Adds to `report` the pictures that it shows and does not have, where they lie beside the file `path` that it was
/// read from. One that cannot be found or read is shown as missing.
pub(super) fn add_missing(disk: &dyn Disk, path: &Path, report: &mut Report) {
    let missing = report.kept_pictures().into_iter().filter(|id| report.pictures.get(*id).is_none());
    let missing: BTreeSet<PictureId> = missing.collect();
    let Some(folder) = path.parent().filter(|_| !missing.is_empty()) else { return };
    let limit = u64::try_from(Limit::Picture.most()).unwrap_or(u64::MAX);
    for file in disk.list(folder).unwrap_or_default() {
        let Some(id) = id_of(&file).filter(|id| missing.contains(id)) else { continue };
        let picture = read(disk, &file, limit).ok().and_then(|bytes| HeldPicture::take_in(&bytes).ok());
        if let Some(picture) = picture.filter(|picture| picture.id() == id) {
            report.pictures.add(picture);
        }
    }
}

/// The picture files in `folder` whose names are `prefix` and a picture, each with what it is named. One that begins
/// alike, as those of `ID-last` do, is of another file.
pub(super) fn pictures_named(disk: &dyn Disk, folder: &Path, prefix: &str) -> Vec<(PathBuf, PictureId)> {
    let files = disk.list(folder).unwrap_or_default();
    let own = files.into_iter().filter(|file| {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.strip_prefix(prefix).is_some_and(|rest| rest.len() == DIGITS + EXTENSION.len())
    });
    own.filter_map(|file| id_of(&file).map(|id| (file, id))).collect()
}

/// Of a picture in a folder of recovery files, or of one that was not written to its end: the recovery file that it
/// lies beside, and the picture.
pub fn recovery_file_of(file: &Path) -> Option<(PathBuf, PictureId)> {
    let name = file.file_name()?.to_str()?;
    let whole = match is_any_partial_file(file) {
        true => name.strip_prefix('.')?.rsplit_once(PARTIAL)?.0,
        false => name,
    };
    let id = id_of(Path::new(whole))?;
    let session = whole.get(..whole.len().checked_sub(DIGITS + EXTENSION.len())?)?.strip_suffix('-')?;
    Some((file.with_file_name(format!("{session}.recovery")), id))
}

/// The picture that a file is named after.
fn id_of(file: &Path) -> Option<PictureId> {
    let name = file.file_name()?.to_str()?.strip_suffix(EXTENSION)?;
    PictureId::parse(name.get(name.len().checked_sub(DIGITS)?..)?)
}
