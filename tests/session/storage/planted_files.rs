//! What others put in the place of a file that the program writes: it is neither followed nor emptied nor
//! waited for, and the draft opens and saves all the same.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{MetadataExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::channel;
use std::time::Duration;

use nianbao::session::{DraftEvent, Overwrite};
use nianbao::storage::{self, Disk as _, FileAccess, PathKind, RealDisk, StoreCause};

use super::{NOW, Setup, cause, folder, names, places, report, typed};

/// Words that must not be lost.
const VICTIM: &str = "别人的文件，一个字也不能少\n";

/// What stands in the place of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Planted {
    Link,
    BrokenLink,
    LinkToFolder,
    LinkToDevice,
    HardLink,
    Pipe,
    Folder,
    /// A file of another program.
    File,
    /// A lock of an earlier version of this program, which said who had it and no more.
    OlderLock,
    /// A lock of ours that a killed program left.
    OurLock,
    Empty,
}

const ALL: [Planted; 11] = [
    Planted::Link,
    Planted::BrokenLink,
    Planted::LinkToFolder,
    Planted::LinkToDevice,
    Planted::HardLink,
    Planted::Pipe,
    Planted::Folder,
    Planted::File,
    Planted::OlderLock,
    Planted::OurLock,
    Planted::Empty,
];

impl Planted {
    fn put(self, at: &Path, victim: &Path) {
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(victim, VICTIM).unwrap();
        match self {
            Planted::Link => symlink(victim, at).unwrap(),
            Planted::BrokenLink => symlink(victim.with_extension("gone"), at).unwrap(),
            Planted::LinkToFolder => symlink(victim.parent().unwrap(), at).unwrap(),
            Planted::LinkToDevice => symlink("/dev/full", at).unwrap(),
            Planted::HardLink => fs::hard_link(victim, at).unwrap(),
            Planted::Pipe => assert!(Command::new("mkfifo").arg(at).status().unwrap().success()),
            Planted::Folder => fs::create_dir(at).unwrap(),
            Planted::File => fs::write(at, VICTIM).unwrap(),
            Planted::OlderLock => fs::write(at, "王 · 电脑").unwrap(),
            Planted::OurLock => fs::write(at, "王 · 电脑\nnianbao-lock-1\n").unwrap(),
            Planted::Empty => fs::write(at, "").unwrap(),
        }
    }

    /// Whether it may be written to and removed.
    fn is_ours(self) -> bool {
        matches!(self, Planted::OurLock | Planted::Empty)
    }
}

/// What is at a path, links not followed: its kind, its number on the disk, what a file has in it.
fn look(path: &Path) -> Option<(fs::FileType, u64, Option<String>)> {
    let metadata = fs::symlink_metadata(path).ok()?;
    let content = metadata.is_file().then(|| fs::read_to_string(path).unwrap());
    Some((metadata.file_type(), metadata.ino(), content))
}

/// Runs `work` in a thread that must come to its end.
fn in_time<T: Send + 'static>(what: Planted, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = channel();
    let thread = std::thread::spawn(move || sender.send(work()));
    let done = receiver.recv_timeout(Duration::from_secs(20));
    match done {
        Ok(done) => done,
        Err(_) if thread.is_finished() => panic!("{what:?}: {:?}", thread.join()),
        Err(_) => panic!("{what:?}: it hangs"),
    }
}

/// A program that opens the draft, types, lets its recovery file be written, saves and ends.
fn work(setup: &Setup, draft: &Path) {
    let mut program = setup.open("1", draft).unwrap();
    program.typed_frame(0, 2);
    program.typed_frame(2_000, 1);
    program.save(draft, Overwrite::Own).unwrap();
    program.draft.close().unwrap();
}

#[test]
fn what_stands_in_the_place_of_a_lock_is_left_as_it_is() {
    for what in ALL {
        let root = folder(&format!("planted_lock_{what:?}"));
        let (draft, folders) = places(&root.join("共享"));
        let victim = root.join("victim");
        for lock in [draft.with_file_name(".甲.nianbao.lock"), folders.recovery.join("1.alive")] {
            what.put(&lock, &victim);
            let before = look(&lock);
            storage::save(&RealDisk, &draft, &report()).unwrap();
            let (setup, path) = (Setup::real(&folders), draft.clone());
            in_time(what, move || work(&setup, &path));
            assert_eq!(super::text(&storage::load(&RealDisk, &draft).unwrap()), typed(3), "{what:?}");
            assert_eq!(fs::read_to_string(&victim).unwrap(), VICTIM, "{what:?}");
            assert_eq!(look(&lock), before.filter(|_| !what.is_ours()), "{what:?} at {}", lock.display());
            assert!(!victim.with_extension("gone").exists(), "{what:?}");
            let _ = fs::remove_file(&lock).or_else(|_| fs::remove_dir(&lock));
        }
    }
}

/// A draft that cannot be locked is told, once: when it is opened, and when it is saved under another name.
#[test]
fn a_draft_without_a_lock_is_told_once() {
    for what in ALL {
        let (draft, folders) = places(&folder(&format!("planted_untold_{what:?}")));
        let elsewhere = draft.with_file_name("乙.nianbao");
        for path in [&draft, &elsewhere] {
            let lock = path.with_file_name(format!(".{}.lock", path.file_name().unwrap().to_str().unwrap()));
            what.put(&lock, &path.with_extension("victim"));
        }
        storage::save(&RealDisk, &draft, &report()).unwrap();
        let told = in_time(what, move || {
            let mut program = Setup::real(&folders).open("1", &draft).unwrap();
            let mut told = Vec::new();
            for path in [&draft, &elsewhere] {
                program.type_on(Duration::ZERO, 1);
                program.save(path, Overwrite::Own).unwrap();
                let events = (0..3).flat_map(|_| program.frame(Duration::ZERO)).collect::<Vec<_>>();
                let unlocked = DraftEvent::NotLocked { path: path.clone() };
                told.push(events.iter().filter(|event| **event == unlocked).count());
            }
            told
        });
        // What is a file can be locked, whosever it is.
        let is_file =
            matches!(what, Planted::HardLink | Planted::File | Planted::OlderLock | Planted::OurLock | Planted::Empty);
        assert_eq!(told, if is_file { [0, 0] } else { [1, 1] }, "{what:?}");
    }
}

/// An earlier version of the program wrote no mark: what it holds is held, and what it left is no hindrance.
#[test]
fn a_lock_of_an_earlier_version_keeps_others_out() {
    let (draft, folders) = places(&folder("older_lock"));
    storage::save(&RealDisk, &draft, &report()).unwrap();
    let lock = draft.with_file_name(".甲.nianbao.lock");
    fs::write(&lock, "王 · 电脑").unwrap();
    let held = fs::File::open(&lock).unwrap();
    held.try_lock().unwrap();
    let error = Setup::real(&folders).open("1", &draft).err().unwrap();
    assert_eq!(error.to_string(), format!("{}: open elsewhere (王 · 电脑)", draft.display()));
    drop(held);
    work(&Setup::real(&folders), &draft);
    // What it left is held as well, and stays as it was.
    let program = Setup::real(&folders).open("1", &draft).unwrap();
    assert!(Setup::real(&folders).open("2", &draft).is_err());
    drop(program);
    assert_eq!(fs::read_to_string(&lock).unwrap(), "王 · 电脑");
}

/// Whoever has the lock is named in one line without control characters, however long the file is.
#[test]
fn what_a_lock_says_is_shown_in_one_short_line() {
    let (draft, folders) = places(&folder("lock_words"));
    storage::save(&RealDisk, &draft, &report()).unwrap();
    let lock = draft.with_file_name(".甲.nianbao.lock");
    fs::write(&lock, format!("\u{1b}[31m王{}\nnianbao-lock-1\n", "长".repeat(2_000))).unwrap();
    let held = fs::File::open(&lock).unwrap();
    held.try_lock().unwrap();
    let error = Setup::real(&folders).open("1", &draft).err().unwrap();
    let said = error.to_string();
    assert!(said.contains("[31m王长长") && said.chars().count() < 400 && !said.contains('\u{1b}'), "{said}");
}

#[test]
fn what_stands_in_the_place_of_a_partial_file_is_left_as_it_is() {
    for what in ALL {
        let root = folder(&format!("planted_part_{what:?}"));
        let (draft, folders) = places(&root.join("共享"));
        let victim = root.join("victim");
        fs::create_dir_all(draft.parent().unwrap()).unwrap();
        storage::save(&RealDisk, &draft, &report()).unwrap();
        let parts = [
            draft.with_file_name(".甲.nianbao.part"),
            draft.with_file_name(".甲.nianbao.part1"),
            folders.recovery.join(".1.recovery.part"),
        ];
        let (setup, path) = (Setup::real(&folders), draft.clone());
        // Put there once the draft is open, for whoever opens it clears up.
        let mut program = setup.open("1", &path).unwrap();
        for part in &parts {
            what.put(part, &victim);
        }
        let before = parts.each_ref().map(|part| look(part));
        in_time(what, move || {
            program.typed_frame(0, 2);
            program.typed_frame(2_000, 1);
            program.save(&path, Overwrite::Own).unwrap();
            program.draft.close().unwrap();
        });
        assert_eq!(super::text(&storage::load(&RealDisk, &draft).unwrap()), typed(3), "{what:?}");
        assert_eq!(fs::read_to_string(&victim).unwrap(), VICTIM, "{what:?}");
        assert_eq!(parts.each_ref().map(|part| look(part)), before, "{what:?}");
        assert_eq!(names(draft.parent().unwrap()).len(), 5, "{what:?}: {:?}", names(draft.parent().unwrap()));
    }
}

/// A hundred names that can be guessed are taken: another is found.
#[test]
fn names_of_partial_files_cannot_all_be_taken_beforehand() {
    let root = folder("taken_parts");
    let draft = root.join("甲.nianbao");
    for number in std::iter::once(String::new()).chain((1..=300).map(|number| number.to_string())) {
        fs::create_dir(root.join(format!(".甲.nianbao.part{number}"))).unwrap();
    }
    storage::save(&RealDisk, &draft, &report()).unwrap();
    assert_eq!(storage::load(&RealDisk, &draft).unwrap(), report());
}

/// A link in the place of a recovery file or of a former version is replaced; what it led to stays.
#[test]
fn a_recovery_file_and_a_version_are_not_written_through_links() {
    for what in [Planted::Link, Planted::BrokenLink, Planted::HardLink, Planted::LinkToDevice, Planted::Pipe] {
        let root = folder(&format!("planted_recovery_{what:?}"));
        let (draft, folders) = places(&root);
        let victim = root.join("victim");
        storage::save(&RealDisk, &draft, &report()).unwrap();
        // The version's name is known once there is one.
        storage::back_up(&RealDisk, &folders.backups, &draft, NOW).unwrap();
        let version = storage::backups(&RealDisk, &folders.backups, &draft).unwrap().remove(0).path;
        fs::remove_file(&version).unwrap();
        let recovery = folders.recovery.join("1.recovery");
        let mut program = Setup::real(&folders).open("1", &draft).unwrap();
        // Once the session has its name: one that is taken is not used.
        for at in [&version, &recovery] {
            what.put(at, &victim);
        }
        let mut program = in_time(what, move || {
            program.typed_frame(0, 2);
            program.typed_frame(2_000, 1);
            program
        });
        assert!(fs::symlink_metadata(&recovery).unwrap().is_file(), "{what:?}");
        assert_eq!(super::text(&storage::read_recovery(&RealDisk, &recovery).unwrap().report), typed(3));
        program.save(&draft, Overwrite::Own).unwrap();
        assert_eq!(fs::read_to_string(&victim).unwrap(), VICTIM, "{what:?}");
        assert!(!victim.with_extension("gone").exists(), "{what:?}");
    }
}

/// A folder of recovery files that is a link, which a user may want, is used; the folder that it leads to and
/// what else is in it keep their access.
#[test]
fn a_folder_of_recovery_files_may_be_a_link_and_is_not_closed_through_it() {
    let root = folder("linked_recovery");
    let (draft, folders) = places(&root);
    let elsewhere = root.join("别处");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("notes.txt"), VICTIM).unwrap();
    symlink(&elsewhere, &folders.recovery).unwrap();
    storage::save(&RealDisk, &draft, &report()).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
    let before = (mode(&elsewhere), mode(&elsewhere.join("notes.txt")));
    let mut program = Setup::real(&folders).open("1", &draft).unwrap();
    program.typed_frame(0, 2);
    program.typed_frame(2_000, 1);
    nianbao::session::leftovers::sweep(&RealDisk, &folders, &root.join("temporary"), NOW);
    assert_eq!((mode(&elsewhere), mode(&elsewhere.join("notes.txt"))), before);
    assert_eq!(mode(&elsewhere.join("1.recovery")), 0o600);
}

/// A draft that is a link stays one: the file that it leads to is saved. One that leads nowhere is refused,
/// for somebody else may have chosen where.
#[test]
fn a_draft_that_is_a_link_is_saved_where_it_leads() {
    let root = folder("linked_draft");
    let (link, folders) = places(&root);
    let far = root.join("别处");
    fs::create_dir(&far).unwrap();
    let target = far.join("真.nianbao");
    storage::save(&RealDisk, &target, &report()).unwrap();
    symlink(&target, &link).unwrap();
    work(&Setup::real(&folders), &link);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(super::text(&storage::load(&RealDisk, &target).unwrap()), typed(3));
    assert_eq!(names(&far), ["真.nianbao"]);

    for to in [far.join("没有.nianbao"), root.join("自己.nianbao")] {
        let broken = root.join("自己.nianbao");
        let _ = fs::remove_file(&broken);
        symlink(&to, &broken).unwrap();
        assert_eq!(RealDisk.kind(&broken).unwrap(), Some(PathKind::BrokenLink));
        assert_eq!(storage::load(&RealDisk, &broken).unwrap_err().cause, StoreCause::BrokenLink);
        let mut program = Setup::real(&folders).begin("2");
        program.type_on(Duration::ZERO, 1);
        for overwrite in [Overwrite::Own, Overwrite::Anything] {
            let saved = cause(program.save(&broken, overwrite).unwrap_err());
            assert!(matches!(saved, StoreCause::BrokenLink | StoreCause::Exists), "{saved:?}");
        }
        assert!(fs::symlink_metadata(&broken).unwrap().is_symlink() && !far.join("没有.nianbao").exists());
    }
}

/// A pipe or a device is no draft to open or to save over, and nobody waits for it.
#[test]
fn a_draft_that_is_a_pipe_is_refused() {
    let root = folder("pipe_draft");
    let (draft, folders) = places(&root);
    for what in [Planted::Pipe, Planted::LinkToDevice] {
        let _ = fs::remove_file(&draft);
        what.put(&draft, &root.join("victim"));
        let (setup, path) = (Setup::real(&folders), draft.clone());
        let causes = in_time(what, move || {
            let opened = setup.open("1", &path).err().unwrap().to_string();
            let mut program = setup.begin("2");
            program.type_on(Duration::ZERO, 1);
            (opened, cause(program.save(&path, Overwrite::Anything).unwrap_err()))
        });
        assert!(causes.0.ends_with("is no file"), "{causes:?}");
        assert_eq!(causes.1, StoreCause::NoFile);
    }
}

/// Two programs that ask for one lock at the same time never both have it, also while others give it back and
/// remove its file.
#[test]
fn a_lock_that_is_given_back_is_never_had_twice() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let path: PathBuf = folder("lock_race").join(".甲.nianbao.lock");
    let (inside, had) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                // While one has it the others try in vain, on a busy machine thousands of times: what counts is how often it
                // was had.
                for _ in 0..10_000_000 {
                    if had.load(Ordering::SeqCst) >= 800 {
                        break;
                    }
                    if let Some(lock) = RealDisk.lock(&path, "我", FileAccess::Usual).unwrap() {
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "two have it");
                        had.fetch_add(1, Ordering::SeqCst);
                        // Long enough for the others to come in, where they could.
                        std::thread::sleep(Duration::from_micros(20));
                        inside.fetch_sub(1, Ordering::SeqCst);
                        drop(lock);
                    } else {
                        std::thread::yield_now();
                    }
                }
            });
        }
    });
    assert!(had.load(Ordering::SeqCst) >= 800);
}
