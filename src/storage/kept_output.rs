//! Keeps what somebody may have written into an output that is about to be replaced, in the folder of former versions,
//! under its own ending so that its own program opens it; and remembers which outputs are as this program wrote them.
//! Must not know what an output is. Has no clock.

use std::path::{Path, PathBuf};

use super::atomic_save::write_private_file;
use super::backup::prefix;
use super::disk::Disk;
use super::file_read::read;
use super::store_error::system;
use super::{FileFingerprint, FileTime, LIMIT, StoreError};
use crate::content_hash::hash_64;
use crate::limits::Limit;

/// So many contents of one output are kept.
const NEWEST: usize = 10;
/// Of so many outputs it is remembered how they were written; the eldest are forgotten first.
const REMEMBERED: usize = 2_000;
/// More bytes are in no memory.
const MEMORY_BYTES: u64 = 256 << 10;
/// The memory, in the folder of former versions: in each line numbers that stand for a path and for a content. Neither
/// can be read from them.
const MEMORY: &str = "outputs.written";
/// What stands for an ending that is none, or that is a draft's: a former version of a draft is something else.
const OTHER_ENDING: &str = "kept";
/// Longer endings are none.
const ENDING: usize = 12;

/// Keeps `bytes`, which are at `path`, in `folder`, and gives the place. What is kept of it already is not kept twice; the
/// eldest contents are given up where there are too many.
///
/// # Errors
/// They cannot be written.
pub fn keep_output(
    disk: &dyn Disk,
    folder: &Path,
    path: &Path,
    bytes: &[u8],
    now: FileTime,
) -> Result<PathBuf, StoreError> {
    disk.create_private_folder(folder).map_err(|error| system(folder, &error))?;
    let (prefix, ending) = (prefix(disk, path), ending(path));
    let mut kept = kept(disk, folder, &prefix, &ending)?;
    if let Some((_, newest)) = kept.first()
        && read(disk, newest, LIMIT).is_ok_and(|former| former == bytes)
    {
        return Ok(newest.clone());
    }
    let order = kept.first().map_or(now.0, |(newest, _)| now.0.max(newest.saturating_add(1)));
    let place = folder.join(format!("{prefix}{order:012}.{ending}"));
    write_private_file(disk, &place, bytes)?;
    kept.insert(0, (order, place.clone()));
    let mut room = Limit::VERSIONS;
    for (at, (_, file)) in kept.iter().enumerate() {
        room = room.saturating_sub(disk.length(file).unwrap_or(0));
        // The newest one always stays. One that cannot be removed does no harm.
        if at > 0 && (at >= NEWEST || room == 0) {
            let _ = disk.remove(file);
        }
    }
    Ok(place)
}

/// Whether `bytes`, which are at `path`, are what this program wrote there last, as far as `folder` says.
pub fn is_remembered(disk: &dyn Disk, folder: &Path, path: &Path, bytes: &[u8]) -> bool {
    let line = line(disk, path, bytes);
    memory(disk, folder).contains(&line)
}

/// Remembers that these bytes were written at these places. Where that cannot be done, they count as another's later, and
/// are kept.
pub fn remember_outputs(disk: &dyn Disk, folder: &Path, files: &[(&Path, &[u8])]) {
    let mut lines = memory(disk, folder);
    for (path, bytes) in files {
        let line = line(disk, path, bytes);
        let of_path = |line: &str| line.split(' ').next().unwrap_or_default().to_owned();
        lines.retain(|other| of_path(other) != of_path(&line));
        lines.push(line);
    }
    let surplus = lines.len().saturating_sub(REMEMBERED);
    let text: String = lines.iter().skip(surplus).map(|line| format!("{line}\n")).collect();
    if disk.create_private_folder(folder).is_ok() {
        let _ = write_private_file(disk, &folder.join(MEMORY), text.as_bytes());
    }
}

fn memory(disk: &dyn Disk, folder: &Path) -> Vec<String> {
    let file = folder.join(MEMORY);
    let is_there = matches!(disk.kind(&file), Ok(Some(_)));
    let bytes = if is_there { read(disk, &file, MEMORY_BYTES).unwrap_or_default() } else { Vec::new() };
    String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect()
}

fn line(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let target = disk.resolve(&absolute).unwrap_or(absolute);
    let of_path = hash_64(target.as_os_str().as_encoded_bytes().iter().copied());
    format!("{of_path:016x} {}-{:x}", FileFingerprint::of(bytes), bytes.len())
}

/// What is kept of an output, the newest first.
fn kept(disk: &dyn Disk, folder: &Path, prefix: &str, ending: &str) -> Result<Vec<(u64, PathBuf)>, StoreError> {
    let files = disk.list(folder).map_err(|error| system(folder, &error))?;
    let order = |path: &Path| -> Option<u64> {
        let name = path.file_name()?.to_str()?;
        name.strip_prefix(prefix)?.strip_suffix(ending)?.strip_suffix('.')?.parse().ok()
    };
    let mut kept: Vec<(u64, PathBuf)> = files.into_iter().filter_map(|path| Some((order(&path)?, path))).collect();
    kept.sort_by_key(|(order, _)| std::cmp::Reverse(*order));
    Ok(kept)
}

fn ending(path: &Path) -> String {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let is_plain = (1..=ENDING).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    // Those that the program looks for in that folder.
    let is_own = ["nianbao", "recovery", "picture", "alive", "lock", "written"].contains(&ending.as_str());
    if is_plain && !is_own { ending } else { OTHER_ENDING.to_owned() }
}
