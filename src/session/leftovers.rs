//! Clears up after programs that were killed, and closes to others what earlier programs left open: once at
//! each start. Removes only what this program writes and what nobody has locked. Has no clock.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::Builder;

use super::draft_guard::{LOCK_EXTENSION, session_lock_file};
use super::{DataFolders, SharedDisk, output_file, passing_folder};
use crate::storage::{self, Disk, DraftLock, FileAccess, FileTime};

/// More bytes than these are in no lock of a session.
const NOTE_LIMIT: u64 = 64 * 1024;

/// What the lock of a session says: who has it, and in each line a draft that it has locked.
pub(super) fn lock_note<'a>(owner: &str, drafts: impl Iterator<Item = &'a Path>) -> String {
    let owner: String = owner.chars().map(|one| if one.is_control() { ' ' } else { one }).collect();
    let absolute = |draft: &Path| std::path::absolute(draft).unwrap_or_else(|_| draft.to_owned());
    let lines = drafts.filter_map(|draft| serde_json::to_string(&storage::path_text(&absolute(draft))).ok());
    lines.fold(owner + "\n", |note, line| note + &line + "\n")
}

/// Does [`sweep`], and [`sweep_beside_drafts`] for the folders `beside`, in a thread of its own: a draft may lie on a
/// share that takes its time.
pub fn sweep_in_background(
    disk: &SharedDisk,
    folders: DataFolders,
    temporary: PathBuf,
    beside: BTreeSet<PathBuf>,
    now: FileTime,
) {
    let disk = Arc::clone(disk);
    let work = move || {
        sweep(&*disk, &folders, &temporary, now);
        sweep_beside_drafts(&*disk, &beside);
        beside.iter().for_each(|folder| output_file::remove_unfinished(&*disk, folder, now));
    };
    // Without a thread it is left to the next start.
    let _ = Builder::new().name("sweep".into()).spawn(work);
}

/// Removes what killed commands left beside the drafts in `folders`: nothing says which drafts these had locked.
pub fn sweep_beside_drafts(disk: &dyn Disk, folders: &BTreeSet<PathBuf>) {
    folders.iter().for_each(|folder| DraftLock::clear_up_folder(disk, folder));
}

/// Closes recovery files and former versions to others, and removes what killed programs left: the locks of
/// their sessions and of their drafts, files that were not written to their end, and what nobody keeps in the folder
/// `temporary` of the system. What cannot be done is left to the next start.
pub fn sweep(disk: &dyn Disk, folders: &DataFolders, temporary: &Path, now: FileTime) {
    sweep_data(disk, folders, now);
    for folder in passing_folder::clear_up(disk, temporary, now) {
        // Unsaved text stays in it, which was told to be there.
        let data = DataFolders::within(&folder);
        sweep_data(disk, &data, now);
        for folder in [&data.recovery, &data.backups, &folder] {
            let _ = disk.remove_empty_folder(folder);
        }
    }
}

/// Removes what killed programs left in the folder `temporary` of the system, for a command that has something
/// converted there.
pub fn sweep_temporary(disk: &dyn Disk, temporary: &Path, now: FileTime) {
    passing_folder::clear_up(disk, temporary, now);
}

fn sweep_data(disk: &dyn Disk, folders: &DataFolders, now: FileTime) {
    for folder in [&folders.recovery, &folders.backups] {
        close_to_others(disk, folder);
    }
    for file in disk.list(&folders.recovery).unwrap_or_default() {
        if has_extension(&file, LOCK_EXTENSION) {
            clear_up_after(disk, &file);
        } else if let Some(session) = session_of_partial_file(&file)
            && !disk.is_locked(&session_lock_file(&session)).unwrap_or(true)
        {
            let _ = disk.remove(&file);
        }
    }
    remove_unused_pictures(disk, &folders.recovery);
    storage::remove_abandoned_files(disk, &folders.backups, now, |_| true);
}

/// Removes from the folder of recovery files the pictures that none of them shows, and those that were not written to
/// their end: a program that is killed leaves them before its first recovery file is written, or after its last one
/// was removed.
fn remove_unused_pictures(disk: &dyn Disk, folder: &Path) {
    let mut texts: Option<Vec<Vec<u8>>> = None;
    for file in disk.list(folder).unwrap_or_default() {
        let Some((recovery, id)) = storage::recovery_file_of(&file) else { continue };
        if is_running(disk, &recovery) {
            continue;
        }
        // Whichever recovery file shows it: it is looked for beside all of them. One that cannot be read may.
        let is_shown = !storage::is_any_partial_file(&file) && {
            let texts = texts.get_or_insert_with(|| {
                let files = storage::recovery_files(disk, folder).unwrap_or_default();
                files.iter().map(|file| storage::read(disk, file, u64::MAX).unwrap_or_default()).collect()
            });
            let name = id.to_string();
            let names = |text: &Vec<u8>| text.windows(name.len()).any(|window| window == name.as_bytes());
            texts.iter().any(|text| text.is_empty() || names(text))
        };
        if !is_shown {
            let _ = disk.remove(&file);
        }
    }
}

/// Whether the session that writes the recovery file `recovery` is running, or one that may be.
fn is_running(disk: &dyn Disk, recovery: &Path) -> bool {
    let name = recovery.file_stem().unwrap_or_default().to_string_lossy();
    // What is written after a panic has a name of its own.
    let session = recovery.with_file_name(format!("{}.recovery", name.strip_suffix("-last").unwrap_or(&name)));
    disk.is_locked(&session_lock_file(&session)).unwrap_or(true)
}

/// Closes `folder` and what this program has written into it to everybody but their owner.
fn close_to_others(disk: &dyn Disk, folder: &Path) {
    let _ = disk.make_private(folder);
    let written_here = |file: &&PathBuf| {
        ["recovery", LOCK_EXTENSION, "nianbao", "picture"].iter().any(|extension| has_extension(file, extension))
            || storage::is_any_partial_file(file)
    };
    for file in disk.list(folder).unwrap_or_default().iter().filter(written_here) {
        let _ = disk.make_private(file);
    }
}

/// Removes the session's lock at `file` and what is left beside the drafts that it names, where the session
/// has ended.
fn clear_up_after(disk: &dyn Disk, file: &Path) {
    // It is written over as it is locked.
    let note = disk.read_lock(file, NOTE_LIMIT).unwrap_or_default();
    let Ok(Some(lock)) = disk.lock(file, "", FileAccess::Private) else { return };
    // Its first two lines are those of every lock.
    for line in String::from_utf8_lossy(&note).lines().skip(2) {
        if let Ok(draft) = serde_json::from_str::<String>(line).map(|text| storage::path_of_text(&text))
            && draft.is_absolute()
        {
            DraftLock::clear_up(disk, &draft);
        }
    }
    // Locks of earlier programs say nothing, and do not go with what is dropped.
    let _ = disk.remove(file);
    drop(lock);
}

/// The recovery file that the partial file `file` was to become.
fn session_of_partial_file(file: &Path) -> Option<PathBuf> {
    let name = file.file_name()?.to_str()?.strip_prefix('.')?;
    let (session, _) = name.rsplit_once(".recovery.part").filter(|_| storage::is_any_partial_file(file))?;
    Some(file.with_file_name(format!("{session}.recovery")))
}

fn has_extension(file: &Path, extension: &str) -> bool {
    file.extension().is_some_and(|own| own == extension)
}
