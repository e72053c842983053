//! What lies aside, locks, versions, what is found again.

use std::time::Duration;

use nianbao::session::{DraftGuard, Overwrite, Session, SessionCommand, lost};
use nianbao::storage::{self, FileTime, RealDisk, StoreCause};

use super::{NOW, folder, names, places, report, text, type_on, typed};
#[cfg(unix)]
use crate::unprivileged::is_refused;

#[test]
fn typing_is_written_aside_within_two_seconds_and_never_into_the_draft() {
    let (draft, folders) = places(&folder("aside"));
    storage::save(&RealDisk, &draft, &report()).unwrap();
    let before = std::fs::read(&draft).unwrap();
    let mut keeper = DraftGuard::new(&RealDisk, folders.clone(), "1", "我");
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
    let mut keeper = DraftGuard::new(&RealDisk, folders.clone(), "2", "我");
    let mut session = keeper.recover(&RealDisk, &found[0].file, NOW).unwrap();
    assert!(session.is_changed());
    assert_eq!(lost(&RealDisk, &folders).unwrap(), []);
    keeper.save(&RealDisk, &mut session, &draft, Overwrite::Own, NOW).unwrap();
    assert_eq!(text(&storage::load(&RealDisk, &draft).unwrap()), typed(4));
    keeper.close(&RealDisk).unwrap();
    assert_eq!(names(&folders.recovery), Vec::<String>::new());
    assert_eq!(names(draft.parent().unwrap()), ["backups", "recovery", "甲.nianbao"], "nothing is left beside");
}

#[test]
fn what_is_saved_or_undone_does_not_lie_aside() {
    let (draft, folders) = places(&folder("undone"));
    let mut keeper = DraftGuard::new(&RealDisk, folders.clone(), "1", "我");
    let mut session = Session::new(report()).unwrap();
    keeper.save(&RealDisk, &mut session, &draft, Overwrite::Own, NOW).unwrap();
    type_on(&mut session, Duration::ZERO, 3);
    keeper.write_aside(&RealDisk, &session, NOW).unwrap();
    assert_eq!(storage::recoveries(&RealDisk, &folders.recovery).unwrap().len(), 1);
    session.execute(SessionCommand::Undo, Duration::ZERO).unwrap();
    keeper.tick(&RealDisk, &session, Duration::ZERO, NOW).unwrap();
    assert_eq!(storage::recoveries(&RealDisk, &folders.recovery).unwrap().len(), 0);
}

#[test]
fn a_draft_is_open_once_and_a_change_by_others_is_seen() {
    let (draft, folders) = places(&folder("twice"));
    storage::save(&RealDisk, &draft, &report()).unwrap();
    let mut mine = DraftGuard::new(&RealDisk, folders.clone(), "1", "张三");
    let mut session = mine.open(&RealDisk, &draft).unwrap();
    let mut theirs = DraftGuard::new(&RealDisk, folders.clone(), "2", "李四");
    let refused = theirs.open(&RealDisk, &draft).unwrap_err().to_string();
    assert!(refused.contains("张三") || cfg!(windows), "{refused}");
    let copy = theirs.open_copy(&RealDisk, &draft).unwrap();
    assert!(copy.is_changed() && copy.path().is_none());

    type_on(&mut session, Duration::ZERO, 2);
    let mut other = report();
    other.year = 2022;
    storage::save(&RealDisk, &draft, &other).unwrap();
    assert!(mine.is_changed_elsewhere(&RealDisk, &session).unwrap());
    let refused = mine.save(&RealDisk, &mut session, &draft, Overwrite::Own, NOW).unwrap_err();
    assert_eq!(refused.cause, StoreCause::Changed);
    assert!(session.is_changed());
    assert_eq!(storage::load(&RealDisk, &draft).unwrap(), other, "theirs is untouched");
    mine.save(&RealDisk, &mut session, &draft, Overwrite::Anything, NOW).unwrap();
    let kept = storage::backups(&RealDisk, &folders.backups, &draft).unwrap();
    assert_eq!(storage::load(&RealDisk, &kept[0].path).unwrap(), other, "theirs is kept as a former version");

    std::fs::remove_file(&draft).unwrap();
    type_on(&mut session, Duration::ZERO, 1);
    let refused = mine.save(&RealDisk, &mut session, &draft, Overwrite::Own, NOW).unwrap_err();
    assert_eq!(refused.cause, StoreCause::Changed, "moved away meanwhile");
    let elsewhere = draft.with_file_name("乙.nianbao");
    storage::save(&RealDisk, &elsewhere, &other).unwrap();
    let refused = mine.save(&RealDisk, &mut session, &elsewhere, Overwrite::Own, NOW).unwrap_err();
    assert_eq!(refused.cause, StoreCause::Exists);
    mine.save(&RealDisk, &mut session, &elsewhere, Overwrite::Anything, NOW).unwrap();
    assert!(!session.is_changed() && session.path() == Some(&elsewhere));
    // The lock went along.
    assert!(theirs.open(&RealDisk, &elsewhere).is_err());
    mine.close(&RealDisk).unwrap();
    theirs.open(&RealDisk, &elsewhere).unwrap();
}

#[test]
fn ten_versions_and_seven_days_are_kept() {
    let (draft, folders) = places(&folder("versions"));
    let day = FileTime::DAY;
    // One save an hour for twenty days.
    let mut now = NOW.0 / day * day;
    let mut version = report();
    for hour in 0..20 * 24 {
        version.year = 2000 + hour;
        storage::back_up(&RealDisk, &folders.backups, &draft, FileTime(now)).unwrap();
        storage::save(&RealDisk, &draft, &version).unwrap();
        now += 3_600;
    }
    let kept = storage::backups(&RealDisk, &folders.backups, &draft).unwrap();
    let hours: Vec<u64> = kept.iter().map(|one| (now - one.taken.0) / 3_600).collect();
    // The ten newest, then the last of each day.
    assert_eq!(hours, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 25, 49, 73, 97, 121, 145, 169]);
    assert_eq!(storage::load(&RealDisk, &kept[0].path).unwrap().year, version.year - 1);
    storage::save(&RealDisk, &draft.with_file_name("甲.draft"), &version).unwrap();
    assert_eq!(storage::backups(&RealDisk, &folders.backups, &draft.with_file_name("甲.draft")).unwrap(), []);
    for _ in 0..3 {
        storage::back_up(&RealDisk, &folders.backups, &draft, FileTime(0)).unwrap();
    }
    let again = storage::backups(&RealDisk, &folders.backups, &draft).unwrap();
    assert_eq!(again[0].taken, FileTime(kept[0].taken.0 + 1), "a clock that was set back does not mix up the order");
    assert_eq!(again.iter().filter(|one| one.taken > kept[0].taken).count(), 1, "the same content is kept once");
}

/// A window hands the text to a thread and goes on.
#[test]
fn what_is_typed_while_the_disk_is_busy_still_waits() {
    let (_, folders) = places(&folder("busy"));
    let mut keeper = DraftGuard::new(&RealDisk, folders.clone(), "1", "我");
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
    let mut keeper = DraftGuard::new(&RealDisk, folders, "1", "我");
    let mut session = keeper.open(&RealDisk, &draft).unwrap();
    type_on(&mut session, Duration::ZERO, 2);
    let saved = keeper.save(&RealDisk, &mut session, &draft, Overwrite::Own, NOW);
    assert_eq!(saved.unwrap_err().cause, StoreCause::Denied);
    assert!(session.is_changed());
    std::fs::set_permissions(&inner, std::fs::Permissions::from_mode(0o755)).unwrap();
    keeper.save(&RealDisk, &mut session, &draft, Overwrite::Own, NOW).unwrap();
}
