//! Nothing is lost: backups, locks, text written aside and found again, on a disk that fails at
//! any step, that loses power after any step, and with a program that is killed while it types.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::time::Duration;

use nianbao::form::{SectionId, UnitKind};
use nianbao::prose::{Position, Prose, Span};
use nianbao::report::{Part, Report};
use nianbao::session::{Command, Folders, Keeper, Over, Session, Typed, lost};
use nianbao::store::{self, Cause, Disk, Hold, Kind, RealDisk, Stamp};

const OVERVIEW: Part = Part::Section(SectionId::Overview);
const NOW: Stamp = Stamp(1_760_000_000);

/// The text that is typed, over and over.
const TEXT: &str = "公开年报，一字不失。𠮷e\u{301}";

// ---- What is kept --------------------------------------------------------------------------------

#[test]
fn typing_is_written_aside_within_two_seconds_and_never_into_the_draft() {
    let (draft, folders) = places(&folder("aside"));
    store::save(&RealDisk, &draft, &report()).unwrap();
    let before = std::fs::read(&draft).unwrap();
    let mut keeper = Keeper::new(&RealDisk, folders.clone(), "1", "我");
    let mut session = keeper.open(&RealDisk, &draft).unwrap();
    assert_eq!(keeper.due(), None);
    let mut at = |session: &mut Session, milliseconds: u64, count: usize| {
        let now = Duration::from_millis(milliseconds);
        type_on(session, now, count);
        keeper.tick(&RealDisk, session, now, NOW).unwrap()
    };
    assert!(!at(&mut session, 0, 1));
    assert!(!at(&mut session, 500, 1));
    assert!(at(&mut session, 1_000, 1), "one second after the first change");
    assert!(!at(&mut session, 1_100, 0), "nothing new");
    assert!(!at(&mut session, 1_200, 1));
    assert!(at(&mut session, 2_300, 0));
    assert_eq!(std::fs::read(&draft).unwrap(), before);
    assert_eq!(lost(&RealDisk, &folders).unwrap(), [], "its session is alive");
    drop(keeper);
    let found = lost(&RealDisk, &folders).unwrap();
    let recovery = found[0].recovery.clone().unwrap();
    assert_eq!((text(&recovery.report), recovery.written), (typed(4), NOW));
    assert_eq!(recovery.draft, Some(draft.clone()));
    // Found again, it is unsaved, and can be saved over the draft that is as it was.
    let mut keeper = Keeper::new(&RealDisk, folders.clone(), "2", "我");
    let mut session = keeper.recover(&RealDisk, &found[0].file, NOW).unwrap();
    assert!(session.is_changed());
    assert_eq!(lost(&RealDisk, &folders).unwrap(), []);
    keeper.save(&RealDisk, &mut session, &draft, Over::Own, NOW).unwrap();
    assert_eq!(text(&store::load(&RealDisk, &draft).unwrap()), typed(4));
    keeper.close(&RealDisk).unwrap();
    assert_eq!(names(&folders.recovery), Vec::<String>::new());
    assert_eq!(names(draft.parent().unwrap()), ["backups", "recovery", "甲.nianbao"], "nothing is left beside");
}

#[test]
fn what_is_saved_or_undone_does_not_lie_aside() {
    let (draft, folders) = places(&folder("undone"));
    let mut keeper = Keeper::new(&RealDisk, folders.clone(), "1", "我");
    let mut session = Session::new(report()).unwrap();
    keeper.save(&RealDisk, &mut session, &draft, Over::Own, NOW).unwrap();
    type_on(&mut session, Duration::ZERO, 3);
    keeper.write_aside(&RealDisk, &session, NOW).unwrap();
    assert_eq!(store::recoveries(&RealDisk, &folders.recovery).unwrap().len(), 1);
    session.execute(Command::Undo, Duration::ZERO).unwrap();
    keeper.tick(&RealDisk, &session, Duration::ZERO, NOW).unwrap();
    assert_eq!(store::recoveries(&RealDisk, &folders.recovery).unwrap().len(), 0);
}

#[test]
fn a_draft_is_open_once_and_a_change_by_others_is_seen() {
    let (draft, folders) = places(&folder("twice"));
    store::save(&RealDisk, &draft, &report()).unwrap();
    let mut mine = Keeper::new(&RealDisk, folders.clone(), "1", "张三");
    let mut session = mine.open(&RealDisk, &draft).unwrap();
    let mut theirs = Keeper::new(&RealDisk, folders.clone(), "2", "李四");
    let refused = theirs.open(&RealDisk, &draft).unwrap_err().to_string();
    assert!(refused.contains("张三") || cfg!(windows), "{refused}");
    let copy = theirs.open_copy(&RealDisk, &draft).unwrap();
    assert!(copy.is_changed() && copy.path().is_none());

    type_on(&mut session, Duration::ZERO, 2);
    let mut other = report();
    other.year = 2022;
    store::save(&RealDisk, &draft, &other).unwrap();
    assert!(mine.is_changed_elsewhere(&RealDisk, &session).unwrap());
    let refused = mine.save(&RealDisk, &mut session, &draft, Over::Own, NOW).unwrap_err();
    assert_eq!(refused.cause, Cause::Changed);
    assert!(session.is_changed());
    assert_eq!(store::load(&RealDisk, &draft).unwrap(), other, "theirs is untouched");
    mine.save(&RealDisk, &mut session, &draft, Over::Anything, NOW).unwrap();
    let kept = store::backups(&RealDisk, &folders.backups, &draft).unwrap();
    assert_eq!(store::load(&RealDisk, &kept[0].path).unwrap(), other, "theirs is kept as a former version");

    std::fs::remove_file(&draft).unwrap();
    type_on(&mut session, Duration::ZERO, 1);
    let refused = mine.save(&RealDisk, &mut session, &draft, Over::Own, NOW).unwrap_err();
    assert_eq!(refused.cause, Cause::Changed, "moved away meanwhile");
    let elsewhere = draft.with_file_name("乙.nianbao");
    store::save(&RealDisk, &elsewhere, &other).unwrap();
    let refused = mine.save(&RealDisk, &mut session, &elsewhere, Over::Own, NOW).unwrap_err();
    assert_eq!(refused.cause, Cause::Exists);
    mine.save(&RealDisk, &mut session, &elsewhere, Over::Anything, NOW).unwrap();
    assert!(!session.is_changed() && session.path() == Some(&elsewhere));
    // The lock went along.
    assert!(theirs.open(&RealDisk, &elsewhere).is_err());
    mine.close(&RealDisk).unwrap();
    theirs.open(&RealDisk, &elsewhere).unwrap();
}

#[test]
fn ten_versions_and_seven_days_are_kept() {
    let (draft, folders) = places(&folder("versions"));
    let day = Stamp::DAY;
    // One save an hour for twenty days.
    let mut now = NOW.0 / day * day;
    let mut version = report();
    for hour in 0..20 * 24 {
        version.year = 2000 + hour;
        store::back_up(&RealDisk, &folders.backups, &draft, Stamp(now)).unwrap();
        store::save(&RealDisk, &draft, &version).unwrap();
        now += 3_600;
    }
    let kept = store::backups(&RealDisk, &folders.backups, &draft).unwrap();
    let hours: Vec<u64> = kept.iter().map(|one| (now - one.taken.0) / 3_600).collect();
    // The ten newest, then the last of each day.
    assert_eq!(hours, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 25, 49, 73, 97, 121, 145, 169]);
    assert_eq!(store::load(&RealDisk, &kept[0].path).unwrap().year, version.year - 1);
    store::save(&RealDisk, &draft.with_file_name("甲.draft"), &version).unwrap();
    assert_eq!(store::backups(&RealDisk, &folders.backups, &draft.with_file_name("甲.draft")).unwrap(), []);
    for _ in 0..3 {
        store::back_up(&RealDisk, &folders.backups, &draft, Stamp(0)).unwrap();
    }
    let again = store::backups(&RealDisk, &folders.backups, &draft).unwrap();
    assert_eq!(again[0].taken, Stamp(kept[0].taken.0 + 1), "a clock that was set back does not mix up the order");
    assert_eq!(again.iter().filter(|one| one.taken > kept[0].taken).count(), 1, "the same content is kept once");
}

/// A window hands the text to a thread and goes on.
#[test]
fn what_is_typed_while_the_disk_is_busy_still_waits() {
    let (_, folders) = places(&folder("busy"));
    let mut keeper = Keeper::new(&RealDisk, folders.clone(), "1", "我");
    let mut session = Session::new(report()).unwrap();
    let mut take = |session: &mut Session, milliseconds, count| {
        let now = Duration::from_millis(milliseconds);
        type_on(session, now, count);
        (keeper.take_aside(&RealDisk, session, now, NOW).unwrap(), keeper.due())
    };
    assert_eq!(take(&mut session, 0, 1).1, Some(Duration::from_secs(1)));
    let aside = take(&mut session, 1_000, 1).0.expect("time to write");
    assert!(take(&mut session, 1_100, 1).0.is_none());
    aside.write(&RealDisk).unwrap();
    keeper.brought(&aside);
    assert_eq!(keeper.due(), Some(Duration::from_secs(2)));
    assert!(keeper.tick(&RealDisk, &session, Duration::from_secs(2), NOW).unwrap());
    assert_eq!(keeper.due(), None);
    drop(keeper);
    assert_eq!(text(&lost(&RealDisk, &folders).unwrap()[0].recovery.as_ref().unwrap().report), typed(3));
}

#[test]
fn a_broken_recovery_file_is_named_and_left() {
    let (_, folders) = places(&folder("broken"));
    std::fs::create_dir_all(&folders.recovery).unwrap();
    let file = folders.recovery.join("9.recovery");
    std::fs::write(&file, b"{\"format\":\"nianbao-recovery-1\",\"wri").unwrap();
    let found = lost(&RealDisk, &folders).unwrap();
    assert!(matches!(found[0].recovery.as_ref().unwrap_err().cause, Cause::Draft(_)));
    assert!(file.exists());
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_can_be_read_from() {
    use std::os::unix::fs::PermissionsExt;
    let (draft, folders) = places(&folder("read_only"));
    let inner = draft.with_file_name("只读");
    std::fs::create_dir_all(&inner).unwrap();
    let draft = inner.join("甲.nianbao");
    store::save(&RealDisk, &draft, &report()).unwrap();
    std::fs::set_permissions(&inner, std::fs::Permissions::from_mode(0o555)).unwrap();
    let is_root = std::fs::write(inner.join("x"), b"").is_ok();
    let mut keeper = Keeper::new(&RealDisk, folders, "1", "我");
    let mut session = keeper.open(&RealDisk, &draft).unwrap();
    type_on(&mut session, Duration::ZERO, 2);
    let saved = keeper.save(&RealDisk, &mut session, &draft, Over::Own, NOW);
    if is_root {
        println!("skipped in part: this user may write everywhere");
    } else {
        assert_eq!(saved.unwrap_err().cause, Cause::Denied);
        assert!(session.is_changed());
    }
    std::fs::set_permissions(&inner, std::fs::Permissions::from_mode(0o755)).unwrap();
    keeper.save(&RealDisk, &mut session, &draft, Over::Own, NOW).unwrap();
}

// ---- A disk that fails ---------------------------------------------------------------------------

/// A disk whose n-th step fails, or every step from the n-th on.
struct Failing<'a> {
    disk: &'a dyn Disk,
    left: Cell<usize>,
    for_good: bool,
    with: io::ErrorKind,
}

impl Failing<'_> {
    fn step<T>(&self, step: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let left = self.left.get();
        self.left.set(if left == 0 && !self.for_good { usize::MAX } else { left.saturating_sub(1) });
        if left == 0 { Err(self.with.into()) } else { step() }
    }
}

impl Disk for Failing<'_> {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        self.step(|| self.disk.kind(path))
    }
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.step(|| self.disk.read(path, limit))
    }
    fn written(&self, path: &Path) -> io::Result<Stamp> {
        self.step(|| self.disk.written(path))
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.step(|| self.disk.resolve(path))
    }
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if self.left.get() == 0 {
            // A full disk takes half of the bytes.
            self.disk.create(path, &bytes[..bytes.len() / 2])?;
        }
        self.step(|| self.disk.create(path, bytes))
    }
    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| self.disk.copy_permissions(from, to))
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
    fn hold(&self, path: &Path, owner: &str) -> io::Result<Option<Box<dyn Hold>>> {
        self.step(|| self.disk.hold(path, owner))
    }
}

/// The same minutes of work on a disk that fails at each of its steps: the draft is always whole,
/// the text stays in memory, and on a disk that works again it is saved.
#[test]
fn whatever_step_fails_nothing_is_lost() {
    let (mut steps, mut failures) = (0, 0);
    for for_good in [false, true] {
        for with in [io::ErrorKind::StorageFull, io::ErrorKind::PermissionDenied] {
            for n in 0..200 {
                let memory = Memory::default();
                let disk = Failing { disk: &memory, left: Cell::new(usize::MAX), for_good, with };
                let (draft, folders) = places(Path::new("/年报"));
                store::save(&memory, &draft, &report()).unwrap();
                disk.left.set(n);
                let mut keeper = Keeper::new(&disk, folders.clone(), "1", "我");
                let Ok(mut session) = keeper.open(&disk, &draft) else {
                    assert_eq!(store::load(&memory, &draft).unwrap(), report(), "step {n}");
                    continue;
                };
                let mut saved = 0;
                for round in 1..=3 {
                    type_on(&mut session, Duration::from_secs(10 * round), 2);
                    for second in 0..3 {
                        let now = Duration::from_secs(10 * round + second);
                        failures += usize::from(keeper.tick(&disk, &session, now, NOW).is_err());
                    }
                    let count = session.report().prose(SectionId::Overview).unwrap().count();
                    match keeper.save(&disk, &mut session, &draft, Over::Own, NOW) {
                        Ok(_) => saved = count,
                        Err(error) => {
                            failures += 1;
                            assert!(matches!(error.cause, Cause::Full | Cause::Denied), "step {n}: {error:?}");
                            assert!(session.is_changed());
                        }
                    }
                    let there = text(&store::load(&memory, &draft).expect("a whole draft"));
                    assert_eq!(there, typed(saved), "step {n}, round {round}");
                    assert_eq!(text(session.report()), typed(count), "step {n}: the text is in memory");
                }
                steps = steps.max(n - disk.left.get().min(n));
                keeper.save(&memory, &mut session, &draft, Over::Own, NOW).unwrap();
                assert_eq!(text(&store::load(&memory, &draft).unwrap()), typed(6), "step {n}, afterwards");
                keeper.close(&memory).unwrap();
                assert_eq!(lost(&memory, &folders).unwrap(), [], "step {n}: nothing is left aside");
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
            let memory = Memory::default();
            let disk = Failing {
                disk: &memory,
                left: Cell::new(usize::MAX),
                for_good: true,
                with: io::ErrorKind::StorageFull,
            };
            let (draft, folders) = places(Path::new("/年报"));
            let mut keeper = Keeper::new(&disk, folders.clone(), "1", "我");
            let mut session = if first {
                Session::new(report()).unwrap()
            } else {
                store::save(&memory, &draft, &report()).unwrap();
                keeper.open(&disk, &draft).unwrap()
            };
            type_on(&mut session, Duration::ZERO, 2);
            keeper.write_aside(&disk, &session, NOW).unwrap();
            type_on(&mut session, Duration::ZERO, 1);
            disk.left.set(n);
            let _ = keeper.save(&disk, &mut session, &draft, Over::Own, NOW);
            drop(keeper);

            let mut keeper = Keeper::new(&memory, folders.clone(), "2", "我");
            let found = lost(&memory, &folders).unwrap();
            let mut session = match found.first() {
                Some(found) => keeper.recover(&memory, &found.file, NOW).unwrap(),
                None => keeper.open(&memory, &draft).unwrap(),
            };
            let there = store::load(&memory, &draft).map(|report| text(&report)).unwrap_or_default();
            after_the_rename += usize::from(there == typed(3));
            assert!(text(session.report()).chars().count() >= 2, "step {n}");
            type_on(&mut session, Duration::ZERO, 1);
            let saved = keeper.save(&memory, &mut session, &draft, Over::Own, NOW);
            assert!(saved.is_ok(), "first {first}, step {n}: {saved:?}");
        }
    }
    assert!(after_the_rename > 60, "{after_the_rename}");
}

/// A thread saves while the user types on; the program is killed before it hears of the end. The text
/// aside knows both what the draft had and what the save left there.
#[test]
fn what_is_typed_during_a_save_is_found_again_and_saved_without_a_question() {
    for brought in [false, true] {
        let memory = Memory::default();
        let (draft, folders) = places(Path::new("/年报"));
        store::save(&memory, &draft, &report()).unwrap();
        let mut keeper = Keeper::new(&memory, folders.clone(), "1", "我");
        let mut session = keeper.open(&memory, &draft).unwrap();
        type_on(&mut session, Duration::ZERO, 2);
        let saving = keeper.begin_save(&memory, &session, &draft, Over::Own, NOW).unwrap();
        type_on(&mut session, Duration::ZERO, 1);
        keeper.write_aside(&memory, &session, NOW).unwrap();
        if brought {
            saving.run(&memory).unwrap();
        }
        drop(keeper);
        let mut keeper = Keeper::new(&memory, folders.clone(), "2", "我");
        let found = lost(&memory, &folders).unwrap();
        let mut session = keeper.recover(&memory, &found[0].file, NOW).unwrap();
        assert_eq!(text(session.report()), typed(3));
        keeper.save(&memory, &mut session, &draft, Over::Own, NOW).unwrap();
        // Someone else is still noticed.
        let mut other = report();
        other.year = 2022;
        store::save(&memory, &draft, &other).unwrap();
        type_on(&mut session, Duration::ZERO, 1);
        let refused = keeper.save(&memory, &mut session, &draft, Over::Own, NOW).unwrap_err();
        assert_eq!(refused.cause, Cause::Changed);
    }
}

/// The system still clears away a program that was killed: its lock goes a moment later.
#[test]
fn a_lock_that_is_about_to_go_is_waited_for() {
    let (draft, folders) = places(Path::new("/年报"));
    for (refusals, opens) in [(1, true), (4, true), (1_000, false)] {
        let memory = Memory::default();
        store::save(&memory, &draft, &report()).unwrap();
        memory.held.lock().unwrap().push(draft.with_file_name(".甲.nianbao.lock"));
        memory.lets_go.set(refusals);
        let opened = Keeper::new(&memory, folders.clone(), "2", "我").open(&memory, &draft);
        assert_eq!(opened.is_ok(), opens, "{refusals}");
    }
    // So does its sign of life, and its text is offered at once.
    for (refusals, offered) in [(2, true), (1_000, false)] {
        let memory = Memory::default();
        let mut keeper = Keeper::new(&memory, folders.clone(), "1", "我");
        let mut session = Session::new(report()).unwrap();
        type_on(&mut session, Duration::ZERO, 2);
        keeper.write_aside(&memory, &session, NOW).unwrap();
        memory.lets_go.set(refusals);
        assert_eq!(lost(&memory, &folders).unwrap().len(), usize::from(offered), "{refusals}");
    }
}

// ---- A disk that loses power ---------------------------------------------------------------------

/// Files with their content.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A disk in memory that remembers what would survive a power cut. A file's content is safe when
/// `create` returns; names are safe when their folder was synced, and until then any number of the
/// changes of a folder may have reached the disk, in their order.
#[derive(Default)]
struct Memory {
    safe: RefCell<Files>,
    pending: RefCell<Vec<Naming>>,
    held: std::sync::Arc<std::sync::Mutex<Vec<PathBuf>>>,
    /// After so many refusals everything that is held is let go.
    lets_go: Cell<usize>,
    /// Every state of the disk in which the power may be cut, if they are wanted.
    steps: RefCell<Vec<(Vec<Files>, usize)>>,
    watched: Cell<bool>,
    /// How many characters the user has been told are safe, or must be able to trust so.
    promised: Cell<usize>,
}

#[derive(Clone)]
enum Naming {
    Put(PathBuf, Vec<u8>),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
}

impl Naming {
    fn folder(&self) -> &Path {
        match self {
            Naming::Put(path, _) | Naming::Rename(_, path) | Naming::Remove(path) => path.parent().unwrap(),
        }
    }

    fn apply(&self, files: &mut Files) {
        match self {
            Naming::Put(path, bytes) => {
                files.insert(path.clone(), bytes.clone());
            }
            Naming::Rename(from, to) => {
                // Lost with its creation, the file is not there to be renamed.
                if let Some(bytes) = files.remove(from) {
                    files.insert(to.clone(), bytes);
                }
            }
            Naming::Remove(path) => {
                files.remove(path);
            }
        }
    }
}

impl Memory {
    fn files(&self) -> Files {
        let mut files = self.safe.borrow().clone();
        self.pending.borrow().iter().for_each(|one| one.apply(&mut files));
        files
    }

    fn name(&self, naming: Naming) {
        self.pending.borrow_mut().push(naming);
        self.step();
    }

    /// Notes what a power cut may leave now.
    fn step(&self) {
        if !self.watched.get() {
            return;
        }
        let pending = self.pending.borrow();
        let mut folders: Vec<&Path> = pending.iter().map(Naming::folder).collect();
        folders.sort();
        folders.dedup();
        let mut states = vec![self.safe.borrow().clone()];
        for folder in folders {
            let own: Vec<_> = pending.iter().filter(|one| one.folder() == folder).collect();
            let mut next = Vec::new();
            for state in states {
                for count in 0..=own.len() {
                    let mut state = state.clone();
                    own[..count].iter().for_each(|one| one.apply(&mut state));
                    next.push(state);
                }
            }
            states = next;
        }
        self.steps.borrow_mut().push((states, self.promised.get()));
    }

    fn after_power_cut(files: Files) -> Memory {
        Memory { safe: RefCell::new(files), ..Memory::default() }
    }
}

impl Disk for Memory {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        let files = self.files();
        if files.contains_key(path) {
            return Ok(Some(Kind::File));
        }
        Ok(path.starts_with("/年报").then_some(Kind::Folder).filter(|_| path.extension().is_none()))
    }
    fn read(&self, path: &Path, _limit: u64) -> io::Result<Vec<u8>> {
        self.files().get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
    fn written(&self, _path: &Path) -> io::Result<Stamp> {
        Ok(NOW)
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(path.to_owned())
    }
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if self.files().contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        // Cut while it is written, half of it is there.
        self.name(Naming::Put(path.to_owned(), bytes[..bytes.len() / 2].to_vec()));
        self.pending.borrow_mut().pop();
        self.name(Naming::Put(path.to_owned(), bytes.to_vec()));
        Ok(())
    }
    fn copy_permissions(&self, _from: &Path, _to: &Path) -> io::Result<()> {
        Ok(())
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.name(Naming::Rename(from.to_owned(), to.to_owned()));
        Ok(())
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let (own, rest): (Vec<_>, Vec<_>) = self.pending.take().into_iter().partition(|one| one.folder() == folder);
        own.iter().for_each(|one| one.apply(&mut self.safe.borrow_mut()));
        self.pending.replace(rest);
        self.step();
        Ok(())
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        if !self.files().contains_key(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        self.name(Naming::Remove(path.to_owned()));
        Ok(())
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        Ok(self.files().into_keys().filter(|path| path.parent() == Some(folder)).collect())
    }
    fn create_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }
    fn hold(&self, path: &Path, _owner: &str) -> io::Result<Option<Box<dyn Hold>>> {
        let mut held = self.held.lock().unwrap();
        if held.iter().any(|one| one == path) {
            self.lets_go.set(self.lets_go.get().saturating_sub(1));
            if self.lets_go.get() == 0 {
                held.clear();
            }
            return Ok(None);
        }
        held.push(path.to_owned());
        Ok(Some(Box::new(MemoryHold(std::sync::Arc::clone(&self.held), path.to_owned()))))
    }
}

struct MemoryHold(std::sync::Arc<std::sync::Mutex<Vec<PathBuf>>>, PathBuf);

impl Hold for MemoryHold {}

impl Drop for MemoryHold {
    fn drop(&mut self) {
        self.0.lock().unwrap().retain(|one| *one != self.1);
    }
}

/// The power is cut after every step of some minutes of work, with every state that the disk may
/// then be in: the draft is whole, and what was written aside or saved is found.
/// `NIANBAO_POWER_CUTS=10000` goes on, with other minutes, until there were so many cuts.
#[test]
fn a_power_cut_after_any_step_loses_nothing_that_was_promised() {
    let wanted = std::env::var("NIANBAO_POWER_CUTS").ok().and_then(|count| count.parse().ok()).unwrap_or(100);
    let (mut cuts, mut works) = (0, 0);
    while cuts < wanted {
        cuts += power_cuts(works);
        works += 1;
    }
    println!("{cuts} power cuts in {works} pieces of work");
}

/// One piece of work, by its number, and how many power cuts it lived through.
fn power_cuts(work: u64) -> usize {
    let mut random = fastrand::Rng::with_seed(work);
    let memory = Memory::default();
    let (draft, folders) = places(Path::new("/年报"));
    store::save(&memory, &draft, &report()).unwrap();
    memory.watched.set(true);
    let mut keeper = Keeper::new(&memory, folders.clone(), "1", "我");
    let mut session = keeper.open(&memory, &draft).unwrap();
    let mut now = Duration::ZERO;
    for round in 1..=4 {
        for _ in 0..random.u32(2..6) {
            now += Duration::from_millis(random.u64(300..2_500));
            type_on(&mut session, now, random.usize(1..4));
            if keeper.tick(&memory, &session, now, NOW).unwrap() {
                memory.promised.set(session.report().prose(SectionId::Overview).unwrap().count());
            }
        }
        keeper.save(&memory, &mut session, &draft, Over::Own, Stamp(NOW.0 + round)).unwrap();
        memory.promised.set(session.report().prose(SectionId::Overview).unwrap().count());
    }
    keeper.close(&memory).unwrap();
    memory.step();
    let mut states = 0;
    for (step, (cuts, promised)) in memory.steps.take().into_iter().enumerate() {
        for files in cuts {
            states += 1;
            let disk = Memory::after_power_cut(files);
            let saved = text(&store::load(&disk, &draft).unwrap_or_else(|error| panic!("step {step}: {error}")));
            let aside = lost(&disk, &folders).unwrap().into_iter().map(|one| one.recovery.expect("whole"));
            let longest = aside.map(|one| text(&one.report)).chain([saved]).max_by_key(String::len).unwrap();
            let count = longest.chars().count();
            assert_eq!(longest, typed(count), "work {work}, step {step}");
            assert!(count >= promised, "work {work}, step {step}: {count} of {promised}");
        }
    }
    assert!(states > 20, "{states} states");
    states
}

// ---- A program that is killed --------------------------------------------------------------------

/// The folder in which the child types; without it, `the_child_that_types` does nothing.
const CHILD: &str = "NIANBAO_TEST_CHILD";
/// One keystroke takes the child this long by the clock that it hands on.
const STROKE: Duration = Duration::from_millis(100);
/// So many keystrokes are two seconds.
const TWO_SECONDS: usize = 20;

/// 200 times a child types and is killed at a moment of chance: the draft is whole, and less than
/// two seconds of typing are gone. `NIANBAO_KILLS=1000` makes it longer.
#[test]
fn a_killed_program_loses_less_than_two_seconds() {
    let kills = std::env::var("NIANBAO_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(200);
    let mut random = fastrand::Rng::with_seed(9);
    let (mut root, mut typed_before, mut most) = (PathBuf::new(), 0, 0);
    let (mut from_aside, mut unsaved) = (0, 0);
    for kill in 0..kills {
        if kill % 20 == 0 {
            root = folder(&format!("kill_{}", kill / 20));
            typed_before = 0;
        }
        let (draft, folders) = places(&root);
        let mut child = Process::new(std::env::current_exe().unwrap())
            .args(["--exact", "the_child_that_types", "--ignored", "--nocapture", "--test-threads=1"])
            .env(CHILD, &root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut reported = typed_before;
        // A line that was cut ends without its full stop.
        let mut note = |line: &str| {
            let count = line.strip_prefix("typed ").and_then(|line| line.strip_suffix('.'));
            count.inspect(|count| reported = count.parse().unwrap()).is_some()
        };
        // The moment of the kill counts in keystrokes, so that a busy computer kills no earlier.
        let strokes = random.usize(1..70);
        let began = lines.by_ref().map_while(Result::ok).filter(|line| note(line)).take(strokes).count();
        assert_eq!(began, strokes, "kill {kill}: the child types");
        std::thread::sleep(Duration::from_micros(random.u64(0..5_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        lines.map_while(Result::ok).for_each(|line| {
            note(&line);
        });
        let saved =
            if draft.exists() { text(&store::load(&RealDisk, &draft).expect("a whole draft")) } else { String::new() };
        let aside: Vec<_> = lost(&RealDisk, &folders)
            .unwrap()
            .into_iter()
            .map(|one| text(&one.recovery.expect("whole").report))
            .collect();
        assert!(aside.len() <= 1, "kill {kill}: {} files aside", aside.len());
        let found = aside.into_iter().chain([saved.clone()]).max_by_key(String::len).unwrap();
        let count = found.chars().count();
        assert_eq!(found, typed(count), "kill {kill}");
        assert!(count + TWO_SECONDS >= reported, "kill {kill}: {count} of {reported}");
        most = most.max(reported.saturating_sub(count));
        from_aside += usize::from(found != saved);
        unsaved += usize::from(reported > count);
        typed_before = count;
    }
    println!("{kills} kills, {from_aside} recovered from aside, {unsaved} lost something, at most {most} characters");
    assert!(from_aside > kills / 4, "{from_aside}");
}

/// Types until it is killed: opens what it finds, saves now and then.
#[test]
#[ignore = "a child of the test above"]
fn the_child_that_types() {
    let Some(root) = std::env::var_os(CHILD) else { return };
    let (draft, folders) = places(Path::new(&root));
    let mut keeper = Keeper::new(&RealDisk, folders.clone(), &std::process::id().to_string(), "孩子");
    let found = lost(&RealDisk, &folders).unwrap();
    let mut session = match found.first() {
        Some(found) => keeper.recover(&RealDisk, &found.file, NOW).unwrap(),
        None if draft.exists() => keeper.open(&RealDisk, &draft).unwrap(),
        None => Session::new(report()).unwrap(),
    };
    let mut now = Duration::ZERO;
    for stroke in 1..100_000 {
        let before =
            session.report().prose(SectionId::Overview).map(|prose| text_of(prose).chars().count()).unwrap_or(0);
        now += STROKE;
        type_on(&mut session, now, 1);
        writeln!(io::stdout(), "\ntyped {}.", before + 1).unwrap();
        keeper.tick(&RealDisk, &session, now, NOW).unwrap();
        if stroke % 37 == 0 {
            // Nobody else touches the draft: whenever the last child was killed, nobody is asked.
            keeper.save(&RealDisk, &mut session, &draft, Over::Own, Stamp(NOW.0 + stroke)).unwrap();
        }
        std::thread::sleep(Duration::from_micros(200));
    }
}

// ---- What the tests are made of ------------------------------------------------------------------

/// An empty folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("保存 keeping").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn places(root: &Path) -> (PathBuf, Folders) {
    (root.join("甲.nianbao"), Folders { recovery: root.join("recovery"), backups: root.join("backups") })
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn report() -> Report {
    Report::new("青禾县水务局", UnitKind::Department, 2024)
}

/// The first `count` characters of what is typed.
fn typed(count: usize) -> String {
    TEXT.chars().cycle().take(count).collect()
}

fn text_of(prose: &Prose) -> String {
    prose.text()
}

fn text(report: &Report) -> String {
    report.prose(SectionId::Overview).map(text_of).unwrap_or_default()
}

/// Types the next `count` characters at the end.
fn type_on(session: &mut Session, now: Duration, count: usize) {
    for _ in 0..count {
        let at = text(session.report()).chars().count();
        let next = TEXT.chars().cycle().nth(at).unwrap().to_string();
        let span = Span::at(Position::new(0, at));
        let command = Command::Type { part: OVERVIEW, span, text: next, marks: None, typed: Typed::Key };
        session.execute(command, now).unwrap();
    }
}
