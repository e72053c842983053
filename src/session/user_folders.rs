//! Where the program keeps what is not the user's file: settings, recovery files, former versions. Decides
//! it from the environment; creates nothing.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::DataFolders;
use super::passing_folder::PassingKind;

/// The folders of one run of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserFolders {
    /// Recovery files and former versions.
    pub data: DataFolders,
    /// The folder of this run alone that they are in where the user has none: no later start finds it.
    pub of_this_run: Option<PathBuf>,
}

/// The file of the user's settings, where there is a folder for it. `variable` gives the variables of the
/// environment, `is_there` tells whether a folder is there.
pub fn settings_file(variable: impl Fn(&str) -> Option<OsString>, is_there: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    if let Some(file) = variable("NIANBAO_SETTINGS").filter(|file| !file.is_empty()) {
        return Some(file.into());
    }
    // A relative path would be another one in each folder that the program is started in.
    let named = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = named("HOME");
    let folders = [named("APPDATA"), named("XDG_CONFIG_HOME"), home.as_ref().map(|home| home.join(".config"))];
    let kept = folders.into_iter().flatten().find(|folder| is_there(folder)).map(|folder| folder.join("nianbao.json"));
    // What was begun where there was no such folder yet stays there: recovery files and former versions lie beside it.
    let begun = home.as_ref().map(|home| home.join(".nianbao")).filter(|folder| is_there(folder));
    let is_new = kept.as_ref().is_none_or(|file| !is_there(&file.with_extension("")));
    match begun.filter(|_| is_new) {
        Some(folder) => Some(folder.with_file_name(".nianbao.json")),
        None => kept.or_else(|| Some(home?.join(".nianbao.json"))),
    }
}

impl UserFolders {
    /// The folders beside the settings, in a folder of the same name. Without settings they are in a folder in
    /// `temporary` whose name nobody can guess, and which is created for this user alone when it is needed.
    pub fn new(settings: Option<&Path>, temporary: &Path) -> UserFolders {
        let of_this_run = settings.is_none().then(|| PassingKind::Run.folder_in(temporary));
        let base = settings.map(|file| file.with_extension("")).or_else(|| of_this_run.clone());
        let base = base.unwrap_or_default();
        UserFolders { data: DataFolders::within(&base), of_this_run }
    }
}
