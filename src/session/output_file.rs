//! Writes what is handed out: exported files, check reports, the whole set. Every output of the command line
//! and of the window goes through this file, which decides what it may replace. Must not know how an output
//! is made.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use super::ExportFormat;
use super::earlier_output::{EarlierSet, is_changed_pdf};
use super::former_output::{FormerOutput, Keeping};
use super::hand_in;
use super::user_folders::{self, UserFolders};
use crate::form::Form;
use crate::import::{output_kind, own_file};
use crate::limits::Limit;
use crate::report::Report;
use crate::storage::{self, Disk, FileTime, PathKind, StoreCause, StoreError};

/// As many bytes of a file are looked at to see whether it is a draft or the same as another. Of a longer one, which
/// only another program writes, the beginning is.
pub(super) const MOST_BYTES: u64 = Limit::DRAFT;
/// What the names of outputs end with. Other programs write files beside their places as well.
const ENDINGS: [&str; 14] =
    ["pdf", "ofd", "docx", "html", "htm", "xlsx", "csv", "json", "txt", "md", "svg", "png", "zip", "parquet"];
/// As many bytes are its beginning.
const BEGINNING: usize = 1 << 16;

/// What an output may replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    /// Nothing: its name must be free.
    Nothing,
    /// Earlier outputs and other files, but no draft in whatever state and under whatever name, none of the
    /// sources of the output, no document that another program saved last, nothing that is of another kind than its
    /// name says or that only a link leads to, and no file of the program's own: settings, recovery files, versions,
    /// locks.
    Outputs,
    /// Anything: the user wants that.
    Anything,
}

/// Makes sure that an output that is made from `sources` may go to `path`, before long work whose result
/// goes there. What is found there besides a file is told when the output is written.
///
/// # Errors
/// Something is there that is not to be replaced, or it cannot be read.
pub fn may_write(disk: &dyn Disk, path: &Path, sources: &[&Path], replace: Replace) -> Result<(), StoreError> {
    may_write_own(disk, path, sources, replace)?;
    let is_file = || matches!(storage::kind(disk, path), Ok(Some(PathKind::File | PathKind::ReadOnlyFile)));
    // What a reviewer wrote into an earlier export is nowhere else.
    if replace == Replace::Outputs && is_file() {
        let is_edited = |bytes: &[u8]| own_file::is_saved_elsewhere(bytes) || is_changed_pdf(bytes);
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        // Whoever names an output gives the name of an earlier one, and not of a file that is something else; a link
        // leads to files of which the name says nothing.
        let is_other = |bytes: &[u8]| {
            !output_kind::is_of_ending(bytes, &ending) || (is_link(disk, path) && !output_kind::is_output(bytes))
        };
        let refused = |cause: StoreCause| Err(StoreError { path: path.to_owned(), cause });
        if holds(disk, path, is_edited)? {
            return refused(StoreCause::SavedElsewhere);
        }
        if holds(disk, path, is_other)? {
            return refused(StoreCause::OtherContent);
        }
    }
    Ok(())
}

/// The same for a file of a set, of which it is known otherwise whether it is as an earlier export left it.
pub(super) fn may_write_own(
    disk: &dyn Disk,
    path: &Path,
    sources: &[&Path],
    replace: Replace,
) -> Result<(), StoreError> {
    let refused = |cause: StoreCause| Err(StoreError { path: path.to_owned(), cause });
    // Also where nothing is yet: the program would take what is written there for its own.
    if replace != Replace::Anything && is_of_the_program(disk, path) {
        return refused(StoreCause::ProgramFile);
    }
    match (replace, storage::kind(disk, path)?) {
        (Replace::Anything, _) | (_, None) => Ok(()),
        (Replace::Nothing, Some(_)) => refused(StoreCause::Exists),
        (Replace::Outputs, Some(PathKind::Folder | PathKind::Device | PathKind::BrokenLink)) => Ok(()),
        (Replace::Outputs, Some(PathKind::File | PathKind::ReadOnlyFile)) => {
            let has_drafts = |bytes: &[u8]| storage::holds_draft(bytes) || storage::is_archive_of_drafts(bytes);
            if holds(disk, path, has_drafts)? || is_kept_beside_drafts(path) {
                return refused(StoreCause::HoldsDraft);
            }
            match sources.iter().any(|source| is_same_file(disk, source, path)) {
                true => refused(StoreCause::IsSource),
                false => Ok(()),
            }
        }
    }
}

/// Whether the file at `path` is one of `sources`.
pub fn is_source(disk: &dyn Disk, path: &Path, sources: &[&Path]) -> bool {
    sources.iter().any(|source| is_same_file(disk, source, path))
}

/// Writes the output `bytes`, made from `sources`, to `path`, so that no moment loses a former one, and says what became
/// of that.
///
/// # Errors
/// As [`may_write`]; or the output cannot be written, or what somebody may have written into the former one cannot be
/// kept. A former file is untouched.
pub fn write_output(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
    sources: &[&Path],
    (replace, keeping): (Replace, Keeping<'_>),
) -> Result<FormerOutput, StoreError> {
    may_write(disk, path, sources, replace)?;
    let former = keeping.keep(disk, path, bytes, replace)?;
    storage::write_file(disk, path, bytes)?;
    keeping.remember(disk, std::iter::once((path, bytes)));
    remove_unfinished_beside(disk, path);
    Ok(former)
}

/// Writes a record of the program itself, which has what the former one had.
///
/// # Errors
/// As [`write_output`].
pub fn write_record(disk: &dyn Disk, path: &Path, bytes: &[u8], replace: Replace) -> Result<(), StoreError> {
    may_write(disk, path, &[], replace)?;
    storage::write_file(disk, path, bytes)
}

/// Whether `path` has the name of a file that the report was imported from: it may be that file.
pub fn is_origin(report: &Report, path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    report.origins.iter().any(|origin| origin.source == name)
}

/// The files of a set, made of one report. The program has chosen their names, not the user.
pub struct OutputSet<'a> {
    /// The form of the report.
    pub form: &'a Form,
    /// What they are made from.
    pub report: &'a Report,
    /// Where each goes, and its bytes.
    pub files: Vec<(ExportFormat, PathBuf, Vec<u8>)>,
}

impl OutputSet<'_> {
    /// Writes the files, none of them before all may be written and there is room for all: of the outputs that are there, only those of
    /// an earlier export of this report are replaced. `sources` are the files that it was read from. `written`
    /// is called after each, with what became of the file that was there.
    ///
    /// # Errors
    /// As [`write_output`], for the first that cannot be written; or something else is there. Those before it
    /// are there.
    pub fn write<E: From<StoreError>>(
        &self,
        disk: &dyn Disk,
        sources: &[&Path],
        (replace, keeping): (Replace, Keeping<'_>),
        written: impl FnMut(&Path, FormerOutput) -> Result<(), E>,
    ) -> Result<(), E> {
        let origins = self.files.iter().map(|(_, path, _)| path.as_path()).filter(|path| is_origin(self.report, path));
        let sources: Vec<&Path> = sources.iter().copied().chain(origins).collect();
        for (_, path, _) in &self.files {
            may_write_own(disk, path, &sources, replace)?;
        }
        if replace == Replace::Outputs {
            self.is_ours(disk)?;
        }
        // A number that somebody corrected in a table gives a table that another report would have.
        let files: Vec<(&Path, &[u8])> =
            self.files.iter().map(|(_, path, bytes)| (path.as_path(), bytes.as_slice())).collect();
        write_together(disk, &files, (replace, keeping, false), written)
    }

    /// Makes sure that nothing is where the files go but what an earlier export of this report left. A link may
    /// lead anywhere. What is no file is told when it is written.
    fn is_ours(&self, disk: &dyn Disk) -> Result<(), StoreError> {
        let there = |path: &Path| storage::read(disk, path, MOST_BYTES).ok();
        let page = self.files.iter().find(|(format, ..)| *format == ExportFormat::Html);
        let page = page.and_then(|(_, path, _)| there(path));
        let earlier = EarlierSet::new(self.form, self.report, page.as_deref());
        for (format, path, _) in &self.files {
            let is_ours = match storage::kind(disk, path)? {
                None | Some(PathKind::Folder | PathKind::Device) => true,
                Some(PathKind::BrokenLink) => false,
                Some(PathKind::File | PathKind::ReadOnlyFile) => {
                    !is_link(disk, path) && there(path).is_some_and(|bytes| earlier.has(*format, &bytes))
                }
            };
            if !is_ours {
                return Err(StoreError { path: path.clone(), cause: StoreCause::NotOurs });
            }
        }
        Ok(())
    }
}

/// Writes outputs that belong together, in the place of whatever is there; `is_known` where that is known to be what was
/// written there before. `written` is called after each.
pub(super) fn write_together<'a, E: From<StoreError>>(
    disk: &dyn Disk,
    files: &[(&'a Path, &'a [u8])],
    (replace, keeping, is_known): (Replace, Keeping<'_>, bool),
    mut written: impl FnMut(&Path, FormerOutput) -> Result<(), E>,
) -> Result<(), E> {
    let mut formers = VecDeque::new();
    for (path, bytes) in files.iter().filter(|_| !is_known) {
        formers.push_back(keeping.keep(disk, path, bytes, replace)?);
    }
    let mut placed = 0;
    let done = storage::write_files(disk, files.iter().copied(), |path| {
        placed += 1;
        written(path, formers.pop_front().unwrap_or_default())
    });
    keeping.remember(disk, files.iter().copied().take(placed));
    files.first().iter().for_each(|(path, _)| remove_unfinished_beside(disk, path));
    done
}

/// Removes from `folder` what commands and windows left that were killed while they wrote outputs there.
pub(super) fn remove_unfinished(disk: &dyn Disk, folder: &Path, now: FileTime) {
    let is_ours = |name: &str| {
        let ending = Path::new(name).extension().unwrap_or_default().to_string_lossy().to_lowercase();
        ENDINGS.contains(&ending.as_str()) || name == hand_in::SUMS
    };
    storage::remove_abandoned_files(disk, folder, now, is_ours);
}

/// The same for the folder of the output at `path`, which was just written: the disk's own clock says when.
fn remove_unfinished_beside(disk: &dyn Disk, path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(now) = disk.written(path) {
        remove_unfinished(disk, folder, now);
    }
}

/// Whether the file at `path` holds what `is_held` looks for, such as a draft or unsaved text of one. A file that is longer
/// than drafts are counts by its beginning.
fn holds(disk: &dyn Disk, path: &Path, is_held: impl Fn(&[u8]) -> bool) -> Result<bool, StoreError> {
    match storage::read(disk, path, MOST_BYTES) {
        Ok(bytes) => Ok(is_held(&bytes)),
        Err(StoreError { cause: StoreCause::TooLarge { .. }, .. }) => {
            Ok(disk.read_part(path, 0, BEGINNING).is_ok_and(|bytes| is_held(&bytes)))
        }
        Err(error) => Err(error),
    }
}

/// Whether `path` has the name of a lock of a draft or of a running session.
fn is_kept_beside_drafts(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    (name.starts_with('.') && name.ends_with(".lock")) || name.ends_with(".alive")
}

/// Whether `path` is the file of the settings, kept aside or not, or in a folder of recovery files or of former
/// versions.
fn is_of_the_program(disk: &dyn Disk, path: &Path) -> bool {
    let settings = user_folders::settings_file(|name| std::env::var_os(name), Path::is_dir);
    let Some(settings) = settings else { return false };
    let data = UserFolders::new(Some(&settings), Path::new("")).data;
    let (path, settings) = (place(disk, path), place(disk, &settings));
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let aside = name(&settings) + ".bad";
    let is_settings = name(&path) == name(&settings) || name(&path).starts_with(&aside);
    let is_kept = |folder: &Path| path.starts_with(place(disk, folder));
    is_settings && path.parent() == settings.parent() || is_kept(&data.recovery) || is_kept(&data.backups)
}

/// Where `path` leads, links followed, as far as there is something.
fn place(disk: &dyn Disk, path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for above in absolute.ancestors() {
        if let (Ok(found), Ok(rest)) = (disk.resolve(above), absolute.strip_prefix(above)) {
            return if rest.as_os_str().is_empty() { found } else { found.join(rest) };
        }
    }
    absolute
}

/// Whether the last part of `path` is a link.
fn is_link(disk: &dyn Disk, path: &Path) -> bool {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (Ok(folder), Ok(file)) = (disk.resolve(folder), disk.resolve(path)) else { return false };
    path.file_name().is_some_and(|name| folder.join(name) != file)
}

/// Whether two paths lead to one file. Where links and spelling do not show it, as with hard links and on
/// disks that do not tell capitals from small letters, the same content does.
fn is_same_file(disk: &dyn Disk, source: &Path, path: &Path) -> bool {
    let resolved = |path: &Path| disk.resolve(path).ok();
    if let (Some(one), Some(other)) = (resolved(source), resolved(path))
        && one == other
    {
        return true;
    }
    let length = |path: &Path| disk.length(path).ok();
    let bytes = |path: &Path| storage::read(disk, path, MOST_BYTES).ok();
    match length(source) {
        None | Some(0) => false,
        own => own == length(path) && bytes(source).is_some_and(|own| bytes(path) == Some(own)),
    }
}
