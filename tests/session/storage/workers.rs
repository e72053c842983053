//! What the worker threads do while the user goes on typing: a disk on which a save hangs, and the window's
//! thread that never writes.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::ThreadId;
use std::time::Duration;

use nianbao::report::{Change, Number};
use nianbao::session::{DraftEvent, DraftInput, Overwrite, WorkerMode};
use nianbao::storage::{self, Disk, FileAccess, FileLock, FileTime, PathKind, StoreCause};

use super::{NOW, Program, Setup, cause, places, report, text, typed};
use crate::simulated_disk::SimulatedDisk;

/// A disk on which whatever is written beside the draft hangs, or beside the recovery file, and which notes
/// what threads write.
#[derive(Default)]
struct SlowDisk {
    disk: SimulatedDisk,
    hangs: AtomicBool,
    recovery_hangs: AtomicBool,
    writers: Mutex<BTreeSet<String>>,
}

impl Disk for SlowDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<PathKind>> {
        self.disk.kind(path)
    }
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.disk.read(path, limit)
    }
    fn written(&self, path: &Path) -> io::Result<FileTime> {
        self.disk.written(path)
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.disk.resolve(path)
    }
    fn create(&self, path: &Path, bytes: &[u8], access: FileAccess<'_>) -> io::Result<()> {
        self.writers.lock().unwrap().insert(name_of(std::thread::current().id()));
        let is_of = |name: &str| path.to_string_lossy().contains(name);
        while self.hangs.load(Ordering::SeqCst) && is_of(".甲.nianbao.part")
            || self.recovery_hangs.load(Ordering::SeqCst) && is_of(".recovery.part")
        {
            std::thread::sleep(Duration::from_millis(1));
        }
        self.disk.create(path, bytes, access)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.disk.rename(from, to)
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
        self.disk.lock(path, owner, access)
    }
}

fn name_of(thread: ThreadId) -> String {
    format!("{thread:?}")
}

/// Lets frames pass, ten of them a second, until the recovery file was written.
fn until_recovery_is_written(program: &mut Program, from: Duration) {
    for frame in 0..10_000 {
        if program.frame(from + Duration::from_millis(100 * frame)).contains(&DraftEvent::RecoveryWritten) {
            return;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    panic!("it never came");
}

/// A program whose save hangs, with text that was typed meanwhile in the recovery file.
fn typed_during_a_save() -> (Arc<SlowDisk>, Setup, PathBuf, Program) {
    let disk = Arc::new(SlowDisk::default());
    let (draft, folders) = places(Path::new("/年报"));
    storage::save(&*disk, &draft, &report()).unwrap();
    let setup = Setup { mode: WorkerMode::Thread, ..Setup::inline(disk.clone(), &folders) };
    let mut program = setup.open("1", &draft).unwrap();
    program.type_on(Duration::ZERO, 2);
    disk.hangs.store(true, Ordering::SeqCst);
    assert_eq!(program.draft.save(&mut program.session, draft.clone(), Overwrite::Own, NOW), []);
    program.type_on(Duration::ZERO, 1);
    until_recovery_is_written(&mut program, Duration::ZERO);
    assert!(program.draft.is_saving() && program.session.is_changed());
    (disk, setup, draft, program)
}

/// A thread saves while the user types on; the program is killed before it hears of the end. The recovery
/// file knows both what the draft had and what the save leaves there.
#[test]
fn what_is_typed_during_a_save_is_found_again_and_saved_without_a_question() {
    for renamed in [false, true] {
        let (slow, setup, draft, program) = typed_during_a_save();
        if renamed {
            slow.hangs.store(false, Ordering::SeqCst);
            while text(&storage::load(&*slow, &draft).unwrap()) != typed(2) {
                std::thread::sleep(Duration::from_millis(1));
            }
        }
        // Killed: what is on the disk now, and no locks.
        let left = Arc::new(SimulatedDisk::with_files(slow.disk.files()));
        slow.hangs.store(false, Ordering::SeqCst);
        drop(program);
        assert_eq!(text(&storage::load(&*left, &draft).unwrap()), typed(if renamed { 2 } else { 0 }));
        let mut program = Setup { disk: left.clone(), ..setup }.start("2", &draft);
        assert_eq!(program.text(), typed(3));
        program.save(&draft, Overwrite::Own).unwrap();
        // Someone else is still noticed.
        let mut other = report();
        other.year = 2022;
        storage::save(&*left, &draft, &other).unwrap();
        program.type_on(Duration::ZERO, 1);
        assert_eq!(cause(program.save(&draft, Overwrite::Own).unwrap_err()), StoreCause::Changed);
    }
}

/// Saves that are asked for during a save come to their turn, the last of them once.
#[test]
fn a_save_that_is_asked_for_during_a_save_follows_it() {
    let (slow, _, draft, mut program) = typed_during_a_save();
    for _ in 0..2 {
        assert_eq!(program.draft.save(&mut program.session, draft.clone(), Overwrite::Own, NOW), []);
    }
    program.type_on(Duration::from_secs(3), 1);
    slow.hangs.store(false, Ordering::SeqCst);
    let events = program.draft.finish(&mut program.session, NOW);
    let lasts = events.into_iter().filter_map(|event| match event {
        DraftEvent::Saved { last, .. } => Some(last),
        _ => None,
    });
    assert_eq!(lasts.collect::<Vec<_>>(), [false, true]);
    assert!(!program.session.is_changed() && !program.draft.is_busy());
    assert_eq!(text(&storage::load(&*slow, &draft).unwrap()), typed(4), "what there was when it began");
}

/// How long a write takes, how old the first letter may be that is in no recovery file, and how many writes
/// there may be in ten seconds of typing: all but the first in milliseconds of a clock that the test sets.
const RECOVERY_TIMES: [(u64, u64, usize); 6] =
    [(0, 450, 26), (100, 550, 26), (200, 650, 26), (400, 1_250, 13), (700, 1_750, 11), (950, 2_000, 11)];

/// Someone types without a pause, twenty letters a second, and the disk takes its time. What a kill at any
/// moment would lose stays far below two seconds on a disk of ordinary speed, and a slow one is not kept busy.
#[test]
fn a_slow_disk_is_written_to_less_often_and_loses_less_than_two_seconds() {
    for (takes, most_lost, most_writes) in RECOVERY_TIMES {
        let disk = Arc::new(SlowDisk::default());
        let (_, folders) = places(Path::new("/年报"));
        let setup = Setup { mode: WorkerMode::Thread, ..Setup::inline(disk.clone(), &folders) };
        let mut program = setup.begin("1");
        let (mut ends, mut writes, mut worst) = (None, 0, 0);
        for now in (50..=10_000).step_by(50) {
            let moment = Duration::from_millis(now);
            program.type_on(moment, 1);
            disk.recovery_hangs.store(takes > 0 && ends.is_none_or(|end| now < end), Ordering::SeqCst);
            loop {
                let written = program.frame(moment).contains(&DraftEvent::RecoveryWritten);
                writes += usize::from(written);
                if written || !program.draft.is_busy() {
                    ends = None;
                } else if disk.recovery_hangs.load(Ordering::SeqCst) {
                    ends = ends.or(Some(now + takes));
                }
                // A write that has begun or may end comes to its end before the clock goes on.
                match program.draft.is_busy() && !disk.recovery_hangs.load(Ordering::SeqCst) {
                    true => std::thread::sleep(Duration::from_millis(1)),
                    false => break,
                }
            }
            let files = storage::recovery_files(&*disk, &folders.recovery).unwrap();
            let kept = files
                .first()
                .map_or(0, |file| text(&storage::read_recovery(&*disk, file).unwrap().report).chars().count());
            // The letter of number n was typed at 50 n.
            worst = worst.max(now.saturating_sub(50 * (u64::try_from(kept).unwrap() + 1)));
        }
        assert!(worst <= most_lost && writes <= most_writes, "a write of {takes} ms: {worst} ms lost, {writes} writes");
        disk.recovery_hangs.store(false, Ordering::SeqCst);
        program.draft.finish(&mut program.session, NOW);
    }
}

/// The window panics while a thread saves: the save comes to its end, and the text that was typed since is
/// in the recovery file.
#[test]
fn a_panic_during_a_save_loses_nothing() {
    let (slow, setup, draft, mut program) = typed_during_a_save();
    program.type_on(Duration::from_secs(3), 1);
    slow.hangs.store(false, Ordering::SeqCst);
    program.draft.rescue(&program.session, NOW);
    assert_eq!(text(&storage::load(&*slow, &draft).unwrap()), typed(2));
    let found = setup.unsaved();
    let longest = found.iter().map(|one| text(&one.recovery.as_ref().unwrap().report)).max_by_key(String::len);
    assert_eq!(longest, Some(typed(4)));
}

/// Neither a recovery file nor a draft is written by the window's thread.
#[test]
fn the_thread_of_the_window_writes_nothing() {
    let disk = Arc::new(SlowDisk::default());
    let (draft, folders) = places(Path::new("/年报"));
    storage::save(&*disk, &draft, &report()).unwrap();
    disk.writers.lock().unwrap().clear();
    let setup = Setup { mode: WorkerMode::Thread, ..Setup::inline(disk.clone(), &folders) };
    let mut program = setup.open("1", &draft).unwrap();
    for second in 0..4 {
        program.typed_frame(second * 1_000, 1);
        program.typed_frame(second * 1_000 + 999, 1);
    }
    program.save(&draft, Overwrite::Own).unwrap();
    let writers = disk.writers.lock().unwrap();
    assert!(!writers.is_empty() && !writers.contains(&name_of(std::thread::current().id())));
}

/// What is in a field that nobody has left goes into the recovery file and not into a draft that is saved
/// by itself.
#[test]
fn an_autosave_leaves_open_fields_in_the_recovery_file() {
    let disk = Arc::new(SimulatedDisk::default());
    let (draft, folders) = places(Path::new("/年报"));
    storage::save(&*disk, &draft, &report()).unwrap();
    let setup = Setup::inline(disk.clone(), &folders);
    let mut program = setup.open("1", &draft).unwrap();
    program.type_on(Duration::ZERO, 1);
    let key = nianbao::form::CellKey::parse("received.natural_person").unwrap();
    let number = Some(Number::Count(7));
    let mut saved = Vec::new();
    for second in 0..=21 {
        let moment = Duration::from_secs(second);
        let open_fields = vec![Change::Numbers(vec![(key, number)])];
        let input = DraftInput { open_fields, autosave: true, moment, now: NOW };
        let events = program.draft.update(&mut program.session, input).events;
        saved.extend(
            events.iter().any(|event| matches!(event, DraftEvent::Saved { asked: false, .. })).then_some(second),
        );
    }
    assert_eq!(saved, [20]);
    let there = storage::load(&*disk, &draft).unwrap();
    assert_eq!((text(&there), there.numbers.get(key)), (typed(1), None));
    drop(program);
    let found = setup.unsaved();
    assert_eq!(found[0].recovery.as_ref().unwrap().report.numbers.get(key), number);
    // It was there when the draft was saved: nobody is asked.
    let mut program = setup.start("2", &draft);
    assert!(program.save(&draft, Overwrite::Own).is_ok());
}
