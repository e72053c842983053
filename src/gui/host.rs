//! The system around the window behind a trait, so that tests need no dialog, no clock and no disk
//! of their own: files, file dialogs, the time, the clipboard, the system's viewer. Must not know
//! the window's state.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::backend::system_contrast::SystemContrast;
pub use super::file_dialog::{FileDialog, ReviewFile, RollupFile};
use super::system_opener::{TAKING, is_taken, opener};
use crate::form::CellKey;
use crate::report::Date;
use crate::session::draft_files::RealDisk;
use crate::session::rollup::RowsFormat;
use crate::session::settings_file::SettingsProblem;
use crate::session::user_folders::{self, UserFolders};
use crate::session::{DataFolders, ExportFormat, OfficeConverter, PassingKind, SettingsPolicy, SharedDisk, rule_packs};
use crate::storage::FileTime;

/// The answer of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostReply {
    /// The user chose a file.
    Chosen(FileDialog, PathBuf),
    /// The user chose none.
    Cancelled,
    /// The system has no dialogs; ask in the window.
    NoDialogs(FileDialog),
}

/// The system around the window.
pub trait Host {
    /// The disk.
    fn disk(&self) -> SharedDisk;
    /// Where unsaved text and former versions are kept.
    fn folders(&self) -> DataFolders;
    /// The folder that they are in where this user has no folder for them: no later start finds it.
    fn folder_of_this_run(&self) -> Option<PathBuf> {
        None
    }
    /// An id that no other session of this user has or had.
    fn session_id(&mut self) -> String;
    /// Who works here, in words for others who want the same draft.
    fn owner(&self) -> String;
    /// The time of the computer's clock.
    fn now(&self) -> FileTime;
    /// Asks for a file, proposing a name where it is to be written; the answer comes later.
    fn pick(&mut self, asked: FileDialog, name: &str, folder: Option<&Path>, context: &egui::Context);
    /// The answer, once it is there.
    fn picked(&mut self) -> Option<HostReply>;
    /// How long the window waits for a save before it goes on while the save runs.
    fn patience(&self) -> Duration {
        Duration::from_millis(100)
    }
    /// How long the window waits for work that is usually quick before it shows how far it is.
    fn task_patience(&self) -> Duration {
        Duration::from_millis(300)
    }
    /// The time since the program started.
    fn moment(&self) -> Duration;
    /// The day, in Beijing.
    fn today(&self) -> Option<Date>;
    /// The time of day, in Beijing, such as 14:03.
    fn clock(&self) -> String;
    /// Where the user's settings are kept.
    fn settings_file(&self) -> Option<PathBuf>;
    /// What is laid down for the settings on this computer.
    fn settings_policy(&self) -> (SettingsPolicy, Option<SettingsProblem>) {
        Default::default()
    }
    /// The folders of rule packs, those that come with the program first.
    fn rule_folders(&self) -> Vec<PathBuf> {
        rule_packs::folders(&*self.disk(), None, self.settings_file().as_deref())
    }
    /// The HTML of what is in the clipboard, where it has one.
    fn clipboard_html(&mut self) -> Option<String>;
    /// The plain text of what is in the clipboard, where it has one that can be read at any time.
    fn clipboard_text(&mut self) -> Option<String> {
        None
    }
    /// The picture in the clipboard, where it has one that can be read at any time.
    fn clipboard_image(&mut self) -> Option<egui::ColorImage> {
        None
    }
    /// Whether the clipboard has a picture that cannot be read.
    fn has_unread_image(&mut self) -> bool {
        false
    }
    /// Where programs put files that the HTML in the clipboard names.
    fn clipboard_folder(&self) -> PathBuf {
        std::env::temp_dir()
    }
    /// Puts a text into the clipboard with its HTML; `false` where only plain text can be put.
    fn copy(&mut self, _text: &str, _html: &str) -> bool {
        false
    }
    /// A folder for files that nobody keeps, to be opened by [`crate::session::PassingFolder`]. Above it lie those of
    /// other runs.
    fn passing_folder(&self) -> PathBuf;
    /// Hands a file or a folder to the system's program for it; whether one took it comes later.
    fn hand_over(&mut self, path: &Path, context: &egui::Context);
    /// One that was handed over, and whether a program took it, once that is known.
    fn handed_over(&mut self) -> Option<(PathBuf, bool)>;
    /// Asks the desktop whether it wants high contrast; it is known in a later frame.
    fn ask_contrast(&mut self, _context: &egui::Context) {}
    /// Whether the desktop wants high contrast, as far as that is known.
    fn wants_contrast(&mut self) -> bool {
        false
    }
    /// The program of this computer that converts files in old formats.
    fn converter(&self) -> Option<OfficeConverter> {
        OfficeConverter::find(&*self.disk(), std::env::var_os("PATH"))
    }
    /// The WPS Office of this computer, which converts none by a command.
    fn wps(&self) -> Option<PathBuf> {
        OfficeConverter::wps(&*self.disk(), std::env::var_os("PATH"))
    }
    /// Opens a report in another window of the program, at a cell; false where it could not.
    fn open_beside(&mut self, path: &Path, cell: Option<CellKey>) -> bool {
        let Ok(program) = std::env::current_exe() else { return false };
        let mut command = std::process::Command::new(program);
        command.arg("open");
        // Joined to its name, so that no file is taken for an option.
        command.args(cell.map(|cell| format!("--at={cell}"))).arg("--").arg(path);
        command.spawn().is_ok()
    }
    /// Opens another window of the program; false where it could not.
    fn new_window(&mut self) -> bool {
        let program = std::env::current_exe();
        program.is_ok_and(|program| std::process::Command::new(program).spawn().is_ok())
    }
}

/// The real system.
pub struct SystemHost {
    started: Instant,
    sessions: usize,
    /// Kept: what it holds is gone with it where the system keeps nothing itself.
    clipboard: Option<arboard::Clipboard>,
    waiting: Option<(FileDialog, Instant, Receiver<Option<PathBuf>>)>,
    /// Files and folders that the system's programs were asked to open.
    handed: Vec<Receiver<(PathBuf, bool)>>,
    /// Decided once: a folder without a home has another name each time.
    folders: OnceCell<UserFolders>,
    /// Where pages to print go.
    passing: PathBuf,
    contrast: SystemContrast,
}

impl Default for SystemHost {
    fn default() -> SystemHost {
        SystemHost {
            started: Instant::now(),
            sessions: 0,
            clipboard: None,
            waiting: None,
            handed: Vec::new(),
            folders: OnceCell::new(),
            contrast: SystemContrast::default(),
            passing: PassingKind::Print.folder_in(&std::env::temp_dir()),
        }
    }
}

impl SystemHost {
    fn user_folders(&self) -> &UserFolders {
        self.folders.get_or_init(|| UserFolders::new(self.settings_file().as_deref(), &std::env::temp_dir()))
    }
}

impl Drop for SystemHost {
    /// A folder of this run alone goes with it where nothing is in it.
    fn drop(&mut self) {
        let Some(UserFolders { data, of_this_run: Some(folder) }) = self.folders.get() else { return };
        for folder in [&data.recovery, &data.backups, folder] {
            let _ = self.disk().remove_empty_folder(folder);
        }
    }
}

/// Extensions of what can be read.
const READABLE: [&str; 29] = [
    "nianbao", "json", "docx", "docm", "xlsx", "xlsm", "pdf", "html", "htm", "xhtml", "mht", "mhtml", "xml", "odt",
    "ods", "fodt", "fods", "txt", "md", "csv", "tsv", "doc", "xls", "wps", "et", "rtf", "dot", "wpt", "xlt",
];
/// Extensions of pictures that a text can hold.
pub const PICTURES: [&str; 3] = ["png", "jpg", "jpeg"];
/// Extensions of pictures that it cannot, of which it is said what to do.
pub(super) const OTHER_PICTURES: [&str; 10] =
    ["svg", "emf", "wmf", "heic", "heif", "bmp", "gif", "webp", "tif", "tiff"];
/// A dialog that answers faster than this was never seen by anybody.
const UNSEEN: Duration = Duration::from_millis(250);
/// More bytes of text than this are not read.
const MOST_PASTED: usize = 8 * 1024 * 1024;

impl Host for SystemHost {
    fn disk(&self) -> SharedDisk {
        Arc::new(RealDisk)
    }

    fn folders(&self) -> DataFolders {
        self.user_folders().data.clone()
    }

    fn folder_of_this_run(&self) -> Option<PathBuf> {
        self.user_folders().of_this_run.clone()
    }

    fn session_id(&mut self) -> String {
        self.sessions += 1;
        format!("{}-{}-{}", self.now().0, std::process::id(), self.sessions)
    }

    fn owner(&self) -> String {
        let named = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let user = named("USERNAME").or_else(|| named("USER"));
        let computer = named("COMPUTERNAME").or_else(|| named("HOSTNAME"));
        user.into_iter().chain(computer).collect::<Vec<_>>().join(" · ")
    }

    fn now(&self) -> FileTime {
        FileTime(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
    }

    fn pick(&mut self, asked: FileDialog, name: &str, folder: Option<&Path>, context: &egui::Context) {
        if self.waiting.is_some() {
            return;
        }
        let (sender, receiver) = channel();
        let mut dialog = rfd::FileDialog::new();
        if let Some(folder) = folder {
            dialog = dialog.set_directory(folder);
        }
        if !name.is_empty() {
            dialog = dialog.set_file_name(name);
        }
        let dialog = match asked {
            FileDialog::OpenDraft => dialog.add_filter("年报", &["nianbao", "json"]),
            FileDialog::FromLastYear
            | FileDialog::LastYear
            | FileDialog::Import
            | FileDialog::Merge
            | FileDialog::Compare => dialog.add_filter("年报", &READABLE).add_filter("*", &["*"]),
            FileDialog::Picture => dialog.add_filter("PNG, JPEG", &PICTURES),
            FileDialog::DraftFolder
            | FileDialog::ExportFolder
            | FileDialog::Rollup(RollupFile::Folder | RollupFile::Returns) => dialog,
            FileDialog::Rollup(RollupFile::Former) => dialog.add_filter("年报", &READABLE).add_filter("*", &["*"]),
            FileDialog::Rollup(RollupFile::List) => {
                dialog.add_filter("*", &["xlsx", "xlsm", "ods", "csv", "tsv", "txt", "docx", "html"])
            }
            FileDialog::Rollup(RollupFile::Charts) => {
                let kinds = ["pdf", "docx", "png", "svg", "html"];
                kinds.into_iter().fold(dialog, |dialog, kind| dialog.add_filter(kind, &[kind]))
            }
            FileDialog::Rollup(RollupFile::Csv) if RowsFormat::Parquet.is_built() => {
                dialog.add_filter("csv", &["csv"]).add_filter("parquet", &["parquet"])
            }
            FileDialog::Rollup(file) => {
                let kind = file.extension().unwrap_or_default();
                dialog.add_filter(kind, &[kind])
            }
            FileDialog::SaveAs => dialog.add_filter("年报", &["nianbao"]),
            FileDialog::Pdf | FileDialog::Comparison => dialog.add_filter("PDF", &["pdf"]),
            FileDialog::Package => dialog.add_filter("ZIP", &["zip"]),
            FileDialog::Export(Some(format)) => dialog.add_filter(format.extension(), &[format.extension()]),
            FileDialog::Review(file) => dialog.add_filter(file.format().extension(), &[file.format().extension()]),
            FileDialog::Export(None) => {
                let kinds = ExportFormat::ALL.map(ExportFormat::extension);
                kinds.iter().fold(dialog, |dialog, kind| dialog.add_filter(*kind, &[*kind]))
            }
        };
        let context = context.clone();
        // The system's dialogs may hang; the window must not.
        std::thread::spawn(move || {
            let path = match asked {
                FileDialog::DraftFolder
                | FileDialog::ExportFolder
                | FileDialog::Rollup(RollupFile::Folder | RollupFile::Returns) => dialog.pick_folder(),
                FileDialog::OpenDraft
                | FileDialog::FromLastYear
                | FileDialog::LastYear
                | FileDialog::Import
                | FileDialog::Merge
                | FileDialog::Compare
                | FileDialog::Picture
                | FileDialog::Rollup(RollupFile::List | RollupFile::Former) => dialog.pick_file(),
                FileDialog::SaveAs
                | FileDialog::Pdf
                | FileDialog::Export(_)
                | FileDialog::Package
                | FileDialog::Comparison
                | FileDialog::Review(_)
                | FileDialog::Rollup(_) => dialog.save_file(),
            };
            let _ = sender.send(path);
            context.request_repaint();
        });
        self.waiting = Some((asked, Instant::now(), receiver));
    }

    fn picked(&mut self) -> Option<HostReply> {
        let (_, since, receiver) = self.waiting.as_ref()?;
        let quick = since.elapsed() < UNSEEN;
        let path = match receiver.try_recv() {
            Ok(path) => path,
            Err(std::sync::mpsc::TryRecvError::Empty) => return None,
            Err(std::sync::mpsc::TryRecvError::Disconnected) => None,
        };
        let (pick, ..) = self.waiting.take()?;
        Some(match path {
            Some(path) => HostReply::Chosen(pick, path),
            None if quick => HostReply::NoDialogs(pick),
            None => HostReply::Cancelled,
        })
    }

    fn moment(&self) -> Duration {
        self.started.elapsed()
    }

    fn today(&self) -> Option<Date> {
        self.now().in_beijing().map(|(day, _)| day)
    }

    fn clock(&self) -> String {
        self.now().in_beijing().map(|(_, time)| time).unwrap_or_default()
    }

    fn settings_policy(&self) -> (SettingsPolicy, Option<SettingsProblem>) {
        rule_packs::policy_here(&*self.disk())
    }

    fn settings_file(&self) -> Option<PathBuf> {
        let is_there = |folder: &Path| self.disk().kind(folder).is_ok_and(|kind| kind.is_some());
        user_folders::settings_file(|name| std::env::var_os(name), is_there)
    }

    fn rule_folders(&self) -> Vec<PathBuf> {
        rule_packs::folders_here(&*self.disk())
    }

    fn clipboard_html(&mut self) -> Option<String> {
        arboard::Clipboard::new().ok()?.get().html().ok()
    }

    fn clipboard_text(&mut self) -> Option<String> {
        arboard::Clipboard::new().ok()?.get_text().ok().filter(|text| text.len() <= MOST_PASTED)
    }

    fn clipboard_image(&mut self) -> Option<egui::ColorImage> {
        let image = arboard::Clipboard::new().ok()?.get_image().ok()?;
        let count = image.width.checked_mul(image.height)?;
        let is_whole = count.checked_mul(4) == Some(image.bytes.len()) && count > 0;
        is_whole.then(|| egui::ColorImage::from_rgba_unmultiplied([image.width, image.height], &image.bytes))
    }

    fn has_unread_image(&mut self) -> bool {
        let read = arboard::Clipboard::new().ok().map(|mut clipboard| clipboard.get_image().map(drop));
        matches!(read, Some(Err(arboard::Error::ConversionFailure)))
    }

    fn copy(&mut self, text: &str, html: &str) -> bool {
        // Under Wayland only the window's own connection has a clipboard.
        if std::env::var_os("WAYLAND_DISPLAY").is_some() {
            return false;
        }
        let put = |clipboard: &mut arboard::Clipboard| clipboard.set_html(html, Some(text)).is_ok();
        if self.clipboard.is_none() {
            self.clipboard = arboard::Clipboard::new().ok();
        }
        self.clipboard.as_mut().is_some_and(put)
    }

    fn ask_contrast(&mut self, context: &egui::Context) {
        let context = context.clone();
        self.contrast.ask(move || context.request_repaint());
    }

    fn wants_contrast(&mut self) -> bool {
        self.contrast.wanted()
    }

    fn passing_folder(&self) -> PathBuf {
        self.passing.clone()
    }

    fn hand_over(&mut self, path: &Path, context: &egui::Context) {
        let (sender, receiver) = channel();
        let (path, context) = (path.to_owned(), context.clone());
        // A program that stays open is not waited for, and the window waits for none.
        std::thread::spawn(move || {
            let taken = opener(&path).spawn().is_ok_and(|opener| is_taken(opener, TAKING));
            let _ = sender.send((path, taken));
            context.request_repaint();
        });
        self.handed.push(receiver);
    }

    fn handed_over(&mut self) -> Option<(PathBuf, bool)> {
        let replies = self.handed.iter().enumerate();
        let (at, reply) = replies.into_iter().find_map(|(at, one)| Some((at, one.try_recv().ok()?)))?;
        self.handed.remove(at);
        Some(reply)
    }
}
