//! What killed programs leave beside a draft and in the folder of recovery files is gone after the next start.

use std::fs;
use std::path::Path;
use std::time::Duration;

use nianbao::session::{Overwrite, draft_files, leftovers};
use nianbao::storage::{self, Disk as _, FileAccess, FileTime, RealDisk, StoreError};

use super::{Setup, folder, names, places, report};
#[cfg(unix)]
use crate::skip::skip;

/// More than ten minutes after everything that the tests write.
const LATER: FileTime = FileTime(9_000_000_000);

/// The locks of a session that opened one draft and saved as another, as a killed program leaves them.
fn leave_locks(setup: &Setup, root: &Path) {
    let (draft, other) = (root.join("甲.nianbao"), root.join("乙.nianbao"));
    storage::save(&RealDisk, &draft, &report()).unwrap();
    let mut program = setup.open("1", &draft).unwrap();
    program.type_on(Duration::ZERO, 1);
    program.save(&other, Overwrite::Own).unwrap();
    let files = [setup.folders.recovery.join("1.alive"), root.join(".乙.nianbao.lock")];
    let contents = files.each_ref().map(|file| fs::read(file).unwrap());
    drop(program);
    // Its locks are free, and their files are there.
    for (file, content) in files.iter().zip(contents) {
        assert!(!file.exists());
        fs::write(file, content).unwrap();
    }
}

#[test]
fn what_a_killed_program_left_is_cleared_up_at_the_start() {
    let root = folder("left");
    let (_, folders) = places(&root);
    let setup = Setup::real(&folders);
    leave_locks(&setup, &root);
    for name in [".乙.nianbao.part", ".乙.nianbao.part0123456789abcdef", ".乙.nianbao.part7"] {
        fs::write(root.join(name), "half").unwrap();
    }
    for name in [".9.recovery.part", ".1.recovery.part00", "older.alive", "empty.alive"] {
        fs::write(folders.recovery.join(name), "王 · 电脑").unwrap();
    }
    fs::create_dir_all(&folders.backups).unwrap();
    fs::write(folders.backups.join(".甲-0-1.nianbao.part"), "half").unwrap();
    // Not ours, or of others.
    let kept = [".丙.nianbao.lock", ".乙.nianbao.partition", ".丙.nianbao.part", "乙.part", ".乙.nianbao.part-x"];
    kept.iter().for_each(|name| fs::write(root.join(name), "others").unwrap());

    leftovers::sweep(&RealDisk, &folders, &root.join("temporary"), LATER);

    let mut wanted: Vec<String> = ["甲.nianbao", "乙.nianbao", "recovery", "backups"]
        .iter()
        .chain(&kept)
        .map(|name| (*name).to_owned())
        .collect();
    wanted.sort();
    assert_eq!(names(&root), wanted);
    assert_eq!(names(&folders.recovery), [] as [String; 0]);
    assert!(names(&folders.backups).iter().all(|name| !name.contains(".part")), "{:?}", names(&folders.backups));
}

/// Sessions that are running, their drafts and what they are writing stay as they are.
#[test]
fn what_a_running_program_has_is_left_alone() {
    let root = folder("running");
    let (draft, folders) = places(&root);
    let setup = Setup::real(&folders);
    storage::save(&RealDisk, &draft, &report()).unwrap();
    let mut program = setup.open("1", &draft).unwrap();
    program.typed_frame(0, 1);
    program.typed_frame(2_000, 1);
    let parts = [
        root.join(".甲.nianbao.part"),
        folders.recovery.join(".1.recovery.part"),
        folders.backups.join(".甲-1.nianbao.part"),
    ];
    fs::create_dir_all(&folders.backups).unwrap();
    parts.iter().for_each(|part| fs::write(part, "being written").unwrap());
    // A session that was killed had the same draft before.
    let note = fs::read(folders.recovery.join("1.alive")).unwrap();
    fs::write(folders.recovery.join("0.alive"), note).unwrap();
    let before = [names(&root), names(&folders.backups)];
    leftovers::sweep(&RealDisk, &folders, &root.join("temporary"), FileTime(0));
    assert_eq!([names(&root), names(&folders.backups)], before);
    assert_eq!(names(&folders.recovery), [".1.recovery.part", "1.alive", "1.recovery"]);
    assert!(RealDisk.lock(&folders.recovery.join("1.alive"), "", FileAccess::Private).unwrap().is_none());
    // And it goes on.
    program.save(&draft, Overwrite::Own).unwrap();
    program.draft.close().unwrap();
}

/// Pictures lie beside recovery files: one that none of them shows any more is gone after the next start, one that
/// any of them shows is not, whichever was written first, and no file of a session that is running.
#[test]
fn pictures_that_no_recovery_file_shows_are_cleared_up() {
    let root = folder("left_pictures");
    let (_, folders) = places(&root);
    let [shown, unused] = [[7_u8], [9]].map(|bytes| nianbao::raster::PictureId::of(&bytes).to_string());
    fs::create_dir_all(&folders.recovery).unwrap();
    let setup = Setup::real(&folders);
    let running = setup.writer("4", "我");
    let kept = [
        "1.recovery".to_owned(),
        format!("1-{shown}.picture"),
        format!("3-{shown}.picture"),
        format!("4-{unused}.picture"),
        format!("4-last-{unused}.picture"),
        format!(".4-{unused}.picture.part"),
        "4.alive".to_owned(),
        format!("{unused}.picture"),
        "6-0a.picture".to_owned(),
    ];
    let gone = [
        format!("1-{unused}.picture"),
        format!("2-{unused}.picture"),
        format!("2-last-{unused}.picture"),
        format!(".1-{shown}.picture.part"),
        format!(".2-{unused}.picture.part0123456789abcdef"),
    ];
    for name in kept.iter().chain(&gone).filter(|name| *name != "4.alive") {
        fs::write(folders.recovery.join(name), if name == "1.recovery" { shown.as_str() } else { "dots" }).unwrap();
    }
    leftovers::sweep(&RealDisk, &folders, &root.join("temporary"), FileTime(0));
    let mut wanted = kept.to_vec();
    wanted.sort();
    assert_eq!(names(&folders.recovery), wanted);
    // One that cannot be read may show any.
    fs::write(folders.recovery.join("5.recovery"), "").unwrap();
    fs::write(folders.recovery.join(format!("2-{unused}.picture")), "dots").unwrap();
    leftovers::sweep(&RealDisk, &folders, &root.join("temporary"), FileTime(0));
    assert!(folders.recovery.join(format!("2-{unused}.picture")).exists());
    drop(running);
}

/// A command that is killed leaves the lock of its draft, and perhaps half a file, and is remembered nowhere: the next
/// start looks beside the drafts that it knows, and the next command beside its own.
#[test]
fn what_a_killed_command_left_is_cleared_up_in_its_folder() {
    let root = folder("left-by-command");
    let save = |name: &str| storage::save(&RealDisk, &root.join(name), &report()).unwrap();
    let left = [".甲.nianbao.lock", ".没有.nianbao.lock", ".甲.nianbao.part", ".甲.nianbao.part0123456789abcdef"];
    let kept = [".乙.nianbao.lock", ".空.lock", ".丙.nianbao.part", "乙.nianbao.lock"];
    let leave = || {
        for name in left {
            fs::write(root.join(name), if name.ends_with("lock") { "命令\nnianbao-lock-1\n" } else { "half" }).unwrap();
        }
    };
    save("甲.nianbao");
    save("丁.nianbao");
    // Of other programs: without our mark, empty, beside no lock.
    fs::write(root.join(kept[0]), "others\n").unwrap();
    fs::write(root.join(kept[1]), "").unwrap();
    fs::write(root.join(kept[2]), "half").unwrap();
    fs::write(root.join(kept[3]), "命令\nnianbao-lock-1\n").unwrap();
    // And one that a running program holds.
    let held = storage::DraftLock::take(&RealDisk, &root.join("丁.nianbao"), "在用").unwrap();
    type Sweep<'a> = (&'a str, &'a dyn Fn());
    let sweeps: [Sweep<'_>; 3] = [
        ("at a start", &|| leftovers::sweep_beside_drafts(&RealDisk, &[root.clone()].into())),
        ("a check of the folder", &|| drop(draft_files::drafts(&RealDisk, &root).unwrap())),
        ("another command there", &|| {
            draft_files::change(&RealDisk, &root.join("甲.nianbao"), |_| Ok::<(), StoreError>(())).unwrap();
        }),
    ];
    for (name, sweep) in sweeps {
        leave();
        sweep();
        let mut wanted: Vec<String> = ["甲.nianbao", "丁.nianbao", ".丁.nianbao.lock"]
            .iter()
            .chain(&kept)
            .map(|name| (*name).to_owned())
            .collect();
        wanted.sort();
        assert_eq!(names(&root), wanted, "{name}");
        assert!(held.is_held() && storage::DraftLock::take(&RealDisk, &root.join("丁.nianbao"), "").is_err(), "{name}");
    }
}

/// To look whether a session is running does not alter its lock, nor what a killed one says.
#[test]
fn looking_for_unsaved_text_keeps_what_locks_say() {
    let root = folder("looked_at");
    let (_, folders) = places(&root);
    let setup = Setup::real(&folders);
    leave_locks(&setup, &root);
    let lock = folders.recovery.join("1.alive");
    let before = fs::read(&lock).unwrap();
    fs::write(lock.with_extension("recovery"), "no recovery file").unwrap();
    assert_eq!(setup.unsaved().len(), 1);
    assert_eq!(fs::read(&lock).unwrap(), before);
}

/// Gives the file or folder at `path` the time `seconds` after the beginning of 1970.
fn date(path: &Path, seconds: u64) {
    let time = std::time::UNIX_EPOCH + Duration::from_secs(seconds);
    fs::File::open(path).unwrap().set_modified(time).unwrap();
}

/// Pages to print, and copies that were to be converted, stay in the system's temporary folder where the program is
/// killed, and pages also where it is closed, since a viewer shows them. A day later the next start removes them.
#[cfg(unix)]
#[test]
fn what_was_to_be_printed_is_gone_a_day_later() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use nianbao::session::{PassingFolder, PassingKind};

    const DAY: u64 = 24 * 60 * 60;
    let root = folder("passing");
    let (_, folders) = places(&root);
    let temporary = root.join("temporary");
    fs::create_dir_all(&temporary).unwrap();
    let now = 1_736_488_980;
    let precious = root.join("precious");
    fs::create_dir_all(precious.join("inner")).unwrap();
    fs::write(precious.join("甲.nianbao"), "precious").unwrap();

    // As the window leaves it, closed to others and with its pages.
    let open = || PassingFolder::open(std::sync::Arc::new(RealDisk), PassingKind::Print.folder_in(&temporary));
    let [running, closed, today, unused] = [open(), open(), open(), open()];
    let [in_use, old, fresh, empty] = [&running, &closed, &today, &unused].map(|one| one.path().to_owned());
    assert_eq!(fs::metadata(&old).unwrap().permissions().mode() & 0o777, 0o700);
    for folder in [&in_use, &old, &fresh] {
        fs::write(folder.join("14-03 年报.pdf"), "pages").unwrap();
    }
    [closed, today, unused].into_iter().for_each(drop);
    assert!(!empty.exists(), "with nothing in it");
    assert_eq!(names(&old), ["14-03 年报.pdf"]);
    // A killed program leaves the mark of a running one, without its lock.
    fs::write(old.join(".alive"), "我\nnianbao-lock-1\n").unwrap();
    // A killed conversion: folders in folders, and links, which nobody follows.
    let converted = PassingKind::Convert.folder_in(&temporary);
    fs::create_dir_all(converted.join("profile/user/deep")).unwrap();
    fs::write(converted.join("source.doc"), "copy").unwrap();
    symlink(&precious, converted.join("profile/user/deep/link")).unwrap();
    symlink(precious.join("甲.nianbao"), converted.join("result.docx")).unwrap();
    // The data of a run without a home: unsaved text stays.
    let [bare, with_text] = [(), ()].map(|()| PassingKind::Run.folder_in(&temporary));
    for run in [&bare, &with_text] {
        fs::create_dir_all(run.join("recovery")).unwrap();
        fs::write(run.join("recovery/1.alive"), "我\nnianbao-lock-1\n").unwrap();
    }
    fs::write(with_text.join("recovery/1.recovery"), "text").unwrap();
    // What only looks like one.
    let link = PassingKind::Print.folder_in(&temporary);
    symlink(&precious, &link).unwrap();
    let others = [
        "nianbao-print",
        "nianbao-print-",
        "nianbao-print-0123456789abcdeg",
        "nianbao-prints-0123456789abcdef",
        "nianbao-print-0123456789ABCDEF",
        "nianbao-print-0123456789abcdef0",
        "print-0123456789abcdef",
    ];
    others.iter().for_each(|name| fs::create_dir_all(temporary.join(name)).unwrap());
    fs::write(temporary.join("nianbao-print-0123456789abcdef"), "a file").unwrap();

    let dated = [&in_use, &old, &converted, &bare, &with_text];
    let all = dated.into_iter().cloned().chain(others.iter().map(|name| temporary.join(name)));
    all.for_each(|folder| date(&folder, now - DAY - 1));
    date(&fresh, now - DAY + 60);
    // A clock that was set back makes nothing old.
    leftovers::sweep(&RealDisk, &folders, &temporary, FileTime(now - 2 * DAY));
    assert!(old.exists() && converted.exists());
    leftovers::sweep(&RealDisk, &folders, &temporary, FileTime(now));
    let kept = [&in_use, &fresh, &with_text, &link].map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
    let mut wanted: Vec<String> = kept.into_iter().chain(others.map(str::to_owned)).collect();
    wanted.push("nianbao-print-0123456789abcdef".to_owned());
    wanted.sort();
    assert_eq!(names(&temporary), wanted);
    assert_eq!(names(&with_text.join("recovery")), ["1.recovery"]);
    assert_eq!(names(&in_use), [".alive", "14-03 年报.pdf"]);
    assert_eq!(fs::read_to_string(precious.join("甲.nianbao")).unwrap(), "precious");
    assert!(precious.join("inner").is_dir());
    drop(running);
}

/// A folder of somebody else has any name that he likes, and what he puts into it; only root can make one here.
#[cfg(unix)]
#[test]
fn folders_of_others_are_left_alone() {
    use nianbao::session::PassingKind;

    let root = folder("passing_of_others");
    let (_, folders) = places(&root);
    let temporary = root.join("temporary");
    let [print, run] = [PassingKind::Print, PassingKind::Run].map(|kind| kind.folder_in(&temporary));
    for folder in [&print, &run] {
        fs::create_dir_all(folder).unwrap();
        if std::os::unix::fs::chown(folder, Some(65_534), None).is_err() {
            return skip("only root can give files away");
        }
        date(folder, 0);
    }
    fs::write(print.join("a.pdf"), "others").unwrap();
    date(&print, 0);
    leftovers::sweep(&RealDisk, &folders, &temporary, LATER);
    assert!(print.join("a.pdf").exists() && run.exists());
}

/// An exported file that was cut short leaves a partial file; the next one of the same name removes it once it
/// is old, and not while somebody may be writing to it.
#[test]
fn the_partial_file_of_an_export_goes_with_the_next_one() {
    let root = folder("left_export");
    let (target, part) = (root.join("年报.pdf"), root.join(".年报.pdf.part"));
    for (age, stays) in [(0, true), (500, true), (700, false)] {
        fs::write(&part, "half").unwrap();
        let then = std::time::SystemTime::now() - Duration::from_secs(age);
        fs::File::options().write(true).open(&part).unwrap().set_modified(then).unwrap();
        storage::write_file(&RealDisk, &target, b"whole").unwrap();
        assert_eq!(part.exists(), stays, "{age} seconds old");
        assert_eq!(fs::read(&target).unwrap(), b"whole");
    }
    assert_eq!(names(&root), ["年报.pdf"]);
}

/// Names as long as a disk takes them: 255 bytes, which are 85 characters.
#[test]
fn drafts_with_the_longest_names_are_locked_and_saved() {
    let root = folder("long_names");
    let (_, folders) = places(&root);
    for length in [70, 77, 78, 80, 81, 82] {
        let draft = root.join(format!("{}.nianbao", "长".repeat(length)));
        storage::save(&RealDisk, &draft, &report()).unwrap();
        let mut program = Setup::real(&folders).open("1", &draft).unwrap();
        assert!(Setup::real(&folders).open("2", &draft).is_err(), "{length}: it is locked");
        program.typed_frame(0, 1);
        program.save(&draft, Overwrite::Own).unwrap();
        program.draft.close().unwrap();
        assert!(names(&root).iter().all(|name| !name.starts_with('.')), "{length}: {:?}", names(&root));
    }
}

/// Exports that were killed leave partial files beside their output: the next one that finds one in its way removes all of
/// this output's that are old, and those of no other file.
#[test]
fn what_killed_exports_left_is_removed_by_a_later_one() {
    let root = folder("killed exports");
    let output = root.join("甲.pdf");
    let (usual, old, young) = (".甲.pdf.part", ".甲.pdf.part0123456789abcdef", ".甲.pdf.partfedcba9876543210");
    let others = [".乙.pdf.part0123456789abcdef", ".甲.pdf.partition", ".甲.pdf.part-0123456789abcde"];
    let age = |name: &str| {
        let file = fs::File::options().append(true).open(root.join(name)).unwrap();
        file.set_modified(std::time::SystemTime::now() - Duration::from_secs(3_600)).unwrap();
    };
    for name in [usual, old, young].iter().chain(&others) {
        fs::write(root.join(name), "half").unwrap();
    }
    [usual, old].iter().chain(&others).for_each(|name| age(name));
    storage::write_file(&RealDisk, &output, b"whole").unwrap();
    let has = |name: &str| names(&root).contains(&name.to_owned());
    assert!(!has(old) && has(young), "{:?}", names(&root));
    assert_eq!(fs::read(&output).unwrap(), b"whole");
    // What another program may still be writing is removed once it is old, too.
    age(young);
    storage::write_file(&RealDisk, &output, b"again").unwrap();
    let mut wanted: Vec<String> = others.iter().chain(&["甲.pdf"]).map(|name| (*name).to_owned()).collect();
    wanted.sort();
    assert_eq!(names(&root), wanted);
    assert_eq!(fs::read(&output).unwrap(), b"again");
}
