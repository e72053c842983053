//! The folder in which the program keeps the former versions of drafts, for sentences that name it.
//! Touches no file.

use std::path::PathBuf;

/// The folder of former versions of this user; `None` where the program has no folder of its own.
pub fn versions_folder() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = named("HOME");
    let beside = || {
        let folders = [named("APPDATA"), named("XDG_CONFIG_HOME"), home.as_ref().map(|home| home.join(".config"))];
        let kept = folders.into_iter().flatten().find(|folder| folder.is_dir());
        kept.map(|folder| folder.join("nianbao.json")).or_else(|| Some(home.as_ref()?.join(".nianbao.json")))
    };
    // Beside the settings, in a folder of the same name.
    Some(named("NIANBAO_SETTINGS").or_else(beside)?.with_extension("").join("versions"))
}
