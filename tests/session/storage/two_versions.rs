//! Windows of two versions of the program on one draft, and a clock that goes back a week between them:
//! nothing that either wrote is lost, and nothing is replaced unasked.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use nianbao::session::{DraftOpenError, Overwrite, SharedDisk};
use nianbao::storage::{self, Disk, DraftError, FileTime, RealDisk, StoreCause, StoreError};
use serde_json::{Value, json};

use super::{NOW, Setup, cause, folder, places, text, typed};
use crate::simulated_disk::SimulatedDisk;

/// A draft with fields of a newer version at every level.
const NEWER: &str = r#"{
  "format": "nianbao-draft", "version": "1.7", "form": "cn-2021", "approval": { "by": ["甲", 2] },
  "unit": { "name": "青禾县水务局", "kind": "department", "code": "1103" }, "year": 2024,
  "preface": [ { "text": "前言", "colour": "red" } ],
  "sections": { "overview": [ { "text": "公", "anchor": 3 } ],
                "others": [ { "runs": [ { "text": "公开", "bold": true, "ruby": "gk" }, { "text": "41条" } ] } ] },
  "numbers": { "licensing": { "decisions": 7 }, "source": "统计台账" },
  "stated": { "fonts": [ "仿宋" ] },
  "signature": { "unit": "青禾县水务局", "date": "2025-01-10", "seal": "none" },
  "dismissed": [ { "rule": "R12", "reason": "已请示", "until": 2026 } ],
  "origins": [ { "source": "a.docx", "told": [ { "head": "图片", "sentences": [ "第 1 页" ], "icon": 5 } ], "hash": "00" } ]
}"#;

fn json_of(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

/// Without the text that is typed and the version of whoever wrote it.
fn without_text(bytes: &[u8]) -> Value {
    let mut draft = json_of(bytes);
    draft["version"] = Value::Null;
    draft["sections"]["overview"][0]["text"] = Value::Null;
    draft
}

#[test]
fn an_older_program_keeps_what_a_newer_one_wrote() {
    let (draft, folders) = places(&folder("newer-fields"));
    std::fs::write(&draft, NEWER).unwrap();
    let setup = Setup::real(&folders);
    let mut program = setup.open("1", &draft).unwrap();
    assert!(!program.typed_frame(0, 3) && program.typed_frame(1_000, 0));
    drop(program);
    // By way of the recovery file, and saved.
    let mut program = setup.start("2", &draft);
    assert_eq!(program.text(), typed(4));
    program.save(&draft, Overwrite::Own).unwrap();
    let saved = std::fs::read(&draft).unwrap();
    assert_eq!(text(&storage::parse(&saved).unwrap()), typed(4));
    assert_eq!(without_text(&saved), without_text(NEWER.as_bytes()));
    let kept = storage::backups(&RealDisk, &folders.backups, &draft).unwrap();
    assert_eq!(std::fs::read(&kept[0].path).unwrap(), NEWER.as_bytes(), "what was there is a former version");
}

/// The newer window saves while the older one has unsaved text, on a share that has no locks: a draft with
/// more fields, and one of a format that the older program does not read.
#[test]
fn an_older_program_replaces_nothing_newer_unasked() {
    let newest = NEWER.replace("\"1.7\"", "\"1.8\"").replace("\"approval\"", "\"approvals\"");
    let unreadable = r#"{ "format": "nianbao-draft", "version": "2.0", "parts": [ "公开" ] }"#;
    for (name, theirs) in [("fields", newest.as_str()), ("format", unreadable)] {
        let (draft, folders) = places(&folder(&format!("newer-{name}")));
        std::fs::write(&draft, NEWER).unwrap();
        let setup = Setup::real(&folders);
        let mut older = setup.open("1", &draft).unwrap();
        assert!(!older.typed_frame(0, 2) && older.typed_frame(1_000, 0));
        std::fs::write(&draft, theirs).unwrap();
        assert!(older.draft.found_change(&older.session), "{name}");
        older.autosave = true;
        for second in [30, 60] {
            older.frame(Duration::from_secs(second));
            older.draft.finish(&mut older.session, NOW);
        }
        assert_eq!(cause(older.save(&draft, Overwrite::Own).unwrap_err()), StoreCause::Changed);
        assert_eq!(std::fs::read_to_string(&draft).unwrap(), theirs, "{name}: theirs is untouched");
        // Ended here and found again, it is still not saved over theirs.
        drop(older);
        let mut older = setup.start("2", &draft);
        assert_eq!(older.text(), typed(3));
        assert_eq!(cause(older.save(&draft, Overwrite::Own).unwrap_err()), StoreCause::Changed);
        older.save(&draft, Overwrite::Anything).unwrap();
        let kept = storage::backups(&RealDisk, &folders.backups, &draft).unwrap();
        assert_eq!(std::fs::read_to_string(&kept[0].path).unwrap(), theirs, "{name}: a former version");
    }
}

/// What an older program cannot read it leaves: drafts and recovery files of another format.
#[test]
fn formats_of_a_newer_program_are_left() {
    let (draft, folders) = places(&folder("newer-format"));
    let theirs = r#"{ "format": "nianbao-draft", "version": "2.0", "parts": [] }"#;
    std::fs::write(&draft, theirs).unwrap();
    let setup = Setup::real(&folders);
    match setup.open("1", &draft).map(|_| ()) {
        Err(DraftOpenError::Store(StoreError { cause: StoreCause::Draft(DraftError::Newer { version }), .. })) => {
            assert_eq!(version, "2.0");
        }
        other => panic!("{other:?}"),
    }
    let file = folders.recovery.join("9.recovery");
    let recovery = r#"{"format":"nianbao-recovery-2","pieces":[]}"#;
    std::fs::write(&file, recovery).unwrap();
    let found = setup.unsaved();
    assert!(found.len() == 1 && found[0].recovery.is_err());
    assert!(found[0].archive(&RealDisk, &folders, NOW).is_err());
    for (path, text) in [(&draft, theirs), (&file, recovery)] {
        assert_eq!(std::fs::read_to_string(path).unwrap(), text);
    }
    assert_eq!(storage::backups(&RealDisk, &folders.backups, &draft).unwrap(), []);
}

/// A week's clock going backwards between two sessions, which gives the second one the id of the first:
/// both texts are found, whatever their times, and both saves are former versions.
#[test]
fn a_clock_that_goes_back_a_week_costs_no_unsaved_text() {
    let (draft, folders) = places(Path::new("/年报"));
    let disk = Arc::new(SimulatedDisk::default());
    let shared: SharedDisk = disk.clone();
    let setup = Setup::inline(shared, &folders);
    let mut texts = Vec::new();
    for (count, now) in [(2, NOW.0), (3, NOW.0 - 7 * FileTime::DAY), (4, NOW.0), (5, 0)] {
        let mut program = setup.begin("1");
        program.type_on(Duration::ZERO, count);
        program.frame_at(Duration::ZERO, FileTime(now));
        program.frame_at(Duration::from_secs(1), FileTime(now));
        texts.push(typed(count));
    }
    let found = setup.unsaved();
    let mut found_texts: Vec<String> = found.iter().map(|one| text(&one.recovery.as_ref().unwrap().report)).collect();
    found_texts.sort();
    texts.sort();
    assert_eq!(found_texts, texts);
    for (at, one) in found.iter().enumerate() {
        let now = NOW.0 - 7 * FileTime::DAY * at as u64;
        let mut program = setup.begin("2");
        program.session = program.draft.recover(&one.file, FileTime(now)).unwrap();
        program.save_at(&draft, Overwrite::Anything, FileTime(now)).unwrap();
        program.draft.close().unwrap();
    }
    assert_eq!(setup.unsaved(), []);
    let read = |path: &Path| text(&storage::parse(&disk.read(path, u64::MAX).unwrap()).unwrap());
    let kept = storage::backups(&*disk, &folders.backups, &draft).unwrap();
    let mut saved: Vec<String> = kept.iter().map(|one| read(&one.path)).chain([read(&draft)]).collect();
    saved.sort();
    assert_eq!(saved, texts);
}

/// Text of an earlier program whose draft is relative to a folder that nobody knows belongs to no file.
#[test]
fn a_draft_without_its_folder_is_no_draft() {
    let (draft, folders) = places(&folder("unplaced"));
    let setup = Setup::real(&folders);
    let mut program = setup.begin("1");
    assert!(!program.typed_frame(0, 3) && program.typed_frame(1_000, 0));
    drop(program);
    let file = setup.unsaved()[0].file.clone();
    let mut recovery = json_of(&std::fs::read(&file).unwrap());
    for relative in ["甲.nianbao", "./Cargo.toml", "../甲.nianbao", ""] {
        recovery["draft"] = json!(relative);
        std::fs::write(&file, recovery.to_string()).unwrap();
        let found = setup.unsaved();
        assert_eq!(found[0].unplaced.as_deref(), Some(Path::new(relative)));
        assert_eq!(found[0].recovery.as_ref().unwrap().draft, None);
    }
    let mut program = setup.start("2", &draft);
    assert_eq!((program.text(), program.session.path()), (typed(3), None));
    program.save(&draft, Overwrite::Own).unwrap();
}
