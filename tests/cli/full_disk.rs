//! Every command that writes a file, on a disk that is full at each of its steps: an earlier output is whole, and
//! nothing is left beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use nianbao::cli::{self, Invocation, Request};
use nianbao::form::{CellKey, SectionId, UnitKind};
use nianbao::messages::Language;
use nianbao::report::{Number, Report};
use nianbao::richtext::{Level, Paragraph};
use nianbao::session::ExportFormat;
use nianbao::storage::{self, Disk, FileAccess, FileLock, FileTime, PathKind};

use crate::simulated_disk::SimulatedDisk;

/// A disk whose n-th change fails for want of room, having taken half of what was written.
struct FullDisk {
    disk: Arc<SimulatedDisk>,
    left: AtomicUsize,
    /// Whether a rename, which takes no room, fails as well.
    renames: bool,
}

impl FullDisk {
    fn step<T>(&self, step: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let left = self.left.load(Ordering::SeqCst);
        self.left.store(left.saturating_sub(1), Ordering::SeqCst);
        if left == 0 { Err(io::ErrorKind::StorageFull.into()) } else { step() }
    }
}

impl Disk for FullDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<PathKind>> {
        // The simulated disk takes what has no extension for a folder.
        let is_sums = path.ends_with("SHA256SUMS");
        // Where whoever runs the tests has former versions: what outputs take the place of is kept there.
        if nianbao::session::versions_folder().as_deref() == Some(path) {
            return Ok(Some(PathKind::Folder));
        }
        Ok(self.disk.kind(path)?.filter(|kind| !is_sums || *kind != PathKind::Folder))
    }
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.step(|| self.disk.read(path, limit))
    }
    fn written(&self, path: &Path) -> io::Result<FileTime> {
        self.disk.written(path)
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.disk.resolve(path)
    }
    fn create(&self, path: &Path, bytes: &[u8], access: FileAccess<'_>) -> io::Result<()> {
        if self.left.load(Ordering::SeqCst) == 0 {
            self.disk.create(path, &bytes[..bytes.len() / 2], access)?;
        }
        self.step(|| self.disk.create(path, bytes, access))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.renames { self.step(|| self.disk.rename(from, to)) } else { self.disk.rename(from, to) }
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.disk.sync_folder(folder)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.disk.remove(path)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.step(|| self.disk.list(folder))
    }
    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(|| self.disk.create_folder(folder))
    }
    fn lock(&self, path: &Path, owner: &str, access: FileAccess<'_>) -> io::Result<Option<Box<dyn FileLock>>> {
        self.disk.lock(path, owner, access)
    }
}

/// Runs a command in this process, on a disk that fails at its n-th step; the status, and whether the disk
/// failed.
fn run_on(disk: &Arc<SimulatedDisk>, steps: usize, arguments: &[&str]) -> (u8, bool) {
    run_on_full(FullDisk { disk: Arc::clone(disk), left: AtomicUsize::new(steps), renames: true }, arguments)
}

fn run_on_full(full: FullDisk, arguments: &[&str]) -> (u8, bool) {
    let arguments = arguments.iter().map(Into::into);
    let Request::CommandLine(request) = Invocation::parse(arguments).request else { panic!("no window") };
    let status = cli::run_on(&full, request, Language::English);
    (status, full.left.load(Ordering::SeqCst) == 0)
}

/// The files that are the user's, without what the program has for itself.
fn of_user(files: BTreeMap<PathBuf, Vec<u8>>) -> BTreeMap<PathBuf, Vec<u8>> {
    files.into_iter().filter(|(path, _)| path.starts_with("/年报")).collect()
}

/// Every command that writes a file, over an earlier one, on a disk that is full at each of its steps.
#[test]
fn whatever_step_fails_an_earlier_output_is_whole() {
    let mut report = Report::new("青禾县水务局", UnitKind::Department, 2024);
    let former = storage::write(&report).unwrap();
    report.prose_mut(SectionId::Overview).paragraphs = vec![Paragraph::new(Level::Body, "公开。".repeat(300))];
    report.numbers.set(CellKey::parse("received.natural_person").unwrap(), Some(Number::Count(1_234_567)));
    let draft = storage::write(&report).unwrap();
    let source = "青禾县水务局2024年政府信息公开工作年度报告\n\n一、总体情况\n\n公开。\n";
    let mut commands: Vec<Vec<String>> = Vec::new();
    let command = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    for kind in ExportFormat::ALL.map(ExportFormat::extension) {
        commands.push(command(&["export", "/年报/甲.nianbao", "-o", &format!("/年报/旧.{kind}")]));
    }
    for kind in ["pdf", "txt"] {
        commands.push(command(&["check", "/年报/甲.nianbao", "-o", &format!("/年报/旧.{kind}")]));
    }
    commands.push(command(&["export", "/年报/甲.nianbao", "--all", "/年报/全套"]));
    commands.push(command(&["package", "/年报/甲.nianbao", "-o", "/年报/旧.zip"]));
    commands.push(command(&["rollup", "/年报", "-o", "/年报/旧.csv"]));
    commands.push(command(&["rollup", "/年报", "-o", "/年报/旧.xlsx"]));
    commands.push(command(&["compare", "/年报/甲.nianbao", "/年报/源.txt", "-o", "/年报/旧.pdf"]));
    commands.push(command(&["new", "--unit", "x", "--year", "2024", "-o", "/年报/旧.nianbao", "--force"]));
    commands.push(command(&["import", "/年报/源.txt", "-o", "/年报/旧.nianbao", "--force"]));
    // What each command wrote before the report was changed: no file of another kind is replaced.
    let before = [("/年报/甲.nianbao", former), ("/年报/源.txt", source.as_bytes().to_vec())];
    let earlier = SimulatedDisk::with_files(before.map(|(path, bytes)| (PathBuf::from(path), bytes)).into());
    let earlier = Arc::new(earlier);
    assert_eq!(run_on(&earlier, usize::MAX, &["export", "/年报/甲.nianbao", "--all", "/年报/全套"]).0, 0);
    for command in &commands {
        run_on(&earlier, usize::MAX, &command.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let sets = earlier.files();
    let (mut failures, mut done) = (0, 0);
    for command in &commands {
        let arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        let target = arguments.iter().position(|word| *word == "-o").map(|at| PathBuf::from(arguments[at + 1]));
        let mut whole = BTreeMap::new();
        for steps in std::iter::once(usize::MAX).chain(0..) {
            let mut files = BTreeMap::new();
            files.insert(PathBuf::from("/年报/甲.nianbao"), draft.clone());
            files.insert(PathBuf::from("/年报/源.txt"), source.as_bytes().to_vec());
            let stem = "/年报/全套/青禾县水务局2024年政府信息公开工作年度报告";
            let set = ExportFormat::SET.map(|kind| PathBuf::from(format!("{stem}.{}", kind.extension())));
            for file in target.clone().into_iter().chain(set) {
                let earlier = sets.get(&file).cloned();
                files.insert(file, earlier.unwrap_or_else(|| "旧的内容".into()));
            }
            let disk = Arc::new(SimulatedDisk::with_files(files.clone()));
            assert!(steps < 500 || whole.is_empty(), "{arguments:?} is never done");
            let (status, failed) = run_on(&disk, steps, &arguments);
            let after = of_user(disk.files());
            if steps == usize::MAX {
                whole = after;
                continue;
            }
            let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<BTreeSet<PathBuf>>();
            assert_eq!(names(&after), names(&files), "{arguments:?}, step {steps}: something is left beside");
            for (file, former) in &files {
                let is_target = Some(file) == target.as_ref() || file.starts_with("/年报/全套");
                let now = &after[file];
                let is_whole = is_target && now.len() == whole[file].len();
                assert!(now == former || is_whole, "{arguments:?}, step {steps}: {}", file.display());
            }
            if let (Some(target), true) = (&target, status == 2) {
                assert_eq!(after[target], files[target], "{arguments:?}, step {steps}: the old one is whole");
            }
            if status == 2 {
                failures += 1;
            } else {
                done += 1;
                // The steps after which nothing was left to fail; a step before may be one that need not succeed.
                if !failed {
                    assert!(steps > 3, "{arguments:?}");
                    break;
                }
            }
        }
    }
    assert!(failures > 60 && done >= commands.len(), "{failures} failures, {done} done");
}

/// Files that belong together: a disk that is full before the last of them is written leaves all former ones, so that
/// no set has files of two reports and a package still agrees with its manifest.
#[test]
fn a_full_disk_leaves_an_earlier_set_whole() {
    let mut report = Report::new("青禾县水务局", UnitKind::Department, 2024);
    let former = storage::write(&report).unwrap();
    report.prose_mut(SectionId::Overview).paragraphs = vec![Paragraph::new(Level::Body, "公开。".repeat(300))];
    let draft = storage::write(&report).unwrap();
    let commands =
        [["export", "/年报/甲.nianbao", "--all", "/年报/整套"], ["package", "/年报/甲.nianbao", "-o", "/年报/报送"]];
    for command in commands {
        let earlier = Arc::new(SimulatedDisk::with_files([(PathBuf::from("/年报/甲.nianbao"), former.clone())].into()));
        assert_eq!(run_on(&earlier, usize::MAX, &command).0, 0);
        let mut files = earlier.files();
        files.insert(PathBuf::from("/年报/甲.nianbao"), draft.clone());
        let mut failures = 0;
        for steps in 0.. {
            assert!(steps < 500, "{command:?} is never done");
            let disk = Arc::new(SimulatedDisk::with_files(files.clone()));
            let full = FullDisk { disk: Arc::clone(&disk), left: AtomicUsize::new(steps), renames: false };
            let (status, failed) = run_on_full(full, &command);
            if status == 2 {
                failures += 1;
                assert!(
                    of_user(disk.files()) == of_user(files.clone()),
                    "{command:?}, step {steps}: a former file is gone, or another is left"
                );
            } else if !failed {
                break;
            }
        }
        assert!(failures > 12, "{command:?}: {failures}");
    }
}

/// A folder that was made for files is gone again where none of them can be written, and one that was there is not.
/// The system takes no file beyond ten kilobytes, which only Linux tells.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_for_files_that_cannot_be_written_is_not_left() {
    let here = super::folder("no-empty-folder");
    super::complete(&here);
    for there in [false, true] {
        for (command, folder) in [(["export", "--all"], "整套"), (["package", "-o"], "报送")] {
            if there {
                std::fs::create_dir(here.join(folder)).unwrap();
            }
            let mut limited = std::process::Command::new("sh");
            limited.args(["-c", "ulimit -f 20; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_nianbao")]);
            limited.args([command[0], super::DRAFT, command[1], folder]).current_dir(&here).env("NIANBAO_LANG", "zh");
            let ran = super::ran(limited.env("HOME", super::home(&here)).output().unwrap());
            assert_eq!((ran.status, here.join(folder).exists()), (2, there), "{command:?}: {}", ran.err);
        }
    }
}
