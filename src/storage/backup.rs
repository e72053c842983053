//! Former versions of drafts, in a folder of their own, never beside the draft. What was there before each
//! save is put there; versions thin out with age. Has no clock.
//!
//! # Which versions are kept
//!
//! - the ten newest;
//! - of the day of the newest one, the first of each hour;
//! - of each of the 31 last days on which there was a save, the first. It has what the day before ended
//!   with;
//! - of these, as many as [`Limit::VERSIONS`] bytes hold, the oldest ones given up first. The newest one
//!   and the first of its day always stay.
//!
//! A version has the words of a draft; its pictures lie beside it, each once for all versions, and count once.
//!
//! Days and hours follow one another in the order in which the versions were taken, whatever their clock
//! said: a clock that was set back or forward begins another day and makes no version older.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::atomic_save::write_private_file;
use super::disk::Disk;
use super::draft_file::{self, SerializedDraft};
use super::file_read::read;
use super::picture_files::{pictures_named, write_pictures};
use super::store_error::system;
use super::{FileFingerprint, FileTime, LIMIT, StoreError};
use crate::limits::Limit;
use crate::raster::{HeldPicture, PictureId};

/// How many of the newest versions are kept.
const NEWEST: usize = 10;

/// Of how many days the first version is kept.
const DAYS: usize = 31;

/// The seconds of an hour.
const HOUR: u64 = 60 * 60;

/// How far the clock of China is ahead of [`FileTime`], in seconds: there a day begins at 16:00 UTC.
const AHEAD: u64 = 8 * HOUR;

/// A former version of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupVersion {
    /// Its file, a draft like any other.
    pub path: PathBuf,
    /// When it was put there, by the clock of that time: when the draft was saved over it.
    pub taken: FileTime,
    /// Greater than that of every version before. It is `taken` where the clock did not go back.
    order: u64,
}

/// Copies what is at `draft` into `folder` as a former version, and removes versions beyond those
/// that are kept. Nothing happens where there is no draft yet, or where its newest version is the
/// same.
///
/// # Errors
/// The draft cannot be read, or the version cannot be written.
pub fn back_up(disk: &dyn Disk, folder: &Path, draft: &Path, now: FileTime) -> Result<(), StoreError> {
    if disk.kind(draft).map_err(|error| system(draft, &error))?.is_none() {
        return Ok(());
    }
    back_up_bytes(disk, folder, draft, &read(disk, draft, LIMIT)?, now)
}

/// Writes `bytes`, a draft, into `folder` as a former version of `draft`, in the same way.
///
/// # Errors
/// The version cannot be written.
pub fn back_up_bytes(
    disk: &dyn Disk,
    folder: &Path,
    draft: &Path,
    bytes: &[u8],
    now: FileTime,
) -> Result<(), StoreError> {
    disk.create_private_folder(folder).map_err(|error| system(folder, &error))?;
    let (words, pictures) = parted(bytes);
    let bytes = words.as_deref().unwrap_or(bytes);
    let mut kept = backups(disk, folder, draft)?;
    if let Some(newest) = kept.first()
        && read(disk, &newest.path, LIMIT).is_ok_and(|former| former == bytes)
    {
        return Ok(());
    }
    // Two in one second, or a clock that was set back: the order counts on.
    let order = kept.first().map_or(now.0, |newest| now.0.max(newest.order.saturating_add(1)));
    let prefix = prefix(disk, draft);
    write_pictures(disk, folder, &prefix, &pictures)?;
    let path = folder.join(format!("{prefix}{}", name_end(order, now)));
    write_private_file(disk, &path, bytes)?;
    kept.insert(0, BackupVersion { path, taken: now, order });
    let pictures = pictures_named(disk, folder, &prefix);
    let lengths = lengths(disk, &kept, &pictures);
    let length = |version: &BackupVersion| lengths.get(&version.path).copied().unwrap_or(0);
    let surplus: Vec<PathBuf> =
        surplus(&kept, Limit::VERSIONS, length).into_iter().map(|version| version.path.clone()).collect();
    for path in &surplus {
        // One that cannot be removed does no harm, and is tried again with the next save.
        let _ = disk.remove(path);
    }
    if !(surplus.is_empty() || pictures.is_empty()) {
        kept.retain(|version| !surplus.contains(&version.path));
        let mut unused = pictures;
        for version in &kept {
            unused.retain(|(_, id)| !names(disk, version, *id));
        }
        unused.iter().for_each(|(picture, _)| drop(disk.remove(picture)));
    }
    Ok(())
}

/// The words of a draft without its pictures, and these; nothing where it has none, or is no draft that is understood
/// whole.
fn parted(bytes: &[u8]) -> (Option<Vec<u8>>, Vec<HeldPicture>) {
    const FIELD: &[u8] = b"\"pictures\"";
    let may_have = bytes.windows(FIELD.len()).any(|window| window == FIELD);
    let report = if may_have { draft_file::parse(bytes).ok() } else { None };
    let serialized = report.filter(|report| !report.pictures.has_unread());
    match serialized.and_then(|report| SerializedDraft::new(&report).ok()) {
        // Another program wrote it in another way: it is kept as it is.
        Some(draft) if draft.bytes() == bytes && !draft.pictures().is_empty() => {
            (Some(draft.words()), draft.pictures().to_vec())
        }
        _ => (None, Vec::new()),
    }
}

/// Whether a version shows a picture.
fn names(disk: &dyn Disk, version: &BackupVersion, id: PictureId) -> bool {
    let name = id.to_string();
    // One that cannot be read may show any.
    read(disk, &version.path, LIMIT)
        .map_or(true, |bytes| bytes.windows(name.len()).any(|window| window == name.as_bytes()))
}

/// What each version takes of the disk: its words, and the pictures that no newer one shows.
fn lengths(disk: &dyn Disk, kept: &[BackupVersion], pictures: &[(PathBuf, PictureId)]) -> BTreeMap<PathBuf, u64> {
    let mut left: Vec<&(PathBuf, PictureId)> = pictures.iter().collect();
    let mut lengths = BTreeMap::new();
    for version in kept {
        let mut length = disk.length(&version.path).unwrap_or(0);
        left.retain(|(picture, id)| {
            let is_shown = names(disk, version, *id);
            length = length.saturating_add(if is_shown { disk.length(picture).unwrap_or(0) } else { 0 });
            !is_shown
        });
        lengths.insert(version.path.clone(), length);
    }
    lengths
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
            let (order, taken) = order_and_time(path.file_name()?.to_str()?.strip_prefix(&prefix)?)?;
            Some(BackupVersion { path, taken, order })
        })
        .collect();
    found.sort_by_key(|backup| std::cmp::Reverse(backup.order));
    Ok(found)
}

/// The end of a version's name: its order, and its time where that is another. Earlier programs wrote one
/// number, which was both.
fn name_end(order: u64, taken: FileTime) -> String {
    if order == taken.0 { format!("{order:012}.nianbao") } else { format!("{order:012}-{:012}.nianbao", taken.0) }
}

/// What the end of a version's name says.
fn order_and_time(end: &str) -> Option<(u64, FileTime)> {
    let numbers = end.strip_suffix(".nianbao")?;
    let (order, taken) = numbers.split_once('-').unwrap_or((numbers, numbers));
    Some((order.parse().ok()?, FileTime(taken.parse().ok()?)))
}

/// Which of `kept`, newest first, need not be kept any more.
fn surplus(kept: &[BackupVersion], limit: u64, length: impl Fn(&BackupVersion) -> u64) -> Vec<&BackupVersion> {
    let hour = |version: &BackupVersion| version.taken.0.saturating_add(AHEAD) / HOUR;
    let day = |version: &BackupVersion| hour(version) / 24;
    let is_first = |at: usize, of: &dyn Fn(&BackupVersion) -> u64| {
        let (version, before) = (kept.get(at), kept.get(at + 1));
        before.is_none_or(|before| version.is_some_and(|version| of(before) != of(version)))
    };
    let first_today = (0..kept.len()).find(|at| is_first(*at, &day)).unwrap_or(0);
    let always = |at: usize| at == 0 || at == first_today;
    let of_always = kept.iter().enumerate().filter(|(at, _)| always(*at)).map(|(_, version)| length(version));
    let mut bytes = of_always.fold(0, u64::saturating_add);
    let mut days = 0;
    let mut surplus = Vec::new();
    for (at, version) in kept.iter().enumerate() {
        let first_of_day = is_first(at, &day);
        let wanted = at < NEWEST || (at <= first_today && is_first(at, &hour)) || (days < DAYS && first_of_day);
        days += usize::from(first_of_day);
        if always(at) {
            continue;
        }
        let whole = if wanted { bytes.saturating_add(length(version)) } else { 0 };
        if wanted && whole <= limit {
            bytes = whole;
        } else {
            surplus.push(version);
        }
    }
    surplus
}

/// What the names of a draft's versions begin with: its own name, and the hash of its path.
pub(super) fn prefix(disk: &dyn Disk, draft: &Path) -> String {
    let target = disk.resolve(draft).unwrap_or_else(|_| draft.to_owned());
    let stem: String = target.file_stem().unwrap_or_default().to_string_lossy().chars().take(40).collect();
    format!("{stem}-{}-", FileFingerprint::of(target.as_os_str().as_encoded_bytes()))
}
