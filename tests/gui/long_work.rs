//! Work that takes seconds: how far it is stands in the window, Esc and the button stop it, and what was stopped leaves
//! the open report and the folders as they were.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use nianbao::gui::action::Action;
use nianbao::gui::dialogs::question::Continuation;
use nianbao::gui::host::FileDialog;
use nianbao::messages::Language;
use nianbao::session::ExportFormat;
use nianbao::storage::{Disk, FileAccess, FileLock, FileTime, PathKind, RealDisk};

use crate::window_harness::user::{SIZE, click, press, report};
use crate::window_harness::{self, Told, Window, act, drop_file, sample, steps, window_of};

/// The real disk, which waits at one kind of file for as long as it is held.
struct HeldDisk {
    held: AtomicBool,
    at: &'static str,
}

impl HeldDisk {
    fn wait(&self, path: &Path) {
        while self.held.load(Ordering::Relaxed) && path.to_string_lossy().ends_with(self.at) {
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn let_go(&self) {
        self.held.store(false, Ordering::Relaxed);
    }
}

impl Disk for HeldDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<PathKind>> {
        RealDisk.kind(path)
    }
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.wait(path);
        RealDisk.read(path, limit)
    }
    fn written(&self, path: &Path) -> io::Result<FileTime> {
        RealDisk.written(path)
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        RealDisk.resolve(path)
    }
    fn create(&self, path: &Path, bytes: &[u8], access: FileAccess<'_>) -> io::Result<()> {
        RealDisk.create(path, bytes, access)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.wait(to);
        RealDisk.rename(from, to)
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
    fn folders(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        RealDisk.folders(folder)
    }
    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.create_folder(folder)
    }
    fn remove_empty_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.remove_empty_folder(folder)
    }
    fn lock(&self, path: &Path, owner: &str, access: FileAccess<'_>) -> io::Result<Option<Box<dyn FileLock>>> {
        RealDisk.lock(path, owner, access)
    }
}

/// A window with the sample on a disk that waits at files of these names' ends.
fn held(name: &str, at: &'static str) -> (Window, Arc<HeldDisk>, PathBuf) {
    let here = window_harness::folder(name);
    let disk = Arc::new(HeldDisk { held: AtomicBool::new(true), at });
    let told = Told { disk: disk.clone(), task_patience: Duration::ZERO, ..Told::default() };
    let (mut window, _) = window_of(SIZE, Some(sample()), Language::Chinese, told);
    steps(&mut window);
    (window, disk, here)
}

/// Lets frames pass until the work has ended.
fn wait(window: &mut Window) {
    let begun = Instant::now();
    while window.state().is_working() && begun.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(5));
        steps(window);
    }
    assert!(!window.state().is_working());
    steps(window);
}

fn said(window: &Window) -> String {
    window.state().dialogs.notice.clone().map(|notice| notice.text).unwrap_or_default()
}

/// Every file and folder below a folder.
fn all(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(all(&path));
        }
        found.push(path);
    }
    found.sort();
    found
}

/// An import is shown while it lasts, takes no key meanwhile, and is forgotten where it is stopped, by Esc and by the
/// button.
#[test]
fn an_import_that_is_stopped_leaves_the_open_report() {
    for by_key in [true, false] {
        let (mut window, disk, here) = held("long-import", "大.md");
        let other = nianbao::report::Report { year: 2020, ..sample() };
        let form = nianbao::form::Form::of(other.form).unwrap();
        std::fs::write(here.join("大.md"), nianbao::export::markdown::write(form, &other)).unwrap();
        let before = (report(&window).clone(), window.state().document.as_ref().unwrap().session.revision());
        drop_file(&mut window, here.join("大.md"));
        steps(&mut window);
        window.get_by_label("正在读取“大.md”");
        for key in [Key::A, Key::Enter, Key::Delete, Key::Tab] {
            press(&mut window, Modifiers::NONE, key);
        }
        if by_key {
            press(&mut window, Modifiers::NONE, Key::Escape);
        } else {
            click(&mut window, "取消");
        }
        assert!(!window.state().is_working(), "what only reads is not waited for");
        assert!(said(&window).contains("已取消"), "{}", said(&window));
        disk.let_go();
        std::thread::sleep(Duration::from_millis(100));
        steps(&mut window);
        assert!(window.state().dialogs.import_review.is_none(), "nothing comes after it was stopped");
        let document = window.state().document.as_ref().unwrap();
        assert_eq!((document.session.report().clone(), document.session.revision()), before);
        assert_eq!(all(&here), [here.join("大.md")]);
        // The window goes on: the same file again.
        drop_file(&mut window, here.join("大.md"));
        wait(&mut window);
        window.get_by_label("读入“大.md”");
    }
}

/// The whole set tells its steps; stopped while it is written, it takes back what is there.
#[test]
fn an_export_that_is_stopped_leaves_no_file() {
    let (mut window, disk, here) = held("long-set", ".html");
    act(&mut window, Action::TakePath(FileDialog::ExportFolder, here.clone()));
    let begun = Instant::now();
    // The page is the third of the set: the two before it are there when the work waits for it.
    while all(&here).iter().filter(|path| path.extension().is_some_and(|it| it == "pdf" || it == "docx")).count() < 2 {
        assert!(begun.elapsed() < Duration::from_secs(60));
        std::thread::sleep(Duration::from_millis(5));
        steps(&mut window);
    }
    window.get_by_label("正在导出");
    window.get_all_by_label("第 9 步，共 9 步：写入文件").next().unwrap();
    press(&mut window, Modifiers::NONE, Key::Escape);
    window.get_by_label("正在停止……");
    assert!(window.state().is_working(), "what writes is waited for");
    disk.let_go();
    wait(&mut window);
    assert!(said(&window).contains("已取消"), "{}", said(&window));
    assert_eq!(all(&here), Vec::<PathBuf>::new());
    // Again, and to its end.
    act(&mut window, Action::TakePath(FileDialog::ExportFolder, here.clone()));
    wait(&mut window);
    let files = all(&here).into_iter().filter(|path| path.is_file()).count();
    assert_eq!(files, ExportFormat::SET.len());
}

/// The same for the package and for one file: nothing is there before all of it is made.
#[test]
fn a_package_that_is_stopped_leaves_no_file() {
    for (dialog, name) in [(FileDialog::Package, "包.zip"), (FileDialog::Pdf, "年报.pdf")] {
        let (mut window, disk, here) = held("long-package", "不等");
        act(&mut window, Action::TakePath(dialog, here.join(name)));
        act(&mut window, Action::StopTask);
        wait(&mut window);
        // Quick work may have ended before it was told to stop: then the file is whole.
        let there = all(&here);
        if said(&window).contains("已取消") {
            assert_eq!(there, Vec::<PathBuf>::new());
        } else {
            assert_eq!(there, [here.join(name)]);
        }
        disk.let_go();
    }
}

/// Whoever closes the window does not wait for an import, and whoever gave up a report for last year's does not find it
/// again at the next start.
#[test]
fn what_is_begun_from_last_year_comes_after_it_was_read() {
    let (mut window, disk, here) = held("long-last-year", "上年.md");
    let form = nianbao::form::Form::of(sample().form).unwrap();
    std::fs::write(here.join("上年.md"), nianbao::export::markdown::write(form, &sample())).unwrap();
    act(&mut window, Action::DiscardThen(Continuation::FromLastYear(here.join("上年.md"))));
    steps(&mut window);
    assert_eq!(report(&window).year, 2024, "the open report stays until the other one is there");
    disk.let_go();
    wait(&mut window);
    assert_eq!(report(&window).year, 2025);
    window.state_mut().close_requested();
    steps(&mut window);
    assert!(!window.state().is_working());
}
