//! Former versions of drafts: the ten newest, and of each of the last seven days the last. They
//! are in a folder of their own, never beside the draft. Has no clock.

use std::path::{Path, PathBuf};

use super::atomic_save::write_private_file;
use super::disk::Disk;
use super::file_read::read;
use super::store_error::system;
use super::{FileFingerprint, FileTime, LIMIT, StoreError};

/// How many of the newest versions are kept.
const NEWEST: usize = 10;

/// For how many days the last version of each is kept.
const DAYS: u64 = 7;

/// A former version of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupVersion {
    /// Its file, a draft like any other.
    pub path: PathBuf,
    /// When it was put there: when the draft was saved over it.
    pub taken: FileTime,
}

/// Copies what is at `draft` into `folder` as a former version, and removes versions beyond those
/// that are kept. Nothing happens where there is no draft yet, or where its newest version is the
/// same.
///
/// # Errors
/// The draft cannot be read, or the version cannot be written or a surplus one removed.
pub fn back_up(disk: &dyn Disk, folder: &Path, draft: &Path, now: FileTime) -> Result<(), StoreError> {
    if disk.kind(draft).map_err(|error| system(draft, &error))?.is_none() {
        return Ok(());
    }
    back_up_bytes(disk, folder, draft, &read(disk, draft, LIMIT)?, now)
}

/// Writes `bytes`, a draft, into `folder` as a former version of `draft`, in the same way.
///
/// # Errors
/// The version cannot be written or a surplus one removed.
pub fn back_up_bytes(
    disk: &dyn Disk,
    folder: &Path,
    draft: &Path,
    bytes: &[u8],
    now: FileTime,
) -> Result<(), StoreError> {
    disk.create_private_folder(folder).map_err(|error| system(folder, &error))?;
    let mut kept = backups(disk, folder, draft)?;
    if let Some(newest) = kept.first()
        && read(disk, &newest.path, LIMIT).is_ok_and(|former| former == bytes)
    {
        return Ok(());
    }
    // Two in one second: the later one counts on, so that the order stays.
    let taken = kept.first().map_or(now, |newest| now.max(FileTime(newest.taken.0.saturating_add(1))));
    let path = folder.join(format!("{}{:012}.nianbao", prefix(disk, draft), taken.0));
    write_private_file(disk, &path, bytes)?;
    kept.insert(0, BackupVersion { path, taken });
    for surplus in surplus(&kept, now) {
        disk.remove(&surplus.path).map_err(|error| system(&surplus.path, &error))?;
    }
    Ok(())
}

/// The former versions of `draft` in `folder`, the newest first.
///
/// # Errors
/// The folder cannot be listed.
pub fn backups(disk: &dyn Disk, folder: &Path, draft: &Path) -> Result<Vec<BackupVersion>, StoreError> {
    let prefix = prefix(disk, draft);
    let files = disk.list(folder).map_err(|error| system(folder, &error))?;
    let mut found: Vec<BackupVersion> = files
        .into_iter()
        .filter_map(|path| {
            let seconds = path.file_name()?.to_str()?.strip_prefix(&prefix)?.strip_suffix(".nianbao")?;
            let taken = FileTime(seconds.parse().ok()?);
            Some(BackupVersion { path, taken })
        })
        .collect();
    found.sort_by_key(|backup| std::cmp::Reverse(backup.taken));
    Ok(found)
}

/// Which of `kept`, newest first, need not be kept any more.
fn surplus(kept: &[BackupVersion], now: FileTime) -> Vec<&BackupVersion> {
    let day = |backup: &BackupVersion| backup.taken.0 / FileTime::DAY;
    let mut last_day = None;
    let old = |backup: &&BackupVersion| {
        let last_of_its_day = last_day.replace(day(backup)) != Some(day(backup));
        let recent = backup.taken.0.saturating_add(DAYS * FileTime::DAY) >= now.0;
        !(last_of_its_day && recent)
    };
    let mut surplus: Vec<&BackupVersion> = kept.iter().filter(old).collect();
    surplus.retain(|backup| kept.iter().skip(NEWEST).any(|later| later == *backup));
    surplus
}

/// What the names of a draft's versions begin with: its own name, and the hash of its path.
fn prefix(disk: &dyn Disk, draft: &Path) -> String {
    let target = disk.resolve(draft).unwrap_or_else(|_| draft.to_owned());
    let stem: String = target.file_stem().unwrap_or_default().to_string_lossy().chars().take(40).collect();
    format!("{stem}-{}-", FileFingerprint::of(target.to_string_lossy().as_bytes()))
}
