//! A disk that fails at the n-th call.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use nianbao::session::{DraftEvent, Overwrite, RecoverySearch};
use nianbao::storage::{self, Disk, FileAccess, FileLock, FileTime, PathKind, StoreCause};

use super::{Program, Setup, cause, places, report, text, typed};
use crate::simulated_disk::SimulatedDisk;

/// A step that never comes: the disk works.
const NEVER: usize = usize::MAX;

/// A disk whose n-th step fails, or every step from the n-th on.
struct FailingDisk {
    disk: Arc<SimulatedDisk>,
    left: AtomicUsize,
    for_good: bool,
    kind: io::ErrorKind,
}

impl FailingDisk {
    fn step<T>(&self, step: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let left = self.left.load(Ordering::SeqCst);
        let next = match left {
            NEVER => NEVER,
            0 if self.for_good => 0,
            0 => NEVER,
            _ => left - 1,
        };
        self.left.store(next, Ordering::SeqCst);
        if left == 0 { Err(self.kind.into()) } else { step() }
    }
}

impl Disk for FailingDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<PathKind>> {
        self.step(|| self.disk.kind(path))
    }
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.step(|| self.disk.read(path, limit))
    }
    fn written(&self, path: &Path) -> io::Result<FileTime> {
        self.step(|| self.disk.written(path))
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.step(|| self.disk.resolve(path))
    }
    fn create(&self, path: &Path, bytes: &[u8], access: FileAccess<'_>) -> io::Result<()> {
        if self.left.load(Ordering::SeqCst) == 0 {
            // A full disk takes half of the bytes.
            self.disk.create(path, &bytes[..bytes.len() / 2], access)?;
        }
        self.step(|| self.disk.create(path, bytes, access))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| self.disk.rename(from, to))
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(|| self.disk.sync_folder(folder))
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(|| self.disk.remove(path))
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.step(|| self.disk.list(folder))
    }
    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(|| self.disk.create_folder(folder))
    }
    fn lock(&self, path: &Path, owner: &str, access: FileAccess<'_>) -> io::Result<Option<Box<dyn FileLock>>> {
        self.step(|| self.disk.lock(path, owner, access))
    }
}

/// A disk that works until `left` says otherwise, and what is really on it.
fn failing(for_good: bool, kind: io::ErrorKind) -> (Arc<SimulatedDisk>, Arc<FailingDisk>) {
    let disk = Arc::new(SimulatedDisk::default());
    let failing = FailingDisk { disk: disk.clone(), left: AtomicUsize::new(NEVER), for_good, kind };
    (disk, Arc::new(failing))
}

/// The same minutes of work on a disk that fails at each of its steps: the draft is always whole,
/// the text stays in memory, and on a disk that works again it is saved.
#[test]
fn whatever_step_fails_nothing_is_lost() {
    let (mut steps, mut failures) = (0, 0);
    for for_good in [false, true] {
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::PermissionDenied] {
            for n in 0..200 {
                let (disk, failing) = failing(for_good, kind);
                let (draft, folders) = places(Path::new("/年报"));
                storage::save(&*disk, &draft, &report()).unwrap();
                failing.left.store(n, Ordering::SeqCst);
                let setup = Setup::inline(failing.clone(), &folders);
                let Ok(mut program) = setup.open("1", &draft) else {
                    assert_eq!(storage::load(&*disk, &draft).unwrap(), report(), "step {n}");
                    continue;
                };
                let mut saved = 0;
                for round in 1..=3 {
                    program.type_on(Duration::from_secs(10 * round), 2);
                    for second in 0..3 {
                        let events = program.frame(Duration::from_secs(10 * round + second));
                        failures += events.iter().filter(|one| matches!(one, DraftEvent::RecoveryFailed(_))).count();
                    }
                    let count = program.count();
                    match program.save(&draft, Overwrite::Own) {
                        Ok(()) => saved = count,
                        Err(error) => {
                            failures += 1;
                            let cause = cause(error);
                            let told =
                                [StoreCause::Full, StoreCause::Denied, StoreCause::FolderDenied].contains(&cause);
                            assert!(told, "step {n}: {cause:?}");
                            assert!(program.session.is_changed());
                        }
                    }
                    let there = text(&storage::load(&*disk, &draft).expect("a whole draft"));
                    assert_eq!(there, typed(saved), "step {n}, round {round}");
                    assert_eq!(program.text(), typed(count), "step {n}: the text is in memory");
                }
                let left = failing.left.swap(NEVER, Ordering::SeqCst);
                steps = steps.max(n - left.min(n));
                program.save(&draft, Overwrite::Own).unwrap();
                assert_eq!(text(&storage::load(&*disk, &draft).unwrap()), typed(6), "step {n}, afterwards");
                program.draft.close().unwrap();
                assert_eq!(setup.unsaved(), [], "step {n}: no recovery file is left");
            }
        }
    }
    assert!(steps > 60 && failures > 100, "{steps} steps, {failures} failures");
}

/// A program that ends at any step of a save, as far as the disk can tell: the next one finds the
/// draft as it was or as the save leaves it, and saves without a question.
#[test]
fn a_save_that_was_cut_short_is_no_change_by_others() {
    let mut after_the_rename = 0;
    for first in [false, true] {
        for n in 0..60 {
            let (disk, failing) = failing(true, io::ErrorKind::StorageFull);
            let (draft, folders) = places(Path::new("/年报"));
            let setup = Setup::inline(failing.clone(), &folders);
            let mut program = if first {
                setup.begin("1")
            } else {
                storage::save(&*disk, &draft, &report()).unwrap();
                setup.open("1", &draft).unwrap()
            };
            assert!(!program.typed_frame(0, 2) && program.typed_frame(1_000, 0));
            program.type_on(Duration::from_secs(1), 1);
            failing.left.store(n, Ordering::SeqCst);
            let _ = program.save(&draft, Overwrite::Own);
            drop(program);

            let mut program = Setup::inline(disk.clone(), &folders).start("2", &draft);
            let there = storage::load(&*disk, &draft).map(|report| text(&report)).unwrap_or_default();
            after_the_rename += usize::from(there == typed(3));
            assert!(program.count() >= 2, "step {n}");
            program.type_on(Duration::ZERO, 1);
            let saved = program.save(&draft, Overwrite::Own);
            assert!(saved.is_ok(), "first {first}, step {n}: {saved:?}");
        }
    }
    assert!(after_the_rename > 60, "{after_the_rename}");
}

/// The system still clears away a program that was killed: its lock goes a moment later.
#[test]
fn a_lock_that_is_about_to_go_is_waited_for() {
    let (draft, folders) = places(Path::new("/年报"));
    for (refusals, opens) in [(1, true), (4, true), (1_000, false)] {
        let disk = Arc::new(SimulatedDisk::default());
        storage::save(&*disk, &draft, &report()).unwrap();
        disk.lock_elsewhere(draft.with_file_name(".甲.nianbao.lock"));
        disk.refusals.store(refusals, Ordering::SeqCst);
        let opened = Setup::inline(disk, &folders).open("2", &draft);
        assert_eq!(opened.is_ok(), opens, "{refusals}");
    }
}

/// Text of a session that is running is not offered; once the session has ended it is.
#[test]
fn text_of_a_session_that_was_running_at_the_start_is_found_later() {
    let (_, folders) = places(Path::new("/年报"));
    let disk = Arc::new(SimulatedDisk::default());
    let mut program: Program = Setup::inline(disk.clone(), &folders).begin("1");
    assert!(!program.typed_frame(0, 2) && program.typed_frame(1_000, 0));
    disk.refusals.store(1_000, Ordering::SeqCst);
    let mut search = RecoverySearch::default();
    assert_eq!(search.start(&*disk, &folders, Duration::ZERO).unwrap(), []);
    let mut look = |seconds: u64| search.poll(&*disk, &folders, Duration::from_secs(seconds)).unwrap().len();
    assert_eq!(look(1), 0);
    drop(program);
    assert_eq!((look(2), look(3)), (1, 0), "offered once");
    assert_eq!(search.next_poll(), None);
}
