//! Nothing is lost in the window: text lies aside while it is typed and is found again; a draft
//! that is open elsewhere, changed by others, or on a disk that fails gets its sentence, and the
//! text stays.

mod disk_errors;
mod file_conflicts;
mod paths;
mod recovery;

use std::cell::RefCell;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use egui::{Event, ImeEvent};
use egui_kittest::kittest::Queryable;
use nianbao::form::SectionId;
use nianbao::gui::text_editor::TextEditor;
use nianbao::gui::view_context::Tab;
use nianbao::messages::Language;
use nianbao::report::Report;
use nianbao::session::DataFolders;
use nianbao::storage::{self, Disk, FileAccess, FileLock, FileTime, PathKind, RealDisk};

use crate::window_harness::user::{OVERVIEW, SIZE, empty, press};
use crate::window_harness::{self, Told, Window, steps, window, window_of};

const WORKS: u8 = 0;
const FAILS: u8 = 1;
const PANICS: u8 = 2;
/// Whatever is written to the draft's own folder waits.
const WAITS: u8 = 3;

struct State(AtomicU8);

/// A disk that stops taking anything.
struct Trouble {
    state: Arc<State>,
    kind: io::ErrorKind,
}

impl Trouble {
    fn writes<T>(&self, step: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        match self.state.0.load(Ordering::Relaxed) {
            FAILS => Err(self.kind.into()),
            PANICS => panic!("a mistake of ours"),
            _ => step(),
        }
    }
}

impl Disk for Trouble {
    fn kind(&self, path: &Path) -> io::Result<Option<PathKind>> {
        RealDisk.kind(path)
    }
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        RealDisk.read(path, limit)
    }
    fn written(&self, path: &Path) -> io::Result<FileTime> {
        RealDisk.written(path)
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        RealDisk.resolve(path)
    }
    fn create(&self, path: &Path, bytes: &[u8], access: FileAccess<'_>) -> io::Result<()> {
        while self.state.0.load(Ordering::Relaxed) == WAITS && path.to_string_lossy().contains("甲.nianbao") {
            std::thread::sleep(Duration::from_millis(1));
        }
        self.writes(|| RealDisk.create(path, bytes, access))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.writes(|| RealDisk.rename(from, to))
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.sync_folder(folder)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        RealDisk.list(folder)
    }
    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.create_folder(folder)
    }
    fn lock(&self, path: &Path, owner: &str, access: FileAccess<'_>) -> io::Result<Option<Box<dyn FileLock>>> {
        RealDisk.lock(path, owner, access)
    }
}

/// A folder with a draft in it.
fn place(name: &str) -> (PathBuf, PathBuf) {
    let root = window_harness::folder(&format!("keeping-{name}"));
    let draft = root.join("甲.nianbao");
    storage::save(&RealDisk, &draft, &empty()).unwrap();
    (root, draft)
}

fn folders(root: &Path) -> DataFolders {
    DataFolders { recovery: root.join("recovery"), backups: root.join("versions") }
}

/// A window in which the draft is open.
fn open(root: &Path, draft: &Path) -> (Window, Rc<RefCell<Told>>) {
    let (mut window, told) = window_of(SIZE, None, Language::Chinese, Told::beside(root));
    window.state_mut().open(draft.to_owned());
    steps(&mut window);
    (window, told)
}

/// The next start of the program.
fn again(root: &Path) -> (Window, Rc<RefCell<Told>>) {
    let (mut window, told) = window_of(SIZE, None, Language::Chinese, Told::beside(root));
    steps(&mut window);
    (window, told)
}

/// A window that wrote this and ended without saving.
fn left_behind(root: &Path, draft: &Path, words: &str) {
    let (mut window, told) = open(root, draft);
    write(&mut window, words);
    wait(&mut window, &told, 1_000);
    drop(window);
    assert_eq!(aside(root).as_deref(), Some(words));
}

fn write(window: &mut Window, words: &str) {
    window_harness::show(window, Tab::Section(SectionId::Overview));
    window.ctx.memory_mut(|memory| memory.request_focus(TextEditor::id(OVERVIEW)));
    steps(window);
    window.event(Event::Ime(ImeEvent::Commit(words.into())));
    steps(window);
}

fn click(window: &mut Window, label: &str) {
    // What lies under the question has the same name at times, greyed out.
    let buttons = window.query_all_by_role_and_label(egui::accesskit::Role::Button, label);
    buttons.last().unwrap_or_else(|| panic!("no {label}")).click();
    steps(window);
}

/// Lets time pass, and the thread that writes come to its end.
fn wait(window: &mut Window, told: &RefCell<Told>, milliseconds: u64) {
    told.borrow_mut().now += Duration::from_millis(milliseconds);
    for _ in 0..40 {
        window.step();
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn text(window: &Window) -> String {
    text_of(window.state().document.as_ref().unwrap().session.report())
}

fn text_of(report: &Report) -> String {
    report.part(OVERVIEW).map(nianbao::richtext::RichText::text).unwrap_or_default()
}

/// The text that lies aside, whoever wrote it.
fn aside(root: &Path) -> Option<String> {
    kept(root).map(|report| text_of(&report))
}

/// The report that lies aside.
fn kept(root: &Path) -> Option<Report> {
    let files = storage::recovery_files(&RealDisk, &root.join("recovery")).unwrap();
    files.first().map(|file| storage::read_recovery(&RealDisk, file).unwrap().report)
}

#[test]
fn a_fresh_window_asks_nothing() {
    let (window, _) = window(SIZE, None);
    assert!(window.query_by_label("有没有保存的文字").is_none());
}
