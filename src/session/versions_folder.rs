//! The folder in which the program keeps the former versions of drafts, and what it has of one, for sentences that
//! name it.

use std::path::{Path, PathBuf};

use super::user_folders;
use crate::storage::{self, BackupVersion, Disk as _, RealDisk};

/// What this user has of former versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptVersions {
    /// Their folder, in which there is at least one version of some draft.
    pub folder: PathBuf,
    /// Those of the draft that was asked for, the newest first. There are none where it had another name, or lay in
    /// another folder, when it was saved.
    pub of_draft: Vec<BackupVersion>,
}

/// The folder of former versions of this user; `None` where the user has none and each run has its own.
pub fn versions_folder() -> Option<PathBuf> {
    let settings = user_folders::settings_file(|name| std::env::var_os(name), Path::is_dir)?;
    Some(user_folders::UserFolders::new(Some(&settings), Path::new("")).data.backups)
}

/// What this user has of the former versions of `draft`; `None` where there is no version of any draft.
pub fn kept_versions(draft: &Path) -> Option<KeptVersions> {
    let folder = versions_folder()?;
    let is_version = |file: &PathBuf| file.extension().is_some_and(|extension| extension == "nianbao");
    let is_any = RealDisk.list(&folder).ok()?.iter().any(is_version);
    let of_draft = storage::backups(&RealDisk, &folder, draft).unwrap_or_default();
    is_any.then_some(KeptVersions { folder, of_draft })
}
