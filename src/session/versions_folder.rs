//! The folder in which the program keeps the former versions of drafts, for sentences that name it.
//! Touches no file.

use std::path::{Path, PathBuf};

use super::user_folders::{UserFolders, settings_file};

/// The folder of former versions of this user; `None` where the program has no folder of its own.
pub fn versions_folder() -> Option<PathBuf> {
    let settings = settings_file(|name| std::env::var_os(name), Path::is_dir)?;
    Some(UserFolders::new(Some(&settings), Path::new("")).data.backups)
}
