//! The folder in which the program keeps the former versions of drafts, for sentences that name it.
//! Touches no file.

use std::path::{Path, PathBuf};

use super::user_folders;

/// The folder of former versions of this user; `None` where the user has none and each run has its own.
pub fn versions_folder() -> Option<PathBuf> {
    let settings = user_folders::settings_file(|name| std::env::var_os(name), Path::is_dir)?;
    Some(user_folders::UserFolders::new(Some(&settings), Path::new("")).data.backups)
}
