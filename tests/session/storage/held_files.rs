//! A disk of Windows on which other programs hold files: what is tried again, for how long, and how it is told
//! in the end. Errors come by their numbers, so that all of it runs everywhere.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use nianbao::messages::{self, Language};
use nianbao::session::{Overwrite, PAUSES, PatientDisk, WorkerMode};
use nianbao::storage::{self, Disk, FileAccess, FileLock, FileTime, PathKind, StoreCause, StoreError, WindowsError};

use super::{Setup, cause, places, report, text, typed};
use crate::simulated_disk::SimulatedDisk;

/// Steps of the disk that another program may stand in the way of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Read,
    Create,
    Rename,
    Lock,
}

const ALWAYS: usize = usize::MAX;

/// A disk on which one step fails a number of times, where the path has `.nianbao` at its end.
struct WindowsDisk {
    disk: Arc<SimulatedDisk>,
    step: Step,
    number: i32,
    left: AtomicUsize,
    /// What is said of the draft when it is asked for alone.
    probe: Option<i32>,
    read_only: bool,
    online_only: bool,
    /// Which steps were tried.
    tried: Mutex<Vec<Step>>,
}

impl WindowsDisk {
    fn new(step: Step, number: i32, times: usize) -> WindowsDisk {
        let disk = Arc::new(SimulatedDisk::default());
        let (left, tried) = (AtomicUsize::new(times), Mutex::default());
        WindowsDisk { disk, step, number, left, probe: None, read_only: false, online_only: false, tried }
    }

    fn step<T>(&self, step: Step, path: &Path, done: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if step != self.step || !name.contains("甲.nianbao") || path.starts_with("/年报/backups") {
            return done();
        }
        self.tried.lock().unwrap().push(step);
        let left = self.left.load(Ordering::SeqCst);
        if left == 0 {
            return done();
        }
        if left != ALWAYS {
            self.left.store(left - 1, Ordering::SeqCst);
        }
        Err(WindowsError(self.number).into())
    }

    fn tries(&self) -> usize {
        self.tried.lock().unwrap().len()
    }
}

impl Disk for WindowsDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<PathKind>> {
        let kind = self.disk.kind(path)?;
        // Marked only after it was looked at first.
        let marked = self.read_only && self.tries() > 0 && kind == Some(PathKind::File);
        Ok(if marked { Some(PathKind::ReadOnlyFile) } else { kind })
    }
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.step(Step::Read, path, || self.disk.read(path, limit))
    }
    fn written(&self, path: &Path) -> io::Result<FileTime> {
        self.disk.written(path)
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.disk.resolve(path)
    }
    fn create(&self, path: &Path, bytes: &[u8], access: FileAccess<'_>) -> io::Result<()> {
        self.step(Step::Create, path, || self.disk.create(path, bytes, access))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(Step::Rename, to, || self.disk.rename(from, to))
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.disk.sync_folder(folder)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.disk.remove(path)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.disk.list(folder)
    }
    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.disk.create_folder(folder)
    }
    fn lock(&self, path: &Path, owner: &str, access: FileAccess<'_>) -> io::Result<Option<Box<dyn FileLock>>> {
        self.step(Step::Lock, path, || self.disk.lock(path, owner, access))
    }
    fn probe_exclusive(&self, _path: &Path) -> io::Result<()> {
        self.probe.map_or(Ok(()), |number| Err(WindowsError(number).into()))
    }
    fn is_online_only(&self, _path: &Path) -> io::Result<bool> {
        Ok(self.online_only)
    }
}

/// Opens the draft while the disk still works, types, and saves on `disk`.
fn save(disk: WindowsDisk) -> (Arc<WindowsDisk>, Result<(), StoreCause>) {
    let (draft, folders) = places(Path::new("/年报"));
    storage::save(&*disk.disk, &draft, &report()).unwrap();
    let times = disk.left.swap(0, Ordering::SeqCst);
    let disk = Arc::new(disk);
    let mut program = Setup::inline(disk.clone(), &folders).open("1", &draft).unwrap();
    program.type_on(Duration::ZERO, 2);
    disk.left.store(times, Ordering::SeqCst);
    disk.tried.lock().unwrap().clear();
    let saved = program.save(&draft, Overwrite::Own).map_err(cause);
    let there = text(&storage::load(&*disk.disk, &draft).unwrap());
    assert_eq!(there, if saved.is_ok() { typed(2) } else { String::new() }, "a whole draft");
    assert_eq!(program.text(), typed(2), "the text is in the window");
    let parts = disk.disk.files().into_keys().filter(|path| path.to_string_lossy().contains(".part")).count();
    assert_eq!(parts, 0, "nothing is left beside it");
    (disk, saved)
}

/// Numbers as in winerror.h, and what is made of them. In the rows of `Rename` with 5 the draft is asked for
/// alone: by that a file that is held is told from one that may not be written.
#[test]
fn what_another_program_holds_is_tried_again_and_then_told() {
    use StoreCause::{Denied, FolderDenied, Full, InUse, OnlineOnly, ReadOnly};
    let all = PAUSES.len() + 1;
    // The step, the number, how often it fails, what the probe says, how often it is tried, the end.
    type Case = (Step, i32, usize, Option<i32>, usize, Result<(), StoreCause>);
    let cases: [Case; 21] = [
        (Step::Rename, 32, 1, None, 2, Ok(())),
        (Step::Rename, 32, 7, None, all, Ok(())),
        (Step::Rename, 32, ALWAYS, None, all, Err(InUse)),
        (Step::Rename, 33, 3, None, 4, Ok(())),
        (Step::Rename, 33, ALWAYS, None, all, Err(InUse)),
        (Step::Rename, 1224, ALWAYS, None, all, Err(InUse)),
        (Step::Rename, 5, 4, None, 5, Ok(())),
        (Step::Rename, 5, ALWAYS, Some(32), all, Err(InUse)),
        (Step::Rename, 5, ALWAYS, Some(33), all, Err(InUse)),
        (Step::Rename, 5, ALWAYS, None, all, Err(InUse)),
        (Step::Rename, 5, ALWAYS, Some(5), all, Err(Denied)),
        (Step::Rename, 5, ALWAYS, Some(362), all, Err(OnlineOnly)),
        (Step::Rename, 112, ALWAYS, None, 1, Err(Full)),
        (Step::Rename, 19, ALWAYS, None, 1, Err(FolderDenied)),
        (Step::Rename, 391, 2, None, 3, Ok(())),
        // A folder that takes no new file is not tried again; it is told at once.
        (Step::Create, 5, ALWAYS, None, 1, Err(FolderDenied)),
        (Step::Create, 39, ALWAYS, None, 1, Err(Full)),
        // The draft is read before it is written, to see whether it was changed.
        (Step::Read, 32, 2, None, 5, Ok(())),
        (Step::Read, 32, ALWAYS, None, all, Err(InUse)),
        (Step::Read, 362, ALWAYS, None, 1, Err(OnlineOnly)),
        (Step::Read, 5, ALWAYS, None, 1, Err(Denied)),
    ];
    for (step, number, times, probe, tries, end) in cases {
        let (disk, saved) = save(WindowsDisk { probe, ..WindowsDisk::new(step, number, times) });
        assert_eq!(saved, end, "{step:?} {number}");
        assert_eq!(disk.tries(), tries, "{step:?} {number}, {times} times");
    }
    let marked = WindowsDisk { read_only: true, ..WindowsDisk::new(Step::Rename, 5, ALWAYS) };
    assert_eq!(save(marked).1, Err(ReadOnly));
    // A placeholder whose service says no more than that it does not work.
    for number in [5, 1006, 1117] {
        let placeholder = WindowsDisk { online_only: true, ..WindowsDisk::new(Step::Read, number, ALWAYS) };
        assert_eq!(save(placeholder).1, Err(OnlineOnly), "{number}");
    }
}

/// All steps of one save share one budget: three to five seconds, not so many for each.
#[test]
fn a_save_waits_a_few_seconds_in_all() {
    let whole: u64 = PAUSES.iter().sum();
    assert!((3_000..=5_000).contains(&whole), "{whole} ms");
    assert!(PAUSES.is_sorted(), "each pause is as long as the one before, or longer");

    static WAITED: AtomicUsize = AtomicUsize::new(0);
    let disk = WindowsDisk::new(Step::Rename, 32, 5);
    let (draft, _) = places(Path::new("/年报"));
    let note = |pause: Duration| {
        WAITED.fetch_add(usize::try_from(pause.as_millis()).unwrap(), Ordering::SeqCst);
    };
    let patient = PatientDisk::new(&disk, note);
    storage::save(&patient, &draft, &report()).unwrap();
    assert_eq!(WAITED.load(Ordering::SeqCst), 1_550);
    disk.left.store(ALWAYS, Ordering::SeqCst);
    let error = storage::save(&patient, &draft, &report()).unwrap_err();
    assert_eq!(error.cause, StoreCause::InUse);
    assert_eq!(WAITED.load(Ordering::SeqCst), usize::try_from(whole).unwrap());
}

/// In the window the worker waits, and the window goes on: it is answered at once, and told in the end.
#[test]
fn the_window_does_not_wait_for_another_program() {
    let disk = Arc::new(WindowsDisk::new(Step::Rename, 32, 0));
    let (draft, folders) = places(Path::new("/年报"));
    storage::save(&*disk.disk, &draft, &report()).unwrap();
    let setup = Setup { mode: WorkerMode::Thread, ..Setup::inline(disk.clone(), &folders) };
    let mut program = setup.open("1", &draft).unwrap();
    program.type_on(Duration::ZERO, 2);
    disk.left.store(4, Ordering::SeqCst);
    let events = program.draft.save(&mut program.session, draft.clone(), Overwrite::Own, super::NOW);
    assert_eq!(events, []);
    let began = Instant::now();
    while disk.tries() == 0 {
        assert!(began.elapsed() < Duration::from_secs(60), "it never came to the rename");
        assert!(program.frame(Duration::ZERO).is_empty());
        std::thread::sleep(Duration::from_millis(1));
    }
    program.type_on(Duration::from_secs(1), 1);
    assert!(program.frame(Duration::from_secs(1)).is_empty() && program.draft.is_saving(), "it is still waiting");
    let events = program.draft.finish(&mut program.session, super::NOW);
    assert!(matches!(events.last(), Some(nianbao::session::DraftEvent::Saved { .. })), "{events:?}");
    assert_eq!((disk.tries(), program.count()), (5, 3));
}

/// A lock that a scanner holds for a moment is had in the end, and not gone without.
#[test]
fn the_lock_of_a_new_draft_is_tried_again() {
    let disk = Arc::new(WindowsDisk::new(Step::Lock, 32, 3));
    let (draft, folders) = places(Path::new("/年报"));
    let mut program = Setup::inline(disk.clone(), &folders).begin("1");
    program.type_on(Duration::ZERO, 1);
    program.save(&draft, Overwrite::Own).unwrap();
    assert_eq!(disk.tries(), 4);
    assert!(disk.disk.is_locked(&draft.with_file_name(".甲.nianbao.lock")).unwrap());
}

/// Each reason has a sentence of its own, in both languages, and says what to do.
#[test]
fn every_reason_has_its_own_sentence() {
    let causes = [
        (StoreCause::InUse, "别的程序占用"),
        (StoreCause::Denied, "权限"),
        (StoreCause::ReadOnly, "只读属性"),
        (StoreCause::FolderDenied, "所在的文件夹"),
        (StoreCause::OnlineOnly, "OneDrive"),
        (StoreCause::BrokenLink, "链接"),
        (StoreCause::NoFile, "管道"),
    ];
    let mut said = Vec::new();
    for (cause, words) in causes {
        let error = StoreError { path: PathBuf::from("D:\\甲.nianbao"), cause };
        for language in [Language::Chinese, Language::English] {
            said.push(messages::store_error(language, &error));
        }
        let chinese = &said[said.len() - 2];
        assert!(chinese.contains(words) && chinese.contains("请"), "{chinese}");
    }
    let count = said.len();
    said.sort();
    said.dedup();
    assert_eq!(said.len(), count);
}
