//! Which fonts paper is set in: the bundle, with the pack of rare characters where it lies beside
//! the program, or the computer's own fonts where they are installed and may be embedded. Where
//! one cannot be had, the bundle's stands for it, and a notice says so.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use serde::{Deserialize, Serialize};

use crate::layout::{EmbeddingPermission, FaceId, Font, FontError, FontNames, FontSet};
use crate::storage::{self, Disk, FontHead, RealDisk};

/// The font of characters that only GB 18030-2022 level 3 has: a file beside the program, or in a
/// folder `fonts` there. It is not among what is delivered; `fonts/README.md` says how it is made.
pub const RARE_PACK: &str = "nianbao-rare.ttf";

/// Whose fonts paper is set in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FontChoice {
    /// The program's: the same pages on every computer.
    #[default]
    Bundle,
    /// The computer's, such as 仿宋_GB2312 and 方正小标宋简体, where it has them.
    Computer,
}

/// Fonts for every role.
#[derive(Clone, Debug)]
pub struct FontPlan {
    /// The fonts.
    pub fonts: &'static FontSet,
    /// The roles for which the computer's own font was wanted and cannot be used.
    pub notices: Vec<FontNotice>,
}

/// Why the bundle's font stands for a role though the computer's own was wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontNotice {
    /// The role.
    pub face: FaceId,
    /// Why.
    pub cause: FontObstacle,
}

/// What keeps a font of the computer from being used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FontObstacle {
    /// None of the fonts that serve for the role is installed.
    Absent,
    /// Its maker does not permit that documents hold it.
    Withheld(PathBuf),
    /// The file cannot be used; the text says why, in English.
    Unusable(PathBuf, String),
}

impl FontChoice {
    /// Every choice.
    pub const ALL: [FontChoice; 2] = [FontChoice::Bundle, FontChoice::Computer];

    /// Its name in settings and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            FontChoice::Bundle => "bundle",
            FontChoice::Computer => "computer",
        }
    }

    /// The plan of this choice on this computer; fonts are looked for once.
    ///
    /// # Errors
    ///
    /// The bundled fonts cannot be read.
    pub fn plan(self) -> Result<FontPlan, FontError> {
        static COMPUTER: OnceLock<Result<FontPlan, FontError>> = OnceLock::new();
        match self {
            FontChoice::Bundle => Ok(FontPlan { fonts: standard()?, notices: Vec::new() }),
            FontChoice::Computer => {
                let look = || Ok(plan(&RealDisk, &system_folders(), standard()?));
                COMPUTER.get_or_init(look).clone()
            }
        }
    }
}

/// The bundle, with the pack of rare characters where it lies beside the program.
///
/// # Errors
///
/// The bundled fonts cannot be read.
pub fn standard() -> Result<&'static FontSet, FontError> {
    static STANDARD: OnceLock<Result<&'static FontSet, FontError>> = OnceLock::new();
    let look = || {
        let bundle = FontSet::bundled()?;
        let program = std::env::current_exe().ok();
        let folder = program.as_deref().and_then(Path::parent);
        Ok(folder.map_or(bundle, |folder| with_rare_pack(&RealDisk, folder, bundle)))
    };
    STANDARD.get_or_init(look).clone()
}

/// `fonts` with the pack of rare characters of the folder that the program lies in; as they are
/// where there is none that can be used.
pub fn with_rare_pack(disk: &dyn Disk, folder: &Path, fonts: &'static FontSet) -> &'static FontSet {
    let places = [folder.join(RARE_PACK), folder.join("fonts").join(RARE_PACK)];
    let found = places.iter().find_map(|path| load(disk, path, 0).ok());
    found.map_or(fonts, |font| Box::leak(Box::new(fonts.clone().with(FaceId::Rare, font))))
}

/// The best font of each role among those in `folders`, with `fonts` for what is missing.
pub fn plan(disk: &dyn Disk, folders: &[PathBuf], fonts: &'static FontSet) -> FontPlan {
    let heads = storage::font_heads(disk, folders);
    let labelled: Vec<_> = heads.iter().map(|head| (head, FontNames::read(&head.name, &head.os2))).collect();
    let mut planned = fonts.clone();
    let mut notices = Vec::new();
    for face in FaceId::OFFICIAL {
        match best(disk, face, &labelled) {
            Ok(font) => planned = planned.with(face, font),
            Err(cause) => notices.push(FontNotice { face, cause }),
        }
    }
    let is_bundle = notices.len() == FaceId::OFFICIAL.len();
    FontPlan { fonts: if is_bundle { fonts } else { Box::leak(Box::new(planned)) }, notices }
}

/// The folders in which this system keeps fonts: everybody's, then the user's own.
pub fn system_folders() -> Vec<PathBuf> {
    let under = |variable: &str, inner: &[&str]| {
        let root = std::env::var_os(variable).filter(|value| !value.is_empty())?;
        Some(inner.iter().fold(PathBuf::from(root), |path, part| path.join(part)))
    };
    let folders = if cfg!(windows) {
        vec![under("WINDIR", &["Fonts"]), under("LOCALAPPDATA", &["Microsoft", "Windows", "Fonts"])]
    } else if cfg!(target_os = "macos") {
        let all = ["/System/Library/Fonts", "/Library/Fonts"].map(|path| Some(path.into()));
        all.into_iter().chain([under("HOME", &["Library", "Fonts"])]).collect()
    } else {
        let all = ["/usr/share/fonts", "/usr/local/share/fonts"].map(|path| Some(path.into()));
        all.into_iter().chain([under("HOME", &[".local", "share", "fonts"]), under("HOME", &[".fonts"])]).collect()
    };
    folders.into_iter().flatten().collect()
}

/// The font of the best name that can be used; else what kept the last one from it.
fn best(disk: &dyn Disk, face: FaceId, labelled: &[(&FontHead, FontNames)]) -> Result<Font, FontObstacle> {
    let ranked = labelled.iter().filter_map(|(head, label)| Some((label.rank(face)?, *head, label)));
    let mut ranked: Vec<_> = ranked.collect();
    ranked.sort_by_key(|(rank, ..)| *rank);
    let mut obstacle = FontObstacle::Absent;
    for (_, head, label) in ranked {
        let path = &head.path;
        if label.permit() == EmbeddingPermission::Withheld {
            obstacle = FontObstacle::Withheld(path.clone());
            continue;
        }
        match load(disk, path, head.index) {
            Ok(font) => return Ok(font),
            Err(cause) => obstacle = FontObstacle::Unusable(path.clone(), cause),
        }
    }
    Err(obstacle)
}

/// The font of number `index` in the file; the file's bytes are read once and then stay.
fn load(disk: &dyn Disk, path: &Path, index: u32) -> Result<Font, String> {
    static READ: Mutex<BTreeMap<PathBuf, &'static [u8]>> = Mutex::new(BTreeMap::new());
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    let data = match read.get(path) {
        Some(data) => *data,
        None => {
            let bytes = storage::read_font(disk, path).map_err(|error| error.cause.to_string())?;
            let data: &'static [u8] = Box::leak(bytes.into_boxed_slice());
            read.insert(path.to_owned(), data);
            data
        }
    };
    Font::parse(data, index).map_err(|error| error.to_string())
}
