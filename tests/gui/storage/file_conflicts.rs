//! Drafts that others have open, change, or made.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use nianbao::messages::Language;
use nianbao::storage::{self, DraftLock, RealDisk};

use super::{SIZE, click, empty, folders, open, place, press, text, text_of, wait, write};

use crate::window_harness::{self, Told, steps, window_of};

#[test]
fn a_draft_that_is_open_elsewhere_opens_as_a_copy() {
    let (root, draft) = place("twice");
    let held = DraftLock::take(&RealDisk, &draft, "李四 · 电脑二").unwrap();
    let (mut window, _) = window_of(SIZE, None, Language::Chinese, Told::beside(&root));
    window.state_mut().open(draft.clone());
    steps(&mut window);
    window.get_by_label_contains("李四 · 电脑二");
    click(&mut window, "打开副本");
    let document = window.state().document.as_ref().unwrap();
    assert_eq!((document.session.path(), document.session.is_changed()), (None, true));
    drop(held);
    // The window itself holds what it opens.
    let (window, _) = open(&root, &draft);
    assert!(DraftLock::take(&RealDisk, &draft, "王五").is_err());
    drop(window);
    DraftLock::take(&RealDisk, &draft, "王五").unwrap();
}

#[test]
fn a_draft_that_is_closed_elsewhere_opens_here() {
    let (root, draft) = place("closed-there");
    let held = DraftLock::take(&RealDisk, &draft, "李四 · 电脑二").unwrap();
    let (mut window, told) = open(&root, &draft);
    wait(&mut window, &told, 1_000);
    window.get_by_label("草稿已经打开了");
    drop(held);
    wait(&mut window, &told, 500);
    assert_eq!(window.state().document.as_ref().unwrap().session.path(), Some(draft.as_path()));
    assert!(window.query_by_label("草稿已经打开了").is_none());
    assert!(DraftLock::take(&RealDisk, &draft, "王五").is_err());
}

#[test]
fn a_draft_that_someone_else_changed_is_not_overwritten_unasked() {
    let (root, draft) = place("changed");
    let (mut window, _) = open(&root, &draft);
    write(&mut window, "我的");
    let mut theirs = empty();
    theirs.year = 2023;
    storage::save(&RealDisk, &draft, &theirs).unwrap();
    press(&mut window, Modifiers::COMMAND, Key::S);
    window.get_by_label("草稿被别人改动了");
    click(&mut window, "取消");
    assert_eq!(storage::load(&RealDisk, &draft).unwrap(), theirs);
    assert_eq!(text(&window), "我的");
    press(&mut window, Modifiers::COMMAND, Key::S);
    click(&mut window, "覆盖");
    assert_eq!(text_of(&storage::load(&RealDisk, &draft).unwrap()), "我的");
    let kept = storage::backups(&RealDisk, &folders(&root).backups, &draft).unwrap();
    assert_eq!(storage::load(&RealDisk, &kept[0].path).unwrap(), theirs, "theirs is a former version");
}

/// A draft that was deleted is nobody's copy: no versions are promised, and one click puts it back.
#[test]
fn a_draft_that_was_deleted_is_told_as_deleted() {
    let (root, draft) = place("deleted");
    let (mut window, _) = open(&root, &draft);
    write(&mut window, "我的");
    std::fs::remove_file(&draft).unwrap();
    press(&mut window, Modifiers::COMMAND, Key::S);
    window.get_by_label("草稿已经不在原处");
    assert!(window.query_all_by_label_contains("别人").next().is_none());
    assert!(window.query_all_by_label_contains("历史版本里").next().is_none());
    click(&mut window, "在原处重新保存");
    assert_eq!(text_of(&storage::load(&RealDisk, &draft).unwrap()), "我的");
}

#[test]
fn opening_another_draft_lets_the_first_go() {
    let (root, draft) = place("another");
    let other = root.join("乙.nianbao");
    storage::save(&RealDisk, &other, &empty()).unwrap();
    let (mut window, _) = open(&root, &draft);
    window.state_mut().open(other.clone());
    DraftLock::take(&RealDisk, &draft, "王五").unwrap();
    assert!(DraftLock::take(&RealDisk, &other, "王五").is_err());
    // The same draft again is read again.
    let mut changed = empty();
    changed.year = 2023;
    storage::save(&RealDisk, &other, &changed).unwrap();
    window.state_mut().open(other.clone());
    assert_eq!(window.state().document.as_ref().unwrap().session.report().year, 2023);
    // One that cannot be read leaves what is there.
    window.state_mut().open(root.join("没有.nianbao"));
    steps(&mut window);
    window.get_by_label_contains("找不到文件");
    assert_eq!(window.state().document.as_ref().unwrap().session.path(), Some(other.as_path()));
}

#[test]
fn files_that_are_no_drafts_get_their_sentences() {
    let root = window_harness::folder("keeping-foreign");
    let whole = storage::write(&window_harness::sample()).unwrap();
    for (name, bytes, said) in [
        ("半份.nianbao", &whole[..whole.len() / 2], "不完整"),
        ("别的.nianbao", b"PK\x03\x04 something".as_slice(), "不是公开年报的草稿"),
        ("空的.nianbao", b"".as_slice(), "是空的"),
        ("乱码.nianbao", b"\xff\xfe{\0".as_slice(), "不是公开年报的草稿"),
    ] {
        let path = root.join(name);
        std::fs::write(&path, bytes).unwrap();
        let (mut window, _) = window_of(SIZE, Some(empty()), Language::Chinese, Told::beside(&root));
        window.state_mut().open(path.clone());
        steps(&mut window);
        assert!(window.query_all_by_label_contains(said).count() > 0, "{name}");
        assert!(window.state().document.is_some(), "{name}: what was open stays");
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "{name} is as it was");
    }
}
