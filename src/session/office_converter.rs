//! Old binary files of Word, Excel, WPS, and RTF → docx or xlsx, by the LibreOffice of this computer: only where
//! it is there and the user asks for it. The file is copied into a folder of its own that nobody else may
//! read, and nothing of that folder is left behind. Must not know what is in a file beyond its kind.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::passing_folder::PassingKind;
use crate::limits::Limit;
use crate::storage::{Disk, FileAccess, PathKind};

/// A LibreOffice with a command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeConverter {
    /// Its program.
    pub program: PathBuf,
}

/// Why a file was not converted.
#[derive(Debug, thiserror::Error)]
pub enum ConversionError {
    /// The folder, or the copy in it, could not be made or read.
    #[error("the private folder: {0}")]
    Folder(std::io::Error),
    /// The program could not be started.
    #[error("the program was not started: {0}")]
    NotStarted(std::io::Error),
    /// It took too long and was ended.
    #[error("no result within {} s", PATIENCE.as_secs())]
    TooLong,
    /// It made no file: the source is damaged, or has a password.
    #[error("the program made no file")]
    NoResult,
    /// Nobody waits for the result any more.
    #[error("stopped")]
    Stopped,
}

/// How long a conversion may take; a report takes a few seconds, on a slow computer with a fresh profile half a
/// minute.
const PATIENCE: Duration = Duration::from_secs(180);
/// How often it is looked whether the program has ended.
const BEAT: Duration = Duration::from_millis(50);
/// Its program's names, and where it is put without being in the path.
const NAMES: [&str; 2] = ["soffice", "libreoffice"];
/// The same of WPS Office. It documents no command that converts a file: programs drive its open window, which its
/// version for Linux cannot hide (github.com/timxx/pywpsrpc, issues 22 and 35), so that none is tried.
const WPS_NAMES: [&str; 2] = ["wps", "et"];
const WPS_PLACES: [&str; 4] = [
    "C:\\Program Files\\Kingsoft\\WPS Office\\ksolaunch.exe",
    "C:\\Program Files (x86)\\Kingsoft\\WPS Office\\ksolaunch.exe",
    "/opt/kingsoft/wps-office/office6/wps",
    "/Applications/wpsoffice.app/Contents/MacOS/wpsoffice",
];
const PLACES: [&str; 3] = [
    "C:\\Program Files\\LibreOffice\\program\\soffice.com",
    "C:\\Program Files (x86)\\LibreOffice\\program\\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
];

impl OfficeConverter {
    /// The LibreOffice of this computer: in a folder of `path`, the variable PATH, or where it is usually put.
    pub fn find(disk: &dyn Disk, path: Option<OsString>) -> Option<OfficeConverter> {
        found(disk, path, &NAMES, &PLACES).map(|program| OfficeConverter { program })
    }

    /// The WPS Office of this computer, which opens these files but converts none by a command.
    pub fn wps(disk: &dyn Disk, path: Option<OsString>) -> Option<PathBuf> {
        found(disk, path, &WPS_NAMES, &WPS_PLACES)
    }

    /// The file as docx or xlsx. It is copied into a folder within `temporary`. Where `stop` becomes true the program is
    /// ended.
    ///
    /// # Errors
    ///
    /// The program cannot be started, takes too long, is stopped, or makes no file.
    pub fn convert(
        &self,
        disk: &dyn Disk,
        bytes: &[u8],
        temporary: &Path,
        stop: &AtomicBool,
    ) -> Result<Vec<u8>, ConversionError> {
        let folder = PassingKind::Convert.folder_in(temporary);
        disk.create_private_folder(&folder).map_err(ConversionError::Folder)?;
        let converted = self.convert_in(disk, bytes, &folder, stop);
        // With the profile that the program made in it.
        let _ = disk.remove_folder(&folder);
        converted
    }

    fn convert_in(
        &self,
        disk: &dyn Disk,
        bytes: &[u8],
        folder: &Path,
        stop: &AtomicBool,
    ) -> Result<Vec<u8>, ConversionError> {
        let (source, target) = if is_workbook(bytes) { ("source.xls", "xlsx") } else { ("source.doc", "docx") };
        let source = folder.join(source);
        disk.create(&source, bytes, FileAccess::Private).map_err(ConversionError::Folder)?;
        let mut command = Command::new(&self.program);
        command
            .args(["--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault"])
            // A profile of its own: the user's may be open, and has macros and add-ons.
            .arg(profile(&folder.join("profile")))
            .args(["--convert-to", target, "--outdir"])
            .arg(folder)
            .arg(&source)
            .current_dir(folder)
            .env("TMPDIR", folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        in_group(&mut command);
        let child = command.spawn().map_err(ConversionError::NotStarted)?;
        wait(child, stop)?;
        let most = u64::try_from(Limit::File.most()).unwrap_or(u64::MAX);
        disk.read(&source.with_extension(target), most).map_err(|_| ConversionError::NoResult)
    }
}

/// The first of these programs that is in a folder of `path`, the variable PATH, or else in one of the `places`.
fn found(disk: &dyn Disk, path: Option<OsString>, names: &[&str], places: &[&str]) -> Option<PathBuf> {
    let path = path.unwrap_or_default();
    let named = std::env::split_paths(&path)
        // A relative folder would be another one in each folder that the program is started in.
        .filter(|folder| folder.is_absolute())
        .flat_map(|folder| {
            let own = move |name: &&str| folder.join(name).with_extension(std::env::consts::EXE_EXTENSION);
            names.iter().map(own).collect::<Vec<_>>()
        });
    let mut all = named.chain(places.iter().map(PathBuf::from));
    all.find(|program| matches!(disk.kind(program), Ok(Some(PathKind::File | PathKind::ReadOnlyFile))))
}

/// Waits for the end of the program, and ends it where it takes too long or nobody waits any more.
fn wait(mut child: Child, stop: &AtomicBool) -> Result<(), ConversionError> {
    let begun = Instant::now();
    while child.try_wait().map_err(ConversionError::NotStarted)?.is_none() {
        let is_stopped = stop.load(Ordering::Relaxed);
        if is_stopped || begun.elapsed() > PATIENCE {
            end(&mut child);
            return Err(if is_stopped { ConversionError::Stopped } else { ConversionError::TooLong });
        }
        std::thread::sleep(BEAT);
    }
    Ok(())
}

/// The program starts others, so that it is ended as a group where there are groups.
#[cfg(unix)]
fn in_group(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
fn in_group(_command: &mut Command) {}

fn end(child: &mut Child) {
    if cfg!(unix) {
        let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).status();
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// The option that names the folder of its settings, as an address.
fn profile(folder: &Path) -> OsString {
    let path = folder.to_string_lossy().replace('\\', "/").replace('%', "%25").replace(' ', "%20");
    let root = if path.starts_with('/') { "" } else { "/" };
    format!("-env:UserInstallation=file://{root}{path}").into()
}

/// Whether a compound file has the stream of a workbook (MS-XLS §2.1.2), whose name is in UTF-16.
fn is_workbook(bytes: &[u8]) -> bool {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    !bytes.starts_with(b"{\\rtf") && !has("WordDocument") && (has("Workbook") || has("Book"))
}
