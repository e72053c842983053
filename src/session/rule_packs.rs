//! The rule packs of this computer: files beside the program and in the user's settings folder, and which
//! of them a report is checked by. A broken file never stops the others. Knows no rule.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::settings_file::{SettingsFile, SettingsProblem};
use super::settings_policy::{self, SettingsPolicy};
use super::user_folders;
use crate::check::{ChosenPacks, PackError, PackProblem, RulePack};
use crate::report::Report;
use crate::storage::{self, Disk, PathKind, StoreCause, StoreError};

/// The folder's name, beside the program and in the settings folder.
const FOLDER: &str = "rules";
/// The most bytes that a pack may have.
const LIMIT: u64 = 256 * 1024;

/// The packs of this computer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PackLibrary {
    /// Those that can be used, in the order of their files.
    pub packs: Vec<InstalledPack>,
    /// Those that cannot.
    pub broken: Vec<BrokenPack>,
}

/// A pack with its file.
#[derive(Clone, Debug, PartialEq)]
pub struct InstalledPack {
    /// The file.
    pub path: PathBuf,
    /// What it says.
    pub pack: Arc<RulePack>,
    /// The file of the same name beside the program that it stands for.
    pub replaces: Option<PathBuf>,
}

/// A file that is no pack that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenPack {
    /// The file or the folder.
    pub path: PathBuf,
    /// Why.
    pub error: PackFileError,
}

/// Why a file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackFileError {
    /// It cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What it says is no pack.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// Another file of the same folder has the same name of a pack.
    #[error("`{id}` is also in {}", other.display())]
    SameId {
        /// The name.
        id: String,
        /// The other file, which is used.
        other: PathBuf,
    },
}

/// The packs by which one report is checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PackChoice {
    /// Those that are at hand, in the order of the library.
    pub packs: Vec<Arc<RulePack>>,
    /// The names of those that are not.
    pub unknown: Vec<String>,
    /// Words of the unit that are no mistakes.
    pub words: Vec<String>,
}

/// The folders of packs: those that come with the program, then the user's. `program` is the program's file.
pub fn folders(disk: &dyn Disk, program: Option<&Path>, settings: Option<&Path>) -> Vec<PathBuf> {
    // Started through a link, the program lies where the link leads.
    let program = program.map(|file| disk.resolve(file).unwrap_or_else(|_| file.to_owned()));
    let beside = program.as_deref().and_then(Path::parent).into_iter().flat_map(|folder| {
        let shared = folder.parent().map(|above| above.join("share").join("nianbao").join(FOLDER));
        let bundled = folder.parent().map(|above| above.join("Resources").join(FOLDER));
        std::iter::once(folder.join(FOLDER)).chain(shared).chain(bundled)
    });
    beside.chain(settings.map(user_folder)).collect()
}

/// The user's folder of packs, beside the file of the settings.
pub fn user_folder(settings: &Path) -> PathBuf {
    settings.with_extension("").join(FOLDER)
}

/// The folders of whoever runs the program.
pub fn folders_here(disk: &dyn Disk) -> Vec<PathBuf> {
    folders(disk, std::env::current_exe().ok().as_deref(), settings_here(disk).as_deref())
}

/// The file of the settings of whoever runs the program.
pub fn settings_here(disk: &dyn Disk) -> Option<PathBuf> {
    let is_there = |folder: &Path| disk.kind(folder).is_ok_and(|kind| kind.is_some());
    user_folders::settings_file(|name: &str| -> Option<OsString> { std::env::var_os(name) }, is_there)
}

/// What is laid down for the settings on this computer.
pub fn policy_here(disk: &dyn Disk) -> (SettingsPolicy, Option<SettingsProblem>) {
    let file = settings_policy::policy_file(std::env::current_exe().ok().as_deref());
    file.map(|file| SettingsFile::policy_at(disk, &file)).unwrap_or_default()
}

impl PackLibrary {
    /// Reads every `.toml` file in `folders`. A pack in a later folder stands for one of the same name in an
    /// earlier one.
    pub fn read(disk: &dyn Disk, folders: &[PathBuf]) -> PackLibrary {
        let mut library = PackLibrary::default();
        for folder in folders {
            match files(disk, folder) {
                Ok(files) => files.into_iter().for_each(|file| library.add(disk, folder, file)),
                Err(error) => library.broken.push(BrokenPack { path: folder.clone(), error: error.into() }),
            }
        }
        library.packs.sort_by(|one, other| one.path.file_name().cmp(&other.path.file_name()));
        library
    }

    fn add(&mut self, disk: &dyn Disk, folder: &Path, path: PathBuf) {
        let pack = match load(disk, &path) {
            Ok(pack) => Arc::new(pack),
            Err(error) => return self.broken.push(BrokenPack { path, error }),
        };
        let Some(same) = self.packs.iter_mut().find(|other| other.pack.id == pack.id) else {
            return self.packs.push(InstalledPack { path, pack, replaces: None });
        };
        if same.path.parent() == Some(folder) {
            let error = PackFileError::SameId { id: pack.id.clone(), other: same.path.clone() };
            return self.broken.push(BrokenPack { path, error });
        }
        let former = std::mem::replace(same, InstalledPack { path, pack, replaces: None });
        same.replaces = Some(former.path);
    }

    /// The packs that are called so in the draft or in any of `names`, each once.
    pub fn choose<'a>(&self, report: &'a Report, names: impl IntoIterator<Item = &'a String>) -> PackChoice {
        let mut wanted: Vec<&String> = Vec::new();
        for name in report.rule_packs.iter().chain(names) {
            if !wanted.contains(&name) {
                wanted.push(name);
            }
        }
        let packs = self.packs.iter().filter(|one| wanted.iter().any(|name| **name == one.pack.id));
        let packs = packs.map(|one| Arc::clone(&one.pack)).collect();
        let is_here = |name: &str| self.packs.iter().any(|one| one.pack.id == name);
        let unknown = wanted.into_iter().filter(|name| !is_here(name)).cloned().collect();
        PackChoice { packs, unknown, words: Vec::new() }
    }
}

impl PackChoice {
    /// The same packs with words of the unit that are no mistakes.
    pub fn knowing(self, words: &[String]) -> PackChoice {
        PackChoice { words: words.to_vec(), ..self }
    }

    /// As the check reads it.
    pub fn chosen(&self) -> ChosenPacks<'_> {
        ChosenPacks { packs: &self.packs, unknown: &self.unknown }
    }
}

/// The files of a folder that are meant as packs; none where there is no such folder.
fn files(disk: &dyn Disk, folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    // Where there is no folder its list is empty; a file of that name is none.
    if !matches!(storage::kind(disk, folder)?, None | Some(PathKind::Folder)) {
        return Ok(Vec::new());
    }
    let mut files = disk.list(folder).map_err(|error| StoreError::of_system(folder, &error))?;
    files.retain(|file| file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")));
    Ok(files)
}

fn load(disk: &dyn Disk, path: &Path) -> Result<RulePack, PackFileError> {
    // A pipe would be waited for without end.
    if storage::kind(disk, path)? == Some(PathKind::Device) {
        return Err(StoreError { path: path.to_owned(), cause: StoreCause::NoFile }.into());
    }
    let bytes = storage::read(disk, path, LIMIT)?;
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
        let rest = good.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        let column = String::from_utf8_lossy(rest).chars().count() + 1;
        PackError { line, column, problem: PackProblem::NotUtf8 }
    })?;
    // Some editors begin a file with a byte order mark.
    Ok(RulePack::parse(text.strip_prefix('\u{feff}').unwrap_or(text))?)
}
