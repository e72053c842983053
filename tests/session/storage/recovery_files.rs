//! Recovery files, locks, former versions, and what is found again.

use std::time::Duration;

use nianbao::session::{DraftEvent, Overwrite, SessionCommand, leftovers};
use nianbao::storage::{self, RealDisk, StoreCause};

use super::{NOW, Setup, cause, folder, names, places, report, text, typed};
#[cfg(unix)]
use crate::unprivileged::is_refused;

#[test]
fn typing_is_in_the_recovery_file_within_two_seconds_and_never_in_the_draft() {
    let (draft, folders) = places(&folder("recovery"));
    storage::save(&RealDisk, &draft, &report()).unwrap();
    let before = std::fs::read(&draft).unwrap();
    let setup = Setup::real(&folders);
    let mut program = setup.open("1", &draft).unwrap();
    assert!(!program.typed_frame(0, 0), "nothing is unsaved");
    assert!(!program.typed_frame(0, 1));
    assert!(!program.typed_frame(350, 1));
    assert!(program.typed_frame(400, 1), "400 ms after the first change");
    assert!(!program.typed_frame(1_100, 0), "nothing new");
    assert!(!program.typed_frame(1_200, 1));
    assert!(program.typed_frame(1_600, 0));
    assert_eq!(std::fs::read(&draft).unwrap(), before);
    assert_eq!(setup.unsaved(), [], "its session is running");
    drop(program);
    let found = setup.unsaved();
    let recovery = found[0].recovery.clone().unwrap();
    assert_eq!((text(&recovery.report), recovery.written), (typed(4), NOW));
    assert_eq!(recovery.draft, Some(draft.clone()));
    // Found again, it is unsaved, and can be saved over the draft that is as it was.
    let mut program = setup.start("2", &draft);
    assert!(program.session.is_changed());
    assert_eq!(setup.unsaved(), []);
    program.save(&draft, Overwrite::Own).unwrap();
    assert_eq!(text(&storage::load(&RealDisk, &draft).unwrap()), typed(4));
    program.draft.close().unwrap();
    assert_eq!(names(&folders.recovery), Vec::<String>::new());
    assert_eq!(names(draft.parent().unwrap()), ["backups", "recovery", "甲.nianbao"], "nothing is left beside");
}

/// A program that clears folders up takes the recovery file and the lock of a running session away: both are written
/// again, and no other start takes the session for one that has ended.
#[cfg(unix)]
#[test]
fn a_session_whose_folder_is_cleared_away_is_still_seen_to_run() {
    let (draft, folders) = places(&folder("cleared_away"));
    storage::save(&RealDisk, &draft, &report()).unwrap();
    let setup = Setup::real(&folders);
    let mut program = setup.open("1", &draft).unwrap();
    assert!(!program.typed_frame(0, 1) && program.typed_frame(400, 1));
    std::fs::remove_dir_all(&folders.recovery).unwrap();
    assert!(!program.typed_frame(1_000, 1) && program.typed_frame(1_400, 1));
    assert_eq!(names(&folders.recovery), ["1.alive", "1.recovery"]);
    assert_eq!(setup.unsaved(), []);
    let note = std::fs::read_to_string(folders.recovery.join("1.alive")).unwrap();
    assert!(note.contains("甲.nianbao"), "what it has locked is cleared up after a kill: {note}");
    drop(program);
    assert_eq!(text(&setup.unsaved()[0].recovery.clone().unwrap().report), typed(4));
    assert_eq!(names(&folders.recovery), ["1.recovery"]);
}

#[test]
fn what_is_saved_or_undone_is_in_no_recovery_file() {
    let (draft, folders) = places(&folder("undone"));
    let mut program = Setup::real(&folders).begin("1");
    program.save(&draft, Overwrite::Own).unwrap();
    let count = || storage::recovery_files(&RealDisk, &folders.recovery).unwrap().len();
    assert!(!program.typed_frame(0, 3) && program.typed_frame(1_000, 0));
    assert_eq!(count(), 1);
    program.session.execute(SessionCommand::Undo, Duration::ZERO).unwrap();
    assert!(!program.typed_frame(1_000, 0));
    assert_eq!(count(), 0);
    assert!(!program.typed_frame(2_000, 3) && program.typed_frame(3_000, 0));
    program.save(&draft, Overwrite::Own).unwrap();
    assert_eq!(count(), 0);
}

#[test]
fn a_draft_is_open_once_and_a_change_by_others_is_seen() {
    let (draft, folders) = places(&folder("twice"));
    storage::save(&RealDisk, &draft, &report()).unwrap();
    let setup = Setup::real(&folders);
    let mut mine = setup.open("1", &draft).unwrap();
    let mut theirs = setup.writer("2", "李四");
    let refused = theirs.open(&draft).unwrap_err().to_string();
    assert!(refused.contains("我") || cfg!(windows), "{refused}");
    let copy = theirs.open_copy(&draft).unwrap();
    assert!(copy.is_changed() && copy.path().is_none());

    mine.type_on(Duration::ZERO, 2);
    let mut other = report();
    other.year = 2022;
    assert!(!mine.draft.found_change(&mine.session));
    storage::save(&RealDisk, &draft, &other).unwrap();
    assert!(mine.draft.found_change(&mine.session));
    assert!(!mine.draft.found_change(&mine.session), "told once");
    assert_eq!(cause(mine.save(&draft, Overwrite::Own).unwrap_err()), StoreCause::Changed);
    assert!(mine.session.is_changed());
    assert_eq!(storage::load(&RealDisk, &draft).unwrap(), other, "theirs is untouched");
    mine.save(&draft, Overwrite::Anything).unwrap();
    let kept = storage::backups(&RealDisk, &folders.backups, &draft).unwrap();
    assert_eq!(storage::load(&RealDisk, &kept[0].path).unwrap(), other, "theirs is kept as a former version");

    std::fs::remove_file(&draft).unwrap();
    mine.type_on(Duration::ZERO, 1);
    let refused = mine.save(&draft, Overwrite::Own).unwrap_err();
    assert_eq!(cause(refused), StoreCause::Changed, "moved away meanwhile");
    let elsewhere = draft.with_file_name("乙.nianbao");
    storage::save(&RealDisk, &elsewhere, &other).unwrap();
    assert_eq!(cause(mine.save(&elsewhere, Overwrite::Own).unwrap_err()), StoreCause::Exists);
    mine.save(&elsewhere, Overwrite::Anything).unwrap();
    assert!(!mine.session.is_changed() && mine.session.path() == Some(&elsewhere));
    // The lock went along.
    assert!(theirs.open(&elsewhere).is_err());
    mine.draft.close().unwrap();
    theirs.open(&elsewhere).unwrap();
}

/// What is typed while the recovery file is written is written next, after as long.
#[test]
fn what_is_typed_after_a_write_waits_for_the_next() {
    let (_, folders) = places(&folder("busy"));
    let setup = Setup::real(&folders);
    let mut program = setup.begin("1");
    program.type_on(Duration::ZERO, 1);
    program.frame(Duration::ZERO);
    program.type_on(Duration::from_secs(1), 1);
    let mut events = program.frame(Duration::from_secs(1));
    program.type_on(Duration::from_millis(1_100), 1);
    events.extend(program.frame(Duration::from_millis(1_100)));
    events.extend(program.draft.finish(&mut program.session, NOW));
    assert_eq!(events, [DraftEvent::RecoveryWritten]);
    assert!(!program.typed_frame(1_300, 0));
    assert!(program.typed_frame(1_400, 0));
    assert!(!program.draft.is_busy());
    drop(program);
    assert_eq!(text(&setup.unsaved()[0].recovery.as_ref().unwrap().report), typed(3));
}

/// A report that replaces one with unsaved text leaves that text to the next start; one that was thrown away
/// is not offered again.
#[test]
fn a_report_that_is_replaced_is_offered_at_the_next_start() {
    let (draft, folders) = places(&folder("replaced"));
    let setup = Setup::real(&folders);
    for (kept, count) in [(false, 0), (true, 1)] {
        let mut program = setup.begin("1");
        assert!(!program.typed_frame(0, 3) && program.typed_frame(1_000, 0));
        program.type_on(Duration::from_secs(1), 1);
        if kept {
            program.draft.close_unsaved(&program.session, NOW);
        } else {
            program.draft.close().unwrap();
        }
        assert_eq!(setup.unsaved().len(), count);
    }
    assert_eq!(setup.start("2", &draft).text(), typed(4));
}

/// Text that nobody wants becomes a former version of its draft.
#[test]
fn text_that_is_put_away_is_a_former_version() {
    let (draft, folders) = places(&folder("archived"));
    storage::save(&RealDisk, &draft, &report()).unwrap();
    let setup = Setup::real(&folders);
    let mut program = setup.open("1", &draft).unwrap();
    assert!(!program.typed_frame(0, 3) && program.typed_frame(1_000, 0));
    drop(program);
    setup.unsaved()[0].archive(&RealDisk, &folders, NOW).unwrap();
    assert_eq!(setup.unsaved(), []);
    let kept = storage::backups(&RealDisk, &folders.backups, &draft).unwrap();
    assert_eq!(text(&storage::load(&RealDisk, &kept[0].path).unwrap()), typed(3));
}

/// A recovery file is what it was in earlier versions: theirs are read here, and ours have the same fields.
#[test]
fn recovery_files_of_earlier_versions_are_read() {
    let (draft, folders) = places(&folder("earlier"));
    let setup = Setup::real(&folders);
    let mut program = setup.begin("1");
    program.save(&draft, Overwrite::Own).unwrap();
    assert!(!program.typed_frame(0, 3) && program.typed_frame(1_000, 0));
    drop(program);
    let file = setup.unsaved()[0].file.clone();
    let ours: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    let fingerprint = serde_json::to_value(storage::fingerprint(&RealDisk, &draft).unwrap()).unwrap();
    let text = r#"{"text":"公开年"}"#;
    let theirs = format!(
        concat!(
            r#"{{"format":"nianbao-recovery-1","written":1760000000,"draft":{},"base":{},"report":{{"form":"cn-2021","#,
            r#""unit":{{"name":"青禾县水务局","kind":"department"}},"year":2024,"sections":{{"overview":[{}]}},"numbers":{{}}}}}}"#
        ),
        serde_json::json!(draft),
        fingerprint,
        text
    );
    assert_eq!(ours, serde_json::from_str::<serde_json::Value>(&theirs).unwrap());
    std::fs::write(&file, theirs).unwrap();
    let mut program = setup.start("2", &draft);
    assert_eq!(program.text(), typed(3));
    program.save(&draft, Overwrite::Own).unwrap();
}

#[test]
fn a_broken_recovery_file_is_named_and_left() {
    let (_, folders) = places(&folder("broken"));
    std::fs::create_dir_all(&folders.recovery).unwrap();
    let file = folders.recovery.join("9.recovery");
    std::fs::write(&file, b"{\"format\":\"nianbao-recovery-1\",\"wri").unwrap();
    let found = Setup::real(&folders).unsaved();
    assert!(matches!(found[0].recovery.as_ref().unwrap_err().cause, StoreCause::Draft(_)));
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
    storage::save(&RealDisk, &draft, &report()).unwrap();
    std::fs::set_permissions(&inner, std::fs::Permissions::from_mode(0o555)).unwrap();
    if !is_refused(&inner, "storage::recovery_files::a_read_only_folder_can_be_read_from") {
        return;
    }
    let mut program = Setup::real(&folders).open("1", &draft).unwrap();
    program.type_on(Duration::ZERO, 2);
    let saved = program.save(&draft, Overwrite::Own);
    assert_eq!(cause(saved.unwrap_err()), StoreCause::FolderDenied);
    assert!(program.session.is_changed());
    std::fs::set_permissions(&inner, std::fs::Permissions::from_mode(0o755)).unwrap();
    program.save(&draft, Overwrite::Own).unwrap();
}

/// A draft whose name is no Unicode, as archives of another system give it: its unsaved text goes back to it, its former
/// versions are its own, and what a killed program left beside it is cleared up.
#[cfg(unix)]
#[test]
fn a_name_that_is_no_unicode_is_known_again() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let root = folder("no_unicode");
    let (_, folders) = places(&root);
    let drafts =
        [b"\xc4\xea\xb1\xa8.nianbao", b"\xc4\xea\xb1\xa9.nianbao"].map(|name| root.join(OsStr::from_bytes(name)));
    let setup = Setup::real(&folders);
    for (number, draft) in drafts.iter().enumerate() {
        storage::save(&RealDisk, draft, &report()).unwrap();
        let mut program = setup.open("1", draft).unwrap();
        program.type_on(Duration::ZERO, 2 + number);
        program.save(draft, Overwrite::Own).unwrap();
        assert!(!program.typed_frame(0, 1) && program.typed_frame(1_000, 0));
        let note = std::fs::read(folders.recovery.join("1.alive")).unwrap();
        drop(program);
        let found = setup.unsaved();
        assert_eq!(found[0].recovery.as_ref().unwrap().draft.as_deref(), Some(draft.as_path()));
        assert!(found[0].versions(&RealDisk).is_some() && found[0].unplaced.is_none());
        let mut program = setup.start("2", draft);
        program.save(draft, Overwrite::Own).unwrap();
        program.draft.close().unwrap();
        assert_eq!(text(&storage::load(&RealDisk, draft).unwrap()), typed(3 + number));
        // What the report was at first, and what was typed and saved then.
        assert_eq!(storage::backups(&RealDisk, &folders.backups, draft).unwrap().len(), 2);
        let mut part = b".".to_vec();
        part.extend_from_slice(draft.file_name().unwrap().as_bytes());
        part.extend_from_slice(b".part");
        let part = root.join(OsStr::from_bytes(&part));
        std::fs::write(&part, "half").unwrap();
        std::fs::write(folders.recovery.join("1.alive"), note).unwrap();
        leftovers::sweep(&RealDisk, &folders, &root.join("temporary"), NOW);
        assert!(!part.exists());
    }
    assert_eq!(std::fs::read_dir(&root).unwrap().count(), 4);
}
