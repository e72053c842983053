//! A disk that fails at the n-th call.

use std::cell::Cell;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nianbao::form::SectionId;
use nianbao::session::{Keeper, Over, Session, living, lost};
use nianbao::storage::{self, Cause, Disk, Hold, Kind, Stamp};

use super::{NOW, places, report, text, type_on, typed};
use crate::simulated_disk::Memory;

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
                storage::save(&memory, &draft, &report()).unwrap();
                disk.left.set(n);
                let mut keeper = Keeper::new(&disk, folders.clone(), "1", "我");
                let Ok(mut session) = keeper.open(&disk, &draft) else {
                    assert_eq!(storage::load(&memory, &draft).unwrap(), report(), "step {n}");
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
                    let there = text(&storage::load(&memory, &draft).expect("a whole draft"));
                    assert_eq!(there, typed(saved), "step {n}, round {round}");
                    assert_eq!(text(session.report()), typed(count), "step {n}: the text is in memory");
                }
                steps = steps.max(n - disk.left.get().min(n));
                keeper.save(&memory, &mut session, &draft, Over::Own, NOW).unwrap();
                assert_eq!(text(&storage::load(&memory, &draft).unwrap()), typed(6), "step {n}, afterwards");
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
                storage::save(&memory, &draft, &report()).unwrap();
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
            let there = storage::load(&memory, &draft).map(|report| text(&report)).unwrap_or_default();
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
        storage::save(&memory, &draft, &report()).unwrap();
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
        storage::save(&memory, &draft, &other).unwrap();
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
        storage::save(&memory, &draft, &report()).unwrap();
        memory.held.lock().unwrap().push(draft.with_file_name(".甲.nianbao.lock"));
        memory.lets_go.set(refusals);
        let opened = Keeper::new(&memory, folders.clone(), "2", "我").open(&memory, &draft);
        assert_eq!(opened.is_ok(), opens, "{refusals}");
    }
    // Its text is nobody's loss while it gives a sign of life.
    let memory = Memory::default();
    let mut keeper = Keeper::new(&memory, folders.clone(), "1", "我");
    let mut session = Session::new(report()).unwrap();
    type_on(&mut session, Duration::ZERO, 2);
    keeper.write_aside(&memory, &session, NOW).unwrap();
    memory.lets_go.set(1_000);
    assert_eq!((living(&memory, &folders).unwrap().len(), lost(&memory, &folders).unwrap().len()), (1, 0));
    drop(keeper);
    assert_eq!((living(&memory, &folders).unwrap().len(), lost(&memory, &folders).unwrap().len()), (0, 1));
}
