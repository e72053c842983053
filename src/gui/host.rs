//! The world outside the window behind a trait, so that tests need no dialog, no clock and no
//! disk of their own: files, dialogs, the time, the system's viewer.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::report::Date;
use crate::session::draft_files::RealDisk;
use crate::session::{Export, Folders, SharedDisk};
use crate::storage::Stamp;

/// What a dialog is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// A draft to open.
    Open,
    /// Last year's report, to begin this year's from.
    FromLastYear,
    /// Last year's report, to compare with.
    LastYear,
    /// Where to save the draft; with a proposed name.
    SaveAs(String),
    /// Where to write the PDF; with a proposed name.
    Pdf(String),
    /// A file of any kind that is understood, to read from.
    Import,
    /// Where to write another program's file, of a kind or of the one that the extension names;
    /// with a proposed name.
    Export(Option<Export>, String),
    /// The folder into which the whole set of files goes.
    Set,
    /// The folder into which new drafts go.
    Folder,
}

/// The answer of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The user chose a file.
    Chosen(Pick, PathBuf),
    /// The user chose none.
    Cancelled,
    /// The system has no dialogs; ask in the window.
    NoDialogs(Pick),
}

/// The world outside.
pub trait Outside {
    /// The disk.
    fn disk(&self) -> SharedDisk;
    /// Where unsaved text and former versions are kept.
    fn folders(&self) -> Folders;
    /// A word that no other session of this user has or had.
    fn session_id(&mut self) -> String;
    /// Who works here, in words for others who want the same draft.
    fn owner(&self) -> String;
    /// The time of the computer's clock.
    fn now(&self) -> Stamp;
    /// Asks for a file; the answer comes later.
    fn pick(&mut self, pick: Pick, folder: Option<&Path>, context: &egui::Context);
    /// The answer, once it is there.
    fn picked(&mut self) -> Option<Answer>;
    /// How long the window waits for a save before it goes on beside it: as long as nobody notices.
    fn patience(&self) -> Duration {
        Duration::from_millis(100)
    }
    /// The time since the program started.
    fn moment(&self) -> Duration;
    /// The day, in Beijing.
    fn today(&self) -> Option<Date>;
    /// The time of day, in Beijing, such as 14:03.
    fn clock(&self) -> String;
    /// Where the user's settings are kept.
    fn settings_file(&self) -> Option<PathBuf>;
    /// The web form of what is in the clipboard, where it has one.
    fn clipboard_html(&mut self) -> Option<String>;
    /// Puts a text into the clipboard with its web form; `false` where only plain text can be put.
    fn copy(&mut self, _text: &str, _html: &str) -> bool {
        false
    }
    /// A folder for files that nobody keeps.
    fn passing_folder(&self) -> PathBuf;
    /// Opens a file or a folder with what the system has for it; tells whether it could.
    fn show(&mut self, path: &Path) -> bool;
}

/// The real world.
pub struct RealWorld {
    started: Instant,
    sessions: usize,
    /// Kept: what it holds is gone with it where the system keeps nothing itself.
    clipboard: Option<arboard::Clipboard>,
    waiting: Option<(Pick, Instant, Receiver<Option<PathBuf>>)>,
}

impl Default for RealWorld {
    fn default() -> RealWorld {
        RealWorld { started: Instant::now(), sessions: 0, clipboard: None, waiting: None }
    }
}

/// Extensions of what can be read.
const READABLE: [&str; 10] = ["nianbao", "json", "docx", "xlsx", "pdf", "html", "htm", "txt", "md", "csv"];
/// A dialog that answers faster than this was never seen by anybody.
const UNSEEN: Duration = Duration::from_millis(250);
/// More bytes of web text than this are not read; the plain text is pasted.
const MOST_PASTED: usize = 8 * 1024 * 1024;

impl Outside for RealWorld {
    fn disk(&self) -> SharedDisk {
        Arc::new(RealDisk)
    }

    fn folders(&self) -> Folders {
        // Beside the settings, in a folder of the same name. Without a home of the user, what is
        // written aside must still lie somewhere.
        let base = self.settings_file().map(|file| file.with_extension(""));
        let base = base.unwrap_or_else(|| std::env::temp_dir().join("nianbao"));
        Folders { recovery: base.join("recovery"), backups: base.join("versions") }
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

    fn now(&self) -> Stamp {
        Stamp(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
    }

    fn pick(&mut self, pick: Pick, folder: Option<&Path>, context: &egui::Context) {
        if self.waiting.is_some() {
            return;
        }
        let (sender, receiver) = channel();
        let mut dialog = rfd::FileDialog::new();
        if let Some(folder) = folder {
            dialog = dialog.set_directory(folder);
        }
        let dialog = match &pick {
            Pick::Open => dialog.add_filter("年报", &["nianbao", "json"]),
            Pick::FromLastYear | Pick::LastYear | Pick::Import => {
                dialog.add_filter("年报", &READABLE).add_filter("*", &["*"])
            }
            Pick::Folder | Pick::Set => dialog,
            Pick::SaveAs(name) => dialog.add_filter("年报", &["nianbao"]).set_file_name(name),
            Pick::Pdf(name) => dialog.add_filter("PDF", &["pdf"]).set_file_name(name),
            Pick::Export(Some(kind), name) => {
                dialog.add_filter(kind.extension(), &[kind.extension()]).set_file_name(name)
            }
            Pick::Export(None, name) => {
                let kinds = Export::ALL.map(Export::extension);
                kinds.iter().fold(dialog, |dialog, kind| dialog.add_filter(*kind, &[*kind])).set_file_name(name)
            }
        };
        let wanted = pick.clone();
        let context = context.clone();
        // The system's dialogs may hang; the window must not.
        std::thread::spawn(move || {
            let path = match wanted {
                Pick::SaveAs(_) | Pick::Pdf(_) | Pick::Export(..) => dialog.save_file(),
                Pick::Folder | Pick::Set => dialog.pick_folder(),
                Pick::Open | Pick::FromLastYear | Pick::LastYear | Pick::Import => dialog.pick_file(),
            };
            let _ = sender.send(path);
            context.request_repaint();
        });
        self.waiting = Some((pick, Instant::now(), receiver));
    }

    fn picked(&mut self) -> Option<Answer> {
        let (_, since, receiver) = self.waiting.as_ref()?;
        let quick = since.elapsed() < UNSEEN;
        let path = match receiver.try_recv() {
            Ok(path) => path,
            Err(std::sync::mpsc::TryRecvError::Empty) => return None,
            Err(std::sync::mpsc::TryRecvError::Disconnected) => None,
        };
        let (pick, ..) = self.waiting.take()?;
        Some(match path {
            Some(path) => Answer::Chosen(pick, path),
            None if quick => Answer::NoDialogs(pick),
            None => Answer::Cancelled,
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

    fn settings_file(&self) -> Option<PathBuf> {
        if let Some(file) = std::env::var_os("NIANBAO_SETTINGS") {
            return Some(file.into());
        }
        let named = |name: &str| std::env::var_os(name).map(PathBuf::from);
        let home = named("HOME");
        let folders = [named("APPDATA"), named("XDG_CONFIG_HOME"), home.as_ref().map(|home| home.join(".config"))];
        let there = |folder: &PathBuf| self.disk().kind(folder).is_ok_and(|kind| kind.is_some());
        let kept = folders.into_iter().flatten().find(there).map(|folder| folder.join("nianbao.json"));
        kept.or_else(|| Some(home?.join(".nianbao.json")))
    }

    fn clipboard_html(&mut self) -> Option<String> {
        arboard::Clipboard::new().ok()?.get().html().ok().filter(|html| html.len() <= MOST_PASTED)
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

    fn passing_folder(&self) -> PathBuf {
        std::env::temp_dir()
    }

    fn show(&mut self, path: &Path) -> bool {
        let opener = if cfg!(windows) {
            "explorer"
        } else if cfg!(target_os = "macos") {
            "open"
        } else {
            "xdg-open"
        };
        std::process::Command::new(opener).arg(path).spawn().is_ok()
    }
}
