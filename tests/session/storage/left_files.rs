//! What killed programs leave beside a draft and in the folder of recovery files is gone after the next start.

use std::fs;
use std::path::Path;
use std::time::Duration;

use nianbao::session::{Overwrite, leftovers};
use nianbao::storage::{self, Disk as _, FileAccess, FileTime, RealDisk};

use super::{Setup, folder, names, places, report};

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

    leftovers::sweep(&RealDisk, &folders, LATER);

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
    leftovers::sweep(&RealDisk, &folders, FileTime(0));
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
    leftovers::sweep(&RealDisk, &folders, FileTime(0));
    let mut wanted = kept.to_vec();
    wanted.sort();
    assert_eq!(names(&folders.recovery), wanted);
    // One that cannot be read may show any.
    fs::write(folders.recovery.join("5.recovery"), "").unwrap();
    fs::write(folders.recovery.join(format!("2-{unused}.picture")), "dots").unwrap();
    leftovers::sweep(&RealDisk, &folders, FileTime(0));
    assert!(folders.recovery.join(format!("2-{unused}.picture")).exists());
    drop(running);
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
